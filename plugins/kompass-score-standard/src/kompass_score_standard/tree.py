"""The tree of sums, and the one pass up and one pass down that make every interval as narrow as it can be.

All quantities are whole numbers of one common unit, small enough that every end of every interval is a
multiple of it: exact, and three times as fast as fractions.
"""

import math
from collections.abc import Collection, Iterable, Iterator, Sequence
from fractions import Fraction
from typing import final

from attrs import define, field, frozen

from kompass_spec import InputError, Problem
from kompass_spec.model import TOTAL, Area, Assessment, Criterion, Edition, Observation, Quantity, Question
from kompass_spec.wording.editions import explain_known
from kompass_spec.wording.wording import wording_for

__all__ = ["Figure", "Item", "Tree", "bounds", "build_tree"]

_HUNDRED = 100
_NAMED = 5
_QUANTITIES = {quantity: index for index, quantity in enumerate(Quantity)}


@final
@frozen(eq=False)
class Figure:
    """Hold a printed figure as an interval in units; ``order`` is its index in the order of figures."""

    printed: Observation
    order: int
    low: int
    high: int

    @property
    def middle(self) -> int:
        """Return the printed value itself in units; both ends are half a printed digit away from it."""
        return (self.low + self.high) // 2


@final
@define(eq=False)
class Item:
    """Hold an item of the edition: its maximum in points and in units, its parts, and its printed figures."""

    code: str
    points: Fraction
    max: int
    parts: "tuple[Item, ...]" = ()
    figures: list[Figure] = field(factory=list)
    wrong_maxima: list[Observation] = field(factory=list)

    def walk(self) -> "Iterator[Item]":
        """Iterate over this item and all below it, every item before its parts."""
        yield self
        for part in self.parts:
            yield from part.walk()


@final
@frozen(eq=False)
class Tree:
    """Hold the total, every item by its code in the edition's order, and how many units a point has."""

    total: Item
    items: dict[str, Item]
    unit: int

    def points(self, units: int) -> Fraction:
        """Return units as points."""
        return Fraction(units, self.unit)


def build_tree(edition: Edition, assessment: Assessment) -> Tree:
    """Return the tree of an edition with the figures of an assessment on it.

    Raise ``InputError`` where the edition lacks a weight, or where figures are of items that it has not.
    """
    _refuse(edition, assessment)
    unit = _unit(edition, assessment)
    items: dict[str, Item] = {}

    def build(part: Area | Question | Criterion) -> Item:
        below = () if isinstance(part, Criterion) else part.parts
        if any(inner.max is None for inner in below):
            # A sum with a part of unknown weight bounds nothing.
            below = ()
        points = part.max or Fraction(0)
        item = Item(part.code, points, _units(points, unit))
        items[part.code] = item
        item.parts = tuple(build(inner) for inner in below)
        return item

    areas = tuple(build(area) for area in edition.areas)
    points = sum((area.points for area in areas), Fraction(0))
    total = Item(TOTAL, points, _units(points, unit), areas)
    items[TOTAL] = total
    for order, printed in enumerate(_ordered(assessment.observations, items)):
        item = items[printed.item]
        if printed.quantity is Quantity.MAX:
            if printed.value != item.points and not printed.lowest <= item.points <= printed.highest:
                item.wrong_maxima.append(printed)
        elif printed.quantity is Quantity.POINTS or printed.quantity is Quantity.PERCENT:
            item.figures.append(_figure(printed, order, item, unit))
    return Tree(total, items, unit)


def bounds(tree: Tree, without: Collection[Figure]) -> dict[str, tuple[int, int]] | None:
    """Return the exact interval of every item in units, ``None`` where no true values print the figures.

    The figures in ``without`` do not count. Sums form a tree, so one pass up and one pass down is the
    fixpoint.
    """
    intervals: dict[str, tuple[int, int]] = {}
    return _down(tree.total, intervals) if _up(tree.total, without, intervals) else None


def _up(item: Item, without: Collection[Figure], intervals: dict[str, tuple[int, int]]) -> bool:
    """Add the interval of every item by its own figures and those below it; tell whether values are left."""
    low, high = 0, item.max
    if item.parts:
        # Each part can be anywhere in its interval whatever the others are, so the sum can be anywhere from
        # the sum of the low ends to that of the high ends.
        sum_low = sum_high = 0
        for part in item.parts:
            if not _up(part, without, intervals):
                return False
            part_low, part_high = intervals[part.code]
            sum_low += part_low
            sum_high += part_high
        low, high = max(low, sum_low), min(high, sum_high)
    for figure in item.figures:
        if not without or figure not in without:
            low, high = max(low, figure.low), min(high, figure.high)
    intervals[item.code] = (low, high)
    return low <= high


