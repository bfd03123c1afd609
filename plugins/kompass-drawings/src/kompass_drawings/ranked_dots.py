"""Organisations by their points: a stem and a dot for each, the bounds as a line with ends."""

from fractions import Fraction

from kompass_drawings.canvas import FAINT_SIZE, Canvas
from kompass_drawings.scales import Scale, round_ticks
from kompass_drawings.shares import draw_whisker, is_narrow, label_row
from kompass_drawings.texts import text_width, wrap
from kompass_spec.model.drawings import RankedDot, RankedDots

__all__ = ["draw_ranked_dots"]


def draw_ranked_dots(drawing: RankedDots, canvas: Canvas) -> None:
    """Draw a row for each, under the line of the reference where there is one."""
    narrow = is_narrow(canvas)
    names = [_name(row) for row in drawing.rows]
    wide = max((text_width(name, is_bold=True) for name in names), default=0) + 22
    left = 8.0 if narrow else min(wide, canvas.width * 0.45)
    figures = max((text_width(row.shown, is_bold=True) for row in drawing.rows), default=0)
    scale = Scale(Fraction(0), drawing.maximum, left, canvas.width - min(figures + 18, canvas.width * 0.3))
    ticks = _ticks(drawing.maximum)
    if drawing.reference is not None:
        canvas.height = _write_reference(drawing, canvas, scale)
    top = canvas.height
    begun = len(canvas.elements)
    for row, name in zip(drawing.rows, names, strict=True):
        _draw_row(canvas, scale, row, name, left)
    rows = canvas.elements[begun:]
    del canvas.elements[begun:]
    for tick in ticks:
        canvas.line((scale(tick), top), (scale(tick), canvas.height), canvas.palette.rule)
    _draw_reference(drawing, canvas, scale, top)
    canvas.elements.extend(rows)
    room = (scale.end - scale.start) / max(len(ticks) - 1, 1)
    every = 1 if room > 34 else 2  # noqa: PLR2004 - pixels of a figure
    for index, tick in enumerate(ticks):
        if index % every == 0:
            anchor = "middle" if tick or left > 20 else "start"  # noqa: PLR2004 - pixels of half a figure
            canvas.text(scale(tick), canvas.height + 14, _plain(tick), is_faint=True, size=11, anchor=anchor)
    canvas.height += 20


def _name(row: RankedDot) -> str:
    return f"{row.label} {row.note}".strip()


def _plain(tick: Fraction) -> str:
    return str(tick.numerator) if tick.denominator == 1 else f"{float(tick):g}"


def _ticks(maximum: Fraction) -> tuple[Fraction, ...]:
    ticks = round_ticks(Fraction(0), maximum)
    return (*(tick for tick in ticks if tick <= maximum),)


def _draw_row(canvas: Canvas, scale: Scale, row: RankedDot, name: str, left: float) -> None:
    palette = canvas.palette
    if is_narrow(canvas):
        middle, height = label_row(canvas, name, canvas.width, least=0, is_bold=row.is_current)
        middle, height = canvas.height + height + 6, height + 20
    else:
        middle, height = label_row(canvas, name, left - 22, least=28, is_bold=row.is_current)
    canvas.height += height
    if row.interval is None:
        words = wrap(row.shown, canvas.width - left - 8, lines=1)
        canvas.lines(left + 4, middle + 4.5, words, is_faint=True, whole=row.shown)
        return
    place = scale((row.interval.low + row.interval.high) / 2)
    colour = palette.accent if row.is_current else palette.faint
    canvas.line((scale.start, middle), (place, middle), colour, thick=3 if row.is_current else 1.6)
    draw_whisker(canvas, scale, row.interval, middle)
    if row.is_current:
        canvas.dot(place, middle, 7, fill=palette.accent)
    else:
        canvas.dot(place, middle, 5, fill=palette.paper, stroke=palette.faint, thick=2)
    x = min(
        max(place + 12, scale(row.interval.high) + 7),
        canvas.width - text_width(row.shown, is_bold=True),
    )
    canvas.text(x, middle + 4.5, row.shown, is_bold=True, has_halo=True)


def _write_reference(drawing: RankedDots, canvas: Canvas, scale: Scale) -> float:
    reference = drawing.reference
    if reference is None or not drawing.reference_label:
        return canvas.height
    x = scale((reference.low + reference.high) / 2)
    lines = wrap(drawing.reference_label, canvas.width * 0.9, FAINT_SIZE)
    half = max(text_width(line, FAINT_SIZE) for line in lines) / 2
    middle = min(max(x, half), canvas.width - half)
    canvas.lines(
        middle, canvas.height + 13, lines, anchor="middle", is_faint=True, whole=drawing.reference_label
    )
    return canvas.height + 16 * len(lines) + 4


def _draw_reference(drawing: RankedDots, canvas: Canvas, scale: Scale, top: float) -> None:
    reference, palette = drawing.reference, canvas.palette
    if reference is None:
        return
    low, high = scale(reference.low), scale(reference.high)
    if high - low > 3:  # noqa: PLR2004 - pixels: a band, where a line would claim too much
        canvas.box(low, top, high - low, canvas.height - top, fill=palette.soft)
    x = (low + high) / 2
    canvas.line((x, top), (x, canvas.height + 4), palette.ink, thick=1.6, dashes="2 3")
