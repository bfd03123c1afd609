"""The closed form: the least that links and figures leave to items of the target together.

A source item of s points that has v of them lacks s − v. If every point that it lacks costs the target u
points at most, a link of shares a and b leaves them min(u·a·s, b·t) at least, less what is lacking. So the
item gives them the greatest over all u of u·(v − s) and what its links leave, which is a curve over v.
"""

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import final

from attrs import define, field, frozen

from kompass_convert_mapping.curves import Curve, Segment, in_order, steepest, upper
from kompass_convert_mapping.source_tree import Node, SourceTree, clamped, shared_out
from kompass_convert_mapping.units import Number, ratio, total
from kompass_spec.model.disjoint import DisjointSets

__all__ = ["Bridge", "Bundle", "BySource", "Linked", "OwnCurves", "Piece", "Row", "are_apart"]

ZERO: Number = 0
ONE: Number = 1


@final
@frozen(eq=False)
class Bridge:
    """Hold a link as the closed form sees it: the content in common, in points of its source and its target.

    ``index`` is the place of the link in its mapping. ``source`` and ``target`` are the lowest items of both
    sides; ``taken`` and ``given`` are the least points in common, of the source and of the target, and
    ``price`` is what every point taken gives, 0 where nothing is known to be taken.
    """

    index: int
    source: frozenset[str]
    target: frozenset[str]
    taken: Number
    given: Number
    price: Number = field(init=False)

    @price.default
    def _price(self) -> Number:
        return ratio(self.given, self.taken) if self.taken else ZERO

    def worth(self, price: Number | None) -> Number:
        """Return what the link leaves to its target at a price for what its source lacks; ``None`` is any."""
        return self.given if price is None else min(price * self.taken, self.given)


Lines = tuple[tuple[Number | None, tuple[Bridge, ...]], ...]
"""Slopes with the links that count there."""


@final
@define(eq=False)
class Piece:
    """Hold what one source item is counted with: a ``price`` for each point, and the links that count.

    ``share`` is the weight of the piece among those of one item. Without a price the item is full.
    """

    share: Number
    node: Node
    price: Number | None
    bridges: tuple[Bridge, ...]


@final
@define(eq=False)
class Bundle:
    """Hold the links from one source into a row; of those that lead to common content the heaviest count.

    Nothing in it depends on what is known of the source, whose maximum is ``size``.
    """

    bridges: Sequence[Bridge]
    size: Number

    @cached_property
    def sets(self) -> DisjointSets | None:
        """Return the ways to count links without common content, ``None`` where there is none in common."""
        return None if are_apart(self.bridges) else DisjointSets.of([one.target for one in self.bridges])

    @cached_property
    def rising(self) -> list[Bridge]:
        """Return the links that take something, those of which a point is worth least first."""
        return sorted((one for one in self.bridges if one.taken), key=lambda one: one.price)

    @cached_property
    def taken(self) -> Number:
        """Return what the links take together."""
        return total(one.taken for one in self.bridges)

    @cached_property
    def given(self) -> Number:
        """Return what the links give together."""
        return total(one.given for one in self.bridges)

    @cached_property
    def of_full(self) -> tuple[Curve, Lines]:
        """Return the one point of the curve of a source of which nothing can be missing."""
        value, chosen = self._counted(None)
        return Curve(self.size, value), ((None, chosen),)

    @cached_property
    def highest(self) -> tuple[Curve, Lines]:
        """Return the greatest of the lines that the links that count give at every price."""
        prices = sorted({ZERO, *(one.price for one in self.bridges if one.taken)})
        lines = [(price, *self._counted(price)) for price in prices]
        curve, kept = steepest(self.size, [(price, value) for price, value, _ in lines])
        return curve, tuple((lines[index][0], lines[index][2]) for index in kept)

    def _counted(self, price: Number | None) -> tuple[Number, tuple[Bridge, ...]]:
        worths = [one.worth(price) for one in self.bridges]
        choice = self.sets.heaviest(worths) if self.sets is not None else None
        if choice is None:
            return total(worths), tuple(self.bridges)
        return choice.weight, tuple(self.bridges[index] for index in choice.indices)


