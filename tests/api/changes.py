"""What the public API has got and lost since the last release, for the snapshot and the changelog."""

import json
import textwrap
from collections.abc import Iterable, Iterator
from typing import Any

from kompass_spec.cli.commands import COMMANDS

Surface = dict[str, Any]
WIDTH = 128
HEADING = "### Public names and schemas"
_LISTS = {"hooks": "kind of plugin", "codes": "code", "contracts": "contract", "fixtures": "fixture"}


def snapshot_lines(now: Surface) -> list[str]:
    """Return the API as lines that a difference of two versions can be read in: a line for each member."""
    lines = [f"{kind} {name}" for part, kind in _LISTS.items() for name in sorted(now[part])]
    for command, options in _own(now["commands"]).items():
        lines += [f"kompass {command} {option}: {json.dumps(taken)}" for option, taken in options.items()]
    for module, names in _by_home(now).items():
        for name, data in names.items():
            lines += _described(f"{module}.{name}", data)
    return lines


def changelog_section(old: Surface, new: Surface, before: Surface, after: Surface, broken: list[str]) -> str:
    """Return the section of the changelog: what is new, gone and another, and what that breaks."""
    parts = [*_names(old, new), *_commands(_own(old["commands"]), _own(new["commands"])), *_other(old, new)]
    parts += _listing("schemas", before, after)
    parts += [
        f"- Other schemas: {_ticked(name for name in after if before.get(name, after[name]) != after[name])}."
    ]
    parts += [f"- What worked before and does not: {'; '.join(broken)}."] if broken else []
    wrapped = [
        textwrap.fill(part, WIDTH, subsequent_indent="  ", break_long_words=False, break_on_hyphens=False)
        for part in parts
        if not part.endswith(": .")
    ]
    return "\n".join(
        [HEADING, "", "`python tests/api/refresh_api.py --next` writes this list.", "", *wrapped]
    )


def _own(commands: Surface) -> Surface:
    """Leave out the commands of plugins, which are there where these are installed."""
    return {name: options for name, options in commands.items() if name in COMMANDS}


def _by_home(surface: Surface) -> dict[str, dict[str, Any]]:
    """Return each public object once, under the shortest name that it is imported by."""
    found: dict[str, dict[str, Any]] = {}
    seen: set[tuple[str, str]] = set()
    for module in sorted(surface["modules"], key=lambda one: (one.count("."), one)):
        for name, data in surface["modules"][module].items():
            key = (name, json.dumps(data, sort_keys=True))
            if key not in seen:
                seen.add(key)
                found.setdefault(module, {})[name] = data
    return found


def _described(path: str, data: dict[str, Any]) -> Iterator[str]:
    said = {key: value for key, value in data.items() if key != "members"}
    yield f"{path}: {json.dumps(said, ensure_ascii=False)}"
    for member, inner in data.get("members", {}).items():
        yield from _described(f"{path}.{member}", inner)


def _names(old: Surface, new: Surface) -> Iterator[str]:
    for word, one, other in (("New", new, old), ("Gone", old, new)):
        for module, names in _by_home(_only(one, other)).items():
            yield f"- {word} in `{module}`: {_ticked(names)}."
    for module, names in _by_home(new).items():
        for name, data in names.items():
            before = old["modules"].get(module, {}).get(name)
            if before is not None and (said := "; ".join(_altered(before, data))):
                yield f"- `{module}.{name}`: {said}."


def _only(one: Surface, other: Surface) -> Surface:
    """Return the public names that one version has and the other does not have in the same place."""
    return {
        "modules": {
            module: {
                name: data for name, data in names.items() if name not in other["modules"].get(module, {})
            }
            for module, names in one["modules"].items()
        }
    }


def _altered(old: dict[str, Any], new: dict[str, Any]) -> Iterator[str]:
    """Yield what is new, gone and another of an object: of its members, its parameters, or itself."""
    before, after = old.get("members", {}), new.get("members", {})
    differing = [name for name in after if name in before and before[name] != after[name]]
    for word, names in (
        ("new", [name for name in after if name not in before]),
        ("gone", [name for name in before if name not in after]),
        ("another", [name for name in differing if name != "__init__"]),
    ):
        if names:
            yield f"{word} {_ticked(names)}"
    for one, other in ((old, new), (before.get("__init__", {}), after.get("__init__", {}))):
        yield from _parameters(one.get("parameters", []), other.get("parameters", []), set(after))
    if set(old.get("bases", ())) - set(new.get("bases", ())):
        yield "has not all its bases"
    if any(old.get(key) != new.get(key) for key in ("kind", "returns", "value")):
        yield "gives another type"


def _parameters(old: list[list[Any]], new: list[list[Any]], said: set[str]) -> Iterator[str]:
    before, after = ({one[0]: one for one in parameters} for parameters in (old, new))
    added = [name for name in after if name not in before and name not in said]
    gone = [name for name in before if name not in after]
    other = [name for name in after if name in before and before[name] != after[name]]
    for words, names in (("takes", added), ("does not take", gone), ("takes in another way", other)):
        if names:
            yield f"{words} {_ticked(names)}"


def _commands(old: Surface, new: Surface) -> Iterator[str]:
    yield from _listing("commands", old, new, "kompass ")
    for name in new:
        if name in old and (said := "; ".join(_options(old[name], new[name]))):
            yield f"- `kompass {name}`: {said}."


def _options(old: Surface, new: Surface) -> Iterator[str]:
    for word, names in (
        ("new", [option for option in new if option not in old]),
        ("gone", [option for option in old if option not in new]),
        ("another", [option for option in new if option in old and old[option] != new[option]]),
    ):
        if names:
            yield f"{word} {_ticked(names)}"


def _other(old: Surface, new: Surface) -> Iterator[str]:
    for part, kind in _LISTS.items():
        yield from _listing(
            f"{kind}s" if kind != "kind of plugin" else "kinds of plugins", old[part], new[part]
        )


def _listing(what: str, old: Iterable[str], new: Iterable[str], before: str = "") -> Iterator[str]:
    yield f"- New {what}: {_ticked(before + name for name in new if name not in old)}."
    yield f"- Gone {what}: {_ticked(before + name for name in old if name not in new)}."


def _ticked(names: Iterable[str]) -> str:
    return ", ".join(f"`{name}`" for name in names)
