"""Find which figures of a table are sums and differences of others, so that a workbook computes them."""

from collections.abc import Sequence
from fractions import Fraction

from xlsxwriter.utility import xl_rowcol_to_cell

from kompass_spec.model.sheet import Figure, SheetTable

__all__ = ["formulas_of"]

_FEWEST = 2


def formulas_of(table: SheetTable, first_row: int) -> dict[tuple[int, int], str]:
    """Return the formulas of a table by row and column, whose rows begin at ``first_row`` of a worksheet.

    A figure gets one only where it is exactly what the formula gives: the last row where it is strong and the
    sum of all others, and a change where in every row it is the difference of the two figures before it.
    """
    quantities = [[_quantity(cell) for cell in row.cells] for row in table.rows]
    formulas = {}
    for position in range(len(table.columns)):
        column = [row[position] for row in quantities]
        if table.rows and table.rows[-1].is_strong and _is_sum(table, column):
            top = xl_rowcol_to_cell(first_row, position)
            bottom = xl_rowcol_to_cell(first_row + len(table.rows) - 2, position)
            formulas[len(table.rows) - 1, position] = f"=SUM({top}:{bottom})"
        operands = _operands(table, quantities, position)
        if operands is not None:
            for number, row in enumerate(quantities):
                if all(row[operand] is not None for operand in (*operands, position)):
                    older, newer = (xl_rowcol_to_cell(first_row + number, operand) for operand in operands)
                    formulas[number, position] = f"={newer}-{older}"
    return formulas


def _quantity(cell: object) -> Fraction | None:
    return cell.quantity if isinstance(cell, Figure) else None


def _is_sum(table: SheetTable, column: Sequence[Fraction | None]) -> bool:
    parts = [quantity for quantity in column[:-1] if quantity is not None]
    is_plain = not any(row.is_strong or row.depth for row in table.rows[:-1])
    return len(parts) == len(column) - 1 >= _FEWEST and is_plain and column[-1] == sum(parts)


def _operands(
    table: SheetTable, quantities: Sequence[Sequence[Fraction | None]], position: int
) -> tuple[int, int] | None:
    """Return the columns of which another is the difference, the subtrahend first; ``None`` if it is not."""
    if not _is_marked(table, position):
        return None
    before = [
        other
        for other in range(position)
        if any(row[other] is not None for row in quantities) and not _is_marked(table, other)
    ][-2:]
    if len(before) < _FEWEST:
        return None
    older, newer = before
    is_difference = [
        result == to - start
        for row in quantities
        if (start := row[older]) is not None
        and (to := row[newer]) is not None
        and (result := row[position]) is not None
    ]
    return (older, newer) if len(is_difference) >= _FEWEST and all(is_difference) else None


def _is_marked(table: SheetTable, position: int) -> bool:
    """Tell whether figures of a column are marked as changes."""
    return any(getattr(row.cells[position], "mark", None) is not None for row in table.rows)
