"""Write every table of a sheet as one table of comma-separated values, a line for every cell."""

import csv
import re
from collections.abc import Iterable, Iterator
from fractions import Fraction
from io import StringIO
from itertools import takewhile

from kompass_render_text.said import clean
from kompass_spec.model.sheet import (
    Column,
    ColumnKind,
    Figure,
    Gap,
    ShareBar,
    Sheet,
    SheetCell,
    SheetRow,
    SheetTable,
    Words,
    tables_of,
    words_of,
)

__all__ = ["HEAD", "comma_separated", "neutral"]

HEAD = ("title", "table", "row", "item", "name", "group", "column", "value", "unit", "mark", "text")
"""The columns, which are the same for every kind of sheet and in every language."""

_DECIMALS = 12
_FORMULA = tuple("=+-@|＝＋－＠")
_NUMBER = re.compile(r"[+\-]?[\d\s.,]*\d(?:\s?%)?")


def comma_separated(sheet: Sheet) -> str:
    """Return the tables of a sheet by RFC 4180, with the mark by which spreadsheets know UTF-8.

    A figure of which the exact quantity is known has it as its ``value``, with a decimal point. What could be
    taken for a formula has an apostrophe before it.
    """
    stream = StringIO()
    writer = csv.writer(stream)
    writer.writerow(HEAD)
    for table in tables_of(sheet):
        for number, row in enumerate(table.rows, start=1):
            for record in _records(table, row):
                writer.writerow(map(neutral, (sheet.title, table.name, str(number), *record)))
    return f"\N{BYTE ORDER MARK}{stream.getvalue()}"


def neutral(text: str) -> str:
    """Return a text on one line that no spreadsheet takes for a formula; numbers stay as they are.

    >>> neutral("=1+1"), neutral("+110"), neutral("-6 %"), neutral("Skövde")
    ("'=1+1", '+110', '-6 %', 'Skövde')
    """
    line = clean(text)
    return f"'{line}" if line.startswith(_FORMULA) and not _NUMBER.fullmatch(line) else line


def _records(table: SheetTable, row: SheetRow) -> Iterator[tuple[str, ...]]:
    """Yield a record for every cell of a row after the words that head it."""
    cells = list(zip(table.columns, row.cells, strict=True))
    heading = list(takewhile(lambda pair: pair[0].kind is ColumnKind.WORDS, cells))
    # The first words head the row; what comes after the last of more is what is said of it.
    heading = heading[: len(heading) if len(heading) < len(cells) else 1]
    item, *more = [_text(cell) for _, cell in heading] or [""]
    for column, cell in cells[len(heading) :] or cells:
        yield (item, "; ".join(filter(None, more)), *_record(column, cell))


def _record(column: Column, cell: SheetCell) -> tuple[str, ...]:
    mark = cell.mark if isinstance(cell, Figure) else None
    quantity, unit = _quantity(cell)
    return (
        column.group or "",
        column.head,
        "" if quantity is None else _decimal(quantity),
        unit,
        "" if mark is None else mark.name.lower(),
        _text(cell),
    )


def _quantity(cell: SheetCell) -> tuple[Fraction | None, str]:
    """Return the quantity of a cell with what it is in, where both bounds of it are the same."""
    if isinstance(cell, Figure):
        if cell.is_percent and cell.quantity is not None:
            return cell.quantity * 100, "percent"
        return cell.quantity, ""
    if isinstance(cell, ShareBar) and cell.interval.low == cell.interval.high:
        return cell.interval.low * 100, "percent"
    return None, ""


def _decimal(quantity: Fraction) -> str:
    """Return a quantity with a decimal point, exactly or, where its decimals never end, to twelve of them.

    >>> _decimal(Fraction("-549.8")), _decimal(Fraction(50, 3)), _decimal(Fraction(552))
    ('-549.8', '16.666666666667', '552')
    """
    digits = f"{abs(round(quantity * 10**_DECIMALS)):0{_DECIMALS + 1}}"
    shown = f"{digits[:-_DECIMALS]}.{digits[-_DECIMALS:]}".rstrip("0").removesuffix(".")
    return f"-{shown}" if quantity < 0 and shown != "0" else shown


def _text(cell: SheetCell) -> str:
    if isinstance(cell, Figure | ShareBar):
        return cell.shown
    return cell.words if isinstance(cell, Gap) else _plain(cell)


def _plain(words: Iterable[Words]) -> str:
    return "".join(map(words_of, words))
