"""Sums of fractions, brought to whole numbers of one unit first: most of a conversion is adding."""

from collections.abc import Iterable
from fractions import Fraction
from math import lcm

__all__ = ["total"]


def total(values: Iterable[Fraction]) -> Fraction:
    """Return the exact sum of fractions.

    >>> total([Fraction(1, 2), Fraction(1, 3), Fraction(1, 6)])
    Fraction(1, 1)
    >>> total([])
    Fraction(0, 1)
    """
    fractions = [*values]
    if len(fractions) == 1:
        return fractions[0]
    sum_of_parts, unit = 0, 1
    for value in fractions:
        parts, own_unit = value.as_integer_ratio()
        if own_unit != unit:
            common = lcm(unit, own_unit)
            sum_of_parts *= common // unit
            parts *= common // own_unit
            unit = common
        sum_of_parts += parts
    # A sum of fractions reduces to its lowest terms at every step; here that is done once.
    return Fraction(sum_of_parts, unit)
