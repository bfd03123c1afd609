import subprocess
import sys
from fractions import Fraction

import pypdfium2
import pypdfium2.raw
import pytest
from attrs import evolve

from kompass_render_pdf import typesetting
from kompass_render_pdf.pictures import said_of
from kompass_spec import InputError
from kompass_spec.model.drawings import Profile, ProfileSeries
from kompass_spec.model.scorecard import Interval
from kompass_spec.model.sheet import (
    Column,
    ColumnKind,
    Figure,
    Illustration,
    Part,
    Section,
    Sheet,
    SheetRow,
    SheetTable,
)
from kompass_spec.plugins.hooks import SHEET_KINDS
from kompass_spec.plugins.requests import Look
from kompass_testing.drawn_sheets import hard_sheet
from kompass_testing.hostile_sheets import HOSTILE_WORDS, hostile_sheet, long_sheet
from kompass_testing.sheet_samples import everything

PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d494844520000000100000001080200000090"
    "7753de0000000c4944415408d763f8cfc000000301010018dd8db00000000049454e44ae426082"
)


@pytest.mark.parametrize("kind", SHEET_KINDS)
def test_every_kind_is_laid_out_with_its_words(lay_out, read, kind):
    sheet = everything(kind)
    shown = " ".join(read(lay_out(sheet)))
    assert sheet.title in shown
    for part in sheet.parts:
        for block in part.blocks:
            if isinstance(block, Section) and isinstance(block.heading, str):
                assert block.heading in shown


def test_the_properties_say_title_and_language(lay_out):
    sheet = evolve(everything(), title="Exempels kommun", name="Exempels kommun 2017", language="nn")
    content = lay_out(sheet)
    document = pypdfium2.PdfDocument(content)
    assert document.get_metadata_value("Title") == "Exempels kommun 2017"
    assert document.is_tagged()
    assert b"/Lang(nn)" in content
    assert b"/DisplayDocTitle true" in content


def test_headings_are_bookmarks_that_skip_no_level(lay_out):
    deep = Section(heading="Djupt", level=5, blocks=(Section(heading="Djupare", level=6, blocks=()),))
    sheet = Sheet(kind="result", language="sv", title="Titel", parts=(Part(blocks=(deep,)),))
    document = pypdfium2.PdfDocument(lay_out(sheet))
    found = [(mark.level, mark.get_title()) for mark in document.get_toc()]
    assert found == [(0, "Titel"), (1, "Djupt"), (2, "Djupare")]


def test_the_first_part_is_one_page_and_the_next_begins_another(lay_out, read):
    sheet = evolve(everything(), foot=())
    first, *others = read(lay_out(sheet))
    alone = read(lay_out(evolve(sheet, parts=sheet.parts[:1])))
    assert len(alone) == 1
    assert sheet.title in first
    assert len(others) >= len(sheet.parts) - 1


def test_the_same_sheet_gives_the_same_bytes_in_another_process_without_a_date(lay_out):
    content = lay_out(everything())
    program = (
        "import sys\n"
        "from kompass_render_pdf.plugin import PdfRenderer\n"
        "from kompass_spec.plugins.requests import SheetRequest\n"
        "from kompass_testing.sheet_samples import everything\n"
        "sys.stdout.buffer.write(PdfRenderer().lay_out(SheetRequest(sheet=everything())))\n"
    )
    environment = {"TZ": "Pacific/Auckland", "LANG": "nn_NO.UTF-8", "PYTHONHASHSEED": "7"}
    other = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True, env=environment)
    assert other.stdout == content
    for date in (b"CreationDate", b"ModDate", b"xmp:CreateDate", b"xmp:ModifyDate"):
        assert date not in content


@pytest.mark.parametrize("words", HOSTILE_WORDS[:4])
def test_what_looks_like_markup_is_shown_as_text(lay_out, read, words):
    shown = " ".join(read(lay_out(hostile_sheet(words))))
    assert words.replace(" ", "") in shown.replace(" ", "")


@pytest.mark.parametrize("words", HOSTILE_WORDS, ids=range(len(HOSTILE_WORDS)))
def test_hostile_words_leave_pages_that_open(lay_out, read, words):
    assert 1 <= len(read(lay_out(hostile_sheet(words)))) < 40


def test_a_word_of_a_thousand_letters_is_whole(lay_out, read):
    shown = "".join(read(lay_out(hostile_sheet("Å" * 1000)))).replace(" ", "")
    assert shown.count("Å") > 20 * 1000


