"""What the plugin brings: the renderer ``pdf``."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, final

from attrs import frozen

from kompass_spec import hookimpl
from kompass_spec.plugins.hooks import SHEET_KINDS, SheetRenderer

if TYPE_CHECKING:
    from kompass_spec.plugins.requests import SheetRequest

__all__ = ["PdfRenderer", "kompass_api", "kompass_renderers"]

kompass_api = 1


@final
@frozen(kw_only=True)
class PdfRenderer:
    """Lay out a sheet on A4: tagged, with bookmarks, PDF/UA-1 and PDF/A-2a, with fonts of its own.

    >>> PdfRenderer().name, PdfRenderer().endings
    ('pdf', ('.pdf',))
    """

    name: str = "pdf"
    endings: tuple[str, ...] = (".pdf",)
    kinds: tuple[str, ...] = SHEET_KINDS

    def lay_out(self, request: "SheetRequest") -> bytes:
        """Return the file; the same request always gives the same bytes.

        Raise ``InputError`` where a font is missing.
        """
        from kompass_render_pdf.typesetting import typeset  # noqa: PLC0415 - typst waits for a sheet

        return typeset(request)


@hookimpl
def kompass_renderers() -> Sequence[SheetRenderer]:
    """Return the one renderer of this plugin."""
    return [PdfRenderer()]
