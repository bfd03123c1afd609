"""Marks of change as shapes, so that no font needs to have them."""

from kompass_drawings.canvas import Canvas
from kompass_drawings.scales import number

__all__ = ["draw_mark", "draw_year_dot"]

_RISING = {"▲": True, "△": True, "▼": False, "▽": False}


def draw_mark(canvas: Canvas, mark: str, x: float, y: float, *, size: float = 9) -> None:
    """Draw a mark of change with its middle at ``x`` and ``y``; one that is no triangle is written."""
    if mark not in _RISING:
        canvas.text(x, y + size * 0.42, mark, anchor="middle")
        return
    half, sign = size / 2, 1 if _RISING[mark] else -1
    corners = ((x - half, y + sign * half), (x + half, y + sign * half), (x, y - sign * half))
    points = " ".join(f"{number(across)},{number(down)}" for across, down in corners)
    is_full = mark in "▲▼"
    ink = canvas.palette.ink
    canvas.add(
        "polygon", points=points, fill=ink if is_full else canvas.palette.paper, stroke=ink, stroke_width=1.3
    )


def draw_year_dot(canvas: Canvas, age: int, x: float, y: float, *, is_wide: bool = False) -> None:
    """Draw the dot of a series: 0 the shown one, then ever older; each has another shape."""
    palette = canvas.palette
    if age == 0:
        canvas.dot(x, y, 6.5, fill=palette.accent)
    elif age == 1:
        canvas.dot(x, y, 8.5 if is_wide else 5, fill=palette.paper, stroke=palette.other, thick=2.2)
    elif age == 2:  # noqa: PLR2004 - the third shape
        canvas.dot(x, y, 3.4, fill=palette.faint)
    elif age == 3:  # noqa: PLR2004 - the fourth shape
        canvas.box(x - 3.5, y - 3.5, 7, 7, fill=palette.paper, stroke=palette.faint, thick=1.6)
    else:
        canvas.line((x, y - 5), (x, y + 5), palette.faint, thick=2)
