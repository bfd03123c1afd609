"""Tables as a page lays them out: where they have no room, shares go first, and then rows are stacked.

Widths are estimated from the words, so that a page needs no script: a table is told from the start below
which width of its container it changes, and only one that is wider than any page scrolls.
"""

import re
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import final

from attrs import evolve, frozen

from kompass_drawings.texts import text_width
from kompass_spec.model.sheet import (
    Beside,
    Column,
    ColumnKind,
    Details,
    Figure,
    Gap,
    Section,
    ShareBar,
    SheetBlock,
    SheetCell,
    SheetTable,
    Words,
    words_of,
)

__all__ = ["LONGEST_FIGURE", "LaidTable", "headed_again", "lay_tables", "parted"]

_SIZE, _SMALL = 15, 11
_REM = 16
_GAP = 12
_FIRST, _WORDS, _SHARE, _WHOLE_SHARE = 144, 110, 52, 76
_MARK, _EM_OF_FIGURE = 20, 0.575
_PAGE = 60
_LONGEST, _LEAST = 340, 56
_MOST_LETTERS, _SHORT_HEAD, _LONGEST_WORD = 12, 10, 30
_LEAST_STACKED, _INDENT = 48, 36
LONGEST_FIGURE = 18
"""The letters of a figure that never breaks; a longer one is words."""

_CODE = re.compile(r"([0-9]{1,2}(?:\.[0-9]{1,2}){1,2})(?:\s+(.*))?", re.DOTALL)
_STEPS = (16, 18, 20, 22, 24, 26, 28, 30, 33, 36, 40, 44, 48, 54, 60)
"""The widths in rem at which tables change: few, so that the style sheet stays short."""


@final
@frozen(kw_only=True)
class LaidTable:
    """Hold a table with how it is laid out.

    ``groups`` are the heads above heads, with how many columns each spans. Below ``without_shares`` rem the
    shares are left out, below ``stacked`` rem each row stands as a block; ``None`` where it always has room.
    A table that ``scrolls`` is wider than any page, and is stacked on paper. ``percents`` are the widths
    of its columns, and ``letters`` how long the figures beside marks are, 0 where a column has no marks.
    ``least`` is how wide in rem a figure of a stacked row is at least; ``breaks`` tells that words must
    be broken anywhere.
    """

    table: SheetTable
    groups: tuple[tuple[str | None, int, bool], ...]
    without_shares: int | None
    stacked: int | None
    scrolls: bool
    percents: tuple[str, ...]
    letters: tuple[int, ...]
    least: str
    breaks: bool

    @property
    def classes(self) -> str:
        """Return the classes of the table, as the style sheet knows them."""
        named = (("stack", self.stacked), ("bare", self.without_shares))
        found = [f"{name}-{step}" for name, step in named if step is not None]
        more = (("stack-paper", self.scrolls), ("breaks", self.breaks))
        return " ".join([*found, *(name for name, holds in more if holds)])


def lay_tables(tables: Iterable[SheetTable]) -> list[LaidTable]:
    """Return how the tables of a part are laid out: those with the same columns change at the same width.

    Their columns are also as wide, so that figures stand below each other from one to the next.
    """
    listed = list(tables)
    needed: dict[tuple[Column, ...], list[float]] = {}
    wanted: dict[tuple[Column, ...], list[float]] = {}
    for table in listed:
        widths = _column_widths(table)
        for family, own in ((needed, widths), (wanted, _wanted(table, widths))):
            family[table.columns] = [*map(max, family.get(table.columns, own), own)]
    return [_lay_table(table, needed[table.columns], wanted[table.columns]) for table in listed]


def headed_again(blocks: Iterable[SheetBlock]) -> Iterator[SheetTable]:
    """Yield the tables of a column below another with the same heads, which need not be seen again.

    >>> from kompass_spec.model.sheet import SheetRow
    >>> heads = (Column(head="Area", kind=ColumnKind.WORDS), Column(head="Points"))
    >>> first, second = (SheetTable(name=name, caption=name, columns=heads, rows=()) for name in "ab")
    >>> [table.name for table in headed_again([first, Section(heading="B", blocks=(second,))])]
    ['b']
    """
    heads: tuple[Column, ...] | None = None
    for block in _down(blocks):
        if isinstance(block, Beside):
            heads = None
            for column in block.columns:
                yield from headed_again(column)
        elif isinstance(block, SheetTable):
            if block.columns == heads:
                yield block
            heads = block.columns


def _down(blocks: Iterable[SheetBlock]) -> Iterator[SheetBlock]:
    """Yield what stands one below the other, of sections too; what is folded away has heads of its own."""
    for block in blocks:
        if isinstance(block, Section):
            yield from _down(block.blocks)
        elif not isinstance(block, Details):
            yield block


def _column_widths(table: SheetTable) -> list[float]:
    return [_column_width(table, index) for index in range(len(table.columns))]


def _lay_table(table: SheetTable, widest: list[float], wanted: list[float]) -> LaidTable:
    shares = [column.kind is ColumnKind.SHARE for column in table.columns]
    needed = sum(widest) + _GAP * max(len(widest) - 1, 0)
    of_shares = sum(width + _GAP for width, is_share in zip(widest, shares, strict=True) if is_share)
    stacked = _step(needed - of_shares)
    scrolls = (needed - of_shares) / _REM > _PAGE
    return LaidTable(
        table=table,
        groups=tuple(_groups(table.columns)),
        without_shares=_step(needed) if of_shares and not scrolls else None,
        stacked=None if scrolls else stacked,
        scrolls=scrolls,
        percents=tuple(f"{one * 100 / max(sum(wanted), 1):.1f}" for one in wanted),
        letters=tuple(_letters(table, index) for index in range(len(widest))),
        least=f"{_least_stacked(table) / _REM:.2f}",
        breaks=any(len(word) > _LONGEST_WORD for word in _said(table)),
    )


