"""A withdrawn release stays loadable by its exact version and says so, whatever command uses it."""

import json
import re
import shutil
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve

from kompass_spec.model import Assessment, Organisation, OrganisationKind
from kompass_spec.model.problems import InputError, UsageError
from kompass_spec.plugins.loaded import Plugins
from kompass_spec.registry.ledger import LEDGER, START, ReleaseKind, digest_of, entry_line, read_ledger
from kompass_spec.releases.plans import plan_release, plan_withdrawal
from kompass_spec.releases.proposals import plan_proposed
from kompass_spec.releases.publication import publish
from kompass_spec.releases.verification import verify_folder
from kompass_spec.results.scorecards import edition_of

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]
FRAMEWORK = ROOT / "frameworks/kompass_frameworks"
REPORT = ROOT / "docs/examples/ornskoldsvik-2017.md"


@pytest.fixture
def framework(tmp_path, first_published):
    """A copy of the framework in which se-2016@1.0.1 was published and withdrawn."""
    place = tmp_path / "framework"
    shutil.copytree(first_published, place)
    draft = place / "editions/se-2016/edition.toml"
    text = draft.read_text("utf-8").replace('release = "1.0.0"', 'release = "1.0.1"')
    draft.write_text(text.replace('valid_to = "2019"', 'valid_to = "2020"'), "utf-8")
    publish(plan_release(draft, date="2027-03-01", reviewed_by=("A. Reviewer",)))
    withdraw(place, "1.0.1")
    return place


def withdraw(place, version):
    publish(
        plan_withdrawal(
            place,
            ReleaseKind.EDITION,
            "se-2016",
            version,
            reason="A wrong year.",
            date="2027-03-02",
            reviewed_by=("A. Reviewer",),
        )
    )


@pytest.mark.parametrize(
    "arguments",
    [
        ("show", "se-2016@1.0.1"),
        ("show", "se-2016@1.0.1", "7.2"),
        ("show", "se-2016@1.0.1", "--json"),
        ("import", REPORT, "--edition", "se-2016@1.0.1"),
        ("score", REPORT, "--edition", "se-2016@1.0.1"),
        ("diff", "se-2016@1.0.1", "se-2016"),
    ],
    ids=lambda arguments: " ".join(map(str, arguments)).replace(str(REPORT), "REPORT"),
)
def test_every_command_that_uses_it_says_so(installed, framework, arguments):
    ran = installed(framework)(*arguments)
    assert (ran.returncode, ran.stderr.count("se-2016@1.0.1 was withdrawn: A wrong year.")) == (0, 1)


def test_what_was_read_on_it_before_says_so_when_it_is_scored(installed, framework, tmp_path):
    run = installed(framework)
    read = run("import", REPORT, "--edition", "se-2016", "--json")
    data = json.loads(read.stdout)
    data["warnings"] = []
    data["assessments"] = data["assessments"][:1]
    place = tmp_path / "read.json"
    place.write_text(json.dumps(data), "utf-8")
    assert "withdrawn" not in run("score", place).stderr
    withdraw(framework, "1.0.0")
    assert run("score", place).stderr.count("se-2016@1.0.0 was withdrawn") == 1
    warnings = json.loads(run("score", place, "--json").stdout)["warnings"]
    assert [warning["code"] for warning in warnings] == ["withdrawn-release"]


def test_an_id_of_which_everything_was_withdrawn_says_why_it_means_nothing(
    installed, framework, framework_registry
):
    withdraw(framework, "1.0.0")
    with pytest.raises(UsageError, match=r"Every release of se-2016 was withdrawn.*se-2016@1\.0\.1"):
        framework_registry(framework).find("se-2016")
    run = installed(framework)
    assert "A wrong year." in run("editions").stderr
    listed = json.loads(run("editions", "--json").stdout)
    assert [warning["code"] for warning in listed["warnings"]] == ["withdrawn-release"]
    # The report is not recognised as one of it, so the first thing that is said is why that may be.
    assert "Every release of se-2016 was withdrawn" in run("score", REPORT).stderr.splitlines()[0]


