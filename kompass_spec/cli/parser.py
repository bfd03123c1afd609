"""The parser of the command line, and the sentences for what it does not understand."""

import argparse
from collections.abc import Mapping, Sequence
from typing import Any, NoReturn

from kompass_spec.cli.commands import COMMANDS, load_command
from kompass_spec.cli.options import Command
from kompass_spec.model.problems import Problem, UsageError

__all__ = ["Parser", "build_parser", "parse"]


class Parser(argparse.ArgumentParser):
    """Raise ``UsageError`` instead of ending the program, so that every error takes one road."""

    def error(self, message: str) -> NoReturn:
        """Raise the parser's complaint with the way to the help."""
        sentence = f"{message[:1].upper()}{message[1:]}. See {self.prog} --help."
        raise UsageError([Problem("wrong-usage", sentence)])

    def print_help(self, file: Any = None) -> None:
        """Print the help; argparse's own way keeps silent where it cannot be written."""
        print(self.format_help(), end="", file=file)


def build_parser() -> Parser:
    """Return the parser of the command line with every command and its arguments."""
    return _parser({name: load_command(name) for name in COMMANDS})


def parse(arguments: Sequence[str]) -> tuple[argparse.Namespace, Parser]:
    """Return what the command line says, and its parser; raise ``UsageError`` where it cannot be understood.

    Of the commands only the one that is named is imported. argparse ends the program after ``--help``.
    """
    named = next((argument for argument in arguments if not argument.startswith("-")), None)
    parser = _parser({named: load_command(named)} if named in COMMANDS else dict.fromkeys(COMMANDS))
    namespace, unknown = parser.parse_known_args(list(arguments))
    if unknown:
        parser.error(f"unrecognized arguments: {' '.join(unknown)}")
    return namespace, parser


def _parser(commands: Mapping[str, Command[Any] | None]) -> Parser:
    """Return the parser of these commands; of one without a value it knows only the name."""
    parser = Parser(
        prog="kompass",
        description="The Nordic municipal evaluation framework Kommunkompassen as code.",
        epilog=(
            "example:\n  kompass report docs/examples/ornskoldsvik-2017.md -o report.html\n\n"
            "kompass COMMAND --help shows the options of a command, with examples."
        ),
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    _add_options(parser)
    subparsers = parser.add_subparsers(
        dest="command", metavar="COMMAND", title="commands", parser_class=Parser
    )
    for name, command in commands.items():
        summary = COMMANDS[name]
        if command is None:
            subparsers.add_parser(name, help=summary)
            continue
        own = subparsers.add_parser(
            name,
            help=summary,
            description=f"{summary[:1].upper()}{summary[1:]}.",
            epilog="\n".join(["examples:", *(f"  {example}" for example in command.examples)]),
            formatter_class=argparse.RawDescriptionHelpFormatter,
            allow_abbrev=False,
        )
        command.add_arguments(own)
    return parser


def _add_options(parser: argparse.ArgumentParser) -> None:
    """Add the options that stand before any command."""
    parser.add_argument("-V", "--version", action="store_true", help="show the version and exit")
