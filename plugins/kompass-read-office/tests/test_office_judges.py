"""Other readers are asked what the files of our tests hold: nothing that they find is missing here."""

import io

import docx
import odfdo
import pytest
import python_calamine
import xlsxwriter

from kompass_spec.model import Block, BlockCell, BlockKind, Place

HERE = Place()
TEXTS = ("Kommunkompassen i Lunds kommun 2017", "Offentlighet och demokrati", "Etik – motverkan")
BLOCKS = (
    Block(kind=BlockKind.HEADING, text=TEXTS[0], level=1, place=HERE),
    Block(kind=BlockKind.ITEM, text=TEXTS[2], level=1, place=HERE),
    Block(
        kind=BlockKind.TABLE,
        place=HERE,
        rows=((BlockCell(text=TEXTS[1], place=HERE), BlockCell(text="61", place=HERE)),),
    ),
)


def words_in(document):
    return [block.text for block in document.blocks if block.text] + [
        cell.text for block in document.blocks for row in block.rows for cell in row
    ]


def test_python_docx_finds_no_more_words(writers, opened):
    content = writers.docx_of(BLOCKS)
    judged = docx.Document(io.BytesIO(content))
    found = [one.text for one in judged.paragraphs if one.text]
    found += [cell.text for table in judged.tables for row in table.rows for cell in row.cells]
    assert words_in(opened(content)) == found


def test_odfdo_finds_no_more_words(writers, opened):
    content = writers.odt_of(BLOCKS)
    body = odfdo.Document(io.BytesIO(content)).body
    found = [one.text for one in (*body.headers, *body.paragraphs) if one.text]
    assert sorted(words_in(opened(content))) == sorted(found)


@pytest.fixture(scope="module")
def numbers():
    """A workbook of numbers, texts and days in formats that show them as they are."""
    file = io.BytesIO()
    with xlsxwriter.Workbook(file) as workbook:
        sheet = workbook.add_worksheet("Blad1")
        for row, number in enumerate((0, 61, -3.5, 62.25, 0.1, 2017, 1234567, 1e-3, 99.99)):
            sheet.write_row(row + 2, 1, [f"Fråga {row}", number])
    return file.getvalue()


def test_calamine_finds_the_same_numbers(numbers, opened):
    judged = python_calamine.load_workbook(io.BytesIO(numbers)).get_sheet_by_index(0).to_python()
    (block,) = opened(numbers).blocks
    assert [(row[0].text, float(row[1].text)) for row in block.rows] == [tuple(row) for row in judged]


def test_calamine_says_what_a_format_hides(opened):
    """What the choice against it rests on: it gives a share where the cell shows percents."""
    file = io.BytesIO()
    with xlsxwriter.Workbook(file) as workbook:
        workbook.add_worksheet().write_row(0, 0, ["Andel", 0.75], workbook.add_format({"num_format": "0%"}))
    judged = python_calamine.load_workbook(io.BytesIO(file.getvalue())).get_sheet_by_index(0).to_python()
    assert judged == [["Andel", 0.75]]
    (block,) = opened(file.getvalue()).blocks
    assert [cell.text for cell in block.rows[0]] == ["Andel", "75%"]
