"""Read tables whose cells rules divide."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise, product, takewhile
from typing import final

from attrs import define, frozen

from kompass_read_pdf.drawings import Box, Drawings, Rule

__all__ = ["Grid", "GridCell", "grids"]

_NEAR = 3.5
_COVERS = 0.6
_MOST_RULES = 4_000
_MOST_CELLS = 20_000


@final
@frozen
class GridCell:
    """Hold one cell of a grid: where it begins, and how many columns and rows it covers."""

    row: int
    column: int
    rows: int
    columns: int
    box: Box


@final
@frozen
class Grid:
    """Hold the cells that rules divide, from above and from the left."""

    box: Box
    rows: int
    columns: int
    cells: tuple[GridCell, ...]


@define
class _Joined:
    """Hold rules that meet."""

    lying: list[Rule]
    standing: list[Rule]


def grids(drawings: Drawings) -> list[Grid]:
    """Return every grid of a page with at least two cells, from above."""
    lying, standing = _merged(drawings.lying), _merged(drawings.standing)
    if not lying or not standing or len(lying) + len(standing) > _MOST_RULES:
        return []
    found = [grid for group in _meeting(lying, standing) for part in _parts(group) if (grid := _grid(part))]
    return sorted(found, key=lambda grid: grid.box.top)


def _merged(rules: Iterable[Rule]) -> list[Rule]:
    """Return the rules, those as one that continue each other."""
    found: list[Rule] = []
    for group in _clusters(sorted(rules, key=lambda rule: rule.at)):
        at = sum(rule.at for rule in group) / len(group)
        begins, ends = None, 0.0
        for rule in sorted(group, key=lambda rule: rule.begins):
            if begins is None:
                begins, ends = rule.begins, rule.ends
            elif rule.begins <= ends + _NEAR:
                ends = max(ends, rule.ends)
            else:
                found.append(Rule(at, begins, ends))
                begins, ends = rule.begins, rule.ends
        if begins is not None:
            found.append(Rule(at, begins, ends))
    return found


def _clusters(rules: Sequence[Rule]) -> list[list[Rule]]:
    groups: list[list[Rule]] = []
    for rule in rules:
        if groups and rule.at - groups[-1][0].at <= _NEAR:
            groups[-1].append(rule)
        else:
            groups.append([rule])
    return groups


def _meeting(lying: list[Rule], standing: list[Rule]) -> list[_Joined]:
    """Return the rules in groups of those that meet each other."""
    parent = list(range(len(lying) + len(standing)))

    def root(item: int) -> int:
        while parent[item] != item:
            parent[item] = parent[parent[item]]
            item = parent[item]
        return item

    for first, across in enumerate(lying):
        for second, down in enumerate(standing, start=len(lying)):
            if (
                across.begins - _NEAR <= down.at <= across.ends + _NEAR
                and down.begins - _NEAR <= across.at <= down.ends + _NEAR
            ):
                parent[root(first)] = root(second)
    groups: dict[int, _Joined] = {}
    for item, rule in enumerate([*lying, *standing]):
        group = groups.setdefault(root(item), _Joined([], []))
        (group.lying if item < len(lying) else group.standing).append(rule)
    return [group for group in groups.values() if group.lying and group.standing]


def _parts(group: _Joined) -> list[_Joined]:
    """Return the rules of tables that touch each other, each with columns of its own."""
    parts: list[tuple[float, float, frozenset[int]]] = []
    for top, bottom, places in _bands(group):
        last = parts[-1] if parts else None
        if last is not None and (_within(places, last[2]) or _within(last[2], places)):
            parts[-1] = (last[0], bottom, last[2] | places)
        else:
            parts.append((top, bottom, places))
    if len(parts) < 2:  # noqa: PLR2004 - one table alone
        return [group]
    found = [_between(group, top, bottom) for top, bottom, places in parts if places]
    return [part for part in found if part.lying and part.standing]


def _bands(group: _Joined) -> Iterator[tuple[float, float, frozenset[int]]]:
    """Yield the rows between lying rules, from above, each with where rules stand in it."""
    ends = [end for rule in group.standing for end in (rule.begins, rule.ends)]
    for top, bottom in pairwise(_edges([*(rule.at for rule in group.lying), min(ends), max(ends)])):
        middle = (top + bottom) / 2
        crossing = [rule for rule in group.standing if rule.begins < middle < rule.ends]
        yield top, bottom, frozenset(round(rule.at / _NEAR) for rule in crossing)


def _within(some: frozenset[int], others: frozenset[int]) -> bool:
    return all(any(abs(place - other) <= 1 for other in others) for place in some)


def _between(group: _Joined, top: float, bottom: float) -> _Joined:
    """Return the rules of a group between two heights; where these are near, there may be none."""
    lying = [rule for rule in group.lying if top - _NEAR <= rule.at <= bottom + _NEAR]
    standing = [
        Rule(rule.at, max(rule.begins, top), min(rule.ends, bottom))
        for rule in group.standing
        if min(rule.ends, bottom) - max(rule.begins, top) > _NEAR
    ]
    left = min((rule.at for rule in standing), default=0.0)
    right = max((rule.at for rule in standing), default=0.0)
    lying = [
        Rule(rule.at, max(rule.begins, left), min(rule.ends, right)) for rule in lying if rule.begins < right
    ]
    return _Joined(lying, standing)


def _edges(places: Iterable[float]) -> list[float]:
    found: list[float] = []
    for place in sorted(places):
        if not found or place - found[-1] > _NEAR:
            found.append(place)
    return found


def _grid(group: _Joined) -> Grid | None:
    """Return the grid of rules that meet; where its outer rules are left out, the others end there."""
    xs = _edges(
        [rule.at for rule in group.standing]
        + [min(rule.begins for rule in group.lying), max(rule.ends for rule in group.lying)]
    )
    ys = _edges(
        [rule.at for rule in group.lying]
        + [min(rule.begins for rule in group.standing), max(rule.ends for rule in group.standing)]
    )
    rows, columns = len(ys) - 1, len(xs) - 1
    if rows * columns < 2 or rows * columns > _MOST_CELLS:  # noqa: PLR2004 - one cell is a frame, and no table
        return None
    cells = _cells(group, xs, ys)
    if len(cells) < 2:  # noqa: PLR2004 - see above
        return None
    return Grid(Box(xs[0], ys[0], xs[-1], ys[-1]), rows, columns, tuple(cells))


def _cells(group: _Joined, xs: list[float], ys: list[float]) -> list[GridCell]:
    rows, columns = len(ys) - 1, len(xs) - 1
    open_right = [
        [not _is_drawn(group.standing, xs[column + 1], ys[row], ys[row + 1]) for column in range(columns - 1)]
        for row in range(rows)
    ]
    open_below = [
        [not _is_drawn(group.lying, ys[row + 1], xs[column], xs[column + 1]) for column in range(columns)]
        for row in range(rows - 1)
    ]
    taken: set[tuple[int, int]] = set()
    cells: list[GridCell] = []
    for row, column in product(range(rows), range(columns)):
        if (row, column) in taken:
            continue
        wide, high = _extent(row, column, open_right, open_below)
        taken.update(product(range(row, row + high), range(column, column + wide)))
        box = Box(xs[column], ys[row], xs[column + wide], ys[row + high])
        cells.append(GridCell(row, column, high, wide, box))
    return cells


def _extent(
    row: int, column: int, open_right: Sequence[Sequence[bool]], open_below: Sequence[Sequence[bool]]
) -> tuple[int, int]:
    """Return how many columns and rows a cell covers, up to the rules on its right and below it."""
    wide = 1 + sum(1 for _ in takewhile(bool, open_right[row][column:]))
    below = (all(line[column : column + wide]) for line in open_below[row:])
    return wide, 1 + sum(1 for _ in takewhile(bool, below))


def _is_drawn(rules: Sequence[Rule], at: float, begins: float, ends: float) -> bool:
    """Tell whether a rule stands along most of an edge."""
    covered = sum(
        max(0.0, min(rule.ends, ends) - max(rule.begins, begins))
        for rule in rules
        if abs(rule.at - at) <= _NEAR
    )
    return covered >= _COVERS * (ends - begins)
