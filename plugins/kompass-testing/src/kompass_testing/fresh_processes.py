"""Ask a plugin again in fresh processes: another seed of hashes, locale, time zone, folder, home and date.

``python -m kompass_testing.fresh_processes`` is the other process: it reads what to ask from standard input
and writes the answers to standard output.
"""

import datetime as dt
import importlib
import importlib.util
import locale
import os
import pickle
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Any, TypeAlias, final

from attrs import evolve, frozen

from kompass_spec import load_plugins
from kompass_testing.side_effects import DRAWN, Watch, noting_changes, watched
from kompass_testing.use import ask

__all__ = ["UnreachableError", "Use", "answers_elsewhere", "packed", "watch_elsewhere"]

Use: TypeAlias = Callable[[Any, Any], Any]
"""What is done with a plugin and a request."""

_WORLDS: tuple[dict[str, str], ...] = (
    {
        "COLUMNS": "40",
        "KOMPASS_DAYS_AHEAD": "0",
        "LANGUAGE": "en",
        "LC_ALL": "C",
        "NO_COLOR": "1",
        "PYTHONCOERCECLOCALE": "0",
        "PYTHONHASHSEED": "1",
        "PYTHONUTF8": "0",
        "TZ": "UTC",
    },
    {
        "COLUMNS": "200",
        "FORCE_COLOR": "1",
        "KOMPASS_DAYS_AHEAD": "1000",
        "LANGUAGE": "sv",
        "LC_ALL": "sv_SE.UTF-8",
        "PYTHONHASHSEED": "4242",
        "PYTHONUTF8": "1",
        "TZ": "Pacific/Kiritimati",
    },
)
_LEFT_OUT = frozenset().union(*_WORLDS) | {"KOMPASS_PLUGINS"}
_LONGEST = 300


class UnreachableError(RuntimeError):
    """Report that a plugin cannot be asked in another process."""


@final
@frozen
class _Asked:
    """Hold what another process needs: where modules are, the plugin, its use, and the requests.

    ``backwards`` says that the last request comes first, ``watch`` that it is told what the plugin does
    beside answering.
    """

    path: tuple[str, ...]
    modules: tuple[tuple[str, str], ...]
    provided: bytes | tuple[str, str]
    use: Use
    requests: bytes
    backwards: bool = False
    watch: bool = False


def answers_elsewhere(
    kind: str, provided: Any, method: str, requests: Sequence[Any]
) -> tuple[list[str | bytes], ...]:
    """Return the answers of a plugin in two fresh processes that share nothing but the code.

    The second is asked the last request first: what a plugin keeps of the first that it ever met is another
    thing there.

    Raise ``UnreachableError`` where it can be neither pickled nor loaded by its entry point, or a process
    ends early.
    """
    asked = _asked(kind, provided, partial(ask, method), requests)
    forwards, backwards = _results(list(zip(_WORLDS, (asked, evolve(asked, backwards=True)), strict=True)))
    return forwards, backwards[::-1]


def watch_elsewhere(kind: str, provided: Any, use: Use, requests: Sequence[Any]) -> Watch:
    """Return the side effects of a plugin in a fresh process, from its very first use on.

    Raise ``UnreachableError`` as ``answers_elsewhere`` does.
    """
    watch: Watch
    (watch,) = _results([(_WORLDS[0], evolve(_asked(kind, provided, use, requests), watch=True))])
    return watch


def _asked(kind: str, provided: Any, use: Use, requests: Sequence[Any]) -> _Asked:
    return _Asked(
        tuple(sys.path), _modules_of(provided), packed(kind, provided), use, pickle.dumps(tuple(requests))
    )


def _results(asked: Sequence[tuple[dict[str, str], _Asked]]) -> list[Any]:
    """Return the results of fresh processes; all are started before the first is waited for."""
    with tempfile.TemporaryDirectory(prefix="kompass-elsewhere-") as folder:
        running = []
        for number, (world, question) in enumerate(asked):
            home = Path(folder) / f"home-{number}"
            home.mkdir()
            kept = {name: value for name, value in os.environ.items() if name not in _LEFT_OUT}
            environment = {**kept, **world, "HOME": str(home), "PYTHONPATH": os.pathsep.join(sys.path)}
            process = subprocess.Popen(
                [sys.executable, "-m", "kompass_testing.fresh_processes"],
                cwd=home,
                env=environment,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
            )
            running.append((process, pickle.dumps(question)))
        done = [(process, *process.communicate(given, timeout=_LONGEST)) for process, given in running]
    for process, _, complaint in done:
        if process.returncode:
            last = complaint.decode("utf-8", "replace").strip().rpartition("\n")[2]
            raise UnreachableError(f"the other process ended with {process.returncode}: {last}")
    return [pickle.loads(output) for _, output, _ in done]  # noqa: S301 - what our own process wrote


