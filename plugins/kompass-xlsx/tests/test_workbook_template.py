"""What stands in the workbook that is made: all that is asked, locked or open, nothing of the clock."""

import io
import re
import subprocess
import sys
import zipfile

import openpyxl
import pytest

from kompass_spec import InputError, load_registry
from kompass_xlsx.form import form_of

pytestmark = pytest.mark.slow

LANGUAGES = ("sv", "nb", "nn", "da", "en")


@pytest.fixture(scope="module")
def book(blank):
    return openpyxl.load_workbook(io.BytesIO(blank("se-2016")))


def words_in(content):
    """Return all words of a workbook's cells."""
    book = openpyxl.load_workbook(io.BytesIO(content))
    return {
        cell.value
        for sheet in book
        for row in sheet.iter_rows()
        for cell in row
        if isinstance(cell.value, str)
    }


def test_there_is_a_sheet_for_every_area_with_what_it_asks(book, registry):
    edition = registry["se-2016"]
    assert [sheet.title.partition(" ")[0] for sheet in book][2:10] == [area.code for area in edition.areas]
    assert [sheet.sheet_state for sheet in book] == ["visible"] * 10 + ["hidden"] * 2
    sheet = book.worksheets[2]
    assert [sheet.cell(6, column).value for column in (2, 3, 4)] == [
        "1.1",
        edition.item("1.1").text["sv"],
        15,
    ]
    assert sheet.freeze_panes == "D5"
    assert sheet.print_title_rows == "$4:$4"
    assert (sheet.page_setup.paperSize, sheet.page_setup.orientation) == (9, "landscape")


def test_the_profile_is_a_native_chart(blank):
    with zipfile.ZipFile(io.BytesIO(blank("se-2016"))) as archive:
        chart = archive.read("xl/charts/chart1.xml").decode()
    assert "barChart" in chart
    assert "pattFill" in chart


def test_answers_are_open_and_everything_else_is_locked_without_a_password(book):
    sheet = book.worksheets[2]
    assert all(one.protection.sheet and one.protection.password is None for one in book)
    assert not any(sheet[place].protection.locked for place in ("E6", "F6", "G5", "G6", "J6", "M6", "C15"))
    assert all(sheet[place].protection.locked for place in ("C6", "D6", "E5", "F5", "H6", "I6"))
    assert not book.worksheets[0]["C5"].protection.locked


def test_only_what_can_be_is_valid(book):
    sheet = book.worksheets[2]
    rules = {str(rule.sqref): rule for rule in sheet.data_validations.dataValidation}
    assert (rules["E6"].type, rules["E6"].formula1, rules["E6"].formula2) == ("decimal", "0", "15.0")
    assert (rules["F6"].type, rules["F6"].formula2) == ("decimal", "1")
    assert rules["G6"].type == "list"
    organisations = {str(rule.sqref): rule for rule in book.worksheets[0].data_validations.dataValidation}[
        "C5"
    ]
    assert (organisations.type, organisations.errorStyle) == ("list", "information")
    listed = [row[0].value for row in book["kompass lists"].iter_rows(max_col=1)]
    assert "Örnsköldsvik" in listed
    assert len(listed) == len(set(listed))


def test_it_says_inside_what_it_is_of(book, registry):
    edition = registry["se-2016"]
    digest = registry.digest(edition)
    properties = {one.name: one.value for one in book.custom_doc_props}
    assert properties["kompass-edition"] == "se-2016"
    assert properties["kompass-release"] == edition.release
    assert properties["kompass-digest"] == digest
    cover = " ".join(str(row[2].value) for row in book.worksheets[0].iter_rows())
    assert f"se-2016@{edition.release} · SHA-256 {digest}" in cover


def test_the_same_request_gives_the_same_bytes(blank):
    """The same input gives the same bytes: no clock, locale, hash order or path leaks into an output."""
    program = (
        "import sys; from kompass_spec import make_template;"
        "sys.stdout.buffer.write(make_template('se-2016', to='xlsx', language='sv'))"
    )
    other = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True,
        env={"PYTHONHASHSEED": "7", "TZ": "Asia/Tokyo", "LC_ALL": "C"})  # fmt: skip
    assert other.stdout == blank("se-2016", "sv")
    with zipfile.ZipFile(io.BytesIO(other.stdout)) as archive:
        assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert not re.search(rb"20[1-9]\d-\d\d-\d\dT", archive.read("docProps/core.xml"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_its_words(language, blank):
    yes = {"sv": "Ej tillämplig", "nb": "Ikke aktuelt", "nn": "Ikkje aktuelt", "da": "Ikke relevant",
        "en": "Does not apply"}  # fmt: skip
    assert yes[language] in words_in(blank("se-2016", language))


def test_no_text_of_an_edition_becomes_a_formula(blank, registry):
    """Texts that begin with =, + or @ stay texts, in cells, in lists and in names of sheets."""
    content = blank("xx-2026")
    book = openpyxl.load_workbook(io.BytesIO(content))
    texts = {str(row.text["sv"]) for area in form_of(registry["xx-2026"]).areas for row in area.rows}
    assert texts <= words_in(content)
    formulas = [
        cell.value for sheet in book for row in sheet.iter_rows() for cell in row if cell.data_type == "f"
    ]
    assert formulas
    assert not any(formula.startswith(("=1+1", "=Delvis")) for formula in formulas)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert all(
            not re.search(rb"<f>(1\+1|Delvis|@SUM)", archive.read(name))
            for name in archive.namelist()
            if "worksheets/sheet" in name
        )


def test_criteria_levels_and_context_are_asked_as_they_are(blank):
    sheet = openpyxl.load_workbook(io.BytesIO(blank("na-2025"))).worksheets[2]
    keys = {sheet.cell(row, 1).value: row for row in range(1, 20)}
    columns = {sheet.cell(3, column).value: column for column in range(1, 16)}

    def is_open(item, way):
        return not sheet.cell(keys[item], columns[way]).protection.locked

    assert {"guidance", "level"} <= set(columns)
    assert [is_open("1.1", way) for way in ("points", "percent", "level", "not_applicable")] == [
        False
    ] * 3 + [True]
    assert [is_open("1.1.1", way) for way in ("points", "percent", "level", "not_applicable")] == [True] * 4
    assert not any(is_open("1.4", way) for way in ("points", "percent", "level"))
    assert is_open("1.4", "comment")
    assert sheet.cell(keys["1.4"], columns["max"]).value == "–"
    assert "Målen är beslutade" in sheet.cell(keys["1.1"], columns["guidance"]).value


def test_levels_give_the_points_of_their_scale(blank):
    lists = openpyxl.load_workbook(io.BytesIO(blank("na-2025")))["kompass lists"]
    rows = [[cell.value for cell in row] for row in lists.iter_rows()]
    given = {
        word: row[column + 1]
        for row in rows
        for column, word in enumerate(row)
        if isinstance(word, str) and "nkät" in word
    }
    none, plain, followed = given.values()
    assert (none, plain * 5) == (0, followed * 2)
    assert plain > 0


def test_an_edition_without_maxima_is_refused(blank):
    for edition in ("se-2002", "no-2020", "dk-2009"):
        with pytest.raises(InputError) as caught:
            blank(edition)
        assert caught.value.problems[0].code == "unknown-weights"


def test_every_edition_that_can_be_scored_has_a_workbook(blank):
    for name, edition in load_registry().items():
        if edition.max is not None:
            assert blank(name)[:2] == b"PK"
