"""Where things stand in the sheets that are written: the columns of an area, the sheets' names, the lists.

What reads a workbook does not ask here: there the columns are found by their marks.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import final

from attrs import field, frozen
from xlsxwriter.utility import quote_sheetname, xl_cell_to_rowcol, xl_rowcol_to_cell

from kompass_xlsx.form import WorkbookForm

__all__ = ["COVER_KIND", "Columns", "cell", "far", "place_of", "sheet_names", "span"]

_FORBIDDEN = re.compile(r"[\[\]:*?/\\\x00-\x1f]")
_LONGEST = 31
COVER_KIND = "kompass_kind"
"""The name of the cell that holds the kind of organisation."""

_ASKED = (
    ("key", 3),
    ("code", 7),
    ("text", 42),
    ("guidance", 34),
    ("max", 7),
    ("points", 8),
    ("percent", 9),
    ("level", 17),
    ("not_applicable", 11),
    ("result", 9),
    ("status", 13),
    ("interview", 24),
    ("document", 24),
    ("website", 24),
    ("comment", 28),
)
_COUNTED = (
    *("applies", "by_points", "by_percent", "by_level", "biggest", "state"),
    *("low", "high", "rest_low", "rest_high", "most", "top"),
)


@final
@frozen
class Columns:
    """Number the columns of the sheet of an area by what they hold.

    ``asked`` are those that people see, with their widths; after them stand those that count, which are
    hidden.
    """

    asked: tuple[tuple[str, int], ...]
    _numbers: Mapping[str, int] = field(init=False)

    def __attrs_post_init__(self) -> None:
        """Give every column its number."""
        names = (*(name for name, _ in self.asked), *_COUNTED)
        object.__setattr__(self, "_numbers", {name: number for number, name in enumerate(names)})

    @classmethod
    def of(cls, form: WorkbookForm) -> "Columns":
        """Return the columns that a form needs: those of guidance and levels only where there is any."""
        without = {
            *(() if form.has_guidance else ("guidance",)),
            *(() if form.has_levels else ("level",)),
        }
        return cls(tuple(column for column in _ASKED if column[0] not in without))

    def __getitem__(self, name: str) -> int:
        """Return the number of a column, from 0."""
        return self._numbers[name]

    def __contains__(self, name: object) -> bool:
        """Tell whether there is such a column."""
        return name in self._numbers

    @property
    def hidden(self) -> tuple[int, int]:
        """Return the numbers of the first and the last column that counts."""
        return self[_COUNTED[0]], self[_COUNTED[-1]]


def cell(row: int, column: int) -> str:
    """Return a cell of the same sheet, fixed wherever the formula is moved.

    >>> cell(4, 2)
    '$C$5'
    """
    return str(xl_rowcol_to_cell(row, column, row_abs=True, col_abs=True))


def span(first: int, last: int, column: int) -> str:
    """Return the cells of one column from a row to another.

    >>> span(4, 6, 2)
    '$C$5:$C$7'
    """
    return f"{cell(first, column)}:{cell(last, column)}"


def far(sheet: str, cells: str) -> str:
    """Return cells of another sheet.

    >>> far("1 Demokrati", "$C$5")
    "'1 Demokrati'!$C$5"
    """
    return f"{quote_sheetname(sheet)}!{cells}"


def place_of(cells: str) -> tuple[int, int]:
    """Return the row and the column of a cell, from 0."""
    row, column = xl_cell_to_rowcol(cells)
    return int(row), int(column)


def sheet_names(wanted: Sequence[str], taken: Iterable[str]) -> list[str]:
    """Return names that sheets can have, each another, as near to those that are wanted as can be.

    >>> sheet_names(["1 Vem? [alla]", "1 Vem? [alla]"], ["Omslag"])
    ['1 Vem alla', '1 Vem alla 2']
    """
    used = {name.casefold() for name in taken}
    names = []
    for title in wanted:
        plain = " ".join(_FORBIDDEN.sub(" ", title).split()).strip("'")[:_LONGEST].strip(" '") or "–"
        name, number = plain, 1
        while name.casefold() in used:
            number += 1
            name = f"{plain[: _LONGEST - len(str(number)) - 1]} {number}"
        used.add(name.casefold())
        names.append(name)
    return names
