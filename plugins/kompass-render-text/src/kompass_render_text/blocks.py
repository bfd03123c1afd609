"""The blocks that a shown scorecard is made of: worded, ordered and clean, but not yet laid out."""

from collections.abc import Iterable
from enum import Enum
from fractions import Fraction
from typing import final

from attrs import field, frozen

from kompass_render_text.said import Said, Tone, clean, clean_said
from kompass_spec.model import Interval

__all__ = [
    "Bar",
    "Block",
    "Bullets",
    "Cell",
    "Column",
    "Fact",
    "Facts",
    "Heading",
    "Label",
    "Lines",
    "Paragraph",
    "Quotation",
    "Row",
    "Stretch",
    "Table",
]

_EIGHTHS = " ▏▎▍▌▋▊▉"
_MARKED_CELLS = 2


def _clean_all(texts: Iterable[Said]) -> tuple[Said, ...]:
    return tuple(clean_said(text) for text in texts)


@final
class Stretch(Enum):
    """Name the stretches of a bar: points that are sure, possible, lost, and the mark of the reference."""

    SURE = "sure"
    POSSIBLE = "possible"
    LOST = "lost"
    REFERENCE = "reference"


@final
@frozen
class Bar:
    """Draw bounds of a share from 0 to 1, with a mark in the middle of those of any reference.

    ``shown`` says the share in words, where there is room for both; ``tone`` is how what is sure is meant.
    """

    share: Interval
    reference: Interval | None = None
    shown: str = field(default="", converter=clean)
    tone: Tone = Tone.PLAIN

    def stretches(self, cells: int) -> tuple[tuple[Stretch, str], ...]:
        """Return the bar as characters, ``cells`` of them, by what they stand for.

        Bounds closer than a cell are drawn as one end, to an eighth of a cell. A reference whose bounds are
        further apart than two cells has no place to be marked at.

        >>> "".join(characters for _, characters in Bar(Interval("0.70", "0.72")).stretches(10))
        '███████▏··'
        >>> "".join(characters for _, characters in Bar(Interval("0.2", "0.7")).stretches(10))
        '██▒▒▒▒▒···'
        """
        drawn = self._drawn(cells)
        if self.reference is not None and self.reference.width * cells <= _MARKED_CELLS:
            middle = (self.reference.low + self.reference.high) / 2
            drawn[min(cells - 1, int(_bounded(middle) * cells))] = (Stretch.REFERENCE, "┃")
        merged: list[tuple[Stretch, str]] = []
        for stretch, character in drawn:
            if merged and merged[-1][0] is stretch:
                merged[-1] = (stretch, merged[-1][1] + character)
            else:
                merged.append((stretch, character))
        return tuple(merged)

    def _drawn(self, cells: int) -> list[tuple[Stretch, str]]:
        low, high = _bounded(self.share.low) * cells, _bounded(self.share.high) * cells
        if high - low < 1:
            eighths = round((low + high) / 2 * 8)
            whole, part = divmod(eighths, 8)
            drawn = [(Stretch.SURE, "█")] * whole
            drawn += [(Stretch.SURE, _EIGHTHS[part])] if part else []
        else:
            drawn = [(Stretch.SURE, "█")] * int(low)
            drawn += [(Stretch.POSSIBLE, "▒")] * (-int(-high // 1) - int(low))
        return drawn + [(Stretch.LOST, "·")] * (cells - len(drawn))


def _bounded(share: Fraction) -> Fraction:
    return min(max(share, Fraction(0)), Fraction(1))


Cell = Said | Bar


def _clean_cells(cells: Iterable[Cell]) -> tuple[Cell, ...]:
    return tuple(cell if isinstance(cell, Bar) else clean_said(cell) for cell in cells)


@final
@frozen(kw_only=True)
class Column:
    """Describe a column: texts wrap, figures stand to the right and never break, a bar has ``bar`` cells.

    ``fold`` is 0 for a column that always stands; where room is short, columns of 1 fold into the text column
    first, then those of 2, and so on; a bar is then left out, because it shows what the figures say.
    ``group`` is a head above those of neighbours that have the same; ``is_break`` tells that a line stands
    before the column.
    """

    head: str = field(converter=clean)
    is_text: bool = False
    bar: int = 0
    fold: int = 0
    group: str = field(default="", converter=clean)
    is_break: bool = False


@final
@frozen
class Row:
    """Hold the cells of one row, one for every column; a row of sums is ``strong``.

    ``depth`` is how deep the row's item lies below another.
    """

    cells: tuple[Cell, ...] = field(converter=_clean_cells)
    strong: bool = field(default=False, kw_only=True)
    depth: int = field(default=0, kw_only=True)


@final
@frozen
class Table:
    """Hold rows under their columns; the strong rows at the end are set off from the others."""

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]


@final
@frozen
class Heading:
    """Head what follows; ``level`` counts from 1."""

    text: Said = field(converter=clean_said)
    level: int = 2


@final
@frozen
class Paragraph:
    """Say something in whole sentences."""

    text: Said = field(converter=clean_said)
    tone: Tone = Tone.PLAIN


@final
@frozen
class Bullets:
    """List texts under a label, which may be empty; ``marks`` stand in place of the items' bullets."""

    label: str = field(converter=clean)
    items: tuple[Said, ...] = field(converter=_clean_all)
    tone: Tone = Tone.PLAIN
    marks: tuple[str, ...] = field(default=(), kw_only=True)


@final
@frozen
class Fact:
    """Hold a label and what there is to say of it, a line or a bar at a time."""

    label: str = field(converter=clean)
    lines: tuple[Cell, ...] = field(converter=_clean_cells)


@final
@frozen
class Facts:
    """Hold labelled facts, one below the other."""

    facts: tuple[Fact, ...]


@final
@frozen
class Label:
    """Name the block that follows at once, such as a table."""

    text: Said = field(converter=clean_said)


@final
@frozen
class Lines:
    """Hold lines and bars that stand close together, one below the other."""

    lines: tuple[Cell, ...] = field(converter=_clean_cells)
    tone: Tone = Tone.PLAIN


@final
@frozen
class Quotation:
    """Hold what somebody has said in their own words, and where, which may be empty."""

    text: Said = field(converter=clean_said)
    source: Said = field(default="", converter=clean_said)


Block = Heading | Label | Paragraph | Bullets | Facts | Table | Lines | Quotation
