"""Write the same title and rows to every kind of file that a container opens."""

import html
import runpy
from pathlib import Path

__all__ = ["WRITERS", "files"]

PLUGINS = Path(__file__).parents[2] / "plugins"


def files(module):
    """Return what a module of a plugin's tests defines, by name."""
    return runpy.run_path(str(PLUGINS / module))


OFFICE = files("kompass-read-office/tests/office_files.py")
PDF = files("kompass-read-pdf/tests/conftest.py")


def as_text(title, rows):
    return "\n".join([title, "", *("\t".join(row) for row in rows)]).encode()


def as_html(title, rows):
    body = "".join(f"<tr>{''.join(f'<td>{html.escape(cell)}</td>' for cell in row)}</tr>" for row in rows)
    return (
        f'<!doctype html><meta charset="utf-8"><h1>{html.escape(title)}</h1><table>{body}</table>'
    ).encode()


def as_csv(title, rows):
    quoted = (";".join('"' + cell.replace('"', '""') + '"' for cell in row) for row in rows)
    return "\n".join([f'"{title}"', *quoted]).encode()


def as_docx(title, rows):
    def paragraph(text):
        return f'<w:p><w:r><w:t xml:space="preserve">{html.escape(text)}</w:t></w:r></w:p>'

    cells = "".join(
        f"<w:tr>{''.join(f'<w:tc>{paragraph(cell)}</w:tc>' for cell in row)}</w:tr>" for row in rows
    )
    return OFFICE["word"](f"{paragraph(title)}<w:tbl>{cells}</w:tbl>")


def _opendocument_rows(rows):
    return "".join(
        "<table:table-row>"
        + "".join(
            f'<table:table-cell office:value-type="string"><text:p>{html.escape(cell)}</text:p>'
            "</table:table-cell>"
            for cell in row
        )
        + "</table:table-row>"
        for row in rows
    )


def as_odt(title, rows):
    table = f"<table:table>{_opendocument_rows(rows)}</table:table>"
    return OFFICE["opendocument"](f"<text:p>{html.escape(title)}</text:p>{table}")


def as_ods(title, rows):
    table = f'<table:table table:name="Blad1">{_opendocument_rows([[title], *rows])}</table:table>'
    return OFFICE["opendocument"](table, kind="spreadsheet")


def as_xlsx(title, rows):
    lines = "".join(
        f'<row r="{number}">'
        + "".join(
            f'<c r="{chr(65 + column)}{number}" t="inlineStr"><is><t xml:space="preserve">{html.escape(cell)}'
            "</t></is></c>"
            for column, cell in enumerate(row)
        )
        + "</row>"
        for number, row in enumerate([[title], *rows], start=1)
    )
    return OFFICE["workbook"](f"<sheetData>{lines}</sheetData>", names=["Blad1"])


def as_pdf(title, rows):
    words, numbered = PDF["words"], PDF["numbered"]
    drawn = words(72, 780, title, 16) + b"".join(
        words(72 + 300 * column, 740 - 16 * number, cell, 10)
        for number, row in enumerate(rows)
        for column, cell in enumerate(row)
    )
    return numbered(
        [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Kids [5 0 R] /Count 1 >>",
            *(
                b"<< /Type /Font /Subtype /Type1 /BaseFont /%b /Encoding /WinAnsiEncoding >>" % font
                for font in (b"Helvetica", b"Helvetica-Bold")
            ),
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 6 0 R %b >>"
            % b"/Resources << /Font << /F1 3 0 R /F2 4 0 R >> >>",
            b"<< /Length %d >>\nstream\n%b\nendstream" % (len(drawn), drawn),
        ]
    )


WRITERS = {
    "text": as_text,
    "html": as_html,
    "csv": as_csv,
    "docx": as_docx,
    "odt": as_odt,
    "xlsx": as_xlsx,
    "ods": as_ods,
    "pdf": as_pdf,
}
"""What writes a title and rows of cells, by the container that opens the file."""
