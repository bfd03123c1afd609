"""Tiles as a table: a head for each, its figure below, and below that what is to be known of it."""

from kompass_render_docx.elements import Element, Style, element, paragraph, run
from kompass_render_docx.styles import QUIET_TABLE
from kompass_spec.model.sheet import Tile, Tiles, Tone

__all__ = ["tiles_of"]

_TWIPS = 1440 / 25.4
"""How many twentieths of a point a millimetre is."""


def tiles_of(block: Tiles, width: float) -> Element:
    """Return a table of one column for each tile, ``width`` millimetres wide in all."""
    size = str(round(width / len(block.tiles) * _TWIPS))
    look = element("w:tblLook", val="0020", firstRow="1", lastRow="0", firstColumn="0", lastColumn="0")
    made = element(
        "w:tbl",
        element(
            "w:tblPr",
            element("w:tblStyle", val=QUIET_TABLE),
            element("w:tblW", w="0", type="auto"),
            element("w:tblLayout", type="fixed"),
            look,
        ),
        element("w:tblGrid", *(element("w:gridCol", w=size) for _ in block.tiles)),
    )
    labels = [[run(tile.label, tone=Tone.QUIET)] for tile in block.tiles]
    notes = [[run(tile.note, tone=Tone.QUIET)] for tile in block.tiles]
    made.append(_row(labels, "TableText", size, is_head=True))
    made.append(_row([_figure(tile) for tile in block.tiles], "TileFigure", size))
    made.append(_row(notes, "TableText", size))
    return made


def _figure(tile: Tile) -> list[Element]:
    if tile.ranked:
        return [run(f"{figure}  ", is_bold=is_current) for figure, is_current in tile.ranked]
    mark = [run(f"{tile.mark.value} ", is_bold=True)] if tile.mark else []
    return [*mark, run(tile.figure, is_bold=True)]


def _row(cells: list[list[Element]], style: Style, size: str, *, is_head: bool = False) -> Element:
    properties = element("w:trPr", element("w:cantSplit"))
    if is_head:
        properties.append(element("w:tblHeader"))
    made = element("w:tr", properties)
    for runs in cells:
        width = element("w:tcPr", element("w:tcW", w=size, type="dxa"))
        made.append(element("w:tc", width, paragraph(style, *runs)))
    return made
