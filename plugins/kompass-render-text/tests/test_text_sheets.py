"""Sheets of every kind as text and as Markdown."""

import csv
import io
import re

import pytest
from attrs import evolve
from hypothesis import HealthCheck, given, settings, strategies as st
from markdown_it import MarkdownIt
from rich.cells import cell_len

from kompass_render_text.comma_separated import HEAD, neutral
from kompass_render_text.plugin import CsvRenderer, MarkdownRenderer, SummaryRenderer, TextRenderer
from kompass_spec.model.sheet import tables_of
from kompass_spec.plugins.host import load_plugins
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


def _summary(sheet):
    return SummaryRenderer().lay_out(SheetRequest(sheet=sheet)).decode()


def _records(sheet):
    written = CsvRenderer().lay_out(SheetRequest(sheet=sheet))
    return list(csv.DictReader(io.StringIO(written.decode("utf-8-sig"), newline="")))


def test_the_summary_is_the_sheets_own():
    assert _summary(everything()) == "Örnsköldsvik: 552 of 800 points.\nWeakest: area 2.\n"


def test_a_sheet_without_a_summary_says_what_stands_first(kompass_golden):
    kompass_golden("summary.en.txt", _summary(evolve(everything(), summary=())))


@SLOW
@given(sheets())
def test_a_summary_has_at_most_ten_lines(sheet):
    lines = _summary(sheet).split("\n")
    assert len(lines) <= 10 + 1
    assert all(line.strip() for line in lines[:-1])


def test_tables_are_written_in_long_form(kompass_golden):
    kompass_golden("sheet.en.csv", CsvRenderer().lay_out(SheetRequest(sheet=everything())))
    rose = [record for record in _records(everything()) if record["column"] == "change"]
    assert [rose[0][head] for head in ("item", "value", "mark", "text")] == ["1", "20", "rise", "+20"]


@SLOW
@given(sheets())
def test_every_figure_is_written_exactly_and_no_cell_is_a_formula(sheet):
    records = _records(sheet)
    written = sum(record["value"] != "" for record in records)
    cells = [cell for table in tables_of(sheet) for row in table.rows for cell in row.cells[1:]]
    assert written >= sum(getattr(cell, "quantity", None) is not None for cell in cells)
    for record in records:
        assert set(record) == set(HEAD)
        for value in record.values():
            assert value == neutral(value)


@pytest.mark.parametrize(
    "text", ["=1+1", "+cmd|' /C calc'!A0", "-1+2", "@SUM(A1)", "＝1+1", "\t=1", " =1", "-", "+a", "=5"]
)
def test_what_could_be_a_formula_is_neutralised(text):
    assert neutral(text).startswith("'")


@pytest.mark.parametrize("text", ["+110", "-6", "−6", "-6,5 %", "a=b", "549.8–555.6", "1 234", ""])
def test_what_is_none_stays_as_it_is(text):
    assert neutral(text) == text


def test_the_plugin_is_used_with_all_its_renderers():
    loaded = load_plugins("renderers")
    names = {plugin.name for plugin in loaded.of_kind("renderers")}
    assert {"text", "markdown", "summary", "csv"} <= names
    assert not loaded.told_failures()
