"""Parts of what links have in common, and what is left of each without others, until nothing new follows."""

from collections.abc import Iterable, Sequence
from itertools import combinations
from typing import final

from attrs import define, field

from kompass_convert_mapping.cells import Cells
from kompass_convert_mapping.units import Number, ratio, total, whole
from kompass_spec.model.disjoint import DisjointSets
from kompass_spec.model.side import Side

__all__ = ["Part", "Search"]

ZERO: Number = 0
Ends = tuple[Number, Number]

_MOST_PARTS = 240
"""So many parts are looked at; what would follow from further ones is not found."""

_MOST_BESIDE = 12
"""So many parts of the same items are looked at for what they leave of these."""


@final
@define(eq=False)
class Part:
    """Hold what lies in some ``cells``: what both sides weigh it at least and at most, in units.

    ``price`` is what a unit taken gives, where both editions weigh all of the part alike. It is the part of
    the link at ``index``, or what is left ``of`` another one, or of a whole ``side``, without some others; or
    what one has in common with another that lies ``beside`` it at another price.
    """

    cells: int
    taken: tuple[Number, Number]
    given: tuple[Number, Number]
    price: Number | None = None
    index: int | None = None
    of: "Part | None" = None
    side: Side | None = None
    less: "tuple[Part, ...]" = ()
    beside: "Part | None" = None

    def ends_at(self, price: Number) -> tuple[Number, Number]:
        """Return what it takes of a part of this price, at least and at most."""
        return max(self.taken[0], ratio(self.given[0], price)), min(
            self.taken[1], ratio(self.given[1], price)
        )

    @property
    def root(self) -> int | None:
        """Return the link that it is a part of, by its index."""
        return self.index if self.of is None else self.of.root

    @property
    def is_nothing(self) -> bool:
        """Tell whether nothing lies in the cells, within whatever is weighed alike."""
        return not self.taken[1] or not self.given[1]


@final
@define(eq=False)
class Search:
    """Take parts away from parts until nothing new follows, or there are too many."""

    cells: Cells
    parts: list[Part]
    is_contradicted: bool = field(init=False, default=False)
    _known: dict[int, list[Part]] = field(init=False, factory=dict)
    _tried: set[tuple[int, int]] = field(init=False, factory=set)
    _replaced: set[int] = field(init=False, factory=set)
    _looked_at: set[tuple[Side, int, tuple[int, ...]]] = field(init=False, factory=set)

    def run(self) -> None:
        """Find what is left of every part."""
        for part in self.parts:
            self._known.setdefault(part.cells, []).append(part)
        count = -1
        while count != len(self.parts) < _MOST_PARTS and not self.is_contradicted:
            count = len(self.parts)
            for side in Side:
                self._add_rests_of_items(side)
            self._find_two_prices()
            self._leave_nothing_in()
            self._take_away()

    def _add_rests_of_items(self, side: Side) -> None:
        """Add what items of a side have left without their parts, of which the largest are looked at."""
        by_items: dict[int, list[Part]] = {}
        for part in self.parts:
            if _low(part, side):
                by_items.setdefault(self.cells.items(side, part.cells), []).append(part)
        for items, parts in by_items.items():
            largest = sorted(parts, key=lambda part: (-_low(part, side), part.cells))[:_MOST_BESIDE]
            looked_at = side, items, tuple(map(id, largest))
            if looked_at not in self._looked_at:
                self._looked_at.add(looked_at)
                self._add_rest_of_items(side, items, largest)

    def _add_rest_of_items(self, side: Side, items: int, parts: Sequence[Part]) -> None:
        """Add what items of a side have left without the heaviest of parts that have nothing in common."""
        cells = self.cells
        less = self._apart(side, parts)
        left = _without(cells.all_of(side, items), less)
        ends = ZERO, cells.size_of(side, items) - total(_low(part, side) for part in less)
        other = ZERO, cells.size(side.other, left)
        taken, given = (ends, other) if side is Side.SOURCE else (other, ends)
        self.is_contradicted |= ends[1] < 0
        if left:
            self._add(Part(left, taken, given, side=side, less=less))

    def _apart(self, side: Side, parts: Sequence[Part]) -> tuple[Part, ...]:
        """Return the heaviest parts that have nothing in common on the other side."""
        joined, count = 0, 0
        for part in parts:
            across = self.cells.items(side.other, part.cells)
            joined |= across
            count += across.bit_count()
        if joined.bit_count() == count:
            return tuple(parts)
        ways = DisjointSets.of([self.cells.codes(side.other, part.cells) for part in parts])
        chosen = ways.heaviest([_low(part, side) for part in parts])
        return tuple(parts[index] for index in chosen.indices) if chosen is not None else ()

    def _find_two_prices(self) -> None:
        """Find cells that would be weighed in two ways at once: nothing lies in them."""
        weighed = self._minuends()
        if weighed and all(part.price == weighed[0].price for part in weighed):
            return
        for part, other in combinations(weighed, 2):
            both = part.cells & other.cells
            if both and part.price != other.price:
                nothing = ZERO, ZERO
                self._add(Part(both, nothing, nothing, part.price, of=part, beside=other))

    def _leave_nothing_in(self) -> None:
        """Take all cells in which nothing lies out of every part."""
        nothing = [part for part in self.parts if part.is_nothing]
        empty = 0
        for one in nothing:
            empty |= one.cells
        for part in list(self.parts):
            if part.cells & empty and not part.is_nothing and id(part) not in self._replaced:
                less = [one for one in nothing if one.cells & part.cells]
                self._add_rest(part, less)
                self._replaced.add(id(part))

    def _minuends(self) -> list[Part]:
        return [part for part in self.parts if part.price is not None and id(part) not in self._replaced]

    def _take_away(self) -> None:
        """Take parts out of every other: all together that lie in it side by side, and each by itself."""
        parts = self._subtrahends()
        for part in self._minuends():
            others = [one for one in parts if one is not part and one.cells & part.cells]
            self._add_rest(part, _side_by_side(part, others))
            for other in others:
                pair = id(part), id(other)
                if pair not in self._tried and len(self.parts) < _MOST_PARTS:
                    self._tried.add(pair)
                    self._add_rest(part, [other])

    def _subtrahends(self) -> list[Part]:
        return [part for part in self.parts if id(part) not in self._replaced]

    def _add_rest(self, part: Part, less: Sequence[Part]) -> None:
        """Add what is left of a part without others."""
        left = _without(part.cells, less)
        if left == part.cells:
            return
        taken, given = _left_of(part, less)
        known = taken[0] or given[0]
        if min(taken[1], given[1]) < 0 or (known and not left):
            self.is_contradicted = True
        elif left and (known or not taken[1] or not given[1]):
            self._add(Part(left, taken, given, part.price, of=part, less=tuple(less)))

    def _add(self, part: Part) -> None:
        """Add a part, unless as much is known of its cells, or of those that they are made of."""
        known = self._known.setdefault(part.cells, [])
        if not any(_says_as_much(one, part) for one in known) and not self._is_made_up(part):
            known.append(part)
            self.parts.append(part)

    def _is_made_up(self, part: Part) -> bool:
        """Tell whether a part is all that other parts are, so that these say more than it does."""
        if part.price is None or part.is_nothing:
            return False
        chosen = _side_by_side(part, [one for one in self.parts if one.price is not None])
        return not _without(part.cells, chosen) and total(one.taken[0] for one in chosen) >= part.taken[0]


