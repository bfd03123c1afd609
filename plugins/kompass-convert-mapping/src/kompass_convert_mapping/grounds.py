"""What a source is before any figure of it is known: its maxima, its parts, and the units to count in.

It is laid out once for all scorecards alike, and so is everything else that no figure changes.
"""

from collections.abc import Iterable, Mapping
from fractions import Fraction
from functools import lru_cache
from math import lcm
from typing import final

from attrs import field, frozen

from kompass_convert_mapping.units import Number, Units, total, units_of
from kompass_spec.model import TOTAL, EditionMapping, Relation, Scorecard
from kompass_spec.model.identity import Same

__all__ = ["Ground", "ground_of", "is_identity"]

_KEPT = 64
"""So many layouts are kept, those that were used last."""


def is_identity(mapping: EditionMapping) -> bool:
    """Tell whether a mapping leads from an edition to itself, every item to itself and nothing else."""
    ends = ((mapping.source.id, mapping.source_release), (mapping.target.id, mapping.target_release))
    return ends[0] == ends[1] and all(
        link.relation is Relation.EQUAL and link.source == link.target and len(link.source) == 1
        for link in mapping.links
    )


@final
@frozen(eq=False)
class Ground:
    """Hold the maxima of a source's items in units, of all of each and of what applies of it, by code.

    ``parts`` are those with points of every item that is the sum of them; ``leaves`` are the lowest items
    below each item that is part of a sum, every item after its parts.
    """

    units: Units
    maxima: Mapping[str, int]
    applying: Mapping[str, int]
    parts: Mapping[str, tuple[str, ...]]
    leaves: Mapping[str, frozenset[str]]
    weighed: frozenset[str] = field(init=False)

    @weighed.default
    def _weighed(self) -> frozenset[str]:
        """Return the items that a link can carry something from: those that have points."""
        return frozenset(code for code in self.leaves if self.maxima[code])

    def lost(self, code: str) -> int:
        """Return the points of an item that do not apply, and of which anything could be."""
        return self.maxima[code] - self.applying[code]

    def size(self, codes: Iterable[str]) -> Number:
        """Return the maximum of a union of items."""
        return total(self.maxima[code] for code in codes)

    def below(self, codes: Iterable[str]) -> frozenset[str]:
        """Return the lowest items with scores below these codes."""
        return frozenset().union(*(self.leaves[code] for code in codes))

    def is_whole(self, codes: Iterable[str]) -> bool:
        """Tell whether all of what these items are taken for applies."""
        return not any(map(self.lost, codes))

    def is_of_one_item(self, union: frozenset[str]) -> bool:
        """Tell whether a union is an item, or of whole parts of one."""
        return self.is_item(union) or self.is_of_parts(union)

    def is_item(self, union: frozenset[str]) -> bool:
        """Tell whether a union is all of an item."""
        return union in self.leaves.values()

    def is_of_parts(self, union: frozenset[str]) -> bool:
        """Tell whether a union is of several whole parts of one item."""
        return any(self._joins(parts, union) for code, parts in self.parts.items() if code in self.leaves)

    def _joins(self, parts: Iterable[str], union: frozenset[str]) -> bool:
        inside = [self.leaves[part] for part in parts if self.leaves[part] <= union]
        return len(inside) > 1 and frozenset().union(*inside) == union


@final
class _Outline:
    """Hold the items of a scorecard with their maxima, as a key: cards of an edition are nearly all alike."""

    __slots__ = ("rows",)

    def __init__(self, card: Scorecard) -> None:
        self.rows = [(score.code, score.max, len(score.parts)) for score in card.total.walk()]

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Outline) and self.rows == other.rows

    def __hash__(self) -> int:
        return hash(tuple(code for code, _, _ in self.rows))

    def parts(self) -> dict[str, tuple[str, ...]]:
        """Return the parts of every item."""
        found: dict[str, tuple[str, ...]] = {}
        rows = iter(self.rows)

        def read() -> str:
            code, _, count = next(rows)
            found[code] = ()
            found[code] = tuple(read() for _ in range(count))
            return code

        read()
        return found


def ground_of(card: Scorecard, mapping: EditionMapping) -> Ground:
    """Return the ground of a scorecard; by a mapping of an edition to itself it is of what applies.

    Else every item has its whole maximum, also where a part of it does not apply.
    """
    digits = {end.denominator for score in card.total.walk() for end in (score.low, score.high)}
    return _ground(Same(mapping), _Outline(card), lcm(*digits))


@lru_cache(maxsize=_KEPT)
def _ground(same: Same[EditionMapping], outline: _Outline, digits: int) -> Ground:
    mapping = same.value
    applying = {code: maximum for code, maximum, _ in outline.rows}
    if is_identity(mapping):
        maxima = applying
    else:
        maxima = {code: _whole_maximum(code, maximum, mapping) for code, maximum in applying.items()}
    units = units_of(mapping, {**applying, **maxima}, [*applying.values(), Fraction(1, digits)])
    parts = {}
    for code, below in outline.parts().items():
        counted = tuple(part for part in below if maxima[part])
        if counted and total(maxima[part] for part in counted) == maxima[code]:
            parts[code] = counted
    leaves: dict[str, frozenset[str]] = {}

    def lay(code: str) -> frozenset[str]:
        below = [lay(part) for part in parts.get(code, ())]
        leaves[code] = frozenset().union(*below) if below else frozenset({code})
        return leaves[code]

    lay(TOTAL)
    return Ground(
        units,
        {code: units.of_source(maximum) for code, maximum in maxima.items()},
        {code: units.of_source(maximum) for code, maximum in applying.items()},
        parts,
        leaves,
    )


def _whole_maximum(code: str, applying: Fraction, mapping: EditionMapping) -> Fraction:
    """Return the maximum of an item as its edition has it, for organisations of every kind."""
    source = mapping.source
    known = source.max if code == TOTAL else source.item(code).max if code in source else None
    # Of an item whose maximum the edition does not say, what the scorer took it for is all there is.
    return max(known, applying) if known is not None else applying
