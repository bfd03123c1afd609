"""Gather the tables of a sheet: those with the same columns become one, which can be filtered and counted."""

from collections.abc import Iterable, Iterator
from typing import final

from attrs import evolve, frozen

from kompass_spec.model.sheet import (
    Beside,
    Column,
    ColumnKind,
    Details,
    Illustration,
    Section,
    Sheet,
    SheetBlock,
    SheetTable,
    Words,
    words_of,
)
from kompass_spec.wording.wording import Wording

__all__ = ["GatheredTable", "gathered"]


@final
@frozen
class GatheredTable:
    """Hold a table, and whether its first column says which section each row is from."""

    table: SheetTable
    has_sections: bool = False


@final
@frozen
class _Found:
    table: SheetTable
    part: int
    title: str
    headings: tuple[Words, ...]


def gathered(sheet: Sheet, wording: Wording) -> tuple[GatheredTable, ...]:
    """Return the tables of a sheet in order; those of one part that have the same columns are one."""
    alike: dict[tuple[object, ...], list[_Found]] = {}
    for number, part in enumerate(sheet.parts):
        for found in _tables(part.blocks, number, part.title or sheet.title, ()):
            if found.table.columns:
                alike.setdefault((number, *map(_kind, found.table.columns)), []).append(found)
    return tuple(
        GatheredTable(several[0].table) if len(several) == 1 else _one_of(several, wording)
        for several in alike.values()
    )


def _kind(column: Column) -> tuple[object, ...]:
    return column.head, column.kind, column.group, column.is_break


def _tables(
    blocks: Iterable[SheetBlock], part: int, title: str, headings: tuple[Words, ...]
) -> Iterator[_Found]:
    for block in blocks:
        if isinstance(block, SheetTable):
            yield _Found(block, part, title, headings)
        elif isinstance(block, Illustration) and block.table is not None:
            yield _Found(block.table, part, title, headings)
        elif isinstance(block, Section):
            yield from _tables(block.blocks, part, title, (*headings, block.heading))
        elif isinstance(block, Details):
            yield from _tables(block.blocks, part, title, (*headings, block.summary))
        elif isinstance(block, Beside):
            for column in block.columns:
                yield from _tables(column, part, title, headings)


def _one_of(several: list[_Found], wording: Wording) -> GatheredTable:
    """Return tables as one, with the innermost heading of each before its rows."""
    outer = {found.headings[:1] if len(found.headings) > 1 else () for found in several}
    common = next(iter(outer)) if len(outer) == 1 else ()
    caption = words_of(common[0]) if common else several[0].title
    section = Column(head=wording.say("Section"), kind=ColumnKind.WORDS)
    rows = tuple(
        evolve(row, cells=((found.headings[-1] if found.headings else found.table.caption,), *row.cells))
        for found in several
        for row in found.table.rows
    )
    notes = tuple(dict.fromkeys(note for found in several for note in found.table.notes))
    columns = (section, *several[0].table.columns)
    table = evolve(several[0].table, caption=caption, columns=columns, rows=rows, notes=notes)
    return GatheredTable(table, has_sections=True)
