"""Write exact values as decimals that still hold the truth: rounded away from it where they are none."""

from decimal import Decimal
from fractions import Fraction

__all__ = ["DIGITS", "rounded_down", "rounded_up"]

DIGITS = 6
"""The decimals that are written."""


def rounded_down(value: Fraction) -> Decimal:
    """Return a value as a decimal that is no greater.

    >>> rounded_down(Fraction(2, 3)), rounded_up(Fraction(2, 3))
    (Decimal('0.666666'), Decimal('0.666667'))
    """
    scaled = value * 10**DIGITS
    return Decimal(scaled.numerator // scaled.denominator).scaleb(-DIGITS)


def rounded_up(value: Fraction) -> Decimal:
    """Return a value as a decimal that is no less."""
    return -rounded_down(-value)
