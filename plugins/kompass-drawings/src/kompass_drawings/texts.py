"""How wide texts are, estimated without a font and rather too wide, and how they are broken into lines."""

import re
from collections.abc import Callable
from functools import lru_cache

__all__ = ["BOLD", "clean", "text_width", "wrap"]

BOLD = 1.09
"""By how much bold letters are wider."""

_NARROW = frozenset("iljtfrI.,:;'|!()[]{}·/\\ \u00a0\u202f\u2009-‐")
_WIDE = frozenset("mwMWÅÄÆ%@—&OQÖØDGHNU▲▼△▽≈")
_EM_OF_NARROW, _EM_OF_WIDE, _EM, _EM_OF_CAPITAL = 0.34, 0.86, 0.575, 0.68
_FULL_WIDTH = 0x2E80
"""From here on, letters are as wide as they are high."""

_TERMINAL_CODES = re.compile(r"\x1b\[[0-?]*[ -/]*[@-~]")
# Marks that reorder what is shown (Unicode Standard Annex 9): a text could make a figure read as another one.
_REORDERING = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
# What the HTML standard calls a control or a noncharacter, and surrogates, which UTF-8 cannot write.
_NEVER_SHOWN = re.compile(
    f"[{_REORDERING}\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff"
    + "".join(f"{chr(plane + 0xFFFE)}{chr(plane + 0xFFFF)}" for plane in range(0x10000, 0x110000, 0x10000))
    + "]"
)


def clean(text: str) -> str:
    r"""Return ``text`` without what markup forbids and without marks that reorder it; what can be read stays.

    >>> clean("\x1b[31mStändiga\x1b[0m\x00 förbättringar")
    'Ständiga förbättringar'
    """
    # Nearly every text is, and everything that is taken out is not.
    if text.isprintable():
        return text
    return _NEVER_SHOWN.sub("", _TERMINAL_CODES.sub("", text)).replace("\r\n", "\n").replace("\r", "\n")


@lru_cache(maxsize=4096)
def text_width(text: str, size: float = 13, *, is_bold: bool = False) -> float:
    """Return about how wide a text is in the unit of ``size``, the height of its letters.

    >>> text_width("iiii") < text_width("mmmm")
    True
    """
    return sum(map(_em, text)) * size * (BOLD if is_bold else 1)


def _em(letter: str) -> float:
    if letter in _NARROW:
        return _EM_OF_NARROW
    if letter in _WIDE:
        return _EM_OF_WIDE
    if ord(letter) >= _FULL_WIDTH:
        return 1.1
    return _EM_OF_CAPITAL if letter.isupper() else _EM


@lru_cache(maxsize=2048)
def wrap(
    text: str, width: float, size: float = 13, *, lines: int = 3, is_bold: bool = False
) -> tuple[str, ...]:
    """Return a text in lines that are no wider than ``width``; what is beyond ``lines`` ends with a ``…``.

    >>> wrap("Ständiga förbättringar", 90)
    ('Ständiga', 'förbättringar')
    >>> wrap("Brukarfokus, tillgänglighet och bemötande", 90, lines=2)
    ('Brukarfokus,', 'tillgänglighe…')
    """

    def fits(words: str) -> bool:
        return text_width(words, size, is_bold=is_bold) <= width

    found: list[str] = []
    rest = " ".join(clean(text).split())
    while rest and len(found) < lines:
        line, rest = _first_line(rest, fits)
        found.append(line)
    if rest:
        last = f"{found[-1]} {rest}" if fits(f"{found[-1]} {rest[:1]}…") else found[-1]
        while last and not fits(f"{last}…"):
            last = last[:-1]
        found[-1] = f"{last.rstrip()}…"
    return tuple(found)


def _first_line(text: str, fits: Callable[[str], bool]) -> tuple[str, str]:
    words = text.split(" ")
    count = 0
    while count < len(words) and fits(" ".join(words[: count + 1])):
        count += 1
    if count:
        return " ".join(words[:count]), " ".join(words[count:])
    # A word that is wider than the line is broken where it must be.
    letters = 1
    while letters < len(words[0]) and fits(text[: letters + 1]):
        letters += 1
    return text[:letters], text[letters:]
