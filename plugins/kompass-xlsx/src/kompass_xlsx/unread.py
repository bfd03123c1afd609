"""Say what stands in a workbook where nothing is read: somebody has written it, and it counts for nothing."""

from collections.abc import Iterator, Sequence

from kompass_spec import Problem
from kompass_xlsx.answers import ANSWERS
from kompass_xlsx.cells import Cell, Sheet, text_of
from kompass_xlsx.finding_reading import FINDING_COLUMNS
from kompass_xlsx.form import LISTS, AskedItem
from kompass_xlsx.tables import Entry, Table

__all__ = ["unread"]

_READ = {"items": ANSWERS, "findings": FINDING_COLUMNS, "cover": ("value", "role")}
_ALWAYS = ("not_applicable", "interview", "document", "website", "comment")
_FIRST_ROWS = 8
_LISTED = 5


def unread(
    sheets: Sequence[Sheet], tables: Sequence[Table], rows: Sequence[tuple[AskedItem, Entry]], edition: str
) -> Iterator[Problem]:
    """Yield a warning for what stands beside the rows and columns that are read, and for those that are gone.

    ``edition`` is what the workbook calls its edition on each sheet of its own.
    """
    for table in tables:
        if table.kind in _READ:
            yield from table.warnings(_READ[table.kind])
    yield from _columns_gone(rows)
    yield from _results(rows)
    for sheet in sheets:
        yield from _of_others(sheet, tables, edition)


def _columns_gone(rows: Sequence[tuple[AskedItem, Entry]]) -> Iterator[Problem]:
    """Say of each column of answers that some items should have and have not."""
    for column in ANSWERS:
        gone = [item.code for item, entry in rows if column not in entry.cells and _has(item, column)]
        if gone:
            listed = ", ".join(gone[:_LISTED]) + (" and more" if gone[_LISTED:] else "")
            sentence = (
                f"The workbook has no column {column!r} for {listed}, so nothing of it is read there. Its key"
                " stands in the hidden row above the heads; write it there again."
            )
            yield Problem("edited-workbook", sentence)


def _has(item: AskedItem, column: str) -> bool:
    takes = {"points": item.takes_points, "percent": item.takes_percent, "level": item.takes_level}
    return takes.get(column, column in _ALWAYS)


def _results(rows: Sequence[tuple[AskedItem, Entry]]) -> Iterator[Problem]:
    """Say of results that were written where the workbook works them out of an answer that is not there."""
    for item, entry in rows:
        result = entry.cells.get("result")
        answered = any(
            not cell.is_empty
            for column in ("points", "percent", "level", "not_applicable")
            if (cell := entry.cells.get(column)) is not None
        )
        is_asked = item.takes_points or item.takes_percent or item.takes_level
        if result is not None and is_asked and not answered and isinstance(result.value, int | float):
            sentence = (
                f"The result of {item.code} ({text_of(result.value)}) stands where the workbook works it out,"
                " and the answer is empty, so it is not read. Write the answer."
            )
            yield result.problem("unread-row", sentence)


def _of_others(sheet: Sheet, tables: Sequence[Table], edition: str) -> Iterator[Problem]:
    """Say of a sheet that is none of the workbook's own and has words or numbers.

    The list of answers to choose from is hidden, and may have another name by now.
    """
    own = {cell.sheet for table in tables for entry in table.entries for cell in entry.cells.values()}
    begins = [text_of(value) for row in sheet.rows[:_FIRST_ROWS] for value in row]
    if sheet.is_hidden or sheet.name in {*own, LISTS} or any(edition in text for text in begins):
        return
    first = _first_filled(sheet)
    if first is not None:
        sentence = (
            f"The sheet {sheet.name[:40]!r} is none of the workbook's own and is not read. Write what belongs"
            " to the evaluation into the sheets that the workbook has."
        )
        yield first.problem("unread-row", sentence)


def _first_filled(sheet: Sheet) -> Cell | None:
    cells = (
        sheet.cell(row, column) for row in range(len(sheet.rows)) for column in range(len(sheet.rows[row]))
    )
    return next((cell for cell in cells if not cell.is_empty), None)
