"""What a page says and how: blocks, tables, languages, links, drawings, and the look of an organisation."""

import re
from fractions import Fraction

import pytest
from attrs import evolve

from kompass_render_html.inline import Inline
from kompass_render_html.look import colours_of, logo_of
from kompass_render_html.plugin import PageRenderer
from kompass_render_html.tables import lay_tables
from kompass_spec.model import Interval, Passage
from kompass_spec.model.sheet import (
    Column,
    ColumnKind,
    Details,
    Figure,
    Linked,
    Mark,
    Paragraph,
    Part,
    Section,
    ShareBar,
    Sheet,
    SheetRow,
    SheetTable,
    Tone,
    tables_of,
)
from kompass_spec.plugins.hooks import SHEET_KINDS
from kompass_spec.plugins.requests import Look, SheetRequest
from kompass_testing.drawn_sheets import hard_sheet, sample_sheets


def page_of(*blocks, look=None, **more):
    sheet = Sheet(
        **{"kind": "result", "language": "sv", "title": "T", "parts": (Part(blocks=blocks),), **more}
    )
    return PageRenderer().lay_out(SheetRequest(sheet=sheet, look=look or Look())).decode()


def body(page):
    return page[page.index("<body>") :]


def table(*heads, rows=1, shown="12"):
    return SheetTable(
        name="t",
        caption="Caption",
        columns=(Column(head="Område", kind=ColumnKind.WORDS), *(Column(head=head) for head in heads)),
        rows=(SheetRow(cells=(("Demokrati",), *(Figure(shown=shown) for _ in heads))),) * rows,
    )


@pytest.mark.parametrize(
    ("first", "shown"),
    [(("7.2 Analys",), "Analys"), (("7.2 ", Passage("Analyse", "da")), '<span lang="da">Analyse</span>')],
)
def test_a_code_hangs_beside_its_words_in_whatever_language_they_are(first, shown):
    one = table("Poäng")
    page = page_of(evolve(one, rows=(SheetRow(cells=(first, Figure(shown="12"))),)))
    assert f'<span class="code">7.2</span> {shown}</th>' in page
    assert 'class="words coded"' in page


def test_it_lays_out_every_kind():
    assert PageRenderer().kinds == SHEET_KINDS
    assert {sheet.kind for sheet in sample_sheets()} == set(SHEET_KINDS)


def test_words_of_another_language_say_so():
    page = page_of(Paragraph(words=("här ", Passage("here", "en"), " ", Passage("där", "sv"))))
    assert '<p>här <span lang="en">here</span> där</p>' in page
    assert '<html lang="sv">' in page


def test_a_link_that_could_run_something_is_words_alone():
    page = page_of(
        Paragraph(words=(Linked("a", "https://example.org/?a=1&b=2"), " ", Linked("b", "javascript:b()")))
    )
    assert '<p><a href="https://example.org/?a=1&amp;b=2">a</a> b</p>' in page


def test_hostile_words_are_text():
    page = body(PageRenderer().lay_out(SheetRequest(sheet=hard_sheet())).decode())
    assert "<script" not in page
    assert "&lt;script&gt;alert(" in page
    assert "\u202e" not in page
    assert "javascript:" not in page


def test_a_mark_is_said_in_words():
    one = SheetTable(
        name="t",
        caption="C",
        columns=(Column(head="a", kind=ColumnKind.WORDS), Column(head="b")),
        rows=(SheetRow(cells=(("x",), Figure(shown="+6", mark=Mark.RISE_IF))),),
    )
    page = page_of(one)
    assert '<span class="sr">högre, om de är jämförbara</span>' in page
    assert "△" not in body(page)


def test_a_table_has_a_caption_scopes_and_a_heading_for_every_row():
    page = body(page_of(table("2015", "2017")))
    assert re.search(r'<caption id="[^"]+" class="sr">Caption</caption>', page)
    assert page.count('scope="col"') == 3
    assert page.count('scope="row"') == 1


def test_what_a_phone_does_not_show_has_no_words():
    for sheet in (*sample_sheets(), hard_sheet()):
        page = PageRenderer().lay_out(SheetRequest(sheet=sheet)).decode()
        cells = re.findall(r'<td[^>]* class="([^"]*)">.*?<span class="cell">(.*?)</span></td>', page)
        hidden = [content for classes, content in cells if {"empty", "share"} & set(classes.split())]
        # A bar draws what figures say, and is said in words to those who listen.
        seen = [re.sub(r'<span class="sr">[^<]*</span>|<[^>]*>', "", content).strip() for content in hidden]
        assert not any(seen)
        assert cells or not list(tables_of(sheet))


def test_a_table_that_has_room_is_no_tab_stop_and_keeps_its_form():
    page = page_of(table("2015", "2017"))
    assert "tabindex" not in body(page).replace('<main id="content" tabindex="-1">', "")
    assert ".stack-" not in page


def test_rows_are_stacked_below_the_width_that_a_table_needs():
    (laid,) = lay_tables([table(*map(str, range(2010, 2018)))])
    assert laid.stacked is not None
    assert not laid.scrolls
    assert f".stack-{laid.stacked} " in page_of(laid.table)
    (fewer,) = lay_tables([table(*map(str, range(2010, 2014)))])
    assert fewer.stacked is None or fewer.stacked < laid.stacked


