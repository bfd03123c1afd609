"""A renderer of sheets that changes a figure, or lets words become a formula or markup, is caught."""

import pytest

from kompass_render_text.plugin import CsvRenderer, MarkdownRenderer
from kompass_testing.contracts import SheetRendererContract


class Changing(MarkdownRenderer):
    """It shows the digits of figures the other way round."""

    def lay_out(self, request):
        return super().lay_out(request).replace(b"731", b"137")


class Computed(CsvRenderer):
    """It takes away what keeps a cell from being computed."""

    def lay_out(self, request):
        return super().lay_out(request).replace(b"'=", b"=")


class Marked:
    name = "marked"
    kinds = ("result",)
    endings = (".html",)

    def lay_out(self, request):
        return request.sheet.title.encode()


class Coloured(MarkdownRenderer):
    def lay_out(self, request):
        return super().lay_out(request) + request.sheet.title.encode()


@pytest.mark.parametrize(
    ("name", "wrong", "words"),
    [
        ("a_figure_that_is_laid_out_is_right", Changing, "lays out another figure than 731"),
        ("words_of_others_stay_words", Computed, "makes the formula '=1+1' of the words"),
        ("words_of_others_stay_words", Marked, "makes the markup '<script>alert' of the words"),
        ("words_of_others_stay_words", Coloured, "makes a code for a terminal of the words"),
    ],
)
def test_what_is_wrong_is_caught_by_a_sentence(name, wrong, words):
    with pytest.raises(AssertionError, match=words.replace("+", r"\+")):
        getattr(SheetRendererContract(), f"test_{name}")(wrong())
