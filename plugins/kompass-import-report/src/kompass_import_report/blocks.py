"""Turn the blocks of a document into the lines that a report is read by."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import TypeAlias, final

from attrs import define, evolve, field

from kompass_import_report.columns import read_column
from kompass_import_report.labels import is_label, label_key
from kompass_import_report.lines import Cell, Kind, Line
from kompass_import_report.spots import Spot
from kompass_spec.documents.text import composed
from kompass_spec.model import Block, BlockCell, BlockKind, Document, Place

__all__ = ["lines_of"]

_LONGEST_TITLE = 100

# Every pattern below is linear: a repeated part never overlaps with what follows it.
_BULLET = re.compile(r"[-*+–—]\s+|[•·▪●◦■□➢✓‣\uf0b7]\s*")
_ITEM = re.compile(r"[\n•]")
_LEADERS = ("....", ". . .", "____")
_GAP = re.compile(r"(?<=\S) {2,}(?=\S)")
_PAGE = re.compile(
    r"(?:sida|sid\.?|side|s\.|page)\s*\d{1,3}(?:\s*(?:av|/|\(|of)\s*\d{1,3}\)?)?", re.IGNORECASE
)
_FIGURE = re.compile(r"[-+−–]?\d{1,4}(?:[.,]\d{1,4})?\s?%?")
_SPACES = {ord(space): " " for space in "\u00a0\u2007\u2009\u202f\u2002\u2003\x0b\x0c\x1b\u2028\u2029\x85"}
_NOTHING = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff"), "")
_TRANSLATION = {**_SPACES, **_NOTHING}
_ODD = re.compile("[" + "".join(map(chr, _TRANSLATION)) + "]")
_KINDS = {BlockKind.RUNNING: Kind.PAGE, BlockKind.CONTENTS: Kind.CONTENTS, BlockKind.RULE: Kind.RULE}
_FEWEST_IN_ROW = 2
_HEADS = 2
_YEAR = re.compile(r"(?:19|20)\d{2}")

_Row: TypeAlias = tuple[BlockCell, ...]


def lines_of(document: Document) -> list[Line]:
    """Return the lines of a document: of each block one, of a table one for each row.

    A line has the number of its line in the file where all of them have one, else a number to read by, which
    knows its place.

    >>> table = Block(
    ...     kind=BlockKind.TABLE,
    ...     place=Place(line=3),
    ...     rows=(
    ...         (BlockCell(text="1.1 Plan?", place=Place(line=3)), BlockCell(text="11", place=Place(line=3))),
    ...     ),
    ... )
    >>> head = Block(kind=BlockKind.HEADING, place=Place(line=1), text="Område 1", level=2)
    >>> lines = lines_of(Document(container="text", blocks=(head, table)))
    >>> [(line.number, line.kind.value, line.text) for line in lines]
    [(1, 'text', 'Område 1'), (2, 'blank', ''), (3, 'row', '1.1 Plan? 11')]
    """
    reader = _Reader(_in_lines(document.blocks))
    for block in document.blocks:
        reader.read(block)
    return reader.lines


def _in_lines(blocks: Sequence[Block]) -> bool:
    """Tell whether all places are lines that rise: then they number the lines by themselves."""
    last = 0
    for place in (place for block in blocks for place in _places(block)):
        number = place.line
        if number is None or number <= last:
            return False
        if place.page is not None or place.sheet is not None or place.cell is not None:
            return False
        last = number
    return True


def _places(block: Block) -> Iterator[Place]:
    """Yield the place of a block, or of each row of a table."""
    if block.kind is not BlockKind.TABLE:
        yield block.place
        return
    for row in block.rows:
        yield from dict.fromkeys(cell.place for cell in row)


@final
@define
class _Reader:
    """Read block after block; ``in_lines`` says that the places are the numbers of lines."""

    in_lines: bool
    lines: list[Line] = field(factory=list)
    _before: BlockKind | None = None

    def read(self, block: Block) -> None:
        """Add the lines of a block, behind a blank one where there is a gap before it."""
        if block.kind is BlockKind.PICTURE:
            return
        if not self._continues(block):
            self._blank()
        self._before = block.kind
        if block.kind is BlockKind.TABLE:
            for row in _with_heads_joined(block.rows):
                self._row(row, block)
        else:
            number = self._number(block.place)
            self.lines.append(_line(block, number))

    def _continues(self, block: Block) -> bool:
        """Tell whether no gap stands before a block; the items of one list stand together."""
        follows = block.kind is BlockKind.ITEM and self._before is BlockKind.ITEM and not self.in_lines
        return block.continues or follows or self._before is None

    def _blank(self) -> None:
        last = self.lines[-1].number if self.lines else 0
        self.lines.append(Line(last + 1 if self.in_lines else self._next(Place()), Kind.BLANK))

    def _number(self, place: Place) -> int:
        return place.line if self.in_lines and place.line is not None else self._next(place)

    def _next(self, place: Place) -> int:
        return Spot(len(self.lines) + 1, place)

    def _row(self, row: Sequence[BlockCell], block: Block) -> None:
        number = self._number(row[0].place if row else block.place)
        if self.in_lines and self.lines and self._before is BlockKind.TABLE:
            # What stands between two rows only draws a line.
            for between in range(int(self.lines[-1].number) + 1, int(number)):
                if self.lines[-1].kind is not Kind.BLANK:
                    self.lines.append(Line(between, Kind.RULE))
        cells = tuple(
            _cell(
                _plain(cell.text),
                number if self.in_lines or cell.place == row[0].place else Spot(number, cell.place),
            )
            for cell in row
        )
        line = _line_of_cells(cells, number, block, marked=False)
        wider = any(len(other) > 1 for other in block.rows)
        self.lines.append(evolve(line, alone=wider and line.kind is Kind.TEXT))


def _plain(text: str) -> str:
    """Return a text composed as letters are typed, with plain spaces, and without what cannot be seen."""
    if text.isascii() and not _ODD.search(text):
        return text
    text = composed(text)
    return text.translate(_TRANSLATION) if _ODD.search(text) else text


def _line(block: Block, number: int) -> Line:
    text = _plain(block.text)
    kind = _KINDS.get(block.kind)
    words = " ".join(text.split())
    if kind is not None:
        return Line(number, kind, "" if kind is Kind.RULE else words)
    if not words:
        return Line(number, Kind.RULE)
    if _is_contents(text.strip()):
        return Line(number, Kind.CONTENTS, words)
    marked = block.kind is BlockKind.ITEM
    if block.kind is BlockKind.PARAGRAPH and (mark := _BULLET.match(text)):
        marked, text = True, text[mark.end() :]
    if "\t" in text:
        parts = text.split("\t")
    else:
        parts = [text] if marked or "  " not in text else _between_gaps(text)
    cells = tuple(_cell(part, number) for part in parts)
    return _line_of_cells(cells, number, block, marked=marked)


def _line_of_cells(cells: tuple[Cell, ...], number: int, block: Block, *, marked: bool) -> Line:
    """Return the line that these cells are on: a row, or a text where only one of them has words."""
    filled = tuple(cell for cell in cells if cell.text)
    if not filled:
        return Line(number, Kind.RULE)
    text = " ".join(cell.text for cell in filled)
    if len(filled) > 1 or len(cells) > _FEWEST_IN_ROW:
        kind, shown, lone = Kind.ROW, cells, False
    elif _PAGE.fullmatch(text):
        return Line(number, Kind.PAGE, text)
    else:
        kind = Kind.BULLET if marked or len(filled[0].items) > 1 else Kind.TEXT
        shown, lone = filled, len(cells) > 1 and cells[0] is filled[0]
    return Line(
        number,
        kind,
        text,
        shown,
        level=block.level if block.kind is BlockKind.HEADING else 0,
        bold=block.bold,
        quoted=block.quoted,
        marked=marked,
        lone=lone,
        indent=block.indent,
    )


def _cell(text: str, number: int) -> Cell:
    """Return a cell with the items of the list in it, without their marks."""
    if "\n" not in text and "•" not in text:
        return Cell((" ".join(text.split()),), number)
    items = (" ".join(item.split()) for item in _ITEM.split(text))
    return Cell(tuple(_unmarked(item) for item in items if item) or ("",), number)


def _unmarked(item: str) -> str:
    mark = _BULLET.match(item)
    return item[mark.end() :] if mark else item


def _between_gaps(text: str) -> list[str]:
    """Return the texts between gaps of spaces, if the last is a figure or a known label; else the whole."""
    parts = _GAP.split(text.strip())
    if len(parts) == 1:
        return [text]
    last = " ".join(parts[-1].split())
    ends_row = _FIGURE.fullmatch(last) or read_column(last, 0).quantity is not None
    return parts if ends_row or is_label(label_key(parts[0])) else [text]


def _is_contents(text: str) -> bool:
    """Tell whether dots lead to a page number at the end of a line, or a short line has lost its number."""
    before = text.rstrip("0123456789 \t")
    if before == text.rstrip():
        return before.endswith(_LEADERS) and len(text) <= _LONGEST_TITLE
    return before.endswith((*_LEADERS, "…"))


def _with_heads_joined(rows: Sequence[_Row]) -> Sequence[_Row]:
    """Return the rows of a table, with one head where the first covers columns of the second.

    What covers several columns, such as a year, then stands in the head of each of them.
    """
    begins = next((number for number, row in enumerate(rows) if _filled(row) > 1), len(rows))
    heads = rows[begins : begins + 2]
    if len(heads) < _HEADS or not _is_head_of_two(*heads):
        return rows
    upper, lower = heads
    above = {column: upper[columns[0]].text for columns in _covers(upper, lower) for column in columns}
    joined = tuple(
        evolve(cell, text=" ".join(filter(None, (cell.text, above.get(column, upper[column].text)))))
        for column, cell in enumerate(lower)
    )
    return (*rows[:begins], joined, *rows[begins + 2 :])


def _is_head_of_two(upper: _Row, lower: _Row) -> bool:
    """Tell whether the first of two rows without figures covers several heads of the second."""
    covers = _covers(upper, lower)
    if len(upper) != len(lower) or _has_figures(upper) or _has_figures(lower):
        return False
    return _repeats(upper, lower) or (
        bool(covers)
        and all(sum(bool(lower[column].text) for column in columns) >= _HEADS for columns in covers)
    )


def _repeats(upper: _Row, lower: _Row) -> bool:
    """Tell whether two rows of heads say the same of several columns each, and together of none."""
    pairs = [(above.text.strip(), below.text.strip()) for above, below in zip(upper, lower, strict=True)][1:]
    if not all(above and below for above, below in pairs) or len(set(pairs)) < len(pairs):
        return False
    return all(len(set(labels)) < len(pairs) for labels in zip(*pairs, strict=True))


def _filled(row: _Row) -> int:
    return sum(bool(cell.text.strip()) for cell in row)


def _covers(row: _Row, lower: _Row) -> list[range]:
    """Return the columns that each cell with words covers, where it covers several."""
    covers = [
        range(column, min(column + cell.columns, len(row)))
        for column, cell in enumerate(row)
        if cell.columns > 1 and cell.text.strip()
    ]
    return covers or _covers_of_years(row, lower)


def _covers_of_years(row: _Row, lower: _Row) -> list[range]:
    """Return the columns that years cover in a table that knows no wide cells: the empty ones behind each.

    Without their years the heads below would say the same of several columns.
    """
    years = [column for column, cell in enumerate(row) if _YEAR.fullmatch(cell.text.strip())]
    labels = [cell.text.strip().casefold() for cell in lower]
    others = any(cell.text.strip() for column, cell in enumerate(row) if column and column not in years)
    if len(years) < _HEADS or others or len(row) != len(lower) or not all(labels[years[0] :]):
        return []
    before, below = set(labels[: years[0]]), labels[years[0] :]
    # A year may also stand in the middle of what it covers; then one of its heads stands before it.
    if len(set(below)) == len(below) or not before.isdisjoint(below):
        return []
    return [range(*ends) for ends in pairwise([*years, len(row)])]


def _has_figures(row: _Row) -> bool:
    """Tell whether a row has figures that are no years, and so is no head."""
    return any(
        _FIGURE.fullmatch(text) and not _YEAR.fullmatch(text) for text in (cell.text.strip() for cell in row)
    )
