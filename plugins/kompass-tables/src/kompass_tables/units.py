"""Find the common unit of an edition and a precision, in which all ends are whole numbers."""

import math
from collections.abc import Iterator
from fractions import Fraction

from kompass_spec.model import Edition
from kompass_tables.layout import Precision

__all__ = ["unit_of"]

_HUNDRED = 100


def unit_of(edition: Edition, precision: Precision | None = None) -> int:
    """Return how many units a point has.

    >>> from kompass_spec import load_registry
    >>> unit_of(load_registry()["se-2016"]), unit_of(load_registry()["se-2016"], Precision(percent=1))
    (40, 400)
    """
    return math.lcm(*(quantity.denominator for quantity in _quantities(edition, precision or Precision())))


def _quantities(edition: Edition, precision: Precision) -> Iterator[Fraction]:
    """Iterate over what has to be a whole number of units: maxima, awards, and half of the last digits."""
    # What is left of a maximum, where something does not apply, is a sum of maxima of others.
    maxima = [item.max for item in edition.walk() if item.max is not None]
    yield from maxima
    yield Fraction(1, 10**precision.points * 2)
    for maximum in maxima:
        yield maximum * Fraction(1, 10**precision.percent * 2 * _HUNDRED)
    for scale in edition.scales:
        for level in scale.levels:
            if level.points is not None:
                yield level.points
            elif level.share is not None:
                yield from (level.share * maximum for maximum in maxima)
