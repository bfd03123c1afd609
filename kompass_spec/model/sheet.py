"""A sheet: what is said of a result, a comparison, an edition …, worded and in order, before any format.

Composers write sheets, and renderers lay them out; so what is said is the same in every format. Words that
are not in the sheet's language are a ``Passage``, which names theirs.
"""

from collections.abc import Iterable, Iterator
from enum import Enum
from fractions import Fraction
from typing import final

from attrs import field, frozen

from kompass_spec.model.arguments import checked
from kompass_spec.model.drawings import Drawing
from kompass_spec.model.fields import exact, exact_or_none, held
from kompass_spec.model.scorecard import Interval
from kompass_spec.model.texts import Passage

__all__ = [
    "MARKED",
    "Beside",
    "Bullet",
    "Bullets",
    "Column",
    "ColumnKind",
    "Details",
    "Fact",
    "Facts",
    "Figure",
    "Gap",
    "Headline",
    "Illustration",
    "Linked",
    "Mark",
    "Paragraph",
    "Part",
    "Quotation",
    "Section",
    "ShareBar",
    "Sheet",
    "SheetBlock",
    "SheetCell",
    "SheetRow",
    "SheetTable",
    "Tile",
    "Tiles",
    "Tone",
    "Words",
    "tables_in",
    "tables_of",
    "walked",
    "words_of",
]


@final
@frozen(field_transformer=held)
class Linked:
    """Hold words that lead to an address: one that is safe to open, or that of another sheet."""

    words: str
    address: str


Words = str | Passage | Linked
"""Words of the sheet itself are plain text; of others, a passage with its language; a link has an address.

Several follow each other with nothing between them: the spaces are in the words.
"""


@checked
def words_of(words: Words) -> str:
    """Return words as plain text.

    >>> words_of(Passage("Ständiga förbättringar", "sv")), words_of("Total")
    ('Ständiga förbättringar', 'Total')
    """
    return words if isinstance(words, str) else words.words


@final
class Tone(Enum):
    """Say how something is meant, for a layout that can show it."""

    PLAIN = "plain"
    QUIET = "quiet"
    GOOD = "good"
    WARNING = "warning"


@final
class Mark(Enum):
    """Mark a change: certain, under a condition, not to be told apart, or not to be said."""

    RISE = "▲"
    FALL = "▼"
    RISE_IF = "△"
    FALL_IF = "▽"
    ALIKE = "≈"
    OPEN = "–"


@final
@frozen(kw_only=True, field_transformer=held)
class Paragraph:
    """Say something in whole sentences; ``lead`` are words at its beginning that stand out."""

    words: tuple[Words, ...]
    lead: str | None = None
    tone: Tone = Tone.PLAIN


@final
@frozen(kw_only=True, field_transformer=held)
class Bullet:
    """Hold an item of a list, with words that stand out at its beginning, or a mark before it."""

    words: tuple[Words, ...]
    lead: str | None = None
    mark: Mark | None = None
    tone: Tone = Tone.PLAIN


@final
@frozen(kw_only=True, field_transformer=held)
class Bullets:
    """Hold a list."""

    bullets: tuple[Bullet, ...]


@final
@frozen(kw_only=True, field_transformer=held)
class Fact:
    """Hold a term and what there is to say of it, a line each."""

    term: str
    lines: tuple[Words, ...]


@final
@frozen(kw_only=True, field_transformer=held)
class Facts:
    """Hold terms with what there is to say of them."""

    facts: tuple[Fact, ...]


@final
@frozen(kw_only=True, field_transformer=held)
class Headline:
    """Show one whole number large: ``figure`` such as ``552``, ``unit`` such as ``of 800 points · 69 %``.

    ``share`` are its bounds as shares from 0 to 1, for a bar; ``sentence`` says what the number is, ``note``
    its interval, in small letters.
    """

    figure: str
    unit: str
    share: Interval | None = None
    sentence: str = ""
    note: str = ""


