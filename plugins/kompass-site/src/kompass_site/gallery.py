"""The gallery: one report, shown by every renderer that is installed, as it is when the site is built."""

from collections.abc import Iterator
from pathlib import Path

from kompass_site.commands import Shown, run_commands
from kompass_site.installed import Installed
from kompass_site.markdown import escaped, section, table, to_html
from kompass_site.page import Asset, Page, relative
from kompass_site.places import distribution_place
from kompass_spec import Plugin, Scorecard, report_path

__all__ = ["gallery_pages"]

_PLACE = "gallery/index.md"
_LINES = 40
_SOURCES = (".md", ".markdown")
"""The endings of what MkDocs would make a page of, instead of handing it on."""


def gallery_pages(installed: Installed, example: Path) -> Iterator[Page | Asset]:
    """Yield the page of the gallery, and every file that it shows.

    ``example`` is a report. Raise ``InputError`` or ``UsageError`` where it cannot be read or shown.
    """
    blocks: list[str] = []
    assets: list[Asset] = []
    rows = []
    scorecards: tuple[Scorecard, ...] = ()
    # What looks like the report on paper comes first.
    for renderer in sorted(installed.plugins.of_kind("renderers"), key=lambda one: one.name != "html"):
        content, scored = report_path(example, to=renderer.name, plugins=installed.plugins)
        scorecards = scored.scorecards
        ending = renderer.provided.endings[0]
        suffix = ".txt" if ending in _SOURCES else ""
        asset = Asset(place=f"gallery/{example.stem}-{renderer.name}{ending}{suffix}", content=content)
        preview = _preview(asset, ending, f"The report as {renderer.name}")
        assets.append(asset)
        rows.append(_row(renderer, asset, is_shown=bool(preview)))
        if preview:
            blocks.append(section(f"## {escaped(renderer.name)} {{#{renderer.name}}}", preview).rstrip("\n"))
    for shown in run_commands(example, scorecards, installed) if scorecards else ():
        assets.append(Asset(place=f"gallery/{shown.name}.html", content=shown.content))
        blocks.append(_made(shown, assets[-1]))
    text = section(
        "# Gallery",
        f"One report, `{example.name}`, as every renderer shows it that was installed when this site was"
        " built. Each file is what the command writes, byte for byte. The page of a plugin lists what else"
        " its renderers lay out.",
        table(("renderer", "file", "size", "option", "from"), rows, right=(2,)),
        *blocks,
    )
    yield Page(place=_PLACE, title="Gallery", text=text)
    yield from assets


def _row(renderer: Plugin, asset: Asset, *, is_shown: bool) -> tuple[str, ...]:
    source = relative(distribution_place(renderer.distribution), _PLACE)
    name = escaped(renderer.name)
    return (
        f"[{name}](#{renderer.name})" if is_shown else name,
        f"[Open]({relative(asset.place, _PLACE)})",
        _size(asset.content),
        f"`-o report{renderer.provided.endings[0]}`",
        f"[{escaped(renderer.distribution)}]({source})",
    )


def _size(content: bytes) -> str:
    return f"{max(1, round(len(content) / 1000))} kB"


def _made(shown: Shown, asset: Asset) -> str:
    file = relative(asset.place, _PLACE)
    return section(
        f"## {escaped(shown.heading)} {{#{shown.name}}}",
        f"```text\n$ {shown.command}\n```",
        f"[Open {escaped(file)}]({file}), {_size(asset.content)}.",
        _preview(asset, ".html", shown.heading),
    ).rstrip("\n")


def _preview(asset: Asset, ending: str, name: str) -> str:
    """Return what can be shown of a file in a page: a page within it, or the first lines of a text."""
    file = relative(asset.place, _PLACE)
    if ending == ".html":
        return f'<iframe class="kompass-shown" src="{file}" title="{to_html(name)}" loading="lazy"></iframe>'
    try:
        lines = asset.content.decode().splitlines()
    except UnicodeDecodeError:
        return ""
    shown = "\n".join(lines[:_LINES])
    more = f"\n\nAnd {len(lines) - _LINES} more lines." if len(lines) > _LINES else ""
    return f"~~~~text\n{shown}\n~~~~{more}"
