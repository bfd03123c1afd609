"""Find plugins and load only the kinds that are asked for; a broken one costs a sentence and its own feature."""

import os
import re
import sys
import threading
import time
from collections.abc import Callable, Iterable
from functools import partial
from importlib.metadata import EntryPoint
from types import ModuleType
from typing import Any, TypeVar, final

import pluggy
from attrs import field, frozen

from kompass_spec.hooks import HOOKS
from kompass_spec.installed import Damaged, Identities, installed_plugins, plugin_entry_points
from kompass_spec.problems import InputError, Problem, UsageError
from kompass_spec.providing import provided_by

__all__ = [
    "Plugin",
    "PluginFailure",
    "Plugins",
    "SlowImport",
    "call_plugin",
    "load_plugins",
    "normal_name",
    "plugin_entry_points",
    "plugins_of_module",
]

T = TypeVar("T")

SLOW = 1
"""The seconds above which the import of a plugin is said to be slow."""


@final
@frozen(kw_only=True)
class Plugin:
    """Describe one loaded plugin: its kind and unique name, where it comes from, and the object itself."""

    kind: str
    name: str
    distribution: str
    version: str
    provided: Any = field(repr=False)


@final
@frozen(kw_only=True)
class PluginFailure:
    """Say in one sentence why a plugin of a distribution is not used."""

    kind: str
    distribution: str
    version: str
    message: str


@final
@frozen(kw_only=True)
class SlowImport:
    """Say in one sentence that a plugin takes long to import, which every command that loads its kind waits for."""

    kind: str
    distribution: str
    version: str
    message: str


@final
@frozen(kw_only=True)
class Plugins:
    """Hold the loaded plugins by kind and name, what could not be loaded, and what took long to load."""

    loaded: tuple[Plugin, ...] = ()
    failures: tuple[PluginFailure, ...] = ()
    slow: tuple[SlowImport, ...] = ()

    def of_kind(self, kind: str) -> tuple[Plugin, ...]:
        """Return the plugins of one kind, ordered by name."""
        return tuple(plugin for plugin in self.loaded if plugin.kind == kind)

    def choose(self, kind: str, name: str) -> Plugin:
        """Return the plugin with this name; raise ``UsageError`` naming those that there are if there is none."""
        for plugin in self.of_kind(kind):
            if plugin.name == name:
                return plugin
        raise UsageError([Problem("unknown-plugin", self._missing(kind, name))])

    def choose_by_ending(self, kind: str, file: str) -> Plugin | None:
        """Return the one plugin for the ending of a file's name, ``None`` if there is none.

        Raise ``UsageError`` where several claim the ending.
        """
        lower = file.lower()
        found = [plugin for plugin in self.of_kind(kind) if lower.endswith(tuple(plugin.provided.endings))]
        if len(found) > 1:
            names = ", ".join(f"{plugin.name!r} of {plugin.distribution}" for plugin in found)
            sentence = f"Several {kind} are made for the ending of {file!r}: {names}. Choose one by its name."
            raise UsageError([Problem("ambiguous-plugin", sentence)])
        return found[0] if found else None

    def told_failures(self, *kinds: str) -> tuple[Problem, ...]:
        """Return why plugins are not used as problems, of the given kinds, of all kinds if none is given."""
        return tuple(
            Problem("plugin-failed", failure.message)
            for failure in self.failures
            if not kinds or failure.kind in {*kinds, ""}
        )

    def why_none(self, kind: str, example: str) -> str:
        """Say why there is no plugin of a kind: each failure, else that none is installed, such as ``example``."""
        failures = " ".join(problem.message for problem in self.told_failures(kind))
        return (
            f"No {kind.removesuffix('s')} can be used. {failures}"
            if failures
            else (
                f"No {kind.removesuffix('s')} is installed, or KOMPASS_PLUGINS leaves it out. Install one,"
                f" for example {example}, from where you have kompass-spec."
            )
        )

    def _missing(self, kind: str, name: str) -> str:
        failures = [problem.message for problem in self.told_failures(kind)]
        known = ", ".join(plugin.name for plugin in self.of_kind(kind))
        if known:
            failures.append(f"There are: {known}.")
        elif not failures:
            failures.append("None is installed, or KOMPASS_PLUGINS leaves it out.")
        return " ".join([f"There is no {kind.removesuffix('s')} named {name!r}.", *failures])


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
        found = _printing_aside(lambda: list(provided_by(find(), kind)))
        provided = [
            Plugin(kind=kind, name=one.name, distribution=distribution, version=version, provided=one)
            for one in found
        ]
    except KeyboardInterrupt:
        # Nobody can tell one that a plugin raises from the user's, who must always be able to stop.
        raise
    except BaseException as error:  # noqa: BLE001 - a plugin may fail in any way, and costs only itself
        return (), (_failed(kind, distribution, version, _reason(error)),)
    return tuple(provided), ()


def call_plugin(plugin: Plugin, call: Callable[[], Any], wanted: type, file: str | None = None) -> Any:
    """Return what ``call`` gives, if it is a ``wanted``; turn a plugin's own failure into one clear sentence.

    Raise ``InputError`` as the plugin raised it, or one that names the plugin for whatever else goes wrong in
    it.
    """
    what = f"The {plugin.kind.removesuffix('s')} {plugin.name!r} of {plugin.distribution} {plugin.version}"
    try:
        result = _printing_aside(call)
    except (InputError, KeyboardInterrupt):
        # Nobody can tell an interrupt that a plugin raises from the user's, who must always be able to stop.
        raise
    except BaseException as error:
        sentence = (
            f"{what} failed ({_reason(error)}, at {_place(error)}). Report this to its authors, or choose"
            " another."
        )
        raise InputError([Problem("plugin-failed", sentence, file)]) from error
    if not isinstance(result, wanted):
        sentence = (
            f"{what} returned {type(result).__name__} instead of {wanted.__name__}. Report this to its"
            " authors."
        )
        raise InputError([Problem("plugin-failed", sentence, file)])
    return result


def _place(error: BaseException) -> str:
    """Return the file and line of the plugin at which it failed, though what it called there may be ours."""
    import traceback

    frames = traceback.extract_tb(error.__traceback__)
    ours = os.path.dirname(__file__) + os.sep  # noqa: PTH120 - a frame names its file so
    theirs = [frame for frame in frames if not frame.filename.startswith((ours, "<"))]
    last = (theirs or frames)[-1]
    return f"{os.path.basename(last.filename)}:{last.lineno}"  # noqa: PTH119 - only the name, so that no path of a machine leaks


def _printing_aside(call: Callable[[], T]) -> T:
    """Return what a plugin answers, and let what it prints go to standard error: programs read standard output."""
    # The stream belongs to all threads, and two that turn it round at once would not turn it back.
    if threading.current_thread() is not threading.main_thread():
        return call()
    before, aside = sys.stdout, sys.stderr
    sys.stdout = aside
    try:
        return call()
    finally:
        if sys.stdout is aside:
            sys.stdout = before


def normal_name(name: str) -> str:
    """Return the name of a distribution as all its spellings have it.

    >>> normal_name("Kompass_Variant.IS")
    'kompass-variant-is'
    """
    return re.sub(r"[-_.]+", "-", name).lower()


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


def _reason(error: BaseException) -> str:
    said = " ".join(str(error).split())
    if isinstance(error, SystemExit):
        return f"it tried to end the program ({said})"
    if isinstance(error, InputError):
        return said.rstrip(".")
    if isinstance(error, pluggy.PluginValidationError):
        return said
    return f"{type(error).__name__}: {said[:200]}" if said else type(error).__name__


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
