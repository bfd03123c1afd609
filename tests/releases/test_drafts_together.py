"""What is not released yet, an edition and its mapping, can be checked, told apart, shown and rehearsed."""

import json
import shutil
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from kompass_spec.model.problems import InputError
from kompass_spec.registry.ledger import ReleaseKind
from kompass_spec.releases.checks import check_installed, check_paths
from kompass_spec.releases.plans import plan_release, plan_withdrawal
from kompass_spec.releases.publication import publish
from kompass_testing.isolation import isolated_plugins

ROOT = Path(__file__).parents[2]
REPORT = ROOT / "docs/examples/ornskoldsvik-2017.md"
SIGNED = ("--date", "2027-03-01", "--reviewed-by", "A. Reviewer")
BY: dict[str, Any] = {"date": "2027-03-01", "reviewed_by": ("A. Reviewer",)}
MAPPING = """
release = "1.0.0"
source = "se-2016@1"
target = "se-2024@1"
levels = []
authors = ["A. Author"]

[[sources]]
id = "comparison"
title = "Both, laid side by side"

[[links]]
source = ["1.1"]
target = ["1.1"]
relation = "equal"
changes = ["same"]
reading = "authors"
cited = ["comparison"]
reasons = [{ en = "The same words." }]
"""


@pytest.fixture(autouse=True)
def _no_pins(monkeypatch):
    """What is checked is a copy of ours under another name."""
    monkeypatch.setenv("KOMPASS_PINS", "none")


def write_edition(folder, *changes):
    text = (ROOT / "tests/first_drafts/editions/se-2016/edition.toml").read_text("utf-8")
    pairs = (
        ('id = "se-2016"', 'id = "se-2024"'),
        ('valid_from = "2016"\nvalid_to = "2019"', 'valid_from = "2024"'),
    )
    for old, new in (*pairs, *changes):
        assert old in text, old
        text = text.replace(old, new, 1)
    place = folder / "editions/se-2024/edition.toml"
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_text(text, "utf-8")
    return place


def write_mapping(folder, text=MAPPING, name="se-2016-to-se-2024"):
    place = folder / "mappings" / name / "mapping.toml"
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_text(text, "utf-8")
    return place


@pytest.fixture
def framework(tmp_path, first_published):
    """A framework with a ledger, and beside it the drafts of a new edition and of a mapping onto it."""
    place = tmp_path / "framework"
    shutil.copytree(first_published, place)
    write_edition(place)
    write_mapping(place)
    return place


@pytest.fixture
def apart(tmp_path):
    """The same drafts, each in a folder of its own that is no framework."""
    edition, mapping = tmp_path / "one.toml", tmp_path / "other.toml"
    shutil.copy(write_edition(tmp_path / "x"), edition)
    mapping.write_text(MAPPING, "utf-8")
    shutil.rmtree(tmp_path / "x")
    return edition, mapping


def codes(checked):
    return [problem.code for problem in checked.problems]


def test_a_mapping_is_checked_with_the_draft_that_is_named_in_the_same_call(apart):
    edition, mapping = apart
    assert codes(check_paths([mapping])) == ["unknown-edition"]
    for order in ((edition, mapping), (mapping, edition)):
        checked = check_paths(order)
        assert checked.problems == ()
        assert checked.files == tuple(
            (str(path), "edition" if path == edition else "mapping") for path in order
        )
    mapping.write_text(MAPPING.replace('target = ["1.1"]', 'target = ["9.9"]'), "utf-8")
    (problem,) = check_paths(apart).problems
    assert "se-2024 has no item '9.9'" in str(problem)


def test_what_is_named_stands_for_its_id_also_where_that_was_released(apart):
    edition, mapping = apart
    text = edition.read_text("utf-8").replace('id = "se-2024"', 'id = "se-2016"')
    edition.write_text(text.replace('code = "1.1"', 'code = "1.9"', 1), "utf-8")
    mapping.write_text(
        MAPPING.replace("se-2024", "se-2010").replace('target = ["1.1"]', 'target = ["1"]'), "utf-8"
    )
    assert codes(check_paths([mapping])) == []
    (problem,) = check_paths([edition, mapping]).problems
    assert "se-2016 has no item '1.1'" in str(problem)


