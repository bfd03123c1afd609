"""Bring the converter of this package to kompass-spec."""

from collections.abc import Sequence

from kompass_convert_mapping.converter import MappingConverter
from kompass_spec import Converter, hookimpl

kompass_api = 1


@hookimpl
def kompass_converters() -> Sequence[Converter]:
    """Return the one converter of this package."""
    return [MappingConverter()]
