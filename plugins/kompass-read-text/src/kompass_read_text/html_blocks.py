"""Turn a page of HTML into blocks, in the order in which a reader of the page sees them."""

import re
from collections.abc import Iterator
from itertools import islice
from typing import Any, NamedTuple, final

from attrs import define, field
from selectolax.lexbor import LexborHTMLParser

from kompass_read_text.html_left_out import LeftOut
from kompass_read_text.html_source import LINE, with_lines
from kompass_read_text.html_styles import Styles, is_bold, opened_in
from kompass_read_text.html_tables import (
    GridCell,
    arranges_page,
    definitions_of,
    grid_of,
    holders_of_tables,
    is_table,
)
from kompass_spec import Problem
from kompass_spec.model import Block, BlockCell, BlockKind, Place

__all__ = ["blocks_of", "read_page"]

_UNSEEN = [
    "audio", "canvas", "datalist", "embed", "iframe", "noscript", "object", "script", "select", "style",
    "svg", "template", "textarea", "video",
]  # fmt: skip
"""Elements without text that a reader of a printed page would see."""

_HEADS_OF_A_GRID = "th.row-headers-background, th.column-headers-background, th.row-header"
"""The numbers of rows and the letters of columns in a page of Google Sheets."""

_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_APART = frozenset({"blockquote", "dl", "figure", "ol", "p", "pre", "table", "ul", *_HEADINGS})
"""Elements with a gap before and behind them."""

_BLOCKS = _APART | frozenset(
    """
    address article aside body caption center dd details dialog dir div dt fieldset figcaption footer
    form header hgroup hr legend li main menu nav option search section summary tbody td tfoot th thead
    tr
    """.split()  # noqa: SIM905 - a list of so many names is read more easily as words
)
_BOLD = frozenset({"b", "strong", "th"})
_AROUND = frozenset({"nav", "header", "footer", "aside"})
_AROUND_ROLES = frozenset({"navigation", "banner", "contentinfo", "complementary", "search"})
_WORD_AROUND = frozenset({"MsoHeader", "MsoFooter"})
_ICON = 100
_SPACES = re.compile(r"[ \t\n\r\f]+")
_HARD = str.maketrans(dict.fromkeys("\u00a0\u2007\u202f", " "))
_BULLET = re.compile(r"[-*–—]\s+|[•·▪●◦■□➢✓‣\uf0b7]\s*")
_NOTE = re.compile(r"\[?\d{1,2}[\])]?|\(?[*†‡a-h]\)?|[*†‡]{2,3}")
_MOST_IN_MARK = 12
_FEWEST_LINKS = 3
_MOST_LINKS = 400


def blocks_of(text: str, file: str) -> list[Block]:
    """Return the blocks of a page; raise ``InputError`` where it is nested as no page for people is.

    >>> blocks = blocks_of("<h2>Lund</h2><nav>S</nav><p>A<br><b>B</b></p>", "a.html")
    >>> [(block.kind.value, block.text, block.bold) for block in blocks]
    [('heading', 'Lund', False), ('running', 'S', False), ('paragraph', 'A', False), ('paragraph', 'B', True)]
    """
    return read_page(text, file)[0]


def read_page(text: str, file: str) -> tuple[list[Block], tuple[Problem, ...]]:
    """Return the blocks of a page, and what is said of those of its figures that a reader does not see."""
    page = LexborHTMLParser(with_lines(text, file))
    sheets = [node.text() for node in page.css("style")]
    page.strip_tags(_UNSEEN, recursive=True)
    for head in page.css(_HEADS_OF_A_GRID):
        head.decompose()
    body = page.body
    if body is None:
        return [], ()
    main = _main_of(body)
    left_out = LeftOut(styles=Styles.of(sheets, opened_in(page)))
    reader = _Reader(
        _Page(
            styles=left_out.styles,
            left_out=left_out,
            file=file,
            has_lines="\n" in text,
            main=None if main is None else main.mem_id,
            is_title_around=main is None or main.css_first("h1") is None,
            holders=holders_of_tables(page),
        )
    )
    title = page.css_first("title")
    if title is not None and title.text().strip():
        reader.add_around(title.text())
    reader.read(body)
    return reader.blocks, left_out.problems(reader.blocks, file)


