"""What links between items prove of every sum of target items, by the closed form."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property, partial
from typing import final

from attrs import define, field, frozen

from kompass_convert_mapping.bounds import ZERO, Span
from kompass_convert_mapping.grounds import Ground
from kompass_convert_mapping.lines import ByLinks, Line
from kompass_convert_mapping.rows import Bridge, Bundle, BySource, Linked, OwnCurves, Row
from kompass_convert_mapping.source_lines import SourceLines
from kompass_convert_mapping.source_tree import Node, SourceTree
from kompass_convert_mapping.sources import Sources
from kompass_convert_mapping.units import Number, total, whole
from kompass_spec.model import EditionMapping, Link
from kompass_spec.model.mapping_rules import leaves_of, share_of

__all__ = ["Chart", "ClosedForm", "Found", "bridge_of"]

Choice = frozenset[frozenset[str]]
Trees = tuple[tuple[SourceTree, OwnCurves], tuple[SourceTree, OwnCurves]]

_UNIONS = 10
"""Of unions that share parts, this many count in one row: first those that were stated, and the smallest."""


def bridge_of(mapping: EditionMapping, link: Link, index: int, ground: Ground, maximum: Number) -> Bridge:
    """Return a link of a mapping, the one at ``index``, whose target has this maximum, as points."""
    return Bridge(
        index,
        ground.below(link.source),
        leaves_of(mapping.target, link.target),
        whole(share_of(link, "of_source")[0] * ground.size(link.source)),
        whole(share_of(link, "of_target")[0] * maximum),
    )


@final
@define(eq=False)
class Found:
    """Hold what the closed form proves of items of the target together, in points, and by which rows."""

    items: tuple[str, ...]
    span: Span
    has: Row
    lacks: Row
    _exact: Callable[[], bool]

    @property
    def is_exact(self) -> bool:
        """Tell whether points of the source that are known exactly leave one value of the target."""
        return self.span.low == self.span.high or self._exact()

    def line(self, lines: SourceLines, *, is_low: bool) -> Line:
        """Return one end as a line."""
        row = self.has if is_low else self.lacks
        points = self.span.low if is_low else self.span.high

        def why() -> ByLinks:
            return lines.by_pieces(row.pieces(), row.tree, is_low=is_low)

        return Line(self.items, is_low, points, why)


@final
@frozen(eq=False)
class _Way:
    """Hold one way to compute a row, with a choice of unions as items, and what it found out of the tree."""

    choice: Choice
    linked: Linked = field(factory=dict)


@final
@frozen(eq=False)
class Reach:
    """Hold which bridges lead into items together, by source: what a row is, before any figure is known."""

    by_source: BySource
    ways: tuple[_Way, ...]


@final
@define(eq=False)
class Chart:
    """Find what ``bridges`` lead where, once for all scorecards of one ground."""

    mapping: EditionMapping
    ground: Ground
    bridges: Sequence[Bridge]
    _reaches: dict[tuple[str, ...], Reach | None] = field(init=False, factory=dict)
    _bundles: dict[tuple[int, ...], Bundle] = field(init=False, factory=dict)

    def reach(self, items: tuple[str, ...]) -> Reach | None:
        """Return what leads into items together; ``None`` if no link does."""
        if items not in self._reaches:
            content = leaves_of(self.mapping.target, items)
            near = {id(one): one for leaf in content for one in self._by_target.get(leaf, ())}
            inside = [bridge for bridge in near.values() if bridge.target <= content]
            inside.sort(key=lambda bridge: bridge.index)
            self._reaches[items] = self._reach(inside) if inside else None
        return self._reaches[items]

    def _reach(self, bridges: Sequence[Bridge]) -> Reach:
        found: dict[frozenset[str], list[Bridge]] = {}
        for bridge in bridges:
            found.setdefault(bridge.source, []).append(bridge)
        by_source = {source: self._bundle(source, inside) for source, inside in found.items()}
        return Reach(by_source, tuple(map(_Way, _choices(self._unions(bridges)))))

    def _bundle(self, source: frozenset[str], bridges: Sequence[Bridge]) -> Bundle:
        key = tuple(map(id, bridges))
        if key not in self._bundles:
            self._bundles[key] = Bundle(bridges, self.ground.size(source))
        return self._bundles[key]

    @cached_property
    def _by_target(self) -> dict[str, list[Bridge]]:
        found: dict[str, list[Bridge]] = {}
        for bridge in self.bridges:
            for leaf in bridge.target:
                found.setdefault(leaf, []).append(bridge)
        return found

    def _unions(self, bridges: Sequence[Bridge]) -> list[frozenset[str]]:
        """Return the sources of bridges that are several parts of one item, those that are stated first."""
        unions = {bridge.source for bridge in bridges if len(bridge.source) > 1}
        stated = {bridge.source for bridge in bridges if bridge.index < len(self.mapping.links)}
        return sorted(
            (one for one in unions if not self.ground.is_item(one) and self.ground.is_of_parts(one)),
            key=lambda union: (union not in stated, len(union), sorted(union)),
        )[:_UNIONS]


@final
@define(eq=False)
class ClosedForm:
    """Prove bounds of items of the target by the bridges of a chart from ``sources``."""

    chart: Chart
    sources: Sources
    _trees: dict[tuple[bool, Choice], Trees] = field(init=False, factory=dict)

    def of(self, items: tuple[str, ...], maximum: Number) -> Found | None:
        """Return what is proved of items that have this maximum together; ``None`` if no link leads there."""
        reach = self.chart.reach(items)
        if reach is None:
            return None
        rows = [self._rows(way, reach.by_source) for way in reach.ways]
        has = max((row for row, _ in rows), key=lambda row: row.least)
        lacks = max((row for _, row in rows), key=lambda row: row.least)
        span = Span(has.least, maximum - lacks.least)
        return Found(items, span, has, lacks, partial(self._is_exact, reach, maximum, has, lacks))

    def _is_exact(self, reach: Reach, maximum: Number, has: Row, lacks: Row) -> bool:
        """Tell whether points of the source that are known exactly leave one value of the target."""
        by_source = reach.by_source
        if total(bundle.given for bundle in by_source.values()) < maximum:
            return False
        lowest = {
            min(source): bundle
            for source, bundle in by_source.items()
            if len(source) == 1 and bundle.sets is None
        }
        if self._leave_one_value(lowest, maximum, has, lacks):
            # What other links say beside these can only say it once more.
            return True
        return len(lowest) < len(by_source) and any(
            total(row.least for row in self._rows(way, by_source, settled=True)) == maximum
            for way in reach.ways
        )

    def _leave_one_value(self, lowest: Mapping[str, Bundle], maximum: Number, has: Row, lacks: Row) -> bool:
        """Tell whether links of lowest items alone, by their codes, leave one value of the target."""
        beyond = total(bundle.given for bundle in lowest.values()) - maximum
        for code, bundle in lowest.items():
            if beyond < 0:
                return False
            beyond -= self._unknown(code, bundle, has, lacks)
        return not beyond

    def _unknown(self, code: str, bundle: Bundle, has: Row, lacks: Row) -> Number:
        """Return the points of all that a lowest item gives that do not follow from those that it has.

        That is nothing where all of it is linked and every point counts alike, whatever it has; else what
        follows is something where the item has but one value.
        """
        node = self.sources.nodes[code]
        if node.low == node.high:
            return bundle.given - has.of_node(node) - lacks.of_node(self._lacking[code])
        if bundle.taken != node.size or self.sources.ground.lost(code):
            return bundle.given
        first, *others = bundle.bridges
        alike = all(one.given * first.taken == first.given * one.taken for one in others)
        return ZERO if alike else bundle.given

    @cached_property
    def _lacking(self) -> dict[str, Node]:
        return {node.name: node for node in self.sources.lacks.root.walk()}

    @cached_property
    def _settled_sources(self) -> Sources:
        return self.sources.settled()

    def _rows(self, way: _Way, by_source: BySource, *, settled: bool = False) -> tuple[Row, Row]:
        """Return the rows of what is had and of what is lacking, with the unions of a choice as items."""
        key = settled, way.choice
        if key not in self._trees:
            sources = self._settled_sources if settled else self.sources
            self._trees[key] = (
                (sources.has.grouped(way.choice), {}),
                (sources.lacks.grouped(way.choice), {}),
            )
        has, lacks = self._trees[key]
        return Row(has[0], by_source, has[1], way.linked), Row(lacks[0], by_source, lacks[1], way.linked)


def _choices(unions: Sequence[frozenset[str]]) -> Iterator[Choice]:
    """Iterate over the largest choices of unions that have nothing in common."""
    if not unions:
        yield frozenset()
        return
    first, *others = unions
    apart = [union for union in others if union.isdisjoint(first)]
    for choice in _choices(apart):
        yield choice | {first}
    if len(apart) < len(others):
        for choice in _choices(others):
            # Without the first one, only what the first one stands in the way of is worth a choice.
            if any(not union.isdisjoint(first) for union in choice):
                yield choice
