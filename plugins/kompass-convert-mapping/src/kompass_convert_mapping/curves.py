"""Convex, piecewise linear functions: the least that a target can have, by the points that a source has."""

from collections.abc import Iterable, Sequence
from itertools import pairwise
from operator import attrgetter
from typing import NamedTuple, final

from attrs import define

from kompass_convert_mapping.units import Number, ratio, total

__all__ = ["Curve", "Segment", "in_order", "steepest", "upper"]

ZERO: Number = 0


@final
class Segment(NamedTuple):
    """Hold a straight part of a curve: what every point of the source adds, and over how many points."""

    slope: Number
    length: Number


@final
@define(eq=False)
class Curve:
    """Hold a curve that begins at ``start`` with ``value``, and its segments, whose slopes rise.

    >>> bent = Curve(0, 0, (Segment(0, 5), Segment(1, 5)))
    >>> bent.at(7), bent.slopes(5), bent.slopes(0)
    (2, (0, 1), (None, 0))
    """

    start: Number
    value: Number
    segments: tuple[Segment, ...] = ()

    def at(self, points: Number) -> Number:
        """Return the value at ``points``, which lie on the curve."""
        value, left = self.value, points - self.start
        for slope, length in self.segments:
            if left <= length:
                return value + slope * left
            value += slope * length
            left -= length
        return value

    def slopes(self, points: Number) -> tuple[Number | None, Number | None]:
        """Return the slopes to the left and to the right of ``points``, ``None`` beyond the curve's ends."""
        place, before = self.start, None
        for slope, length in self.segments:
            if points == place:
                return before, slope
            place += length
            if points < place:
                return slope, slope
            before = slope
        return before, None

    def cut(self, low: Number, high: Number) -> "Curve":
        """Return the part of the curve from ``low`` to ``high``, as far as it goes."""
        start, value, kept = max(self.start, low), self.value, []
        before, left = start - self.start, high - start
        for slope, length in self.segments:
            if length <= before:
                before -= length
                value += slope * length if slope else 0
                continue
            if before:
                value += slope * before if slope else 0
            inside = length - before if before else length
            before = ZERO
            if inside >= left:
                kept += [Segment(slope, left)] if left > 0 else []
                break
            kept.append(Segment(slope, inside))
            left -= inside
        return Curve(start, value, tuple(kept))


_slope = attrgetter("slope")


def in_order(curves: Sequence[Curve]) -> Curve:
    """Return the least sum of the values, by the sum of the points: the slopes of all in rising order.

    >>> flat, steep = (Curve(0, 0, (Segment(slope, 4),)) for slope in (1, 3))
    >>> in_order([steep, flat]).at(5)
    7
    """
    segments = sorted([segment for curve in curves for segment in curve.segments], key=_slope)
    start = total([curve.start for curve in curves])
    return Curve(start, total([curve.value for curve in curves]), tuple(segments))


def upper(curve: Curve, other: Curve) -> Curve:
    """Return the greater of two curves, from where the first begins to where it ends."""
    other = other.cut(curve.start, curve.start + total(one.length for one in curve.segments))
    places = sorted({*_places(curve), *_places(other)})
    values = [(curve.at(place), other.at(place)) for place in places]
    points = [(places[0], max(values[0]))]
    for (left, right), (before, after) in zip(pairwise(places), pairwise(values), strict=True):
        gap, gap_after = before[0] - before[1], after[0] - after[1]
        if gap * gap_after < 0:
            crossing = left + ratio((right - left) * gap, gap - gap_after)
            points.append((crossing, curve.at(crossing)))
        points.append((right, max(after)))
    segments = (
        Segment(ratio(value - last, place - left), place - left)
        for (left, last), (place, value) in pairwise(points)
    )
    return Curve(*points[0], tuple(segments))


def _places(curve: Curve) -> Iterable[Number]:
    place = curve.start
    yield place
    for segment in curve.segments:
        place += segment.length
        yield place


def steepest(size: Number, lines: Sequence[tuple[Number, Number]]) -> tuple[Curve, tuple[int, ...]]:
    """Return the greatest of straight lines from 0 to ``size``, and which of them it is made of, in order.

    A line is its slope and its value at ``size``. Slopes rise, and so must the values of lines that count.

    >>> steepest(10, [(0, 0), (1, 4), (2, 5)])[1]
    (0, 1, 2)
    """
    kept: list[int] = []
    for index, (slope, value) in enumerate(lines):
        if kept and value <= lines[kept[-1]][1]:
            continue
        # A line that the one before it and this one leave nothing of is none of the curve.
        while len(kept) > 1 and _lost_between(lines[kept[-2]], lines[kept[-1]], (slope, value)):
            kept.pop()
        kept.append(index)
    ends = [
        size - ratio(lines[after][1] - lines[before][1], lines[after][0] - lines[before][0])
        for before, after in pairwise(kept)
    ]
    # Lines of content that is more than the whole begin before 0.
    first = next((place for place, end in enumerate(ends) if end > 0), len(ends))
    kept, ends = kept[first:], ends[first:]
    slope, value = lines[kept[0]]
    segments = [
        Segment(lines[index][0], right - left)
        for index, (left, right) in zip(kept, pairwise([ZERO, *ends, size]), strict=True)
        if right > left
    ]
    return Curve(ZERO, value - slope * size, tuple(segments)), tuple(kept)


def _lost_between(
    before: tuple[Number, Number], line: tuple[Number, Number], after: tuple[Number, Number]
) -> bool:
    rise, run = line[1] - before[1], line[0] - before[0]
    return rise * (after[0] - line[0]) <= (after[1] - line[1]) * run
