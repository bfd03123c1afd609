"""What drawings of shares have in common: a labelled row, and a bar with its whisker."""

from fractions import Fraction

from kompass_drawings.canvas import LINE, Canvas
from kompass_drawings.scales import Scale, number
from kompass_drawings.texts import text_width, wrap
from kompass_spec.model import Interval

__all__ = ["ONE", "axis_of_shares", "column_width", "draw_whisker", "is_narrow", "label_row"]

ONE = Fraction(1)
_NARROW_BELOW = 520
_LEAST_WHISKER = 2.5


def is_narrow(canvas: Canvas) -> bool:
    """Tell whether labels stand above what they name, as on a phone."""
    return canvas.width < _NARROW_BELOW


def label_row(
    canvas: Canvas, label: str, width: float, *, least: float = 25, is_bold: bool = False
) -> tuple[float, float]:
    """Write a label at the left of the next row, in lines; return the middle of the row and its height."""
    lines = wrap(label, width, is_bold=is_bold)
    height = max(least, len(lines) * LINE + 8)
    middle = canvas.height + height / 2
    canvas.lines(
        0,
        middle + 4.5 - (len(lines) - 1) * LINE / 2,
        lines,
        whole=label,
        is_bold=is_bold,
        has_halo=is_narrow(canvas),
    )
    return middle, height


def column_width(texts: list[str], *, is_bold: bool = False, least: float = 0) -> float:
    """Return how wide a column must be for all of its texts."""
    return max([least, *(text_width(text, is_bold=is_bold) for text in texts)])


def draw_whisker(canvas: Canvas, scale: Scale, interval: Interval, y: float) -> None:
    """Draw the bounds of a figure as a line with ends, where they can be told apart."""
    low, high = scale(interval.low), scale(interval.high)
    if high - low < _LEAST_WHISKER:
        return
    ink = canvas.palette.ink
    path = f"M{number(low)} {number(y - 3)}v6m0 -3H{number(high)}m0 -3v6"
    canvas.add("path", d=path, fill="none", stroke=ink, stroke_width=1.2)


def axis_of_shares(canvas: Canvas, scale: Scale, ticks: tuple[Fraction, ...], y: float) -> None:
    """Write shares over an axis as percent, the last with its sign; leave out those without room."""
    room = (scale.end - scale.start) / max(len(ticks) - 1, 1)
    step = next(step for step in (1, 2, 5, 10, 100) if room * step >= 26)  # noqa: PLR2004 - pixels of "100"
    sign = "\u00a0%"
    is_at_edge = scale.end >= canvas.width - 20
    for index, tick in enumerate(ticks):
        if (len(ticks) - 1 - index) % step:
            continue
        figure, x, anchor = str(round(tick * 100)), scale(tick), "middle"
        if index == len(ticks) - 1:
            figure += sign
            # The figure stays under its line, and the sign stands beside it.
            x, anchor = (canvas.width, "end") if is_at_edge else (x + text_width(sign, 11) / 2, anchor)
        elif x < text_width(figure, 11) / 2:
            x, anchor = 0, "start"
        canvas.text(x, y, figure, anchor=anchor, is_faint=True, size=11)
