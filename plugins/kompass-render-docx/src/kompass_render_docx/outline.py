"""The headings of a sheet and the places that its links lead to, before anything is written."""

from collections.abc import Iterable, Iterator

from kompass_spec.model.sheet import Beside, Details, Part, Section, Sheet, SheetBlock, SheetTable, words_of

__all__ = ["anchors_of", "headings_of", "level_below"]


def level_below(above: int, section: Section) -> int:
    """Return the level of a section's heading: its own, but never one that skips a level.

    >>> level_below(1, Section(heading="Källor", level=4, blocks=()))
    2
    """
    return min(max(section.level, 2), above + 1)


def headings_of(parts: Iterable[Part]) -> list[tuple[int, str]]:
    """Return the headings of parts with their levels, in order."""
    found: list[tuple[int, str]] = []
    for part in parts:
        if part.title:
            found.append((1, part.title))
        found += _headings(part.blocks, 1)
    return found


def anchors_of(sheet: Sheet) -> dict[str, str]:
    """Return the name of a bookmark for every anchor of a sheet, its first place in order.

    >>> section = Section(heading="Källor", anchor="källor-1", blocks=())
    >>> anchors_of(Sheet(kind="result", language="sv", title="", parts=(Part(blocks=(section,)),)))
    {'källor-1': 'place0'}
    """
    found = dict.fromkeys(anchor for part in sheet.parts for anchor in _anchors(part.blocks) if anchor)
    return {anchor: f"place{at}" for at, anchor in enumerate(found)}


def _headings(blocks: Iterable[SheetBlock], above: int) -> Iterator[tuple[int, str]]:
    for block in blocks:
        level = above
        if isinstance(block, Section):
            level = level_below(above, block)
            yield level, words_of(block.heading)
        for inner in _inside(block):
            yield from _headings(inner, level)


def _anchors(blocks: Iterable[SheetBlock]) -> Iterator[str | None]:
    for block in blocks:
        if isinstance(block, Section):
            yield block.anchor
        if isinstance(block, SheetTable):
            yield from (row.anchor for row in block.rows)
        for inner in _inside(block):
            yield from _anchors(inner)


def _inside(block: SheetBlock) -> tuple[tuple[SheetBlock, ...], ...]:
    if isinstance(block, Section | Details):
        return (block.blocks,)
    return block.columns if isinstance(block, Beside) else ()
