"""A version step is judged by the rules that it was made under, and by no others."""

import runpy
import shutil
from pathlib import Path

import pytest

from kompass_spec.model.difference import RULES as STEPS, difference_of
from kompass_spec.model.version import Step
from kompass_spec.plugins.loaded import Plugins
from kompass_spec.registry.ledger import read_ledger
from kompass_spec.releases.step_rules import RULES, STEP_RULES
from kompass_spec.releases.verification import verify_folder
from kompass_spec.releases.versions import diff_contents

LATER = runpy.run_path(str(Path(__file__).with_name("later_versions.py")))
data_of, publish_data = LATER["data_of"], LATER["publish_data"]


def lenient(kind, before, after):
    """Rules as they might have been once: nothing is greater than a patch."""
    return difference_of(diff_contents(kind, before, after).changes, dict.fromkeys(STEPS, Step.PATCH))


def strict(kind, before, after):
    """Rules as they may be one day: everything is a major step."""
    return difference_of(diff_contents(kind, before, after).changes, dict.fromkeys(STEPS, Step.MAJOR))


THREE = {1: lenient, 2: diff_contents, 3: strict}


@pytest.fixture
def framework(tmp_path, first_published):
    place = tmp_path / "framework"
    shutil.copytree(first_published, place)
    return place


def published_as(framework, version, rules, change):
    """Publish a changed se-2020 under a version, in an entry that names its rules; ``None`` of form 1."""
    data = {**data_of(framework, "se-2020", "1.0.0"), "release": version}
    change(data)
    said = {"rules": rules}
    if rules is None:
        publish_as_form_1(framework, version, data)
    else:
        publish_data(framework, "se-2020", version, data, **said)


def publish_as_form_1(framework, version, data):
    publish_data(framework, "se-2020", version, data)
    ledger = framework / "ledger.jsonl"
    *lines, last = ledger.read_bytes().splitlines(keepends=True)
    entry = LATER["json"].loads(last)
    for key in ("form", "core", "rules", "after", "day"):
        del entry[key]
    ledger.write_bytes(b"".join([*lines, LATER["canonical_bytes"](entry), b"\n"]))


def translate(data):
    data["title"]["fi"] = "Kuntakompassi 2020"


def redate(data):
    data["valid_to"] = "2029"


@pytest.mark.parametrize(
    ("rules", "change", "version", "found"),
    [
        # A language more is a minor step; it was a patch by rules 1, and is a major step by rules 3.
        (None, translate, "1.0.1", []),
        (1, translate, "1.0.1", []),
        (2, translate, "1.0.1", ["wrong-version"]),
        (2, translate, "1.1.0", []),
        (3, translate, "1.1.0", ["wrong-version"]),
        (3, translate, "2.0.0", []),
        (3, redate, "1.0.1", ["wrong-version"]),
        (2, redate, "1.0.1", []),
        # Nobody here knows rules 4.
        (4, redate, "1.0.1", []),
        (4, translate, "1.0.1", []),
    ],
)
def test_an_entry_is_judged_by_the_rules_that_it_was_made_under(
    framework, framework_registry, rules, change, version, found
):
    published_as(framework, version, rules, change)
    verified = verify_folder(
        framework, "test", registry=framework_registry(framework), plugins=Plugins(), rules=THREE
    )
    assert [problem.code for problem in verified.problems] == found
    unjudged = f"se-2020@{version}: its step, which was made under rules 4; this version knows those up to 3"
    assert (unjudged in verified.unchecked) == (rules == 4)


def test_what_names_no_rules_was_made_under_the_first(framework):
    assert {entry.rules for entry in read_ledger(framework).entries} == {None}
    assert min(STEP_RULES) == 1


def test_new_releases_are_made_under_the_newest_rules():
    assert max(STEP_RULES) == RULES
    assert list(STEP_RULES) == list(range(1, RULES + 1))
