"""What is installed, loaded once: the registry and the plugins that functions use where none are given."""

import importlib
import os
import sys
from functools import lru_cache
from threading import RLock
from typing import final

from kompass_spec.plugins.host import load_plugins
from kompass_spec.plugins.loaded import Plugins
from kompass_spec.registry.registry import Registry, load_registry

__all__ = ["Installed", "plugins_or_installed", "registry_or_installed", "reload_installed"]

_VARIABLES = ("KOMPASS_PLUGINS", "KOMPASS_PINS")
"""The variables that decide on what is used of all that is installed."""


@final
class Installed:
    """Hold the registry and the plugins, each loaded when it is first needed, by one thread for all."""

    __slots__ = ("_loaded", "_lock", "_own_plugins", "_own_registry", "_registry")

    def __init__(self, registry: Registry | None = None, plugins: Plugins | None = None) -> None:
        """Hold what is given, and load the rest."""
        self._own_registry, self._own_plugins = registry, plugins
        self._registry: Registry | None = None
        self._loaded: dict[tuple[str, ...], Plugins] = {}
        self._lock = RLock()

    @property
    def given(self) -> tuple[Registry | None, Plugins | None]:
        """Return what was given, and is not loaded."""
        return self._own_registry, self._own_plugins

    @property
    def registry(self) -> Registry:
        """Return the registry, loaded once."""
        if self._own_registry is not None:
            return self._own_registry
        registry = self._registry
        if registry is None:
            with self._lock:
                registry = self._registry
                if registry is None:
                    registry = self._registry = load_registry(self._own_plugins)
        return registry

    def plugins(self, *kinds: str) -> Plugins:
        """Return the plugins of these kinds, loaded once."""
        if self._own_plugins is not None:
            return self._own_plugins
        loaded = self._loaded.get(kinds)
        if loaded is None:
            with self._lock:
                loaded = self._loaded[kinds] = self._loaded.get(kinds) or load_plugins(*kinds)
        return loaded

    def reload(self) -> None:
        """Forget what was loaded, so that what was installed since is found; what was given stays."""
        # Imported here because few reload, and words are not needed to load anything.
        from kompass_spec.wording.reading import forget_reading_words
        from kompass_spec.wording.wording import forget_wordings

        importlib.invalidate_caches()
        forget_wordings()
        forget_reading_words()
        with self._lock:
            self._registry = None
            self._loaded = {}


@lru_cache(maxsize=4)
def _installed(_path: tuple[str, ...], *_variables: str | None) -> Installed:
    """Return what is installed where modules are looked for on a path, as the variables choose among it."""
    return Installed()


def _default() -> Installed:
    return _installed(tuple(sys.path), *map(os.environ.get, _VARIABLES))


def registry_or_installed(registry: Registry | None) -> Registry:
    """Return the registry that is given, else the installed one."""
    return registry if registry is not None else _default().registry


def plugins_or_installed(plugins: Plugins | None, *kinds: str) -> Plugins:
    """Return the plugins that are given, else the installed ones of these kinds."""
    return plugins if plugins is not None else _default().plugins(*kinds)


def reload_installed() -> None:
    """Forget what functions have loaded, so that plugins and releases that were installed since are found.

    Functions that are called without a registry or plugins load them once, and again where
    ``KOMPASS_PLUGINS``, ``KOMPASS_PINS`` or ``sys.path`` change. A new version of a plugin that was imported
    before needs a new process, as every module does.

    >>> reload_installed()
    """
    _default().reload()
