"""The page keeps what every renderer of sheets keeps."""

import re
from html.parser import HTMLParser

import pytest

from kompass_render_html.plugin import PageRenderer
from kompass_testing.contracts import SheetRendererContract


class Words(HTMLParser):
    """Collect the words of a page: those of its body, of its title and of its pictures' texts."""

    def __init__(self, page):
        super().__init__()
        self.found = []
        self.feed(re.sub(r"<style>.*?</style>", "", page, flags=re.DOTALL))

    def handle_data(self, data):
        self.found.append(data)


class TestPage(SheetRendererContract):
    @pytest.fixture
    def renderer(self):
        return PageRenderer()

    def text_of(self, content):
        return "".join(Words(content.decode()).found)
