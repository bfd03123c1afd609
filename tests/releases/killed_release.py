"""Publish in copies of a framework, be killed at it, and publish again.

``killed_release.py FRAMEWORK FOLDER TIMES`` is a process of its own, so that it can fork without the threads
of a test runner. It prints as JSON how often the ledger was the old one and how often the new one, and
whatever was neither.
"""

import json
import os
import random
import shutil
import signal
import sys
import time
from pathlib import Path
from typing import Any

from kompass_spec.model.problems import InputError
from kompass_spec.registry.ledger import ReleaseKind, read_ledger
from kompass_spec.releases.file_verification import file_problems
from kompass_spec.releases.plans import plan_release, plan_withdrawal
from kompass_spec.releases.publication import publish

DATE, REVIEWERS = "2026-11-26", ("A. Reviewer",)
WRITES = {"open", "os.rename", "os.link", "os.remove", "os.mkdir", "os.chmod", "os.rmdir", "fcntl.flock"}


def bytes_of(folder):
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def visible(held):
    return {name: content for name, content in held.items() if not Path(name).name.startswith(".")}


def killed(plan, *, event=None, after=None):
    """Publish in a child that is killed at its n-th event on the disk, or after a time; tell if it ended."""
    child = os.fork()
    if child == 0:
        seen = 0

        def count(name, _):
            nonlocal seen
            if name in WRITES:
                seen += 1
                if seen == event:
                    os.kill(os.getpid(), signal.SIGKILL)

        sys.addaudithook(count)
        publish(plan)
        os._exit(0)
    if after is not None:
        time.sleep(after)
        os.kill(child, signal.SIGKILL)
    return os.WIFEXITED(os.waitpid(child, 0)[1])


def trial(original, folder, plan, outcome, wanted, **when):
    """Kill one release, look at what it left, and make it again."""
    shutil.rmtree(folder)
    shutil.copytree(original, folder)
    old = read_ledger(folder).entries
    ended = killed(plan, **when)
    ledger = read_ledger(folder)
    if ledger.entries == old:
        outcome["old"] += 1
        left = [problem for problem in file_problems(folder, ledger, "") if problem.code != "unknown-release"]
        outcome["wrong"] += map(str, left)
        publish(plan)
    elif ledger.entries == (*old, plan.entry):
        outcome["new"] += 1
        outcome["wrong"] += map(str, file_problems(folder, ledger, ""))
    else:
        outcome["wrong"].append("the ledger is neither the old one nor the new one")
    held, whole = bytes_of(folder), wanted
    if ledger.entries != old:
        # What is left after the last rename is hidden, and swept up by the next release.
        held, whole = visible(held), visible(wanted)
    if held != whole:
        outcome["wrong"].append(f"made again, it is not the same: {when}")
    return ended


def killings(original, folder, plan, times):
    """Kill a release at each of its events on the disk, then so many times at a random moment."""
    shutil.rmtree(folder)
    shutil.copytree(original, folder)
    outcome: dict[str, Any] = {"old": 0, "new": 0, "events": 0, "wrong": []}
    began = time.perf_counter()
    publish(plan)
    lasted = time.perf_counter() - began
    wanted = bytes_of(folder)
    while not trial(original, folder, plan, outcome, wanted, event=outcome["events"] + 1):
        outcome["events"] += 1
    chance = random.Random(13)  # noqa: S311 - moments to be killed at are no secret
    for _ in range(times):
        trial(original, folder, plan, outcome, wanted, after=chance.uniform(0, 1.5 * lasted))
    return outcome


def race(original, folder, plans):
    """Publish all plans in the same moment; return the exit codes and the entries that came."""
    shutil.rmtree(folder)
    shutil.copytree(original, folder)
    before = len(read_ledger(folder).entries)
    start = time.time() + 0.05
    children = []
    for plan in plans:
        child = os.fork()
        if child == 0:
            while time.time() < start:
                pass
            try:
                publish(plan)
            except InputError as error:
                os._exit(1 if "was released here meanwhile" in str(error) else 2)
            os._exit(0)
        children.append(child)
    codes = [os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for child in children]
    ledger = read_ledger(folder)
    problems = [str(problem) for problem in file_problems(folder, ledger, "")]
    return sorted(codes), len(ledger.entries) - before, problems


def main():
    original, folder = map(Path, sys.argv[1:3])
    times = int(sys.argv[3])
    shutil.copytree(original, folder)
    plan = plan_release(folder / "editions/se-2016/edition.toml", date=DATE, reviewed_by=REVIEWERS)
    withdrawals = [
        plan_withdrawal(
            folder, ReleaseKind.EDITION, name, "1.0.0", reason="Wrong.", date=DATE, reviewed_by=REVIEWERS
        )
        for name in ("se-2002", "se-2010", "se-2016", "se-2020")
    ]
    json.dump(
        {
            "release": killings(original, folder, plan, times),
            "withdrawal": killings(original, folder, withdrawals[0], times),
            "races": [race(original, folder, [plan, *withdrawals]) for _ in range(max(5, times // 10))],
        },
        sys.stdout,
    )


if __name__ == "__main__":
    main()
