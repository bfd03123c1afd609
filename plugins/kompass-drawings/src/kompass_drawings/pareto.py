"""What is lacking, most first: a bar for each item within its maximum, and the running share of all."""

from fractions import Fraction

from kompass_drawings.canvas import FAINT_SIZE, Canvas
from kompass_drawings.scales import Scale, number
from kompass_drawings.shares import column_width, is_narrow, label_row
from kompass_spec.model.drawings import Pareto

__all__ = ["draw_pareto"]

_SHARE = 44


def draw_pareto(drawing: Pareto, canvas: Canvas) -> None:
    """Draw the bars, and beside them the line of the running share from 0 to 100 percent."""
    narrow = is_narrow(canvas)
    palette = canvas.palette
    left = 0.0 if narrow else min(column_width([bar.label for bar in drawing.bars]) + 16, canvas.width * 0.42)
    shown = column_width([bar.shown for bar in drawing.bars], is_bold=True, least=20)
    panel = canvas.width * (0.26 if narrow else 0.2)
    greatest = max((bar.maximum for bar in drawing.bars), default=Fraction(1)) or Fraction(1)
    running = Scale(Fraction(0), Fraction(1), canvas.width - panel, canvas.width - _SHARE)
    scale = Scale(Fraction(0), greatest, left, running.start - shown - 22)
    top = canvas.height + 4
    canvas.height = top
    total, points = Fraction(0), []
    for bar in drawing.bars:
        middle, height = label_row(canvas, bar.label, (left or running.start) - 16, least=0 if narrow else 26)
        if narrow:
            middle, height = canvas.height + height + 6, height + 20
        canvas.height += height
        end = scale(bar.maximum)
        canvas.box(left, middle - 6, end - left, 12, fill=palette.soft)
        canvas.box(left, middle - 6, scale(bar.lacking) - left, 12, fill=palette.other)
        canvas.text(end + 7, middle + 4.5, bar.shown, is_bold=True)
        total += bar.lacking
        share = min(total / drawing.lacking_in_all, Fraction(1)) if drawing.lacking_in_all else Fraction(0)
        points.append((running(share), middle, f"{round(share * 100)}\u00a0%"))
    _draw_running(canvas, running, points, top)
    canvas.height += 4


def _draw_running(canvas: Canvas, running: Scale, points: list[tuple[float, float, str]], top: float) -> None:
    palette = canvas.palette
    for edge in (Fraction(0), Fraction(1)):
        canvas.line((running(edge), top), (running(edge), canvas.height), palette.rule)
    steps = "L".join(f"{number(x)} {number(y)}" for x, y, _ in points)
    if steps:
        canvas.add("path", d=f"M{steps}", fill="none", stroke=palette.accent, stroke_width=1.6)
    for x, y, words in points:
        canvas.dot(x, y, 3.6, fill=palette.paper, stroke=palette.accent, thick=1.8)
        canvas.text(x + 8, y + 4, words, is_faint=True, size=FAINT_SIZE, has_halo=True)
