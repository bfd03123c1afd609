"""Compose what both renderers show: the same sections, rows and numbers, whatever lays them out."""

from collections.abc import Iterator

from kompass_render_text.among import among
from kompass_render_text.areas import areas, lost
from kompass_render_text.blocks import Block
from kompass_render_text.checks import discrepancies, other_figures, sources
from kompass_render_text.earlier import comparability, earlier
from kompass_render_text.result import head, profile, result
from kompass_render_text.showing import Showing
from kompass_spec import RenderRequest
from kompass_spec.wording.wording import wording_for

__all__ = ["compose"]

_SECTIONS = (
    head,
    result,
    profile,
    among,
    lost,
    areas,
    discrepancies,
    other_figures,
    earlier,
    comparability,
    sources,
)


def compose(request: RenderRequest) -> tuple[Block, ...]:
    """Return the blocks of a shown scorecard, from its head to its sources."""
    showing = Showing(request, wording_for(request.language, request.edition.language))

    def all_blocks() -> Iterator[Block]:
        for section in _SECTIONS:
            yield from section(showing)

    return tuple(all_blocks())
