"""What the plugin brings: the renderer ``docx``."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, final

from attrs import frozen

from kompass_spec import hookimpl
from kompass_spec.plugins.hooks import SHEET_KINDS, SheetRenderer

if TYPE_CHECKING:
    from kompass_spec.plugins.requests import SheetRequest

__all__ = ["DocxRenderer", "kompass_api", "kompass_renderers"]

kompass_api = 1


@final
@frozen(kw_only=True)
class DocxRenderer:
    """Lay out a sheet as a Word document to edit: with styles, table heads and texts for pictures.

    >>> DocxRenderer().name, DocxRenderer().endings
    ('docx', ('.docx',))
    """

    name: str = "docx"
    endings: tuple[str, ...] = (".docx",)
    kinds: tuple[str, ...] = SHEET_KINDS

    def lay_out(self, request: "SheetRequest") -> bytes:
        """Return the file; the same request always gives the same bytes."""
        from kompass_render_docx.document import write  # noqa: PLC0415 - python-docx waits for a sheet

        return write(request)


@hookimpl
def kompass_renderers() -> Sequence[SheetRenderer]:
    """Return the one renderer of this plugin."""
    return [DocxRenderer()]
