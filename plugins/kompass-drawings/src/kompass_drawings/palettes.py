"""The colours of drawings: as variables of a style sheet for pages, or fixed for paper."""

from typing import final

from attrs import frozen

__all__ = ["PRINT", "SCREEN", "Palette"]


@final
@frozen(kw_only=True)
class Palette:
    """Hold the colours of drawings, each as SVG's attributes ``fill`` and ``stroke`` take it, and the font.

    ``accent`` is what is spoken of, ``other`` what it is compared with; a soft colour lies behind others.
    """

    ink: str
    faint: str
    rule: str
    soft: str
    accent: str
    other: str
    paper: str
    font: str = "inherit"


SCREEN = Palette(
    ink="var(--kompass-ink, currentColor)",
    faint="var(--kompass-faint, currentColor)",
    rule="var(--kompass-rule, #d4dae0)",
    soft="var(--kompass-soft, #e9eef3)",
    accent="var(--kompass-accent, currentColor)",
    other="var(--kompass-other, currentColor)",
    paper="var(--kompass-paper, Canvas)",
)
"""The colours that a page gives in its style sheet, so that they follow what its reader prefers."""

PRINT = Palette(
    ink="#1b242d",
    faint="#55616d",
    rule="#d4dae0",
    soft="#e9eef3",
    accent="#1d4f7c",
    other="#8a6116",
    paper="#ffffff",
    font="Noto Sans, Open Sans, Liberation Sans, Arial, sans-serif",
)
"""Fixed colours for paper, where nothing knows variables."""
