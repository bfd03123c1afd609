"""What links from one item leave to a target, by the points that the item has: the same for every row."""

from fractions import Fraction
from itertools import pairwise
from typing import final

from attrs import frozen

from kompass_convert_mapping.curves import Curve, Segment
from kompass_convert_mapping.rows import Bundle
from kompass_tables.conversions.exact import Arithmetic, Exact, NotCoveredError, number
from kompass_tables.expressions import Relation

__all__ = ["Profile", "flat", "profile_of"]

Number = int | Fraction


@final
@frozen
class Profile:
    """Hold a convex curve over the points of an item, from 0 to ``size``.

    Up to ``ends[k]`` points no point adds more than ``slopes[k]``; the first slope is 0. ``start`` is the
    value of no points, and ``jump`` what is added where the item is full.
    """

    size: Number
    slopes: tuple[Number, ...]
    ends: tuple[Number, ...]
    start: Number = 0
    jump: Number = 0

    @property
    def curve(self) -> Curve:
        """Return the curve without its jump."""
        pairs = zip(self.slopes, pairwise((0, *self.ends)), strict=True)
        return Curve(
            0,
            self.start,
            tuple(Segment(slope, right - left) for slope, (left, right) in pairs if right > left),
        )

    @property
    def full(self) -> Number:
        """Return the value where the item is full."""
        return self.curve.at(self.size) + self.jump

    @property
    def slope(self) -> Number | None:
        """Return what every point adds, if every point adds the same."""
        straight = not self.start and not self.jump and not any(self.ends[:-1])
        return self.slopes[-1] if straight else None

    def end(self, slope: Number) -> Number:
        """Return the points up to which none adds more than a slope.

        >>> Profile(10, (0, 2), (4, 10)).end(1)
        4
        """
        return next(
            end for known, end in zip(self.slopes[::-1], self.ends[::-1], strict=True) if known <= slope
        )

    def at(self, points: Exact, arithmetic: Arithmetic) -> Exact:
        """Return the value at points of a row."""
        terms = [
            (after - before, arithmetic.beyond(points, end))
            for (before, after), end in zip(pairwise(self.slopes), self.ends, strict=False)
        ]
        if self.jump:
            is_full = arithmetic.compare(points, Relation.EQUAL, number(self.size))
            terms.append((1, arithmetic.case(is_full, number(self.jump), number(0))))
        return arithmetic.total(*terms, constant=self.start)


def flat(slope: Number, size: Number) -> Profile:
    """Return the profile of an item whose every point adds the same."""
    return Profile(size, (0, slope), (0, size)) if slope else Profile(size, (0,), (size,))


def profile_of(bundle: Bundle) -> Profile:
    """Return what the links of a bundle leave.

    Raise ``NotCoveredError`` where they take more than there is.
    """
    size = bundle.size
    if bundle.sets is None:
        if bundle.taken > size:
            raise NotCoveredError
        slopes, ends = [Fraction(0)], [size - bundle.taken]
        for bridge in bundle.rising:
            if bridge.price == slopes[-1]:
                ends[-1] += bridge.taken
            else:
                slopes.append(Fraction(bridge.price))
                ends.append(ends[-1] + bridge.taken)
        jump = bundle.given - sum(one.given for one in bundle.rising)
        return Profile(size, tuple(slopes), tuple(ends), 0, jump)
    curve, _ = bundle.highest
    slopes, ends, place = [Fraction(0)], [Fraction(0)], Fraction(0)
    for segment in curve.segments:
        place += segment.length
        if segment.slope == slopes[-1]:
            ends[-1] = place
        else:
            slopes.append(Fraction(segment.slope))
            ends.append(place)
    full = bundle.of_full[0].value
    return Profile(size, tuple(slopes), tuple(ends), curve.value, full - curve.at(size))
