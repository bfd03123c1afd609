"""Find plugins and load only the kinds that are asked for; a broken one costs a sentence and its own feature."""

import os
import re
import time
from collections.abc import Callable, Iterable, Iterator
from importlib.metadata import EntryPoint, entry_points
from types import ModuleType
from typing import Any, final

import pluggy
from attrs import field, frozen

from kompass_spec.hooks import API_VERSION, HOOKS
from kompass_spec.problems import InputError, Problem, UsageError

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

GROUP = "kompass"

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

    def _missing(self, kind: str, name: str) -> str:
        clash = next(
            (one.message for one in self.failures if one.kind == kind and f"{name!r}" in one.message), None
        )
        known = ", ".join(plugin.name for plugin in self.of_kind(kind)) or "none"
        advice = (
            f"There are: {known}."
            if known != "none"
            else "None is installed, or KOMPASS_PLUGINS leaves it out."
        )
        return " ".join(
            part for part in (f"There is no {kind.removesuffix('s')} named {name!r}.", clash, advice) if part
        )


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
    # Whose an entry point is stands in the metadata of its distribution, which takes long to read.
    identities: dict[int, tuple[str, str]] = {}
    found = sorted(
        (*_identity(point, identities), point.name, point.value, point)
        for point in plugin_entry_points()
        if allowed is not None or point.name in wanted or point.name not in HOOKS
    )
    for owner, version, kind, _, point in found:
        if allowed is not None and normal_name(owner) not in allowed:
            continue
        if kind not in HOOKS:
            known = ", ".join(HOOKS)
            reason = f"it names its entry point {kind!r}, which is no kind of plugin ({known})"
            failures.append(_failure(point, reason))
        elif kind in wanted:
            begun = time.perf_counter()
            try:
                loaded.extend(_provided(_module(point), kind, owner, version))
            except Exception as error:  # noqa: BLE001 - a plugin may fail in any way, and costs only itself
                failures.append(_failure(point, _reason(error)))
            except SystemExit as error:
                failures.append(_failure(point, f"it tried to end the program ({error})"))
            if time.perf_counter() - begun > SLOW:
                slow.append(_slow(kind, owner, version))
    absent = sorted((allowed or set()) - {normal_name(owner) for owner, *_ in found})
    failures.extend(
        PluginFailure(
            kind="",
            distribution=name,
            version="",
            message=f"KOMPASS_PLUGINS names {name!r}, but no plugin of that name is installed.",
        )
        for name in absent
    )
    kept, clashes = _without_clashes(loaded)
    return Plugins(loaded=kept, failures=(*failures, *clashes), slow=tuple(slow))


def plugin_entry_points() -> tuple[EntryPoint, ...]:
    """Return the entry points of every installed plugin."""
    return tuple(entry_points(group=GROUP))


def plugins_of_module(
    module: ModuleType, kind: str, distribution: str, version: str
) -> tuple[tuple[Plugin, ...], tuple[PluginFailure, ...]]:
    """Return the plugins that a module brings by the hook of a kind, or why they are not used."""
    try:
        return tuple(_provided(module, kind, distribution, version)), ()
    except Exception as error:  # noqa: BLE001 - a plugin may fail in any way, and costs only itself
        return (), (_failed(kind, distribution, version, _reason(error)),)


def call_plugin(plugin: Plugin, call: Callable[[], Any], wanted: type, file: str | None = None) -> Any:
    """Return what ``call`` gives, if it is a ``wanted``; turn a plugin's own failure into one clear sentence.

    Raise ``InputError`` as the plugin raised it, or one that names the plugin for whatever else goes wrong in it.
    """
    what = f"The {plugin.kind.removesuffix('s')} {plugin.name!r} of {plugin.distribution} {plugin.version}"
    try:
        result = call()
    except InputError:
        raise
    except Exception as error:
        import traceback

        reason = f"{type(error).__name__}: {str(error)[:200]}" if str(error) else type(error).__name__
        last = traceback.extract_tb(error.__traceback__)[-1]
        place = f"{os.path.basename(last.filename)}:{last.lineno}"  # noqa: PTH119 - only the name, so that no path of a machine leaks
        sentence = f"{what} failed ({reason}, at {place}). Report this to its authors, or choose another."
        raise InputError([Problem("plugin-failed", sentence, file)]) from error
    if not isinstance(result, wanted):
        sentence = f"{what} returned {type(result).__name__} instead of {wanted.__name__}. Report this to its authors."
        raise InputError([Problem("plugin-failed", sentence, file)])
    return result