def _main_of(body: Any) -> Any:
    """Return the element with what the page is about, ``None`` where none holds most of it."""
    main = body.css_first("main, [role=main]")
    if main is None or len(main.text()) * 2 < len(body.text()):
        return None
    return main


class _Page(NamedTuple):
    """Hold what is known of a whole page.

    ``main`` is the element with what the page is about: what stands outside it stands around the page, but
    for a title where there is none in it. ``holders`` are the tables with others in them.
    """

    styles: Styles
    left_out: LeftOut
    file: str
    has_lines: bool
    main: int | None
    is_title_around: bool
    holders: frozenset[int]


class _Before(NamedTuple):
    """Hold what was true before an element began, and what it does behind it."""

    is_block: bool
    is_apart: bool
    is_item: bool
    bold: int
    around: bool
    within: bool
    contents: bool
    level: int
    lists: int
    quoted: bool
    kept: bool


@final
@define
class _Reader:
    """Walk through the elements of a page, and end a block where one ends for the reader."""

    page: _Page
    blocks: list[Block] = field(factory=list)
    _open: list[_Before] = field(factory=list)
    _pieces: list[str] = field(factory=list)
    _line: int | None = None
    _begun: int | None = None
    _bold: int = 0
    _all_bold: bool = True
    _around: bool = False
    _within: bool = False
    _contents: bool = False
    _level: int = 0
    _lists: int = 0
    _item: bool = False
    _quoted: bool = False
    _kept: bool = False
    _gap: bool = True
    _closed: bool = False
    _between: bool = False

    def read(self, root: Any) -> None:
        """Read all that is in an element, without a call within a call for each that is in another."""
        self._around = self.page.main is not None and root.tag == "body"
        node = root.child
        while node is not None:
            if self._goes_into(node):
                if node.child is not None:
                    node = node.child
                    continue
                self._leave()
            while node.next is None:
                node = node.parent
                if node is None or node.mem_id == root.mem_id:
                    self._end()
                    return
                self._leave()
            node = node.next

    def add_around(self, text: str) -> None:
        """Add words that stand around the page, and are not part of it."""
        self._add(BlockKind.RUNNING, " ".join(text.split()))

    def _goes_into(self, node: Any) -> bool:
        """Read a text, or tell whether the words of an element are part of the page."""
        if node.is_text_node:
            self._text(node.text_content or "")
            return False
        return bool(node.is_element_node) and self._enter(node)

    def _enter(self, node: Any) -> bool:
        """Begin an element, and tell whether to go into it."""
        tag = node.tag
        if self._is_left_out(node):
            return False
        display = self.page.styles.display(node)
        if self.page.has_lines:
            self._line = _line_of(node) or self._line
        if tag in {"br", "hr", "img"}:
            self._without_words(node)
            return False
        if self._takes_table(node):
            return False
        is_block = tag in _BLOCKS or display in {"block", "flex", "grid", "list-item"}
        self._begin(node, is_block=is_block)
        return True

    def _is_left_out(self, node: Any) -> bool:
        """Tell whether the words of an element are not shown, struck through, or the mark of a note."""
        if self.page.left_out.takes(node, around=self._around):
            return True
        return self.page.styles.is_raised(node) and _is_mark(node)

    def _without_words(self, node: Any) -> None:
        if node.tag == "br":
            self._break()
        elif node.tag == "hr":
            self._end()
            self._add(BlockKind.RULE)
        else:
            self._picture(node)

    def _begin(self, node: Any, *, is_block: bool) -> None:
        """Remember what was true before an element, and take over what it changes."""
        tag, attributes = node.tag, node.attributes
        self._open.append(
            _Before(
                is_block,
                tag in _APART,
                tag == "li",
                self._bold,
                self._around,
                self._within,
                self._contents,
                self._level,
                self._lists,
                self._quoted,
                self._kept,
            )
        )
        if is_block:
            self._end()
            self._gap = self._gap or tag in _APART
        else:
            self._between = self._closed
        self._bold += tag in _BOLD or is_bold(node)
        self._around = self._is_around(node, attributes)
        self._within = self._within or tag in {"article", "main"}
        self._contents = self._contents or (not self._lists and _is_contents(node, attributes))
        self._level = _HEADINGS.get(tag, self._level)
        self._lists += tag in {"ul", "ol", "menu"}
        self._item = tag == "li" or self._item
        self._quoted = self._quoted or tag == "blockquote"
        self._kept = self._kept or tag == "pre"

    def _leave(self) -> None:
        """End an element."""
        before = self._open.pop()
        if before.is_block:
            self._end()
            self._gap = self._gap or before.is_apart
        else:
            self._closed = True
        self._bold, self._around, self._within = before.bold, before.around, before.within
        self._contents, self._level, self._lists = before.contents, before.level, before.lists
        self._quoted, self._kept = before.quoted, before.kept
        self._item = self._item and not before.is_item

    def _is_around(self, node: Any, attributes: Any) -> bool:
        """Tell whether an element stands around the page, as a menu or a foot does."""
        if node.mem_id == self.page.main or (node.tag == "h1" and self.page.is_title_around):
            return False
        outside = not self._within and (node.tag in _AROUND or attributes.get("role") in _AROUND_ROLES)
        return self._around or outside or _is_menu_or_foot(node, attributes)

    def _text(self, text: str) -> None:
        if self._kept:
            for number, line in enumerate(text.split("\n")):
                if number:
                    self._break()
                self._piece(line)
            return
        self._piece(_SPACES.sub(" ", text))

    def _piece(self, text: str) -> None:
        if text.isspace() or not text:
            if self._pieces:
                self._pieces.append(text)
            return
        if not self._pieces:
            self._begun = self._line
        elif self._between and text[0].isdigit() and self._pieces[-1][-1:].isalpha():
            # Two elements without a space between a word and a number are shown in two places.
            self._pieces.append("\t")
        self._pieces.append(text)
        self._all_bold = self._all_bold and self._bold > 0
        self._closed = self._between = False

    def _break(self) -> None:
        """End a line, which in the item of a list or in a heading is no more than a space."""
        if self._level or self._item or self._contents:
            self._piece(" ")
        else:
            self._end()

    def _end(self) -> None:
        """Add the block whose words were read."""
        text = "".join(self._pieces)
        bold, self._all_bold = self._all_bold, True
        self._pieces.clear()
        self._closed = self._between = False
        text = text if self._kept else re.sub(" {2,}", " ", text)
        text = text.translate(_HARD).strip(" ")
        if not text.strip():
            return
        kind, level = BlockKind.PARAGRAPH, 0
        if self._around:
            kind = BlockKind.RUNNING
        elif self._contents:
            kind = BlockKind.CONTENTS
        elif self._level:
            kind, level = BlockKind.HEADING, self._level
        elif (mark := _BULLET.match(text)) or self._item:
            kind, level, text = BlockKind.ITEM, self._lists, text[mark.end() :] if mark else text
        self._item = False
        self._add(kind, text, level=level, bold=bold, quoted=self._quoted)

    def _add(self, kind: BlockKind, text: str = "", **more: Any) -> None:
        place = Place(line=self._begun)
        self.blocks.append(Block(kind=kind, place=place, text=text, continues=not self._gap, **more))
        self._gap = False

    def _picture(self, node: Any) -> None:
        """Add a picture that may show figures: not an icon, and not what stands around the page."""
        sizes = [node.attributes.get(name) or "" for name in ("width", "height")]
        is_icon = any(size.isascii() and size.isdigit() and int(size[:9]) < _ICON for size in sizes)
        if self._around or is_icon or node.attributes.get("role") == "presentation":
            return
        self.blocks.append(Block(kind=BlockKind.PICTURE, place=Place(line=self._line)))

    def _takes_table(self, node: Any) -> bool:
        """Add the table that an element is; leave one that only arranges the page to be read as a page."""
        rows = None if self._around or self._contents else self._rows_in(node)
        if rows is None or arranges_page(rows):
            return False
        self._end()
        self._gap = True
        self._caption(node)
        self._begun = self._line
        table = tuple(tuple(map(self._cell, row)) for row in rows)
        self._add(BlockKind.TABLE, rows=tuple(row for row in table if row))
        self._gap = True
        return True

    def _rows_in(self, node: Any) -> list[list[GridCell]] | None:
        if node.tag == "dl":
            return definitions_of(node)
        if node.mem_id in self.page.holders or not is_table(node, self.page.styles):
            return None
        return grid_of(node, self.page.left_out, self.page.file)

    def _caption(self, node: Any) -> None:
        """Add the caption of a table as a paragraph before it."""
        caption = node.css_first("caption") if node.tag == "table" else None
        if caption is not None:
            self._begin(caption, is_block=True)
            self._piece(_SPACES.sub(" ", caption.text()))
            self._leave()

    def _cell(self, cell: GridCell) -> BlockCell:
        """Return a cell with its paragraphs and items in lines; its pictures are added to the page."""
        if cell.node is None:
            return BlockCell(text="", place=Place(line=self._line))
        if self.page.has_lines:
            self._line = _line_of(cell.node) or self._line
        reader = _Reader(self.page)
        if not self.page.left_out.takes(cell.node):
            reader.read(cell.node)
        self.blocks += [block for block in reader.blocks if block.kind is BlockKind.PICTURE]
        return BlockCell(
            text="\n".join(text for block in reader.blocks for text in _texts(block)),
            place=Place(line=self._line),
            columns=cell.columns,
            rows=cell.rows,
        )


