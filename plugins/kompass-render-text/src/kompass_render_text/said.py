"""What is said, clean: plain text, or pieces of which some stand out or lead to an address."""

import re
import unicodedata
from enum import Enum
from typing import final

from attrs import field, frozen

__all__ = ["Piece", "Said", "Tone", "clean", "clean_said", "pieces_of", "plain"]

_BREAKS = re.compile(r"[ \t-\r\x1c-\x1f\x85\u2028\u2029]+")
_CODES = re.compile(r"\x1b\[[0-?]*[ -/]*[@-~]")
_UNSEEN = {"Cc", "Cs"}
# Marks that reorder what is shown (Unicode Standard Annex 9): a text could make a figure read as another one.
_REORDERING = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def clean(text: str) -> str:
    r"""Return ``text`` on one line, without a terminal's codes, and with other control characters replaced.

    >>> clean("one\n \x1b[31mtwo\x1b[0m\x07")
    'one two�'
    """
    return _clean_inside(text).strip()


def _clean_inside(text: str) -> str:
    """Return a clean text with the spaces at its ends, which part it from its neighbours."""
    if text.isprintable():
        return text
    return "".join(
        (
            "\N{REPLACEMENT CHARACTER}"
            if character in _REORDERING or unicodedata.category(character) in _UNSEEN
            else character
        )
        for character in _BREAKS.sub(" ", _CODES.sub("", text))
    )


@final
class Tone(Enum):
    """Say how something is meant, for a layout that can show it."""

    PLAIN = "plain"
    QUIET = "quiet"
    GOOD = "good"
    WARNING = "warning"


@final
@frozen
class Piece:
    """Hold a stretch of a text: its words, whether they stand out, and an address that they lead to."""

    text: str = field(converter=_clean_inside)
    is_strong: bool = field(default=False, kw_only=True)
    tone: Tone = field(default=Tone.PLAIN, kw_only=True)
    address: str | None = field(default=None, kw_only=True)


Said = str | tuple[Piece, ...]
"""A text: plain, or as pieces that follow each other without anything between them."""


def clean_said(said: Said) -> Said:
    """Return a text clean; pieces are clean already."""
    return clean(said) if isinstance(said, str) else said


def pieces_of(said: Said) -> tuple[Piece, ...]:
    """Return a text as pieces."""
    return (Piece(said),) if isinstance(said, str) else said


def plain(said: Said) -> str:
    """Return the words of a text alone.

    >>> plain((Piece("Weakest: ", is_strong=True), Piece("area 2")))
    'Weakest: area 2'
    """
    return said if isinstance(said, str) else "".join(piece.text for piece in said)
