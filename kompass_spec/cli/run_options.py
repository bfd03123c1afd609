"""The options of commands that work through many documents: in how many processes, and with which log."""

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

from kompass_spec.cli.options import named_path

__all__ = ["MANY", "RunOptions", "add_run_options", "jobs_for"]

MANY = 8
"""The number of files from which on each is worked on in a process of its own without being asked."""


class RunOptions(Protocol):
    """What says how many documents are worked through."""

    @property
    def jobs(self) -> int | None:
        """The number of processes that is asked for."""

    @property
    def log(self) -> Path | None:
        """The file of the log."""


def add_run_options(parser: argparse.ArgumentParser) -> None:
    """Add how many processes work at once, and the log by which an interrupted run goes on."""
    parser.add_argument(
        "--jobs",
        metavar="N",
        type=_number,
        help=f"work in this many processes at once (default: from {MANY} files on, one for each core)",
    )
    parser.add_argument(
        "--log",
        metavar="FILE",
        type=named_path,
        help="write what became of each document to this file, a line of JSON each, and go on from there",
    )


def _number(text: str) -> int:
    if not text.isdecimal() or not text.isascii() or not 0 < int(text[:6]) < 10**4:
        raise argparse.ArgumentTypeError(f"{text!r} is not a number of processes; write one such as 4")
    return int(text)


def jobs_for(options: RunOptions, files: Sequence[Path]) -> int | None:
    """Return in how many processes the files are worked on, ``None`` for within this program."""
    if options.jobs is not None:
        return options.jobs
    if len(files) >= MANY:
        from kompass_spec.cli.processes import cores

        return cores()
    return None if options.log is None else 1
