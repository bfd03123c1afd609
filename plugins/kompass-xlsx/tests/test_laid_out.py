"""Sheets as workbooks: what stands in the cells, what is computed, and what hostile words become."""

import io
import subprocess
import sys
import zipfile
from fractions import Fraction

import openpyxl
import pytest
from attrs import evolve
from hypothesis import HealthCheck, given, settings

from kompass_spec.model import Interval
from kompass_spec.model.drawings import (
    AreasByYear,
    Development,
    DevelopmentPoint,
    HeatMap,
    Pareto,
    ParetoBar,
    Profile,
    ProfileSeries,
    Radar,
    RankedDot,
    RankedDots,
    Weights,
    YearDots,
    YearSeries,
)
from kompass_spec.model.sheet import (
    Column,
    ColumnKind,
    Figure,
    Illustration,
    Mark,
    Part,
    Section,
    Sheet,
    SheetRow,
    SheetTable,
    tables_of,
)
from kompass_spec.plugins.requests import SheetRequest
from kompass_testing.sheet_samples import everything, sheets
from kompass_xlsx.plugin import WorkbookImporter, WorkbookRenderer

# openpyxl leaves out the newer form of bars in cells, and says so.
pytestmark = pytest.mark.filterwarnings("ignore:.* extension is not supported")

SLOW = settings(deadline=None, suppress_health_check=list(HealthCheck), max_examples=20)


def lay_out(sheet):
    return WorkbookRenderer().lay_out(SheetRequest(sheet=sheet))


def opened(content):
    """Return the formulas and the values that a workbook holds, by its worksheets."""
    return tuple(openpyxl.load_workbook(io.BytesIO(content), data_only=values) for values in (False, True))


def sheet_of(*blocks, **more):
    return Sheet(kind="result", language="sv", title="Någonstad", parts=(Part(blocks=blocks),), **more)


def table_of(rows, *, name="areas", is_summed=True, columns=None):
    """Return a table of an item, two figures and their difference, the last row of which is strong."""
    columns = columns or (
        Column(head="Område", kind=ColumnKind.WORDS),
        Column(head="2015"),
        Column(head="2017"),
        Column(head="ändring"),
    )
    made = [
        SheetRow(
            cells=(
                (label,),
                Figure(shown=str(first), quantity=Fraction(first)),
                Figure(shown=str(second), quantity=Fraction(second)),
                Figure(shown=f"{change:+}", quantity=Fraction(change), mark=Mark.RISE),
            ),
            is_strong=is_summed and number == len(rows) - 1,
        )
        for number, (label, first, second, change) in enumerate(rows)
    ]
    return SheetTable(name=name, caption=f"Tabell {name}", columns=columns, rows=tuple(made))


ROWS = [("1 A", 68, 74, 6), ("2 B", 49, 57, 8), ("Totalt", 117, 131, 14)]


def test_worksheets_are_named_in_the_language_and_hold_every_table():
    formulas, values = opened(lay_out(everything("result")))
    assert formulas.sheetnames[0] == "Summary"
    assert len(formulas.sheetnames) == len({name.casefold() for name in formulas.sheetnames})
    areas = values["Area by area"]
    heads = [cell.value for cell in areas[5]]
    assert heads[:4] == ["Code", "Area, at most 100 points", "2013", "2015"]
    assert [cell.value for cell in areas[6]][:6] == ["1", "Offentlighet och demokrati", 48, 68, 20, 74]
    assert areas["C4"].value == "The edition of 2010"
    assert areas.freeze_panes == "C6"
    assert areas.page_setup.orientation == "landscape"
    assert areas.page_setup.paperSize == 9
    assert areas.print_title_rows == "$4:$5"


def test_figures_keep_their_marks_their_decimals_and_their_percents():
    _, values = opened(lay_out(everything("result")))
    areas = values["Area by area"]
    assert areas["E6"].number_format == '"▲ +"0;"▲ −"0;"▲ "0'
    assert areas["H6"].number_format == "0.0 %"
    assert areas["H6"].value == 0.74


