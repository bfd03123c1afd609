"""The lines that a certificate begins with: what is known of the items of the source, and what follows."""

from collections.abc import Sequence
from functools import cached_property
from typing import final

from attrs import define, field

from kompass_convert_mapping.bounds import ONE, ZERO
from kompass_convert_mapping.lines import ByLinks, Given, Line, summed
from kompass_convert_mapping.rows import Piece
from kompass_convert_mapping.source_tree import Node, SourceTree
from kompass_convert_mapping.sources import Sources
from kompass_convert_mapping.units import Number

__all__ = ["SourceLines", "trivial"]


@final
@define(eq=False)
class SourceLines:
    """Give lines of a source's items, and what bounds follow from these."""

    sources: Sources
    _lines: dict[tuple[str, bool], Line] = field(init=False, factory=dict)
    _up: dict[tuple[str, bool], Line] = field(init=False, factory=dict)

    @cached_property
    def _above(self) -> dict[str, Node]:
        return {part.name: node for node in self.sources.nodes.values() for part in node.parts}

    def of_item(self, code: str, *, is_low: bool) -> Line:
        """Return the line of one end of an item, by its own score, its parts' or what it is a part of."""
        known = self._lines.get((code, is_low))
        if known is None:
            known = self._lines[code, is_low] = self._of_item(code, is_low=is_low)
        return known

    def _of_item(self, code: str, *, is_low: bool) -> Line:
        node = self.sources.nodes[code]
        wanted = node.low if is_low else node.high
        upwards = self._upwards(node, is_low=is_low)
        if upwards.points == wanted:
            return upwards
        above = self._above[code]
        others = [self._upwards(part, is_low=not is_low) for part in above.parts if part is not node]
        return summed([code], is_low=is_low, plus=[self.of_item(above.name, is_low=is_low)], minus=others)

    def of_items(self, codes: Sequence[str], *, is_low: bool) -> Line:
        """Return the line of one end of what items have together."""
        if len(codes) == 1:
            return self.of_item(codes[0], is_low=is_low)
        tree = self.sources.has if is_low else self.sources.lacks
        slopes = dict.fromkeys(self.sources.ground.below(codes), ONE)
        plus: list[Line] = []
        minus: list[Line] = []
        for price, node in tree.prices(slopes):
            for code in node.codes:
                line = self.of_item(code, is_low=is_low == (price > 0))
                (plus if price > 0 else minus).append(line)
        return summed(codes, is_low=is_low, plus=plus, minus=minus)

    def by_pieces(self, pieces: Sequence[Piece], tree: SourceTree, *, is_low: bool) -> ByLinks:
        """Return what follows from pieces of the source, of what it has or of what it lacks."""
        slopes: dict[str, Number] = {}
        full: dict[str, Line] = {}
        for piece in pieces:
            if piece.price is None:
                full.update((code, self.of_item(code, is_low=is_low)) for code in piece.node.codes)
                continue
            for leaf in piece.node.leaves if piece.price else ():
                slopes[leaf] = slopes.get(leaf, ZERO) + piece.share * piece.price
        paid = tuple(
            (price, self.of_item(code, is_low=is_low == (price > 0)))
            for price, node in tree.prices(slopes)
            for code in node.codes
        )
        return ByLinks(tuple(pieces), paid, tuple(full.values()))

    def _upwards(self, node: Node, *, is_low: bool) -> Line:
        """Return the line of an item by its own score, or by those of its parts."""
        known = self._up.get((node.name, is_low))
        if known is None:
            known = self._up[node.name, is_low] = self._new_upwards(node, is_low=is_low)
        return known

    def _new_upwards(self, node: Node, *, is_low: bool) -> Line:
        low, high = self.sources.ends[node.name]
        points = low if is_low else high
        given = Line((node.name,), is_low, points, Given)
        if not node.parts:
            return given
        parts = [self._upwards(part, is_low=is_low) for part in node.parts]
        added = summed([node.name], is_low=is_low, plus=parts)
        better = added.points > points if is_low else added.points < points
        return added if better else given


def trivial(code: str, maximum: Number, *, is_low: bool) -> Line:
    """Return the line that an item has 0 points at least, or its maximum at most."""
    return Line((code,), is_low, ZERO if is_low else maximum, lambda: Given(is_trivial=True))
