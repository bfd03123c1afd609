"""Lay out a sheet as a page of a site: Markdown, with drawings as SVG, facts and bars as a little HTML."""

from collections.abc import Iterable, Iterator
from typing import final

from attrs import frozen

from kompass_drawings import HALF, WIDE, draw
from kompass_site.markdown import escaped, facts, section, table, to_html
from kompass_spec import (
    Beside,
    Bullet,
    Bullets,
    Column,
    ColumnKind,
    Details,
    Facts,
    Figure,
    Gap,
    Headline,
    Illustration,
    Linked,
    Paragraph,
    Passage,
    Quotation,
    Section,
    ShareBar,
    Sheet,
    SheetBlock,
    SheetCell,
    SheetTable,
    Tiles,
    Words,
    words_of,
)

__all__ = ["SheetLayout"]


@final
@frozen(kw_only=True)
class SheetLayout:
    """Lay out sheets on pages in ``page_language``, below a line that leads back to ``overview``."""

    page_language: str
    overview: str

    def text(self, sheet: Sheet, *more: str) -> str:
        """Return a sheet as Markdown; ``more`` are blocks that stand below its head."""
        kicker = words_of(sheet.kicker)
        body = [block for part in sheet.parts for block in self._blocks(part.blocks, sheet)]
        return section(
            f"[{escaped(kicker)}]({self.overview})" if kicker else "",
            f"# {escaped(' '.join(sheet.title.split()))}",
            *(self._words([line]) for line in sheet.lines),
            *more,
            *body,
        )

    def _blocks(self, blocks: Iterable[SheetBlock], sheet: Sheet) -> Iterator[str]:
        for block in blocks:
            yield from self._block(block, sheet)

    def _block(self, block: SheetBlock, sheet: Sheet) -> Iterator[str]:
        match block:
            case Section():
                yield self._heading(block)
                yield from self._blocks(block.blocks, sheet)
            case Details():
                yield f'<details markdown="1"><summary>{to_html(block.summary)}</summary>'
                yield from self._blocks(block.blocks, sheet)
                yield "</details>"
            case Beside():
                for column in block.columns:
                    yield from self._blocks(column, sheet)
            case Illustration():
                yield from self._illustration(block)
            case SheetTable():
                yield from self._table(block)
            case Tiles():
                for tile in block.tiles:
                    figure = tile.figure or ", ".join(shown for shown, _ in tile.ranked)
                    yield f"**{escaped(tile.label)}:** {escaped(figure)} {escaped(tile.note)}".rstrip()
            case _:
                yield self._simple(block)

    def _simple(self, block: Paragraph | Bullets | Facts | Headline | Quotation) -> str:
        match block:
            case Paragraph():
                lead = f"**{escaped(block.lead)}** " if block.lead else ""
                return lead + self._words(block.words)
            case Bullets():
                return "\n".join(f"- {self._bullet(bullet)}" for bullet in block.bullets)
            case Facts():
                return facts(
                    (to_html(fact.term), "<br>".join(map(self._html, fact.lines))) for fact in block.facts
                )
            case Headline():
                return f"**{escaped(block.figure)}** {escaped(block.unit)} {escaped(block.sentence)}".rstrip()
            case Quotation():
                source = f" ({self._words(block.source)})" if block.source else ""
                return f"> {self._words([block.words])}{source}"

    def _heading(self, block: Section) -> str:
        note = f" · {escaped(block.note)}" if block.note else ""
        attributes = [f"#{block.anchor}"] if block.anchor else []
        if note:
            attributes.append(f'data-toc-label="{to_html(words_of(block.heading))}"')
        inside = f" {{ {' '.join(attributes)} }}" if attributes else ""
        return f"{'#' * block.level} {self._words([block.heading])}{note}{inside}"

    def _bullet(self, bullet: Bullet) -> str:
        mark = f"{bullet.mark.value} " if bullet.mark else ""
        lead = f"**{escaped(bullet.lead)}** " if bullet.lead else ""
        return mark + lead + self._words(bullet.words)

    def _illustration(self, block: Illustration) -> Iterator[str]:
        if block.is_title_shown:
            yield f"**{escaped(block.title)}**"
        name = type(block.drawing).__name__.lower()
        sizes = [
            f'<div class="kompass-{size}">'
            + draw(
                block.drawing,
                identity=f"{name}-{size}",
                title=block.title,
                finding=block.finding,
                width=width,
            ).replace("\n", " ")
            + "</div>"
            for size, width in (("wide", WIDE), ("half", HALF))
        ]
        yield "\n".join(['<div class="kompass-drawing">', *sizes, "</div>"])
        yield from (self._words([note]) for note in block.notes)

    def _table(self, block: SheetTable) -> Iterator[str]:
        if block.is_caption_shown:
            yield f"**{escaped(block.caption)}**"
        right = [index for index, one in enumerate(block.columns) if one.kind is ColumnKind.FIGURE]
        rows = [
            [
                *(_anchored(self._cell(cell), row.anchor) for cell in row.cells[:1]),
                *map(self._cell, row.cells[1:]),
            ]
            for row in block.rows
        ]
        yield table([_head(column) for column in block.columns], rows, right=right)
        yield from (self._words([note]) for note in block.notes)

    def _cell(self, cell: SheetCell) -> str:
        match cell:
            case Figure():
                return (f"{cell.mark.value} " if cell.mark else "") + escaped(cell.shown)
            case ShareBar():
                share = float(100 * cell.interval.low)  # as far as is certain
                inner = f'<span style="width:{share:.4g}%"></span>'
                return f'<span class="kompass-bar" aria-hidden="true">{inner}</span>'
            case Gap():
                return escaped(cell.words)
            case _:
                return self._words(cell)

    def _words(self, words: Iterable[Words]) -> str:
        return "".join(map(self._one, words)).strip()

    def _one(self, words: Words) -> str:
        shown = _kept(words_of(words))
        if isinstance(words, Linked):
            return f"[{shown}](<{words.address}>)"
        if isinstance(words, Passage) and words.language not in {None, self.page_language}:
            return f'<span lang="{words.language}">{shown}</span>'
        return shown

    def _html(self, words: Words) -> str:
        shown = to_html(words_of(words))
        if isinstance(words, Passage) and words.language not in {None, self.page_language}:
            return f'<span lang="{words.language}">{shown}</span>'
        return shown


def _kept(words: str) -> str:
    """Return words as Markdown with the spaces at their ends, which join them to others."""
    inner = escaped(words)
    return f"{' ' if words[:1].isspace() else ''}{inner}{' ' if words[-1:].isspace() and inner else ''}"


def _anchored(shown: str, anchor: str | None) -> str:
    return f"[{shown}](#{anchor}){{#{anchor}}}" if anchor else shown


def _head(column: Column) -> str:
    return escaped(f"{column.group}: {column.head}" if column.group else column.head)
