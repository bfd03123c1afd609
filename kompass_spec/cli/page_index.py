"""Write the index of a folder of pages, where the renderer lays one out."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from kompass_spec.cli.page_options import PageOptions
from kompass_spec.cli.places import Places
from kompass_spec.documents.disk import write_bytes
from kompass_spec.plugins.loaded import Plugin, Plugins
from kompass_spec.registry.registry import load_registry
from kompass_spec.results.layouts import is_laid_out, lay_out
from kompass_spec.results.pages import Page

if TYPE_CHECKING:
    from kompass_spec.sheets.index import IndexEntry

__all__ = ["entries_of", "has_index", "write_index"]


def has_index(renderer: Plugin, folder: Path | None, *, several: bool) -> bool:
    """Tell whether pages get an index: those of several files that go into a folder."""
    return several and folder is not None and is_laid_out(renderer, "index")


def entries_of(written: Sequence[tuple[Page, Path]], places: Places) -> "list[IndexEntry]":
    """Return what the index says of the pages that were written, nothing where there is no index."""
    if places.index is None:
        return []
    from kompass_spec.sheets.index import index_entry

    return [
        index_entry(page.scorecard, places.seen_from_index(place))
        for page, place in written
        if page.scorecard is not None
    ]


def write_index(
    places: Places, entries: "Sequence[IndexEntry]", renderer: Plugin, options: PageOptions, plugins: Plugins
) -> Path | None:
    """Write the index of the pages of some results, and return where; ``None`` where there is none."""
    if places.index is None or not entries:
        return None
    from kompass_spec.sheets.index import compose_index

    sheet = compose_index(entries, load_registry(plugins), options.lang)
    look = None
    if options.look is not None:
        from kompass_spec.results.looks import read_look

        look, _ = read_look(options.look)
    write_bytes(places.index, lay_out(sheet, to=renderer.name, look=look, plugins=plugins))
    return places.index
