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
    held: object
    if isinstance(value, Enum):
        return f"{type(value).__name__}.{value.name}"
    if isinstance(value, Registry):
        # The editions of the mappings are those of the registry.
        links = tuple((mapping.id, snapshot(mapping.links)) for mapping in value.mappings())
        held = (tuple((name, snapshot(value[name])) for name in value), links)
    elif isinstance(value, InputError):
        held = snapshot(value.problems)
    elif has(type(value)):
        held = tuple(
            (attribute.name, snapshot(getattr(value, attribute.name)))
            for attribute in fields(cast(type[AttrsInstance], type(value)))
            if attribute.repr or not attribute.name.startswith("_")
        )
    elif isinstance(value, Mapping):
        held = tuple((snapshot(key), snapshot(one)) for key, one in value.items())
    elif isinstance(value, (tuple, list)):
        return tuple(snapshot(one) for one in value)
    elif isinstance(value, (set, frozenset)):
        held = tuple(sorted(map(repr, map(snapshot, value))))
    else:
        held = str(value)
    return (type(value).__name__, held)


def first_difference(one: str | bytes, other: str | bytes) -> str:
    """Return the first place where two outputs differ, with what stands there in each.

    >>> first_difference(b"the same, then a", b"the same, then b")
    "b'the same, then a' and b'the same, then b', from position 15"
    """
    place = next(
        (place for place, (first, second) in enumerate(zip(one, other, strict=False)) if first != second),
        min(len(one), len(other)),
    )
    begin = max(0, place - 40)
    return f"{one[begin : place + 40]!r} and {other[begin : place + 40]!r}, from position {place}"
