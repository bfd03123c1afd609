"""Both renderers keep what every renderer keeps."""

import pytest

from kompass_render_text.plugin import CsvRenderer, MarkdownRenderer, SummaryRenderer, TextRenderer
from kompass_testing.contracts import RendererContract, SheetRendererContract


class TestText(RendererContract):
    @pytest.fixture
    def renderer(self):
        return TextRenderer()


class TestMarkdown(RendererContract):
    @pytest.fixture
    def renderer(self):
        return MarkdownRenderer()


class TestSheetsAsText(SheetRendererContract):
    is_whole = False
    """The cells of a row stand side by side, line by line; ``test_text_sheets`` finds every word."""

    @pytest.fixture
    def renderer(self):
        return TextRenderer()


class TestSheetsAsMarkdown(SheetRendererContract):
    @pytest.fixture
    def renderer(self):
        return MarkdownRenderer()


class TestSummaries(SheetRendererContract):
    is_whole = False

    @pytest.fixture
    def renderer(self):
        return SummaryRenderer()


class TestTables(SheetRendererContract):
    is_whole = False

    @pytest.fixture
    def renderer(self):
        return CsvRenderer()
