"""The renderer keeps what every renderer of sheets keeps; its words are read back in the tests beside."""

import pytest

from kompass_render_pdf.plugin import PdfRenderer
from kompass_testing.contracts import SheetRendererContract

pytestmark = pytest.mark.slow


class TestPdf(SheetRendererContract):
    is_text = False

    @pytest.fixture
    def renderer(self):
        return PdfRenderer()
