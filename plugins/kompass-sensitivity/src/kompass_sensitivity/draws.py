"""Draw weights and figures, every draw by its own number, so that nothing depends on how draws are divided.

The numbers come from Philox, a generator that computes them from a key and a counter: the key is the seed,
and the counter says the draw, the attempt, and what is drawn. No draw needs another one before it.
"""

import itertools
from collections.abc import Callable
from enum import IntEnum
from typing import NamedTuple, final

import numpy as np
import numpy.typing as npt
from attrs import frozen

from kompass_sensitivity.figures import Figures, Span, Whole
from kompass_sensitivity.sources import DirichletWeights, WeightRange, Weights

__all__ = ["FACTOR_BITS", "Drawer", "Matrix", "totals", "uniforms"]

Real = npt.NDArray[np.float64]
Narrow = npt.NDArray[np.bool_]

FACTOR_BITS = 20
"""A weight is the edition's times a whole number of 2⁻²⁰."""

_MOST_ATTEMPTS = 1000
"""How often a draw of figures is tried anew until their sums are as printed."""

_FOUR = 4
"""The numbers that each state of the counter gives."""

_OUTER_BITS = 32
_KIND_BITS = 2
_LAST = (1 << _OUTER_BITS) - 1
"""The number of the attempt in which items are drawn one after another."""


class Matrix(IntEnum):
    """Name two independent sets of draws: the second one is for indices alone, which need two."""

    FIRST = 0
    SECOND = 1


class _What(IntEnum):
    WEIGHTS = 0
    FIGURES = 1


