"""Draw what a line of text can draw: a bar for each of those that a drawing ranks or holds side by side."""

from fractions import Fraction
from functools import singledispatch

from kompass_render_text import blocks
from kompass_render_text.said import Piece
from kompass_spec.model import Interval
from kompass_spec.model.drawings import Development, DevelopmentPoint, Drawing, Profile, RankedDots

__all__ = ["bars_of"]

BAR_CELLS = 30


@singledispatch
def bars_of(drawing: Drawing) -> blocks.Table | None:
    """Return a drawing as labels with bars and figures, ``None`` where bars would not say what it says."""
    del drawing
    return None


@bars_of.register
def _(drawing: RankedDots) -> blocks.Table | None:
    if not drawing.maximum:
        return None
    reference = _share(drawing.reference, drawing.maximum)
    rows = []
    for row in drawing.rows:
        share = _share(row.interval, drawing.maximum)
        label = " ".join(filter(None, (row.label, row.note)))
        bar = "" if share is None else blocks.Bar(share, reference)
        # The one that is spoken of is strong.
        rows.append(blocks.Row(((Piece(label, is_strong=row.is_current),), row.shown, bar)))
    return _bars(rows)


@bars_of.register
def _(drawing: Profile) -> blocks.Table | None:
    if len(drawing.series) != 1:
        return None
    (first,) = drawing.series
    rows = []
    for label, share, figure in zip(drawing.labels, first.shares, first.figures, strict=True):
        rows.append(blocks.Row((label, figure, "" if share is None else blocks.Bar(share))))
    return _bars(rows)


@bars_of.register
def _(drawing: Development) -> blocks.Table | None:
    """Return a line for each year, with the means of its edition below, and one for each break."""
    if drawing.is_small or not drawing.maximum:
        return None
    rows = []
    breaks = {one.after: one.words for one in drawing.breaks}
    for at, point in enumerate(drawing.points):
        ends = (point.interval.low / drawing.maximum, point.interval.high / drawing.maximum)
        label = (Piece(point.label, is_strong=point.is_current),)
        rows.append(blocks.Row((label, _figure(point), blocks.Bar(Interval(*ends)))))
        for mean in drawing.means:
            if mean.last == at:
                middle = mean.value / drawing.maximum
                rows.append(blocks.Row((mean.shown, "", blocks.Bar(Interval(middle, middle)))))
        if at in breaks:
            rows.append(blocks.Row((f"┄ {breaks[at]}".strip(), "", "")))
    return _bars(rows)


def _figure(point: DevelopmentPoint) -> str:
    return f"{point.shown} ({point.adjusted_shown})" if point.adjusted_shown else point.shown


def _share(points: Interval | None, maximum: Fraction) -> Interval | None:
    return None if points is None else Interval(points.low / maximum, points.high / maximum)


def _bars(rows: list[blocks.Row]) -> blocks.Table | None:
    columns = (
        blocks.Column(head="", is_text=True),
        blocks.Column(head=""),
        blocks.Column(head="", bar=BAR_CELLS, fold=1),
    )
    return blocks.Table(columns, tuple(rows)) if rows else None
