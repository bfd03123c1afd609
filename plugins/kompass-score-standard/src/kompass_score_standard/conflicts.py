"""Find figures that no true values can print: what conflicts, and a smallest set that shows it.

Figures can only conflict in three ways: one alone lies outside of what its item can have, two of one item
have nothing in common, or one of an item lies beyond every sum of its parts.
"""

from collections.abc import Iterable, Iterator
from typing import final

from attrs import frozen

from kompass_score_standard.smallest import smallest_set
from kompass_score_standard.tree import Figure, Item

__all__ = ["Conflict", "find_conflicts"]


@final
@frozen(eq=False)
class Conflict:
    """Hold a smallest set of figures that cannot all be true, and the figures set aside because of it."""

    item: Item
    smallest: tuple[Figure, ...]
    set_aside: tuple[Figure, ...]


def find_conflicts(total: Item, upwards: dict[str, tuple[int, int]] | None = None) -> tuple[Conflict, ...]:
    """Return the conflicts of the whole tree, those of parts before those of what they add up to.

    Every later conflict is one of figures that no earlier one has set aside. Where nothing conflicts, the
    intervals of the items by their figures and their parts are in ``upwards`` afterwards.
    """
    conflicts: list[Conflict] = []
    _climb(total, conflicts, set(), upwards if upwards is not None else {})
    return tuple(conflicts)


def _climb(
    item: Item, conflicts: list[Conflict], aside: set[Figure], upwards: dict[str, tuple[int, int]]
) -> tuple[int, int]:
    """Return the item's interval by its usable figures and its parts, and collect conflicts on the way."""
    sum_low, sum_high = 0, 0 if item.parts else item.max
    # The parts first: what conflicts below is set aside there, and is not blamed on the item again.
    for part in item.parts:
        part_low, part_high = _climb(part, conflicts, aside, upwards)
        sum_low += part_low
        sum_high += part_high
    figures = item.figures
    low, high = _in_common(item, figures)
    if low > high:
        for conflict in _own_conflicts(item):
            conflicts.append(conflict)
            aside.update(conflict.set_aside)
        figures = [figure for figure in figures if figure not in aside]
        low, high = _in_common(item, figures)
    if low <= sum_high and sum_low <= high:
        upwards[item.code] = max(low, sum_low), min(high, sum_high)
        return upwards[item.code]
    if item.is_rest:
        # Nothing is printed of the rest itself: its parts have more together than is left for them.
        lost = sorted((figure for part in item.parts for figure in part.figures), key=lambda one: one.order)
        usable = tuple(figure for figure in lost if figure not in aside)
        conflicts.append(Conflict(item, smallest_set(item, aside), usable))
        aside.update(usable)
        return 0, item.max
    # The item's figures agree with each other, and so do those of its parts: only the two together conflict.
    # The item's are set aside, and its parts stand.
    conflicts.append(Conflict(item, smallest_set(item, aside), tuple(figures)))
    aside.update(figures)
    return sum_low, sum_high


def _in_common(item: Item, figures: Iterable[Figure]) -> tuple[int, int]:
    """Return the ends of what an item can have by figures of it; of nothing, the low one is higher."""
    low, high = 0, item.max
    for figure in figures:
        # Asked of every figure: to call what finds the greater of two takes longer than to compare them.
        if figure.low > low:  # noqa: PLR1730 - see above
            low = figure.low
        if figure.high < high:  # noqa: PLR1730 - see above
            high = figure.high
    return low, high


def _own_conflicts(item: Item) -> Iterator[Conflict]:
    """Find what conflicts among the figures of one item and its maximum, whatever its parts say."""
    possible = []
    for figure in item.figures:
        if figure.high < 0 or figure.low > item.max:
            yield Conflict(item, (figure,), (figure,))
        else:
            possible.append(figure)
    # A figure is apart from another one exactly if it ends below the highest beginning, or begins above the
    # lowest end.
    highest = max((figure.low for figure in possible), default=0)
    lowest = min((figure.high for figure in possible), default=item.max)
    apart = tuple(figure for figure in possible if figure.high < highest or figure.low > lowest)
    if apart:
        # Intervals that meet in pairs have a point in common, so two figures are enough to show a conflict.
        first, *others = apart
        other = next(figure for figure in others if first.high < figure.low or figure.high < first.low)
        yield Conflict(item, (first, other), apart)
