"""Write the blocks of a document as files of Word, Excel and OpenDocument, with a library for each."""

import io

import docx
import odfdo
import xlsxwriter

from kompass_spec.model import Block, BlockCell, BlockKind

__all__ = ["docx_of", "odt_of", "sheets_of", "tabled", "xlsx_of"]

PERCENT = "%"


def tabled(blocks):
    """Return blocks with tables in place of lines that tabs part into columns."""
    made = []
    for block in blocks:
        if "\t" not in block.text:
            made.append(block)
            continue
        row = tuple(BlockCell(text=text, place=block.place) for text in block.text.split("\t"))
        above = made[-1].rows if made and block.continues else ()
        if above:
            made.pop()
        made.append(Block(kind=BlockKind.TABLE, place=block.place, rows=(*above, row)))
    return made


def items_of(cell):
    return cell.text.split("\n")


def docx_of(blocks):
    """Return a Word file, by python-docx."""
    document = docx.Document()
    for block in blocks:
        if block.kind is BlockKind.TABLE:
            table = document.add_table(len(block.rows), max(map(len, block.rows)))
            for row, cells in zip(block.rows, table.rows, strict=True):
                for cell, written in zip(row, cells.cells, strict=False):
                    first, *others = items_of(cell)
                    written.paragraphs[0].text = first
                    for other in others:
                        written.add_paragraph(other, "List Bullet")
            document.add_paragraph()  # programs join tables between which nothing stands
        elif block.kind is BlockKind.HEADING:
            document.add_heading(block.text, min(block.level, 9))
        elif block.kind is BlockKind.ITEM:
            document.add_paragraph(block.text, "List Bullet")
        elif block.kind is BlockKind.PARAGRAPH:
            document.add_paragraph().add_run(block.text).bold = block.bold
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def odt_of(blocks):
    """Return an OpenDocument text, by odfdo."""
    document = odfdo.Document("text")
    document.body.clear()
    for number, block in enumerate(blocks):
        if block.kind is BlockKind.TABLE:
            table = odfdo.Table(f"T{number}", width=max(map(len, block.rows)), height=len(block.rows))
            for row, cells in enumerate(block.rows):
                for column, cell in enumerate(cells):
                    written = odfdo.Cell()
                    for item in items_of(cell):
                        written.append(odfdo.Paragraph(item))
                    table.set_cell((column, row), written)
            document.body.append(table)
        elif block.kind is BlockKind.HEADING:
            document.body.append(odfdo.Header(block.level, block.text))
        elif block.kind is BlockKind.ITEM:
            document.body.append(odfdo.List([block.text]))
        elif block.kind is BlockKind.PARAGRAPH:
            document.body.append(odfdo.Paragraph(block.text))
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def sheets_of(blocks):
    """Return the rows of texts and figures of each sheet: a new one begins with every heading of level 2."""
    sheets = [[]]
    for block in blocks:
        if block.kind is BlockKind.TABLE:
            sheets[-1] += [[cell.text for cell in row] for row in block.rows] + [[]]
        elif block.kind in {BlockKind.HEADING, BlockKind.PARAGRAPH, BlockKind.ITEM}:
            if block.kind is BlockKind.HEADING and block.level <= 2 and sheets[-1]:
                sheets.append([])
            mark = "• " if block.kind is BlockKind.ITEM else ""
            sheets[-1] += [[mark + block.text], []]
    return sheets


def xlsx_of(sheets):
    """Return an Excel workbook, by XlsxWriter: figures as numbers, percents as shares with their format."""
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True}) as workbook:
        percent = workbook.add_format({"num_format": "0%"})
        for number, rows in enumerate(sheets, start=1):
            sheet = workbook.add_worksheet(f"Blad{number}")
            for row, cells in enumerate(rows):
                for column, text in enumerate(cells):
                    if text.removesuffix(PERCENT).isdigit() and text.endswith(PERCENT):
                        sheet.write_number(row, column, int(text[:-1]) / 100, percent)
                    elif text.isdigit():
                        sheet.write_number(row, column, int(text))
                    else:
                        sheet.write_string(row, column, text)
    return file.getvalue()
