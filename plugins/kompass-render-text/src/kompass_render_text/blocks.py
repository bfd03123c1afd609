"""The blocks that a shown scorecard is made of: worded, ordered and clean, but not yet laid out."""

import re
import unicodedata
from collections.abc import Iterable
from enum import Enum
from fractions import Fraction
from typing import final

from attrs import field, frozen

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
    "Paragraph",
    "Row",
    "Stretch",
    "Table",
    "Tone",
    "clean",
]

_BREAKS = re.compile(r"[ \t-\r\x1c-\x1f\x85\u2028\u2029]+")
_CODES = re.compile(r"\x1b\[[0-?]*[ -/]*[@-~]")
_UNSEEN = {"Cc", "Cs"}
# Marks that reorder what is shown (Unicode Standard Annex 9): a text could make a figure read as another one.
_REORDERING = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_EIGHTHS = " ▏▎▍▌▋▊▉"
_MARKED_CELLS = 2


def clean(text: str) -> str:
    r"""Return ``text`` on one line, without a terminal's codes, and with other control characters replaced.

    >>> clean("one\n \x1b[31mtwo\x1b[0m\x07")
    'one two�'
    """
    if text.isprintable():
        return text.strip()
    shown = (
        (
            "\N{REPLACEMENT CHARACTER}"
            if character in _REORDERING or unicodedata.category(character) in _UNSEEN
            else character
        )
        for character in _BREAKS.sub(" ", _CODES.sub("", text))
    )
    return "".join(shown).strip()


def _clean_all(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(clean(text) for text in texts)


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
    """Draw bounds of a share from 0 to 1, with a mark in the middle of those of any reference."""

    share: Interval
    reference: Interval | None = None

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


Cell = str | Bar


def _clean_cells(cells: Iterable[Cell]) -> tuple[Cell, ...]:
    return tuple(clean(cell) if isinstance(cell, str) else cell for cell in cells)


@final
@frozen(kw_only=True)
class Column:
    """Describe a column: texts wrap, figures stand to the right and never break, a bar has ``bar`` cells.

    ``fold`` is 0 for a column that always stands; where room is short, columns of 1 fold into the text column
    first, then those of 2 and of 3; a bar is then left out, because it shows what the figures say.
    """

    head: str = field(converter=clean)
    is_text: bool = False
    bar: int = 0
    fold: int = 0


@final
@frozen
class Row:
    """Hold the cells of one row, one for every column; a row of sums is ``strong``."""

    cells: tuple[Cell, ...] = field(converter=_clean_cells)
    strong: bool = field(default=False, kw_only=True)


@final
@frozen
class Table:
    """Hold rows under their columns; the strong rows at the end are set off from the others."""

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]


@final
class Tone(Enum):
    """Say how a block is meant, for a layout that can show it."""

    PLAIN = "plain"
    QUIET = "quiet"
    GOOD = "good"
    WARNING = "warning"


@final
@frozen
class Heading:
    """Head what follows; ``level`` counts from 1."""

    text: str = field(converter=clean)
    level: int = 2


@final
@frozen
class Paragraph:
    """Say something in whole sentences."""

    text: str = field(converter=clean)
    tone: Tone = Tone.PLAIN


@final
@frozen
class Bullets:
    """List texts under a label, which may be empty."""

    label: str = field(converter=clean)
    items: tuple[str, ...] = field(converter=_clean_all)
    tone: Tone = Tone.PLAIN


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


Block = Heading | Paragraph | Bullets | Facts | Table