@final
@define(eq=False)
class _Own:
    """Hold the links from one node."""

    node: Node
    bundle: Bundle

    @cached_property
    def at_low(self) -> Number:
        """Return what the links leave where the node has as little as it can have."""
        bundle, lacking = self.bundle, self.node.size - self.node.low
        if lacking and len(bundle.bridges) == 1:
            one = bundle.bridges[0]
            return one.given - lacking * one.price if lacking < one.taken else ZERO
        if bundle.sets is not None:
            return self.curve.at(self.node.low)
        if not lacking:
            return bundle.given
        # What is lacking is missing first where every point is worth most to the target.
        left = []
        for one in reversed(bundle.rising):
            if lacking >= one.taken:
                lacking -= one.taken
            else:
                left.append(one.given - lacking * one.price)
                lacking = ZERO
        return total(left)

    @cached_property
    def within(self) -> Curve:
        """Return what the links leave, by the points that the node has between its bounds."""
        if self.bundle.sets is not None:
            return self.curve.cut(self.node.low, self.node.high)
        left, segments = self.node.width, []
        beyond = self.node.size - self.node.low - self.bundle.taken
        # What is not linked comes first, and then what is worth least; some of it lies below the low end.
        for price, length in ((ZERO, ZERO), *((one.price, one.taken) for one in self.bundle.rising)):
            beyond += length
            if beyond > 0 and left:
                segments.append(Segment(price, min(beyond, left)))
                left -= segments[-1].length
                beyond = ZERO
        return Curve(self.node.low, self.at_low, tuple(segments))

    @property
    def curve(self) -> Curve:
        """Return what the links leave, by the points that the node has."""
        return self._highest[0]

    @property
    def lines(self) -> Lines:
        """Return the links that count at every slope of the curve; of a full node there is no slope."""
        return self._highest[1]

    @property
    def _highest(self) -> tuple[Curve, Lines]:
        return self.bundle.of_full if self.node.is_full else self.bundle.highest


OwnCurves = dict[tuple[str, Bundle], _Own]
"""The curves of nodes by their names and their links: the same ones stand in several rows."""

BySource = Mapping[frozenset[str], Bundle]
"""The links into a row, by the lowest items of their sources."""

Linked = dict[str, tuple[int, ...]]
"""Which parts of nodes, by their names, links of a row lead from; it is found out when it is asked for."""


@final
@define(eq=False)
class Row:
    """Compute the ``least`` points of items of the target together, by the bridges into them, by source."""

    tree: SourceTree
    by_source: BySource
    own_curves: OwnCurves = field(factory=dict)
    linked: Linked = field(factory=dict)
    least: Number = field(init=False)
    _curves: dict[str, Curve] = field(init=False, factory=dict)
    _cut: dict[str, Curve] = field(init=False, factory=dict)
    _linked: frozenset[str] = field(init=False)

    def __attrs_post_init__(self) -> None:
        """Compute the least points."""
        self._linked = frozenset().union(*self.by_source)
        root = self.tree.root
        self.least = ZERO if self._linked.isdisjoint(root.leaves) else self._at_low(root)

    def of_node(self, node: Node) -> Number:
        """Return what a lowest item leaves where it has as little as it can have."""
        own = self._of_own(node)
        return own.at_low if own is not None else ZERO

    def pieces(self) -> tuple[Piece, ...]:
        """Return what the least points come from: a piece of every item that counts."""
        found: list[Piece] = []
        root = self.tree.root
        if not self._linked.isdisjoint(root.leaves):
            self._explain(root, root.low, None, ONE, found)
        return tuple(found)

    def _at_low(self, node: Node) -> Number:
        """Return the value of the curve of a linked node where the node has as little as it can have."""
        own = self._of_own(node)
        if not node.parts:
            return own.at_low if own is not None else ZERO
        linked = [node.parts[index] for index in self._linked_parts(node)]
        if node.slack:
            # What the parts must have beyond their low ends goes first into those that are not linked.
            free = node.room - total([part.high - part.low for part in linked])
            if node.slack > free:
                value = in_order(self._cut_parts(node)).at(node.low)
                return value if own is None else max(value, own.at_low)
        value = total([self._at_low(part) for part in linked])
        return value if own is None else max(value, own.at_low)

    def _linked_parts(self, node: Node) -> tuple[int, ...]:
        known = self.linked.get(node.name)
        if known is None:
            known = self.linked[node.name] = tuple(
                index for index, part in enumerate(node.parts) if not self._linked.isdisjoint(part.leaves)
            )
        return known

    def _curve(self, node: Node) -> Curve:
        """Return the uncut curve of a node."""
        known = self._curves.get(node.name)
        if known is None:
            known = self._curves[node.name] = self._new_curve(node)
        return known

    def _new_curve(self, node: Node) -> Curve:
        if self._linked.isdisjoint(node.leaves):
            return node.free
        own = self._of_own(node)
        if not node.parts:
            return own.curve if own is not None else node.free
        added = in_order(self._cut_parts(node))
        return added if own is None else upper(added, own.curve)

    def _cut_parts(self, node: Node) -> list[Curve]:
        return [self._within(part) for part in node.parts]

    def _within(self, node: Node) -> Curve:
        """Return the curve of a node between its bounds."""
        if self._linked.isdisjoint(node.leaves):
            return node.free
        own = self._of_own(node)
        if own is not None and not node.parts:
            return own.within
        known = self._cut.get(node.name)
        if known is None:
            known = self._cut[node.name] = self._curve(node).cut(node.low, node.high)
        return known

    def _of_own(self, node: Node) -> _Own | None:
        bundle = self.by_source.get(node.leaves)
        if bundle is None:
            return None
        own = self.own_curves.get((node.name, bundle))
        if own is None:
            own = self.own_curves[node.name, bundle] = _Own(node, bundle)
        return own

    def _explain(
        self, node: Node, points: Number, price: Number | None, share: Number, found: list[Piece]
    ) -> None:
        """Add the pieces of a node with these points, where one more is worth ``price`` to its whole."""
        own = self._of_own(node)
        if not node.parts:
            if own is not None:
                found += _own_pieces(node, own, points, price, share)
            return
        if price is None and not node.slack:
            self._explain_lowest(node, own, share, found)
        elif not price and points == node.low and self._lies_beside(node):
            for index in self._linked_parts(node):
                self._explain(node.parts[index], node.parts[index].low, ZERO, share, found)
        else:
            self._explain_between(node, points, price, share, found)

    def _lies_beside(self, node: Node) -> bool:
        """Tell whether what a node must have beyond its parts' low ends lies in parts that are not linked."""
        return self._is_of_lowest and node.leaves_room([node.parts[one] for one in self._linked_parts(node)])

    def _explain_between(
        self, node: Node, points: Number, price: Number | None, share: Number, found: list[Piece]
    ) -> None:
        """Add the pieces of a node with parts by its own links, by those of its parts, or by some of both."""
        own = self._of_own(node)
        curves = self._cut_parts(node)
        added = in_order(curves)
        by_own = own.curve.at(points) if own is not None else None
        by_parts = added.at(points)
        own_share = ZERO
        if own is not None and by_own is not None and by_own >= by_parts:
            own_share = ONE if by_own > by_parts else _share_of_own(added, own.curve, points, price)
        if own is not None and own_share:
            slopes = own.curve.slopes(points)
            found += _own_pieces(node, own, points, clamped(price, slopes), share * own_share)
        if own_share < 1:
            inner = clamped(price, added.slopes(points))
            held = shared_out(node.parts, curves, points)
            for index in self._linked_parts(node):
                self._explain(node.parts[index], held[index], inner, share * (1 - own_share), found)

    @cached_property
    def _is_of_lowest(self) -> bool:
        """Tell whether links lead from lowest items alone, and these are no item's only part."""
        return not self.tree.has_only_parts and all(len(source) == 1 for source in self.by_source)

    def _explain_lowest(self, node: Node, own: _Own | None, share: Number, found: list[Piece]) -> None:
        """Add the pieces of a node where it and all its parts have as little as they can have."""
        linked = [node.parts[index] for index in self._linked_parts(node)]
        if own is not None and own.curve.at(node.low) > total(map(self._at_low, linked)):
            price = clamped(None, own.curve.slopes(node.low))
            found += _own_pieces(node, own, node.low, price, share)
            return
        for part in linked:
            self._explain(part, part.low, None, share, found)


