"""Find plugins and load the kinds that are asked for; a broken one costs a sentence and its own feature."""

import os
import time
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from functools import partial
from importlib.metadata import EntryPoint
from types import ModuleType
from typing import Any, NamedTuple

from kompass_spec.model.arguments import check_arguments
from kompass_spec.model.problems import InputError, Problem
from kompass_spec.plugins.calls import guarded_call
from kompass_spec.plugins.entry_points import Damaged, Identities, installed_plugins
from kompass_spec.plugins.hooks import HOOKS
from kompass_spec.plugins.limits import seconds_allowed
from kompass_spec.plugins.loaded import Plugin, PluginFailure, Plugins, SlowImport
from kompass_spec.plugins.names import normal_name
from kompass_spec.plugins.reasons import FalseInterruptError, OverdueError, RefusedError, reason_of
from kompass_spec.plugins.validation import provided_by

__all__ = ["load_plugins", "plugins_of_module"]

SLOW = 1
"""The seconds above which the import of a plugin is said to be slow."""


_APART = frozenset({"containers", "importers", "renderers"})
"""The kinds of plugins that work in a process of their own where that is asked for."""


class _OwnedPoint(NamedTuple):
    """Hold an entry point with the name and version of the distribution that brings it."""

    entry_point: EntryPoint
    distribution: str
    version: str

    @property
    def kind(self) -> str:
        """Return the kind of plugin, which is the name of the entry point."""
        return self.entry_point.name


def load_plugins(*kinds: str, isolate: bool = False) -> Plugins:
    """Load the plugins of the given kinds, of all kinds if none is given, and with importers the containers.

    With ``isolate`` containers, importers and renderers are loaded, and work, in processes of their own,
    which have limits of time and memory.

    ``KOMPASS_PLUGINS`` holds the names of the distributions that may be loaded, separated by commas; unset
    means all, empty means none. The order of installation never matters: of two plugins with one name neither
    is used.
    """
    check_arguments(load_plugins, locals())
    wanted = kinds or tuple(HOOKS)
    if "importers" in wanted:
        wanted = (*wanted, "containers")  # what gives importers the documents that they read
    seconds_allowed()  # a variable that is wrong is the user's mistake, and not that of every plugin
    allowed = _allowed()
    loaded: list[Plugin] = []
    failures: list[PluginFailure] = []
    slow: list[SlowImport] = []
    entry_points, damaged = installed_plugins()
    points = _owned_points(entry_points, wanted, allowed)
    for point in points:
        if not _is_allowed(point.distribution, allowed):
            continue
        if point.kind not in HOOKS:
            failures.append(_unknown_kind(point))
        elif point.kind in wanted:
            begun = time.perf_counter()
            load = _tried_apart if isolate and point.kind in _APART else _tried
            brought, failed = load(
                partial(_module, point.entry_point), point.kind, point.distribution, point.version
            )
            loaded.extend(brought)
            failures.extend(failed)
            if time.perf_counter() - begun > SLOW:
                slow.append(_slow(point.kind, point.distribution, point.version))
    failures.extend(_damaged(hidden) for hidden in damaged if _is_allowed(hidden.distribution, allowed))
    installed = {point.distribution for point in points} | {hidden.distribution for hidden in damaged}
    failures.extend(_absent(allowed, installed))
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
    who = f"The {kind} of {distribution} {version}".strip()

    def brought() -> tuple[tuple[Plugin, ...], str]:
        # What an exception says is the plugin's own code too, so it is asked for within the call.
        try:
            return tuple(
                Plugin(kind=kind, name=name, distribution=distribution, version=version, provided=provided)
                for name, provided in provided_by(find(), kind)
            ), ""
        except KeyboardInterrupt:
            raise  # the user's, unless none has come; see guarded_call
        except BaseException as error:  # noqa: BLE001 - a plugin may fail in any way, and costs only itself
            return (), reason_of(error)

    try:
        plugins, reason = guarded_call(brought, who)
    except (FalseInterruptError, OverdueError) as error:
        plugins, reason = (), reason_of(error)
    return plugins, (_failed(kind, distribution, version, reason),) if reason else ()


