"""A row of dots for each area, by year: those of one edition are joined, those of two never."""

from fractions import Fraction
from typing import final

from attrs import frozen

from kompass_drawings.canvas import Canvas
from kompass_drawings.marks import draw_mark, draw_year_dot
from kompass_drawings.scales import Scale, number, round_ticks
from kompass_drawings.shares import axis_of_shares, column_width, is_narrow, label_row
from kompass_drawings.texts import text_width, wrap
from kompass_spec.model import Interval
from kompass_spec.model.drawings import AreasByYear, YearDots

__all__ = ["draw_areas_by_year"]

_MARK = 18
_TENTH = Fraction(1, 10)
_SERIES = "series-"


@final
@frozen(kw_only=True)
class _Layout:
    drawing: AreasByYear
    canvas: Canvas
    scale: Scale
    label_width: float
    columns: tuple[tuple[float, float], ...]
    """The right edge of each column of figures, and how wide its figures are."""
    ages: tuple[int, ...]


def draw_areas_by_year(drawing: AreasByYear, canvas: Canvas) -> None:
    """Draw the legend, the axis over the rows, and a row for each area with its figures."""
    ages = _ages(drawing)
    _draw_legend(drawing, canvas, ages)
    narrow = is_narrow(canvas)
    widths = _column_widths(drawing)
    right = canvas.width
    columns: list[tuple[float, float]] = []
    for width in reversed(widths):
        columns.append((right, width))
        right -= width + _MARK + 12
    columns.reverse()
    labels = column_width([row.label for row in drawing.rows]) + 20
    left = 10.0 if narrow else min(max(labels, text_width(drawing.head, 11) + 20), canvas.width * 0.42)
    ticks = _ticks(drawing)
    scale = Scale(ticks[0], ticks[-1], left, canvas.width - 14 if narrow else right - 6)
    layout = _Layout(
        drawing=drawing,
        canvas=canvas,
        scale=scale,
        label_width=(right if narrow else left) - 16,
        columns=tuple(columns),
        ages=ages,
    )
    _draw_heads(layout, ticks)
    top = canvas.height
    begun = len(canvas.elements)
    for row in drawing.rows:
        _draw_row(layout, row)
    rows = canvas.elements[begun:]
    del canvas.elements[begun:]
    if not narrow:
        for tick in ticks:
            canvas.line((scale(tick), top - 4), (scale(tick), canvas.height), canvas.palette.rule)
    canvas.elements.extend(rows)
    if narrow:
        axis_of_shares(canvas, scale, ticks, canvas.height + 10)
        canvas.height += 14
    canvas.height += 4


def _ages(drawing: AreasByYear) -> tuple[int, ...]:
    """Return for each series how old it is: 0 the shown one, 1 the newest of the others, and so on."""
    current = [one.is_current for one in drawing.series]
    shown = current.index(True) if True in current else len(current) - 1
    others = [index for index in range(len(current)) if index != shown]
    ages = {index: len(others) - position for position, index in enumerate(others)}
    return tuple(0 if index == shown else ages[index] for index in range(len(current)))


def _draw_legend(drawing: AreasByYear, canvas: Canvas, ages: tuple[int, ...]) -> None:
    newest_first = sorted(range(len(ages)), key=lambda index: ages[index])
    items = [(f"{_SERIES}{ages[index]}", drawing.series[index].legend) for index in newest_first]
    items += [(mark, words) for mark, words in drawing.legend]
    for key, x, y in canvas.legend(items):
        if key.startswith(_SERIES):
            draw_year_dot(canvas, int(key.removeprefix(_SERIES)), x, y)
        else:
            _draw_marks(canvas, key, x, y)


def _draw_marks(canvas: Canvas, marks: str, x: float, y: float) -> None:
    shown = [mark for mark in marks if not mark.isspace()]
    for index, mark in enumerate(shown):
        draw_mark(canvas, mark, x + (index - (len(shown) - 1) / 2) * 10, y, size=8)


