"""The page of every mapping: what corresponds to what, how surely, and who says so."""

from collections.abc import Iterator

from kompass_site.installed import Installed
from kompass_site.layout import SheetLayout
from kompass_site.markdown import section, table
from kompass_site.page import Page, relative
from kompass_site.places import edition_place, mapping_place, release_file, release_place
from kompass_spec import EditionMapping
from kompass_spec.sheets.mapping import mapping_sheet

__all__ = ["mapping_pages"]

_OVERVIEW = "mappings/index.md"


def mapping_pages(installed: Installed) -> Iterator[Page]:
    """Yield the list of mappings, and a page for each."""
    mappings = installed.mappings()
    rows = [
        (
            f"[{mapping.id}]({relative(mapping_place(mapping.id), _OVERVIEW)})",
            mapping.release or "–",
            str(len(mapping.links)),
            ", ".join(level.value for level in mapping.levels) or "–",
            mapping.status.value,
        )
        for mapping in mappings
    ]
    yield Page(
        place=_OVERVIEW,
        title="Mappings",
        text=section(
            "# Mappings",
            "A mapping says what of one [edition](../editions/index.md) corresponds to what of another, how"
            " surely, and who says so. Results are converted by it, with what is proved, assumed and adjusted"
            " kept apart.",
            table(("mapping", "release", "links", "accounts for all", "status"), rows, right=(2,)),
        ),
    )
    layout = SheetLayout(page_language=installed.language, overview="index.md")
    for mapping in mappings:
        sheet = mapping_sheet(mapping, language=installed.language)
        yield Page(
            place=mapping_place(mapping.id),
            title=mapping.id,
            text=layout.text(sheet, _beside(mapping, installed)),
        )


def _beside(mapping: EditionMapping, installed: Installed) -> str:
    """Return what there is on other pages."""
    place = mapping_place(mapping.id)
    shown = {edition.id for edition in installed.editions()}
    editions = [
        f"[{one.id}]({relative(edition_place(one.id), place)})" if one.id in shown else one.id
        for one in (mapping.source, mapping.target)
    ]
    releases = [
        f"[{release.version}]({relative(release_place(release), place)})"
        f" ([JSON]({relative(release_file(release), place)}))"
        for release in installed.releases_named(mapping.id)
    ]
    lines = [f"Editions: {', '.join(editions)}."]
    if releases:
        lines.append(f"Releases: {', '.join(releases)}.")
    return "<br>\n".join(lines)
