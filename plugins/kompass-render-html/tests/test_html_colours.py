"""Contrast of the page's colours, computed from its style sheet: WCAG 2.2, 1.4.3 and 1.4.11."""

import re
from importlib.resources import files

import pytest

SHEET = (files("kompass_render_html") / "templates" / "style.css").read_text("utf-8")


def colours(scheme):
    blocks = re.findall(r":root \{(.*?)\}", SHEET, re.DOTALL)
    light = dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", blocks[0]))
    dark = dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", blocks[1]))
    assert set(dark) <= set(light)
    return {"light": light, "dark": {**light, **dark}}[scheme]


def luminance(colour):
    parts = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(colour, other):
    lighter, darker = sorted((luminance(colour), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", ["ink", "faint", "accent", "alarm", "other"])
def test_text_and_bars_stand_out(scheme, name):
    known = colours(scheme)
    assert contrast(known[name], known["paper"]) >= 4.5


def test_the_known_contrast_of_black_on_white():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)


def test_no_colour_but_those_named_is_used():
    rules = SHEET[SHEET.index("*, ::before") :]
    assert not re.search(r"#[0-9a-fA-F]{3,8}\b(?=[;} ])|rgba?\(|hsla?\(", rules)
    assert set(re.findall(r"var\(--([\w-]+)\)", SHEET)) - {"thick"} == set(colours("light"))
    assert "opacity" not in rules


def test_nothing_on_paper_depends_on_a_background():
    painted = re.findall(r"([^{}]*)\{[^{}]*background[^{}]*\}", SHEET)
    names = [selector.rpartition("*/")[2].strip() for selector in painted]
    # The shadows of tables are for what scrolls, and paper takes them away.
    assert names == ["body", ".skip", ".scroll", ".scroll"]
    assert ".scroll { overflow: visible; background: none; }" in SHEET[SHEET.index("@media print") :]
