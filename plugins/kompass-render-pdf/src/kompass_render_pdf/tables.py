"""Tables that fit the page: which columns stand, how wide, and in how many tables beside each other.

Widths are estimated before anything is set, in units of the size of the text; the template gives words what
figures leave.
"""

from collections.abc import Sequence
from typing import Any, final

from attrs import frozen

from kompass_render_pdf.letters import settable, told
from kompass_render_pdf.room import Room
from kompass_render_pdf.words import spans
from kompass_spec.model.sheet import (
    Column,
    ColumnKind,
    Figure,
    Gap,
    ShareBar,
    SheetCell,
    SheetRow,
    SheetTable,
    words_of,
)

__all__ = ["table_of"]

_SIZE = 2.8
"""The size of a table's text in millimetres."""

_LETTER = 0.55
"""The width of a letter as a part of the size: a little more than the mean, so that nothing is cut."""

_GAP = 1.2
"""What stands beside a column, as a multiple of the size."""

_BAR = 5.0
_SHORTEST_WORDS, _LONGEST_WORDS = 7, 16
_LONGEST_FIGURE = 24
"""What is longer in a column of figures is words, and wraps like them."""

_LONGEST_HEAD = 120
"""A head that is longer is not set again on every page, of which it could take all."""

_SMALLEST = 0.82
"""How far the text of a table may be made smaller before columns go."""

_NARROW = 0.4
"""The part of the room below which a table stands as narrow as it is."""


@final
@frozen
class _Measured:
    index: int
    column: Column
    needed: float
    liked: float
    is_wrapped: bool = False


def table_of(table: SheetTable, room: Room) -> dict[str, Any]:
    """Return a table as data: one set of rows, or several where it is too wide for one.

    Columns of shares go first where room is short, because they draw what the figures say; then those that
    may be folded; then the rest stands in further tables, each with the first column.
    """
    measured = [_measured(index, table) for index in range(len(table.columns))]
    available = room.width / _SIZE
    kept, scale = _fitting(measured, available)
    pieces = [kept] if kept else []
    if _sum(kept) * scale > available:
        pieces = _pieces(kept, available / scale)
    return {
        "caption": settable(table.caption) if table.is_caption_shown else "",
        "scale": scale,
        "pieces": [_piece(piece, table, available / scale) for piece in pieces],
        "notes": [spans((note,)) for note in table.notes],
    }


