"""Find sums whose printed points disagree though nothing contradicts: rounding explains it."""

from collections.abc import Sequence
from fractions import Fraction

from kompass_score_standard.tree import Figure, Item, Tree
from kompass_spec.model import Discrepancy, DiscrepancyKind, Quantity

__all__ = ["find_roundings"]


def find_roundings(tree: Tree, aside: frozenset[Figure]) -> tuple[Discrepancy, ...]:
    """Return a discrepancy, in the edition's order, for every sum whose printed points are not all the same.

    An item and its parts may be printed several times; whichever of the figures are taken, they have to add
    up. Figures set ``aside`` do not count.
    """
    printed = {code: _points(item, aside) for code, item in tree.items.items()}
    # An area is a sum also where nothing below it is known.
    sums = {tree.total, *tree.total.parts, *(item for item in tree.items.values() if item.parts)}
    roundings = []
    for item in tree.items.values():
        below = [printed[part.code] for part in item.summands]
        expected: Fraction | None = None
        figures: Sequence[Figure] = ()
        if below and all(below):
            figures, added = _unequal(printed[item.code], below)
            expected = tree.points(added)
        elif item in sums:
            figures = _differing(printed[item.code])
        if figures:
            roundings.append(_rounding(item, figures, expected))
    return tuple(roundings)


def _rounding(item: Item, figures: Sequence[Figure], expected: Fraction | None) -> Discrepancy:
    return Discrepancy(
        kind=DiscrepancyKind.ROUNDING,
        items=(item.code,),
        message="",
        figures=tuple(figure.printed for figure in figures),
        expected=expected,
    )


def _points(item: Item, aside: frozenset[Figure]) -> list[Figure]:
    return [
        figure
        for figure in item.figures
        if figure.printed.quantity is Quantity.POINTS and figure not in aside
    ]


def _unequal(own: Sequence[Figure], below: Sequence[Sequence[Figure]]) -> tuple[Sequence[Figure], int]:
    """Return the first figures that do not add up, the item's and one of each part, and the sum of the parts.

    The first figure of each part counts; only where all of the item's add up with these, another one of a
    part does.
    """
    firsts = [part[0] for part in below]
    added = sum(figure.middle for figure in firsts)
    for figure in own:
        if figure.middle != added:
            return (figure, *firsts), added
    if own:
        for index, part in enumerate(below):
            for other in _differing(part)[1:]:
                figures = (*firsts[:index], other, *firsts[index + 1 :])
                return (own[0], *figures), sum(figure.middle for figure in figures)
    return (), added


def _differing(own: Sequence[Figure]) -> Sequence[Figure]:
    """Return an item's first figure and the first that prints another value; nothing if all are the same."""
    return next(((own[0], other) for other in own if other.middle != own[0].middle), ())
