"""Load just the plugins that a test gives, whatever is installed."""

from functools import cache
from importlib.metadata import packages_distributions, version
from types import ModuleType
from typing import Any

from kompass_spec import Plugin, PluginFailure, Plugins
from kompass_spec.plugins.entry_points import plugin_entry_points
from kompass_spec.plugins.hooks import HOOKS
from kompass_spec.plugins.host import plugins_of_module

__all__ = ["described", "distribution_of", "isolated_plugins"]

UNPACKED = "a distribution that is not installed"


def distribution_of(provided: object) -> tuple[str, str]:
    """Return name and version of the distribution that brings an object or module; say if none does."""
    module = provided.__name__ if isinstance(provided, ModuleType) else type(provided).__module__
    return _owner(module.partition(".")[0])


@cache
def _owner(package: str) -> tuple[str, str]:
    for point in plugin_entry_points():
        if point.module.partition(".")[0] == package and point.dist is not None:
            return point.dist.name, point.dist.version
    # An entry point names a module; what it hands on may come from another distribution.
    for name in packages_distributions().get(package, ()):
        return name, version(name)
    return UNPACKED, ""


def described(kind: str, provided: object) -> str:
    """Return what a plugin is called in a sentence: its kind, its name and whose it is.

    >>> from types import SimpleNamespace
    >>> described("importers", SimpleNamespace(name="csv"))
    "The importer 'csv' of a distribution that is not installed"
    """
    owner = " ".join(filter(None, distribution_of(provided)))
    return f"The {kind.removesuffix('s')} {getattr(provided, 'name', type(provided).__name__)!r} of {owner}"


def isolated_plugins(*given: ModuleType | object, kind: str | None = None) -> Plugins:
    """Return the plugins of modules, named as by an entry point, and of objects, and no others.

    An object is of every kind whose protocol it fulfils, or of the ``kind`` alone that is given. What cannot
    be loaded is among the failures, as it would be if it were installed.

    >>> from types import SimpleNamespace
    >>> csv = SimpleNamespace(name="csv", endings=(".csv",), read=lambda request: None)
    >>> [(plugin.kind, plugin.name) for plugin in isolated_plugins(csv).loaded]
    [('importers', 'csv')]
    """
    loaded: list[Plugin] = []
    failures: list[PluginFailure] = []
    wanted = HOOKS if kind is None else {kind: HOOKS[kind]}
    for provided in given:
        owner, release = distribution_of(provided)
        if isinstance(provided, ModuleType):
            for name in wanted:
                if hasattr(provided, f"kompass_{name}"):
                    plugins, failed = plugins_of_module(provided, name, owner, release)
                    loaded += plugins
                    failures += failed
            continue
        loaded += [
            Plugin(kind=name, name=_name(provided), distribution=owner, version=release, provided=provided)
            for name, (_, protocol) in wanted.items()
            if isinstance(provided, protocol)
        ]
    return Plugins(loaded=tuple(loaded), failures=tuple(failures))


def _name(provided: Any) -> str:
    return str(provided.name)
