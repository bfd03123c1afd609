"""Sheets of every kind as text and as Markdown."""

import re

import pytest
from hypothesis import HealthCheck, given, settings, strategies as st
from markdown_it import MarkdownIt
from rich.cells import cell_len

from kompass_render_text.plugin import MarkdownRenderer, TextRenderer
from kompass_spec.plugins.requests import SheetRequest, Terminal
from kompass_testing.sheet_samples import everything, sheets

SLOW = settings(deadline=None, suppress_health_check=list(HealthCheck), max_examples=60)


@pytest.mark.parametrize(
    ("name", "terminal"),
    [
        ("sheet.en.txt", None),
        ("sheet.en.40.txt", Terminal(width=40)),
        ("sheet.en.120.ansi", Terminal(width=120, colours=True)),
    ],
)
def test_text(kompass_golden, name, terminal):
    kompass_golden(name, TextRenderer().lay_out(SheetRequest(sheet=everything(), terminal=terminal)))


def test_markdown(kompass_golden):
    kompass_golden("sheet.en.md", MarkdownRenderer().lay_out(SheetRequest(sheet=everything())))


@SLOW
@given(sheets(), st.none() | st.integers(1, 250))
def test_no_line_of_any_sheet_is_wider_than_the_terminal(sheet, width):
    """Every sheet fits in 80 columns in a file, and in any terminal from 40 columns, without codes."""
    terminal = None if width is None else Terminal(width=width)
    shown = TextRenderer().lay_out(SheetRequest(sheet=sheet, terminal=terminal)).decode()
    widest = 80 if width is None else min(max(width, 40), 120)
    assert max(map(cell_len, shown.split("\n"))) <= widest
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f\u202e]", shown)


@SLOW
@given(sheets(), st.integers(40, 120))
def test_colours_change_nothing_but_colours(sheet, width):
    plain, coloured = (
        TextRenderer()
        .lay_out(SheetRequest(sheet=sheet, terminal=Terminal(width=width, colours=colours)))
        .decode()
        for colours in (False, True)
    )
    bare = re.sub(r"\x1b\[[\d;]*m", "", coloured)
    assert [line.rstrip() for line in bare.split("\n")] == plain.split("\n")


@SLOW
@given(sheets())
def test_markdown_shows_no_element_that_a_text_brings(sheet):
    shown = MarkdownRenderer().lay_out(SheetRequest(sheet=sheet)).decode()
    parser = MarkdownIt("commonmark").enable(["table", "strikethrough"])
    for token in parser.parse(shown):
        inner = [child for child in token.children or [] if child.type == "html_inline"]
        assert token.type != "html_block"
        assert {child.content for child in inner} <= {"<br>"}
