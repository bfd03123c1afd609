"""Bring the command of this package to kompass-spec."""

from collections.abc import Sequence

from kompass_spec import Command, hookimpl
from kompass_tables.command import TableCommand

kompass_api = 1


@hookimpl
def kompass_commands() -> Sequence[Command]:
    """Return the one command of this package."""
    return [TableCommand()]
