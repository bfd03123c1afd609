"""The converter keeps what every converter keeps."""

import pytest

from kompass_convert_mapping.converter import MappingConverter
from kompass_testing.contracts import ConverterContract


class TestMapping(ConverterContract):
    @pytest.fixture
    def converter(self):
        return MappingConverter()
