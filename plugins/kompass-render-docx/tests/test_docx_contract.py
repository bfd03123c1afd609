"""The renderer keeps what every renderer of sheets keeps."""

import pytest

from kompass_render_docx.plugin import DocxRenderer
from kompass_testing.contracts import SheetRendererContract

pytestmark = pytest.mark.slow


class TestDocx(SheetRendererContract):
    @pytest.fixture
    def renderer(self):
        return DocxRenderer()

    is_text = False
