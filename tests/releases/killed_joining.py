"""Join two branches in copies of a framework, be killed at it, and join again.

``killed_joining.py FRAMEWORK PUBLISHED FOLDER`` is a process of its own, so that it can fork without the
threads of a test runner. It prints as JSON how often the ledger was the old one and how often the new one,
and whatever was neither.
"""

import json
import os
import shutil
import signal
import sys
from pathlib import Path
from typing import Any

from kompass_spec.releases.join_writing import join
from kompass_spec.releases.joining import plan_joining

WRITES = {"open", "os.rename", "os.link", "os.remove", "os.mkdir", "os.chmod", "os.rmdir", "fcntl.flock"}


def bytes_of(folder):
    """Return what lies in a folder, without what is hidden: the next release sweeps that up."""
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not path.name.startswith(".")
    }


def killed(plan, event):
    """Join in a child that is killed at its n-th event on the disk; tell if it ended before."""
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
        join(plan)
        os._exit(0)
    return os.WIFEXITED(os.waitpid(child, 0)[1])


def main():
    original, published, folder = map(Path, sys.argv[1:4])
    shutil.copytree(original, folder)
    join(plan_joining(folder, str(published)))
    wanted = bytes_of(folder)
    outcome: dict[str, Any] = {"old": 0, "new": 0, "wrong": []}
    ended, event = False, 0
    while not ended:
        event += 1
        shutil.rmtree(folder)
        shutil.copytree(original, folder)
        old = (folder / "ledger.jsonl").read_bytes()
        ended = killed(plan_joining(folder, str(published)), event)
        ledger = (folder / "ledger.jsonl").read_bytes()
        if ledger == old:
            outcome["old"] += 1
            join(plan_joining(folder, str(published)))
        elif ledger == wanted["ledger.jsonl"]:
            outcome["new"] += 1
        else:
            outcome["wrong"].append(f"{event}: the ledger is neither the old one nor the new one")
        if bytes_of(folder) != wanted:
            outcome["wrong"].append(f"{event}: made again, it is not the same")
    json.dump({**outcome, "events": event}, sys.stdout)


if __name__ == "__main__":
    main()