def test_tables_of_a_part_with_the_same_columns_are_stacked_at_the_same_width():
    one, other = (
        SheetTable(
            name=name,
            caption=name,
            columns=(
                Column(head="Question", kind=ColumnKind.WORDS),
                *(Column(head=str(at)) for at in range(4)),
            ),
            rows=(SheetRow(cells=((words,), *(Figure(shown="25"),) * 4)),),
        )
        for name, words in (("short", "Ja?"), ("long", "Verksamhetsutvecklingsprogrammet"))
    )
    alone, *_ = lay_tables([one])
    together = lay_tables([one, other])
    assert alone.stacked is None
    assert together[0].stacked == together[1].stacked is not None


def test_a_bar_of_what_is_missing_says_so():
    bar = ShareBar(interval=Interval("0.5", "0.5"), shown="50 %", tone=Tone.WARNING)
    found = Inline(language="sv", marks={}).content(bar)
    assert found.startswith('<span class="bar warning" aria-hidden="true">')


def test_a_table_wider_than_any_page_scrolls_and_can_be_reached():
    wide = table(*(f"Kommun {number}" for number in range(30)))
    assert lay_tables([wide])[0].scrolls
    page = page_of(wide)
    assert re.search(r'<div class="table scroll" tabindex="0" role="region" aria-labelledby=', page)
    # Paper does not scroll.
    assert "stack-paper" in body(page)
    assert (
        ".stack-paper td:not(.share) .head { display: block; }"
        in page[page.index("@media print {\n  .stack-paper") :]
    )


def test_the_code_of_a_question_stands_before_its_words():
    one = evolve(table("x"), rows=(SheetRow(cells=((Passage("7.2 Analys", "sv"),), Figure(shown="1"))),))
    assert '<span class="code">7.2</span> Analys' in page_of(one)


def test_headings_never_leave_out_a_level():
    page = page_of(Section(heading="A", level=4, blocks=(Section(heading="B", level=6, blocks=()),)))
    assert re.findall(r"<h(\d)", page) == ["1", "2", "3"]


def test_parts_after_the_first_begin_on_a_page_of_their_own():
    page = page_of(parts=(Part(blocks=()), Part(blocks=(), title="Andra")))
    assert page.count('<div class="part">') == 2
    assert ".part + .part { break-before: page;" in page


def test_what_is_folded_away_stands_open_on_paper():
    page = page_of(Details(summary="Mer", blocks=(Paragraph(words=("inne",)),)))
    assert "<details><summary>Mer</summary>" in page
    assert "details::details-content { content-visibility: visible;" in page


def test_a_warning_is_marked():
    assert '<p class="warning">' in page_of(Paragraph(words=("x",), tone=Tone.WARNING))


def test_a_drawing_has_a_title_a_finding_and_its_table():
    page = body(PageRenderer().lay_out(SheetRequest(sheet=sample_sheets()[0])).decode())
    titles = dict(re.findall(r'<title id="([^"]+)">([^<]+)</title>', page))
    findings = dict(re.findall(r'<desc id="([^"]+)">([^<]+)</desc>', page))
    assert "Åtta områden 2013, 2015 och 2017" in titles.values()
    assert "Område 1 och 2 steg; område 5 sjönk mest." in findings.values()
    assert len(titles) == page.count("<svg") == len(findings)
    assert 'class="sr"><div class="table">' in page.replace("\n", "")


def test_what_stands_beside_others_is_drawn_for_a_half_of_the_page_alone():
    page = body(PageRenderer().lay_out(SheetRequest(sheet=sample_sheets()[0])).decode())
    assert page.count('class="drawing half only"') == 1
    assert page.count('class="drawing wide"') == page.count('class="drawing half"') == 4


def test_a_bar_ends_where_its_figures_do_and_its_line_stands_in_the_middle_of_the_reference():
    bar = Inline(language="sv", marks={}).bar(Interval("0.4", "0.5"), Interval("0.6", "0.7"))
    assert re.findall(r"(?:width|left):([0-9.]+)%", bar) == ["40.00", "10.00", "65.00"]


def test_a_bar_never_leaves_its_scale():
    page = body(PageRenderer().lay_out(SheetRequest(sheet=hard_sheet())).decode())
    widths = [Fraction(one) for one in re.findall(r"<[ib] style=\"width:([\d.-]+)%\">", page)]
    assert widths
    assert all(0 <= one <= 100 for one in widths)


def test_a_logo_stands_whole_in_the_page_and_colours_in_its_style_sheet():
    look = Look(
        logo=b"\x89PNG",
        logo_type="image/png",
        logo_text="Ales <vapen>",
        colour="#006633",
        foot="Stab & kansli",
    )
    page = page_of(look=look)
    assert '<img src="data:image/png;base64,iVBORw==" alt="Ales &lt;vapen&gt;">' in page
    assert "--kompass-accent: #006633;" in page
    assert "color-mix(in oklab, #006633 45%, white)" in page
    assert "<p>Stab &amp; kansli</p>" in page


@pytest.mark.parametrize("colour", ["red", "#12", "#00663", "#006633; } body { display: none", "#00663g"])
def test_a_colour_that_is_none_is_left_out(colour):
    assert colours_of(Look(colour=colour)) == ""


def test_a_logo_that_is_no_image_is_left_out():
    assert logo_of(Look(logo=b"x", logo_type="text/html")) is None
    assert logo_of(Look(logo=b"x", logo_type='image/png" onerror="x')) is None


def test_the_page_asks_for_nothing():
    page = PageRenderer().lay_out(SheetRequest(sheet=sample_sheets()[0])).decode()
    assert "default-src 'none'; style-src 'unsafe-inline'; img-src data:" in page
    addresses = set(re.findall(r"https?://[^\s\"'<>)]+", page))
    assert addresses == {"http://www.w3.org/2000/svg", "https://example.org/report.pdf#page=3"}
