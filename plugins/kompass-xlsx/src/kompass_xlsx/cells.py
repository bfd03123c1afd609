"""Open a workbook and hold its cells with their places; refuse one that is broken or without bounds."""

import datetime as dt
import re
import zipfile
import zlib
from html import unescape
from io import BytesIO
from typing import TypeAlias, final

from attrs import frozen
from python_calamine import CalamineError, CalamineWorkbook, SheetVisibleEnum
from xlsxwriter.utility import xl_rowcol_to_cell

from kompass_spec import InputError, Problem
from kompass_xlsx.extent import MOST_CELLS, extent_of

__all__ = ["Cell", "Sheet", "Value", "read_sheets", "text_of"]

Value: TypeAlias = str | float | int | bool | dt.date | dt.time | dt.datetime | dt.timedelta

_MOST_BYTES = 100_000_000
"""More than any evaluation needs, unpacked; what is packed may be small and grow without end."""
_BOOKS = frozenset(("xl/workbook.xml", "content.xml"))
_SHEET = re.compile(r"<(?:\w+:)?sheet\b([^>]*)/?>")
_RELATION = re.compile(r"<(?:\w+:)?Relationship\b([^>]*)/?>")
_ATTRIBUTE = re.compile(r"""([\w:]+)\s*=\s*(?:"([^"]*)"|'([^']*)')""")


@final
@frozen(kw_only=True)
class Cell:
    """Hold what stands in a cell, empty text for nothing, and where; ``is_lost`` where it cannot be read.

    That is where an error of the program stands, or a formula that no program has worked out.
    """

    value: Value
    sheet: str
    place: str
    is_lost: bool = False

    @property
    def is_empty(self) -> bool:
        """Tell whether nothing stands in the cell."""
        return not self.is_lost and text_of(self.value) == ""

    def problem(self, code: str, sentence: str) -> Problem:
        """Return a problem with what stands here."""
        return Problem(code, sentence, sheet=self.sheet, cell=self.place)


@final
@frozen(kw_only=True)
class Sheet:
    """Hold the values of a sheet, row by row from its first cell, and the cells that cannot be read."""

    name: str
    rows: tuple[tuple[Value, ...], ...]
    lost: frozenset[str] = frozenset()
    is_hidden: bool = False

    def cell(self, row: int, column: int) -> Cell:
        """Return a cell by its row and column, from 0."""
        place = str(xl_rowcol_to_cell(row, column))
        value = self.rows[row][column] if column < len(self.rows[row]) else ""
        return Cell(value=value, sheet=self.name, place=place, is_lost=place in self.lost)


def text_of(value: Value) -> str:
    """Return what stands in a cell as words: whole numbers without decimals, dates as ISO 8601 has them.

    >>> text_of(5.0), text_of(dt.datetime(2026, 3, 1)), text_of("  Ja ")
    ('5', '2026-03-01', 'Ja')
    """
    if isinstance(value, str):
        return value.strip()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, dt.datetime) and value.time() == dt.time():
        return value.date().isoformat()
    return str(value)


def read_sheets(content: bytes) -> tuple[Sheet, ...]:
    """Return the sheets of an XLSX or ODS file; raise ``InputError`` where it cannot be opened."""
    lost = _checked(content)
    try:
        book = CalamineWorkbook.from_filelike(BytesIO(content))
        return tuple(
            Sheet(
                name=sheet.name,
                rows=tuple(map(tuple, book.get_sheet_by_name(sheet.name).to_python(skip_empty_area=False))),
                lost=lost.get(sheet.name, frozenset()),
                is_hidden=sheet.visible is not SheetVisibleEnum.Visible,
            )
            for sheet in book.sheets_metadata
        )
    except (CalamineError, OSError, ValueError) as error:
        raise _broken(str(error)) from None


def _broken(reason: str) -> InputError:
    sentence = (
        f"The workbook cannot be opened ({reason[:100]}). Open it in the program that saved it, and save it"
        " again as .xlsx."
    )
    return InputError([Problem("unread-workbook", sentence)])


def _checked(content: bytes) -> dict[str, frozenset[str]]:
    """Return the cells of each sheet that cannot be read; refuse what would grow without bounds."""
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            parts = _parts(archive)
    except (
        zipfile.BadZipFile,
        zlib.error,
        EOFError,
        NotImplementedError,
        OSError,
        RuntimeError,
        ValueError,
    ) as error:
        raise _broken(str(error)) from None
    if not _BOOKS & parts.keys():
        raise _broken("it is neither XLSX nor OpenDocument")
    try:
        extents = {name: extent_of(part) for name, part in parts.items() if _has_sheets(name, part)}
    except ValueError as error:
        raise _broken(str(error)) from None
    if sum(extent.cells for extent in extents.values()) > MOST_CELLS:
        raise _broken(f"it has more than {MOST_CELLS:,} cells")
    names = _sheet_files(parts)
    return {name: extents[file].lost for name, file in names.items() if file in extents}


def _has_sheets(name: str, part: bytes) -> bool:
    """Tell whether a part is opened as sheets; in Excel any may be, wherever it lies."""
    return name == "content.xml" or b"sheetData" in part


def _parts(archive: zipfile.ZipFile) -> dict[str, bytes]:
    """Return the parts, unpacked; raise ``ValueError`` where all are more than there may be."""
    parts: dict[str, bytes] = {}
    left = _MOST_BYTES
    for info in archive.infolist():
        with archive.open(info) as stream:
            part = stream.read(left + 1)
        left -= len(part)
        if left < 0:
            raise ValueError(f"unpacked it has more than {_MOST_BYTES // 10**6} MB")
        parts[info.filename] = part
    return parts


def _sheet_files(parts: dict[str, bytes]) -> dict[str, str]:
    """Return the file of every sheet by the sheet's name."""
    book = parts.get("xl/workbook.xml", b"").decode("utf-8", "replace")
    relations = parts.get("xl/_rels/workbook.xml.rels", b"").decode("utf-8", "replace")
    targets = {
        found.get("Id", ""): "xl/" + found.get("Target", "").removeprefix("/xl/").removeprefix("/")
        for found in map(_attributes, _RELATION.findall(relations))
    }
    sheets = map(_attributes, _SHEET.findall(book))
    return {
        sheet.get("name", ""): next((targets.get(sheet[key], "") for key in sheet if key.endswith(":id")), "")
        for sheet in sheets
    }


def _attributes(text: str) -> dict[str, str]:
    return {name: unescape(one or other) for name, one, other in _ATTRIBUTE.findall(text)}
