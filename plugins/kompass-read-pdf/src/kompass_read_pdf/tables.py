"""Make tables of what stands in the cells of a grid, or in columns that gaps divide."""

from collections.abc import Sequence

from kompass_read_pdf.aligned import Aligned, columns_of, placed_in
from kompass_read_pdf.drafts import CellDraft, Draft
from kompass_read_pdf.drawings import Box
from kompass_read_pdf.glyphs import Word
from kompass_read_pdf.lines import Segment, bands, is_figure, segment_of
from kompass_read_pdf.rows import Column, Row, rows_of
from kompass_read_pdf.ruled import Grid, GridCell
from kompass_read_pdf.spans import Head
from kompass_read_pdf.wrapping import Hyphens, is_full
from kompass_spec.model import BlockKind

__all__ = ["aligned_draft", "cell_lines", "continued_rows", "ruled_draft"]

_WIDEST_PADDING = 16.0
_LONGEST_REST = 3


def cell_lines(segments: Sequence[Segment], left: float, right: float, hyphens: Hyphens) -> list[str]:
    """Return the paragraphs and items of a cell, of whose lines some were full."""
    parts: list[list[Segment]] = []
    for segment in segments:
        if parts and _goes_on(parts[-1], segment, left, right):
            parts[-1].append(segment)
        else:
            parts.append([segment])
    return [hyphens.join(_texts(part, right, hyphens)) for part in parts]


def _texts(part: Sequence[Segment], right: float, hyphens: Hyphens) -> list[str]:
    """Return the lines of a paragraph, those as one whose word was cut because the cell is narrower."""
    texts: list[str] = []
    for position, segment in enumerate(part):
        if position and _is_cut(part[position - 1], segment, right, hyphens):
            texts[-1] += segment.running_text
        else:
            texts.append(segment.running_text)
    return texts


def _is_cut(upper: Segment, lower: Segment, right: float, hyphens: Hyphens) -> bool:
    """Tell whether a word alone on its line was cut where not one more letter found room."""
    rest = lower.words[0].text
    if len(upper.words) > 1 or len(rest) > _LONGEST_REST or not (rest.isalpha() and rest.islower()):
        return False
    letter = (upper.x1 - upper.x0) / len(upper.words[0].text)
    return right - upper.x1 < letter and hyphens.is_rest(upper.words[0].text, rest)


def _goes_on(part: Sequence[Segment], segment: Segment, left: float, right: float) -> bool:
    if segment.mark:
        return False
    if part[0].mark:
        return segment.x0 > part[0].x0 + 2 or is_full(part[-1], segment, left, right)
    both_figures = is_figure(part[-1].text) and is_figure(segment.text)
    return not both_figures and is_full(part[-1], segment, left, right)


def aligned_draft(
    table: Aligned,
    lines: Sequence[Segment],
    page: int,
    hyphens: Hyphens,
    heads: Sequence[Sequence[Head]] = (),
) -> Draft:
    """Return the draft of a table without rules between its columns, which these lines make.

    ``heads`` are rows of heads above it, which may cover several columns.
    """
    box = Box(
        min(line.x0 for line in lines),
        min(line.top for line in lines),
        max(line.x1 for line in lines),
        max(line.bottom for line in lines),
    )
    return Draft(
        BlockKind.TABLE,
        page,
        box,
        segments=list(lines),
        rows=[
            *(_head_cells(row, len(table.columns), page) for row in heads),
            *_cells(table.rows, table.columns, page, hyphens),
        ],
        edges=[column.x0 for column in table.columns],
        gutters=table.gutters,
    )


def _head_cells(heads: Sequence[Head], count: int, page: int) -> list[CellDraft]:
    row = [CellDraft([], page) for _ in range(count)]
    for head in heads:
        row[head.column] = CellDraft(
            [head.segment.running_text], page, head.segment.bold, head.columns, head.rows
        )
    return row


def continued_rows(draft: Draft, gutters: Sequence[float], hyphens: Hyphens) -> list[list[CellDraft]]:
    """Return the lines of a draft as rows of a table with these gutters, none where they do not fit in it."""
    lines = [placed_in(line, gutters) for line in draft.segments]
    words = [word for line in draft.segments for word in line.words]
    if any(word.x0 < gutter < word.x1 for word in words for gutter in gutters):
        return []
    columns = columns_of(lines, len(gutters) + 1)
    return _cells(rows_of(lines, columns, ()), columns, draft.page, hyphens)


