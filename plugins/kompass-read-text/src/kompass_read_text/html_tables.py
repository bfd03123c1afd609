"""Find the tables of a page, whether they are of the elements for tables or of others that stand so."""

import re
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Any, NamedTuple

from kompass_read_text.html_left_out import LeftOut
from kompass_read_text.html_styles import Styles
from kompass_spec import InputError, Problem

__all__ = [
    "MOST_CELLS",
    "GridCell",
    "arranges_page",
    "definitions_of",
    "grid_of",
    "holders_of_tables",
    "is_table",
]

MOST_CELLS = 100_000
"""The cells of a table above which a page is refused: those that others cover are counted too."""

_WIDEST = 100
_TABLES = frozenset({"table", "grid", "treegrid"})
_CELLS = frozenset({"cell", "gridcell", "columnheader", "rowheader"})
_GROUPS = frozenset({"rowgroup", "presentation", "none"})
_HOLDERS = frozenset({"article", "dd", "div", "form", "li", "main", "ol", "section", "ul"})
_ROW_LIKE = frozenset({"a", "div", "li", "p", "section"})
_SHORT = 160
_FIGURE = re.compile(r"[-+−–±]?\d{1,4}(?:[.,]\d{1,3})?\s?(?:%|p|po[äe]ng|point)?", re.IGNORECASE)
_OF_PAGES = "ul, ol, h1, h2, h3, h4, p + p"
_FEWEST = 2
_MOST_LOOKED_AT = 40
_MOST_INSIDE = 10


class GridCell(NamedTuple):
    """Hold the element of a cell, ``None`` where another covers it, and how much the cell covers."""

    node: Any
    columns: int = 1
    rows: int = 1


def _children(node: Any) -> Iterator[Any]:
    """Yield the elements in an element."""
    child = node.child
    while child is not None:
        if child.is_element_node:
            yield child
        child = child.next


def is_table(node: Any, styles: Styles) -> bool:
    """Tell whether an element stands as a table: by its name, its role, its style, or how it is built."""
    if node.tag == "table":
        return node.attributes.get("role") not in {"presentation", "none"} or _has_figures(node)
    if node.tag not in _HOLDERS:
        return False
    if node.attributes.get("role") in _TABLES or styles.display(node) in {"table", "inline-table"}:
        return any(True for _ in _rows_of(node, styles))
    first = next(_children(node), None)
    if first is None:
        return False
    return _is_row(first, styles) or _is_built_as_table(node)


def _has_figures(node: Any) -> bool:
    return any(_FIGURE.fullmatch(cell.text().strip()) for cell in islice(node.css("td"), _MOST_LOOKED_AT))


def _rows_of(node: Any, styles: Styles) -> Iterator[Any]:
    """Yield the rows of a table in the order in which they are shown."""
    return _rows_of_table(node) if node.tag == "table" else _rows_of_others(node, styles)


def _rows_of_table(node: Any) -> Iterator[Any]:
    sections = {"thead": 0, "tfoot": 2}
    for part in sorted(_children(node), key=lambda part: sections.get(part.tag, 1)):
        if part.tag == "tr":
            yield part
        elif part.tag in {"thead", "tbody", "tfoot"}:
            yield from (row for row in _children(part) if row.tag == "tr")


def _rows_of_others(node: Any, styles: Styles) -> Iterator[Any]:
    if _is_built_as_table(node):
        yield from _children(node)
        return
    for part in _children(node):
        if _is_row(part, styles):
            yield part
        elif part.attributes.get("role") in _GROUPS or "row-group" in styles.display(part):
            yield from (row for row in _children(part) if _is_row(row, styles))


def grid_of(node: Any, left_out: LeftOut, file: str) -> list[list[GridCell]]:
    """Return the cells of a table row by row, with those that others cover.

    Raise ``InputError`` where there are more of them than any table has.
    """
    grid: list[list[GridCell]] = []
    covered: dict[int, int] = {}
    count = 0
    for row in _rows_of(node, left_out.styles):
        if left_out.hides(row):
            continue
        line: list[GridCell] = []
        for cell in (one for one in _children(row) if not left_out.hides(one)):
            _cover(line, covered)
            columns, rows = _span(cell, "colspan", _WIDEST), _span(cell, "rowspan", 0)
            for column in range(len(line), len(line) + columns):
                covered[column] = rows - 1
            line += [GridCell(cell, columns, rows), *[GridCell(None)] * (columns - 1)]
        _cover(line, covered)
        count += len(line)
        if count > MOST_CELLS:
            sentence = (
                f"A table of this page has more than {MOST_CELLS:,} cells, with those that others cover."
                " Open it in a browser, and save what you need of it."
            )
            raise InputError([Problem("damaged-file", sentence, file)])
        grid.append(line)
    return _cut(grid)