@final
@frozen(kw_only=True, field_transformer=held)
class Tile:
    """Show one finding in a frame: what it is of, a mark and a figure, and what is to be known of it.

    In place of a figure, ``ranked`` are figures with whether each is the one that is spoken of.
    """

    label: str
    figure: str = ""
    note: str = ""
    mark: Mark | None = None
    ranked: tuple[tuple[str, bool], ...] = ()


@final
@frozen(kw_only=True, field_transformer=held)
class Tiles:
    """Hold a row of tiles."""

    tiles: tuple[Tile, ...]


@final
@frozen(kw_only=True, field_transformer=held)
class Quotation:
    """Hold what somebody has said, in their words, and where."""

    words: Words
    source: tuple[Words, ...] = ()


@final
class ColumnKind(Enum):
    """Say what stands in a column: words wrap, figures stand to the right and never break."""

    WORDS = "words"
    FIGURE = "figure"
    SHARE = "share"


@final
@frozen(kw_only=True, field_transformer=held)
class Column:
    """Describe a column.

    ``group`` is a head above the heads of neighbouring columns that share it; ``is_break`` tells that a line
    stands before it, as between editions; ``fold`` is 0 for what always stands, and greater for what goes
    first where room is short: a share goes before all others, because it draws what the figures say.
    """

    head: str
    kind: ColumnKind = ColumnKind.FIGURE
    group: str | None = None
    is_break: bool = False
    fold: int = 0


@final
@frozen(kw_only=True, field_transformer=held)
class Figure:
    """Hold a figure: as it is ``shown``, and as the quantity that a workbook computes with, if it is one.

    ``unit`` is the smallest step that is shown, 1 for whole points; ``mark`` says how it changed. Where
    ``is_percent``, quantity and unit are shares: ``69 %`` is 69/100, shown in steps of 1/100.
    """

    shown: str
    quantity: Fraction | None = field(default=None, converter=exact_or_none)
    unit: Fraction = field(default=Fraction(1), converter=exact)
    mark: Mark | None = None
    tone: Tone = Tone.PLAIN
    is_percent: bool = False


@final
@frozen(kw_only=True, field_transformer=held)
class ShareBar:
    """Hold bounds of a share from 0 to 1 for a bar, and those of a reference; ``shown`` says it in words.

    The ``tone`` of what is missing is a warning.
    """

    interval: Interval
    shown: str
    reference: Interval | None = None
    tone: Tone = Tone.PLAIN


@final
@frozen(kw_only=True, field_transformer=held)
class Gap:
    """Stand for a figure that there is not; ``words`` say why, ``is_marked`` that it should be seen."""

    words: str
    is_marked: bool = False


SheetCell = tuple[Words, ...] | Figure | ShareBar | Gap


MARKED = "●"
"""What stands behind the words of a marked row."""


@final
@frozen(kw_only=True, field_transformer=held)
class SheetRow:
    """Hold a cell for every column; ``depth`` is how deep the item lies below its area, a sum is strong.

    A row ``is_marked`` where something near the table says of rows that they are.
    """

    cells: tuple[SheetCell, ...]
    depth: int = 0
    is_strong: bool = False
    anchor: str | None = None
    is_marked: bool = False

    @property
    def seen(self) -> tuple[SheetCell, ...]:
        r"""Return the cells as readers see them: a dot stands behind the words of a marked row.

        >>> SheetRow(cells=(("7.2 Analysis",), Figure(shown="11")), is_marked=True).seen[0]
        ('7.2 Analysis', '\xa0●')
        """
        first, *others = self.cells or ((),)
        if not self.is_marked or not isinstance(first, tuple):
            return self.cells
        return ((*first, f"\N{NO-BREAK SPACE}{MARKED}"), *others)


