"""The source as a tree of sums with an interval at every item: of what it has, or of what it lacks."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import final

from attrs import define, field, frozen

from kompass_convert_mapping.curves import Curve, Segment, in_order
from kompass_convert_mapping.units import Number, ratio, total

__all__ = ["ContradictoryError", "Ends", "Node", "SourceTree", "clamped", "shared_out"]

ZERO: Number = 0
Ends = Mapping[str, tuple[Number, Number]]


class ContradictoryError(ValueError):
    """Say that the bounds of a source's items contradict those of their sums."""


@final
@define(eq=False)
class Node:
    """Hold an item, or several parts of one that are linked together: its maximum, its bounds, its parts.

    All are in points; ``low`` to ``high`` are what it has, or what it lacks of its maximum. ``leaves`` are
    the lowest items below. ``slack`` is what its parts have beyond their low ends, and ``room`` what they
    could have.
    """

    name: str
    codes: tuple[str, ...]
    size: Number
    low: Number
    high: Number
    leaves: frozenset[str]
    parts: "tuple[Node, ...]" = ()
    slack: Number = 0
    room: Number = 0

    @classmethod
    def of(  # noqa: PLR0917 - what a node holds, in the order of its fields
        cls,
        name: str,
        codes: tuple[str, ...],
        size: Number,
        ends: tuple[Number, Number],
        leaves: frozenset[str],
        parts: "tuple[Node, ...]" = (),
    ) -> "Node":
        """Return a node with what its parts have, together, beyond their low ends: at least, and at most.

        Its bounds are no wider than the sums of theirs.
        """
        low, high = ends
        if not parts:
            return cls(name, codes, size, low, high, leaves, parts, low)
        if all(part.is_known for part in parts):
            return cls(name, codes, size, low, high, leaves, parts)
        lows = total([part.low for part in parts])
        room = total([part.high for part in parts]) - lows
        return cls(name, codes, size, low, high, leaves, parts, low - lows, room)

    @property
    def width(self) -> Number:
        """Return what lies between the bounds."""
        return self.high - self.low

    @property
    def is_known(self) -> bool:
        """Tell whether there is but one value between the bounds."""
        # One value is mostly one object too, which is seen sooner than that two fractions are equal.
        return self.low is self.high or self.low == self.high

    def leaves_room(self, parts: "Sequence[Node]") -> bool:
        """Tell whether other parts than these have room, and for all that it has beyond their low ends."""
        room = self.room - total([part.high - part.low for part in parts])
        return room > 0 and room >= self.slack

    @cached_property
    def free(self) -> Curve:
        """Return the curve of an item whose points cost nothing."""
        return Curve(self.low, ZERO, (Segment(ZERO, self.width),) if self.width else ())

    @property
    def is_full(self) -> bool:
        """Tell whether nothing of the item can be missing."""
        return self.low == self.size

    def walk(self) -> "Iterator[Node]":
        """Iterate over this node and all below it, every node after its parts."""
        for part in self.parts:
            yield from part.walk()
        yield self


