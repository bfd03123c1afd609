"""Texts as they can be set: only characters that a font has, and no word too long to be broken.

A text is data for the typesetter and never its markup, so nothing else in it needs care.
"""

import re
import unicodedata
from bisect import bisect_right
from functools import cache
from pathlib import Path

__all__ = ["FONTS", "can_be_set", "plain", "settable"]

FONTS = Path(__file__).parent / "fonts"

_LONGEST_WORD = 30
_BREAK = "\u200b"
_STAND_IN = "\ufffd"
_NO_BREAK_SPACE = "\u00a0"
_SPACES = re.compile(r"[\t\n\v\f\r \x85\u2028\u2029]+")
_LONG_WORD = re.compile(rf"[^\s\u00ad\u200b-]{{{_LONGEST_WORD + 1},}}")


def settable(text: str) -> str:
    """Return a text with a stand-in for every character that no font has, and breaks in overlong words.

    Marks of format are left out: those that join emoji, select a variant or turn the direction of writing.

    >>> settable("Umeå  kommun"), settable("a\\u0007b\\u200dc")
    ('Umeå kommun', 'abc')
    >>> len(settable("A" * 1000).replace("\\u200b", ""))
    1000
    """
    set_text = "".join(_as_set(character) for character in plain(text))
    return _LONG_WORD.sub(lambda word: _BREAK.join(word[0]), set_text)


def plain(text: str) -> str:
    """Return a text on one line, without characters of control and format.

    >>> plain("Umeå\\nkommun\\x00")
    'Umeå kommun'
    """
    kept = (character for character in _SPACES.sub(" ", text) if _is_kept(character))
    return "".join(kept)


def can_be_set(character: str) -> bool:
    """Tell whether one of the fonts has a character.

    >>> can_be_set("å"), can_be_set("\\ue000")
    (True, False)
    """
    starts, ends = _coverage()
    at = bisect_right(starts, ord(character)) - 1
    return at >= 0 and ord(character) <= ends[at]


def _is_kept(character: str) -> bool:
    # A soft hyphen says where a word may be broken; the selectors of variants are marks by their category.
    if character == "\u00ad":
        return True
    # The last two of every plane, and a row of one, are no characters, and no XML holds them.
    if ord(character) & 0xFFFE == 0xFFFE or "\ufdd0" <= character <= "\ufdef":
        return False
    is_selector = "\ufe00" <= character <= "\ufe0f" or "\U000e0100" <= character <= "\U000e01ef"
    return unicodedata.category(character) not in {"Cc", "Cf", "Cs"} and not is_selector


def _as_set(character: str) -> str:
    if character == "\u00ad" or can_be_set(character):
        return character
    category = unicodedata.category(character)
    if category == "Zs":
        return _NO_BREAK_SPACE if "\u202f" in character or "\u2007" in character else " "
    # A mark above a letter that no font has would be set on nothing.
    return "" if category.startswith("M") else _STAND_IN


@cache
def _coverage() -> tuple[tuple[int, ...], tuple[int, ...]]:
    lines = (FONTS / "coverage.txt").read_text("ascii").split()
    pairs = [line.split("-") for line in lines]
    return tuple(int(low, 16) for low, _ in pairs), tuple(int(high, 16) for _, high in pairs)
