"""Find plugins and load only the kinds that are asked for; a broken one costs a sentence and its own feature."""

import os
import time
from collections.abc import Callable, Iterable
from functools import partial
from importlib.metadata import EntryPoint
from types import ModuleType

from kompass_spec.model.problems import InputError, Problem
from kompass_spec.plugins.calls import printing_aside, reason_of
from kompass_spec.plugins.entry_points import Damaged, Identities, installed_plugins
from kompass_spec.plugins.hooks import HOOKS
from kompass_spec.plugins.loaded import Plugin, PluginFailure, Plugins, SlowImport
from kompass_spec.plugins.names import normal_name
from kompass_spec.plugins.validation import provided_by

__all__ = ["load_plugins", "plugins_of_module"]

SLOW = 1
"""The seconds above which the import of a plugin is said to be slow."""


def load_plugins(*kinds: str) -> Plugins:
    """Load the plugins of the given kinds, of all kinds if none is given, as far as ``KOMPASS_PLUGINS`` allows.

    The variable holds distribution names separated by commas; unset means all, empty means none. The order of
    installation never matters: of two plugins with one name neither is used.
    """
    wanted = kinds or tuple(HOOKS)
    allowed = _allowed()
    loaded: list[Plugin] = []
    failures: list[PluginFailure] = []
    slow: list[SlowImport] = []
    points, damaged = installed_plugins()
    # Whose an entry point is stands in the metadata of its distribution, which takes long to read.
    identities = Identities()
    found = sorted(
        (
            (*_owner(point, identities), point)
            for point in points
            if allowed is not None or point.name in wanted or point.name not in HOOKS
        ),
        key=lambda one: (one[0], one[1], one[2].name, one[2].value),
    )
    for owner, version, point in found:
        kind = point.name
        if allowed is not None and normal_name(owner) not in allowed:
            continue
        if kind not in HOOKS:
            known = ", ".join(HOOKS)
            reason = f"it names its entry point {kind!r}, which is no kind of plugin ({known})"
            failures.append(_failed(kind, owner, version, reason))
        elif kind in wanted:
            begun = time.perf_counter()
            brought, failed = _tried(partial(_module, point), kind, owner, version)
            loaded.extend(brought)
            failures.extend(failed)
            if time.perf_counter() - begun > SLOW:
                slow.append(_slow(kind, owner, version))
    failures.extend(
        _damaged(one) for one in damaged if allowed is None or normal_name(one.distribution) in allowed
    )
    absent = (allowed or set()) - {normal_name(owner) for owner, _, _ in found}
    failures.extend(
        PluginFailure(
            kind="",
            distribution=name,
            version="",
            message=f"KOMPASS_PLUGINS names {name!r}, but no plugin of that name is installed.",
        )
        for name in sorted(absent - {normal_name(one.distribution) for one in damaged})
    )
    kept, clashes = _without_clashes(loaded)
    return Plugins(loaded=kept, failures=(*failures, *clashes), slow=tuple(slow))


def plugins_of_module(
    module: ModuleType, kind: str, distribution: str, version: str
) -> tuple[tuple[Plugin, ...], tuple[PluginFailure, ...]]:
    """Return the plugins that a module brings by the hook of a kind, or why they are not used."""
    return _tried(lambda: module, kind, distribution, version)


def _tried(
    find: Callable[[], ModuleType], kind: str, distribution: str, version: str
) -> tuple[tuple[Plugin, ...], tuple[PluginFailure, ...]]:
    try:
        found = printing_aside(lambda: list(provided_by(find(), kind)))
        provided = [
            Plugin(kind=kind, name=one.name, distribution=distribution, version=version, provided=one)
            for one in found
        ]
    except KeyboardInterrupt:
        # Nobody can tell one that a plugin raises from the user's, who must always be able to stop.
        raise
    except BaseException as error:  # noqa: BLE001 - a plugin may fail in any way, and costs only itself
        return (), (_failed(kind, distribution, version, reason_of(error)),)
    return tuple(provided), ()


def _allowed() -> set[str] | None:
    value = os.environ.get("KOMPASS_PLUGINS")
    return None if value is None else {normal_name(name.strip()) for name in value.split(",") if name.strip()}


def _owner(point: EntryPoint, identities: Identities) -> tuple[str, str]:
    """Return the name and version of the distribution of an entry point, the module's name where there is none."""
    name, version = identities.of(point)
    return name or point.value.partition(":")[0].strip(), version


def _damaged(one: Damaged) -> PluginFailure:
    who = f"{one.distribution} {one.version}".strip()
    return PluginFailure(
        kind="",
        distribution=one.distribution,
        version=one.version,
        message=(
            f"The plugins of {who} are not used: its entry points cannot be read ({one.reason}). Install it"
            " again."
        ),
    )


def _failed(kind: str, name: str, version: str, reason: str) -> PluginFailure:
    return PluginFailure(
        kind=kind,
        distribution=name,
        version=version,
        message=f"The {kind} of {f'{name} {version}'.strip()} are not used: {reason}.",
    )


def _slow(kind: str, name: str, version: str) -> SlowImport:
    # How long exactly is not said: what a command writes does not depend on the clock.
    return SlowImport(
        kind=kind,
        distribution=name,
        version=version,
        message=(
            f"The {kind} of {name} {version} take more than a second to import, and every command that uses"
            f" {kind} waits for it. Import what takes long where it is used, or report this to the authors."
        ),
    )


def _module(point: EntryPoint) -> ModuleType:
    if point.dist is not None and not all(Identities().of(point)):
        sentence = "the metadata of its distribution does not say its name and version; install it again"
        raise InputError([Problem("plugin-failed", sentence)])
    if not EntryPoint.pattern.fullmatch(point.value):
        sentence = f"its entry point names {point.value!r}, which is not the name of a module"
        raise InputError([Problem("plugin-failed", sentence)])
    module = point.load()
    if not isinstance(module, ModuleType):
        raise TypeError(f"the entry point {point.value!r} is not a module")
    return module


def _without_clashes(loaded: Iterable[Plugin]) -> tuple[tuple[Plugin, ...], list[PluginFailure]]:
    by_name: dict[tuple[str, str], list[Plugin]] = {}
    for plugin in loaded:
        by_name.setdefault((plugin.kind, plugin.name), []).append(plugin)
    kept: list[Plugin] = []
    failures: list[PluginFailure] = []
    for (kind, name), claimants in sorted(by_name.items()):
        if len(claimants) == 1:
            kept.extend(claimants)
            continue
        owners = list(dict.fromkeys(f"{plugin.distribution} {plugin.version}" for plugin in claimants))
        if len(owners) == 1:
            message = (
                f"{owners[0]} brings {len(claimants)} {kind} named {name!r}; none of them is used. Report"
                " this to its authors."
            )
        else:
            both = "Both " if len(owners) == 2 else ""  # noqa: PLR2004 - both are two
            message = (
                f"{both}{' and '.join(owners)} bring {kind} named {name!r}; {'neither' if both else 'none'}"
                " is used. Remove one, or leave it out with KOMPASS_PLUGINS."
            )
        failures.extend(
            PluginFailure(
                kind=kind, distribution=plugin.distribution, version=plugin.version, message=message
            )
            for plugin in claimants[:1]
        )
    return tuple(kept), failures
