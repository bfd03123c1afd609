"""The parser of the command line, and the sentences for what it does not understand."""

import argparse
import sys
from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NoReturn, final

from kompass_spec.cli.commands import COMMANDS, GROUPS, EndedError, load_command
from kompass_spec.cli.options import AnyCommand
from kompass_spec.cli.output import tell
from kompass_spec.model.problems import Problem, UsageError

if TYPE_CHECKING:
    from kompass_spec.cli.plugin_commands import PluginCommand

__all__ = ["Parser", "build_parser", "parse"]

_BROUGHT_BY = MappingProxyType({"sensitivity": "kompass-sensitivity", "table": "kompass-tables"})
"""Which distributions bring commands that the documentation tells of."""


class Parser(argparse.ArgumentParser):
    """Raise ``UsageError`` instead of ending the program, so that every error takes one road.

    ``brought`` are the commands of plugins by their names.
    """

    brought: "Mapping[str, PluginCommand]" = MappingProxyType({})

    def error(self, message: str) -> NoReturn:
        """Raise the parser's complaint with the way to the help."""
        raise UsageError([_complaint(message, self.prog)])

    def exit(self, status: int = 0, message: str | None = None) -> NoReturn:
        """Raise ``EndedError``, which no plugin's own ``SystemExit`` is."""
        if message:
            tell(message.rstrip("\n"), aside=True)
        raise EndedError(status)

    def print_help(self, file: Any = None) -> None:
        """Print the help; argparse's own way keeps silent where it cannot be written."""
        tell(self.format_help().rstrip("\n"), aside=file is sys.stderr)

    def _check_value(self, action: argparse.Action, value: Any) -> None:
        try:
            super()._check_value(action, value)
        except argparse.ArgumentError as error:
            if action.dest == "command" and value in _BROUGHT_BY:
                sentence = (
                    f"The command {value!r} comes with {_BROUGHT_BY[value]}, which is not installed, or"
                    " KOMPASS_PLUGINS leaves it out. Install it from where you have kompass-spec."
                )
                raise UsageError([Problem("wrong-usage", sentence)]) from None
            raise argparse.ArgumentError(
                action, f"{error.message}{_meant(str(value), map(str, action.choices or ()))}"
            ) from None


@final
class _WholeParser(Parser):
    """Show the commands in their groups, which argparse cannot do of what chooses a command."""

    def format_help(self) -> str:
        """Return the help of the whole command line."""
        shown = Parser(
            prog=self.prog,
            usage=self.format_usage().removeprefix("usage: ").strip(),
            description=self.description,
            epilog=self.epilog,
            formatter_class=self.formatter_class,
        )
        _add_options(shown)
        brought = {name: command.summary for name, command in self.brought.items()}
        for title, summaries in {**GROUPS, "brought by plugins": brought}.items():
            # A group without members is not shown.
            group = shown.add_argument_group(title)
            for name, summary in summaries.items():
                group.add_argument(name, help=summary.replace("%", "%%"))
        return shown.format_help()


def build_parser() -> Parser:
    """Return the parser of the command line with every command and its arguments."""
    from kompass_spec.cli.plugin_commands import plugin_commands, usable

    brought = usable(plugin_commands(), Parser)
    return _parser({**{name: load_command(name) for name in COMMANDS}, **brought}, brought)


def parse(arguments: Sequence[str]) -> tuple[argparse.Namespace, Parser]:
    """Return what the command line says, and its parser; raise ``UsageError`` where it cannot be understood.

    Of the commands only the one that is named is imported; those of plugins are looked for where it is none
    of the package's own. Raise ``EndedError`` after ``--help``.
    """
    named = next((argument for argument in arguments if not argument.startswith("-")), None)
    if named in COMMANDS:
        parser = _parser({named: load_command(named)})
    else:
        from kompass_spec.cli.plugin_commands import plugin_commands

        brought = plugin_commands()
        # One plugin whose arguments fail does not take the help and the other plugins' commands away.
        asked = {name: command if name == named else None for name, command in brought.items()}
        parser = _parser({**dict.fromkeys(COMMANDS), **asked}, brought)
    if named is not None and named in parser.brought:
        # What turns a text into the value of an argument may be the plugin's own code.
        namespace, unknown = parser.brought[named].parsed(lambda: parser.parse_known_args(list(arguments)))
    else:
        namespace, unknown = parser.parse_known_args(list(arguments))
    if unknown:
        known = _options_of(parser, namespace.command)
        meant = next((hint for argument in unknown if (hint := _meant(argument, known))), "")
        message = f"unrecognized arguments: {' '.join(unknown)}{meant}"
        program = f"{parser.prog} {namespace.command}" if namespace.command else parser.prog
        raise UsageError([_complaint(message, program)])
    return namespace, parser


def _parser(
    commands: Mapping[str, AnyCommand | None], brought: "Mapping[str, PluginCommand] | None" = None
) -> Parser:
    """Return the parser of these commands; of one without a value it knows only the name.

    ``brought`` are those of them that plugins bring.
    """
    parser = _WholeParser(
        prog="kompass",
        description="The Nordic municipal evaluation framework Kommunkompassen as code.",
        epilog=(
            "example:\n  kompass report docs/examples/ornskoldsvik-2017.md -o report.html\n\n"
            "kompass COMMAND --help shows the options of a command, with examples."
        ),
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    parser.brought = brought or {}
    _add_options(parser)
    # Without its own name argparse makes one by formatting the usage, for which every command would wait.
    subparsers = parser.add_subparsers(
        prog=parser.prog, dest="command", metavar="COMMAND", parser_class=Parser
    )
    for name, command in commands.items():
        summary = COMMANDS[name] if name in COMMANDS else parser.brought[name].summary
        if command is None:
            subparsers.add_parser(name, help=summary.replace("%", "%%"))
            continue
        own = subparsers.add_parser(
            name,
            help=summary.replace("%", "%%"),
            description=f"{summary[:1].upper()}{summary[1:]}.",
            epilog="\n".join(["examples:", *(f"  {example}" for example in command.examples)]),
            formatter_class=argparse.RawDescriptionHelpFormatter,
            allow_abbrev=False,
        )
        command.add_arguments(own)
    return parser


def _complaint(message: str, program: str) -> Problem:
    """Return what is wrong with a command line, with the way to the help of a program or a command."""
    stop = "" if message.endswith("?") else "."
    return Problem("wrong-usage", f"{message[:1].upper()}{message[1:]}{stop} See {program} --help.")


def _add_options(parser: argparse.ArgumentParser) -> None:
    """Add the options that stand before any command."""
    parser.add_argument("-V", "--version", action="store_true", help="show the version and exit")
    parser.add_argument(
        "--print-completion",
        metavar="SHELL",
        choices=("bash", "zsh", "fish"),
        help="print the script by which bash, zsh or fish completes commands, and exit",
    )


def _options_of(parser: Parser, command: str | None) -> list[str]:
    """Return the options of a command and those before it, as a person writes them."""
    options: list[str] = []
    for action in parser._actions:  # noqa: SLF001 - argparse has no other way to list what it knows
        options += action.option_strings
        if command is not None and isinstance(action.choices, Mapping):
            options += action.choices[command]._option_string_actions  # noqa: SLF001 - likewise
    return options


def _meant(written: str, known: Iterable[str]) -> str:
    """Return the question whether one of the known words was meant, nothing where none is like it."""
    # Only who has mistyped waits for this import.
    from difflib import get_close_matches

    close = get_close_matches(written.partition("=")[0], list(known), n=1)
    return f". Did you mean {close[0]}?" if close else ""
