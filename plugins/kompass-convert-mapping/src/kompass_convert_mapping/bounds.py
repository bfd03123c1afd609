"""The bounds of the documentation's page on conversion: what links prove of the share of a target.

Shares are fractions from 0 to 1, of an item's maximum or of its weight. Only the lower ends of shares in common bound
anything, unless the links cover the target.
"""

from collections.abc import Sequence
from fractions import Fraction
from typing import NamedTuple, final

from attrs import frozen

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


def target_share(links: Sequence[Carried], *, covered: bool) -> Span | None:
    """Return the bounds of a target's share by links whose common parts are disjoint.

    ``covered`` says that the common parts are all of the target. Return ``None`` where they cannot be.

    >>> half = Carried(Fraction(1, 2), Fraction(1, 2), Span(Fraction(1), Fraction(1)))
    >>> target_share([half], covered=False)
    Span(low=Fraction(1, 2), high=Fraction(1, 1))
    >>> target_share([half, half], covered=True)
    Span(low=Fraction(1, 1), high=Fraction(1, 1))
    """
    rest = 1 - sum((link.least for link in links), ZERO)
    low = sum((link.least * link.common.low for link in links), ZERO)
    high = sum((link.least * link.common.high for link in links), ZERO)
    if rest < 0:
        return None
    if not covered:
        return Span(low, high + rest)
    filled_low = _fill(rest, sorted((link.common.low, link.most - link.least) for link in links))
    filled_high = _fill(
        rest, sorted(((link.common.high, link.most - link.least) for link in links), reverse=True)
    )
    if filled_low is None or filled_high is None:
        return None
    return Span(low + filled_low, high + filled_high)


def _fill(rest: Fraction, rooms: Sequence[tuple[Fraction, Fraction]]) -> Fraction | None:
    """Return what the rest is worth where it is laid into rooms in their order: a fractional knapsack."""
    worth = ZERO
    for value, room in rooms:
        taken = min(rest, room)
        worth += taken * value
        rest -= taken
    return None if rest > 0 else worth
