"""What the options of commands have in common: what a command is, values, and arguments that several take."""

import argparse
import re
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path
from typing import Generic, NamedTuple, Protocol, TypeVar

from attrs import AttrsInstance, fields

__all__ = [
    "AnyCommand",
    "Command",
    "add_decisions",
    "add_drafts",
    "add_files",
    "add_import_options",
    "add_isolate",
    "add_json",
    "add_language",
    "add_limit",
    "add_mapping",
    "add_output",
    "add_strict",
    "country",
    "language",
    "named_path",
    "output_file",
    "points",
    "year",
]

T = TypeVar("T", bound=AttrsInstance)


class AnyCommand(Protocol):
    """A command as the parser knows it, of the package or of a plugin."""

    @property
    def examples(self) -> tuple[str, ...]:
        """Whole command lines for its help."""
        ...

    @property
    def add_arguments(self) -> Callable[[argparse.ArgumentParser], None]:
        """The function that adds its arguments."""
        ...

    def run(self, namespace: argparse.Namespace) -> int:
        """Do what was asked for and return the exit code."""
        ...


class Command(NamedTuple, Generic[T]):
    """Hold what one command takes and does: examples for its help, its arguments, its options, and its work.

    Its ``options`` have a field for every argument that ``add_arguments`` adds, under the same name.
    """

    examples: tuple[str, ...]
    add_arguments: Callable[[argparse.ArgumentParser], None]
    options: type[T]
    execute: Callable[[T], int]

    def typed(self, namespace: argparse.Namespace) -> T:
        """Return the options of this command from what the parser has read."""
        return self.options(**{field.name: getattr(namespace, field.name) for field in fields(self.options)})

    def run(self, namespace: argparse.Namespace) -> int:
        """Do what was asked for and return the exit code."""
        return self.execute(self.typed(namespace))


_UNITS = {"": 1, "k": 10**3, "m": 10**6, "g": 10**9}


def _size(text: str) -> int:
    size = re.fullmatch(r"(\d{1,12})\s?([kmg]?)b?", text.strip().lower(), re.ASCII)
    if not size or not int(size[1]):
        raise argparse.ArgumentTypeError(
            f"{text!r} is not a size; write bytes, or a number with k, M or G, such as 200M"
        )
    return int(size[1]) * _UNITS[size[2]]


def year(text: str) -> int:
    """Return a year of four digits."""
    if not re.fullmatch(r"\d{4}", text, re.ASCII):
        raise argparse.ArgumentTypeError(f"{text!r} is not a year; write four digits, such as 2017")
    return int(text)


def points(text: str) -> Fraction:
    """Return points as they are printed, with a decimal comma or a point."""
    if not re.fullmatch(r"\d{1,4}(?:[.,]\d{1,3})?", text, re.ASCII):
        raise argparse.ArgumentTypeError(f"{text!r} is no number of points; write it as printed, such as 497")
    return Fraction(text.replace(",", "."))


class _EditionAction(argparse.Action):
    """Keep the edition of the newest evaluation, or of that of a year."""

    def __call__(
        self,
        parser: argparse.ArgumentParser,  # noqa: ARG002 - argparse passes it
        namespace: argparse.Namespace,
        values: object,
        option_string: str | None = None,  # noqa: ARG002 - see above
    ) -> None:
        """Add one value to what was read before."""
        dated = re.fullmatch(r"(\d{4})=(.+)", str(values), re.ASCII)
        if dated is None:
            namespace.edition = str(values)
        else:
            namespace.editions = (*namespace.editions, (int(dated[1]), dated[2]))


def country(text: str) -> str:
    """Return the two letters of a country in upper case."""
    if not re.fullmatch(r"[A-Za-z]{2}", text):
        raise argparse.ArgumentTypeError(f"{text!r} is not a country; write two letters, such as SE or NO")
    return text.upper()


