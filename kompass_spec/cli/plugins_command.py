"""``kompass plugins``: list what is installed and what cannot be used."""

from typing import final

from attrs import frozen

from kompass_spec.cli.options import Command, add_json

__all__ = ["COMMAND", "PluginsOptions"]


@final
@frozen(kw_only=True)
class PluginsOptions:
    """Hold whether the list is for a program."""

    json: bool


def execute(options: PluginsOptions) -> int:
    """List every plugin with its kinds, those that cannot be used, and those that are slow to import."""
    from kompass_spec.cli.output import tell, write_json
    from kompass_spec.cli.plugins_table import complaint_data, plugins_data, plugins_table
    from kompass_spec.plugins.host import load_plugins

    plugins = load_plugins()
    if options.json:
        write_json(
            {
                "plugins": plugins_data(plugins.loaded),
                "failures": [complaint_data(failure) for failure in plugins.failures],
                "slow": [complaint_data(slow) for slow in plugins.slow],
            }
        )
        return 0
    if plugins.loaded:
        tell(plugins_table(plugins.loaded))
    else:
        tell("No plugin is installed, or KOMPASS_PLUGINS leaves all out.")
    failures, slow = plugins.failures, plugins.slow
    for message in [*(failure.message for failure in failures), *(plugin.message for plugin in slow)]:
        tell(f"kompass: warning: {message}", aside=True)
    return 0


COMMAND = Command(
    examples=("kompass plugins", "kompass plugins --json"),
    add_arguments=add_json,
    options=PluginsOptions,
    execute=execute,
)
