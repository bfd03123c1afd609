"""The contract of datasets."""

import pytest

from kompass_results_nordic.plugin import NordicResults
from kompass_testing.contracts import DatasetContract


class TestNordicResults(DatasetContract):
    """Everything that a dataset keeps."""

    @pytest.fixture
    def dataset(self):
        return NordicResults()
