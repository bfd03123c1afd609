"""The profile: a bar for each area, of one assessment, or of two with the one to compare with below."""

from fractions import Fraction

from kompass_drawings.canvas import Canvas
from kompass_drawings.scales import Scale, round_ticks
from kompass_drawings.shares import axis_of_shares, column_width, draw_whisker, is_narrow, label_row
from kompass_drawings.texts import text_width, wrap
from kompass_spec.model import Interval
from kompass_spec.model.drawings import Profile

__all__ = ["draw_profile"]

_BAR, _BETWEEN = 13, 4


def draw_profile(profile: Profile, canvas: Canvas) -> None:
    """Draw the bars from 0 to 100 percent, each with its whisker and its figure."""
    narrow = is_narrow(canvas)
    labels = profile.labels
    if len(profile.series) > 1:
        symbols = canvas.legend((str(index), series.name) for index, series in enumerate(profile.series))
        for key, x, y in symbols:
            _draw_bar(canvas, int(key), x - 7, y - 6, 15)
        canvas.height += 6
    figures = [words for series in profile.series for words in series.figures]
    shown = min(column_width(figures, is_bold=True, least=30), canvas.width * 0.3)
    left = 0.0 if narrow else min(column_width(list(labels)) + 16, canvas.width * 0.4)
    scale = Scale(Fraction(0), Fraction(1), left, canvas.width - shown - 10)
    ticks = round_ticks(Fraction(0), Fraction(1), step=Fraction(1, 4))
    top = canvas.height + 18
    axis_of_shares(canvas, scale, ticks, canvas.height + 12)
    canvas.height = top
    grid = len(canvas.elements)
    for index in range(len(labels)):
        _draw_row(profile, index, canvas, scale)
    bars = canvas.elements[grid:]
    del canvas.elements[grid:]
    for tick in ticks:
        canvas.line((scale(tick), top), (scale(tick), canvas.height), canvas.palette.rule)
    canvas.elements.extend(bars)
    canvas.height += 4


def _draw_row(profile: Profile, index: int, canvas: Canvas, scale: Scale) -> None:
    thick = len(profile.series) * (_BAR + _BETWEEN)
    label = profile.labels[index]
    if is_narrow(canvas):
        _, above = label_row(canvas, label, canvas.width, least=0)
        y, height = canvas.height + above - 1, above + thick + 6
    else:
        middle, height = label_row(canvas, label, scale.start - 16, least=thick + 10)
        y = middle - thick / 2 + _BETWEEN / 2
    for order, series in enumerate(profile.series):
        share, words = series.shares[index], series.figures[index]
        if share is None:
            lines = wrap(words, canvas.width - scale.start - 6, lines=1)
            canvas.lines(scale.start + 4, y + 11, lines, whole=words, is_faint=True)
        else:
            _draw_share(canvas, scale, order, (share, words), y)
        y += _BAR + _BETWEEN
    canvas.height += height


def _draw_share(canvas: Canvas, scale: Scale, order: int, shown: tuple[Interval, str], y: float) -> None:
    share, words = shown
    is_main = order == 0
    # A bar reaches as far as is certain, as on the scale of the whole result.
    _draw_bar(canvas, order, scale.start, y, scale(share.low) - scale.start)
    draw_whisker(canvas, scale, share, y + _BAR / 2)
    width = text_width(words, is_bold=is_main)
    x = min(scale(share.high) + 7, canvas.width - width)
    canvas.text(x, y + 11, words, is_bold=is_main, has_halo=True)


def _draw_bar(canvas: Canvas, order: int, x: float, y: float, width: float) -> None:
    palette = canvas.palette
    if order == 0:
        canvas.box(x, y, width, _BAR, fill=palette.accent)
    else:
        canvas.box(x, y + 1, width, _BAR - 2, fill=palette.paper, stroke=palette.other, thick=1.6)
