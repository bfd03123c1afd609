"""The one request object of every kind of plugin, and what goes with it."""

import hashlib
from enum import Enum
from fractions import Fraction
from typing import final

from attrs import frozen

from kompass_spec.model import (
    Assessment,
    Document,
    Edition,
    EditionMapping,
    Interval,
    Scorecard,
    SourceFile,
    Standing,
)
from kompass_spec.model.fields import held
from kompass_spec.model.library import Library
from kompass_spec.model.sheet import Sheet

__all__ = [
    "ContainerRequest",
    "ConvertRequest",
    "Decided",
    "ImportRequest",
    "LintRequest",
    "Look",
    "Order",
    "Reference",
    "RenderRequest",
    "ScoreRequest",
    "SheetRequest",
    "TemplateRequest",
    "Terminal",
]


@final
@frozen(kw_only=True, field_transformer=held)
class ContainerRequest:
    """Ask a container for the blocks of a file; ``file`` is its name for messages, ``content`` its bytes."""

    file: str
    content: bytes


@final
@frozen(kw_only=True, field_transformer=held)
class Decided:
    """Hold what the user has decided on, for where a report leaves it open.

    ``organisation`` is the name or the official code of who was assessed, ``year`` the year of the evaluation
    that has none, ``total`` the points that are its total, as printed, and ``editions`` the ids of the
    editions that evaluations of certain years are of.
    """

    organisation: str | None = None
    year: int | None = None
    total: Fraction | None = None
    editions: tuple[tuple[int, str], ...] = ()

    def edition_of(self, year: int | None) -> str | None:
        """Return the edition that is decided on for the evaluation of a year, ``None`` where none is.

        >>> Decided(editions=((2015, "se-2010"),)).edition_of(2015)
        'se-2010'
        """
        return dict(self.editions).get(year) if year is not None else None


@final
@frozen(kw_only=True, field_transformer=held)
class ImportRequest:
    """Ask an importer for the assessments in one file.

    ``file`` is the file's name for messages, ``content`` its bytes, ``registry`` the editions and
    organisations that can be recognised; ``edition`` is the id of the edition that the user has decided on,
    ``None`` to recognise it; ``document`` are the blocks of the file, where a container reads it.
    ``words`` are those that catalogues have for what reports print, in lower case, by their meaning;
    ``decided`` is what else the user has decided on.
    """

    file: str
    content: bytes
    registry: Library
    edition: str | None = None
    document: Document | None = None
    words: tuple[tuple[str, tuple[str, ...]], ...] = ()
    decided: Decided = Decided()

    @property
    def source(self) -> SourceFile:
        """Return the file's name with the SHA-256 of its bytes, as every assessment names it."""
        return SourceFile(file=self.file, sha256=hashlib.sha256(self.content).hexdigest())


@final
@frozen(kw_only=True, field_transformer=held)
class ScoreRequest:
    """Ask a scorer for the scorecard of an assessment, on the edition that the assessment names.

    ``certified`` asks for the certificate of the bounds and contradictions too.
    """

    assessment: Assessment
    edition: Edition
    certified: bool = False


@final
@frozen(kw_only=True, field_transformer=held)
class ConvertRequest:
    """Ask a converter what a scorecard says of the target edition of a mapping.

    ``certified`` asks for the certificate of what is proved too.
    """

    scorecard: Scorecard
    mapping: EditionMapping
    certified: bool = False


@final
@frozen(kw_only=True, field_transformer=held)
class LintRequest:
    """Ask a linter what is wrong with a mapping that somebody else wrote; ``file`` is its name as given."""

    file: str
    text: str


@final
class Order(Enum):
    """Say in which order a renderer lists questions: as the edition does, or most points lost first."""

    CODE = "code"
    WEAKEST = "weakest"


@final
@frozen(kw_only=True, field_transformer=held)
class Terminal:
    """Describe the terminal that is written to: its width in columns, and whether it shows colours."""

    width: int = 80
    colours: bool = False


@final
@frozen(kw_only=True, field_transformer=held)
class Reference:
    """Hold points to compare with: those of another assessment, or the mean of several.

    They are on the edition of the scorecard. ``label`` says whose they are; ``count`` is the number of
    assessments behind them, ``None`` where it is not the same for all; ``values`` maps codes of areas and
    ``total`` to intervals in points, as pairs in the edition's order; ``printed`` maps codes to the points
    that are printed of one assessment.
    """

    label: str
    count: int | None
    values: tuple[tuple[str, Interval], ...]
    printed: tuple[tuple[str, Fraction], ...] = ()

    def of(self, code: str) -> Interval | None:
        """Return the interval for an area's code or ``total``, ``None`` where nothing is known."""
        return next((interval for known, interval in self.values if known == code), None)

    def printed_of(self, code: str) -> Fraction | None:
        """Return the points printed for an area's code or ``total``, ``None`` where there are none."""
        return next((points for known, points in self.printed if known == code), None)


@final
@frozen(kw_only=True, field_transformer=held)
class RenderRequest:
    """Ask a renderer to show a scorecard.

    ``history`` are earlier scorecards of the same organisation, newest first, perhaps on other editions;
    ``registry`` holds the editions' texts; ``language`` is the BCP 47 tag asked for; ``terminal`` is ``None``
    unless the result goes straight to one; ``standing`` is where the scorecard stands among published
    results, where that is asked for.
    """

    scorecard: Scorecard
    registry: Library
    language: str
    history: tuple[Scorecard, ...] = ()
    reference: Reference | None = None
    order: Order = Order.CODE
    terminal: Terminal | None = None
    standing: "Standing | None" = None

    @property
    def edition(self) -> Edition:
        """Return the edition of the scorecard: the release that it pins, if installed, else the newest.

        Raise ``KeyError`` where no release of it is installed.
        """
        assessment = self.scorecard.assessment
        return self.registry.get(assessment.release_key) or self.registry[assessment.edition]


@final
@frozen(kw_only=True, field_transformer=held)
class Look:
    """Hold what an organisation gives its pages: a logo, two colours as ``#rrggbb``, and words for the foot.

    ``logo`` are the bytes of an image of the type ``logo_type``, such as ``image/png``; ``logo_text`` says in
    words what it shows. What is left out is the renderer's own.
    """

    logo: bytes | None = None
    logo_type: str = ""
    logo_text: str = ""
    colour: str | None = None
    second_colour: str | None = None
    foot: str = ""


@final
@frozen(kw_only=True, field_transformer=held)
class SheetRequest:
    """Ask a renderer to lay out a sheet.

    ``terminal`` is ``None`` unless the result goes straight to one; ``look`` is that of the organisation.
    """

    sheet: Sheet
    terminal: Terminal | None = None
    look: Look = Look()


@final
@frozen(kw_only=True, field_transformer=held)
class TemplateRequest:
    """Ask a template for a file to carry out an evaluation on an edition in.

    ``digest`` is the SHA-256 of the edition's release, ``None`` where it is a draft; ``registry`` holds the
    organisations that may be evaluated; ``language`` is the BCP 47 tag asked for.
    """

    edition: Edition
    registry: Library
    language: str
    digest: str | None = None
