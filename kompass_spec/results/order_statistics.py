"""Quantiles and places of results that are known as intervals, each as an interval that holds the truth."""

from collections.abc import Sequence
from fractions import Fraction

from kompass_spec.model import Interval, Rank

__all__ = ["quantile", "rank_among"]


def quantile(lows: Sequence[Fraction], highs: Sequence[Fraction], share: Fraction) -> Interval:
    """Return a quantile by its bounds at the lower and at the upper ends of values, both in rising order.

    >>> quantile([Fraction(40), Fraction(60)], [Fraction(41), Fraction(61)], Fraction(1, 2))
    Interval(low=Fraction(50, 1), high=Fraction(51, 1))
    """
    return Interval(_between(lows, share), _between(highs, share))


def _between(ordered: Sequence[Fraction], share: Fraction) -> Fraction:
    """Return the quantile by linear interpolation between neighbours (definition 7 of Hyndman and Fan)."""
    position = share * (len(ordered) - 1)
    below = position.numerator // position.denominator
    if below + 1 == len(ordered):
        return ordered[below]
    return ordered[below] + (position - below) * (ordered[below + 1] - ordered[below])


def rank_among(asked: Interval, others: Sequence[Interval]) -> Rank:
    """Return the places that a result can have; those with the same points share the best place of them."""
    higher = sum(other.low > asked.high for other in others)
    perhaps = sum(other.high > asked.low for other in others)
    return Rank(1 + higher, 1 + perhaps, len(others) + 1)
