"""An edition of the framework: areas, headings, questions and criteria with their weights and sources."""

from collections.abc import Iterable, Iterator
from enum import Enum
from fractions import Fraction
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, final

from attrs import field, frozen

from kompass_spec.model.arguments import checked
from kompass_spec.model.fields import SPARSE, exact_or_none, held
from kompass_spec.model.lookups import counted, missing, shortened
from kompass_spec.model.organisation import Organisation, OrganisationKind
from kompass_spec.model.problems import InputError
from kompass_spec.model.scales import Scale
from kompass_spec.model.tabular import Tabular
from kompass_spec.model.texts import Text
from kompass_spec.model.total import TOTAL
from kompass_spec.model.written import Record

if TYPE_CHECKING:  # who only reads an edition makes no assessment
    from kompass_spec.model.answers import Answer, Answers
    from kompass_spec.model.assessment import Assessment

__all__ = [
    "Area",
    "Completeness",
    "Criterion",
    "Edition",
    "Editorial",
    "Guidance",
    "Heading",
    "Note",
    "Question",
    "Source",
]

_NOTHING: "Answers" = MappingProxyType({})
_ENGLISH = "en"
"""The language of what is plain text, such as the note of a source."""


@final
class Completeness(Enum):
    """Say how much of an edition is publicly known.

    ``complete``: all questions and all weights; ``questions``: all questions, and not all weights;
    ``areas``: the areas, perhaps their headings, and no question; ``partial``: less than that, such as a few
    of the areas.
    """

    COMPLETE = "complete"
    QUESTIONS = "questions"
    AREAS = "areas"
    PARTIAL = "partial"


def _said(english: str | None, others: Text | None) -> Text | None:
    known = {**(others or {}), **({} if english is None else {_ENGLISH: english})}
    return Text(known) if known else None


@final
@frozen(kw_only=True, field_transformer=held)
class Source:
    """Name a publication that facts of an edition come from; ``id`` is what the facts cite it by.

    ``note`` says in English what it is used for, ``note_in`` the same in other languages.
    """

    id: str
    title: str
    publisher: str | None = None
    date: str | None = None
    url: str | None = None
    note: str | None = None
    note_in: Text | None = field(default=None, metadata=SPARSE)

    @property
    def said_note(self) -> Text | None:
        """Return the note in every language that it is there in, ``None`` where there is none.

        >>> said = Text({"sv": "Läst i delar."})
        >>> source = Source(id="page", title="A page", note="Read in part.", note_in=said)
        >>> source.said_note["sv"]
        'Läst i delar.'
        """
        return _said(self.note, self.note_in)


@final
@frozen(kw_only=True, field_transformer=held)
class Note:
    """Hold a remark on an edition, with the id of the source that it rests on."""

    text: Text
    source: str | None = None


@final
@frozen(kw_only=True, field_transformer=held)
class Editorial:
    """Declare that an item was reworded in a release without a change of meaning, and why that is so."""

    code: str
    release: str
    reason: str


@final
@frozen(kw_only=True, field_transformer=held)
class Guidance:
    """Hold what gives full points for an item, with the id of the source that it rests on."""

    text: Text
    source: str | None = None


@final
@frozen(kw_only=True, field_transformer=held)
class Criterion:
    """Describe the optional level below a question; ``max`` is in points, ``None`` where it is not known.

    ``scale`` is the id of the scale that it is answered on, ``None`` where it is not or that is not known.
    """

    code: str
    text: Text
    max: Fraction | None = field(default=None, converter=exact_or_none)
    scale: str | None = None
    guidance: tuple[Guidance, ...] = ()
    source: str | None = None


@final
@frozen(kw_only=True, field_transformer=held)
class Heading:
    """Describe a topic label that reports print under an area; it is not the same thing as a question.

    ``code`` is ours, the area and a slug, such as ``7:analysarbete``: no report prints one.
    """

    code: str
    text: Text
    source: str | None = None


@final
@frozen(kw_only=True, field_transformer=held)
class Question:
    """Describe the scored item of an area; ``max`` is in points, ``None`` where it is not known.

    ``scale`` is the id of the scale that it is answered on, ``None`` where it is not or that is not known.
    What is not ``scored`` is asked for context: it has no points and is part of no sum. ``applies_to`` are
    the kinds of organisation that are asked it, none for all.
    """

    code: str
    text: Text
    max: Fraction | None = field(default=None, converter=exact_or_none)
    scale: str | None = None
    scored: bool = True
    applies_to: tuple[OrganisationKind, ...] = ()
    criteria: tuple[Criterion, ...] = ()
    guidance: tuple[Guidance, ...] = ()
    source: str | None = None

    @property
    def parts(self) -> tuple[Criterion, ...]:
        """Return the items whose points add up to this one's."""
        return self.criteria


