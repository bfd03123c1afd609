"""Work through documents in processes: one that hangs, bursts or crashes costs itself and no other."""

import gc
import os
import pickle
import signal
import time
from collections import deque
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import contextmanager, suppress
from functools import partial
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from pathlib import Path
from typing import Any, TypeVar, final

from kompass_spec.model.problems import InputError, Problem, UsageError
from kompass_spec.plugins.apart import MEMORY_VARIABLE, limit_memory, memory_allowed, opened, tried
from kompass_spec.plugins.limits import VARIABLE, seconds_allowed
from kompass_spec.plugins.reasons import RefusedError

__all__ = ["cores", "work_through"]

ROOM = 300_000_000
"""The bytes that a document may take on top of what its process has before it, where nothing else is said."""

_MOST = 60
"""The processes of which Windows can wait for all at once."""

_GRACE = 2.0
"""The seconds after its limit in which a document can still say what took so long."""

_START = 60.0
"""The seconds that a process may take on top while it loads what it needs: plugins have a limit there."""

_STEP = 0.5
_GOES_ON, _IS_LAST = b"+", b"."
# Processes begin anew on every system, as on Windows and macOS: what they have does not depend on where.
_CONTEXT = get_context("spawn")

Options = TypeVar("Options")
Made = dict[str, Any]
Make = Callable[[Options], Callable[[Path], Made]]


