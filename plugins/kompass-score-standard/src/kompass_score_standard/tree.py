"""The tree of sums, and the one pass up and one pass down that make every interval as narrow as it can be.

All quantities are whole numbers of one common unit, small enough that every end of every interval is a
multiple of it: exact, and three times as fast as fractions.
"""

import math
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from functools import cached_property, lru_cache, partial
from typing import final

from attrs import define, frozen

from kompass_spec.model import TOTAL, Area, Criterion, Edition, Observation, Question
from kompass_spec.model.applicability import Applicability
from kompass_spec.model.identity import Same

__all__ = [
    "HUNDRED",
    "Figure",
    "Figures",
    "Item",
    "Outline",
    "Tree",
    "bounds",
    "context_of",
    "order_of",
    "outline_of",
    "units_of",
]

HUNDRED = 100
_REST = ":rest"


@final
@define(eq=False)
class Figure:
    """Hold a printed figure as an interval in units; ``order`` is its index in the order of figures."""

    # Not frozen, which would take three times as long; a tree has a hundred of them.

    printed: Observation
    order: int
    low: int
    high: int

    @property
    def middle(self) -> int:
        """Return the printed value itself in units; both ends are half a printed digit away from it."""
        return (self.low + self.high) // 2


Figures = Mapping[str, Sequence[Figure]]
"""Figures by the codes of their items, in their order; of what has none, nothing."""


@final
@define(eq=False)
class Item:
    """Hold an item of the edition: its maximum in points and in units, and its parts.

    ``summands`` are the items whose points add up to its, in the edition's order. Those whose maximum is not
    known, which are not ``weighed``, stand under one part together, the rest: their sum has what the others
    leave of the maximum, and each has that at most.
    """

    code: str
    points: Fraction
    max: int
    weighed: bool = True
    parts: "tuple[Item, ...]" = ()
    summands: "tuple[Item, ...]" = ()

    @property
    def is_rest(self) -> bool:
        """Tell whether this stands for all parts of an item whose maxima are not known."""
        return self.code.endswith(_REST)

    @property
    def named(self) -> str:
        """Return the code of the item, of a rest that of what it is the rest of."""
        return self.code.removesuffix(_REST)

    @property
    def excess(self) -> int:
        """Return by how much the greatest values of the parts are together above the maximum."""
        return sum(part.max for part in self.parts) - self.max if self.is_rest else 0

    def walk(self) -> "Iterator[Item]":
        """Iterate over this item and all below it, every item before its parts."""
        yield self
        for part in self.parts:
            yield from part.walk()

    def climb(self) -> "Iterator[Item]":
        """Iterate over this item and all below it, every item after its parts."""
        for part in self.parts:
            yield from part.climb()
        yield self


@final
@frozen(eq=False)
class Tree:
    """Hold the figures of one assessment, placed on the ``outline`` of its edition.

    ``figures`` are those that bound each item which has some, by code, and ``points_of`` those of them that
    are points; ``wrong_maxima`` are the printed maxima that are not the edition's, ``stray`` the figures of
    items that have no points here, each set aside, and ``pointless`` what is printed first of their points,
    by code.
    """

    outline: "Outline"
    figures: Figures
    points_of: Figures
    wrong_maxima: Mapping[str, Sequence[Observation]]
    stray: tuple[Observation, ...]
    pointless: dict[str, Observation]

    @property
    def total(self) -> Item:
        """Return the total."""
        return self.outline.total

    @property
    def items(self) -> Mapping[str, Item]:
        """Return every item that counts, by its code; see ``Outline``."""
        return self.outline.items

    @property
    def points(self) -> Callable[[int], Fraction]:
        """Return what gives units as points."""
        return self.outline.points


@final
@frozen(eq=False)
class Outline:
    """Hold what a tree has before any figure stands on it, the same for all assessments of one kind.

    ``unit`` is how many units a point has. ``items`` are all that count, by code and in the edition's order:
    what does not apply, has no points or is no part of a sum is none of them. ``upwards`` are these and what
    stands for the rest of one, every item after its parts, and ``wholes`` those of them that have parts,
    every item before its parts. ``pointless`` are the codes of what does not apply, or is context. ``order``
    has the place of every item of the edition among its discrepancies, the total last.
    """

    edition: Edition
    applies: Applicability
    unit: int
    total: Item
    items: Mapping[str, Item]
    upwards: tuple[Item, ...]
    wholes: tuple[Item, ...]
    pointless: frozenset[str]
    order: Mapping[str, int]

    @cached_property
    def points(self) -> Callable[[int], Fraction]:
        """Return what gives units as points."""
        # Printed figures are few, and so are the ends that they leave: most were asked for before.
        return partial(_points, self.unit)


@lru_cache(maxsize=2**16)
def _points(unit: int, units: int) -> Fraction:
    return Fraction(units, unit)


@lru_cache(maxsize=64)
def order_of(same: Same[Edition]) -> Mapping[str, int]:
    """Return the place of every item of an edition among the discrepancies, the total last."""
    return {code: index for index, code in enumerate((*(item.code for item in same.value.walk()), TOTAL))}


