"""The renderer keeps what every renderer of sheets keeps."""

import io

import docx
import pytest
from docx.oxml.ns import qn

from kompass_render_docx.plugin import DocxRenderer
from kompass_testing.contracts import SheetRendererContract

pytestmark = pytest.mark.slow


class TestDocx(SheetRendererContract):
    @pytest.fixture
    def renderer(self):
        return DocxRenderer()

    is_text = False
    is_whole = False
    """Columns that draw what figures say are left out; ``test_docx_sheets`` finds every other word."""

    def text_of(self, content):
        body = docx.Document(io.BytesIO(content)).element.body
        return " ".join(text.text or "" for text in body.iter(qn("w:t")))
