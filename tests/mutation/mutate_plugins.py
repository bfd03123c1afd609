"""Plant mistakes in plugins, one at a time, and list those that no test of the plugin finds.

``uv run python -m tests.mutation.mutate_plugins importer`` makes an importer as ``kompass new plugin`` does,
and plants every mistake in it; ``kompass-score-standard`` takes that plugin's modules instead, ``--most 50``
so many of its mistakes, spread evenly. What judges is the plugin's own tests, first the contract. A mistake
that nothing can be imported with is found; one that makes the tests endless is listed as such.
"""

import argparse
import importlib
import os
import shutil
import signal
import sys
import tempfile
import time
from functools import partial
from pathlib import Path

import pytest

from kompass_spec.cli.new.scaffold import KINDS, new_plugin
from tests.mutation.mistakes import Mistake, mistakes_in

ROOT = Path(__file__).parents[2]
WARM = ("kompass_testing.contracts.importers", "kompass_testing.contracts.scorers",
        "kompass_testing.contracts.converters", "kompass_testing.contracts.renderers",
        "kompass_testing.contracts.containers", "kompass_testing.contracts.sheet_renderers",
        "kompass_testing.contracts.linters", "hypothesis")  # fmt: skip
# What these ask is not whether a figure is right, and each starts other processes.
ELSEWHERE = " and ".join(
    f"not test_{name}"
    for name in (
        "it_answers_the_same_everywhere",
        "no_network_is_asked",
        "no_file_is_written",
        "no_other_process_is_started",
        "nothing_is_printed",
        "the_process_is_left_as_it_was",
        "an_enormous",
    )
)
MARKERS = " and ".join(
    f"not {name}"
    for name in (
        "benchmark",
        "browser",
        "community",
        "documents",
        "office",
        "pairs",
        "paper",
        "peers",
        "wheels",
    )
)


def made(name: str, folder: Path) -> Path:
    """Return the folder of a distribution to plant mistakes in: a copy, or one that is made anew."""
    if name in KINDS:
        return new_plugin(name, "mutant", folder / "made").folder
    copied = folder / name
    shutil.copytree(ROOT / "plugins" / name / "src", copied / "src")
    return copied


def is_found(source: Path, tests: list[Path], *, ours: bool, seconds: int) -> bool | None:
    """Tell in a process of its own whether a test fails with what stands under ``source``.

    Return ``None`` where the tests take longer than so many seconds.
    """
    child = os.fork()
    if child == 0:
        try:
            _run(source, tests, ours=ours)
        finally:
            os._exit(3)
    ends = time.monotonic() + seconds
    while time.monotonic() < ends:
        done, status = os.waitpid(child, os.WNOHANG)
        if done:
            return os.waitstatus_to_exitcode(status) != 0
        time.sleep(0.02)
    os.killpg(child, signal.SIGKILL)
    os.waitpid(child, 0)
    return None


def _run(source: Path, tests: list[Path], *, ours: bool) -> None:
    os.setpgid(0, 0)
    silent = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(silent, stream)
    sys.path.insert(0, str(source))
    sys.dont_write_bytecode = True
    importlib.invalidate_caches()
    options = [
        "-x",
        "-q",
        "-W",
        "ignore::pytest.PytestAssertRewriteWarning",
        "-p",
        "no:cacheprovider",
        "-n",
        "0",
        "-k",
        ELSEWHERE,
    ]
    options += ["-m", MARKERS] if ours else []
    os._exit(int(pytest.main([*options, *map(str, tests)])))


def judges(name: str, folder: Path, *, contract: bool) -> list[Path]:
    """Return the tests that judge a plugin: all of its own, or those of its contracts."""
    tests = (folder if name in KINDS else ROOT / "plugins" / name) / "tests"
    named = sorted(tests.glob("test_*contract*.py"))
    return named if contract else [tests]


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("plugins", nargs="+", metavar="plugin")
    parser.add_argument("--most", type=int, help="plant so many mistakes in a plugin, spread evenly")
    parser.add_argument("--module", default="", help="plant them only in modules with this in their name")
    parser.add_argument("--minutes", type=float, default=1e6, help="stop with a plugin after so many minutes")
    parser.add_argument("--seconds", type=int, default=300, help="let the tests take so long at most")
    parser.add_argument("--contract", action="store_true", help="ask the contract alone")
    options = parser.parse_args()
    for name in WARM:
        importlib.import_module(name)
    for name in options.plugins:
        with tempfile.TemporaryDirectory() as folder:
            _mutate(name, made(name, Path(folder)), options)
    return 0


def _mutate(name: str, folder: Path, options: argparse.Namespace) -> None:
    source = folder / "src"
    modules = sorted(path for path in source.rglob("*.py") if options.module in path.stem)
    planted: list[tuple[Path, Mistake]] = [
        (path, mistake) for path in modules for mistake in mistakes_in(path.read_text("utf-8"))
    ]
    every = max(1, -(-len(planted) // options.most)) if options.most else 1
    known = judges(name, folder, contract=True)
    rounds = [known] if options.contract else [known, judges(name, folder, contract=False)]
    begun = time.monotonic()
    ask = partial(is_found, source, ours=name not in KINDS, seconds=options.seconds)
    if any(ask(tests) is not False for tests in rounds):
        raise SystemExit(f"The tests of {name} fail, or take too long, before a mistake is planted.")
    asked = survivors = endless = 0
    for path, mistake in planted[::every]:
        if time.monotonic() - begun > options.minutes * 60:
            break
        asked += 1
        right = path.read_text("utf-8")
        path.write_text(mistake.source, "utf-8")
        answers = (ask(tests) for tests in rounds)
        found = next((answer for answer in answers if answer is not False), False)
        path.write_text(right, "utf-8")
        if not found:
            survivors, endless = survivors + (found is False), endless + (found is None)
            _say(f"{path.relative_to(source)}:{mistake}{' (endless)' if found is None else ''}")
    seconds = round(time.monotonic() - begun)
    _say(
        f"{name}: {asked} of {len(planted)} mistakes planted, {survivors} survive, {endless} are endless,"
        f" {seconds} s"
    )


def _say(words: str) -> None:
    sys.stdout.write(f"{words}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
