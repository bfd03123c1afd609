"""A mapping: the items of two editions one opposite the other, with a line for each link."""

from markupsafe import escape

from kompass_drawings.canvas import FAINT_SIZE, LINE, Canvas
from kompass_drawings.scales import number
from kompass_drawings.shares import is_narrow
from kompass_drawings.texts import clean, text_width, wrap
from kompass_spec.model.drawings import MappingDrawing

__all__ = ["draw_mapping"]


def draw_mapping(drawing: MappingDrawing, canvas: Canvas) -> None:
    """Draw both columns and the lines between them: whole where a link is said, dashed where it is judged."""
    column = canvas.width * (0.38 if is_narrow(canvas) else 0.36)
    for words, x, anchor in (
        (drawing.source_head, 0.0, "start"),
        (drawing.target_head, canvas.width - column, "start"),
    ):
        lines = wrap(words, column, FAINT_SIZE, lines=2)
        canvas.lines(x, 13, lines, anchor=anchor, is_faint=True, whole=words)
    top = 14 + LINE * 2
    left, right = column + 6, canvas.width - column - 10
    source, source_end = _write_column(canvas, drawing.source, 0, column, top)
    target, target_end = _write_column(canvas, drawing.target, canvas.width - column, column, top)
    canvas.height = max(source_end, target_end)
    palette = canvas.palette
    for line in drawing.lines:
        start, end = source[line.source], target[line.target]
        third = (right - left) / 3
        path = (
            f"M{number(left)} {number(start)}C{number(left + third)} {number(start)} {number(right - third)}"
            f" {number(end)} {number(right)} {number(end)}"
        )
        canvas.add(
            "path",
            f"<title>{escape(clean(line.words))}</title>" if line.words else "",
            d=path,
            fill="none",
            stroke=palette.faint if line.is_judged else palette.accent,
            stroke_width=1.6 if line.is_judged else 2,
            stroke_dasharray="5 4" if line.is_judged else None,
        )
    for y in source:
        canvas.dot(left, y, 2.6, fill=palette.ink)
    for y in target:
        canvas.dot(right, y, 2.6, fill=palette.ink)
    for line in drawing.lines:
        _write_words(canvas, line.words, (left, source[line.source]), (right, target[line.target]))


def _write_column(
    canvas: Canvas, items: tuple[str, ...], x: float, width: float, top: float
) -> tuple[list[float], float]:
    middles = []
    for item in items:
        lines = wrap(item, width, FAINT_SIZE + 0.5)
        canvas.lines(x, top + 14, lines, whole=item, size=FAINT_SIZE + 0.5)
        height = len(lines) * LINE
        middles.append(top + height / 2 + 2)
        top += height + 12
    return middles, top


def _write_words(canvas: Canvas, words: str, start: tuple[float, float], end: tuple[float, float]) -> None:
    if not words or text_width(words, 11) > (end[0] - start[0]) * 0.9:
        return
    places = []
    for part in (0.5, 0.35, 0.65, 0.25, 0.75):
        # Along the curve: its height as that of a smooth step.
        height = start[1] + (end[1] - start[1]) * part * part * (3 - 2 * part)
        places.append((start[0] + (end[0] - start[0]) * part, height + 4, "middle"))
    canvas.place(words, places, is_faint=True, size=11)
