"""What a workbook holds, sheet by sheet: what each cell shows, and where."""

import io

import pytest
import xlsxwriter

from kompass_read_office.number_formats import shown

STYLES = """
<numFmts><numFmt numFmtId="164" formatCode="0.0"/><numFmt numFmtId="165" formatCode=";;;"/>
<numFmt numFmtId="166" formatCode="yyyy"/></numFmts>
<fonts><font/><font><b/></font></fonts>
<cellXfs><xf numFmtId="0"/><xf numFmtId="9"/><xf numFmtId="164"/><xf numFmtId="1"/><xf numFmtId="14"/>
<xf numFmtId="0" fontId="1"/><xf numFmtId="165"/><xf numFmtId="166"/></cellXfs>
"""
GENERAL, PERCENT, TENTHS, WHOLE, DATE, BOLD, HIDING, YEAR = range(8)


def n(at, value, style=GENERAL):
    return f'<c r="{at}" s="{style}"><v>{value}</v></c>'


def s(at, text, style=GENERAL):
    return f'<c r="{at}" t="inlineStr" s="{style}"><is><t>{text}</t></is></c>'


def rows(*written, more=""):
    """Return the content of a sheet; each row is its number and its cells."""
    inner = "".join(f'<row r="{number}">{"".join(cells)}</row>' for number, *cells in written)
    return f"<sheetData>{inner}</sheetData>{more}"


@pytest.fixture
def sheet(files, opened):
    """Return the document with one sheet."""

    def run(content, **more):
        return opened(files.workbook(content, styles=STYLES, **{"names": ["Blad1"], **more}))

    return run


def tables(document):
    return [[[cell.text for cell in row] for row in block.rows] for block in document.blocks if block.rows]


@pytest.mark.parametrize(
    ("number", "code", "text"),
    [
        ("0.75", "0%", "75%"),
        ("0.56999999999999995", "0%", "57%"),
        ("0.755", "0.0 %", "75.5 %"),
        ("62.5", "0", "63"),
        ("-62.5", "0", "-63"),
        ("2017", "General", "2017"),
        ("62.499999999999993", "General", "62.5"),
        ("1234567", "#,##0", "1234567"),
        ("1234.5", "#,##0.00", "1234.50"),
        ("1234.5", "#,##0.##", "1234.5"),
        ("-3.5", "0.0_);(0.0)", "-3.5"),
        ("0", '0;-0;"–"', "–"),
        ("61", '0" p"', "61 p"),
        ("61", '"ca "0', "ca 61"),
        ("61", 'General" av 100"', "61 av 100"),
        ("61", '_-* #,##0_-;-* #,##0_-;_-* "-"??_-;_-@_-', "61"),
        ("61", "[Red][$-41D]0.0", "61.0"),
        ("1500000", '0.0,,"M"', "1.5M"),
        ("42736", "yyyy-mm-dd", "2017-01-01"),
        ("42736", "yyyy", "2017"),
        ("42736", "mmm-yy", "2017-01"),
        ("42736", "[$-F800]dddd, mmmm dd, yyyy", "2017-01-01"),
        ("0.5", "h:mm", "12:00"),
        ("61", ";;;", ""),
        ("-0.4", "0", "0"),
        ("-5", "0;[Red]0", "-5"),
        ("-5", "0;[Red]-0", "-5"),
        ("-5", "0;0", "5"),
        ("-5", "General;[Red]General", "-5"),
        ("-5", "General;-General", "-5"),
        ("-0.3", "0;[Red]0", "0"),
        ("74", "(0)", "(74)"),
        ("74", '[>=70]"Bra ("0")";"Svag ("0")"', "Bra (74)"),
        ("61", '[>=70]"Bra ("0")";"Svag ("0")"', "Svag (61)"),
        ("2", '[=1]"en";[=2]"två";0', "två"),
        ("5", '[=1]"en";[=2]"två";0', "5"),
        ("-4", "[>0]+0;[<0]-0;0", "-4"),
        ("12345678901", "General", "12345678901"),
    ],
)
def test_a_number_is_shown_as_its_format_says(number, code, text):
    assert shown(number, code) == text


