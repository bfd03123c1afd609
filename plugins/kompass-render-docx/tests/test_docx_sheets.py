import io
import re
import subprocess
import sys
import zipfile

import docx
import pytest
from attrs import evolve
from docx.oxml.ns import qn

from kompass_render_docx.drawn import drawings_of
from kompass_render_docx.plugin import DocxRenderer
from kompass_spec.model.sheet import (
    Beside,
    Column,
    ColumnKind,
    Figure,
    Illustration,
    Linked,
    Paragraph,
    Part,
    Section,
    Sheet,
    SheetRow,
    SheetTable,
    walked,
)
from kompass_spec.model.texts import Passage
from kompass_spec.plugins.hooks import SHEET_KINDS
from kompass_spec.plugins.requests import Look, SheetRequest
from kompass_testing.drawn_sheets import hard_sheet, sample_sheets
from kompass_testing.hostile_sheets import HOSTILE_WORDS, hostile_sheet, long_sheet
from kompass_testing.sheet_samples import everything

PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d494844520000000100000001080200000090"
    "7753de0000000c4944415408d763f8cfc000000301010018dd8db00000000049454e44ae426082"
)


def lay_out(sheet, **more):
    return DocxRenderer().lay_out(SheetRequest(sheet=sheet, **more))


def opened(sheet, **more):
    return docx.Document(io.BytesIO(lay_out(sheet, **more)))


def words_in(document):
    """Return all words of the body, a paragraph a line, those of tables too."""
    body = document.element.body
    return "\n".join(
        "".join(text.text or "" for text in line.iter(qn("w:t"))) for line in body.iter(qn("w:p"))
    )


def xml_of(part):
    return part._element.xml  # noqa: SLF001 - python-docx has no other way


def sheet_of(*blocks, **more):
    return Sheet(kind="result", language="sv", title="Titel", parts=(Part(blocks=blocks),), **more)


@pytest.mark.parametrize("kind", SHEET_KINDS)
def test_every_kind_is_laid_out_with_its_words(kind):
    sheet = everything(kind)
    shown = words_in(opened(sheet))
    assert sheet.title in shown
    for block in sheet.parts[0].blocks:
        if isinstance(block, Section) and isinstance(block.heading, str):
            assert block.heading in shown


def test_titles_of_drawings_and_tables_stand_above_them():
    sheet = everything("result")
    blocks = [block for part in sheet.parts for block in walked(part.blocks)]
    drawings = [one for one in blocks if isinstance(one, Illustration) and one.is_title_shown]
    captions = [one.caption for one in blocks if isinstance(one, SheetTable) and one.caption]
    document = opened(sheet_of(*drawings, *(one for one in blocks if isinstance(one, SheetTable))))
    shown = [line.text for line in document.paragraphs if line.style.name == "Caption"]
    assert drawings
    assert captions
    assert shown == [one.title for one in drawings] + captions


def test_styles_are_real_and_headings_skip_no_level():
    deep = Section(heading="Djupt", level=5, blocks=(Section(heading="Djupare", level=6, blocks=()),))
    document = opened(sheet_of(deep, Paragraph(words=("Sagt.",))))
    styles = [(line.style.name, line.text) for line in document.paragraphs]
    assert ("Title", "Titel") in styles
    assert ("Heading 2", "Djupt") in styles
    assert ("Heading 3", "Djupare") in styles
    assert ("Normal", "Sagt.") in styles


def test_every_style_that_is_used_is_defined():
    document = opened(everything())
    defined = {style.style_id for style in document.styles}
    body = document.element.body
    used = {
        found.get(qn("w:val"))
        for tag in ("pStyle", "rStyle", "tblStyle")
        for found in body.iter(qn(f"w:{tag}"))
    }
    assert used <= defined


