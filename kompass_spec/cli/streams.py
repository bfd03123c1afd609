"""What holds of every command: streams that are closed, full, or no longer read.

The version is shown through this module, so it imports nothing of the package.
"""

import io
import os
import sys
from collections.abc import Callable
from contextlib import suppress

__all__ = ["guarded", "reopen_closed"]

FAILED = 1


def guarded(command: Callable[[], int]) -> int:
    """Run a command and return its exit code, 1 where what it writes cannot be written.

    Nothing is said where the reader has stopped, because nobody is left to tell; else one sentence.
    """
    reopen_closed()
    for stream in (sys.stdout, sys.stderr):
        # A terminal that cannot write a letter gets its number; that is no reason to end the program.
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    try:
        code = command()
        sys.stdout.flush()
    except BrokenPipeError:
        _discard()
        return FAILED
    except OSError as error:
        _discard()
        with suppress(OSError):
            print(f"kompass: {_sentence(error)}", file=sys.stderr)
        return FAILED
    return code


def reopen_closed() -> list[str]:
    """Give a closed stream somewhere to write, and return which were closed.

    Else a file would get its number, and print would choose another stream.
    """
    closed = [name for name in ("stdout", "stderr") if getattr(getattr(sys, name), "closed", True)]
    for name in closed:
        # It stays open until the end.
        setattr(sys, name, open(os.devnull, "w", encoding="utf-8"))  # noqa: PTH123, SIM115
    return closed


def _discard() -> None:
    """Throw away what is left to be written, or the interpreter would fail on it at its end."""
    with suppress(OSError):  # a stream in memory has no number
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _is_there() -> bool:
    """Tell whether the folder that the command runs in still is there."""
    try:
        os.getcwd()  # noqa: PTH109 - pathlib is not imported yet
    except OSError:
        return False
    return True


def _sentence(error: OSError) -> str:
    reason = error.strerror or type(error).__name__
    if isinstance(error, FileNotFoundError) and not _is_there():
        return "The folder that you are in was removed. Go to another one."
    if error.filename is not None:
        return f"{error.filename}: This cannot be read or written ({reason}). Check it, and its permissions."
    return (
        f"The result cannot be written ({reason}). Free some space, or write to another place with -o or '>'."
    )
