"""The tree of sums, and the one pass up and one pass down that make every interval as narrow as it can be.

All quantities are whole numbers of one common unit, small enough that every end of every interval is a
multiple of it: exact, and three times as fast as fractions.
"""

import math
from collections.abc import Collection, Iterator, Mapping, Sequence
from fractions import Fraction
from functools import partial
from typing import final

from attrs import define, field, frozen

from kompass_spec import InputError, Problem
from kompass_spec.model import TOTAL, Area, Assessment, Criterion, Edition, Observation, Quantity, Question
from kompass_spec.wording.editions import explain_known
from kompass_spec.wording.wording import wording_for

__all__ = ["Figure", "Item", "Tree", "bounds", "build_tree"]

_HUNDRED = 100
_NAMED = 5
_QUANTITIES = {quantity: place for place, quantity in enumerate(Quantity)}


@final
@frozen(eq=False)
class Figure:
    """Hold a printed figure as an interval in units; ``order`` is its place in the order of figures."""

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
    """Hold an item of the edition: its maximum in points and in units, its parts, and the figures printed of it."""

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
        weighed = all(one.max is not None for one in below)
        points = part.max or Fraction(0)
        item = Item(part.code, points, _units(points, unit))
        items[part.code] = item
        item.parts = tuple(build(one) for one in below) if weighed else ()
        return item

    areas = tuple(build(area) for area in edition.areas)
    points = sum((area.points for area in areas), Fraction(0))
    total = Item(TOTAL, points, _units(points, unit), areas)
    items[TOTAL] = total
    places = {code: place for place, code in enumerate(items)}
    for order, printed in enumerate(sorted(assessment.observations, key=partial(_place, places=places))):
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
    found: dict[str, tuple[int, int]] = {}
    return _down(tree.total, found) if _up(tree.total, without, found) else None


def _up(item: Item, without: Collection[Figure], found: dict[str, tuple[int, int]]) -> bool:
    low, high = 0, item.max
    if item.parts:
        sum_low = sum_high = 0
        for part in item.parts:
            if not _up(part, without, found):
                return False
            part_low, part_high = found[part.code]
            sum_low += part_low
            sum_high += part_high
        low, high = max(low, sum_low), min(high, sum_high)
    for figure in item.figures:
        if not without or figure not in without:
            low, high = max(low, figure.low), min(high, figure.high)
    found[item.code] = (low, high)
    return low <= high


def _down(item: Item, found: dict[str, tuple[int, int]]) -> dict[str, tuple[int, int]]:
    """Narrow the parts by the whole: a part is at most the whole minus the least of the others, and likewise below."""
    if item.parts:
        low, high = found[item.code]
        lows = sum(found[part.code][0] for part in item.parts)
        highs = sum(found[part.code][1] for part in item.parts)
        for part in item.parts:
            own_low, own_high = found[part.code]
            found[part.code] = (max(own_low, low - highs + own_high), min(own_high, high - lows + own_low))
            _down(part, found)
    return found


def _place(
    printed: Observation, places: Mapping[str, int]
) -> tuple[int, int, int, int, Fraction, Fraction, str]:
    """Return where a figure stands among all: nothing of it is left out that a result shows."""
    return (
        printed.page or 0,
        printed.line or 0,
        places[printed.item],
        _QUANTITIES[printed.quantity],
        printed.value,
        printed.precision,
        printed.label or "",
    )


def _unit(edition: Edition, assessment: Assessment) -> int:
    """Return units to a point: half a printed digit, and percents of every maximum, must be whole numbers of units."""
    weights = {item.max.denominator for item in edition.walk() if item.max is not None}
    digits = {part.denominator for seen in assessment.observations for part in (seen.value, seen.precision)}
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
    problems = []
    if assessment.edition != edition.id:
        sentence = (
            f"The assessment is on the edition {assessment.edition!r} and cannot be scored on {edition.id!r}."
            " Convert it first."
        )
        problems.append(Problem("other-edition", sentence))
    unweighed = [area.code for area in edition.areas if area.max is None]
    if edition.max is None:
        named = (
            f"{'area' if len(unweighed) == 1 else 'areas'} {', '.join(unweighed)}"
            if unweighed
            else "the total"
        )
        sentence = (
            f"The edition {edition.id!r} does not say the maximum points of {named}."
            f" {explain_known(edition, wording_for('en'))} Install a fuller release of the edition, if there"
            " is one."
        )
        problems.append(Problem("unknown-weights", sentence))
    unsummed = {
        criterion.code
        for question in edition.questions
        for criterion in question.criteria
        if any(one.max is None for one in question.criteria)
    }
    unknown = [seen for seen in assessment.observations if seen.item != TOTAL and seen.item not in edition]
    if unknown:
        sentence = (
            f"The edition {edition.id!r} has no item {_items(unknown)}. Correct the item, or the edition of"
            " the assessment."
        )
        problems.append(Problem("unknown-item", sentence, line=unknown[0].line))
    unbounding = [seen for seen in assessment.observations if seen.item in unsummed]
    if unbounding:
        sentence = (
            f"The edition {edition.id!r} does not say the maximum points of every criterion of the question"
            f" of {_items(unbounding)}, so a figure of it bounds nothing. Leave it out, or install a fuller"
            " release of the edition."
        )
        problems.append(Problem("unknown-weights", sentence, line=unbounding[0].line))
    if problems:
        raise InputError(problems)


def _items(figures: Sequence[Observation]) -> str:
    """Return the items of figures, the first few by their codes and how many more there are."""
    codes = list(dict.fromkeys(figure.item for figure in figures))
    more = f" and {len(codes) - _NAMED} more" if len(codes) > _NAMED else ""
    return ", ".join(map(repr, codes[:_NAMED])) + more
