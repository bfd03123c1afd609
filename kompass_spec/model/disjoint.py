"""Choose, of sets that may have content in common, those that have none: the heaviest such choice.

Links of an item and of one of its ancestors share their common parts and never count together; which of them
should count depends on what is asked, so every question makes its own choice.
"""

from collections import Counter
from collections.abc import Sequence
from fractions import Fraction
from functools import cached_property
from itertools import chain
from typing import final

from attrs import frozen

from kompass_spec.model.problems import InputError, Problem

__all__ = ["DisjointChoice", "DisjointSets"]

_CROSSING = 24
"""Of sets that cross others, this many count. Sets that lie within each other need no search: all count."""

_MOST_SHARING = 100
"""So many sets may have the same content in common; they are decided one after the other."""

_Plan = tuple["_Branch", ...]


@final
@frozen
class DisjointChoice:
    """Hold the indices of sets without common content in ``indices``, and their weight together."""

    indices: tuple[int, ...]
    weight: Fraction | int


@final
@frozen
class _Branch:
    """Decide one set: what can be chosen with it if it is taken, and what if it is left.

    ``taken`` or ``left`` is ``None`` where the set cannot be.
    """

    index: int
    taken: _Plan | None
    left: _Plan | None


@final
@frozen(eq=False)
class DisjointSets:
    """Hold in which ways sets can be chosen without common content, and in which of them nothing is left out.

    >>> area, first, second = {"1.1", "1.2"}, {"1.1"}, {"1.2"}
    >>> sets = DisjointSets.of([area, first, second])
    >>> sets.heaviest([Fraction(1, 2), Fraction(1, 3), Fraction(1, 3)])
    DisjointChoice(indices=(1, 2), weight=Fraction(2, 3))
    >>> sets.heaviest([Fraction(1, 2), Fraction(2, 3), None], whole=True)
    DisjointChoice(indices=(0,), weight=Fraction(1, 2))
    """

    _contents: tuple[frozenset[str], ...]

    @classmethod
    def of(cls, sets: Sequence[set[str] | frozenset[str]]) -> "DisjointSets":
        """Return the ways to choose among ``sets``, which are named by their indices.

        Raise ``InputError`` where too many of them have the same content in common.
        """
        contents = tuple(map(frozenset, sets))
        ways = cls(contents)
        if not ways._are_apart and any(
            count > _MOST_SHARING for count in Counter(chain.from_iterable(contents)).values()
        ):
            raise InputError([_too_many()])
        return ways

    def heaviest(
        self, weights: Sequence[Fraction | int | None], *, whole: bool = False
    ) -> DisjointChoice | None:
        """Return the choice that weighs most; a set without a weight cannot be chosen.

        ``whole`` asks for a choice with all the content of all sets. Return ``None`` where there is no such
        choice.
        """
        plan = self._whole if whole else self._any
        return None if plan is None else _heaviest(plan, weights)

    @cached_property
    def _are_apart(self) -> bool:
        """Tell whether nothing is in common, as of most links, and something in every set."""
        contents = self._contents
        return all(contents) and len(frozenset().union(*contents)) == sum(map(len, contents))

    # The same sets are asked about with many weights, so the ways are laid out once, without weights, and
    # when they are first asked for: hardly anybody asks for both.
    @cached_property
    def _any(self) -> _Plan:
        if self._are_apart:
            return tuple(_Branch(index, (), ()) for index in range(len(self._contents)))
        return _Planner(self._contents, whole=False).plan(self._counting) or ()

    @cached_property
    def _whole(self) -> _Plan | None:
        if self._are_apart:
            # With all their content all are taken.
            return tuple(_Branch(index, (), None) for index in range(len(self._contents)))
        return _Planner(self._contents, whole=True).plan(self._counting)

    @cached_property
    def _counting(self) -> frozenset[int]:
        return _counting(self._contents)


def _counting(contents: Sequence[frozenset[str]]) -> frozenset[int]:
    """Return the indices of the sets that count: all, but of those that cross others only the smallest.

    To leave a set out proves less and nothing false, and small sets stand in the way of fewer others.
    """
    crossing = [
        index
        for index, content in enumerate(contents)
        if any(content & other and not (content <= other or other <= content) for other in contents)
    ]
    crossing.sort(key=lambda index: (len(contents[index]), sorted(contents[index]), index))
    return frozenset(range(len(contents))) - frozenset(crossing[_CROSSING:])


