"""Tell how many cells a sheet opens to before it is opened: a file of a few letters can have millions."""

import re
from collections.abc import Iterator

__all__ = ["MOST_CELLS", "cells_opened"]

MOST_CELLS = 500_000
"""The cells of all sheets, empty ones before the last included, above which a workbook is refused."""

# Every pattern is linear: no repeated part goes beyond the tag that it stands in.
_ROW = re.compile(rb"<(?:\w{1,20}:)?row(?=[\s/>])")
_CELL = re.compile(rb"<(?:\w{1,20}:)?c(?=[\s/>])")
_REFERENCE = re.compile(rb'\sr="([A-Za-z]{1,3})([0-9]{1,9})"')
_ROW_NUMBER = re.compile(rb'\sr="([0-9]{1,9})"')
_TAG = re.compile(rb"<(?:\w{1,20}:)?(table|table-row|(?:covered-)?table-cell)(?=[\s/>])([^<>]*)")
_TIMES = re.compile(rb'number-(?:columns|rows)-repeated="([0-9]{1,9})')
_FILLED = b"value-type"
_LETTERS = 26


def cells_opened(parts: dict[str, bytes]) -> int:
    """Return how many cells the sheets in the parts of a workbook open to.

    >>> cells_opened({"xl/worksheets/sheet1.xml": b'<row r="9"><c r="C9"/></row>'})
    27
    """
    sheets = (part for name, part in parts.items() if name.startswith("xl/worksheets/"))
    return sum(map(_of_sheet, sheets)) + sum(_of_tables(parts.get("content.xml", b"")))


def _of_sheet(part: bytes) -> int:
    """Return the rows of a sheet times its columns, up to the last cell; cells may not say where they are."""
    rows = columns = 0
    for number, row in enumerate(_ROW.split(part)[1:], start=1):
        cells = _CELL.split(row)
        said = _ROW_NUMBER.search(cells[0].partition(b">")[0])
        here = int(said[1]) if said else number
        column = 0
        for cell in cells[1:]:
            reference = _REFERENCE.search(cell.partition(b">")[0])
            column = _column(reference[1]) if reference else column + 1
            rows = max(rows, int(reference[2]) if reference else here, number)
            columns = max(columns, column)
    return rows * columns


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters.upper():
        number = number * _LETTERS + letter - ord("A") + 1
    return number


def _of_tables(part: bytes) -> Iterator[int]:
    """Yield the rows times the columns of each table in OpenDocument, up to its last cell with a value."""
    rows = columns = row = column = 0
    for found in _TAG.finditer(part):
        repeated = _TIMES.search(found[2])
        count = int(repeated[1]) if repeated else 1
        if found[1] == b"table":
            yield rows * columns
            rows = columns = row = column = 0
        elif found[1] == b"table-row":
            row, column = row + count, 0
        else:
            column += count
            if _FILLED in found[2]:
                rows, columns = max(rows, row), max(columns, column)
    yield rows * columns
