"""Work through several files in one call: results and errors together, and a progress bar on a terminal."""

import sys
from argparse import Namespace
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TypeVar

from kompass_spec.cli.running import warn
from kompass_spec.places import is_same
from kompass_spec.plugins import Plugins
from kompass_spec.problems import InputError, Problem, UsageError

__all__ = ["collect", "each", "left_out", "refuse_overwriting"]

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


def left_out(plugins: Plugins, options: Namespace) -> tuple[Problem, ...]:
    """Return why plugins that the command could use are left out, for the warnings in JSON.

    Without JSON it is written to standard error at once, because nothing may be left to show, and none is
    returned.
    """
    told = plugins.told_failures()
    if options.json:
        return told
    warn(told)
    return ()
