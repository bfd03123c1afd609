"""The scripts by which a shell completes commands, written by shtab from the parser."""

import argparse
from collections.abc import Iterator, Mapping

from kompass_spec.cli.parser import build_parser
from kompass_spec.model.problems import Problem, UsageError

__all__ = ["completion_script"]

# What stands in the help for a value says what kind it is; these are files, or may be.
_FILES = frozenset({"FILE", "PATH", "WHAT", "FIRST", "SECOND"})
_FOLDERS = frozenset({"DIR", "FOLDER"})


def completion_script(shell: str) -> str:
    """Return the script for a shell; raise ``UsageError`` where shtab, which writes it, is not installed."""
    try:
        import shtab
    except ImportError:
        sentence = (
            "The script is written by shtab, which is not installed. Install the extra"
            " kompass-spec[completion], from where you have kompass-spec."
        )
        raise UsageError([Problem("wrong-usage", sentence)]) from None
    parser = build_parser()
    for action in _actions(parser):
        # shtab reads the attribute; an action with choices is completed by them.
        if action.choices is None and action.metavar in _FILES:
            action.complete = shtab.FILE  # type: ignore[attr-defined]
        if action.choices is None and action.metavar in _FOLDERS:
            action.complete = shtab.DIRECTORY  # type: ignore[attr-defined]
    return shtab.complete(parser, shell)


def _actions(parser: argparse.ArgumentParser) -> Iterator[argparse.Action]:
    """Yield the arguments of a parser and of every command in it."""
    for action in parser._actions:  # noqa: SLF001 - argparse has no other way to list what it knows
        yield action
        if isinstance(action.choices, Mapping):
            for command in action.choices.values():
                yield from _actions(command)
