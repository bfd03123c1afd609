"""Find a smallest set of statements of a mapping that no content of the two editions can fulfil.

What is found is proved: there is no content, and no weighting of it, for which all statements of the set
hold. That none is found proves the contrary only where every share is exact: where the shares of a link are
not known, that its part is weighed alike on both sides is not looked at.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from fractions import Fraction
from itertools import combinations, product
from math import comb

from kompass_spec.model.codes import weight_of
from kompass_spec.model.linear_programme import Row, greatest
from kompass_spec.model.mapping_claims import Cell, Claim, claims_of
from kompass_spec.model.mapping_parts import MappingParts
from kompass_spec.model.side import Side

__all__ = ["contradicting_claims"]

_ONE = Fraction(1)
_MOST_SETS = 1_000
"""How many smaller sets are tried of those that contradict each other, before the one found is kept."""
_MOST_CELLS = 400
"""The number of cells above which weights are not looked at; nobody could follow a proof that long."""

_Weights = dict[Side, dict[str, Fraction | None]]


def contradicting_claims(
    mapping: MappingParts, passed_over: Collection[str | None] = ()
) -> Iterator[tuple[Claim, ...]]:
    """Iterate over sets of statements that cannot all be true, each as small as could be found, none twice.

    Without any one of them the others of a set can be true. ``passed_over`` are pointers to what is not
    looked at.
    """
    weights: _Weights = {side: {} for side in Side}
    looked_at = [claim for claim in claims_of(mapping) if claim.pointer not in passed_over]
    for claims in _together(looked_at):
        for claim in claims:
            for side in Side:
                for leaf in claim.leaves[side]:
                    if leaf is not None and leaf not in weights[side]:
                        weights[side][leaf] = weight_of(side.edition(mapping), [leaf])
        left = claims
        while not _can_hold(left, weights):
            found = _smallest(left, weights)
            yield found
            left = [claim for claim in left if claim not in found]


def _together(claims: Sequence[Claim]) -> list[list[Claim]]:
    """Return the claims in groups of which none has an item in common with another."""
    groups: list[tuple[set[tuple[Side, str]], list[Claim]]] = []
    for claim in claims:
        about = {(side, leaf) for side in Side for leaf in claim.leaves[side] if leaf is not None}
        joined = [claim]
        apart = []
        for group in groups:
            if about.isdisjoint(group[0]):
                apart.append(group)
            else:
                about |= group[0]
                joined = [*group[1], *joined]
        groups = [*apart, (about, joined)]
    return [group for _, group in groups]


def _smallest(claims: Sequence[Claim], weights: _Weights) -> tuple[Claim, ...]:
    """Return a set of claims that cannot all hold: one without a needless claim, or a smaller one."""
    needed = list(claims)
    for claim in claims:
        without = [other for other in needed if other is not claim]
        if not _can_hold(without, weights):
            needed = without
    for size in range(1, len(needed)):
        if comb(len(claims), size) > _MOST_SETS:
            break
        for chosen in combinations(claims, size):
            if not _can_hold(chosen, weights):
                return chosen
    return tuple(needed)


def _can_hold(claims: Sequence[Claim], weights: _Weights) -> bool:
    """Tell whether some content may fulfil the claims; where that is not known, that it may."""
    leaves = {side: _leaves(claims, side) for side in Side}
    ratios = _open_cells(claims, leaves)
    for side in Side:
        if not {cell[_PLACE[side]] for cell in ratios}.issuperset(leaves[side]):
            return False
    if not all(any(map(claim.is_common, ratios)) for claim in claims):
        return False
    if len(ratios) > _MOST_CELLS or not all(weights[side][leaf] for side in Side for leaf in leaves[side]):
        return True
    most = greatest(list(_rows(claims, ratios, leaves, weights)), _MARGIN)
    return most is not None and most > 0


def _leaves(claims: Iterable[Claim], side: Side) -> list[str]:
    return sorted({leaf for claim in claims for leaf in claim.leaves[side] if leaf is not None})


def _open_cells(claims: Sequence[Claim], leaves: dict[Side, list[str]]) -> dict[Cell, Fraction | None]:
    """Return the cells in which something can lie, and by how much the target weighs it more, if known."""
    ratios: dict[Cell, Fraction | None] = {}
    for cell in product((*leaves[Side.SOURCE], None), (*leaves[Side.TARGET], None)):
        if cell == (None, None) or any(claim.empties(cell) for claim in claims):
            continue
        known = {claim.ratio for claim in claims if claim.ratio is not None and claim.is_common(cell)}
        # What would be weighed in two ways at once is nothing.
        if len(known) <= 1:
            ratios[cell] = next(iter(known), None)
    return ratios


_PLACE = {Side.SOURCE: 0, Side.TARGET: 1}
_MARGIN = "margin"
"""The unknown by which every common part is more than nothing."""


def _rows(
    claims: Sequence[Claim],
    ratios: dict[Cell, Fraction | None],
    leaves: dict[Side, list[str]],
    weights: _Weights,
) -> Iterator[Row]:
    """Iterate over what the weights of the cells have to fulfil on each side."""
    unknowns = {
        side: {cell: _unknown(cell, side, ratios[cell]) for cell in ratios if cell[_PLACE[side]] is not None}
        for side in Side
    }
    for side in Side:
        for leaf in leaves[side]:
            own = [cell for cell in unknowns[side] if cell[_PLACE[side]] == leaf]
            yield Row(_sum(own, unknowns[side]), _known(weights[side][leaf]))
    for number, claim in enumerate(claims):
        for side in Side:
            terms = _sum([cell for cell in unknowns[side] if claim.is_common(cell)], unknowns[side])
            if terms:
                yield from _rows_of_part(claim, side, terms, number, weights)
    yield Row({_MARGIN: _ONE, "rest": _ONE}, _ONE)


def _rows_of_part(
    claim: Claim, side: Side, terms: dict[object, Fraction], number: int, weights: _Weights
) -> Iterator[Row]:
    """Iterate over what the common part of a claim fulfils on a side: its share, and that it is something."""
    whole = sum((_known(weights[side][leaf]) for leaf in claim.leaves[side] if leaf), Fraction(0))
    low, high = (bound * whole for bound in claim.shares[side])
    yield Row({**terms, ("above", number, side): -_ONE}, low)
    yield Row({**terms, ("below", number, side): _ONE}, high)
    yield Row({**terms, _MARGIN: -_ONE, ("beside", number, side): -_ONE}, Fraction(0))


def _unknown(cell: Cell, side: Side, ratio: Fraction | None) -> tuple[object, Fraction]:
    """Return the unknown that stands for the weight of a cell on a side, and by how much it is multiplied."""
    if ratio is None:
        return (cell, side), _ONE
    return (cell, Side.SOURCE), _ONE if side is Side.SOURCE else ratio


def _sum(cells: Iterable[Cell], unknowns: dict[Cell, tuple[object, Fraction]]) -> dict[object, Fraction]:
    return dict(unknowns[cell] for cell in cells)


def _known(weight: Fraction | None) -> Fraction:
    return weight if weight is not None else Fraction(0)
