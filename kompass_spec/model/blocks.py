"""A document as a sequence of blocks: what importers read, whatever container the document came in."""

from enum import Enum
from typing import final

from attrs import frozen

from kompass_spec.model.fields import held
from kompass_spec.model.problems import Problem, place_in_words

__all__ = ["Block", "BlockCell", "BlockKind", "Document", "Place"]


@final
@frozen(kw_only=True, field_transformer=held)
class Place:
    """Say where in its document something stands; each is ``None`` where the container has no such thing.

    ``line`` and ``page`` count from 1, ``line`` the paragraphs where a document has no lines of its own;
    ``sheet`` is the name of a sheet, ``cell`` a cell such as ``C7``.

    >>> str(Place(page=14)), str(Place(sheet="Område 1", cell="C7"))
    ('page 14', 'sheet Område 1, cell C7')
    """

    line: int | None = None
    page: int | None = None
    sheet: str | None = None
    cell: str | None = None

    def __str__(self) -> str:
        """Write the place in words, the widest first."""
        return place_in_words(self)

    def __bool__(self) -> bool:
        """Tell whether it says anything."""
        return not (self.line is None and self.page is None and self.sheet is None and self.cell is None)


@final
class BlockKind(Enum):
    """Say what a block is.

    ``running`` is the head or foot of a page, ``contents`` a line of a table of contents, ``picture`` what
    only can be seen; nothing is read from these three, but none of them is passed over in silence. ``rule``
    is a drawn line, which has no words.
    """

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    ITEM = "item"
    TABLE = "table"
    RUNNING = "running"
    CONTENTS = "contents"
    PICTURE = "picture"
    RULE = "rule"


@final
@frozen(kw_only=True, field_transformer=held)
class BlockCell:
    """Hold one cell of a table; its paragraphs and list items stand in lines of ``text``.

    ``columns`` and ``rows`` are how many of the table's it covers; the cells that it covers are there, empty.
    """

    text: str
    place: Place
    columns: int = 1
    rows: int = 1


@final
@frozen(kw_only=True, field_transformer=held)
class Block:
    """Hold one block of a document: its kind, its words without the marks of the format, its place.

    ``text`` keeps gaps of spaces and tabs, which may stand for columns; a table has ``rows`` instead.
    Where a paragraph or an item has tabs, they part columns; line ends within it part the items of a list in
    one column. ``level`` is that of a heading, from 1, or of a list, from 1, and 0 where there is none;
    ``bold`` says that all words are, ``quoted`` that they are a quotation; ``indent`` is how far from the
    margin the block begins, in letters; ``continues`` says that no gap stands between the block and the one
    before it, as between the lines of a paragraph.
    """

    kind: BlockKind
    place: Place
    text: str = ""
    rows: tuple[tuple[BlockCell, ...], ...] = ()
    level: int = 0
    bold: bool = False
    quoted: bool = False
    indent: int = 0
    continues: bool = False


@final
@frozen(kw_only=True, field_transformer=held)
class Document:
    """Hold what a container yields: the blocks in the order of reading, and what could not be read.

    ``container`` is the name of the container that read it, such as ``pdf``.
    """

    container: str
    blocks: tuple[Block, ...]
    warnings: tuple[Problem, ...] = ()
