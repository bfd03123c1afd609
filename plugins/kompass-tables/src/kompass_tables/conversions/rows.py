"""What the closed form proves of target items together, in columns: two ends, and whether they are exact."""

from collections.abc import Mapping
from fractions import Fraction
from typing import final

from attrs import define, field, frozen

from kompass_convert_mapping.closed_form import Chart, Reach
from kompass_convert_mapping.rows import Bundle
from kompass_tables.conversions.exact import Arithmetic, Exact, NotCoveredError, number
from kompass_tables.conversions.least import Least
from kompass_tables.conversions.profiles import Profile, flat, profile_of
from kompass_tables.conversions.source import Node, grouped, lacking, some_points
from kompass_tables.expressions import FALSE, TRUE, Expression, Relation

__all__ = ["Row", "Rows"]

Number = int | Fraction
Choice = frozenset[frozenset[str]]

_MOST_WAYS = 8
"""So many ways to take unions as items are computed of every row."""


@final
@frozen(eq=False)
class Row:
    """Hold the ends in units; ``is_exact`` where that is sure, and ``may_be`` where it is not known."""

    low: Exact
    high: Exact
    is_exact: Expression
    may_be: Expression


@final
@define(eq=False)
class Rows:
    """Compute rows of a chart by the tree of a source, for mappings that can be true."""

    chart: Chart
    root: Node
    arithmetic: Arithmetic
    nodes: dict[str, Node] = field(init=False)
    _lacks: Node = field(init=False)
    _trees: dict[Choice, tuple[Node, Node]] = field(init=False, factory=dict)
    _profiles: dict[int, Profile] = field(init=False, factory=dict)
    _points: dict[str, Exact] = field(init=False, factory=dict)

    def __attrs_post_init__(self) -> None:
        """Lay out what every item lacks."""
        self._lacks = lacking(self.root, self.arithmetic)
        self.nodes = {node.name: node for node in self.root.walk()}

    def least(self, slopes: Mapping[str, Number], is_lacking: bool) -> Exact:
        """Return the least that lowest items are worth together, at a price for each point of each."""
        links = {frozenset({leaf}): flat(slope, self.nodes[leaf].size) for leaf, slope in slopes.items()}
        return Least(self._lacks if is_lacking else self.root, links, self.arithmetic).points()

    def of(self, items: tuple[str, ...], maximum: Number) -> Row | None:
        """Return what is proved of items that have this maximum together; ``None`` if no link leads there."""
        reach = self.chart.reach(items)
        if reach is None:
            return None
        if len(reach.ways) > _MOST_WAYS:
            raise NotCoveredError
        links = {source: self._profile(bundle) for source, bundle in reach.by_source.items()}
        ways = [self._way(way.choice, links) for way in reach.ways]
        low = self.arithmetic.greatest(*(has.points() for has, _ in ways))
        most = self.arithmetic.greatest(*(lacks.points() for _, lacks in ways))
        high = self.arithmetic.total((-1, most), constant=maximum)
        return Row(low, high, *self._exactness(reach, maximum, ways))

    def _profile(self, bundle: Bundle) -> Profile:
        if id(bundle) not in self._profiles:
            self._profiles[id(bundle)] = profile_of(bundle)
        return self._profiles[id(bundle)]

    def _way(self, choice: Choice, links: Mapping[frozenset[str], Profile]) -> tuple[Least, Least]:
        if choice not in self._trees:
            self._trees[choice] = (
                grouped(self.root, choice, self.arithmetic),
                grouped(self._lacks, choice, self.arithmetic),
            )
        has, lacks = self._trees[choice]
        return Least(has, links, self.arithmetic), Least(lacks, links, self.arithmetic)

    def _exactness(
        self, reach: Reach, maximum: Number, ways: list[tuple[Least, Least]]
    ) -> tuple[Expression, Expression]:
        """Return where points that are known exactly are sure to leave one value, and where they may."""
        given = sum(bundle.given for bundle in reach.by_source.values())
        if given < maximum:
            return FALSE, FALSE
        if all(len(source) == 1 and bundle.sets is None for source, bundle in reach.by_source.items()):
            if given > maximum:
                raise NotCoveredError
            known = (self._follows(min(source), bundle) for source, bundle in reach.by_source.items())
            return self.arithmetic.all_of(*known), FALSE
        if any(self._is_straight(has, maximum) for has, _ in ways):
            return TRUE, FALSE
        if any(has.most_kept() > maximum for has, _ in ways):
            raise NotCoveredError
        # What is lost is concave and never less than nothing. So where it is nothing for points that are
        # known and lie between all ends, it is nothing for any; and where it is something for one choice of
        # points that are possible, it is for those.
        return FALSE, self.arithmetic.any_of(*(self._may_be_exact(way, maximum) for way in ways))

    def _follows(self, code: str, bundle: Bundle) -> Expression:
        """Return where all that a lowest item gives follows from what it has."""
        node, profile, arithmetic = self.nodes[code], self._profile(bundle), self.arithmetic
        if not bundle.given or (bundle.taken == bundle.size and profile.slope is not None):
            return TRUE
        lack = arithmetic.total((-1, node.high), constant=node.size)
        kept = arithmetic.total((1, profile.at(node.low, arithmetic)), (1, profile.at(lack, arithmetic)))
        return arithmetic.all_of(
            arithmetic.compare(node.low, Relation.EQUAL, node.high),
            arithmetic.compare(kept, Relation.EQUAL, number(bundle.given)),
        )

    def _is_straight(self, has: Least, maximum: Number) -> bool:
        """Tell whether every point of the source counts alike however it lies, and together they are all."""
        if has.nested or any(slope is None for slope in has.slopes_of_all().values()):
            return False
        return sum(profile.full for profile in has.own.values()) == maximum

    def _may_be_exact(self, way: tuple[Least, Least], maximum: Number) -> Expression:
        if not self._points:
            self._points = some_points(self.root, self.arithmetic)
        has, lacks = (least.at(self._points, lacking=bool(place)) for place, least in enumerate(way))
        kept = self.arithmetic.total((1, has), (1, lacks))
        return self.arithmetic.compare(number(maximum), Relation.AT_MOST, kept)
