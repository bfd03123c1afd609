"""Sheets of every kind as text and as Markdown."""

import csv
import io
import re
from collections import Counter
from fractions import Fraction

import pytest
from attrs import evolve
from hypothesis import HealthCheck, given, settings, strategies as st
from markdown_it import MarkdownIt
from rich.cells import cell_len

from kompass_render_text.comma_separated import HEAD, neutral
from kompass_render_text.plugin import CsvRenderer, MarkdownRenderer, SummaryRenderer, TextRenderer
from kompass_render_text.said import clean
from kompass_spec.model import Interval
from kompass_spec.model.drawings import RankedDot, RankedDots
from kompass_spec.model.sheet import (
    Column,
    ColumnKind,
    Figure,
    Illustration,
    Part,
    Section,
    SheetRow,
    SheetTable,
    tables_of,
)
from kompass_spec.plugins.host import load_plugins
from kompass_spec.plugins.requests import SheetRequest, Terminal
from kompass_testing.sample_drawings import sample_drawings
from kompass_testing.sheet_samples import everything, sheets

SLOW = settings(deadline=None, suppress_health_check=list(HealthCheck))


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
    kompass_golden("sheet.en.markdown", MarkdownRenderer().lay_out(SheetRequest(sheet=everything())))


def test_a_ranking_without_a_table_is_drawn_by_bars():
    rows = (
        RankedDot(label="Örebro", note="2015", interval=Interval(650, 650), shown="650"),
        RankedDot(label="Strängnäs", note="", interval=None, shown="not published", is_current=True),
    )
    ranked = RankedDots(maximum=Fraction(800), rows=rows, reference=Interval(460, 460))
    block = Illustration(drawing=ranked, title="Totals", finding="Örebro has most.", is_title_shown=True)
    sheet = evolve(everything(), parts=(Part(blocks=(block,)),), lines=(), foot=(), kicker="", title="T")
    shown = TextRenderer().lay_out(SheetRequest(sheet=sheet)).decode()
    assert shown == (
        "T\n═\nTotals\n"
        "Örebro 2015            650  █████████████████┃██████▍·····\n"
        "Strängnäs    not published\n"
    )


def _text_of(*blocks):
    sheet = evolve(everything(), parts=(Part(blocks=blocks),), lines=(), foot=(), kicker="", title="T")
    return TextRenderer().lay_out(SheetRequest(sheet=sheet)).decode().partition("═\n")[2].lstrip()


def test_a_development_is_drawn_line_by_line_with_its_breaks_and_means():
    drawing = sample_drawings()["development"]
    block = Illustration(drawing=drawing, title="Totals", finding="From 441 to 551.")
    assert _text_of(block) == (
        "2013                                 441  ████████████████▌·············\n"
        "2015                                 551  ████████████████████▋·········\n"
        "snitt 460                                 █████████████████▎············\n"
        "┄ ny version, högre krav\n"
        "2017                      552 (592–602*)  ████████████████████▊·········\n"
    )


def test_tables_with_the_same_columns_have_one_head_and_only_sums_at_the_end_a_rule():
    rows = (
        SheetRow(cells=(("1 Area",), Figure(shown="5")), is_strong=True),
        SheetRow(cells=(("1.1 Question",), Figure(shown="5")), depth=1, is_marked=True),
        SheetRow(cells=(("2 Area",), Figure(shown="7")), is_strong=True),
        SheetRow(cells=(("2.1 Question",), Figure(shown="7")), depth=1),
        SheetRow(cells=(("Total",), Figure(shown="12")), is_strong=True),
    )
    columns = (Column(head="Item", kind=ColumnKind.WORDS), Column(head="Points"))
    table = SheetTable(name="items", caption="Items", columns=columns, rows=rows)
    again = evolve(table, name="others", rows=rows[:1])
    shown = _text_of(
        Section(heading="A", level=3, blocks=(table,)), Section(heading="B", level=3, blocks=(again,))
    )
    assert shown == (
        "A\n"
        "Item              Points\n"
        "────────────────────────\n"
        "1 Area                 5\n"
        "  1.1 Question\xa0●       5\n"
        "2 Area                 7\n"
        "  2.1 Question         7\n"
        "────────────────────────\n"
        "Total                 12\n"
        "\n"
        "B\n"
        "────────────────────────\n"
        "1 Area                 5\n"
    )
    # What reads data finds the words without the dot.
    sheet = evolve(everything(), parts=(Part(blocks=(table,)),))
    assert "●" not in CsvRenderer().lay_out(SheetRequest(sheet=sheet)).decode()


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
def test_no_word_is_lost_at_any_width(sheet, width):
    """Every letter of every cell, fact and sentence stands in the text, however its lines break."""
    shown = _letters(
        TextRenderer().lay_out(SheetRequest(sheet=sheet, terminal=Terminal(width=width))).decode()
    )
    for table in tables_of(sheet):
        for row in table.rows:
            for cell in row.cells:
                if isinstance(cell, Figure):
                    assert not _letters(clean(cell.shown)) - shown


def _letters(text):
    return Counter(re.findall(r"[^\W_]", text))


def test_nothing_depends_on_the_environment(monkeypatch):
    """Law 6: "The same input gives the same bytes: no clock, locale, hash order or path leaks into an
    output."
    """
    outcomes = set()
    for settings_of_a_shell in (
        {},
        {"COLUMNS": "33", "FORCE_COLOR": "1", "TERM": "dumb", "JUPYTER_COLUMNS": "20", "LC_ALL": "C"},
        {"NO_COLOR": "1", "TTY_COMPATIBLE": "1", "COLORTERM": "truecolor", "LINES": "2"},
    ):
        for name, value in settings_of_a_shell.items():
            monkeypatch.setenv(name, value)
        terminals = (None, Terminal(width=70), Terminal(width=70, colours=True))
        outcomes.add(
            tuple(
                TextRenderer().lay_out(SheetRequest(sheet=everything(), terminal=terminal))
                for terminal in terminals
            )
        )
    assert len(outcomes) == 1


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


def test_markdown_reads_as_the_sheet_says():
    """A parser of Markdown finds the words of tables and links as they are, whatever stands in them."""
    shown = MarkdownRenderer().lay_out(SheetRequest(sheet=everything())).decode()
    tokens = MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(shown)
    inline = [token for token in tokens if token.type == "inline"]
    texts = ["".join(child.content for child in token.children) for token in inline]
    assert "Mind that *nothing* | is <b>proved</b>." in texts
    assert "6" in texts
    addresses = [
        child.attrs["href"] for token in inline for child in token.children if child.type == "link_open"
    ]
    assert addresses == ["index.html", "se-2016.html", "https://example.org/a%20b_%28c%29"]


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
    assert lines[-1] == ""
    assert all(line.strip() for line in lines[:-1]) or lines == ["", ""]


def test_tables_are_written_in_long_form(kompass_golden):
    kompass_golden("sheet.en.csv", CsvRenderer().lay_out(SheetRequest(sheet=everything())))
    rose = [record for record in _records(everything()) if record["column"] == "change"]
    assert [rose[0][head] for head in ("item", "value", "mark", "text")] == ["1", "20", "rise", "+20"]


@pytest.mark.slow
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
