"""Fit the columns of a table into a width: figures stay whole, texts share the room, and columns fold."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import final

from attrs import frozen
from rich.cells import cell_len

from kompass_render_text.blocks import Bar, Column, Row, Table
from kompass_render_text.said import plain

__all__ = ["GAP", "Fitted", "fitted", "fitted_widths", "gap_before"]

GAP = 2
"""The columns between two columns of a table; where a line stands between them there is one more."""

TEXT_WIDTH = 22
"""The least width that is left for the main texts while there are columns to fold."""

OTHER_TEXT_WIDTH = 12
"""The least width that is left for the texts of other columns while there are columns to fold."""

COMFORTABLE_TEXT_WIDTH = 32
"""The width of texts for which a bar becomes shorter than it is asked to be."""

SHORTEST_BAR = 10

_NOTHING = ("", "–")

WIDEST_FIGURE = 20
"""The width beyond which a figure breaks after all; none that a report prints comes near it."""

WIDEST_CODE = 8
"""The width up to which a first column of texts is taken as one of codes, beside the texts that they name."""


@final
@frozen
class Fitted:
    """Hold the width of every column, 0 for one that does not stand, and which column has the main texts.

    What folds stands below the main texts of its row.
    """

    table: Table
    main: int
    widths: tuple[int, ...]

    @property
    def shown(self) -> tuple[int, ...]:
        """Return the positions of the columns that stand."""
        return tuple(position for position, width in enumerate(self.widths) if width)

    def runs(self) -> Iterator[tuple[str, tuple[int, ...]]]:
        """Yield the columns that stand, those of one group together."""
        for group, run in groupby(self.shown, lambda position: self.table.columns[position].group):
            yield group, tuple(run)

    def span(self, positions: Sequence[int]) -> int:
        """Return the width of neighbouring columns with what stands between them."""
        between = sum(gap_before(self.table.columns[position]) for position in positions[1:])
        return sum(self.widths[position] for position in positions) + between

    def folded_lines(self, row: Row) -> list[str]:
        """Return what stands below the main text of a row: no bars, and nothing empty."""
        return [
            f"{self._label(column)}: {plain(cell)}"
            for column, cell, width in zip(self.table.columns, row.cells, self.widths, strict=True)
            if not width and not isinstance(cell, Bar) and plain(cell) not in _NOTHING
        ]

    def _label(self, column: Column) -> str:
        """Return the head of a folded column, with its group where another column has the same head."""
        is_alone = sum(other.head == column.head for other in self.table.columns) == 1
        return column.head if is_alone or not column.group else f"{column.group}, {column.head}"


def gap_before(column: Column) -> int:
    """Return how many columns part a column from the one before."""
    return GAP + 1 if column.is_break else GAP


def fitted_widths(table: Table, width: int) -> tuple[int, ...]:
    """Return the width of every column, 0 for one that folds into the texts or, of a bar, is left out."""
    return fitted(table, width).widths


def fitted(table: Table, width: int) -> Fitted:
    """Return a table's columns as they fit into a width.

    As few columns fold as leave the texts enough room, those with the lowest ``fold`` first. Where even the
    columns that always stand leave too little for a word, all but the codes and the main texts fold.
    """
    natural = [_natural_width(table, position) for position in range(len(table.columns))]
    main = _main(table, natural)
    deepest = max((column.fold for column in table.columns), default=0)
    steps = []
    for depth in range(deepest + 1):
        folds = {position for position, column in enumerate(table.columns) if 0 < column.fold <= depth}
        steps.append(_fitted_without(table, natural, main, width, folds - {main}))
        if _is_enough(steps[-1], natural):
            return steps[-1]
    if all(
        steps[-1].widths[position] >= min(_longest_word(table, position), TEXT_WIDTH)
        for position in steps[-1].shown
        if table.columns[position].is_text
    ):
        return steps[-1]
    standing = {main, 0} if natural[0] <= WIDEST_CODE else {main}
    return _fitted_without(table, natural, main, width, set(range(len(table.columns))) - standing)


def _main(table: Table, natural: Sequence[int]) -> int:
    """Return the column of the main texts: the first that always stands and holds more than codes."""
    texts = [position for position, column in enumerate(table.columns) if column.is_text]
    standing = [position for position in texts if not table.columns[position].fold] or texts or [0]
    return next((position for position in standing if natural[position] > WIDEST_CODE), standing[0])


def _longest_word(table: Table, position: int) -> int:
    """Return the width of the longest word in a column of texts, with how deep its row stands."""
    cells = ((row.depth * GAP, row.cells[position]) for row in table.rows)
    return max(
        (
            depth + cell_len(word)
            for depth, cell in cells
            if not isinstance(cell, Bar)
            for word in plain(cell).split()
        ),
        default=1,
    )


def _is_enough(made: Fitted, natural: Sequence[int]) -> bool:
    return all(
        width >= min(natural[position], TEXT_WIDTH if position == made.main else OTHER_TEXT_WIDTH)
        for position, (column, width) in enumerate(zip(made.table.columns, made.widths, strict=True))
        if width and (column.is_text or position == made.main)
    )


def _fitted_without(table: Table, natural: Sequence[int], main: int, width: int, folds: set[int]) -> Fitted:
    widths = [0 if position in folds else wanted for position, wanted in enumerate(natural)]
    made = Fitted(table, main, tuple(widths))
    folded = [cell_len(line) for row in table.rows for line in made.folded_lines(row)]
    widths[main] = max([natural[main], *folded])
    _widen_groups(made, widths)
    texts = [
        position
        for position, column in enumerate(table.columns)
        if widths[position] and (column.is_text or position == main)
    ]
    wanted = [widths[position] for position in texts]
    for position, column in enumerate(table.columns):
        if widths[position] and column.bar:
            room = _room(table, widths, texts, width)
            missing = max(0, min(sum(wanted), COMFORTABLE_TEXT_WIDTH) - room)
            widths[position] = max(widths[position] - missing, min(SHORTEST_BAR, column.bar))
    least = [min(_longest_word(table, position), TEXT_WIDTH) for position in texts]
    for position, shared in zip(
        texts, _shared(_room(table, widths, texts, width), wanted, least), strict=True
    ):
        widths[position] = shared
    return Fitted(table, main, tuple(widths))


def _widen_groups(made: Fitted, widths: list[int]) -> None:
    """Make the first of the figures of a group so wide that no word of the group's head breaks."""
    for group, run in made.runs():
        longest = max(map(cell_len, group.split()), default=0)
        missing = min(longest, WIDEST_FIGURE) - made.span(run)
        if missing > 0 and run[0] != made.main:
            widths[run[0]] += missing


