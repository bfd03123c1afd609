"""The radar: a profile as a star, an axis for each area."""

import math
from collections.abc import Callable
from fractions import Fraction

from kompass_drawings.canvas import Canvas
from kompass_drawings.profile import draw_profile
from kompass_drawings.scales import number
from kompass_drawings.shares import is_narrow
from kompass_drawings.texts import wrap
from kompass_spec.model.drawings import ProfileSeries, Radar

__all__ = ["draw_radar"]

_LEAST_AXES = 3
_MOST_AXES = 16
_LINE = 14
_RINGS = (Fraction(1, 4), Fraction(1, 2), Fraction(3, 4), Fraction(1))


def draw_radar(radar: Radar, canvas: Canvas) -> None:
    """Draw the star; few or many axes make none, and are drawn as bars."""
    profile = radar.profile
    if not _LEAST_AXES <= len(profile.labels) <= _MOST_AXES:
        draw_profile(profile, canvas)
        return
    if len(profile.series) > 1:
        for key, x, y in canvas.legend((str(index), one.name) for index, one in enumerate(profile.series)):
            _legend_line(canvas, int(key), x, y)
    room = min(canvas.width * 0.27, 120)
    radius = min((canvas.width - 2 * room) / 2 - 12, 190.0)
    count = len(profile.labels)
    names = [
        (
            *wrap(label, room, 12, lines=2 if is_narrow(canvas) else 3),
            *wrap(_figures(profile.series, index), room, 12, is_bold=True, lines=1),
        )
        for index, label in enumerate(profile.short_labels)
    ]
    above = max(len(lines) for lines in names) * _LINE
    center_x, center_y = canvas.width / 2, canvas.height + above + radius + 12

    def at(index: int, share: float) -> tuple[float, float]:
        angle = 2 * math.pi * index / count - math.pi / 2
        return center_x + share * radius * math.cos(angle), center_y + share * radius * math.sin(angle)

    for ring in _RINGS:
        points = [at(index, float(ring)) for index in range(count)]
        canvas.add("polygon", points=_points(points), fill="none", stroke=canvas.palette.rule)
        canvas.text(center_x + 3, at(0, float(ring))[1] + 11, f"{round(ring * 100)}", is_faint=True, size=10)
    for index in range(count):
        canvas.line((center_x, center_y), at(index, 1), canvas.palette.rule)
    for order in reversed(range(len(profile.series))):
        _polygon(canvas, order, profile.series[order], at)
    for index, lines in enumerate(names):
        _label(canvas, lines, at(index, 1), (center_x, center_y), profile.short_labels[index])
    canvas.height = center_y + radius + above + 12


def _figures(series: tuple[ProfileSeries, ...], index: int) -> str:
    return " / ".join(one.figures[index] for one in series)


def _points(points: list[tuple[float, float]]) -> str:
    return " ".join(f"{number(x)},{number(y)}" for x, y in points)


def _polygon(
    canvas: Canvas, order: int, series: ProfileSeries, at: Callable[[int, float], tuple[float, float]]
) -> None:
    palette = canvas.palette
    points = [
        at(index, float((share.low + share.high) / 2))
        for index, share in enumerate(series.shares)
        if share is not None
    ]
    colour = palette.accent if order == 0 else palette.other
    canvas.add(
        "polygon",
        points=_points(points),
        fill=colour if order == 0 else "none",
        fill_opacity=0.14 if order == 0 else None,
        stroke=colour,
        stroke_width=2,
        stroke_dasharray=None if order == 0 else "5 3",
    )
    for x, y in points:
        if order == 0:
            canvas.dot(x, y, 4, fill=colour)
        else:
            canvas.dot(x, y, 3.4, fill=palette.paper, stroke=colour, thick=1.8)


def _label(
    canvas: Canvas, lines: tuple[str, ...], end: tuple[float, float], center: tuple[float, float], whole: str
) -> None:
    (x, y), across, down = end, end[0] - center[0], end[1] - center[1]
    near = 8
    anchor = "middle" if abs(across) < near else "start" if across > 0 else "end"
    left = x + (0 if anchor == "middle" else 8 if across > 0 else -8)
    height = len(lines) * _LINE
    middle = y - height / 2 + 12
    top = middle if anchor != "middle" else y - height + 6 if down < 0 else y + 18
    for index, words in enumerate(lines):
        is_last = index == len(lines) - 1
        canvas.text(
            left,
            top + index * _LINE,
            words,
            anchor=anchor,
            size=12,
            is_bold=is_last,
            whole=whole if words.endswith("…") else "",
        )


def _legend_line(canvas: Canvas, order: int, x: float, y: float) -> None:
    colour = canvas.palette.accent if order == 0 else canvas.palette.other
    canvas.line((x - 8, y), (x + 8, y), colour, thick=2, dashes=None if order == 0 else "5 3")
