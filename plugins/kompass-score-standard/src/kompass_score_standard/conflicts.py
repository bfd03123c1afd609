"""Find figures that no true values can print: what conflicts, and a smallest set that shows it.

Figures can only conflict in three ways: one alone lies outside of what its item can have, two of one item have
nothing in common, or one of an item lies beyond every sum of its parts.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations
from typing import final

from attrs import frozen

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
    found.append(Conflict(item, _smallest(item, figures, aside), tuple(figures)))
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
    pairs = [pair for pair in combinations(possible, 2) if _apart(*pair)]
    if pairs:
        aside = {figure for pair in pairs for figure in pair}
        yield Conflict(item, min(pairs, key=_places), tuple(figure for figure in possible if figure in aside))


def _apart(one: Figure, other: Figure) -> bool:
    return one.high < other.low or other.high < one.low


def _places(figures: Iterable[Figure]) -> list[int]:
    return [figure.order for figure in figures]


def _smallest(item: Item, figures: Sequence[Figure], aside: set[Figure]) -> tuple[Figure, ...]:
    """Return a smallest set of usable figures that conflict between an item and its parts; ties go by line.

    One figure of the item says that it is above (or below) a limit, and the fewest figures of the parts say that
    their sum stays on the other side.
    """
    best: tuple[Figure, ...] = ()
    for figure in figures:
        for side, wanted in (("high", item.max - figure.low), ("low", figure.high)):
            below = _fewest(item, side, wanted, aside)
            if below is None:
                continue
            chosen = tuple(sorted((figure, *below), key=lambda one: one.order))
            if not best or (len(chosen), _places(chosen)) < (len(best), _places(best)):
                best = chosen
    return best


def _fewest(item: Item, side: str, wanted: int, aside: set[Figure]) -> tuple[Figure, ...] | None:
    """Return the fewest figures of the parts that take more than ``wanted`` from the sum's ``side``, the first by line.

    Return ``None`` where all of them together do not.
    """
    usable = [figure for part in item.parts for one in part.walk() for figure in one.figures]
    usable = sorted((figure for figure in usable if figure not in aside), key=lambda one: one.order)
    free: set[Figure] = set()

    def needed() -> int | None:
        gains = _sum_of_gains(item, side, free, aside)
        return next((count for count, gain in enumerate(gains) if gain > wanted), None)

    left = needed()
    if left is None:
        return None
    for figure in usable:
        if left == 0:
            break
        # A figure belongs to the first smallest set if, with it given for nothing, one figure fewer is enough.
        free.add(figure)
        now = needed()
        if now is not None and now < left:
            left = now
        else:
            free.discard(figure)
    return tuple(sorted(free, key=lambda one: one.order))


def _gains(item: Item, side: str, free: set[Figure], aside: set[Figure]) -> list[int]:
    """Return how far 0, 1, 2 … figures, and the free ones for nothing, can move one side of an item's interval.

    The high side moves down from the maximum, the low side up from 0.
    """
    given = paid = 0
    for figure in item.figures:
        if figure in aside:
            continue
        gain = figure.low if side == "low" else item.max - figure.high
        if figure in free:
            given = max(given, gain)
        else:
            paid = max(paid, gain)
    gains = _sum_of_gains(item, side, free, aside) if item.parts else [0]
    gains = [max(gain, given) for gain in gains]
    if paid > given:
        gains = gains if len(gains) > 1 else [*gains, gains[0]]
        gains = [gains[0], *(max(gain, paid) for gain in gains[1:])]
    return gains


def _sum_of_gains(item: Item, side: str, free: set[Figure], aside: set[Figure]) -> list[int]:
    best = [0]
    for part in item.parts:
        gains = _gains(part, side, free, aside)
        if len(gains) == 1:
            best = [gain + gains[0] for gain in best]
            continue
        count = len(best) + len(gains) - 1
        together = [0] * count
        for first, one in enumerate(best):
            for second, other in enumerate(gains):
                together[first + second] = max(together[first + second], one + other)
        best = together
    return best
