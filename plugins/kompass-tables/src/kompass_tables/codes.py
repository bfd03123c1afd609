"""Say by which whole numbers a plan knows the figures of a column, so that none of them is null."""

from collections import defaultdict
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
    ``absent`` stands for none, and ``beyond`` for what nothing prints. Both are below 0, and so far that a
    sum of figures is below 0 where one of them is no number of points, and below all that could be missing
    where one of them is beyond.
    """

    most: int
    absent: int
    beyond: int

    def code(self, number: int | None) -> int:
        """Return what a whole number of last digits is read as.

        >>> codes = Codes(most=15, absent=-16, beyond=-32)
        >>> codes.code(11), codes.code(None), codes.code(-1)
        (11, -16, -32)
        """
        if number is None:
            return self.absent
        return number if 0 <= number <= self.most else self.beyond


def codes_of(layout: Layout, edition: Edition) -> dict[str, Codes]:
    """Return by which numbers the figures of every column of points and percents are known, by its name.

    >>> from kompass_spec import load_registry
    >>> from kompass_tables.layout import layout_of
    >>> edition = load_registry()["se-2016"]
    >>> codes_of(layout_of(["1.1.points", "1.1"], edition), edition)["1.1"]
    Codes(most=100, absent=-101, beyond=-202)
    """
    most = {
        column.name: _most_of(column, edition, layout)
        for column in layout.figures
        if column.quantity is not Quantity.LEVEL
    }
    families: dict[str, int] = defaultdict(int)
    for column in layout.figures:
        if column.quantity is Quantity.POINTS:
            families[column.item] += most[column.name]
            if column.item != TOTAL:
                families[_above(column.item)] += most[column.name]
    absent, furthest = {}, {Quantity.POINTS: 0, Quantity.PERCENT: 0}
    for column in layout.figures:
        if column.quantity is Quantity.LEVEL:
            continue
        family = most[column.name]
        if column.quantity is Quantity.POINTS:
            # It stands in sums with its parts, and with what it is a part of.
            family = max(families[column.item], families[_above(column.item)])
        absent[column.name] = -family - 1
        furthest[column.quantity] += family + 1 + most[column.name]
    return {
        column.name: Codes(
            most=most[column.name], absent=absent[column.name], beyond=-furthest[column.quantity] - 1
        )
        for column in layout.figures
        if column.name in most
    }


def _most_of(column: FigureColumn, edition: Edition, layout: Layout) -> int:
    """Return the greatest figure of a column that true values print."""
    digits: int = 10**column.decimals
    if column.quantity is Quantity.PERCENT:
        return _HUNDRED * digits
    known = edition.max if column.item == TOTAL else edition.item(column.item).max
    # An item without a maximum of its own has no more than all.
    maximum = known if known is not None else edition.max or Fraction(0)
    # What is printed lies within half a last digit of the truth.
    return floor(maximum * digits + (0 if layout.precision.exact else Fraction(1, 2)))


def _above(code: str) -> str:
    """Return the code of what an item is a part of."""
    return code.rpartition(".")[0] or TOTAL
