"""Find the tables of a workbook by their marks: sheets may be renamed, rows sorted, columns moved."""

from collections.abc import Iterator, Mapping, Sequence, Set as AbstractSet
from typing import final

from attrs import frozen

from kompass_spec import Problem
from kompass_xlsx.cells import Cell, Sheet, text_of
from kompass_xlsx.form import HEAD, MARK

__all__ = ["Entry", "Table", "tables_of"]

_FEWEST_LETTERS = 3
_KNOWN = frozenset(
    {
        "code", "text", "max", "points", "percent", "level", "not_applicable", "result", "status",
        "interview", "document", "website", "comment", "label", "value", "role", "what", "who", "when",
    }
)  # fmt: skip
"""The keys of the columns that people see; any other is of a column that somebody has made."""


@final
@frozen(kw_only=True)
class Entry:
    """Hold a row of a table: the key that says what it is about, and its cells by the keys of the columns."""

    key: str
    cells: Mapping[str, Cell]

    def text(self, column: str) -> str:
        """Return the words in a column, empty where there is no such column."""
        cell = self.cells.get(column)
        return text_of(cell.value) if cell is not None else ""


@final
@frozen(kw_only=True)
class Table:
    """Hold a table: what its mark names it, its rows that have a key, and what stands beside them."""

    kind: str
    entries: tuple[Entry, ...]
    strays: tuple[Cell, ...] = ()
    added: tuple[Cell, ...] = ()

    def warnings(self, answers: Sequence[str]) -> Iterator[Problem]:
        """Yield what people have written where nothing is read; ``answers`` are the columns that are."""
        for cell in self.strays:
            sentence = (
                f"Nothing says what this is about ({text_of(cell.value)[:60]!r}), so it is not read. Write it"
                " into a row that the workbook has, or beside one."
            )
            yield cell.problem("unread-row", sentence)
        for cell in self.added:
            sentence = (
                f"The column {text_of(cell.value)[:60]!r} is none of the workbook's own and is not read."
                f" What is to be read stands in these: {', '.join(answers)}."
            )
            yield cell.problem("unknown-column", sentence)


def tables_of(sheets: Sequence[Sheet]) -> Iterator[Table]:
    """Yield every table that has a mark, in the order of the sheets and of their rows."""
    for sheet in sheets:
        marked = [
            (row, column) for row in range(len(sheet.rows)) if (column := _mark_in(sheet, row)) is not None
        ]
        ends = [*(row for row, _ in marked), len(sheet.rows)][1:]
        for (row, column), end in zip(marked, ends, strict=True):
            yield _table(sheet, row, column, end)


def _mark_in(sheet: Sheet, row: int) -> int | None:
    """Return the column of the mark in a row, ``None`` where it has none."""
    for column, value in enumerate(sheet.rows[row]):
        if isinstance(value, str) and value.startswith(MARK):
            return column
    return None


def _table(sheet: Sheet, first: int, key_column: int, end: int) -> Table:
    marks = sheet.rows[first]
    columns = {
        value.strip(): number
        for number, value in enumerate(marks)
        if number != key_column and isinstance(value, str) and value.strip()
    }
    known = {key_column, *(number for name, number in columns.items() if name in _KNOWN)}
    last = max(columns.values(), default=0)
    entries: list[Entry] = []
    strays: list[Cell] = []
    added: list[Cell] = []
    for row in range(first + 1, end):
        key = text_of(sheet.cell(row, key_column).value)
        if not key:
            strays += _strays(sheet, row)
        elif key != HEAD:
            cells = {name: sheet.cell(row, number) for name, number in columns.items()}
            entries.append(Entry(key=key, cells=cells))
            strays += _beyond(sheet, row, last)
        elif row == first + 1:
            added += _added(sheet, row, end, known)
    kind = text_of(marks[key_column]).removeprefix(MARK)
    return Table(kind=kind, entries=tuple(entries), strays=tuple(strays), added=tuple(added))


def _strays(sheet: Sheet, row: int) -> Iterator[Cell]:
    """Yield what stands in a row without a key."""
    cells = (sheet.cell(row, column) for column in range(len(sheet.rows[row])))
    return (cell for cell in cells if not cell.is_empty)


def _beyond(sheet: Sheet, row: int, last: int) -> Iterator[Cell]:
    """Yield the words behind the last column; the numbers there are what the workbook reckons with."""
    for column, value in enumerate(sheet.rows[row]):
        if column > last and isinstance(value, str) and _is_worded(value):
            yield sheet.cell(row, column)


def _is_worded(text: str) -> bool:
    """Tell whether a text is words; a single letter may be a mark of the workbook's own."""
    return sum(map(str.isalpha, text)) >= _FEWEST_LETTERS


def _added(sheet: Sheet, row: int, end: int, own: AbstractSet[int]) -> Iterator[Cell]:
    """Yield the heads of columns that are none of the table's own, where something stands below them."""
    for number in range(len(sheet.rows[row])):
        cell = sheet.cell(row, number)
        if number not in own and not cell.is_empty and _has_words(sheet, row, end, number):
            yield cell


def _has_words(sheet: Sheet, row: int, end: int, column: int) -> bool:
    return any(not sheet.cell(below, column).is_empty for below in range(row + 1, end))
