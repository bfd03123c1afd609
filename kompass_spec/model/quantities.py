"""Read and write exact quantities: strings in every file, fractions in memory, never floats."""

import re
from decimal import Decimal
from fractions import Fraction
from operator import index

__all__ = ["exact_text", "number_of", "parse_exact", "parse_printed", "quantity_of", "unit_of"]

_DIGITS = 400
"""The most digits before and after the point: a short text must not make a number that takes minutes."""
_EXACT = re.compile(rf"-?\d{{1,{_DIGITS}}}(\.\d{{1,{_DIGITS}}}|/\d{{1,{_DIGITS}}})?", re.ASCII)
_PRINTED = re.compile(r"-?\d{1,9}([.,]\d{1,9})?", re.ASCII)


def parse_exact(text: str) -> Fraction:
    """Return the quantity that ``text`` writes as an integer, a decimal with a point, or ``n/d``.

    Raise ``ValueError`` for anything else, also for a denominator of 0.

    >>> parse_exact("70.05"), parse_exact("100/6")
    (Fraction(1401, 20), Fraction(50, 3))
    """
    if not _EXACT.fullmatch(text):
        raise ValueError(f"{text[:40]!r} is not an exact quantity; write 25, 2.5 or 100/6")
    try:
        return Fraction(text)
    except ZeroDivisionError:
        raise ValueError(f"{text[:40]!r} divides by zero") from None


def quantity_of(value: object) -> Fraction | None:
    """Return the exact quantity that a file writes, ``None`` if it is not one; a float is not exact.

    >>> quantity_of("2.5"), quantity_of(25), quantity_of(2.5), quantity_of(True)
    (Fraction(5, 2), Fraction(25, 1), None, None)
    >>> quantity_of(Decimal("1e99999")) is None
    True
    """
    if isinstance(value, Fraction):
        return value
    if isinstance(value, str):
        try:
            return parse_exact(value)
        except ValueError:
            return None
    if isinstance(value, int) and not isinstance(value, bool):
        return Fraction(value) if abs(value) < 10**_DIGITS else None
    if isinstance(value, Decimal) and value.is_finite():
        exponent = value.as_tuple().exponent
        is_short = value.adjusted() < _DIGITS and isinstance(exponent, int) and exponent >= -_DIGITS
        return Fraction(value) if is_short else None
    return None


def number_of(value: object) -> Fraction | None:
    """Return the exact quantity that a program has, ``None`` if it is none, such as a NaN, or very long.

    A float means the decimal that it is shown as, 0.1 a tenth; so do the numbers of other libraries that are
    floats or whole numbers. Files have no floats: there, ``quantity_of`` refuses them.

    >>> number_of(0.1), number_of("62.5"), number_of(float("nan")), number_of("many")
    (Fraction(1, 10), Fraction(125, 2), None, None)
    """
    if isinstance(value, float):
        return quantity_of(Decimal(float.__repr__(value)))
    if isinstance(value, (str, Fraction, Decimal, bool)):
        return quantity_of(value)
    try:
        return quantity_of(index(value))  # type: ignore[arg-type]  # that it may be none is what is asked
    except TypeError:
        return None


def unit_of(value: object) -> Fraction:
    """Return the unit of the last digit that a number is written with, 1 where it has no decimals.

    Of what is no text it is that of the fewest decimals that write it; what none write has 1.

    >>> unit_of("62.50"), unit_of(Decimal("62.5")), unit_of(75), unit_of(Fraction(125, 2))
    (Fraction(1, 100), Fraction(1, 10), Fraction(1, 1), Fraction(1, 10))
    """
    if isinstance(value, Decimal) and value.is_finite():
        value = format(value, "f")
    if isinstance(value, str):
        return Fraction(1, 10 ** len(value.partition(".")[2]))
    quantity = number_of(value)
    places = None if quantity is None else _decimals(quantity)
    return Fraction(1, 10 ** (places or 0))


def parse_printed(text: str) -> tuple[Fraction, Fraction]:
    """Return a figure as it was printed, and its precision: the unit of its last digit.

    The figure may have a decimal point or comma. Raise ``ValueError`` for anything else, such as a percent
    sign or words around it.

    >>> parse_printed("62,5"), parse_printed("74")
    ((Fraction(125, 2), Fraction(1, 10)), (Fraction(74, 1), Fraction(1, 1)))
    """
    written = text.strip()
    if not _PRINTED.fullmatch(written):
        raise ValueError(f"{text[:40]!r} is not a figure; write 74, 62.5 or 62,5")
    number = written.replace(",", ".")
    return Fraction(number), Fraction(1, 10 ** len(number.partition(".")[2]))


def exact_text(quantity: Fraction, precision: Fraction = Fraction(1)) -> str:
    """Return the shortest exact writing of ``quantity``: a decimal where it is finite, else ``n/d``.

    A decimal has at least the decimals of ``precision``, the unit of the last printed digit.

    >>> exact_text(Fraction(1401, 20)), exact_text(Fraction(50, 3)), exact_text(Fraction(552))
    ('70.05', '50/3', '552')
    >>> exact_text(Fraction(11), Fraction(1, 10))
    '11.0'
    >>> exact_text(Fraction(-1, 2**40))
    '-0.0000000000009094947017729282379150390625'
    """
    places = _decimals(quantity)
    if places is None:
        return f"{quantity.numerator}/{quantity.denominator}"
    places = max(places, _decimals(precision) or 0)
    if places == 0:
        return str(quantity.numerator)
    # Not by Decimal, which rounds to the digits of its context.
    digits = str(abs(quantity.numerator) * 10**places // quantity.denominator).rjust(places + 1, "0")
    sign = "-" if quantity < 0 else ""
    return f"{sign}{digits[:-places]}.{digits[-places:]}"


def _decimals(quantity: Fraction) -> int | None:
    """Return how many decimals write a quantity exactly, ``None`` where no number of them does."""
    rest = quantity.denominator
    places = 0
    for prime in (2, 5):
        count = 0
        while rest % prime == 0:
            rest //= prime
            count += 1
        places = max(places, count)
    return places if rest == 1 else None
