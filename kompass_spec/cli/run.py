"""Run one command: parse, call, write, and turn every error into sentences and an exit code."""

import io
import os
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress

from kompass_spec.cli.commands import load_command
from kompass_spec.cli.output import complain, error_data, write_json
from kompass_spec.cli.parser import parse
from kompass_spec.model.problems import InputError, UsageError

__all__ = ["guarded", "run"]

FINE, PROBLEMS, WRONG_USAGE = 0, 1, 2
INTERRUPTED = 130


def run(arguments: Sequence[str]) -> int:
    """Run the command that ``arguments`` ask for and return its exit code."""
    as_json = "--json" in arguments
    try:
        return _run(arguments)
    except UsageError as error:
        return _fail(error, WRONG_USAGE, as_json=as_json)
    except InputError as error:
        return _fail(error, PROBLEMS, as_json=as_json)
    except KeyboardInterrupt:
        print("kompass: interrupted; nothing half-written is left behind.", file=sys.stderr)
        return INTERRUPTED


def _run(arguments: Sequence[str]) -> int:
    try:
        namespace, parser = parse(arguments)
    except SystemExit as ended:  # argparse ends the program after --help
        return ended.code if isinstance(ended.code, int) else FINE
    if namespace.version:
        from kompass_spec._version import __version__

        print(f"kompass {__version__}")
        return FINE
    if namespace.print_completion is not None:
        from kompass_spec.cli.completion import completion_script

        print(completion_script(namespace.print_completion))
        return FINE
    if namespace.command is None:
        parser.print_help()
        return WRONG_USAGE
    return load_command(namespace.command).run(namespace)


def _fail(error: InputError, code: int, *, as_json: bool) -> int:
    if as_json:
        write_json(error_data(error.problems))
    else:
        complain(error.problems)
    return code


FAILED = 1


def guarded(command: Callable[[], int]) -> int:
    """Run a command and return its exit code, 1 where what it writes cannot be written.

    Nothing is said where the reader has stopped, because nobody is left to tell; else one sentence.
    """
    _open_what_is_closed()
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


def _open_what_is_closed() -> None:
    """Give a closed stream somewhere to write.

    Else a file would get its number, and print would choose another stream.
    """
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:
            # It stays open until the end.
            setattr(sys, name, open(os.devnull, "w", encoding="utf-8"))  # noqa: PTH123, SIM115


def _discard() -> None:
    """Throw away what is left to be written, or the interpreter would fail on it at its end."""
    with suppress(OSError):  # a stream in memory has no number
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _sentence(error: OSError) -> str:
    reason = error.strerror or type(error).__name__
    if error.filename is not None:
        return f"{error.filename}: This cannot be read or written ({reason}). Check it, and its permissions."
    return (
        f"The result cannot be written ({reason}). Free some space, or write to another place with -o or '>'."
    )
