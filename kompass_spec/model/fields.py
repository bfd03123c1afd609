"""Hold fields to their types where a wrong one would pass unseen: sequences, quantities, choices."""

from collections.abc import Callable, Mapping
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from functools import reduce
from operator import or_
from types import NoneType, UnionType
from typing import Any, get_args, get_origin

from attrs import Attribute

from kompass_spec.model.quantities import quantity_of

__all__ = ["SPARSE", "Number", "absent", "exact", "exact_or_none", "held"]

Convert = Callable[[Any], Any]
Number = Fraction | Decimal | int | str
"""What a quantity can be written as: exactly, and so as no float."""

SPARSE: Mapping[str, Any] = {"sparse": True}
"""The ``metadata`` of a field that documents leave out where it holds its default, as nearly all do."""


def absent(value: int) -> Mapping[str, Any]:
    """Return the ``metadata`` of a field that means ``value`` in documents that leave it out."""
    return {"absent": value}


def held(_: type, fields: "list[Attribute[Any]]") -> "list[Attribute[Any]]":
    """Give fields the converters that their types ask for: the ``field_transformer`` of the model's classes.

    A sequence becomes a tuple and has elements of its type, a quantity becomes a fraction and is no float, a
    choice is a member of its enumeration. ``TypeError`` is raised for anything else.
    """
    return [
        (
            field.evolve(converter=convert)
            if field.init
            and field.converter is None
            and not field.name.startswith("_")
            and (convert := _converter(field.type, field.name)) is not None
            else field
        )
        for field in fields
    ]


def exact(value: Number) -> Fraction:
    """Return an exact quantity as a fraction.

    Raise ``TypeError`` for a float, which is not exact, and for anything else.

    >>> exact("70.05"), exact(25)
    (Fraction(1401, 20), Fraction(25, 1))
    """
    if type(value) is Fraction:
        return value
    quantity = quantity_of(value)
    if quantity is None:
        raise TypeError(f"{value!r:.40} is not an exact quantity; write a Fraction, 25 or '2.5'")
    return quantity


def exact_or_none(value: Number | None) -> Fraction | None:
    """Return an exact quantity as a fraction, ``None`` where there is none; raise ``TypeError`` for a float.

    Fields name it, and ``exact``, themselves, so that type checkers know what they take.

    >>> exact_or_none("70.05"), exact_or_none(None)
    (Fraction(1401, 20), None)
    """
    return None if value is None else exact(value)


def _converter(wanted: Any, name: str) -> Convert | None:
    """Return the converter for a type, ``None`` where there is nothing to convert or to refuse."""
    if isinstance(wanted, str):
        # What a class says of itself cannot be looked up before the class is made.
        return _sequence(None, name) if wanted.startswith("tuple[") else None
    if isinstance(wanted, UnionType):
        kinds = [kind for kind in get_args(wanted) if kind is not NoneType]
        convert = _converter(kinds[0], name) if len(kinds) == 1 else None
        return convert and _or_none(convert)
    if wanted is Fraction:
        return exact
    if isinstance(wanted, type) and issubclass(wanted, Enum):
        return _member(wanted, name)
    if get_origin(wanted) is tuple and get_args(wanted)[-1] is Ellipsis:
        return _sequence(_classes(get_args(wanted)[0]), name)
    return None


def _classes(element: Any) -> "type | UnionType | None":
    """Return the classes of an element: of one that is a sequence itself, that it is a sequence."""
    if isinstance(element, UnionType):
        classes: UnionType = reduce(or_, [get_origin(kind) or kind for kind in get_args(element)])
        return classes
    origin: type | None = get_origin(element)
    return element if origin is None and isinstance(element, type) else origin


def _named(element: "type | UnionType") -> str:
    return element.__name__ if isinstance(element, type) else str(element)


def _or_none(convert: Convert) -> Convert:
    return lambda value: None if value is None else convert(value)


def _member(wanted: type[Enum], name: str) -> Convert:
    def convert(value: Any) -> Any:
        if not isinstance(value, wanted):
            raise TypeError(f"{name} must be a member of {wanted.__name__}, not {value!r:.40}")
        return value

    return convert


def _sequence(element: "type | UnionType | None", name: str) -> Convert:
    # What a tuple within the sequence holds is not looked into.
    choices = get_args(element) if isinstance(element, UnionType) else (element,) if element else ()
    kinds = tuple(get_origin(choice) or choice for choice in choices)

    def convert(value: Any) -> tuple[Any, ...]:
        if type(value) is not tuple:
            if not isinstance(value, (list, tuple)):
                raise TypeError(f"{name} must be a tuple, not {type(value).__name__}")
            value = tuple(value)
        if element is not None:
            for member in value:
                if not isinstance(member, kinds):
                    raise TypeError(
                        f"{name} must hold objects of {_named(element)}, not {type(member).__name__}"
                    )
        members: tuple[Any, ...] = value
        return members

    return convert
