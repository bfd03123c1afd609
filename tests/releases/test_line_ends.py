"""Law 4 holds in every clone: "same bytes, same digest, for ever", also where git writes the line ends of Windows."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
REPORT = ("report", "docs/examples/ornskoldsvik-2017.md", "-o", "report.html")
FRAMEWORKS = [path.parent for path in sorted(ROOT.glob("*/*/ledger.jsonl"))] + [
    path.parent for path in sorted(ROOT.glob("plugins/*/src/*/ledger.jsonl"))
]


@pytest.fixture(scope="module")
def clone(tmp_path_factory):
    """A clone as Git for Windows makes it unless it is told otherwise."""
    if not (ROOT / ".git").exists():
        pytest.skip("this is no checkout")
    place = tmp_path_factory.mktemp("windows") / "clone"
    cloning = ["git", "-c", "core.autocrlf=true", "clone", "--quiet", "--depth=1", ROOT.as_uri(), place]
    subprocess.run(cloning, check=True, capture_output=True)
    return place


def run_in(clone, *arguments):
    """Run the command with the packages of a clone, in the place of those that are installed."""
    packages = [clone, clone / "frameworks", *sorted(clone.glob("plugins/*/src"))]
    return subprocess.run(
        [sys.executable, "-m", "kompass_spec.cli", *arguments],
        cwd=clone,
        env={
            **{name: value for name, value in os.environ.items() if name != "KOMPASS_PLUGINS"},
            "PYTHONPATH": os.pathsep.join(map(str, packages)),
            "PYTHONIOENCODING": "utf-8",
        },
        capture_output=True,
        check=False,
    )


def test_the_readme_command_works_in_a_clone_of_git_for_windows(clone):
    made = run_in(clone, *REPORT)
    assert made.returncode == 0, made.stderr.decode("utf-8")
    assert "Örnsköldsvik" in (clone / "report.html").read_text("utf-8")


def test_what_was_released_is_whole_in_such_a_clone(clone):
    found = run_in(clone, "verify", "--drafts")
    assert found.returncode == 0, found.stderr.decode("utf-8")
    assert b"kompass-variant-no" in found.stdout


def test_no_text_of_such_a_clone_has_other_line_ends_than_here(clone):
    asked = ["git", "ls-files", "--eol"]
    listed = subprocess.run(asked, cwd=clone, check=True, capture_output=True, text=True).stdout.splitlines()
    assert len(listed) > 500
    assert [line for line in listed if "w/crlf" in line or "w/mixed" in line] == []


@pytest.mark.parametrize("folder", FRAMEWORKS, ids=lambda folder: folder.name)
def test_every_framework_keeps_its_bytes_also_in_a_repository_of_its_own(folder, tmp_path):
    """A framework is handed over with its folder, so what keeps its bytes lies in there."""
    distribution = next(place for place in folder.parents if (place / "pyproject.toml").is_file())
    kept = (ROOT if distribution == ROOT else distribution) / ".gitattributes"
    subprocess.run(["git", "init", "--quiet", tmp_path], check=True)
    (tmp_path / ".gitattributes").write_bytes(kept.read_bytes())
    package = folder.relative_to(distribution)
    for name in ("ledger.jsonl", "releases/a/1.0.0.json"):
        asked = ["git", "check-attr", "text", "--", (package / name).as_posix()]
        said = subprocess.run(asked, cwd=tmp_path, check=True, capture_output=True, text=True).stdout
        assert said.endswith(": text: unset\n"), said