def test_sums_and_differences_are_formulas_with_the_right_values():
    formulas, values = opened(lay_out(sheet_of(table_of(ROWS))))
    computed, known = formulas["Tabell areas"], values["Tabell areas"]
    assert [computed.cell(7, column).value for column in (2, 3, 4)] == [
        "=SUM(B5:B6)",
        "=SUM(C5:C6)",
        "=C7-B7",
    ]
    assert computed["D5"].value == "=C5-B5"
    assert [known.cell(7, column).value for column in (2, 3, 4)] == [117, 131, 14]


def test_what_is_no_sum_and_no_difference_stays_a_figure():
    rounded = [("1 A", 68, 74, 6), ("2 B", 49, 57, 9), ("Totalt", 118, 132, 14)]
    formulas, _ = opened(lay_out(sheet_of(table_of(rounded))))
    cells = [cell.value for row in formulas["Tabell areas"].iter_rows() for cell in row]
    assert not [value for value in cells if isinstance(value, str) and value.startswith("=")]


def test_tables_of_a_part_with_the_same_columns_are_one_that_can_be_filtered():
    rows = [(f"1.{number}", number, number + 1, 1) for number in range(1, 6)]
    sections = [
        Section(heading=f"{area} Område", blocks=(table_of(rows, name=f"q{area}", is_summed=False),), level=3)
        for area in (1, 2)
    ]
    outer = Section(heading="Alla delfrågor", blocks=tuple(sections))
    formulas, values = opened(lay_out(sheet_of(outer)))
    whole = values["Alla delfrågor"]
    assert [cell.value for cell in whole[4]][:2] == ["Avsnitt", "Område"]
    assert [whole.cell(row, 1).value for row in (5, 10)] == ["1 Område", "2 Område"]
    assert formulas["Alla delfrågor"].auto_filter.ref == "A4:E14"


def test_a_long_caption_names_its_worksheet_as_far_as_whole_words_fit():
    tables = [
        evolve(table_of(ROWS, name=name), caption="Område för område, jämfört med Örnsköldsvik 2015")
        for name in ("a", "b")
    ]
    parts = tuple(Part(blocks=(table,)) for table in tables)
    formulas, _ = opened(lay_out(evolve(sheet_of(), parts=parts)))
    assert formulas.sheetnames[1:] == ["Område för område, jämfört med", "Område för område, jämfört me 2"]


@pytest.mark.parametrize(
    "words", ["=1+1", "+1", "-1", "@SUM(A1)", "{=1}", "http://x.se", "mailto:a@b.se", "1e5"]
)
def test_words_are_never_formulas_numbers_or_links(words):
    rows = (SheetRow(cells=((words,), Figure(shown=words))),)
    columns = (Column(head=words, kind=ColumnKind.WORDS), Column(head=words))
    table = SheetTable(name="t", caption=words, columns=columns, rows=rows)
    formulas, _ = opened(lay_out(evolve(sheet_of(table), title=words)))
    for sheet in formulas:
        for row in sheet.iter_rows():
            for cell in row:
                assert cell.data_type in {"s", "n"}
                assert cell.data_type != "n" or cell.value is None
                # Only links within the workbook are made of what is no link in the sheet.
                assert cell.hyperlink is None or cell.hyperlink.target is None
    assert formulas.worksheets[1]["A5"].value == words


SHARE = Interval("0.74", "0.74")
DRAWINGS = (
    Profile(
        labels=("1 A", "2 B"),
        short_labels=("1", "2"),
        series=(ProfileSeries(name="2017", shares=(SHARE, None), figures=("74", "–")),),
    ),
    Development(
        maximum=Fraction(800),
        points=(
            DevelopmentPoint(label="2015", interval=Interval(551, 551), shown="551"),
            DevelopmentPoint(
                label="2017", interval=Interval("549.8", "555.6"), shown="552", edition=1, is_current=True
            ),
        ),
    ),
    AreasByYear(
        series=(YearSeries(label="2017", legend="2017", is_current=True),),
        editions=(0,),
        rows=(YearDots(label="1 A", dots=(SHARE,)),),
        head="Område",
    ),
    RankedDots(
        maximum=Fraction(800),
        rows=(RankedDot(label="=Örebro", note="2015", interval=Interval(650, 650), shown="650"),),
    ),
    Pareto(
        bars=(ParetoBar(label="7.2", lacking=Fraction(14), maximum=Fraction(25), shown="14"),),
        lacking_in_all=Fraction(20),
    ),
    Weights(rows=(("1 A", (("1.1", Fraction(15)), ("1.2", Fraction(25)))),)),
)


