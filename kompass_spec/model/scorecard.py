"""A scorecard: an exact interval for every item, and every discrepancy between the printed figures."""

import math
import re
from collections.abc import Iterator
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from functools import cached_property
from typing import final

from attrs import field, frozen

from kompass_spec.model.arguments import checked
from kompass_spec.model.assessment import TOTAL, Assessment, Observation, Quantity
from kompass_spec.model.certificate import Certificate
from kompass_spec.model.fields import exact, exact_or_none, held
from kompass_spec.model.lookups import missing, shortened
from kompass_spec.model.problems import InputError, Problem, WrongTypeError
from kompass_spec.model.quantities import exact_text, number_of
from kompass_spec.model.tabular import Tabular
from kompass_spec.model.written import Record

__all__ = [
    "STANDARD",
    "Discrepancy",
    "DiscrepancyKind",
    "Interval",
    "Misprint",
    "Score",
    "Scorecard",
    "Scored",
    "code_order",
]

STANDARD = "standard"
"""The name of the scorer whose scores are sums, which is used unless another is asked for."""


def code_order(code: str) -> tuple[tuple[int, str], ...]:
    """Return a key that puts codes in the order a reader expects.

    >>> sorted(["2.10", "10", "2.9"], key=code_order)
    ['2.9', '2.10', '10']
    """
    return tuple((int(part), "") if part.isdecimal() else (0, part) for part in code.split("."))


_DECIMALS = re.compile(r"\.(\d{1,2})f")


@final
@frozen(field_transformer=held)
class Interval:
    """Hold all values from ``low`` to ``high``, both ends included; raise ``WrongTypeError`` where none is.

    >>> Interval(10, 12) + Interval(1, 1), Interval(10, 12) & Interval(11, 15)
    (Interval(low=Fraction(11, 1), high=Fraction(13, 1)), Interval(low=Fraction(11, 1), high=Fraction(12, 1)))
    >>> low, high = Interval(10, "34/3")
    >>> float(low), f"{Interval(10, '34/3'):.1f}"
    (10.0, '10.0–11.4')
    """

    low: Fraction = field(converter=exact)
    high: Fraction = field(converter=exact)

    def __attrs_post_init__(self) -> None:
        """Refuse an empty interval."""
        if self.low > self.high:
            sentence = f"Interval: from {self.low} to {self.high} there is no value; swap its ends."
            raise WrongTypeError([Problem("wrong-usage", sentence)])

    @property
    def width(self) -> Fraction:
        """Return the distance between the ends."""
        return self.high - self.low

    @property
    def midpoint(self) -> Fraction:
        """Return the value in the middle between the ends."""
        return (self.low + self.high) / 2

    def __iter__(self) -> Iterator[Fraction]:
        """Iterate over the two ends, so that ``low, high = interval`` unpacks them."""
        yield self.low
        yield self.high

    def __format__(self, spec: str) -> str:
        """Return the ends in text: exactly, or with as many decimals as ``.1f`` and the like ask for.

        They are rounded outwards, so that what is shown still holds every value; one end is shown where both
        look the same. Raise ``ValueError`` for any other specification.
        """
        if not spec:
            return "–".join(dict.fromkeys(map(exact_text, self)))
        asked = _DECIMALS.fullmatch(spec)
        if asked is None:
            raise ValueError(f"an interval is formatted with '.1f' and the like, not with {spec!r:.40}")
        scale = 10 ** int(asked[1])
        ends = Fraction(math.floor(self.low * scale), scale), Fraction(math.ceil(self.high * scale), scale)
        return "–".join(dict.fromkeys(exact_text(end, Fraction(1, scale)) for end in ends))

    def __add__(self, other: "Interval") -> "Interval":
        """Return every sum of a value of one and a value of the other."""
        return Interval(self.low + other.low, self.high + other.high)

    def __and__(self, other: "Interval") -> "Interval | None":
        """Return the values in both, ``None`` if there are none."""
        low, high = max(self.low, other.low), min(self.high, other.high)
        return Interval(low, high) if low <= high else None

    def __contains__(self, value: object) -> bool:
        """Tell whether a number lies in the interval; a float counts as the decimal that it is shown as."""
        number = number_of(value) if isinstance(value, (int, float, Decimal, Fraction)) else None
        return number is not None and self.low <= number <= self.high


