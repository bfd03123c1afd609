"""The renderers keep what every renderer of sheets keeps."""

import pytest

from kompass_render_text.plugin import CsvRenderer, MarkdownRenderer, SummaryRenderer, TextRenderer
from kompass_testing.contracts import SheetRendererContract


class TestText(SheetRendererContract):
    is_whole = False
    """The cells of a row stand side by side, line by line; ``test_text_sheets`` finds every word."""

    @pytest.fixture
    def renderer(self):
        return TextRenderer()


class TestMarkdown(SheetRendererContract):
    @pytest.fixture
    def renderer(self):
        return MarkdownRenderer()


@pytest.mark.slow
class TestSummaries(SheetRendererContract):
    is_whole = False

    @pytest.fixture
    def renderer(self):
        return SummaryRenderer()


@pytest.mark.slow
class TestTables(SheetRendererContract):
    is_whole = False

    @pytest.fixture
    def renderer(self):
        return CsvRenderer()
