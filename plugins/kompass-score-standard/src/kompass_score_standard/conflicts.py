"""Find figures that no true values can print: what conflicts, and a smallest set that shows it.

Figures can only conflict in three ways: one alone lies outside of what its item can have, two of one item
have nothing in common, or one of an item lies beyond every sum of its parts.
"""

from collections.abc import Iterator
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


def find_conflicts(total: Item) -> tuple[Conflict, ...]:
    """Return the conflicts of the whole tree, those of parts before those of what they add up to.

    Every later conflict is one of figures that no earlier one has set aside.
    """
    found: list[Conflict] = []
    _climb(total, found, set())
    return tuple(found)


def _climb(item: Item, found: list[Conflict], aside: set[Figure]) -> tuple[int, int]:
    """Return the interval of the item by its own usable figures and its parts; collect conflicts on the way."""
    sum_low, sum_high = 0, item.max
    if item.parts:
        below = [_climb(part, found, aside) for part in item.parts]
        sum_low, sum_high = sum(low for low, _ in below), sum(high for _, high in below)
    figures = item.figures
    for one in _conflicts_of_one(item):
        found.append(one)
        aside.update(one.set_aside)
        figures = [figure for figure in figures if figure not in aside]
    low = max([0, *(figure.low for figure in figures)])
    high = min([item.max, *(figure.high for figure in figures)])
    if low <= sum_high and sum_low <= high:
        return max(low, sum_low), min(high, sum_high)
    found.append(Conflict(item, smallest_set(item, aside), tuple(figures)))
    aside.update(figures)
    return sum_low, sum_high


def _conflicts_of_one(item: Item) -> Iterator[Conflict]:
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
        first, *others = apart
        other = next(one for one in others if first.high < one.low or one.high < first.low)
        yield Conflict(item, (first, other), apart)
