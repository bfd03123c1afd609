"""Translate a sheet into the blocks that are laid out as text and as Markdown."""

from collections.abc import Iterable, Iterator
from functools import singledispatch

from attrs import evolve

from kompass_render_text import blocks
from kompass_render_text.drawn import bars_of
from kompass_render_text.said import Piece, Said, Tone, plain
from kompass_spec.model import sheet as said_of
from kompass_spec.model.drawings import Development
from kompass_spec.model.sheet import (
    Beside,
    Bullet,
    Bullets,
    ColumnKind,
    Details,
    Facts,
    Figure,
    Gap,
    Headline,
    Illustration,
    Linked,
    Paragraph,
    Part,
    Quotation,
    Section,
    ShareBar,
    Sheet,
    SheetBlock,
    SheetCell,
    SheetTable,
    Tile,
    Tiles,
    Words,
    walked,
    words_of,
)

__all__ = ["blocks_of"]

BAR_CELLS = 12
_DEEPEST = 6
_SHORT_NOTE = 16
"""The length up to which a note stands beside its heading, such as the points of an area."""


def blocks_of(sheet: Sheet) -> tuple[blocks.Block, ...]:
    """Return everything that is said in a sheet, from its head to its foot, as blocks.

    What a drawing shows is often also said beside it; under one heading nothing is said twice.
    """
    said: set[str] = set()
    once: list[blocks.Block] = []
    for block in _all_blocks(sheet):
        if isinstance(block, blocks.Heading):
            said.clear()
        left = _unsaid(block, said)
        if left is not None:
            once.append(left)
        if isinstance(block, blocks.Paragraph):
            said.add(plain(block.text))
    return tuple(once)


def _unsaid(block: blocks.Block, said: set[str]) -> blocks.Block | None:
    """Return what of a block is not said yet, ``None`` where that is nothing."""
    if isinstance(block, blocks.Paragraph):
        return None if plain(block.text) in said else block
    if not isinstance(block, blocks.Lines):
        return block
    left = [line for line in block.lines if isinstance(line, blocks.Bar) or plain(line) not in said]
    return evolve(block, lines=left) if left else None


def _all_blocks(sheet: Sheet) -> Iterator[blocks.Block]:
    if words_of(sheet.kicker):
        yield blocks.Paragraph(_pieces([sheet.kicker]), Tone.QUIET)
    yield blocks.Heading(sheet.title, 1)
    if sheet.lines:
        yield _lines(sheet.lines)
    for part in sheet.parts:
        yield from _of_part(part)
    if sheet.foot:
        yield _lines(sheet.foot)


def _of_part(part: Part) -> Iterator[blocks.Block]:
    """Yield a part; what stands under the title of a part is one level deeper."""
    if part.title is not None:
        yield blocks.Heading(part.title, 2)
    yield from _note(part.note)
    yield from _of_all(part.blocks, 2 if part.title is not None else 1)


def _of_all(parts: Iterable[SheetBlock], level: int) -> Iterator[blocks.Block]:
    for part in parts:
        yield from _of(part, level)


def _pieces(words: Iterable[Words], lead: str | None = None, tone: Tone = Tone.PLAIN) -> tuple[Piece, ...]:
    """Return words as pieces; a link within the sheet leads nowhere here, so its words are enough."""
    pieces = [Piece(f"{lead} ", is_strong=True, tone=tone)] if lead else []
    for word in words:
        address = word.address if isinstance(word, Linked) and not word.address.startswith("#") else None
        pieces.append(Piece(words_of(word), tone=tone, address=address))
    return tuple(pieces)


def _strong(words: str) -> Said:
    return (Piece(words, is_strong=True),)


def _lines(lines: Iterable[Words]) -> blocks.Lines:
    return blocks.Lines(tuple(_pieces([line]) for line in lines), Tone.QUIET)


def _note(note: str) -> Iterator[blocks.Block]:
    if note:
        yield blocks.Paragraph(note, Tone.QUIET)


def _tone(tone: said_of.Tone) -> Tone:
    return Tone(tone.value)


@singledispatch
def _of(block: SheetBlock, _level: int) -> Iterator[blocks.Block]:
    """Yield the blocks for a block of a sheet that stands under a heading of some level."""
    raise TypeError(f"A sheet has no block {type(block).__name__}.")


@_of.register
def _(block: Paragraph, _level: int) -> Iterator[blocks.Block]:
    yield blocks.Paragraph(_pieces(block.words, block.lead), _tone(block.tone))


@_of.register
def _(block: Bullets, _level: int) -> Iterator[blocks.Block]:
    items = tuple(_pieces(bullet.words, bullet.lead, _tone(bullet.tone)) for bullet in block.bullets)
    yield blocks.Bullets("", items, marks=tuple(map(_mark, block.bullets)))


def _mark(bullet: Bullet) -> str:
    return "•" if bullet.mark is None else bullet.mark.value


@_of.register
def _(block: Facts, _level: int) -> Iterator[blocks.Block]:
    facts = (
        blocks.Fact(fact.term, tuple(_pieces([line]) for line in fact.lines) or ("",)) for fact in block.facts
    )
    yield blocks.Facts(tuple(facts))