def test_cells_are_read_as_shown_and_with_their_places(sheet):
    document = sheet(
        rows(
            (3, s("C3", "Fråga"), s("D3", "Poäng"), s("E3", "Procent"), s("F3", "År"), s("G3", "Dag")),
            (
                4,
                s("C4", "1.1"),
                n("D4", 62.5, WHOLE),
                n("E4", 0.75, PERCENT),
                n("F4", 2017),
                n("G4", 42736, DATE),
            ),
            (5, s("C5", "1.2"), n("D5", 62.5, TENTHS), s("E5", "62,5"), n("F5", 42736, YEAR)),
        )
    )
    assert tables(document) == [
        [
            ["Fråga", "Poäng", "Procent", "År", "Dag"],
            ["1.1", "63", "75%", "2017", "2017-01-01"],
            ["1.2", "62.5", "62,5", "2017", ""],
        ]
    ]
    (block,) = document.blocks
    assert (block.place.sheet, block.place.cell) == ("Blad1", "C3")
    assert block.rows[1][2].place.cell == "E4"


def test_texts_are_shared_and_of_several_runs(sheet):
    texts = "<si><t>Område</t></si><si><r><t>Po</t></r><r><t>äng_x000D_</t></r><rPh><t>x</t></rPh></si>"
    content = rows((1, '<c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c><c t="s"><v>9</v></c>'))
    assert tables(sheet(content, texts=texts)) == [[["Område", "Poäng"]]]


def test_a_part_of_a_text_may_be_raised_or_struck_through(files, opened):
    raised = '<r><t>61</t></r><r><rPr><vertAlign val="superscript"/></rPr><t>1</t></r>'
    struck = '<r><rPr><strike/></rPr><t>58</t></r><r><rPr><strike val="0"/></rPr><t>74</t></r>'
    styles = (
        "<fonts><font/><font><strike/></font></fonts>"
        '<cellXfs><xf numFmtId="0"/><xf numFmtId="0" fontId="1"/></cellXfs>'
    )
    cells = (
        '<c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c><c r="C1" t="s" s="1"><v>1</v></c>'
        '<c r="D1" s="1"><v>55</v></c>'
    )
    texts = f"<si>{raised}</si><si>{struck}</si>"
    document = opened(files.workbook(rows((1, cells)), names=["Blad1"], styles=styles, texts=texts))
    assert tables(document) == [[["61¹", "74", "74"]]]
    (warning,) = document.warnings
    assert warning.message.startswith("'58', '58', '55' are struck through, and not read.")


def test_a_lowered_part_of_a_text_is_no_digit(sheet):
    texts = '<si><r><t>61</t></r><r><rPr><vertAlign val="subscript"/></rPr><t>1</t></r></si>'
    cells = '<c r="A1" t="s"><v>0</v></c><c r="B1"><v>1</v></c>'
    assert tables(sheet(rows((1, cells)), texts=texts)) == [[["61₁", "1"]]]


def test_a_sheet_without_a_name_has_one_by_its_number(files, opened):
    (block,) = opened(files.workbook(rows((1, '<c r="A1"><v>61</v></c>')), names=[""])).blocks
    assert (block.place.sheet, block.place.cell) == ("Sheet1", "A1")
    (block,) = opened(
        files.opendocument(ods_sheet(ods_row(ods_cell("61")), name=""), kind="spreadsheet")
    ).blocks
    assert (block.place.sheet, block.place.cell) == ("Sheet1", "A1")


def test_more_sheets_than_are_read_are_refused(files, refused):
    problem = refused(files.workbook(*[""] * 1_001))
    assert problem.code == "file-too-large"


@pytest.mark.parametrize("index", ["9", "-1", "³", "x", "99999999999999999999"])
def test_a_text_that_is_not_there_is_none(sheet, index):
    content = rows((1, f'<c r="A1" t="s"><v>{index}</v></c>', n("B1", 61)))
    assert [block.text for block in sheet(content, texts="<si><t>Område</t></si>").blocks] == ["61"]