def language(text: str) -> str:
    """Return a language tag as it was written: the ``type`` of an option of ``argparse``.

    Raise ``argparse.ArgumentTypeError`` where it is none.

    >>> language("nn-NO")
    'nn-NO'
    """
    if not re.fullmatch(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*", text):
        raise argparse.ArgumentTypeError(f"{text!r} is not a language tag; write one such as sv, en or nn-NO")
    return text


def output_file(text: str) -> Path | None:
    """Return the file to write, ``None`` for ``-``, which means the terminal."""
    return None if text == "-" else named_path(text)


def named_path(text: str) -> Path:
    """Return the file or folder that is named; refuse no name, which would mean the folder one is in."""
    if not text:
        raise argparse.ArgumentTypeError("the name of a file is empty")
    return Path(text)


def _named(text: str) -> str:
    named_path(text)
    return text


def add_files(parser: argparse.ArgumentParser, what: str) -> None:
    """Add the files that a command works through."""
    parser.add_argument(
        "files",
        metavar="FILE",
        nargs="+",
        type=named_path,
        help=f"{what}; of a folder, every such file in it",
    )


def add_import_options(parser: argparse.ArgumentParser) -> None:
    """Add what says how a printed report is read."""
    parser.set_defaults(edition=None, editions=())
    parser.add_argument(
        "--edition",
        metavar="ID",
        action=_EditionAction,
        help=(
            "the edition of the report, where it cannot be recognised; YEAR=ID for the evaluation of a year,"
            " and may be given again"
        ),
    )
    parser.add_argument(
        "--importer", metavar="NAME", help="the importer to use, instead of the one for the file's ending"
    )
    parser.add_argument(
        "--total",
        metavar="POINTS",
        type=points,
        help="which of the printed figures is the total, such as 497",
    )
    add_limit(parser)
    add_isolate(parser)


def add_decisions(parser: argparse.ArgumentParser) -> None:
    """Add whose the report is and of when, for a command that does not choose among results by these."""
    parser.add_argument(
        "--organisation",
        metavar="NAME",
        help="who was assessed, by name or official code, where the report leaves it open",
    )
    parser.add_argument(
        "--year",
        metavar="YEAR",
        type=year,
        help="the year of the evaluation, where the report leaves it open",
    )


def add_limit(parser: argparse.ArgumentParser) -> None:
    """Add the size above which files are refused."""
    parser.add_argument(
        "--max-size", metavar="SIZE", type=_size, help="refuse files above this size (default: 20M)"
    )


def add_isolate(parser: argparse.ArgumentParser) -> None:
    """Add the option that gives importers and renderers processes of their own."""
    parser.add_argument(
        "--isolate",
        action="store_true",
        help="run importers and renderers in processes of their own, with limits of time and memory",
    )


def add_language(parser: argparse.ArgumentParser, what: str) -> None:
    """Add the language of what is shown in the terminal, English where none is asked for."""
    parser.add_argument(
        "--lang",
        metavar="TAG",
        type=language,
        default="en",
        help=f"the language of {what}, such as sv (default: en)",
    )


def add_strict(parser: argparse.ArgumentParser) -> None:
    """Add the option that makes contradictions between printed figures an error."""
    parser.add_argument(
        "--strict", action="store_true", help="exit with 1 when printed figures contradict each other"
    )


def add_mapping(parser: argparse.ArgumentParser) -> None:
    """Add the mappings to use instead of installed ones."""
    parser.add_argument(
        "--mapping",
        metavar="FILE",
        type=_named,
        action="append",
        default=[],
        help=(
            "a mapping as TOML, such as a draft, or a release of one, to use instead of the installed one"
            " between its editions"
        ),
    )


def add_drafts(parser: argparse.ArgumentParser, when: str = "") -> None:
    """Add the drafts of editions that mappings may join, beside those in their own framework."""
    parser.add_argument(
        "--with",
        metavar="FILE",
        dest="drafts",
        type=_named,
        action="append",
        default=[],
        help=f"{when}the TOML of an unreleased edition that a mapping joins; may be given again",
    )


def add_output(
    parser: argparse.ArgumentParser,
    what: str,
    where: str = "to this file",
    kind: Callable[[str], Path | str | None] = output_file,
) -> None:
    """Add the file, or what ``kind`` makes of it, that the result is written to."""
    parser.add_argument(
        "-o",
        "--output",
        metavar="PATH",
        type=kind,
        help=f"write {what} {where} instead of the terminal, which - means",
    )


def add_json(parser: argparse.ArgumentParser) -> None:
    """Add the option for programs that read what the command writes."""
    parser.add_argument("--json", action="store_true", help="write JSON for a program to read, errors too")
