"""Lay out blocks as text for a terminal or a plain file, by rich; nothing is ever cut off."""

from collections.abc import Sequence
from io import StringIO

from rich.cells import cell_len
from rich.console import Console, RenderableType
from rich.padding import Padding
from rich.table import Table as Grid
from rich.text import Text

from kompass_render_text.blocks import (
    Bar,
    Block,
    Bullets,
    Facts,
    Heading,
    Paragraph,
    Tone,
)
from kompass_render_text.tables import GAP, drawn_bar, table_grid
from kompass_spec import Terminal

__all__ = ["lay_out"]

PLAIN_WIDTH = 100
NARROWEST = 40
WIDEST = 120
LONGEST_BAR = 40

_RULES = {1: "═", 2: "─"}
_TONES = {Tone.PLAIN: "", Tone.QUIET: "dim", Tone.GOOD: "green", Tone.WARNING: "yellow"}


def lay_out(blocks: Sequence[Block], terminal: Terminal | None) -> str:
    """Return the blocks as lines of text: plain and 100 columns wide, or as the terminal is.

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
        height=PLAIN_WIDTH,
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
    for position, block in enumerate(blocks):
        if position and (isinstance(block, Heading) or not isinstance(blocks[position - 1], Heading)):
            console.print()
        for part in _laid_out(block, width):
            console.print(part, soft_wrap=False)
    shown = stream.getvalue()
    return shown if colours else "\n".join(line.rstrip() for line in shown.split("\n"))


def _laid_out(block: Block, width: int) -> list[RenderableType]:
    if isinstance(block, Heading):
        return _heading(block, width)
    if isinstance(block, Paragraph):
        return [Text(block.text, _TONES[block.tone], overflow="fold")]
    if isinstance(block, Bullets):
        return _bullets(block)
    if isinstance(block, Facts):
        return [_facts(block, width)]
    return [table_grid(block, width)]


def _heading(heading: Heading, width: int) -> list[RenderableType]:
    parts: list[RenderableType] = [Text(heading.text, "bold", overflow="fold")]
    if heading.level in _RULES:
        parts.append(Text(_RULES[heading.level] * min(width, cell_len(heading.text)), "bold"))
    return parts


def _bullets(bullets: Bullets) -> list[RenderableType]:
    parts: list[RenderableType] = []
    style = _TONES[bullets.tone]
    if bullets.label:
        parts.append(Text(bullets.label, f"bold {style}".strip(), overflow="fold"))
    if bullets.items:
        grid = Grid.grid(padding=(0, 1, 0, 0), pad_edge=False)
        grid.add_column(width=1)
        grid.add_column(overflow="fold")
        for item in bullets.items:
            grid.add_row(Text("•", style), Text(item, overflow="fold"))
        parts.append(Padding(grid, (0, 0, 0, 2)))
    return parts


def _facts(facts: Facts, width: int) -> RenderableType:
    words = (cell_len(word) for fact in facts.facts for word in fact.label.split())
    longest = max(cell_len(fact.label) for fact in facts.facts)
    labels = min(longest, max(width * 2 // 5, *words), width // 2)
    room = width - labels - GAP
    grid = Grid.grid(padding=(0, GAP, 0, 0), pad_edge=False)
    grid.add_column(width=labels, overflow="fold")
    grid.add_column(overflow="fold")
    for fact in facts.facts:
        for position, line in enumerate(fact.lines):
            label = fact.label if position == 0 else ""
            shown = (
                drawn_bar(line, min(LONGEST_BAR, room))
                if isinstance(line, Bar)
                else Text(line, overflow="fold")
            )
            grid.add_row(Text(label, "dim", overflow="fold"), shown)
    return grid
