"""The look of an organisation's pages is read strictly, with every problem at once and what helps."""

import base64

import pytest

from kompass_spec.documents.logos import LOGO_LIMIT, logo_problems, type_of_logo
from kompass_spec.documents.looks import read_look_document
from kompass_spec.model.colours import LEAST_CONTRAST, contrast_with_white, darkened
from kompass_spec.model.problems import InputError
from kompass_spec.results.looks import read_look

PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 4"><path d="M0 0h4v4z"/></svg>'
WHOLE = """
foot = "Kommunledningskontoret"
comment = '''
Resultatet visar
var vi står.

Vi arbetar vidare med område 7.
'''
decision = "Rapporten läggs till handlingarna."
radar = true

[logo]
file = "logo.svg"
text = "Örnsköldsviks kommun"

[colours]
main = "#1D4F7C"
second = "#8a6116"
"""


@pytest.fixture
def written(tmp_path):
    (tmp_path / "logo.svg").write_bytes(SVG)
    (tmp_path / "logo.png").write_bytes(PNG)

    def write(text):
        path = tmp_path / "look.toml"
        path.write_text(text, "utf-8")
        return path

    return write


def problems_of(path):
    with pytest.raises(InputError) as caught:
        read_look_document(path)
    return {problem.pointer: problem for problem in caught.value.problems}


def test_everything_that_a_look_can_say(written):
    look, remarks = read_look(written(WHOLE))
    assert (look.logo, look.logo_type, look.logo_text) == (SVG, "image/svg+xml", "Örnsköldsviks kommun")
    assert (look.colour, look.second_colour) == ("#1d4f7c", "#8a6116")
    assert look.foot == "Kommunledningskontoret"
    assert remarks.has_radar
    assert remarks.comment == ("Resultatet visar var vi står.", "Vi arbetar vidare med område 7.")
    assert remarks.decision == ("Rapporten läggs till handlingarna.",)


def test_a_look_may_say_little(written):
    look, remarks = read_look(written('foot = "Kansliet"'))
    assert (look.logo, look.colour, remarks.comment) == (None, None, ())


def test_a_faint_colour_is_refused_with_its_contrast_and_one_that_can_be_read(written):
    found = problems_of(written('[colours]\nmain = "#ffcc00"'))["/colours/main"]
    assert found.code == "low-contrast"
    assert "1.51 to 1" in found.message
    assert darkened("#ffcc00") in found.message
    assert contrast_with_white(darkened("#ffcc00")) >= LEAST_CONTRAST


@pytest.mark.parametrize("colour", ["#ffffff", "#ffcc00", "#00ff00", "#777777", "#000000", "#1d4f7c"])
def test_a_darker_colour_can_be_read_and_is_no_darker_than_needed(colour):
    darker = darkened(colour)
    assert contrast_with_white(darker) >= LEAST_CONTRAST
    assert darker == colour or contrast_with_white(darker) < LEAST_CONTRAST * 1.03


def test_all_problems_come_at_once(written):
    text = 'fot = "x"\ncomment = 5\n[logo]\nfile = "missing.png"\ntext = " "\n[colours]\nmain = "blue"\n'
    found = problems_of(written(text))
    assert set(found) == {"/fot", "/comment", "/logo/file", "/logo/text", "/colours/main"}
    assert all(problem.file.endswith("look.toml") for problem in found.values())


def test_a_comment_of_a_book_is_refused(written):
    found = problems_of(written(f'comment = "{"a" * 5001}"'))
    assert "at most 5,000" in found["/comment"].message


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"GIF89a", "neither PNG nor JPEG nor SVG"),
        (PNG + b"\0" * LOGO_LIMIT, "at most 500,000"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>", "script"),
        (b"<svg xmlns='http://www.w3.org/2000/svg' onload='x()'/>", "script"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'><image href='https://a.se/b.png'/></svg>", "another file"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'><style>@import 'a';</style></svg>", "another file"),
        (
            b"<svg xmlns='http://www.w3.org/2000/svg'><path style='fill:url(https://a.se)'/></svg>",
            "another file",
        ),
        (b"<!DOCTYPE svg [<!ENTITY a 'b'>]><svg>&a;</svg>", "document type"),
        (b"<svg", "well-formed"),
        (b"<html><svg/></html>", "no SVG"),
    ],
)
def test_a_logo_that_is_not_shown(written, tmp_path, content, words):
    (tmp_path / "logo.svg").write_bytes(content)
    found = problems_of(written('[logo]\nfile = "logo.svg"\ntext = "A"'))
    assert words in found["/logo/file"].message


@pytest.mark.parametrize(
    "content", [PNG, SVG, b"\xff\xd8\xff\xe0", b"\xef\xbb\xbf<?xml version='1.0'?>" + SVG]
)
def test_a_logo_that_is_shown(content):
    assert type_of_logo(content) is not None
    assert list(logo_problems(content)) == []


def test_a_gradient_within_the_logo_is_fine():
    inside = SVG.replace(b"<path", b"<path fill='url(#a)'")
    assert list(logo_problems(inside)) == []


def test_a_file_that_is_no_toml_is_one_sentence(written):
    with pytest.raises(InputError) as caught:
        read_look_document(written("foot = "))
    assert [problem.code for problem in caught.value.problems] == ["bad-toml"]