def normal_name(name: str) -> str:
    """Return the name of a distribution as all its spellings have it.

    >>> normal_name("Kompass_Variant.IS")
    'kompass-variant-is'
    """
    return re.sub(r"[-_.]+", "-", name).lower()


def _allowed() -> set[str] | None:
    value = os.environ.get("KOMPASS_PLUGINS")
    return None if value is None else {normal_name(name.strip()) for name in value.split(",") if name.strip()}


def _identity(point: EntryPoint, known: dict[int, tuple[str, str]]) -> tuple[str, str]:
    """Return the name and version of the distribution that brings an entry point; its metadata is read once."""
    if point.dist is None:
        return point.module, ""
    key = id(point.dist)
    if key not in known:
        metadata = point.dist.metadata
        known[key] = metadata["Name"], metadata["Version"]
    return known[key]


def _failure(point: EntryPoint, reason: str) -> PluginFailure:
    return _failed(point.name, *_identity(point, {}), reason)


def _failed(kind: str, name: str, version: str, reason: str) -> PluginFailure:
    return PluginFailure(
        kind=kind,
        distribution=name,
        version=version,
        message=f"The {kind} of {name} {version} are not used: {reason}.",
    )


def _slow(kind: str, name: str, version: str) -> SlowImport:
    # How long exactly is not said: what a command writes does not depend on the clock.
    return SlowImport(
        kind=kind,
        distribution=name,
        version=version,
        message=f"The {kind} of {name} {version} take more than a second to import, and every command that uses {kind} waits for it. Import what takes long where it is used, or report this to the authors.",
    )


def _reason(error: Exception) -> str:
    if isinstance(error, pluggy.PluginValidationError):
        return " ".join(str(error).split())
    if isinstance(error, InputError):
        return str(error).rstrip(".")
    return f"{type(error).__name__}: {' '.join(str(error).split())[:200]}"


def _module(point: EntryPoint) -> ModuleType:
    module = point.load()
    if not isinstance(module, ModuleType):
        raise TypeError(f"the entry point {point.value!r} is not a module")
    return module


def _provided(module: ModuleType, kind: str, distribution: str, version: str) -> Iterator[Plugin]:
    _, protocol = HOOKS[kind]
    built_for = getattr(module, "kompass_api", None)
    if built_for != API_VERSION:
        said = (
            f"it is built for version {built_for} of the plugin API"
            if built_for
            else "it does not say kompass_api"
        )
        raise InputError([Problem("plugin-failed", f"{said}; this is version {API_VERSION}")])
    hooks = pluggy.PluginManager(GROUP)
    # A hook that the module does not have needs no specification, and each takes time.
    for name, (known, _) in HOOKS.items():
        if name == kind or hasattr(module, f"kompass_{name}"):
            hooks.add_hookspecs(known)
    hooks.register(module)
    hooks.check_pending()
    hook = f"kompass_{kind}"
    if not getattr(hooks.hook, hook).get_hookimpls():
        raise InputError([Problem("plugin-failed", f"{module.__name__} does not implement the hook {hook}")])
    for provided in _listed(getattr(hooks.hook, hook)(), hook):
        if not isinstance(provided, protocol):
            missing = [name for name in _members(protocol) if not hasattr(provided, name)]
            raise TypeError(f"{hook} returned a {type(provided).__name__} without {', '.join(missing)}")
        if not isinstance(provided.name, str) or not provided.name:  # type: ignore[attr-defined]  # every protocol has a name
            raise TypeError(f"{hook} returned a {type(provided).__name__} whose name is not a text")
        yield Plugin(
            kind=kind,
            name=provided.name,  # type: ignore[attr-defined]  # see above
            distribution=distribution,
            version=version,
            provided=provided,
        )


def _members(protocol: type) -> list[str]:
    return sorted(name for name in vars(protocol) if not name.startswith("_"))


def _listed(results: list[Any], hook: str) -> list[Any]:
    found: list[Any] = []
    for result in results:
        if not isinstance(result, (list, tuple)):
            raise TypeError(f"{hook} returned {type(result).__name__} instead of a list")
        found.extend(result)
    if not found:
        raise TypeError(f"{hook} returned nothing")
    return found


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
        owners = " and ".join(f"{plugin.distribution} {plugin.version}" for plugin in claimants)
        message = f"Both {owners} bring {kind} named {name!r}; neither is used. Remove one, or leave it out with KOMPASS_PLUGINS."
        failures.extend(
            PluginFailure(
                kind=kind, distribution=plugin.distribution, version=plugin.version, message=message
            )
            for plugin in claimants[:1]
        )
    return tuple(kept), failures
