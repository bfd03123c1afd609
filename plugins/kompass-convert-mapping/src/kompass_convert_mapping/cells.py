"""The cells of a mapping, as bits: what a lowest item of the source has in common with one of the target."""

from collections.abc import Iterable, Mapping, Sequence
from typing import final

from kompass_convert_mapping.grounds import Ground
from kompass_convert_mapping.tree import Layout
from kompass_convert_mapping.units import Number, total
from kompass_spec.model import TOTAL, Link
from kompass_spec.model.side import Side

__all__ = ["Cells"]


@final
class Cells:
    """Turn items of both sides into cells, and cells into items.

    A set of cells is a whole number: of every lowest item of the source a row of bits, one for each lowest
    item of the target. Only items with points count.
    """

    def __init__(self, ground: Ground, layout: Layout) -> None:
        self._outlines = {
            Side.SOURCE: _Outline(ground.parts, ground.maxima),
            Side.TARGET: _Outline(layout.parts, layout.max),
        }
        self._width = len(self._outlines[Side.TARGET].leaves)
        self._row = (1 << self._width) - 1
        height = len(self._outlines[Side.SOURCE].leaves)
        self._column = sum(1 << (place * self._width) for place in range(height))
        self._items: dict[tuple[Side, int], int] = {}
        self._sizes: dict[tuple[Side, int], Number] = {}

    def knows(self, link: Link) -> bool:
        """Tell whether all that a link names is part of the sums of both sides."""
        return all(set(side.of(link)) <= self._outlines[side].below.keys() for side in Side)

    def of_link(self, link: Link) -> int:
        """Return the cells of a link."""
        source, target = (self._outlines[side].bits(side.of(link)) for side in Side)
        return self._product(source, target)

    def all_of(self, side: Side, items: int) -> int:
        """Return all cells of items of one side."""
        return self._product(items, self._row) if side is Side.SOURCE else items * self._column

    def items(self, side: Side, cells: int) -> int:
        """Return the items of one side that cells are of, as bits."""
        found = self._items.get((side, cells))
        if found is None:
            found = self._source(cells) if side is Side.SOURCE else self._target(cells)
            self._items[side, cells] = found
        return found

    def codes(self, side: Side, cells: int) -> frozenset[str]:
        """Return the codes of the lowest items of one side that cells are of."""
        return frozenset(self._outlines[side].named(self.items(side, cells)))

    def size(self, side: Side, cells: int) -> Number:
        """Return the maximum of the items of one side that cells are of, in units."""
        return self.size_of(side, self.items(side, cells))

    def size_of(self, side: Side, items: int) -> Number:
        """Return the maximum of items of one side, in units."""
        size = self._sizes.get((side, items))
        if size is None:
            outline = self._outlines[side]
            size = self._sizes[side, items] = total(outline.maxima[code] for code in outline.named(items))
        return size

    def highest(self, side: Side, items: int) -> tuple[str, ...]:
        """Return the fewest items of one side that stand for these."""
        return tuple(self._outlines[side].highest(TOTAL, items))

    def whole_of(self, side: Side, items: int) -> str:
        """Return the lowest item of one side that items are all part of."""
        below = self._outlines[side].below
        return min(
            (code for code, bits in below.items() if not items & ~bits),
            key=lambda code: below[code].bit_count(),
        )

    def _source(self, cells: int) -> int:
        found, place = 0, 0
        while cells:
            if cells & self._row:
                found |= 1 << place
            cells >>= self._width
            place += 1
        return found

    def _target(self, cells: int) -> int:
        found = 0
        while cells:
            found |= cells & self._row
            cells >>= self._width
        return found

    def _product(self, source: int, target: int) -> int:
        return sum(
            target << (place * self._width) for place in range(source.bit_length()) if source >> place & 1
        )


@final
class _Outline:
    """Know the lowest items of a side that have points, and their places."""

    def __init__(self, parts: Mapping[str, Sequence[str]], maxima: Mapping[str, Number]) -> None:
        self.parts, self.maxima = parts, maxima
        self.leaves: list[str] = []
        self.below: dict[str, int] = {}
        self._lay(TOTAL)

    def _lay(self, code: str) -> int:
        parts = self.parts.get(code, ())
        bits = 0
        for part in parts:
            bits |= self._lay(part)
        if not parts and self.maxima[code]:
            bits = 1 << len(self.leaves)
            self.leaves.append(code)
        if bits:
            self.below[code] = bits
        return bits

    def bits(self, codes: Iterable[str]) -> int:
        found = 0
        for code in codes:
            found |= self.below[code]
        return found

    def named(self, items: int) -> list[str]:
        return [code for place, code in enumerate(self.leaves) if items >> place & 1]

    def highest(self, code: str, items: int) -> list[str]:
        bits = self.below.get(code, 0)
        if not bits & items:
            return []
        if not bits & ~items:
            return [code]
        return [found for part in self.parts.get(code, ()) for found in self.highest(part, items)]
