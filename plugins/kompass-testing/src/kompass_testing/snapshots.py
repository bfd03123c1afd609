"""Take snapshots: plain nested tuples of everything that an object holds, to tell whether it was changed."""

from collections.abc import Mapping
from enum import Enum
from typing import Any, cast

from attrs import AttrsInstance, fields, has

from kompass_spec import InputError, Registry

__all__ = ["first_difference", "snapshot"]


def snapshot(value: object) -> Any:
    """Return all that a frozen object holds, as nested tuples that are the same in every process.

    >>> from kompass_spec.model import Interval
    >>> snapshot(Interval(0, 1))
    ('Interval', (('low', ('Fraction', '0')), ('high', ('Fraction', '1'))))
    """
    if value is None or isinstance(value, (str, bytes, bool, int)):
        return value
    if isinstance(value, Enum):
        return f"{type(value).__name__}.{value.name}"
    if isinstance(value, (tuple, list)):
        return tuple(snapshot(element) for element in value)
    return type(value).__name__, _held(value)


def _held(value: object) -> object:
    """Return what an object holds that is neither a plain value nor a sequence."""
    if isinstance(value, Registry):
        return _held_by_registry(value)
    if isinstance(value, InputError):
        return snapshot(value.problems)
    if has(type(value)):
        return _held_by_fields(value)
    if isinstance(value, Mapping):
        return tuple((snapshot(key), snapshot(element)) for key, element in value.items())
    if isinstance(value, (set, frozenset)):
        # Their order is that of hashes, which differ from process to process.
        return tuple(sorted(repr(snapshot(element)) for element in value))
    return str(value)


def _held_by_registry(registry: Registry) -> object:
    # The editions of the mappings are those of the registry.
    links = tuple((mapping.id, snapshot(mapping.links)) for mapping in registry.mappings())
    return tuple((name, snapshot(registry[name])) for name in registry), links


def _held_by_fields(value: object) -> object:
    # A private field that is not shown is computed from the others.
    return tuple(
        (attribute.name, snapshot(getattr(value, attribute.name)))
        for attribute in fields(cast(type[AttrsInstance], type(value)))
        if attribute.repr or not attribute.name.startswith("_")
    )


def first_difference(output: str | bytes, other: str | bytes) -> str:
    """Return the first position at which two outputs differ, with what stands there in each.

    >>> first_difference(b"the same, then a", b"the same, then b")
    "b'the same, then a' and b'the same, then b', from position 15"
    """
    pairs = zip(output, other, strict=False)
    shorter = min(len(output), len(other))
    position = next((index for index, (left, right) in enumerate(pairs) if left != right), shorter)
    begin, end = max(0, position - 40), position + 40
    return f"{output[begin:end]!r} and {other[begin:end]!r}, from position {position}"
