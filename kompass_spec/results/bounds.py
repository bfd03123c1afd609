"""Hold a document to what a report can be, before anything is done with it: blocks are cheap to make."""

from collections.abc import Iterator
from typing import Any

from kompass_spec.model.blocks import Block, Document
from kompass_spec.model.problems import InputError, Problem
from kompass_spec.plugins.loaded import Plugin

__all__ = ["MOST_CELLS", "MOST_LETTERS", "MOST_LINES", "bounded"]

MOST_LINES = 150_000
"""The number of blocks and of rows of tables together that a document may have."""

MOST_CELLS = 600_000
"""The number of cells of its tables."""

MOST_LETTERS = 20_000_000
"""The number of letters in its blocks."""


def bounded(document: Any, plugin: Plugin) -> Any:
    """Return what a container made of a file; raise ``InputError`` with its name where that is too much.

    Only a document is measured: whether it is one, whoever called the container finds out.
    """
    if type(document) is not Document or type(document.blocks) is not tuple:
        return document
    who, makers = f"{plugin.name!r} of {plugin.distribution} {plugin.version}", plugin.distribution
    for count, most, what in _measured(document.blocks):
        if count > most:
            sentence = (
                f"The container {who} made {count:,} {what} of this file, and {most:,} at most are read. Save"
                " the part that is the report as a file of its own; if the file is no longer than that,"
                f" report this to the authors of {makers}."
            )
            raise InputError([Problem("file-too-large", sentence)])
    return document


def _measured(blocks: tuple[Any, ...]) -> Iterator[tuple[int, int, str]]:
    """Yield how many lines, cells and letters there are, and may be; what is no block counts as a line."""
    rows = [
        block.rows for block in blocks[: MOST_LINES + 1] if type(block) is Block and type(block.rows) is tuple
    ]
    yield len(blocks) + sum(map(len, rows)), MOST_LINES, "lines"
    yield sum(len(row) for of_block in rows for row in of_block if type(row) is tuple), MOST_CELLS, "cells"
    texts = (block.text for block in blocks if type(block) is Block)
    yield sum(len(text) for text in texts if type(text) is str), MOST_LETTERS, "letters"