def test_verify_lists_what_is_withdrawn(installed, framework):
    run = installed(framework)
    assert "withdrawn: se-2016@1.0.1: A wrong year." in run("verify").stdout
    assert json.loads(run("verify", "--json").stdout)["ledgers"][0]["withdrawn"] == [
        "se-2016@1.0.1: A wrong year."
    ]


def test_a_head_that_was_noted_can_be_held_against_the_ledgers_later(installed, framework):
    run = installed(framework)
    ledger = read_ledger(framework)
    for digest in (ledger.head, ledger.entries[4].previous):
        assert run("verify", "--head", digest).returncode == 0
    for digest in ("0" * 64, "1" * 64):
        ran = run("verify", "--head", digest)
        assert (ran.returncode, "No ledger has, or had, the head" in ran.stderr) == (1, True)


def test_whose_ledger_is_broken_is_said(installed, framework):
    ledger = framework / LEDGER
    ledger.write_bytes(ledger.read_bytes().replace(b"2026-", b"2025-", 1))
    for command in ("verify", "check"):
        said = installed(framework, f"kompass-{command}")(command).stderr.splitlines()
        assert said[0].startswith(f"kompass: kompass-{command}: ")
        assert all(
            f"kompass-{command}: ledger.jsonl: line 2" in line for line in said if "found." not in line
        ), said


def test_an_altered_release_is_said_once(installed, framework):
    place = framework / "releases/se-2002/1.0.0.json"
    place.write_bytes(place.read_bytes().replace(b"2002", b"2003", 1))
    for command in ("verify", "check"):
        ran = installed(framework, f"kompass-{command}")(command)
        assert ran.stderr.count("is not what was published") == 1


def test_a_framework_without_a_ledger_is_said_to_have_released_nothing(installed, framework):
    (framework / LEDGER).unlink()
    shutil.rmtree(framework / "releases")
    assert "there is no ledger, so nothing was released" in installed(framework)("verify").stdout


def test_what_lies_beside_the_releases(installed, framework):
    run = installed(framework)
    (framework / "releases/se-2016/.DS_Store").write_bytes(b"\0")
    assert run("verify").returncode == 0
    (framework / "releases/stray.json").write_text("{}", "utf-8")
    assert "kompass-other: releases/stray.json: This file lies among the releases" in run("verify").stderr


def test_mappings_and_released_files_are_told_apart(kompass, framework):
    mapping = framework / "mappings/se-2010-to-se-2016/mapping.toml"
    text = mapping.read_text("utf-8")
    mapping.write_text(text.replace('status = "draft"', 'status = "reviewed"'), "utf-8")
    file = framework / "releases/se-2010-to-se-2016/1.0.0.json"
    for before in ("se-2010-to-se-2016@1.0.0", file):
        found = kompass("diff", before, mapping, "--json").json
        assert [(change["kind"], found["step"]) for change in found["changes"]] == [("redescribed", "patch")]
        assert "Together a patch step." in kompass("diff", before, mapping, "--lang", "en").out
    current = FRAMEWORK / "mappings/se-2010-to-se-2016/mapping.toml"
    assert kompass("diff", "se-2010-to-se-2016", current, "--json").json["changes"] == []
    editions = [framework / f"releases/se-2016/1.0.{patch}.json" for patch in (0, 1)]
    found = kompass("diff", *editions, "--json").json
    assert [change["kind"] for change in found["changes"]] == ["redescribed"]
    assert kompass("diff", "se-2010", "se-2016", "--mapping", mapping).code == 0
    for wrong in (("se-2016", file), ("se-2016-to-se-2020", file), ("se-2010-to-se-2016@7.0.0", file)):
        assert kompass("diff", *wrong).code == 2