@final
@frozen(kw_only=True, field_transformer=held)
class Area:
    """Describe one of usually eight parts of an edition; ``max`` is in points, ``None`` where it is unknown.

    The maximum is that of all its questions, whoever they apply to. ``aliases`` are other names that reports
    print for the same area, ``applies_to`` the kinds of organisation that are assessed in it, none for all.
    """

    code: str
    title: Text
    max: Fraction | None = field(default=None, converter=exact_or_none)
    applies_to: tuple[OrganisationKind, ...] = ()
    headings: tuple[Heading, ...] = ()
    questions: tuple[Question, ...] = ()
    aliases: tuple[str, ...] = ()
    source: str | None = None

    def __repr__(self) -> str:
        """Return on one line which area it is, and of how many questions."""
        title = next(iter(self.title.values()), "")
        return shortened(f"Area {self.code} {title!r}: {counted(len(self.questions), 'question')}")

    @property
    def parts(self) -> tuple[Question, ...]:
        """Return the items whose points add up to this one's: the questions that are scored."""
        return tuple(question for question in self.questions if question.scored)


def _plain(value: object) -> Any:
    if isinstance(value, tuple):
        return [_plain(element) for element in value]
    if isinstance(value, Text):
        return dict(value.translations)
    if isinstance(value, Enum):
        return value.value
    attributes = getattr(value, "__attrs_attrs__", None)
    if attributes is None:
        return value
    return {
        attribute.name: _plain(getattr(value, attribute.name)) for attribute in attributes if attribute.init
    }


