"""Lay out tables in a given width: figures stay whole, texts wrap, and columns fold where room is short."""

from collections.abc import Sequence

from rich.box import Box
from rich.cells import cell_len
from rich.table import Table as Grid
from rich.text import Text

from kompass_render_text.blocks import Bar, Cell, Column, Row, Stretch, Table

__all__ = ["GAP", "drawn_bar", "fitted_widths", "table_grid"]

GAP = 2
"""The columns between two columns of a table."""

TEXT_WIDTH = 22
"""The least width that is left for texts while there are columns to fold."""

COMFORTABLE_TEXT_WIDTH = 32
"""The width of texts for which a bar becomes shorter than it is asked to be."""

SHORTEST_BAR = 10

WIDEST_FIGURE = 20
"""The width beyond which a figure breaks after all; none that a report prints comes near it."""

_LINES = Box("    \n    \n ── \n    \n ── \n    \n    \n    \n")
_STRETCHES = {
    Stretch.SURE: "cyan",
    Stretch.POSSIBLE: "yellow",
    Stretch.LOST: "dim",
    Stretch.REFERENCE: "bold magenta",
}
_DEEPEST = 3


def fitted_widths(table: Table, width: int) -> tuple[int, ...]:
    """Return the width of every column, 0 for one that folds into the texts or, of a bar, is left out.

    As few columns fold as leave the texts enough room, those with the lowest ``fold`` first.
    """
    natural = [_natural_width(table, position) for position in range(len(table.columns))]
    text = next(position for position, column in enumerate(table.columns) if column.is_text)
    enough = min(natural[text], TEXT_WIDTH)
    steps = [_widths_at(table, natural, text, width, depth) for depth in range(_DEEPEST + 1)]
    return next((widths for widths in steps if widths[text] >= enough), steps[-1])


def _widths_at(table: Table, natural: list[int], text: int, width: int, depth: int) -> tuple[int, ...]:
    widths = [
        0 if 0 < column.fold <= depth else wanted
        for column, wanted in zip(table.columns, natural, strict=True)
    ]
    folded = [cell_len(line) for row in table.rows for line in _folded_lines(row, table.columns, widths)]
    wanted = max([natural[text], *folded])
    for position, column in enumerate(table.columns):
        if widths[position] and column.bar:
            missing = max(0, min(wanted, COMFORTABLE_TEXT_WIDTH) - _room(widths, text, width))
            widths[position] = max(widths[position] - missing, min(SHORTEST_BAR, column.bar))
    widths[text] = max(1, min(wanted, _room(widths, text, width)))
    return tuple(widths)


def _folded_lines(row: Row, columns: tuple[Column, ...], widths: Sequence[int]) -> list[str]:
    """Return what stands below the text of a row: the cells of folded columns, except bars and empty ones."""
    return [
        f"{column.head}: {cell}"
        for column, cell, column_width in zip(columns, row.cells, widths, strict=True)
        if not column_width and cell and not isinstance(cell, Bar)
    ]


def _room(widths: Sequence[int], text: int, width: int) -> int:
    """Return the columns that the others leave to the texts."""
    others = sum(widths) - widths[text]
    return width - others - GAP * (sum(1 for column_width in widths if column_width) - 1)


def _natural_width(table: Table, position: int) -> int:
    """Return the width at which nothing wraps, except that the head of figures breaks between words."""
    column = table.columns[position]
    if column.bar:
        return column.bar
    cells = [cell_len(cell) for row in table.rows if isinstance(cell := row.cells[position], str)]
    if column.is_text:
        return max([cell_len(column.head), *cells])
    return min(max([1, *cells, *map(cell_len, column.head.split())]), WIDEST_FIGURE)


def table_grid(table: Table, width: int) -> Grid:
    """Return the table as rich draws it in ``width`` columns."""
    widths = fitted_widths(table, width)
    grid = Grid(box=_LINES, show_edge=False, pad_edge=False, padding=(0, 1, 0, 0), header_style="bold")
    for position, (column, column_width) in enumerate(zip(table.columns, widths, strict=True)):
        if column_width:
            is_figure = position > 0 and not column.is_text and not column.bar
            grid.add_column(
                Text(column.head, overflow="fold"),
                width=column_width,
                justify="right" if is_figure else "left",
                overflow="fold",
            )
    was_strong = False
    for row in table.rows:
        if row.strong and not was_strong:
            grid.add_section()
        was_strong = row.strong
        grid.add_row(*_drawn_cells(row, table.columns, widths))
    return grid


def _drawn_cells(row: Row, columns: tuple[Column, ...], widths: tuple[int, ...]) -> list[Text]:
    style = "bold" if row.strong else ""
    folded = _folded_lines(row, columns, widths)
    drawn = []
    for column, cell, column_width in zip(columns, row.cells, widths, strict=True):
        if column_width:
            shown = _drawn(cell, column_width, style)
            for line in folded if column.is_text else ():
                shown.append(f"\n{line}", "dim")
            drawn.append(shown)
    return drawn


def _drawn(cell: Cell, width: int, style: str) -> Text:
    return drawn_bar(cell, width) if isinstance(cell, Bar) else Text(cell, style, overflow="fold")


def drawn_bar(bar: Bar, cells: int) -> Text:
    """Return a bar of as many cells, in colours by what they stand for."""
    return Text.assemble(*((characters, _STRETCHES[stretch]) for stretch, characters in bar.stretches(cells)))
