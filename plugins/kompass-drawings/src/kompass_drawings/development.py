"""The development of a total over the years, broken at every new edition."""

from collections.abc import Iterator
from fractions import Fraction
from typing import final

from attrs import frozen

from kompass_drawings.canvas import FAINT_SIZE, LINE, Canvas
from kompass_drawings.scales import Scale, number, round_ticks
from kompass_drawings.texts import text_width, wrap
from kompass_spec.model import Interval
from kompass_spec.model.drawings import Development, DevelopmentBreak, DevelopmentMean, DevelopmentPoint

__all__ = ["draw_development"]

_PLOT, _SMALL_PLOT = 132, 64
_WHISKER = 4


@final
@frozen(kw_only=True)
class _Plot:
    development: Development
    canvas: Canvas
    scale: Scale
    left: float
    step: float

    def x(self, index: float) -> float:
        return self.left + (index + 0.5) * self.step

    def y(self, value: Fraction) -> float:
        return self.scale(value)

    def middle(self, point: DevelopmentPoint) -> float:
        return self.y((point.interval.low + point.interval.high) / 2)


def draw_development(development: Development, canvas: Canvas) -> None:
    """Draw the points, joined within an edition, with breaks, the rule of thumb and published means."""
    small = development.is_small
    top = _break_words_height(development, canvas) if development.points else 0
    low, high = _range(development)
    ticks = _ticks(low, high, 1 if small else 2)
    names = [_plain(tick) for tick in ticks]
    left = 8 + max(text_width(name, 11 if small else FAINT_SIZE) for name in names)
    begin = top + (18 if small else 24)
    end = begin + (_SMALL_PLOT if small else _PLOT)
    plot = _Plot(
        development=development,
        canvas=canvas,
        scale=Scale(min(low, ticks[0]), max(high, ticks[-1]), end, begin),
        left=left,
        step=(canvas.width - left - _room_at_the_right(development, canvas, left))
        / max(len(development.points), 1),
    )
    canvas.height = end + 34
    for tick, name in zip(ticks, names, strict=True):
        canvas.line((left, plot.y(tick)), (canvas.width, plot.y(tick)), canvas.palette.rule)
        canvas.keep((0, plot.y(tick) - 8, left - 4, plot.y(tick) + 8))
        canvas.text(
            left - 6, plot.y(tick) + 4, name, anchor="end", is_faint=True, size=11 if small else FAINT_SIZE
        )
    for one in development.breaks:
        _draw_break(plot, one, top, end)
    for mean in development.means:
        _draw_mean_line(plot, mean)
    _draw_joints(plot)
    for index, point in enumerate(development.points):
        _draw_point(plot, index, point)
    _write_figures(plot)
    for mean in development.means:
        _write_mean(plot, mean)
    _write_years(plot, end)


def _room_at_the_right(development: Development, canvas: Canvas, left: float) -> float:
    """Return what the words beside the last point need beyond its share of the width."""
    if not development.points:
        return 0
    last = development.points[-1]
    needed = text_width(last.adjusted_shown, FAINT_SIZE) + 17 if last.adjusted_shown else 0.0
    if last.is_current:
        needed = max(needed, text_width(last.shown, is_bold=True) + 17)
    half = (canvas.width - left) / len(development.points) / 2
    return max(min(needed, canvas.width / 4) - half, 0)


def _plain(tick: Fraction) -> str:
    return str(tick.numerator) if tick.denominator == 1 else number(float(tick))


def _range(development: Development) -> tuple[Fraction, Fraction]:
    bounds = [
        bound
        for point in development.points
        for interval in (point.interval, point.adjusted)
        if interval is not None
        for bound in (interval.low, interval.high)
    ] + [mean.value for mean in development.means]
    if development.axis is not None:
        bounds += [development.axis.low, development.axis.high]
    low, high = (min(bounds), max(bounds)) if bounds else (Fraction(0), development.maximum)
    # Small changes are not drawn as great ones: the axis has at least a tenth of the maximum.
    least = development.maximum / 10
    if high - low < least:
        low, high = (low + high - least) / 2, (low + high + least) / 2
    return max(low, Fraction(0)), max(high, Fraction(0))


def _ticks(low: Fraction, high: Fraction, count: int) -> tuple[Fraction, ...]:
    ticks = round_ticks(low, high, count=count)
    near = (ticks[1] - ticks[0]) * Fraction(3, 10)
    # A line far beyond the figures takes room from them.
    first = 1 if len(ticks) > 2 and ticks[1] - low <= near else 0  # noqa: PLR2004 - two lines stay
    last = len(ticks) - (1 if len(ticks) - first > 2 and high - ticks[-2] <= near else 0)  # noqa: PLR2004 - see above
    return ticks[first:last]


def _break_words_height(development: Development, canvas: Canvas) -> float:
    lines = [
        len(wrap(one.words, _break_room(development, canvas), FAINT_SIZE))
        for one in development.breaks
        if one.words
    ]
    return max(lines, default=0) * LINE


def _break_room(development: Development, canvas: Canvas) -> float:
    return canvas.width * 0.92 / max(len(development.breaks), 1)


def _draw_break(plot: _Plot, one: DevelopmentBreak, top: float, end: float) -> None:
    canvas = plot.canvas
    x = plot.x(one.after + 0.5)
    canvas.line((x, top + 6), (x, end + 8), canvas.palette.faint, thick=1.4, dashes="2 4")
    canvas.keep((x - 3, top, x + 3, end + 8))
    if not one.words:
        return
    lines = wrap(one.words, _break_room(plot.development, canvas), FAINT_SIZE)
    half = max(text_width(line, FAINT_SIZE) for line in lines) / 2
    number_of_breaks = len(plot.development.breaks)
    position = plot.development.breaks.index(one)
    share = canvas.width / number_of_breaks
    # Where there are several, the words of each have a part of the width to themselves.
    first, last = (position * share, (position + 1) * share) if number_of_breaks > 1 else (0, canvas.width)
    middle = min(max(x, first + half), last - half)
    canvas.lines(middle, 12, lines, anchor="middle", is_faint=True, whole=one.words)


