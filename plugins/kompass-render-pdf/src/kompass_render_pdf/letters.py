"""Texts as they can be set: only characters that a font has, and no word too long to be broken.

A text is data for the typesetter and never its markup, so nothing else in it needs care.
"""

import re
import unicodedata
from bisect import bisect_right
from functools import cache
from itertools import groupby
from pathlib import Path

__all__ = [
    "FONTS",
    "STAND_IN",
    "family_of",
    "fits_string",
    "plain",
    "settable",
    "settable_picture",
    "shortened",
    "simplest",
    "told",
]

FONTS = Path(__file__).parent / "fonts"

_FAMILY = "Open Sans"
_SIGNS = frozenset("←↑→↓↔△▲▽▼○●□■◆✓✗")
_LONGEST_WORD = 30
_LONGEST_STRING = 32_000
_BREAK = "\u200b"
_SOFT_HYPHEN = "\u00ad"
STAND_IN = "\ufffd"
"""What stands for a character that no font has."""

_NO_CHARACTERS = 0xFFFE
_SPACES = re.compile(r"[\t\n\v\f\r \x85\u2028\u2029]+")
_LONG_WORD = re.compile(rf"[^\s\u00ad-]{{{_LONGEST_WORD + 1},}}")
_SAID_IN_PICTURE = re.compile(r"<(title|desc)\b[^>]*>.*?</\1>", re.DOTALL)
_IN_PICTURE = re.compile(r">([^<]*[^<\x00-\x7f][^<]*)<")


def settable(text: str) -> str:
    r"""Return a text with a stand-in for every character that no font has, and breaks in overlong words.

    Marks of format are left out: those that join emoji, select a variant or turn the direction of writing.

    >>> settable("Umeå  kommun"), settable("a\u0007b\u200dc"), settable("Umeå 中")
    ('Umeå kommun', 'abc', 'Umeå �')
    >>> len(settable("A" * 1000).replace("\u200b", ""))
    1000
    """
    return _LONG_WORD.sub(lambda word: _broken(word[0]), _set_characters(plain(text)))


def plain(text: str) -> str:
    r"""Return a text on one line, without characters of control and format.

    >>> plain("Umeå\nkommun\x00")
    'Umeå kommun'
    """
    return "".join(filter(_is_kept, _SPACES.sub(" ", text)))


def fits_string(text: str) -> bool:
    """Tell whether a text can be a string of a PDF, such as a bookmark: PDF/A takes 32,767 bytes of UTF-16.

    >>> fits_string("å" * 16_000), fits_string("å" * 16_001)
    (True, False)
    """
    return len(text.encode("utf-16-be")) <= _LONGEST_STRING


def told(text: str) -> str:
    """Return a text that is read aloud and never set, as much of it as a string of a PDF holds.

    >>> len(told("å" * 40_000)), told("å" * 40_000)[-2:]
    (16000, 'å…')
    """
    text = plain(text)
    if fits_string(text):
        return text
    start = text.encode("utf-16-be")[: _LONGEST_STRING - 2].decode("utf-16-be", "ignore")
    return f"{start}…"


def settable_picture(svg: str) -> str:
    r"""Return a picture whose texts can be set: letters of the page's own font, and signs that name theirs.

    A letter and its marks are set from one font there, so marks that are not one letter with it are left out.

    >>> settable_picture("<text>Z\u0351 中<title>z</title></text>")
    '<text>Z �</text>'
    >>> settable_picture("<text>Å ✓</text>")
    '<text>Å <tspan font-family="Noto Sans Symbols2">✓</tspan></text>'
    """
    return _IN_PICTURE.sub(lambda found: f">{_runs(found[1])}<", _SAID_IN_PICTURE.sub("", svg))


def simplest(text: str) -> str:
    """Return a text of the letters of the page's own font that are written from left to right, without marks.

    >>> simplest("Umeå ✓ שלום")
    'Umeå � ����'
    """
    return "".join(map(_simplest, text))


