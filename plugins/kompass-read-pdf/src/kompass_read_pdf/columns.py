"""Find the columns of a page, so that each is read to its end before the next."""

from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import final

from attrs import frozen

from kompass_read_pdf.drawings import Box
from kompass_read_pdf.lines import Segment

__all__ = ["Piece", "Region", "regions"]

_FEWEST_LINES = 3
_FEWEST_WORDED = 0.4
_FEWEST_LETTERS = 9
_PROSE_WIDTH = 0.55
_PROSE_LETTERS = 22
_LABEL_LETTERS = 16
_BY_LINE = 1.5
_OVERLAP = 0.25
_DEEPEST = 4


@final
@frozen
class Piece:
    """Hold what stands on a page in one place: a segment of a line, or a whole table by its position."""

    box: Box
    order: int
    last: int
    segment: Segment | None = None
    table: int | None = None


@final
@frozen
class Region:
    """Hold the pieces of one column, or of a part of the page that has none, with its margins."""

    pieces: tuple[Piece, ...]
    left: float
    right: float
    whole: bool


@final
@frozen
class _Side:
    """Hold what stands on one side of a gutter."""

    lines: tuple[Segment, ...]
    has_table: bool


def regions(pieces: Sequence[Piece], *, whole: bool = True, deep: int = _DEEPEST) -> list[Region]:
    """Return the parts of a page in the order in which they are read."""
    if not pieces:
        return []
    found = _best_split(pieces) if deep else None
    if found is None:
        left = min(piece.box.x0 for piece in pieces)
        right = max(piece.box.x1 for piece in pieces)
        ordered = sorted(pieces, key=lambda piece: (piece.box.top, piece.box.x0))
        return [Region(tuple(ordered), left, right, whole)]
    above, first, second, below = found
    return [
        *regions(above, whole=whole, deep=deep - 1),
        *regions(first, whole=False, deep=deep - 1),
        *regions(second, whole=False, deep=deep - 1),
        *regions(below, whole=whole, deep=deep - 1),
    ]


_Split = tuple[list[Piece], list[Piece], list[Piece], list[Piece]]


def _best_split(pieces: Sequence[Piece]) -> _Split | None:
    """Return what stands above two columns, the two, and what stands below; ``None`` where there are none."""
    best: _Split | None = None
    best_extent = (0.0, 0)
    for gutter in _gutters(pieces):
        for above, inside, below in _runs(pieces, gutter):
            first = [piece for piece in inside if piece.box.x1 <= gutter]
            second = [piece for piece in inside if piece.box.x0 >= gutter]
            extent = (min(_height(first), _height(second)), len(inside))
            if extent > best_extent and _are_columns(first, second):
                best, best_extent = (above, first, second, below), extent
    return best


def _gutters(pieces: Sequence[Piece]) -> list[float]:
    """Return where a gap between two pieces of a line may be one between columns, each once."""
    found: set[int] = set()
    ordered = sorted(pieces, key=lambda piece: piece.box.x0)
    for piece in ordered:
        beside = [
            other.box.x0
            for other in ordered
            if other.box.x0 >= piece.box.x1
            and other.box.top < piece.box.bottom
            and other.box.bottom > piece.box.top
        ]
        if beside:
            found.add(round((piece.box.x1 + min(beside)) / 2 / 3))
    return sorted(third * 3.0 for third in found)


def _runs(pieces: Sequence[Piece], gutter: float) -> Iterable[tuple[list[Piece], list[Piece], list[Piece]]]:
    """Yield every part of a page that a gutter divides, with what stands above and below it."""
    ordered = sorted(pieces, key=lambda piece: piece.box.top)
    crossing = [piece for piece in ordered if piece.box.x0 < gutter < piece.box.x1]
    crosses = set(map(id, crossing))
    edges = [float("-inf"), *(piece.box.top for piece in crossing), float("inf")]
    for upper, lower in pairwise(edges):
        inside = [piece for piece in ordered if id(piece) not in crosses and upper <= piece.box.top < lower]
        inside = _without_tail(inside, gutter)
        if len(inside) < _FEWEST_LINES:
            continue
        yield _parted(ordered, inside)


