"""The contract of containers, for Word, OpenDocument and Excel."""

import runpy
from pathlib import Path

import pytest

from kompass_read_office.containers import OFFICE_CONTAINERS
from kompass_testing.contracts import ContainerContract, DocumentSample

pytestmark = pytest.mark.slow

FILES = runpy.run_path(str(Path(__file__).with_name("office_files.py")))
DOCX, ODT, XLSX, ODS = OFFICE_CONTAINERS
ROWS = (("Offentlighet och demokrati", "71"), ("Ledarskap", "58,5"))
WORDS = ("Kommunkompassen i Lunds kommun 2017", *(words for row in ROWS for words in row), "En styrka")
FIRST, LAST = WORDS[0], WORDS[-1]


def word():
    def p(text):
        return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"

    rows = "".join(f"<w:tr><w:tc>{p(area)}</w:tc><w:tc>{p(figure)}</w:tc></w:tr>" for area, figure in ROWS)
    return FILES["word"](f"{p(FIRST)}<w:tbl>{rows}</w:tbl>{p(LAST)}")


def opendocument(kind):
    def p(text):
        return f"<text:p>{text}</text:p>"

    def cell(text):
        return f"<table:table-cell>{p(text)}</table:table-cell>"

    rows = [
        "<table:table-row>" + "".join(map(cell, row)) + "</table:table-row>"
        for row in ((FIRST,), *ROWS, (LAST,))
    ]
    if kind == "text":
        return FILES["opendocument"](f"{p(FIRST)}<table:table>{''.join(rows[1:-1])}</table:table>{p(LAST)}")
    return FILES["opendocument"](f"<table:table table:name='Blad1'>{''.join(rows)}</table:table>", kind=kind)


def excel():
    rows = "".join(
        "<row>" + "".join(f'<c t="inlineStr"><is><t>{text}</t></is></c>' for text in row) + "</row>"
        for row in ((FIRST,), *ROWS, (LAST,))
    )
    return FILES["workbook"](f"<sheetData>{rows}</sheetData>")


class TestDocx(ContainerContract):
    @pytest.fixture
    def container(self):
        return DOCX

    def samples(self):
        return [DocumentSample(file="a.docx", content=word(), words=WORDS)]


class TestOdt(ContainerContract):
    @pytest.fixture
    def container(self):
        return ODT

    def samples(self):
        return [DocumentSample(file="a.odt", content=opendocument("text"), words=WORDS)]


class TestXlsx(ContainerContract):
    @pytest.fixture
    def container(self):
        return XLSX

    def samples(self):
        return [DocumentSample(file="a.xlsx", content=excel(), words=WORDS)]


class TestOds(ContainerContract):
    @pytest.fixture
    def container(self):
        return ODS

    def samples(self):
        return [DocumentSample(file="a.ods", content=opendocument("spreadsheet"), words=WORDS)]