def _cells(
    rows: Sequence[Row], columns: Sequence[Column], page: int, hyphens: Hyphens
) -> list[list[CellDraft]]:
    return [
        [
            CellDraft(
                cell_lines(cell, column.x0, column.x1, hyphens),
                page,
                bool(cell) and all(segment.bold for segment in cell),
            )
            for cell, column in zip(row.cells, columns, strict=True)
        ]
        for row in rows
    ]


def ruled_draft(grid: Grid, words: Sequence[Word], page: int, hyphens: Hyphens) -> Draft | None:
    """Return the draft of a table with rules, ``None`` where it is none: a frame, or the lines of a chart."""
    if grid.columns < 2:  # noqa: PLR2004 - a frame around text
        return None
    inside = _by_cell(grid, words)
    if sum(bool(lines) for lines in inside) < 2:  # noqa: PLR2004 - see above
        return None
    columns = _columns(grid, inside)
    rows: list[list[CellDraft]] = []
    for row in range(grid.rows):
        found = [(cell, lines) for cell, lines in zip(grid.cells, inside, strict=True) if cell.row == row]
        rows += _rows(found, grid.columns, columns, page, hyphens)
    return Draft(BlockKind.TABLE, page, grid.box, rows=rows, edges=[column.x0 for column in columns])


def _by_cell(grid: Grid, words: Sequence[Word]) -> list[list[Segment]]:
    """Return the lines of each cell of a grid."""
    held: list[list[Word]] = [[] for _ in grid.cells]
    for word in words:
        middle, height = (word.x0 + word.x1) / 2, word.base - word.size * 0.3
        for position, cell in enumerate(grid.cells):
            if cell.box.x0 <= middle <= cell.box.x1 and cell.box.top <= height <= cell.box.bottom:
                held[position].append(word)
                break
    return [[segment_of(band) for band in bands(inner)] for inner in held]


def _columns(grid: Grid, inside: Sequence[Sequence[Segment]]) -> list[Column]:
    """Return from where to where the words of each column may stand: the cell without its padding."""
    single = [(cell, lines) for cell, lines in zip(grid.cells, inside, strict=True) if cell.columns == 1]
    return [
        _column([one for one in single if one[0].column == column], grid.box)
        for column in range(grid.columns)
    ]


def _column(found: Sequence[tuple[GridCell, Sequence[Segment]]], whole: Box) -> Column:
    box = found[0][0].box if found else whole
    lines = [line for _, inner in found for line in inner]
    if not lines:
        return Column(box.x0, box.x1)
    x0, x1 = min(line.x0 for line in lines), max(line.x1 for line in lines)
    padding = x0 - box.x0
    return Column(x0, max(x1, box.x1 - padding) if padding < _WIDEST_PADDING else x1)


def _rows(
    found: Sequence[tuple[GridCell, Sequence[Segment]]],
    count: int,
    columns: Sequence[Column],
    page: int,
    hyphens: Hyphens,
) -> list[list[CellDraft]]:
    """Return the rows of one row of a grid: one, or several where no rules stand between them."""
    if _has_inner_rows(found):
        return _unruled_rows(found, columns, page, hyphens)
    row = [CellDraft([], page) for _ in range(count)]
    for cell, lines in found:
        column = columns[cell.column]
        right = column.x1 if cell.columns == 1 else cell.box.x1
        row[cell.column] = CellDraft(
            cell_lines(lines, column.x0, right, hyphens),
            page,
            bool(lines) and all(line.bold for line in lines),
            cell.columns,
            cell.rows,
        )
    return [row]


def _has_inner_rows(found: Sequence[tuple[GridCell, Sequence[Segment]]]) -> bool:
    """Tell whether several figures stand one above another in a cell, beside others with several lines."""
    if any(cell.columns > 1 or cell.rows > 1 for cell, _ in found):
        return False
    several = [lines for _, lines in found if len(lines) > 1]
    return len(several) > 1 and any(all(is_figure(line.text) for line in lines) for lines in several)


def _unruled_rows(
    found: Sequence[tuple[GridCell, Sequence[Segment]]],
    columns: Sequence[Column],
    page: int,
    hyphens: Hyphens,
) -> list[list[CellDraft]]:
    placed = sorted(
        ((cell.column, line) for cell, lines in found for line in lines), key=lambda one: one[1].base
    )
    together: list[list[tuple[int, Segment]]] = []
    for column, line in placed:
        if together and line.base - together[-1][0][1].base < line.size * 0.22:
            together[-1].append((column, line))
        else:
            together.append([(column, line)])
    return _cells(rows_of(together, columns, ()), columns, page, hyphens)