def _column_widths(drawing: AreasByYear) -> tuple[float, ...]:
    count = max([len(drawing.heads), *(len(row.figures) for row in drawing.rows)])
    widths = []
    for index in range(count):
        shown = [row.figures[index][0] for row in drawing.rows if index < len(row.figures)]
        head = text_width(drawing.heads[index], 11) if index < len(drawing.heads) else 0
        has_marks = any(row.figures[index][1] for row in drawing.rows if index < len(row.figures))
        widths.append(max(column_width(shown, is_bold=index == 0), head - (_MARK if has_marks else 0)))
    return tuple(widths)


def _ticks(drawing: AreasByYear) -> tuple[Fraction, ...]:
    bounds = [
        bound
        for row in drawing.rows
        for interval in row.dots
        if interval is not None
        for bound in (interval.low, interval.high)
    ]
    low, high = (min(bounds), max(bounds)) if bounds else (Fraction(0), Fraction(1))
    # Dots do not lie upon the ends of the axis.
    edge = Fraction(1, 50)
    return round_ticks(max(low - edge, Fraction(0)), min(high + edge, Fraction(1)), step=_TENTH)


def _draw_heads(layout: _Layout, ticks: tuple[Fraction, ...]) -> None:
    canvas, drawing = layout.canvas, layout.drawing
    lines = wrap(drawing.head, layout.label_width, 11, lines=2)
    baseline = canvas.height + 14 + (len(lines) - 1) * 14
    for index, line in enumerate(lines):
        canvas.text(0, canvas.height + 14 + index * 14, line, is_faint=True, size=11, whole=drawing.head
                    if line.endswith("…") else "")  # fmt: skip
    if not is_narrow(canvas):
        axis_of_shares(canvas, layout.scale, ticks, baseline)
    for head, (right, _) in zip(drawing.heads, layout.columns, strict=False):
        canvas.text(right, baseline, head, anchor="end", is_faint=True, size=11)
    canvas.height = baseline + 8


def _draw_row(layout: _Layout, row: YearDots) -> None:
    canvas = layout.canvas
    narrow = is_narrow(canvas)
    middle, height = label_row(canvas, row.label, layout.label_width, least=22 if narrow else 25)
    for index, (words, mark) in enumerate(row.figures):
        right, width = layout.columns[index]
        canvas.text(right, middle + 4.5, words, anchor="end", is_bold=index == 0)
        if mark:
            _draw_marks(canvas, mark, right - width - _MARK / 2, middle)
    if narrow:
        middle, height = middle + height / 2 + 10, height + 24
        canvas.line((layout.scale.start, middle), (layout.scale.end, middle), canvas.palette.rule)
    _draw_dots(layout, row.dots, middle)
    canvas.height += height


def _draw_dots(layout: _Layout, dots: tuple[Interval | None, ...], y: float) -> None:
    canvas, palette, scale = layout.canvas, layout.canvas.palette, layout.scale
    places = [None if one is None else scale((one.low + one.high) / 2) for one in dots]
    _join(layout, places, y)
    shown = [places[index] for index, age in enumerate(layout.ages) if age == 0]
    for index in sorted(range(len(dots)), key=lambda one: -layout.ages[one]):
        place, interval = places[index], dots[index]
        if place is None or interval is None:
            continue
        low, high = scale(interval.low), scale(interval.high)
        if high - low > 14:  # noqa: PLR2004 - wider than the dot that lies upon it
            path = f"M{number(low)} {number(y - 4)}v8m0 -4H{number(high)}m0 -4v8"
            canvas.add("path", d=path, fill="none", stroke=palette.ink, stroke_width=1.2)
        is_under = any(other is not None and abs(other - place) < 5 for other in shown)  # noqa: PLR2004 - pixels
        draw_year_dot(canvas, layout.ages[index], place, y, is_wide=is_under)


def _join(layout: _Layout, places: list[float | None], y: float) -> None:
    editions = layout.drawing.editions
    for edition in sorted(set(editions)):
        pairs = zip(places, editions, strict=True)
        known = [place for place, of in pairs if place is not None and of == edition]
        if len(known) > 1:
            layout.canvas.line((min(known), y), (max(known), y), layout.canvas.palette.other, thick=2)
