"""What every command keeps: it has a help, its examples are understood, and asking for the help is cheap."""

import argparse
import contextlib
import io
import shlex
import tempfile
from pathlib import Path
from typing import Any, ClassVar

from kompass_spec import InputError, UsageError
from kompass_testing.contracts.base import Contract
from kompass_testing.contracts.requests import given

__all__ = ["CommandContract"]


class CommandContract(Contract, kind="commands"):
    """Hold what every command keeps; give a fixture ``command``.

    A command that fails leaves no file, but a log that an example asks for and that ``may_leave`` names.
    """

    fixture: ClassVar[str] = "command"
    gives: ClassVar[frozenset[str]] = frozenset({"may_leave"})
    may_leave: ClassVar[tuple[str, ...]] = ()
    """The names of files that stay where the command fails: logs of its work, which its examples ask for."""
    command = given("command", "command")

    def parser(self, provided: Any) -> argparse.ArgumentParser:
        """Return a parser with the arguments of the command; fail where they cannot be added."""
        parser = argparse.ArgumentParser(
            prog=f"kompass {provided.name}", allow_abbrev=False, exit_on_error=False
        )
        try:
            provided.add_arguments(parser)
            parser.format_help()
        except Exception as error:
            raise AssertionError(
                f"{self.told(provided)} has no help: {type(error).__name__}: {error}. Add arguments with"
                " parser.add_argument, and write a percent sign in their help as %%."
            ) from error
        return parser

    def test_it_has_a_summary(self, provided: Any) -> None:
        """Say what it does in one line that begins with a verb in lower case, without a stop at its end."""
        summary = getattr(provided, "summary", None)
        assert isinstance(summary, str) and summary.strip() and summary.isprintable(), (
            f"{self.told(provided)} has no summary of one line. Say what it does."
        )
        assert summary[0].islower() and not summary.endswith("."), (
            f"{self.told(provided)} has a summary unlike those that it stands among. Begin with a verb in"
            " lower case, and leave out the stop."
        )

    def test_its_arguments_have_a_help(self, provided: Any) -> None:
        """Give every argument and option a help: the program lists them."""
        for action in self.parser(provided)._actions:  # noqa: SLF001 - argparse has no other way to list them
            assert action.help, (
                f"{self.told(provided)} says nothing of {'/'.join(action.option_strings) or action.dest}."
                " Give it a help."
            )

    def test_its_examples_are_understood(self, provided: Any) -> None:
        """Give examples that begin with kompass and the command's name, and that its parser understands."""
        assert provided.examples, f"{self.told(provided)} has no examples. Give at least one."
        for example in provided.examples:
            words = shlex.split(example)
            assert words[:2] == ["kompass", provided.name], (
                f"{self.told(provided)} has an example that is not of it: {example}. Begin it with kompass"
                f" {provided.name}."
            )
            self.understood(provided, example, words[2:])

    def understood(self, provided: Any, example: str, arguments: list[str]) -> argparse.Namespace:
        """Return what the parser makes of an example; fail where it does not understand it."""
        said = io.StringIO()
        try:
            with contextlib.redirect_stderr(said), contextlib.redirect_stdout(said):
                return self.parser(provided).parse_args(arguments)
        except (SystemExit, argparse.ArgumentError) as error:
            raise AssertionError(
                f"{self.told(provided)} does not understand its own example: {example}"
                f" ({said.getvalue().strip().splitlines()[-1:] or error}). Correct one of them."
            ) from error

    def test_what_is_not_there_is_said(self, provided: Any) -> None:
        """Raise InputError for a file that is not there: no traceback, no exit, and nothing half written."""
        for example in provided.examples:
            arguments = self.understood(provided, example, shlex.split(example)[2:])
            with tempfile.TemporaryDirectory() as folder, contextlib.chdir(folder):
                failed = self._fails(provided, example, arguments)
                left = sorted(
                    path.name for path in Path(folder).rglob("*") if path.name not in self.may_leave
                )
                assert not (failed and left), (
                    f"{self.told(provided)} fails at {example!r} in an empty folder, and leaves"
                    f" {', '.join(left)} there. Write a file when all that stands in it is known, and"
                    " name a log in may_leave."
                )

    def _fails(self, provided: Any, example: str, arguments: argparse.Namespace) -> bool:
        """Tell whether a command says that something is wrong; fail where it says so in another way."""
        told, where = self.told(provided), f"for {example!r} in an empty folder"
        said, refused, code = io.TextIOWrapper(io.BytesIO(), "utf-8"), None, None
        try:
            with contextlib.redirect_stdout(said), contextlib.redirect_stderr(said):
                code = provided.run(arguments)
        except (InputError, UsageError) as error:
            refused = error
        except BaseException as error:
            raise AssertionError(
                f"{told} raised {type(error).__name__}: {error} {where}. Raise InputError with a sentence"
                " that says what is wrong, and return the exit code instead of ending the program."
            ) from error
        if refused is not None:
            problems = refused.problems
            assert problems and all(problem.message.strip() for problem in problems), (
                f"{told} raises {type(refused).__name__} without a sentence {where}. Say what is wrong in a"
                " Problem."
            )
            return True
        assert type(code) is int and code in {0, 1, 2}, (
            f"{told} returns {code!r} {where}. Return 0 where all is fine, and 1 where the input has"
            " problems."
        )
        return code != 0

    def test_its_help_is_asked_for_twice_alike(self, provided: Any) -> None:
        """Add the same arguments each time: no clock, no choice by what is installed or by the folder."""
        assert self.parser(provided).format_help() == self.parser(provided).format_help(), (
            f"{self.told(provided)} has another help each time. Add the same arguments."
        )
