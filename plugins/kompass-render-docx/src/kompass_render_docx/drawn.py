"""Drawings with titles that stand side by side, as a table: each title is the head of its column.

In columns of a section a row of drawings would be torn apart at the end of a page.
"""

from collections.abc import Callable, Sequence

from kompass_render_docx.elements import Element, Writer, element, paragraph, run
from kompass_render_docx.styles import NOTE
from kompass_spec.model.sheet import Beside, Illustration

__all__ = ["drawings_of", "write_drawings"]

_TWIPS = 1440 / 25.4
_MARGINS = 4.0
"""The width within a cell that stays empty, in millimetres."""


def drawings_of(block: Beside) -> tuple[Illustration, ...]:
    """Return the drawings of which each is a column with its title; none where anything else stands there."""
    found = [column[0] for column in block.columns if len(column) == 1]
    drawings = tuple(one for one in found if isinstance(one, Illustration) and one.is_title_shown)
    return drawings if len(drawings) == len(block.columns) else ()


def write_drawings(
    drawings: Sequence[Illustration],
    width: float,
    writer: Writer,
    drawn: Callable[[Illustration, float], Element],
    add: Callable[[Element], None],
) -> None:
    """Write the table, ``width`` millimetres wide; ``drawn`` returns a drawing of some width as a run.

    The table is added before it is filled: the numbers of pictures are counted in the document.
    """
    each = width / len(drawings)
    size = str(round(each * _TWIPS))
    look = element("w:tblLook", val="0020", firstRow="1", lastRow="0", firstColumn="0", lastColumn="0")
    properties = (element("w:tblW", w="0", type="auto"), element("w:tblLayout", type="fixed"), look)
    made = element("w:tbl", element("w:tblPr", *properties))
    made.append(element("w:tblGrid", *(element("w:gridCol", w=size) for _ in drawings)))
    heads = element("w:tr", element("w:trPr", element("w:cantSplit"), element("w:tblHeader")))
    bodies = element("w:tr", element("w:trPr", element("w:cantSplit")))
    made.extend((heads, bodies))
    add(made)
    for one in drawings:
        heads.append(_cell([paragraph("Caption", run(one.title), is_kept=True)], size))
        notes = [paragraph(NOTE, *writer.words((note,))) for note in one.notes]
        bodies.append(_cell([paragraph("Normal", drawn(one, each - _MARGINS)), *notes], size))


def _cell(paragraphs: Sequence[Element], size: str) -> Element:
    return element("w:tc", element("w:tcPr", element("w:tcW", w=size, type="dxa")), *paragraphs)
