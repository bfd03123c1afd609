"""The bounds of the documentation's page on conversion: what links prove of the share of a target.

Shares are fractions from 0 to 1, of an item's maximum or of its weight. Only the lower ends of shares in
common bound anything, unless the links cover the target.
"""

from collections.abc import Sequence
from fractions import Fraction
from typing import NamedTuple, final

from attrs import frozen

from kompass_spec.model.disjoint import DisjointSets

__all__ = ["Carried", "Span", "common_part", "target_share"]

ZERO, ONE = Fraction(0), Fraction(1)


class Span(NamedTuple):
    """Hold the least and the greatest share."""

    low: Fraction
    high: Fraction


@final
@frozen
class Carried:
    """Hold what one link carries over: its share of the target from ``least`` to ``most``, and the share of the common part."""

    least: Fraction
    most: Fraction
    common: Span


def common_part(source: Span, share: Fraction) -> Span:
    """Return the share of the common part, where it is at least ``share`` of the source.

    >>> common_part(Span(Fraction(3, 4), Fraction(3, 4)), Fraction(1, 2))
    Span(low=Fraction(1, 2), high=Fraction(1, 1))
    >>> common_part(Span(Fraction(0), Fraction(1, 4)), Fraction(0))
    Span(low=Fraction(0, 1), high=Fraction(1, 1))
    """
    if not share:
        # Of a part that may be any part, only a source that is full, or empty, says anything.
        return Span(ONE if source.low == 1 else ZERO, ZERO if source.high == 0 else ONE)
    return Span(max(ZERO, 1 - (1 - source.low) / share), min(ONE, source.high / share))


def target_share(
    links: Sequence[Carried | None], sources: DisjointSets, *, covered: bool = False
) -> Span | None:
    """Return the bounds of a target's share by links; those whose ``sources`` have content in common never count together.

    A place without a link does not count. ``covered`` says that the links take all of the target. Return
    ``None`` where they cannot.

    >>> half = Carried(Fraction(1, 2), Fraction(1, 2), Span(Fraction(1), Fraction(1)))
    >>> apart = DisjointSets.of([{"1"}, {"2"}])
    >>> target_share([half, None], apart)
    Span(low=Fraction(1, 2), high=Fraction(1, 1))
    >>> target_share([half, half], apart, covered=True)
    Span(low=Fraction(1, 1), high=Fraction(1, 1))
    """
    taken = sources.heaviest([None if one is None else one.least for one in links])
    room = sources.heaviest([None if one is None else -one.most for one in links], whole=True)
    if (taken is not None and taken.weight > 1) or (covered and room is not None and room.weight > -1):
        return None
    full = [None if one is None else (one.least, one.most, one.common.low) for one in links]
    empty = [None if one is None else (one.least, one.most, 1 - one.common.high) for one in links]
    covered = covered and room is not None
    # What is not empty is the whole without it, so the greatest share is found as the least one is.
    return Span(_least(full, sources, covered=covered), 1 - _least(empty, sources, covered=covered))


def _least(
    links: Sequence[tuple[Fraction, Fraction, Fraction] | None], sources: DisjointSets, *, covered: bool
) -> Fraction:
    """Return the least that links with shares of the target, from least to most, and a worth of their part prove.

    Uncovered content may be worth nothing. Of a covered target the rest goes to the links of least worth, a
    fractional knapsack; its optimum is that of its dual, the price ``p`` of the target: the greatest of p + Σ
    share · (worth − p), where each share is at its worse end. A price that is not the worth of a link is
    never better than one that is.
    """
    found = sources.heaviest([None if one is None else one[0] * one[2] for one in links])
    best = ZERO if found is None else found.weight
    prices = {one[2] for one in links if one is not None} if covered else set()
    for price in prices:
        found = sources.heaviest(
            [
                None if one is None else (one[0] if one[2] >= price else one[1]) * (one[2] - price)
                for one in links
            ],
            whole=True,
        )
        if found is not None:
            best = max(best, price + found.weight)
    return best
