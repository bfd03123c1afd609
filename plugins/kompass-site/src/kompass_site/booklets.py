"""Sheets as files to fetch, in the formats that are printed or opened elsewhere."""

from collections.abc import Iterator

from kompass_site.installed import Installed
from kompass_site.page import Asset
from kompass_spec import Sheet
from kompass_spec.results.layouts import lay_out

__all__ = ["booklets"]

_ENDINGS = (".html", ".pdf")
"""What is printed; the page itself already says the same."""


def booklets(sheet: Sheet, name: str, installed: Installed) -> Iterator[Asset]:
    """Yield a sheet as every installed renderer of a printable format lays it out."""
    for renderer in installed.plugins.of_kind("renderers"):
        ending = renderer.provided.endings[0]
        if ending in _ENDINGS and sheet.kind in getattr(renderer.provided, "kinds", ()):
            content = lay_out(sheet, to=renderer.name, plugins=installed.plugins)
            yield Asset(place=f"{sheet.kind}s/{name}-booklet{ending}", content=content)
