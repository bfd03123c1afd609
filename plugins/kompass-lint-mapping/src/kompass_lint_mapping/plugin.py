"""Bring the linters of this package to kompass-spec."""

from collections.abc import Sequence

from kompass_lint_mapping.oscal import OscalLinter
from kompass_lint_mapping.sssom import SssomLinter
from kompass_spec import Linter, hookimpl

kompass_api = 1


@hookimpl
def kompass_linters() -> Sequence[Linter]:
    """Return the linters of this package."""
    return [OscalLinter(), SssomLinter()]
