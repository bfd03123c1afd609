"""What belongs to the whole program and not to a plugin: it is put back after every call of one.

Streams and the numbers behind them, the working folder, the locale, the decimal context, warnings, logging,
handlers of signals, and ``sys``. What has not been imported is not looked at, and costs nothing.
"""

import _locale
import _signal  # type: ignore[import-not-found]  # no stub has it; the module without _ takes time to make names
import builtins
import io
import os
import re
import sys
from contextlib import suppress
from operator import is_
from typing import Any, final

from kompass_spec.model.lookups import printable
from kompass_spec.plugins.leftovers import watch_exits, watch_failures
from kompass_spec.plugins.process_state import ProcessState

__all__ = ["Surroundings"]

_OUT, _ERROR = 1, 2
_SIGNALS = tuple(range(1, _signal.NSIG))
_CONTENTS = ("path", "argv", "warnoptions")
_FINDERS = ("meta_path", "path_hooks")
_WARNINGS = ("filters", "showwarning", "formatwarning", "defaultaction", "onceregistry")
_LOGGING = ("raiseExceptions", "lastResort")
_SPACING = frozenset("\n\r\t")
_PARTS = re.compile(r"([\n\r\t])")


@final
class _ToError(io.RawIOBase):
    """Write to the stream for errors of the program, which cannot be closed through this one."""

    def __init__(self, stream: Any) -> None:
        self.stream = stream

    def writable(self) -> bool:
        """Tell that this can be written to."""
        return True

    def isatty(self) -> bool:
        """Tell whether what is written goes to a terminal."""
        return self.stream is not None and bool(self.stream.isatty())

    def fileno(self) -> int:
        """Return the number of the stream for errors."""
        if self.stream is None:
            raise OSError("there is no stream for errors")
        return int(self.stream.fileno())

    def write(self, content: Any) -> int:
        """Write text that was encoded as UTF-8, of which a terminal obeys only the ends of lines and tabs.

        That nobody can read it is no fault of a plugin.
        """
        text = bytes(content).decode("utf-8", "backslashreplace")
        text = "".join(part if part in _SPACING else printable(part) for part in _PARTS.split(text))
        with suppress(OSError, ValueError):
            if self.stream is not None:
                self.stream.write(text)
        return len(content)


def _aside(stream: Any) -> io.TextIOWrapper:
    """Return a new stream whose text goes to ``stream``; to close it, or to wrap it, does nothing to that."""
    return io.TextIOWrapper(
        _ToError(stream),  # type: ignore[arg-type]  # it needs no more of a buffer than this
        encoding="utf-8",
        errors="backslashreplace",
        newline="\n",
        write_through=True,
    )


@final
class Surroundings:
    """Hold what belongs to the program while a plugin works, and put it back at the end.

    They belong to all threads, so only the main thread may change and restore them.
    """

    # Every call of a plugin makes one, so that it does no more than it must.
    __slots__ = (
        "attributes",
        "builtins",
        "contents",
        "decimal",
        "failures",
        "finders",
        "folder",
        "limit",
        "locale",
        "logging",
        "modules",
        "numbers",
        "process",
        "register",
        "signals",
        "trace",
        "warnings",
    )

    def __init__(self, who: str) -> None:
        """Note how everything is, and send what the plugin prints to standard error."""
        self.limit = sys.getrecursionlimit()
        self.process = ProcessState()
        self.builtins = vars(builtins).copy()
        self.attributes = vars(sys).copy()
        self.modules = sys.modules.copy()
        self.contents = _contents_of(_CONTENTS)
        self.finders = _contents_of(_FINDERS)
        self.trace = (sys.gettrace(), sys.getprofile(), sys.get_int_max_str_digits())
        self.locale = _locale.setlocale(_locale.LC_ALL)
        self.signals = list(map(_signal.getsignal, _SIGNALS))
        self.folder = _folder()
        self.decimal = _decimal_context()
        self.warnings = _state_of("warnings", _WARNINGS)
        self.logging = _logging_state()
        self.register = watch_exits(who)
        self.failures = watch_failures(who)
        self.numbers = _numbers_aside()
        sys.stdout = sys.__stdout__ = _aside(self.attributes["stderr"])  # type: ignore[misc]  # see restore
        sys.stderr = sys.__stderr__ = _aside(self.attributes["stderr"])  # type: ignore[misc]

    def restore(self) -> None:
        """Put everything back; a plugin that changed nothing waits for some millionths of a second."""
        # First, because all that follows needs some room to call functions in.
        sys.setrecursionlimit(self.limit)
        # Names that were added, as those of translations are, stay.
        vars(builtins).update(self.builtins)
        self.process.restore()
        added = vars(sys).keys() - self.attributes.keys()
        for name in added:
            del vars(sys)[name]
        vars(sys).update(self.attributes)
        sys.modules.update(self.modules)
        for held, content in self.contents:
            held[:] = content
        for held, content in self.finders:
            _put_back(held, content)
        self._restore_trace()
        if _locale.setlocale(_locale.LC_ALL) != self.locale:
            _locale.setlocale(_locale.LC_ALL, self.locale)
        _restore_signals(self.signals)
        if self.folder is not None and _folder() != self.folder:
            with suppress(OSError):
                os.chdir(self.folder)
        _restore_decimal(self.decimal)
        _restore_state("warnings", self.warnings, _WARNINGS)
        _restore_logging(self.logging)
        self.register()
        self.failures()
        _restore_numbers(self.numbers)

    def _restore_trace(self) -> None:
        trace, profile, digits = self.trace
        if sys.gettrace() is not trace:
            sys.settrace(trace)
        if sys.getprofile() is not profile:
            sys.setprofile(profile)
        sys.set_int_max_str_digits(digits)


