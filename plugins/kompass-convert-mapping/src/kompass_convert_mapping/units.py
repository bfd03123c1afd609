"""Whole numbers in place of points: units of both editions, in which the prices of a mapping are whole.

A point has so many units that what is known of the source, and what links take and give, are whole numbers.
Sums and prices of whole numbers are whole; only where curves cross, or lie between two, fractions are left.
"""

from collections.abc import Iterable, Mapping
from fractions import Fraction
from functools import lru_cache
from math import lcm
from typing import final

from attrs import frozen

from kompass_spec.model import EditionMapping
from kompass_spec.model.mapping_rules import share_of

__all__ = ["Number", "Units", "ratio", "total", "units_of", "whole"]

Number = int | Fraction
"""An exact quantity: of points, in units; of shares, as it is."""


def ratio(value: Number, other: Number) -> Number:
    """Return one number divided by another, as a whole number where it is one.

    >>> ratio(6, 3), ratio(1, 3), ratio(Fraction(1, 2), Fraction(1, 4))
    (2, Fraction(1, 3), 2)
    """
    if isinstance(value, int) and isinstance(other, int) and not value % other:
        return value // other
    divided = Fraction(value, other)
    return divided.numerator if divided.denominator == 1 else divided


def whole(value: Number) -> Number:
    """Return a number, as a whole number where it is one.

    >>> whole(Fraction(4, 2)), whole(Fraction(1, 2))
    (2, Fraction(1, 2))
    """
    return value.numerator if value.denominator == 1 else value


def total(values: Iterable[Number]) -> Number:
    """Return the exact sum of numbers.

    >>> total([Fraction(1, 2), Fraction(1, 3), Fraction(1, 6)]), total([])
    (Fraction(1, 1), 0)
    """
    return sum(values)


@final
@frozen
class Units:
    """Hold how many units a point of the ``source`` has, and a point of the ``target``.

    >>> units = Units(2, 6)
    >>> units.of_source(Fraction(5, 2)), units.target_points(3), units.price(3)
    (5, Fraction(1, 2), Fraction(1, 1))
    """

    source: int
    target: int

    def of_source(self, points: Fraction) -> int:
        """Return points of the source, which are whole units, in units."""
        return _units(points, self.source)

    def of_target(self, points: Fraction) -> int:
        """Return points of the target, which are whole units, in units."""
        return _units(points, self.target)

    def source_points(self, units: Number) -> Fraction:
        """Return units of the source as points."""
        return _points(units, self.source)

    def target_points(self, units: Number) -> Fraction:
        """Return units of the target as points."""
        return _points(units, self.target)

    def price(self, price: Number) -> Fraction:
        """Return what a point of the source is worth in points, where a unit is worth so many units."""
        return _points(price * self.source, self.target)


# Fewer different numbers of points are printed than there are lines of certificates, and fractions take long.
@lru_cache(maxsize=2**14)
def _points(units: Number, unit: int) -> Fraction:
    return Fraction(units, unit)


def _units(points: Fraction, unit: int) -> int:
    return points.numerator * (unit // points.denominator)


def units_of(mapping: EditionMapping, maxima: Mapping[str, Fraction], known: Iterable[Fraction]) -> Units:
    """Return units for a mapping, the maxima of its source's items, and whatever is known of them."""
    targets = {item.code: item.max for item in mapping.target.walk()}
    of_source = [*maxima.values(), *known]
    of_target = [maximum for maximum in targets.values() if maximum is not None]
    prices = []
    for link in mapping.links:
        taken = share_of(link, "of_source")[0] * sum(maxima.get(code, 0) for code in link.source)
        given = share_of(link, "of_target")[0] * sum(targets.get(code) or 0 for code in link.target)
        of_source.append(Fraction(taken))
        of_target.append(Fraction(given))
        if taken:
            prices.append(given / taken)
    source, price = _common(of_source), _common(prices)
    return Units(source, lcm(source * price, _common(of_target)))


def _common(numbers: Iterable[Fraction]) -> int:
    """Return the least common denominator."""
    return lcm(*{number.denominator for number in numbers})
