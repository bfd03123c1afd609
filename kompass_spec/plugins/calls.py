"""The one door to plugins: call one, hold what it returns, and turn what goes wrong into a sentence."""

import os
import threading
from collections.abc import Callable
from typing import Any, TypeVar

from kompass_spec.model.problems import InputError, Problem
from kompass_spec.plugins.interrupts import own_interrupts
from kompass_spec.plugins.limits import in_time, seconds_allowed
from kompass_spec.plugins.loaded import Plugin
from kompass_spec.plugins.reasons import (
    RefusedError,
    kind_returned,
    own_error,
    place_of,
    problems_of,
    reason_of,
)
from kompass_spec.plugins.surroundings import Surroundings

__all__ = ["call_plugin", "failure_of", "guarded_call"]

T = TypeVar("T")

_REPORT = "Report this to its authors"


def call_plugin(
    plugin: Plugin,
    call: Callable[[], Any],
    wanted: type,
    file: str | None = None,
    trusted: tuple[object, ...] = (),
    *,
    rule: Callable[[Any], str | None] | None = None,
) -> Any:
    """Return what ``call`` gives, if it is a ``wanted``; turn a plugin's own failure into one clear sentence.

    ``trusted`` are parts of the request, which the plugin may return as they are; ``rule`` says what is wrong
    with a result that has all that its class says. Raise ``InputError`` with the problems that the plugin
    raised, or one that names the plugin for whatever else goes wrong in it.
    """
    who = f"The {plugin.kind.removesuffix('s')} {plugin.name!r} of {plugin.distribution} {plugin.version}"
    try:
        result = call() if plugin.is_apart else guarded_call(call, who)
    except KeyboardInterrupt:
        raise  # the user's, who must always be able to stop
    except BaseException as error:
        if isinstance(error, InputError):
            problems = problems_of(error)
            if problems is not None:
                raise own_error(error, problems) from error.__cause__
        raise failure_of(who, error, file) from error
    if wanted is bytes and issubclass(type(result), bytes):
        result = bytes.__getitem__(result, slice(None))
    if type(result) is not wanted:
        returned = kind_returned(result)
        sentence = f"{who} returned {returned} instead of {wanted.__name__}. {_REPORT}."
        raise InputError([Problem("plugin-failed", sentence, file)])
    try:
        _check(result, trusted, rule)
    except (RefusedError, RecursionError) as error:
        reason = error if isinstance(error, RefusedError) else "it has itself among its parts"
        sentence = f"{who} returned what cannot be used: {reason}. {_REPORT}."
        raise InputError([Problem("plugin-failed", sentence, file)]) from None
    return result


def _check(result: object, trusted: tuple[object, ...], rule: Callable[[Any], str | None] | None) -> None:
    if isinstance(result, bytes):
        if not result:
            raise RefusedError("nothing, not one byte")
        return
    if isinstance(result, bool):
        return
    # Imported here because who loads plugins without calling one needs no checks of results.
    from kompass_spec.plugins.returned import check_returned

    check_returned(result, trusted)
    if rule is not None and (what := rule(result)) is not None:
        raise RefusedError(what)


def failure_of(who: str, error: BaseException, file: str | None = None) -> InputError:
    """Return the error that says in one sentence what went wrong in a plugin."""
    if isinstance(error, MemoryError):
        sentence = (
            f"There was not enough memory when {_lower(who)} worked on this. Split it, or use a larger"
            " machine."
        )
        return InputError([Problem("out-of-memory", sentence, file)])
    reason = _reason_in_time(error)
    where = "" if isinstance(error, RefusedError) else f", at {place_of(error)}"
    sentence = f"{who} failed ({reason}{where}). {_REPORT}, or choose another."
    return InputError([Problem("plugin-failed", sentence, file)])


def _lower(who: str) -> str:
    return who[:1].lower() + who[1:]


def _reason_in_time(error: BaseException) -> str:
    """Return the reason of a failure; to give the text of an exception is a piece of work of the plugin's."""
    try:
        return guarded_call(lambda: reason_of(error), "A plugin")
    except BaseException:  # noqa: BLE001 - see above
        return "an exception whose text cannot be read"


def guarded_call(call: Callable[[], T], who: str) -> T:
    """Return what a plugin answers, and put everything back that belongs to the program.

    ``who`` names the plugin. What it prints goes to standard error, since programs read the output. Raise
    ``OverdueError`` where it takes longer than it may, ``FalseInterruptError`` where it raises an interrupt
    that no user has sent, and whatever else the plugin raises.
    """
    seconds = seconds_allowed()
    # What is put back belongs to all threads, and two that put it back at once would not know how it was.
    if threading.current_thread() is not threading.main_thread():
        return own_interrupts(lambda: in_time(call, seconds, is_main=False), is_main=False)
    return own_interrupts(lambda: _in_surroundings(call, seconds, who), is_main=True)


def _in_surroundings(call: Callable[[], T], seconds: float | None, who: str) -> T:
    process = os.getpid()
    surroundings = Surroundings(who)
    try:
        return in_time(call, seconds, is_main=True)
    finally:
        if os.getpid() != process:
            # The plugin split the program in two, and this half has come back to do everything again.
            os._exit(1)
        surroundings.restore()
