"""Bring ``kompass sensitivity`` to kompass-spec."""

from collections.abc import Sequence

from kompass_sensitivity.command import SensitivityCommand
from kompass_spec.plugins.hooks import Command, hookimpl

kompass_api = 1


@hookimpl
def kompass_commands() -> Sequence[Command]:
    """Return the one command of this package."""
    return [SensitivityCommand()]
