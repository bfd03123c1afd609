"""The page keeps what every renderer keeps."""

import pytest

from kompass_render_html.plugin import PageRenderer
from kompass_testing.contracts import RendererContract


class TestPage(RendererContract):
    @pytest.fixture
    def renderer(self):
        return PageRenderer()