def _texts(block: Block) -> Iterator[str]:
    """Yield the words of a block, of a table those of each row."""
    if block.text:
        yield block.text
    for row in block.rows:
        yield " ".join(cell.text for cell in row if cell.text)


def _is_menu_or_foot(node: Any, attributes: Any) -> bool:
    """Tell whether an element is a menu, or the head or foot of a page as word processors write them."""
    if node.tag == "div":
        return attributes.get("title") in {"header", "footer"}
    return node.tag == "nav" or not _WORD_AROUND.isdisjoint((attributes.get("class") or "").split())


def _is_mark(node: Any) -> bool:
    """Tell whether a raised text is the mark of a note, and not part of a figure."""
    few = sum(1 for _ in islice(node.traverse(), _MOST_IN_MARK + 1)) <= _MOST_IN_MARK
    return few and _NOTE.fullmatch(node.text().strip()) is not None


def _line_of(node: Any) -> int | None:
    line = node.attributes.get(LINE)
    return int(line) if line and line.isascii() and line.isdigit() else None


def _is_contents(node: Any, attributes: Any) -> bool:
    """Tell whether an element holds the contents of the page: links to its parts, and nothing else."""
    if (attributes.get("class") or "").startswith("MsoToc"):
        return True
    if node.tag == "div" and (attributes.get("id") or "").startswith("Table of Contents"):
        return True
    return node.tag in {"ul", "ol"} and _holds_only_links(node)


def _holds_only_links(node: Any) -> bool:
    """Tell whether a list holds links to parts of the page, and no other words."""
    first = node.css_first("a")
    if first is None or not (first.attributes.get("href") or "").startswith("#"):
        return False
    links = node.css("a")
    if not _FEWEST_LINKS <= len(links) <= _MOST_LINKS:
        return False
    linked = "".join(link.text() for link in links)
    return len("".join(linked.split())) == len("".join(node.text().split())) and all(
        (link.attributes.get("href") or "").startswith("#") for link in links
    )
