"""Both renderers keep what every renderer keeps."""

import pytest

from kompass_render_text.plugin import MarkdownRenderer, TextRenderer
from kompass_testing.contracts import RendererContract


class TestText(RendererContract):
    @pytest.fixture
    def renderer(self):
        return TextRenderer()


class TestMarkdown(RendererContract):
    @pytest.fixture
    def renderer(self):
        return MarkdownRenderer()
