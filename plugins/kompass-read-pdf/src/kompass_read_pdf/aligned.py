"""Find tables whose columns are told apart by gaps alone, or by gaps and rules between rows.

A river is a gap that goes down through lines without a break. The spaces of running text make none that is
wide in any line; between the columns of a table there is always a line in which it is.
"""

from collections import Counter
from collections.abc import Sequence
from typing import final

from attrs import define, frozen

from kompass_read_pdf.glyphs import Word
from kompass_read_pdf.lines import Segment, is_figure, is_stretched, segment_of
from kompass_read_pdf.rows import Column, Row, rows_of

__all__ = ["Aligned", "aligned_tables", "columns_of", "placed_in"]

_MOST_GAP = 3.2
_LARGER = 1.12
_MUCH_LARGER = 1.2
_NARROWEST = 0.18
_WIDE = 0.95
_SPACE = 0.6
_WORD_SPACE = 0.35
_OUT = 0.1
_ENUMERATOR_LETTERS = 6
_MOSTLY = 0.6
_LONGEST_LABEL = 25
_ESTABLISHED = 3
_AHEAD = 2
"""How many lines of heads may stand above the first line that has all columns."""

_River = tuple[float, float]


@final
@frozen
class Aligned:
    """Hold a table: the first and the last of the lines that it takes, its columns and its rows.

    ``gutters`` are the middles of the rivers between the columns.
    """

    first: int
    last: int
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    gutters: tuple[float, ...]


@define
class _Run:
    """Hold lines that may make a table, and the rivers between its columns."""

    first: int
    last: int
    rivers: list[_River]


def aligned_tables(lines: Sequence[Segment], separators: Sequence[float]) -> list[Aligned]:
    """Return the tables among the lines of a region; each line is one segment, whatever its gaps are."""
    found: list[Aligned] = []
    gapped = [any(_is_wide(line, gap) for gap in _gaps(line)[1:-1]) for line in lines]
    position = 0
    while position < len(lines):
        run = _run(lines, position, gapped)
        if run is not None and _has_heads_above(lines, run, gapped):
            run = None
        if run is not None and _has_text_above(lines, run, gapped):
            run = None
        table = _table(lines, run, separators, position) if run is not None else None
        if table is None:
            position += 1
        else:
            found.append(table)
            position = table.last + 1
    return found


def _has_heads_above(lines: Sequence[Segment], run: _Run, gapped: Sequence[bool]) -> bool:
    """Tell whether the columns of a table begin a line or two later, below heads of several of them."""
    later = range(run.first + 1, min(run.first + _AHEAD, run.last) + 1)
    return any(
        following is not None and _is_better(following, run, lines)
        for following in (_run(lines, position, gapped) for position in later)
    )


def _is_better(following: _Run, run: _Run, lines: Sequence[Segment]) -> bool:
    """Tell whether the columns of a table begin later: there are more, or this line only has spaces."""
    if len(following.rivers) > len(run.rivers):
        return True
    line = lines[run.first]
    if following.last <= run.last or any(_is_wider(line, river) for river in run.rivers):
        return False
    return not any(
        one[0] < other[1] and other[0] < one[1] for one in run.rivers for other in following.rivers
    )


def _is_wider(line: Segment, river: _River) -> bool:
    gap = _gap(line, river)
    return gap is not None and gap[1] - gap[0] >= line.size * _WORD_SPACE


def _has_text_above(lines: Sequence[Segment], run: _Run, gapped: Sequence[bool]) -> bool:
    """Tell whether running text stands above the first line with a wide gap, where the table begins."""
    if gapped[run.first] or not _is_out_of_columns(lines, run, run.first):
        return False
    begins = next((one for one in range(run.first, run.last + 1) if gapped[one]), run.last)
    table = _run(lines, begins, gapped)
    return table is not None and table.last >= run.last and len(table.rivers) >= len(run.rivers)


def _gaps(line: Segment) -> list[_River]:
    """Return the gaps between the words of a line, those around all, and none behind the mark of a list."""
    words = line.words
    ends = [(word.x0, word.x1) for word in words]
    if line.mark:
        ends = [(words[0].x0, words[1].x1), *ends[2:]]
    gaps = [(float("-inf"), ends[0][0])]
    reached = ends[0][1]
    for x0, x1 in ends[1:]:
        if x0 > reached:
            gaps.append((reached, x0))
        reached = max(reached, x1)
    return [*gaps, (reached, float("inf"))]


