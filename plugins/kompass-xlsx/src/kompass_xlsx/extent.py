"""Look through a part of a workbook before it is opened: a few letters can open to millions of cells."""

import re
from typing import final
from xml.parsers.expat import ExpatError, ParserCreate

from attrs import frozen

__all__ = ["MOST_CELLS", "Extent", "extent_of"]

MOST_CELLS = 500_000
"""The cells of all sheets, empty ones before the last included, above which a workbook is refused."""

_MOST_ROWS, _MOST_COLUMNS = 100_000, 26 + 26**2
_REFERENCE = re.compile(r"([A-Za-z]{1,3})([0-9]{1,7})", re.ASCII)
_COUNT = re.compile(r"[0-9]{1,9}", re.ASCII)
_FILLED = ("value", "value-type", "formula")
"""What an attribute of a cell in OpenDocument ends with where something stands in the cell."""
_LETTERS = 26
_SHOWN = 20


@final
@frozen(kw_only=True)
class Extent:
    """Hold how many cells a part opens to, and the places of those that cannot be read.

    That is where an error of the program stands, or a formula that no program has worked out.
    """

    cells: int
    lost: frozenset[str]


def extent_of(part: bytes) -> Extent:
    """Return the extent of the sheets in a part; raise ``ValueError`` with what no sheet of ours has.

    >>> extent_of(b'<a:sheetData xmlns:a="a"><a:row r="9"><a:c r="C9"/></a:row></a:sheetData>').cells
    27
    >>> extent_of(b'<sheetData><row><c r="A99999999"/></row></sheetData>')
    Traceback (most recent call last):
    ValueError: it has a cell A99999999
    """
    looked = _Sheets()
    # Every program writes UTF-8; what else a part claims to be could be read in two ways.
    parser = ParserCreate("UTF-8")
    parser.StartElementHandler = looked.begin
    parser.EndElementHandler = looked.end
    parser.CharacterDataHandler = looked.text
    parser.StartDoctypeDeclHandler = _refuse_doctype
    try:
        parser.Parse(part, True)
    except ExpatError as error:
        raise ValueError(str(error)) from None
    return Extent(cells=looked.cells, lost=frozenset(looked.lost))


def _refuse_doctype(*_: object) -> None:
    raise ValueError("it declares entities")


class _Sheets:
    """Follow the elements of a part; sheets of Excel have ``sheetData``, those of OpenDocument ``table``."""

    def __init__(self) -> None:
        self.lost: set[str] = set()
        self._before = 0
        self._rows = self._columns = 0
        self._row = self._column = 0
        self._cell: dict[str, str] | None = None
        self._is_formula = self._has_value = self._is_in_value = False

    @property
    def cells(self) -> int:
        """Return the rows of all sheets times their columns, up to the last cell of each."""
        return self._before + self._rows * self._columns

    def begin(self, name: str, attributes: dict[str, str]) -> None:
        """Take the start of an element, whatever prefix its name has."""
        match name.rpartition(":")[2]:
            case "sheetData" | "table":
                self._begin_sheet()
            case "row":
                self._row = _count(attributes["r"]) if "r" in attributes else self._row + 1
                self._column = 0
            case "c":
                self._begin_cell(attributes)
            case "f":
                self._is_formula = True
            case "v":
                self._is_in_value = True
            case "is":
                self._has_value = True
            case "table-row":
                self._row += _repeated(attributes, "rows")
                self._column = 0
            case "table-cell" | "covered-table-cell":
                self._column += _repeated(attributes, "columns")
                if any(key.endswith(_FILLED) for key in attributes):
                    self._reach(self._row, self._column)

    def text(self, text: str) -> None:
        """Take what stands in an element."""
        self._has_value = self._has_value or (self._is_in_value and text != "")

    def end(self, name: str) -> None:
        """Take the end of an element."""
        match name.rpartition(":")[2]:
            case "v":
                self._is_in_value = False
            case "c" if self._cell is not None:
                kind, place = self._cell.get("t"), self._cell.get("r", "")
                if place and (kind == "e" or (self._is_formula and not self._has_value and kind != "str")):
                    self.lost.add(place)
                self._cell = None

    def _begin_sheet(self) -> None:
        self._before = self.cells
        self._rows = self._columns = self._row = self._column = 0

    def _begin_cell(self, attributes: dict[str, str]) -> None:
        self._cell = attributes
        self._is_formula = self._has_value = self._is_in_value = False
        reference = attributes.get("r")
        if reference is None:
            self._column += 1
            self._reach(self._row, self._column)
            return
        found = _REFERENCE.fullmatch(reference)
        if found is None or int(found[2]) > _MOST_ROWS or _column(found[1]) > _MOST_COLUMNS:
            raise ValueError(f"it has a cell {reference[:_SHOWN]}")
        self._column = _column(found[1])
        self._reach(max(self._row, int(found[2])), self._column)

    def _reach(self, row: int, column: int) -> None:
        self._rows, self._columns = max(self._rows, row), max(self._columns, column)
        if self.cells > MOST_CELLS:
            raise ValueError(f"it has more than {MOST_CELLS:,} cells")


def _count(text: str) -> int:
    if not _COUNT.fullmatch(text):
        raise ValueError(f"it counts {text[:_SHOWN]}")
    return int(text)


def _repeated(attributes: dict[str, str], things: str) -> int:
    found = (text for key, text in attributes.items() if key.endswith(f"number-{things}-repeated"))
    return max(map(_count, found), default=1)


def _column(letters: str) -> int:
    number = 0
    for letter in letters.upper():
        number = number * _LETTERS + ord(letter) - ord("A") + 1
    return number
