"""Contrast of the page's colours, computed from its style sheet: WCAG 2.2, 1.4.3 and 1.4.11."""

import re
from importlib.resources import files

import pytest
from attrs import fields

from kompass_drawings import SCREEN, Palette

SHEET = (files("kompass_render_html") / "templates" / "style.css").read_text("utf-8")


def colours(scheme):
    blocks = re.findall(r":root \{(.*?)\}", SHEET, re.DOTALL)
    light = dict(re.findall(r"--(?:kompass-)?([\w-]+): (#[0-9a-f]{6});", blocks[0]))
    dark = dict(re.findall(r"--(?:kompass-)?([\w-]+): (#[0-9a-f]{6});", blocks[1]))
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
@pytest.mark.parametrize("name", ["ink", "faint", "accent", "alarm", "good", "other"])
def test_text_and_bars_stand_out(scheme, name):
    known = colours(scheme)
    assert contrast(known[name], known["paper"]) >= 4.5


def test_the_known_contrast_of_black_on_white():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)


def test_no_colour_but_those_named_is_used():
    rules = SHEET[SHEET.index("*, ::before") :]
    assert not re.search(r"#[0-9a-fA-F]{3,8}\b(?=[;} ])|rgba?\(|hsla?\(", rules)
    assert set(re.findall(r"var\(--(?:kompass-)?([\w-]+)\)", SHEET)) == set(colours("light"))
    assert "opacity" not in rules


def test_drawings_are_given_every_colour_that_they_ask_for():
    asked = {
        one for field in fields(Palette) for one in re.findall(r"--kompass-\w+", getattr(SCREEN, field.name))
    }
    for block in re.findall(r":root \{(.*?)\}", SHEET, re.DOTALL)[:3]:
        assert {one for one in asked if f"{one}:" in block} == asked


def test_figures_stand_out_on_the_darkest_field_of_a_heat_map():
    """Fields are the accent at 44 % upon the paper at most."""
    for scheme in ("light", "dark"):
        known = colours(scheme)
        pairs = [(known["accent"][at : at + 2], known["paper"][at : at + 2]) for at in (1, 3, 5)]
        mixed = "#" + "".join(f"{round(0.44 * int(one, 16) + 0.56 * int(two, 16)):02x}" for one, two in pairs)
        assert contrast(known["ink"], mixed) >= 4.5