def test_a_mapping_is_checked_with_the_drafts_that_lie_beside_it(framework):
    assert check_paths([framework / "mappings/se-2016-to-se-2024/mapping.toml"]).problems == ()
    assert check_paths([framework]).problems == ()
    write_edition(framework, ('release = "1.0.0"', 'release = "2.0.0"'))
    checked = check_paths([framework / "mappings/se-2016-to-se-2024/mapping.toml"])
    assert codes(checked) == ["wrong-release"]


def test_everything_installed_is_checked_with_its_drafts(framework):
    plugins = isolated_plugins(SimpleNamespace(name="mine", folder=framework))
    checked = check_installed(plugins=plugins)
    assert checked.problems == ()
    assert [file.partition(": ")[2] for file, _ in checked.files if ": " in file] == [
        "editions/se-2024/edition.toml",
        "mappings/se-2016-to-se-2024/mapping.toml",
    ]


def test_a_mapping_is_rehearsed_before_its_edition_is_frozen(framework, framework_registry, apart, kompass):
    mapping = framework / "mappings/se-2016-to-se-2024/mapping.toml"
    rehearsed = kompass("release", mapping, *SIGNED, "--dry-run", "--json")
    assert rehearsed.code == 0, rehearsed.out
    assert [warning["code"] for warning in rehearsed.json["warnings"]] == ["unreleased-edition"]
    assert "Release se-2024 first" in rehearsed.json["warnings"][0]["message"]
    before = sorted(framework.rglob("*"))
    refused = kompass("release", mapping, *SIGNED)
    assert refused.code == 1
    assert sorted(framework.rglob("*")) == before
    edition, elsewhere = apart
    (edition.parent / "another/editions").mkdir(parents=True)
    away = ("release", elsewhere, *SIGNED, "--framework", edition.parent / "another")
    assert kompass(*away, "--dry-run").code == 1, "the draft does not lie in that framework"
    assert kompass(*away[:-1], framework, "--dry-run").code == 0
    shown = kompass(*away, "--dry-run", "--with", edition)
    assert (shown.code, "Nothing was written" in shown.out) == (0, True), shown.err
    wrong = kompass(*away, "--with", edition)
    assert (wrong.code, "--with is for --dry-run" in wrong.err) == (2, True)
    publish(
        plan_release(
            framework / "editions/se-2024/edition.toml", registry=framework_registry(framework), **BY
        )
    )
    publish(plan_release(mapping, registry=framework_registry(framework), **BY))


def test_what_is_published_does_not_rest_on_a_draft(tmp_path, framework_registry):
    """Without a ledger drafts stand for their ids; after the first release nobody would find them."""
    write_edition(tmp_path)
    mapping = write_mapping(tmp_path, MAPPING.replace("se-2016@1", "se-2024@1"), "se-2024-to-se-2024")
    with pytest.raises(InputError) as raised:
        plan_release(mapping, registry=framework_registry(tmp_path), **BY)
    assert {problem.code for problem in raised.value.problems} == {"unreleased-edition"}


