"""Lay out blocks as text for a terminal or a plain file, by rich; nothing is ever cut off."""

from collections.abc import Sequence
from io import StringIO

from rich.cells import cell_len
from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.table import Table as Grid
from rich.text import Text

from kompass_render_text.blocks import (
    Bar,
    Block,
    Bullets,
    Cell,
    Facts,
    Heading,
    Label,
    Lines,
    Paragraph,
    Quotation,
    Table,
)
from kompass_render_text.fitting import GAP
from kompass_render_text.said import plain
from kompass_render_text.tables import TONES, drawn_bar, drawn_text, table_lines
from kompass_spec import Terminal

__all__ = ["lay_out"]

PLAIN_WIDTH = 80
NARROWEST = 40
WIDEST = 120
LONGEST_BAR = 40

_RULES = {1: "═", 2: "─"}


def lay_out(blocks: Sequence[Block], terminal: Terminal | None) -> str:
    """Return the blocks as lines of text: plain and 80 columns wide, or as the terminal is.

    Lines are at least 40 columns wide, and at most 120, because longer ones are hard to read.
    """
    wanted = PLAIN_WIDTH if terminal is None else terminal.width
    width = min(max(wanted, NARROWEST), WIDEST)
    colours = terminal is not None and terminal.colours
    stream = StringIO()
    # Everything is said here, so that nothing is taken from the environment.
    console = Console(
        file=stream,
        width=width,
        height=WIDEST,
        force_terminal=colours,
        force_jupyter=False,
        force_interactive=False,
        color_system="standard" if colours else None,
        no_color=not colours,
        legacy_windows=False,
        safe_box=False,
        markup=False,
        emoji=False,
        highlight=False,
        _environ={},
    )
    families = _families(blocks)
    for position, block in enumerate(blocks):
        if position and (isinstance(block, Heading) or not isinstance(blocks[position - 1], Heading | Label)):
            console.print()
        for part in _laid_out(block, width, console, families.get(position, [])):
            console.print(part, soft_wrap=False)
    shown = stream.getvalue()
    return shown if colours else "\n".join(line.rstrip() for line in shown.split("\n"))


def _families(blocks: Sequence[Block]) -> dict[int, list[Table]]:
    """Return for the place of every table those beside it that have the same columns, under one heading."""
    families: dict[int, list[Table]] = {}
    family: list[Table] = []
    for position, block in enumerate(blocks):
        if isinstance(block, Heading) and block.level in _RULES:
            family = []
        if isinstance(block, Table):
            if not family or family[0].columns != block.columns:
                family = []
            family.append(block)
            families[position] = family
    return families


def _laid_out(block: Block, width: int, console: Console, family: Sequence[Table]) -> list[RenderableType]:
    if isinstance(block, Label):
        return [_line(block.text, width, "bold")]
    if isinstance(block, Paragraph | Lines):
        lines = (block.text,) if isinstance(block, Paragraph) else block.lines
        return [_line(line, width, TONES[block.tone]) for line in lines]
    if isinstance(block, Heading | Bullets):
        return _heading(block, width) if isinstance(block, Heading) else _bullets(block)
    if isinstance(block, Facts):
        return [_facts(block, width)] if block.facts else []
    if isinstance(block, Quotation):
        return [_quotation(block)]
    return list(table_lines(block, width, console, family=family))


def _line(line: Cell, width: int, style: str = "") -> Text:
    if isinstance(line, Bar):
        return drawn_bar(line, min(LONGEST_BAR, width))
    return drawn_text(line, style, with_addresses=True)


def _heading(heading: Heading, width: int) -> list[RenderableType]:
    parts: list[RenderableType] = [drawn_text(heading.text, "bold")]
    if heading.level in _RULES:
        parts.append(Text(_RULES[heading.level] * min(width, cell_len(plain(heading.text))), "bold"))
    return parts


def _quotation(quotation: Quotation) -> RenderableType:
    parts = [drawn_text(quotation.text, with_addresses=True)]
    if plain(quotation.source):
        parts.append(drawn_text(quotation.source, "dim", with_addresses=True))
    return Padding(Group(*parts), (0, 0, 0, 4))


def _bullets(bullets: Bullets) -> list[RenderableType]:
    parts: list[RenderableType] = []
    style = TONES[bullets.tone]
    if bullets.label:
        parts.append(Text(bullets.label, f"bold {style}".strip(), overflow="fold"))
    if bullets.items:
        grid = Grid.grid(padding=(0, 1, 0, 0), pad_edge=False)
        grid.add_column(width=1)
        grid.add_column(overflow="fold")
        for item, mark in zip(bullets.items, bullets.marks or ("•",) * len(bullets.items), strict=True):
            grid.add_row(Text(mark, style), drawn_text(item, with_addresses=True))
        parts.append(Padding(grid, (0, 0, 0, 2)))
    return parts


def _facts(facts: Facts, width: int) -> RenderableType:
    words = (cell_len(word) for fact in facts.facts for word in fact.label.split())
    longest = max(cell_len(fact.label) for fact in facts.facts)
    labels = min(longest, max([width * 2 // 5, *words]), width // 2)
    room = width - labels - GAP
    grid = Grid.grid(padding=(0, GAP, 0, 0), pad_edge=False)
    grid.add_column(width=labels, overflow="fold")
    grid.add_column(overflow="fold")
    for fact in facts.facts:
        lines = Text("\n").join(_line(line, room) for line in fact.lines)
        grid.add_row(Text(fact.label, "dim", overflow="fold"), lines)
    return grid
