"""The day of an entry: later than today, or earlier than the entry before, it needs a reason."""

import json
import re
import shutil
from typing import Any

import pytest
from attrs import evolve
from hypothesis import given, strategies as st

from kompass_spec.model.problems import InputError
from kompass_spec.registry.entries import Action, Entry, ReleaseKind
from kompass_spec.registry.entry_rules import entry_problems
from kompass_spec.registry.ledger import LEDGER, Ledger, read_ledger
from kompass_spec.releases import days
from kompass_spec.releases.plans import plan_release, plan_withdrawal
from kompass_spec.releases.publication import publish

TODAY = "2027-12-31"
"""What tests say that it is; see ``day`` in tests/conftest.py."""


@pytest.fixture
def framework(tmp_path, first_published):
    place = tmp_path / "framework"
    shutil.copytree(first_published, place)
    return place


def reworded(framework, release):
    draft = framework / "editions/se-2016/edition.toml"
    lines = draft.read_text("utf-8").splitlines()
    lines = [f'release = "{release}"' if line.startswith("release = ") else line for line in lines]
    text = re.sub("analys .*?av avvikelser", f"analys i {release} av avvikelser", "\n".join(lines))
    draft.write_text(text + "\n", "utf-8")
    return draft


def test_a_day_in_2062_is_refused_and_locks_nothing_where_it_was_meant(framework):
    """Rule, docs/reference/ledger.md: "A day later than today, or earlier than that of the entry before,
    needs a reason.\""""
    by: dict[str, Any] = {"reviewed_by": ("A. Reviewer",)}
    before = (framework / LEDGER).read_bytes()
    with pytest.raises(InputError, match=r"later than today.*unusual_day="):
        plan_release(reworded(framework, "2.0.0"), date="2062-01-01", **by)
    assert (framework / LEDGER).read_bytes() == before
    publish(
        plan_release(reworded(framework, "2.0.0"), date="2062-01-01", unusual_day="Meant for then.", **by)
    )
    # An ordinary day afterwards is before that one, and is possible with a reason; the next needs none.
    with pytest.raises(InputError, match="before that of the entry before it, 2062-01-01"):
        plan_release(reworded(framework, "3.0.0"), date="2027-03-01", **by)
    late = {"date": "2027-03-01", "unusual_day": "2062 was a slip.", **by}
    publish(plan_release(reworded(framework, "3.0.0"), **late))
    publish(
        plan_withdrawal(
            framework, ReleaseKind.EDITION, "se-2016", "2.0.0", reason="Wrong.", date="2027-03-02", **by
        )
    )
    assert [(entry.date, entry.day) for entry in read_ledger(framework).entries[-3:]] == [
        ("2062-01-01", "Meant for then."),
        ("2027-03-01", "2062 was a slip."),
        ("2027-03-02", None),
    ]
    notes = (framework / "CHANGELOG.md").read_text("utf-8")
    assert (
        "## se-2016 3.0.0 (2027-03-01)\n\nReviewed by A. Reviewer.\n\nWhy that day: 2062 was a slip." in notes
    )


def test_a_reason_that_nothing_asks_for_is_refused(framework):
    for reason, words in (("So.", "Nothing is unusual"), ("", "Say why the day is unusual")):
        with pytest.raises(InputError, match=words):
            plan_release(
                reworded(framework, "2.0.0"), date=TODAY, unusual_day=reason, reviewed_by=("A. Reviewer",)
            )


def test_the_command_has_the_option(kompass, framework):
    draft = reworded(framework, "2.0.0")
    by = ("--reviewed-by", "A. Reviewer", "--framework", framework, "--dry-run", "--json")
    refused = kompass("release", draft, "--date", "2062-01-01", *by)
    assert (refused.code, json.loads(refused.out)["errors"][0]["code"]) == (1, "bad-date")
    said = kompass("release", draft, "--date", "2062-01-01", "--unusual-day", "Meant so.", *by)
    assert (said.code, json.loads(said.out)["entry"]["day"]) == (0, "Meant so.")


def test_no_clock_leaks_into_a_release(framework, monkeypatch):
    """Law 6: "The same input gives the same bytes: no clock, locale, hash order or path leaks into an
    output unless it was asked for.\""""
    plans = []
    for today in ("2027-03-01", "2027-03-02", "2099-12-31"):
        monkeypatch.setattr(days, "today", lambda today=today: today)
        plans.append(plan_release(reworded(framework, "2.0.0"), date="2027-03-01", reviewed_by=("A",)))
    assert plans[0].entry == plans[1].entry == plans[2].entry
    assert plans[0].changelog == plans[1].changelog == plans[2].changelog


def test_a_process_of_its_own_asks_the_clock(kompass_apart, framework):
    by = ("--reviewed-by", "A. Reviewer", "--framework", framework, "--dry-run")
    draft = reworded(framework, "2.0.0")
    refused = kompass_apart("release", draft, "--date", "9999-12-31", *by)
    assert (refused.code, "later than today" in refused.err) == (1, True)
    assert kompass_apart("release", draft, "--date", "2026-11-26", *by).code == 0


def entry_on(date, day, form=2):
    more = {"form": 2, "core": "0.2.0", "rules": 1, "day": day} if form == 2 else {}
    return Entry(
        action=Action.RELEASE,
        kind=ReleaseKind.EDITION,
        id="xx-2020",
        version="1.0.0",
        sha256="0" * 64,
        file="releases/xx-2020/1.0.0.json",
        date=date,
        reviewed_by=("A. Reviewer",),
        previous="0" * 64,
        **more,
    )


DATES = st.dates().map(str)


@given(before=DATES, date=DATES, reason=st.sampled_from([None, "", " ", "So."]), today=DATES)
def test_what_may_be_written_may_be_read(before, date, reason, today):
    """What ``kompass release`` lets through no reader refuses, and a reader needs no clock."""
    ledger = Ledger(entries=(entry_on(before, None),))
    other = {"id": "xx-2021", "file": "releases/xx-2021/1.0.0.json"}
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(days, "today", lambda: today)
        planned = list(days.day_problems(date, reason, ledger))
    read = list(entry_problems(evolve(entry_on(date, reason), **other), ledger.entries))
    if not planned:
        assert read == []
    is_usual = before <= date <= today
    said = reason is not None and bool(reason.strip())
    assert (planned == []) is (reason is None if is_usual else said)


def test_form_1_knows_no_reason():
    """An entry that an older version wrote is held as it was."""
    earlier = (entry_on("2026-02-01", None, form=1),)
    assert any(
        "is before that of" in each for each in entry_problems(entry_on("2026-01-01", None, 1), earlier)
    )
