"""Drawings as pictures, with what they say for those who do not see them."""

import re
from typing import Any

from attrs import evolve

from kompass_drawings import PRINT, draw
from kompass_render_pdf.letters import settable_picture, told
from kompass_render_pdf.room import Room
from kompass_spec.model.sheet import Figure, Gap, Illustration, ShareBar, SheetCell, SheetTable, words_of

__all__ = ["is_empty", "picture_of", "said_of"]

_SIZE = re.compile(r'viewBox="0 0 [\d.]+ ([\d.]+)"')

_PIXELS = 14 / 3
"""How many pixels of a drawing are a millimetre, so that its letters are about as high as the text's."""


def picture_of(illustration: Illustration, room: Room) -> dict[str, Any]:
    """Return the picture as data: SVG as wide as its room, and what it says."""
    accent, other = room.colours
    svg = draw(
        illustration.drawing,
        identity="drawing",
        title=illustration.title,
        finding=illustration.finding,
        width=round(room.width * _PIXELS),
        palette=evolve(PRINT, font="Open Sans", accent=accent, other=other),
    )
    return {"svg": "" if is_empty(svg) else settable_picture(svg), "said": said_of(illustration)}


def is_empty(svg: str) -> bool:
    """Tell whether nothing is drawn, as where there are no figures: such a picture has no height.

    >>> is_empty('<svg viewBox="0 0 840 0">'), is_empty('<svg viewBox="0 0 840 16">')
    (True, False)
    """
    size = _SIZE.search(svg)
    return size is None or float(size[1]) <= 0


def said_of(illustration: Illustration) -> str:
    """Return what a drawing says: its title, its finding, and its figures where no table beside has them.

    It is no longer than a PDF can hold, which some hundred rows with long names are.
    """
    sentences = [illustration.title, illustration.finding]
    if illustration.table is not None:
        sentences += _lines(illustration.table)
    return told(" ".join(_sentence(sentence) for sentence in sentences if sentence))


def _lines(table: SheetTable) -> list[str]:
    heads = [column.head for column in table.columns]
    return [
        "; ".join(
            f"{head}: {text}" if head and at else text
            for at, (head, cell) in enumerate(zip(heads, row.cells, strict=False))
            if (text := _text(cell))
        )
        for row in table.rows
    ]


def _sentence(text: str) -> str:
    return text if text.endswith((".", "!", "?", "…")) else f"{text}."


def _text(cell: SheetCell) -> str:
    if isinstance(cell, Figure):
        return f"{cell.mark.value} {cell.shown}" if cell.mark else cell.shown
    if isinstance(cell, ShareBar):
        return cell.shown
    return cell.words if isinstance(cell, Gap) else "".join(words_of(part) for part in cell)
