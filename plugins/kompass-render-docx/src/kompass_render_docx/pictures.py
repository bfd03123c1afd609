"""Drawings as pictures in a document, with what they say for those who do not see them."""

import io
from typing import Any

from attrs import frozen
from docx.shared import Mm

from kompass_render_docx.elements import Element, element, run, text_of
from kompass_render_pdf.images import image_of
from kompass_render_pdf.pictures import said_of
from kompass_spec.model.sheet import Illustration

__all__ = ["Pictures"]

_PIXELS = 14 / 3
"""How many pixels of a drawing are a millimetre, so that its letters are about as high as the text's."""

_DENSITY = 2.0
"""How many pixels of the image stand for one of the drawing: about 237 to the inch."""


@frozen
class Pictures:
    """Put drawings into a document; ``colours`` are those of figures and of what they are compared with."""

    document: Any
    colours: tuple[str, str]

    def run_of(self, illustration: Illustration, width: float) -> Element:
        """Return a run with a drawing that is ``width`` millimetres wide."""
        # One that is as wide as its line to the last hair is cut by some programs.
        width -= 1
        image = image_of(illustration, round(width * _PIXELS), _DENSITY, self.colours)
        if image is None:
            return run(said_of(illustration))
        high = width * image.height / image.width
        inline = self.document.part.new_pic_inline(io.BytesIO(image.content), Mm(width), Mm(high))
        for side in ("distT", "distB", "distL", "distR"):
            # Without them, some programs keep a picture away from its margin.
            inline.set(side, "0")
        inline.docPr.set("title", text_of(illustration.title))
        inline.docPr.set("descr", text_of(said_of(illustration)))
        return element("w:r", element("w:drawing", inline))
