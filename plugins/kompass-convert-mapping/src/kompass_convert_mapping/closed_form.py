"""What links between items prove of every sum of target items, by the closed form."""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from functools import cached_property
from typing import final

from attrs import define, field

from kompass_convert_mapping.bounds import ZERO, Span
from kompass_convert_mapping.lines import ByLinks, Line
from kompass_convert_mapping.rows import Bridge, Row
from kompass_convert_mapping.source_lines import SourceLines
from kompass_convert_mapping.source_tree import Node, SourceTree
from kompass_convert_mapping.sources import Sources
from kompass_spec.model import EditionMapping, Link
from kompass_spec.model.mapping_rules import leaves_of, share_of

__all__ = ["ClosedForm", "Found", "bridge_of"]

_UNIONS = 10
"""Of unions that share parts, this many count in one row, the smallest."""


def bridge_of(
    mapping: EditionMapping, link: Link, index: int, sources: Sources, maximum: Fraction
) -> Bridge:
    """Return a link of a mapping, the one at ``index``, whose target has this maximum, as points."""
    return Bridge(
        index,
        sources.leaves(link.source),
        leaves_of(mapping.target, link.target),
        share_of(link, "of_source")[0] * sources.size(link.source),
        share_of(link, "of_target")[0] * maximum,
    )


@final
@define(eq=False)
class Found:
    """Hold what the closed form proves of items of the target together, in points, and the rows it is by."""

    items: tuple[str, ...]
    span: Span
    is_exact: bool
    has: Row
    lacks: Row

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
    _trees: dict[frozenset[frozenset[str]], tuple[SourceTree, SourceTree]] = field(init=False, factory=dict)
    _settled: dict[frozenset[frozenset[str]], tuple[SourceTree, SourceTree]] = field(
        init=False, factory=dict
    )

    def of(self, items: tuple[str, ...], maximum: Fraction) -> Found | None:
        """Return what is proved of items together, which have this maximum; ``None`` if no link leads there."""
        content = leaves_of(self.mapping.target, items)
        inside = [bridge for bridge in self.bridges if bridge.target <= content]
        return self.by(items, maximum, inside) if inside else None

    def by(self, items: tuple[str, ...], maximum: Fraction, bridges: Sequence[Bridge]) -> Found:
        """Return what these bridges prove of items together, into which all of them lead."""
        choices = list(_choices(self._unions(bridges)))
        rows = [
            tuple(Row(tree, bridges) for tree in self._grouped(choice, self.sources, self._trees))
            for choice in choices
        ]
        has = max((row for row, _ in rows), key=Row.least)
        lacks = max((row for _, row in rows), key=Row.least)
        span = Span(has.least(), maximum - lacks.least())
        return Found(items, span, self._is_exact(bridges, choices, maximum), has, lacks)

    def _is_exact(
        self, bridges: Sequence[Bridge], choices: Sequence[frozenset[frozenset[str]]], maximum: Fraction
    ) -> bool:
        """Tell whether points of the source that are known exactly leave one value of the target."""
        if sum((bridge.given for bridge in bridges), ZERO) < maximum:
            return False
        for choice in choices:
            trees = self._grouped(choice, self._settled_sources, self._settled)
            if sum((Row(tree, bridges).least() for tree in trees), ZERO) == maximum:
                return True
        return False

    @cached_property
    def _settled_sources(self) -> Sources:
        return self.sources.settled()

    def _grouped(
        self,
        choice: frozenset[frozenset[str]],
        sources: Sources,
        known: dict[frozenset[frozenset[str]], tuple[SourceTree, SourceTree]],
    ) -> tuple[SourceTree, SourceTree]:
        """Return the trees of what the source has and lacks, with the unions of a choice as items between."""
        if choice not in known:
            known[choice] = sources.has.grouped(choice), sources.lacks.grouped(choice)
        return known[choice]

    def _unions(self, bridges: Sequence[Bridge]) -> list[frozenset[str]]:
        """Return the sources of bridges that are several parts of one item, the smallest first."""
        unions = {bridge.source for bridge in bridges} - self._items
        return sorted(
            (union for union in unions if any(_joins(node, union) for node in self.sources.nodes.values())),
            key=lambda union: (len(union), sorted(union)),
        )[:_UNIONS]

    @cached_property
    def _items(self) -> frozenset[frozenset[str]]:
        return frozenset(node.leaves for node in self.sources.nodes.values())


def _joins(node: Node, union: frozenset[str]) -> bool:
    """Tell whether a union is of whole parts of a node."""
    inside = [part.leaves for part in node.parts if part.leaves <= union]
    return len(inside) > 1 and frozenset().union(*inside) == union


def _choices(unions: Sequence[frozenset[str]]) -> Iterator[frozenset[frozenset[str]]]:
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
