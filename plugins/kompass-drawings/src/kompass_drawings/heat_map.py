"""Areas by organisations: the figure stands in every field, and its shade only repeats it."""

from attrs import evolve

from kompass_drawings.canvas import FAINT_SIZE, LINE, Canvas
from kompass_drawings.shares import column_width, is_narrow
from kompass_drawings.texts import text_width, wrap
from kompass_spec.model.drawings import HeatMap, HeatRow

__all__ = ["draw_heat_map"]

_ROW = 28
_LEAST = 22
_TURNED, _HIGHEST = 118, 160
"""How high heads are that are turned because they are wider than their column, and how high at most."""


def draw_heat_map(drawing: HeatMap, canvas: Canvas) -> None:
    """Draw the heads, turned where there is no room, and a row of shaded fields for each organisation."""
    labels = column_width([row.label for row in drawing.rows], is_bold=True) + 14
    words = [word for row in drawing.rows for word in row.label.split()]
    left = min(
        labels,
        max(canvas.width * 0.26, column_width(words, is_bold=True) + 14),
        canvas.width * (0.36 if is_narrow(canvas) else 0.3),
    )
    stripes = canvas.pattern(canvas.palette.rule)
    # No figure is cut: where not all fields have room in a row, the rest stands in another one.
    figures = [words for row in drawing.rows for interval, words in row.cells if interval is not None]
    room = canvas.width - left
    needed = min(max(column_width(figures, is_bold=True) + 4, _LEAST), room)
    count = max(min(len(drawing.heads), int(room // needed)), 1)
    for first in range(0, len(drawing.heads), count):
        heads = drawing.heads[first : first + count]
        _write_heads(heads, canvas, left, room / count)
        for row in drawing.rows:
            part = evolve(row, cells=row.cells[first : first + count])
            _draw_row(canvas, part, left, room / count, stripes)
        canvas.height += 8


def _write_heads(heads: tuple[str, ...], canvas: Canvas, left: float, cell: float) -> None:
    longest = max((text_width(word, FAINT_SIZE) for head in heads for word in head.split()), default=0)
    if longest <= cell - 6:
        names = [wrap(head, cell - 6, FAINT_SIZE) for head in heads]
        bottom = canvas.height + max((len(lines) for lines in names), default=0) * LINE
        for index, lines in enumerate(names):
            canvas.lines(
                left + cell * (index + 0.5),
                bottom - (len(lines) - 1) * LINE - 4,
                lines,
                anchor="middle",
                is_faint=True,
                whole=heads[index],
            )
        canvas.height = bottom + 4
        return
    rows = max(int(cell // LINE), 1)
    # A word is broken only where it is longer than any head may be; in one line there is most to say.
    room = _HIGHEST if rows == 1 else min(max(longest, _TURNED), _HIGHEST)
    names = [wrap(head, room, FAINT_SIZE, lines=rows) for head in heads]
    high = max((text_width(line, FAINT_SIZE) for lines in names for line in lines), default=0)
    bottom = canvas.height + high + 6
    for index, lines in enumerate(names):
        for position, words in enumerate(lines):
            x = left + cell * (index + 0.5) + (position - (len(lines) - 1) / 2) * LINE + 4
            whole = heads[index] if words.endswith("…") else ""
            turn = f"rotate(-90 {x:.2f} {bottom - 2:.2f})"
            canvas.text(x, bottom - 2, words, is_faint=True, turn=turn, whole=whole)
    canvas.height = bottom + 4


def _draw_row(canvas: Canvas, row: HeatRow, left: float, cell: float, stripes: str) -> None:
    palette = canvas.palette
    lines = wrap(row.label, left - 12, is_bold=row.is_current)
    height = max(_ROW, len(lines) * LINE + 8)
    top, middle = canvas.height, canvas.height + height / 2
    canvas.lines(
        0, middle + 4.5 - (len(lines) - 1) * LINE / 2, lines, is_bold=row.is_current, whole=row.label
    )
    for index, (interval, words) in enumerate(row.cells):
        x = left + cell * index
        if interval is None:
            canvas.box(x + 1, top + 1, cell - 2, height - 2, fill=stripes, says=words)
            if words and text_width(words, FAINT_SIZE) <= cell - 8:
                canvas.text(x + cell / 2, middle + 4, words, anchor="middle", is_faint=True, has_halo=True)
            continue
        share = float((interval.low + interval.high) / 2)
        opacity = 0.04 + 0.4 * min(max(share, 0.0), 1.0) ** 2
        canvas.box(x + 1, top + 1, cell - 2, height - 2, fill=palette.accent, opacity=opacity, says=words)
        size = FAINT_SIZE if cell < 44 else None  # noqa: PLR2004 - pixels
        shown = wrap(words, cell - 4, size or 13, lines=1, is_bold=row.is_current)
        canvas.lines(
            x + cell / 2, middle + 4.5, shown, anchor="middle", is_bold=row.is_current, size=size, whole=words
        )
    if row.is_current:
        wide = cell * len(row.cells) - 1.6
        canvas.box(left + 0.8, top, wide, height, stroke=palette.ink, thick=1.6)
    canvas.height += height
