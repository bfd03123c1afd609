"""Find the tables and the texts on a sheet of a workbook."""

import re
from bisect import bisect_left
from collections.abc import Iterable
from typing import final

from attrs import define, field, frozen

from kompass_read_office.collecting import Collector
from kompass_spec.model import BlockCell, BlockKind, Place

__all__ = ["Sheet", "SheetCell", "collect_sheet", "column_letters"]

_LETTERS = 26
_UNNAMED = re.compile(r"(?:sheet|blad|ark|taulukko|tabelle|feuille|hoja|sida|table)\s?\d{0,3}", re.IGNORECASE)
_FIGURE = re.compile(r"[-+−–]?\d{1,4}(?:[.,]\d{1,4})?\s?%?")
_YEAR = re.compile(r"(?:19|20)\d\d")
_ENOUGH = 2
_MOST_TABLES = 20
_MOST_NAMED = 5


@final
@frozen
class SheetCell:
    """Hold what a cell shows, and whether it is bold."""

    text: str
    bold: bool = False


@final
@define
class Sheet:
    """Hold the cells of a sheet that show something, by row and column from 1.

    ``merged`` are cells that were made one: the first, and how many columns and rows it covers.
    ``hidden_rows`` and ``hidden_columns`` are not shown; ``unshown``, ``unvalued`` and ``failed`` are the
    cells whose format hides them, whose formula has no result in the file, and whose formula went wrong;
    ``struck`` is what was left out because a line goes through it.
    """

    name: str
    cells: dict[tuple[int, int], SheetCell] = field(factory=dict)
    merged: dict[tuple[int, int], tuple[int, int]] = field(factory=dict)
    hidden_rows: set[int] = field(factory=set)
    hidden_columns: set[int] = field(factory=set)
    unshown: list[tuple[int, int]] = field(factory=list)
    unvalued: list[tuple[int, int]] = field(factory=list)
    failed: list[tuple[int, int]] = field(factory=list)
    struck: list[str] = field(factory=list)

    def place(self, row: int, column: int) -> Place:
        """Return the place of a cell."""
        return Place(sheet=self.name, cell=f"{column_letters(column)}{row}")


def column_letters(column: int) -> str:
    """Return the letters of a column, counted from 1.

    >>> column_letters(3), column_letters(28)
    ('C', 'AB')
    """
    letters = ""
    while column > 0:
        column, letter = divmod(column - 1, _LETTERS)
        letters = chr(ord("A") + letter) + letters
    return letters


def collect_sheet(sheet: Sheet, collector: Collector) -> None:
    """Collect the name of a sheet as a heading, its texts as paragraphs, and its tables; say what hides."""
    seen = _without_hidden(sheet, collector)
    if seen and not _UNNAMED.fullmatch(sheet.name.strip()):
        collector.add_text(BlockKind.HEADING, sheet.name, Place(sheet=sheet.name), level=1)
    for band in _bands(seen):
        for part in _side_by_side(band):
            _collect_part(sheet, part, collector)
    _warn_of_formulas(sheet, collector)
    collector.note_struck(sheet.struck)


_Rows = dict[int, dict[int, SheetCell]]


def _without_hidden(sheet: Sheet, collector: Collector) -> _Rows:
    """Return the cells that are shown, row by row, and say which are not."""
    rows: _Rows = {}
    rows_left, columns_left = set[int](), set[int]()
    for (row, column), cell in sorted(sheet.cells.items()):
        if row in sheet.hidden_rows:
            rows_left.add(row)
        elif column in sheet.hidden_columns:
            columns_left.add(column)
        else:
            rows.setdefault(row, {})[column] = cell
    hidden = [
        *([f"rows {_listed(map(str, sorted(rows_left)))}"] if rows_left else []),
        *([f"columns {_listed(map(column_letters, sorted(columns_left)))}"] if columns_left else []),
        *([f"what {_cells_named(sheet.unshown)} holds"] if sheet.unshown else []),
    ]
    if hidden:
        collector.warn(
            "hidden-content",
            f"On the sheet '{sheet.name}', {' and '.join(hidden)} are hidden and were not read. "
            "Show them if they count.",
        )
    return rows


def _bands(rows: _Rows) -> list[_Rows]:
    """Return the rows that stand together; a table goes on below a gap where no new head begins it."""
    bands: list[_Rows] = []
    last = None
    for row, cells in rows.items():
        if last is None or row > last + 1:
            bands.append({})
        bands[-1][row] = cells
        last = row
    joined: list[_Rows] = []
    for band in bands:
        if joined and _is_table(joined[-1]) and _goes_on(band):
            joined[-1].update(band)
        else:
            joined.append(band)
    return joined


def _is_table(band: _Rows) -> bool:
    return any(len(cells) > 1 for cells in band.values())


def _goes_on(band: _Rows) -> bool:
    """Tell whether the first row of several cells holds figures, as no head does."""
    first = next((cells for cells in band.values() if len(cells) > 1), None)
    return first is not None and _figures_behind_words(first)


def _figures_behind_words(cells: dict[int, SheetCell]) -> bool:
    worded = False
    for _, cell in sorted(cells.items()):
        if _is_figure(cell.text) and worded:
            return True
        worded = worded or _is_worded(cell.text)
    return False


