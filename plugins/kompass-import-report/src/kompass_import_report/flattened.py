"""Put tables together again that a format has flattened to one cell per line."""

from typing import final

from attrs import frozen

from kompass_import_report.aligning import QUESTION
from kompass_import_report.columns import read_column
from kompass_import_report.figures import read_figure
from kompass_import_report.lines import Cell, Kind, Line
from kompass_import_report.names import Names

__all__ = ["Flattened", "read_flattened"]

_FEWEST_ROWS = 3
_MOST_FIGURES = 6
_WHOLE = {"totalt", "total", "summa", "totalsumma", "totalpoäng", "sammanlagt"}


@final
@frozen
class Flattened:
    """Hold the rows of a flattened table, its head first where it has one, and where the lines go on.

    ``rows`` is empty where the table cannot be put together for certain; ``lines`` then says which they are,
    and ``named`` are those with the words of its rows.
    """

    rows: tuple[Line, ...]
    lines: tuple[int, int]
    after: int
    named: tuple[Line, ...] = ()


@final
@frozen
class _Run:
    """Hold one row in the making: its words, its figures, and the position after it."""

    words: tuple[Line, ...]
    figures: tuple[Line, ...]
    after: int


def read_flattened(lines: list[Line], position: int, names: Names) -> Flattened | None:
    """Return the table whose first row begins at ``position``, ``None`` where no table does."""
    if not _starts_row(lines[position], names):
        return None
    runs: list[_Run] = []
    place: int | None = position
    while place is not None and place < len(lines) and _starts_row(lines[place], names):
        run = _run(lines, place)
        if run is None:
            break
        runs.append(run)
        place = _next(lines, run.after)
    if len(runs) < _FEWEST_ROWS:
        return None
    total = _total(lines, runs[-1].after)
    span = (runs[0].words[0].number, (total or runs[-1]).figures[-1].number)
    counts = {len(run.figures) for run in runs[:-1]}
    after = (total or runs[-1]).after
    count = min(counts)
    head = _head(lines, position, count)
    last = len(runs[-1].figures)
    if len(counts) > 1 or last not in {count, 2 * count} or (head is None and count > 1):
        return Flattened((), span, after, tuple(run.words[0] for run in runs))
    rows = [_row((), head)] if head else []
    rows += [_row(run.words, run.figures[:count]) for run in runs]
    if last == 2 * count:
        rows.append(_row((), runs[-1].figures[count:], blanks=len(runs[0].words)))
    if total is not None and len(total.figures) == count:
        rows.append(_row(total.words, total.figures))
    return Flattened(tuple(_aligned(rows, head)), span, after)


def _starts_row(line: Line, names: Names) -> bool:
    if line.kind not in {Kind.TEXT, Kind.BULLET} or not line.text:
        return False
    if QUESTION.fullmatch(line.text):
        return True
    name = names.area(line.text, line.number)
    return name is not None and name.known is not None


def _next(lines: list[Line], position: int) -> int | None:
    """Return the position of the next line that says something."""
    while position < len(lines):
        if not lines[position].empty:
            return position
        position += 1
    return None


def _run(lines: list[Line], position: int) -> _Run | None:
    words = [lines[position]]
    place = _next(lines, position + 1)
    if QUESTION.fullmatch(lines[position].text):
        if place is None or lines[place].kind is not Kind.TEXT or read_figure(lines[place].text) is not None:
            return None
        words.append(lines[place])
        place = _next(lines, place + 1)
    figures: list[Line] = []
    while place is not None and len(figures) < 2 * _MOST_FIGURES and _is_figure(lines[place]):
        figures.append(lines[place])
        place = _next(lines, place + 1)
    after = place if place is not None else len(lines)
    return _Run(tuple(words), tuple(figures), after) if figures else None


def _is_figure(line: Line) -> bool:
    return line.kind is Kind.TEXT and not QUESTION.fullmatch(line.text) and read_figure(line.text) is not None


def _total(lines: list[Line], position: int) -> _Run | None:
    place = _next(lines, position)
    if (
        place is None
        or lines[place].kind is not Kind.TEXT
        or lines[place].text.casefold().strip(" .:") not in _WHOLE
    ):
        return None
    return _run(lines, place)


def _head(lines: list[Line], position: int, count: int) -> tuple[Line, ...] | None:
    """Return the ``count`` lines before a table that name its columns."""
    found: list[Line] = []
    place = position - 1
    while place >= 0 and len(found) < count:
        line = lines[place]
        if line.kind is Kind.TEXT and read_column(line.text, line.number).quantity is not None:
            found.insert(0, line)
        elif not line.empty:
            return None
        place -= 1
    return tuple(found) if len(found) == count else None


def _row(words: tuple[Line, ...], figures: tuple[Line, ...], blanks: int = 0) -> Line:
    parts = [*words, *figures]
    cells = [Cell(("",), parts[0].number)] * blanks + [Cell((part.text,), part.number) for part in parts]
    return Line(parts[0].number, Kind.ROW, " ".join(part.text for part in parts), tuple(cells))


def _aligned(rows: list[Line], head: tuple[Line, ...] | None) -> list[Line]:
    """Give the head an empty cell for every cell of words in the rows below it."""
    if head is None:
        return rows
    width = len(rows[1].cells) - len(head)
    first = rows[0]
    cells = (Cell(("",), first.number),) * width + first.cells
    return [Line(first.number, Kind.ROW, first.text, cells), *rows[1:]]
