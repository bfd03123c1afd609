"""Tables to edit: their heads come again on every page, and figures stand to the right."""

from collections.abc import Sequence

from kompass_render_docx.elements import Element, Writer, element, paragraph, run, text_of
from kompass_render_docx.styles import TABLE
from kompass_spec.model.sheet import (
    Column,
    ColumnKind,
    Figure,
    Gap,
    ShareBar,
    SheetCell,
    SheetRow,
    SheetTable,
    Tone,
    words_of,
)

__all__ = ["table_of"]

_TWIPS = 1440 / 25.4
"""How many twentieths of a point a millimetre is."""

_LETTER, _GAP = 1.95, 3.0
"""The width of a letter and of what stands beside a column, in millimetres."""

_LONGEST_FIGURE, _LONGEST_WORDS = 24, 60
_INDENT = 200
"""How far an item stands below its area, in twentieths of a point."""

_NARROW = 0.4
"""The part of the room below which a table stands as narrow as it is."""


def table_of(table: SheetTable, width: float, writer: Writer) -> Element:
    """Return a table that is at most ``width`` millimetres wide.

    A column of shares draws what the figures beside it say, and is left out where they do.
    """
    kept = [at for at in range(len(table.columns)) if not _is_drawn(at, table)]
    columns = [table.columns[at] for at in kept]
    widths = _widths([_cells(at, table) for at in kept], columns, width)
    made = element(
        "w:tbl",
        element(
            "w:tblPr",
            element("w:tblStyle", val=TABLE),
            element("w:tblW", w=str(sum(widths)), type="dxa"),
            element("w:tblLayout", type="fixed"),
            element("w:tblLook", val="0020", firstRow="1", lastRow="0", firstColumn="0", lastColumn="0"),
            element("w:tblCaption", val=text_of(table.caption)),
        ),
        element("w:tblGrid", *(element("w:gridCol", w=str(size)) for size in widths)),
    )
    if any(column.group for column in columns):
        made.append(_groups(columns, widths))
    made.append(_heads(columns, widths))
    for row in table.rows:
        made.append(_row(row, kept, columns, widths, writer))
    return made


def _cells(at: int, table: SheetTable) -> list[SheetCell]:
    return [row.cells[at] for row in table.rows if at < len(row.cells)]


def _is_drawn(at: int, table: SheetTable) -> bool:
    if table.columns[at].kind is not ColumnKind.SHARE:
        return False
    has_figures = any(column.kind is ColumnKind.FIGURE for column in table.columns)
    return has_figures or table.columns[at].fold > 0


def _widths(cells: Sequence[Sequence[SheetCell]], columns: Sequence[Column], width: float) -> list[int]:
    """Return the widths of columns in twentieths of a point: figures take theirs, words what is left."""
    needed, liked = [], []
    for column, of in zip(columns, cells, strict=True):
        head = max((len(word) for word in column.head.split()), default=1)
        longest = max([len(_text(cell)) for cell in of] or [1])
        is_figure = column.kind is not ColumnKind.WORDS and longest <= _LONGEST_FIGURE
        least = max(longest, head) if is_figure else max(min(longest, 9), min(head, 14))
        needed.append(least * _LETTER + _GAP)
        liked.append(needed[-1] if is_figure else min(longest, _LONGEST_WORDS) * _LETTER + _GAP)
    if sum(liked) < _NARROW * width:
        return [round(one * _TWIPS) for one in liked]
    spare = width - sum(needed)
    if spare <= 0:
        return [round(one * width / sum(needed) * _TWIPS) for one in needed]
    wishes = [max(like - need, 0.0) for like, need in zip(liked, needed, strict=True)]
    if not sum(wishes):
        wishes = [1.0, *(0.0 for _ in wishes[1:])]
    parts = [need + spare * wish / sum(wishes) for need, wish in zip(needed, wishes, strict=True)]
    return [round(part * _TWIPS) for part in parts]


def _cell(width: int, *content: Element, span: int = 1, is_break: bool = False) -> Element:
    properties = element("w:tcPr", element("w:tcW", w=str(width), type="dxa"))
    if span > 1:
        properties.append(element("w:gridSpan", val=str(span)))
    if is_break:
        line = element("w:left", val="single", sz="8", space="0", color="566070")
        properties.append(element("w:tcBorders", line))
    return element("w:tc", properties, *content)


def _head_row(*cells: Element) -> Element:
    return element("w:tr", element("w:trPr", element("w:cantSplit"), element("w:tblHeader")), *cells)


def _groups(columns: Sequence[Column], widths: Sequence[int]) -> Element:
    cells: list[Element] = []
    at = 0
    while at < len(columns):
        end = at + 1
        while end < len(columns) and columns[end].group == columns[at].group and not columns[end].is_break:
            end += 1
        words = paragraph("TableText", run(columns[at].group or "", is_bold=True))
        is_break = columns[at].is_break and at > 0
        cells.append(_cell(sum(widths[at:end]), words, span=end - at, is_break=is_break))
        at = end
    return _head_row(*cells)


def _heads(columns: Sequence[Column], widths: Sequence[int]) -> Element:
    return _head_row(
        *(
            _cell(
                width,
                paragraph("TableText", run(column.head), align=_align(column)),
                is_break=column.is_break and at > 0,
            )
            for at, (column, width) in enumerate(zip(columns, widths, strict=True))
        )
    )


def _align(column: Column) -> str | None:
    return "right" if column.kind is ColumnKind.FIGURE else None


def _row(
    row: SheetRow, kept: Sequence[int], columns: Sequence[Column], widths: Sequence[int], writer: Writer
) -> Element:
    cells = []
    for place, (at, column, width) in enumerate(zip(kept, columns, widths, strict=True)):
        runs = _runs(row.cells[at], row.is_strong, writer) if at < len(row.cells) else []
        if place == 0 and row.anchor:
            runs = writer.marked(writer.anchors[row.anchor], *runs)
        indent = _INDENT * row.depth if place == 0 else 0
        words = paragraph("TableText", *runs, align=_align(column), indent=indent)
        cells.append(_cell(width, words, is_break=column.is_break and place > 0))
    return element("w:tr", element("w:trPr", element("w:cantSplit")), *cells)


def _runs(cell: SheetCell, is_strong: bool, writer: Writer) -> list[Element]:
    if isinstance(cell, Figure | ShareBar | Gap):
        tone = cell.tone if isinstance(cell, Figure) else Tone.PLAIN
        if isinstance(cell, Gap):
            tone = Tone.WARNING if cell.is_marked else Tone.QUIET
        return [run(_text(cell), is_bold=is_strong, tone=tone)]
    return writer.words(cell, is_bold=is_strong)


def _text(cell: SheetCell) -> str:
    if isinstance(cell, Figure):
        return f"{cell.mark.value} {cell.shown}" if cell.mark else cell.shown
    if isinstance(cell, ShareBar):
        return cell.shown
    return cell.words if isinstance(cell, Gap) else "".join(words_of(part) for part in cell)
