"""An assessment: what was printed, as it was printed, with its precision and its place."""

from collections.abc import Iterator
from enum import Enum
from fractions import Fraction
from typing import Any, final

from attrs import NOTHING, Factory, asdict, field, frozen

from kompass_spec.model.fields import SPARSE, Number, absent, exact, exact_or_none, held
from kompass_spec.model.lookups import counted, shortened
from kompass_spec.model.organisation import Organisation
from kompass_spec.model.problems import InputError, Problem, WrongTypeError
from kompass_spec.model.quantities import exact_text, quantity_of, unit_of
from kompass_spec.model.total import TOTAL
from kompass_spec.model.written import Record

__all__ = [
    "TOTAL",
    "Action",
    "Assessment",
    "Comment",
    "Comparability",
    "Evaluator",
    "Evidence",
    "EvidenceKind",
    "Finding",
    "FindingKind",
    "Imported",
    "NotApplicable",
    "Observation",
    "PrintedHeading",
    "Quantity",
    "SourceFile",
]


@final
class Quantity(Enum):
    """Say what a printed figure measures.

    ``points`` and ``max`` are in points, ``percent`` is of the item's maximum, ``change`` is in points since
    another assessment, ``reference`` is in points of somebody else, such as a national mean; ``level`` is the
    number of an answer on the scale of the item, and no points.
    """

    POINTS = "points"
    MAX = "max"
    PERCENT = "percent"
    CHANGE = "change"
    REFERENCE = "reference"
    LEVEL = "level"


@final
@frozen(kw_only=True, field_transformer=held)
class Observation:
    """Hold one printed figure: of what, which quantity, the value, its precision, where it stood.

    ``item`` is a code of the edition or ``total``; ``precision`` is the unit of the last printed digit, which
    unless given is that of the digits in ``value``, so ``"11"`` has 1 and ``"11.50"`` has 1/100; ``line`` and
    ``page`` count from 1; ``label`` is what was printed beside the figure to say what it is, such as a
    column's head, or the word of a level. A level is exact, whatever its precision, and so is what is
    ``exact``: an answer that was given, and not rounded to be printed. Raise ``WrongTypeError`` for a value
    that its precision cannot print; a ``Fraction`` is taken as it is, because who computes with one knows it.

    >>> seen = Observation(item="6.2", quantity=Quantity.PERCENT, value=55, line=394)
    >>> seen.lowest, seen.highest
    (Fraction(109, 2), Fraction(111, 2))
    >>> Observation(item="6.2", quantity=Quantity.PERCENT, value="62.5").precision
    Fraction(1, 10)
    """

    item: str
    quantity: Quantity
    value: Fraction = field(converter=exact)
    precision: Fraction = field(
        default=Factory(lambda seen: seen.precision, takes_self=True), converter=exact, metadata=absent(1)
    )
    line: int | None = None
    page: int | None = None
    sheet: str | None = field(default=None, metadata=SPARSE)
    cell: str | None = field(default=None, metadata=SPARSE)
    label: str | None = None
    exact: bool = field(default=False, metadata=SPARSE)

    def __attrs_pre_init__(self, *, value: Number, precision: Any, **others: Any) -> None:
        """Keep the unit of a value's last digit before it becomes a number, and hold it to a precision."""
        if precision is NOTHING:
            object.__setattr__(self, "precision", unit_of(value))
        elif not isinstance(value, Fraction) and others["quantity"] is not Quantity.LEVEL:
            unit, number = quantity_of(precision), quantity_of(value)
            if unit is None or number is None:
                return  # what is no quantity is refused with all other fields that are wrong
            if unit > 0 and number % unit and not others["exact"]:
                sentence = (
                    f"Observation: {value!s:.40} cannot be printed with the precision {exact_text(unit)};"
                    " correct one of them, or say that the figure is exact."
                )
                raise WrongTypeError([Problem("wrong-usage", sentence)])

    def __attrs_post_init__(self) -> None:
        """Refuse a precision that is no unit of a digit."""
        # Every figure comes by here, and fractions take ten times as long to compare.
        if self.precision.numerator <= 0:
            sentence = (
                f"Observation: the precision is {self.precision}; write the unit of the last printed digit,"
                " such as 1 or 0.1."
            )
            raise WrongTypeError([Problem("wrong-usage", sentence)])

    @property
    def lowest(self) -> Fraction:
        """Return the least value that prints so; whether a tie rounds up or to even is not known."""
        return self.value if self.is_exact else self.value - self.precision / 2

    @property
    def highest(self) -> Fraction:
        """Return the greatest value that prints so; whether a tie rounds up or to even is not known."""
        return self.value if self.is_exact else self.value + self.precision / 2

    @property
    def is_exact(self) -> bool:
        """Tell whether the figure is the true value, and not rounded: an answer, or a level."""
        return self.exact or self.quantity is Quantity.LEVEL


