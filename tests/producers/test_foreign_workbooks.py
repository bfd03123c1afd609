"""Workbooks with the forms that Excel itself writes: formats, texts of several parts, what is hidden."""

import io
import zipfile

import pytest

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"


def workbook(rows, *, code="General", font="", columns=""):
    """Return a workbook as Excel writes one; a cell is a text, a number, or XML in place of its value."""
    shared: list[str] = []
    lines = []
    for number, row in enumerate(rows, start=1):
        cells = "".join(
            cell_of(one, f"{chr(65 + column)}{number}", shared) for column, one in enumerate(row) if one != ""
        )
        lines.append(f'<row r="{number}" spans="1:2">{cells}</row>')
    texts = "".join(f"<si>{one}</si>" for one in shared)
    return zipped({
        "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types"/>',
        "_rels/.rels": related(("officeDocument", "xl/workbook.xml")),
        "xl/workbook.xml": (
            f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><workbookPr defaultThemeVersion="166925"/>'
            '<sheets><sheet name="Blad1" sheetId="1" r:id="r0"/></sheets></workbook>'
        ),
        "xl/_rels/workbook.xml.rels": related(
            ("worksheet", "worksheets/sheet1.xml"), ("styles", "styles.xml"),
            ("sharedStrings", "sharedStrings.xml"),
        ),
        "xl/worksheets/sheet1.xml": (
            f'<worksheet xmlns="{MAIN}">{columns}<sheetData>{"".join(lines)}</sheetData></worksheet>'
        ),
        "xl/sharedStrings.xml": f'<sst xmlns="{MAIN}">{texts}</sst>',
        "xl/styles.xml": (
            f'<styleSheet xmlns="{MAIN}"><numFmts><numFmt numFmtId="170" formatCode="{code}"/></numFmts>'
            f'<fonts><font/><font>{font}</font></fonts><cellXfs><xf numFmtId="0"/>'
            '<xf numFmtId="170"/><xf numFmtId="0" fontId="1"/></cellXfs></styleSheet>'
        ),
    })  # fmt: skip


def zipped(parts):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, text in parts.items():
            archive.writestr(name, f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\r\n{text}')
    return stream.getvalue()


def related(*targets):
    listed = "".join(
        f'<Relationship Id="r{number}" Type="{OFFICE}/{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(targets)
    )
    return f'<Relationships xmlns="{PACKAGE}/relationships">{listed}</Relationships>'


def cell_of(value, place, shared):
    if isinstance(value, str) and value.startswith("<c"):
        return value.replace("<c", f'<c r="{place}"', 1)
    if isinstance(value, int):
        return f'<c r="{place}"><v>{value}</v></c>'
    shared.append(value if value.startswith("<") else f"<t>{value}</t>")
    return f'<c r="{place}" t="s"><v>{len(shared) - 1}</v></c>'


def struck(value, *, of):
    return {
        "part": f"<r><rPr><strike/></rPr><t>58</t></r><r><t> {value}</t></r>",
        "cell": '<c s="2"><v>58</v></c>',
    }[of]


SHOWN = {
    "points in the format": (lambda _, value: f'<c s="1"><v>{value}</v></c>', '0" po\u00e4ng"'),
    "an account": (lambda _, value: f'<c s="1"><v>{value}</v></c>', "_-* #,##0\\ _k_r_-;\\-* #,##0\\ _k_r_-"),
    "by conditions": (lambda _, value: f'<c s="1"><v>{value}</v></c>', "[Red][<60]0;[Green]0"),
    "shown whole": (lambda _, value: f'<c s="1"><v>{value + 0.4}</v></c>', "0"),
    "noise of floats": (lambda _, value: f"<c><v>{value + 0.1 + 0.2 - 0.3!r}</v></c>", "General"),
    "a formula": (lambda _, value: f"<c><f>SUM(D1:E1)</f><v>{value}</v></c>", "General"),
    "a formula of text": (lambda _, value: f'<c t="str"><f>TEXT(D1,"0")</f><v>{value}</v></c>', "General"),
    "kept as text": (lambda _, value: f"{value},0", "General"),
    "several runs": (
        lambda _, value: f"<r><rPr><b/></rPr><t>{str(value)[0]}</t></r><r><t>{str(value)[1:]} </t></r>",
        "General",
    ),
    "how it is pronounced": (lambda _, value: f'<t>{value}</t><rPh sb="0" eb="1"><t>9</t></rPh>', "General"),
    "the mark of a note": (
        lambda _, value: f'<r><t>{value}</t></r><r><rPr><vertAlign val="superscript"/></rPr><t>1</t></r>',
        "General",
    ),
}


@pytest.mark.parametrize(("shown", "code"), SHOWN.values(), ids=SHOWN)
def test_a_figure_is_what_its_cell_shows(read, title, rows, shown, code):
    code = code.replace("&", "&amp;").replace('"', "&quot;").replace("<", "&lt;")
    assert read("report.xlsx", workbook([[title], [], *rows(shown)], code=code)) == []


def test_what_is_struck_through_is_named(read, title, rows):
    listed = rows(lambda code, value: struck(value, of="part") if code in "35" else value)
    assert read("report.xlsx", workbook([[title], [], *listed])) == ["struck-through"]
    listed = [[name, struck(points, of="cell"), points] for name, points in rows()]
    listed[0] = ["Område", "", "Poäng"]
    content = workbook([[title], [], *listed], font="<strike/>")
    assert read("report.xlsx", content) == ["struck-through"]


def test_a_hidden_column_of_targets_is_named(read, title, rows):
    (_, head), *listed = rows()
    written = [["Område", "Mål", head], *([name, 99, points] for name, points in listed)]
    columns = '<cols><col min="2" max="2" width="0" hidden="1"/></cols>'
    assert read("report.xlsx", workbook([[title], [], *written], columns=columns)) == ["hidden-content"]


def test_two_halves_side_by_side_are_one_table(read, title, rows):
    head, *listed, total = rows()
    written = [head * 2, *(listed[row] + listed[row + 4] for row in range(4)), ["", "", *total]]
    assert read("report.xlsx", workbook([[title], [], *written])) == []
