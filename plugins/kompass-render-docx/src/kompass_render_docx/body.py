"""The body of a document: a method for every block of a sheet, in order and one below the other.

Blocks that stand beside each other are columns of a section, so that their headings stay headings to jump to.
"""

from collections.abc import Callable, Iterable
from typing import Any

from docx.enum.section import WD_SECTION
from docx.oxml.ns import qn

from kompass_render_docx.drawn import drawings_of, write_drawings
from kompass_render_docx.elements import Element, Writer, element, field, paragraph, run, spacer
from kompass_render_docx.outline import headings_of, level_below
from kompass_render_docx.pictures import Pictures
from kompass_render_docx.styles import HEADLINE, NOTE, WARNING
from kompass_render_docx.tables import table_of
from kompass_render_docx.tiles import tiles_of
from kompass_spec.model.sheet import (
    Beside,
    Bullets,
    Details,
    Facts,
    Headline,
    Illustration,
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
from kompass_spec.wording.wording import wording_for

__all__ = ["PAGE", "Body"]

PAGE, GUTTER = 174.0, 8.0
"""The width between the margins and between columns, in millimetres."""

_TWIPS = 1440 / 25.4
"""How many twentieths of a point a millimetre is."""

_DEEPEST, _LISTED, _SHORT_NOTE = 6, 2, 14
_DETAILS = "details"


class Body:
    """Write the blocks of a sheet into a document."""

    def __init__(self, document: Any, sheet: Sheet, writer: Writer, pictures: Pictures) -> None:
        self.document, self.sheet, self.writer, self.pictures = document, sheet, writer, pictures
        self.width, self.level = PAGE, 1
        self.is_beside = False
        self.written: dict[type, Callable[[Any], None]] = {
            Paragraph: self._paragraph,
            Bullets: self._bullets,
            Facts: self._facts,
            Headline: self._headline,
            Tiles: self._tiles,
            Quotation: self._quotation,
            SheetTable: self._table,
            Illustration: self._illustration,
            Beside: self._beside,
            Section: self._of_section,
            Details: self._details,
        }
        self.awaited: str | None = None
        """The kind of break that stands before what is written next: ``page`` or ``column``."""
        self.headings: list[str] = []
        """The bookmarks of the headings that are still to be written, of those that the contents list."""

    def write(self) -> None:
        """Write the head, the parts and the foot."""
        sheet = self.sheet
        if words_of(sheet.kicker):
            self._add(paragraph("Subtitle", *self.writer.words((sheet.kicker,))))
        self._add(paragraph("Title", run(sheet.title)))
        for line in sheet.lines:
            self._add(paragraph("Subtitle", *self.writer.words((line,))))
        first, *others = sheet.parts or (Part(blocks=()),)
        self._part(first)
        if others:
            self._others(others)
        for line in sheet.foot:
            self._add(paragraph(NOTE, *self.writer.words((line,))))

    def _add(self, *elements: Element) -> None:
        # The last element of a body says how its last section is set.
        for one in self._broken(elements):
            self.document.element.body.sectPr.addprevious(one)

    def _broken(self, elements: tuple[Element, ...]) -> tuple[Element, ...]:
        """Return elements with the break that stands before them, in the first paragraph."""
        if self.awaited is None or not elements:
            return elements
        kind, self.awaited = self.awaited, None
        if elements[0].tag != qn("w:p"):
            elements = (paragraph(NOTE), *elements)
        if kind == "page":
            elements[0].pPr.get_or_add_pageBreakBefore()
        else:
            # Some programs keep the distance above a heading also where a column begins.
            elements[0].pPr.get_or_add_spacing().set(qn("w:before"), "0")
            elements[0].pPr.addnext(element("w:r", element("w:br", type=kind)))
        return elements

    def _others(self, parts: Iterable[Part]) -> None:
        parts = tuple(parts)
        start, end = self.writer.marked(_DETAILS)
        headings = headings_of(parts)
        self.headings = [f"heading{at}" for at in range(len(headings))]
        is_listed = len(headings) > 2  # noqa: PLR2004 - who reads two headings needs no list of them
        if is_listed:
            self.awaited = "page"
            self._contents(headings)
        for at, part in enumerate(parts):
            if at or not is_listed:
                self.awaited = "page"
            self._part(part, opened=None if at else start)
        self._add(paragraph(NOTE, end))

    def _contents(self, headings: list[tuple[int, str]]) -> None:
        """Write a list of the headings of the details, as a field that an office program can renew."""
        say = wording_for(self.sheet.language).say
        self._add(paragraph("TOCHeading", run(say("Contents")), is_kept=True))
        lines = [
            paragraph(f"TOC{level}", element("w:hyperlink", run(words), anchor=name, history="1"))
            for (level, words), name in zip(headings, self.headings, strict=True)
            if level <= _LISTED
        ]
        begin, code, separate, end = field(f'TOC \\b {_DETAILS} \\o "1-2" \\n \\h \\z')
        lines[0].pPr.addnext(begin)
        begin.addnext(code)
        code.addnext(separate)
        lines[-1].append(end)
        self._add(*lines)

    def _part(self, part: Part, opened: Element | None = None) -> None:
        """Write a part; ``opened`` begins a bookmark in its first paragraph."""
        before = len(self.document.element.body)
        if part.title:
            self._heading(1, (part.title,), None)
        if part.note:
            self._add(paragraph(NOTE, run(part.note)))
        self._blocks(part.blocks)
        if opened is not None:
            self.document.element.body[before - 1].addprevious(opened)

    def _heading(self, level: int, words: Iterable[Words], anchor: str | None, figure: str = "") -> None:
        """Write a heading; a figure that it has stands at the end of its line."""
        runs = self.writer.words(words)
        name = self.headings.pop(0) if self.headings else None
        for bookmark in filter(None, (name, self.writer.anchors.get(anchor or ""))):
            runs = self.writer.marked(bookmark, *runs)
        end = [element("w:r", element("w:tab")), run(figure)] if figure else []
        made = paragraph(f"Heading{min(level, _DEEPEST)}", *runs, *end)
        if figure:
            stop = element("w:tab", val="right", pos=str(round(self.width * _TWIPS)))
            made.pPr.append(element("w:tabs", stop))
        self._add(made)

    def _blocks(self, blocks: Iterable[SheetBlock]) -> None:
        for block in blocks:
            self.written[type(block)](block)

    def _paragraph(self, block: Paragraph) -> None:
        style = WARNING if block.tone is Tone.WARNING else NOTE if block.tone is Tone.QUIET else "Normal"
        lead = [run(f"{block.lead} ", is_bold=True, tone=block.tone)] if block.lead else []
        self._add(paragraph(style, *lead, *self.writer.words(block.words, tone=block.tone)))

    def _bullets(self, block: Bullets) -> None:
        for bullet in block.bullets:
            runs = [run(f"{bullet.mark.value} ", tone=bullet.tone)] if bullet.mark else []
            if bullet.lead:
                runs.append(run(f"{bullet.lead} ", is_bold=True, tone=bullet.tone))
            self._add(paragraph("ListBullet", *runs, *self.writer.words(bullet.words, tone=bullet.tone)))

    def _facts(self, block: Facts) -> None:
        for fact in block.facts:
            runs = [run(f"{fact.term}: ", is_bold=True)]
            for at, line in enumerate(fact.lines):
                if at:
                    runs.append(element("w:r", element("w:br")))
                runs += self.writer.words((line,))
            self._add(paragraph("Normal", *runs))

    def _headline(self, block: Headline) -> None:
        look = (element("w:b", val="0"), element("w:color", val="566070"), element("w:sz", val="22"))
        unit = element("w:r", element("w:rPr", *look))
        unit.extend(run(f"  {block.unit}").iterchildren(qn("w:t")))
        self._add(paragraph(HEADLINE, run(block.figure), unit, is_kept=True))
        if block.sentence:
            self._add(paragraph("Normal", run(block.sentence)))
        if block.note:
            self._add(paragraph(NOTE, run(block.note)))

    def _tiles(self, block: Tiles) -> None:
        if block.tiles:
            self._add(tiles_of(block, self.width), spacer(NOTE))

    def _quotation(self, block: Quotation) -> None:
        runs = self.writer.words((block.words,))
        if block.source:
            runs += [run(" (", tone=Tone.QUIET), *self.writer.words(block.source, tone=Tone.QUIET)]
            runs.append(run(")", tone=Tone.QUIET))
        self._add(paragraph("Quote", *runs))

    def _table(self, block: SheetTable) -> None:
        if block.is_caption_shown:
            self._add(paragraph("Caption", run(block.caption), is_kept=True))
        self._add(table_of(block, self.width, self.writer))
        self._notes(block.notes)

    def _notes(self, notes: Iterable[Words]) -> None:
        """Write notes; without one, a low line keeps a table from what follows it."""
        listed = tuple(notes)
        for note in listed:
            self._add(paragraph(NOTE, *self.writer.words((note,))))
        if not listed:
            self._add(spacer(NOTE))

    def _illustration(self, block: Illustration) -> None:
        if block.is_title_shown:
            self._add(paragraph("Caption", run(block.title), is_kept=True))
        self._add(paragraph("Normal", self.pictures.run_of(block, self.width)))
        self._notes(block.notes)

    def _beside(self, block: Beside) -> None:
        count = len(block.columns)
        drawings = drawings_of(block)
        if len(drawings) > 1 and not self.is_beside:
            write_drawings(drawings, self.width, self.writer, self.pictures.run_of, self._add)
            self._add(spacer(NOTE))
            return
        if self.is_beside or count < 2:  # noqa: PLR2004 - one column is no columns
            for column in block.columns:
                self._blocks(column)
            return
        whole, self.is_beside = self.width, True
        self._section(count)
        self.width = (whole - GUTTER * (count - 1)) / count
        for at, column in enumerate(block.columns):
            if at:
                self.awaited = "column"
            self._blocks(column)
        self._section(1)
        self.width, self.is_beside = whole, False

    def _section(self, columns: int) -> None:
        """End the section before, and set what follows in columns."""
        section = self.document.add_section(WD_SECTION.CONTINUOUS)
        ended = self.document.element.body.xpath("./w:p[w:pPr/w:sectPr]")[-1]
        properties = ended.get_or_add_pPr()
        properties.insert(0, element("w:spacing", before="0", after="0", line="20", lineRule="exact"))
        for found in section._sectPr.findall(qn("w:cols")):  # noqa: SLF001 - python-docx has no other way
            section._sectPr.remove(found)  # noqa: SLF001
        cols = element("w:cols", num=str(columns), space=str(round(GUTTER * _TWIPS)), equalWidth="1")
        section._sectPr.append(cols)  # noqa: SLF001

    def _of_section(self, block: Section) -> None:
        above = self.level
        self.level = level_below(above, block)
        figure = block.note if len(block.note) <= _SHORT_NOTE else ""
        self._heading(self.level, (block.heading,), block.anchor, figure)
        if block.note and not figure:
            self._add(paragraph(NOTE, run(block.note)))
        self._blocks(block.blocks)
        self.level = above

    def _details(self, block: Details) -> None:
        self._add(paragraph("Caption", run(block.summary), is_kept=True))
        self._blocks(block.blocks)