def parted(cell: tuple[Words, ...]) -> tuple[str, tuple[Words, ...]]:
    """Part the code of a question from the words after it, which hang beside it; it is empty without one.

    >>> parted(("7.2 Analysis", " of gaps"))
    ('7.2', ('Analysis', ' of gaps'))
    >>> from kompass_spec.model.texts import Passage
    >>> parted(("7.2 ", Passage("Analys", "sv")))
    ('7.2', (Passage(words='Analys', language='sv'),))
    """
    first = cell[0] if cell else ""
    found = _CODE.fullmatch(words_of(first))
    if found is None:
        return "", cell
    rest = found[2] or ""
    if isinstance(first, str):
        return found[1], (rest, *cell[1:]) if rest else cell[1:]
    return found[1], (evolve(first, words=rest), *cell[1:])


def _step(pixels: float) -> int | None:
    """Return the step in rem below which so many pixels have no room, ``None`` where they always have it."""
    if pixels / _REM <= _STEPS[0]:
        return None
    return next((step for step in _STEPS if step >= pixels / _REM), _STEPS[-1])


def _groups(columns: tuple[Column, ...]) -> Iterator[tuple[str | None, int, bool]]:
    if not any(column.group for column in columns):
        return
    for group, members in groupby(columns, key=lambda column: column.group):
        inside = list(members)
        yield group, len(inside), inside[0].is_break


def _least_stacked(table: SheetTable) -> float:
    """Return how wide the widest figure of a stacked row is, with its small head above it."""
    figures = [index for index, column in enumerate(table.columns) if column.kind is ColumnKind.FIGURE]
    heads = [text_width(word, _SMALL) for index in figures for word in _words(table.columns[index].head)]
    shown = [
        _least(cell)
        for row in table.rows
        for index in figures
        if index < len(row.cells) and isinstance(cell := row.cells[index], Figure)
    ]
    return min(max([_LEAST_STACKED, *heads, *shown]), _FIRST)


def _said(table: SheetTable) -> Iterator[str]:
    """Iterate over all words in a table that may be broken."""
    for column in table.columns:
        yield from _words(f"{column.head} {column.group or ''}")
    for row in table.rows:
        for cell in row.cells:
            if isinstance(cell, tuple):
                yield from _words("".join(words_of(words) for words in cell))
            else:
                yield from _words(cell.words if isinstance(cell, Gap) else cell.shown)


def _words(text: str) -> list[str]:
    """Return the parts of a text between which a line may break."""
    return re.split(r"[\s/–-]+", text)


def _wanted(table: SheetTable, widths: list[float]) -> list[float]:
    """Return what columns would have: figures what they need, and words up to their whole length."""
    return [
        min(max(width, _whole(table, index)), _LONGEST) + _GAP
        if table.columns[index].kind is ColumnKind.WORDS
        else max(width, _WHOLE_SHARE if table.columns[index].kind is ColumnKind.SHARE else _LEAST) + _GAP
        for index, width in enumerate(widths)
    ]


def _whole(table: SheetTable, index: int) -> float:
    return max((_natural(row.cells[index]) for row in table.rows if index < len(row.cells)), default=0)


def _letters(table: SheetTable, index: int) -> int:
    cells = [row.cells[index] for row in table.rows if index < len(row.cells)]
    marked = [cell for cell in cells if isinstance(cell, Figure) and cell.mark is not None]
    return min(max((len(cell.shown) for cell in marked), default=0), _MOST_LETTERS)


def _column_width(table: SheetTable, index: int) -> float:
    column = table.columns[index]
    if column.kind is ColumnKind.SHARE:
        return _SHARE
    # A short head stands in one line.
    parts = [column.head] if len(column.head) <= _SHORT_HEAD else column.head.split()
    head = min(max((text_width(part, _SIZE - 2) for part in parts), default=0), _WORDS)
    cells = [row.cells[index] for row in table.rows if index < len(row.cells)]
    if column.kind is ColumnKind.WORDS:
        longest = max((_natural(cell) for cell in cells), default=0)
        word = max((_least(cell) for cell in cells), default=0)
        return max(head, word, min(longest, _WORDS if index else _FIRST))
    return max(head, max((_least(cell) for cell in cells), default=0))


def _natural(cell: SheetCell) -> float:
    if isinstance(cell, tuple):
        return text_width("".join(words_of(words) for words in cell), _SIZE)
    return _least(cell)


def _least(cell: SheetCell) -> float:
    """Return how wide a cell is at least: a figure never breaks, words do between each other."""
    if isinstance(cell, Figure):
        shown = cell.shown if len(cell.shown) <= LONGEST_FIGURE else cell.shown[:LONGEST_FIGURE]
        # The letters beside a mark have room for as many figures, which are wider than signs.
        beside_mark = len(shown) * _SIZE * _EM_OF_FIGURE + _MARK
        return text_width(shown, _SIZE) if cell.mark is None else beside_mark
    if isinstance(cell, ShareBar):
        return _SHARE
    if isinstance(cell, Gap):
        return _longest(cell.words)
    code, rest = parted(cell)
    return _longest("".join(words_of(one) for one in rest)) + (_INDENT if code else 0)


def _longest(words: str) -> float:
    return min(max((text_width(word, _SIZE) for word in _words(words)), default=0), _LONGEST / 2)
