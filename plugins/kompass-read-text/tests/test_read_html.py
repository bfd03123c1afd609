"""Pages of HTML are read as a browser shows them: in its order, and without what it does not show."""

import time
from contextlib import suppress

import pytest
from hypothesis import given, settings, strategies as st

from kompass_read_text.html_blocks import blocks_of, read_page
from kompass_read_text.html_container import HtmlContainer
from kompass_read_text.html_source import DEEPEST, with_lines
from kompass_spec import Block, BlockKind, ContainerRequest, InputError


def read(page):
    return blocks_of(page, "page.html")


def told(block: Block) -> str:
    """Write a block in short: its kind, its words, of a table its rows."""
    rows = " / ".join(" | ".join(cell.text.replace("\n", "¶") for cell in row) for row in block.rows)
    return f"{block.kind.value}: {block.text or rows}"


def short(page):
    return [told(block) for block in read(page)]


PARTS = [
    "<p>",
    "<div>",
    "</div>",
    "<table>",
    "<tr>",
    "<td>",
    "</td>",
    "</table>",
    "<ul>",
    "<li>",
    "</ul>",
    "<br>",
    "<h1>",
    "</h1>",
    "<b>",
    "</b>",
    "A",
    "61",
    "\n",
    "<dl>",
    "<dd>",
    "<pre>",
    "</pre>",
    "<nav>",
    "</nav>",
    "<main>",
    "<sup>",
    "</sup>",
    "<!--",
    "-->",
    "<script>",
    "</script>",
    "<hr>",
    "&auml;",
    "<td_colspan=3>",
    "<td_rowspan=0>",
    "</p>",
    "<blockquote>",
]

