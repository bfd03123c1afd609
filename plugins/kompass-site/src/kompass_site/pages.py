"""Gather everything that is generated, by the part of the site that it belongs to."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path

from attrs import evolve

from kompass_site.distributions import distribution_pages
from kompass_site.editions import edition_pages
from kompass_site.gallery import gallery_page, make_gallery
from kompass_site.installed import Installed
from kompass_site.mappings import mapping_pages
from kompass_site.page import Asset, Page
from kompass_site.releases import release_pages

__all__ = ["PARTS", "generate"]

PARTS: Mapping[str, Callable[[Installed], Iterable[Page | Asset]]] = {
    "editions": edition_pages,
    "mappings": mapping_pages,
    "releases": release_pages,
    "plugins": distribution_pages,
}
"""What makes the pages of each part, by the name that the navigation has for it."""


def generate(
    installed: Installed, example: Path | None, also: Sequence[str] = ()
) -> dict[str, tuple[Page | Asset, ...]]:
    """Return everything that is generated, by its part; there is a gallery where there is an ``example``.

    The lists and the gallery, editions and mappings have pages in further languages ``also``, given by their
    BCP 47 tags.
    """
    generated = {part: tuple(make(installed)) for part, make in PARTS.items()}
    further = {tag: evolve(installed, language=tag, home=f"{tag}/") for tag in also}
    for tag, spoken in further.items():
        generated |= {f"{tag}/{part}": tuple(make(spoken)) for part, make in PARTS.items()}
    if example is not None:
        gallery = make_gallery(installed, example)
        generated["gallery"] = (gallery_page(gallery, installed), *gallery.assets)
        generated |= {f"{tag}/gallery": (gallery_page(gallery, one),) for tag, one in further.items()}
    return generated
