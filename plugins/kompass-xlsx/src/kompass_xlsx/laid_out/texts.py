"""Write what is said on a worksheet of two columns: what is spoken of, and what is said of it."""

from collections.abc import Iterable, Mapping
from functools import singledispatchmethod
from typing import Any, final

from attrs import define, field
from xlsxwriter.utility import quote_sheetname

from kompass_spec.model.sheet import (
    Beside,
    Bullets,
    Details,
    Facts,
    Headline,
    Illustration,
    Linked,
    Paragraph,
    Part,
    Quotation,
    Section,
    Sheet,
    SheetBlock,
    SheetTable,
    Tiles,
    Tone,
    Words,
    words_of,
)
from kompass_xlsx.area_sheet import page_set_up
from kompass_xlsx.growing import height_of
from kompass_xlsx.laid_out.formats import Formats, cell_text, joined

__all__ = ["TextSheet", "has_texts"]

_WIDTHS = (34, 96)
_SIZES = {1: 20, 2: 14, 3: 12}
_LINE_PER_SIZE = 1.4


def has_texts(part: Part) -> bool:
    """Tell whether more is said in a part than its tables say."""
    return any(map(_is_text, part.blocks))


def _is_text(block: SheetBlock) -> bool:
    if isinstance(block, Section | Details):
        return any(map(_is_text, block.blocks))
    if isinstance(block, Beside):
        return any(_is_text(inner) for column in block.columns for inner in column)
    return not isinstance(block, SheetTable | Illustration)


@final
@define
class TextSheet:
    """Write the texts of a part; ``row`` is the next one that is free.

    ``places`` are the names of the worksheets of tables by the tables' names; under its heading stands a link
    to each.
    """

    sheet: Any
    formats: Formats
    places: Mapping[str, str] = field(factory=dict)
    row: int = 0

    def write_head(self, sheet: Sheet) -> None:
        """Write the title of all with what stands above and below it."""
        if words_of(sheet.kicker):
            self._say(words_of(sheet.kicker), self.formats.toned(Tone.QUIET))
        self._heading(sheet.title, 1)
        for line in sheet.lines:
            self._say(words_of(line), self.formats.toned(Tone.QUIET))

    def write_part(self, part: Part) -> None:
        """Write the texts of a part; its tables and drawings stand on worksheets of their own."""
        if part.title:
            self._heading(part.title, 1)
        if part.note:
            self._say(part.note, self.formats.toned(Tone.QUIET))
        self._all(part.blocks)

    def write_foot(self, lines: Iterable[Words]) -> None:
        """Write what stands at the end of all."""
        self.row += 1
        for line in lines:
            self._say(words_of(line), self.formats.toned(Tone.QUIET, font_size=9))

    def set_up(self, line: str) -> None:
        """Set the columns and the page up."""
        for column, width in enumerate(_WIDTHS):
            self.sheet.set_column(column, column, width)
        self.sheet.hide_gridlines(2)
        page_set_up(self.sheet, cell_text(line), landscape=False)

    def _all(self, blocks: Iterable[SheetBlock]) -> None:
        for block in blocks:
            self._write(block)

    def _heading(self, words: str, level: int) -> None:
        self.row += 1 if self.row else 0
        size = _SIZES.get(level, 11)
        self.sheet.set_row(self.row, size * _LINE_PER_SIZE)
        self.sheet.write_string(self.row, 0, cell_text(words), self.formats.of(bold=True, font_size=size))
        self.row += 1

    def _say(self, words: str, made: Any) -> None:
        """Write words that run on over the columns."""
        self.sheet.write_string(self.row, 0, cell_text(words), made)
        self.row += 1

    def _pair(self, term: str, words: tuple[Words, ...], tone: Tone = Tone.PLAIN, **style: Any) -> None:
        """Write a term and what is said of it, which wraps."""
        if term:
            made = self.formats.of(text_wrap=True, bold=True)
            self.sheet.write_string(self.row, 0, cell_text(term), made)
        self._words(words, tone, style)
        texts = list(zip((term, joined(words)), _WIDTHS, strict=True))
        self.sheet.set_row(self.row, height_of(texts, least=1))
        self.row += 1

    def _words(self, words: tuple[Words, ...], tone: Tone, style: dict[str, Any]) -> None:
        shown = joined(words)
        only = words[0] if len(words) == 1 else None
        if isinstance(only, Linked) and only.address.startswith(("http://", "https://")) and shown:
            made = self.formats.of(text_wrap=True, font_color="#0B4F8A", underline=1)
            if self.sheet.write_url(self.row, 1, only.address, made, shown) == 0:
                return
        self.sheet.write_string(self.row, 1, shown, self.formats.toned(tone, text_wrap=True, **style))

    @singledispatchmethod
    def _write(self, block: SheetBlock) -> None:
        """Write a block; what is left here is a drawing without a table, which stands elsewhere."""

    @_write.register
    def _(self, block: SheetTable) -> None:
        place = self.places.get(block.name)
        if place is not None:
            made = self.formats.of(text_wrap=True, font_color="#0B4F8A", underline=1)
            address = f"internal:{quote_sheetname(place)}!A1"
            self.sheet.write_url(self.row, 1, address, made, f"→ {place}")
            self.row += 1

    @_write.register
    def _(self, block: Illustration) -> None:
        if block.table is not None:
            self._write(block.table)

    @_write.register
    def _(self, block: Paragraph) -> None:
        self._pair(block.lead or "", block.words, block.tone)

    @_write.register
    def _(self, block: Bullets) -> None:
        for bullet in block.bullets:
            mark = "• " if bullet.mark is None else f"{bullet.mark.value} "
            self._pair(bullet.lead or "", (mark, *bullet.words), bullet.tone)

    @_write.register
    def _(self, block: Facts) -> None:
        for fact in block.facts:
            for number, line in enumerate(fact.lines):
                self._pair("" if number else fact.term, (line,))

    @_write.register
    def _(self, block: Headline) -> None:
        big = self.formats.of(bold=True, font_size=28, align="left")
        self.sheet.write_string(self.row, 0, cell_text(block.figure), big)
        unit = self.formats.of(font_size=14, valign="vcenter")
        self.sheet.write_string(self.row, 1, cell_text(block.unit), unit)
        self.sheet.set_row(self.row, 40)
        self.row += 1
        for words, tone in ((block.sentence, Tone.PLAIN), (block.note, Tone.QUIET)):
            if words:
                self._pair("", (words,), tone)

    @_write.register
    def _(self, block: Tiles) -> None:
        for tile in block.tiles:
            mark = "" if tile.mark is None else f"{tile.mark.value} "
            ranked = "  ".join(f"[{figure}]" if is_it else figure for figure, is_it in tile.ranked)
            self._pair(tile.label, (f"{mark}{tile.figure or ranked}",), bold=True)
            if tile.note:
                self._pair("", (tile.note,), Tone.QUIET)

    @_write.register
    def _(self, block: Quotation) -> None:
        self._pair("", (block.words,), italic=True)
        if block.source:
            self._pair("", block.source, Tone.QUIET)

    @_write.register
    def _(self, block: Section) -> None:
        self._heading(" – ".join(filter(None, (words_of(block.heading), block.note))), block.level)
        self._all(block.blocks)

    @_write.register
    def _(self, block: Details) -> None:
        self._heading(block.summary, 4)
        self._all(block.blocks)

    @_write.register
    def _(self, block: Beside) -> None:
        for column in block.columns:
            self._all(column)
