"""Put tables together again that a format has flattened to one cell per line."""

from typing import final

from attrs import frozen

from kompass_import_report.columns import YEAR, read_column
from kompass_import_report.figures import read_figure
from kompass_import_report.item_codes import QUESTION
from kompass_import_report.labels import label_key
from kompass_import_report.lines import Cell, Kind, Line
from kompass_import_report.names import Names
from kompass_import_report.not_applicable import is_not_applicable

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
    runs = _runs(lines, position, names)
    if len(runs) < _FEWEST_ROWS:
        return None
    total = _total(lines, runs[-1].after)
    end = total or runs[-1]
    counts = {len(run.figures) for run in runs[:-1]}
    head = _head(lines, position, min(counts))
    clear = _is_clear(runs, counts, head) and not _stands_below_figure(lines[:position])
    rows = _rows(runs, total, head, min(counts)) if clear else []
    return Flattened(
        rows=tuple(rows),
        lines=(runs[0].words[0].number, end.figures[-1].number),
        after=end.after,
        named=() if rows else tuple(run.words[0] for run in runs),
    )


def _runs(lines: list[Line], position: int, names: Names) -> list[_Run]:
    """Return the rows that follow one another from ``position``."""
    runs: list[_Run] = []
    start: int | None = position
    while start is not None and start < len(lines) and _starts_row(lines[start], names):
        run = _run(lines, start)
        if run is None:
            break
        runs.append(run)
        start = _next(lines, run.after)
    return runs


def _is_clear(runs: list[_Run], counts: set[int], head: tuple[Line, ...] | None) -> bool:
    """Tell whether every row has as many figures as the others; the last may have those of a sum besides."""
    count, last = min(counts), len(runs[-1].figures)
    if len(counts) > 1 or last not in {count, 2 * count}:
        return False
    return head is not None or count == 1


def _stands_below_figure(above: list[Line]) -> bool:
    """Tell whether a figure of nothing else stands above the first name: each may be of the name below."""
    texts = [line.text for line in above if not line.empty]
    if not texts or YEAR.fullmatch(texts[-1]) or read_figure(texts[-1]) is None:
        return False
    return len(texts) == 1 or label_key(texts[-2]) not in _WHOLE


def _rows(runs: list[_Run], total: _Run | None, head: tuple[Line, ...] | None, count: int) -> list[Line]:
    """Return the rows of a table whose rows have ``count`` figures each, between its head and its sum."""
    rows = [_row((), head)] if head else []
    rows += [_row(run.words, run.figures[:count]) for run in runs]
    if len(runs[-1].figures) == 2 * count:
        rows.append(_row((), runs[-1].figures[count:], blanks=len(runs[0].words)))
    if total is not None and len(total.figures) == count:
        rows.append(_row(total.words, total.figures))
    return _aligned(rows, head)


def _starts_row(line: Line, names: Names) -> bool:
    if line.kind not in {Kind.TEXT, Kind.BULLET} or not line.text:
        return False
    code = QUESTION.fullmatch(line.text)
    if code:
        return names.may_be_item(code[1])
    name = names.area(line.text, line.number)
    return name is not None and name.known is not None


def _next(lines: list[Line], position: int) -> int | None:
    """Return the position of the next line that says something."""
    return next((index for index in range(position, len(lines)) if not lines[index].empty), None)


def _run(lines: list[Line], position: int) -> _Run | None:
    words = [lines[position]]
    following = _next(lines, position + 1)
    if QUESTION.fullmatch(lines[position].text):
        if following is None or not _is_question(lines[following]):
            return None
        words.append(lines[following])
        following = _next(lines, following + 1)
    figures: list[Line] = []
    while following is not None and len(figures) < 2 * _MOST_FIGURES and _is_figure(lines[following]):
        figures.append(lines[following])
        following = _next(lines, following + 1)
    after = following if following is not None else len(lines)
    return _Run(tuple(words), tuple(figures), after) if figures else None


def _is_question(line: Line) -> bool:
    """Tell whether a line may be the text of a question, below its code."""
    return line.kind is Kind.TEXT and read_figure(line.text) is None and not is_not_applicable(line.text)


def _is_figure(line: Line) -> bool:
    if line.kind is not Kind.TEXT or QUESTION.fullmatch(line.text):
        return False
    return read_figure(line.text) is not None or is_not_applicable(line.text)


def _total(lines: list[Line], position: int) -> _Run | None:
    """Return the row of the sum below a table, ``None`` where there is none."""
    start = _next(lines, position)
    if start is None or lines[start].kind is not Kind.TEXT or label_key(lines[start].text) not in _WHOLE:
        return None
    return _run(lines, start)


def _head(lines: list[Line], position: int, count: int) -> tuple[Line, ...] | None:
    """Return the ``count`` lines before a table that name its columns."""
    labels: list[Line] = []
    for line in reversed(lines[:position]):
        if len(labels) == count:
            break
        if line.kind is Kind.TEXT and read_column(line.text, line.number).quantity is not None:
            labels.insert(0, line)
        elif not line.empty:
            return None
    return tuple(labels) if len(labels) == count else None


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
