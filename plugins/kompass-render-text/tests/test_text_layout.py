"""Bars, clean texts, folding tables and escapes, one at a time."""

import subprocess
import sys

import pytest
from hypothesis import given, strategies as st
from markdown_it import MarkdownIt

from kompass_render_text.blocks import Bar, Column, Row, Stretch, Table
from kompass_render_text.fitting import fitted_widths
from kompass_render_text.markdown import escaped
from kompass_render_text.said import clean
from kompass_spec.model import Interval

SHARES = st.fractions(-1, 2, max_denominator=50)


@given(SHARES, SHARES, st.one_of(st.none(), st.tuples(SHARES, SHARES)), st.integers(1, 60))
def test_a_bar_is_as_long_as_it_was_asked_to_be(end, other, compared, cells):
    reference = None if compared is None else Interval(min(compared), max(compared))
    bar = Bar(Interval(min(end, other), max(end, other)), reference)
    drawn = bar.stretches(cells)
    assert sum(len(characters) for _, characters in drawn) == cells
    assert (Stretch.REFERENCE in dict(drawn)) == (reference is not None and reference.width * cells <= 2)


def test_a_reference_of_which_nothing_is_known_has_no_mark():
    """Law 3: "Nothing is invented. Unknown stays unknown.\""""
    assert Stretch.REFERENCE not in dict(Bar(Interval(0, 1), Interval(0, 1)).stretches(24))


@given(st.fractions(0, 1), st.integers(1, 60))
def test_a_bar_is_full_only_where_nothing_was_lost(share, cells):
    drawn = Bar(Interval(share, share)).stretches(cells)
    if share == 1:
        assert drawn == ((Stretch.SURE, "█" * cells),)
    if share == 0:
        assert drawn == ((Stretch.LOST, "·" * cells),)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("one\r\n\ttwo", "one two"),
        ("\x1b[1;31mred\x1b[0m", "red"),
        ("\x1b]0;title\x07", "�]0;title�"),
        ("77\u202e88", "77�88"),
        ("\ud800", "�"),
        ("non\xa0breaking å", "non\xa0breaking å"),
    ],
)
def test_texts_are_clean(text, shown):
    assert clean(text) == shown


@given(st.text())
def test_clean_texts_can_be_written_and_stay_as_they_are(text):
    assert clean(clean(text)) == clean(text)
    assert "\x1b" not in clean(text)
    clean(text).encode()


@pytest.mark.parametrize(
    ("text", "markdown"),
    [
        ("a | b\\", "a \\| b\\\\"),
        ("# no heading", "\\# no heading"),
        ("- no list", "\\- no list"),
        ("12. no list", "12\\. no list"),
        ("12) no list", "12\\) no list"),
        ("3.14 stays", "3.14 stays"),
        ("https://example.org/a_b_c", "https://example.org/a_b_c"),
        ("_a_ *b* `c` ~d~", "\\_a\\_ \\*b\\* \\`c\\` \\~d\\~"),
        ("<b>&amp;</b>", "\\<b>\\&amp;\\</b>"),
        ("[a](b) $x$", "\\[a\\](b) \\$x\\$"),
        ("> no quotation", "\\> no quotation"),
    ],
)
def test_texts_are_escaped(text, markdown):
    assert escaped(text) == markdown


@given(st.text().map(clean).filter(bool))
def test_an_escaped_text_reads_as_itself(text):
    tokens = MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(escaped(text))
    assert [token.type for token in tokens] == ["paragraph_open", "inline", "paragraph_close"]
    assert "".join(child.content for child in tokens[1].children or []) == text


def test_columns_fold_as_little_as_needed():
    table = Table(
        (
            Column(head="Code"),
            Column(head="Question", is_text=True),
            Column(head="Printed"),
            Column(head="Exact points", fold=1),
            Column(head="", bar=20, fold=2),
        ),
        (
            Row(
                (
                    "1.1",
                    "A question that is rather long, as they are",
                    "11",
                    "11.175–11.325",
                    Bar(Interval(0, 1)),
                )
            ),
        ),
    )
    assert fitted_widths(table, 100) == (4, 43, 7, 13, 20)
    assert fitted_widths(table, 80) == (4, 32, 7, 13, 16)
    assert fitted_widths(table, 60) == (4, 32, 7, 0, 11)
    assert fitted_widths(table, 40) == (4, 25, 7, 0, 0)


def test_listing_plugins_does_not_wait_for_rich():
    program = (
        "import sys, kompass_render_text.plugin; print(any(name.split('.')[0] == 'rich' for name in"
        " sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
