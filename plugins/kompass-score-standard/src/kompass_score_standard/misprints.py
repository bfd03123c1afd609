"""Find the single figures whose misprint alone would explain a conflict, and what they could have been."""

from collections.abc import Mapping
from fractions import Fraction
from math import ceil, floor

from kompass_score_standard.conflicts import Conflict
from kompass_score_standard.tree import Figure, Tree, bounds
from kompass_spec.model import Edition, Misprint, Quantity

__all__ = ["find_misprints"]

_HUNDRED = 100


def find_misprints(
    tree: Tree,
    conflict: Conflict,
    aside: frozenset[Figure],
    settled: Mapping[str, tuple[int, int]],
    edition: Edition,
) -> tuple[Misprint, ...]:
    """Return the figures of a conflict without which all others agree, and what they could have been.

    Every figure of the report counts except those that other conflicts have set ``aside``: a total or a
    percent can show which of two figures is the misprint. ``settled`` are the bounds without all that was set
    aside.
    """
    misprints = []
    for figure in conflict.smallest:
        # Where this figure alone was set aside, all was settled without it: impossible figures may be many,
        # and each would cost a pass over the tree.
        only = conflict.set_aside == (figure,)
        rest = settled if only else bounds(tree, aside.difference(conflict.set_aside) | {figure})
        if rest is None:
            continue
        # Its misprint alone explains the conflict if what is known of its item without it can be printed.
        low, high = rest[figure.printed.item]
        lowest, highest = _printable(figure, tree.points(low), tree.points(high), tree, edition)
        if lowest <= highest:
            misprints.append(Misprint(figure=figure.printed, lowest=lowest, highest=highest))
    return tuple(misprints)


def _printable(
    figure: Figure, low: Fraction, high: Fraction, tree: Tree, edition: Edition
) -> tuple[Fraction, Fraction]:
    """Return the least and the greatest value that a figure of this quantity and precision could print.

    The least is above the greatest where there is none.
    """
    if figure.printed.quantity is Quantity.LEVEL:
        return _levels(figure, low, high, tree, edition)
    if figure.printed.quantity is Quantity.PERCENT:
        per_point = _HUNDRED / tree.points(tree.items[figure.printed.item].max)
        low, high = low * per_point, high * per_point
    digit = figure.printed.precision
    half = Fraction(0) if figure.printed.is_exact else Fraction(1, 2)
    # A value prints as every multiple of the digit that is at most half a digit away.
    return ceil(low / digit - half) * digit, floor(high / digit + half) * digit


def _levels(
    figure: Figure, low: Fraction, high: Fraction, tree: Tree, edition: Edition
) -> tuple[Fraction, Fraction]:
    """Return the lowest and the highest level of the item that gives points from ``low`` to ``high``.

    Levels never give less than lower ones, so every level between the two that is known does too.
    """
    scale = edition.scale_of(figure.printed.item)
    maximum = tree.items[figure.printed.item].points
    possible = [
        level.value
        for level in (scale.levels if scale is not None else ())
        if (award := level.award(maximum)) is not None and low <= award <= high
    ]
    return (min(possible), max(possible)) if possible else (Fraction(1), Fraction(0))
