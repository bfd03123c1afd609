"""Read the sheets of an Excel workbook: what each cell shows, and where."""

import re
from collections.abc import Iterator
from typing import final

from attrs import field, frozen

from kompass_read_office.archive import Archive
from kompass_read_office.collecting import MOST_CELLS, Collector
from kompass_read_office.number_formats import BUILT_IN, is_date, shown
from kompass_read_office.package import main_part, parsed, relations
from kompass_read_office.parsing import Element, attribute, children, has, inner_text, stream, tag, whole
from kompass_read_office.refusals import binary_workbook, other_content, too_large
from kompass_read_office.sheets import Sheet, SheetCell, collect_sheet
from kompass_read_office.words import lowered, raised
from kompass_spec.model import BlockKind, Place

__all__ = ["read_xlsx"]

_LAST_ROW = 1_048_576
_LAST_COLUMN = 16_384
_CELL = re.compile(r"\$?([A-Za-z]{1,3})\$?([1-9][0-9]{0,6})")
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_DAYS_TO_1904 = 1_462
_GENERAL = "General"
_MOST_SHEETS = 1_000
_SET = {"superscript": raised, "subscript": lowered}


@final
@frozen
class _Text:
    """Hold the words of a cell, and those that are struck through; ``runs`` is whether it has parts."""

    shown: str
    struck: str = ""
    runs: bool = False


@final
@frozen
class _Format:
    """Hold how a style shows numbers, and whether it is bold or struck through."""

    code: str = _GENERAL
    bold: bool = False
    struck: bool = False


@final
@frozen
class _Workbook:
    """Hold what the sheets of a workbook share: texts, styles of cells, the first day."""

    texts: list[_Text] = field(factory=list)
    formats: list[_Format] = field(factory=list)
    from_1904: bool = False
    trusted: bool = True


def read_xlsx(archive: Archive, collector: Collector) -> None:
    """Collect the blocks of an Excel workbook, sheet by sheet; hidden sheets are named and not read.

    Raise ``InputError`` where it has no workbook.
    """
    part = main_part(archive)
    if part.endswith(".bin"):
        raise binary_workbook()
    root = parsed(archive, part)
    if root is None or not has(root, "sheets"):
        raise other_content()
    related = relations(archive, part)
    parts = {relation.kind: relation.part for relation in related.values()}
    workbook = _Workbook(
        texts=list(_texts(archive.part(parts.get("sharedStrings", "")))),
        formats=_formats(parsed(archive, parts.get("styles", ""))),
        from_1904=any(attribute(one, "date1904") in {"1", "true"} for one in children(root, "workbookPr")),
        trusted=not any(
            attribute(one, "fullCalcOnLoad") in {"1", "true"} for one in children(root, "calcPr")
        ),
    )
    for name, element in _sheets(root):
        relation = related.get(attribute(element, "id") or "")
        if relation is None or relation.kind != "worksheet":
            continue
        if attribute(element, "state") in {"hidden", "veryHidden"}:
            collector.warn_of_hidden_sheet(name)
            continue
        sheet = Sheet(name)
        _read_sheet(archive.part(relation.part), sheet, workbook)
        collect_sheet(sheet, collector)
        _collect_drawings(archive, relation.part, sheet, collector)


def _sheets(root: Element) -> Iterator[tuple[str, Element]]:
    """Iterate over the sheets with their names; one that has none is named by its number."""
    listed = [sheet for sheets in children(root, "sheets") for sheet in children(sheets, "sheet")]
    if len(listed) > _MOST_SHEETS:
        raise too_large(f"It has {len(listed):,} sheets, and at most {_MOST_SHEETS:,} are read.")
    for number, element in enumerate(listed, start=1):
        yield attribute(element, "name") or f"Sheet{number}", element


def _texts(content: bytes) -> Iterator[_Text]:
    """Iterate over the texts that cells share; how something is pronounced is no part of them."""
    if content:
        for item in stream(content, ("si",)):
            yield _text_of(item)


