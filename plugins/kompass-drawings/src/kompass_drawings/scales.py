"""Scales: where a figure stands on an axis, and which round figures are written beside it."""

import math
from fractions import Fraction
from typing import final

from attrs import frozen

__all__ = ["Scale", "number", "round_ticks"]

_STEPS = (Fraction(1), Fraction(2), Fraction(5))


@final
@frozen
class Scale:
    """Turn figures from ``low`` to ``high`` into pixels from ``start`` to ``end``.

    >>> Scale(Fraction(0), Fraction(100), 20, 220)(Fraction(50))
    120.0
    """

    low: Fraction
    high: Fraction
    start: float
    end: float

    def __call__(self, value: Fraction) -> float:
        """Return the pixel of a figure; one beyond the scale stands at its end."""
        inside = min(max(value, self.low), self.high)
        share = float((inside - self.low) / (self.high - self.low)) if self.high > self.low else 0.0
        return self.start + share * (self.end - self.start)


def round_ticks(
    low: Fraction, high: Fraction, *, count: int = 4, step: Fraction | None = None
) -> tuple[Fraction, ...]:
    """Return about ``count`` round figures in equal steps, from ``low`` or below to ``high`` or above.

    >>> [int(tick) for tick in round_ticks(Fraction(441), Fraction(602))]
    [400, 450, 500, 550, 600, 650]
    >>> [int(tick) for tick in round_ticks(Fraction(0), Fraction(800))]
    [0, 200, 400, 600, 800]
    """
    chosen = step or _step(max(high - low, Fraction(1, 1000)) / count)
    first = math.floor(low / chosen)
    last = max(math.ceil(high / chosen), first + 1)
    return tuple(chosen * index for index in range(first, last + 1))


def _step(least: Fraction) -> Fraction:
    power = Fraction(1)
    while power > least:
        power /= 10
    while power * 10 <= least:
        power *= 10
    return min((power * times for times in (*_STEPS, 10)), key=lambda step: abs(step - least))


def number(value: float) -> str:
    """Return a length as SVG writes it, with at most two decimals.

    >>> number(12.0), number(0.125), number(-0.001)
    ('12', '0.12', '0')
    """
    shown = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if shown == "-0" else shown