@final
class _Planner:
    """Lay out the ways to choose among sets, once for every part of them that is left to decide."""

    def __init__(self, contents: Sequence[frozenset[str]], *, whole: bool) -> None:
        self.contents = contents
        self.whole = whole
        self.plans: dict[frozenset[int], _Plan | None] = {}

    def plan(self, indices: frozenset[int]) -> _Plan | None:
        """Return how to choose among the sets with these indices, ``None`` where nothing fits."""
        if indices not in self.plans:
            # Parts that have nothing in common are decided each by itself, which makes the search short.
            branches = [self._branch(part) for part in self._connected_parts(indices)]
            possible = [branch for branch in branches if branch is not None]
            self.plans[indices] = tuple(possible) if len(possible) == len(branches) else None
        return self.plans[indices]

    def _branch(self, indices: frozenset[int]) -> _Branch | None:
        """Decide one of sets that hang together, and plan what remains if it is taken, and if it is left."""
        index = self._most_overlapping(indices)
        chosen = self.contents[index]
        # If it is taken, all sets that it has content in common with are out; if it is left, only itself is.
        others = indices - {index}
        compatible = frozenset(other for other in others if chosen.isdisjoint(self.contents[other]))
        content = self._content(indices)
        taken = left = None
        # Where nothing may be left out, a way is followed only while the sets that remain have all of it.
        if not self.whole or self._content(compatible) | chosen == content:
            taken = self.plan(compatible)
        if not self.whole or self._content(others) == content:
            left = self.plan(others)
        return None if taken is None and left is None else _Branch(index, taken, left)

    def _most_overlapping(self, indices: frozenset[int]) -> int:
        """Return the set that meets most others: once it is decided, the rest falls apart soonest."""

        def rank(index: int) -> tuple[int, int, int]:
            content = self.contents[index]
            meets = sum(not content.isdisjoint(self.contents[other]) for other in indices)
            return -meets, -len(content), index

        return min(indices, key=rank)

    def _content(self, indices: frozenset[int]) -> frozenset[str]:
        return frozenset().union(*(self.contents[index] for index in indices))

    def _connected_parts(self, indices: frozenset[int]) -> list[frozenset[int]]:
        """Return the parts of the sets between which nothing is in common."""
        parts: list[tuple[set[int], set[str]]] = []
        for index in sorted(indices):
            joined, content = {index}, set(self.contents[index])
            apart = []
            # A set joins all parts that it meets into one, and leaves the others as they are.
            for part in parts:
                if part[1].isdisjoint(self.contents[index]):
                    apart.append(part)
                else:
                    joined |= part[0]
                    content |= part[1]
            parts = [*apart, (joined, content)]
        return [frozenset(part) for part, _ in parts]


def _too_many() -> Problem:
    sentence = (
        f"More than {_MOST_SHARING} links of one item name content that they have in common, and which of"
        " them count cannot be found out. Merge them, or take out those that say nothing of their own."
    )
    return Problem("too-many-links", sentence)


def _heaviest(plan: _Plan, weights: Sequence[Fraction | int | None]) -> DisjointChoice | None:
    """Return the heaviest choice that a plan allows, ``None`` where it asks for a set without a weight."""
    indices: tuple[int, ...] = ()
    total: Fraction | int = 0
    # The parts of a plan have nothing in common, so the heaviest of each together are the heaviest of all.
    for branch in plan:
        best = None if branch.left is None else _heaviest(branch.left, weights)
        weight = weights[branch.index]
        if branch.taken is not None and weight is not None:
            compatible = _heaviest(branch.taken, weights)
            # Of two that weigh the same, the one that leaves the set stands.
            if compatible is not None and (best is None or weight + compatible.weight > best.weight):
                best = DisjointChoice((branch.index, *compatible.indices), weight + compatible.weight)
        if best is None:
            return None
        indices += best.indices
        total += best.weight
    return DisjointChoice(tuple(sorted(indices)), total)
