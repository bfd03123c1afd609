"""Read the blocks of a Word file."""

from collections.abc import Iterable, Iterator
from typing import final

from attrs import define, field

from kompass_read_office.archive import Archive
from kompass_read_office.collecting import Collector
from kompass_read_office.docx_numbering import Numbering
from kompass_read_office.docx_styles import Style, Styles, style_of, value_of
from kompass_read_office.docx_tables import GridCell, grid_of, has_changed_rows, has_hidden_rows
from kompass_read_office.docx_words import Fields, Words, is_unfilled, read_words
from kompass_read_office.numbering import title_label
from kompass_read_office.package import Relation, main_part, parsed, relations
from kompass_read_office.parsing import Element, attribute, children, tag
from kompass_read_office.refusals import other_content
from kompass_read_office.words import split_lines, without_mark
from kompass_spec.model import BlockCell, BlockKind, Place

__all__ = ["read_docx"]

_NO_LIST = "0"
_CONTENTS_GALLERY = "Table of Contents"


def read_docx(archive: Archive, collector: Collector) -> None:
    """Collect the blocks of a Word file: the heads of its pages, its body, and the foots.

    Raise ``InputError`` where it has no document.
    """
    part = main_part(archive)
    root = parsed(archive, part)
    body = None if root is None else next(children(root, "body"), None)
    if body is None:
        raise other_content()
    related = list(relations(archive, part).values())
    reader = _Reader(
        collector=collector,
        styles=Styles.read(_only(archive, related, "styles")),
        numbering=Numbering.read(_only(archive, related, "numbering")),
        notes=dict(_notes(archive, related)),
    )
    reader.read_running(_all(archive, related, "header"))
    reader.read_blocks(body)
    reader.read_running(_all(archive, related, "footer"))
    reader.tell()


def _only(archive: Archive, related: list[Relation], kind: str) -> Element | None:
    return next(_all(archive, related, kind), None)


def _all(archive: Archive, related: list[Relation], kind: str) -> Iterator[Element]:
    """Iterate over the roots of the parts of one kind that the document refers to."""
    for relation in related:
        if relation.kind == kind and (root := parsed(archive, relation.part)) is not None:
            yield root


def _notes(archive: Archive, related: list[Relation]) -> Iterator[tuple[tuple[str, str], Element]]:
    """Iterate over the foot and end notes by kind and id; lines that separate them are none."""
    for kind in ("footnote", "endnote"):
        for root in _all(archive, related, f"{kind}s"):
            for note in children(root, kind):
                if attribute(note, "type") in {None, "normal"}:
                    yield (kind, attribute(note, "id") or ""), note


@final
@define
class _Hanging:
    """Gather what hangs on paragraphs, to be read behind the block that these belong to."""

    words: list[Words] = field(factory=list)
    tables: list[Element] = field(factory=list)