def test_heads_of_tables_come_again_on_every_page_and_figures_stand_to_the_right():
    table = SheetTable(
        name="t",
        caption="Områdena",
        columns=(Column(head="Område", kind=ColumnKind.WORDS), Column(head="Poäng", group="2016")),
        rows=(SheetRow(cells=(("1 Demokrati",), Figure(shown="74"))),),
        is_caption_shown=True,
    )
    document = opened(sheet_of(table))
    (made,) = document.tables
    heads = [row for row in made.rows if "w:tblHeader" in row._tr.xml]  # noqa: SLF001 - no other way
    assert [[cell.text for cell in row.cells] for row in heads] == [["", "2016"], ["Område", "Poäng"]]
    assert [cell.text for cell in made.rows[-1].cells] == ["1 Demokrati", "74"]
    assert made.rows[-1].cells[1].paragraphs[0].alignment == 2
    assert ("Caption", "Områdena") in [(line.style.name, line.text) for line in document.paragraphs]


@pytest.mark.slow
def test_every_picture_says_what_it_shows():
    found = [
        picture for sheet in sample_sheets() for picture in opened(sheet).element.body.iter(qn("wp:docPr"))
    ]
    assert found
    assert all(picture.get("descr") and picture.get("title") for picture in found)
    for sheet in sample_sheets():
        numbers = [picture.get("id") for picture in opened(sheet).element.body.iter(qn("wp:docPr"))]
        assert len(numbers) == len(set(numbers))


def test_pictures_have_more_than_two_hundred_dots_to_the_inch():
    document = opened(sample_sheets()[0])
    for shape in document.inline_shapes:
        blip = next(shape._inline.iter(qn("a:blip")))  # noqa: SLF001 - python-docx has no other way
        part = document.part.related_parts[blip.embed]
        assert part.image.px_width / shape.width.inches > 200


def test_the_language_is_that_of_the_sheet_and_of_each_passage():
    document = opened(evolve(sheet_of(Paragraph(words=(Passage("ord på bokmål", "nb"),))), language="nn"))
    (default,) = document.styles.element.iter(qn("w:rPrDefault"))
    assert {found.get(qn("w:val")) for found in default.iter(qn("w:lang"))} == {"nn-NO"}
    assert document.core_properties.language == "nn-NO"
    assert [found.get(qn("w:val")) for found in document.element.body.iter(qn("w:lang"))] == ["nb-NO"]


def test_links_lead_to_addresses_and_headings_and_nowhere_else():
    links = Paragraph(
        words=(
            Linked("ut", "https://example.org/?a=1&b=<x>"),
            Linked("hit", "#place"),
            Linked("skript", "javascript:alert(1)"),
            Linked("fil", "other.html"),
        )
    )
    document = opened(sheet_of(links, Section(heading="Platsen", anchor="place", blocks=())))
    found = list(document.element.body.iter(qn("w:hyperlink")))
    assert [link.get(qn("w:anchor")) for link in found] == [None, "place0"]
    assert document.part.rels[found[0].get(qn("r:id"))].target_ref == "https://example.org/?a=1&b=<x>"
    names = [mark.get(qn("w:name")) for mark in document.element.body.iter(qn("w:bookmarkStart"))]
    assert "place0" in names


def test_details_have_a_list_of_contents_that_leads_to_each_heading():
    sections = tuple(Section(heading=f"Avsnitt {at}", blocks=()) for at in range(4))
    sheet = Sheet(
        kind="result",
        language="sv",
        title="Titel",
        parts=(Part(blocks=()), Part(title="Detaljer", blocks=sections)),
    )
    document = opened(sheet)
    lines = [line.text for line in document.paragraphs if line.style.name.lower().startswith("toc ")]
    assert lines == ["Innehåll", "Detaljer", *(f"Avsnitt {at}" for at in range(4))]
    names = {mark.get(qn("w:name")) for mark in document.element.body.iter(qn("w:bookmarkStart"))}
    targets = {link.get(qn("w:anchor")) for link in document.element.body.iter(qn("w:hyperlink"))}
    assert targets <= names
    assert len(targets) == 5
    fields = [found.text for found in document.element.body.iter(qn("w:instrText"))]
    assert any(found.strip().startswith("TOC ") for found in fields)


