"""Read the sheets of an OpenDocument workbook: what each cell shows, and where."""

import re
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation

from kompass_read_office.archive import Archive
from kompass_read_office.collecting import MOST_CELLS, Collector
from kompass_read_office.odf_package import odf_body, odf_part
from kompass_read_office.odf_styles import OdfStyle, OdfStyles
from kompass_read_office.odf_tables import odf_rows
from kompass_read_office.odf_words import OdfWords, drawn, read_odf_words
from kompass_read_office.parsing import Element, attribute, children, tag, whole
from kompass_read_office.refusals import too_large
from kompass_read_office.sheets import Sheet, SheetCell, collect_sheet
from kompass_read_office.words import split_lines
from kompass_spec.model import BlockKind, Place

__all__ = ["read_ods"]

_LAST_ROW = 1_048_576
_LAST_COLUMN = 16_384
_HIDDEN = frozenset({"collapse", "filter"})
_DATE = re.compile(r"\d{1,4}[./-]\d{1,2}[./-]\d{1,4}")
_NUMBERS = frozenset({"float", "percentage", "currency"})
_DECIMALS = re.compile(r"[.,](\d+)\D*$")
_ERROR = re.compile(r"#[A-Z/0]{2,6}[!?]?|(?:Err|Fel|Feil|Fejl):\d{3}")
_MOST_DECIMALS = 30


def read_ods(archive: Archive, collector: Collector) -> None:
    """Collect the blocks of an OpenDocument workbook, sheet by sheet; hidden sheets are named and not read.

    Raise ``InputError`` where it has no workbook.
    """
    content = odf_part(archive, "content.xml")
    body = odf_body(content, "spreadsheet")
    styles = OdfStyles()
    styles.read(odf_part(archive, "styles.xml"))
    styles.read(content)
    for number, table in enumerate(children(body, "table"), start=1):
        name = attribute(table, "name") or f"Sheet{number}"
        if styles.resolve("table", attribute(table, "style-name")).shown is False:
            collector.warn_of_hidden_sheet(name)
            continue
        sheet = Sheet(name)
        drawings = _read_table(table, sheet, styles)
        collect_sheet(sheet, collector)
        for place, words in drawings:
            _collect_drawing(words, place, styles, collector)


def _read_table(table: Element, sheet: Sheet, styles: OdfStyles) -> list[tuple[Place, OdfWords]]:
    """Read the rows of a sheet, and return what is drawn on it."""
    drawings = [
        (Place(sheet=sheet.name), drawn(shape, styles))
        for shapes in children(table, "shapes")
        for shape in shapes
    ]
    first = 1
    for columns in table.iter("{*}table-column"):
        times = whole(columns, "number-columns-repeated", 1, most=_LAST_COLUMN)
        if attribute(columns, "visibility") in _HIDDEN:
            sheet.hidden_columns.update(range(first, min(first + times, _LAST_COLUMN + 1)))
        first += times
    row = 1
    for element in odf_rows(table):
        times = whole(element, "number-rows-repeated", 1, most=_LAST_ROW)
        if attribute(element, "visibility") in _HIDDEN:
            sheet.hidden_rows.update(range(row, min(row + times, _LAST_ROW + 1)))
        for column, cell, repeated in _cells(element):
            read = _read_cell(cell, (row, column), sheet, styles)
            drawings += [(sheet.place(row, column), drawn(shape, styles)) for shape in cell]
            if read.text:
                _put(sheet, read, range(row, row + times), range(column, column + repeated))
        row += times
        if row > _LAST_ROW:
            break
    return [(place, words) for place, words in drawings if words.boxes or words.pictures]


def _cells(row: Element) -> Iterator[tuple[int, Element, int]]:
    """Iterate over the cells of a row that hold something, each with its column and how often it stands."""
    column = 1
    for cell in children(row, "table-cell", "covered-table-cell"):
        times = whole(cell, "number-columns-repeated", 1, most=_LAST_COLUMN)
        if tag(cell) == "table-cell" and (
            len(cell) or attribute(cell, "value-type") or attribute(cell, "formula")
        ):
            yield column, cell, times
        column += times


