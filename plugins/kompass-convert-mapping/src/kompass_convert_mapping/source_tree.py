"""The source as a tree of sums with an interval at every item: of what it has, or of what it lacks."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import final

from attrs import frozen

from kompass_convert_mapping.curves import Curve, Segment, in_order
from kompass_convert_mapping.units import Number, total

__all__ = ["ContradictoryError", "Ends", "Node", "SourceTree", "clamped", "shared_out"]

ZERO: Number = 0
Ends = Mapping[str, tuple[Number, Number]]


class ContradictoryError(ValueError):
    """Say that the bounds of a source's items contradict those of their sums."""


@final
@frozen(eq=False)
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
    def of(
        cls,
        name: str,
        codes: tuple[str, ...],
        size: Number,
        ends: tuple[Number, Number],
        leaves: frozenset[str],
        parts: "tuple[Node, ...]" = (),
    ) -> "Node":
        """Return a node with what its parts have, together, beyond their low ends: at least, and at most."""
        low, high = ends
        if not parts:
            return cls(name, codes, size, low, high, leaves, parts, low)
        lows = total([part.low for part in parts])
        room = total([part.high for part in parts]) - lows
        return cls(name, codes, size, low, high, leaves, parts, low - lows, room)

    @property
    def width(self) -> Number:
        """Return what lies between the bounds."""
        return self.high - self.low

    @property
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

    def lacking(self) -> "SourceTree":
        """Return the same tree, of what every item lacks of its maximum."""

        def turned(node: Node) -> Node:
            parts = tuple(map(turned, node.parts))
            size = node.size
            ends = size - node.high, size - node.low
            return Node.of(node.name, node.codes, size, ends, node.leaves, parts)

        return SourceTree(turned(self.root))

    def grouped(self, unions: Collection[frozenset[str]]) -> "SourceTree":
        """Return the tree with ``unions`` of parts of one item, which share none, as items between."""

        def regrouped(node: Node) -> Node:
            parts = [regrouped(part) for part in node.parts]
            for union in unions:
                inside = [part for part in parts if part.leaves <= union]
                if len(inside) > 1 and frozenset().union(*(part.leaves for part in inside)) == union:
                    parts = [part for part in parts if part not in inside]
                    parts.append(_together(inside))
            return Node.of(node.name, node.codes, node.size, (node.low, node.high), node.leaves, tuple(parts))

        return SourceTree(regrouped(self.root)) if unions else self

    def least(self, slopes: Mapping[str, Number]) -> Number:
        """Return the least that lowest items are worth together, each of its points worth its slope."""
        return _curve(self.root, slopes).cut(self.root.low, self.root.high).value

    def prices(self, slopes: Mapping[str, Number]) -> tuple[tuple[Number, Node], ...]:
        """Return why nothing less is possible: nodes with a price for their bounds, of which this is the sum.

        A price above 0 is paid by the low end of a node, one below 0 by its high end.
        """
        found: list[tuple[Number, Node]] = []
        _price(self.root, self.root.low, ZERO, slopes, found)
        return tuple(found)


def _together(parts: Sequence[Node]) -> Node:
    codes = tuple(code for part in parts for code in part.codes)
    sums = [total(getattr(part, name) for part in parts) for name in ("size", "low", "high")]
    leaves = frozenset().union(*(part.leaves for part in parts))
    return Node.of("+".join(codes), codes, sums[0], (sums[1], sums[2]), leaves, tuple(parts))


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


def _curve(node: Node, slopes: Mapping[str, Number]) -> Curve:
    """Return the uncut curve of a node: what its lowest items are worth, by the points that they have."""
    if slopes.keys().isdisjoint(node.leaves):
        return node.free
    if not node.parts:
        slope = slopes[node.name]
        return Curve(node.low, slope * node.low, (Segment(slope, node.high - node.low),))
    return in_order([_curve(part, slopes).cut(part.low, part.high) for part in node.parts])


def clamped(price: Number | None, slopes: tuple[Number | None, Number | None]) -> Number | None:
    """Return the price that is nearest to one and is a slope of the curve; ``None`` is less than any."""
    left, right = slopes
    if left is not None and (price is None or price < left):
        return left
    if right is not None and price is not None and price > right:
        return right
    return price


def shared_out(parts: Sequence[Node], curves: Sequence[Curve], points: Number) -> list[tuple[Node, Number]]:
    """Return how the points of an item lie in its parts where they are worth least."""
    held = [part.low for part in parts]
    left = points - total(held)
    steps = sorted(
        ((segment, place) for place, curve in enumerate(curves) for segment in curve.segments),
        key=lambda step: step[0].slope,
    )
    for segment, place in steps:
        taken = min(left, segment.length)
        held[place] += taken
        left -= taken
    return list(zip(parts, held, strict=True))


def _price(
    node: Node,
    points: Number,
    above: Number,
    slopes: Mapping[str, Number],
    found: list[tuple[Number, Node]],
) -> None:
    """Add the price of a node with these points, where what it is a part of has the price ``above``."""
    curve = _curve(node, slopes)
    left, right = curve.slopes(points)
    if not node.parts or slopes.keys().isdisjoint(node.leaves):
        own = slopes.get(node.name, ZERO)
    else:
        # Where the parts are all at their low ends, the item's own low end pays what the cheapest costs.
        own = clamped(above, (right if left is None else left, right)) or ZERO
    if own != above:
        found.append((own - above, node))
    if slopes.keys().isdisjoint(node.leaves):
        return
    curves = [_curve(part, slopes).cut(part.low, part.high) for part in node.parts]
    for part, held in shared_out(node.parts, curves, points):
        _price(part, held, own, slopes, found)
