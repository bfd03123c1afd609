"""What plugins leave behind for the end of the program: threads, and what they want to be called then."""

import _thread
import atexit
import os
import sys
from collections.abc import Callable
from contextlib import suppress
from typing import Any, final

from kompass_spec.model.lookups import printable
from kompass_spec.plugins.reasons import reason_of

__all__ = ["end_leftovers", "watch_exits", "watch_failures"]

_WAIT = 5
"""The seconds that threads of plugins have to end after a command has."""

_handlers: "list[_Handler]" = []


@final
class _Handler:
    """Call once what a plugin has registered for the end of the program, and say in a sentence what fails."""

    __hash__ = None  # type: ignore[assignment]  # it equals what it calls, which may have no hash

    def __init__(self, who: str, function: Any, given: tuple[Any, ...], named: dict[str, Any]) -> None:
        self.who = who
        self.function = function
        self.given = given
        self.named = named
        self.is_done = False

    def __eq__(self, other: object) -> bool:
        # What unregisters a function looks for that, and not for this.
        return self is other or self.function == other

    def __call__(self) -> None:
        """Do what the plugin asked for."""
        for sentence in self.run():
            _say(sentence)

    def run(self) -> list[str]:
        """Do what the plugin asked for, and return what went wrong."""
        if self.is_done:
            return []
        self.is_done = True
        out, sys.stdout = sys.stdout, sys.stderr
        try:
            self.function(*self.given, **self.named)
        except BaseException as error:  # noqa: BLE001 - the program ends anyway, and not with a traceback
            reason = reason_of(error)
            return [f"{self.who} failed at the end of the program ({reason}). Report this to its authors."]
        finally:
            sys.stdout = out
        return []


def _say(sentence: str) -> None:
    sys.stderr.write(f"kompass: {printable(sentence)}\n")
    sys.stderr.flush()


def watch_failures(who: str) -> Callable[[], None]:
    """Say in one sentence from now on what fails where nobody waits for it; return what ends that.

    That is in a thread, or in what is done when an object goes. ``who`` names the plugin that is about to be
    called, in whose surroundings ``sys`` is put back.
    """
    out = sys.stderr
    said: set[str] = set()

    def tell(error: BaseException | None, where: str) -> None:
        if error is None or isinstance(error, SystemExit):
            return  # a thread may end itself so
        sentence = f"{who} failed {where} ({printable(reason_of(error))}). Report this to its authors."
        if sentence not in said:
            said.add(sentence)
            with suppress(OSError, ValueError):
                out.write(f"kompass: warning: {sentence}\n")

    def in_thread(given: Any) -> None:
        tell(given.exc_value, "in a thread")

    def in_passing(given: Any) -> None:
        tell(given.exc_value, "where nobody waited for it")

    sys.unraisablehook = in_passing
    threading: Any = sys.modules.get("threading")
    if threading is None:
        return lambda: None
    before, threading.excepthook = threading.excepthook, in_thread

    def end() -> None:
        threading.excepthook = before

    return end


def watch_exits(who: str) -> Callable[[], None]:
    """Keep what is registered for the end of the program from now on; return what ends that.

    ``who`` names the plugin that is about to be called.
    """
    register, unregister = atexit.register, atexit.unregister

    def registered(function: Any, *given: Any, **named: Any) -> Any:
        handler = _Handler(who, function, given, named)
        _handlers.append(handler)
        register(handler)
        return function

    def taken_back(function: Any) -> None:
        unregister(function)
        _handlers[:] = [handler for handler in _handlers if handler != function]

    def end() -> None:
        atexit.register, atexit.unregister = register, unregister

    atexit.unregister = taken_back
    atexit.register = registered  # type: ignore[assignment]  # it takes what the other takes
    return end


def end_leftovers() -> int:
    """Do what plugins have registered for the end of the program; return 1 where that fails, else 0.

    Threads of plugins that go on after the program has ended are ended with it, after some seconds.
    """
    if _thread._count():  # noqa: SLF001 - it tells without the import of threading whether there are others
        _watch_threads()
    sentences: list[str] = []
    while _handlers:
        sentences += _handlers.pop().run()
    for sentence in sentences:
        _say(sentence)
    return 1 if sentences else 0


def _watch_threads() -> None:
    """End the program where the threads that keep it from ending go on for too long."""
    import threading

    watch_failures("A plugin")
    left = [
        thread
        for thread in threading.enumerate()
        if not thread.daemon and thread is not threading.current_thread()
    ]
    if not left:
        return

    def end() -> None:
        for thread in left:
            thread.join(_WAIT / len(left))
        going = [thread for thread in left if thread.is_alive()]
        if going:
            _say(
                f"A plugin left {len(going)} thread{'s' if len(going) > 1 else ''} running, which had to be"
                " ended with the program. Report this to its authors."
            )
            os._exit(1)

    threading.Thread(target=end, daemon=True).start()
