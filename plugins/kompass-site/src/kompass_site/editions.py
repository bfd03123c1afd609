"""The page of every edition: what is known of it, its mappings and releases, and files to fetch."""

from collections.abc import Iterator

from kompass_site.booklets import booklets
from kompass_site.installed import Installed
from kompass_site.layout import SheetLayout
from kompass_site.markdown import escaped, section, table, whole
from kompass_site.page import Asset, Page, relative
from kompass_site.places import distribution_place, edition_place, mapping_place, release_file, release_place
from kompass_site.words import country, in_language, in_use, scored
from kompass_spec import Edition, InputError, Sheet, UsageError, make_template
from kompass_spec.releases.listing import listed_releases
from kompass_spec.sheets.edition import edition_sheet
from kompass_spec.wording.wording import message

__all__ = ["edition_pages"]

_OVERVIEW = "editions/index.md"


def edition_pages(installed: Installed) -> Iterator[Page | Asset]:
    """Yield the list of editions, a page for each, and what can be fetched of it."""
    editions, say = installed.editions(), installed.wording.say
    overview = f"{installed.home}{_OVERVIEW}"
    rows = [
        (
            whole(f"[{edition.id}]({relative(edition_place(edition.id, installed.home), overview)})"),
            escaped(edition.title.in_language(edition.language, edition.language).words),
            country(edition.country, installed.wording),
            whole(in_use(edition)),
            str(len(edition.areas)),
            str(len(edition.questions) or "–"),
            scored(edition, installed.wording),
        )
        for edition in editions
    ]
    heads = (
        say("edition"),
        say("title"),
        say("country"),
        say("in use"),
        say("areas"),
        say("questions"),
        say("scored"),
    )
    title = say("Editions")
    sentence = message(
        "An edition is one methodology of one publisher. It never changes its meaning: what is revised is"
        " another edition, and [mappings]({place}) say what corresponds. How much of an edition is publicly"
        " known decides what can be done with a result on it."
    )
    text = section(
        f"# {title}", say(sentence, place="../mappings/index.md"), table(heads, rows, right=(4, 5))
    )
    yield Page(place=overview, title=title, text=in_language(title, text, installed))
    layout = SheetLayout(page_language=installed.language, overview="index.md")
    for edition in editions:
        sheet = _sheet(edition, installed)
        # What there is to fetch lies with the pages of the site's own language.
        assets = (
            [] if installed.home else [*_form(edition, installed), *booklets(sheet, edition.id, installed)]
        )
        text = layout.text(sheet, *_beside(edition, assets, installed))
        place = edition_place(edition.id, installed.home)
        yield Page(place=place, title=edition.id, text=in_language(edition.id, text, installed))
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
    place, say = edition_place(edition.id, installed.home), installed.wording.say
    lines = []
    mappings = [
        f"[{one.id}]({relative(mapping_place(one.id, installed.home), place)})"
        for one in installed.mappings_of(edition)
    ]
    if mappings:
        lines.append(say("Mappings: {listed}.", listed=", ".join(mappings)))
    releases = [
        f"[{release.version}]({relative(release_place(release), place)})"
        f" ([JSON]({relative(release_file(release), place)}))"
        for release in installed.releases_named(edition.id)
    ]
    origin = dict(installed.registry.origins).get(edition.id)
    if releases:
        listed = ", ".join(releases)
        if origin:
            by = f"[{origin}]({relative(distribution_place(origin), place)})"
            listed = say("{listed}, brought by {distribution}", listed=listed, distribution=by)
        lines.append(say("Releases: {listed}.", listed=listed))
    if installed.home:
        own = f"[{edition.id}]({relative(edition_place(edition.id), place)})"
        lines.append(say("Workbooks and booklets to fetch: {listed}.", listed=own))
    if assets:
        files = ", ".join(
            f"[{asset.place.rpartition('/')[2]}]({relative(asset.place, place)})" for asset in assets
        )
        lines.append(say("To fetch: {listed}.", listed=files))
    if lines:
        yield "<br>\n".join(lines)
