"""The gallery: one report, shown by every renderer that is installed, as it is when the site is built."""

from collections.abc import Iterator
from pathlib import Path

from kompass_spec import Plugin, report_path

from kompass_site.installed import Installed
from kompass_site.markdown import escaped, section, table
from kompass_site.page import Asset, Page, relative
from kompass_site.places import distribution_place

__all__ = ["gallery_pages"]

_PLACE = "gallery/index.md"
_LINES = 40


def gallery_pages(installed: Installed, example: Path) -> Iterator[Page | Asset]:
    """Yield the page of the gallery, and every file that it shows.

    ``example`` is a report; a renderer that cannot show it costs itself and a sentence.
    """
    blocks, rows, assets = [], [], []
    for renderer in installed.plugins.of_kind("renderers"):
        content = report_path(example, to=renderer.name, plugins=installed.plugins)[0]
        ending = renderer.provided.endings[0]
        asset = Asset(place=_file_of(example, renderer.name, ending), content=content)
        assets.append(asset)
        rows.append(
            (
                f"[{escaped(renderer.name)}](#{renderer.name})",
                f"`-o report{ending}`",
                _size(content),
                f"[{escaped(renderer.distribution)}]"
                f"({relative(distribution_place(renderer.distribution), _PLACE)})",
            )
        )
        blocks.append(_shown(renderer, asset))
    text = section(
        "# Gallery",
        f"One report, `{example.name}`, as every renderer shows it that was installed when this site was"
        " built. Each file is what the command writes, byte for byte.",
        table(("renderer", "option", "size", "from"), rows, right=(2,)),
        *blocks,
    )
    yield Page(place=_PLACE, title="Gallery", text=text)
    yield from assets


def _file_of(example: Path, renderer: str, ending: str) -> str:
    """Return the place of a file; MkDocs would make a page of what ends as its sources do."""
    is_source = ending in {".md", ".markdown"}
    return f"gallery/{example.stem}-{renderer}{ending}{'.txt' if is_source else ''}"


def _size(content: bytes) -> str:
    return f"{max(1, round(len(content) / 1000))} kB"


def _shown(renderer: Plugin, asset: Asset) -> str:
    file = relative(asset.place, _PLACE)
    ending = renderer.provided.endings[0]
    return section(
        f"## {escaped(renderer.name)} {{#{renderer.name}}}",
        f"[Open {file}]({file}), {_size(asset.content)}.",
        _preview(asset, ending, renderer.name, file),
    ).rstrip("\n")


def _preview(asset: Asset, ending: str, name: str, file: str) -> str:
    """Return what can be shown of a file in a page: a page within it, or the first lines of a text."""
    if ending == ".html":
        return f'<iframe class="kompass-shown" src="{file}" title="{name}" loading="lazy"></iframe>'
    try:
        lines = asset.content.decode().splitlines()
    except UnicodeDecodeError:
        return ""
    shown = "\n".join(lines[:_LINES])
    more = f"\n\nAnd {len(lines) - _LINES} more lines." if len(lines) > _LINES else ""
    return f"~~~~text\n{shown}\n~~~~{more}"