def test_columns_stand_beside_each_other_and_keep_their_headings():
    columns = tuple((Section(heading=f"Spalt {at}", blocks=()),) for at in range(2))
    document = opened(sheet_of(Beside(columns=columns), Paragraph(words=("Sedan.",))))
    counts = [found.get(qn("w:num"), "1") for found in document.element.body.iter(qn("w:cols"))]
    assert counts == ["1", "2", "1"]
    assert [line.text for line in document.paragraphs if line.style.name == "Heading 2"] == [
        "Spalt 0",
        "Spalt 1",
    ]


def test_drawings_beside_each_other_are_a_table_whose_heads_are_their_titles():
    comparison = next(sheet for sheet in sample_sheets() if sheet.kind == "comparison")
    beside = [one for part in comparison.parts for one in walked(part.blocks) if isinstance(one, Beside)]
    rows = [drawings for one in beside if (drawings := drawings_of(one))]
    assert rows
    found = opened(comparison).element.body.iter(qn("w:tbl"))
    tables = [one for one in found if one.xpath("./w:tr[2]//w:drawing")]
    assert [
        ["".join(cell.xpath(".//w:t/text()")) for cell in one.xpath("./w:tr[1]/w:tc")] for one in tables
    ] == [[drawing.title for drawing in row] for row in rows]


def test_the_page_is_an_a4_with_its_number():
    document = opened(everything())
    assert {(round(one.page_width.mm), round(one.page_height.mm)) for one in document.sections} == {
        (210, 297)
    }
    assert "PAGE" in xml_of(document.sections[0].footer)


def test_the_look_of_an_organisation_is_shown():
    look = Look(logo=PIXEL, logo_type="image/png", logo_text="Vapen", colour="#006633", foot="Kansliet")
    document = opened(everything(), look=look)
    assert "Kansliet" in document.sections[0].footer.paragraphs[0].text
    assert 'descr="Vapen"' in xml_of(document.sections[0].header)
    assert str(document.styles["Hyperlink"].font.color.rgb) == "006633"


def test_a_logo_that_is_no_picture_is_left_out():
    look = Look(logo=b"no picture", logo_type="image/png", logo_text="Vapen")
    assert "<w:drawing" not in xml_of(opened(everything(), look=look).sections[0].header)


def test_the_same_sheet_gives_the_same_bytes_in_another_process_without_a_date():
    content = lay_out(sample_sheets()[0])
    program = (
        "import sys\n"
        "from kompass_render_docx.plugin import DocxRenderer\n"
        "from kompass_spec.plugins.requests import SheetRequest\n"
        "from kompass_testing.drawn_sheets import sample_sheets\n"
        "sys.stdout.buffer.write(DocxRenderer().lay_out(SheetRequest(sheet=sample_sheets()[0])))\n"
    )
    environment = {"TZ": "Pacific/Auckland", "LANG": "nn_NO.UTF-8", "PYTHONHASHSEED": "7"}
    other = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True, env=environment)
    assert other.stdout == content
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        core = archive.read("docProps/core.xml").decode()
    assert not re.search(r"created|modified|python-docx", core)


@pytest.mark.parametrize("words", HOSTILE_WORDS[:4])
def test_what_looks_like_markup_is_shown_as_text(words):
    assert words in words_in(opened(hostile_sheet(words)))


@pytest.mark.parametrize("words", HOSTILE_WORDS, ids=range(len(HOSTILE_WORDS)))
def test_hostile_words_leave_a_document_that_opens(words):
    assert opened(hostile_sheet(words)).paragraphs


def test_letters_of_every_script_are_kept():
    for words in (*HOSTILE_WORDS[4:7], "中文 👍🏽"):
        assert words in words_in(opened(sheet_of(Paragraph(words=(words,)))))


def test_five_hundred_areas_are_laid_out():
    shown = words_in(opened(long_sheet(500)))
    assert all(f"Område nummer {code}" in shown for code in range(1, 501))


def test_a_sheet_that_is_hard_to_lay_out_is_laid_out():
    assert opened(hard_sheet()).paragraphs