def test_letters_of_many_scripts_are_set(lay_out, read):
    for words in ("Δήμος Αθηναίων", "Москва", "Đà Nẵng ŋ ʒ", "👍 ✓ →"):
        assert words in " ".join(read(lay_out(evolve(everything(), lines=(words,)))))


def test_letters_that_are_written_from_right_to_left_are_set(lay_out, read):
    # How often a letter of several strokes is read back is the reader's.
    for words in ("עיריית", "بلدية"):
        assert set(words) <= set(" ".join(read(lay_out(evolve(everything(), lines=(words,))))))


def test_what_no_font_has_stands_in_for_itself(lay_out, read):
    assert "中" not in " ".join(read(lay_out(evolve(everything(), lines=("中",)))))
    shown = " ".join(read(lay_out(evolve(everything(), lines=("中",)))))
    assert "�" in shown
    assert "letters that the fonts of this file do not have" in " ".join(shown.split())
    assert "fonts of this file" not in " ".join(read(lay_out(everything())))


def test_five_hundred_areas_are_laid_out(lay_out, read):
    shown = " ".join(read(lay_out(long_sheet(500))))
    assert all(f"Område nummer {code}" in shown for code in range(1, 501))


@pytest.mark.slow
def test_what_a_picture_says_is_as_long_as_a_file_can_hold(lay_out, read):
    """Five hundred names of a thousand letters: who hears the page is told of the first, and that more
    follow."""
    name = "Område å " * 111
    rows = tuple(SheetRow(cells=((f"{code} {name}",), Figure(shown="50"))) for code in range(500))
    columns = (Column(head="Område", kind=ColumnKind.WORDS), Column(head="Poäng"))
    table = SheetTable(name="areas", caption="Områden", columns=columns, rows=rows)
    shares = (Interval(Fraction(1, 2), Fraction(1, 2)),) * 500
    series = ProfileSeries(name="2017", shares=shares, figures=("50",) * 500)
    profile = Profile(
        labels=tuple(f"{code} {name}" for code in range(500)),
        short_labels=tuple(map(str, range(500))),
        series=(series,),
    )
    drawn = Illustration(drawing=profile, title="Profilen", finding="Område 1 är starkast.", table=table)
    said = said_of(drawn)
    assert said.startswith("Profilen. Område 1 är starkast. 0 Område å")
    assert said.endswith("…")
    assert 15_900 < len(said) <= 16_000
    sheet = Sheet(kind="result", language="sv", title="Titel", parts=(Part(blocks=(drawn,)),))
    assert "Titel" in " ".join(read(lay_out(sheet)))


def test_a_name_that_is_longer_than_a_bookmark_can_be_is_set_all_the_same(lay_out, read):
    words = "å " * 9_000
    section = Section(heading=words, blocks=(Section(heading="Kort", level=3, blocks=()),))
    parts = (Part(blocks=(section,)), Part(title=words, blocks=()))
    content = lay_out(Sheet(kind="result", language="sv", title=words, parts=parts))
    assert "".join(read(content)).count("å") > 3 * 9_000 - 10
    assert [mark.get_title() for mark in pypdfium2.PdfDocument(content).get_toc()] == ["Kort"]


def test_a_sheet_that_is_hard_to_lay_out_is_laid_out(lay_out, read):
    assert read(lay_out(hard_sheet()))


def test_the_look_of_an_organisation_is_shown(lay_out, read):
    look = Look(logo=PIXEL, logo_type="image/png", logo_text="Vapen", colour="#006633", foot="Kansliet")
    content = lay_out(everything(), look=look)
    assert all("Kansliet" in page for page in read(content))
    assert b"/Alt(Vapen)" in content


def test_a_missing_font_is_one_sentence(lay_out, monkeypatch, tmp_path):
    monkeypatch.setattr(typesetting, "FONTS", tmp_path)
    typesetting.fonts.cache_clear()
    try:
        with pytest.raises(InputError, match=r"Noto Emoji, .* missing .* Install the distribution again\."):
            lay_out(everything())
    finally:
        monkeypatch.undo()
        typesetting.fonts.cache_clear()


def test_fonts_are_those_of_the_package_and_small():
    files = list(typesetting.FONTS.glob("*.ttf"))
    assert sum(file.stat().st_size for file in files) < 2_000_000
    assert {font.family for font in typesetting.fonts().fonts()} == set(typesetting.FAMILIES)
    licence = (typesetting.FONTS / "OFL.txt").read_text("utf-8")
    assert "SIL OPEN FONT LICENSE Version 1.1" in licence
    assert all(family in licence for family in typesetting.FAMILIES)
