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
        self._source = _Outline(ground.parts, ground.maxima)
        self._target = _Outline(layout.parts, layout.max)
        self._width = len(self._target.leaves)
        self._row = (1 << self._width) - 1
        self._column = self._product((1 << len(self._source.leaves)) - 1, 1)
        self._items: dict[int, tuple[int, int]] = {}

    def knows(self, link: Link) -> bool:
        """Tell whether all that a link names is part of the sums of both sides."""
        return all(set(side.of(link)) <= self._outline(side).below.keys() for side in Side)

    def of_link(self, link: Link) -> int:
        """Return the cells of a link."""
        return self._product(self._source.bits(link.source), self._target.bits(link.target))

    def all_of(self, side: Side, items: int) -> int:
        """Return all cells of items of one side."""
        return self._product(items, self._row) if side is Side.SOURCE else items * self._column

    def items(self, side: Side, cells: int) -> int:
        """Return the items of one side that cells are of, as bits."""
        found = self._items.get(cells)
        if found is None:
            found = self._items[cells] = self._sides(cells)
        return found[0] if side is Side.SOURCE else found[1]

    def codes(self, side: Side, cells: int) -> frozenset[str]:
        """Return the codes of the lowest items of one side that cells are of."""
        return frozenset(self._outline(side).named(self.items(side, cells)))

    def size(self, side: Side, cells: int) -> Number:
        """Return the maximum of the items of one side that cells are of, in units."""
        return self.size_of(side, self.items(side, cells))

    def size_of(self, side: Side, items: int) -> Number:
        """Return the maximum of items of one side, in units."""
        return self._outline(side).size(items)

    def highest(self, side: Side, items: int) -> tuple[str, ...]:
        """Return the fewest items of one side that stand for these."""
        return tuple(self._outline(side).highest(TOTAL, items))

    def whole_of(self, side: Side, items: int) -> str:
        """Return the lowest item of one side that items are all part of."""
        below = self._outline(side).below
        return min(
            (code for code, bits in below.items() if not items & ~bits),
            key=lambda code: below[code].bit_count(),
        )

    def _outline(self, side: Side) -> "_Outline":
        return self._source if side is Side.SOURCE else self._target

    def _sides(self, cells: int) -> tuple[int, int]:
        source = target = place = 0
        while cells:
            row = cells & self._row
            if row:
                source |= 1 << place
                target |= row
            cells >>= self._width
            place += 1
        return source, target

    def _product(self, source: int, target: int) -> int:
        return sum(
            [target << place * self._width for place in range(source.bit_length()) if source >> place & 1]
        )


@final
class _Outline:
    """Know the lowest items of a side that have points, and their places."""

    def __init__(self, parts: Mapping[str, Sequence[str]], maxima: Mapping[str, Number]) -> None:
        self.parts, self.maxima = parts, maxima
        self.leaves: list[str] = []
        self.below: dict[str, int] = {}
        self._sizes: dict[int, Number] = {}
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

    def size(self, items: int) -> Number:
        known = self._sizes.get(items)
        if known is None:
            known = self._sizes[items] = total([self.maxima[code] for code in self.named(items)])
        return known

    def highest(self, code: str, items: int) -> list[str]:
        bits = self.below.get(code, 0)
        if not bits & items:
            return []
        if not bits & ~items:
            return [code]
        return [found for part in self.parts.get(code, ()) for found in self.highest(part, items)]
