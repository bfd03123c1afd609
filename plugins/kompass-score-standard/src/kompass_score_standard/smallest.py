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

from kompass_score_standard.tree import Figure, Item

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
    """Hold the figures of one item that could be in the first smallest set, in their order, each with its gain.

    Those are the figures that gain more than every earlier one: any other can be exchanged for an earlier
    one.
    """

    figures: tuple[Figure, ...]
    gains: tuple[int, ...]

    @classmethod
    def of(cls, item: Item, side: _Side, aside: AbstractSet[Figure]) -> "_Candidates":
        figures: list[Figure] = []
        gains: list[int] = []
        for figure in item.figures:
            gain = side.gain(item, figure)
            if gain > (gains[-1] if gains else 0) and figure not in aside:
                figures.append(figure)
                gains.append(gain)
        return cls(tuple(figures), tuple(gains))

    @property
    def best(self) -> int:
        """Return the greatest gain, 0 where there is none."""
        return self.gains[-1] if self.gains else 0


def smallest_set(item: Item, aside: AbstractSet[Figure]) -> tuple[Figure, ...]:
    """Return a smallest set of figures, none of them set ``aside``, that conflict between an item and its parts.

    Of several it is the one whose figures come first; it is empty where nothing conflicts.
    """
    found = [
        _Search.of(item, *sides, aside).first_set()
        for sides in ((_Side.LOW, _Side.HIGH), (_Side.HIGH, _Side.LOW))
    ]
    return min(
        (chosen for chosen in found if chosen),
        key=lambda chosen: (len(chosen), [figure.order for figure in chosen]),
        default=(),
    )


@final
@frozen(eq=False)
class _Search:
    """Look for the first smallest set that moves a side of an item and the other side of its parts past each other.

    What is ``given`` are gains of some items that count for nothing, by code; ``most`` is how many figures
    may be added.
    """

    item: Item
    candidates: dict[str, _Candidates]

    @classmethod
    def of(cls, item: Item, own: _Side, below: _Side, aside: AbstractSet[Figure]) -> "_Search":
        candidates = {
            one.code: _Candidates.of(one, below, aside) for part in item.parts for one in part.walk()
        }
        return cls(item, {**candidates, item.code: _Candidates.of(item, own, aside)})

    def first_set(self) -> tuple[Figure, ...]:
        """Return the first smallest set, empty where there is none."""
        given: dict[str, int] = {}
        left = self._needed(given) if self.candidates[self.item.code].figures else None
        if left is None:
            return ()
        chosen: list[Figure] = []
        begin = {code: 0 for code, known in self.candidates.items() if known.figures}
        for more in reversed(range(left)):
            # A figure belongs to the first smallest set if, with it given for nothing, one figure fewer is
            # enough. One that does not will not once others are given either.
            first: tuple[int, str, int] | None = None
            for code, start in begin.items():
                known = self.candidates[code]
                end = len(known.figures)
                if first is not None:
                    end = bisect_left(known.figures, first[0], start, key=lambda figure: figure.order)
                place = self._first_that_suffices(given, code, range(start, end), more)
                begin[code] = place
                if place < end:
                    first = (known.figures[place].order, code, place)
            if first is None:  # pragma: no cover - some figure is the set's, or more would have been needed
                raise AssertionError("a smallest set has no first figure")
            _, code, place = first
            chosen.append(self.candidates[code].figures[place])
            given[code] = self.candidates[code].gains[place]
            del begin[code]
        return tuple(chosen)

    def _first_that_suffices(self, given: dict[str, int], code: str, places: range, most: int) -> int:
        """Return the first of the places whose candidate, given for nothing, leaves ``most`` to be enough, else the end.

        The greater the gain the sooner it does, and later candidates gain more.
        """
        gains = self.candidates[code].gains

        def suffices(place: int) -> bool:
            return self._needed({**given, code: gains[place]}, most) is not None

        return places.start + bisect_left(places, True, key=suffices)

    def _needed(self, given: dict[str, int], most: int | None = None) -> int | None:
        """Return the fewest figures, beside what is given, that conflict; ``None`` if ``most`` do not."""
        own = given.get(self.item.code)
        cost = 1 if own is None else 0
        wanted = self.item.max - (self.candidates[self.item.code].best if own is None else own)
        if most is not None and most < cost:
            return None
        gains = self._of_parts(self.item, given, most if most is None else most - cost)
        return next((cost + count for count, gain in enumerate(gains) if gain > wanted), None)

    def _of_item(self, item: Item, given: dict[str, int], most: int | None) -> list[int]:
        """Return how far 0, 1, 2 … figures beside those given can move the side of an item's interval."""
        gains = self._of_parts(item, given, most) if item.parts else [0]
        free, paid = given.get(item.code, 0), self.candidates[item.code].best
        gains = [max(gain, free) for gain in gains]
        if paid > free and most != 0:
            gains = gains if len(gains) > 1 else [*gains, gains[0]]
            gains = [gains[0], *(max(gain, paid) for gain in gains[1:])]
        return gains

    def _of_parts(self, item: Item, given: dict[str, int], most: int | None) -> list[int]:
        best = [0]
        for part in item.parts:
            best = _together(best, self._of_item(part, given, most), most)
        return best


def _together(one: list[int], other: list[int], most: int | None) -> list[int]:
    """Return how far 0, 1, 2 … figures, at most ``most``, can move the sum of two."""
    if len(other) == 1:
        return [gain + other[0] for gain in one]
    count = len(one) + len(other) - 1
    together = [0] * (count if most is None else min(count, most + 1))
    for first, gain in enumerate(one):
        for second, more in enumerate(other[: len(together) - first]):
            together[first + second] = max(together[first + second], gain + more)
    return together