def test_the_sheet_of_an_area_begins_with_its_name(files, opened):
    content = rows((1, s("A1", "Offentlighet", BOLD)), (3, s("A3", "1.1"), n("B3", 61)))
    document = opened(files.workbook(content, content, names=["Område 1", "Område 2"], styles=STYLES))
    assert [(block.kind.value, block.text, block.bold) for block in document.blocks] == [
        ("heading", "Område 1", False),
        ("paragraph", "Offentlighet", True),
        ("table", "", False),
        ("heading", "Område 2", False),
        ("paragraph", "Offentlighet", True),
        ("table", "", False),
    ]


def area(letter, row, name, points):
    after = chr(ord(letter) + 1)
    return s(f"{letter}{row}", name) + n(f"{after}{row}", points)


def test_tables_side_by_side_are_two_and_a_gap_within_one_is_none(sheet):
    head = s("A1", "Område") + s("B1", "Poäng") + s("D1", "Område") + s("E1", "Poäng")
    beside = rows(
        (1, head),
        (2, area("A", 2, "Offentlighet", 61), area("D", 2, "Ledarskap", 52)),
        (3, area("A", 3, "Brukarfokus", 58), area("D", 3, "Resultat", 44)),
    )
    assert [len(table[0]) for table in tables(sheet(beside))] == [2, 2]
    gap = rows(
        (1, s("A1", "Kod"), s("B1", "Fråga"), s("D1", "Poäng")),
        (2, s("A2", "1.1"), s("B2", "Plan"), n("D2", 11)),
        (3, s("A3", "1.2"), s("B3", "Mål"), n("D3", 12)),
    )
    assert tables(sheet(gap)) == [[["Kod", "Fråga", "Poäng"], ["1.1", "Plan", "11"], ["1.2", "Mål", "12"]]]


def test_an_empty_row_ends_a_table_only_where_a_head_follows(sheet):
    content = rows(
        (1, s("A1", "Område"), s("B1", "Poäng")),
        (2, area("A", 2, "Offentlighet", 61)),
        (4, area("A", 4, "Brukarfokus", 58)),
        (6, s("A6", "Område"), n("B6", 2017)),
        (7, area("A", 7, "Ledarskap", 52)),
        (8, s("A8", "Källa: SKL")),
    )
    document = sheet(content)
    assert tables(document) == [
        [["Område", "Poäng"], ["Offentlighet", "61"], ["Brukarfokus", "58"]],
        [["Område", "2017"], ["Ledarskap", "52"]],
    ]
    assert document.blocks[-1].text == "Källa: SKL"


def test_merged_heads_say_what_they_cover(sheet):
    content = rows(
        (1, s("A1", "Område"), s("B1", "2017")),
        (2, s("B2", "Poäng"), s("C2", "Max")),
        (3, s("A3", "Offentlighet"), n("B3", 61), n("C3", 100)),
        more='<mergeCells><mergeCell ref="B1:C1"/><mergeCell ref="A1:A2"/></mergeCells>',
    )
    (block,) = sheet(content).blocks
    assert [(cell.text, cell.columns, cell.rows) for cell in block.rows[0]] == [
        ("Område", 1, 2),
        ("2017", 2, 1),
        ("", 1, 1),
    ]


def test_what_is_hidden_is_not_read_and_said(files, opened):
    columns = '<cols><col min="3" max="4" hidden="1"/></cols>'
    cells = rows((1, s("A1", "a"), n("B1", 1), n("C1", 2)), (2, s("A2", "b"), n("B2", 3, HIDING), n("D2", 4)))
    hidden = cells.replace('<row r="2">', '<row r="3" hidden="1"><c r="A3"><v>9</v></c></row><row r="2">')
    document = opened(
        files.workbook(
            columns + hidden, cells, names=["Poäng", "Dold"], states=["visible", "hidden"], styles=STYLES
        )
    )
    assert tables(document) == [[["a", "1"]]]
    first, second = document.warnings
    assert "rows 3 and columns C, D and what B2 holds are hidden" in first.message
    assert "'Dold' is hidden" in second.message