SHOWN = {
    "entities": ("<p>&Ouml;rnsk&ouml;ldsvik 61&nbsp;&ndash;&nbsp;62", ["paragraph: Örnsköldsvik 61 – 62"]),
    "scripts and styles": (
        ("<style>p{color:red}</style><script>x='<p>12 poäng</p>'</script><p>A<noscript>9</noscript>"),
        ["paragraph: A"],
    ),
    "struck through and raised by a style": (
        (
            "<style>.a{text-decoration: line-through} span.b{vertical-align:super}</style><p>Poäng"
            " <span class=a>58</span>61<span class=b>2</span>"
            " <span style='text-decoration:line-through'>3</span><p class=a>99"
        ),
        ["paragraph: Poäng 61"],
    ),
    "the mark of a note as Word writes it": (
        (
            "<style><!-- span.MsoFootnoteReference\n\t{mso-style-priority:99;\n"
            "\tvertical-align:super;} --></style>"
            "<p>61<a href='#_ftn1'><span class=MsoFootnoteReference>"
            "<span style='mso-special-character:footnote'>"
            "<![if !supportFootnotes]><span class=MsoFootnoteReference><span>[1]</span></span><![endif]>"
            "</span></span></a>"
        ),
        ["paragraph: 61"],
    ),
    "what a reader opens": (
        (
            "<style>.fold{display:none} .accordion__content{display:none}</style>"
            "<button aria-controls=p1>A</button><div id=p1 hidden>1</div>"
            "<a href='#p2'>B</a><div id=p2 style='display:none'>2</div>"
            "<h3>C</h3><div class=accordion__content>3</div>"
            "<div role=tabpanel aria-hidden=true style='display:none'>4</div>"
            "<a href='#p5'>E</a><div id=p5 class=modal style='display:none'>5</div>"
        ),
        [
            "paragraph: A",
            "paragraph: 1",
            "paragraph: B",
            "paragraph: 2",
            "heading: C",
            "paragraph: 3",
            "paragraph: 4",
            "paragraph: E",
        ],
    ),
    "the heads of a grid of Google Sheets": (
        (
            "<table class=waffle><thead><tr><th class='row-header freezebar-origin-ltr'></th>"
            "<th class=column-headers-background>A</th><th class=column-headers-background>B</th></tr>"
            "</thead>"
            "<tbody><tr><th class=row-headers-background><div>1</div></th><td>Område<td>Poäng</tr>"
            "<tr><th class=row-headers-background><div>2</div></th><td>Demokrati<td>74</tr></table>"
        ),
        ["table: Område | Poäng / Demokrati | 74"],
    ),
    "hidden by itself": ("<p hidden>1</p><p style='display: none'>2</p><p>A", ["paragraph: A"]),
    "hidden by a sheet": (
        (
            "<style>.x, div#y{display:none} @media print{.z{display:none}}</style><p class=x>"
            "1</p><div id=y>2</div><p class=z>A"
        ),
        ["paragraph: A"],
    ),
    "around the page": (
        (
            "<header><a href=/>Start</a></header><nav>2019</nav><main><h1>Lund</h1><p>A long "
            "text of it</main><footer>Uppdaterad 2023</footer>"
        ),
        [
            "running: Start",
            "running: 2019",
            "heading: Lund",
            "paragraph: A long text of it",
            "running: Uppdaterad 2023",
        ],
    ),
    "its title around it": ("<header><h1>Lund</h1></header><p>A", ["heading: Lund", "paragraph: A"]),
    "lines": ("<p>A<br>B<br/>C", ["paragraph: A", "paragraph: B", "paragraph: C"]),
    "bullets typed": ("<p>&bull;&nbsp;A<br />&bull;&nbsp;B", ["item: A", "item: B"]),
    "lists in lists": ("<ul><li>A<ul><li>B</ul><li>C</ul>", ["item: A", "item: B", "item: C"]),
    "words in parts": ("<p>Po<b>ä</b><span>ng</span> <i>61</i>", ["paragraph: Poäng 61"]),
    "cells without elements for them": (
        ("<ul><li><span>Ledarskap</span><span>61</span><li><span>Resultat</span><span>52</span></ul>"),
        ["table: Ledarskap | 61 / Resultat | 52"],
    ),
    "a name and a figure beside each other": (
        "<div><span>Ledarskap</span><span>61</span></div>",
        ["paragraph: Ledarskap\t61"],
    ),
    "marks of notes": ("<p>Ledarskap<sup>1</sup> 61<sup>2)</sup> m<sup>3</sup>", None),
    "rows without ends": ("<table><tr><td>A<td>61<tr><td>B<td>52</table>", ["table: A | 61 / B | 52"]),
    "text in a table but in no cell": (
        "<table>Före<tr><td>A</td><td>61</td></tr></table>",
        ["paragraph: Före", "table: A | 61"],
    ),
    "the foot of a table first": (
        "<table><tfoot><tr><td>Summa<td>9<tbody><tr><td>A<td>9</table>",
        ["table: A | 9 / Summa | 9"],
    ),
    "lists in cells": (
        "<table><tr><td><ul><li>A<li>B</ul><td>61<tr><td>C<br>D<td>1</table>",
        ["table: A¶B | 61 / C¶D | 1"],
    ),
    "a caption": (
        "<table><caption>Tabell <b>1</b></caption><tr><td>A<td>61</table>",
        ["paragraph: Tabell 1", "table: A | 61"],
    ),
    "a table that arranges the page": (
        ("<table><tr><td>Meny<td><h1>Lund</h1><p>A<p>B<table><tr><td>C<td>61</table></table>"),
        ["paragraph: Meny", "heading: Lund", "paragraph: A", "paragraph: B", "table: C | 61"],
    ),
    "figures in a table that is said to arrange the page": (
        "<table role=presentation><tr><td>A<td>61<tr><td>B<td>52</table>",
        ["table: A | 61 / B | 52"],
    ),
    "roles": (
        (
            "<div role=table><div role=rowgroup><div role=row><b role=cell>A</b><i role=cell>"
            "61</i></div></div></div>"
        ),
        ["table: A | 61"],
    ),
    "styles of tables": (
        ("<style>.r{display:table-row}</style><div><div class=r><p>A</p><p>61</p></div></div>"),
        ["table: A | 61"],
    ),
    "terms": ("<dl><dt>A<dd>61<dt>B<dd>52</dl>", ["table: A | 61 / B | 52"]),
    "terms that are explained": ("<dl><dt>A<dd>It is so</dl>", ["paragraph: A", "paragraph: It is so"]),
    "contents": (
        ("<ul><li><a href='#a'>1 A</a><li><a href='#b'>2 B</a><li><a href='#c'>3 C</a></ul>"),
        ["contents: 1 A", "contents: 2 B", "contents: 3 C"],
    ),
    "lists of Word": (
        (
            "<p class=MsoListParagraph><![if !supportLists]><span style='mso-list:Ignore'>·<s"
            "pan>&nbsp;&nbsp;</span></span><![endif]>Bra\n information<o:p></o:p></p>"
        ),
        ["item: Bra information"],
    ),
    "contents of Word": ("<p class=MsoToc1><a href='#_T'>Område 1<span>...</span>6</a>", None),
    "as typed": ("<pre>A   61\nB   52</pre>", ["paragraph: A   61", "paragraph: B   52"]),
    "a quotation": ("<blockquote><p>A</blockquote>", ["paragraph: A"]),
    "a closed part": ("<details><summary>S</summary>A</details>", ["paragraph: S", "paragraph: A"]),
    "what is crossed out": ("<p>A <del>5</del><ins>8</ins> <s>52</s> B", ["paragraph: A 8 B"]),
    "what is crossed out and never ends": (f"<p>A <s>{'b ' * 300}", [f"paragraph: A {'b ' * 300}".strip()]),
    "pictures": ("<p>A<img src=a.png><img width=16 src=b.gif></p>", ["picture: ", "paragraph: A"]),
}


