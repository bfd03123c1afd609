"""Lay out blocks as GitHub-flavoured Markdown in which every text reads as it was printed."""

import re
from collections.abc import Iterator, Sequence

from kompass_render_text.blocks import Bar, Block, Bullets, Cell, Column, Facts, Heading, Paragraph, Table

__all__ = ["escaped", "lay_out"]

BAR_CELLS = 20

_ANYWHERE = re.compile(r"[\\`*\[\]<|~&$#]")
# Between two letters or digits an underscore emphasises nothing, and in an address an escape would be seen.
_UNDERSCORE = re.compile(r"(?<![^\W_])_|_(?![^\W_])")
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
        yield f"{'#' * block.level} {escaped(block.text)}"
    elif isinstance(block, Paragraph):
        yield escaped(block.text)
    elif isinstance(block, Bullets):
        yield from _bullets(block)
    elif isinstance(block, Facts):
        for fact in block.facts:
            lines = "<br>".join(_cell(line) for line in fact.lines)
            yield f"- **{escaped(fact.label)}:** {lines}"
    else:
        yield from _table(block)


def _bullets(bullets: Bullets) -> Iterator[str]:
    if bullets.label:
        yield f"**{escaped(bullets.label)}**"
        if bullets.items:
            yield ""
    for item in bullets.items:
        yield f"- {escaped(item)}"


def _table(table: Table) -> Iterator[str]:
    yield _line(escaped(column.head) for column in table.columns)
    yield _line(_rule(column, position) for position, column in enumerate(table.columns))
    for row in table.rows:
        cells = (_cell(cell, column.bar) for cell, column in zip(row.cells, table.columns, strict=True))
        yield _line(
            f"**{cell}**" if row.strong and cell and not cell.startswith("`") else cell for cell in cells
        )


def _line(cells: Iterator[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _rule(column: Column, position: int) -> str:
    return "---" if column.is_text or column.bar or position == 0 else "---:"


def _cell(cell: Cell, bar: int = BAR_CELLS) -> str:
    if isinstance(cell, Bar):
        # A code span keeps the characters of a bar equally wide.
        return f"`{''.join(characters for _, characters in cell.stretches(bar))}`"
    return escaped(cell)
