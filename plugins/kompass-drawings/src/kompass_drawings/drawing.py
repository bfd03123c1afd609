"""Draw: from the figures of a drawing to SVG."""

from collections.abc import Callable
from typing import Any

from kompass_drawings.areas_by_year import draw_areas_by_year
from kompass_drawings.canvas import Canvas
from kompass_drawings.development import draw_development
from kompass_drawings.heat_map import draw_heat_map
from kompass_drawings.mapping import draw_mapping
from kompass_drawings.palettes import SCREEN, Palette
from kompass_drawings.pareto import draw_pareto
from kompass_drawings.profile import draw_profile
from kompass_drawings.radar import draw_radar
from kompass_drawings.ranked_dots import draw_ranked_dots
from kompass_drawings.weights import draw_weights
from kompass_spec.model.drawings import (
    AreasByYear,
    Development,
    Drawing,
    HeatMap,
    MappingDrawing,
    Pareto,
    Profile,
    Radar,
    RankedDots,
    Weights,
)

__all__ = ["HALF", "NARROW", "WIDE", "draw"]

WIDE, HALF, NARROW = 840, 360, 340
"""How wide a drawing is in pixels across a page, in a half of it, and on a phone; it may be scaled."""

_DRAWN: dict[type, Callable[[Any, Canvas], None]] = {
    AreasByYear: draw_areas_by_year,
    Development: draw_development,
    HeatMap: draw_heat_map,
    MappingDrawing: draw_mapping,
    Pareto: draw_pareto,
    Profile: draw_profile,
    Radar: draw_radar,
    RankedDots: draw_ranked_dots,
    Weights: draw_weights,
}


def draw(
    drawing: Drawing,
    *,
    identity: str,
    title: str,
    finding: str,
    width: int = WIDE,
    palette: Palette = SCREEN,
) -> str:
    """Return a drawing as an element ``svg`` that is ``width`` pixels wide and as high as it needs to be.

    ``identity`` begins the ids in it and is unique in the page; ``title`` names the drawing and ``finding``
    says what it shows, for those who do not see it. The same arguments always give the same text.

    >>> from fractions import Fraction
    >>> weights = Weights(rows=(("1 Democracy", (("1.1", Fraction(15)), ("1.2", Fraction(20)))),))
    >>> svg = draw(weights, identity="weights", title="Weights", finding="1.2 is worth most.")
    >>> svg.startswith("<svg "), "1.2 is worth most." in svg
    (True, True)
    """
    canvas = Canvas(identity, width, palette)
    _DRAWN[type(drawing)](drawing, canvas)
    return canvas.svg(title, finding)
