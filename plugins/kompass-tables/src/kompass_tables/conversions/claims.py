"""What the links to one union of target items claim together, in columns."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from fractions import Fraction
from itertools import count
from typing import Literal, final

from attrs import define, frozen

from kompass_convert_mapping.groups import Group
from kompass_spec.model import Link, Relation
from kompass_spec.model.mapping_rules import share_of
from kompass_tables.conversions.exact import Arithmetic, Exact, NotCoveredError, number
from kompass_tables.expressions import Relation as Compared

__all__ = ["Claim", "Claiming", "disjoint_choices"]

Number = int | Fraction
Span = tuple[Exact, Exact]
_Carried = tuple[Number, Number, Span]
"""The share of the target that a link has at least and at most, and the ends of that of the common part."""

_MOST_CHOICES = 32
"""So many ways to choose sets without common content are computed of every row."""

_MOST_STEPS = 4096


@final
@frozen(eq=False)
class Claim:
    """Hold the ends in units of a union of target items, which ``is_anything`` where links say no more."""

    target: tuple[str, ...]
    maximum: Number
    ends: Span
    is_exact: bool = False
    is_anything: bool = False


@final
@frozen(eq=False)
class _Part:
    """Hold how much of the target a link takes, and what this part is worth, as shares."""

    least: Number
    most: Number
    worth: Exact


@final
@define(eq=False)
class Claiming:
    """Say what groups claim, by the ``span`` of shares of a union of source items and the ``least`` points.

    ``least`` are those of lowest items at a price each, of what they have or of what they lack.
    """

    arithmetic: Arithmetic
    span: Callable[[tuple[str, ...]], Span]
    least: Callable[[dict[str, Number], bool], Exact]

    def of(self, group: Group) -> Iterator[Claim]:
        """Iterate over what the links of a group claim together; raise where it is not covered."""
        if all(link.is_assumed for link in group.links):
            return
        if group.is_closed and not group.covered:
            anything = number(0), number(group.maximum)
            yield Claim(group.target, group.maximum, anything, is_anything=True)
            return
        yield self._shared(group)
        whole = _whole_of(group)
        if whole is not None and not group.is_closed:
            yield self._all_of_sources(group, whole)

    def _shared(self, group: Group) -> Claim:
        used = [index for index, link in enumerate(group.links) if not link.is_assumed]
        contents = [group.bridges[index].source for index in used]
        carried = [self._carried(group.links[index]) for index in used]
        free = disjoint_choices(contents)
        if _weighed(carried, free, 0, max) > 1:
            raise NotCoveredError
        covering: list[tuple[int, ...]] = []
        if group.covered:
            # Whether judgements beside them have content of their own is not looked at.
            covering = disjoint_choices(contents, whole=True)
            if len(used) < len(group.links) or (covering and _weighed(carried, covering, 1, min) < 1):
                raise NotCoveredError
        full = [_Part(least, most, low) for least, most, (low, _) in carried]
        empty = [
            _Part(least, most, self.arithmetic.total((-1, high), constant=1))
            for least, most, (_, high) in carried
        ]
        has, lacks = self._least(full, free, covering), self._least(empty, free, covering)
        low = self.arithmetic.total((group.maximum, has))
        high = self.arithmetic.total((-group.maximum, lacks), constant=group.maximum)
        return Claim(group.target, group.maximum, (low, high))

    def _least(
        self, parts: Sequence[_Part], free: Sequence[Sequence[int]], covering: Sequence[Sequence[int]]
    ) -> Exact:
        """Return the least that the whole target is worth, a fractional knapsack where the links cover it."""
        total, found = self.arithmetic.total, [number(0)]
        found += [total(*((parts[index].least, parts[index].worth) for index in choice)) for choice in free]
        for price in dict.fromkeys(part.worth for part in parts) if covering else ():
            beyond = []
            for part in parts:
                more = total((1, part.worth), (-1, price))
                ways = (total((part.least, more)), total((part.most, more)))
                beyond.append(self.arithmetic.least(*ways))
            found += [total((1, price), *((1, beyond[index]) for index in choice)) for choice in covering]
        return self.arithmetic.greatest(*found)

    def _carried(self, link: Link) -> _Carried:
        """Return what a link carries over."""
        low, high = self.span(link.source)
        if link.relation is Relation.EQUAL:
            return 1, 1, (low, high)
        least, most = share_of(link, "of_target")
        return least, most, self._common_part(low, high, share_of(link, "of_source")[0])

    def _common_part(self, low: Exact, high: Exact, share: Fraction) -> Span:
        arithmetic = self.arithmetic
        if not share:
            is_full = arithmetic.compare(low, Compared.EQUAL, number(1))
            is_empty = arithmetic.compare(high, Compared.EQUAL, number(0))
            return (
                arithmetic.case(is_full, number(1), number(0)),
                arithmetic.case(is_empty, number(0), number(1)),
            )
        part = 1 / share
        return (
            arithmetic.beyond(arithmetic.total((part, low), constant=1 - part), 0),
            arithmetic.least(arithmetic.total((part, high)), number(1)),
        )

    def _all_of_sources(self, group: Group, indices: Sequence[int]) -> Claim:
        """Return what the sources of links say of their content, which is all of the target's."""
        slopes = {
            leaf: group.bridges[index].price
            for index in indices
            if group.bridges[index].taken
            for leaf in group.bridges[index].source
        }
        low = self.least(slopes, False)
        high = self.arithmetic.total((-1, self.least(slopes, True)), constant=group.maximum)
        is_exact = all(group.whole[index] for index in indices)
        return Claim(group.target, group.maximum, (low, high), is_exact)


def _weighed(
    carried: Sequence[_Carried],
    choices: Iterable[Sequence[int]],
    place: Literal[0, 1],
    best: Callable[[Iterable[Number]], Number],
) -> Number:
    """Return the greatest or the least share of the target that a choice of links has."""
    return best(sum(carried[index][place] for index in choice) for choice in choices)


def _whole_of(group: Group) -> tuple[int, ...] | None:
    """Return links whose sources are together all of the target, as the object converter finds them."""
    shares = [
        bridge.given if not link.is_assumed and share_of(link, "of_source")[0] == 1 else None
        for link, bridge in zip(group.links, group.bridges, strict=True)
    ]
    choice = group.disjoint.heaviest(shares)
    return choice.indices if choice is not None and choice.weight == group.maximum else None


def disjoint_choices(contents: Sequence[frozenset[str]], *, whole: bool = False) -> list[tuple[int, ...]]:
    """Return the largest choices of sets without common content, or those with the ``whole`` content of all.

    Raise ``NotCoveredError`` where there are too many.

    >>> disjoint_choices([frozenset("ab"), frozenset("a"), frozenset("b")])
    [(0,), (1, 2)]
    """
    everything = frozenset().union(*contents)
    found: list[tuple[int, ...]] = []
    steps = count()

    def choose(index: int, chosen: tuple[int, ...], taken: frozenset[str], left: tuple[int, ...]) -> None:
        if len(found) > _MOST_CHOICES or next(steps) > _MOST_STEPS:
            raise NotCoveredError
        if index == len(contents):
            is_largest = all(contents[one] & taken for one in left)
            if (taken == everything) if whole else is_largest:
                found.append(chosen)
            return
        if not contents[index] & taken:
            choose(index + 1, (*chosen, index), taken | contents[index], left)
            rest = frozenset().union(*contents[index + 1 :])
            if not contents[index] & rest:
                return
        choose(index + 1, chosen, taken, (*left, index))

    choose(0, (), frozenset(), ())
    return found
