"""How long a folder of reports takes to become pages with their index, on two cores."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.benchmark

EXAMPLE = Path(__file__).parents[2] / "docs/examples/ornskoldsvik-2017.md"
REPORTS, CORES, SECONDS = 150, 2, 10


@pytest.mark.skipif(not hasattr(os, "wait4"), reason="this system does not tell the time of other processes")
def test_150_reports_are_pages_with_their_index_in_ten_seconds_on_two_cores(tmp_path):
    reports = tmp_path / "reports"
    reports.mkdir()
    text = EXAMPLE.read_text("utf-8")
    for number in range(REPORTS):
        name = f"Kommun{number:03}"
        (reports / f"{name}.md").write_text(text.replace("Örnsköldsvik", name), "utf-8")
    before = os.times()
    command = [sys.executable, "-m", "kompass_spec", "report", "reports", "-o", "pages", "--to", "html"]
    ran = subprocess.run([*command, "--jobs", str(CORES)], cwd=tmp_path, capture_output=True, check=False)
    after = os.times()
    assert ran.returncode == 0, ran.stderr
    assert len(list((tmp_path / "pages").iterdir())) == REPORTS + 1
    # The time of the processors, so that it does not matter what else runs: 15 s when this was written.
    took = after.children_user + after.children_system - before.children_user - before.children_system
    assert took / CORES < SECONDS
