"""Plugins that were loaded, chosen by name or ending, and why others are not used."""

from typing import Any, final

from attrs import field, frozen

from kompass_spec.model.arguments import checked
from kompass_spec.model.fields import held
from kompass_spec.model.problems import Problem, UsageError

__all__ = ["Plugin", "PluginFailure", "Plugins", "SlowImport"]


@final
@frozen(kw_only=True, field_transformer=held)
class Plugin:
    """Describe one loaded plugin: its kind and unique name, where it comes from, and the object itself.

    ``is_apart`` tells whether it works in a process of its own, for which the object only stands.
    """

    kind: str
    name: str
    distribution: str
    version: str
    provided: Any = field(repr=False)
    is_apart: bool = False


@final
@frozen(kw_only=True, field_transformer=held)
class PluginFailure:
    """Say in one sentence why a plugin of a distribution is not used."""

    kind: str
    distribution: str
    version: str
    message: str


@final
@frozen(kw_only=True, field_transformer=held)
class SlowImport:
    """Say in one sentence that a plugin takes long to import: commands that use its kind wait for it."""

    kind: str
    distribution: str
    version: str
    message: str


@final
@frozen(kw_only=True, field_transformer=held)
class Plugins:
    """Hold the loaded plugins by kind and name, what could not be loaded, and what took long to load."""

    loaded: tuple[Plugin, ...] = ()
    failures: tuple[PluginFailure, ...] = ()
    slow: tuple[SlowImport, ...] = ()

    @checked
    def of_kind(self, kind: str) -> tuple[Plugin, ...]:
        """Return the plugins of one kind, ordered by name."""
        return tuple(plugin for plugin in self.loaded if plugin.kind == kind)

    @checked
    def choose(self, kind: str, name: str) -> Plugin:
        """Return the plugin with this name; raise ``UsageError`` with those that there are if it is none."""
        for plugin in self.of_kind(kind):
            if plugin.name == name:
                return plugin
        raise UsageError([Problem("unknown-plugin", self._missing(kind, name))])

    @checked
    def choose_by_ending(self, kind: str, file: str) -> Plugin | None:
        """Return the one plugin for the ending of a file's name, ``None`` if there is none.

        Raise ``UsageError`` where several claim the ending.
        """
        lower = file.lower()
        claimants = [
            plugin for plugin in self.of_kind(kind) if lower.endswith(tuple(plugin.provided.endings))
        ]
        if len(claimants) > 1:
            names = ", ".join(f"{plugin.name!r} of {plugin.distribution}" for plugin in claimants)
            sentence = f"Several {kind} are made for the ending of {file!r}: {names}. Choose one by its name."
            raise UsageError([Problem("ambiguous-plugin", sentence)])
        return claimants[0] if claimants else None

    @checked
    def told_failures(self, *kinds: str) -> tuple[Problem, ...]:
        """Return why plugins are not used as problems, of the given kinds, of all kinds if none is given."""
        return tuple(
            Problem("plugin-failed", failure.message)
            for failure in self.failures
            if not kinds or failure.kind in {*kinds, ""}
        )

    @checked
    def why_none(self, kind: str, example: str) -> str:
        """Say why there is no plugin of a kind: each failure, else that none is installed.

        ``example`` is one to install.
        """
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