def _text_of(item: Element) -> _Text:
    runs = list(children(item, "r"))
    shown, struck = ["".join(text.text or "" for text in children(item, "t"))], []
    for run in runs:
        text = "".join(text.text or "" for text in children(run, "t"))
        properties = next(children(run, "rPr"), None)
        if _is_marked(properties, "strike"):
            struck.append(text)
        else:
            shown.append(_SET.get(_height(properties), str)(text))
    return _Text(_unescaped("".join(shown)), _unescaped(" ".join(struck)), bool(runs))


def _is_marked(properties: Element | None, name: str) -> bool:
    return properties is not None and any(
        attribute(mark, "val") not in {"0", "false"} for mark in children(properties, name)
    )


def _height(properties: Element | None) -> str:
    """Return whether words are set higher or lower, empty where they are not."""
    marks = children(properties, "vertAlign") if properties is not None else ()
    return next((attribute(mark, "val") or "" for mark in marks), "")


def _unescaped(text: str) -> str:
    """Return a text with signs in place of their codes, and with one kind of line end."""
    if "_x" in text:
        text = _ESCAPED.sub(lambda code: chr(int(code[1], 16)), text)
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _formats(root: Element | None) -> list[_Format]:
    """Return every style of cells."""
    if root is None:
        return []
    codes = dict(BUILT_IN)
    for formats in children(root, "numFmts"):
        for one in children(formats, "numFmt"):
            codes[whole(one, "numFmtId", 0, most=99_999)] = attribute(one, "formatCode") or _GENERAL
    fonts = [font for fonts in children(root, "fonts") for font in children(fonts, "font")]
    bold = [_is_marked(font, "b") for font in fonts]
    struck = [_is_marked(font, "strike") for font in fonts]
    return [
        _Format(
            codes.get(whole(style, "numFmtId", 0, most=99_999), _GENERAL),
            _at(bold, whole(style, "fontId", 0, most=99_999)),
            _at(struck, whole(style, "fontId", 0, most=99_999)),
        )
        for styles in children(root, "cellXfs")
        for style in children(styles, "xf")
    ]


def _at(marks: list[bool], position: int) -> bool:
    return position < len(marks) and marks[position]


def _read_sheet(content: bytes, sheet: Sheet, workbook: _Workbook) -> None:
    """Read the rows of a sheet; rows and cells that do not say where they stand follow the one before."""
    row, last_column = 0, 0
    for element in stream(content, ("col", "row", "mergeCell")) if content else ():
        name = tag(element)
        if name == "row":
            row = whole(element, "r", row + 1, most=_LAST_ROW)
            if element.get("hidden") in {"1", "true"} or element.get("ht") == "0":
                sheet.hidden_rows.add(row)
            _read_row(element, row, sheet, workbook)
        elif name == "col":
            if element.get("hidden") in {"1", "true"} or element.get("width") == "0":
                # Columns come in their order; those that come again would only cost time.
                first = max(whole(element, "min", 1, most=_LAST_COLUMN), last_column + 1)
                last_column = max(whole(element, "max", first, most=_LAST_COLUMN), last_column)
                sheet.hidden_columns.update(range(first, last_column + 1))
        elif (merged := _range(element.get("ref") or "")) is not None:
            (top, left), (bottom, right) = merged
            sheet.merged[top, left] = (right - left + 1, bottom - top + 1)


def _range(reference: str) -> tuple[tuple[int, int], tuple[int, int]] | None:
    first, _, last = reference.partition(":")
    begin, end = _position(first), _position(last or first)
    return None if begin is None or end is None or end < begin else (begin, end)


def _position(reference: str) -> tuple[int, int] | None:
    """Return the row and column of a cell such as ``C7``."""
    match = _CELL.fullmatch(reference)
    if match is None:
        return None
    column = 0
    for letter in match[1].upper():
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(match[2]), column


