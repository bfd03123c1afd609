"""Find a smallest set of figures that shows that an item and its parts conflict; of several the first.

One figure of the item says that it is above (or below) a limit, and the fewest figures of the parts say that
their sum stays on the other side. How far a figure moves a side of its item's interval, the low one up from 0
or the high one down from the maximum, is its gain.
"""

from bisect import bisect_left
from collections.abc import Set as AbstractSet
from enum import Enum
from typing import final

from attrs import frozen

from kompass_score_standard.tree import Figure, Figures, Item

__all__ = ["smallest_set"]


@final
class _Side(Enum):
    """Name a side of an interval."""

    LOW = "low"
    HIGH = "high"

    def gain(self, item: Item, figure: Figure) -> int:
        """Return how far a figure moves this side of the item's interval, in units."""
        return figure.low if self is _Side.LOW else item.max - figure.high


@final
@frozen(eq=False)
class _Candidates:
    """Hold the figures of one item that could be in the first smallest set, in order, each with its gain.

    Those are the figures that gain more than all earlier ones: any other can be exchanged for an earlier
    figure.
    """

    figures: tuple[Figure, ...]
    gains: tuple[int, ...]

    @classmethod
    def of(cls, item: Item, side: _Side, printed: Figures, aside: AbstractSet[Figure]) -> "_Candidates":
        figures: list[Figure] = []
        gains: list[int] = []
        for figure in printed.get(item.code, ()):
            gain = side.gain(item, figure)
            if gain > (gains[-1] if gains else 0) and figure not in aside:
                figures.append(figure)
                gains.append(gain)
        return cls(tuple(figures), tuple(gains))

    @property
    def best(self) -> int:
        """Return the greatest gain, 0 where there is none."""
        return self.gains[-1] if self.gains else 0


def smallest_set(item: Item, printed: Figures, aside: AbstractSet[Figure]) -> tuple[Figure, ...]:
    """Return a smallest set of figures, none set ``aside``, that conflict between an item and its parts.

    Of several it is the one whose figures come first; it is empty where nothing conflicts.
    """
    # Either the item is printed above every sum of its parts, or below every one.
    above = () if item.is_rest else _Search.of(item, _Side.LOW, _Side.HIGH, printed, aside).first_set()
    below = _Search.of(item, _Side.HIGH, _Side.LOW, printed, aside).first_set()
    return min(
        (chosen for chosen in (above, below) if chosen),
        key=lambda chosen: (len(chosen), [figure.order for figure in chosen]),
        default=(),
    )


