"""Hold what functions are given to their annotations, and say in a sentence what is wrong with it."""

import sys
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache, wraps
from inspect import Parameter, signature
from types import FunctionType, NoneType, UnionType
from typing import Any, ParamSpec, TypeVar, Union, get_args, get_origin

from kompass_spec.model.problems import Problem, WrongTypeError

__all__ = ["check_arguments", "checked", "element_of", "listed", "wrong_field"]

P = ParamSpec("P")
T = TypeVar("T")

_TEXTS = (str, bytes, bytearray)
_SHOWN = 3

_plain: defaultdict[Callable[..., Any], set[tuple[type, ...]]] = defaultdict(set)
"""The classes of what a function was given before, in the order of its parameters, and was right."""


def check_arguments(function: Callable[..., Any], given: Mapping[str, object]) -> None:
    """Raise ``WrongTypeError``, a ``UsageError``, with all that is wrong with what a function was given.

    ``given`` has the values by the names of the parameters, as ``locals()`` at the beginning of the function
    does. What is iterated over once only is not looked into.

    >>> def doubled(points: int) -> int:
    ...     check_arguments(doubled, locals())
    ...     return points * 2
    >>> doubled("5")
    Traceback (most recent call last):
        ...
    kompass_spec.model.problems.WrongTypeError: doubled: points must be a whole number, not a text.
    """
    # What was right once is right again where its class says all of it, as it nearly always does.
    classes = tuple(map(type, given.values()))
    plain = _plain[function]
    if classes in plain:
        return
    asked = [
        (name, parameter)
        for name, parameter in _parameters(function)
        if not _is_left_out(given[name], parameter.annotation)
    ]
    problems = [
        Problem("wrong-usage", f"{_called(function)}: {sentence}")
        for name, parameter in asked
        if (sentence := _wrong(name, given[name], _wanted(function, parameter)))
    ]
    if problems:
        raise WrongTypeError(problems)
    # What was left out is not imported to learn what it could have been.
    if len(asked) == len(given) and _are_classes(function):
        plain.add(classes)


def checked(function: Callable[P, T]) -> Callable[P, T]:
    """Let a method raise ``WrongTypeError`` with all that is wrong with what it is given, before it is used.

    >>> @checked
    ... def doubled(points: int) -> int:
    ...     return points * 2
    >>> doubled("5")
    Traceback (most recent call last):
        ...
    kompass_spec.model.problems.WrongTypeError: doubled: points must be a whole number, not a text.
    """
    plain: set[tuple[type, ...]] = set()

    @wraps(function)
    def call(*arguments: P.args, **named: P.kwargs) -> T:
        # What was right once is right again where its class says all of it, as it nearly always does.
        classes = tuple(map(type, arguments))
        if named or classes not in plain:
            given = _bound(function).bind(*arguments, **named)
            given.apply_defaults()
            check_arguments(function, given.arguments)
            if not named and _are_classes(function):
                plain.add(classes)
        return function(*arguments, **named)

    return call


@cache
def _are_classes(function: Callable[..., Any]) -> bool:
    """Tell whether a function takes objects of classes only, and nothing whose parts have to be looked at."""
    wanted = (_wanted(function, parameter) for _, parameter in _parameters(function))
    return all(one is Any or isinstance(one, type) for several in wanted for one in _choices(several))


def listed(function: Callable[..., Any], name: str, values: Iterable[T], wanted: type[T]) -> tuple[T, ...]:
    """Return what can be iterated over once only, as a tuple; raise ``WrongTypeError`` where it holds others.

    >>> listed(len, "points", iter([1, 2]), int)
    (1, 2)
    """
    found = tuple(values)
    if sentence := _wrong(name, found, Sequence[wanted]):  # type: ignore[valid-type]  # known at run time only
        raise WrongTypeError([Problem("wrong-usage", f"{_called(function)}: {sentence}")])
    return found


