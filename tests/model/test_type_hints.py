"""The types of every field can be asked for at run time, as Hypothesis and libraries of forms do."""

import typing

import attrs
import pytest

import kompass_spec

CLASSES = [
    name
    for name in dir(kompass_spec)
    if isinstance(getattr(kompass_spec, name), type)
    and attrs.has(getattr(kompass_spec, name))
    # It is loaded and never made of its fields, and its maps of rpds cannot be subscripted.
    and name != "Registry"
]


@pytest.mark.parametrize("name", CLASSES)
def test_types_of_fields_are_there_at_run_time(name):
    kind = getattr(kompass_spec, name)
    assert typing.get_type_hints(kind).keys() >= {field.name for field in attrs.fields(kind)}