@pytest.mark.parametrize(("page", "blocks"), SHOWN.values(), ids=SHOWN)
def test_a_page_is_read_as_it_is_shown(page, blocks):
    found = short(page)
    if blocks is None:
        assert found[0].startswith(("contents", "paragraph: Ledarskap 61"))
    else:
        assert found == blocks


@pytest.mark.parametrize(
    ("page", "codes"),
    [
        ("<p>A<p hidden>58 poäng", ["hidden-content"]),
        ("<p>A<p hidden>poäng", []),
        ("<p>A 58 poäng<p hidden>58 poäng", []),
        ("<p>A<nav><p hidden>58 poäng</nav>", []),
        ("<table><tr><td>A<td>61<tr hidden><td>B<td>58<tr><td>C<td>62</table>", ["hidden-content"]),
        ("<table><tr><td>A<td><s>58</s><tr><td>C<td>62</table>", ["struck-through"]),
        ("<table><tr><td>A<td style='text-decoration:line-through'>58<td>62</table>", ["struck-through"]),
    ],
)
def test_figures_that_are_left_out_are_named(page, codes):
    said = HtmlContainer().read(ContainerRequest(file="page.html", content=page.encode())).warnings
    assert [warning.code for warning in said] == codes
    assert all("58" in warning.message for warning in said)


def test_cells_that_others_cover_are_there_and_empty():
    (table,) = read(
        "<table><tr><td rowspan=2>A<td colspan=2>2017<tr><td>61<td>62<tr><td colspan=99>B<td>x</table>"
    )
    assert [[(cell.text, cell.columns, cell.rows) for cell in row] for row in table.rows[:2]] == [
        [("A", 1, 2), ("2017", 2, 1), ("", 1, 1)],
        [("", 1, 1), ("61", 1, 1), ("62", 1, 1)],
    ]


def test_bold_and_gaps_are_kept():
    heading, first, second, bold = read("<h2>H</h2><p>A<br>B</p><p><strong>STYRKOR</strong></p>")
    assert (heading.level, first.continues, second.continues, bold.continues) == (2, False, True, False)
    assert (first.bold, bold.bold) == (False, True)


def test_what_a_style_makes_bold_is_bold():
    blocks = read("<p><span style='font-weight: bold'>A</span></p><p><span style='color: red'>A</span></p>")
    assert [block.bold for block in blocks] == [True, False]


def test_a_block_stands_on_the_line_on_which_its_element_begins():
    lines = [block.place.line for block in read("<body>\n<h1>A</h1>\n<p>\nB</p><p>C</p>\n\n<ul>\n<li>D")]
    assert lines == [2, 3, 4, 7]
    assert [block.place.line for block in read("<h1>A</h1><p>B</p>")] == [None, None]


def test_ten_tables_in_each_other_are_read():
    page = "<table><tr><td>A<td>61</table>"
    for _ in range(10):
        page = f"<table><tr><td>{page}</table>"
    assert short(page) == ["table: A | 61"]


def test_what_is_nested_too_deeply_is_refused_at_once():
    begun = time.process_time()
    for page in ("<div>" * 200_000, "<div/>" * 200_000, "<x-y>" * 200_000, "<ul><li>" * 200_000):
        with pytest.raises(InputError, match="nested"):
            read(page)
    assert time.process_time() - begun < 5
    assert read("<p>A" * 3 * DEEPEST)[-1].text == "A"


@pytest.mark.parametrize(
    "page",
    [
        "<style>" + "/*" * 100_000,
        "<style>" + "@a{b{c}" * 50_000,
        "<!--" * 100_000,
        "<table><tr>" + "<td colspan=1000 rowspan=60000>1" * 3_000,
        "<p " + "a=1 " * 20_000 + ">A",
        "<b><i><font>" * 20_000 + "<p>A" * 100,
        "<a>" * 20_000 + "A",
        "<script>" + "<div>" * 100_000,
        "<title>" * 50_000,
        "&lt;" * 100_000,
        "<table><tr><td>A<td>1" * 900,
        "<ul>" * 900 + "<li><a href='#a'>A</a>" * 2_000,
        "<div><p>A</p><p>1</p>" * 900,
    ],
    ids=lambda page: page[:16],
)
def test_no_page_takes_a_time_without_end(page):
    begun = time.process_time()
    with suppress(InputError):
        read(page)
    assert time.process_time() - begun < 5


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.sampled_from(PARTS),
        max_size=40,
    )
)
def test_every_page_is_read(parts):
    """Whatever stands where, and whatever is missing, a page gives blocks whose places rise."""
    for block in read("".join(parts).replace("_", " ")):
        assert bool(block.rows) == (block.kind is BlockKind.TABLE)
        assert block.text or block.rows or block.kind in {BlockKind.RULE, BlockKind.PICTURE}


