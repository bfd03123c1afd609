"""Releases and entries name their form, and what a later form says costs nothing but itself."""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve
from hypothesis import given, strategies as st

from kompass_spec import InputError
from kompass_spec.documents.canonical import canonical_bytes
from kompass_spec.documents.forms import FORM, FORMS, form_of
from kompass_spec.registry.entries import Action, Entry, ReleaseKind, entry_line, entry_of
from kompass_spec.registry.ledger import LEDGER, parse_ledger, read_ledger
from kompass_spec.releases.plans import plan_release, plan_withdrawal
from kompass_spec.releases.publication import publish

ROOT = Path(__file__).parents[2]
FRAMEWORK = ROOT / "frameworks/kompass_frameworks"
BY: dict[str, Any] = {"date": "2027-03-01", "reviewed_by": ("A. Reviewer",)}
KEYS_OF_FORM_1 = {
    *("action", "date", "file", "id", "kind", "previous", "reason", "reviewed_by", "sha256", "to", "version")
}
FIRST_ENTRY = Entry(
    action=Action.RELEASE,
    kind=ReleaseKind.EDITION,
    id="xx-2000",
    version="1.0.0",
    sha256="0" * 64,
    file="releases/xx-2000/1.0.0.json",
    date="2026-01-01",
    reviewed_by=("A. Reviewer",),
    previous="0" * 64,
)
OF_FORM_2 = evolve(FIRST_ENTRY, form=2, core="0.2.0", rules=1)


@pytest.fixture
def framework(tmp_path, first_published):
    place = tmp_path / "framework"
    shutil.copytree(first_published, place)
    return place


def next_release(framework, version="1.0.1"):
    """Publish a further release of se-2016, whose year is another."""
    draft = framework / "editions/se-2016/edition.toml"
    text = draft.read_text("utf-8").replace('release = "1.0.0"', f'release = "{version}"')
    draft.write_text(text.replace('valid_to = "2019"', 'valid_to = "2020"'), "utf-8")
    publish(plan_release(draft, **BY))


@pytest.mark.parametrize("entry", [FIRST_ENTRY, OF_FORM_2, evolve(OF_FORM_2, after="1" * 64, day="So.")])
def test_an_entry_is_read_back_as_it_was_written(entry):
    line = entry_line(entry)
    assert entry_of(json.loads(line)) == entry
    assert parse_ledger(line).entries == (entry,)
    assert json.loads(line).keys() >= KEYS_OF_FORM_1


def test_an_entry_of_form_1_has_the_keys_that_it_always_had():
    assert json.loads(entry_line(FIRST_ENTRY)).keys() == KEYS_OF_FORM_1
    assert json.loads(entry_line(OF_FORM_2)).keys() == {
        *KEYS_OF_FORM_1,
        "form",
        "core",
        "rules",
        "after",
        "day",
    }


def test_a_new_entry_names_its_form_and_the_rules_of_steps(framework):
    next_release(framework)
    publish(plan_withdrawal(framework, ReleaseKind.EDITION, "se-2016", "1.0.1", reason="A wrong year.", **BY))
    for entry in read_ledger(framework).entries[-2:]:
        assert (entry.form, entry.core, entry.rules) == (2, "0.2.0", 2)
        assert (entry.after, entry.day) == (None, None)


def test_the_newest_form_is_what_is_written_and_the_first_is_read_by_every_version():
    assert FORMS[1] == "0.1.0"
    assert FORM == max(FORMS) == 2


@pytest.mark.parametrize("form", [0, 1, -1, True, "2", 2.0, None, [2]])
def test_a_form_is_a_whole_number_above_1(form):
    with pytest.raises(ValueError, match="a form is a whole number"):
        form_of({"form": form})


@pytest.mark.parametrize(
    "change",
    [
        {"form": 1},
        {"form": 0},
        {"form": "2"},
        {"form": True},
        {"core": "0.2"},
        {"core": None},
        {"core": 2},
        {"rules": 0},
        {"rules": True},
        {"rules": None},
        {"after": 1},
        {"day": ["So."]},
    ],
    ids=repr,
)
def test_an_entry_of_form_2_that_is_none_is_refused(change):
    line = canonical_bytes({**json.loads(entry_line(OF_FORM_2)), **change}) + b"\n"
    with pytest.raises(InputError):
        parse_ledger(line)


@given(st.sampled_from(["form", "core", "rules", "after", "day"]))
def test_an_entry_of_form_2_has_all_its_keys(key):
    data = json.loads(entry_line(OF_FORM_2))
    del data[key]
    with pytest.raises(InputError):
        parse_ledger(canonical_bytes(data) + b"\n")


@given(st.sampled_from([("core", "0.2.0"), ("rules", 1), ("after", None), ("day", None), ("colour", "red")]))
def test_an_entry_of_form_1_has_no_further_key(added):
    data = dict([*json.loads(entry_line(FIRST_ENTRY)).items(), added])
    with pytest.raises(InputError):
        parse_ledger(canonical_bytes(data) + b"\n")


def test_what_was_published_before_is_not_touched(framework):
    before = (framework / LEDGER).read_bytes()
    next_release(framework)
    assert (framework / LEDGER).read_bytes().startswith(before)
