"""Make words and addresses harmless in a page: nothing in them is ever taken for markup."""

import re

from markupsafe import Markup, escape

from kompass_drawings import clean

__all__ = ["clean", "escaped", "markup", "quoted", "safe_address"]

_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)
_OPENED = ("http:", "https:", "mailto:")


def escaped(text: str) -> Markup:
    """Return ``text`` as markup that shows it.

    >>> print(escaped("Who & what"))
    Who &amp; what
    """
    return escape(clean(text))


def markup(written: str) -> Markup:
    """Return as markup what was written as such, with every word in it escaped already."""
    return Markup(written)  # noqa: S704 - see above


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


def safe_address(address: str) -> str | None:
    """Return an address that a link may lead to, ``None`` where opening it could run something.

    >>> safe_address("https://skr.se"), safe_address("se-2016.html"), safe_address(" javascript:alert(1)")
    ('https://skr.se', 'se-2016.html', None)
    """
    plain = "".join(letter for letter in clean(address) if not letter.isspace())
    scheme = _SCHEME.match(plain)
    if scheme is not None and scheme[0].lower() not in _OPENED:
        return None
    return plain or None
