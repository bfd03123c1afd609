"""What reasoning alone gives: which orders are certain, which places are possible, and some chances."""

import itertools
from bisect import bisect_right
from collections.abc import Sequence
from fractions import Fraction
from math import factorial, prod
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from kompass_sensitivity.figures import Figures
from kompass_sensitivity.sources import DirichletWeights, WeightRange, Weights
from kompass_spec.model import Interval, Rank

__all__ = ["Lead", "certain_orders", "lead_of", "places_of", "possible_places", "share_below"]


class Lead(NamedTuple):
    """Hold by how much one result leads another at the least, in points.

    ``least`` is the difference of the totals by the edition's weights; ``items`` are the differences item by
    item, and ``most_apart`` is the sum of how far apart the two can be in any of them. ``items`` is empty
    where not every item of both is known.
    """

    least: Fraction
    items: tuple[Fraction, ...] = ()
    most_apart: Fraction = Fraction(0)

    def is_certain(self, weights: Weights | None) -> bool:
        """Tell whether it is ahead whatever the figures were rounded from, and whatever the weights are."""
        match weights:
            case None:
                return self.least > 0
            case DirichletWeights():
                # Any weight can be nearly all of them.
                return bool(self.items) and min(self.items) > 0
            case WeightRange(share=share):
                return bool(self.items) and self._least_within(share) > 0

    def _least_within(self, share: Fraction) -> Fraction:
        """Return a bound of the lead, before weights are made to add up, where each may be off by a share."""
        by_items = sum(self.items, Fraction(0)) - share * sum(map(abs, self.items), Fraction(0))
        return max(by_items, self.least - share * self.most_apart)

    def holds_within(self) -> Fraction | None:
        """Return up to which share every weight may be off, each by itself, with this one surely ahead.

        It is at most 1, and 0 where the figures do not tell the order by the edition's own weights; ``None``
        where not every item is known. Where all figures are one point it is exact: just beyond it some
        weights turn the two.

        >>> Lead(Fraction(3), (Fraction(4), Fraction(-1)), Fraction(5)).holds_within()
        Fraction(3, 5)
        """
        if not self.items:
            return None
        apart = sum(map(abs, self.items), Fraction(0))
        by_items = sum(self.items, Fraction(0)) / apart if apart else Fraction(0)
        by_total = self.least / self.most_apart if self.most_apart else Fraction(0)
        return min(max(by_items, by_total, Fraction(0)), Fraction(1))


def lead_of(figures: Figures, higher: int, lower: int) -> Lead:
    """Return by how much one result leads another at the least, by their positions."""
    units = figures.units
    least = Fraction(int(figures.total_lows[higher] - figures.total_highs[lower]), units)
    if not (figures.is_whole[higher] and figures.is_whole[lower]):
        return Lead(least)
    lows = [int(one) for one in figures.lows[higher] - figures.highs[lower]]
    highs = [int(one) for one in figures.highs[higher] - figures.lows[lower]]
    apart = sum(max(abs(low), abs(high)) for low, high in zip(lows, highs, strict=True))
    return Lead(
        max(least, Fraction(sum(lows), units)),
        tuple(Fraction(low, units) for low in lows),
        Fraction(apart, units),
    )


def certain_orders(figures: Figures, weights: Weights | None) -> npt.NDArray[np.bool_]:
    """Return which results are surely ahead of which: the row of one, the column of the other.

    It is what ``Lead.is_certain`` says of every pair, in whole numbers at once.
    """
    count = figures.count
    certain = np.zeros((count, count), dtype=np.bool_)
    for one in range(count):
        totals = figures.total_lows[one] - figures.total_highs
        lows = figures.lows[one] - figures.highs
        both = figures.is_whole[one] & figures.is_whole
        sums = lows.sum(axis=1)
        totals = np.where(both, np.maximum(totals, sums), totals)
        if weights is None:
            certain[one] = totals > 0
        elif isinstance(weights, DirichletWeights):
            certain[one] = both & (lows > 0).all(axis=1)
        else:
            share = weights.share
            apart = np.maximum(np.abs(lows), np.abs(figures.highs[one] - figures.lows)).sum(axis=1)
            by_items = share.denominator * sums - share.numerator * np.abs(lows).sum(axis=1)
            by_total = share.denominator * totals - share.numerator * apart
            certain[one] = both & (np.maximum(by_items, by_total) > 0)
    return certain


def possible_places(certain: npt.NDArray[np.bool_]) -> tuple[Rank, ...]:
    """Return the best and the worst place of each that the certain orders leave, where ties share the best.

    >>> possible_places(np.array([[False, True], [False, False]]))
    (Rank(best=1, worst=1, of=2), Rank(best=2, worst=2, of=2))
    """
    count = certain.shape[0]
    above, below = certain.sum(axis=0), certain.sum(axis=1)
    return tuple(Rank(1 + int(up), count - int(down), count) for up, down in zip(above, below, strict=True))


def places_of(totals: Sequence[Interval]) -> tuple[Rank, ...]:
    """Return the places that bounds of totals allow, as ``kompass_spec.ranks`` has them.

    >>> places_of([Interval(10, 11), Interval(9, 10), Interval(3, 4)])[0]
    Rank(best=1, worst=1, of=3)
    """
    lows = sorted(one.low for one in totals)
    highs = sorted(one.high for one in totals)
    count = len(totals)
    return tuple(
        Rank(
            1 + count - bisect_right(lows, one.high),
            # Its own upper end is above its lower one, unless both are the same.
            1 + count - bisect_right(highs, one.low) - (one.high > one.low),
            count,
        )
        for one in totals
    )


def share_below(widths: Sequence[Fraction], threshold: Fraction) -> Fraction:
    """Return the chance that numbers, each uniform from 0 to its width, add up to less than a threshold.

    It is exact: a volume of a box cut by a plane, summed over the corners of the box. Widths are above 0.

    >>> share_below([Fraction(1), Fraction(1)], Fraction(1, 2))
    Fraction(1, 8)
    """
    number = len(widths)
    volume = Fraction(0)
    for corner in itertools.product((0, 1), repeat=number):
        left = threshold - sum(
            (width for width, is_on in zip(widths, corner, strict=True) if is_on), Fraction(0)
        )
        if left > 0:
            volume += (-1) ** sum(corner) * left**number
    return volume / (factorial(number) * prod(widths, start=Fraction(1)))