def _run(lines: Sequence[Segment], start: int, gapped: Sequence[bool]) -> _Run | None:
    """Return the lines from ``start`` that share columns, ``None`` where fewer than two do."""
    if start >= len(lines):
        return None
    size = lines[start].size
    edges = _left_edges(lines, gapped)
    rivers = [gap for gap in _gaps(lines[start])[1:-1] if _is_open(gap, size * _NARROWEST, edges)]
    best: _Run | None = None
    for position in range(start + 1, len(lines)):
        line = lines[position]
        if not rivers or _is_apart(lines[position - 1], line, lines[start]):
            break
        rivers = _through(rivers, _gaps(line), size * _NARROWEST, edges)
        if not any(gapped[start : position + 1]):
            continue
        chosen = _chosen(lines[start : position + 1], rivers)
        if best is not None and (len(chosen) < len(best.rivers) or _is_lost(best, chosen, line, lines)):
            break
        if chosen:
            best = _Run(start, position, chosen)
    if best is None:
        return None
    _trim(lines, best)
    return best if best.last > best.first and best.first == start else None


def _is_lost(run: _Run, chosen: Sequence[_River], line: Segment, lines: Sequence[Segment]) -> bool:
    """Tell whether a line has columns at other places than the lines above it."""
    held = lines[run.first : run.last + 1]
    if any(_ends(river, chosen) for river in run.rivers if _crossings(river, held) >= _ESTABLISHED):
        return True
    edges = [(river[0] + river[1]) / 2 for river in run.rivers]
    cells = dict(placed_in(line, edges))
    if len(held) >= _ESTABLISHED and any(map(_has_gap, cells.values())):
        return True
    above = [dict(placed_in(one, edges)) for one in held]
    return any(_is_several(cell) and _is_of_figures(column, above) for column, cell in cells.items())


def _crossings(river: _River, lines: Sequence[Segment]) -> int:
    return sum(_gap(line, river) is not None for line in lines)


def _ends(river: _River, chosen: Sequence[_River]) -> bool:
    """Tell whether a river ends, or has words in its middle: then it is one of another table."""
    return sum(other[0] < river[1] and river[0] < other[1] for other in chosen) != 1


def _is_of_figures(column: int, rows: Sequence[dict[int, Segment]]) -> bool:
    return sum(column in row and is_figure(row[column].text) for row in rows) > 1


def _has_gap(cell: Segment) -> bool:
    """Tell whether columns of another table stand in a cell."""
    return not _is_stretched(cell) and any(_is_wide(cell, gap) for gap in _gaps(cell)[1:-1])


def _is_several(cell: Segment) -> bool:
    """Tell whether a cell holds what stands in several columns: figures side by side, or their heads."""
    return len(cell.words) > 2 or sum(is_figure(word.text) for word in cell.words) > 1  # noqa: PLR2004 - two words may say that there is no figure


def _is_apart(upper: Segment, lower: Segment, first: Segment) -> bool:
    """Tell whether a line cannot be of the table above it: it is far, or a heading."""
    far = lower.base - upper.base > max(upper.size, lower.size) * _MOST_GAP
    return far or lower.size > _LARGER * first.size or first.size > _MUCH_LARGER * lower.size


def _through(
    rivers: Sequence[_River], gaps: Sequence[_River], narrowest: float, edges: frozenset[int]
) -> list[_River]:
    """Return what is left of rivers where they go through one more line."""
    found = [
        (max(river[0], gap[0]), min(river[1], gap[1]))
        for river in rivers
        for gap in gaps
        if _is_open((max(river[0], gap[0]), min(river[1], gap[1])), narrowest, edges)
    ]
    return sorted(set(found))


def _is_open(river: _River, narrowest: float, edges: frozenset[int]) -> bool:
    """Tell whether a river is wide enough, or what little is left of it ends where figures begin."""
    width = river[1] - river[0]
    return width >= narrowest or (width > 0 and round(river[1] * 2) in edges)


def _left_edges(lines: Sequence[Segment], gapped: Sequence[bool]) -> frozenset[int]:
    """Return where at least some figures begin, one below another, in half points."""
    found = Counter(
        round(word.x0 * 2)
        for line, wide in zip(lines, gapped, strict=True)
        if wide
        for word in line.words[1:]
        if is_figure(word.text)
    )
    return frozenset(edge for edge, count in found.items() if count > _ESTABLISHED)


def _gap(line: Segment, river: _River) -> _River | None:
    """Return the gap that a line has at a river, ``None`` where it has no words on one side."""
    before = [word.x1 for word in line.words if word.x1 <= river[0] + 0.01]
    after = [word.x0 for word in line.words if word.x0 >= river[1] - 0.01]
    return (max(before), min(after)) if before and after else None


def _chosen(lines: Sequence[Segment], rivers: Sequence[_River]) -> list[_River]:
    """Return the rivers that part columns: wide in a line, or beside such ones, with figures or codes."""
    wide = _wide(lines, rivers)
    if not wide:
        return []
    return [
        river
        for position, river in enumerate(rivers)
        if river in wide or _is_beside_figures(lines, rivers, position)
    ]


