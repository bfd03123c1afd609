"""The renderers ``text`` and ``markdown``; what lays them out is imported when one of them is used."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, final

from attrs import frozen

from kompass_spec import Renderer, hookimpl

if TYPE_CHECKING:
    from kompass_spec import RenderRequest

__all__ = ["MarkdownRenderer", "TextRenderer", "kompass_api", "kompass_renderers"]

kompass_api = 1


@final
@frozen
class TextRenderer:
    """Show a scorecard as tables with bars: for a terminal, or for a file, 100 columns wide without codes."""

    name: str = "text"
    endings: tuple[str, ...] = (".txt", ".text")

    def render(self, request: "RenderRequest") -> bytes:
        """Return the tables as UTF-8, as wide and as coloured as the request's terminal."""
        from kompass_render_text.content import compose  # noqa: PLC0415 - only a shown scorecard needs it
        from kompass_render_text.terminal import lay_out  # noqa: PLC0415 - only a shown scorecard needs it

        return lay_out(compose(request), request.terminal).encode()


@final
@frozen
class MarkdownRenderer:
    """Show a scorecard as GitHub-flavoured Markdown, to paste into a document."""

    name: str = "markdown"
    endings: tuple[str, ...] = (".md", ".markdown")

    def render(self, request: "RenderRequest") -> bytes:
        """Return the document as UTF-8; every text in it reads as it was printed."""
        from kompass_render_text.content import compose  # noqa: PLC0415 - only a shown scorecard needs it
        from kompass_render_text.markdown import lay_out  # noqa: PLC0415 - only a shown scorecard needs it

        return lay_out(compose(request)).encode()


@hookimpl
def kompass_renderers() -> Sequence[Renderer]:
    """Return both renderers."""
    return [TextRenderer(), MarkdownRenderer()]
