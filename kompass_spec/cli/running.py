"""Run one command: parse, call, write, and turn every error into sentences and an exit code."""

import sys
from argparse import Namespace
from collections.abc import Iterable, Sequence
from importlib import import_module

from kompass_spec.cli.arguments import build_parser
from kompass_spec.cli.printing import printable
from kompass_spec.codec.documents import json_bytes
from kompass_spec.problems import InputError, Problem, UsageError

__all__ = ["complain", "error_data", "run", "warn", "write_json", "write_output"]

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
    parser = build_parser(arguments)
    try:
        options: Namespace = parser.parse_args(list(arguments))
    except SystemExit as ended:  # argparse ends the program after --help
        return ended.code if isinstance(ended.code, int) else FINE
    if options.version:
        from kompass_spec import __version__

        print(f"kompass {__version__}")
        return FINE
    if options.command is None:
        parser.print_help()
        return WRONG_USAGE
    module = import_module(f"kompass_spec.cli.{options.command.replace('-', '_')}_command")
    code: int = module.execute(options)
    return code


def _fail(error: InputError, code: int, *, as_json: bool) -> int:
    if as_json:
        write_json(error_data(error.problems))
    else:
        complain(error.problems)
    return code


def error_data(problems: Iterable[Problem]) -> dict[str, object]:
    """Return problems in the shape that every command writes them in: message, file, and pointer or line."""
    return {"errors": [_problem_data(problem) for problem in problems]}


def _problem_data(problem: Problem) -> dict[str, object]:
    place = {"line": problem.line} if problem.line is not None else {"pointer": problem.pointer}
    return {"message": problem.message, "file": problem.file, **place, "code": problem.code}


def warn(problems: Iterable[Problem]) -> None:
    """Write warnings to standard error, one line each."""
    for problem in problems:
        # The line and its end at once: others may write to the same terminal.
        print(f"kompass: warning: {printable(str(problem))}\n", end="", file=sys.stderr)


def complain(problems: Iterable[Problem]) -> None:
    """Write problems to standard error, one line each."""
    for problem in problems:
        print(f"kompass: {printable(str(problem))}\n", end="", file=sys.stderr)


def write_output(content: bytes) -> None:
    """Write bytes to standard output, whatever encoding the terminal has."""
    sys.stdout.flush()
    stream = getattr(sys.stdout, "buffer", None)
    if stream is None:
        sys.stdout.write(content.decode())
    else:
        stream.write(content)
        stream.flush()


def write_json(data: object) -> None:
    """Write plain data to standard output as JSON in UTF-8."""
    write_output(json_bytes(data))
