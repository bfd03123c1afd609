"""The Norwegian editions and both catalogues keep what every framework and every catalogue keeps."""

import pytest

from kompass_testing.contracts import CatalogueContract, FrameworkContract
from kompass_variant_no.plugin import NorwegianCatalogue, NorwegianFramework


class TestNorway(FrameworkContract):
    @pytest.fixture
    def framework(self):
        return NorwegianFramework()


class TestWords(CatalogueContract):
    @pytest.fixture(params=["nb", "nn"])
    def catalogue(self, request):
        return NorwegianCatalogue(request.param)
