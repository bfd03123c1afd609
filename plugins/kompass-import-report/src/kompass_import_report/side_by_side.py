"""Put the halves of a table that stand side by side below each other: areas and figures, and areas again."""

from collections.abc import Sequence

from kompass_import_report.figures import read_figure
from kompass_import_report.labels import is_sum, label_key
from kompass_import_report.lines import Cell, Kind, Line
from kompass_import_report.names import Names
from kompass_import_report.transposed import Transposed, rows_below

__all__ = ["read_side_by_side"]

_MOST_ROWS = 60
_FEWEST = 2


def read_side_by_side(lines: list[Line], position: int, names: Names) -> Transposed | None:
    """Return the table whose head at ``position`` says the same columns twice or more, as one of one half.

    Return ``None`` where it does not, or where something other than an area or a sum begins a half.
    """
    head = lines[position]
    width = _width(head.cells) if head.kind is Kind.ROW else None
    if width is None:
        return None
    below, after = rows_below(lines, position, _MOST_ROWS)
    halves = [_half(line, begins, width) for begins in range(0, len(head.cells), width) for line in below]
    rows = [row for row in halves if row.text]
    if len(rows) < _FEWEST or not all(_is_of_area(row.cells, names) for row in rows):
        return None
    return Transposed((_half(head, 0, width), *rows), after)


def _width(cells: Sequence[Cell]) -> int | None:
    """Return how many columns a half has, ``None`` where the heads do not come again in their order."""
    heads = [label_key(cell.text) for cell in cells]
    for width in range(_FEWEST, len(heads) // 2 + 1):
        if heads == heads[:width] * (len(heads) // width) and heads[0] and len(set(heads[:width])) == width:
            return width
    return None


def _half(line: Line, begins: int, width: int) -> Line:
    cells = line.cells[begins : begins + width]
    return Line(line.number, Kind.ROW, " ".join(cell.text for cell in cells if cell.text), tuple(cells))


def _is_of_area(cells: Sequence[Cell], names: Names) -> bool:
    """Tell whether a row is of an area or a sum, and has a figure."""
    name = names.area(cells[0].text, cells[0].line)
    is_named = (name is not None and name.known is not None) or is_sum(label_key(cells[0].text))
    return is_named and any(read_figure(cell.text) is not None for cell in cells[1:])