def _illustrated(drawing):
    return sheet_of(Illustration(drawing=drawing, title="=Titel", finding="Det syns."))


@pytest.mark.parametrize(
    "drawing", [*DRAWINGS, Radar(profile=DRAWINGS[0])], ids=lambda one: type(one).__name__
)
def test_drawings_are_charts_of_the_program_with_their_finding(drawing):
    content = lay_out(_illustrated(drawing))
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        charts = [name for name in archive.namelist() if name.startswith("xl/charts/chart")]
        assert len(charts) == 1
        placed = archive.read("xl/drawings/drawing1.xml").decode()
    assert "Det syns." in placed
    assert opened(content)[0].sheetnames == ["Sammanfattning", "Diagram"]


def test_points_of_two_editions_are_not_joined():
    _, values = opened(lay_out(_illustrated(DRAWINGS[1])))
    numbers = [[cell.value for cell in row] for row in values["Diagram"].iter_rows()]
    assert ["2015", 551, None] in numbers
    assert ["2017", None, 552] in numbers


def test_a_drawing_that_the_program_has_no_chart_for_is_left_to_its_table():
    content = lay_out(_illustrated(HeatMap(heads=("A",), rows=())))
    assert opened(content)[0].sheetnames == ["Sammanfattning"]


@SLOW
@given(sheets())
def test_any_sheet_is_a_workbook_and_always_the_same(sheet):
    """Law 6: "The same input gives the same bytes.\""""
    content = lay_out(sheet)
    assert content == lay_out(sheet)
    formulas, values = opened(content)
    written = {
        cell.value
        for worksheet in values
        for row in worksheet.iter_rows()
        for cell in row
        if isinstance(cell.value, int | float)
    }
    for table in tables_of(sheet):
        for row in table.rows:
            for cell in row.cells:
                if isinstance(cell, Figure) and cell.quantity is not None:
                    assert any(value == pytest.approx(float(cell.quantity)) for value in written)
    for worksheet in formulas:
        assert len(worksheet.title) <= 31


def test_a_workbook_to_read_is_not_taken_for_the_evaluators():
    assert not WorkbookImporter().recognises(lay_out(everything("result")))


def test_properties_say_what_it_is_and_in_which_language():
    formulas, _ = opened(lay_out(everything("result")))
    assert formulas.properties.title == "Örnsköldsviks kommun 2013, 2015 and 2017"
    assert formulas.custom_doc_props["Language"].value == "en"


def test_listing_plugins_does_not_wait_for_xlsxwriter():
    program = "import sys, kompass_xlsx.plugin; print('xlsxwriter' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"


@pytest.mark.office
def test_libreoffice_computes_the_same(office, tmp_path):
    """Every number and every word is what it was after LibreOffice has computed all and saved it."""
    contents = {
        "all": lay_out(everything("result")),
        "sums": lay_out(sheet_of(table_of(ROWS), *map(_drawn, DRAWINGS))),
    }
    saved = office(tmp_path, contents)
    for name, content in contents.items():
        (_, given_values), (_, values) = opened(content), opened(saved[name])
        assert values.sheetnames == given_values.sheetnames
        for worksheet in given_values:
            for row in worksheet.iter_rows():
                for cell in row:
                    again = values[worksheet.title][cell.coordinate].value
                    wanted = pytest.approx(cell.value) if isinstance(cell.value, float) else cell.value
                    assert (again if again is not None else "") == (wanted if wanted is not None else ""), (
                        name,
                        worksheet.title,
                        cell.coordinate,
                    )


def _drawn(drawing):
    return Illustration(drawing=drawing, title=type(drawing).__name__, finding="Det syns.")