@final
@frozen(kw_only=True, field_transformer=held)
class SheetTable:
    """Hold rows under their columns; the first column heads its row.

    ``caption`` names the table, also to those who do not see it; ``is_caption_shown`` is false where a
    heading above already says the same. ``name`` is short and unique in the sheet, such as ``areas``: a
    workbook's sheet, or a file of its own, is called so. ``notes`` stand below.
    """

    name: str
    caption: str
    columns: tuple[Column, ...]
    rows: tuple[SheetRow, ...]
    is_caption_shown: bool = False
    notes: tuple[Words, ...] = ()


@final
@frozen(kw_only=True, field_transformer=held)
class Illustration:
    """Hold a drawing with its text alternative: the ``title`` names it, the ``finding`` says what it shows.

    ``table`` has the same figures, for formats without drawings and for those who do not see them; it is
    ``None`` where a table beside the drawing already has them. ``notes`` stand below.
    """

    drawing: Drawing
    title: str
    finding: str
    table: SheetTable | None = None
    is_title_shown: bool = False
    notes: tuple[Words, ...] = ()


@final
@frozen(kw_only=True, field_transformer=held)
class Beside:
    """Hold blocks that stand side by side where there is room, each in a column, else one below the other."""

    columns: "tuple[tuple[SheetBlock, ...], ...]"


@final
@frozen(kw_only=True, field_transformer=held)
class Section:
    """Hold blocks under a heading of ``level`` 2 or deeper; ``anchor`` is a short and unique name."""

    heading: Words
    blocks: "tuple[SheetBlock, ...]"
    level: int = 2
    anchor: str | None = None
    note: str = ""


@final
@frozen(kw_only=True, field_transformer=held)
class Details:
    """Hold blocks that a page may fold away under a summary; on paper they stand open."""

    summary: str
    blocks: "tuple[SheetBlock, ...]"


SheetBlock = (
    Paragraph
    | Bullets
    | Facts
    | Headline
    | Tiles
    | Quotation
    | SheetTable
    | Illustration
    | Beside
    | Section
    | Details
)


@final
@frozen(kw_only=True, field_transformer=held)
class Part:
    """Hold what begins on a page of its own: the first page, or what follows it under a ``title``."""

    blocks: tuple[SheetBlock, ...]
    title: str | None = None
    note: str = ""


@final
@frozen(kw_only=True, field_transformer=held)
class Sheet:
    """Hold everything that is said, from the head to the foot; ``language`` is the BCP 47 tag of its words.

    ``kind`` is one of ``result``, ``comparison``, ``cohort``, ``conversion``, ``edition``, ``difference``,
    ``mapping`` and ``index``. ``kicker`` stands above the ``title``, ``lines`` below it. The first part is
    the first page. ``summary`` says the most important in at most ten lines of plain text, for a mail.
    """

    kind: str
    language: str
    title: str
    parts: tuple[Part, ...]
    kicker: Words = ""
    lines: tuple[Words, ...] = ()
    foot: tuple[Words, ...] = ()
    summary: tuple[str, ...] = ()
    name: str = field(default="")
    """What the browser's tab and a document's properties are called; the title where it is empty."""


def walked(blocks: Iterable[SheetBlock]) -> Iterator[SheetBlock]:
    """Yield blocks, each before those that stand inside it.

    >>> [type(block).__name__ for block in walked([Details(summary="", blocks=(Facts(facts=()),))])]
    ['Details', 'Facts']
    """
    for block in blocks:
        yield block
        if isinstance(block, Section | Details):
            yield from walked(block.blocks)
        elif isinstance(block, Beside):
            for column in block.columns:
                yield from walked(column)


def tables_of(sheet: Sheet) -> Iterator[SheetTable]:
    """Yield every table of a sheet in order, also those that say what drawings show."""
    for part in sheet.parts:
        yield from tables_in(part.blocks)


def tables_in(blocks: Iterable[SheetBlock]) -> Iterator[SheetTable]:
    """Yield every table of blocks, and of those inside them, in order."""
    for block in walked(blocks):
        if isinstance(block, SheetTable):
            yield block
        elif isinstance(block, Illustration) and block.table is not None:
            yield block.table
