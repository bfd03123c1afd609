"""The plugin of MkDocs: it puts generated pages beside those that are written, and into the navigation."""

from importlib.resources import files
from pathlib import Path
from typing import Any

from mkdocs.config import config_options
from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin
from mkdocs.structure.files import File, Files, InclusionLevel

from kompass_site.installed import look_around
from kompass_site.page import Page
from kompass_site.pages import generate
from kompass_spec import InputError, UsageError

__all__ = ["KompassConfig", "KompassPlugin"]

_STYLE = "kompass.css"
_PREFIX = "kompass:"
_EXTENSIONS = ("attr_list", "fenced_code", "md_in_html", "tables")


class KompassConfig(Config):  # type: ignore[no-untyped-call] # MkDocs has left out the type of one method
    """Hold the options of the plugin under ``plugins`` in ``mkdocs.yml``.

    ``folder`` is where the pages stand in the site; ``distributions`` names those that the site is about,
    none for all that are installed; ``example`` is the report of the gallery, beside ``mkdocs.yml``;
    ``language`` is the BCP 47 tag of the pages, and ``also`` holds those of further languages in which
    the lists, editions, mappings and the gallery have pages.
    """

    folder = config_options.Type(str, default="framework")
    distributions = config_options.ListOfItems(config_options.Type(str), default=[])
    example = config_options.Optional(config_options.Type(str))
    language = config_options.Type(str, default="en")
    also = config_options.ListOfItems(config_options.Type(str), default=[])


class KompassPlugin(BasePlugin[KompassConfig]):  # type: ignore[no-untyped-call] # as above
    """Generate pages on what is installed; nothing is written beside the sources of the site."""

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Ask for what the pages are written with: a style sheet, and extensions of Markdown."""
        config.extra_css.append(f"{self.config.folder}/{_STYLE}")
        for extension in _EXTENSIONS:
            if extension not in config.markdown_extensions:
                config.markdown_extensions.append(extension)
        return config

    def on_files(self, files_found: Files, *, config: MkDocsConfig) -> Files:
        """Add every generated page and file, and name the pages in the navigation."""
        try:
            generated = generate(self._installed(), self._example(config), tuple(self.config.also))
        except (InputError, UsageError) as error:
            raise PluginError("\n".join(str(problem) for problem in error.problems)) from None
        folder = self.config.folder
        for part in generated.values():
            for made in part:
                content = made.text if isinstance(made, Page) else made.content
                in_nav = not isinstance(made, Page) or made.in_nav
                files_found.append(
                    File.generated(
                        config,
                        f"{folder}/{made.place}",
                        content=content,
                        inclusion=InclusionLevel.UNDEFINED if in_nav else InclusionLevel.NOT_IN_NAV,
                    )
                )
        style = (files("kompass_site") / _STYLE).read_bytes()
        files_found.append(File.generated(config, f"{folder}/{_STYLE}", content=style))
        listed = {
            part: [
                {made.title: f"{folder}/{made.place}"}
                if not made.place.endswith("/index.md")
                else f"{folder}/{made.place}"
                for made in pages
                if isinstance(made, Page) and made.in_nav
            ]
            for part, pages in generated.items()
        }
        config.nav = _filled_in(config.nav, listed)
        return files_found

    def _installed(self) -> Any:
        return look_around(tuple(self.config.distributions), self.config.language)

    def _example(self, config: MkDocsConfig) -> Path | None:
        if self.config.example is None:
            return None
        example = Path(config.config_file_path).parent / self.config.example
        if not example.is_file():
            sentence = (
                f"The example {self.config.example!r} of the plugin kompass is no file beside mkdocs.yml."
            )
            raise PluginError(f"{sentence} Correct it, or leave it out to have no gallery.")
        return example


def _filled_in(nav: Any, listed: dict[str, list[Any]]) -> Any:
    """Return a navigation in which ``kompass:editions`` and the like became lists of pages."""
    if isinstance(nav, list):
        return [_filled_in(entry, listed) for entry in nav]
    if isinstance(nav, dict):
        return {title: _filled_in(entry, listed) for title, entry in nav.items()}
    if isinstance(nav, str) and nav.startswith(_PREFIX):
        part = nav.removeprefix(_PREFIX)
        if part not in listed:
            sentence = f"The navigation asks for {nav!r}, and no pages are called so."
            raise PluginError(f"{sentence} There are: {', '.join(_PREFIX + name for name in listed)}.")
        pages = listed[part]
        return pages[0] if len(pages) == 1 else pages
    return nav
