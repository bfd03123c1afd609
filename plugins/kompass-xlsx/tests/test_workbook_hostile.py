"""Broken and hostile workbooks are refused in a sentence, and cost neither time nor memory."""

import io
import re
import zipfile

import pytest

from kompass_spec import InputError

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