def _contents_of(names: tuple[str, ...]) -> list[tuple[list[Any], list[Any]]]:
    """Return the lists of ``sys`` with these names, as far as there are any, each with a copy of it."""
    lists = [getattr(sys, name, None) for name in names]
    return [(held, held.copy()) for held in lists if isinstance(held, list)]


def _put_back(now: list[Any], before: list[Any]) -> None:
    """Put back what finds modules where something of it is gone; what was added, imports of others need."""
    present = set(map(id, now))
    if not all(id(one) in present for one in before):
        known = set(map(id, before))
        now[:] = [*before, *(one for one in now if id(one) not in known)]


def _folder() -> str | None:
    try:
        return os.getcwd()  # noqa: PTH109 - a path takes longer to make than all else here
    except OSError:
        return None


def _numbers_aside() -> tuple[int, int] | None:
    """Let the number of standard output mean standard error, and return copies of both as they were."""
    try:
        out = os.dup(_OUT)
    except OSError:
        return None
    try:
        error = os.dup(_ERROR)
    except OSError:
        os.close(out)
        return None
    os.dup2(_ERROR, _OUT)
    return out, error


def _restore_numbers(numbers: tuple[int, int] | None) -> None:
    if numbers is None:
        return
    for copy, number in zip(numbers, (_OUT, _ERROR), strict=True):
        # A plugin that closed every number that it found has closed the copies too.
        with suppress(OSError):
            os.dup2(copy, number)
            os.close(copy)


def _restore_signals(before: list[Any]) -> None:
    now = list(map(_signal.getsignal, _SIGNALS))
    if all(map(is_, now, before)):
        return
    for number, was, became in zip(_SIGNALS, before, now, strict=True):
        # What was not set from Python cannot be set from it either.
        if was is not became and was is not None:
            with suppress(OSError, ValueError):
                _signal.signal(number, was)


def _decimal_context() -> Any:
    """Return the context of decimal arithmetic, and let a copy of it be the plugin's."""
    decimal = sys.modules.get("decimal")
    if decimal is None:
        return None
    context = decimal.getcontext()
    decimal.setcontext(context.copy())
    return context


def _restore_decimal(context: Any) -> None:
    decimal = sys.modules.get("decimal")
    if decimal is not None:
        decimal.setcontext(decimal.Context() if context is None else context)


def _state_of(module: str, names: tuple[str, ...]) -> dict[str, Any] | None:
    """Return what these names of a module mean, and the contents of lists; ``None`` if it is not imported."""
    held = sys.modules.get(module)
    if held is None:
        return None
    values = {name: getattr(held, name, None) for name in names}
    return {**values, "contents": [list(one) for one in values.values() if isinstance(one, list)]}


def _restore_state(module: str, state: dict[str, Any] | None, names: tuple[str, ...]) -> None:
    held = sys.modules.get(module)
    if state is None or held is None:
        return
    contents = iter(state["contents"])
    for name in names:
        value = state[name]
        changed = getattr(held, name, None) is not value
        if changed:
            setattr(held, name, value)
        if isinstance(value, list):
            content = next(contents)
            if changed or list(map(id, value)) != list(map(id, content)):
                value[:] = content
                held._filters_mutated()  # noqa: SLF001 - the module keeps what it has decided until it is told


def _logging_state() -> Any:
    """Return how logging is set up at its root, ``None`` where nothing has imported it."""
    logging = sys.modules.get("logging")
    if logging is None:
        return None
    root = logging.root
    return (
        (list(root.handlers), list(root.filters), root.level, root.disabled, root.manager.disable),
        _state_of("logging", _LOGGING),
    )


def _restore_logging(state: Any) -> None:
    logging = sys.modules.get("logging")
    if logging is None:
        return
    root = logging.root
    if state is None:
        # The plugin brought it in, so there was nothing set up.
        (handlers, filters, level, disabled, least), names = ([], [], logging.WARNING, False, 0), None
    else:
        (handlers, filters, level, disabled, least), names = state
    root.handlers[:], root.filters[:] = handlers, filters
    if root.level != level:
        root.setLevel(level)
    root.disabled, root.manager.disable = disabled, least
    _restore_state("logging", names, _LOGGING)
