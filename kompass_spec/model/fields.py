"""Hold fields to their types: sequences, quantities, choices, and objects of every other class."""

import sys
from collections.abc import Callable, Mapping
from decimal import Decimal
from fractions import Fraction
from types import NoneType, UnionType
from typing import Any, NoReturn, get_args, get_origin

from attrs import NOTHING, Attribute, fields as fields_of

from kompass_spec.model.kinds import element_of, wrong_field
from kompass_spec.model.problems import Problem, WrongTypeError
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


def held(owner: type, fields: "list[Attribute[Any]]") -> "list[Attribute[Any]]":
    """Give fields the converters that their types ask for: the ``field_transformer`` of the model's classes.

    A sequence becomes a tuple and has elements of its type, a quantity becomes a fraction and is no float,
    anything else is an object of its class. ``WrongTypeError``, which is a ``UsageError`` and a
    ``TypeError``, is raised with every field that holds what is not.
    """
    for field in fields:
        if field.init and not field.name.startswith("_"):
            # The attribute is of this class alone, and not made yet; `evolve` copies it, which takes most of
            # the time in which the classes of a command are made.
            object.__setattr__(field, "converter", _converter(owner, field))
    return fields


def exact(value: Number) -> Fraction:
    """Return an exact quantity as a fraction.

    Raise ``WrongTypeError`` for a float, which is not exact, and for anything else.

    >>> exact("70.05"), exact(25)
    (Fraction(1401, 20), Fraction(25, 1))
    """
    if type(value) is Fraction:
        return value
    quantity = quantity_of(value)
    if quantity is None:
        raise WrongTypeError([Problem("wrong-usage", _inexact(value))])
    return quantity


def exact_or_none(value: Number | None) -> Fraction | None:
    """Return an exact quantity as a fraction, ``None`` where there is none.

    Raise ``WrongTypeError`` for a float. Fields name it, and ``exact``, themselves, so that type checkers
    know what they take.

    >>> exact_or_none("70.05"), exact_or_none(None)
    (Fraction(1401, 20), None)
    """
    return None if value is None else exact(value)


def _inexact(value: object) -> str:
    """Return what is wrong with what is no exact quantity."""
    shown = repr(value)[:40] if isinstance(value, (float, str, int, Decimal)) else f"a {type(value).__name__}"
    return f"{shown} is not an exact quantity; write a Fraction, 25 or '2.5'."


def _converter(owner: type, field: "Attribute[Any]") -> Any:
    """Return the converter of a field, its own where it has one of another kind.

    The type of a field is in quotes where its class is made before that.
    """
    given: Any = field.converter
    if given in {exact, exact_or_none}:
        return _quantity(owner, field, may_be_none=given is exact_or_none)
    if given is not None:
        return given
    wanted = _without_none(field.type)
    if wanted is Fraction:
        return _quantity(owner, field, may_be_none=wanted is not field.type)
    return _sequence(owner, field) if _is_sequence(wanted) else _same(owner, field)


def _without_none(wanted: Any) -> Any:
    kinds = [one for one in get_args(wanted) if one is not NoneType] if isinstance(wanted, UnionType) else []
    return kinds[0] if len(kinds) == 1 else wanted


def _is_sequence(wanted: Any) -> bool:
    """Tell whether a type is that of a tuple of any length."""
    if isinstance(wanted, str):
        return wanted.startswith("tuple[") and "..." in wanted
    return get_origin(wanted) is tuple and get_args(wanted)[-1] is Ellipsis


def _quantity(owner: type, field: "Attribute[Any]", *, may_be_none: bool) -> Convert:
    def convert(value: Any) -> Fraction | None:
        if type(value) is Fraction or (value is None and may_be_none):
            return value
        quantity = quantity_of(value)
        if quantity is None:
            _refuse(owner, f"{owner.__name__}: {field.name}: {_inexact(value)}")
        return quantity

    return convert


