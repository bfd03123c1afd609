"""The page of every mapping: what corresponds to what, how surely, and who says so."""

from collections.abc import Iterator

from kompass_site.installed import Installed
from kompass_site.layout import SheetLayout
from kompass_site.markdown import section, table
from kompass_site.page import Page, relative
from kompass_site.places import edition_place, mapping_place, release_file, release_place
from kompass_site.words import in_language
from kompass_spec import EditionMapping, Level, MappingStatus
from kompass_spec.sheets.mapping import mapping_sheet
from kompass_spec.wording.wording import message

__all__ = ["mapping_pages"]

_OVERVIEW = "mappings/index.md"
_LEVELS = {
    Level.AREAS: message("areas"),
    Level.HEADINGS: message("headings"),
    Level.QUESTIONS: message("questions"),
    Level.CRITERIA: message("criteria"),
}
_STATUSES = {MappingStatus.DRAFT: message("draft"), MappingStatus.REVIEWED: message("reviewed")}


def mapping_pages(installed: Installed) -> Iterator[Page]:
    """Yield the list of mappings, and a page for each."""
    mappings, say = installed.mappings(), installed.wording.say
    overview = f"{installed.home}{_OVERVIEW}"
    rows = [
        (
            f"[{mapping.id}]({relative(mapping_place(mapping.id, installed.home), overview)})",
            mapping.release or "–",
            str(len(mapping.links)),
            ", ".join(say(_LEVELS[level]) for level in mapping.levels) or "–",
            say(_STATUSES[mapping.status]),
        )
        for mapping in mappings
    ]
    title = say("Mappings between editions")
    sentence = message(
        "A mapping says what of one [edition]({place}) corresponds to what of another, how surely, and who"
        " says so. Results are converted by it, with what is proved, assumed and adjusted kept apart."
    )
    heads = (say("mapping"), say("release"), say("links"), say("accounts for all"), say("status"))
    text = section(f"# {title}", say(sentence, place="../editions/index.md"), table(heads, rows, right=(2,)))
    yield Page(place=overview, title=title, text=in_language(title, text, installed))
    layout = SheetLayout(page_language=installed.language, overview="index.md")
    for mapping in mappings:
        sheet = mapping_sheet(mapping, language=installed.language)
        yield Page(
            place=mapping_place(mapping.id, installed.home),
            title=mapping.id,
            text=in_language(mapping.id, layout.text(sheet, _beside(mapping, installed)), installed),
        )


def _beside(mapping: EditionMapping, installed: Installed) -> str:
    """Return what there is on other pages."""
    place, say = mapping_place(mapping.id, installed.home), installed.wording.say
    shown = {edition.id for edition in installed.editions()}
    editions = [
        f"[{one.id}]({relative(edition_place(one.id, installed.home), place)})" if one.id in shown else one.id
        for one in (mapping.source, mapping.target)
    ]
    releases = [
        f"[{release.version}]({relative(release_place(release), place)})"
        f" ([JSON]({relative(release_file(release), place)}))"
        for release in installed.releases_named(mapping.id)
    ]
    lines = [say("Editions: {listed}.", listed=", ".join(editions))]
    if releases:
        lines.append(say("Releases: {listed}.", listed=", ".join(releases)))
    return "<br>\n".join(lines)
