"""Lay out blocks as GitHub-flavoured Markdown in which every text reads as it was printed."""

import re
from collections.abc import Iterator, Sequence
from urllib.parse import quote

from kompass_render_text.blocks import (
    Bar,
    Block,
    Bullets,
    Cell,
    Column,
    Facts,
    Heading,
    Label,
    Lines,
    Paragraph,
    Quotation,
    Table,
)
from kompass_render_text.said import Piece, Said, plain

__all__ = ["escaped", "lay_out"]

BAR_CELLS = 20

_ANYWHERE = re.compile(r"[\\`*\[\]<|~&$#]")
# Between two letters or digits an underscore emphasises nothing, and in an address an escape would be seen.
_UNDERSCORE = re.compile(r"(?<![^\W_])_|_(?![^\W_])")
_SAFE = "!#$%&'()*+,/:;=?@[]~"
"""What stands in an address as it is; anything else would end it or the table that it stands in."""
_LIST_OR_QUOTE = re.compile(r"^[-+>=]")
_NUMBERED = re.compile(r"^(\d+)([.)])(?=\s|$)", re.ASCII)


def escaped(text: str) -> str:
    r"""Return ``text`` so that Markdown shows it as it is, in a paragraph, a list or a table.

    >>> print(escaped("1. *a* | b_c <d>"))
    1\. \*a\* \| b_c \<d>
    """
    shown = _ANYWHERE.sub(r"\\\g<0>", text)
    shown = _UNDERSCORE.sub(r"\\_", shown)
    shown = _LIST_OR_QUOTE.sub(r"\\\g<0>", shown)
    return _NUMBERED.sub(r"\1\\\2", shown)


def lay_out(blocks: Sequence[Block]) -> str:
    """Return the blocks as a Markdown document."""
    return "\n\n".join("\n".join(_laid_out(block)) for block in blocks) + "\n"


def _laid_out(block: Block) -> Iterator[str]:
    if isinstance(block, Heading):
        yield f"{'#' * block.level} {_said(block.text)}"
    elif isinstance(block, Label):
        yield _strong(_said(block.text))
    elif isinstance(block, Paragraph):
        yield _said(block.text)
    elif isinstance(block, Bullets):
        yield from _bullets(block)
    elif isinstance(block, Facts):
        for fact in block.facts:
            lines = "<br>".join(_cell(line) for line in fact.lines)
            yield f"- **{escaped(fact.label)}:** {lines}"
    elif isinstance(block, Lines):
        # A backslash at the end of a line breaks it, and unlike two spaces it can be seen.
        yield "\\\n".join(_cell(line) for line in block.lines)
    elif isinstance(block, Quotation):
        yield f"> {_said(block.text)}"
        if plain(block.source):
            yield f">\n> — {_said(block.source)}"
    else:
        yield from _table(block)


def _bullets(bullets: Bullets) -> Iterator[str]:
    if bullets.label:
        yield f"**{escaped(bullets.label)}**"
        if bullets.items:
            yield ""
    for item, mark in zip(bullets.items, bullets.marks or ("•",) * len(bullets.items), strict=True):
        yield f"- {_said(item)}" if mark == "•" else f"- {mark} {_said(item)}"


def _table(table: Table) -> Iterator[str]:
    if not table.columns:
        return
    yield _line(_head(column) for column in table.columns)
    yield _line(_rule(column, position) for position, column in enumerate(table.columns))
    for row in table.rows:
        cells = (_cell(cell, column.bar) for cell, column in zip(row.cells, table.columns, strict=True))
        shown = [_strong(cell) if row.strong else cell for cell in cells]
        # Markdown has no indented rows.
        yield _line(iter([f"{'&emsp;' * row.depth}{shown[0]}", *shown[1:]]))


def _head(column: Column) -> str:
    """Return the head of a column below that of its group, because Markdown has one row of heads."""
    return "<br>".join(escaped(words) for words in (column.group, column.head) if words)


def _strong(cell: str) -> str:
    return f"**{cell}**" if cell and not cell.startswith(("`", "**")) else cell


def _line(cells: Iterator[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _rule(column: Column, position: int) -> str:
    return "---" if column.is_text or column.bar or position == 0 else "---:"


def _cell(cell: Cell, bar: int = BAR_CELLS) -> str:
    if isinstance(cell, Bar):
        # A code span keeps the characters of a bar equally wide.
        drawn = f"`{''.join(characters for _, characters in cell.stretches(bar))}`"
        return f"{drawn} {escaped(cell.shown)}" if cell.shown else drawn
    return _said(cell)


def _said(said: Said) -> str:
    return escaped(said) if isinstance(said, str) else "".join(map(_piece, said))


def _piece(piece: Piece) -> str:
    """Return a piece with its emphasis and link; spaces at its ends stand outside of both."""
    words = piece.text.strip()
    if not words:
        return piece.text
    shown = f"**{escaped(words)}**" if piece.is_strong else escaped(words)
    if piece.address is not None:
        shown = f"[{shown}](<{quote(piece.address, safe=_SAFE)}>)"
    before = piece.text[: len(piece.text) - len(piece.text.lstrip())]
    return f"{before}{shown}{piece.text[len(piece.text.rstrip()) :]}"