@final
@frozen(eq=False)
class _Search:
    """Look for the first smallest set that moves a side of an item past the other side of its parts' sum.

    What is ``given`` are gains of some items that count for nothing, by code; ``most`` is how many figures
    may be added.
    """

    item: Item
    below: _Side
    candidates: dict[str, _Candidates]

    @classmethod
    def of(
        cls, item: Item, own: _Side, below: _Side, printed: Figures, aside: AbstractSet[Figure]
    ) -> "_Search":
        candidates = {}
        for part in item.parts:
            for inner in part.walk():
                candidates[inner.code] = _Candidates.of(inner, below, printed, aside)
        candidates[item.code] = _Candidates.of(item, own, printed, aside)
        return cls(item, below, candidates)

    def first_set(self) -> tuple[Figure, ...]:
        """Return the first smallest set, empty where there is none."""
        # A rest has no figures, and its parts alone can have more than there is.
        given: dict[str, int] = {self.item.code: 0} if self.item.is_rest else {}
        is_asked = self.item.is_rest or self.candidates[self.item.code].figures
        needed = self._needed(given) if is_asked else None
        if needed is None:
            return ()
        chosen: list[Figure] = []
        starts = {code: 0 for code, candidates in self.candidates.items() if candidates.figures}
        # The set is found figure by figure, the first one first. A figure belongs to the first smallest set
        # if, with it given for nothing, one figure fewer is enough.
        for most in reversed(range(needed)):
            code, index = self._first(given, starts, most)
            candidates = self.candidates[code]
            chosen.append(candidates.figures[index])
            given[code] = candidates.gains[index]
            # Two figures of one item are no better than that with the greater gain, so it has only one.
            del starts[code]
        return tuple(chosen)

    def _first(self, given: dict[str, int], starts: dict[str, int], most: int) -> tuple[str, int]:
        """Return the first figure, by its item and index, that leaves ``most`` others to be enough.

        Move the start of every item past the candidates that do not. They will not once others are given
        either.
        """
        first: tuple[str, int] | None = None
        order = 0
        for code, start in starts.items():
            figures = self.candidates[code].figures
            end = len(figures)
            if first is not None:
                # Only what comes before the first one so far can still be the first.
                end = bisect_left(figures, order, start, key=lambda figure: figure.order)
            index = self._first_that_suffices(given, code, range(start, end), most)
            starts[code] = index
            if index < end:
                first, order = (code, index), figures[index].order
        if first is None:  # pragma: no cover - some figure is the set's, or more would have been needed
            raise AssertionError("a smallest set has no first figure")
        return first

    def _first_that_suffices(self, given: dict[str, int], code: str, indices: range, most: int) -> int:
        """Return the first index whose figure, given for nothing, leaves ``most`` to be enough, else the end.

        The greater the gain the sooner it does, and later candidates gain more, so halving finds it.
        """
        gains = self.candidates[code].gains

        def suffices(index: int) -> bool:
            return self._needed({**given, code: gains[index]}, most) is not None

        return indices.start + bisect_left(indices, True, key=suffices)

    def _needed(self, given: dict[str, int], most: int | None = None) -> int | None:
        """Return the fewest figures, beside what is given, that conflict; ``None`` if ``most`` do not."""
        own = given.get(self.item.code)
        cost = 1 if own is None else 0
        # The maxima of the parts add up to that of the item. So its side and that of their sum pass each
        # other exactly if the gains of both are together more than the maximum.
        wanted = self.item.max - (self.candidates[self.item.code].best if own is None else own)
        if most is not None and most < cost:
            return None
        gains = self._of_parts(self.item, given, most if most is None else most - cost)
        return next((cost + count for count, gain in enumerate(gains) if gain > wanted), None)

    def _of_item(self, item: Item, given: dict[str, int], most: int | None) -> list[int]:
        """Return how far 0, 1, 2 … figures beside those given can move the side of an item's interval."""
        gains = self._of_parts(item, given, most) if item.parts else [0]
        if self.below is _Side.HIGH and item.is_rest:
            # Its parts can each have all of it, so they have to lose that before it loses anything.
            gains = [max(0, gain - item.excess) for gain in gains]
        # The side lies where the figure or the sum of the parts that moves it farthest puts it: gains of one
        # item do not add up, the greatest counts. So one figure of its own is enough, that which gains most.
        free, paid = given.get(item.code, 0), self.candidates[item.code].best
        gains = [max(gain, free) for gain in gains]
        if paid > free and most != 0:
            gains = gains if len(gains) > 1 else [*gains, gains[0]]
            gains = [gains[0], *(max(gain, paid) for gain in gains[1:])]
        return gains

    def _of_parts(self, item: Item, given: dict[str, int], most: int | None) -> list[int]:
        """Return how far 0, 1, 2 … figures beside those given can move the sum of an item's parts."""
        # Parts have no figures in common, so what is best for each is best for the sum, and they are added
        # one after the other.
        best = [0]
        for part in item.parts:
            best = _together(best, self._of_item(part, given, most), most)
        return best


def _together(sums: list[int], gains: list[int], most: int | None) -> list[int]:
    """Return how far 0, 1, 2 … figures, at most ``most``, can move a sum and one part more."""
    if len(gains) == 1:
        return [moved + gains[0] for moved in sums]
    # Of all ways to share out the figures between the sum and the part, the best one counts.
    count = len(sums) + len(gains) - 1
    together = [0] * (count if most is None else min(count, most + 1))
    for number, moved in enumerate(sums):
        for further, gain in enumerate(gains[: len(together) - number]):
            together[number + further] = max(together[number + further], moved + gain)
    return together
