"""The renderer keeps what every renderer of sheets keeps; its words are read back in the tests beside."""

import pypdfium2
import pytest

from kompass_render_pdf.plugin import PdfRenderer
from kompass_testing.contracts import SheetRendererContract

pytestmark = pytest.mark.slow


class TestPdf(SheetRendererContract):
    is_text = False
    is_whole = False
    """Words that a narrow column breaks are read in parts; ``test_pdf_sheets`` finds every word."""

    @pytest.fixture
    def renderer(self):
        return PdfRenderer()

    def text_of(self, content):
        document = pypdfium2.PdfDocument(content)
        try:
            return " ".join(page.get_textpage().get_text_bounded() for page in document)
        finally:
            document.close()
