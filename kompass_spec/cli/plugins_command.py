"""``kompass plugins``: list what is installed and what cannot be used."""

import sys
from argparse import Namespace

from kompass_spec.cli.output import table, write_json
from kompass_spec.plugins.host import load_plugins
from kompass_spec.plugins.loaded import Plugin

__all__ = ["execute"]


def execute(options: Namespace) -> int:
    """List every plugin with its distribution, version and kinds, and every failure with its reason, and what is slow to import."""
    plugins = load_plugins()
    grouped: dict[tuple[str, str], list[Plugin]] = {}
    for plugin in plugins.loaded:
        grouped.setdefault((plugin.distribution, plugin.name), []).append(plugin)
    listed = [
        {
            "name": name,
            "distribution": distribution,
            "version": claimed[0].version,
            "kinds": sorted(plugin.kind for plugin in claimed),
        }
        for (distribution, name), claimed in sorted(grouped.items())
    ]
    failures = [
        {
            "distribution": failure.distribution,
            "version": failure.version,
            "kind": failure.kind,
            "message": failure.message,
        }
        for failure in plugins.failures
    ]
    slow = [
        {
            "distribution": one.distribution,
            "version": one.version,
            "kind": one.kind,
            "message": one.message,
        }
        for one in plugins.slow
    ]
    if options.json:
        write_json({"plugins": listed, "failures": failures, "slow": slow})
        return 0
    if listed:
        rows = [
            (str(one["name"]), ", ".join(one["kinds"]), str(one["distribution"]), str(one["version"]))
            for one in listed
        ]
        print(table(("name", "kinds", "distribution", "version"), rows))
    else:
        print("No plugin is installed, or KOMPASS_PLUGINS leaves all out.")
    for message in [failure.message for failure in plugins.failures] + [one.message for one in plugins.slow]:
        print(f"kompass: warning: {message}", file=sys.stderr)
    return 0