@final
@frozen(kw_only=True, field_transformer=held)
class Score:
    """Hold what is known of one item's points.

    All quantities are in points: ``low`` and ``high`` bound the true value, ``max`` is the edition's, of what
    applies, ``printed`` is the figure in the report, ``None`` where none stands, ``sum_of_printed`` the sum
    of the figures printed for its parts, ``None`` unless all of them stand. ``contradicted`` is true where
    figures of this item were set aside because no true values can print them. Where ``applies`` is false, the
    item is part of no sum and has 0 of 0 points.
    """

    code: str
    low: Fraction = field(converter=exact)
    high: Fraction = field(converter=exact)
    max: Fraction = field(converter=exact)
    printed: Fraction | None = field(default=None, converter=exact_or_none)
    sum_of_printed: Fraction | None = field(default=None, converter=exact_or_none)
    contradicted: bool = False
    applies: bool = True
    parts: "tuple[Score, ...]" = ()

    def __repr__(self) -> str:
        """Return on one line which item it is of, and its points."""
        points = f"{self.interval:.1f} of {exact_text(self.max)} points" if self.applies else "does not apply"
        return shortened(f"Score {self.code}: {points}")

    @property
    def interval(self) -> Interval:
        """Return the bounds of the true value in points."""
        return Interval(self.low, self.high)

    @property
    def width(self) -> Fraction:
        """Return the distance between the bounds in points."""
        return self.high - self.low

    @property
    def share(self) -> Interval:
        """Return the bounds as a fraction of the maximum, from 0 to 1; of a maximum of 0 it is all of it.

        Of what does not apply nothing is known, so its share is anywhere from 0 to 1.

        >>> Score(code="2.4", low=0, high=0, max=0, applies=False).share
        Interval(low=Fraction(0, 1), high=Fraction(1, 1))
        """
        if not self.applies:
            return Interval(Fraction(0), Fraction(1))
        return (
            Interval(self.low / self.max, self.high / self.max)
            if self.max
            else Interval(Fraction(1), Fraction(1))
        )

    @property
    def lost(self) -> Fraction:
        """Return the points that were surely lost: the maximum minus the upper bound."""
        return self.max - self.high

    def walk(self) -> "Iterator[Score]":
        """Iterate over this score and all scores below it, every item before its parts."""
        yield self
        for part in self.parts:
            yield from part.walk()


@final
class DiscrepancyKind(Enum):
    """Tell figures that rounding explains from figures that no true values can print."""

    ROUNDING = "rounding"
    CONTRADICTION = "contradiction"


@final
@frozen(kw_only=True, field_transformer=held)
class Misprint:
    """Name a single figure whose misprint alone would explain a contradiction.

    It could have been any printable value from ``lowest`` to ``highest``, in the figure's own quantity.
    """

    figure: Observation
    lowest: Fraction = field(converter=exact)
    highest: Fraction = field(converter=exact)


@final
@frozen(kw_only=True, field_transformer=held)
class Discrepancy:
    """Describe printed figures that disagree.

    ``items`` are codes; ``message`` is an English sentence; ``figures`` are the figures that disagree, of a
    contradiction a smallest set that no true values can print; ``misprints`` are those of them whose misprint
    alone would explain it; ``set_aside`` are the figures that the scorer did not use because of it;
    ``expected`` is, for a rounding, the sum of the parts as printed, ``None`` where two figures of one item
    differ, for a wrong maximum the edition's, and 0 for a figure of what has no points here, because it does
    not apply or is asked for context alone.
    """

    kind: DiscrepancyKind
    items: tuple[str, ...]
    message: str
    figures: tuple[Observation, ...] = ()
    misprints: tuple[Misprint, ...] = ()
    set_aside: tuple[Observation, ...] = ()
    expected: Fraction | None = field(default=None, converter=exact_or_none)

    @property
    def lines(self) -> tuple[int, ...]:
        """Return the lines of the figures that disagree, in order."""
        return tuple(sorted({figure.line for figure in self.figures if figure.line is not None}))

    @property
    def is_of_nothing(self) -> bool:
        """Tell whether points are printed of what has none, because it does not apply or is context."""
        return self.kind is DiscrepancyKind.CONTRADICTION and self.expected == 0

    @property
    def is_wrong_maximum(self) -> bool:
        """Tell whether a printed maximum is not the edition's."""
        return any(figure.quantity is Quantity.MAX for figure in self.figures)