@_of.register
def _(block: Headline, _level: int) -> Iterator[blocks.Block]:
    lines: list[blocks.Cell] = [(Piece(block.figure, is_strong=True), Piece(f" {block.unit}"))]
    if block.share is not None:
        lines.append(blocks.Bar(block.share))
    if block.sentence:
        lines.append(block.sentence)
    if block.note:
        lines.append((Piece(block.note, tone=Tone.QUIET),))
    yield blocks.Lines(tuple(lines))


@_of.register
def _(block: Tiles, _level: int) -> Iterator[blocks.Block]:
    yield blocks.Facts(tuple(map(_of_tile, block.tiles)))


def _of_tile(tile: Tile) -> blocks.Fact:
    lines: list[Said] = []
    figure = f"{tile.mark.value} {tile.figure}".strip() if tile.mark is not None else tile.figure
    if figure:
        lines.append(_strong(figure))
    if tile.ranked:
        ranked: list[Piece] = []
        for figure, is_current in tile.ranked:
            ranked += [Piece("  ")] if ranked else []
            # The brackets show which it is where nothing can be bold.
            ranked.append(Piece(f"[{figure}]", is_strong=True) if is_current else Piece(figure))
        lines.append(tuple(ranked))
    if tile.note:
        lines.append((Piece(tile.note, tone=Tone.QUIET),))
    return blocks.Fact(tile.label, tuple(lines) or ("",))


@_of.register
def _(block: Quotation, _level: int) -> Iterator[blocks.Block]:
    yield blocks.Quotation(_pieces([block.words]), _pieces(block.source))


@_of.register
def _(block: SheetTable, _level: int) -> Iterator[blocks.Block]:
    yield from _captioned(block, block.caption if block.is_caption_shown else "")


def _captioned(table: SheetTable, caption: str) -> Iterator[blocks.Block]:
    if caption:
        yield blocks.Label(caption)
    yield _table(table)
    if table.notes:
        yield _lines(table.notes)


def _table(table: SheetTable) -> blocks.Table:
    folds = _folds(table)
    columns = (
        blocks.Column(
            head=column.head,
            is_text=column.kind is ColumnKind.WORDS,
            bar=BAR_CELLS if column.kind is ColumnKind.SHARE else 0,
            fold=fold,
            group=column.group or "",
            is_break=column.is_break,
        )
        for column, fold in zip(table.columns, folds, strict=True)
    )
    rows = (
        blocks.Row(tuple(map(_cell, row.seen)), strong=row.is_strong, depth=row.depth) for row in table.rows
    )
    return blocks.Table(tuple(columns), tuple(rows))


def _folds(table: SheetTable) -> Iterator[int]:
    """Yield when each column folds, counted from what folds first: shares, then what may go soonest."""
    levels = sorted({column.fold for column in table.columns if column.fold}, reverse=True)
    for column in table.columns:
        if column.kind is ColumnKind.SHARE:
            yield 1
        else:
            yield levels.index(column.fold) + 2 if column.fold else 0


def _cell(cell: SheetCell) -> blocks.Cell:
    if isinstance(cell, Figure):
        shown = f"{cell.mark.value} {cell.shown}".strip() if cell.mark is not None else cell.shown
        return shown if cell.tone is said_of.Tone.PLAIN else (Piece(shown, tone=_tone(cell.tone)),)
    if isinstance(cell, ShareBar):
        return blocks.Bar(cell.interval, cell.reference, cell.shown, _tone(cell.tone))
    if isinstance(cell, Gap):
        return (Piece(cell.words, tone=Tone.QUIET),)
    return _pieces(cell)


@_of.register
def _(block: Illustration, _level: int) -> Iterator[blocks.Block]:
    """Give the table of a drawing's figures; without one, draw what can be drawn, or say what it shows."""
    if _is_only_seen(block):
        return
    if block.is_title_shown:
        yield blocks.Label(block.title)
    bars = bars_of(block.drawing) if block.table is None else None
    if bars is not None:
        yield bars
    elif block.finding and block.table is None:
        yield blocks.Paragraph(block.finding)
    if block.table is not None:
        yield from _captioned(block.table, "")
    # What is told is not told twice.
    is_told = bars is None and block.table is None
    notes = tuple(note for note in block.notes if not is_told or note != block.finding)
    if notes:
        yield _lines(notes)


def _is_only_seen(block: SheetBlock) -> bool:
    """Tell whether a block has but small drawings, of figures that a table beside them tells already."""
    if isinstance(block, Illustration):
        return isinstance(block.drawing, Development) and block.drawing.is_small and block.table is None
    return isinstance(block, Beside)


@_of.register
def _(block: Beside, level: int) -> Iterator[blocks.Block]:
    for column in block.columns:
        yield from _of_all(column, level)


@_of.register
def _(block: Section, level: int) -> Iterator[blocks.Block]:
    # The levels of sections count from 2; under the title of a part all stand one level deeper.
    deeper = min(block.level + level - 1, _DEEPEST)
    is_short = 0 < len(block.note) <= _SHORT_NOTE and not block.note.endswith(".")
    beside = (Piece(f" – {block.note}"),) if is_short else ()
    if block.blocks and all(map(_is_only_seen, walked(block.blocks))):
        return
    yield blocks.Heading((*_pieces([block.heading]), *beside), deeper)
    yield from _note("" if is_short else block.note)
    yield from _of_all(block.blocks, level)


@_of.register
def _(block: Details, level: int) -> Iterator[blocks.Block]:
    yield blocks.Label(block.summary)
    yield from _of_all(block.blocks, level)
