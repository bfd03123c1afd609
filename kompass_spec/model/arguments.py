"""Hold what functions are given to their annotations, and say in a sentence what is wrong with it."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache, wraps
from inspect import Parameter, signature
from types import FunctionType
from typing import Any, ParamSpec, TypeVar

from kompass_spec.model.kinds import choices_of, is_left_out, meant, wrong_value
from kompass_spec.model.problems import Problem, WrongTypeError

__all__ = ["check_arguments", "checked", "listed"]

P = ParamSpec("P")
T = TypeVar("T")

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
        if not is_left_out(given[name], parameter.annotation)
    ]
    problems = [
        Problem("wrong-usage", f"{_called(function)}: {sentence}")
        for name, parameter in asked
        if (sentence := wrong_value(name, given[name], _wanted(function, parameter)))
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
    return all(one is Any or isinstance(one, type) for several in wanted for one in choices_of(several))


def listed(function: Callable[..., Any], name: str, values: Iterable[T], wanted: type[T]) -> tuple[T, ...]:
    """Return what can be iterated over once only, as a tuple; raise ``WrongTypeError`` where it holds others.

    >>> listed(len, "points", iter([1, 2]), int)
    (1, 2)
    """
    found = tuple(values)
    if sentence := wrong_value(name, found, Sequence[wanted]):  # type: ignore[valid-type]  # known at run time only
        raise WrongTypeError([Problem("wrong-usage", f"{_called(function)}: {sentence}")])
    return found


def _called(function: Callable[..., Any]) -> str:
    """Return what callers call a function: its own name, after that of its class."""
    return function.__qualname__.rpartition("<locals>.")[2]


_bound = cache(signature)


@cache
def _parameters(function: Callable[..., Any]) -> tuple[tuple[str, Parameter], ...]:
    return tuple(_bound(function).parameters.items())


@cache
def _wanted(function: Callable[..., Any], parameter: Parameter) -> Any:
    """Return the annotation of a parameter, anything where it cannot be known."""
    annotation = parameter.annotation
    if isinstance(annotation, str) and isinstance(function, FunctionType):
        annotation = meant(annotation, function.__globals__)
    if annotation is parameter.empty or annotation is Any:
        return Any
    several = parameter.kind is parameter.VAR_POSITIONAL
    return Sequence[annotation] if several else annotation  # type: ignore[valid-type]  # see listed
