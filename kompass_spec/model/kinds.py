"""Say in a sentence what is wrong with a value where an annotation says what it must be."""

import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from types import NoneType, UnionType
from typing import Any, TypeVar, Union, get_args, get_origin

__all__ = ["choices_of", "element_of", "is_left_out", "meant", "wrong_field", "wrong_value"]

_TEXTS = (str, bytes, bytearray)
_SHOWN = 3


def wrong_field(kind: type, name: str, value: object, annotation: Any) -> str | None:
    """Return what is wrong with a field that an object of a class was made with, ``None`` where nothing is.

    >>> from kompass_spec import Problem
    >>> wrong_field(Problem, "message", 3, str)
    'Problem: message must be a text, not a whole number.'
    """
    if is_left_out(value, annotation):
        return None
    sentence = wrong_value(name, value, _resolved(kind, annotation))
    return f"{kind.__name__}: {sentence}" if sentence else None


def element_of(kind: type, annotation: Any) -> Any:
    """Return what a field of a class that is a sequence has as its elements.

    >>> from kompass_spec import Problem
    >>> element_of(Problem, "tuple[Problem, ...] | None")
    <class 'kompass_spec.model.problems.Problem'>
    """
    return next(
        (one for one in map(_element, choices_of(_resolved(kind, annotation))) if one is not None), Any
    )


def _resolved(kind: type, annotation: Any) -> Any:
    """Return the annotation of a field, which is in quotes where its class is made after this one."""
    return (
        meant(annotation, vars(sys.modules[kind.__module__])) if isinstance(annotation, str) else annotation
    )


def is_left_out(value: object, annotation: Any) -> bool:
    """Tell whether nothing was given where nothing may be: what else may be is not imported for that.

    >>> is_left_out(None, "Registry | None"), is_left_out(None, "Registry")
    (True, False)
    """
    return value is None and isinstance(annotation, str) and annotation.endswith("| None")


class _Names(dict[str, Any]):
    """Find the names that stand in quotes because they are imported for type checkers only."""

    def __missing__(self, name: str) -> Any:
        face = sys.modules["kompass_spec"]
        if name in dir(face):
            return getattr(face, name)
        raise KeyError(name)


def meant(annotation: str, names: dict[str, Any]) -> Any:
    """Return what an annotation in quotes means among some names, anything where that cannot be known.

    >>> meant("int | None", {})
    int | None
    """
    try:
        return eval(annotation, names, _Names())  # noqa: S307 - it stands in the signature of our own function
    except NameError:
        return Any


def wrong_value(name: str, value: object, wanted: Any) -> str | None:
    """Return what is wrong with a value in a sentence, ``None`` where nothing is.

    >>> wrong_value("points", "5", int)
    'points must be a whole number, not a text.'
    """
    if _fits(value, wanted):
        return None
    choices = [choice for choice in choices_of(wanted) if choice is not NoneType]
    element = next((_element(choice) for choice in choices if _element(choice) is not None), None)
    advice = ""
    said = _given(value)
    if element is not None:
        if _fits(value, element):
            advice = " Put it in a list."
        elif isinstance(value, (list, tuple)):
            others = dict.fromkeys(_given_within(one) for one in value if not _fits(one, element))
            said = f"one with {', '.join(list(others)[:_SHOWN])} in it"
    said_choices = " or ".join(dict.fromkeys(map(_name, choices)))
    return f"{name} must be {said_choices}, not {said}.{advice}"


def choices_of(wanted: Any) -> tuple[Any, ...]:
    """Return what something may be of, each alone.

    >>> choices_of(int | None)
    (<class 'int'>, <class 'NoneType'>)
    """
    return get_args(wanted) if get_origin(wanted) in {Union, UnionType} else (wanted,)


def _element(wanted: Any) -> Any:
    """Return what a sequence is made of, ``None`` where it is no sequence."""
    return get_args(wanted)[0] if get_origin(wanted) in {Sequence, Iterable, tuple} else None


def _fits(value: object, wanted: Any) -> bool:
    return any(_fits_one(value, choice) for choice in choices_of(wanted))


def _fits_one(value: object, wanted: Any) -> bool:
    origin = get_origin(wanted)
    if wanted is Any or isinstance(wanted, TypeVar):
        return True
    if origin is tuple and get_args(wanted)[-1] is not Ellipsis:
        kinds = get_args(wanted)
        return isinstance(value, tuple) and len(value) == len(kinds) and all(map(_fits, value, kinds))
    if origin in {Sequence, Iterable, tuple}:
        return _is_listed(value, _element(wanted), only_iterable=origin is Iterable)
    if origin is not None:
        wanted = origin
    if wanted is Callable:
        return callable(value)
    if wanted is int and isinstance(value, bool):
        return False
    return _is_of(value, wanted)


def _is_of(value: object, wanted: Any) -> bool:
    try:
        return isinstance(value, wanted)
    except TypeError:
        return True  # what only type checkers can tell


def _is_listed(value: object, element: Any, *, only_iterable: bool) -> bool:
    if isinstance(value, (list, tuple)):
        return all(_fits(one, element) for one in value)
    if isinstance(value, _TEXTS):
        return False
    if isinstance(value, Mapping):
        return only_iterable and all(_fits(key, element) for key in value)
    # Not what only counts from 0 on until there is no more, as everything does that is asked for its parts.
    iterates = getattr(type(value), "__iter__", None) is not None
    return iterates if only_iterable else isinstance(value, Sequence)


_NAMES = {
    str: "a text",
    bytes: "bytes",
    int: "a whole number",
    float: "a number with a decimal point",
    bool: "true or false",
    list: "a list",
    tuple: "a tuple",
    dict: "a dictionary",
    NoneType: "nothing",
    Callable: "a function",
}


def _name(wanted: Any) -> str:
    element = _element(wanted)
    if element is not None:
        return f"a list of {' or '.join(_plural(choice) for choice in choices_of(element))}"
    if isinstance(wanted, UnionType):
        return " or ".join(_name(one) for one in choices_of(wanted) if one is not NoneType)
    kind = get_origin(wanted) or wanted
    return _NAMES.get(kind) or f"{_article(kind.__name__)} {kind.__name__}"


def _plural(wanted: Any) -> str:
    if isinstance(wanted, UnionType):
        return " or ".join(_plural(one) for one in choices_of(wanted) if one is not NoneType)
    if get_origin(wanted) is tuple:
        kinds = get_args(wanted)
        return f"tuples of {_plural(kinds[0]) if kinds[-1] is Ellipsis else ' and '.join(map(_name, kinds))}"
    return {str: "texts", bytes: "bytes", int: "whole numbers"}.get(wanted) or f"{wanted.__name__}s"


def _given(value: object) -> str:
    kind = type(value)
    return _NAMES.get(kind) or f"{_article(kind.__name__)} {kind.__name__}"


def _given_within(value: object) -> str:
    """Return what stands in a list: of a tuple, what it has."""
    if type(value) is not tuple:
        return _given(value)
    shown = " and ".join(_given(one) for one in value[:_SHOWN])
    return f"a tuple of {shown or 'nothing'}"


def _article(name: str) -> str:
    return "an" if name[:1].lower() in "aeiou" else "a"
