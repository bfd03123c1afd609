"""The Swedish editions keep what every framework keeps."""

import pytest

from kompass_testing.contracts import FrameworkContract

plugin = pytest.importorskip("kompass_frameworks.plugin", reason="kompass-frameworks is not installed")


class TestSweden(FrameworkContract):
    @pytest.fixture
    def framework(self):
        return plugin.SwedishFramework()
