"""Say what drives a place or a difference: first-order and total Sobol indices, by SALib."""

import warnings
from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import Any

import numpy as np
import numpy.typing as npt

from kompass_sensitivity.draws import Drawer, Matrix, totals
from kompass_sensitivity.figures import Whole
from kompass_sensitivity.results import Driver, Drivers
from kompass_sensitivity.sources import Sources
from kompass_spec.model.problems import Problem, UsageError

__all__ = ["drivers_of"]

MAPPING, ROUNDING = "mapping", "rounding"

_MOST = 60
"""The most results of which drivers are computed."""
_MOST_DRAWS = 20_000
"""The most draws that indices are of: each weight that varies needs as many again, all held at once."""
_RESAMPLES = 100
_MICRO = 1_000_000

Real = npt.NDArray[np.float64]


def drivers_of(
    drawer: Drawer, sources: Sources, converted: Sequence[bool], draws: int
) -> tuple[Drivers, ...]:
    """Return what drives the place of every result, and the difference of every two neighbours.

    Each weight is one thing that varies, all rounding is another, and what mappings leave open a third: they
    are drawn independently of each other. ``converted`` tells of which results mappings are behind the
    figures. Raise ``UsageError`` where SALib is not installed, or there are more than 60 results.
    """
    analyze = _analyze()
    count = drawer.figures.count
    if count > _MOST:
        sentence = (
            f"What drives places is computed for at most {_MOST} results, and there are {count}. Ask for"
            " fewer."
        )
        raise UsageError([Problem("wrong-usage", sentence)])
    varied = _Varied(drawer, sources, converted, min(draws, _MOST_DRAWS))
    ranked = np.stack([_middle_places(one) for one in varied.designs()], axis=2)
    drawn = np.stack(list(varied.designs()), axis=2)
    outputs: list[tuple[tuple[int, ...], Real]] = [((member,), ranked[member]) for member in range(count)]
    outputs += [
        ((one, one + 1), (drawn[one] - drawn[one + 1]).astype(np.float64)) for one in range(count - 1)
    ]
    return tuple(
        Drivers(of=of, drivers=tuple(_indices(analyze, varied.codes, output, drawer.seed)))
        for of, output in outputs
    )


def _analyze() -> Any:
    try:
        from SALib.analyze import sobol  # noqa: PLC0415  # an extra brings it
    except ImportError:
        sentence = (
            "What drives a place is computed by SALib, which is not installed. Install"
            " kompass-sensitivity[sobol], or leave --drivers out."
        )
        raise UsageError([Problem("unknown-plugin", sentence)]) from None
    return sobol.analyze


class _Varied:
    """Draw twice, independently, and put one thing at a time of the second draw into the first."""

    def __init__(self, drawer: Drawer, sources: Sources, converted: Sequence[bool], draws: int) -> None:
        self._drawer = drawer
        self._raw = [drawer.raw_weights(0, draws, matrix) for matrix in Matrix]
        figures = drawer.figures
        self._points = [
            [drawer.points(member, 0, draws, matrix)[0] for member in range(figures.count)]
            for matrix in Matrix
        ]
        self._converted = converted
        weighed = figures.codes if sources.weights is not None else ()
        rounding = (ROUNDING,) if sources.rounding and not all(converted) else ()
        mapping = (MAPPING,) if sources.mapping and any(converted) else ()
        self.codes = (*weighed, *rounding, *mapping)

    def designs(self) -> Iterator[Whole]:
        """Yield the totals of the first draw, of it with each thing from the second, and of the second."""
        first, second = self._raw
        yield self._totals(first, Matrix.FIRST, ())
        for number, code in enumerate(self.codes):
            if code in {ROUNDING, MAPPING}:
                yield self._totals(first, Matrix.FIRST, (code,))
            elif first is not None and second is not None:
                mixed = first.copy()
                mixed[:, number] = second[:, number]
                yield self._totals(mixed, Matrix.FIRST, ())
        yield self._totals(second, Matrix.SECOND, ())

    def _totals(self, raw: Real | None, matrix: Matrix, other: tuple[str, ...]) -> Whole:
        factors = self._drawer.factors(raw)
        rows = []
        for member, converted in enumerate(self._converted):
            is_other = (MAPPING if converted else ROUNDING) in other
            points = self._points[Matrix.SECOND if is_other else matrix][member]
            rows.append(totals(points, factors))
        return np.stack(rows)


def _middle_places(drawn: Whole) -> Real:
    """Return the place of each result in every draw, the middle one where several are equal."""
    rows = []
    for row in drawn:
        above, equal = (drawn > row).sum(axis=0), (drawn == row).sum(axis=0)
        rows.append(1 + above + (equal - 1) / 2)
    return np.stack(rows)


def _indices(analyze: Any, codes: Sequence[str], output: Real, seed: int) -> Iterator[Driver]:
    """Yield the indices of everything that varies; nothing where what is asked about never does."""
    if np.ptp(output) == 0:
        return
    problem = {"num_vars": len(codes), "names": list(codes), "bounds": [[0.0, 1.0]] * len(codes)}
    # SALib takes a seed of 0 for none at all.
    with warnings.catch_warnings():
        # A place that hardly ever changes is the same in some of the resamples, which SALib warns of.
        warnings.simplefilter("ignore")
        found = analyze(
            problem, output.reshape(-1), calc_second_order=False, num_resamples=_RESAMPLES, seed=seed + 1
        )
    for place, code in enumerate(codes):
        yield Driver(
            code=code,
            first=_micro(found["S1"][place]),
            first_error=_micro(found["S1_conf"][place]),
            total=_micro(found["ST"][place]),
            total_error=_micro(found["ST_conf"][place]),
        )


def _micro(number: float) -> Fraction:
    """Return a number to six decimals, exactly."""
    return Fraction(round(float(number) * _MICRO), _MICRO)
