"""Read the heads of a table without rules that stand above several of its columns."""

from collections.abc import Sequence
from itertools import pairwise
from typing import final

from attrs import evolve, frozen

from kompass_read_pdf.aligned import Aligned
from kompass_read_pdf.lines import Segment, is_figure, is_year, segment_of
from kompass_read_pdf.rows import Column, Row

__all__ = ["Head", "with_heads"]

_APART = 0.35
_NEAR = 2.2
_ALIGNED = 1.5
_LONGEST = 40


@final
@frozen
class Head:
    """Hold a head: its words, the first of its columns, and how many columns and rows it covers."""

    segment: Segment
    column: int
    columns: int
    rows: int


def with_heads(table: Aligned, lines: Sequence[Segment], least: int) -> tuple[Aligned, list[list[Head]]]:
    """Return a table without its two rows of heads, and these: none where it has no two.

    They are its first rows or stand right above it. The upper one has fewer heads, each in the middle above
    its columns or where the first of these begins. ``least`` is the first line that may be one; those that
    are count as lines of the table.
    """
    dropped = next((number for number, row in enumerate(table.rows[:3]) if _is_body(row)), None)
    if dropped is None or not _are_lines(table.rows[:dropped], lines[table.first :]):
        return table, []
    first = table.first + dropped - 2
    if first < least:
        return table, []
    upper, lower, body = lines[first : first + 3]
    if body.base - lower.base > _NEAR * body.size or lower.base - upper.base > _NEAR * body.size:
        return table, []
    columns = _columns(table.rows[dropped:])
    heads = _heads(_groups(upper, columns), _groups(lower, columns), table, columns)
    return (evolve(table, first=first, rows=table.rows[dropped:]), heads) if heads else (table, [])


def _are_lines(rows: Sequence[Row], lines: Sequence[Segment]) -> bool:
    """Tell whether each row is one line."""
    return all(
        {segment.base for segment in row.segments} == {line.base}
        for row, line in zip(rows, lines, strict=False)
    )


def _columns(rows: Sequence[Row]) -> list[Column]:
    """Return from where to where the figures and names of each column stand."""
    return [
        Column(min((one.x0 for one in cells), default=0.0), max((one.x1 for one in cells), default=0.0))
        for cells in (
            [one for row in rows for one in row.cells[position]] for position in range(len(rows[0].cells))
        )
    ]


def _heads(
    above: Sequence[Segment], lower: Sequence[Segment], table: Aligned, places: Sequence[Column]
) -> list[list[Head]]:
    below = {_column_at(group, table): group for group in lower}
    if not (_are_heads(lower) and _are_heads(above) and len(below) == len(lower)):
        return []
    alone = [head for head in above if _column_at(head, table) not in below and not _is_over(head, below)]
    over = [head for head in above if head not in alone]
    if not 0 < len(over) < len(below):
        return []
    spans = _spans(over, sorted(below), below, places)
    return [[*_alone(alone, table), *spans], _single(below)] if len(spans) == len(over) else []


def _alone(heads: Sequence[Segment], table: Aligned) -> list[Head]:
    """Return the heads that stand beside both rows."""
    return [Head(head, _column_at(head, table), 1, 2) for head in heads]


def _single(below: dict[int, Segment]) -> list[Head]:
    return [Head(head, column, 1, 1) for column, head in sorted(below.items())]


def _is_body(row: Row) -> bool:
    """Tell whether a row has figures, at least in one column that is not a year."""
    cells = [cell[0].text for cell in row.cells[1:] if cell]
    return len(cells) > 1 and all(map(is_figure, cells)) and not all(map(is_year, cells))


def _groups(line: Segment, columns: Sequence[Column]) -> list[Segment]:
    """Return the words of a line in groups: a wide gap, or one at which a column begins, parts them."""
    groups = [[line.words[0]]]
    for before, word in pairwise(line.words):
        begins = any(abs(word.x0 - column.x0) <= _ALIGNED for column in columns[1:])
        if begins or word.x0 - before.x1 > word.size * _APART:
            groups.append([])
        groups[-1].append(word)
    return [segment_of(group) for group in groups]


def _are_heads(groups: Sequence[Segment]) -> bool:
    texts = [group.text for group in groups]
    return len(texts) > 1 and all(
        len(text) <= _LONGEST and not text.endswith(".") and (is_year(text) or not is_figure(text))
        for text in texts
    )


def _column_at(head: Segment, table: Aligned) -> int:
    middle = (head.x0 + head.x1) / 2
    return sum(gutter < middle for gutter in table.gutters)


def _is_over(head: Segment, below: dict[int, Segment]) -> bool:
    """Tell whether a head stands between the outer edges of the heads below it."""
    left, right = min(one.x0 for one in below.values()), max(one.x1 for one in below.values())
    return left - _ALIGNED <= (head.x0 + head.x1) / 2 <= right + _ALIGNED


def _spans(
    over: Sequence[Segment], columns: Sequence[int], below: dict[int, Segment], places: Sequence[Column]
) -> list[Head]:
    """Return each head with its columns, by the places where they begin or by the nearest middle."""
    begins = [
        [
            column
            for column in columns
            if min(abs(head.x0 - below[column].x0), abs(head.x0 - places[column].x0)) <= _ALIGNED
        ]
        for head in over
    ]
    found: dict[int, list[int]] = {}
    for column in columns:
        if all(begins):
            position = sum(start[0] <= column for start in begins) - 1
        else:
            middle = (below[column].x0 + below[column].x1) / 2
            far = [abs((head.x0 + head.x1) / 2 - middle) for head in over]
            position = far.index(min(far))
        if position >= 0:
            found.setdefault(position, []).append(column)
    return [Head(over[position], held[0], len(held), 1) for position, held in found.items()]
