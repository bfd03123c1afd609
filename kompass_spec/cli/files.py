"""The files of a command: work through several, and decide where results go before any is written."""

import os
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TypeVar

from kompass_spec.cli.output import warn
from kompass_spec.documents.disk import exists, is_folder, is_same
from kompass_spec.model import Organisation
from kompass_spec.model.problems import InputError, Problem, UsageError
from kompass_spec.plugins.loaded import Plugins

__all__ = [
    "collect",
    "each",
    "left_out",
    "make_folder_of",
    "name_of_result",
    "output_folder",
    "refuse_overwriting",
]


def output_folder(output: str | None, plugins: Plugins, *, several: bool) -> Path | None:
    """Return the folder that results go into, ``None`` where the output is one file or the terminal.

    It is a folder for several files, and where it is written as one (``pages/``). Raise ``UsageError`` where
    several files would go into one, ``InputError`` where one file would replace a folder.
    """
    if output is None:
        return None
    path = Path(output)
    if output.endswith(("/", os.sep)) or (several and is_folder(path)):
        return path
    if not several:
        if is_folder(path):
            sentence = (
                "The file cannot be written (It is a folder). To write into it, end its name with a slash:"
                f" -o {output}/"
            )
            raise InputError([Problem("unwritable-file", sentence, output)])
        return None
    if exists(path):
        sentence = (
            "With several files the output is a folder, and this is a file. Choose another name with -o."
        )
        raise UsageError([Problem("wrong-usage", sentence, output)])
    renderer = plugins.choose_by_ending("renderers", output)
    if renderer is not None:
        sentence = (
            f"With several files the output is a folder, and this is the name of a file. Write -o {path.stem}"
            f" --to {renderer.name}, for example."
        )
        raise UsageError([Problem("wrong-usage", sentence, output)])
    return path


def name_of_result(file: Path, named: Sequence[Path], organisation: Organisation | None = None) -> Path:
    """Return the name of a file's result, without its ending.

    Below a folder that was named, the result lies as the file does. ``organisation`` is whose result it is
    where a file holds those of several.

    >>> name_of_result(Path("docs/examples/ornskoldsvik-2017.md"), [Path("docs")]).as_posix()
    'examples/ornskoldsvik-2017'
    """
    folder = next((path for path in named if is_folder(path) and file.is_relative_to(path)), file.parent)
    name = file.relative_to(folder).with_suffix("")
    if organisation is None:
        return name
    whose = " ".join(part for part in (organisation.name, organisation.code) if part is not None)
    words = "".join(letter if letter.isalnum() else " " for letter in whose).split()
    return name.with_name("-".join((name.name, *words)).lower())


def make_folder_of(output: Path) -> None:
    """Make the folder that a result goes into; raise ``InputError`` where that is not possible."""
    try:
        output.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        sentence = f"The folder cannot be made ({error.strerror}). Choose another place with -o."
        raise InputError([Problem("unwritable-file", sentence, str(output.parent))]) from None


T = TypeVar("T")


def each(files: Sequence[Path]) -> Iterator[Path]:
    """Iterate over the files, with a progress bar if they are several and standard error is a terminal."""
    if len(files) < 2 or not sys.stderr.isatty():  # noqa: PLR2004 - one file needs no bar
        yield from files
        return
    from tqdm import tqdm

    with tqdm(files, unit="file", file=sys.stderr, leave=False) as bar:
        yield from bar


def collect(files: Sequence[Path], work: Callable[[Path], T]) -> tuple[list[tuple[Path, T]], list[Problem]]:
    """Return what ``work`` makes of every file, and the problems of those that it fails on."""
    results: list[tuple[Path, T]] = []
    problems: list[Problem] = []
    for file in each(files):
        try:
            results.append((file, work(file)))
        except UsageError:
            raise
        except InputError as error:
            problems.extend(error.problems)
    return results, problems


def refuse_overwriting(output: Path | None, inputs: Sequence[Path]) -> None:
    """Raise ``UsageError`` where the output is one of the inputs."""
    if output is None:
        return
    for path in inputs:
        if is_same(output, path):
            raise UsageError(
                [
                    Problem(
                        "output-is-input",
                        "The output is also an input. Choose another name with -o.",
                        str(output),
                    )
                ]
            )


def left_out(plugins: Plugins, *, as_json: bool) -> tuple[Problem, ...]:
    """Return why plugins that the command could use are left out, for the warnings in JSON.

    Without JSON it is written to standard error at once, because nothing may be left to show, and none is
    returned.
    """
    failures = plugins.told_failures()
    if as_json:
        return failures
    warn(failures)
    return ()
