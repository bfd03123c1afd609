"""Let plugins work in processes of their own, which are ended where they take too much time or memory."""

import io
import os
import pickle
import signal
import sys
import time
import warnings
from collections.abc import Callable
from contextlib import suppress
from typing import Any, final

from kompass_spec.model.problems import InputError, Problem, UsageError
from kompass_spec.plugins.limits import overdue, seconds_allowed
from kompass_spec.plugins.loaded import Plugin
from kompass_spec.plugins.reasons import RefusedError, reason_of

__all__ = [
    "MEMORY",
    "MEMORY_VARIABLE",
    "Apart",
    "RecognisingApart",
    "SheetsApart",
    "limit_memory",
    "memory_allowed",
    "opened",
    "run_apart",
    "tried",
]

MEMORY_VARIABLE = "KOMPASS_PLUGIN_MEMORY"
"""The variable that holds how much memory such a process may have."""

MEMORY = 4 * 10**9
"""The bytes of memory that it may have where the variable says nothing."""

_HEAD = 8
_STEP = 0.05
_GRACE = 1.0
"""The seconds after its limit in which a plugin can still say where it was."""


@final
class _Unpickler(pickle.Unpickler):
    """Read what another process answers: objects of the model, and nothing that could do anything."""

    def find_class(self, module: str, name: str) -> Any:
        """Return a class of the model; refuse everything else."""
        known = module.startswith("kompass_spec.model.") or (module, name) == ("fractions", "Fraction")
        found = super().find_class(module, name) if known else None
        if not isinstance(found, type):
            raise pickle.UnpicklingError(f"{module}.{name} is no part of an answer")
        return found


class Apart:
    """Stand for a container, an importer or a renderer; ``load`` loads it in the process that calls it."""

    def __init__(self, name: str, endings: tuple[str, ...], load: Callable[[], Plugin]) -> None:
        self.name = name
        self.endings = endings
        self._load = load

    def read(self, request: Any) -> Any:
        """Return what the container or importer gives; raise what it raises, or what ended its process."""
        from kompass_spec.model.assessment import Imported
        from kompass_spec.model.blocks import Document
        from kompass_spec.plugins.requests import ContainerRequest

        wanted = Document if isinstance(request, ContainerRequest) else Imported
        return run_apart(lambda: self._call("read", request, wanted))

    def render(self, request: Any) -> Any:
        """Return what the renderer gives; raise what it raises, or what ended its process."""
        return run_apart(lambda: self._call("render", request, bytes))

    def _call(self, method: str, request: Any, wanted: type) -> Any:
        from kompass_spec.plugins.calls import call_plugin

        plugin = self._load()
        file = getattr(request, "file", None)
        return call_plugin(plugin, lambda: getattr(plugin.provided, method)(request), wanted, file)


@final
class SheetsApart(Apart):
    """Stand for a renderer that lays out sheets of the kinds that it names."""

    def __init__(
        self, name: str, endings: tuple[str, ...], load: Callable[[], Plugin], kinds: tuple[str, ...]
    ) -> None:
        super().__init__(name, endings, load)
        self.kinds = kinds

    def lay_out(self, request: Any) -> Any:
        """Return what the renderer gives of a sheet; raise what it raises, or what ended its process."""
        return run_apart(lambda: self._call("lay_out", request, bytes))


@final
class RecognisingApart(Apart):
    """Stand for a container, or for an importer that knows its files by their content."""

    def recognises(self, content: bytes) -> Any:
        """Return what the plugin says of the content; raise what it raises, or what ended its process."""
        return run_apart(lambda: self._call("recognises", content, bool))


def run_apart(work: Callable[[], Any]) -> Any:
    """Return what ``work`` gives in a process of its own: plain data, or objects of the model.

    Raise the ``InputError`` that it raises there, ``RefusedError`` or ``OverdueError`` where the process ends
    without an answer, and ``UsageError`` where the system cannot split a process.
    """
    if not hasattr(os, "fork"):
        sentence = "This system cannot give a plugin a process of its own. Leave out `isolate=`."
        raise UsageError([Problem("wrong-usage", sentence)])
    seconds, memory = seconds_allowed(), memory_allowed()
    reading, writing = os.pipe()
    with warnings.catch_warnings():
        # That other threads do not go on in the new process is what is wanted here.
        warnings.simplefilter("ignore", DeprecationWarning)
        process = os.fork()
    if not process:
        os.close(reading)
        _work_apart(work, writing, memory)
    os.close(writing)
    try:
        answer = _answer(process, reading, seconds, memory)
    finally:
        os.close(reading)
        _end(process)
    return opened(answer)