def _cover(line: list[GridCell], covered: dict[int, int]) -> None:
    """Put empty cells where those of rows above reach down."""
    while covered.get(len(line), 0) > 0:
        covered[len(line)] -= 1
        line.append(GridCell(None))


def _cut(grid: list[list[GridCell]]) -> list[list[GridCell]]:
    """Return the rows, none of whose cells reaches below the last of them."""
    height = len(grid)
    return [
        [cell._replace(rows=min(cell.rows or height, height - number)) for cell in row]
        for number, row in enumerate(grid)
    ]


def _span(cell: Any, name: str, most: int) -> int:
    """Return how many columns or rows a cell covers: a row span of 0 reaches down to the end."""
    digits = (cell.attributes.get(name) or "1").strip()
    if not (digits.isascii() and digits.isdigit() and len(digits) < len("100000")):
        return 1
    value = int(digits)
    return min(value or 1, most) if most else (value or 65_534)


def _is_row(node: Any, styles: Styles) -> bool:
    return node.attributes.get("role") == "row" or styles.display(node) == "table-row"


def _is_built_as_table(node: Any) -> bool:
    """Tell whether elements hold rows of as many short texts each, of which the same are figures in each."""
    rows = list(islice(_children(node), _MOST_LOOKED_AT))
    if len(rows) < _FEWEST or {row.tag for row in rows} - _ROW_LIKE or len({row.tag for row in rows}) > 1:
        return False
    texts = [_short_texts(row) for row in rows]
    widths = {len(row) for row in texts}
    return len(widths) == 1 and min(widths) >= _FEWEST and _has_column_of_figures(texts[1:], min(widths))


def _has_column_of_figures(rows: Sequence[Sequence[str]], width: int) -> bool:
    return any(all(_FIGURE.fullmatch(row[column]) for row in rows) for column in range(1, width))


def _short_texts(row: Any) -> Sequence[str]:
    """Return the texts of the elements that a row holds, none where it holds anything else."""
    texts: list[str] = []
    part = row.child
    while part is not None:
        if part.is_element_node and len(texts) < _WIDEST and _is_small(part):
            texts.append(part.text().strip())
        elif part.is_element_node or (part.is_text_node and (part.text_content or "").strip()):
            return ()
        part = part.next
    return texts if all(len(text) <= _SHORT for text in texts) else ()


def _is_small(node: Any) -> bool:
    """Tell whether so little is in an element that it may be a cell."""
    return sum(1 for _ in islice(node.traverse(), _MOST_INSIDE + 1)) <= _MOST_INSIDE


def definitions_of(node: Any) -> list[list[GridCell]] | None:
    """Return the rows of a list of terms where a figure stands behind each, ``None`` where none does."""
    rows: list[list[GridCell]] = []
    for one in _terms(node):
        if one.tag == "dt":
            rows.append([GridCell(one)])
        elif one.tag == "dd" and rows:
            rows[-1].append(GridCell(one))
    return rows if rows and all(map(_is_explained_by_figure, rows)) else None


def _terms(node: Any) -> Iterator[Any]:
    """Yield the terms of a list and what stands behind them, which may be held together in pairs."""
    for part in _children(node):
        yield from _children(part) if part.tag == "div" else (part,)


def _is_explained_by_figure(row: Sequence[GridCell]) -> bool:
    return any(_FIGURE.fullmatch(cell.node.text().strip()) for cell in row[1:])


def arranges_page(rows: Sequence[Sequence[GridCell]]) -> bool:
    """Tell whether a table only arranges a page: nothing stands side by side in it, or whole texts do."""
    filled = [
        [cell.node for cell in row if cell.node is not None and cell.node.text().strip()] for row in rows
    ]
    if not any(len(row) >= _FEWEST for row in filled):
        return True
    return len(filled) == 1 and any(
        found.mem_id != cell.mem_id for cell in filled[0] for found in cell.css(_OF_PAGES)
    )


def holders_of_tables(page: Any) -> frozenset[int]:
    """Return the tables of a page that others stand in, and that so do not hold rows of figures."""
    holders: set[int] = set()
    seen: set[int] = set()
    for table in page.css("table, [role=table]"):
        above = table.parent
        while above is not None and above.mem_id not in seen:
            seen.add(above.mem_id)
            if above.tag == "table" or above.attributes.get("role") == "table":
                holders.add(above.mem_id)
                break
            above = above.parent
    return frozenset(holders)