def _is_beside_figures(lines: Sequence[Segment], rivers: Sequence[_River], position: int) -> bool:
    """Tell whether figures stand on the right of a river, up to the next, or codes on its left."""
    until = rivers[position + 1][0] if position + 1 < len(rivers) else float("inf")
    since = rivers[position - 1][1] if position else float("-inf")
    after = _texts(lines, rivers[position][1], until)
    return _are(after, is_figure) or _are(_texts(lines, since, rivers[position][0]), _is_code)


def _wide(lines: Sequence[Segment], rivers: Sequence[_River]) -> set[_River]:
    """Return the rivers that are wide in a line, and there wide in more lines than others of the same gap."""
    ranks = {
        river: (_times_wide(lines, river), _is_beside_figures(lines, rivers, position), river[0])
        for position, river in enumerate(rivers)
    }
    # Of spaces of running text that happen to lie one above another, some are as wide as a short line.
    found = {max(group, key=ranks.__getitem__) for line in lines for group in _sharing(line, rivers)}
    return {river for river in found if _supports(lines, river) > 1}


def _times_wide(lines: Sequence[Segment], river: _River) -> int:
    return sum(_is_wide(line, _gap(line, river)) for line in lines)


def _sharing(line: Segment, rivers: Sequence[_River]) -> list[list[_River]]:
    """Return the rivers of each wide gap of a line together."""
    beside: dict[_River, list[_River]] = {}
    for river in rivers:
        gap = _gap(line, river)
        if gap is not None and _is_wide(line, gap):
            beside.setdefault(gap, []).append(river)
    return list(beside.values())


def _is_wide(line: Segment, gap: _River | None) -> bool:
    """Tell whether a gap is wider than a space, also than one of a line that is set to reach both margins."""
    return gap is not None and gap[1] - gap[0] >= line.size * _WIDE and not _is_stretched(line)


def _is_stretched(line: Segment) -> bool:
    return is_stretched(line.words[1:] if line.mark else line.words)


def _supports(lines: Sequence[Segment], river: _River) -> int:
    """Return how many lines have words on both sides of a river, or a figure alone on its right."""
    count = 0
    for line in lines:
        if _gap(line, river) is not None or (
            line.x0 >= river[1] - 0.01 and all(is_figure(word.text) for word in line.words)
        ):
            count += 1
    return count


def _texts(lines: Sequence[Segment], x0: float, x1: float) -> list[str]:
    found = []
    for line in lines:
        words = [word.text for word in line.words if word.x0 >= x0 - 0.01 and word.x1 <= x1 + 0.01]
        if words:
            found.append(" ".join(words))
    return found


def _are(texts: Sequence[str], kind: object) -> bool:
    return len(texts) > 1 and callable(kind) and sum(map(kind, texts)) >= _MOSTLY * len(texts)


def _is_code(text: str) -> bool:
    """Tell whether a text is the code of an area or a question, such as 2.1."""
    return (
        len(text) <= _ENUMERATOR_LETTERS
        and text[:1].isdigit()
        and text.replace(".", "").isdigit()
        and "." in text
    )


def _trim(lines: Sequence[Segment], run: _Run) -> None:
    """Leave out lines of running text at both ends, which have only a space where others have columns."""
    while run.first < run.last and _is_running(lines, run, run.first):
        run.first += 1
    solid = [
        position
        for position in range(run.first, run.last + 1)
        if any(_gap(lines[position], river) for river in run.rivers) and not _is_running(lines, run, position)
    ]
    for position in range(max(solid, default=run.last) + 1, run.last + 1):
        if _is_running(lines, run, position):
            run.last = position - 1
            break


def _is_running(lines: Sequence[Segment], run: _Run, position: int) -> bool:
    line = lines[position]
    gaps = [_gap(line, river) for river in run.rivers]
    if not all(gap is not None and gap[1] - gap[0] < line.size * _SPACE for gap in gaps):
        return False
    last = run.rivers[-1][1]
    others = [lines[other] for other in range(run.first, run.last + 1) if other != position]
    after = _texts([line], last, float("inf"))
    if is_figure(after[0]):
        return position in {run.first, run.last} and _is_out_of_columns(lines, run, position)
    if len(after[0]) > _LONGEST_LABEL or _are(_texts(others, last, float("inf")), is_figure):
        return True
    return all(_is_widened(others, river, line.size) for river in run.rivers)


def _is_out_of_columns(lines: Sequence[Segment], run: _Run, position: int) -> bool:
    """Tell whether a line has a mere space at every river, and no words that stand as in a column."""
    line = lines[position]
    others = [lines[other] for other in range(run.first, run.last + 1) if other != position]
    return all(_is_out_of_column(line, others, river) for river in run.rivers)


