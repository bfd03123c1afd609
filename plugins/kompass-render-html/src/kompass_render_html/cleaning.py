"""Take out of texts what must not stand in a page: control characters, and the terminal's colour codes."""

import re

from markupsafe import Markup

__all__ = ["clean", "quoted"]

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
    r"""Return ``text`` without what HTML forbids and without marks that reorder it; what can be read stays.

    >>> clean("\x1b[31mStändiga\x1b[0m\x00 förbättringar")
    'Ständiga förbättringar'
    """
    return _NEVER_SHOWN.sub("", _TERMINAL_CODES.sub("", text)).replace("\r\n", "\n").replace("\r", "\n")


def quoted(text: str) -> Markup:
    r"""Return ``text`` as a string of a style sheet, from which nothing in it can break out.

    >>> print(quoted('A </style> "B"'))
    "A \3c \2f style\3e  \22 B\22 "
    """
    inside = (
        character if character.isalnum() or character == " " else f"\\{ord(character):x} "
        for character in " ".join(clean(text).split())
    )
    return Markup(f'"{"".join(inside)}"')  # noqa: S704 - only letters, digits, spaces and escapes are in it
