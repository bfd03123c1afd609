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
    """Hold a table, the headings that it stands under, and the names of the tables that it was made of.

    ``has_sections`` tells whether its first column says which section each row is from.
    """

    table: SheetTable
    headings: tuple[str, ...]
    names: tuple[str, ...]
    has_sections: bool = False


@final
@frozen
class _Found:
    table: SheetTable
    headings: tuple[Words, ...]
    notes: tuple[Words, ...]


def gathered(sheet: Sheet, wording: Wording) -> tuple[GatheredTable, ...]:
    """Return the tables of a sheet in order; those of one part that have the same columns are one."""
    alike: dict[tuple[object, ...], list[_Found]] = {}
    for number, part in enumerate(sheet.parts):
        title = (part.title,) if part.title else ()
        for found in _tables(part.blocks, title, (part.note,) if part.note else ()):
            if found.table.columns:
                alike.setdefault((number, *map(_kind, found.table.columns)), []).append(found)
    return tuple(
        _alone(several[0]) if len(several) == 1 else _one_of(several, sheet.title, wording)
        for several in alike.values()
    )


def _alone(found: _Found) -> GatheredTable:
    headings = tuple(map(words_of, found.headings))
    table = evolve(found.table, notes=tuple(dict.fromkeys((*found.table.notes, *found.notes))))
    return GatheredTable(table, headings, (found.table.name,))


def _kind(column: Column) -> tuple[object, ...]:
    return column.head, column.kind, column.group, column.is_break


def _tables(
    blocks: Iterable[SheetBlock], headings: tuple[Words, ...], notes: tuple[Words, ...]
) -> Iterator[_Found]:
    for block in blocks:
        if isinstance(block, SheetTable):
            yield _Found(block, headings, notes)
        elif isinstance(block, Illustration) and block.table is not None:
            yield _Found(block.table, headings, notes)
        elif isinstance(block, Section):
            more = (block.note,) if block.note else ()
            yield from _tables(block.blocks, (*headings, block.heading), (*notes, *more))
        elif isinstance(block, Details):
            yield from _tables(block.blocks, (*headings, block.summary), notes)
        elif isinstance(block, Beside):
            for column in block.columns:
                yield from _tables(column, headings, notes)


def _one_of(several: list[_Found], title: str, wording: Wording) -> GatheredTable:
    """Return tables as one, with the innermost heading of each before its rows."""
    common = _common([found.headings[:-1] for found in several])
    section = Column(head=wording.say("Section"), kind=ColumnKind.WORDS)
    rows = tuple(
        evolve(row, cells=((found.headings[-1] if found.headings else found.table.caption,), *row.cells))
        for found in several
        for row in found.table.rows
    )
    notes = _common([found.notes for found in several])
    own = (note for found in several for note in found.table.notes)
    table = evolve(
        several[0].table,
        caption=words_of(common[-1]) if common else title,
        columns=(section, *several[0].table.columns),
        rows=rows,
        notes=tuple(dict.fromkeys((*own, *notes))),
    )
    names = tuple(found.table.name for found in several)
    return GatheredTable(table, tuple(map(words_of, common)), names, has_sections=True)


def _common(several: list[tuple[Words, ...]]) -> tuple[Words, ...]:
    """Return what all begin with."""
    first, *others = several
    length = 0
    while length < len(first) and all(
        other[length : length + 1] == first[length : length + 1] for other in others
    ):
        length += 1
    return first[:length]
