"""The renderers ``text``, ``markdown``, ``summary`` and ``csv``; each is imported when it is used."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, final

from attrs import frozen

from kompass_spec import hookimpl
from kompass_spec.plugins.hooks import SHEET_KINDS, SheetRenderer

if TYPE_CHECKING:
    from kompass_spec.plugins.requests import SheetRequest

__all__ = [
    "CsvRenderer",
    "MarkdownRenderer",
    "SummaryRenderer",
    "TextRenderer",
    "kompass_api",
    "kompass_renderers",
]

kompass_api = 1


@final
@frozen
class TextRenderer:
    """Lay out a sheet as text with tables and bars: for a terminal or, 80 columns wide, for a file."""

    name: str = "text"
    endings: tuple[str, ...] = (".txt", ".text")
    kinds: tuple[str, ...] = SHEET_KINDS

    def lay_out(self, request: "SheetRequest") -> bytes:
        """Return the sheet as UTF-8, as wide and as coloured as the terminal; in a file 80 columns wide."""
        from kompass_render_text.sheets import blocks_of  # noqa: PLC0415 - only a sheet needs it
        from kompass_render_text.terminal import lay_out  # noqa: PLC0415 - only a sheet needs it

        return lay_out(blocks_of(request.sheet), request.terminal).encode()


@final
@frozen
class MarkdownRenderer:
    """Lay out a sheet as GitHub-flavoured Markdown, to paste into a document."""

    name: str = "markdown"
    endings: tuple[str, ...] = (".md", ".markdown")
    kinds: tuple[str, ...] = SHEET_KINDS

    def lay_out(self, request: "SheetRequest") -> bytes:
        """Return the sheet as a document in UTF-8; every text in it reads as it is said."""
        from kompass_render_text.markdown import lay_out  # noqa: PLC0415 - only a sheet needs it
        from kompass_render_text.sheets import blocks_of  # noqa: PLC0415 - only a sheet needs it

        return lay_out(blocks_of(request.sheet)).encode()


@final
@frozen
class SummaryRenderer:
    """Say the most important in at most ten lines of plain text, to paste into a mail."""

    name: str = "summary"
    endings: tuple[str, ...] = (".summary",)
    kinds: tuple[str, ...] = SHEET_KINDS

    def lay_out(self, request: "SheetRequest") -> bytes:
        """Return the lines as UTF-8."""
        from kompass_render_text.summary import summary_of  # noqa: PLC0415 - only a sheet needs it

        return summary_of(request.sheet).encode()


@final
@frozen
class CsvRenderer:
    """Write the tables of a sheet as comma-separated values, a line for every cell."""

    name: str = "csv"
    endings: tuple[str, ...] = (".csv",)
    kinds: tuple[str, ...] = SHEET_KINDS

    def lay_out(self, request: "SheetRequest") -> bytes:
        """Return the lines as UTF-8 with its mark, by RFC 4180."""
        from kompass_render_text.comma_separated import comma_separated  # noqa: PLC0415 - only a sheet needs it

        return comma_separated(request.sheet).encode()


@hookimpl
def kompass_renderers() -> Sequence[SheetRenderer]:
    """Return the renderers of this package."""
    return [TextRenderer(), MarkdownRenderer(), SummaryRenderer(), CsvRenderer()]
