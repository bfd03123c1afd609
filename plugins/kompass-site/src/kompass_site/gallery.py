"""The gallery: one report, shown by every renderer that is installed, as it is when the site is built."""

from pathlib import Path
from typing import final

from attrs import frozen

from kompass_site.commands import Shown, run_commands
from kompass_site.installed import Installed
from kompass_site.markdown import escaped, section, table, to_html
from kompass_site.page import Asset, Page, relative
from kompass_site.places import distribution_place
from kompass_site.words import in_language
from kompass_spec import Plugin, render_scorecards, score_path
from kompass_spec.wording.wording import Wording, message

__all__ = ["Gallery", "gallery_page", "make_gallery"]

_PLACE = "gallery/index.md"
_LINES = 40
_SOURCES = (".md", ".markdown")
"""The endings of what MkDocs would make a page of, instead of handing it on."""
_HEADINGS = {
    "comparison": message("A comparison of years"),
    "cohort": message("Among published results"),
    "conversion": message("On another edition"),
    "difference": message("What is new in an edition"),
}
"""The headings of what the commands make."""


@final
@frozen(kw_only=True)
class Gallery:
    """Hold what was made of the report called ``example``: by each renderer, and by each command."""

    example: str
    renderers: tuple[tuple[Plugin, Asset], ...]
    commands: tuple[tuple[Shown, Asset], ...]

    @property
    def assets(self) -> tuple[Asset, ...]:
        """Return every file that the pages show."""
        return tuple(asset for _, asset in (*self.renderers, *self.commands))


def make_gallery(installed: Installed, example: Path) -> Gallery:
    """Return everything that is made of a report, for the pages in every language.

    Raise ``InputError`` or ``UsageError`` where the ``example`` cannot be read or shown.
    """
    scorecards = score_path(example, registry=installed.registry, plugins=installed.plugins).scorecards
    renderers = []
    # What looks like the report on paper comes first.
    for renderer in sorted(installed.plugins.of_kind("renderers"), key=lambda one: one.name != "html"):
        content = render_scorecards(
            scorecards, to=renderer.name, registry=installed.registry, plugins=installed.plugins
        )
        ending = renderer.provided.endings[0]
        suffix = ".txt" if ending in _SOURCES else ""
        asset = Asset(place=f"gallery/{example.stem}-{renderer.name}{ending}{suffix}", content=content)
        renderers.append((renderer, asset))
    commands = (
        (shown, Asset(place=f"gallery/{shown.name}.html", content=shown.content))
        for shown in run_commands(example, scorecards, installed)
    )
    return Gallery(example=example.name, renderers=tuple(renderers), commands=tuple(commands))


def gallery_page(gallery: Gallery, installed: Installed) -> Page:
    """Return the page of the gallery in one language."""
    place, say = f"{installed.home}{_PLACE}", installed.wording.say
    blocks: list[str] = []
    rows = []
    for renderer, asset in gallery.renderers:
        name = say("The report as {renderer}", renderer=renderer.name)
        preview = _preview(asset, renderer.provided.endings[0], name, place, installed.wording)
        rows.append(_row(renderer, asset, place, say("Open"), is_shown=bool(preview)))
        if preview:
            blocks.append(section(f"## {escaped(renderer.name)} {{#{renderer.name}}}", preview).rstrip("\n"))
    blocks += [_made(shown, asset, place, installed.wording) for shown, asset in gallery.commands]
    title = say("Gallery")
    text = section(
        f"# {title}",
        say(
            "One report, {example}, as every renderer shows it that was installed when this site was built."
            " Each file is what the command writes, byte for byte. The page of a plugin lists what else its"
            " renderers lay out.",
            example=f"`{gallery.example}`",
        ),
        table((say("renderer"), say("file"), say("size"), say("option"), say("from")), rows, right=(2,)),
        *blocks,
    )
    return Page(place=place, title=title, text=in_language(title, text, installed))


def _row(renderer: Plugin, asset: Asset, place: str, opened: str, *, is_shown: bool) -> tuple[str, ...]:
    source = relative(distribution_place(renderer.distribution), place)
    name = escaped(renderer.name)
    return (
        f"[{name}](#{renderer.name})" if is_shown else name,
        f"[{opened}]({relative(asset.place, place)})",
        _size(asset.content),
        f"`-o report{renderer.provided.endings[0]}`",
        f"[{escaped(renderer.distribution)}]({source})",
    )


def _size(content: bytes) -> str:
    return f"{max(1, round(len(content) / 1000))} kB"


def _made(shown: Shown, asset: Asset, place: str, wording: Wording) -> str:
    file = relative(asset.place, place)
    heading, opened = wording.say(_HEADINGS[shown.name]), wording.say("Open")
    return section(
        f"## {escaped(heading)} {{#{shown.name}}}",
        f"```text\n$ {shown.command}\n```",
        f"[{opened} {escaped(file.rpartition('/')[2])}]({file}), {_size(asset.content)}.",
        _preview(asset, ".html", heading, place, wording),
    ).rstrip("\n")


def _preview(asset: Asset, ending: str, name: str, place: str, wording: Wording) -> str:
    """Return what can be shown of a file in a page: a page within it, or the first lines of a text."""
    file = relative(asset.place, place)
    if ending == ".html":
        return f'<iframe class="kompass-shown" src="{file}" title="{to_html(name)}" loading="lazy"></iframe>'
    try:
        lines = asset.content.decode().splitlines()
    except UnicodeDecodeError:
        return ""
    shown, left = "\n".join(lines[:_LINES]), len(lines) - _LINES
    more = wording.count("And {number} more line.", "And {number} more lines.", left) if left > 0 else ""
    return section(f"~~~~text\n{shown}\n~~~~", more).rstrip("\n")
