"""The areas of a comparison as many small drawings, side by side and on one axis."""

from collections.abc import Sequence

from attrs import evolve

from kompass_spec.model import Interval
from kompass_spec.model.drawings import Development
from kompass_spec.model.sheet import Beside, Illustration, Section
from kompass_spec.sheets.compared import Compared
from kompass_spec.sheets.comparison_years import development

__all__ = ["small_multiples"]

_IN_A_ROW = 4
"""How many small drawings stand side by side."""


def small_multiples(compared: Compared, columns: Sequence[int]) -> Section | None:
    """Return a small drawing for every area, ``None`` where no area has two results."""
    drawings = [
        drawing
        for row in compared.areas
        if (drawing := development(compared, columns, row, is_small=True)) is not None
    ]
    if not drawings:
        return None
    drawings = _on_one_axis(drawings)
    rows = [drawings[start : start + _IN_A_ROW] for start in range(0, len(drawings), _IN_A_ROW)]
    return Section(
        heading=compared.spoken.wording.say("The same as a picture"),
        blocks=tuple(Beside(columns=tuple((drawing,) for drawing in row)) for row in rows),
        anchor="pictures",
    )


def _on_one_axis(illustrations: Sequence[Illustration]) -> list[Illustration]:
    """Return developments on one axis where all have one maximum, so that the eye can compare them."""
    drawn = [one.drawing for one in illustrations if isinstance(one.drawing, Development)]
    if len({drawing.maximum for drawing in drawn}) > 1:
        return list(illustrations)
    intervals = [point.interval for drawing in drawn for point in drawing.points]
    axis = Interval(min(one.low for one in intervals), max(one.high for one in intervals))
    return [
        evolve(one, drawing=evolve(drawing, axis=axis))
        for one, drawing in zip(illustrations, drawn, strict=True)
    ]
