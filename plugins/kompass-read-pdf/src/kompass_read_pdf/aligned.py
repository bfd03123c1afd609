"""Find tables whose columns are told apart by gaps alone, or by gaps and rules between rows."""

from collections.abc import Sequence
from typing import final

from attrs import define, frozen

from kompass_read_pdf.lines import Segment
from kompass_read_pdf.rows import Column, Row, rows_of

__all__ = ["Aligned", "aligned_tables"]

_MOST_GAP = 3.2
_LARGER = 1.12
_ENUMERATOR_LETTERS = 6


@final
@frozen
class Aligned:
    """Hold a table: the first and the last of the lines that it takes, its columns and its rows."""

    first: int
    last: int
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]


@define
class _Run:
    """Hold lines that may make a table, and the columns that they have so far."""

    first: int
    last: int
    columns: list[Column]
    wide: int = 1


def aligned_tables(lines: Sequence[Sequence[Segment]], separators: Sequence[float]) -> list[Aligned]:
    """Return the tables among the lines of a region; each line is its segments from the left."""
    found: list[Aligned] = []
    position = 0
    while position < len(lines):
        run = _run(lines, position)
        if run is None:
            position += 1
            continue
        table = _table(lines, run, separators)
        if table is not None:
            found.append(table)
            position = table.last + 1
        else:
            position = run.first + 1
    return found


def _run(lines: Sequence[Sequence[Segment]], start: int) -> _Run | None:
    """Return the lines from ``start`` that share columns, ``None`` where fewer than two rows do."""
    if len(lines[start]) < 2:  # noqa: PLR2004 - a row has two cells
        return None
    run = _Run(start, start, [Column(one.x0, one.x1) for one in lines[start]])
    pending = list(run.columns)
    for position in range(start + 1, len(lines)):
        line = lines[position]
        if _is_far(lines[position - 1], line) or _is_larger(line, lines[start]):
            break
        columns = _with_line(pending, line)
        if columns is None:
            break
        pending = columns
        if len(line) > 1:
            run.last, run.columns = position, columns
            run.wide += 1
    _take_tail(lines, run)
    return run if run.wide > 1 and len(run.columns) > 1 else None


def _is_far(upper: Sequence[Segment], lower: Sequence[Segment]) -> bool:
    size = max(one.size for one in (*upper, *lower))
    return min(one.base for one in lower) - max(one.base for one in upper) > size * _MOST_GAP


def _is_larger(line: Sequence[Segment], first: Sequence[Segment]) -> bool:
    return len(line) == 1 and line[0].size > _LARGER * max(one.size for one in first)


def _with_line(columns: list[Column], line: Sequence[Segment]) -> list[Column] | None:
    """Return the columns with the segments of one more line, ``None`` where they do not fit."""
    spans = sorted(
        [(column.x0, column.x1, -1) for column in columns]
        + [(one.x0, one.x1, position) for position, one in enumerate(line)]
    )
    merged: list[tuple[float, float, list[int], int]] = []
    for x0, x1, position in spans:
        if merged and x0 < merged[-1][1]:
            left, right, members, olds = merged[-1]
            merged[-1] = (left, max(right, x1), [*members, *([position] if position >= 0 else [])], olds + (position < 0))
        else:
            merged.append((x0, x1, [position] if position >= 0 else [], int(position < 0)))
    if any(len(members) > 1 or olds > 1 for _, _, members, olds in merged):
        return None
    if len(line) == 1 and any(olds == 0 for _, _, _, olds in merged):
        return None
    return [Column(x0, x1) for x0, x1, _, _ in merged]


def _take_tail(lines: Sequence[Sequence[Segment]], run: _Run) -> None:
    """Take the lines below the last row that may go on with a cell of it."""
    last = run.last
    while last + 1 < len(lines) and len(lines[last + 1]) == 1:
        (segment,) = lines[last + 1]
        above = [one for one in lines[last] if abs(one.text_x0 - segment.x0) < segment.size * 0.3]
        if not above or segment.base - above[0].base > segment.size * 1.5 or segment.bold != above[0].bold:
            return
        columns = _with_line(run.columns, lines[last + 1])
        if columns is None or len(columns) != len(run.columns):
            return
        last += 1
        run.last = last


def _table(lines: Sequence[Sequence[Segment]], run: _Run, separators: Sequence[float]) -> Aligned | None:
    columns = run.columns
    placed = [
        [(_column(columns, one), one) for one in line] for line in lines[run.first : run.last + 1]
    ]
    if len(columns) == 2 and _are_enumerators(placed):  # noqa: PLR2004 - numbers before headings or items
        return None
    rows = rows_of(placed, columns, separators)
    while rows and len(rows[-1].filled) == 1 and len(rows) > 1:
        run.last -= _lines_of(rows.pop(), placed)
    if sum(len(row.filled) > 1 for row in rows) < 2:  # noqa: PLR2004 - one row alone is a line with a gap
        return None
    return Aligned(run.first, run.last, tuple(columns), tuple(rows))


def _lines_of(row: Row, placed: list[list[tuple[int, Segment]]]) -> int:
    """Take the lines of a row from the end of those of the table, and return how many they are."""
    taken = set(map(id, row.segments))
    count = 0
    while placed and all(id(segment) in taken for _, segment in placed[-1]):
        placed.pop()
        count += 1
    return count


def _are_enumerators(placed: Sequence[Sequence[tuple[int, Segment]]]) -> bool:
    first = [one.text for line in placed for column, one in line if column == 0]
    return all(
        len(text) <= _ENUMERATOR_LETTERS and (text[:1].isdigit() or text.endswith((")", "."))) for text in first
    )


def _column(columns: Sequence[Column], segment: Segment) -> int:
    middle = (segment.x0 + segment.x1) / 2
    return min(
        range(len(columns)),
        key=lambda position: (
            not columns[position].x0 - 0.1 <= segment.x0 <= columns[position].x1,
            abs((columns[position].x0 + columns[position].x1) / 2 - middle),
        ),
    )