def _tried_apart(
    find: Callable[[], ModuleType], kind: str, distribution: str, version: str
) -> tuple[tuple[Plugin, ...], tuple[PluginFailure, ...]]:
    """Return what stands for plugins that are loaded and called in processes of their own."""
    # Imported here because it is hardly ever asked for.
    from kompass_spec.plugins.apart import Apart, RecognisingApart, SheetsApart, run_apart

    def described() -> tuple[Any, ...]:
        plugins, failures = _tried(find, kind, distribution, version)
        return (
            tuple(
                (
                    plugin.name,
                    plugin.provided.endings,
                    hasattr(plugin.provided, "recognises"),
                    tuple(getattr(plugin.provided, "kinds", ())),
                )
                for plugin in plugins
            ),
            tuple(failure.message for failure in failures),
        )

    def loaded(name: str) -> Plugin:
        plugins, failures = _tried(find, kind, distribution, version)
        for plugin in plugins:
            if plugin.name == name:
                return plugin
        raise InputError([Problem("plugin-failed", failure.message) for failure in failures])

    def standing_for(
        name: str, endings: tuple[str, ...], kinds: tuple[str, ...], *, recognises: bool
    ) -> Apart:
        load = partial(loaded, name)
        if kinds:
            return SheetsApart(name, endings, load, kinds)
        return (RecognisingApart if kind == "containers" or recognises else Apart)(name, endings, load)

    try:
        named, messages = run_apart(described)
    except (RefusedError, OverdueError) as error:
        return (), (_failed(kind, distribution, version, reason_of(error)),)
    plugins = tuple(
        Plugin(
            kind=kind,
            name=name,
            distribution=distribution,
            version=version,
            provided=standing_for(name, endings, kinds, recognises=recognises),
            is_apart=True,
        )
        for name, endings, recognises, kinds in named
    )
    return plugins, tuple(
        PluginFailure(kind=kind, distribution=distribution, version=version, message=message)
        for message in messages
    )


def _allowed() -> set[str] | None:
    value = os.environ.get("KOMPASS_PLUGINS")
    return None if value is None else {normal_name(name.strip()) for name in value.split(",") if name.strip()}


def _is_allowed(distribution: str, allowed: Collection[str] | None) -> bool:
    return allowed is None or normal_name(distribution) in allowed


def _owned_points(
    entry_points: Iterable[EntryPoint], wanted: Collection[str], allowed: Collection[str] | None
) -> list[_OwnedPoint]:
    """Return the entry points that matter, each with its distribution, whatever the order of installation."""
    # Whose an entry point is stands in the metadata of its distribution, which takes long to read. Where
    # every distribution is allowed, it is read only of those that are loaded or refused.
    identities = Identities()
    points = [
        _owned(entry_point, identities)
        for entry_point in entry_points
        if allowed is not None or entry_point.name in wanted or entry_point.name not in HOOKS
    ]
    return sorted(
        points, key=lambda point: (point.distribution, point.version, point.kind, point.entry_point.value)
    )


def _owned(entry_point: EntryPoint, identities: Identities) -> _OwnedPoint:
    """Return an entry point with its distribution, or with the module's name where it has none."""
    name, version = identities.of(entry_point)
    name = name or entry_point.value.partition(":")[0].strip()
    return _OwnedPoint(entry_point=entry_point, distribution=name, version=version)


def _unknown_kind(point: _OwnedPoint) -> PluginFailure:
    known = ", ".join(HOOKS)
    reason = f"it names its entry point {point.kind!r}, which is no kind of plugin ({known})"
    return _failed(point.kind, point.distribution, point.version, reason)


def _absent(allowed: Collection[str] | None, installed: Iterable[str]) -> Iterator[PluginFailure]:
    """Find the distributions that ``KOMPASS_PLUGINS`` names and that are not installed."""
    for name in sorted(set(allowed or ()) - set(map(normal_name, installed))):
        yield PluginFailure(
            kind="",
            distribution=name,
            version="",
            message=(
                f"KOMPASS_PLUGINS names {name!r}, but no plugin of that name is installed."
                f"{' Separate names by commas.' if ' ' in name else ''}"
            ),
        )


def _damaged(damaged: Damaged) -> PluginFailure:
    who = f"{damaged.distribution} {damaged.version}".strip()
    return PluginFailure(
        kind="",
        distribution=damaged.distribution,
        version=damaged.version,
        message=(
            f"The plugins of {who} are not used: its entry points cannot be read ({damaged.reason}). Install"
            " it again."
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
        failures.append(_clash(kind, name, claimants))
    return tuple(kept), failures


def _clash(kind: str, name: str, claimants: Sequence[Plugin]) -> PluginFailure:
    """Say that several plugins of a kind have one name, so that none of them is used."""
    owners = list(dict.fromkeys(f"{plugin.distribution} {plugin.version}" for plugin in claimants))
    if len(owners) == 1:
        message = (
            f"{owners[0]} brings {len(claimants)} {kind} named {name!r}; none of them is used. Report this to"
            " its authors."
        )
    else:
        both = "Both " if len(owners) == 2 else ""  # noqa: PLR2004 - both are two
        message = (
            f"{both}{' and '.join(owners)} bring {kind} named {name!r}; {'neither' if both else 'none'} is"
            " used. Remove one, or leave it out with KOMPASS_PLUGINS."
        )
    first = claimants[0]
    return PluginFailure(kind=kind, distribution=first.distribution, version=first.version, message=message)