@final
@frozen(kw_only=True, field_transformer=held)
class NotApplicable:
    """Say that an item was not assessed because it does not apply to the organisation, and where that stood.

    ``item`` is the code of an area, a question or a criterion; what is below it does not apply either.
    ``line`` and ``page`` count from 1; ``label`` is what was printed, such as ``n/a``.
    """

    item: str
    line: int | None = None
    page: int | None = None
    sheet: str | None = field(default=None, metadata=SPARSE)
    cell: str | None = field(default=None, metadata=SPARSE)
    label: str | None = None


@final
class FindingKind(Enum):
    """Tell a strength (styrka) from an improvement area (förbättringsområde)."""

    STRENGTH = "strength"
    IMPROVEMENT = "improvement"


@final
@frozen(kw_only=True, field_transformer=held)
class Action:
    """Say what is to be done about an improvement area, by whom and until when, in the evaluators' words.

    ``what`` may be empty where only one of the others is decided; not all three are.
    """

    what: str = ""
    who: str | None = None
    when: str | None = None


@final
@frozen(kw_only=True, field_transformer=held)
class Finding:
    """Hold a strength or an improvement area, tied to the area with code ``area``.

    ``action`` is what is to be done about it, ``None`` where nothing is decided.
    """

    area: str
    kind: FindingKind
    text: str
    line: int | None = None
    page: int | None = None
    sheet: str | None = field(default=None, metadata=SPARSE)
    cell: str | None = field(default=None, metadata=SPARSE)
    action: Action | None = field(default=None, metadata=SPARSE)


@final
@frozen(kw_only=True, field_transformer=held)
class Comment:
    """Hold what evaluators remark on the item of the edition with code ``item``, or on the ``total``."""

    item: str
    text: str
    line: int | None = None
    page: int | None = field(default=None, metadata=SPARSE)
    sheet: str | None = field(default=None, metadata=SPARSE)
    cell: str | None = field(default=None, metadata=SPARSE)


@final
@frozen(kw_only=True, field_transformer=held)
class PrintedHeading:
    """Hold a heading printed under an area; ``code`` is the edition's, ``None`` if it has no such heading."""

    area: str
    text: str
    code: str | None = None
    line: int | None = None
    page: int | None = None
    sheet: str | None = field(default=None, metadata=SPARSE)
    cell: str | None = field(default=None, metadata=SPARSE)


@final
class EvidenceKind(Enum):
    """Name the three kinds of evidence that evaluators draw on."""

    INTERVIEW = "interview"
    DOCUMENT = "document"
    WEBSITE = "website"


@final
@frozen(kw_only=True, field_transformer=held)
class Evidence:
    """Hold evidence that a report says was used, with the number of it where one is printed.

    ``item`` is the code of what it is evidence for, ``None`` where it is for the assessment as a whole.
    """

    kind: EvidenceKind
    text: str
    count: int | None = None
    approximate: bool = False
    line: int | None = None
    page: int | None = field(default=None, metadata=SPARSE)
    sheet: str | None = field(default=None, metadata=SPARSE)
    cell: str | None = field(default=None, metadata=SPARSE)
    item: str | None = field(default=None, metadata=SPARSE)


@final
@frozen(kw_only=True, field_transformer=held)
class Evaluator:
    """Name somebody who carried out the assessment."""

    name: str
    role: str | None = None


