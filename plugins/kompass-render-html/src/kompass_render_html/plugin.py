"""What the plugin brings: the renderer ``html``."""

from typing import final

from attrs import frozen

from kompass_spec import Renderer, RenderRequest, hookimpl

__all__ = ["PageRenderer", "kompass_api", "kompass_renderers"]

kompass_api = 1


@final
@frozen(kw_only=True)
class PageRenderer:
    """Show a scorecard as one self-contained page: no script, no request, for screen, paper and voice.

    >>> PageRenderer().name, PageRenderer().endings
    ('html', ('.html', '.htm'))
    """

    name: str = "html"
    endings: tuple[str, ...] = (".html", ".htm")

    def render(self, request: RenderRequest) -> bytes:
        """Return the page as UTF-8; the same request always gives the same bytes."""
        from kompass_render_html.page import render_page  # noqa: PLC0415 - jinja2 and pygal wait for a page

        return render_page(request)


@hookimpl
def kompass_renderers() -> list[Renderer]:
    """Return the one renderer of this plugin."""
    return [PageRenderer()]
