"""The figures that are ranked: whole numbers of one small unit, so that every sum and every tie is exact."""

import math
from collections.abc import Iterable, Sequence
from fractions import Fraction
from typing import NamedTuple, final

import numpy as np
import numpy.typing as npt
from attrs import frozen

from kompass_spec.model import Interval, Scorecard

__all__ = ["Figures", "Known", "Span", "Whole", "figures_of"]

Whole = npt.NDArray[np.int64]
"""Whole numbers, of which sums are exact."""

LEAST_UNITS = 10_000_000
"""The least number of units in a point: finer than any figure, so that chance makes hardly any tie."""

_MOST_UNITS = 1_000_000_000


@final
@frozen(kw_only=True)
class Known:
    """Hold what is known of one result: bounds in points for every item, and for their sum.

    ``items`` is empty where nothing but the total is known. ``groups`` are the bounds of what items add up to
    together: the areas of questions, or the total of areas. What is not varied has one point for bounds, and
    ``told`` are the bounds of the total all the same.
    """

    scorecard: Scorecard
    told: Interval
    items: tuple[Interval, ...]
    total: Interval
    groups: tuple[Interval, ...] = ()
    converted: bool = False


@final
@frozen(kw_only=True, eq=False)
class Figures:
    """Hold results as whole numbers of ``units`` to the point: a row for each result, a column for each item.

    ``sizes`` are the numbers of items in each group, and ``is_whole`` tells of which results every item is
    known: of the others only the total is. ``maxima`` are those of the items in points.
    """

    codes: tuple[str, ...]
    maxima: tuple[Fraction, ...]
    units: int
    lows: Whole
    highs: Whole
    total_lows: Whole
    total_highs: Whole
    sizes: tuple[int, ...]
    group_lows: Whole
    group_highs: Whole
    is_whole: npt.NDArray[np.bool_]

    def spans(self, member: int) -> tuple["Span", ...]:
        """Return the groups of items of a result, with what each adds up to."""
        spans, first = [], 0
        for group, size in enumerate(self.sizes):
            columns = slice(first, first + size)
            low = max(int(self.group_lows[member, group]), int(self.lows[member, columns].sum()))
            high = min(int(self.group_highs[member, group]), int(self.highs[member, columns].sum()))
            spans.append(Span(columns, low, high))
            first += size
        return tuple(spans)

    @property
    def count(self) -> int:
        """Return the number of results."""
        return int(self.total_lows.shape[0])

    @property
    def maximum(self) -> Fraction:
        """Return the maximum of the total in points."""
        return sum(self.maxima, Fraction(0))


class Span(NamedTuple):
    """Name the columns of a group, and the least and the greatest that they add up to, in units."""

    columns: slice
    low: int
    high: int


def figures_of(
    known: Sequence[Known], codes: Sequence[str], maxima: Sequence[Fraction], sizes: Sequence[int]
) -> Figures:
    """Return results as whole numbers; bounds that the unit does not hit are widened to the next.

    >>> figures = figures_of([], ["1"], [Fraction(100)], [1])
    >>> figures.count, figures.units
    (0, 10000000)
    """
    ends = {
        end
        for one in known
        for interval in (*one.items, *one.groups, one.total)
        for end in (interval.low, interval.high)
    }
    units = _units(ends)
    none = (Interval(0, 0),) * len(codes)
    items = [one.items or none for one in known]
    open_groups = tuple(Interval(0, sum(maxima, Fraction(0))) for _ in sizes)
    groups = [one.groups or open_groups for one in known]
    return Figures(
        codes=tuple(codes),
        maxima=tuple(maxima),
        units=units,
        lows=_ends(items, len(codes), units, is_low=True),
        highs=_ends(items, len(codes), units, is_low=False),
        total_lows=_ends([(one.total,) for one in known], 1, units, is_low=True)[:, 0],
        total_highs=_ends([(one.total,) for one in known], 1, units, is_low=False)[:, 0],
        sizes=tuple(sizes),
        group_lows=_ends(groups, len(sizes), units, is_low=True),
        group_highs=_ends(groups, len(sizes), units, is_low=False),
        is_whole=np.array([bool(one.items) for one in known], dtype=np.bool_),
    )


def _units(ends: Iterable[Fraction]) -> int:
    """Return how many units a point has: so many that every end is whole, unless that were too many.

    >>> _units([Fraction(1, 3), Fraction(21, 2)])
    10000002
    """
    common = 1
    for denominator in sorted({end.denominator for end in ends}):
        common = math.lcm(common, denominator)
        if common > _MOST_UNITS:
            return LEAST_UNITS
    return common * -(-LEAST_UNITS // common)


def _ends(rows: Sequence[Sequence[Interval]], width: int, units: int, *, is_low: bool) -> Whole:
    whole = [
        [math.floor(one.low * units) if is_low else math.ceil(one.high * units) for one in row]
        for row in rows
    ]
    return np.array(whole, dtype=np.int64).reshape(len(rows), width)
