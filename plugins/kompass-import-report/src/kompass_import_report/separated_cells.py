"""Find rows whose cells semicolons or commas part, as spreadsheets save them, among lines of text."""

import csv
import re
from collections.abc import Iterator

from attrs import evolve

from kompass_import_report.lines import Cell, Kind, Line

__all__ = ["mark_separated"]

_MARKS = ";,"
_FEWEST_ROWS = 3
_MOST_CELLS = 60
_DECIMAL = re.compile(r"[0-9],[0-9]")
_LETTER = re.compile(r"[^\W\d_]")


def mark_separated(lines: list[Line]) -> list[Line]:
    """Return the lines, those of a table with semicolons or commas between its cells as rows.

    Three lines that follow one another have as many cells, and no space stands behind a mark between two: so
    neither sentences nor names with a comma are taken for rows.

    >>> texts = ["Område;Poäng", '"Ledarskap, ansvar";61', "Arbetsliv;58"]
    >>> lines = [Line(number, Kind.TEXT, text) for number, text in enumerate(texts, start=1)]
    >>> [[cell.text for cell in line.cells] for line in mark_separated(lines)][1]
    ['Ledarskap, ansvar', '61']
    """
    marked = list(lines)
    for mark in _MARKS:
        for run in _runs(marked, mark):
            for position, texts in run:
                line = marked[position]
                cells = tuple(Cell((text.strip(),), line.number) for text in texts)
                text = " ".join(cell.text for cell in cells if cell.text)
                marked[position] = evolve(line, kind=Kind.ROW, text=text, cells=cells)
    return marked


def _runs(lines: list[Line], mark: str) -> Iterator[list[tuple[int, list[str]]]]:
    """Yield the lines that follow one another with as many cells, each with its cells."""
    run: list[tuple[int, list[str]]] = []
    for position, line in enumerate(lines):
        texts = _cells(line, mark)
        if texts is None or (run and len(texts) != len(run[-1][1])):
            if len(run) >= _FEWEST_ROWS:
                yield run
            run = []
        if texts is not None:
            run.append((position, texts))
    if len(run) >= _FEWEST_ROWS:
        yield run


def _cells(line: Line, mark: str) -> list[str] | None:
    """Return the cells of a line, ``None`` where it has only one or is running text."""
    if line.kind is not Kind.TEXT or line.level or line.marked or mark not in line.text:
        return None
    if mark == "," and _is_named_decimal(line.text):
        return None
    texts = next(csv.reader([line.text], delimiter=mark), [])
    plain = [text for text in texts if text]
    if not 1 < len(texts) <= _MOST_CELLS or any(text[0] == " " for text in plain):
        return None
    return texts if plain else None


def _is_named_decimal(text: str) -> bool:
    """Tell whether a line is words and a decimal behind them, whose comma parts no cells.

    >>> _is_named_decimal("Arbetsliv 58,5"), _is_named_decimal("Arbetsliv,58,5"), _is_named_decimal("1,58")
    (True, False, False)
    """
    if text.count(",") != 1:
        return False
    decimal = _DECIMAL.search(text)
    return decimal is not None and _LETTER.search(text, 0, decimal.start()) is not None
