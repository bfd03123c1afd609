"""Choose, of sets that may have content in common, those that have none: the heaviest such choice.

Links of an item and of one of its ancestors share their common parts and never count together; which of them
should count depends on what is asked, so every question makes its own choice.
"""

from collections.abc import Sequence
from fractions import Fraction
from typing import final

from attrs import frozen

__all__ = ["Choice", "DisjointSets"]

_CROSSING = 24
"""Of sets that cross others this many count; sets that only lie within each other need no search, and all count."""

_Plan = tuple["_Branch", ...]


@final
@frozen
class Choice:
    """Hold the places of sets without common content, and their weight together."""

    places: tuple[int, ...]
    weight: Fraction


@final
@frozen
class _Branch:
    """Decide one set: what can be chosen beside it if it is taken, and what if it is left; ``None`` where it cannot be."""

    place: int
    taken: _Plan | None
    left: _Plan | None


@final
@frozen(eq=False)
class DisjointSets:
    """Hold in which ways sets can be chosen without common content, and in which of them nothing is left out.

    >>> area, first, second = {"1.1", "1.2"}, {"1.1"}, {"1.2"}
    >>> sets = DisjointSets.of([area, first, second])
    >>> sets.heaviest([Fraction(1, 2), Fraction(1, 3), Fraction(1, 3)])
    Choice(places=(1, 2), weight=Fraction(2, 3))
    >>> sets.heaviest([Fraction(1, 2), Fraction(2, 3), None], whole=True)
    Choice(places=(0,), weight=Fraction(1, 2))
    """

    _any: _Plan
    _whole: _Plan | None

    @classmethod
    def of(cls, sets: Sequence[set[str] | frozenset[str]]) -> "DisjointSets":
        """Return the ways to choose among ``sets``, which are named by their places."""
        frozen_sets = [frozenset(one) for one in sets]
        if len(frozen_sets) == 1:
            alone: _Plan = (_Branch(0, (), None),)
            return cls((_Branch(0, (), ()),), alone)
        places = _counting(frozen_sets)
        free = _Planner(frozen_sets, whole=False).plan(places)
        return cls(free or (), _Planner(frozen_sets, whole=True).plan(places))

    def heaviest(self, weights: Sequence[Fraction | None], *, whole: bool = False) -> Choice | None:
        """Return the choice that weighs most; a set without a weight cannot be chosen.

        ``whole`` asks for a choice with all the content of all sets. Return ``None`` where there is no such
        choice.
        """
        plan = self._whole if whole else self._any
        return None if plan is None else _heaviest(plan, weights)


def _counting(sets: Sequence[frozenset[str]]) -> frozenset[int]:
    """Return the places of the sets that count: all, but of those that cross others only the smallest."""
    crossing = [
        place
        for place, one in enumerate(sets)
        if any(one & other and not (one <= other or other <= one) for other in sets)
    ]
    crossing.sort(key=lambda place: (len(sets[place]), sorted(sets[place]), place))
    return frozenset(range(len(sets))) - frozenset(crossing[_CROSSING:])


@final
class _Planner:
    """Lay out the ways to choose: a set that meets many others is decided first, and falls apart what is left."""

    def __init__(self, sets: Sequence[frozenset[str]], *, whole: bool) -> None:
        self.sets = sets
        self.whole = whole
        self.known: dict[frozenset[int], _Plan | None] = {}

    def plan(self, places: frozenset[int]) -> _Plan | None:
        """Return how to choose among the sets at ``places``."""
        if places not in self.known:
            branches = [self._branch(part) for part in self._apart(places)]
            found = [branch for branch in branches if branch is not None]
            self.known[places] = tuple(found) if len(found) == len(branches) else None
        return self.known[places]

    def _branch(self, places: frozenset[int]) -> _Branch | None:
        sets = self.sets
        meets = {place: sum(not sets[place].isdisjoint(sets[one]) for one in places) for place in places}
        place = min(places, key=lambda one: (-meets[one], -len(sets[one]), one))
        beside = frozenset(one for one in places if sets[place].isdisjoint(sets[one]))
        content = self._content(places)
        taken = left = None
        if not self.whole or self._content(beside) | sets[place] == content:
            taken = self.plan(beside)
        if not self.whole or self._content(places - {place}) == content:
            left = self.plan(places - {place})
        return None if taken is None and left is None else _Branch(place, taken, left)

    def _content(self, places: frozenset[int]) -> frozenset[str]:
        return frozenset().union(*(self.sets[place] for place in places))

    def _apart(self, places: frozenset[int]) -> list[frozenset[int]]:
        """Return the parts of the sets between which nothing is in common."""
        parts: list[tuple[set[int], set[str]]] = []
        for place in sorted(places):
            joined, content = {place}, set(self.sets[place])
            apart = []
            for part in parts:
                if part[1].isdisjoint(self.sets[place]):
                    apart.append(part)
                else:
                    joined |= part[0]
                    content |= part[1]
            parts = [*apart, (joined, content)]
        return [frozenset(part) for part, _ in parts]


def _heaviest(plan: _Plan, weights: Sequence[Fraction | None]) -> Choice | None:
    places: tuple[int, ...] = ()
    total = Fraction(0)
    for branch in plan:
        best = None if branch.left is None else _heaviest(branch.left, weights)
        weight = weights[branch.place]
        if branch.taken is not None and weight is not None:
            beside = _heaviest(branch.taken, weights)
            if beside is not None and (best is None or weight + beside.weight > best.weight):
                best = Choice((branch.place, *beside.places), weight + beside.weight)
        if best is None:
            return None
        places += best.places
        total += best.weight
    return Choice(tuple(sorted(places)), total)
