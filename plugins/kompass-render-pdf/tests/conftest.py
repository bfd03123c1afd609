"""Sheets of every kind, and how their words are read back from a file."""

import re

import pypdfium2
import pytest

from kompass_render_pdf.plugin import PdfRenderer
from kompass_spec.plugins.requests import SheetRequest

collect_ignore = ["make_fonts.py"]  # it needs the sources of the fonts


@pytest.fixture(scope="session")
def lay_out():
    def laid_out(sheet, **more):
        return PdfRenderer().lay_out(SheetRequest(sheet=sheet, **more))

    return laid_out


@pytest.fixture(scope="session")
def read():
    """Read the words of every page; spaces and breaks are one space, and breaks in words are none."""

    def pages_of(content):
        document = pypdfium2.PdfDocument(content)
        try:
            texts = [page.get_textpage().get_text_bounded() for page in document]
        finally:
            document.close()
        return [re.sub(r"\s+", " ", re.sub("[\u200b\ufffe\u00ad]", "", text)) for text in texts]

    return pages_of