def shortened(text: str, longest: int = 90) -> str:
    """Return a text that is at most so long, for where it has one line.

    >>> shortened("Örnsköldsviks kommun", 8)
    'Örnsköl…'
    """
    return text if len(text) <= longest else f"{text[: longest - 1]}…"


def family_of(character: str) -> str | None:
    r"""Return the name of the first font that has a character, ``None`` where none has it.

    >>> family_of("å"), family_of("\ue000")
    ('Open Sans', None)
    """
    starts, ends, families = _coverage()
    at = bisect_right(starts, ord(character)) - 1
    return families[at] if at >= 0 and ord(character) <= ends[at] else None


def _is_kept(character: str) -> bool:
    # The last two of every plane, and a row of one, are no characters, and no XML holds them.
    if ord(character) & _NO_CHARACTERS == _NO_CHARACTERS or "\ufdd0" <= character <= "\ufdef":
        return False
    # What changes the look of the character before it is of no use where a font has one look.
    is_selector = "\ufe00" <= character <= "\ufe0f" or "\U000e0100" <= character <= "\U000e01ef"
    is_tone = "\U0001f3fb" <= character <= "\U0001f3ff"
    is_format = unicodedata.category(character) in {"Cc", "Cf", "Cs"}
    return character == _SOFT_HYPHEN or not (is_format or is_selector or is_tone)


def _set_characters(text: str) -> str:
    found: list[str] = []
    has_base = False
    for character in unicodedata.normalize("NFC", text):
        is_mark = _is_mark(character)
        if is_mark and not has_base:
            # A mark without a letter below it cannot be set.
            continue
        shown = _as_set(character)
        has_base = shown.isalnum() or (is_mark and has_base)
        found.append(shown)
    return "".join(found)


def _as_set(character: str) -> str:
    if character == _SOFT_HYPHEN or family_of(character) is not None:
        return character
    # A mark above a letter that no font has would be set on nothing.
    return "" if _is_mark(character) else STAND_IN


def _is_mark(character: str) -> bool:
    return unicodedata.category(character).startswith("M")


def _broken(word: str) -> str:
    """Return a word with a place to break it after every few letters, never before a mark."""
    letters = _clusters(word)
    return _BREAK.join("".join(letters[at : at + 4]) for at in range(0, len(letters), 4))


def _clusters(word: str) -> list[str]:
    found: list[str] = []
    for character in word:
        if found and _is_mark(character):
            found[-1] += character
        else:
            found.append(character)
    return found


def _runs(text: str) -> str:
    unmarked = (one for one in unicodedata.normalize("NFC", text) if _is_seen(one))
    runs = groupby(map(_in_picture, unmarked), key=lambda one: family_of(one) or _FAMILY)
    return "".join(_run(family, "".join(run)) for family, run in runs)


def _is_seen(character: str) -> bool:
    return character != _SOFT_HYPHEN and not _is_mark(character) and _is_kept(character)


def _in_picture(character: str) -> str:
    # Letters of several fonts in one line of a picture can stop the typesetter; simple signs do not.
    return character if family_of(character) == _FAMILY or character in _SIGNS else STAND_IN


def _run(family: str, text: str) -> str:
    return text if family == _FAMILY else f'<tspan font-family="{family}">{text}</tspan>'


def _simplest(character: str) -> str:
    if character == _BREAK or (family_of(character) == _FAMILY and not _is_mark(character)):
        return STAND_IN if unicodedata.bidirectional(character) in {"R", "AL", "AN"} else character
    return "" if _is_mark(character) else STAND_IN


@cache
def _coverage() -> tuple[tuple[int, ...], tuple[int, ...], tuple[str, ...]]:
    """Return the first and last characters of every range, and the font that has it, from the list."""
    lines = [line.split(" ", 1) for line in (FONTS / "coverage.txt").read_text("ascii").splitlines()]
    ranges = [bounds.split("-") for bounds, _ in lines]
    return (
        tuple(int(low, 16) for low, _ in ranges),
        tuple(int(high, 16) for _, high in ranges),
        tuple(family for _, family in lines),
    )
