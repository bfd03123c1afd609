"""The grid of a table of a Word file: which cell stands where, and how much it covers."""

from collections.abc import Iterator
from typing import final

from attrs import define

from kompass_read_office.collecting import MOST_CELLS
from kompass_read_office.docx_styles import is_on, value_of
from kompass_read_office.parsing import Element, children, has, inner_text, tag, whole
from kompass_read_office.refusals import too_large

__all__ = ["GridCell", "grid_of", "has_changed_rows", "has_hidden_rows"]

_MOST_COLUMNS = 500
_WRAPPERS = frozenset({"sdt", "sdtContent", "customXml", "ins", "moveTo", "smartTag"})


@final
@define
class GridCell:
    """Hold a cell of a table, and how many columns and rows it covers; ``None`` is a cell that is covered."""

    element: Element | None
    columns: int = 1
    rows: int = 1


def has_hidden_rows(table: Element) -> bool:
    """Tell whether rows with words are left out of a table because they are hidden."""
    return any(
        is_on(properties, "hidden") and inner_text(row, "t").strip()
        for row, properties in _rows(table)
        if not has(properties, "del")
    )


def has_changed_rows(table: Element) -> bool:
    """Tell whether a table has rows or cells whose deletion or insertion nobody has accepted."""
    return any(has(properties, "del", "ins") for _, properties in _rows(table)) or any(
        _is_deleted(cell) for row in _found(table, "tr") for cell in _found(row, "tc")
    )


def _rows(table: Element) -> Iterator[tuple[Element, Element]]:
    """Iterate over the rows that have properties, each with them."""
    for row in _found(table, "tr"):
        for properties in children(row, "trPr"):
            yield row, properties


def _is_deleted(cell: Element) -> bool:
    return any(has(properties, "cellDel") for properties in children(cell, "tcPr"))


def grid_of(table: Element) -> list[list[GridCell]]:
    """Return the rows of a table with every cell in its column; what is hidden or deleted is left out."""
    grid: list[list[GridCell]] = []
    open_cells: dict[int, GridCell] = {}
    made = 0
    for row in _found(table, "tr"):
        properties = next(children(row, "trPr"), None)
        if properties is not None and (is_on(properties, "hidden") or has(properties, "del")):
            continue
        cells = [GridCell(None) for _ in range(_count(properties, "gridBefore"))]
        for cell in _found(row, "tc"):
            if not _is_deleted(cell):
                _place(cell, cells, open_cells)
        made += len(cells)
        if made > MOST_CELLS:
            raise too_large(f"One of its tables has more than {MOST_CELLS:,} cells.")
        grid.append(cells)
    return grid


def _place(cell: Element, cells: list[GridCell], open_cells: dict[int, GridCell]) -> None:
    """Put a cell into its row; one that carries on the cell above it is covered by that."""
    properties = next(children(cell, "tcPr"), None)
    columns = max(_count(properties, "gridSpan"), 1)
    column, merged = len(cells), _merged(properties, "vMerge")
    beside = _merged(properties, "hMerge")
    if beside == "continue" and cells:
        _widen(cells)
        return
    above = open_cells.get(column)
    if merged == "continue" and above is not None:
        above.rows += 1
        cells += [GridCell(None) for _ in range(columns)]
        return
    placed = GridCell(cell, columns)
    cells += [placed, *(GridCell(None) for _ in range(columns - 1))]
    for covered in range(column, column + columns):
        open_cells.pop(covered, None)
    if merged is not None:
        open_cells[column] = placed


def _widen(cells: list[GridCell]) -> None:
    """Let the last cell of a row that is there cover one column more."""
    last = next((cell for cell in reversed(cells) if cell.element is not None), None)
    if last is not None:
        last.columns += 1
    cells.append(GridCell(None))


def _merged(properties: Element | None, name: str) -> str | None:
    """Return ``restart`` or ``continue`` where a cell is one of several that were made one."""
    if properties is None or not has(properties, name):
        return None
    return "restart" if value_of(properties, name) == "restart" else "continue"


def _count(properties: Element | None, name: str) -> int:
    if properties is None:
        return 0
    return next((whole(one, "val", 0, most=_MOST_COLUMNS) for one in children(properties, name)), 0)


def _found(element: Element, name: str) -> Iterator[Element]:
    """Iterate over rows or cells, also those within the frames that forms and changes put around them."""
    for child in element:
        if tag(child) == name:
            yield child
        elif tag(child) in _WRAPPERS:
            yield from _found(child, name)
