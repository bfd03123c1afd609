"""Put the lines of a table into rows: which line goes on with a cell, and which begins a row."""

from collections.abc import Sequence
from typing import final

from attrs import define, field

from kompass_read_pdf.lines import Segment
from kompass_read_pdf.wrapping import is_full

__all__ = ["Column", "Row", "rows_of"]

_SAME_ROW = 0.75
_TIGHT = 1.5
_ALIGNED = 0.6


@final
@define
class Column:
    """Hold from where to where the words of a column stand."""

    x0: float
    x1: float


@final
@define
class Row:
    """Hold the segments of a row, a list for each column."""

    cells: list[list[Segment]] = field(factory=list)

    @property
    def filled(self) -> list[int]:
        """Return the columns in which something stands."""
        return [position for position, cell in enumerate(self.cells) if cell]

    @property
    def segments(self) -> list[Segment]:
        """Return everything in the row."""
        return [segment for cell in self.cells for segment in cell]


def rows_of(
    lines: Sequence[Sequence[tuple[int, Segment]]], columns: Sequence[Column], separators: Sequence[float]
) -> list[Row]:
    """Return the rows of a table, of whose lines each segment stands in a column.

    ``separators`` are the heights of rules between rows.
    """
    rows = _lists_together(_overlapping(lines, len(columns), separators), separators)
    position = 0
    while position < len(rows):
        side = _goes_on(rows, position, columns, separators)
        if side:
            other = position + side
            _merge(rows, min(position, other))
            position = max(position - 1, 0)
        else:
            position += 1
    return rows


def _overlapping(
    lines: Sequence[Sequence[tuple[int, Segment]]], count: int, separators: Sequence[float]
) -> list[Row]:
    """Return rows of lines, those as one that are too near to be two lines of one cell."""
    rows: list[Row] = []
    for line in lines:
        row = Row([[] for _ in range(count)])
        for column, segment in line:
            row.cells[column].append(segment)
        if rows and _is_same(rows[-1], row) and not _is_ruled(rows[-1], row, separators):
            for column, cell in enumerate(row.cells):
                rows[-1].cells[column] += cell
        else:
            rows.append(row)
    return rows


def _lists_together(rows: list[Row], separators: Sequence[float]) -> list[Row]:
    """Return the rows, those as one that are the items of a list beside which one line of figures stands."""
    found: list[Row] = []
    position = 0
    while position < len(rows):
        end = position + 1
        if _begins_item(rows[position]):
            first = rows[position].cells[0][0]
            while (
                end < len(rows)
                and _is_listed(rows[end], first)
                and not _is_ruled(rows[end - 1], rows[end], separators)
            ):
                end += 1
        together = rows[position:end]
        if sum(len(row.filled) > 1 for row in together) == 1:
            whole = Row(
                [
                    [one for row in together for one in row.cells[column]]
                    for column in range(len(rows[0].cells))
                ]
            )
            found.append(whole)
        else:
            found += together
        position = end
    return found


def _begins_item(row: Row) -> bool:
    return bool(row.cells[0]) and row.cells[0][0].mark


def _is_listed(row: Row, first: Segment) -> bool:
    """Tell whether a row begins an item, goes on with one below its words, or only has figures beside one."""
    if not row.cells[0]:
        return True
    line = row.cells[0][0]
    return line.mark or line.x0 >= first.text_x0 - 1


def _is_same(upper: Row, lower: Row) -> bool:
    last = max(segment.base for segment in upper.segments)
    first = min(segment.base for segment in lower.segments)
    size = min(segment.size for segment in (*upper.segments, *lower.segments))
    return first - last < size * _SAME_ROW


def _is_ruled(upper: Row, lower: Row, separators: Sequence[float]) -> bool:
    """Tell whether a rule stands between two rows."""
    above = max(segment.base for segment in upper.segments)
    below = min(segment.base - segment.size * 0.4 for segment in lower.segments)
    return any(above < at < below for at in separators)


def _merge(rows: list[Row], position: int) -> None:
    for cell, other in zip(rows[position].cells, rows[position + 1].cells, strict=True):
        cell.extend(other)
    del rows[position + 1]


def _goes_on(rows: list[Row], position: int, columns: Sequence[Column], separators: Sequence[float]) -> int:
    """Return -1 where a row of one filled cell goes on with the row above, 1 for that below, else 0."""
    row = rows[position]
    if len(row.filled) != 1:
        return 0
    above = _joins(rows, position - 1, columns, separators) if position else None
    below = _joins(rows, position, columns, separators) if position + 1 < len(rows) else None
    if above is None and below is None:
        return 0
    if below is None or (above is not None and above <= below):
        return -1
    # A line above the first line of figures belongs to them only where it cannot end what stands above.
    return 1


def _joins(
    rows: list[Row], position: int, columns: Sequence[Column], separators: Sequence[float]
) -> float | None:
    """Return how far a row stands from the next where a cell goes on in it, ``None`` where none does."""
    upper, lower = rows[position], rows[position + 1]
    single, other = (lower, upper) if len(lower.filled) == 1 else (upper, lower)
    column = single.filled[0]
    if not other.cells[column] or _is_ruled(upper, lower, separators):
        return None
    last, first = upper.cells[column][-1], lower.cells[column][0]
    gap = (first.base - last.base) / max(last.size, first.size)
    if gap > _TIGHT or not _are_alike(last, first):
        return None
    if first.mark:
        return gap if single is lower else None
    is_next = _is_drawn_next(last, first, rows)
    is_below = single is lower and not is_next and _is_below(rows, position + 1, column)
    if is_below or not is_full(last, first, columns[column].x0, columns[column].x1):
        return None
    return gap if is_next else gap + 0.5


def _is_below(rows: Sequence[Row], position: int, column: int) -> bool:
    """Tell whether a line is no rest of the last row, but stands below the table.

    Such a line begins as a sentence does, and the page draws it after all cells of that row, or it begins
    elsewhere than the lines of its column, which all begin at one place.
    """
    line = rows[position].cells[column][0]
    if line.text[:1].islower() or any(row.filled != [column] for row in rows[position:]):
        return False
    others = [one.x0 for row in rows[:position] for one in row.cells[column]]
    is_column = max(others) - min(others) < _ALIGNED
    return (is_column and abs(line.x0 - others[0]) > _ALIGNED) or _is_drawn_after(rows[position - 1], line)


def _is_drawn_after(row: Row, line: Segment) -> bool:
    return line.order > max(segment.last for segment in row.segments)


def _are_alike(upper: Segment, lower: Segment) -> bool:
    return upper.bold == lower.bold and abs(upper.size - lower.size) <= 0.1 * lower.size


def _is_drawn_next(upper: Segment, lower: Segment, rows: Sequence[Row]) -> bool:
    """Tell whether the page draws one line right after the other, as those of one cell."""
    orders = [segment.order for row in rows for segment in row.segments]
    return upper.last < lower.order and not any(upper.last < order < lower.order for order in orders)