def _same(owner: type, field: "Attribute[Any]") -> Convert:
    """Return what gives back what a field may hold, as it is, and refuses everything else.

    Objects are made by the thousand, and nearly all of them inside the package: a class is held against the
    annotation once, and what has this class is right from then on.
    """
    right: set[type] = set()

    def convert(value: Any) -> Any:
        if type(value) not in right:
            _refuse_wrong(owner, field, value)
            right.add(type(value))
        return value

    return convert


def _sequence(owner: type, field: "Attribute[Any]") -> Convert:
    """Return what makes a sequence a tuple, and lists in it too, and refuses what has other elements."""
    right: set[object] = set()
    signature: Callable[[Any], object] | None = None

    def convert(value: Any) -> tuple[Any, ...]:
        nonlocal signature
        if type(value) is not tuple:
            if not isinstance(value, (list, tuple)):
                _refuse_wrong(owner, field, value)
                return value  # type: ignore[no-any-return]  # nothing, where nothing may be
            value = tuple(value)
        if value and signature is None:
            signature = _signature(element_of(owner, field.type))
        if signature is not None and signature is not type:
            value = tuple(tuple(one) if type(one) is list else one for one in value)
        for member in value:
            if (seen := signature(member)) not in right:  # type: ignore[misc]  # there is one where there is a member
                _refuse_wrong(owner, field, (member,))
                right.add(seen)
        members: tuple[Any, ...] = value
        return members

    return convert


def _signature(element: Any) -> Callable[[Any], object]:
    """Return what tells the elements of a sequence apart as far as the annotation does: by their classes."""
    if get_origin(element) is not tuple:
        return type
    inner = [_signature(one) for one in get_args(element) if one is not Ellipsis]
    if len(inner) < len(get_args(element)):
        return lambda member: frozenset(map(inner[0], member)) if type(member) is tuple else type(member)
    return lambda member: (
        (len(member), *(look(one) for look, one in zip(inner, member, strict=False)))
        if type(member) is tuple
        else type(member)
    )


def _refuse_wrong(owner: type, field: "Attribute[Any]", value: Any) -> None:
    """Raise ``WrongTypeError`` where a field cannot hold a value."""
    if sentence := wrong_field(owner, field.name, value, field.type):
        _refuse(owner, sentence)


def _refuse(owner: type, sentence: str) -> NoReturn:
    """Raise ``WrongTypeError`` with every field of an object in the making that holds what it cannot."""
    wrong = [found for field, value in _given(owner) if (found := _wrong_with(owner, field, value))]
    raise WrongTypeError([Problem("wrong-usage", one) for one in wrong or [sentence]])


def _given(owner: type) -> "list[tuple[Attribute[Any], Any]]":
    """Return what an object is being made of, nothing where a converter is called for one value alone.

    Objects are made by the thousand, and one that is right should not pay for what is wrong with others: so
    the values are looked up where ``__init__``, which called the converter, has them.
    """
    frame = sys._getframe()  # noqa: SLF001 - the only way that costs nothing where all is right
    while frame.f_back is not None and frame.f_code.co_filename == __file__:
        frame = frame.f_back
    values = frame.f_locals
    kind: Any = type(values.get("self"))
    if frame.f_code.co_name != "__init__" or kind.__qualname__ != owner.__qualname__:
        return []
    named = [(field, values.get(field.alias or field.name, NOTHING)) for field in fields_of(kind)]
    return [(field, value) for field, value in named if field.init and value is not NOTHING]


def _wrong_with(owner: type, field: "Attribute[Any]", value: Any) -> str | None:
    """Return what is wrong with the value of a field, ``None`` where nothing is."""
    quantity = field.converter is not None and field.type in {Fraction, Fraction | None}
    if quantity and not (value is None and field.type is not Fraction):
        return f"{owner.__name__}: {field.name}: {_inexact(value)}" if quantity_of(value) is None else None
    return wrong_field(owner, field.name, value, field.type)
