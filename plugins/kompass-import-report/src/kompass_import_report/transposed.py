"""Turn a table whose columns are areas, so that its areas are rows as in every other table."""

from collections.abc import Sequence
from typing import final

from attrs import frozen

from kompass_import_report.figures import read_figure
from kompass_import_report.labels import is_sum, label_key
from kompass_import_report.lines import Cell, Kind, Line
from kompass_import_report.names import Names
from kompass_import_report.not_applicable import is_not_applicable

__all__ = ["Transposed", "read_transposed", "rows_below"]

_FEWEST_AREAS = 2
_MOST_ROWS = 60


@final
@frozen
class Transposed:
    """Hold the rows of a table that was turned, its head first, and the position after it.

    ``codes`` are the cells of official codes, which are no figures.
    """

    rows: tuple[Line, ...]
    after: int
    codes: tuple[Cell, ...] = ()


def read_transposed(lines: list[Line], position: int, names: Names) -> Transposed | None:
    """Return the table whose head at ``position`` names areas in its cells, ``None`` where it does not."""
    head = lines[position]
    if head.kind is not Kind.ROW or not _is_head(head.cells, names):
        return None
    below, after = rows_below(lines, position, _MOST_ROWS)
    if not below or not all(any(map(_is_figure, line.cells)) for line in below):
        return None
    return Transposed(tuple(_turned(head, below, _words_before(head.cells, names))), after)


def _turned(head: Line, below: Sequence[Line], first: int) -> list[Line]:
    """Return the rows of a table with the areas below each other; ``first`` is the cell of the first area."""
    labels = [_label(line, first) for line in below]
    rows = [Line(head.number, Kind.ROW, "", (Cell(("Område",), head.number), *labels))]
    rows += [
        Line(head.number, Kind.ROW, cell.text, (cell, *(line.cells[index] for line in below)))
        for index, cell in enumerate(head.cells)
        if index >= first and cell.text
    ]
    return rows


def rows_below(lines: list[Line], position: int, most: int) -> tuple[list[Line], int]:
    """Return the rows of as many cells that follow a head, ``most`` of them, and the position after them."""
    below: list[Line] = []
    after = position + 1
    while after < len(lines) and len(below) < most:
        line = lines[after]
        if line.kind is Kind.ROW and len(line.cells) == len(lines[position].cells):
            below.append(line)
        elif not line.empty or (line.kind is Kind.BLANK and below):
            break
        after += 1
    return below, after


def _is_head(cells: Sequence[Cell], names: Names) -> bool:
    """Tell whether several cells name areas, and all but the first are areas or sums."""
    areas = [_is_area(cell, names) for cell in cells]
    rest = zip(areas[1:], cells[1:], strict=True)
    return sum(areas) >= _FEWEST_AREAS and all(
        is_area or not cell.text or is_sum(label_key(cell.text)) for is_area, cell in rest
    )


def _is_area(cell: Cell, names: Names) -> bool:
    name = names.area(cell.text, cell.line)
    return name is not None and name.known is not None


def _is_figure(cell: Cell) -> bool:
    return read_figure(cell.text) is not None or is_not_applicable(cell.text)


def _words_before(cells: Sequence[Cell], names: Names) -> int:
    """Return how many cells stand before the first area: that of the words of rows, or none."""
    return 0 if _is_area(cells[0], names) else 1


def _label(line: Line, first: int) -> Cell:
    """Return what a row is of, as the head of a column; points where nothing says it."""
    words = line.cells[0].text if first else ""
    return Cell((words or "Poäng",), line.number)
