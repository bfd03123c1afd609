"""The commands that plugins bring, and what it costs where one of them fails: one sentence."""

import argparse
import sys
from collections.abc import Callable, Mapping
from typing import Any, TypeVar, final

from attrs import frozen

from kompass_spec.cli.commands import COMMANDS, EndedError
from kompass_spec.cli.output import warn
from kompass_spec.cli.streams import reopen_closed
from kompass_spec.model.problems import InputError, Problem
from kompass_spec.plugins.calls import failure_of, guarded_call
from kompass_spec.plugins.host import load_plugins
from kompass_spec.plugins.interrupts import own_interrupts
from kompass_spec.plugins.loaded import Plugin
from kompass_spec.plugins.reasons import kind_returned, own_error, problems_of

__all__ = ["PluginCommand", "plugin_commands", "usable"]

T = TypeVar("T")

_HIGHEST = 2
_MOST_SHOWN = 10**9
_PLAIN = (int, bool, float, type(None))


@final
@frozen(kw_only=True)
class PluginCommand:
    """Stand for the command of a plugin, whose failures are the plugin's and no traceback."""

    plugin: Plugin

    @property
    def summary(self) -> str:
        """Return what the command does, in one line."""
        summary: str = self.plugin.provided.summary
        return summary

    @property
    def examples(self) -> tuple[str, ...]:
        """Return command lines for its help."""
        examples: tuple[str, ...] = self.plugin.provided.examples
        return examples

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """Add the arguments; raise ``InputError`` with one sentence where the plugin fails to.

        A help that argparse cannot format, because of a percent sign, fails here and not where it is shown.
        """

        def add() -> None:
            self.plugin.provided.add_arguments(parser)
            parser.format_help()

        try:
            guarded_call(add, self._who)
        except KeyboardInterrupt:
            raise
        except BaseException as error:
            raise failure_of(self._who, error) from error

    def parsed(self, parse: Callable[[], T]) -> T:
        """Return what the arguments mean; raise ``InputError`` with one sentence where the plugin fails to.

        Raise ``EndedError`` with an exit code where a parser has done all that was asked for.
        """

        def parse_or_end() -> T | EndedError:
            try:
                return parse()
            except EndedError as ended:
                return ended

        found = self._called(parse_or_end)
        if isinstance(found, EndedError):
            self._checked_code(found.code)
            raise found
        return found

    def run(self, namespace: argparse.Namespace) -> int:
        """Do what was asked for and return the exit code.

        It works for as long as it takes, and writes to standard output, as a command does. Raise
        ``InputError`` with the plugin's problems, or one sentence for whatever else goes wrong in it.
        """
        return self._checked_code(self._called(lambda: self.plugin.provided.run(namespace)))

    @property
    def _who(self) -> str:
        plugin = self.plugin
        return f"The command {plugin.name!r} of {plugin.distribution} {plugin.version}"

    def _checked_code(self, code: Any) -> int:
        """Return an exit code; raise ``InputError`` where it is none that a command has."""
        if type(code) is not int or not 0 <= code <= _HIGHEST:
            sentence = f"its exit code is {_shown(code)}, which is none of 0, 1 and 2"
            raise failure_of(self._who, TypeError(sentence))
        return code

    def _called(self, call: Callable[[], T]) -> T:
        """Return what the plugin's code gives; raise ``InputError`` with its problems, or one sentence."""
        streams = sys.stdout, sys.stderr
        try:
            given = own_interrupts(call, is_main=True)
        except (KeyboardInterrupt, OSError):
            # What cannot be read or written is said by the program itself, as of every command.
            raise
        except BaseException as error:
            problems = problems_of(error) if isinstance(error, InputError) else None
            if isinstance(error, InputError) and problems is not None:
                raise own_error(error, problems) from error.__cause__
            raise failure_of(self._who, error) from error
        finally:
            sys.stdout, sys.stderr = streams
            closed = reopen_closed()
        if closed:
            raise failure_of(self._who, ValueError(f"it closed {' and '.join(closed)}"))
        return given


def _shown(code: object) -> str:
    """Return an exit code in words; one of many digits cannot be written, and other classes may fail to."""
    if type(code) is int and abs(code) > _MOST_SHOWN:
        return "a number of many digits"
    return repr(code) if type(code) in _PLAIN else kind_returned(code)


def plugin_commands() -> dict[str, PluginCommand]:
    """Return the commands that plugins bring by their names; say of each that cannot be used why."""
    plugins = load_plugins("commands")
    warn(plugins.told_failures("commands"))
    brought: dict[str, PluginCommand] = {}
    for plugin in plugins.of_kind("commands"):
        if plugin.name in COMMANDS:
            sentence = (
                f"The command {plugin.name!r} of {plugin.distribution} {plugin.version} is not used, because"
                " kompass has a command of that name. Report this to its authors."
            )
            warn([Problem("plugin-failed", sentence)])
            continue
        brought[plugin.name] = PluginCommand(plugin=plugin)
    return brought


def usable(
    brought: Mapping[str, PluginCommand], new_parser: Callable[[], argparse.ArgumentParser]
) -> dict[str, PluginCommand]:
    """Return the commands that can add their arguments to a parser; say of each that cannot why."""
    found: dict[str, PluginCommand] = {}
    for name, command in brought.items():
        try:
            command.add_arguments(new_parser())
        except InputError as error:
            warn(error.problems)
        else:
            found[name] = command
    return found
