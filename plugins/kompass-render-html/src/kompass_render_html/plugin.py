"""What the plugin brings: the renderer ``html``."""

from typing import final

from attrs import frozen

from kompass_spec import hookimpl
from kompass_spec.plugins.hooks import SHEET_KINDS, SheetRenderer
from kompass_spec.plugins.requests import SheetRequest

__all__ = ["PageRenderer", "kompass_api", "kompass_renderers"]

kompass_api = 1


@final
@frozen(kw_only=True)
class PageRenderer:
    """Lay out a sheet as one self-contained page: no script, no request, for screen, paper and voice.

    >>> PageRenderer().name, PageRenderer().endings
    ('html', ('.html', '.htm'))
    """

    name: str = "html"
    endings: tuple[str, ...] = (".html", ".htm")
    kinds: tuple[str, ...] = SHEET_KINDS

    def lay_out(self, request: SheetRequest) -> bytes:
        """Return the page as UTF-8; the same request always gives the same bytes."""
        from kompass_render_html.page import lay_out_page  # noqa: PLC0415 - jinja2 waits for a page

        return lay_out_page(request)


@hookimpl
def kompass_renderers() -> list[SheetRenderer]:
    """Return the one renderer of this plugin."""
    return [PageRenderer()]