def memory_allowed(otherwise: int = MEMORY) -> int:
    """Return the bytes that a process may have, ``otherwise`` where the variable says nothing.

    Raise ``UsageError`` where it says what is no size.
    """
    value = os.environ.get(MEMORY_VARIABLE)
    if not value:
        return otherwise
    digits, unit = value.strip().upper().removesuffix("B"), 1
    for letter, times in (("K", 10**3), ("M", 10**6), ("G", 10**9)):
        if digits.endswith(letter):
            digits, unit = digits.removesuffix(letter), times
    if not digits.strip().isdecimal() or not digits.isascii() or not 0 < int(digits) * unit < sys.maxsize:
        sentence = f"{MEMORY_VARIABLE} is {value[:40]!r}, which is no size. Write one such as 8G."
        raise UsageError([Problem("wrong-usage", sentence)])
    return int(digits) * unit


def _work_apart(work: Callable[[], Any], writing: int, memory: int) -> None:
    """Work within limits and write the answer; this process never comes back from here."""
    try:
        os.setsid()
        limit_memory(memory)
        answer = pickle.dumps(tried(work, memory))
        content = memoryview(len(answer).to_bytes(_HEAD, "big") + answer)
        while content:
            content = content[os.write(writing, content) :]
    finally:
        os._exit(0)


def tried(work: Callable[[], Any], memory: int) -> tuple[str, Any]:
    """Return what ``work`` gives, or what went wrong in it, as ``opened`` takes it in another process."""
    try:
        return "answer", work()
    except UsageError as error:
        return "usage", error.problems
    except InputError as error:
        # Here it is the limit that was reached, and not the end of what the machine has.
        if any(problem.code == "out-of-memory" for problem in error.problems):
            return "failed", _too_much(memory)
        return "input", error.problems
    except MemoryError:
        return "failed", _too_much(memory)
    except BaseException as error:  # noqa: BLE001 - whatever it is, the other process is told
        return "failed", reason_of(error)


def _too_much(memory: int) -> str:
    return f"it needed more than {memory // 10**6} MB of memory"


def limit_memory(memory: int) -> None:
    """Limit the memory of this process, where the system can, and leave no image of it where it crashes."""
    try:
        import resource
    except ImportError:
        return
    for what, limit in (("RLIMIT_AS", memory), ("RLIMIT_CORE", 0)):
        if hasattr(resource, what):
            _, most = resource.getrlimit(getattr(resource, what))
            with suppress(OSError, ValueError):
                resource.setrlimit(getattr(resource, what), (limit, most))


def _answer(process: int, reading: int, seconds: float | None, memory: int) -> bytes:
    """Return the bytes that the process writes, as soon as all are there."""
    import select

    waiting = select.poll()
    waiting.register(reading, select.POLLIN)
    last = None if seconds is None else time.monotonic() + seconds + _GRACE
    content = b""
    while len(content) < _HEAD or len(content) < _HEAD + int.from_bytes(content[:_HEAD], "big"):
        if seconds is not None and last is not None and time.monotonic() > last:
            raise overdue(seconds)
        if len(content) > memory:
            raise RefusedError("it answered with more than it may have in memory")
        if waiting.poll(_STEP * 1000):
            part = os.read(reading, 1 << 20)
            if not part:
                raise RefusedError(_end(process) or "its process ended before it answered")
            content += part
        elif (how := _ended(process)) is not None:
            raise RefusedError(how)
    return content[_HEAD:]


def _ended(process: int) -> str | None:
    """Return how a process ended, ``None`` while it goes on."""
    try:
        ended, status = os.waitpid(process, os.WNOHANG)
    except ChildProcessError:
        return "its process ended before it answered"
    return _how(status) if ended else None


def _how(status: int) -> str:
    if os.WIFSIGNALED(status):
        number = os.WTERMSIG(status)
        return f"its process was ended by {signal.Signals(number).name} ({signal.strsignal(number)})"
    return f"it ended its process, with the code {os.WEXITSTATUS(status)}, before it answered"


def _end(process: int) -> str | None:
    """End a process and all that it has started, and return how it ended, ``None`` where that is known."""
    how = None
    with suppress(OSError):
        # It may just be about to end by itself, and how it does is what has to be said.
        for _ in range(4):
            how = _ended(process)
            if how is not None:
                break
            time.sleep(0.005)
    with suppress(OSError):
        os.killpg(process, signal.SIGKILL)
    if how is None:
        with suppress(OSError):
            os.kill(process, signal.SIGKILL)
            os.waitpid(process, 0)
    return how


def opened(answer: bytes) -> Any:
    """Return what a process answered, or raise what it raised."""
    try:
        kind, value = _Unpickler(io.BytesIO(answer)).load()
    except Exception:  # noqa: BLE001 - there is no end of ways in which an answer can be broken
        raise RefusedError("its process answered what cannot be read") from None
    if kind in {"usage", "input"}:
        raise (UsageError if kind == "usage" else InputError)(value)
    if kind == "failed":
        raise RefusedError(value)
    return value
