"""A sheet as a Word document: its page, properties, head and foot, and the same bytes for the same sheet."""

import io
import zipfile
from typing import Any

import docx
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.image.exceptions import UnrecognizedImageError
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.shared import Mm

from kompass_render_docx.body import PAGE, Body
from kompass_render_docx.elements import LANGUAGES, Writer, field, paragraph, run, text_of
from kompass_render_docx.outline import anchors_of
from kompass_render_docx.pictures import Pictures
from kompass_render_docx.styles import set_styles
from kompass_render_pdf.typesetting import COLOUR, SECOND_COLOUR
from kompass_spec.model.sheet import Sheet
from kompass_spec.plugins.requests import Look, SheetRequest

__all__ = ["write"]

_WIDTH, _HEIGHT, _TOP, _BOTTOM, _LOGO = 210, 297, 15, 17, 13
_LONGEST_PROPERTY = 255
_TIME = (1980, 1, 1, 0, 0, 0)
"""The earliest time that a file in an archive can have: no file is without one."""


def write(request: SheetRequest) -> bytes:
    """Return a sheet as a document of Office Open XML; the same request always gives the same bytes."""
    sheet, look = request.sheet, request.look
    colours = (look.colour or COLOUR, look.second_colour or SECOND_COLOUR)
    document = docx.Document()
    set_styles(document, sheet.language, colours[0])
    _set_page(document)
    _set_properties(document, sheet)
    _set_foot(document, sheet, look)
    _set_logo(document, look)
    writer = Writer(part=document.part, anchors=anchors_of(sheet))
    Body(document, sheet, writer, Pictures(document, colours)).write()
    return _packed(document)


def _set_page(document: Any) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Mm(_WIDTH), Mm(_HEIGHT)
    section.left_margin = section.right_margin = Mm((_WIDTH - PAGE) / 2)
    section.top_margin, section.bottom_margin = Mm(_TOP), Mm(_BOTTOM)
    section.header_distance = section.footer_distance = Mm(8)


def _set_properties(document: Any, sheet: Sheet) -> None:
    """Set title and language, and take out what the template says of its own making."""
    properties = document.core_properties
    for child in list(properties._element):  # noqa: SLF001 - python-docx has no way to leave a date out
        properties._element.remove(child)  # noqa: SLF001
    properties.title = text_of(sheet.name or sheet.title)[:_LONGEST_PROPERTY]
    properties.language = LANGUAGES.get(sheet.language, sheet.language)
    for relation, target in list(document.part.package.rels.items()):
        if target.reltype == RELATIONSHIP_TYPE.THUMBNAIL:
            del document.part.package.rels[relation]


def _set_foot(document: Any, sheet: Sheet, look: Look) -> None:
    foot = document.sections[0].footer
    words = text_of(look.foot or sheet.name or sheet.title)[:90]
    pages = [*field("PAGE", run("1")), run(" ("), *field("NUMPAGES", run("1")), run(")")]
    foot.paragraphs[0]._p.getparent().replace(  # noqa: SLF001 - its runs are made of elements
        foot.paragraphs[0]._p,  # noqa: SLF001
        paragraph("Footer", run(words), run("  ·  "), *pages),
    )


def _set_logo(document: Any, look: Look) -> None:
    if look.logo is None:
        return
    head = document.sections[0].header.paragraphs[0]
    try:
        picture = head.add_run().add_picture(io.BytesIO(look.logo), height=Mm(_LOGO))
    except (UnrecognizedImageError, ZeroDivisionError):
        # A drawing, or what is no picture at all: the document has its words without it.
        return
    head.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    picture._inline.docPr.set("descr", text_of(look.logo_text))  # noqa: SLF001 - see above


def _packed(document: Any) -> bytes:
    """Return the document as an archive whose files are all of one time."""
    written, packed = io.BytesIO(), io.BytesIO()
    document.save(written)
    with zipfile.ZipFile(written) as source, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            entry = zipfile.ZipInfo(name, _TIME)
            entry.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(entry, source.read(name))
    return packed.getvalue()
