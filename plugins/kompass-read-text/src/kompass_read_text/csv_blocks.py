"""Turn a table in text into blocks: the rows that stand together are one table."""

import csv
import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from kompass_read_text.separators import separator_of
from kompass_spec import InputError, Problem
from kompass_spec.model import Block, BlockCell, BlockKind, Place

__all__ = ["blocks_of"]

_LINES = re.compile(r"[^\r\n]*(?:\r\n|\r|\n|\Z)")
_MOST_ROWS = 100_000
"""The number of lines that a table may have: no report is that long."""
_MOST_CELLS = 500_000
"""The number of cells that it may have, so that reading it does not fill the memory."""
_MOST_LINES = 100
"""The lines of one cell above which its quotation mark was never closed."""


class _Row(NamedTuple):
    """Hold the cells of a row, and the line that it begins on."""

    line: int
    cells: Sequence[str]


def blocks_of(text: str, file: str) -> tuple[list[Block], list[Problem]]:
    r"""Return the blocks of a table in text, and a warning for each quotation mark that is not closed.

    Rows with one cell above a table are paragraphs, such as its title. Raise ``InputError`` where nothing
    separates columns, and where there are more lines or cells than are read.

    >>> blocks, _ = blocks_of('sep=;\nLund 2017\n\n"Område";Poäng\nLedarskap;61,5\n', "a.csv")
    >>> [(block.kind.value, block.text, [len(row) for row in block.rows]) for block in blocks]
    [('paragraph', 'Lund 2017', []), ('table', '', [2, 2])]
    """
    separator = separator_of(text)
    if separator is None:
        sentence = (
            "Nothing separates the columns of this table. Save it again as CSV, with a semicolon between"
            " columns."
        )
        raise InputError([Problem("damaged-file", sentence, file)])
    _refuse_too_long(text, separator.mark, file)
    warnings: list[Problem] = []
    blocks: list[Block] = []
    together: list[_Row] = []
    for row in _rows(text, separator.mark, warnings, skip=separator.is_said):
        if any(cell.strip() for cell in row.cells):
            together.append(row)
        else:
            blocks += _together(together)
            together = []
    return [*blocks, *_together(together)], warnings


def _refuse_too_long(text: str, mark: str, file: str) -> None:
    rows = max(text.count("\n"), text.count("\r"))
    cells = rows + text.count(mark)
    if rows > _MOST_ROWS:
        said = f"{rows:,} lines, and {_MOST_ROWS:,}"
    elif cells > _MOST_CELLS:
        said = f"{cells:,} cells, and {_MOST_CELLS:,}"
    else:
        return
    sentence = (
        f"The table has {said} at most are read. Save the part that is the report as a file of its own."
    )
    raise InputError([Problem("file-too-large", sentence, file)])


def _rows(text: str, mark: str, warnings: list[Problem], *, skip: bool) -> Iterator[_Row]:
    """Yield row after row; one whose quotation marks part nothing is read as it stands."""
    lines = _LINES.findall(text)
    number = 1 if skip else 0
    while number < len(lines):
        taken = 0

        def fed(begun: int = number) -> Iterator[str]:
            nonlocal taken
            for line in lines[begun : begun + _MOST_LINES]:
                taken += 1
                yield line

        try:
            cells = next(csv.reader(fed(), delimiter=mark, strict=True), [])
        except csv.Error:
            taken = 1
            cells = lines[number].rstrip("\r\n").split(mark)
            sentence = (
                "The quotation marks of this line are not around whole cells, so it was read as if they were"
                " letters. Close them, or save the table again as CSV."
            )
            warnings.append(Problem("damaged-text", sentence, line=number + 1))
        yield _Row(number + 1, cells)
        number += max(taken, 1)


def _together(rows: Sequence[_Row]) -> Iterator[Block]:
    """Yield the blocks of rows that stand together."""
    first = next(
        (number for number, row in enumerate(rows) if sum(map(bool, map(str.strip, row.cells))) > 1),
        len(rows),
    )
    for number, row in enumerate(rows[:first]):
        text = next(cell.strip() for cell in row.cells if cell.strip())
        yield Block(
            kind=BlockKind.PARAGRAPH,
            place=Place(line=row.line),
            text=" ".join(text.split()),
            continues=number > 0,
        )
    if first < len(rows):
        yield Block(
            kind=BlockKind.TABLE,
            place=Place(line=rows[first].line),
            rows=tuple(_cells(row) for row in rows[first:]),
            continues=first > 0,
        )


def _cells(row: _Row) -> tuple[BlockCell, ...]:
    place = Place(line=row.line)
    return tuple(BlockCell(text="\n".join(cell.split("\n")).strip(), place=place) for cell in row.cells)