def uniforms(  # noqa: PLR0917 - what stands in the counter, in its order
    seed: int, stream: tuple[int, int], attempt: int, start: int, count: int, width: int
) -> Real:
    """Return ``width`` numbers from 0 up to, not including, 1 for each of ``count`` draws from ``start`` on.

    ``stream`` are two numbers that say what is drawn.

    >>> whole = uniforms(1, (0, 0), 0, 0, 10, 3)
    >>> bool((uniforms(1, (0, 0), 0, 7, 3, 3) == whole[7:]).all())
    True
    """
    states = -(-width // _FOUR)
    kind, number = stream
    counter = start * states + (attempt << 64) + (number << 128) + (kind << 192)
    raw = np.random.Philox(key=seed, counter=counter).random_raw(count * states * _FOUR)
    bits = (raw.reshape(count, states * _FOUR)[:, :width] >> np.uint64(11)) * 2.0**-53
    numbers: Real = np.ascontiguousarray(bits, dtype=np.float64)
    return numbers


@final
@frozen(kw_only=True, eq=False)
class Drawer:
    """Draw what is varied of ``figures``; the same draw is the same, whichever others are drawn with it."""

    figures: Figures
    weights: Weights | None
    seed: int

    def raw_weights(self, start: int, count: int, matrix: Matrix = Matrix.FIRST) -> Real | None:
        """Return weights before they are made to add up, a row for each draw; ``None`` where none vary.

        Those of different items are independent of each other.
        """
        kind = _What.WEIGHTS + 2 * matrix
        maxima = [float(maximum) for maximum in self.figures.maxima]
        match self.weights:
            case None:
                return None
            case WeightRange(share=share):
                drawn = uniforms(self.seed, (kind, 0), 0, start, count, len(maxima))
                ranged: Real = (1.0 + float(share) * (2.0 * drawn - 1.0)) * np.array(maxima)
                return ranged
            case DirichletWeights(concentration=concentration):
                whole = float(self.figures.maximum)
                shapes = [float(concentration) * maximum / whole for maximum in maxima]
                columns = [
                    _gammas(shape, self.seed, (kind, number), start, count)
                    for number, shape in enumerate(shapes)
                ]
                return np.stack(columns, axis=1)

    def factors(self, raw: Real | None) -> Whole | None:
        """Return by what points are multiplied, in units of 2⁻²⁰: weights that add up, by the edition's."""
        if raw is None:
            return None
        whole = np.zeros(raw.shape[0])
        for column in range(raw.shape[1]):
            whole += raw[:, column]
        maxima = np.array([float(maximum) for maximum in self.figures.maxima])
        scaled = raw * (float(self.figures.maximum) / whole)[:, np.newaxis] / maxima
        factors: Whole = np.rint(scaled * 2.0**FACTOR_BITS).astype(np.int64)
        return factors

    def points(
        self, member: int, start: int, count: int, matrix: Matrix = Matrix.FIRST
    ) -> tuple[Whole, Narrow]:
        """Return the points of a result in units, a row for each draw, and which draws were narrow.

        There is a column for each item, or one for the total where nothing else is known. Every combination
        that the bounds of items, groups and total allow is as likely as any other; but for narrow draws,
        where so few combinations add up that none was met: those are drawn one item after another.
        """
        figures = self.figures
        stream = (_What.FIGURES + 2 * matrix, member)
        low, high = figures.total_lows[member], figures.total_highs[member]
        if not figures.is_whole[member]:
            drawn = uniforms(self.seed, stream, 0, start, count, 1)
            return box_points(np.array([low]), np.array([high]), drawn), np.zeros(count, dtype=np.bool_)
        lows, highs = figures.lows[member], figures.highs[member]
        if (lows == highs).all():
            return np.repeat(lows[np.newaxis, :], count, axis=0), np.zeros(count, dtype=np.bool_)
        spans = figures.spans(member)

        def stepwise() -> Whole:
            drawn = uniforms(self.seed, stream, _LAST, start, count, len(spans) + len(lows))
            sums = stepwise_points(
                np.array([span.low for span in spans]),
                np.array([span.high for span in spans]),
                np.full(count, low),
                np.full(count, high),
                drawn[:, : len(spans)],
            )
            columns = [
                stepwise_points(
                    lows[span.columns],
                    highs[span.columns],
                    sums[:, group],
                    sums[:, group],
                    drawn[:, len(spans) :][:, span.columns],
                )
                for group, span in enumerate(spans)
            ]
            return np.concatenate(columns, axis=1)

        narrow = np.zeros(count, dtype=np.bool_)

        def attempt(number: int) -> Whole:
            columns = []
            for group, span in enumerate(spans):
                place = _Place(stream, group, number, start, count)
                points, of_group = self._group(span, lows, highs, place)
                columns.append(points)
                narrow[of_group] = True
            return np.concatenate(columns, axis=1)

        points, of_total = _accepted(attempt, stepwise, low, high)
        return points, narrow | of_total

    def _group(self, span: Span, lows: Whole, highs: Whole, place: "_Place") -> tuple[Whole, Narrow]:
        """Return the points of the items of one group, which add up as known, and which draws were narrow."""
        lows, highs = lows[span.columns], highs[span.columns]

        def uniform(inner: int) -> Real:
            kind, member = place.stream
            stream = (kind + (place.group << _KIND_BITS), member)
            attempt = (place.attempt << _OUTER_BITS) + inner
            return uniforms(self.seed, stream, attempt, place.start, place.number_of_draws, len(lows))

        def stepwise() -> Whole:
            ends = np.full(place.number_of_draws, span.low), np.full(place.number_of_draws, span.high)
            return stepwise_points(lows, highs, *ends, uniform(_LAST))

        def attempt(inner: int) -> Whole:
            return box_points(lows, highs, uniform(inner))

        return _accepted(attempt, stepwise, span.low, span.high)


class _Place(NamedTuple):
    """Say what of which draws is drawn."""

    stream: tuple[int, int]
    group: int
    attempt: int
    start: int
    number_of_draws: int


def _accepted(
    attempt: Callable[[int], Whole], stepwise: Callable[[], Whole], low: int, high: int
) -> tuple[Whole, Narrow]:
    """Return for every draw the first attempt of which the sum is from ``low`` to ``high``."""
    points = attempt(0)
    is_open = _is_outside(points, low, high)
    for number in range(1, _MOST_ATTEMPTS):
        if not is_open.any():
            break
        tried = attempt(number)
        fits = is_open & ~_is_outside(tried, low, high)
        points[fits] = tried[fits]
        is_open &= ~fits
    if is_open.any():
        points[is_open] = stepwise()[is_open]
    return points, is_open


def _is_outside(points: Whole, low: int, high: int) -> Narrow:
    sums = points.sum(axis=1)
    outside: Narrow = (sums < low) | (sums > high)
    return outside


def box_points(lows: Whole, highs: Whole, drawn: Real) -> Whole:
    """Return a whole number from each low to its high, ends included, for every number from 0 to 1."""
    return lows + np.floor(drawn * (highs - lows + 1)).astype(np.int64)


def stepwise_points(lows: Whole, highs: Whole, low: Whole, high: Whole, drawn: Real) -> Whole:
    """Return points drawn one item after another, each within what the later ones can still make up for."""
    points = np.empty(drawn.shape, dtype=np.int64)
    rest_low, rest_high = int(lows.sum()), int(highs.sum())
    so_far = np.zeros(drawn.shape[0], dtype=np.int64)
    for item in range(drawn.shape[1]):
        rest_low, rest_high = rest_low - int(lows[item]), rest_high - int(highs[item])
        least = np.maximum(lows[item], low - so_far - rest_high)
        most = np.maximum(np.minimum(highs[item], high - so_far - rest_low), least)
        points[:, item] = least + np.floor(drawn[:, item] * (most - least + 1)).astype(np.int64)
        so_far += points[:, item]
    return points


def totals(points: Whole, factors: Whole | None) -> Whole:
    """Return the total of every draw, in 2⁻²⁰ of the units of the points: exact, in whichever order."""
    if factors is None:
        plain: Whole = points.sum(axis=1) << FACTOR_BITS
        return plain
    weighted: Whole = (points * factors).sum(axis=1)
    return weighted


def _gammas(shape: float, seed: int, stream: tuple[int, int], start: int, count: int) -> Real:
    """Return gamma variates by Marsaglia and Tsang (2000): of each draw the first that is accepted."""
    boosted = shape if shape >= 1 else shape + 1
    least = boosted - 1 / 3
    scale = 1 / np.sqrt(9 * least)
    gammas = np.empty(count)
    is_open = np.ones(count, dtype=np.bool_)
    for attempt in itertools.count():
        drawn = uniforms(seed, stream, attempt, start, count, 4)
        radius = np.sqrt(-2 * np.log(1 - drawn[:, 0]))
        normal = radius * np.cos(2 * np.pi * drawn[:, 1])
        cube = (1 + scale * normal) ** 3
        is_tried = is_open & (cube > 0)
        safe = np.where(cube > 0, cube, 1.0)
        fits = is_tried & (
            np.log(1 - drawn[:, 2]) < 0.5 * normal**2 + least - least * safe + least * np.log(safe)
        )
        less = (1 - drawn[:, 3]) ** (1 / shape) if shape < 1 else 1.0
        gammas = np.where(fits, least * safe * less, gammas)
        is_open &= ~fits
        if not is_open.any():
            return gammas
    raise AssertionError("every draw is accepted at some attempt")
