"""Read the blocks of an OpenDocument text."""

from collections.abc import Iterator
from typing import final

from attrs import define, field

from kompass_read_office.archive import Archive
from kompass_read_office.collecting import Collector
from kompass_read_office.numbering import Counters, Level, label, title_label
from kompass_read_office.odf_package import odf_body, odf_part
from kompass_read_office.odf_styles import OdfStyle, OdfStyles
from kompass_read_office.odf_tables import OdfCell, has_hidden_rows, odf_grid
from kompass_read_office.odf_words import OdfWords, drawn, read_odf_words
from kompass_read_office.parsing import Element, attribute, children, has, tag, whole
from kompass_read_office.words import split_lines, without_mark
from kompass_spec.model import BlockCell, BlockKind, Place

__all__ = ["read_odt"]

_INDEXES = frozenset(
    {
        "table-of-content",
        "illustration-index",
        "table-index",
        "object-index",
        "user-index",
        "alphabetical-index",
        "bibliography",
    }
)
_DEEPEST = 9
_LARGEST_START = 9_999


def read_odt(archive: Archive, collector: Collector) -> None:
    """Collect the blocks of an OpenDocument text: the heads of its pages, its body, and the foots.

    Raise ``InputError`` where it has no text.
    """
    content, styled = odf_part(archive, "content.xml"), odf_part(archive, "styles.xml")
    body = odf_body(content, "text")
    styles = OdfStyles()
    styles.read(styled)
    running = list(_running(styled, styles))
    styles.read(content)
    collector.add_running(text for place, text in running if place == "header")
    reader = _Reader(collector, styles, changed=_is_changed(body))
    reader.read_blocks(body)
    collector.add_running(text for place, text in running if place == "footer")
    reader.tell()


def _is_changed(body: Element) -> bool:
    return any(has(one, "changed-region") for one in children(body, "tracked-changes"))


def _running(root: Element | None, styles: OdfStyles) -> Iterator[tuple[str, str]]:
    """Iterate over the texts of the heads and foots of all pages, each with which of the two it is."""
    if root is None:
        return
    for page in root.iter("{*}master-page"):
        for part in page:
            place = tag(part).partition("-")[0]
            if place in {"header", "footer"}:
                for paragraph in part.iter("{*}p", "{*}h"):
                    words = read_odf_words(paragraph, styles, OdfStyle())
                    yield from ((place, text) for text, _ in split_lines(words.pieces))


@final
@define
class _List:
    """Say in which list, and on which of its levels from 0, one stands, and whether its item has begun."""

    key: str
    levels: dict[int, Level]
    level: int
    numbered: bool = True
    begun: bool = False