def _is_figure(text: str) -> bool:
    return _FIGURE.fullmatch(text) is not None and not _YEAR.fullmatch(text)


def _is_worded(text: str) -> bool:
    return any(letter.isalpha() for letter in text)


def _side_by_side(band: _Rows) -> list[_Rows]:
    """Return the tables of a band that stand beside each other: each has names and figures of its own."""
    several = [cells for cells in band.values() if len(cells) > 1]
    groups = _neighbours(sorted({column for cells in several for column in cells}))
    if len(groups) > _MOST_TABLES:
        return [band]
    parts: list[list[int]] = []
    for group in groups:
        if parts and not (_stands_alone(several, parts[-1]) and _stands_alone(several, group)):
            parts[-1] += group
        else:
            parts.append(list(group))
    return _parted(band, [part[-1] for part in parts[:-1]])


def _parted(band: _Rows, ends: list[int]) -> list[_Rows]:
    """Return a band in parts, each up to one of the columns ``ends`` or behind the last."""
    if not ends:
        return [band]
    tables: list[_Rows] = [{} for _ in range(len(ends) + 1)]
    for row, cells in band.items():
        for column, cell in cells.items():
            tables[sum(column > end for end in ends)].setdefault(row, {})[column] = cell
    return [table for table in tables if table]


def _neighbours(columns: list[int]) -> list[list[int]]:
    """Return columns in groups without a gap."""
    groups: list[list[int]] = []
    for column in columns:
        if groups and column == groups[-1][-1] + 1:
            groups[-1].append(column)
        else:
            groups.append([column])
    return groups


def _stands_alone(rows: Iterable[dict[int, SheetCell]], columns: list[int]) -> bool:
    """Tell whether figures stand behind words in enough rows of some columns."""
    parts = ({column: row[column] for column in columns if column in row} for row in rows)
    return sum(map(_figures_behind_words, parts)) >= _ENOUGH


def _collect_part(sheet: Sheet, part: _Rows, collector: Collector) -> None:
    """Collect what stands together: single texts above and below a table as paragraphs."""
    numbers = list(part)
    several = [position for position, row in enumerate(numbers) if len(part[row]) > 1]
    first, last = (several[0], several[-1]) if several else (len(numbers), len(numbers))
    for row in numbers[:first]:
        _collect_text(sheet, part, row, collector)
    if several:
        _collect_table(sheet, {row: part[row] for row in numbers[first : last + 1]}, collector)
    for row in numbers[last + 1 :]:
        _collect_text(sheet, part, row, collector)


def _collect_text(sheet: Sheet, part: _Rows, row: int, collector: Collector) -> None:
    for column, cell in part[row].items():
        lines = [(line, cell.bold) for line in cell.text.split("\n") if line.strip()]
        collector.add_lines(BlockKind.PARAGRAPH, lines, sheet.place(row, column))


def _collect_table(sheet: Sheet, part: _Rows, collector: Collector) -> None:
    columns = sorted({column for cells in part.values() for column in cells})
    rows = list(part)
    collector.count_cells(len(rows) * len(columns))
    for cells in part.values():
        for cell in cells.values():
            collector.count(cell.text)
    collector.add_table(
        [[_cell(sheet, part, (row, column), rows, columns) for column in columns] for row in rows],
        counted=True,
    )


def _cell(sheet: Sheet, part: _Rows, at: tuple[int, int], rows: list[int], columns: list[int]) -> BlockCell:
    """Return a cell of a table with how many of the table's columns and rows it covers."""
    cell = part[at[0]].get(at[1])
    wide, high = 1, 1
    if cell is not None and at in sheet.merged:
        covered_columns, covered_rows = sheet.merged[at]
        wide = bisect_left(columns, at[1] + covered_columns) - bisect_left(columns, at[1])
        high = bisect_left(rows, at[0] + covered_rows) - bisect_left(rows, at[0])
    return BlockCell(text=cell.text if cell else "", place=sheet.place(*at), columns=wide, rows=high)


def _warn_of_formulas(sheet: Sheet, collector: Collector) -> None:
    if sheet.unvalued:
        collector.warn(
            "formulas-without-values",
            f"On the sheet '{sheet.name}', the file holds no results of the formulas in "
            f"{_cells_named(sheet.unvalued)}, so they were not read. Open it in Excel, or "
            "in LibreOffice and recalculate it there with Ctrl+Shift+F9, save it, and read it again.",
        )
    if sheet.failed:
        collector.warn(
            "formula-error",
            f"On the sheet '{sheet.name}', the formulas in {_cells_named(sheet.failed)} show an error, so "
            "their results were not read. Put them right in the workbook.",
        )


def _cells_named(cells: list[tuple[int, int]]) -> str:
    return _listed(f"{column_letters(column)}{row}" for row, column in cells)


def _listed(names: Iterable[str]) -> str:
    """Return the first names of many, and how many there are beside them."""
    found = list(names)
    more = f" and {len(found) - _MOST_NAMED} more" if len(found) > _MOST_NAMED else ""
    return ", ".join(found[:_MOST_NAMED]) + more