def test_editions_and_mappings_are_told_apart_before_they_are_released(framework, apart, kompass):
    edition, mapping = (
        framework / "editions/se-2024/edition.toml",
        framework / "mappings/se-2016-to-se-2024/mapping.toml",
    )
    mapping.write_text(MAPPING.replace('"same"', '"moved"'), "utf-8")
    found = kompass("diff", "se-2016", edition, "--mapping", mapping, "--json")
    assert found.code == 0, found.out
    assert ["1.1"] in [change["from"] for change in found.json["changes"] if change["kind"] == "moved"]
    onto = ("convert", REPORT, "--edition", "se-2016", "--to", edition, "--mapping", mapping)
    converted = kompass(*onto, "--json")
    assert converted.code == 0, converted.err
    first, *_ = converted.json["conversions"]
    assert (first["from"], first["to"]) == ("se-2016", "se-2024")
    assert "11,1–796,4" in kompass(*onto).out
    text = MAPPING
    other = mapping.with_name("other.toml")
    other.write_text(text, "utf-8")
    changed = kompass("diff", mapping, other, "--json")
    assert [change["kind"] for change in changed.json["changes"]] == ["renoted"], changed.out
    draft, elsewhere = apart
    assert kompass("diff", elsewhere, mapping).code == 1
    assert kompass("diff", elsewhere, mapping, "--with", draft).code == 0
    assert kompass("diff", "se-2016", draft, "--mapping", elsewhere).code == 0, (
        "read with what it tells apart"
    )


@pytest.mark.slow
def test_a_draft_beside_a_ledger_is_listed_as_one_and_can_be_shown(framework, installed, tmp_path):
    run = installed(framework, "kompass-frameworks-mine")
    listed = run("editions")
    # The mark may stand below, where the line would be wider than 80 columns.
    released, _, draft = listed.stdout.partition("\nse-2024  1.0.0")
    assert "2024–" in draft.partition("\n")[0]
    assert "(draft)" in draft.partition("\n\n")[0]
    assert "(draft)" not in released
    assert "se-2016  1.0.0  " in listed.stdout
    data = {one["id"]: one["draft"] for one in json.loads(run("editions", "--json").stdout)["editions"]}
    assert (data["se-2024"], data["se-2016"]) == (True, False)
    path = framework / "editions/se-2024/edition.toml"
    for name in ("se-2024", path):
        assert "Maxpoäng  25 poäng" in run("show", name, "7.2").stdout
        scored = run("score", REPORT, "--edition", name, "-o", tmp_path / "scores.json")
        assert "Örnsköldsvik 2017, se-2024" in scored.stdout
        converted = run("convert", REPORT, "--to", name)
        assert "No mapping leads from se-2016@1.0.0 to se-2024" in converted.stderr
    # What was made on a draft can be read again while the draft lies there.
    again = run("score", tmp_path / "scores.json")
    assert (again.returncode, "Örnsköldsvik 2017, se-2024" in again.stdout) == (0, True), again.stderr
    assert run("check", tmp_path / "scores.json").returncode == 0


def test_a_draft_is_not_in_use(framework, framework_registry):
    """No report is recognised as one on it, and nothing that is installed changes by it."""
    registry = framework_registry(framework)
    assert "se-2024" not in registry
    assert list(registry.drafts()) == ["se-2024"]
    assert registry.find("se-2024").release == "1.0.0"
    assert registry.problems == ()
    write_edition(framework, ("max = 100", "max = 101"))
    assert dict(framework_registry(framework).drafts()) == {}, "a broken draft costs itself"


def test_what_was_released_and_withdrawn_is_no_draft(framework, framework_registry):
    """By its id alone it means nothing, and its TOML is that of a release to come."""
    shutil.rmtree(framework / "editions/se-2024")
    withdrawal = plan_withdrawal(framework, ReleaseKind.EDITION, "se-2002", "1.0.0", reason="Wrong.", **BY)
    publish(withdrawal)
    registry = framework_registry(framework)
    assert "se-2002" not in registry
    assert dict(registry.drafts()) == {}


def test_of_two_drafts_of_one_id_the_first_distributions_is_found(framework, framework_registry, tmp_path):
    other = tmp_path / "other"
    shutil.copytree(framework, other)
    write_edition(other, ('release = "1.0.0"', 'release = "2.0.0"'))
    for names in ({framework: "kompass-a", other: "kompass-b"}, {framework: "kompass-b", other: "kompass-a"}):
        found = framework_registry(framework, other, names=names).drafts()["se-2024"]
        assert found.release == ("1.0.0" if names[framework] == "kompass-a" else "2.0.0")
