"""Broken and hostile workbooks are refused in a sentence, and cost neither time nor memory."""

import io
import re
import time
import zipfile
from pathlib import Path

import openpyxl
import pytest

from kompass_spec import InputError, TemplateRequest
from kompass_spec.documents.editions import read_edition
from kompass_xlsx.plugin import WorkbookTemplate

pytestmark = pytest.mark.slow


def rewritten(content, name, change, compression=zipfile.ZIP_DEFLATED):
    """Return an archive with one of its parts changed."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(stream, "w", compression) as made:
        for info in source.infolist():
            part = source.read(info)
            made.writestr(info.filename, change(part) if info.filename == name else part)
    return stream.getvalue()


SHEET = "xl/worksheets/sheet3.xml"
HOSTILE = {
    "a cell at the end of the world": lambda part: part.replace(
        b"</sheetData>", b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
    ),
    "a hundred million blanks": lambda part: part + b" " * 120_000_000,
    "half a sheet": lambda part: part[: len(part) // 2],
    "an entity bomb": lambda part: part.replace(
        b"<worksheet", b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;">]><worksheet', 1
    ),
    "no sheet at all": lambda _part: b"",
}


@pytest.mark.parametrize("odd", HOSTILE)
def test_it_is_refused_in_a_sentence_or_read(odd, filled, read):
    content = rewritten(filled("se-2016", {"1.1": {"points": 11}}), SHEET, HOSTILE[odd])
    try:
        imported = read(content)
    except InputError as error:
        (problem,) = error.problems
        assert problem.code == "unread-workbook"
        assert "save it again as .xlsx" in problem.message
    else:
        assert imported.assessments[0].observations or imported.warnings


@pytest.mark.parametrize("value", ["NaN", "INF", "1E+400", "-0", "9" * 400])
def test_numbers_that_are_none_are_named(value, filled, read):
    content = rewritten(
        filled("se-2016", {"1.1": {"points": 11}}),
        SHEET,
        lambda part: re.sub(rb'(<c r="E6"[^>]*><v>)11(</v>)', rb"\g<1>" + value.encode() + rb"\2", part),
    )
    if value == "-0":
        assert read(content).assessments[0].observations[0].value == 0
        return
    with pytest.raises(InputError) as caught:
        read(content)
    assert {problem.code for problem in caught.value.problems} <= {"bad-answer", "unread-workbook"}


def test_words_of_any_script_are_kept_and_no_number_is_made_of_them(filled, read):
    comment = "\u202eمحمد\u200b 𝟙𝟚 １１ \x7f"
    (assessment,) = read(filled("se-2016", {"1.1": {"comment": comment}})).assessments
    assert assessment.comments[0].text == comment.strip()
    for points in ("１１", "11,5", "Ⅺ", "1 1"):
        with pytest.raises(InputError):
            read(filled("se-2016", {"1.1": {"points": points}}))


def test_a_workbook_whose_marks_are_gone_is_refused(filled, read):
    def change(book):
        del book["kompass"]

    with pytest.raises(InputError) as caught:
        read(filled("se-2016", change=change))
    assert "hidden sheet 'kompass'" in caught.value.problems[0].message


def in_rows(new):
    return lambda part: part.replace(b"</sheetData>", new + b"</sheetData>")


SWOLLEN = {
    "cells that never end": in_rows(b"<c a='1'" * 300_000),
    "cells within cells": in_rows(b"<c>" * 300_000),
    "cells that do not say where they are": in_rows(b"<row>" + b"<c><v>1</v></c>" * 600_000 + b"</row>"),
    "a row of hundreds of digits": in_rows(b'<row><c r="A%s"><v>1</v></c></row>' % (b"9" * 300)),
    "a place in other quotes": in_rows(b"<row><c r='XFD1048576'><v>1</v></c></row>"),
    "a place behind the sign of an end": in_rows(b'<row><c x=">" r="XFD1048576"><v>1</v></c></row>'),
    "a prefix of its own": in_rows(b'<row><a.b-c:c r="XFD1048576"><v>1</v></a.b-c:c></row>'),
    "an encoding that nobody knows": lambda part: part.replace(
        b'<?xml version="1.0" encoding="UTF-8"', b'<?xml version="1.0" encoding="Lund"', 1
    ).replace(b"</sheetData>", b"\xff</sheetData>"),
    "entities": lambda part: part.replace(b"<worksheet", b"<!DOCTYPE w [<!ENTITY a '1'>]><worksheet", 1),
    "two cells far apart": in_rows(b'<row r="90000"><c r="ZZ90000"><v>1</v></c></row>'),
    "long rows": in_rows(
        b"".join(b'<row r="%d"><c r="ZZ%d"><v>1</v></c></row>' % (row, row) for row in range(200, 20_000))
    ),
}


@pytest.mark.parametrize("odd", SWOLLEN)
def test_what_would_open_to_millions_of_cells_is_refused_at_once(odd, filled, read):
    content = rewritten(filled("xx-2026"), SHEET, SWOLLEN[odd])
    begun = time.process_time()
    with pytest.raises(InputError) as caught:
        read(content)
    assert time.process_time() - begun < 5
    assert [problem.code for problem in caught.value.problems] == ["unread-workbook"]


@pytest.mark.parametrize("filled", ['value-type="string"', 'value="4"', 'string-value="a"', 'formula="=1"'])
@pytest.mark.parametrize(
    "rows",
    [
        '<r:table-row r:number-rows-repeated="999"><r:table-cell r:number-columns-repeated="999" r:{}/>',
        '<r:table-row><r:covered-table-cell r:number-columns-repeated="999999" r:{}/>',
        '<r:table-row r:number-rows-repeated="999999999"/><r:table-row><r:table-cell r:{}/>',
        '<r:table-row r:number-rows-repeated="99999999999"/><r:table-row><r:table-cell r:{}/>',
    ],
)
def test_cells_of_opendocument_that_are_repeated_without_end_are_refused(rows, filled, read):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as made:
        made.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        made.writestr("content.xml", f"<a><kompass_workbook/>{rows.format(filled)}</r:table-row></a>")
    with pytest.raises(InputError, match=r"more than 500,000 cells|it counts 9{11}"):
        read(stream.getvalue())


def test_a_binary_workbook_is_told_to_be_saved_anew(filled, read):
    with zipfile.ZipFile(io.BytesIO(filled("xx-2026"))) as made:
        parts = {name: made.read(name) for name in made.namelist()}
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as made:
        for name, part in parts.items():
            made.writestr(name.replace("workbook.xml", "workbook.bin"), part)
    with pytest.raises(InputError, match="neither XLSX nor OpenDocument"):
        read(stream.getvalue())


INJECTED = ("=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "=HYPERLINK(1)", "=cmd|' /C calc'!A0", "' =1", '"&1&"')


def formulas(content):
    """Return how many formulas a workbook has, and the texts of its other cells."""
    book = openpyxl.load_workbook(io.BytesIO(content))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
    counted = [str(cell.value) for cell in cells if cell.data_type == "f"]
    return counted, {str(cell.value) for cell in cells if cell.data_type == "s"}


@pytest.mark.parametrize("begins", INJECTED)
def test_no_text_of_an_edition_becomes_a_formula(begins, registry):
    """Law: what an edition says is text in every cell that is written, whatever it begins with."""
    source = Path(__file__).with_name("editions").joinpath("xx-2026.toml").read_text("utf-8")
    escaped = begins.replace("\\", "\\\\").replace('"', '\\"').replace("\t", "\\t")
    changed = re.sub(r'(\w\.sv = ")', lambda found: found[1] + escaped, source)
    assert changed != source
    books = []
    for text in (source, changed):
        edition = read_edition(text, "xx-2026.toml")
        request = TemplateRequest(edition=edition, registry=registry, language=edition.language)
        books.append(formulas(WorkbookTemplate().make(request)))
    (plain, _), (injected, texts) = books
    assert len(injected) == len(plain)
    assert not [formula for formula in injected if formula.startswith((begins, f"={begins}"))]
    assert any(text.startswith(begins.strip()) or text.strip().startswith(begins.strip()) for text in texts)