@final
@frozen(kw_only=True, field_transformer=held)
class Comparability:
    """Hold what a publisher has said about comparing two editions, as printed and with its place.

    ``low`` and ``high`` are the points to add to ``item`` of an assessment on ``edition`` to compare it with
    ``other``; ``other`` is ``None`` where the text does not say which edition it means; ``areas`` are the
    codes of the areas that the text names as changed most.
    """

    text: str
    edition: str
    other: str | None = None
    item: str = TOTAL
    low: Fraction | None = field(default=None, converter=exact_or_none)
    high: Fraction | None = field(default=None, converter=exact_or_none)
    areas: tuple[str, ...] = ()
    line: int | None = None
    page: int | None = field(default=None, metadata=SPARSE)
    sheet: str | None = field(default=None, metadata=SPARSE)
    cell: str | None = field(default=None, metadata=SPARSE)


@final
@frozen(kw_only=True, field_transformer=held)
class SourceFile:
    """Name the file that an assessment was read from, and the SHA-256 of its bytes in hexadecimal."""

    file: str
    sha256: str


@final
@frozen(kw_only=True, field_transformer=held)
class Assessment(Record):
    """Hold one evaluation of one organisation against one edition.

    ``edition`` is an edition's id, ``release`` and ``digest`` the version and the SHA-256 of the release of
    it that was used, ``None`` where it is a draft; ``year`` is ``None`` where none was printed;
    ``year_inferred`` is true where the year was concluded and not read, and ``year_reason`` then says from
    what; ``period`` is an EDTF date or interval, as precise as it was printed; ``given`` is true where
    somebody gave the figures, rounded or not, and no report prints them.

    Raise ``InputError`` with all that cannot be, such as an empty name, a year of another length or a line 0.
    """

    edition: str
    organisation: Organisation
    release: str | None = None
    digest: str | None = None
    year: int | None = None
    year_inferred: bool = False
    year_reason: str | None = None
    period: str | None = None
    evaluators: tuple[Evaluator, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    observations: tuple[Observation, ...] = ()
    not_applicable: tuple[NotApplicable, ...] = ()
    headings: tuple[PrintedHeading, ...] = ()
    findings: tuple[Finding, ...] = ()
    comparability: tuple[Comparability, ...] = ()
    source: SourceFile | None = None
    comments: tuple[Comment, ...] = field(default=(), metadata=SPARSE)
    given: bool = field(default=False, metadata=SPARSE)

    def __attrs_post_init__(self) -> None:
        """Check every rule of an assessment; raise ``InputError`` with all that is wrong."""
        # Imported here because what only names these classes need not wait for their rules.
        from kompass_spec.model.assessment_rules import assessment_problems

        problems = list(assessment_problems(asdict(self, recurse=False)))
        if problems:
            raise InputError(problems)

    @property
    def release_key(self) -> str:
        """Return what the edition is found by: ``id@version`` where a release is pinned, else its id."""
        return self.edition if self.release is None else f"{self.edition}@{self.release}"

    @property
    def called(self) -> str:
        """Return on one line whose it is, of which year, and on which edition."""
        year = "" if self.year is None else f" {self.year}"
        return f"{self.organisation.name}{year} on {self.release_key}"

    @property
    def is_answered(self) -> bool:
        """Tell whether the figures are answers, exact or ``given``, and no figures of a printed report."""
        return self.given or (bool(self.observations) and all(seen.exact for seen in self.observations))

    def __repr__(self) -> str:
        """Return on one line whose it is, on which edition, and of how many figures."""
        return shortened(f"Assessment {self.called}: {counted(len(self.observations), 'figure')}")

    def observed(self, item: str, quantity: Quantity) -> Iterator[Observation]:
        """Iterate over the figures printed of one quantity of one item, in the order of the source."""
        return (seen for seen in self.observations if seen.item == item and seen.quantity is quantity)


@final
@frozen(kw_only=True, field_transformer=held)
class Imported(Record):
    """Hold what an importer found: the newest assessment first, and what it could not place."""

    assessments: tuple[Assessment, ...]
    warnings: tuple[Problem, ...] = ()
