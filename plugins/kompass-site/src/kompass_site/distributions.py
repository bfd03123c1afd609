"""The page of every distribution of plugins: what it brings, what it needs, and what it says of itself."""

import re
from collections.abc import Iterator
from importlib.metadata import PackageMetadata, PackageNotFoundError, metadata, requires

from kompass_site.installed import Installed
from kompass_site.markdown import escaped, section, table
from kompass_site.page import Page, relative
from kompass_site.places import distribution_place
from kompass_site.words import in_language, kinds
from kompass_spec import Plugin

__all__ = ["distribution_pages"]

_OVERVIEW = "plugins/index.md"
_FENCE = re.compile(r"^```.*?^```$", re.MULTILINE | re.DOTALL)
_LINK = re.compile(r"(?<!!)\[([^\]]*)\]\((?!https?://)[^)]*\)")
_HEADING = re.compile(r"^(#+ )", re.MULTILINE)
_NAME = re.compile(r"[A-Za-z0-9._-]+")


def distribution_pages(installed: Installed) -> Iterator[Page]:
    """Yield the list of plugins, and a page for each distribution that brings any.

    What a distribution says of itself is of one language, so a list in a further one only has what it brings.
    """
    say, overview = installed.wording.say, f"{installed.home}{_OVERVIEW}"
    brought: dict[str, list[Plugin]] = {}
    for plugin in installed.plugins.loaded:
        if installed.is_asked_for(plugin.distribution):
            brought.setdefault(plugin.distribution, []).append(plugin)
    rows = [
        (
            f"[{escaped(name)}]({relative(distribution_place(name), overview)})",
            escaped(kinds((plugin.kind for plugin in plugins), installed.wording)),
            *(() if installed.home else (escaped(_summary(name)),)),
        )
        for name, plugins in sorted(brought.items())
    ]
    failures = () if installed.home else installed.plugins.failures
    failed = [f"- {escaped(failure.message)}" for failure in failures]
    heads = (say("distribution"), say("kinds"), *(() if installed.home else (say("what it does"),)))
    title = say("Plugins")
    text = section(
        f"# {title}",
        say(
            "Everything that knows a file format, an algorithm or a country is a plugin, whoever wrote it."
            " {command} lists those that are installed; these were when the site was built.",
            command="`kompass plugins`",
        ),
        table(heads, rows),
        "## Not used" if failed else "",
        "\n".join(failed),
    )
    yield Page(place=overview, title=title, text=in_language(title, text, installed))
    for name, plugins in () if installed.home else sorted(brought.items()):
        yield Page(place=distribution_place(name), title=name, text=_text(name, plugins))


def _metadata(distribution: str) -> PackageMetadata | None:
    try:
        return metadata(distribution)
    except PackageNotFoundError:
        return None


def _summary(distribution: str) -> str:
    known = _metadata(distribution)
    return str(known["Summary"]) if known is not None and "Summary" in known else ""


def _text(name: str, plugins: list[Plugin]) -> str:
    known = _metadata(name)
    rows = [
        (
            f"`{plugin.name}`",
            plugin.kind.removesuffix("s"),
            " ".join(f"`{ending}`" for ending in getattr(plugin.provided, "endings", ())) or "–",
            ", ".join(getattr(plugin.provided, "kinds", ())) or "–",
        )
        for plugin in sorted(plugins, key=lambda plugin: (plugin.kind, plugin.name))
    ]
    facts = [f"Version {escaped(plugins[0].version)}."]
    if known is not None and "License-Expression" in known:
        facts.append(f"Licence {escaped(str(known['License-Expression']))}.")
    return section(
        "[Plugins](index.md)",
        f"# {escaped(name)}",
        escaped(_summary(name)) + ".",
        " ".join(facts),
        "## What it brings",
        table(("name", "kind", "endings", "lays out"), rows),
        "## What it needs",
        _needs(name),
        "## What it says of itself" if _readme(name) else "",
        _readme(name),
    )


def _needs(name: str) -> str:
    needed = sorted(
        _NAME.match(line)[0]  # type: ignore[index] # every requirement begins with a name
        for line in requires(name) or ()
        if "extra ==" not in line
    )
    return ", ".join(f"`{one}`" for one in needed) + "." if needed else "Nothing else."


def _readme(name: str) -> str:
    """Return what a distribution says of itself, one level below our headings and without its title.

    Its links lead to files beside it, which the site does not have, so only their words are kept.
    """
    known = _metadata(name)
    written = known.get_payload() if known is not None else ""  # type: ignore[attr-defined] # a message
    if not isinstance(written, str) or not written.strip():
        return ""
    _, _, text = written.strip().partition("\n")
    parts, begin = [], 0
    for fence in _FENCE.finditer(text):
        parts += [_plain(text[begin : fence.start()]), fence[0]]
        begin = fence.end()
    return "".join([*parts, _plain(text[begin:])]).strip()


def _plain(text: str) -> str:
    return _HEADING.sub(r"#\1", _LINK.sub(r"\1", text))
