"""The grid of a table of an OpenDocument text."""

from collections.abc import Iterator
from typing import final

from attrs import frozen

from kompass_read_office.collecting import MOST_CELLS
from kompass_read_office.parsing import Element, attribute, children, tag, whole
from kompass_read_office.refusals import too_large

__all__ = ["OdfCell", "has_hidden_rows", "odf_grid", "odf_rows"]

_MOST_COLUMNS = 500
_MOST_ROWS = 100_000
_HIDDEN = frozenset({"collapse", "filter"})
_GROUPS = frozenset({"table-header-rows", "table-row-group", "table-rows"})


@final
@frozen
class OdfCell:
    """Hold a cell of a table, and how many columns and rows it covers; ``None`` is a cell that is covered."""

    element: Element | None
    columns: int = 1
    rows: int = 1


def odf_rows(table: Element) -> Iterator[Element]:
    """Iterate over the rows of a table, also those that are grouped."""
    for child in table:
        if tag(child) == "table-row":
            yield child
        elif tag(child) in _GROUPS:
            yield from odf_rows(child)


def has_hidden_rows(table: Element) -> bool:
    """Tell whether rows with words are left out of a table because they are hidden."""
    return any(
        attribute(row, "visibility") in _HIDDEN and any(words.strip() for words in row.itertext())
        for row in odf_rows(table)
    )


def odf_grid(table: Element) -> list[list[OdfCell]]:
    """Return the rows of a table with every cell in its column; hidden rows are left out."""
    grid: list[list[OdfCell]] = []
    made = 0
    for row in odf_rows(table):
        if attribute(row, "visibility") in _HIDDEN:
            continue
        cells = [
            cell for element in children(row, "table-cell", "covered-table-cell") for cell in _cells(element)
        ]
        times = whole(row, "number-rows-repeated", 1, most=_MOST_ROWS)
        made += len(cells) * times
        if made > MOST_CELLS:
            raise too_large(f"One of its tables has more than {MOST_CELLS:,} cells.")
        grid += [list(cells) for _ in range(times)]
    return grid


def _cells(element: Element) -> list[OdfCell]:
    times = whole(element, "number-columns-repeated", 1, most=_MOST_COLUMNS)
    if tag(element) == "covered-table-cell":
        return [OdfCell(None)] * times
    columns = max(whole(element, "number-columns-spanned", 1, most=_MOST_COLUMNS), 1)
    rows = max(whole(element, "number-rows-spanned", 1, most=_MOST_ROWS), 1)
    return [OdfCell(element, columns, rows)] * times
