"""Run one command: parse, call, write, and turn every error into sentences and an exit code."""

from collections.abc import Sequence

from kompass_spec.cli.commands import COMMANDS, EndedError, load_command
from kompass_spec.cli.output import complain, error_data, write_json
from kompass_spec.cli.parser import parse
from kompass_spec.model.problems import InputError, UsageError

__all__ = ["run"]

FINE, PROBLEMS, WRONG_USAGE = 0, 1, 2


def run(arguments: Sequence[str]) -> int:
    """Run the command that ``arguments`` ask for and return its exit code."""
    as_json = "--json" in arguments
    try:
        return _run(arguments)
    except UsageError as error:
        return _fail(error, WRONG_USAGE, as_json=as_json)
    except InputError as error:
        return _fail(error, PROBLEMS, as_json=as_json)


def _run(arguments: Sequence[str]) -> int:
    try:
        namespace, parser = parse(arguments)
    except EndedError as ended:
        return ended.code if isinstance(ended.code, int) else FINE
    if namespace.version:
        from kompass_spec._face import __version__

        print(f"kompass {__version__}")
        return FINE
    if namespace.print_completion is not None:
        from kompass_spec.cli.completion import completion_script

        print(completion_script(namespace.print_completion))
        return FINE
    if namespace.command is None:
        parser.print_help()
        return WRONG_USAGE
    if namespace.command in COMMANDS:
        return load_command(namespace.command).run(namespace)
    return parser.brought[namespace.command].run(namespace)


def _fail(error: InputError, code: int, *, as_json: bool) -> int:
    if as_json:
        write_json(error_data(error.problems))
    else:
        complain(error.problems)
    return code