def _put(sheet: Sheet, cell: SheetCell, rows: range, columns: range) -> None:
    if len(sheet.cells) + len(rows) * len(columns) > MOST_CELLS:
        raise too_large(f"One of its sheets has more than {MOST_CELLS:,} cells with something in them.")
    for row in rows:
        for column in columns:
            sheet.cells[row, column] = cell


def _read_cell(cell: Element, at: tuple[int, int], sheet: Sheet, styles: OdfStyles) -> SheetCell:
    """Return what a cell shows, and note what it covers and what went wrong in it."""
    columns = whole(cell, "number-columns-spanned", 1, most=_LAST_COLUMN)
    rows = whole(cell, "number-rows-spanned", 1, most=_LAST_ROW)
    if (columns, rows) != (1, 1):
        sheet.merged[at] = (max(columns, 1), max(rows, 1))
    ground = styles.resolve("table-cell", attribute(cell, "style-name"))
    read = [read_odf_words(paragraph, styles, ground) for paragraph in children(cell, "p")]
    lines = [line for words in read for line in split_lines(words.pieces)]
    struck = [text for words in read for text in words.struck]
    sheet.struck += struck
    text = "\n".join(text.strip() for text, _ in lines)
    is_bold = bool(lines) and all(bold for _, bold in lines)
    if attribute(cell, "formula") is not None:
        if _ERROR.fullmatch(text):
            sheet.failed.append(at)
            return SheetCell(text, is_bold)
        if attribute(cell, "value-type") is None and not text:
            sheet.unvalued.append(at)
    # What is left where a line goes through a part is no longer the number that the cell holds.
    return SheetCell(text if struck else _shown(cell, text), is_bold)


def _shown(cell: Element, text: str) -> str:
    """Return the text of a cell; of numbers and of days in a form that is the same in every language."""
    kind = attribute(cell, "value-type")
    if kind in _NUMBERS:
        return _number(attribute(cell, "value") or "", text, percent=kind == "percentage")
    if kind == "date" and (not text or _DATE.fullmatch(text)):
        return (attribute(cell, "date-value") or text).partition("T")[0]
    return text


def _number(value: str, text: str, *, percent: bool) -> str:
    """Return a number as it is shown, but with a point for decimals and nothing between thousands.

    Where the file does not say how it is shown, it is shown whole.

    >>> _number("1234.5", "1 234,50", percent=False), _number("0.755", "76 %", percent=True)
    ('1234.50', '76%')
    """
    try:
        number = Decimal(repr(float(value))) * (100 if percent else 1)
    except (ValueError, InvalidOperation):
        return text
    sign = "%" if percent else ""
    if not text or set(text) == {"#"}:
        plain = f"{number:f}"
        return (plain.rstrip("0").rstrip(".") if "." in plain else plain) + sign
    match = _DECIMALS.search(text)
    for decimals in {len(match[1]), 0} if match else {0}:
        rounded = _rounded(number, decimals)
        if _digits(rounded) == _digits(text) and not any(letter.isalpha() for letter in text):
            return rounded + sign
    return text


def _rounded(number: Decimal, decimals: int) -> str:
    """Return a number with some decimals, a tie rounded away from zero."""
    step = Decimal(1).scaleb(-min(decimals, _MOST_DECIMALS))
    try:
        return f"{number.quantize(step, rounding='ROUND_HALF_UP'):f}"
    except InvalidOperation:
        return f"{number:f}"


def _digits(text: str) -> str:
    return "".join(letter for letter in text if letter.isdigit())


def _collect_drawing(words: OdfWords, place: Place, styles: OdfStyles, collector: Collector) -> None:
    for box in words.boxes:
        for paragraph in box.iter("{*}p"):
            lines = split_lines(read_odf_words(paragraph, styles, OdfStyle()).pieces)
            if lines:
                collector.add_lines(BlockKind.PARAGRAPH, lines, place)
    for text in words.pictures:
        collector.add_picture(text, place)