@final
@frozen(eq=False)
class SourceTree:
    """Hold the nodes of a source whose bounds are as narrow as their sums make them."""

    root: Node
    _regrouped: dict[tuple[str, frozenset[frozenset[str]]], Node] = field(init=False, factory=dict)

    @classmethod
    def of(
        cls, top: str, parts: Mapping[str, Sequence[str]], sizes: Mapping[str, Number], ends: Ends
    ) -> "SourceTree":
        """Lay out a source: its ``top``, the parts and the maxima of every item, and what is known of each.

        Raise ``ContradictoryError`` where no values of the lowest items fit it all.

        >>> ends = {code: (0, 10) for code in ("1.1", "1.2")} | {"1": (15, 15)}
        >>> sizes = {"1.1": 10, "1.2": 10, "1": 20}
        >>> tree = SourceTree.of("1", {"1": ("1.1", "1.2")}, sizes, ends)
        >>> [(part.low, part.high) for part in tree.root.parts]
        [(5, 10), (5, 10)]
        """
        narrowed: dict[str, tuple[Number, Number]] = {}
        _up(top, parts, ends, narrowed)
        if any(low > high for low, high in narrowed.values()):
            raise ContradictoryError
        _down(top, parts, narrowed)

        def node(code: str) -> Node:
            below = tuple(node(part) for part in parts.get(code, ()))
            leaves = frozenset().union(*(part.leaves for part in below)) if below else frozenset({code})
            return Node.of(code, (code,), sizes[code], narrowed[code], leaves, below)

        return cls(node(top))

    @cached_property
    def has_only_parts(self) -> bool:
        """Tell whether there is an item with but one lowest item below it."""
        return any(node.parts and len(node.leaves) == 1 for node in self.root.walk())

    def lacking(self) -> "SourceTree":
        """Return the same tree, of what every item lacks of its maximum."""

        def turned(node: Node) -> Node:
            parts = tuple(map(turned, node.parts))
            size = node.size
            low = size - node.high
            ends = low, low if node.is_known else size - node.low
            return Node.of(node.name, node.codes, size, ends, node.leaves, parts)

        return SourceTree(turned(self.root))

    def settled(self) -> "SourceTree":
        """Return the tree with one value of every item, which is at no end of what is known of it.

        Each part of an item has as much of its room as every other.

        >>> tree = SourceTree.of("1", {"1": ("1.1", "1.2")}, {"1.1": 10, "1.2": 5, "1": 15},
        ...     {"1.1": (4, 10), "1.2": (0, 3), "1": (4, 10)})
        >>> [node.low for node in tree.settled().root.walk()]
        [Fraction(6, 1), Fraction(1, 1), 7]
        """

        def settled(node: Node, points: Number) -> Node:
            if not node.parts:
                return Node(node.name, node.codes, node.size, points, points, node.leaves, (), points)
            # What the parts have is then all that the item has.
            share = ratio(points - node.low + node.slack, node.room) if node.room else ZERO
            parts = tuple(settled(part, part.low + part.width * share) for part in node.parts)
            return Node(node.name, node.codes, node.size, points, points, node.leaves, parts)

        return SourceTree(settled(self.root, ratio(self.root.low + self.root.high, 2)))

    def grouped(self, unions: Collection[frozenset[str]]) -> "SourceTree":
        """Return the tree with ``unions`` of parts of one item, which share none, as items between."""
        return SourceTree(self._grouped(self.root, unions)) if unions else self

    def _grouped(self, node: Node, unions: Iterable[frozenset[str]]) -> Node:
        # Most items have no part of any union below them; these stay as they are.
        below = [union for union in unions if len(union) > 1 and not union.isdisjoint(node.leaves)]
        if not below or not node.parts:
            return node
        key = node.name, frozenset(below)
        if key not in self._regrouped:
            self._regrouped[key] = self._newly_grouped(node, below)
        return self._regrouped[key]

    def _newly_grouped(self, node: Node, unions: Sequence[frozenset[str]]) -> Node:
        parts = [self._grouped(part, unions) for part in node.parts]
        for union in sorted(unions, key=sorted):
            inside = [part for part in parts if part.leaves <= union]
            if len(inside) > 1 and frozenset().union(*(part.leaves for part in inside)) == union:
                parts = [part for part in parts if part not in inside]
                parts.append(_together(inside))
        return Node.of(node.name, node.codes, node.size, (node.low, node.high), node.leaves, tuple(parts))

    def least(self, slopes: Mapping[str, Number]) -> Number:
        """Return the least that lowest items are worth together, each of its points worth its slope."""
        return _Pricing(slopes).within(self.root).value

    def prices(self, slopes: Mapping[str, Number]) -> tuple[tuple[Number, Node], ...]:
        """Return why nothing less is possible: nodes with a price for their bounds, of which this is the sum.

        A price above 0 is paid by the low end of a node, one below 0 by its high end.
        """
        pricing = _Pricing(slopes)
        if not self.root.leaves.isdisjoint(slopes):
            pricing.price(self.root, self.root.low, ZERO)
        return tuple(pricing.found)


def _together(parts: Sequence[Node]) -> Node:
    codes = tuple(code for part in parts for code in part.codes)
    size, low = total([part.size for part in parts]), total([part.low for part in parts])
    high = low if all(part.is_known for part in parts) else total([part.high for part in parts])
    leaves = frozenset().union(*(part.leaves for part in parts))
    return Node.of("+".join(codes), codes, size, (low, high), leaves, tuple(parts))


def _up(
    code: str,
    parts: Mapping[str, Sequence[str]],
    ends: Ends,
    narrowed: dict[str, tuple[Number, Number]],
) -> None:
    low, high = ends[code]
    below = parts.get(code, ())
    for part in below:
        _up(part, parts, ends, narrowed)
    if below:
        low = max(low, total(narrowed[part][0] for part in below))
        high = min(high, total(narrowed[part][1] for part in below))
    narrowed[code] = low, high


def _down(code: str, parts: Mapping[str, Sequence[str]], narrowed: dict[str, tuple[Number, Number]]) -> None:
    below = parts.get(code)
    if not below:
        return
    low, high = narrowed[code]
    beyond_highs = low - total(narrowed[part][1] for part in below)
    beyond_lows = high - total(narrowed[part][0] for part in below)
    for part in below:
        least, most = narrowed[part]
        narrowed[part] = max(least, beyond_highs + most), min(most, beyond_lows + least)
        _down(part, parts, narrowed)


