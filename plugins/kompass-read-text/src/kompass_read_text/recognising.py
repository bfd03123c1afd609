"""Tell text, HTML and other files apart by their first bytes; it imports nothing that takes time."""

import codecs
import re

__all__ = [
    "CONTROLS",
    "MARKS",
    "begins_mail",
    "begins_page",
    "begins_xml",
    "is_text",
    "seen_text",
    "whole_lines",
]

MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
"""The marks that name an encoding, the longer of two that begin alike first."""

_SEEN = 8_192
_MOST_BEFORE = 4
_RARE = 100
"""How many letters stand for every control character at least in what is still called a text."""
CONTROLS = bytes(sorted(frozenset(range(32)) - frozenset(b"\t\n\r\f\x0b\x1b")))
"""The control characters that no text has."""

_OTHERS = (
    b"{\\rtf", b"%!PS", b"\x89PNG", b"GIF8", b"\xff\xd8\xff", b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"<svg",
    b"ID;P", b"TABLE\n0,1\n", b"TABLE\r\n0,1\r\n",
)  # fmt: skip
"""How files begin that are no text, or whose lines are the commands of a drawing or of a spreadsheet."""
_PAGE = re.compile(r"<(?:!doctype\s+html|html)\b", re.IGNORECASE)
_BEFORE = (("<?xml", "?>"), ("<!--", "-->"))
_ARCHIVED = re.compile(
    r"(?:[A-Za-z-]{2,40}:[^\n]{0,400}\n(?:[ \t][^\n]{0,400}\n){0,20}){0,40}"
    r"content-type:\s*multipart/related",
    re.IGNORECASE,
)

_HEAD = re.compile(r"(?:[A-Za-z][A-Za-z0-9-]{1,40}:[^\n]{0,4000}\n(?:[ \t][^\n]{0,4000}\n){0,200}){1,2000}")
_FROM = re.compile(r"^from:", re.IGNORECASE | re.MULTILINE)
_CARRIED = re.compile(r"^(?:mime-version|message-id|received):", re.IGNORECASE | re.MULTILINE)
_SENT = re.compile(r"^(?:to|message-id|received):", re.IGNORECASE | re.MULTILINE)
_OF_PAGE = re.compile(r"^content-type:\s*multipart/related", re.IGNORECASE | re.MULTILINE)
_LONGEST_HEADER = 1_000
_FULL = 8_000


def is_text(content: bytes) -> bool:
    """Tell whether bytes are a text, in whatever encoding, as far as their beginning tells.

    >>> is_text("Ständiga".encode("utf-16")), is_text(b"a"), is_text(b"%PDF-1.7 ..."), is_text(b"")
    (True, True, False, False)
    """
    seen = content[:_SEEN]
    if not seen or seen.startswith(_OTHERS) or b"%PDF-" in seen[:1024]:
        return False
    if any(seen.startswith(mark) for mark, _ in MARKS):
        return True
    if 0 in seen:
        return _wide(seen) is not None
    return (len(seen) - len(seen.translate(None, CONTROLS))) * _RARE <= len(seen)


def seen_text(content: bytes) -> str:
    """Return the beginning of a text, well enough to see what it is: letters beyond ASCII may be wrong."""
    for mark, encoding in MARKS:
        if content.startswith(mark):
            return content[len(mark) : _SEEN].decode(encoding, "replace")
    seen = content[:_SEEN]
    return seen.decode(_wide(seen) or "latin-1", "replace")


def whole_lines(seen: str, content: bytes) -> str:
    """Return the beginning of a text without its last line, which may be cut off."""
    if len(content) <= _SEEN:
        return seen
    end = max(seen.rfind("\n"), seen.rfind("\r"))
    return seen[: end + 1]


def _wide(seen: bytes) -> str | None:
    """Return the encoding of a text with a zero in every other byte, as Latin letters have in UTF-16."""
    even, odd = seen[0::2].count(0), seen[1::2].count(0)
    if odd > len(seen) // 4 > even * 4:
        return "utf-16-le"
    return "utf-16-be" if even > len(seen) // 4 > odd * 4 else None


def begins_mail(text: str) -> bool:
    r"""Tell whether a text begins as a message of mail that was saved, with the lines that carry it.

    >>> begins_mail("From: a@lund.se\nMIME-Version: 1.0\n\nHej"), begins_mail("From: Anna\n\nHej")
    (True, False)
    """
    head = _HEAD.match(text)
    if head is None or _CARRIED.search(head[0]) is None:
        return False
    # Pages that were saved begin as mail does, and were sent to nobody.
    if _OF_PAGE.search(head[0]) is not None and _SENT.search(head[0]) is None:
        return False
    # So much may stand before it that who sent it is not seen.
    return _FROM.search(head[0]) is not None or (
        len(text) > _FULL and len(text) - head.end() < _LONGEST_HEADER
    )


def begins_page(text: str) -> bool:
    """Tell whether a text begins as a page of HTML does, or as an archive of one (MHTML).

    >>> begins_page("<!DOCTYPE html><p>"), begins_page("<b>Lund</b> 2017"), begins_page("# Lund")
    (True, False, False)
    """
    position = _after_spaces(text, 0)
    for begins, ends in _BEFORE * _MOST_BEFORE:
        if text.startswith(begins, position):
            end = text.find(ends, position)
            position = len(text) if end < 0 else _after_spaces(text, end + len(ends))
    return _PAGE.match(text, position) is not None or _ARCHIVED.match(text) is not None


def begins_xml(text: str) -> bool:
    """Tell whether a text says that it is XML: what its elements and attributes mean, only its program knows.

    >>> begins_xml('<?xml version="1.0"?><resultat/>'), begins_xml("<b>Lund</b> 2017")
    (True, False)
    """
    return text.startswith("<?xml", _after_spaces(text, 0)) and not begins_page(text)


def _after_spaces(text: str, position: int) -> int:
    return len(text) - len(text[position:].lstrip())
