"""Law 4, when a machine stops or two people publish at once: the ledger is the old one or the new one."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform == "win32", reason="processes are forked here"),
]

SCRIPT = Path(__file__).with_name("killed_release.py")


@pytest.fixture(scope="module")
def times(request):
    """How often a release is killed at a random moment: 200 times where laws are searched for longer."""
    return 200 if request.config.getoption("--hypothesis-profile") == "thorough" else 10


@pytest.fixture(scope="module")
def outcome(first_published, tmp_path_factory, times):
    """What became of releases that were killed, and of releases at the same moment."""
    place = tmp_path_factory.mktemp("killed")
    shutil.copytree(first_published, place / "framework")
    draft = place / "framework/editions/se-2016/edition.toml"
    text = draft.read_text("utf-8").replace('release = "1.0.0"', 'release = "2.0.0"')
    draft.write_text(text.replace("Informerar invånare om resultat?", "Informeras invånare?"), "utf-8")
    ran = subprocess.run(
        [sys.executable, SCRIPT, place / "framework", place / "copy", str(times)],
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert ran.returncode == 0, ran.stderr
    return json.loads(ran.stdout)


@pytest.mark.parametrize("action", ["release", "withdrawal"])
def test_a_release_that_is_killed_leaves_the_old_state_or_the_new_one_and_can_be_made_again(
    outcome, action, times
):
    killed = outcome[action]
    assert killed["wrong"] == []
    # It was killed before every event on the disk, and both before and after the ledger was renamed.
    assert killed["events"] >= 8
    assert min(killed["old"], killed["new"]) >= 1
    assert killed["old"] + killed["new"] == killed["events"] + 1 + times


def test_of_releases_in_the_same_moment_one_is_written_and_the_others_are_told(outcome):
    for codes, entries, problems in outcome["races"]:
        assert (codes, entries, problems) == ([0, 1, 1, 1, 1], 1, [])
