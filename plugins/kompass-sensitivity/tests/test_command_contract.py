"""The command keeps what every command does."""

import pytest

from kompass_sensitivity.command import SensitivityCommand
from kompass_testing.contracts import CommandContract


class TestSensitivityCommand(CommandContract):
    @pytest.fixture
    def command(self):
        return SensitivityCommand()