@given(st.text(alphabet="<>/ab='\" \n!-", max_size=60))
def test_the_lines_that_are_added_are_all_that_is(text):
    kept = with_lines(text, "page.html")
    assert "".join(kept.split()) == "".join(text.split()) or "kompass-line=" in kept


@pytest.mark.parametrize(
    ("page", "words"),
    [
        ("<meta charset=iso-8859-1><p>Hööks".encode("cp1252"), "Hööks"),
        ("<meta charset=iso-8859-1><p>Hööks".encode(), "Hööks"),
        ("<p>Hööks".encode("cp1252"), "Hööks"),
        (
            "<meta http-equiv=Content-Type content='text/html; charset=macintosh'><p>Hööks".encode(
                "mac-roman"
            ),
            "Hööks",
        ),
        ("<?xml version='1.0' encoding='utf-16'?><html><p>Hööks".encode("utf-16"), "Hööks"),
        (b"<meta charset=utf-8><p>H\xc3\xb6\x04\xc3\xb6ks", "Hööks"),
        ("<meta charset=nonsense><p>Hööks".encode(), "Hööks"),
        ("<meta charset=hex><p>Hööks".encode("cp1252"), "Hööks"),
    ],
)
def test_a_page_is_decoded_as_it_is_written(page, words):
    document = HtmlContainer().read(ContainerRequest(file="page.html", content=page))
    assert document.blocks[-1].text == words


def test_the_page_is_taken_out_of_an_archive():
    archive = (
        b"From: <Saved by Blink>\r\nMIME-Version: 1.0\r\n"
        b'Content-Type: multipart/related; boundary="XX"\r\n\r\n'
        b"--XX\r\nContent-Type: text/html; charset=windows-1252\r\n"
        b"Content-Transfer-Encoding: quoted-printable\r\n\r\n<p>H=F6=F6ks =\r\n61\r\n--XX--\r\n"
    )
    container = HtmlContainer()
    assert container.recognises(archive)
    document = container.read(ContainerRequest(file="page.mht", content=archive))
    assert [block.text for block in document.blocks] == ["Hööks 61"]
    with pytest.raises(InputError, match="no page"):
        container.read(
            ContainerRequest(file="page.mht", content=archive.replace(b"text/html", b"text/plain"))
        )


@pytest.mark.parametrize(
    ("content", "recognised"),
    [
        (b"<!DOCTYPE html><p>A", True),
        (b"\xef\xbb\xbf\n<!-- saved from url=(0014)about:internet -->\n<HTML>", True),
        (b"<?xml version='1.0'?>\n<html>", True),
        (b"<div><p>A</p></div>", True),
        (b"<?xml version='1.0'?><office:document/>", False),
        (b"# Lund\n\n<table></table>", False),
        (b"a <b> c", False),
        (b" " * 8_000 + b"<", False),
        (b"%PDF-1.7 <html>", False),
    ],
)
def test_a_page_is_known_by_how_it_begins(content, recognised):
    assert HtmlContainer().recognises(content) is recognised


@pytest.mark.parametrize(
    "style",
    [
        "position:absolute;clip:rect(0, 0, 0, 0)",
        "clip-path: inset(50%)",
        "position:absolute;left:-9999px",
        "visibility:hidden",
    ],
)
@pytest.mark.parametrize("written", ['<p>Poäng: <span style="{}">99</span>61</p>', "<style>.a{{{}}}</style>"])
def test_what_only_a_screen_reader_gets_is_left_out_and_named(written, style):
    page = written.format(style)
    page += "" if "<p>" in page else '<p>Poäng: <span class="a">99</span>61</p>'
    blocks, (warning,) = read_page(page, "page.html")
    assert [block.text for block in blocks] == ["Poäng: 61"]
    assert (warning.code, "'99'" in warning.message) == ("hidden-content", True)


def test_a_counter_that_a_script_would_count_up_is_no_figure():
    """A saved page shows 0 where the browser showed 61."""
    page = (
        '<table><tr><td>Ledarskap<td><span class="counter" data-count="61">0</span>'
        '<tr><td>Arbetsliv<td><span data-purecounter-end="52,5">0</span>'
        '<tr><td>Kultur<td data-order="3">0<tr><td>Fritid<td data-value="0">0'
        '<tr><td>Vård<td data-value="44">44</table>'
    )
    blocks, (warning,) = read_page(page, "page.html")
    assert [row[-1].text if len(row) > 1 else "" for row in blocks[0].rows] == ["", "", "0", "0", "44"]
    assert warning.code == "hidden-content"
    assert "'61', '52,5' are counted up to by a script" in warning.message
