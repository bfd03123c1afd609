"""What every drawing keeps, whatever it is drawn from, as wide as it may be, and in any colours."""

import re
import subprocess
import sys
import xml.etree.ElementTree as ET
from fractions import Fraction

import pytest

from kompass_drawings import HALF, NARROW, PRINT, SCREEN, WIDE, draw
from kompass_drawings.canvas import Canvas
from kompass_drawings.drawing import _DRAWN
from kompass_drawings.texts import text_width
from kompass_spec import Interval
from kompass_spec.model.drawings import Drawing, Profile, ProfileSeries
from kompass_testing.sample_drawings import HOSTILE, hard_drawings, sample_drawings

WIDTHS = (WIDE, HALF, NARROW)
SAMPLES = {**{f"hard-{name}": one for name, one in hard_drawings().items()}, **sample_drawings()}
SVG = "{http://www.w3.org/2000/svg}"


def drawn(name, width=WIDE, palette=SCREEN):
    return draw(
        SAMPLES[name],
        identity=name,
        title=f"Title {HOSTILE}",
        finding="Finding",
        width=width,
        palette=palette,
    )


def parsed(svg):
    return ET.fromstring(svg)  # noqa: S314 - our own drawing


def texts(svg):
    return [one for one in parsed(svg).iter(f"{SVG}text") if one.get("transform") is None]


def box_of(text):
    """Return the box of a line of text; a tooltip in it is not seen."""
    size = float(text.get("font-size"))
    words = (text.text or "") + "".join(child.tail or "" for child in text)
    width = text_width(words, size, is_bold=text.get("font-weight") == "700")
    shift = {None: 0, "middle": width / 2, "end": width}[text.get("text-anchor")]
    left, baseline = float(text.get("x")) - shift, float(text.get("y"))
    return left, baseline - size * 0.72, left + width, baseline + size * 0.2, words


def test_every_class_of_drawing_is_drawn_and_sampled():
    assert set(_DRAWN) == set(Drawing.__args__)
    assert {type(one) for one in sample_drawings().values()} == set(_DRAWN)
    assert {type(one) for one in hard_drawings().values()} == set(_DRAWN)


@pytest.mark.parametrize("palette", [SCREEN, PRINT], ids=["screen", "print"])
@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("name", SAMPLES)
def test_it_is_well_formed_named_and_described(name, width, palette):
    svg = drawn(name, width, palette)
    root = parsed(svg)
    assert root.get("role") == "img"
    ids = [one.get("id") for one in root.iter() if one.get("id")]
    assert len(ids) == len(set(ids))
    assert root.get("aria-labelledby") in ids
    assert root.get("aria-describedby") in ids
    assert all(one.startswith(name) for one in ids)
    assert root.find(f"{SVG}desc").text == "Finding"
    assert "<script" not in svg
    assert "\u202e" not in svg
    assert not re.search(r"\b(?:nan|inf)\b", svg)


@pytest.mark.parametrize("name", SAMPLES)
def test_paper_needs_no_variable_and_no_style_sheet(name):
    svg = drawn(name, HALF, PRINT)
    assert "var(" not in svg
    assert "currentColor" not in svg
    assert set(re.findall(r'style="([^"]*)"', svg)) <= {"paint-order:stroke"}
    assert "class=" not in svg
    assert set(re.findall(r"#[0-9a-f]{6}", svg)) <= {
        PRINT.ink, PRINT.faint, PRINT.rule, PRINT.soft, PRINT.accent, PRINT.other, PRINT.paper
    }  # fmt: skip


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("name", SAMPLES)
def test_no_text_is_cut_off(name, width):
    svg = drawn(name, width)
    high = float(re.search(r'height="([\d.]+)"', svg)[1])
    for text in texts(svg):
        left, top, right, bottom, words = box_of(text)
        assert left >= -1, words
        assert right <= width + 1, words
        assert top >= -1, words
        assert bottom <= high + 1, words


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("name", SAMPLES)
def test_no_text_lies_upon_another(name, width):
    boxes = [box_of(text) for text in texts(drawn(name, width))]
    upon = [
        (one[4], other[4])
        for index, one in enumerate(boxes)
        for other in boxes[index + 1 :]
        if min(one[2], other[2]) - max(one[0], other[0]) > 1.5
        and min(one[3], other[3]) - max(one[1], other[1]) > 1.5
    ]
    assert upon == []


def test_what_is_shortened_is_there_in_full_for_who_points_at_it():
    root = parsed(drawn("hard-profile", NARROW))
    shortened = [one for one in root.iter(f"{SVG}text") if "".join(one.itertext()).endswith("…")]
    assert shortened
    assert all(len(one.find(f"{SVG}title").text) > 100 for one in shortened)


def test_a_break_is_never_crossed_by_a_line():
    """Draw totals over the years: points of one edition are joined, those of two never."""
    canvas = Canvas("d", HALF, PRINT)
    _DRAWN[type(SAMPLES["development"])](SAMPLES["development"], canvas)
    joints = [one for one in canvas.elements if f'stroke="{PRINT.other}" stroke-width="2"/' in one]
    breaks = [one for one in canvas.elements if 'stroke-dasharray="2 4"' in one]
    assert len(joints) == 1
    assert len(breaks) == 1
    ends = [float(one) for one in re.findall(r'x[12]="([\d.]+)"', joints[0])]
    line = float(re.search(r'x1="([\d.]+)"', breaks[0])[1])
    assert max(ends) < line


def test_the_same_drawing_has_the_same_bytes_in_another_process():
    code = (
        "from kompass_drawings import draw; from kompass_testing.sample_drawings import sample_drawings;"
        "print(*(draw(one, identity=name, title='t', finding='f')"
        " for name, one in sample_drawings().items()), sep='')"
    )
    seen = {
        subprocess.run(
            [sys.executable, "-c", code], env={"PYTHONHASHSEED": seed}, check=True, capture_output=True
        ).stdout
        for seed in ("1", "2")
    }
    assert len(seen) == 1
    assert len(seen.pop()) > 10_000


def test_a_bar_reaches_as_far_as_is_certain():
    def bar_to(low, high):
        share = Interval(Fraction(low, 100), Fraction(high, 100))
        series = ProfileSeries(name="2017", shares=(share,), figures=("?",))
        profile = Profile(labels=("1",), short_labels=("1",), series=(series,))
        svg = draw(profile, identity="a", title="A", finding="B", width=WIDE)
        return max(float(one.get("width")) for one in parsed(svg).iter() if one.tag.endswith("rect"))

    assert bar_to(10, 90) == bar_to(10, 10)
    assert bar_to(10, 90) < bar_to(20, 20)
