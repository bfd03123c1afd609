"""How much faster many documents are read on two cores than on one, and in how much memory."""

import shutil
import subprocess
import sys
import time
from pathlib import Path
from typing import NamedTuple

import pytest

from kompass_spec.cli.processes import cores

pytestmark = pytest.mark.benchmark

ROOT = Path(__file__).parents[2]
EXAMPLE = ROOT / "docs/examples/ornskoldsvik-2017.md"
SAMPLE = ROOT.parent / "shared/samples/ornskoldsvik-2017-report.md"
DOCUMENTS = [SAMPLE if SAMPLE.exists() else EXAMPLE, *sorted((SAMPLE.parent / "documents").glob("*"))]
TEXTS = sorted((ROOT / "plugins/kompass-import-report/tests/texts").glob("0*.txt"))

MEASURED = """
import re, resource, sys
from pathlib import Path
from kompass_spec.cli import main
if __name__ == "__main__":
    main(sys.argv[1:])
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    # What is said of the whole life of a process counts what started it, too.
    status = Path("/proc/self/status")
    own = int(re.search(r"VmHWM:\\s+(\\d+) kB", status.read_text())[1]) if status.exists() else 0
    peak = max(own, used[1].ru_maxrss) * 1024
    print("MEASURED", *(one.ru_utime + one.ru_stime for one in used), peak)
"""
"""The command, and what it took: processor time of its own and of the others, and the greatest peak."""

BUSY = """
for _ in range(12):
    numbers = {str(number): [number] for number in range(300_000)}
    total = sum(len(name) * values[0] for name, values in numbers.items())
"""
"""What keeps a core busy for some seconds, and makes objects as reading does."""

QUIET = 1.95
"""How many times as fast as one two such processes are at least where nothing else runs."""


class Run(NamedTuple):
    """What a run of the command took."""

    seconds: float
    own: float
    others: float
    peak: float


class Pair(NamedTuple):
    """A run in one process and one in two, and how many times as fast two plain processes were meanwhile."""

    one: Run
    two: Run
    reached: float


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """A folder with 200 documents: reports, short texts, and reports in other kinds of files."""
    place = tmp_path_factory.mktemp("many")
    for number in range(200):
        source = DOCUMENTS[number // 2 % len(DOCUMENTS)] if number % 2 else TEXTS[number % len(TEXTS)]
        shutil.copy(source, place / f"{number:03}{source.suffix}")
    return place


@pytest.fixture(scope="module")
def pair_of(folder, tmp_path_factory):
    """Return how to run a command on the folder in one process and in two."""

    def run(arguments, jobs):
        place = tmp_path_factory.mktemp("run")
        (place / "program.py").write_text(MEASURED, "utf-8")
        command = [
            sys.executable,
            "program.py",
            arguments[0],
            str(folder),
            *arguments[1:],
            "--jobs",
            str(jobs),
        ]
        begun = time.perf_counter()
        ran = subprocess.run(command, cwd=place, capture_output=True, check=False, text=True)
        took = time.perf_counter() - begun
        return Run(took, *map(float, ran.stdout.rpartition("MEASURED ")[2].split()))

    def busy(processes):
        begun = time.perf_counter()
        started = [subprocess.Popen([sys.executable, "-c", BUSY]) for _ in range(processes)]
        for process in started:
            assert process.wait() == 0
        return (time.perf_counter() - begun) / processes

    def pair(*arguments):
        before = busy(1), busy(2)
        one, two = run(arguments, 1), run(arguments, 2)
        after = busy(1), busy(2)
        # Two processes that have nothing to do with each other are twice as fast as one, where nothing else
        # runs. What they miss of that at this moment, no program can reach.
        return Pair(one, two, (before[0] + after[0]) / (before[1] + after[1]))

    return pair


@pytest.fixture(scope="module")
def imported(pair_of):
    """Both runs of an import, which several tests look at, because each takes long."""
    return pair_of("import", "-o", "out.json", "--log", "log.jsonl")


def is_fast_enough(pair):
    return pair.one.seconds / pair.two.seconds >= 1.7 * min(pair.reached / QUIET, 1)


@pytest.mark.skipif(cores() < 2, reason="there is one core only")
def test_an_import_is_1_7_times_as_fast_on_two_cores_as_on_one(imported):
    assert is_fast_enough(imported), imported


@pytest.mark.skipif(cores() < 2, reason="there is one core only")
def test_pages_are_1_7_times_as_fast_on_two_cores_as_on_one(pair_of):
    pages = pair_of("report", "-o", "pages", "--to", "html")
    assert is_fast_enough(pages), pages


def test_next_to_nothing_of_many_documents_is_done_one_after_the_other(imported):
    one, two, _ = imported
    # What the processor does is the same on a busy machine; the other process can do no more than its half.
    assert (one.own + one.others) / (two.own + two.others / 2) >= 1.7


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="other systems measure it in other units")
def test_200_documents_are_read_in_less_than_400_mib(imported):
    assert max(imported.one.peak, imported.two.peak) < 400 * 2**20
