"""How long a plugin may take for one piece of work, and how it is stopped where it takes longer."""

import _signal  # type: ignore[import-not-found]  # no stub has it; the module without _ takes time to make names
import os
import time
from collections.abc import Callable
from contextlib import suppress
from typing import Any, TypeVar

from kompass_spec.model.problems import Problem, UsageError
from kompass_spec.plugins.reasons import OverdueError

__all__ = ["SECONDS", "VARIABLE", "in_time", "overdue", "seconds_allowed"]

T = TypeVar("T")

VARIABLE = "KOMPASS_PLUGIN_SECONDS"
"""The variable that holds the seconds a plugin may take for one piece of work, or ``none``."""

SECONDS = 120
"""The seconds that a plugin may take where the variable says nothing."""

_LEAST = 0.01


def seconds_allowed() -> float | None:
    """Return the seconds that a plugin may take for one piece of work, ``None`` for no limit.

    Raise ``UsageError`` where the variable says something else.
    """
    value = os.environ.get(VARIABLE)
    if not value:
        return SECONDS
    if value.strip() == "none":
        return None
    try:
        seconds = float(value)
    except ValueError:
        seconds = 0
    if not _LEAST <= seconds < _signal.NSIG * 10**6:
        sentence = (
            f"{VARIABLE} is {value[:40]!r}, which is no number of seconds. Write one such as 600, or none for"
            " no limit."
        )
        raise UsageError([Problem("wrong-usage", sentence)])
    return seconds


def overdue(seconds: float) -> OverdueError:
    """Return the error that says that a plugin took longer than it may."""
    return OverdueError(
        f"it took more than {seconds:g} second{'' if seconds == 1 else 's'}; raise the limit with {VARIABLE}"
    )


def in_time(call: Callable[[], T], seconds: float | None, *, is_main: bool) -> T:
    """Return what ``call`` gives; raise ``OverdueError`` in it where it takes more than ``seconds``.

    It comes between two steps of Python: code in another language that does not return is not stopped by it.
    ``is_main`` says whether this is the main thread, the only one that a signal reaches.
    """
    if seconds is None:
        return call()
    if is_main and hasattr(_signal, "setitimer"):
        handler = _signal.getsignal(_signal.SIGALRM)
        if handler is _alarmed.get("handler"):
            return call()  # one plugin calls another: the clock of the first goes on
        if handler == _signal.SIG_DFL and _signal.getitimer(_signal.ITIMER_REAL)[0] == 0:
            return _by_alarm(call, seconds)
    return _by_thread(call, seconds)


_alarmed: dict[str, Any] = {}


def _by_alarm(call: Callable[[], T], seconds: float) -> T:
    """Let a signal stop the call, which also wakes what sleeps."""
    begun = time.monotonic()

    def stop(*_: object) -> None:
        if time.monotonic() - begun < seconds * 0.9:
            raise OverdueError("it set off the alarm that ends what takes too long")
        raise overdue(seconds)

    _alarmed["handler"] = stop
    _signal.signal(_signal.SIGALRM, stop)
    # Again every second, for what catches everything and goes on.
    _signal.setitimer(_signal.ITIMER_REAL, seconds, 1)
    try:
        return call()
    finally:
        _signal.setitimer(_signal.ITIMER_REAL, 0)
        _signal.signal(_signal.SIGALRM, _signal.SIG_DFL)
        _alarmed.clear()


def _by_thread(call: Callable[[], T], seconds: float) -> T:
    """Let a second thread stop the call where no signal can; it does not wake what sleeps."""
    import ctypes
    import threading

    raise_in = ctypes.pythonapi.PyThreadState_SetAsyncExc
    this = ctypes.c_ulong(threading.get_ident())
    lock, is_done, is_raised = threading.Lock(), False, False

    class _OwnOverdueError(OverdueError):
        """What is raised in another thread is a class, so its words are in it."""

        def __str__(self) -> str:
            return str(overdue(seconds).args[0])

    def stop() -> None:
        nonlocal is_raised
        with lock:
            if not is_done:
                is_raised = True
                raise_in(this, ctypes.py_object(_OwnOverdueError))

    timer = threading.Timer(seconds, stop)
    timer.daemon = True
    timer.start()
    try:
        return call()
    finally:
        timer.cancel()
        with lock:
            is_done = True
        if is_raised:
            # It may have come already, and have been caught, or not yet. What is taken back Python 3.11 looks
            # for ever after, and hangs where lines are traced; so it is asked for again, and awaited.
            with suppress(_OwnOverdueError):
                raise_in(this, ctypes.py_object(_OwnOverdueError))
                while True:
                    time.sleep(0)
