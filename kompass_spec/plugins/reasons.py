"""Say in a few words what went wrong in a plugin, though its exceptions may be made to have none."""

import os
from types import CoroutineType
from typing import Any

import pluggy
from attrs import fields

from kompass_spec.model.lookups import cut
from kompass_spec.model.problems import InputError, Problem, UsageError, WrongTypeError

__all__ = [
    "FalseInterruptError",
    "OverdueError",
    "RefusedError",
    "cut_texts",
    "is_problem",
    "kind_returned",
    "own_error",
    "place_of",
    "plain_text",
    "problems_of",
    "reason_of",
]

_LONGEST = 200
_FIELDS = (("code", str), ("message", str), ("file", str), ("pointer", str), ("line", int))
_OPTIONAL = frozenset({"file", "pointer", "line"})


class OverdueError(BaseException):
    """End a plugin that takes too long; no plugin has a reason to catch it."""


class FalseInterruptError(Exception):
    """End a plugin that raises the interrupt of a user who has sent none."""


class RefusedError(Exception):
    """Say in a sentence of ours what is wrong with what a plugin did or returned."""


def plain_text(text: str) -> str:
    """Return a text that is nothing but one, whatever class of its own a plugin has made it of.

    >>> plain_text(type("Loud", (str,), {"__str__": lambda self: 1 / 0})("report"))
    'report'
    """
    return str.__str__(text)


def kind_returned(result: object) -> str:
    """Return of which class a result is; what ``async def`` makes is closed, so that nothing warns of it.

    >>> kind_returned(3.5)
    'float'
    """
    kind = type(result)
    if kind is CoroutineType:
        result.close()  # type: ignore[attr-defined]  # the comparison of classes narrows nothing
        return "a coroutine (leave out async)"
    return kind.__name__


def reason_of(error: BaseException) -> str:
    """Return what went wrong in a plugin, in a few words without line breaks."""
    message = " ".join(_words_of(error).split())
    if isinstance(error, SystemExit):
        return f"it tried to end the program ({message[:_LONGEST]})"
    if isinstance(error, InputError):
        has_words = isinstance(error, WrongTypeError) or problems_of(error)
        return message[:_LONGEST].rstrip(".") if has_words else "it raised an error that holds no problems"
    if isinstance(error, (pluggy.PluginValidationError, FalseInterruptError, OverdueError, RefusedError)):
        return message
    name = type.__dict__["__name__"].__get__(type(error))
    return f"{name}: {message[:_LONGEST]}" if message else name


def _words_of(error: BaseException) -> str:
    """Return the text of an exception; what has none, or one that fails, says so."""
    try:
        return plain_text(str(error))
    except BaseException:  # noqa: BLE001 - the text is the plugin's code too, and may even end the program
        return "an exception whose text cannot be read"


def problems_of(error: InputError) -> tuple[Problem, ...] | None:
    """Return the problems that a plugin raised, ``None`` where it raised something else in their place.

    That it gave a function or an object of this package what that cannot use is no problem of the input.
    Sentences that nobody would read to their end are cut.
    """
    if isinstance(error, WrongTypeError):
        return None
    try:
        problems = tuple(error.problems)
    except BaseException:  # noqa: BLE001 - a class of the plugin's own may do anything here
        return None
    if not problems or not all(map(is_problem, problems)):
        return None
    for problem in problems:
        cut_texts(problem)
    return problems


def cut_texts(said: Any) -> None:
    """Cut what a problem or a finding of a plugin says to what anybody reads.

    JSON and pages would show all of it. The object is the plugin's and new, so that nobody else holds it.

    >>> cut_texts(problem := Problem("far", "Far. " * 1_000_000))
    >>> problem.message[-32:]
    '. Far … (cut: 5,000,000 letters)'
    """
    for field in fields(type(said)):
        text = getattr(said, field.name)
        if type(text) is str and (shown := cut(text)) is not text:
            object.__setattr__(said, field.name, shown)


def is_problem(problem: object) -> bool:
    """Tell whether something is a problem whose fields are what they have to be."""
    if type(problem) is not Problem:
        return False
    try:
        values = [(name, kind, getattr(problem, name)) for name, kind in _FIELDS]
    except AttributeError:
        return False
    return all(
        type(value) is kind or (value is None and name in _OPTIONAL) for name, kind, value in values
    ) and bool(problem.message.strip())


def place_of(error: BaseException) -> str:
    """Return the file and line of the plugin at which it failed, though what it called there may be ours."""
    import traceback

    frames = traceback.extract_tb(error.__traceback__)
    ours = os.path.dirname(os.path.dirname(__file__)) + os.sep  # noqa: PTH120 - a frame names its file so
    plugin_frames = [frame for frame in frames if not frame.filename.startswith((ours, "<"))]
    if not frames:
        return "an unknown place"
    last = (plugin_frames or frames)[-1]
    return f"{os.path.basename(last.filename)}:{last.lineno}"  # noqa: PTH119 - only the name, so that no path of a machine leaks


def own_error(error: InputError, problems: tuple[Problem, ...]) -> InputError:
    """Return the error with these problems that is of no class of a plugin's own."""
    own = UsageError if isinstance(error, UsageError) else InputError
    kind = type(error) if type(error).__module__.startswith("kompass_spec.") else own
    # Made anew, because the text of an error holds its problems as they were before they were looked at.
    return kind(problems).with_traceback(error.__traceback__)