def _parted(ordered: Sequence[Piece], inside: list[Piece]) -> tuple[list[Piece], list[Piece], list[Piece]]:
    """Return what stands above a part of a page, the part, and what stands below it."""
    top = min(piece.box.top for piece in inside)
    chosen = set(map(id, inside))
    rest = [piece for piece in ordered if id(piece) not in chosen]
    above = [piece for piece in rest if piece.box.top <= top]
    return above, inside, [piece for piece in rest if piece.box.top > top]


def _without_tail(inside: list[Piece], gutter: float) -> list[Piece]:
    """Leave out what stands below the second column, and is drawn after it."""
    second = [piece for piece in inside if piece.box.x0 >= gutter]
    if not second:
        return []
    bottom, last = max(piece.box.bottom for piece in second), max(piece.last for piece in second)
    # The boxes of two lines overlap a little where these stand near.
    return [
        piece
        for piece in inside
        if piece.box.top < bottom - _OVERLAP * (piece.box.bottom - piece.box.top) or piece.order < last
    ]


def _height(pieces: Sequence[Piece]) -> float:
    if not pieces:
        return 0.0
    return max(piece.box.bottom for piece in pieces) - min(piece.box.top for piece in pieces)


def _are_columns(first: list[Piece], second: list[Piece]) -> bool:
    """Tell whether two sides are columns of text and not those of a table.

    They are where the page draws the one whole before the other, and where both hold text as wide as they
    are, drawn line by line.
    """
    sides = _side(first), _side(second)
    if not all(_may_be_column(side) for side in sides):
        return False
    if not any(side.has_table for side in sides) and _are_labels(*(side.lines for side in sides)):
        return False
    switches = _switches(first, second)
    if switches == 1:
        return min(piece.order for piece in first) < min(piece.order for piece in second)
    drawn_by_line = switches >= _BY_LINE * min(len(_bases(side.lines)) for side in sides)
    return drawn_by_line and all(_is_prose(side.lines) for side in sides)


def _side(pieces: Sequence[Piece]) -> _Side:
    lines = tuple(piece.segment for piece in pieces if piece.segment)
    return _Side(lines, any(piece.table is not None for piece in pieces))


def _may_be_column(side: _Side) -> bool:
    """Tell whether a side holds a table, or some lines of words."""
    return side.has_table or (len(_bases(side.lines)) >= _FEWEST_LINES and not _is_figures(side.lines))


def _bases(side: Iterable[Segment]) -> set[int]:
    return {round(segment.base) for segment in side}


def _is_figures(side: Sequence[Segment]) -> bool:
    """Tell whether few lines of a side have words, as where it is the figures of a table."""
    worded = {round(segment.base) for segment in side if len(segment.text) >= _FEWEST_LETTERS}
    return len(worded) < _FEWEST_WORDED * len(_bases(side))


def _are_labels(first: Sequence[Segment], second: Sequence[Segment]) -> bool:
    """Tell whether the second side holds short words, each beside a line of the first."""
    short = [segment for segment in second if len(segment.text) <= _LABEL_LETTERS]
    bases = [segment.base for segment in first]
    beside = [
        segment for segment in short if any(abs(segment.base - base) < segment.size / 2 for base in bases)
    ]
    return len(beside) >= 0.8 * len(second)


def _switches(first: Sequence[Piece], second: Sequence[Piece]) -> int:
    """Return how often the page goes from one side to the other while it draws them."""
    sides = sorted([(piece.order, 0) for piece in first] + [(piece.order, 1) for piece in second])
    return sum(side != other for (_, side), (_, other) in pairwise(sides))


def _is_prose(side: Sequence[Segment]) -> bool:
    if len(side) < _FEWEST_LINES or len(side) > 1.2 * len(_bases(side)):
        return False
    width = max(segment.x1 for segment in side) - min(segment.x0 for segment in side)
    mean = sum(segment.x1 - segment.x0 for segment in side) / len(side)
    letters = sum(len(segment.text) for segment in side) / len(side)
    return mean >= _PROSE_WIDTH * width and letters >= _PROSE_LETTERS
