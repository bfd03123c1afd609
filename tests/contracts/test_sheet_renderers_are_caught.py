"""A renderer of sheets that changes a figure, or lets words become a formula or markup, is caught."""

import re

import pytest

from kompass_render_text.plugin import CsvRenderer, MarkdownRenderer
from kompass_testing.contracts import SheetRendererContract


class Plain:
    """Lays out as one of ours does."""

    ours: MarkdownRenderer | CsvRenderer = MarkdownRenderer()
    name = "plain"
    kinds = ours.kinds
    endings: tuple[str, ...] = (".md",)

    def lay_out(self, request):
        return self.ours.lay_out(request)


class Changing(Plain):
    """It shows the digits of figures the other way round."""

    def lay_out(self, request):
        return super().lay_out(request).replace(b"731", b"137")


class Losing(Plain):
    """It leaves out the last row of every table."""

    def lay_out(self, request):
        return re.sub(rb"\n\|[^\n]*\n\n", b"\n\n", super().lay_out(request))


class Headless(Plain):
    """It leaves out the figure of a headline."""

    def lay_out(self, request):
        return re.sub(rb"(?m)^#* *\*\*\d+\*\*", b"", super().lay_out(request))


class Turning(Plain):
    """It shows the columns of every table the other way round."""

    def lay_out(self, request):
        lines = super().lay_out(request).decode().splitlines()
        turned = ("|".join(reversed(line.split("|"))) if line.startswith("|") else line for line in lines)
        return "\n".join(turned).encode()


class Computed(Plain):
    """It takes away what keeps a cell from being computed."""

    ours = CsvRenderer()
    endings = (".csv",)

    def lay_out(self, request):
        return super().lay_out(request).replace(b"'=", b"=")


class Marked(Plain):
    endings = (".html",)

    def lay_out(self, request):
        return request.sheet.title.encode()


class Coloured(Plain):
    def lay_out(self, request):
        return super().lay_out(request) + request.sheet.title.encode()


@pytest.mark.parametrize(
    ("name", "wrong", "words"),
    [
        ("a_figure_that_is_laid_out_is_right", Changing, "lays out another figure than 731"),
        ("no_figure_is_lost", Losing, "leaves out 73"),
        ("no_figure_is_lost", Headless, "the figure of a headline"),
        ("no_figure_is_lost", Turning, "in another order"),
        ("words_of_others_stay_words", Computed, "makes the formula '=1+1' of the words"),
        ("words_of_others_stay_words", Marked, "makes the markup '<script>alert' of the words"),
        ("words_of_others_stay_words", Coloured, "makes a code for a terminal of the words"),
    ],
)
def test_what_is_wrong_is_caught_by_a_sentence(name, wrong, words):
    with pytest.raises(AssertionError, match=words.replace("+", r"\+")):
        getattr(SheetRendererContract(), f"test_{name}")(wrong())