def drafted(framework, release, *changes):
    draft = framework / "editions/se-2016/edition.toml"
    text = re.sub(r'^release = ".*"', f'release = "{release}"', draft.read_text("utf-8"), flags=re.MULTILINE)
    for old, new in changes:
        text = text.replace(old, new)
    draft.write_text(text, "utf-8")
    return draft


AGAIN: dict[str, Any] = {"date": "2027-03-03", "reviewed_by": ("A. Reviewer",)}


def verified(framework, framework_registry, drafts=False):
    found = verify_folder(
        framework, "test", registry=framework_registry(framework), plugins=Plugins(), drafts=drafts
    )
    return [problem.message for problem in found.problems]


@pytest.mark.parametrize("version", ["1.0.2", "1.1.0", "2.0.0"])
def test_what_was_withdrawn_by_mistake_is_released_again(framework, framework_registry, kompass, version):
    """Rule, docs/reference/versions.md: "After a release that was withdrawn, the same content can be released
    again, as a patch step.\""""
    draft = drafted(framework, version)
    assert kompass("check", draft).code == 0
    registry = framework_registry(framework)
    assert [plan.entry.version for plan in plan_proposed(framework, registry=registry, **AGAIN).plans] == [
        version
    ]
    plan = plan_release(draft, registry=registry, **AGAIN)
    assert "The same as the release before, which was withdrawn." in plan.changelog
    publish(plan)
    assert plan.entry.rules == 2
    assert framework_registry(framework).find("se-2016").release == version
    left_behind = "The mapping pins" if version == "2.0.0" else "nothing"
    assert [
        said for said in verified(framework, framework_registry, drafts=True) if left_behind not in said
    ] == []


def test_what_stands_is_not_released_again_unchanged(framework, framework_registry):
    registry = framework_registry(framework)
    with pytest.raises(
        InputError, match=r"Nothing changed since se-2016@1\.0\.1, which was withdrawn, so the"
    ):
        plan_release(drafted(framework, "1.0.9"), registry=registry, **AGAIN)
    draft = drafted(framework, "1.0.2")
    publish(plan_release(draft, registry=registry, **AGAIN))
    with pytest.raises(InputError, match=r"Nothing changed since se-2016@1\.0\.2, so"):
        plan_release(drafted(framework, "1.0.3"), registry=framework_registry(framework), **AGAIN)


@pytest.mark.parametrize(
    ("is_withdrawn_first", "rules", "is_right"), [(True, 2, True), (True, 1, False), (False, 2, False)]
)
def test_by_rules_1_and_before_a_withdrawal_nothing_is_released_again(
    framework, framework_registry, is_withdrawn_first, rules, is_right
):
    publish(plan_release(drafted(framework, "1.0.2"), registry=framework_registry(framework), **AGAIN))
    *first, withdrawal, again = read_ledger(framework).entries
    again = evolve(again, rules=rules)
    previous, lines = START, []
    for entry in (*first, *((withdrawal, again) if is_withdrawn_first else (again, withdrawal))):
        lines.append(entry_line(evolve(entry, previous=previous, day="So.") if entry.form > 1 else entry))
        previous = digest_of(lines[-1])
    (framework / LEDGER).write_bytes(b"".join(lines))
    said = [one for one in verified(framework, framework_registry) if "Nothing changed since" in one]
    assert bool(said) is not is_right


def test_an_assessment_on_what_was_withdrawn_altogether_says_why(framework, framework_registry):
    withdraw(framework, "1.0.0")
    organisation = Organisation(name="Ciby", country="SE", kind=OrganisationKind.MUNICIPALITY)
    assessment = Assessment(edition="se-2016", organisation=organisation)
    with pytest.raises(InputError) as refused:
        edition_of(assessment, framework_registry(framework))
    assert str(refused.value).startswith(
        "The assessment is on the edition 'se-2016'. Every release of se-2016 was"
    )
    assert "A wrong year." in str(refused.value)
