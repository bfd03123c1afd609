"""Run the command as a person does, for what a gallery shows beside the report itself."""

import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import final

from attrs import frozen

from kompass_site.installed import Installed
from kompass_spec import Scorecard

__all__ = ["Shown", "run_commands"]

_SECONDS = 60


@final
@frozen(kw_only=True)
class Shown:
    """Hold what a command has made: its name, the command as it is typed, and the bytes of its page."""

    command: str
    name: str
    content: bytes


def run_commands(example: Path, scorecards: Sequence[Scorecard], installed: Installed) -> tuple[Shown, ...]:
    """Return the pages of every kind that the example has something for, each as its command writes it."""
    with TemporaryDirectory() as folder, ThreadPoolExecutor(2) as pool:
        made = pool.map(lambda each: _run(each, example, Path(folder)), _asked(scorecards, installed))
        return tuple(shown for shown in made if shown is not None)


def _asked(scorecards: Sequence[Scorecard], installed: Installed) -> Iterator[tuple[str, list[str]]]:
    """Yield the name and the arguments of each command; ``{}`` stands for the example."""
    if not scorecards:
        return
    newest, *earlier = [card.assessment.edition for card in scorecards]
    older = next((edition for edition in earlier if edition != newest), None)
    if earlier:
        yield "comparison", ["compare", "{}"]
    if installed.plugins.of_kind("datasets"):
        yield "cohort", ["cohort", "--edition", newest]
    if older is not None:
        yield "conversion", ["convert", "{}", "--to", older]
        yield "difference", ["diff", older, newest]


def _run(asked: tuple[str, list[str]], example: Path, folder: Path) -> Shown | None:
    """Run one command; ``None`` where it makes no page, whatever the reason."""
    name, arguments = asked
    output = folder / f"{name}.html"
    typed = [one.replace("{}", example.name) for one in arguments]
    given = [one.replace("{}", os.fspath(example.resolve())) for one in arguments]
    command = [sys.executable, "-m", "kompass_spec", *given, "-o", os.fspath(output)]
    # The exit code is 1 where printed figures contradict each other, and there is a page all the same.
    with suppress(subprocess.TimeoutExpired):
        subprocess.run(command, cwd=folder, capture_output=True, check=False, timeout=_SECONDS)  # noqa: S603 - our own command
    if not output.is_file():
        return None
    shown = " ".join(["kompass", *typed, "-o", output.name])
    return Shown(command=shown, name=name, content=output.read_bytes())
