"""Let everybody do the same work in turn, each time in a new process, and put the ratios together."""

import json
import os
import resource
import statistics
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, final

from attrs import evolve, frozen

from tests.benchmarks.peers.contests import Contest, Work
from tests.benchmarks.peers.environments import python_of

__all__ = ["Measured", "cold_starts", "race"]

_WORKS = Path(__file__).with_name("works")


@final
@frozen
class Measured:
    """Hold one row of the page: a work at a size, its seconds, and the ratio of ours to it.

    ``processor`` is the median seconds of the processor with one thread, ``wall`` those of the clock with a
    thread for every core, ``peak`` the greatest MiB that the process held; ``ratios`` are medians of rounds,
    of each of ours by its name.
    """

    work: Work
    size: int
    processor: float
    wall: float
    peak: float
    ratios: Mapping[str, float]


@final
@frozen(kw_only=True)
class _Lap:
    """Hold what a script says of one run."""

    wall: float
    processor: float
    peak: float
    check: float | None


def race(contest: Contest, size: int, rounds: int, place: Path, environments: Path) -> list[Measured]:
    """Return what was measured of everybody in a contest at a size; raise where results disagree."""
    folder = place / f"{contest.prepare}-{size}"
    if contest.prepare is not None and not (folder / "complete").exists():
        folder.mkdir(parents=True, exist_ok=True)
        _ran(python_of("", environments), contest.prepare, {"edition": "se-2016", "size": size}, folder)
        (folder / "complete").touch()
    works = [work for work in (*contest.ours, *contest.others) if size <= work.largest]
    laps: dict[str, list[_Lap]] = {work.called: [] for work in works}
    # In turn, so that whatever else the machine does slows all of them.
    for _ in range(rounds):
        for work in works:
            laps[work.called].append(_lap(work, size, folder, environments))
    checks = {lap.check for of_one in laps.values() for lap in of_one} - {None}
    if len(checks) > 1:
        raise AssertionError(f"{contest.title}: the results disagree: {checks}")
    return [
        Measured(
            work,
            size,
            statistics.median(lap.processor for lap in laps[work.called]),
            statistics.median(lap.wall for lap in laps[work.called]),
            max(lap.peak for lap in laps[work.called]),
            {
                one.called: statistics.median(
                    mine.processor / other.processor
                    for mine, other in zip(laps[one.called], laps[work.called], strict=True)
                )
                for one in contest.ours
                if one.called in laps and work not in contest.ours
            },
        )
        for work in works
    ]


def _lap(work: Work, size: int, folder: Path, environments: Path) -> _Lap:
    """Return the processor's time of one thread, and the clock's of all cores."""
    python = python_of(work.environment, environments)
    asked = {**work.asked, "size": size, "threads": 1}
    one = _Lap(**_ran(python, work.script, asked, folder))
    if not work.in_threads:
        return one
    all_cores = _ran(python, work.script, {**asked, "threads": os.cpu_count() or 1}, folder)
    return evolve(one, wall=all_cores["wall"])


def _ran(python: str, script: str, asked: Mapping[str, Any], folder: Path) -> dict[str, Any]:
    """Run a script and return what its last line says, nothing where it says nothing."""
    task = json.dumps({**asked, "folder": str(folder)})
    command = [python, str(_WORKS / f"{script}.py"), task]
    done = subprocess.run(command, check=False, capture_output=True, text=True)
    if done.returncode:
        raise AssertionError(f"{script} failed: {done.stderr}")
    return dict(json.loads(done.stdout.splitlines()[-1])) if done.stdout else {}


def cold_starts(commands: Mapping[str, Sequence[str]], rounds: int) -> dict[str, float]:
    """Return the median seconds of the processor that commands take from nothing, after one run of each."""
    taken: dict[str, list[float]] = {name: [] for name in commands}
    for lap in range(rounds + 1):
        for name, command in commands.items():
            before = resource.getrusage(resource.RUSAGE_CHILDREN)
            subprocess.run(command, check=True, capture_output=True)
            after = resource.getrusage(resource.RUSAGE_CHILDREN)
            if lap:
                taken[name].append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    return {name: statistics.median(seconds) for name, seconds in taken.items()}