def packed(kind: str, provided: Any) -> bytes | tuple[str, str]:
    """Return a plugin so that it can be sent to another process: pickled, or by its kind and name.

    Raise ``UnreachableError`` where it can be neither pickled nor loaded by its entry point.
    """
    try:
        return pickle.dumps(provided)
    except Exception as error:
        chosen = [plugin for plugin in load_plugins(kind).of_kind(kind) if plugin.name == provided.name]
        if [type(plugin.provided) for plugin in chosen] == [type(provided)]:
            return kind, str(provided.name)
        raise UnreachableError(
            f"it can be neither pickled ({error}) nor loaded by its entry point"
        ) from error


def _modules_of(provided: Any) -> tuple[tuple[str, str], ...]:
    """Return the module of the plugin's class and its file, for a module not on the path."""
    module = sys.modules.get(type(provided).__module__)
    file = getattr(module, "__file__", None)
    return ((type(provided).__module__, file),) if file else ()


def _import(name: str, file: str) -> None:
    with suppress(ImportError):
        importlib.import_module(name)
        return
    spec = importlib.util.spec_from_file_location(name, file)
    if spec is not None and spec.loader is not None:
        module = importlib.util.module_from_spec(spec)
        sys.modules[name] = module
        spec.loader.exec_module(module)


def _watch(provided: Any, use: Use, requests: Sequence[Any]) -> Watch:
    with watched() as watch:
        # A library may draw random numbers when it is imported, so those count from the second time on. To be
        # seeded twice alike is no change, so they are seeded otherwise in between.
        for kept in (DRAWN,), ():
            for number, request in enumerate(requests):
                random.seed(f"{kept} {number}")
                # What is wrong with the answer is another test's.
                with noting_changes(watch, but=kept), suppress(Exception):
                    use(provided, request)
    return watch


def _move_clock(days: int) -> None:
    """Move the clock of this process ahead by days; only a fresh process may do this."""
    if not days:
        return
    ahead = days * 86_400
    real = {
        name: getattr(time, name) for name in ("time", "time_ns", "localtime", "gmtime", "ctime", "strftime")
    }
    clock: Any = time
    clock.time = lambda: real["time"]() + ahead
    clock.time_ns = lambda: real["time_ns"]() + ahead * 10**9
    for name in ("localtime", "gmtime", "ctime"):
        setattr(
            time,
            name,
            lambda seconds=None, name=name: real[name](time.time() if seconds is None else seconds),
        )
    clock.strftime = lambda shape, parts=None: real["strftime"](shape, parts or time.localtime())

    class Kind(type):
        def __instancecheck__(cls, value: object) -> bool:
            return isinstance(value, cls.__mro__[1])

    class Date(dt.date, metaclass=Kind):
        @classmethod
        def today(cls) -> Any:
            return dt.datetime.fromtimestamp(time.time()).date()  # noqa: DTZ006 - as the machine would say it

    class DateTime(dt.datetime, metaclass=Kind):
        @classmethod
        def now(cls, tz: dt.tzinfo | None = None) -> Any:
            return dt.datetime.fromtimestamp(time.time(), tz)

        @classmethod
        def today(cls) -> Any:
            return cls.now()

        @classmethod
        def utcnow(cls) -> Any:
            return cls.now(dt.UTC).replace(tzinfo=None)

    dates: Any = dt
    dates.date, dates.datetime = Date, DateTime


def _main() -> None:
    with suppress(locale.Error):
        locale.setlocale(locale.LC_ALL, "")
    asked = pickle.loads(sys.stdin.buffer.read())  # noqa: S301 - what the process wrote that started this one
    sys.path[:] = asked.path
    _move_clock(int(os.environ.get("KOMPASS_DAYS_AHEAD", "0")))
    for name, file in asked.modules:
        _import(name, file)
    if isinstance(asked.provided, bytes):
        provided = pickle.loads(asked.provided)  # noqa: S301 - see above
    else:
        kind, name = asked.provided
        provided = load_plugins(kind).choose(kind, name).provided
    written, sys.stdout = sys.stdout.buffer, sys.stderr
    requests = pickle.loads(asked.requests)[:: -1 if asked.backwards else 1]  # noqa: S301 - see above
    if asked.watch:
        written.write(pickle.dumps(_watch(provided, asked.use, requests)))
    else:
        written.write(pickle.dumps([asked.use(provided, request) for request in requests]))
    written.flush()


if __name__ == "__main__":
    _main()
