"""What every question of an area is worth: blocks as wide as their points."""

from fractions import Fraction

from kompass_drawings.canvas import Canvas
from kompass_drawings.scales import Scale
from kompass_drawings.shares import column_width, is_narrow, label_row
from kompass_drawings.texts import text_width
from kompass_spec.model.drawings import Weights

__all__ = ["draw_weights"]

_BLOCK, _HIGH_BLOCK = 24, 38


def draw_weights(drawing: Weights, canvas: Canvas) -> None:
    """Draw a row of blocks for each area; its points stand in each block, with its label if there is room."""
    narrow = is_narrow(canvas)
    left = 0.0 if narrow else min(column_width([label for label, _ in drawing.rows]) + 16, canvas.width * 0.4)
    totals = [sum((points for _, points in blocks), Fraction(0)) for _, blocks in drawing.rows]
    scale = Scale(Fraction(0), max(totals, default=Fraction(1)) or Fraction(1), left, canvas.width)
    high = _HIGH_BLOCK if _labels_fit(drawing, scale) else _BLOCK
    for label, blocks in drawing.rows:
        width = canvas.width if narrow else left - 16
        middle, height = label_row(canvas, label, width, least=0 if narrow else high + 6)
        top = canvas.height + height if narrow else middle - high / 2
        canvas.height += height + (high + 8 if narrow else 0)
        begun = Fraction(0)
        for name, points in blocks:
            ends = (scale(begun), scale(begun + points))
            _draw_block(canvas, ends, name, points, top=top, high=high)
            begun += points
    canvas.height += 2


def _labels_fit(drawing: Weights, scale: Scale) -> bool:
    named = [(name, _plain(points)) for _, blocks in drawing.rows for name, points in blocks]
    # Where a block is called by its points, it says them once.
    return any(name != figure for name, figure in named) and all(
        text_width(name, 11) + 8 <= scale(points) - scale.start
        for _, blocks in drawing.rows
        for name, points in blocks
    )


def _draw_block(
    canvas: Canvas, ends: tuple[float, float], name: str, points: Fraction, *, top: float, high: float
) -> None:
    left, right = ends
    width = right - left
    canvas.box(
        left + 0.75,
        top,
        width - 1.5,
        high,
        fill=canvas.palette.accent,
        opacity=0.2,
        says=f"{name}: {_plain(points)}",
    )
    figure = _plain(points)
    middle = (left + right) / 2
    if high == _HIGH_BLOCK:
        canvas.text(middle, top + 14, name, anchor="middle", is_faint=True, size=11)
        canvas.text(middle, top + 30, figure, anchor="middle", is_bold=True)
    elif text_width(figure) + 4 <= width:
        canvas.text(middle, top + high / 2 + 4.5, figure, anchor="middle")


def _plain(points: Fraction) -> str:
    return str(points.numerator) if points.denominator == 1 else f"{float(points):g}"