def _room(table: Table, widths: Sequence[int], texts: Sequence[int], width: int) -> int:
    """Return the columns that the others leave to the texts."""
    shown = [position for position, column_width in enumerate(widths) if column_width]
    gaps = sum(gap_before(table.columns[position]) for position in shown[1:])
    return width - gaps - sum(widths[position] for position in shown if position not in texts)


def _shared(room: int, wanted: Sequence[int], least: Sequence[int]) -> list[int]:
    """Share room: who wants less than an equal share gets that, and the others share what is left.

    Nobody gets less than the ``least`` where that can be.

    >>> _shared(30, [4, 40, 12], [4, 9, 9]), _shared(30, [40, 40], [8, 18])
    ([4, 14, 12], [12, 18])
    """
    for bounds in (least, [1] * len(wanted)):
        for level in range(max(room, 1), 0, -1):
            shares = [min(most, max(bound, level)) for most, bound in zip(wanted, bounds, strict=True)]
            left = room - sum(shares)
            if left >= 0:
                for position, most in enumerate(wanted):
                    more = 1 if left and shares[position] < most else 0
                    shares[position] += more
                    left -= more
                return shares
    return [1] * len(wanted)


def _natural_width(table: Table, position: int) -> int:
    """Return the width at which nothing wraps, except that the head of figures breaks between words.

    A figure is whole; what stands in its place as pieces, such as why there is none, breaks between words.
    """
    column = table.columns[position]
    if column.bar:
        return column.bar
    cells = [cell for row in table.rows if not isinstance(cell := row.cells[position], Bar)]
    if column.is_text:
        deep = max((row.depth * GAP for row in table.rows), default=0)
        return max([1, cell_len(column.head), *(deep + cell_len(plain(cell)) for cell in cells)])
    whole = (cell_len(cell) for cell in cells if isinstance(cell, str))
    broken = (
        cell_len(word) for cell in cells if not isinstance(cell, str) for word in plain(cell).split(" ")
    )
    return min(max([1, *whole, *broken, *map(cell_len, column.head.split())]), WIDEST_FIGURE)