def _measured(index: int, table: SheetTable) -> _Measured:
    column = table.columns[index]
    head_words = column.head.split() or [""]
    head = max(*map(len, head_words), len(column.head) // 2, 1)
    cells = [row.cells[index] for row in table.rows if index < len(row.cells)]
    if column.kind is ColumnKind.SHARE:
        return _Measured(index, column, max(_BAR, head * _LETTER) + _GAP, _BAR + _GAP)
    lengths = [0, *(_length(cell) for cell in cells)]
    if column.kind is ColumnKind.FIGURE and max(*lengths, head) <= _LONGEST_FIGURE:
        needed = max(*lengths, head, 1) * _LETTER + _GAP
        return _Measured(index, column, needed, needed)
    longest = max(*lengths, head, 1)
    word = max((len(word) for cell in cells for word in _text(cell).split()), default=0)
    needed = min(max(word, head, min(longest, _SHORTEST_WORDS)), _LONGEST_WORDS) * _LETTER + _GAP
    liked = max(needed, min(longest, 60) * _LETTER + _GAP)
    return _Measured(index, column, needed, liked, is_wrapped=True)


def _fitting(measured: Sequence[_Measured], available: float) -> tuple[list[_Measured], float]:
    """Return the columns that are kept, and how much smaller their text is set, 1 for not at all."""
    kept = list(measured)
    folded = sorted(
        (column for column in kept if column.column.fold > 0 or column.column.kind is ColumnKind.SHARE),
        key=lambda column: (column.column.kind is ColumnKind.SHARE, column.column.fold, column.index),
    )
    shares = [column for column in folded if column.column.kind is ColumnKind.SHARE]
    while shares and len(kept) > 1 and _sum(kept) > available:
        kept.remove(shares.pop())
    folded = [column for column in folded if column in kept]
    while folded and len(kept) > 1 and _sum(kept) * _SMALLEST > available:
        kept.remove(folded.pop())
    return kept, max(_SMALLEST, min(1.0, available / max(_sum(kept), 1.0)))


def _pieces(columns: Sequence[_Measured], available: float) -> list[list[_Measured]]:
    first, *rest = columns
    pieces: list[list[_Measured]] = [[first]]
    for column in rest:
        if len(pieces[-1]) > 1 and _sum(pieces[-1]) + column.needed > available:
            pieces.append([first])
        pieces[-1].append(column)
    return pieces


def _sum(columns: Sequence[_Measured]) -> float:
    return sum(column.needed for column in columns)


def _piece(columns: Sequence[_Measured], table: SheetTable, available: float) -> dict[str, Any]:
    words = [column for column in columns if column.is_wrapped]
    # Where there are only figures, the first column takes what is left.
    stretched = {column.index for column in words if column.liked > _SHORTEST_WORDS} or {columns[0].index}
    if sum(column.liked for column in columns) < _NARROW * available:
        # Few short words with their figures far away would not be read as one row.
        stretched = set()
    return {
        "columns": [_column(column, column.index in stretched) for column in columns],
        "groups": _groups([column.column for column in columns]),
        "is_repeated": max(_head_lengths(columns)) <= _LONGEST_HEAD,
        "rows": [_row(row, columns) for row in table.rows],
    }


def _head_lengths(columns: Sequence[_Measured]) -> list[int]:
    return [len(column.column.head) + len(column.column.group or "") for column in columns]


def _column(measured: _Measured, is_stretched: bool) -> dict[str, Any]:
    column = measured.column
    width: str | float = measured.liked if is_stretched else "auto"
    if column.kind is ColumnKind.SHARE:
        width = "share"
    return {
        "head": settable(column.head),
        "kind": column.kind.value,
        "width": width,
        "is_break": column.is_break and measured.index > 0,
    }


def _groups(columns: Sequence[Column]) -> list[dict[str, Any]]:
    """Return heads above neighbouring heads with the number of columns below, none if nothing has one."""
    if not any(column.group for column in columns):
        return []
    groups: list[dict[str, Any]] = []
    for column in columns:
        head = settable(column.group or "")
        if groups and groups[-1]["head"] == head and not column.is_break:
            groups[-1]["span"] += 1
        else:
            groups.append({"head": head, "span": 1, "is_break": column.is_break and bool(groups)})
    return groups


def _row(row: SheetRow, columns: Sequence[_Measured]) -> dict[str, Any]:
    shown = {cell.shown for cell in row.cells if isinstance(cell, Figure)}
    return {
        "cells": [_cell(row.seen[column.index], shown) for column in columns],
        "depth": row.depth,
        "is_strong": row.is_strong,
        "anchor": row.anchor or "",
    }


def _cell(cell: SheetCell, shown: set[str]) -> dict[str, Any]:
    if isinstance(cell, Figure):
        mark = "" if cell.mark is None else cell.mark.value
        return {"kind": "figure", "shown": settable(cell.shown), "mark": mark, "tone": cell.tone.value}
    if isinstance(cell, ShareBar):
        reference = cell.reference
        return {
            "kind": "share",
            "low": float(cell.interval.low),
            "high": float(cell.interval.high),
            "tone": cell.tone.value,
            "reference": None if reference is None else [float(reference.low), float(reference.high)],
            # Who hears the table has heard the figure already, where it stands in the same row.
            "said": "" if cell.shown in shown else told(cell.shown),
        }
    if isinstance(cell, Gap):
        return {"kind": "gap", "shown": settable(cell.words), "is_marked": cell.is_marked}
    return {"kind": "words", "words": spans(cell)}


def _length(cell: SheetCell) -> int:
    return len(_text(cell)) + (2 if isinstance(cell, Figure) and cell.mark else 0)


def _text(cell: SheetCell) -> str:
    if isinstance(cell, Figure | ShareBar):
        return cell.shown
    if isinstance(cell, Gap):
        return cell.words
    return "".join(words_of(part) for part in cell)