def _share_of_own(added: Curve, own: Curve, points: Number, price: Number | None) -> Number:
    """Return how much of a node is counted by its own links where they give as much as its parts'."""
    by_parts, by_own = clamped(price, added.slopes(points)), clamped(price, own.slopes(points))
    if by_parts == price or by_parts is None or by_own is None or price is None:
        return ZERO
    if by_own in {price, by_parts}:
        return ONE
    share = ratio(price - by_parts, by_own - by_parts)
    return min(max(share, ZERO), ONE)


def are_apart(bridges: Sequence[Bridge]) -> bool:
    """Tell whether no two bridges lead to common content."""
    if len(bridges) == 1:
        return True
    return len(frozenset().union(*(one.target for one in bridges))) == sum(len(one.target) for one in bridges)


def _own_pieces(
    node: Node, own: _Own, points: Number, price: Number | None, share: Number
) -> Iterator[Piece]:
    """Iterate over the lines of a node's own links that are highest here, at a bend two with their shares."""
    slopes = own.curve.slopes(points)
    wanted = clamped(price, slopes)
    by_price: Mapping[Number | None, tuple[Bridge, ...]] = dict(own.lines)
    if None in by_price:
        yield Piece(share, node, None, by_price[None])
        return
    active = [known for known in slopes if known is not None]
    if wanted is None or wanted < active[0]:
        wanted = active[0]
    wanted = min(wanted, active[-1])
    low, high = active[0], active[-1]
    if wanted in by_price:
        yield Piece(share, node, wanted, by_price[wanted])
        return
    of_high = ratio(wanted - low, high - low)
    yield Piece(share * (1 - of_high), node, low, by_price[low])
    yield Piece(share * of_high, node, high, by_price[high])
