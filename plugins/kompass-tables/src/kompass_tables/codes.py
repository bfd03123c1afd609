"""Say by which whole numbers a plan knows the figures of a column, so that none of them is null."""

from fractions import Fraction
from math import floor
from typing import final

from attrs import frozen

from kompass_spec.model import TOTAL, Edition, Quantity
from kompass_tables.layout import FigureColumn, Layout

__all__ = ["Codes", "codes_of"]

_HUNDRED = 100


@final
@frozen(kw_only=True)
class Codes:
    """Hold what a column of points or percents is read as.

    A figure that true values print is itself, in whole numbers of its last digit from 0 to ``most``.
    ``absent`` stands for none and is one above it; ``beyond`` stands for what nothing prints, and is so far
    above it that one of them is more than a figure missing in every column.
    """

    most: int
    absent: int
    beyond: int

    def code(self, number: int | None) -> int:
        """Return what a whole number of last digits is read as.

        >>> codes = Codes(most=15, absent=16, beyond=25)
        >>> codes.code(11), codes.code(None), codes.code(-1)
        (11, 16, 25)
        """
        if number is None:
            return self.absent
        return number if 0 <= number <= self.most else self.beyond


def codes_of(column: FigureColumn, edition: Edition, layout: Layout) -> Codes:
    """Return by which numbers the figures of a column are known.

    >>> from kompass_spec import load_registry
    >>> from kompass_tables.layout import layout_of
    >>> edition = load_registry()["se-2016"]
    >>> layout = layout_of(["1.1.points"], edition)
    >>> codes_of(layout.figures[0], edition, layout)
    Codes(most=15, absent=16, beyond=17)
    """
    digits: int = 10**column.decimals
    if column.quantity is Quantity.PERCENT:
        most = _HUNDRED * digits
    else:
        known = edition.max if column.item == TOTAL else edition.item(column.item).max
        # An item without a maximum of its own has no more than all.
        maximum = known if known is not None else edition.max or Fraction(0)
        # What is printed lies within half a last digit of the truth.
        most = floor(maximum * digits + (0 if layout.precision.exact else Fraction(1, 2)))
    return Codes(most=most, absent=most + 1, beyond=most + len(layout.figures) + 1)
