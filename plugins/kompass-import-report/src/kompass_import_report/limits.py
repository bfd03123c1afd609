"""Refuse a document that is longer than any report: to read it would only take time."""

from collections.abc import Sequence

from kompass_import_report.lines import Line
from kompass_spec import InputError, Problem

__all__ = ["MOST_LETTERS", "MOST_LINES", "refuse_too_long"]

MOST_LINES = 100_000
"""The number of lines with words that a report may have."""

MOST_LETTERS = 2_000_000
"""The number of characters that they may have in all."""


def refuse_too_long(lines: Sequence[Line]) -> None:
    """Raise ``InputError`` where a document has more lines or letters than are read.

    >>> refuse_too_long([])
    """
    lengths = [len(line.text) for line in lines if not line.empty]
    count, letters = len(lengths), sum(lengths)
    if count > MOST_LINES:
        said = f"has {count:,} lines, and {MOST_LINES:,}"
    elif letters > MOST_LETTERS:
        said = f"has {letters:,} letters, and {MOST_LETTERS:,}"
    else:
        return
    sentence = f"The document {said} at most are read. Save the part that is the report as a file of its own."
    raise InputError([Problem("file-too-large", sentence)])
