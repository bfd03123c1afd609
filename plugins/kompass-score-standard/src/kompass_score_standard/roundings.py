"""Find sums whose printed points disagree though nothing contradicts: rounding explains it."""

from collections.abc import Sequence
from fractions import Fraction

from kompass_score_standard.tree import Figure, Figures, Item, Tree
from kompass_spec.model import Discrepancy, DiscrepancyKind

__all__ = ["find_roundings"]


def find_roundings(tree: Tree, points: Figures, aside: frozenset[Figure]) -> tuple[Discrepancy, ...]:
    """Return a discrepancy, in the edition's order, for every sum whose printed points are not all the same.

    An item and its parts may be printed several times, ``points`` has all of it; whichever of the figures are
    taken, they have to add up. Figures set ``aside`` do not count.
    """
    if aside:
        points = {code: [one for one in figures if one not in aside] for code, figures in points.items()}
    found = (
        _disagreeing(tree, item, own, points)
        for code, own in points.items()
        # What is printed once and is no sum has nothing to disagree with, as most has not.
        if own and ((item := tree.items[code]).summands or len(own) > 1)
    )
    return tuple(rounding for rounding in found if rounding is not None)


def _disagreeing(tree: Tree, item: Item, own: Sequence[Figure], points: Figures) -> Discrepancy | None:
    """Return the discrepancy of an item of which points are printed, if there is one."""
    below = [printed for part in item.summands if (printed := points.get(part.code))]
    if below and len(below) == len(item.summands):
        figures, added = _unequal(own, below)
        return _rounding(item, figures, tree.points(added)) if figures else None
    # An area is a sum also where nothing below it is known.
    if len(own) > 1 and (item.parts or item is tree.total or item in tree.total.parts):
        figures = _differing(own)
        return _rounding(item, figures, None) if figures else None
    return None


def _rounding(item: Item, figures: Sequence[Figure], expected: Fraction | None) -> Discrepancy:
    return Discrepancy(
        kind=DiscrepancyKind.ROUNDING,
        items=(item.code,),
        message="",
        figures=tuple(figure.printed for figure in figures),
        expected=expected,
    )


def _unequal(own: Sequence[Figure], below: Sequence[Sequence[Figure]]) -> tuple[Sequence[Figure], int]:
    """Return the first figures that do not add up, the item's and one of each part, and the sum of the parts.

    The first figure of each part counts; only where all of the item's add up with these, another one of a
    part does.
    """
    firsts = [part[0] for part in below]
    added = sum([figure.middle for figure in firsts])
    for figure in own:
        if figure.middle != added:
            return (figure, *firsts), added
    if own and any(len(part) > 1 for part in below):
        for index, part in enumerate(below):
            for other in _differing(part)[1:]:
                figures = (*firsts[:index], other, *firsts[index + 1 :])
                return (own[0], *figures), sum(figure.middle for figure in figures)
    return (), added


def _differing(own: Sequence[Figure]) -> Sequence[Figure]:
    """Return an item's first figure and the first that prints another value; nothing if all are the same."""
    return next(((own[0], other) for other in own if other.middle != own[0].middle), ())