def _without(cells: int, less: Iterable[Part]) -> int:
    for one in less:
        cells &= ~one.cells
    return cells


def _left_of(part: Part, less: Sequence[Part]) -> tuple[Ends, Ends]:
    """Return what is left of what a part takes and gives, without others."""
    # What lies within can be taken off for sure.
    inside = not any(one.cells & ~part.cells for one in less) and _are_apart(less)
    if part.price is None:
        taken = _ends_left(part.taken, [one.taken for one in less], inside=inside)
        return taken, _ends_left(part.given, [one.given for one in less], inside=inside)
    taken = _ends_left(part.taken, [one.ends_at(part.price) for one in less], inside=inside)
    return taken, (whole(taken[0] * part.price), whole(taken[1] * part.price))


def _ends_left(ends: Ends, gone: Sequence[Ends], *, inside: bool) -> Ends:
    """Return what is left at least and at most, without what is gone, which may lie ``inside`` for sure."""
    low = max(ZERO, ends[0] - total(most for _, most in gone))
    high = ends[1] - total(least for least, _ in gone) if inside else ends[1]
    return low, high


def _side_by_side(part: Part, others: Iterable[Part]) -> list[Part]:
    """Return parts within another that have nothing in common, the largest first."""
    left, chosen = part.cells, []
    inside = [one for one in others if not one.cells & ~left and one.cells != left and not one.is_nothing]
    for one in sorted(inside, key=lambda one: -one.cells.bit_count()):
        if not one.cells & ~left:
            left &= ~one.cells
            chosen.append(one)
    return chosen


def _low(part: Part, side: Side) -> Number:
    return part.taken[0] if side is Side.SOURCE else part.given[0]


def _are_apart(parts: Sequence[Part]) -> bool:
    return not any(one.cells & other.cells for one, other in combinations(parts, 2))


def _says_as_much(known: Part, part: Part) -> bool:
    if part.price is not None and known.price is None and not known.is_nothing:
        return False
    if part.is_nothing:
        return known.is_nothing
    return (
        known.taken[0] >= part.taken[0]
        and known.taken[1] <= part.taken[1]
        and known.given[1] <= part.given[1]
    )
