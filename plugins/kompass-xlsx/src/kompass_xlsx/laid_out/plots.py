"""Turn drawings into series of numbers, as the charts of a workbook draw them."""

from collections.abc import Iterator
from fractions import Fraction
from functools import singledispatch
from typing import final

from attrs import frozen

from kompass_spec.model import Interval
from kompass_spec.model.drawings import (
    AreasByYear,
    Development,
    Drawing,
    Pareto,
    Profile,
    Radar,
    RankedDots,
    Weights,
)

__all__ = ["Plot", "Series", "plot_of"]

_PERCENT = 100


@final
@frozen(kw_only=True)
class Series:
    """Hold the numbers of one series, ``None`` where there is none, with the figures that are shown of them.

    ``is_line`` is for a share that runs on, on an axis of its own; ``is_current`` is what is spoken of.
    """

    name: str
    values: tuple[float | None, ...]
    shown: tuple[str, ...]
    is_line: bool = False
    is_current: bool = False


@final
@frozen(kw_only=True)
class Plot:
    """Hold a chart: its kind in the words of XlsxWriter, the labels, the series, and where its axis ends."""

    kind: str
    labels: tuple[str, ...]
    series: tuple[Series, ...]
    subtype: str | None = None
    greatest: float | None = None


@singledispatch
def plot_of(drawing: Drawing) -> Plot | None:
    """Return the chart for a drawing, ``None`` where a workbook has none that would say the same.

    A figure is drawn where it is shown; where only bounds are shown, in their middle.
    """
    del drawing
    return None


@plot_of.register
def _profile(drawing: Profile) -> Plot:
    series = tuple(
        Series(
            name=one.name,
            values=tuple(_percent(share) for share in one.shares),
            shown=one.figures,
            is_current=one is drawing.series[0],
        )
        for one in drawing.series
    )
    return Plot(kind="bar", labels=drawing.labels, series=series, greatest=_PERCENT)


@plot_of.register
def _(drawing: Radar) -> Plot:
    series = _profile(drawing.profile).series
    return Plot(kind="radar", labels=drawing.profile.short_labels, series=series, greatest=_PERCENT)


@plot_of.register
def _(drawing: Development) -> Plot:
    """Draw a line for every edition: points of two editions are not joined."""
    editions = sorted({point.edition for point in drawing.points})
    series = [
        Series(
            name=" · ".join(point.label for point in drawing.points if point.edition == edition),
            values=tuple(
                _plotted(point.interval, point.shown) if point.edition == edition else None
                for point in drawing.points
            ),
            shown=tuple(point.shown if point.edition == edition else "" for point in drawing.points),
            is_current=any(point.is_current for point in drawing.points if point.edition == edition),
        )
        for edition in editions
    ]
    labels = tuple(point.label for point in drawing.points)
    return Plot(kind="line", labels=labels, series=tuple(series), greatest=float(drawing.maximum))


@plot_of.register
def _(drawing: AreasByYear) -> Plot:
    series = tuple(
        Series(
            name=one.label,
            values=tuple(_percent(row.dots[number]) for row in drawing.rows),
            shown=("",) * len(drawing.rows),
            is_current=one.is_current,
        )
        for number, one in enumerate(drawing.series)
    )
    labels = tuple(row.label for row in drawing.rows)
    return Plot(kind="bar", labels=labels, series=series, greatest=_PERCENT)


@plot_of.register
def _(drawing: RankedDots) -> Plot:
    values = tuple(
        None if row.interval is None else _plotted(row.interval, row.shown) for row in drawing.rows
    )
    shown = tuple(row.shown for row in drawing.rows)
    labels = tuple(" ".join(filter(None, (row.label, row.note))) for row in drawing.rows)
    series = (Series(name="", values=values, shown=shown, is_current=True),)
    return Plot(kind="bar", labels=labels, series=series, greatest=float(drawing.maximum))


@plot_of.register
def _(drawing: Pareto) -> Plot:
    labels = tuple(bar.label for bar in drawing.bars)
    lacking = Series(
        name="",
        values=tuple(float(bar.lacking) for bar in drawing.bars),
        shown=tuple(bar.shown for bar in drawing.bars),
        is_current=True,
    )
    running = Series(name="%", values=tuple(_running(drawing)), shown=("",) * len(labels), is_line=True)
    series = (lacking, running) if drawing.lacking_in_all else (lacking,)
    return Plot(kind="column", labels=labels, series=series)


def _running(drawing: Pareto) -> Iterator[float]:
    lacking = Fraction(0)
    for bar in drawing.bars:
        lacking += bar.lacking
        yield float(lacking / drawing.lacking_in_all * _PERCENT)


@plot_of.register
def _(drawing: Weights) -> Plot:
    most = max((len(questions) for _, questions in drawing.rows), default=0)
    series = tuple(
        Series(
            name=str(number + 1),
            values=tuple(
                float(questions[number][1]) if number < len(questions) else None
                for _, questions in drawing.rows
            ),
            shown=tuple(
                questions[number][0] if number < len(questions) else "" for _, questions in drawing.rows
            ),
        )
        for number in range(most)
    )
    labels = tuple(label for label, _ in drawing.rows)
    return Plot(kind="bar", subtype="stacked", labels=labels, series=series)


def _percent(share: Interval | None) -> float | None:
    return None if share is None else float((share.low + share.high) / 2 * _PERCENT)


def _plotted(interval: Interval, shown: str) -> float:
    """Return the number that is shown, where one is and it lies within the bounds, else their middle.

    >>> _plotted(Interval("549.8", "555.6"), "552"), _plotted(Interval(592, 602), "592–602")
    (552.0, 597.0)
    """
    try:
        number = Fraction(shown.replace("\\N{NO-BREAK SPACE}", "").replace(",", "."))
    except (ValueError, ZeroDivisionError):
        number = (interval.low + interval.high) / 2
    half = Fraction(1, 2)
    is_within = interval.low - half <= number <= interval.high + half
    return float(number if is_within else (interval.low + interval.high) / 2)