def test_a_formula_is_its_value_and_one_without_is_said(sheet):
    content = rows(
        (1, s("A1", "a"), '<c r="B1"><f>1+1</f><v>2</v></c><c r="C1"><f>1+2</f></c>'),
        (2, s("A2", "b"), '<c r="B2" t="str"><f>A1</f><v></v></c><c r="C2" t="e"><f>X1</f><v>#REF!</v></c>'),
    )
    document = sheet(content)
    assert tables(document) == [[["a", "2", ""], ["b", "", "#REF!"]]]
    unvalued, failed = document.warnings
    assert (unvalued.code, failed.code) == ("formulas-without-values", "formula-error")
    assert "C1" in unvalued.message
    assert "save it" in unvalued.message
    assert "C2" in failed.message


def test_values_that_a_library_only_made_up_are_not_read(opened):
    """XlsxWriter writes 0 for every formula, and says that the workbook has to be calculated."""
    file = io.BytesIO()
    with xlsxwriter.Workbook(file) as workbook:
        written = workbook.add_worksheet()
        written.write_row(0, 0, ["Offentlighet", 61])
        written.write(1, 0, "Summa")
        written.write_formula(1, 1, "=SUM(B1)")
    document = opened(file.getvalue())
    assert tables(document) == [[["Offentlighet", "61"]]]
    assert [warning.code for warning in document.warnings] == ["formulas-without-values"]


def test_sheets_behind_one_that_is_a_chart_or_hidden_are_read(opened):
    file = io.BytesIO()
    with xlsxwriter.Workbook(file) as workbook:
        chart = workbook.add_chart({"type": "column"})
        workbook.add_chartsheet().set_chart(chart)
        workbook.add_worksheet("Gömd").very_hidden()
        workbook.add_worksheet("Poäng").write_row(0, 0, ["Offentlighet", 61])
        chart.add_series({"values": "=Poäng!$B$1:$B$1"})
    assert tables(opened(file.getvalue())) == [[["Offentlighet", "61"]]]


def test_days_are_counted_from_1904_where_the_workbook_says_so(sheet):
    content = rows((1, s("A1", "Dag"), n("B1", 41274, DATE)))
    assert tables(sheet(content, book='<workbookPr date1904="1"/>')) == [[["Dag", "2017-01-01"]]]


def test_boxes_and_pictures_on_a_sheet_are_read_and_charts_are_not(files, opened):
    anchor = "<x:twoCellAnchor><x:from><x:col>2</x:col><x:row>6</x:row></x:from>{}</x:twoCellAnchor>"
    shapes = (
        anchor.format("<x:sp><x:txBody><a:p><a:r><a:t>Poäng 74</a:t></a:r></a:p></x:txBody></x:sp>")
        + anchor.format('<x:pic><x:cNvPr descr="Profil"/></x:pic>')
        + anchor.format("<x:graphicFrame/>")
    )
    drawing = f'<x:wsDr xmlns:x="urn:x" xmlns:a="urn:a">{shapes}</x:wsDr>'
    content = files.workbook(
        rows((1, n("A1", 1))),
        names=["Blad1"],
        rels=[[("drawing", "../drawings/drawing1.xml")]],
        **{"xl/drawings/drawing1.xml": drawing},
    )
    _, words, picture = opened(content).blocks
    assert (words.kind.value, words.text, words.place.cell) == ("paragraph", "Poäng 74", "C7")
    assert (picture.kind.value, picture.text) == ("picture", "Profil")


def ods_cell(text="", *, kind=None, value=None, more=""):
    typed = f'office:value-type="{kind}"' if kind else ""
    valued = f'office:value="{value}"' if value is not None else ""
    shown = f"<text:p>{text}</text:p>" if text else ""
    return f"<table:table-cell {typed} {valued} {more}>{shown}</table:table-cell>"


def ods_row(*cells, more=""):
    return f"<table:table-row {more}>{''.join(cells)}</table:table-row>"


def ods_sheet(*written, name="Blad1", more="", columns=""):
    return f'<table:table table:name="{name}" {more}>{columns}{"".join(written)}</table:table>'


@pytest.fixture
def ods(files, opened):
    def run(*sheets, **more):
        return opened(files.opendocument("".join(sheets), kind="spreadsheet", **more))

    return run