@final
@define(kw_only=True)
class _Reader:
    """Walk through the parts of a document, and hand their blocks to the collector."""

    collector: Collector
    styles: Styles
    numbering: Numbering
    notes: dict[tuple[str, str], Element]
    fields: Fields = field(factory=Fields)
    hidden: list[Place] = field(factory=list)
    changed: bool = False
    foreign: bool = False

    def read_running(self, roots: Iterable[Element]) -> None:
        """Collect the heads or foots of pages."""
        paragraphs = (paragraph for root in roots for paragraph in root.iter("{*}p"))
        lines = [text for one in paragraphs for text, _ in split_lines(self.words_of(one)[1].pieces)]
        self.collector.add_running(lines)
        self.fields = Fields()

    def read_blocks(self, element: Element, *, contents: bool = False) -> None:
        """Collect the blocks of a body, a text box, a note or a frame around some of them."""
        for child in element:
            name = tag(child)
            if name == "p":
                self.read_paragraph(child, contents=contents)
            elif name == "tbl":
                self.read_table(child, contents=contents)
            elif name == "sdt" and not is_unfilled(child):
                self.read_blocks(child, contents=contents or _is_contents(child))
            elif name == "altChunk":
                self.foreign = True
            elif name in {"sdtContent", "customXml", "ins", "moveTo", "smartTag"}:
                self.read_blocks(child, contents=contents)
            elif name == "AlternateContent":
                for form in list(children(child, "Choice", "Fallback"))[:1]:
                    self.read_blocks(form, contents=contents)

    def words_of(self, paragraph: Element) -> tuple[Style, Words]:
        """Return what a paragraph is set as, and its words."""
        properties = next(children(paragraph, "pPr"), None)
        style = style_of(properties, None).over(
            self.styles.resolve(value_of(properties, "pStyle"), paragraph=True)
        )
        words = read_words(paragraph, self.styles, style, self.fields)
        self.changed = self.changed or words.changed
        self.collector.note_struck(words.struck)
        if words.hidden:
            self.hidden.append(self.collector.place())
        return style, words

    def read_paragraph(self, paragraph: Element, *, contents: bool) -> None:
        place = self.collector.next_place()
        if not len(paragraph):
            return
        style, words = self.words_of(paragraph)
        lines = split_lines(words.pieces)
        if lines:
            kind, level = self.role_of(paragraph, style)
            label = self.label_of(style)
            if kind is BlockKind.HEADING:
                label = title_label(label)
            if contents or words.contents:
                kind, level = BlockKind.CONTENTS, 0
            self.collector.add_lines(kind, lines, place, label=label, level=level, indent=style.indent or 0)
        self.read_hanging(words)

    def role_of(self, paragraph: Element, style: Style) -> tuple[BlockKind, int]:
        """Return the kind and level of a paragraph: by the name of its style, its level, its list."""
        named = self.styles.role(value_of(next(children(paragraph, "pPr"), None), "pStyle"))
        if named is not None and named[0] is not BlockKind.ITEM and style.level != 0:
            return named
        if style.level:
            return BlockKind.HEADING, style.level
        if style.numbering not in {None, _NO_LIST}:
            return BlockKind.ITEM, (style.list_level or 0) + 1
        if named is not None and named[0] is BlockKind.ITEM and style.numbering != _NO_LIST:
            return named
        return BlockKind.PARAGRAPH, 0

    def label_of(self, style: Style) -> str:
        """Return the number that a paragraph is shown with, empty where it has none."""
        if style.numbering in {None, _NO_LIST}:
            return ""
        return self.numbering.label(style.numbering or "", style.list_level or 0)

    def read_hanging(self, words: Words) -> None:
        """Collect what hangs on a paragraph: boxes with words, words that are drawn, pictures, notes."""
        for box in words.boxes:
            self.read_blocks(box)
        for text in words.art:
            self.collector.add_text(BlockKind.PARAGRAPH, text, self.collector.next_place())
        for text in words.pictures:
            self.collector.add_picture(text)
        for note in words.notes:
            if (element := self.notes.pop(note, None)) is not None:
                self.read_blocks(element)

    def read_table(self, table: Element, *, contents: bool) -> None:
        """Collect a table, and behind it what hangs on its paragraphs; one of a single column is a frame."""
        grid = grid_of(table)
        self.changed = self.changed or has_changed_rows(table)
        if has_hidden_rows(table):
            self.hidden.append(self.collector.place())
        if all(len(row) <= 1 for row in grid) or contents:
            for row in grid:
                for cell in row:
                    if cell.element is not None:
                        self.read_blocks(cell.element, contents=contents)
            return
        hanging = _Hanging()
        self.collector.add_table([[self.cell_of(cell, hanging) for cell in row] for row in grid])
        for inner in hanging.tables:
            self.read_table(inner, contents=False)
        for words in hanging.words:
            self.read_hanging(words)

    def cell_of(self, cell: GridCell, hanging: _Hanging) -> BlockCell:
        """Return a cell with the lines of its paragraphs."""
        if cell.element is None:
            return BlockCell(text="", place=self.collector.place())
        place: Place | None = None
        lines: list[str] = []
        for paragraph in self.paragraphs_of(cell.element, hanging):
            here = self.collector.next_place()
            place = place or here
            style, words = self.words_of(paragraph)
            label = self.label_of(style)
            texts = [text.strip() for text, _ in split_lines(words.pieces)]
            if texts and label:
                texts[0] = f"{label} {texts[0]}"
            lines += [without_mark(text) or text for text in texts]
            hanging.words.append(words)
        text = "\n".join(lines)
        self.collector.count(text)
        return BlockCell(
            text=text, place=place or self.collector.place(), columns=cell.columns, rows=cell.rows
        )

    def paragraphs_of(self, element: Element, hanging: _Hanging) -> Iterator[Element]:
        """Iterate over the paragraphs of a cell; tables in it are noted for later."""
        for child in element:
            if tag(child) == "p":
                yield child
            elif tag(child) == "tbl":
                hanging.tables.append(child)
            elif tag(child) in {"sdt", "sdtContent", "customXml", "ins", "moveTo"} and not is_unfilled(child):
                yield from self.paragraphs_of(child, hanging)

    def tell(self) -> None:
        """Say what was not read, or not as it is shown."""
        if self.hidden:
            self.collector.warn_of_hidden_words(self.hidden[0])
        if self.changed:
            self.collector.warn_of_changes()
        if self.foreign:
            self.collector.warn(
                "hidden-content",
                "Another file is embedded in this one and was not read. Open this one in Word, save it, and "
                "read it again.",
            )


def _is_contents(frame: Element) -> bool:
    """Tell whether a frame of Word holds a table of contents that Word itself has made."""
    return any(
        value_of(part, "docPartGallery") == _CONTENTS_GALLERY
        for properties in children(frame, "sdtPr")
        for part in children(properties, "docPartObj", "docPartList")
    )
