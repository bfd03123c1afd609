"""Ask tests about one mistake after the other, each in a fork of a process that has collected them."""

import os
import pickle
import signal
import sys
import time
import warnings
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from attrs import frozen
from hypothesis import Phase, settings

from kompass_testing.contracts import base, quiet
from tests.mutation.mistakes import Mistake
from tests.mutation.planting import imported_all, plant

PHASES = (Phase.explicit, Phase.generate)
MEMORY = 4_000_000_000
PATIENCE = 10
"""A test is endless that takes so many times as long as without a mistake, and so many seconds more."""


@frozen
class Known:
    """Hold what is known of a test: how many seconds it takes, and which lines of the plugin run in it."""

    seconds: float
    lines: dict[str, frozenset[int]]

    def runs(self, file: Path, mistake: Mistake) -> bool:
        """Tell whether a line of a mistake's statement runs in the test."""
        return not self.lines.get(str(file), frozenset()).isdisjoint(mistake.lines)


@frozen
class Verdict:
    """Hold what the tests say of a mistake: which finds it, by which words, and how many were asked.

    ``of`` counts the tests that could have been asked, had there been no limit of time.
    """

    found_by: str | None
    asked: int
    of: int = 0
    words: str = ""
    contract: bool = False
    endless: bool = False


class Judge:
    """A plugin of pytest that, in the place of running the tests once, asks them about many mistakes.

    ``asking`` is called with the judge when the tests are collected and known. Where it does not learn what
    runs in each test, all are asked about every mistake.
    """

    def __init__(
        self,
        source: Path,
        asking: Callable[["Judge"], None],
        *,
        examples: int,
        cases: int,
        most: float,
        patience: float,
        learns: bool = True,
    ) -> None:
        self.source, self.asking, self.most, self.patience = source, asking, most, patience
        self.learns = learns
        self.examples, self.cases = examples, cases
        self.found: Counter[str] = Counter()
        self.known: dict[str, Known] = {}
        self.left_out: list[str] = []
        self.others: list[str] = []
        self.missing: list[str] = []
        self.items: dict[str, Any] = {}

    @pytest.hookimpl(trylast=True)
    def pytest_configure(self) -> None:
        """Search for a counterexample, and do not make it small: that it is found is enough."""
        settings.register_profile(
            "mutation",
            settings.default,
            max_examples=self.examples,
            derandomize=True,
            database=None,
            phases=PHASES,
            deadline=None,
        )
        settings.load_profile("mutation")
        vars(base)["_PHASES"] = PHASES  # as above, for the laws of the contracts
        vars(quiet)["watch_elsewhere"] = _elsewhere

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Learn what each test takes and runs, then ask about mistakes."""
        self.missing = imported_all(self.source)
        every = {item.nodeid: item for item in session.items}
        self.items = {item.nodeid: item for item in _some(session.items, self.cases)}
        for nodeid in self.items if self.learns else ():
            learnt = in_a_fork(partial(self._learn, nodeid), 20 * self.most)
            if isinstance(learnt, Known) and learnt.seconds <= self.most:
                self.known[nodeid] = learnt
            else:
                self.left_out.append(nodeid)
        if self.learns:
            self.others = [nodeid for nodeid in every if nodeid not in self.items]
        else:
            self.others = in_a_fork(self._sound, 60 + 20 * self.most * len(self.items)) or []
            self.left_out = [nodeid for nodeid in self.items if nodeid not in self.others]
        self.items = every
        self.asking(self)
        return True

    def _learn(self, nodeid: str) -> Known | None:
        import coverage  # noqa: PLC0415 - the group lint brings it, and a newcomer's tests need it not

        signal.setitimer(signal.ITIMER_PROF, 3 * self.most)  # counting lines takes time too
        watch = coverage.Coverage(data_file=None, include=[f"{self.source}/*"], config_file=False)
        watch.start()
        begun = time.process_time()
        failed = _failure(self.items[nodeid], None) is not None
        seconds = time.process_time() - begun
        watch.stop()
        with warnings.catch_warnings(action="ignore"):  # of a test that runs no line of the plugin
            data = watch.get_data()
        lines = {file: frozenset(data.lines(file) or ()) for file in data.measured_files()}
        return None if failed else Known(seconds, lines)

    def _sound(self) -> list[str]:
        """Return the tests that find no mistake where there is none."""
        sound = []
        for nodeid, item in self.items.items():
            signal.setitimer(signal.ITIMER_PROF, PATIENCE * (self.most + 1))
            if _failure(item, None) is None:
                sound.append(nodeid)
        return sound

    def verdict(self, file: Path, mistake: Mistake) -> Verdict:
        """Return what the tests say of a mistake: first those of contracts.

        Of the others, those that found many before are asked first, then the quick before the slow. The
        answers come when so much time of the processor is used as one mistake may cost.
        """
        running = [nodeid for nodeid, known in self.known.items() if known.runs(file, mistake)]
        running.sort(key=self._in_turn)
        # What some cases of a test do not find another may; nobody knows which lines run in these.
        running += sorted(self.others, key=lambda nodeid: -self.found[_test(nodeid)])
        if not running:
            return Verdict(None, 0)
        answer = in_a_fork(lambda: self._ask(running, file, mistake), 60 + 10 * self.most * len(running))
        if isinstance(answer, tuple):
            self.found[_test(answer[0])] += 1
            return Verdict(answer[0], len(running), len(running), answer[1], _of_contract(answer[0]))
        if isinstance(answer, int):
            return Verdict(None, answer, len(running))
        return Verdict(None, len(running), len(running), endless=True)

    def _in_turn(self, nodeid: str) -> tuple[bool, int, float, str]:
        return not _of_contract(nodeid), -self.found[_test(nodeid)], self.known[nodeid].seconds, nodeid

    def _ask(self, running: list[str], file: Path, mistake: Mistake) -> tuple[str, str] | int:
        """Return which test finds the mistake and how, or how many were asked without finding it."""
        import resource  # noqa: PLC0415 - not every system has it, and doctests import this module

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        plant(file, mistake)
        begun = time.process_time()
        for asked, (nodeid, after) in enumerate(zip(running, [*running[1:], None], strict=True)):
            if time.process_time() - begun > self.patience:
                return asked
            seconds = self.known[nodeid].seconds if nodeid in self.known else self.most
            signal.setitimer(signal.ITIMER_PROF, PATIENCE * (seconds + 1))
            words = _failure(self.items[nodeid], None if after is None else self.items[after])
            if words is not None:
                return nodeid, words
        return len(running)


def _some(items: list[Any], most: int) -> Iterator[Any]:
    """Iterate over the tests: of one with many parameters over so many cases, spread evenly."""
    cases: dict[str, list[Any]] = {}
    for item in items:
        cases.setdefault(_test(item.nodeid), []).append(item)
    for alike in cases.values():
        step = max(1, len(alike) / most)
        yield from (alike[int(number * step)] for number in range(min(len(alike), most)))


def _elsewhere(*_: object) -> Any:
    """Start no fresh process, which would know nothing of a mistake; the contract passes over this error."""
    raise AssertionError("The plugin is not watched here.")


def _test(nodeid: str) -> str:
    return nodeid.partition("[")[0]


def _of_contract(nodeid: str) -> bool:
    return "contract" in nodeid.partition("::")[0].rpartition("/")[2]


def _failure(item: Any, after: Any) -> str | None:
    """Run a test; return what it says where it fails."""
    from _pytest.runner import runtestprotocol  # noqa: PLC0415 - what pytest itself runs a test with

    reports = runtestprotocol(item, nextitem=after, log=False)
    failed = next((report for report in reports if report.failed), None)
    if failed is None:
        return None
    crash = getattr(failed.longrepr, "reprcrash", None)
    return str(crash.message if crash is not None else failed.longrepr)


def in_a_fork(work: Callable[[], Any], seconds: float) -> Any:
    """Return what a function returns in a process of its own; ``None`` where that process is ended."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.setpgid(0, 0)
        os.close(reading)
        silent = os.open(os.devnull, os.O_RDWR)
        for stream in (0, 1, 2):
            os.dup2(silent, stream)
        answer = None
        try:
            answer = work()
        finally:
            with os.fdopen(writing, "wb") as pipe:
                pipe.write(pickle.dumps(answer))
            os._exit(0)
    os.close(writing)
    signal.signal(signal.SIGALRM, lambda *_: os.killpg(child, signal.SIGKILL))
    signal.setitimer(signal.ITIMER_REAL, seconds)
    with os.fdopen(reading, "rb") as pipe:
        content = pipe.read()
    signal.setitimer(signal.ITIMER_REAL, 0)
    os.waitpid(child, 0)
    return pickle.loads(content) if content else None  # noqa: S301 - written by our own fork


def ask(paths: Iterable[Path], options: list[str], judge: Judge) -> int:
    """Collect the tests and let a judge ask them."""
    sys.dont_write_bytecode = True
    return int(pytest.main([*options, *map(str, paths)], plugins=[judge]))
