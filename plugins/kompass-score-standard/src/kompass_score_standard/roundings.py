"""Find sums whose printed points disagree though nothing contradicts: rounding explains it."""

from collections.abc import Sequence

from kompass_score_standard.tree import Figure, Item, Tree
from kompass_spec.model import Discrepancy, DiscrepancyKind, Quantity

__all__ = ["find_roundings"]


def find_roundings(tree: Tree, aside: frozenset[Figure]) -> tuple[Discrepancy, ...]:
    """Return a discrepancy for every sum whose printed points are not one and the same value, in the edition's order.

    An item and its parts may be printed several times; whichever of the figures are taken, they have to add
    up. Figures set ``aside`` do not count.
    """
    printed = {code: _points(item, aside) for code, item in tree.items.items()}
    # An area is a sum also where nothing below it is known.
    sums = {tree.total, *tree.total.parts, *(item for item in tree.items.values() if item.parts)}
    found = []
    for item in tree.items.values():
        below = [printed[part.code] for part in item.parts]
        if below and all(below):
            figures, added = _unequal(printed[item.code], below)
            expected = tree.points(added)
        else:
            figures, expected = _differing(printed[item.code]) if item in sums else (), None
        if figures:
            named = tuple(figure.printed for figure in figures)
            found.append(
                Discrepancy(
                    kind=DiscrepancyKind.ROUNDING,
                    items=(item.code,),
                    message="",
                    figures=named,
                    expected=expected,
                )
            )
    return tuple(found)


def _points(item: Item, aside: frozenset[Figure]) -> list[Figure]:
    return [
        figure
        for figure in item.figures
        if figure.printed.quantity is Quantity.POINTS and figure not in aside
    ]


def _unequal(own: Sequence[Figure], below: Sequence[Sequence[Figure]]) -> tuple[Sequence[Figure], int]:
    """Return the first figures that do not add up, the item's and one of every part, and the sum of the parts.

    The first figure of each part counts; only where all of the item's add up with these, another one of a
    part does.
    """
    firsts = [part[0] for part in below]
    added = sum(figure.middle for figure in firsts)
    for figure in own:
        if figure.middle != added:
            return (figure, *firsts), added
    for place, part in enumerate(below):
        for other in part if own else ():
            if other.middle != firsts[place].middle:
                figures = (*firsts[:place], other, *firsts[place + 1 :])
                return (own[0], *figures), sum(figure.middle for figure in figures)
    return (), added


def _differing(own: Sequence[Figure]) -> Sequence[Figure]:
    """Return the first figure of an item and the first that prints another value, none where there is no such one."""
    return next(((own[0], other) for other in own if other.middle != own[0].middle), ())
