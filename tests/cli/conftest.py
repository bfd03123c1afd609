"""What the tests of the command share: the command itself, run as a person would, and the shipped report."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


class Ran:
    """The outcome of one run of the command."""

    def __init__(self, done):
        self.code = done.returncode
        self.raw = done.stdout
        self.out = done.stdout.decode("utf-8")
        self.err = done.stderr.decode("utf-8")
        assert "Traceback" not in self.err, self.err

    @property
    def json(self):
        return json.loads(self.out)


@pytest.fixture
def kompass(tmp_path):
    """Run the command in an empty folder."""

    def run(*arguments, folder=tmp_path, **environment):
        command = [sys.executable, "-W", "error", "-m", "kompass_spec.cli", *map(str, arguments)]
        return Ran(
            subprocess.run(
                command,
                cwd=folder,
                env={**os.environ, **environment},
                capture_output=True,
                check=False,
                timeout=120,
            )
        )

    return run


@pytest.fixture(scope="session")
def report():
    """The shipped report."""
    return ROOT / "docs/examples/ornskoldsvik-2017.md"


@pytest.fixture(scope="session")
def sample():
    """The real report, where it is at hand."""
    path = ROOT.parent / "shared/samples/ornskoldsvik-2017-report.md"
    if not path.exists():
        pytest.skip("the real report is not part of the project")
    return path