@final
@frozen(kw_only=True, field_transformer=held)
class Scorecard(Record, Tabular):
    """Hold the result of one assessment: ``total`` and, as its parts, the areas and their questions.

    ``scorer`` is the name of the scorer that it is of, ``None`` where that was not kept. The scores of
    ``standard`` are sums; those of another need not be. ``certificate`` is what every end and every
    contradiction follows from, where that was asked for; it is no part of the result.
    """

    assessment: Assessment
    total: Score
    discrepancies: tuple[Discrepancy, ...] = ()
    scorer: str | None = None
    certificate: "Certificate | None" = field(default=None, eq=False, repr=False)

    @property
    def is_of_sums(self) -> bool:
        """Tell whether points are sums here: what no other scorer is said to have made is the standard's."""
        return self.scorer in {None, STANDARD}

    @property
    def areas(self) -> tuple[Score, ...]:
        """Return the scores of the areas, in the edition's order."""
        return self.total.parts

    @property
    def questions(self) -> tuple[Score, ...]:
        """Return the scores of the questions of all areas, in the edition's order."""
        return tuple(question for area in self.areas for question in area.parts)

    # Asked for by code: what takes it for a list is told so, and does not look for an item 0.
    __iter__ = None

    def __getitem__(self, code: str) -> Score:
        """Return the score of an item by its code, or of ``total``; raise ``KeyError`` if there is none."""
        for score in self.total.walk():
            if score.code == code:
                return score
        raise missing(code, self.assessment.called, [score.code for score in self.total.walk()])

    def __contains__(self, code: object) -> bool:
        """Tell whether the total, an area, a question or a criterion here has this code."""
        return any(score.code == code for score in self.total.walk())

    def __repr__(self) -> str:
        """Return on one line whose it is, on which edition, and the total."""
        points = f"{self.total.interval:.1f} of {exact_text(self.total.max)} points"
        return shortened(f"Scorecard {self.assessment.called}: {points}")

    def contradictions(self) -> tuple[Discrepancy, ...]:
        """Return the discrepancies that no true values can explain."""
        return tuple(
            discrepancy
            for discrepancy in self.discrepancies
            if discrepancy.kind is DiscrepancyKind.CONTRADICTION
        )

    @checked
    def is_printed(self, score: Score) -> bool:
        """Tell whether points, a percent or a level are printed of the item, or of anything below it."""
        # Not by the scores below it: what is scored as a whole has none for what is printed of its parts.
        return bool(self._printed) if score.code == TOTAL else score.code in self._printed

    @cached_property
    def _printed(self) -> frozenset[str]:
        """Return the codes that points, a percent or a level are printed of, and those of all above them."""
        codes: set[str] = set()
        for seen in self.assessment.observations:
            if seen.quantity in {Quantity.POINTS, Quantity.PERCENT, Quantity.LEVEL}:
                steps = seen.item.split(".")
                codes.update(".".join(steps[:depth]) for depth in range(1, len(steps) + 1))
        return frozenset(codes)

    @checked
    def printed_parts(self, area: Score) -> tuple[Score, ...]:
        """Return the questions of an area that apply if figures of any of them are printed, else none."""
        parts = tuple(part for part in area.parts if part.applies)
        return parts if any(self.is_printed(part) for part in parts) else ()

    def most_lost(self) -> tuple[Score, ...]:
        """Return the questions by points surely lost, most first, without those that do not apply.

        For an area without printed questions the area stands; what does not apply has nothing to lose. Ties
        go by code.
        """
        areas = [area for area in self.areas if area.applies]
        lowest = [score for area in areas for score in self.printed_parts(area) or (area,)]
        return tuple(sorted(lowest, key=lambda score: (-score.lost, code_order(score.code))))


@final
@frozen(kw_only=True, field_transformer=held)
class Scored(Record, Tabular):
    """Hold the scorecards of one file, in its order, and the warnings of its import.

    ``problems`` say what is wrong with assessments that cannot be scored, where others of the file can.
    """

    scorecards: tuple[Scorecard, ...]
    warnings: tuple[Problem, ...] = ()
    problems: tuple[Problem, ...] = ()

    def whole(self) -> "Scored":
        """Return this itself; raise ``InputError`` with every problem where not all could be scored.

        >>> Scored(scorecards=(), problems=(Problem("unknown-item", "There is no item '9'."),)).whole()
        Traceback (most recent call last):
            ...
        kompass_spec.model.problems.InputError: There is no item '9'.
        """
        if self.problems:
            raise InputError(self.problems)
        return self
