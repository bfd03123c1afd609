"""What survives in the scaffolds is what the list of survivors says; the quick ones are asked anew."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
LISTED = (ROOT / "tests/mutation/survivors.md").read_text("utf-8")


@pytest.mark.slow
def test_what_is_listed_of_scaffolds_was_measured():
    pytest.importorskip("coverage", reason="which lines run in a test is asked of coverage")
    command = [sys.executable, "-m", "tests.mutation.mutate_plugins", "renderer", "container"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, check=True, encoding="utf-8", timeout=500)
    measured = re.findall(
        r"^(\w+): (\d+) of \d+ planted: contract (\d+), own 0, endless 0, survive (\d+), no test 0",
        done.stdout,
        re.MULTILINE,
    )
    assert [name for name, *_ in measured] == ["renderer", "container"]
    for name, *counts in measured:
        assert f"| `{name}` | {' | '.join(counts)} |" in LISTED
