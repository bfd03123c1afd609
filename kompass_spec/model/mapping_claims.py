"""Say what each statement of a mapping claims of the content that two editions have in common.

The content of both editions lies in cells: what a lowest item of the source has in common with one of the
target, and what either has that the other edition does not (``None`` stands for that).
"""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import NamedTuple

from kompass_spec.model.codes import leaves_of, weight_of
from kompass_spec.model.mapping_parts import MappingParts
from kompass_spec.model.side import Side

__all__ = ["Cell", "Claim", "claims_of"]

Cell = tuple[str | None, str | None]
"""A lowest item of the source and one of the target, or ``None`` for neither."""

_WHOLE, _ANY = (Fraction(1), Fraction(1)), (Fraction(0), Fraction(1))
_WHOLE_OF = {side: {side: _WHOLE, side.other: _ANY} for side in Side}


class Claim(NamedTuple):
    """Hold one statement: its place in the mapping, its words, and the lowest items that it is about.

    Of the leaves of a side that is ``whole`` nothing lies outside the common part. ``shares`` bounds the part
    in common of each side's weight, ``ratio`` is by how much the target weighs that part more than the source
    does, ``None`` where it is not known.
    """

    pointer: str
    words: str
    leaves: dict[Side, frozenset[str | None]]
    whole: dict[Side, bool]
    shares: dict[Side, tuple[Fraction, Fraction]]
    ratio: Fraction | None = None

    def is_common(self, cell: Cell) -> bool:
        """Tell whether a cell lies in the common part."""
        return cell[0] in self.leaves[Side.SOURCE] and cell[1] in self.leaves[Side.TARGET]

    def empties(self, cell: Cell) -> bool:
        """Tell whether the claim leaves nothing in a cell."""
        if self.is_common(cell):
            return False
        source, target = cell[0] in self.leaves[Side.SOURCE], cell[1] in self.leaves[Side.TARGET]
        return (source and self.whole[Side.SOURCE]) or (target and self.whole[Side.TARGET])


def claims_of(mapping: MappingParts) -> Iterator[Claim]:
    """Iterate over what the links of a mapping prove, and what it says of codes that have no counterpart."""
    yield from _claims_of_links(mapping)
    for side in Side:
        for index, unlinked in enumerate(side.unlinked(mapping)):
            # Of a whole it may only be said as a whole, while its parts have counterparts.
            if (
                leaves_of(side.edition(mapping), [unlinked.code]) == {unlinked.code}
                and ":" not in unlinked.code
            ):
                yield _nothing_in_common(side, unlinked.code, f"/{side.unlinked_key}/{index}")
    for side in Side:
        for index, code in enumerate(side.covered(mapping)):
            yield _covered(mapping, side, code, f"/{side.covered_key}/{index}")


def _claims_of_links(mapping: MappingParts) -> Iterator[Claim]:
    for index, link in enumerate(mapping.links):
        if link.is_assumed or any(":" in code for code in (*link.source, *link.target)):
            continue
        shares = {side: side.bounds(link) for side in Side}
        weights = {side: weight_of(side.edition(mapping), side.of(link)) for side in Side}
        yield Claim(
            pointer=f"/links/{index}",
            words=f"{_named(link.source)} {link.relation.value} {_named(link.target)}",
            leaves={side: leaves_of(side.edition(mapping), side.of(link)) for side in Side},
            whole={side: shares[side][0] == 1 for side in Side},
            shares=shares,
            ratio=_ratio(shares, weights),
        )


def _ratio(
    shares: dict[Side, tuple[Fraction, Fraction]], weights: dict[Side, Fraction | None]
) -> Fraction | None:
    (low, high), (far_low, far_high) = shares[Side.SOURCE], shares[Side.TARGET]
    source, target = weights[Side.SOURCE], weights[Side.TARGET]
    if low != high or far_low != far_high or not source or target is None:
        return None
    return far_low * target / (low * source)


def _nothing_in_common(side: Side, code: str, pointer: str) -> Claim:
    return Claim(
        pointer=pointer,
        words=f"{code} {'dropped' if side is Side.SOURCE else 'new'}",
        leaves={side: frozenset({code}), side.other: frozenset({None})},
        whole={side: True, side.other: False},
        shares=_WHOLE_OF[side],
    )


def _covered(mapping: MappingParts, side: Side, code: str, pointer: str) -> Claim:
    """Return the claim that nothing of an item lies outside of what its links have in common with it."""
    far: set[str | None] = set()
    for link in mapping.links:
        if side.of(link) == (code,):
            far |= leaves_of(side.other.edition(mapping), side.other.of(link))
    return Claim(
        pointer=pointer,
        words=f"{code} {side.covered_key}",
        leaves={side: leaves_of(side.edition(mapping), [code]), side.other: frozenset(far)},
        whole={side: True, side.other: False},
        shares=_WHOLE_OF[side],
    )


def _named(codes: Sequence[str]) -> str:
    return ", ".join(codes)
