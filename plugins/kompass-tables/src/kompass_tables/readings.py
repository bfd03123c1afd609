"""Say how every column of a table is read into the numbers of a plan, and what keeps a row from it."""

from collections.abc import Mapping
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from typing import final

from attrs import frozen

from kompass_spec.model import Edition, Quantity
from kompass_tables.applying import KINDS
from kompass_tables.codes import Codes, codes_of
from kompass_tables.figures import places_of_levels
from kompass_tables.layout import FigureColumn, Layout

__all__ = ["NUMBER", "REFUSED", "TOLERANCE", "ColumnType", "Reading", "ReadingKind", "readings_of"]

NUMBER = "^[+-]?[0-9]+([.,][0-9]+)?$"
"""What a figure in a column of text looks like, without spaces around it and a sign of percent after it."""

TOLERANCE = 1e-6
"""How far a figure in binary may lie from one with the decimals of its column, in parts of the last digit."""

REFUSED = "refused"
"""The column that says why a row could not be scored."""

_YEARS = (1000, 9999)


@final
class ColumnType(Enum):
    """Say what the values of a column are, whatever engine holds them."""

    INTEGER = "integer"
    NUMBER = "number"
    TRUTH = "truth"
    TEXT = "text"
    OTHER = "other"


@final
class ReadingKind(Enum):
    """Say what is read of a column."""

    AMOUNT = "amount"
    LEVEL = "level"
    APPLIES = "applies"
    KIND = "kind"
    YEAR = "year"
    ORGANISATION = "organisation"
    EDITION = "edition"


@final
@frozen(kw_only=True)
class Reading:
    """Hold how one column is read: into ``input``, within ``bounds``, where it is one of the plan's.

    ``digits`` are the parts of one in which an amount is counted, and ``codes`` the numbers that it is known
    by; ``values`` are those that stand for 0, 1 …
    """

    kind: ReadingKind
    column: str
    input: str = ""
    bounds: tuple[int, int] = (0, 1)
    digits: int = 1
    codes: Codes | None = None
    values: tuple[str, ...] = ()

    @property
    def is_number(self) -> bool:
        """Tell whether a number is read, which may stand in binary or as text."""
        return self.kind in {ReadingKind.AMOUNT, ReadingKind.LEVEL, ReadingKind.YEAR}

    @property
    def complaint(self) -> str:
        """Return the end of the sentence that says why a value cannot be read."""
        said = {
            ReadingKind.AMOUNT: _of_decimals(self.digits),
            ReadingKind.LEVEL: f"is no level of the scale, which are {', '.join(self.values)}",
            ReadingKind.APPLIES: "is neither true nor false",
            ReadingKind.KIND: f"is no kind of organisation, which are {', '.join(self.values)}",
            ReadingKind.YEAR: "is no year of four digits",
            ReadingKind.ORGANISATION: "names no organisation",
            ReadingKind.EDITION: f"is not the edition that is scored on, {''.join(self.values[:1])}",
        }
        return said[self.kind]


def _of_decimals(digits: int) -> str:
    decimals = len(str(digits)) - 1
    if not decimals:
        return "is no whole number"
    return f"is no number with at most {decimals} {'decimal' if decimals == 1 else 'decimals'}"


def readings_of(layout: Layout, edition: Edition) -> tuple[Reading, ...]:
    """Return how the columns of a table are read, in their order.

    >>> from kompass_spec import load_registry
    >>> from kompass_tables.layout import layout_of
    >>> edition = load_registry()["se-2016"]
    >>> [one.kind.value for one in readings_of(layout_of(["organisation", "year", "1.1"], edition), edition)]
    ['organisation', 'year', 'amount']
    """
    figures = {column.name: column for column in layout.figures}
    applies = {column.name: column for column in layout.applies}
    codes = codes_of(layout, edition)
    readings = []
    for name in layout.carried:
        if name in figures:
            readings.append(_of_figure(figures[name], edition, codes))
        elif name in applies:
            readings.append(Reading(kind=ReadingKind.APPLIES, column=name, input=applies[name].input))
        elif name == layout.kind:
            kinds = tuple(kind.value for kind in KINDS)
            bounds = (0, len(KINDS) - 1)
            readings.append(
                Reading(kind=ReadingKind.KIND, column=name, input="in:kind", bounds=bounds, values=kinds)
            )
        elif name == "year":
            readings.append(Reading(kind=ReadingKind.YEAR, column=name, bounds=_YEARS))
        elif name == "organisation":
            readings.append(Reading(kind=ReadingKind.ORGANISATION, column=name))
        elif name == "edition":
            values = (edition.id, f"{edition.id}@{edition.release}")
            readings.append(Reading(kind=ReadingKind.EDITION, column=name, values=values))
    return tuple(readings)


def _of_figure(column: FigureColumn, edition: Edition, codes: Mapping[str, Codes]) -> Reading:
    if column.quantity is not Quantity.LEVEL:
        return Reading(
            kind=ReadingKind.AMOUNT,
            column=column.name,
            input=column.input,
            digits=10**column.decimals,
            codes=codes[column.name],
        )
    scale = edition.scale_of(column.item)
    values = tuple(_decimal(level.value) for level in scale.levels) if scale is not None else ()
    return Reading(
        kind=ReadingKind.LEVEL,
        column=column.name,
        input=column.input,
        bounds=places_of_levels(column, edition),
        values=values,
    )


def _decimal(value: Fraction) -> str:
    """Return a number as it is written; levels are whole numbers or have few decimals."""
    return str(Decimal(value.numerator) / Decimal(value.denominator))
