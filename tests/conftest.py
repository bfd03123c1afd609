"""What all tests of the repository share: golden files, the command run as a person would, and the shipped report."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


def pytest_addoption(parser):
    parser.addoption(
        "--update-golden", action="store_true", default=False, help="write golden files instead of comparing"
    )


@pytest.fixture
def check_golden(pytestconfig):
    """Compare bytes with a golden file, which must be there, or write it where ``--update-golden`` is given."""

    def check(file, content):
        if pytestconfig.getoption("--update-golden"):
            file.write_bytes(content)
        assert file.exists(), f"{file.name} is missing; look at the output and run with --update-golden"
        assert content.decode() == file.read_bytes().decode()

    return check


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


def runs_in(empty):
    """Return what runs the command in a folder, in the one that is given unless another is asked for."""

    def run(*arguments, folder=empty, **environment):
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


@pytest.fixture
def kompass(tmp_path):
    """Run the command in an empty folder."""
    return runs_in(tmp_path)


@pytest.fixture(scope="session")
def run_kompass(tmp_path_factory):
    """Run the command in a folder that all tests share, for results that several of them look at."""
    return runs_in(tmp_path_factory.mktemp("shared"))


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
