"""The source as a tree of sums with an interval at every item, whose ends are columns."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from fractions import Fraction
from typing import final

from attrs import evolve, frozen

from kompass_tables.conversions.exact import Arithmetic, Exact
from kompass_tables.expressions import Expression, Relation

__all__ = ["Ends", "Node", "grouped", "know_narrow", "lacking", "narrowed", "some_points", "tree_of"]

Number = int | Fraction
Ends = Mapping[str, tuple[Exact, Exact]]
Parts = Mapping[str, Sequence[str]]


@final
@frozen(eq=False)
class Node:
    """Hold an item, or several parts of one that ``are_joined``: its maximum, its ends, its parts.

    ``leaves`` are the lowest items below.
    """

    name: str
    size: Number
    low: Exact
    high: Exact
    leaves: frozenset[str]
    parts: "tuple[Node, ...]" = ()
    are_joined: bool = False

    def walk(self) -> "Iterator[Node]":
        """Iterate over this node and all below it, every node after its parts."""
        for part in self.parts:
            yield from part.walk()
        yield self


def narrowed(top: str, parts: Parts, ends: Ends, arithmetic: Arithmetic) -> tuple[Ends, list[Expression]]:
    """Return ends as narrow as sums make them, and where they contradict each other."""
    found: dict[str, tuple[Exact, Exact]] = {}
    conflicts: list[Expression] = []

    def up(code: str) -> None:
        low, high = ends[code]
        below = parts.get(code, ())
        for part in below:
            up(part)
        if below:
            low = arithmetic.greatest(low, arithmetic.total(*((1, found[part][0]) for part in below)))
            high = arithmetic.least(high, arithmetic.total(*((1, found[part][1]) for part in below)))
        conflicts.append(arithmetic.compare(high, Relation.LESS, low))
        found[code] = low, high

    def down(code: str) -> None:
        below = parts.get(code, ())
        low, high = found[code]
        short = arithmetic.total((1, low), *((-1, found[part][1]) for part in below))
        spare = arithmetic.total((1, high), *((-1, found[part][0]) for part in below))
        for part in below:
            least, most = found[part]
            found[part] = (
                arithmetic.greatest(least, arithmetic.total((1, short), (1, most))),
                arithmetic.least(most, arithmetic.total((1, spare), (1, least))),
            )
            down(part)

    up(top)
    down(top)
    return found, conflicts


def know_narrow(parts: Parts, ends: Ends, arithmetic: Arithmetic) -> None:
    """Let it be known that ends are as narrow as sums make them."""
    for low, high in ends.values():
        arithmetic.never_negative((1, high), (-1, low))
    for code, below in parts.items():
        if not below or code not in ends:
            continue
        low, high = ends[code]
        lows = [(-1, ends[part][0]) for part in below]
        highs = [(1, ends[part][1]) for part in below]
        for end in (low, high):
            arithmetic.never_negative((1, end), *lows)
            arithmetic.never_negative(*highs, (-1, end))
        for part in below:
            own_low, own_high = ends[part]
            # What the others lack of the whole at most a part has, and no more than they leave of it.
            arithmetic.never_negative((1, own_low), (-1, low), *highs, (-1, own_high))
            arithmetic.never_negative((1, high), *lows, (1, own_low), (-1, own_high))


def tree_of(code: str, parts: Parts, sizes: Mapping[str, Number], ends: Ends) -> Node:
    """Lay out an item with all below it."""
    below = tuple(tree_of(part, parts, sizes, ends) for part in parts.get(code, ()))
    leaves = frozenset().union(*(part.leaves for part in below)) if below else frozenset({code})
    return Node(code, sizes[code], *ends[code], leaves, below)


def lacking(node: Node, arithmetic: Arithmetic) -> Node:
    """Return the same tree, of what every item lacks of its maximum."""
    return evolve(
        node,
        low=arithmetic.total((-1, node.high), constant=node.size),
        high=arithmetic.total((-1, node.low), constant=node.size),
        parts=tuple(lacking(part, arithmetic) for part in node.parts),
    )


def grouped(node: Node, unions: Collection[frozenset[str]], arithmetic: Arithmetic) -> Node:
    """Return the tree with ``unions`` of parts of one item, which share none, as items between."""
    if not unions:
        return node
    parts = [grouped(part, unions, arithmetic) for part in node.parts]
    for union in unions:
        inside = [part for part in parts if part.leaves <= union]
        if len(inside) > 1 and frozenset().union(*(part.leaves for part in inside)) == union:
            parts = [part for part in parts if part not in inside]
            joined = Node(
                "+".join(part.name for part in inside),
                sum(part.size for part in inside),
                arithmetic.total(*((1, part.low) for part in inside)),
                arithmetic.total(*((1, part.high) for part in inside)),
                union,
                tuple(inside),
                are_joined=True,
            )
            parts.append(joined)
    return evolve(node, parts=tuple(parts))


def some_points(root: Node, arithmetic: Arithmetic) -> dict[str, Exact]:
    """Return points of every item that are possible together.

    They are halfway between two ways to fill the items, one after the other, from the first and the last.
    """
    ways: list[dict[str, Exact]] = []
    for points, step in ((root.low, 1), (root.high, -1)):
        found: dict[str, Exact] = {}
        _fill(root, points, step, found, arithmetic)
        ways.append(found)
    half = Fraction(1, 2)
    return {name: arithmetic.total((half, ways[0][name]), (half, ways[1][name])) for name in ways[0]}


def _fill(node: Node, points: Exact, step: int, found: dict[str, Exact], arithmetic: Arithmetic) -> None:
    found[node.name] = points
    left = arithmetic.total((1, points), *((-1, part.low) for part in node.parts))
    for part in node.parts[::step]:
        width = arithmetic.total((1, part.high), (-1, part.low))
        taken = arithmetic.least(left, width)
        left = arithmetic.total((1, left), (-1, taken))
        _fill(part, arithmetic.total((1, part.low), (1, taken)), step, found, arithmetic)
