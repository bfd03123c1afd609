"""Tell the interrupt of a user, who must always be able to stop, from one that a plugin raises by itself."""

import _signal  # type: ignore[import-not-found]  # no stub has it; the module without _ takes time to make names
from collections.abc import Callable
from typing import Any, TypeVar, final

from kompass_spec.plugins.reasons import FalseInterruptError

__all__ = ["own_interrupts"]

T = TypeVar("T")


@final
class _Heard:
    """Note that a signal came, and do what is done with it otherwise."""

    def __init__(self, otherwise: Callable[..., Any]) -> None:
        self.otherwise = otherwise
        self.has_come = False

    def __call__(self, *given: Any) -> Any:
        self.has_come = True
        return self.otherwise(*given)


def own_interrupts(call: Callable[[], T], *, is_main: bool) -> T:
    """Return what ``call`` gives; raise ``FalseInterruptError`` for an interrupt that no user has sent.

    ``is_main`` says whether this is the main thread, the only one that a user interrupts.
    """
    before = _signal.getsignal(_signal.SIGINT)
    heard = before if isinstance(before, _Heard) else _Heard(before) if callable(before) else None
    is_first = is_main and heard is not None and heard is not before
    if is_first:
        _signal.signal(_signal.SIGINT, heard)
    try:
        return call()
    except KeyboardInterrupt as error:
        if is_main and (before is None or (heard is not None and heard.has_come)):
            raise  # what was not set from Python cannot be listened to, and is believed
        # Where text that is run raised it, Python ends by the signal later; running more takes that back.
        exec("", {})  # noqa: S102 - there is nothing in it
        sentence = "it raised KeyboardInterrupt, though nobody has interrupted it"
        raise FalseInterruptError(sentence).with_traceback(error.__traceback__) from None
    finally:
        if is_first:
            _signal.signal(_signal.SIGINT, before)
