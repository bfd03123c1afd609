"""Draw the profile of the areas with pygal, and keep only what a page can style and read aloud.

pygal brings a style sheet, scripts, tooltips, a random id and today's date with every drawing. Only its
shapes and texts are taken over, so that the page's own colours hold in light, dark and print, and the bytes
are always the same.
"""

import re
import sys
from collections.abc import Sequence
from fractions import Fraction
from typing import Any, final

import pygal
from attrs import frozen
from markupsafe import Markup, escape
from pygal.style import Style

from kompass_render_html.cleaning import clean
from kompass_spec.model import Interval

__all__ = ["Series", "draw_profile"]

# Importing pygal leaves an import hook of Python 2's kind behind, for maps; every later import that fails
# warns of it.
sys.meta_path[:] = [finder for finder in sys.meta_path if hasattr(finder, "find_spec")]

WIDTHS = {"wide": 760, "narrow": 320}
LABEL_LENGTH = 46
ROW_HEIGHTS = {1: 32, 2: 50}
FOOT = 32

_DROPPED = frozenset({"defs", "desc", "script", "style", "title"})
_ABSENT = "absent"
"""The class of a bar that is not drawn, so that words stand in its place."""
_DROPPED_CLASSES = frozenset({"background", "plot tooltip-overlay", "titles", _ABSENT})
_LONG_DECIMAL = re.compile(r"\d+\.\d{3,}")
# The size of the page's letters, of which pygal reserves 0.6 for every letter of a label: enough for the
# widest fonts.
_STYLE = Style(label_font_size=13, major_label_font_size=13, value_font_size=13)


@final
@frozen(kw_only=True)
class Series:
    """Hold a row of bars: for every area its share of the maximum, from 0 to 1, and the figure beside it.

    A share is ``None`` where nothing is known or the area does not apply: the words of its figure stand in
    place of a bar, where it has any.
    """

    name: str
    shares: tuple[Interval | None, ...]
    figures: tuple[str, ...]


def draw_profile(
    size: str, labels: Sequence[str], series: Sequence[Series], *, title: str, description: str
) -> Markup:
    """Return an ``svg`` element: for each area a bar as far as its share is sure, a line as far as it may be.

    ``size`` is ``wide``, or ``narrow`` for short labels on a small screen, and begins the ids of the element.
    ``title`` and ``description`` are the drawing's text alternative. One series fits, or two with the one to
    compare with as the second.
    """
    width, height = WIDTHS[size], len(labels) * ROW_HEIGHTS[len(series)] + FOOT
    chart = pygal.HorizontalBar(
        width=width,
        height=height,
        range=(0, 100),
        x_labels=[_shortened(label) for label in reversed(labels)],
        y_labels=[0, 25, 50, 75, 100],
        value_formatter=lambda value: f"{value:.0f} %",
        margin=4,
        # The figure of a full bar stands beyond the end of the scale.
        margin_right=44,
        spacing=6,
        truncate_label=-1,
        show_legend=False,
        print_values=True,
        print_values_position="top",
        css=(),
        js=(),
        style=_STYLE,
    )
    for row in series:
        bars = [_bar(share, figure) for share, figure in zip(row.shares, row.figures, strict=True)]
        chart.add(clean(row.name), bars[::-1])
    inside = "".join(_markup(node) for node in chart.render_tree())
    return Markup(  # noqa: S704 - every text in it has been escaped
        f'<svg class="profile {size}" role="img" aria-labelledby="{size}-title"'
        f' aria-describedby="{size}-description" viewBox="0 0 {width} {height}" width="{width}"'
        f' height="{height}"><title id="{size}-title">{escape(clean(title))}</title><desc'
        f' id="{size}-description">{escape(clean(description))}</desc>{inside}</svg>'
    )


def _shortened(label: str) -> str:
    label = " ".join(clean(label).split())
    return label if len(label) <= LABEL_LENGTH else f"{label[: LABEL_LENGTH - 1].rstrip()}…"


def _bar(share: Interval | None, figure: str) -> dict[str, Any] | None:
    if share is None:
        words = clean(figure)
        return {"value": 0, "node": {"class": _ABSENT}, "formatter": lambda _: words} if words else None
    low, high = (float(min(max(end, Fraction(0)), Fraction(1)) * 100) for end in (share.low, share.high))
    return {"value": low, "ci": {"low": low, "high": high}, "formatter": lambda _: clean(figure)}


def _markup(node: Any) -> str:
    """Write a node of pygal's tree, whichever library made it, without what the page does not want."""
    if not isinstance(node.tag, str):  # a comment
        return ""
    tag = node.tag.rpartition("}")[2]
    if tag in _DROPPED or node.get("class") in _DROPPED_CLASSES:
        return ""
    inside = escape(node.text or "")
    for child in node:
        inside += Markup(_markup(child))  # noqa: S704 - escaped
    if tag in {"g", "text"} and not inside.strip():
        return ""
    attributes = "".join(
        f' {name}="{escape(_LONG_DECIMAL.sub(_two_decimals, value))}"'
        for name, value in sorted(node.attrib.items())
        if value and "}" not in name
    )
    return f"<{tag}{attributes}>{inside}</{tag}>" if inside else f"<{tag}{attributes}/>"


def _two_decimals(number: re.Match[str]) -> str:
    return f"{float(number[0]):.2f}".rstrip("0").rstrip(".")
