"""Drawings as images of pixels, for documents that hold no others."""

import struct
from typing import NamedTuple

from attrs import evolve

from kompass_drawings import PRINT, draw
from kompass_render_pdf.letters import settable_picture
from kompass_render_pdf.pictures import is_empty
from kompass_render_pdf.typesetting import fonts
from kompass_spec.model.sheet import Illustration

__all__ = ["Image", "image_of"]

_SET = b"""#set page(width: auto, height: auto, margin: 0pt, fill: white)
#image(bytes(sys.inputs.svg), format: "svg")
"""
_POINTS = 0.75
"""How many points a pixel of a drawing is."""


class Image(NamedTuple):
    """Hold a PNG with its width and height in pixels."""

    content: bytes
    width: int
    height: int


def image_of(
    illustration: Illustration, width: int, density: float, colours: tuple[str, str]
) -> Image | None:
    """Return a drawing as PNG, ``None`` where nothing is drawn; the same arguments give the same bytes.

    ``width`` is that of the drawing in its own pixels, ``density`` how many of the image stand for one, and
    ``colours`` those of what is spoken of and of what it is compared with, as ``#rrggbb``.
    """
    import typst  # noqa: PLC0415 - it takes time to import, and only a drawing needs it

    accent, other = colours
    svg = draw(
        illustration.drawing,
        identity="drawing",
        title=illustration.title,
        finding=illustration.finding,
        width=width,
        palette=evolve(PRINT, font="Open Sans", accent=accent, other=other),
    )
    if is_empty(svg):
        return None
    content: bytes = typst.compile(
        _SET,
        format="png",
        ppi=72 * density / _POINTS,
        font_paths=fonts(),
        ignore_system_fonts=True,
        sys_inputs={"svg": settable_picture(svg)},
    )
    # The header of a PNG begins with its width and height.
    return Image(content, *struct.unpack(">II", content[16:24]))
