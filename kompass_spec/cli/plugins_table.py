"""Put plugins into a table for the terminal, and into data."""

from collections.abc import Sequence

from kompass_spec.cli.output import table
from kompass_spec.plugins.loaded import Plugin, PluginFailure, SlowImport

__all__ = ["complaint_data", "plugins_data", "plugins_table"]


def plugins_table(plugins: Sequence[Plugin]) -> str:
    """Return a table of plugins with the kinds of each, its distribution and its version."""
    rows = [
        (name, ", ".join(kinds), distribution, version)
        for name, distribution, version, kinds in _by_name(plugins)
    ]
    return table(("name", "kinds", "distribution", "version"), rows)


def plugins_data(plugins: Sequence[Plugin]) -> list[dict[str, object]]:
    """Return plugins as plain data."""
    return [
        {"name": name, "distribution": distribution, "version": version, "kinds": kinds}
        for name, distribution, version, kinds in _by_name(plugins)
    ]


def complaint_data(complaint: PluginFailure | SlowImport) -> dict[str, str]:
    """Return what is wrong with a plugin as plain data."""
    return {
        "distribution": complaint.distribution,
        "version": complaint.version,
        "kind": complaint.kind,
        "message": complaint.message,
    }


def _by_name(plugins: Sequence[Plugin]) -> list[tuple[str, str, str, list[str]]]:
    """Return the name, distribution, version and kinds of every plugin; one may be of several kinds."""
    grouped: dict[tuple[str, str], list[Plugin]] = {}
    for plugin in plugins:
        grouped.setdefault((plugin.distribution, plugin.name), []).append(plugin)
    return [
        (name, distribution, claimed[0].version, sorted(plugin.kind for plugin in claimed))
        for (distribution, name), claimed in sorted(grouped.items())
    ]
