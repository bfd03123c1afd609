"""The page of every edition: what is known of it, its mappings and releases, and files to fetch."""

from collections.abc import Iterator

from kompass_site.booklets import booklets
from kompass_site.installed import Installed
from kompass_site.layout import SheetLayout
from kompass_site.markdown import escaped, section, table, whole
from kompass_site.page import Asset, Page, relative
from kompass_site.places import distribution_place, edition_place, mapping_place, release_file, release_place
from kompass_site.words import country, in_use
from kompass_spec import Edition, InputError, Sheet, UsageError, make_template
from kompass_spec.releases.listing import listed_releases
from kompass_spec.sheets.edition import edition_sheet
from kompass_spec.wording.editions import scored_by

__all__ = ["edition_pages"]

_OVERVIEW = "editions/index.md"
_SCORED = {"question": "by question", "area": "by area", None: "not"}


def edition_pages(installed: Installed) -> Iterator[Page | Asset]:
    """Yield the list of editions, a page for each, and what can be fetched of it."""
    editions = installed.editions()
    rows = [
        (
            whole(f"[{edition.id}]({relative(edition_place(edition.id), _OVERVIEW)})"),
            escaped(edition.title.in_language(edition.language, edition.language).words),
            country(edition.country),
            whole(in_use(edition)),
            str(len(edition.areas)),
            str(len(edition.questions) or "–"),
            _SCORED[scored_by(edition)],
        )
        for edition in editions
    ]
    heads = ("edition", "title", "country", "in use", "areas", "questions", "scored")
    yield Page(
        place=_OVERVIEW,
        title="Editions",
        text=section(
            "# Editions",
            "An edition is one methodology of one publisher. It never changes its meaning: what is revised"
            " is another edition, and [mappings](../mappings/index.md) say what corresponds. How much of an"
            " edition is publicly known decides what can be done with a result on it.",
            table(heads, rows, right=(4, 5)),
        ),
    )
    layout = SheetLayout(page_language=installed.language, overview="index.md")
    for edition in editions:
        sheet = _sheet(edition, installed)
        assets = [*_form(edition, installed), *booklets(sheet, edition.id, installed)]
        text = layout.text(sheet, *_beside(edition, assets, installed))
        yield Page(place=edition_place(edition.id), title=edition.id, text=text)
        yield from assets


def _sheet(edition: Edition, installed: Installed) -> Sheet:
    mappings = installed.mappings_of(edition)
    return edition_sheet(
        edition,
        language=installed.language,
        mappings=mappings,
        releases=listed_releases([edition.id, *(mapping.id for mapping in mappings)], installed.registry),
    )


def _form(edition: Edition, installed: Installed) -> Iterator[Asset]:
    """Yield the workbook to carry out an evaluation in, where a plugin makes one and it can be answered."""
    for template in installed.plugins.of_kind("templates"):
        try:
            content = make_template(
                edition.id, to=template.name, registry=installed.registry, plugins=installed.plugins
            )
        except (InputError, UsageError):
            continue
        yield Asset(place=f"editions/{edition.id}-form{template.provided.endings[0]}", content=content)


def _beside(edition: Edition, assets: list[Asset], installed: Installed) -> Iterator[str]:
    """Yield what there is on other pages, and to fetch."""
    place = edition_place(edition.id)
    lines = []
    mappings = [
        f"[{one.id}]({relative(mapping_place(one.id), place)})" for one in installed.mappings_of(edition)
    ]
    if mappings:
        lines.append(f"Mappings: {', '.join(mappings)}.")
    releases = [
        f"[{release.version}]({relative(release_place(release), place)})"
        f" ([JSON]({relative(release_file(release), place)}))"
        for release in installed.releases_named(edition.id)
    ]
    origin = dict(installed.registry.origins).get(edition.id)
    if releases:
        by = f", brought by [{origin}]({relative(distribution_place(origin), place)})" if origin else ""
        lines.append(f"Releases: {', '.join(releases)}{by}.")
    if assets:
        files = ", ".join(
            f"[{asset.place.rpartition('/')[2]}]({relative(asset.place, place)})" for asset in assets
        )
        lines.append(f"To fetch: {files}.")
    if lines:
        yield "<br>\n".join(lines)