def wrong_field(kind: type, name: str, value: object, annotation: Any) -> str | None:
    """Return what is wrong with a field that an object of a class was made with, ``None`` where nothing is.

    >>> wrong_field(Problem, "message", 3, str)
    'Problem: message must be a text, not a whole number.'
    """
    if _is_left_out(value, annotation):
        return None
    sentence = _wrong(name, value, _resolved(kind, annotation))
    return f"{kind.__name__}: {sentence}" if sentence else None


def element_of(kind: type, annotation: Any) -> Any:
    """Return what a field of a class that is a sequence has as its elements.

    >>> element_of(Problem, "tuple[Problem, ...] | None")
    <class 'kompass_spec.model.problems.Problem'>
    """
    return next((one for one in map(_element, _choices(_resolved(kind, annotation))) if one is not None), Any)


def _resolved(kind: type, annotation: Any) -> Any:
    """Return the annotation of a field, which is in quotes where its class is made after this one."""
    return (
        _meant(annotation, vars(sys.modules[kind.__module__])) if isinstance(annotation, str) else annotation
    )


def _called(function: Callable[..., Any]) -> str:
    """Return what callers call a function: its own name, after that of its class."""
    return function.__qualname__.rpartition("<locals>.")[2]


_bound = cache(signature)


@cache
def _parameters(function: Callable[..., Any]) -> tuple[tuple[str, Parameter], ...]:
    return tuple(_bound(function).parameters.items())


def _is_left_out(value: object, annotation: Any) -> bool:
    """Tell whether nothing was given where nothing may be: what else may be is not imported for that."""
    return value is None and isinstance(annotation, str) and annotation.endswith("| None")


@cache
def _wanted(function: Callable[..., Any], parameter: Parameter) -> Any:
    """Return the annotation of a parameter, anything where it cannot be known."""
    annotation = parameter.annotation
    if isinstance(annotation, str) and isinstance(function, FunctionType):
        annotation = _meant(annotation, function.__globals__)
    if annotation is parameter.empty or annotation is Any:
        return Any
    several = parameter.kind is parameter.VAR_POSITIONAL
    return Sequence[annotation] if several else annotation  # type: ignore[valid-type]  # see listed


class _Names(dict[str, Any]):
    """Find the names that stand in quotes because they are imported for type checkers only."""

    def __missing__(self, name: str) -> Any:
        face = sys.modules["kompass_spec"]
        if name in dir(face):
            return getattr(face, name)
        raise KeyError(name)


def _meant(annotation: str, names: dict[str, Any]) -> Any:
    try:
        return eval(annotation, names, _Names())  # noqa: S307 - it stands in the signature of our own function
    except NameError:
        return Any


def _wrong(name: str, value: object, wanted: Any) -> str | None:
    """Return what is wrong with a value in a sentence, ``None`` where nothing is."""
    if _fits(value, wanted):
        return None
    choices = [choice for choice in _choices(wanted) if choice is not NoneType]
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


def _choices(wanted: Any) -> tuple[Any, ...]:
    return get_args(wanted) if get_origin(wanted) in {Union, UnionType} else (wanted,)


def _element(wanted: Any) -> Any:
    """Return what a sequence is made of, ``None`` where it is no sequence."""
    return get_args(wanted)[0] if get_origin(wanted) in {Sequence, Iterable, tuple} else None


def _fits(value: object, wanted: Any) -> bool:
    kinds = get_args(wanted)
    if get_origin(wanted) is tuple and kinds[-1] is not Ellipsis:
        return isinstance(value, tuple) and len(value) == len(kinds) and all(map(_fits, value, kinds))
    return any(_fits_one(value, choice) for choice in _choices(wanted))


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
        return f"a list of {' or '.join(_plural(choice) for choice in _choices(element))}"
    if isinstance(wanted, UnionType):
        return " or ".join(_name(one) for one in _choices(wanted) if one is not NoneType)
    kind = get_origin(wanted) or wanted
    return _NAMES.get(kind) or f"{_article(kind.__name__)} {kind.__name__}"


def _plural(wanted: Any) -> str:
    if isinstance(wanted, UnionType):
        return " or ".join(_plural(one) for one in _choices(wanted) if one is not NoneType)
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
