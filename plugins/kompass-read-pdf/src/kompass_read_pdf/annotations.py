"""Say what readers have put onto a page that is no text of it: boxes of words, lines through words."""

import ctypes
from collections.abc import Iterator
from typing import Any

import pypdfium2.raw as pdfium

from kompass_read_pdf.reasons import listed
from kompass_spec import Problem

__all__ = ["annotated"]

_MOST = 1_000
_MOST_BYTES = 2_000


def annotated(page: Any, number: int) -> Iterator[Problem]:
    """Yield a warning for words that were written onto a page, and for words that were struck through on it.

    What only opens when it is clicked, such as a note, is no part of the page.
    """
    written: list[str] = []
    struck = False
    for index in range(min(pdfium.FPDFPage_GetAnnotCount(page), _MOST)):
        annotation = pdfium.FPDFPage_GetAnnot(page, index)
        if not annotation:
            continue
        try:
            kind = pdfium.FPDFAnnot_GetSubtype(annotation)
            struck = struck or kind == pdfium.FPDF_ANNOT_STRIKEOUT
            if kind == pdfium.FPDF_ANNOT_FREETEXT and (words := _contents(annotation)):
                written.append(words)
        finally:
            pdfium.FPDFPage_CloseAnnot(annotation)
    if written:
        sentence = (
            f"{listed(written)} written onto this page as a comment, and not read. Print the file to a new"
            " PDF file, and read that, if it counts."
        )
        yield Problem("unread-comment", sentence, page=number)
    if struck:
        sentence = (
            "Words on this page are struck through by a comment, and are read all the same. Check the figures"
            " there."
        )
        yield Problem("unread-comment", sentence, page=number)


def _contents(annotation: object) -> str:
    """Return the words of an annotation in one line."""
    buffer = ctypes.create_string_buffer(_MOST_BYTES)
    words = ctypes.cast(buffer, ctypes.POINTER(ctypes.c_ushort))
    length = pdfium.FPDFAnnot_GetStringValue(annotation, b"Contents", words, _MOST_BYTES)
    # What is longer than the buffer is not written into it.
    if length > _MOST_BYTES:
        return "…"
    return " ".join(buffer.raw[: max(length - 2, 0)].decode("utf-16-le", "replace").split())
