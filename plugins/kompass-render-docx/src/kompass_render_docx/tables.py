"""Tables to edit: their heads come again on every page, and figures stand to the right."""

from collections.abc import Sequence

from kompass_render_docx.elements import Element, Style, Writer, element, paragraph, run, text_of
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

_SIZES = ((1.8, 2.6, "TableText"), (1.4, 2.2, "SmallTableText"))
"""The width of a letter and of what stands beside a column in millimetres, for each style."""

_SHORT_HEAD = 8
"""How long a head is that is not broken into lines."""

_LONGEST_FIGURE, _LONGEST_KEPT, _LONGEST_WORDS = 24, 16, 60
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
    widths, style = _widths([_cells(at, table) for at in kept], columns, width)
    made = element(
        "w:tbl",
        element(
            "w:tblPr",
            element("w:tblStyle", val=TABLE),
            element("w:tblW", w=str(sum(widths)), type="dxa"),
            element("w:tblInd", w="57", type="dxa"),
            element("w:tblLayout", type="fixed"),
            element("w:tblLook", val="0020", firstRow="1", lastRow="0", firstColumn="0", lastColumn="0"),
            element("w:tblCaption", val=text_of(table.caption)),
        ),
        element("w:tblGrid", *(element("w:gridCol", w=str(size)) for size in widths)),
    )
    if any(column.group for column in columns):
        made.append(_groups(columns, widths, style))
    made.append(_heads(columns, widths, style))
    for row in table.rows:
        made.append(_row(row, kept, list(zip(columns, widths, strict=True)), style, writer))
    return made


def _cells(at: int, table: SheetTable) -> list[SheetCell]:
    return [row.cells[at] for row in table.rows if at < len(row.cells)]


def _is_drawn(at: int, table: SheetTable) -> bool:
    if table.columns[at].kind is not ColumnKind.SHARE:
        return False
    has_figures = any(column.kind is ColumnKind.FIGURE for column in table.columns)
    return has_figures or table.columns[at].fold > 0


def _widths(
    cells: Sequence[Sequence[SheetCell]], columns: Sequence[Column], width: float
) -> tuple[list[int], Style]:
    """Return the widths of columns in twentieths of a point, and the style of their text.

    Figures take what they need, words what is left; where that is little, the text is small.
    """
    letters = [
        _letters(column, of, is_first=at == 0)
        for at, (column, of) in enumerate(zip(columns, cells, strict=True))
    ]
    for letter, gap, style in _SIZES:
        needed = [least * letter + gap for least, _ in letters]
        liked = [most * letter + gap for _, most in letters]
        if sum(needed) <= width:
            return _spread(needed, liked, width), style
    shares = [least for least, _ in letters]
    return [round(share * width / sum(shares) * _TWIPS) for share in shares], _SIZES[-1][2]


def _letters(column: Column, cells: Sequence[SheetCell], *, is_first: bool) -> tuple[int, int]:
    """Return how many letters of a column stand in one line at least, and at most."""
    words = column.head.split() if len(column.head) > _SHORT_HEAD else [column.head]
    head = max((len(word) for word in words), default=1)
    longest = max([1, *(len(_text(cell)) + (3 if is_first else 0) for cell in cells)])
    if column.kind is not ColumnKind.WORDS and longest <= _LONGEST_FIGURE:
        return max(longest, head), max(longest, head)
    word = max((len(word) for cell in cells for word in _text(cell).split()), default=1)
    return min(max(word, head), longest, _LONGEST_KEPT), min(longest, _LONGEST_WORDS)


def _spread(needed: Sequence[float], liked: Sequence[float], width: float) -> list[int]:
    if sum(liked) < _NARROW * width:
        return [round(one * _TWIPS) for one in liked]
    spare = width - sum(needed)
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


def _groups(columns: Sequence[Column], widths: Sequence[int], style: Style) -> Element:
    cells: list[Element] = []
    at = 0
    while at < len(columns):
        end = at + 1
        while end < len(columns) and columns[end].group == columns[at].group and not columns[end].is_break:
            end += 1
        words = paragraph(style, run(columns[at].group or "", is_bold=True))
        is_break = columns[at].is_break and at > 0
        cells.append(_cell(sum(widths[at:end]), words, span=end - at, is_break=is_break))
        at = end
    return _head_row(*cells)


def _heads(columns: Sequence[Column], widths: Sequence[int], style: Style) -> Element:
    return _head_row(
        *(
            _cell(
                width,
                paragraph(style, run(column.head), align=_align(column)),
                is_break=column.is_break and at > 0,
            )
            for at, (column, width) in enumerate(zip(columns, widths, strict=True))
        )
    )


def _align(column: Column) -> str | None:
    return "right" if column.kind is ColumnKind.FIGURE else None


def _row(
    row: SheetRow, kept: Sequence[int], columns: Sequence[tuple[Column, int]], style: Style, writer: Writer
) -> Element:
    cells = []
    for place, (at, (column, width)) in enumerate(zip(kept, columns, strict=True)):
        runs = _runs(row.seen[at], row.is_strong, writer) if at < len(row.cells) else []
        if place == 0 and row.anchor:
            runs = writer.marked(writer.anchors[row.anchor], *runs)
        indent = _INDENT * row.depth if place == 0 else 0
        words = paragraph(style, *runs, align=_align(column), indent=indent)
        cells.append(_cell(width, words, is_break=column.is_break and place > 0))
    return element("w:tr", element("w:trPr", element("w:cantSplit")), *cells)


def _runs(cell: SheetCell, is_strong: bool, writer: Writer) -> list[Element]:
    if isinstance(cell, Figure | ShareBar | Gap):
        tone = Tone.PLAIN if isinstance(cell, Gap) else cell.tone
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
