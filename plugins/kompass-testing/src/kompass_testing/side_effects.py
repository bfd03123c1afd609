"""Watch what a call does beside returning: what it writes, asks, starts, prints and leaves changed."""

import io
import os
import sys
import tempfile
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from pathlib import Path
from typing import Any, final

from attrs import define, field

__all__ = ["DRAWN", "Watch", "noting_changes", "state_of_process", "watched"]

_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
_CHANGING: dict[str, tuple[tuple[int, int | None], ...]] = {
    "os.chmod": ((0, 2),),
    "os.chown": ((0, 3),),
    "os.link": ((1, 3),),
    "os.mkdir": ((0, 2),),
    "os.remove": ((0, 1),),
    "os.rename": ((0, 2), (1, 3)),
    "os.rmdir": ((0, 1),),
    "os.symlink": ((1, 2),),
    "os.truncate": ((0, None),),
    "os.utime": ((0, 3),),
    "sqlite3.connect": ((0, None),),
}
"""Audit events that change the disk: which argument is the path, and which the open folder it is in."""

_ASKING = frozenset(
    {
        "ftplib.connect",
        "http.client.connect",
        "imaplib.open",
        "smtplib.connect",
        "socket.bind",
        "socket.connect",
        "socket.getaddrinfo",
        "socket.gethostbyaddr",
        "socket.gethostbyname",
        "socket.sendmsg",
        "socket.sendto",
        "urllib.Request",
    }
)

_STARTING = frozenset(
    {
        "os.exec",
        "os.fork",
        "os.forkpty",
        "os.posix_spawn",
        "os.spawn",
        "os.startfile",
        "os.system",
        "pty.spawn",
        "subprocess.Popen",
    }
)
"""Events of another process, in which nothing would be heard of what it does."""


@final
@define
class Watch:
    """Hold what calls wanted to write, ask and start, and what they printed, left and changed."""

    place: str
    written: list[str] = field(factory=list)
    asked: list[str] = field(factory=list)
    started: list[str] = field(factory=list)
    left: list[str] = field(factory=list)
    changed: list[str] = field(factory=list)
    printed: str = ""

    def hear(self, event: str, arguments: tuple[Any, ...]) -> None:
        """Note an event; refuse writing outside the place, asking the network and starting a process."""
        if event == "open":
            path, _, flags = arguments
            if isinstance(flags, int) and flags & _WRITING:
                self._refuse_outside(path)
        elif event in _CHANGING:
            for path, folder in _CHANGING[event]:
                self._refuse_outside(arguments[path], None if folder is None else arguments[folder])
        elif event in _ASKING:
            self.asked.append(f"{event}{tuple(arguments[-2:])}")
            raise PermissionError("a plugin asks no network")
        elif event in _STARTING:
            self.started.append(" ".join([event, *(str(argument) for argument in arguments[:1])]))
            raise PermissionError("a plugin starts no other process")

    def _refuse_outside(self, path: Any, folder: int | None = None) -> None:
        # A number is a file that is open already, such as standard output.
        if isinstance(path, int) or path in {os.devnull, ":memory:"}:
            return
        name = os.fsdecode(path)
        if folder is not None and folder >= 0:
            name = str(Path(f"/proc/self/fd/{folder}").resolve() / name)
        resolved = os.path.realpath(name)
        if resolved != self.place and not resolved.startswith(self.place + os.sep):
            self.written.append(name)
            raise PermissionError("a plugin writes no file of its own accord")


_watches: list[Watch] = []


def _hear(event: str, arguments: tuple[Any, ...]) -> None:
    if _watches:
        _watches[-1].hear(event, arguments)


# Coverage measures a hook only where it says that it may be traced.
_hear.__cantrace__ = True  # type: ignore[attr-defined]  # an attribute that the interpreter looks for


def _install() -> None:
    """Add the one hook; the interpreter never takes one out again."""
    if not getattr(sys, "_kompass_hears", False):
        sys._kompass_hears = True  # type: ignore[attr-defined]  # noqa: SLF001 - one hook for the life of the interpreter
        sys.addaudithook(_hear)


@contextmanager
def watched() -> Iterator[Watch]:
    """Watch the calls inside; refuse the network, other processes, and writing but in the temporary folder.

    The temporary folder is a fresh one, and what is left in it afterwards is told too. Compiled modules are
    not written meanwhile.
    """
    _install()
    with tempfile.TemporaryDirectory(prefix="kompass-place-") as folder:
        watch = Watch(os.path.realpath(folder))
        before = tempfile.tempdir, sys.dont_write_bytecode
        printed = io.TextIOWrapper(io.BytesIO(), "utf-8", write_through=True)
        tempfile.tempdir, sys.dont_write_bytecode = watch.place, True
        _watches.append(watch)
        try:
            with redirect_stdout(printed), redirect_stderr(printed):
                yield watch
        finally:
            _watches.remove(watch)
            tempfile.tempdir, sys.dont_write_bytecode = before
            watch.printed = printed.buffer.getvalue().decode("utf-8", "replace")
            watch.left = sorted(path.name for path in Path(watch.place).iterdir())


@contextmanager
def noting_changes(watch: Watch, but: Collection[str] = ()) -> Iterator[None]:
    """Add to a watch what the calls inside change of the whole process, except what is named."""
    before = state_of_process()
    yield
    after = state_of_process()
    watch.changed += [
        name for name, state in after.items() if state != before[name] and name not in {*watch.changed, *but}
    ]


def _locale() -> object:
    import locale  # noqa: PLC0415 - only the kit needs it

    return locale.setlocale(locale.LC_ALL)


def _random() -> object:
    import random  # noqa: PLC0415 - only the kit needs it

    return random.getstate()


def _decimals() -> object:
    import decimal  # noqa: PLC0415 - only the kit needs it

    # Flags are raised by any calculation and mean nothing.
    context = decimal.getcontext()
    return context.prec, context.rounding, context.Emin, context.Emax, dict(context.traps)


DRAWN = "the state of random"

_STATES: dict[str, Callable[[], object]] = {
    "the environment variables": lambda: dict(os.environ),
    "the working folder": os.getcwd,
    "the locale": _locale,
    DRAWN: _random,
    "the context of decimal": _decimals,
    "sys.path": lambda: list(sys.path),
    "the recursion limit": sys.getrecursionlimit,
    "standard output": lambda: id(sys.stdout),
}


def state_of_process() -> dict[str, object]:
    """Return the state that a whole process shares, by name: environment, folder, locale and more."""
    return {name: read() for name, read in _STATES.items()}