def clamped(price: Number | None, slopes: tuple[Number | None, Number | None]) -> Number | None:
    """Return the price that is nearest to one and is a slope of the curve; ``None`` is less than any."""
    left, right = slopes
    if left is not None and (price is None or price < left):
        return left
    if right is not None and price is not None and price > right:
        return right
    return price


def shared_out(parts: Sequence[Node], curves: Sequence[Curve], points: Number) -> list[Number]:
    """Return how the points of an item lie in its parts where they are worth least."""
    held = [part.low for part in parts]
    left = points - total(held)
    if not left:
        return held
    # Of parts that cost the same, the first ones are filled first.
    steps = [(one.slope, place, one.length) for place, curve in enumerate(curves) for one in curve.segments]
    for _, place, length in sorted(steps):
        taken = min(left, length)
        held[place] += taken
        left -= taken
        if not left:
            break
    return held


@final
@define(eq=False)
class _Pricing:
    """Find what lowest items are worth together, each of its points worth its slope, and which bounds pay."""

    slopes: Mapping[str, Number]
    found: list[tuple[Number, Node]] = field(init=False, factory=list)
    _curves: dict[str, Curve] = field(init=False, factory=dict)
    _cut: dict[str, Curve] = field(init=False, factory=dict)

    def within(self, node: Node) -> Curve:
        """Return the curve of a node between its bounds."""
        if self._is_free(node):
            return node.free
        known = self._cut.get(node.name)
        if known is None:
            known = self._cut[node.name] = self._curve(node).cut(node.low, node.high)
        return known

    def price(self, node: Node, points: Number, above: Number) -> None:
        """Add the price of a node with these points, where what it is a part of has the price ``above``."""
        if not node.parts:
            if self.slopes[node.name] != above:
                self.found.append((self.slopes[node.name] - above, node))
            return
        if not above and points == node.low:
            live = [part for part in node.parts if not part.leaves.isdisjoint(self.slopes)]
            if node.leaves_room(live):
                # What the item must have beyond the low ends of its parts lies where it costs nothing.
                for part in live:
                    self.price(part, part.low, above)
                return
        own = clamped(above, self._around(node, points)) or ZERO
        if own != above:
            self.found.append((own - above, node))
        for part, held in zip(node.parts, self._held(node, points), strict=True):
            if not part.leaves.isdisjoint(self.slopes):
                self.price(part, held, own)
            elif own:
                # What costs nothing pays for the price of the whole.
                self.found.append((-own, part))

    def _around(self, node: Node, points: Number) -> tuple[Number | None, Number | None]:
        """Return the slopes beside a node's points, at its low end twice the one to the right.

        Where the parts are all at their low ends, the item's own low end pays what the cheapest costs.
        """
        if points == node.low and not node.slack:
            least = self._least(node)
            return least, least
        left, right = self._curve(node).slopes(points)
        return right if left is None else left, right

    def _held(self, node: Node, points: Number) -> Sequence[Number]:
        """Return how the points of a node lie in its parts."""
        if points == node.low and not node.slack:
            return [part.low for part in node.parts]
        return shared_out(node.parts, list(map(self.within, node.parts)), points)

    def _curve(self, node: Node) -> Curve:
        """Return the uncut curve of a node: what its lowest items are worth, by the points that they have."""
        known = self._curves.get(node.name)
        if known is None:
            if node.parts:
                known = in_order([self.within(part) for part in node.parts])
            else:
                slope = self.slopes[node.name]
                known = Curve(node.low, slope * node.low, (Segment(slope, node.width),))
            self._curves[node.name] = known
        return known

    def _least(self, node: Node) -> Number | None:
        """Return the least slope of a node whose parts are at their low ends, ``None`` if it has none."""
        least: Number | None = None
        for part in node.parts:
            slope = self._first(part)
            if slope is None:
                continue
            if not slope:
                return slope  # nothing is worth less than nothing
            if least is None or slope < least:
                least = slope
        return least

    def _first(self, node: Node) -> Number | None:
        """Return the first slope of a node between its bounds, ``None`` if nothing lies between them."""
        if not node.width:
            return None
        if self._is_free(node):
            return ZERO
        if not node.parts:
            return self.slopes[node.name]
        return self.within(node).segments[0].slope if node.slack else self._least(node)

    def _is_free(self, node: Node) -> bool:
        return node.leaves.isdisjoint(self.slopes)