@lru_cache(maxsize=64)
def outline_of(same: Same[Edition], what: Same[Applicability], digits: int) -> Outline:
    """Return the outline of an edition by what applies, for figures with such parts of a point."""
    edition, applies = same.value, what.value
    unit = _unit(edition) * digits
    items: dict[str, Item] = {}

    def build(part: Area | Question | Criterion, most: Fraction | None = None) -> Item:
        """Return an item with all below it; ``most`` is what it can have where its maximum is not known."""
        points = most if most is not None else applies.max(part.code) or Fraction(0)
        item = Item(part.code, points, units_of(points, unit), weighed=most is None)
        items[part.code] = item
        below = () if isinstance(part, Criterion) or most is not None else part.parts
        applying = [inner for inner in below if applies.applies(inner.code)]
        left = points - sum((applies.max(inner.code) or Fraction(0) for inner in applying), Fraction(0))
        known = [inner for inner in applying if inner.max is not None]
        if len(known) == len(applying) or left >= 0:
            item.summands = tuple(build(inner, None if inner in known else left) for inner in applying)
            item.parts = _with_rest(item, left, unit)
        return item

    areas = tuple(build(area) for area in edition.areas if applies.applies(area.code))
    most = sum((area.points for area in areas), Fraction(0))
    total = Item(TOTAL, most, units_of(most, unit), parts=areas, summands=areas)
    items[TOTAL] = total
    pointless = applies.left_out | context_of(edition)
    upwards = tuple(total.climb())
    wholes = tuple(item for item in total.walk() if item.parts)
    return Outline(edition, applies, unit, total, items, upwards, wholes, pointless, order_of(same))


def _with_rest(item: Item, left: Fraction, unit: int) -> tuple[Item, ...]:
    """Return the parts of an item, with one part for all of which the maximum is not known."""
    open_ended = tuple(part for part in item.summands if not part.weighed)
    if not open_ended:
        return item.summands
    rest = Item(item.code + _REST, left, units_of(left, unit), parts=open_ended, summands=open_ended)
    return (*(part for part in item.summands if part.weighed), rest)


def context_of(edition: Edition) -> frozenset[str]:
    """Return the questions that are not scored, with their criteria."""
    context = [question for question in edition.questions if not question.scored]
    criteria = [criterion.code for question in context for criterion in question.criteria]
    return frozenset((*(question.code for question in context), *criteria))


def bounds(
    tree: Tree, without: Collection[Figure], known: dict[str, tuple[int, int]] | None = None
) -> dict[str, tuple[int, int]] | None:
    """Return the exact interval of every item in units, ``None`` where no true values print the figures.

    The figures in ``without`` do not count. Sums form a tree, so one pass up and one pass down is the
    fixpoint; ``known`` are the intervals of the way up, where somebody went it before.
    """
    intervals = known if known is not None else _upwards(tree, without)
    return _down(tree.outline.wholes, intervals) if intervals is not None else None


def _upwards(tree: Tree, without: Collection[Figure]) -> dict[str, tuple[int, int]] | None:
    """Return the interval of every item by its own figures and those below it, ``None`` if one is empty."""
    intervals: dict[str, tuple[int, int]] = {}
    for item in tree.outline.upwards:
        low, high = 0, item.max
        if item.parts:
            # Each part can be anywhere in its interval whatever the others are, so the sum can be anywhere
            # from the sum of the low ends to that of the high ends.
            below = [intervals[part.code] for part in item.parts]
            low = max(low, sum([low for low, _ in below]))
            high = min(high, sum([high for _, high in below]))
        for figure in tree.figures.get(item.code, ()):
            if not without or figure not in without:
                low = max(low, figure.low)
                high = min(high, figure.high)
        if low > high:
            return None
        intervals[item.code] = (low, high)
    return intervals


def _down(wholes: Iterable[Item], intervals: dict[str, tuple[int, int]]) -> dict[str, tuple[int, int]]:
    """Narrow the parts by the whole: a part is at most what the least of the others leaves of it."""
    for item in wholes:
        low, high = intervals[item.code]
        # Every new end is reached by true values, with the others somewhere in their intervals and the whole
        # in its own. So one pass is enough: nothing could be narrowed again afterwards.
        known = [intervals[part.code] for part in item.parts]
        lows, highs = sum([low for low, _ in known]), sum([high for _, high in known])
        if low <= lows and high >= highs:
            continue
        # What the others have at most is ``highs - own_high``, and at least ``lows - own_low``.
        at_least, at_most = low - highs, high - lows
        for part, (own_low, own_high) in zip(item.parts, known, strict=True):
            least, most = at_least + own_high, at_most + own_low
            if least > own_low or most < own_high:
                intervals[part.code] = (max(own_low, least), min(own_high, most))
    return intervals


def _unit(edition: Edition) -> int:
    """Return units to a point: half a point, a percent of a maximum and a level are whole numbers."""
    weights = {item.max.denominator for item in edition.walk() if item.max is not None}
    awards = {
        quantity.denominator
        for scale in edition.scales
        for level in scale.levels
        for quantity in (level.share, level.points)
        if quantity is not None
    }
    return 2 * HUNDRED * math.lcm(*weights) * math.lcm(*awards)


def units_of(quantity: Fraction, unit: int) -> int:
    """Return points in units, of which there are so many to a point that nothing is left over."""
    numerator, denominator = quantity.as_integer_ratio()
    return numerator * (unit // denominator)