def _down(item: Item, intervals: dict[str, tuple[int, int]]) -> dict[str, tuple[int, int]]:
    """Narrow the parts by the whole: a part is at most what the least of the others leaves of it."""
    if item.parts:
        low, high = intervals[item.code]
        # Every new end is reached by true values, with the others somewhere in their intervals and the whole
        # in its own. So one pass is enough: nothing could be narrowed again afterwards.
        lows = sum(intervals[part.code][0] for part in item.parts)
        highs = sum(intervals[part.code][1] for part in item.parts)
        for part in item.parts:
            own_low, own_high = intervals[part.code]
            # What the others have at most is ``highs - own_high``, and at least ``lows - own_low``.
            intervals[part.code] = (
                max(own_low, low - highs + own_high),
                min(own_high, high - lows + own_low),
            )
            # What the parts of this part say is in its interval since the way up; now it narrows them.
            _down(part, intervals)
    return intervals


def _ordered(figures: Iterable[Observation], items: Iterable[str]) -> list[Observation]:
    """Return figures in an order that does not depend on how they were given: by all that a result shows."""
    indices = {code: index for index, code in enumerate(items)}

    def key(printed: Observation) -> tuple[int, int, int, int, Fraction, Fraction, str]:
        return (
            printed.page or 0,
            printed.line or 0,
            indices[printed.item],
            _QUANTITIES[printed.quantity],
            printed.value,
            printed.precision,
            printed.label or "",
        )

    return sorted(figures, key=key)


def _unit(edition: Edition, assessment: Assessment) -> int:
    """Return units to a point: half a digit, and percents of any maximum, must be whole numbers of units."""
    weights = {item.max.denominator for item in edition.walk() if item.max is not None}
    digits = {
        part.denominator for printed in assessment.observations for part in (printed.value, printed.precision)
    }
    return 2 * _HUNDRED * math.lcm(*weights) * math.lcm(*digits)


def _units(quantity: Fraction, unit: int) -> int:
    return quantity.numerator * (unit // quantity.denominator)


def _figure(printed: Observation, order: int, item: Item, unit: int) -> Figure:
    value = _units(printed.value, unit)
    half = _units(printed.precision, unit) // 2
    low, high = value - half, value + half
    if printed.quantity is Quantity.PERCENT:
        # A percent of the maximum, in units: the unit was chosen so that nothing is left over.
        divisor = _HUNDRED * unit
        low, high = low * item.max // divisor, high * item.max // divisor
    return Figure(printed, order, low, high)


def _refuse(edition: Edition, assessment: Assessment) -> None:
    problems = [*_edition_problems(edition, assessment), *_figure_problems(edition, assessment)]
    if problems:
        raise InputError(problems)


def _edition_problems(edition: Edition, assessment: Assessment) -> Iterator[Problem]:
    """Find what keeps every assessment, or this one, from being scored on the edition."""
    if assessment.edition != edition.id:
        sentence = (
            f"The assessment is on the edition {assessment.edition!r} and cannot be scored on {edition.id!r}."
            " Convert it first."
        )
        yield Problem("other-edition", sentence)
    if edition.max is None:
        unweighed = [area.code for area in edition.areas if area.max is None]
        noun = "area" if len(unweighed) == 1 else "areas"
        named = f"{noun} {', '.join(unweighed)}" if unweighed else "the total"
        sentence = (
            f"The edition {edition.id!r} does not say the maximum points of {named}."
            f" {explain_known(edition, wording_for('en'))} Install a fuller release of the edition, if there"
            " is one."
        )
        yield Problem("unknown-weights", sentence)


def _figure_problems(edition: Edition, assessment: Assessment) -> Iterator[Problem]:
    """Find figures of items that the edition does not have, or that are part of no sum."""
    figures = assessment.observations
    unknown = [printed for printed in figures if printed.item != TOTAL and printed.item not in edition]
    if unknown:
        sentence = (
            f"The edition {edition.id!r} has no item {_items(unknown)}. Correct the item, or the edition of"
            " the assessment."
        )
        yield Problem("unknown-item", sentence, line=unknown[0].line)
    unsummed = _unsummed(edition)
    unbounding = [printed for printed in figures if printed.item in unsummed]
    if unbounding:
        sentence = (
            f"The edition {edition.id!r} does not say the maximum points of every criterion of the question"
            f" of {_items(unbounding)}, so a figure of it bounds nothing. Leave it out, or install a fuller"
            " release of the edition."
        )
        yield Problem("unknown-weights", sentence, line=unbounding[0].line)


def _unsummed(edition: Edition) -> set[str]:
    """Return the criteria of questions that are no sum of them, because the weight of one is not known."""
    codes: set[str] = set()
    for question in edition.questions:
        if any(criterion.max is None for criterion in question.criteria):
            codes.update(criterion.code for criterion in question.criteria)
    return codes


def _items(figures: Sequence[Observation]) -> str:
    """Return the items of figures, the first few by their codes and how many more there are."""
    codes = list(dict.fromkeys(figure.item for figure in figures))
    more = f" and {len(codes) - _NAMED} more" if len(codes) > _NAMED else ""
    return ", ".join(map(repr, codes[:_NAMED])) + more