@final
@frozen(kw_only=True, field_transformer=held)
class Edition(Record, Tabular):
    """Hold one methodology of one publisher, such as ``se-2016``; its meaning never changes.

    ``country`` is an ISO 3166-1 code, ``language`` the BCP 47 tag of the edition's own language,
    ``valid_from`` and ``valid_to`` are EDTF dates as precise as the source, ``release`` the SemVer of this
    encoding, ``source`` the id of the source that every fact without one of its own rests on; ``rights`` are
    said in English, ``rights_in`` the same in other languages. Raise
    ``InputError`` with every broken rule when it is built; ``verified`` says that this was done before, and
    that a digest proves it.
    """

    id: str
    title: Text
    publisher: str
    country: str
    language: str
    valid_from: str
    valid_to: str | None = None
    completeness: Completeness
    rights: str
    rights_in: Text | None = field(default=None, metadata=SPARSE)
    release: str
    source: str | None = None
    scales: tuple[Scale, ...] = ()
    areas: tuple[Area, ...] = ()
    sources: tuple[Source, ...] = ()
    notes: tuple[Note, ...] = ()
    editorial: tuple[Editorial, ...] = ()
    _verified: bool = field(default=False, eq=False, repr=False)
    _items: dict[str, Area | Question | Criterion] = field(init=False, eq=False, repr=False, factory=dict)

    def __attrs_post_init__(self) -> None:
        """Check every rule of an edition and index the items by code."""
        if not self._verified:
            self._check()
        for area in self.areas:
            self._items[area.code] = area
            for question in area.questions:
                self._items[question.code] = question
                self._items.update((criterion.code, criterion) for criterion in question.criteria)

    def _check(self) -> None:
        # Imported here because a released edition, which is what nearly always is read, needs no rules.
        from kompass_spec.model.edition_rules import edition_problems

        problems = list(edition_problems(_plain(self)))
        if problems:
            raise InputError(problems)

    @property
    def said_rights(self) -> Text:
        """Return what is said of the rights, in every language that it is there in."""
        return Text({**(self.rights_in or {}), _ENGLISH: self.rights})

    @property
    def is_released(self) -> bool:
        """Tell whether the edition was read from a release; a draft was not, whatever version it says."""
        return self._verified

    @property
    def parts(self) -> tuple[Area, ...]:
        """Return the items whose points add up to the total."""
        return self.areas

    @property
    def questions(self) -> tuple[Question, ...]:
        """Return the questions of all areas, in order."""
        return tuple(question for area in self.areas for question in area.questions)

    @property
    def headings(self) -> tuple[Heading, ...]:
        """Return the headings of all areas, in order."""
        return tuple(heading for area in self.areas for heading in area.headings)

    @property
    def max(self) -> Fraction | None:
        """Return the maximum of the total in points, ``None`` where an area or its maximum is not known.

        It is that of all areas, whoever they apply to: ``applicability_of`` has the maximum of one
        assessment.
        """
        if self.completeness is Completeness.PARTIAL:
            return None
        known = [area.max for area in self.areas if area.max is not None]
        return sum(known, Fraction(0)) if known and len(known) == len(self.areas) else None

    def item(self, code: str) -> "Area | Question | Criterion":
        """Return the area, question or criterion with this code; raise ``KeyError`` if there is none."""
        try:
            return self._items[code]
        except (KeyError, TypeError):
            raise missing(code, self.id, self._items) from None

    @checked
    def name(self, code: str, language: str | None = None) -> str:
        """Return what an item is called: an area's title, the text of a question, a criterion or a heading.

        It is in the ``language`` asked for, a BCP 47 tag, else in the edition's own; of ``total`` it is the
        title of the edition. Raise ``KeyError`` if there is no such item.

        >>> from kompass_spec import load_registry
        >>> load_registry()["se-2016"].name("7", "sv")
        'Ständiga förbättringar'
        """
        named: Text
        if code == TOTAL:
            named = self.title
        elif code in self._items:
            item = self._items[code]
            named = item.title if isinstance(item, Area) else item.text
        else:
            headings = {heading.code: heading.text for heading in self.headings}
            if code not in headings:
                raise missing(code, self.id, [TOTAL, *self._items, *headings])
            named = headings[code]
        return named.in_language(language or self.language, self.language).words

    def assess(
        self,
        organisation: Organisation | str,
        year: int | None = None,
        *,
        percents: "Answers" = _NOTHING,
        points: "Answers" = _NOTHING,
        levels: "Answers" = _NOTHING,
        not_applicable: Iterable[str] = (),
        precision: "Answer | None" = None,
    ) -> "Assessment":
        """Return an assessment on this edition, of figures by the codes of what they are of.

        ``percents`` are of an item's maximum, ``points`` up to it, ``levels`` answers on its scale; ``total``
        has points and a percent too. ``not_applicable`` are codes of what does not apply. A number is the
        true value, and a float means the decimal that it is shown as; a text such as ``"62.5"`` is rounded to
        its last digit, as in print. ``precision`` says instead of all of them which unit they are rounded to.
        What has no figure, or ``None``, is not answered. Where the kind of an organisation is known or asked
        for, give an ``Organisation``.

        Raise ``InputError`` with everything that is wrong: codes that there are not, figures that cannot be.

        >>> from kompass_spec import load_registry, score_assessment
        >>> edition = load_registry()["se-2016"]
        >>> lund = edition.assess("Lund", 2018, percents={"1.1": 75, "1.2": "62.5"}, not_applicable=["2.4"])
        >>> score_assessment(lund)["1.2"].interval
        Interval(low=Fraction(1249, 100), high=Fraction(1251, 100))
        >>> edition.assess("Lund", percents={"1.1": 175, "9.9": 1})
        Traceback (most recent call last):
            ...
        kompass_spec.model.problems.InputError: /percents/1.1: 175 is not possible here. Give percent from ...
        """
        from kompass_spec.model.answers import assessment_of

        figures = {"percents": percents, "points": points, "levels": levels}
        return assessment_of(
            self, organisation, year, figures=figures, not_applicable=not_applicable, precision=precision
        )

    def __repr__(self) -> str:
        """Return on one line which edition and release it is, and how much of it is known."""
        count = f"{len(self.areas)} areas, {len(self.questions)} questions"
        name = self.name(TOTAL)
        return shortened(f"Edition {self.id}@{self.release} {name!r}: {count}, {self.completeness.value}")

    def scale_of(self, code: str) -> Scale | None:
        """Return the scale that an item is answered on, ``None`` where it has none or there is no such item.

        >>> from kompass_spec import load_registry
        >>> load_registry()["se-2016"].scale_of("2.4") is None
        True
        """
        named = getattr(self._items.get(code), "scale", None)
        return next((scale for scale in self.scales if scale.id == named), None)

    def __contains__(self, code: object) -> bool:
        """Tell whether an area, question or criterion has this code."""
        return isinstance(code, str) and code in self._items

    def walk(self) -> "Iterator[Area | Question | Criterion]":
        """Iterate over all areas, questions and criteria, every item before its parts."""
        return iter(self._items.values())
