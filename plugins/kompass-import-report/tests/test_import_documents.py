"""Reports in documents: places are those of pages, sheets and cells, and heads that cover columns join."""

from pathlib import Path

import pytest
from attrs import evolve

from kompass_import_report.blocks import lines_of
from kompass_import_report.importer import ReportImporter
from kompass_read_text.html_container import HtmlContainer
from kompass_spec import (
    Block,
    BlockCell,
    BlockKind,
    ContainerRequest,
    Document,
    ImportRequest,
    InputError,
    Place,
    Quantity,
)

SAMPLES = Path(__file__).parents[4] / "shared/samples"
AREAS = (
    "Offentlighet och demokrati",
    "Brukarfokus, tillgänglighet och bemötande",
    "Politisk styrning och kontroll",
    "Ledarskap, ansvar och delegation",
)
TITLE = Block(
    kind=BlockKind.HEADING, place=Place(page=1), text="Kommunkompassen i Lunds kommun 2017", level=1
)


@pytest.fixture
def read_blocks(registry):
    """Read blocks as the importer does."""

    def run(*blocks):
        document = Document(container="made", blocks=blocks)
        return ReportImporter().read(
            ImportRequest(file="report.made", content=b"made", registry=registry, document=document)
        )

    return run


def cell(text, name, columns=1, rows=1):
    return BlockCell(text=text, place=Place(sheet="Resultat", cell=name), columns=columns, rows=rows)


def sheet(*rows):
    cells = tuple(
        tuple(
            one if isinstance(one, BlockCell) else cell(str(one), f"{'ABCDE'[column]}{number}")
            for column, one in enumerate(row)
        )
        for number, row in enumerate(rows, start=1)
    )
    return Block(kind=BlockKind.TABLE, place=Place(sheet="Resultat"), rows=cells)


def test_every_figure_keeps_its_own_cell(read_blocks):
    table = sheet(("Område", "Poäng", "Max"), *((area, 60 + row, 100) for row, area in enumerate(AREAS)))
    (assessment,) = read_blocks(TITLE, table).assessments
    places = {(one.item, one.quantity): (one.sheet, one.cell, one.line) for one in assessment.observations}
    assert places["1", Quantity.POINTS] == ("Resultat", "B2", None)
    assert places["4", Quantity.MAX] == ("Resultat", "C5", None)


def test_a_head_that_covers_columns_is_that_of_each(read_blocks):
    table = sheet(
        (cell("Område", "A1", rows=2), cell("2017", "B1", columns=2), "", cell("2015", "D1", columns=2), ""),
        ("", "Poäng", "Max", "Poäng", "Max"),
        *((area, 60 + row, 100, 50 + row, 100) for row, area in enumerate(AREAS)),
    )
    newest, older = read_blocks(evolve(TITLE, text="Kommunkompassen i Lunds kommun"), table).assessments
    assert (newest.year, older.year) == (2017, 2015)
    assert [int(one.value) for one in older.observed("1", Quantity.POINTS)] == [50]
    assert next(newest.observed("2", Quantity.POINTS)).cell == "B4"


def test_warnings_name_places_and_have_them(read_blocks):
    table = sheet(
        ("Område", "Poäng"), *((area, 60) for area in AREAS), (AREAS[0], 61), ("Något helt annat", 70)
    )
    warnings = read_blocks(TITLE, table).warnings
    sentences = [str(warning) for warning in warnings]
    assert any("sheet Resultat, cells B2 and B6" in one for one in sentences)
    assert all(warning.line is None and "\x00" not in str(warning) for warning in warnings)


def test_what_has_no_place_is_told_by_what_stands_there(read_blocks):
    rows = [
        Block(kind=BlockKind.PARAGRAPH, place=Place(), text=f"{area}\t60", continues=True) for area in AREAS
    ]
    twice = Block(kind=BlockKind.PARAGRAPH, place=Place(), text=f"{AREAS[0]}\t61", continues=True)
    (warning,) = read_blocks(TITLE, *rows, twice).warnings
    assert f"'{AREAS[0]} 60'" in warning.message
    assert "\x00" not in warning.message


def test_a_refusal_names_places_too(read_blocks):
    text = Block(kind=BlockKind.PARAGRAPH, place=Place(page=3), text="Det var en gång en kommun.")
    with pytest.raises(InputError) as raised:
        read_blocks(TITLE, text)
    assert "\x00" not in str(raised.value)


def test_pages_contents_and_pictures_are_not_read():
    blocks = [
        Block(kind=kind, place=Place(page=1), text="" if kind is BlockKind.PICTURE else "Ledarskap 14")
        for kind in (BlockKind.RUNNING, BlockKind.CONTENTS, BlockKind.PICTURE, BlockKind.RULE)
    ]
    lines = lines_of(Document(container="made", blocks=tuple(blocks)))
    assert all(line.empty for line in lines)


def placeless(assessment):
    names = ("observations", "not_applicable", "headings", "findings", "evidence", "comparability")
    without = {
        name: tuple(
            evolve(fact, line=None, page=None, sheet=None, cell=None) for fact in getattr(assessment, name)
        )
        for name in names
    }
    return evolve(assessment, source=None, **without)


def test_a_page_of_a_content_system_gives_what_its_text_gives(read, sample, registry):
    """The same figures in each container give equal assessments but for places."""
    text = read(sample("ornskoldsvik-2017-report.md"))
    page = (SAMPLES / "documents/ornskoldsvik-2017-cms.html").read_bytes()
    document = HtmlContainer().read(ContainerRequest(file="page.html", content=page))
    imported = ReportImporter().read(
        ImportRequest(file="page.html", content=page, registry=registry, document=document)
    )
    assert [placeless(one) for one in imported.assessments] == [placeless(one) for one in text.assessments]
    assert [one.code for one in imported.warnings] == [one.code for one in text.warnings]
