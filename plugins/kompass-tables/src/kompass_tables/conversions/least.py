"""The least that links and figures leave to items of the target together: the closed form, in columns.

What links leave of an item is a convex curve over its points, and the slopes of all curves are known before
a row is. So of every sum it is known in which order its parts are filled: the points that cost no more than a
slope are those of the parts, added up and cut to the ends of the sum. What is beyond costs the next slope.
"""

from collections.abc import Mapping
from fractions import Fraction
from itertools import pairwise, product
from typing import final

from attrs import define, field

from kompass_convert_mapping.curves import Curve, Segment, in_order, upper
from kompass_tables.conversions.exact import ZERO, Arithmetic, Exact, NotCoveredError
from kompass_tables.conversions.profiles import Profile
from kompass_tables.conversions.source import Node

__all__ = ["Least"]

Number = int | Fraction

_MOST_SLOPES = 8
"""Of an item that is linked beside its parts, the curves may have so many slopes together."""

_MOST_LEAVES = 8
"""Of so many lowest items below an item that is linked beside them, all that can be full is tried."""


@final
@define(eq=False)
class Least:
    """Compute the least points of items of the target by the links into them, by the leaves of their sources.

    ``nested`` says whether links of an item and of its parts both may count.
    """

    root: Node
    links: Mapping[frozenset[str], Profile]
    arithmetic: Arithmetic
    own: dict[str, Profile] = field(init=False, factory=dict)
    nested: bool = field(init=False, default=False)
    _linked: frozenset[str] = field(init=False)
    _values: dict[str, Exact] = field(init=False, factory=dict)
    _slopes: dict[str, tuple[Number, ...]] = field(init=False, factory=dict)
    _bent: dict[str, dict[Number, Exact]] = field(init=False, factory=dict)

    def __attrs_post_init__(self) -> None:
        """Find what counts whatever the row is."""
        self._linked = frozenset().union(*self.links)
        self._lay(self.root)

    def points(self) -> Exact:
        """Return the least points."""
        return self._value(self.root)

    def at(self, points: Mapping[str, Exact], *, lacking: bool = False) -> Exact:
        """Return the least points where the items have these, or lack what they have not of these."""
        return self._known(self.root, points, lacking=lacking)

    def slopes_of_all(self) -> dict[str, Number | None]:
        """Return what every point adds of the items whose links count, ``None`` where points differ."""
        return {name: profile.slope for name, profile in self.own.items()}

    def most_kept(self) -> Number:
        """Return the most that points and what is lacking of them can leave together, at most.

        It is convex, so nothing between is more than what full and empty items leave. Raise where they are
        too many.
        """
        return self._most_kept(self.root)

    def _most_kept(self, node: Node) -> Number:
        if not self._is_counted(node):
            return 0
        if node.name not in self.own:
            return sum(map(self._most_kept, node.parts))
        counted = [leaf.name for leaf in node.walk() if not leaf.parts]
        if len(counted) > _MOST_LEAVES:
            raise NotCoveredError
        sizes = {leaf.name: leaf.size for leaf in node.walk() if not leaf.parts}
        most: Number = 0
        for full in product((False, True), repeat=len(counted)):
            has = {name: sizes[name] * is_full for name, is_full in zip(counted, full, strict=True)}
            lacks = {name: sizes[name] - points for name, points in has.items()}
            most = max(most, self._left_by(node, has) + self._left_by(node, lacks))
        return most

    def _left_by(self, node: Node, points: Mapping[str, Number]) -> Number:
        """Return what known points of the lowest items leave."""
        own, values = self.own.get(node.name), []
        if own is not None:
            held = sum(points[leaf] for leaf in node.leaves)
            values.append(own.full if held == node.size else own.curve.at(held))
        if node.parts:
            values.append(sum(self._left_by(part, points) for part in node.parts))
        return max(values, default=0)

    def _lay(self, node: Node) -> tuple[Curve, Number]:
        """Keep the links of a node that prove more than those of its parts; return its curve, and its top."""
        curves = [self._lay(part) for part in node.parts]
        own = self.links.get(node.leaves)
        if not node.parts:
            if own is not None:
                self.own[node.name] = own
                return own.curve, own.full
            return Curve(0, 0, (Segment(0, node.size),)), 0
        added, full = in_order([curve for curve, _ in curves]), sum(top for _, top in curves)
        if own is None:
            return added, full
        if own.full <= full and all(
            own.curve.at(place) <= added.at(place) for place in _places(own.curve, added)
        ):
            return added, full
        self.own[node.name] = own
        if any(self._is_counted(part) for part in node.parts):
            self.nested = True
        return upper(added, own.curve), max(full, own.full)

    def _is_counted(self, node: Node) -> bool:
        return node.name in self.own or any(map(self._is_counted, node.parts))

    def _value(self, node: Node) -> Exact:
        """Return the value where a node has as little as it can have."""
        if node.name not in self._values:
            self._values[node.name] = self._new_value(node)
        return self._values[node.name]

    def _new_value(self, node: Node) -> Exact:
        if self._linked.isdisjoint(node.leaves):
            return ZERO
        own = self.own.get(node.name)
        by_own = own.at(node.low, self.arithmetic) if own is not None else ZERO
        return self.arithmetic.greatest(by_own, self._added(node)) if node.parts else by_own

    def _added(self, node: Node) -> Exact:
        """Return the value of the parts where a node has as little as it can have."""
        linked = [part for part in node.parts if self._is_counted(part)]
        terms: list[tuple[Number, Exact]] = [(1, self._value(part)) for part in linked]
        # One part that is linked has its low end at least, and this is what the others leave it.
        alone = len(linked) == 1 and not linked[0].are_joined
        if not node.are_joined and not alone:
            for before, after in pairwise(self._slopes_below(node)):
                left = self.arithmetic.total((1, node.low), (-1, self._filled(node, before)))
                terms.append((after - before, self.arithmetic.beyond(left, 0)))
        return self.arithmetic.total(*terms)

    def _filled(self, node: Node, slope: Number) -> Exact:
        """Return the points up to which no point of the parts adds more than a slope."""
        return self.arithmetic.total(*((1, self._end(part, slope)) for part in node.parts))

    def _end(self, node: Node, slope: Number) -> Exact:
        """Return the points up to which no point adds more than a slope, within the ends of a node."""
        if not self._is_counted(node):
            return node.high
        own = self.own.get(node.name)
        if own is not None:
            if any(self._is_counted(part) for part in node.parts):
                return self._end_of_bent(node, own, slope)
            return self._cut(node, own.end(slope))
        if node.are_joined:
            return self._filled(node, slope)
        if slope >= self._slopes_below(node)[-1]:
            return node.high
        return self.arithmetic.within(self._filled(node, slope), node.low, node.high)

    def _cut(self, node: Node, end: Number) -> Exact:
        if end >= node.size:
            return node.high
        if end <= 0:
            return node.low
        return self.arithmetic.within(self.arithmetic.total(constant=end), node.low, node.high)

    def _slopes_below(self, node: Node) -> tuple[Number, ...]:
        if node.name not in self._slopes:
            found: set[Number] = {0}
            for one in node.walk():
                if one.name in self.own:
                    found.update(self.own[one.name].slopes)
            self._slopes[node.name] = tuple(sorted(found))
        return self._slopes[node.name]

    def _end_of_bent(self, node: Node, own: Profile, slope: Number) -> Exact:
        """Return the end where the greater of two curves counts: that of a node's links, and of its parts'.

        At every slope a curve has a greatest distance below a line of that slope through 0. That of the
        greater curve is the least of both, and of what lies between any two slopes, which makes it convex.
        """
        if node.name not in self._bent:
            self._bent[node.name] = self._bent_ends(node, own)
        ends = self._bent[node.name]
        return ends[max(known for known in ends if known <= slope)]

    def _bent_ends(self, node: Node, own: Profile) -> dict[Number, Exact]:
        slopes, arithmetic = self._slopes_below(node), self.arithmetic
        if len(slopes) > _MOST_SLOPES:
            raise NotCoveredError
        below = {slope: arithmetic.within(self._filled(node, slope), node.low, node.high) for slope in slopes}
        of_own = {slope: self._cut(node, own.end(slope)) for slope in slopes}
        by_parts, by_own = self._added(node), own.at(node.low, arithmetic)
        distances = [arithmetic.least(arithmetic.total((-1, by_parts)), arithmetic.total((-1, by_own)))]
        for before, after in pairwise(slopes):
            by_parts = arithmetic.total((1, by_parts), (before - after, below[before]))
            by_own = arithmetic.total((1, by_own), (before - after, of_own[before]))
            distances.append(arithmetic.least(*(arithmetic.total((-1, one)) for one in (by_parts, by_own))))
        convex = []
        for place, slope in enumerate(slopes):
            ways = [distances[place]]
            for left in range(place):
                for right in range(place + 1, len(slopes)):
                    share = Fraction(slope - slopes[left]) / Fraction(slopes[right] - slopes[left])
                    ways.append(arithmetic.total((1 - share, distances[left]), (share, distances[right])))
            convex.append(arithmetic.least(*ways))
        ends: dict[Number, Exact] = {}
        for (before, after), (one, other) in zip(pairwise(slopes), pairwise(convex), strict=True):
            wide = 1 / Fraction(after - before)
            ends[before] = arithmetic.total((wide, other), (-wide, one))
        return {**ends, slopes[-1]: node.high}

    def _known(self, node: Node, points: Mapping[str, Exact], *, lacking: bool) -> Exact:
        if not self._is_counted(node):
            return ZERO
        terms = []
        if node.name in self.own:
            has = self._points_of(node, points)
            if lacking:
                has = self.arithmetic.total((-1, has), constant=node.size)
            terms.append(self.own[node.name].at(has, self.arithmetic))
        if node.parts:
            below = [(1, self._known(part, points, lacking=lacking)) for part in node.parts]
            terms.append(self.arithmetic.total(*below))
        return self.arithmetic.greatest(*terms)

    def _points_of(self, node: Node, points: Mapping[str, Exact]) -> Exact:
        if node.name in points:
            return points[node.name]
        return self.arithmetic.total(*((1, self._points_of(part, points)) for part in node.parts))


def _places(*curves: Curve) -> set[Number]:
    found: set[Number] = set()
    for curve in curves:
        place = curve.start
        found.add(place)
        for segment in curve.segments:
            place += segment.length
            found.add(place)
    return found