@pytest.mark.parametrize(
    ("kind", "value", "text", "read"),
    [
        ("percentage", "0.75", "75 %", "75%"),
        ("percentage", "0.755", "76 %", "76%"),
        ("percentage", "0.75", "", "75%"),
        ("float", "62.5", "63", "63"),
        ("float", "62.5", "62,50", "62.50"),
        ("float", "1234.5", "1 234,5", "1234.5"),
        ("float", "1234", "1,234", "1234"),
        ("float", "2017", "2017", "2017"),
        ("float", "61", "###", "61"),
        ("float", "61", "61 p", "61 p"),
        ("float", "-3.5", "-3,5", "-3.5"),
        ("string", None, "62,5", "62,5"),
    ],
)
def test_a_cell_of_opendocument_is_read_as_it_is_shown(ods, kind, value, text, read):
    document = ods(ods_sheet(ods_row(ods_cell("Poäng"), ods_cell(text, kind=kind, value=value))))
    assert tables(document) == [[["Poäng", read]]]


def test_a_cell_of_opendocument_may_be_struck_through(ods):
    styles = (
        '<style:style style:name="U" style:family="table-cell">'
        '<style:text-properties style:text-line-through-type="single"/></style:style>'
    )
    struck = ods_cell("58", kind="float", value="58", more='table:style-name="U"')
    document = ods(
        ods_sheet(ods_row(ods_cell("Poäng"), struck, ods_cell("61", kind="float", value="61"))),
        automatic=styles,
    )
    assert tables(document) == [[["Poäng", "61"]]]
    assert [warning.code for warning in document.warnings] == ["struck-through"]


def test_repeated_cells_and_rows_keep_places_and_what_is_empty_costs_nothing(ods):
    document = ods(
        ods_sheet(
            ods_row("<table:table-cell/>", more='table:number-rows-repeated="1000000"'),
            ods_row(
                '<table:table-cell table:number-columns-repeated="2"/>',
                ods_cell("a"),
                ods_cell("1", more='table:number-columns-repeated="2"'),
            ),
            ods_row(
                '<table:table-cell table:number-columns-repeated="16384"/>',
                more='table:number-rows-repeated="48575"',
            ),
        )
    )
    (block,) = document.blocks
    assert [(cell.text, cell.place.cell) for cell in block.rows[0]] == [
        ("a", "C1000001"),
        ("1", "D1000001"),
        ("1", "E1000001"),
    ]


def test_what_is_hidden_in_opendocument_is_not_read_and_said(ods):
    properties = '<style:table-properties table:display="false"/>'
    hidden = f'<style:style style:name="H" style:family="table">{properties}</style:style>'
    columns = '<table:table-column/><table:table-column table:visibility="collapse"/><table:table-column/>'
    document = ods(
        ods_sheet(
            ods_row(ods_cell("a"), ods_cell("1"), ods_cell("2")),
            ods_row(ods_cell("b"), more='table:visibility="filter"'),
            columns=columns,
        ),
        ods_sheet(ods_row(ods_cell("c")), name="Dold", more='table:style-name="H"'),
        automatic=hidden,
    )
    assert tables(document) == [[["a", "2"]]]
    assert [warning.code for warning in document.warnings] == ["hidden-content", "hidden-content"]


def test_formulas_of_opendocument_without_value_or_with_an_error_are_said(ods):
    formula = 'table:formula="of:=1"'
    document = ods(
        ods_sheet(
            ods_row(ods_cell("a"), ods_cell(more=formula), ods_cell("#DIV/0!", kind="string", more=formula)),
            ods_row(
                ods_cell("b"),
                ods_cell("1", kind="float", value=1, more=formula),
                ods_cell("Err:502", more=formula),
            ),
        )
    )
    assert [warning.code for warning in document.warnings] == ["formulas-without-values", "formula-error"]
    assert "C1, C2" in document.warnings[1].message


def test_dates_of_opendocument_are_written_alike(ods):
    day = 'office:date-value="2017-03-01T00:00:00"'
    cells = [ods_cell(text, kind="date", more=day) for text in ("03/01/17", "1 mars 2017")]
    assert tables(ods(ods_sheet(ods_row(ods_cell("Dag"), *cells)))) == [
        [["Dag", "2017-03-01", "1 mars 2017"]]
    ]
