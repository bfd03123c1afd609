"""Laws of the page over any sheet."""

import re
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings, strategies as st

from kompass_drawings import clean
from kompass_render_html.cleaning import quoted, safe_address
from kompass_render_html.plugin import PageRenderer
from kompass_spec.plugins.requests import SheetRequest
from kompass_testing.drawn_sheets import hard_sheet, sample_sheets
from kompass_testing.sheet_samples import sheets

VOID = {"meta", "link", "br", "col", "img"}
HEADINGS = {f"h{level}" for level in range(1, 7)}
SHAPES = {"svg", "title", "desc", "defs", "pattern", "line", "rect", "circle", "path", "polygon", "text"}


class Balanced(HTMLParser):
    """Read a page whose elements are all closed in order; note its ids, headings, links and elements."""

    def __init__(self, page):
        super().__init__()
        self.open, self.texts, self.ids, self.levels, self.names, self.links = [], [], [], [], set(), []
        self.feed(page)
        self.close()
        assert not self.open

    def note(self, tag, attributes):
        known = dict(attributes)
        self.names.add(tag)
        if "id" in known:
            self.ids.append(known["id"])
        if tag in HEADINGS:
            self.levels.append(int(tag[1]))
        self.links += [known[name] for name in ("href", "src") if name in known]
        self.links += [value for name, value in attributes if name.startswith("on")]

    def handle_starttag(self, tag, attributes):
        self.note(tag, attributes)
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attributes):
        self.note(tag, attributes)

    def handle_endtag(self, tag):
        assert self.open
        assert self.open.pop() == tag

    def handle_data(self, data):
        self.texts.append(data)


def laid_out(sheet):
    return PageRenderer().lay_out(SheetRequest(sheet=sheet)).decode()


def check(page):
    read = Balanced(page)
    assert len(read.ids) == len(set(read.ids))
    # Headings in order: none leaves out a level below the one before it.
    assert read.levels[0] == 1
    assert read.levels.count(1) == 1
    assert all(now <= before + 1 for before, now in zip(read.levels, read.levels[1:], strict=False))
    assert not read.names & {"script", "iframe", "object", "embed", "form", "base", "style "}
    assert all(re.match(r"https?:|mailto:|data:(image|,)|#|[^:]*$", link) for link in read.links)
    return read


@pytest.mark.slow
@given(sheets())
@settings(deadline=None, max_examples=40)
def test_any_sheet_gives_a_whole_page(sheet):
    """Law 6: "the same input gives the same bytes.\""""
    page = laid_out(sheet)
    assert laid_out(sheet) == page
    check(page)


def test_sheets_of_every_kind_give_whole_pages():
    for sheet in (*sample_sheets(), hard_sheet()):
        read = check(laid_out(sheet))
        assert read.names & SHAPES or sheet.kind == "index"


@given(st.text())
def test_cleaned_text_is_html_and_utf_8_and_keeps_every_letter(text):
    cleaned = clean(text)
    assert clean(cleaned) == cleaned
    cleaned.encode()
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f]", cleaned)
    assert [character for character in text if character.isalnum() and "\x1b" not in text] == [
        character for character in cleaned if character.isalnum() and "\x1b" not in text
    ]


@given(st.text())
def test_nothing_breaks_out_of_a_string_of_the_style_sheet(text):
    assert re.fullmatch(r'"(?:[^\W_]|[ ]|\\[0-9a-f]+ )*"', str(quoted(text)))


@given(
    st.one_of(
        st.text(), st.from_regex(r"(java\s*script|data|HTTP|https?|file|ftp|vbscript):(//)?[a-z. \n[]*")
    )
)
def test_only_addresses_that_run_nothing_are_linked(url):
    address = safe_address(url)
    assert address is None or re.match(
        r"(https?:|mailto:|[^:]*$|[^a-z:]|[^:]*[^a-z0-9+.:-])", address, re.IGNORECASE
    )
