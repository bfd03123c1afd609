"""How long commands take to start, as ratios to bare imports measured in the same run."""

import os
import statistics
import subprocess
import sys
import time
from pathlib import Path

import pytest

pytestmark = pytest.mark.benchmark

ROOT = Path(__file__).parents[2]
EXAMPLE = ROOT / "docs/examples/ornskoldsvik-2017.md"
SAMPLE = ROOT.parent / "shared/samples/ornskoldsvik-2017-report.md"
KOMPASS = str(Path(sys.executable).with_name("kompass"))
ATTRS = [sys.executable, "-c", "import attrs"]
NEEDED = [
    sys.executable,
    "-c",
    (
        "import attrs, cattrs, pluggy; from importlib.metadata import entry_points;"
        " entry_points(group='kompass')"
    ),
]


def seconds(command):
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    start = time.perf_counter()
    subprocess.run(command, env=environment, check=True, capture_output=True)
    return time.perf_counter() - start


def ratio(command, base, rounds=21):
    """Return the median of paired ratios, after one run of each that writes the byte code."""
    seconds(command), seconds(base)
    return statistics.median(seconds(command) / seconds(base) for _ in range(rounds))


def test_the_version_takes_no_longer_than_importing_attrs():
    assert ratio([KOMPASS, "--version"], ATTRS) <= 1


def test_listing_editions_takes_at_most_half_longer_than_the_bare_imports():
    # Pins, forms and the guards around plugins are looked at on every start.
    assert ratio([KOMPASS, "editions"], NEEDED) <= 1.5


@pytest.mark.parametrize("ending", ["html", "txt"])
def test_a_report_takes_at_most_seven_and_a_half_times_the_bare_imports(tmp_path, ending):
    report = SAMPLE if SAMPLE.exists() else EXAMPLE
    command = [KOMPASS, "report", str(report), "-o", str(tmp_path / f"report.{ending}")]
    assert ratio(command, NEEDED, rounds=9) <= 7.5