@final
@define
class _Reader:
    """Walk through the parts of a document, and hand their blocks to the collector."""

    collector: Collector
    styles: OdfStyles
    changed: bool
    hidden: list[Place] = field(factory=list)
    counters: Counters = field(factory=Counters)
    lists: int = 0
    before: dict[str, str] = field(factory=dict)

    def read_blocks(self, element: Element, *, contents: bool = False, listed: _List | None = None) -> None:
        """Collect the blocks of a body, a text box, a note, or an item of a list."""
        for child in element:
            self.read_block(child, contents=contents, listed=listed)

    def read_block(self, child: Element, *, contents: bool, listed: _List | None) -> None:
        name = tag(child)
        if name in {"p", "h"}:
            self.read_paragraph(child, contents=contents, listed=listed)
        elif name == "list":
            self.read_list(child, contents=contents, listed=listed)
        elif name == "table":
            self.read_table(child, contents=contents)
        elif name in _INDEXES:
            for part in children(child, "index-body"):
                self.read_blocks(part, contents=True)
        elif name == "section":
            self.read_section(child, contents=contents)
        elif name in {"index-title", "numbered-paragraph"}:
            self.read_blocks(child, contents=contents, listed=listed)
        elif name not in {"tracked-changes", "annotation", "forms"}:
            # Drawings that are fixed to a page stand among the paragraphs.
            self.read_hanging(drawn(child, self.styles))

    def read_section(self, section: Element, *, contents: bool) -> None:
        style = self.styles.resolve("section", attribute(section, "style-name"))
        if attribute(section, "display") == "none" or style.hidden:
            self.hidden.append(self.collector.place())
        else:
            self.read_blocks(section, contents=contents)

    def read_list(self, element: Element, *, contents: bool, listed: _List | None) -> None:
        """Collect the items of a list, each with its number; one in another is a level of that."""
        here = self.list_of(element, listed)
        for item in children(element, "list-item", "list-header"):
            start = attribute(item, "start-value")
            if start is not None:
                first = whole(item, "start-value", 1, most=_LARGEST_START)
                self.counters.restart(here.key, here.level, first)
            here.begun, here.numbered = False, tag(item) == "list-item"
            self.read_blocks(item, contents=contents, listed=here)

    def list_of(self, element: Element, outer: _List | None) -> _List:
        name = attribute(element, "style-name")
        if outer is not None:
            levels = self.styles.levels(name) if name else outer.levels
            return _List(outer.key, levels, outer.level + 1)
        carried = attribute(element, "continue-list") or (
            self.before.get(name or "") if attribute(element, "continue-numbering") == "true" else None
        )
        self.lists += 1
        identifier = attribute(element, "id") or str(self.lists)
        key = self.before.get(f"#{carried}", carried) if carried else identifier
        self.before[f"#{identifier}"] = key
        self.before[name or ""] = key
        return _List(key, self.styles.levels(name), 0)

    def words_of(self, paragraph: Element) -> tuple[OdfStyle, OdfWords]:
        """Return what a paragraph is set as, and its words."""
        style = self.styles.resolve("paragraph", attribute(paragraph, "style-name"))
        words = read_odf_words(paragraph, self.styles, style)
        self.collector.note_struck(words.struck)
        if words.hidden:
            self.hidden.append(self.collector.place())
        return style, words

    def read_paragraph(self, paragraph: Element, *, contents: bool, listed: _List | None) -> None:
        place = self.collector.next_place()
        style, words = self.words_of(paragraph)
        lines = split_lines(words.pieces)
        if lines:
            kind, level = self.role_of(paragraph, style, listed)
            number = self.label_of(kind, level, listed)
            if kind is BlockKind.HEADING:
                number = title_label(number)
            if contents:
                kind, level = BlockKind.CONTENTS, 0
            if listed is not None:
                listed.begun = True
            self.collector.add_lines(kind, lines, place, label=number, level=level, indent=style.indent or 0)
        self.read_hanging(words)

    def role_of(self, paragraph: Element, style: OdfStyle, listed: _List | None) -> tuple[BlockKind, int]:
        """Return the kind and level of a paragraph: by itself, the name of its style, its list."""
        if tag(paragraph) == "h":
            return BlockKind.HEADING, max(whole(paragraph, "outline-level", 1, most=_DEEPEST), 1)
        named = self.styles.role(attribute(paragraph, "style-name"))
        if named is not None and named[0] is not BlockKind.ITEM:
            return named
        if style.level:
            return BlockKind.HEADING, style.level
        if listed is not None:
            return (BlockKind.PARAGRAPH, 0) if listed.begun else (BlockKind.ITEM, listed.level + 1)
        return named or (BlockKind.PARAGRAPH, 0)

    def label_of(self, kind: BlockKind, level: int, listed: _List | None) -> str:
        """Return the number that a paragraph is shown with, empty where it has none."""
        if listed is not None:
            if listed.begun or not listed.numbered:
                return ""
            return label(self.counters.advance(listed.key, listed.level, listed.levels), listed.levels)
        if kind is BlockKind.HEADING and self.styles.headings:
            return label(self.counters.advance("", level - 1, self.styles.headings), self.styles.headings)
        return ""

    def read_hanging(self, words: OdfWords) -> None:
        """Collect what hangs on a paragraph: boxes with words, pictures, notes."""
        for box in words.boxes:
            self.read_blocks(box)
        for text in words.pictures:
            self.collector.add_picture(text)
        for note in words.notes:
            self.read_blocks(note)

    def read_table(self, table: Element, *, contents: bool) -> None:
        """Collect a table, and behind it what hangs on its paragraphs; one of a single column is a frame."""
        grid = odf_grid(table)
        if has_hidden_rows(table):
            self.hidden.append(self.collector.place())
        if all(len(row) <= 1 for row in grid) or contents:
            for row in grid:
                for cell in row:
                    if cell.element is not None:
                        self.read_blocks(cell.element, contents=contents)
            return
        hanging: list[OdfWords] = []
        tables: list[Element] = []
        self.collector.add_table([[self.cell_of(cell, hanging, tables) for cell in row] for row in grid])
        for inner in tables:
            self.read_table(inner, contents=False)
        for words in hanging:
            self.read_hanging(words)

    def cell_of(self, cell: OdfCell, hanging: list[OdfWords], tables: list[Element]) -> BlockCell:
        """Return a cell with the lines of its paragraphs and items."""
        if cell.element is None:
            return BlockCell(text="", place=self.collector.place())
        place: Place | None = None
        lines: list[str] = []
        for paragraph, listed in self.paragraphs_of(cell.element, tables, None):
            here = self.collector.next_place()
            place = place or here
            _, words = self.words_of(paragraph)
            texts = [text.strip() for text, _ in split_lines(words.pieces)]
            number = self.label_of(BlockKind.ITEM, 0, listed) if texts else ""
            if listed is not None and texts:
                listed.begun = True
            lines += [without_mark(text) or text for text in texts]
            if number:
                lines[-len(texts)] = f"{number} {texts[0]}"
            hanging.append(words)
        text = "\n".join(lines)
        self.collector.count(text)
        return BlockCell(
            text=text, place=place or self.collector.place(), columns=cell.columns, rows=cell.rows
        )

    def paragraphs_of(
        self, element: Element, tables: list[Element], listed: _List | None
    ) -> Iterator[tuple[Element, _List | None]]:
        """Iterate over the paragraphs of a cell, each with its list; tables in it are noted for later."""
        for child in element:
            name = tag(child)
            if name in {"p", "h"}:
                yield child, listed
            elif name == "table":
                tables.append(child)
            elif name == "list":
                here = self.list_of(child, listed)
                for item in children(child, "list-item", "list-header"):
                    here.begun, here.numbered = False, tag(item) == "list-item"
                    yield from self.paragraphs_of(item, tables, here)
            elif name == "section":
                yield from self.paragraphs_of(child, tables, listed)

    def tell(self) -> None:
        """Say what was not read, or not as it is shown."""
        if self.hidden:
            self.collector.warn_of_hidden_words(self.hidden[0])
        if self.changed:
            self.collector.warn_of_changes()