def cores() -> int:
    """Return how many cores this program may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def work_through(
    make: "Make[Options]", options: Options, files: Sequence[Path], jobs: int
) -> Generator[tuple[int, Made | InputError], None, None]:
    """Iterate over what is made of every file, with its number in ``files``, as each is done.

    In each of the ``jobs`` processes ``make`` is called once, with the ``options``, and gives what is called
    for one file after another. It is a function of a module, and what that gives is plain data and objects of
    the model. An ``InputError`` stands for a file that cannot be read, or whose process had to be ended.
    Raise ``UsageError`` where a process finds one, because it is one for every file.
    """
    # The largest go first: a large one that is begun last would be waited for by all the others.
    waiting = deque(sorted(range(len(files)), key=lambda number: -_length(files[number])))
    workers: list[_Worker] = []
    try:
        while waiting or any(worker.number is not None for worker in workers):
            busy = sum(worker.number is not None for worker in workers)
            missing = range(len(workers), min(jobs, _MOST, len(waiting) + busy))
            workers.extend(_Worker(make, options) for _ in missing)
            wait([worker.connection for worker in workers], _STEP)
            for worker in workers:
                answers = list(worker.answers())
                # It goes on before what it has made is looked at, which may take as long.
                if worker.is_idle and waiting:
                    worker.begin(waiting.popleft(), files)
                yield from answers
            workers = [worker for worker in workers if not worker.is_ended]
    finally:
        with _interrupts_held():
            for worker in workers:
                worker.dismiss()
            for worker in workers:
                worker.end()


@final
class _Worker:
    """Hold a process, the number of the file that it works on, and when it has to be done with that."""

    def __init__(self, make: "Make[Options]", options: Options) -> None:
        self.connection, other = _CONTEXT.Pipe()
        self.process = _CONTEXT.Process(target=_serve, args=(other, make, options), daemon=True)
        with _interrupts_held():
            self.process.start()
        other.close()
        self.number: int | None = None
        self.is_begun = self.is_ended = False
        self._seconds = seconds_allowed()
        self._begun = time.monotonic()

    @property
    def is_idle(self) -> bool:
        """Tell whether it waits for a file."""
        return self.is_begun and not self.is_ended and self.number is None

    def begin(self, number: int, files: Sequence[Path]) -> None:
        """Give it a file to work on."""
        self.number, self._begun = number, time.monotonic()
        # Where it has just ended by itself, that is found when its answer is read.
        with suppress(OSError):
            self.connection.send(files[number])

    def answers(self) -> Iterator[tuple[int, Made | InputError]]:
        """Iterate over what there is to say of its file, if anything: an answer, or how the process ended."""
        try:
            if self.connection.poll():
                yield from self._said(self.connection.recv_bytes())
            elif self._is_overdue():
                yield from self._lost(
                    f"it took more than {self._seconds:g} seconds; raise the limit with {VARIABLE}"
                )
            elif not self.process.is_alive():
                yield from self._lost(self._how())
        except (EOFError, OSError):
            self.process.join(_GRACE)
            yield from self._lost(self._how())

    def _said(self, answer: bytes) -> Iterator[tuple[int, Made | InputError]]:
        if self.number is None:
            opened(answer[1:])
            self.is_begun = True
            return
        number, self.number = self.number, None
        if answer[:1] == _IS_LAST:
            self.end()
        try:
            yield number, opened(answer[1:])
        except UsageError:
            raise
        except InputError as error:
            yield number, error
        except RefusedError as error:
            yield number, InputError([_ended(str(error))])

    def _lost(self, how: str) -> Iterator[tuple[int, Made | InputError]]:
        number = self.number
        self.dismiss()
        self.end()
        if number is None:
            raise InputError([_ended(how)])
        self.number = None
        yield number, InputError([_ended(how)])

    def _is_overdue(self) -> bool:
        if self._seconds is None or self.is_idle:
            return False
        grace = _GRACE if self.is_begun else _START
        return time.monotonic() - self._begun > self._seconds + grace

    def _how(self) -> str:
        code = self.process.exitcode
        if code is not None and -code in set(signal.Signals):
            name = signal.Signals(-code).name
            return f"its process was ended by {name}; if memory is short, take fewer --jobs"
        return "its process ended before it was done"

    def dismiss(self) -> None:
        """Tell the process to end, whatever it does."""
        if not self.is_ended:
            self.connection.close()
            if not self.is_idle:
                self.process.terminate()

    def end(self) -> None:
        """Wait until the process has ended, and not for long."""
        if self.is_ended:
            return
        self.is_ended = True
        self.connection.close()
        self.process.join(_GRACE)
        if self.process.is_alive():
            self.process.kill()
            self.process.join()
        self.process.close()


def _length(file: Path) -> int:
    with suppress(OSError, ValueError):
        return file.stat().st_size
    return 0


def _ended(how: str) -> Problem:
    sentence = f"This was given up, and the others were not harmed: {how}."
    return Problem("process-ended", sentence)


@contextmanager
def _interrupts_held() -> Iterator[None]:
    """Let no interrupt come meanwhile, nor ever to a process that is started meanwhile.

    The key for it reaches all processes of a terminal, and only the first of them is to answer.
    """
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    from multiprocessing.resource_tracker import ensure_running

    ensure_running()  # it lets interrupts come again when it starts
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _serve(connection: Connection, make: "Make[Options]", options: Options) -> None:
    """Work on one file after another within limits, until there are no more: the life of a process."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, _leave)
    room = memory_allowed(ROOM)
    work: list[Callable[[Path], Made]] = []

    def prepare() -> None:
        work.append(make(options))

    # Nobody waits for an answer any more, or not even that can be said.
    with suppress(EOFError, OSError, MemoryError):
        connection.send_bytes(_GOES_ON + pickle.dumps(tried(prepare, room)))
        # What is loaded stays to the end, so that the collector need not go through it for every document.
        gc.freeze()
        before = _size()
        limit_memory(before + room if before else memory_allowed())
        while True:
            file = connection.recv()
            answer = _answer(partial(work[0], file), room)
            # What a document has left behind is not taken from the room of the next.
            is_last = _size() > before + room // 2
            connection.send_bytes((_IS_LAST if is_last else _GOES_ON) + answer)
            if is_last:
                return


def _answer(work: Callable[[], Made], room: int) -> bytes:
    kind, value = tried(work, room)
    if kind == "input" and any(problem.code == "out-of-memory" for problem in value):
        kind, value = "failed", f"it needed more than {room // 10**6} MB of memory"
    if kind == "failed" and "memory" in value:
        value = f"{value}; {MEMORY_VARIABLE} holds another size"
    try:
        return pickle.dumps((kind, value))
    except MemoryError:
        return pickle.dumps(("failed", "what it says needs more memory than it may have"))


def _leave(*_: object) -> None:
    raise SystemExit(0)


def _size() -> int:
    """Return how much memory this process has, 0 where the system does not tell."""
    with suppress(OSError, ValueError):
        return int(Path("/proc/self/statm").read_text("ascii").split()[0]) * os.sysconf("SC_PAGE_SIZE")
    return 0
