"""The Danish editions and the catalogue keep what every framework and every catalogue keeps."""

import pytest

from kompass_testing.contracts import CatalogueContract, FrameworkContract
from kompass_variant_dk.plugin import DanishCatalogue, DanishFramework


class TestDenmark(FrameworkContract):
    @pytest.fixture
    def framework(self):
        return DanishFramework()


class TestWords(CatalogueContract):
    @pytest.fixture
    def catalogue(self):
        return DanishCatalogue()
