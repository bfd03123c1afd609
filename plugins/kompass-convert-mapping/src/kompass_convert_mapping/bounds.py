"""The bounds of the documentation's page on conversion: what links prove of the share of a target.

Shares are fractions from 0 to 1, of an item's maximum or of its weight. Only the lower ends of shares in
common bound anything, unless the links cover the target.
"""

from collections.abc import Callable, Sequence
from functools import partial
from typing import NamedTuple, TypeVar, final

from attrs import frozen

from kompass_convert_mapping.units import Number, ratio
from kompass_spec.model.disjoint import DisjointSets

__all__ = ["Carried", "Family", "Shares", "Span", "common_part", "target_share"]

ZERO: Number = 0
ONE: Number = 1

_Link = TypeVar("_Link")
_Value = TypeVar("_Value")


class Span(NamedTuple):
    """Hold the least and the greatest share."""

    low: Number
    high: Number


@final
@frozen
class Carried:
    """Hold what one link carries over: its share of the target, and how much of the common part is fulfilled.

    The share of the target lies from ``least`` to ``most``.
    """

    least: Number
    most: Number
    common: Span


@final
class Family(NamedTuple):
    """Hold the least that links without common content leave, by their indices.

    ``price`` is that of all of the target, where the links cover it, else ``None``.
    """

    least: Number
    indices: tuple[int, ...] = ()
    price: Number | None = None


@final
class Shares(NamedTuple):
    """Hold the families that prove most: of what the target has, and of what it lacks."""

    has: Family
    lacks: Family

    @property
    def span(self) -> Span:
        """Return the least and the greatest share."""
        return Span(self.has.least, 1 - self.lacks.least)


@final
class _Part(NamedTuple):
    """Hold how much of the target a link takes, from least to most, and the least that this part is worth."""

    least: Number
    most: Number
    worth: Number

    def beyond(self, *, price: Number) -> Number:
        """Return the least that the part can be worth beyond what it costs, where the target has a price."""
        # What is worth its price adds least where it is small; what is not, takes most where it is large.
        share = self.least if self.worth >= price else self.most
        return share * (self.worth - price)


def common_part(source: Span, share: Number) -> Span:
    """Return the share of the common part, where it is at least ``share`` of the source.

    >>> from fractions import Fraction
    >>> common_part(Span(Fraction(3, 4), Fraction(3, 4)), Fraction(1, 2))
    Span(low=Fraction(1, 2), high=1)
    >>> common_part(Span(Fraction(0), Fraction(1, 4)), Fraction(0))
    Span(low=0, high=1)
    """
    if not share:
        # Of a part that may be any part, only a source that is full, or empty, says anything.
        return Span(ONE if source.low == 1 else ZERO, ZERO if source.high == 0 else ONE)
    # All that the source lacks may be missing from the common part, and all that it has may lie in it.
    return Span(max(ZERO, 1 - ratio(1 - source.low, share)), min(ONE, ratio(source.high, share)))


def target_share(
    links: Sequence[Carried | None], sources: DisjointSets, *, covered: bool = False
) -> Shares | None:
    """Return what links prove of a target's share, ``None`` where the links cannot all be true.

    Links whose ``sources`` have content in common never count together, and ``None`` in the place of a link
    does not count. ``covered`` says that the links take all of the target.

    >>> from fractions import Fraction
    >>> half = Carried(Fraction(1, 2), Fraction(1, 2), Span(Fraction(1), Fraction(1)))
    >>> apart = DisjointSets.of([{"1"}, {"2"}])
    >>> target_share([half, None], apart).span
    Span(low=Fraction(1, 2), high=1)
    >>> none = Carried(Fraction(1, 2), Fraction(1, 2), Span(Fraction(0), Fraction(0)))
    >>> target_share([none, None], apart).span.high
    Fraction(1, 2)
    >>> target_share([half, half], apart, covered=True).span
    Span(low=Fraction(1, 1), high=1)
    """
    least = sources.heaviest(_of_each(links, lambda link: link.least))
    # Parts of the target without common content are never together more than the target.
    if least is not None and least.weight > 1:
        return None
    if covered:
        most = _most(links, sources)
        # The content of all sources, each at its most, must not leave a rest of the target to nobody.
        if most is not None and most < 1:
            return None
        # Where no choice without common content has all content, no sum of links is known to be the whole.
        covered = most is not None
    full = _of_each(links, lambda link: _Part(link.least, link.most, link.common.low))
    empty = _of_each(links, lambda link: _Part(link.least, link.most, 1 - link.common.high))
    # What is not empty is the whole without it, so the greatest share is found as the least one is.
    return Shares(_least(full, sources, covered=covered), _least(empty, sources, covered=covered))


def _most(links: Sequence[Carried | None], sources: DisjointSets) -> Number | None:
    """Return the least that all content of the sources can be of the target if each link takes its most."""
    # The lightest of the choices with all content is the heaviest of negative weights.
    choice = sources.heaviest(_of_each(links, lambda link: -link.most), whole=True)
    return None if choice is None else -choice.weight


def _least(parts: Sequence[_Part | None], sources: DisjointSets, *, covered: bool) -> Family:
    """Return the least that the whole target is worth, a fractional knapsack where the links cover it.

    The optimum of the knapsack is that of its dual: over all prices of the target, the greatest of the price
    and of what the links are worth beyond it.
    """
    # What no link takes may be worth nothing, and each part may be as small as it can be. Common content must
    # not count twice; every choice without it gives a lower bound, so the heaviest gives the greatest.
    apart = sources.heaviest(_of_each(parts, lambda part: part.least * part.worth))
    best = Family(ZERO) if apart is None else Family(apart.weight, apart.indices)
    if not covered:
        return best
    # The links are together all of a covered target. So its worth is any price of it and what each link is
    # worth beyond that price: every price gives a lower bound. Between the worths of two links the bound is
    # linear in the price, so it is greatest at the worth of a link.
    for price in sorted({part.worth for part in parts if part is not None}):
        # Only a choice with the content of all sources is all of the target.
        whole = sources.heaviest(_of_each(parts, partial(_Part.beyond, price=price)), whole=True)
        if whole is not None and price + whole.weight > best.least:
            best = Family(price + whole.weight, whole.indices, price)
    return best


def _of_each(links: Sequence[_Link | None], value: Callable[[_Link], _Value]) -> list[_Value | None]:
    """Return a value of each link, and ``None`` where there is no link."""
    return [None if link is None else value(link) for link in links]
