"""Measure one piece of work in this process, and say it in a line of JSON."""

import json
import sys
import time
from pathlib import Path

__all__ = ["asked", "tell"]


def asked():
    """Return what is asked for: the size, the number of threads, the folder of the data and the rest."""
    return json.loads(sys.argv[1])


def tell(work, check=float, warm=True):
    """Do a piece of work and print the seconds that it took, and a number that all have to agree on.

    ``check`` makes the number of what the work returns. It is done once before, so that what is loaded and
    compiled at its first use is not measured, unless it takes too long for that.
    """
    times = 1
    if warm:
        began = time.perf_counter()
        work()
        # What takes no time is done so often that the clock sees it.
        times = max(1, int(0.2 / max(time.perf_counter() - began, 1e-7)))
    wall, processor = time.perf_counter(), time.process_time()
    for _ in range(times):
        result = work()
    wall, processor = time.perf_counter() - wall, time.process_time() - processor
    status = Path("/proc/self/status").read_text("utf-8")
    peak = int(status.partition("VmHWM:")[2].split()[0]) / 1024
    line = {
        "wall": wall / times,
        "processor": processor / times,
        "peak": peak,
        "check": check(result),
    }
    print(json.dumps(line))