def _draw_mean_line(plot: _Plot, mean: DevelopmentMean) -> None:
    y, reach = plot.y(mean.value), min(plot.step * 0.25, 22)
    start, end = plot.x(mean.first) - reach, plot.x(mean.last) + reach
    plot.canvas.line((start, y), (end, y), plot.canvas.palette.faint, thick=2)
    plot.canvas.keep((start, y - 2, end, y + 2))


def _draw_joints(plot: _Plot) -> None:
    points = plot.development.points
    for index in range(len(points) - 1):
        if points[index].edition == points[index + 1].edition:
            start = (plot.x(index), plot.middle(points[index]))
            end = (plot.x(index + 1), plot.middle(points[index + 1]))
            plot.canvas.line(start, end, plot.canvas.palette.other, thick=2)
            # Words keep away from the line: it takes small boxes along its way.
            for part in range(1, 12):
                x = start[0] + (end[0] - start[0]) * part / 12
                y = start[1] + (end[1] - start[1]) * part / 12
                plot.canvas.keep((x - 2, y - 3, x + 2, y + 3))


def _draw_point(plot: _Plot, index: int, point: DevelopmentPoint) -> None:
    canvas, palette = plot.canvas, plot.canvas.palette
    x, y = plot.x(index), plot.middle(point)
    if point.adjusted is not None:
        _draw_adjusted(plot, x, point.adjusted)
    high, low = plot.y(point.interval.high), plot.y(point.interval.low)
    if low - high > 2 * _WHISKER:
        path = f"M{number(x - 4)} {number(high)}h8m-4 0V{number(low)}m-4 0h8"
        canvas.add("path", d=path, fill="none", stroke=palette.ink, stroke_width=1.2)
    small = plot.development.is_small
    if point.is_current:
        canvas.dot(x, y, 5 if small else 6.5, fill=palette.accent)
    else:
        canvas.dot(x, y, 4 if small else 5, fill=palette.paper, stroke=palette.other, thick=2.4)
    canvas.keep((x - 7, min(y - 7, high), x + 7, max(y + 7, low)))


def _draw_adjusted(plot: _Plot, x: float, adjusted: Interval) -> None:
    high, low = plot.y(adjusted.high), plot.y(adjusted.low)
    canvas, palette = plot.canvas, plot.canvas.palette
    height = max(low - high, 4)
    canvas.box(x - 9, high, 18, height, fill=palette.paper, stroke=palette.accent, dashes="3 2", thick=1.6)
    canvas.keep((x - 10, high - 1, x + 10, high + height + 1))


def _places(x: float, y: float, away: float) -> Iterator[tuple[float, float, str]]:
    yield x, y - away, "middle"
    yield x + 4, y - away + 1, "end"
    yield x + 14, y + 5, "start"
    yield x - 14, y + 5, "end"
    yield x, y + away + 9, "middle"
    yield x + 11, y - away, "start"
    yield x - 11, y - away, "end"
    yield x + 11, y + away + 9, "start"
    yield x - 11, y + away + 9, "end"


def _write_figures(plot: _Plot) -> None:
    points = list(enumerate(plot.development.points))
    # What is spoken of has its figure in any case, then the newest.
    for index, point in sorted(points, key=lambda pair: (not pair[1].is_current, -pair[0])):
        x, y = plot.x(index), plot.middle(point)
        places = list(_places(x, y, 12))
        if point.is_current:
            places = [(x + 14, y + 5, "start"), *places]
        is_bold = not plot.development.is_small or point.is_current
        plot.canvas.place(
            point.shown, places, is_bold=is_bold, size=12 if plot.development.is_small else None
        )
    for index, point in points:
        if point.adjusted is not None and point.adjusted_shown:
            high, low = plot.y(point.adjusted.high), plot.y(point.adjusted.low)
            x, y = plot.x(index), (high + low) / 2
            beside = [(x + 15, y + 4, "start"), (x - 15, y + 4, "end")]
            above = [(x, high - 6, "middle"), (x + 11, high - 5, "end"), (x + 15, high - 6, "start")]
            places = [*beside, *above, (x, low + 15, "middle")]
            plot.canvas.place(point.adjusted_shown, places, is_faint=True)


def _write_mean(plot: _Plot, mean: DevelopmentMean) -> None:
    x, y = (plot.x(mean.first) + plot.x(mean.last)) / 2, plot.y(mean.value)
    reach = (plot.x(mean.last) - plot.x(mean.first)) / 2 + min(plot.step * 0.25, 22)
    left, right = x - reach, x + reach
    places = [
        *((x, height, "middle") for height in (y + 16, y - 7)),
        *((right, height, "end") for height in (y + 16, y - 7)),
        *((left, height, "start") for height in (y + 16, y - 7)),
        (right + 5, y + 4, "start"),
        (left - 5, y + 4, "end"),
    ]
    plot.canvas.place(mean.shown, places, is_faint=True)


def _write_years(plot: _Plot, end: float) -> None:
    points = list(enumerate(plot.development.points))
    for index, point in sorted(points, key=lambda pair: (not pair[1].is_current, -pair[0])):
        x, half = plot.x(index), text_width(point.label, FAINT_SIZE) / 2
        middle = min(max(x, half + 1), plot.canvas.width - half - 1)
        plot.canvas.place(point.label, [(middle, end + 27, "middle")], is_faint=True)
