"""The page of every release: its digest, what changed, who reviewed it, and the file itself."""

from collections.abc import Iterable, Iterator

from kompass_site.installed import Installed
from kompass_site.markdown import escaped, section, table, whole
from kompass_site.page import Asset, Page, relative
from kompass_site.places import (
    distribution_place,
    edition_place,
    mapping_place,
    release_file,
    release_place,
)
from kompass_site.releases_read import Release
from kompass_site.words import in_language
from kompass_spec.wording.wording import Wording

__all__ = ["release_pages"]

_OVERVIEW = "releases/index.md"


def release_pages(installed: Installed) -> Iterator[Page | Asset]:
    """Yield the list of releases, and for each its page and file, in the site's own language alone."""
    say, overview = installed.wording.say, f"{installed.home}{_OVERVIEW}"
    title = say("Releases")
    text = section(
        f"# {title}",
        say(
            "What was released never changes: the same bytes, the same digest, for ever. What was wrong is"
            " corrected by another release. Each line of a ledger holds the digest of the one before it, so"
            " nothing can be altered unseen; {command} checks all of it.",
            command="`kompass verify`",
        ),
        _release_table(installed.releases, overview, installed.wording),
    )
    yield Page(place=overview, title=title, text=in_language(title, text, installed))
    for release in () if installed.home else installed.releases:
        yield Page(
            place=release_place(release), title=release.key, text=_text(release, installed), in_nav=False
        )
        yield Asset(place=release_file(release), content=release.content)


def _release_table(releases: Iterable[Release], place: str, wording: Wording) -> str:
    """Return releases as a table; a sentence where there is none."""
    say = wording.say
    rows = [
        (
            f"[{escaped(release.key)}]({relative(release_place(release), place)})"
            + (f" {say('withdrawn')}" if release.withdrawn else ""),
            whole(release.date),
            f"`{release.sha256[:12]}…`",
            f"[JSON]({relative(release_file(release), place)})",
        )
        for release in releases
    ]
    if not rows:
        return say("Nothing was released yet.")
    return table((say("release"), say("date"), "SHA-256", say("file")), rows)


def _text(release: Release, installed: Installed) -> str:
    place = release_place(release)
    return section(
        "[Releases](index.md)",
        f"# {escaped(release.key)}",
        f"A release of {_about(release, installed, place)}, of {release.date}.",
        f"**Withdrawn:** {escaped(release.withdrawn)}" if release.withdrawn else "",
        "## The file",
        f"[{escaped(release_file(release).partition('/')[2])}]({relative(release_file(release), place)}),"
        f" {len(release.content):,} bytes. Its SHA-256:",
        f"```text\n{release.sha256}\n```",
        "" if release.is_whole else "**The file that is installed has another digest.**",
        "## Reviewed by",
        escaped(", ".join(release.reviewed_by)) or "Nobody is named.",
        "## What changed",
        _notes(release) or "The changelog says nothing of it.",
        "## Check it",
        "```console\n$ kompass verify\n```",
        f"What was released by {_who(release, place, installed)} stands in its ledger, with every digest.",
    )


def _who(release: Release, place: str, installed: Installed) -> str:
    if not any(plugin.distribution == release.distribution for plugin in installed.plugins.loaded):
        return escaped(release.distribution)
    return f"[{release.distribution}]({relative(distribution_place(release.distribution), place)})"


def _about(release: Release, installed: Installed, place: str) -> str:
    editions = {edition.id for edition in installed.editions()}
    mappings = {mapping.id for mapping in installed.mappings()}
    if release.kind == "edition" and release.id in editions:
        return f"the edition [{release.id}]({relative(edition_place(release.id), place)})"
    if release.kind == "mapping" and release.id in mappings:
        return f"the mapping [{release.id}]({relative(mapping_place(release.id), place)})"
    kinds = {"scorecard": "a scorecard that any later scorer must reproduce", "vectors": "test vectors"}
    return f"{kinds.get(release.kind, f'the {release.kind}')}, {escaped(release.id)}"


def _notes(release: Release) -> str:
    """Return the entry of the changelog without who reviewed it, and with its headings below ours."""
    blocks = [block for block in release.notes.split("\n\n") if not block.startswith("Reviewed by ")]
    return "\n\n".join(f"#{block}" if block.startswith("##") else block for block in blocks)
