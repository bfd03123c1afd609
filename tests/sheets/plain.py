"""Write a sheet as plain text, line by line, so that a test can hold every word of it."""

from collections.abc import Iterator
from enum import Enum
from fractions import Fraction

import attrs

from kompass_spec.model.sheet import (
    Beside,
    Bullets,
    Details,
    Facts,
    Figure,
    Gap,
    Headline,
    Illustration,
    Linked,
    Paragraph,
    Quotation,
    Section,
    ShareBar,
    SheetTable,
    Tiles,
)
from kompass_spec.model.texts import Passage


def plain(sheet) -> str:
    """Return everything that a sheet says, a line for each block, row or item."""
    lines = [f"[{sheet.kind} {sheet.language}] {sheet.name}", _words(sheet.kicker), f"# {sheet.title}"]
    lines += [_words(line) for line in sheet.lines]
    for part in sheet.parts:
        lines += ["", f"=== {part.title or ''} {part.note}".rstrip()]
        lines += _blocks(part.blocks)
    lines += ["", "--- " + " ".join(map(_words, sheet.foot)), "", "summary:", *sheet.summary]
    return "\n".join(line.rstrip() for line in lines) + "\n"


def _words(words) -> str:
    if isinstance(words, Passage):
        return f"‹{words.language}: {words.words}›"
    if isinstance(words, Linked):
        return f"[{words.words}]({words.address})"
    return words


def _joined(words) -> str:
    return "".join(map(_words, words))


def _blocks(blocks) -> Iterator[str]:
    for block in blocks:
        yield from _block(block)


def _block(block) -> Iterator[str]:  # noqa: C901, PLR0912 - one case for each kind of block
    match block:
        case Paragraph():
            yield f"{_tone(block)}{_lead(block)}{_joined(block.words)}"
        case Bullets():
            yield from (f"{_tone(one)}- {_lead(one)}{_joined(one.words)}" for one in block.bullets)
        case Facts():
            yield from (f"{fact.term}: {' | '.join(map(_words, fact.lines))}" for fact in block.facts)
        case Headline():
            yield f"{block.figure} {block.unit} {_interval(block.share)}"
            yield f"{block.sentence} ({block.note})"
        case Tiles():
            for tile in block.tiles:
                ranked = " ".join(f"[{shown}]" if own else shown for shown, own in tile.ranked)
                mark = f"{tile.mark.value} " if tile.mark else ""
                yield f"| {tile.label} | {mark}{tile.figure}{ranked} | {tile.note}"
        case Quotation():
            yield f"> {_words(block.words)} ({_joined(block.source)})"
        case SheetTable():
            yield from _table(block)
        case Illustration():
            yield f"<{type(block.drawing).__name__}> {block.title}: {block.finding}"
            yield from (f"    {line}" for line in _drawing(block.drawing))
            yield from ([] if block.table is None else _table(block.table))
            yield from (f"  * {_words(note)}" for note in block.notes)
        case Beside():
            for column in block.columns:
                yield "||"
                yield from _blocks(column)
        case Section():
            yield f"{'#' * block.level} {_words(block.heading)} {block.note} {{{block.anchor}}}"
            yield from _blocks(block.blocks)
        case Details():
            yield f"▸ {block.summary}"
            yield from _blocks(block.blocks)


def _table(table) -> Iterator[str]:
    yield f"[{table.name}] {table.caption}"
    yield "  " + " | ".join(("‖ " if column.is_break else "") + column.head for column in table.columns)
    for row in table.rows:
        yield "  " + "  " * row.depth + ("= " if row.is_strong else "") + " | ".join(map(_cell, row.cells))
    yield from (f"  * {_words(note)}" for note in table.notes)


def _cell(cell) -> str:
    match cell:
        case Figure():
            mark = f"{cell.mark.value} " if cell.mark else ""
            return f"{_tone(cell)}{mark}{cell.shown}"
        case ShareBar():
            reference = f" / {_interval(cell.reference)}" if cell.reference else ""
            return f"▒ {cell.shown}{reference}"
        case Gap():
            return f"({cell.words})"
    return _joined(cell)


def _drawing(drawing) -> Iterator[str]:
    for field in attrs.fields(type(drawing)):
        value = getattr(drawing, field.name)
        if isinstance(value, tuple):
            yield from (f"{field.name}: {_value(one)}" for one in value)
        else:
            yield f"{field.name}: {_value(value)}"


def _value(value) -> str:
    if attrs.has(type(value)) and hasattr(value, "low"):
        return _interval(value)
    if attrs.has(type(value)):
        fields = attrs.fields(type(value))
        return ", ".join(f"{field.name}={_value(getattr(value, field.name))}" for field in fields)
    if isinstance(value, tuple):
        return f"({'; '.join(map(_value, value))})"
    if isinstance(value, Enum):
        return str(value.value)
    return str(value) if isinstance(value, Fraction | int) else repr(value)


def _interval(interval) -> str:
    return "–" if interval is None else f"[{interval.low}, {interval.high}]"


def _lead(block) -> str:
    mark = getattr(block, "mark", None)
    return (f"{mark.value} " if mark else "") + (f"**{block.lead}** " if block.lead else "")


def _tone(block) -> str:
    return "" if block.tone.value == "plain" else f"({block.tone.value}) "
