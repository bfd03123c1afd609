"""Law 4 holds in every clone: "same bytes, same digest, for ever", also where git writes the line ends of
Windows."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from kompass_spec import InputError
from kompass_spec.registry.ledger import read_ledger

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]
REPORT = ("report", "docs/examples/ornskoldsvik-2017.md", "-o", "report.html")
FRAMEWORKS = [
    path.parent
    for path in sorted([*ROOT.glob("*/*/ledger.jsonl"), *ROOT.glob("kompass_spec/*/*/ledger.jsonl")])
] + [path.parent for path in sorted(ROOT.glob("plugins/*/src/*/ledger.jsonl"))]


@pytest.fixture
def framework(tmp_path):
    """A copy of the framework that may be broken."""
    place = tmp_path / "framework"
    shutil.copytree(ROOT / "frameworks/kompass_frameworks", place)
    return place


def with_windows_line_ends(file):
    content = file.read_bytes()
    assert b"\r" not in content
    file.write_bytes(content.replace(b"\n", b"\r\n"))


def sentences(installed, *arguments):
    """Return what a command says of what is wrong, once it has failed."""
    ran = installed(*arguments)
    assert ran.returncode != 0
    return ran.stderr


def test_a_ledger_with_the_line_ends_of_windows_is_told_so_in_one_sentence(framework, installed):
    with_windows_line_ends(framework / "ledger.jsonl")
    said = sentences(installed(framework), "verify")
    assert said.count("\n") == 1
    for words in ("line ends", "core.autocrlf", "'ledger.jsonl -text'", ".gitattributes", "git checkout"):
        assert words in said
    for blamed in ("by hand", "was changed, removed or moved", "Remove it"):
        assert blamed not in said


def test_a_report_says_why_there_is_no_edition(framework, installed):
    with_windows_line_ends(framework / "ledger.jsonl")
    said = sentences(installed(framework), "import", ROOT / "docs/examples/ornskoldsvik-2017.md")
    assert "core.autocrlf" in said
    assert "by hand" not in said


def test_other_faults_of_such_a_ledger_are_found_too(framework):
    place = framework / "ledger.jsonl"
    first, rest = place.read_bytes().split(b"\n", 1)
    place.write_bytes(first.replace(b'"release"', b'"withdraw"') + b"\n" + rest)
    with pytest.raises(InputError) as bare:
        read_ledger(framework)
    with_windows_line_ends(place)
    with pytest.raises(InputError) as caught:
        read_ledger(framework)
    ends, *others = caught.value.problems
    assert "line ends" in ends.message
    assert others == list(bare.value.problems)


@pytest.mark.parametrize("end", [b"\n", b"\r\n"])
def test_a_release_with_other_line_ends_is_told_so_and_stays_unused(end, framework, installed):
    release = framework / "releases/se-2016/1.0.1.json"
    release.write_bytes(release.read_bytes() + end)
    said = sentences(installed(framework), "verify")
    assert "se-2016@1.0.1 differs from what was published in its line ends alone" in said
    for words in ("core.autocrlf", "'**/releases/** -text'", ".gitattributes", "git checkout"):
        assert words in said
    assert "is not what was published" not in said
    assert "se-2016@1.0.1" in sentences(installed(framework, "kompass-again"), "show", "se-2016@1.0.1")


def test_a_release_that_says_something_else_is_not_excused_by_its_line_ends(framework, installed):
    release = framework / "releases/se-2016/1.0.1.json"
    release.write_bytes(release.read_bytes().replace(b"2019", b"2018", 1) + b"\r\n")
    said = sentences(installed(framework), "verify")
    assert "se-2016@1.0.1 is not what was published" in said
    assert "line ends" not in said


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
        [sys.executable, "-m", "kompass_spec", *arguments],
        cwd=clone,
        env={
            # What runs there is not this checkout, so its lines are not counted as covered or not.
            **{
                name: value
                for name, value in os.environ.items()
                if name != "KOMPASS_PLUGINS" and not name.startswith("COVERAGE_")
            },
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
    # What is no text to git stays as it is: comma-separated values have the line ends of their standard.
    texts = [line for line in listed if "attr/-text" not in line]
    assert [line for line in texts if "w/crlf" in line or "w/mixed" in line] == []


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