def _read_row(element: Element, row: int, sheet: Sheet, workbook: _Workbook) -> None:
    column = 0
    for cell in children(element, "c"):
        position = _position(cell.get("r") or "")
        column = position[1] if position is not None else column + 1
        text, bold = _read_cell(cell, (row, column), sheet, workbook)
        if text.strip():
            if len(sheet.cells) >= MOST_CELLS:
                raise too_large(
                    f"One of its sheets has more than {MOST_CELLS:,} cells with something in them."
                )
            sheet.cells[row, column] = SheetCell(text.strip(), bold)


def _read_cell(cell: Element, at: tuple[int, int], sheet: Sheet, workbook: _Workbook) -> tuple[str, bool]:
    """Return what a cell shows, and whether it is bold."""
    value = next((one.text or "" for one in children(cell, "v")), None)
    kind = cell.get("t") or "n"
    style = whole(cell, "s", 0, most=999_999)
    form = workbook.formats[style] if style < len(workbook.formats) else _Format()
    bold = form.bold
    if has(cell, "f") and (value is None or not workbook.trusted):
        sheet.unvalued.append(at)
        return "", bold
    if kind == "inlineStr":
        texts = [_text_of(one) for one in children(cell, "is")]
        return "".join(_kept(text, form, sheet) for text in texts), bold
    if not value:
        return "", bold
    if kind == "e":
        sheet.failed.append(at)
        return value, bold
    if kind != "n":
        return _kept(_worded(value, kind, workbook), form, sheet), bold
    text = _shown(value, form.code, workbook)
    if not text:
        sheet.unshown.append(at)
    return _kept(_Text(text), form, sheet), bold


def _kept(text: _Text, form: _Format, sheet: Sheet) -> str:
    """Return the words of a cell through which no line goes; the others are noted."""
    struck, shown = (text.shown, "") if form.struck and not text.runs else (text.struck, text.shown)
    if struck.strip():
        sheet.struck.append(struck)
    return shown


def _worded(value: str, kind: str, workbook: _Workbook) -> _Text:
    """Return the text of a cell that holds no number."""
    if kind == "s":
        known = value.isdecimal() and int(value) < len(workbook.texts)
        return workbook.texts[int(value)] if known else _Text("")
    if kind == "b":
        return _Text("TRUE" if value == "1" else "FALSE")
    return _Text(value.partition("T")[0] if kind == "d" else _unescaped(value))


def _shown(value: str, code: str, workbook: _Workbook) -> str:
    try:
        number = float(value)
    except ValueError:
        return value
    if workbook.from_1904 and is_date(code):
        return shown(repr(number + _DAYS_TO_1904), code)
    return shown(value, code)


def _collect_drawings(archive: Archive, part: str, sheet: Sheet, collector: Collector) -> None:
    """Collect the words of boxes and the pictures that lie on a sheet; charts only show what cells hold."""
    for relation in relations(archive, part).values():
        root = parsed(archive, relation.part) if relation.kind == "drawing" else None
        if root is None:
            continue
        for anchor in root.iter("{*}twoCellAnchor", "{*}oneCellAnchor", "{*}absoluteAnchor"):
            place = _anchored(sheet, anchor)
            for shape in anchor.iter("{*}sp", "{*}pic"):
                if tag(shape) == "pic":
                    collector.add_picture(_name_of(shape), place)
                else:
                    for paragraph in (
                        one for body in children(shape, "txBody") for one in children(body, "p")
                    ):
                        collector.add_text(BlockKind.PARAGRAPH, inner_text(paragraph, "t"), place)


def _anchored(sheet: Sheet, anchor: Element) -> Place:
    for begin in children(anchor, "from"):
        column, row = (next((one.text or "" for one in children(begin, name)), "") for name in ("col", "row"))
        if column.isdecimal() and row.isdecimal() and len(column + row) < len("1048576") * 2:
            return sheet.place(int(row) + 1, int(column) + 1)
    return Place(sheet=sheet.name)


def _name_of(shape: Element) -> str:
    for element in shape.iter("{*}cNvPr"):
        for name in ("descr", "title", "name"):
            if text := attribute(element, name):
                return " ".join(text.split())
    return ""
