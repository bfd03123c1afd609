"""Lay out tables in a given width, line by line: nothing is cut off, and what folds stands below its row."""

from collections.abc import Iterator, Sequence
from itertools import takewhile

from attrs import evolve
from rich.console import Console
from rich.text import Text

from kompass_render_text.blocks import Bar, Cell, Row, Stretch, Table
from kompass_render_text.fitting import GAP, Fitted, fitted, gap_before
from kompass_render_text.said import Said, Tone, pieces_of

__all__ = ["TONES", "drawn_bar", "drawn_text", "table_lines"]

TONES = {Tone.PLAIN: "", Tone.QUIET: "dim", Tone.GOOD: "green", Tone.WARNING: "yellow"}
_STRETCHES = {
    Stretch.SURE: "cyan",
    Stretch.POSSIBLE: "yellow",
    Stretch.LOST: "dim",
    Stretch.REFERENCE: "bold magenta",
}


def drawn_text(said: Said, style: str = "", *, with_addresses: bool = False) -> Text:
    """Return a text in colours; a public address stands behind the words that lead to it, if asked for."""
    text = Text(style=style, overflow="fold")
    for piece in pieces_of(said):
        text.append(piece.text, f"{'bold ' if piece.is_strong else ''}{TONES[piece.tone]}".strip() or None)
        address = piece.address or ""
        if with_addresses and address.startswith(("http://", "https://")) and address not in piece.text:
            text.append(f" <{address}>", "dim")
    return text


def drawn_bar(bar: Bar, cells: int) -> Text:
    """Return a bar of as many cells, in colours by what they stand for."""
    styles = _STRETCHES if bar.tone is Tone.PLAIN else _STRETCHES | {Stretch.SURE: TONES[bar.tone]}
    return Text.assemble(*((characters, styles[stretch]) for stretch, characters in bar.stretches(cells)))


def table_lines(
    table: Table, width: int, console: Console, *, family: Sequence[Table] = ()
) -> Iterator[Text]:
    """Yield the lines of a table that is at most ``width`` columns wide.

    The tables of its ``family`` have the same columns, which stand at the same places: the heads of the first
    are those of all.
    """
    if not table.columns:
        return
    rows = tuple(row for one in family for row in one.rows) or table.rows
    made = fitted(evolve(table, rows=rows), width)
    rule = Text("─" * made.span(made.shown))
    if not family or family[0] is table:
        yield from _head_lines(made, console)
    if any(column.head for column in table.columns):
        yield rule
    sums = len(list(takewhile(lambda row: row.strong, reversed(table.rows))))
    for place, row in enumerate(table.rows):
        if sums and 0 < place == len(table.rows) - sums:
            yield rule
        yield from _row_lines(made, _drawn_cells(row, made), console, depth=row.depth)


def _head_lines(made: Fitted, console: Console) -> Iterator[Text]:
    heads = [Text(column.head, "bold", overflow="fold") for column in made.table.columns]
    if any(group for group, _ in made.runs()):
        yield from _group_lines(made, console)
    if any(column.head for column in made.table.columns):
        yield from _row_lines(made, heads, console, is_head=True)


def _drawn_cells(row: Row, made: Fitted) -> list[Text]:
    style = "bold" if row.strong else ""
    drawn = [
        _drawn(cell, width, style) if width else Text()
        for cell, width in zip(row.cells, made.widths, strict=True)
    ]
    # Where the main texts stand at the edge, what is said of them is set in.
    indent = "" if made.shown[0] != made.main or len(made.shown) > 1 else " " * GAP
    for line in made.folded_lines(row):
        drawn[made.main].append(f"\n{indent}{line}", "dim")
    return drawn


def _drawn(cell: Cell, width: int, style: str) -> Text:
    return drawn_bar(cell, width) if isinstance(cell, Bar) else drawn_text(cell, style)


def _group_lines(made: Fitted, console: Console) -> Iterator[Text]:
    """Yield the heads of groups above the columns that they head."""
    blocks = []
    for group, run in made.runs():
        width = made.span(run)
        lines = _wrapped(Text(group, "bold", overflow="fold"), width, console)
        is_left = 0 in run or len(run) > 1 or made.table.columns[run[0]].is_text
        blocks.append((run[0], width, _aligned(lines, width, "left" if is_left else "right")))
    yield from _beside(blocks, made, is_low=True)


def _row_lines(
    made: Fitted, cells: Sequence[Text], console: Console, *, depth: int = 0, is_head: bool = False
) -> Iterator[Text]:
    blocks = []
    for position in made.shown:
        column, width = made.table.columns[position], made.widths[position]
        indent = min(depth * GAP, max(0, width - GAP)) if position == made.main else 0
        lines = _wrapped(cells[position], width - indent, console)
        is_figure = position > 0 and not column.is_text and not column.bar and position != made.main
        aligned = _aligned(lines, width - indent, "right" if is_figure else "left")
        blocks.append((position, width, [Text(" " * indent) + line for line in aligned]))
    yield from _beside(blocks, made, is_low=is_head)


def _wrapped(text: Text, width: int, console: Console) -> list[Text]:
    return list(text.wrap(console, width, overflow="fold"))


def _aligned(lines: Sequence[Text], width: int, side: str) -> list[Text]:
    aligned = []
    for line in lines:
        line.rstrip()
        missing = " " * max(0, width - line.cell_len)
        aligned.append(Text(missing) + line if side == "right" else line + Text(missing))
    return aligned


def _beside(blocks: Sequence[tuple[int, int, list[Text]]], made: Fitted, *, is_low: bool) -> Iterator[Text]:
    """Yield the lines of blocks that stand side by side, at the bottom if ``is_low``, else at the top."""
    height = max((len(lines) for _, _, lines in blocks), default=0)
    for index in range(height):
        whole = Text()
        for order, (position, width, lines) in enumerate(blocks):
            if order:
                column = made.table.columns[position]
                whole.append(" ┊ " if column.is_break else " " * gap_before(column))
            here = index - (height - len(lines)) if is_low else index
            whole.append_text(lines[here] if 0 <= here < len(lines) else Text(" " * width))
        yield whole
