"""The command keeps what every command of a plugin keeps."""

import pytest

from kompass_tables.command import TableCommand
from kompass_testing.contracts import CommandContract


class TestTableCommand(CommandContract):
    """The contract of commands."""

    @pytest.fixture
    def command(self):
        """Return the command."""
        return TableCommand()
