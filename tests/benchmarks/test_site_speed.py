"""How long the documentation site takes to build, with every page that is generated."""

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.mark.benchmark
def test_the_site_is_built_in_twenty_seconds(tmp_path):
    pytest.importorskip("material", reason="the group `docs` is not installed")
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", "--site-dir", tmp_path]
    began = time.perf_counter()
    done = subprocess.run(
        command,
        cwd=ROOT,
        env=os.environ | {"NO_MKDOCS_2_WARNING": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    took = time.perf_counter() - began
    assert done.returncode == 0, done.stderr
    assert took < 20
