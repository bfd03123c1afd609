"""What links between items prove of every sum of target items, by the closed form."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property, partial
from typing import final

from attrs import define, field

from kompass_convert_mapping.bounds import ZERO, Span
from kompass_convert_mapping.lines import ByLinks, Line
from kompass_convert_mapping.rows import Bridge, OwnCurves, Row, are_apart
from kompass_convert_mapping.source_lines import SourceLines
from kompass_convert_mapping.source_tree import Node, SourceTree
from kompass_convert_mapping.sources import Sources
from kompass_convert_mapping.units import Number, total, whole
from kompass_spec.model import EditionMapping, Link
from kompass_spec.model.mapping_rules import leaves_of, share_of

__all__ = ["ClosedForm", "Found", "bridge_of", "is_of_one_item"]

Choice = frozenset[frozenset[str]]
BySource = Mapping[frozenset[str], Sequence[Bridge]]
Trees = tuple[tuple[SourceTree, OwnCurves], tuple[SourceTree, OwnCurves]]

_UNIONS = 10
"""Of unions that share parts, this many count in one row, the smallest."""


def bridge_of(mapping: EditionMapping, link: Link, index: int, sources: Sources, maximum: Number) -> Bridge:
    """Return a link of a mapping, the one at ``index``, whose target has this maximum, as points."""
    return Bridge(
        index,
        sources.leaves(link.source),
        leaves_of(mapping.target, link.target),
        whole(share_of(link, "of_source")[0] * sources.size(link.source)),
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
@define(eq=False)
class ClosedForm:
    """Prove bounds of items of the target by bridges from ``sources``."""

    mapping: EditionMapping
    sources: Sources
    bridges: Sequence[Bridge]
    _trees: dict[tuple[bool, Choice], Trees] = field(init=False, factory=dict)

    def of(self, items: tuple[str, ...], maximum: Number) -> Found | None:
        """Return what is proved of items that have this maximum together; ``None`` if no link leads there."""
        content = leaves_of(self.mapping.target, items)
        near = {id(one): one for leaf in content for one in self._by_target.get(leaf, ())}
        inside = [bridge for bridge in near.values() if bridge.target <= content]
        inside.sort(key=lambda bridge: bridge.index)
        return self.by(items, maximum, inside) if inside else None

    @cached_property
    def _by_target(self) -> dict[str, list[Bridge]]:
        found: dict[str, list[Bridge]] = {}
        for bridge in self.bridges:
            for leaf in bridge.target:
                found.setdefault(leaf, []).append(bridge)
        return found

    def by(self, items: tuple[str, ...], maximum: Number, bridges: Sequence[Bridge]) -> Found:
        """Return what these bridges prove of items together, into which all of them lead."""
        choices = list(_choices(self._unions(bridges)))
        by_source = _by_source(bridges)
        rows = [self._rows(choice, by_source) for choice in choices]
        has = max((row for row, _ in rows), key=lambda row: row.least)
        lacks = max((row for _, row in rows), key=lambda row: row.least)
        span = Span(has.least, maximum - lacks.least)
        exact = partial(self._is_exact, by_source, choices, maximum, has, lacks)
        return Found(items, span, has, lacks, exact)

    def _is_exact(
        self,
        by_source: BySource,
        choices: Sequence[Choice],
        maximum: Number,
        has: Row,
        lacks: Row,
    ) -> bool:
        """Tell whether points of the source that are known exactly leave one value of the target."""
        beyond = total(bridge.given for linked in by_source.values() for bridge in linked) - maximum
        if beyond < 0:
            return False
        if all(len(source) == 1 and are_apart(linked) for source, linked in by_source.items()):
            for source, linked in by_source.items():
                beyond -= self._unknown(min(source), linked, has, lacks)
                if beyond < 0:
                    return False
            return not beyond
        return any(
            total(row.least for row in self._rows(choice, by_source, settled=True)) == maximum
            for choice in choices
        )

    def _unknown(self, code: str, bridges: Sequence[Bridge], has: Row, lacks: Row) -> Number:
        """Return the points of all that a lowest item gives that do not follow from those that it has.

        That is nothing where all of it is linked and every point counts alike, whatever it has; else what
        follows is something where the item has but one value.
        """
        node = self.sources.nodes[code]
        given = total(one.given for one in bridges)
        if node.low == node.high:
            return given - has.of_node(node) - lacks.of_node(self._lacking[code])
        if total(one.taken for one in bridges) != node.size or self.sources.lost(code):
            return given
        first, *others = bridges
        alike = all(one.given * first.taken == first.given * one.taken for one in others)
        return ZERO if alike else given

    @cached_property
    def _lacking(self) -> dict[str, Node]:
        return {node.name: node for node in self.sources.lacks.root.walk()}

    @cached_property
    def _settled_sources(self) -> Sources:
        return self.sources.settled()

    def _rows(self, choice: Choice, by_source: BySource, *, settled: bool = False) -> tuple[Row, Row]:
        """Return the rows of what is had and of what is lacking, with the unions of a choice as items."""
        if (settled, choice) not in self._trees:
            sources = self._settled_sources if settled else self.sources
            self._trees[settled, choice] = (
                (sources.has.grouped(choice), {}),
                (sources.lacks.grouped(choice), {}),
            )
        has, lacks = self._trees[settled, choice]
        return Row(has[0], by_source, has[1]), Row(lacks[0], by_source, lacks[1])

    def _unions(self, bridges: Sequence[Bridge]) -> list[frozenset[str]]:
        """Return the sources of bridges that are several parts of one item, the smallest first."""
        unions = {bridge.source for bridge in bridges if len(bridge.source) > 1} - self._items
        return sorted(
            (union for union in unions if any(_joins(node, union) for node in self.sources.nodes.values())),
            key=lambda union: (len(union), sorted(union)),
        )[:_UNIONS]

    @cached_property
    def _items(self) -> frozenset[frozenset[str]]:
        return frozenset(node.leaves for node in self.sources.nodes.values())


def _by_source(bridges: Sequence[Bridge]) -> BySource:
    found: dict[frozenset[str], list[Bridge]] = {}
    for bridge in bridges:
        found.setdefault(bridge.source, []).append(bridge)
    return found


def _joins(node: Node, union: frozenset[str]) -> bool:
    """Tell whether a union is of whole parts of a node."""
    inside = [part.leaves for part in node.parts if part.leaves <= union]
    return len(inside) > 1 and frozenset().union(*inside) == union


def is_of_one_item(union: frozenset[str], nodes: Iterable[Node]) -> bool:
    """Tell whether a union is an item, or of whole parts of one."""
    return any(node.leaves == union or _joins(node, union) for node in nodes)


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