def _is_out_of_column(line: Segment, others: Sequence[Segment], river: _River) -> bool:
    gap = _gap(line, river)
    if gap is None or gap[1] - gap[0] >= line.size * _WORD_SPACE:
        return False
    column = [_places(other, river) for other in others if _is_wide(other, _gap(other, river))]
    return bool(column) and all(
        abs(own - place) > line.size * _OUT
        for places in column
        for own, place in zip(_places(line, river), places, strict=True)
    )


def _places(line: Segment, river: _River) -> tuple[float, float, float]:
    """Return the left, the middle and the right of the words on the right of a river, up to the next gap."""
    words = [word for word in line.words if word.x0 >= river[1] - 0.01]
    right = words[0].x1
    for word in words[1:]:
        if word.x0 - right >= line.size * _WORD_SPACE:
            break
        right = word.x1
    return words[0].x0, (words[0].x0 + right) / 2, right


def _is_widened(others: Sequence[Segment], river: _River, size: float) -> bool:
    """Tell whether a river is much wider in other lines."""
    gaps = [gap for line in others if (gap := _gap(line, river))]
    if not gaps:
        return False
    width = min(gap[1] for gap in gaps) - max(gap[0] for gap in gaps)
    return width >= max(2 * (river[1] - river[0]), size * _WIDE)


def _table(lines: Sequence[Segment], run: _Run, separators: Sequence[float], least: int) -> Aligned | None:
    edges = [(river[0] + river[1]) / 2 for river in run.rivers]
    first, last = _with_broken(lines, run, edges, least)
    placed = [placed_in(line, edges) for line in lines[first : last + 1]]
    columns = columns_of(placed, len(edges) + 1)
    if len(columns) == 2 and _are_enumerators(placed):  # noqa: PLR2004 - numbers before headings or items
        return None
    rows = rows_of(placed, columns, separators)
    while len(rows) > 1 and len(rows[0].filled) == 1 and first < run.first:
        first += _take(rows.pop(0), placed, 0)
    while len(rows) > 1 and len(rows[-1].filled) == 1:
        last -= _take(rows.pop(), placed, -1)
    if sum(len(row.filled) > 1 for row in rows) < 2:  # noqa: PLR2004 - one row alone is a line with a gap
        return None
    return Aligned(first, last, tuple(columns), tuple(rows), tuple(edges))


def columns_of(placed: Sequence[Sequence[tuple[int, Segment]]], count: int) -> list[Column]:
    """Return from where to where the words of each column stand, nowhere where it has none."""
    held: list[list[Segment]] = [[] for _ in range(count)]
    for line in placed:
        for column, segment in line:
            held[column].append(segment)
    return [
        Column(min((one.x0 for one in ones), default=0.0), max((one.x1 for one in ones), default=0.0))
        for ones in held
    ]


def _with_broken(lines: Sequence[Segment], run: _Run, edges: Sequence[float], least: int) -> tuple[int, int]:
    """Return the lines of a run, with the line above it that may begin one of its cells."""
    first = run.first
    while first > least and first - 1 >= 0:
        upper, lower = lines[first - 1], lines[first]
        if len(placed_in(upper, edges)) != 1 or _is_apart(upper, lower, lower) or upper.mark:
            break
        if not all(_goes_through(upper, river) for river in run.rivers):
            break
        first -= 1
    return first, run.last


def _goes_through(line: Segment, river: _River) -> bool:
    return all(word.x1 <= river[0] + 0.5 or word.x0 >= river[1] - 0.5 for word in line.words)


def placed_in(line: Segment, edges: Sequence[float]) -> list[tuple[int, Segment]]:
    """Return the parts of a line, each with its column."""
    cells: dict[int, list[Word]] = {}
    for word in line.words:
        middle = (word.x0 + word.x1) / 2
        column = sum(edge < middle for edge in edges)
        cells.setdefault(column, []).append(word)
    return [(column, segment_of(words)) for column, words in sorted(cells.items())]


def _take(row: Row, placed: list[list[tuple[int, Segment]]], end: int) -> int:
    """Take the lines of a row from an end of those of the table, and return how many they are."""
    taken = {(segment.base, segment.x0) for segment in row.segments}
    count = 0
    while placed and all((segment.base, segment.x0) in taken for _, segment in placed[end]):
        placed.pop(end)
        count += 1
    return count


def _are_enumerators(placed: Sequence[Sequence[tuple[int, Segment]]]) -> bool:
    first = [one.text for line in placed for column, one in line if column == 0]
    return all(
        len(text) <= _ENUMERATOR_LETTERS and (text[:1].isdigit() or text.endswith((")", ".")))
        for text in first
    )
