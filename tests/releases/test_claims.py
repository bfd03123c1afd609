"""Who else claims an id is said on every use, and no day takes an id that a pinned ledger holds."""

import json
import shutil
from pathlib import Path

import pytest
from attrs import evolve

from kompass_spec.model.problems import InputError
from kompass_spec.registry.ledger import (
    LEDGER,
)
from kompass_spec.registry.pin_files import pins_in_force
from kompass_spec.registry.registry import Registry
from kompass_spec.releases.plans import plan_release
from kompass_spec.releases.publication import publish

ROOT = Path(__file__).parents[2]
FRAMEWORK = ROOT / "frameworks/kompass_frameworks"
REPORT = ROOT / "docs/examples/ornskoldsvik-2017.md"
OURS = "kompass-frameworks"
TRUE, FALSE = "Informerar invånare om resultat?", "Taken by a day?"
CORE = pins_in_force()


CLAIM = "kompass-impostor brings the edition 'se-2016', which is kompass-frameworks's"


@pytest.mark.slow
def test_no_day_takes_an_id_that_a_pinned_ledger_holds(beside_ours, impostor):
    """Rule, docs/reference/ledger.md: "An id that a pinned ledger holds cannot be taken by another, whatever
    days that says.\""""
    run = beside_ours(kompass_impostor=impostor)
    shown = run("show", "se-2016", "1.3")
    assert (shown.returncode, TRUE in shown.stdout, FALSE in shown.stdout) == (0, True, False)
    assert shown.stderr.count(CLAIM) == 1
    # Whose it is not is blamed, by check and by verify.
    for command in ("check", "verify"):
        ran = run(command)
        assert (ran.returncode, ran.stderr.count(CLAIM)) == (1, 1)
        assert "kompass-frameworks brings" not in ran.stderr


SAVED, SAVED_2010 = "saved.json", "saved-2010.json"


@pytest.fixture
def with_saved(tmp_path):
    """Score the report, save what is on se-2016 and what is on se-2010, and run commands on these."""

    def save(run):
        scored = json.loads(run("score", REPORT, "--json").stdout)
        for name, edition in ((SAVED, "se-2016"), (SAVED_2010, "se-2010")):
            cards = [one for one in scored["scorecards"] if one["assessment"]["edition"] == edition]
            assert cards
            (tmp_path / name).write_text(json.dumps({"scorecards": cards}), "utf-8")
        places = {name: tmp_path / name for name in (SAVED, SAVED_2010)}
        return lambda *arguments: run(*(places.get(each, each) for each in arguments))

    return save


@pytest.mark.slow
@pytest.mark.parametrize(
    "arguments",
    [
        ("import", REPORT),
        ("import", REPORT, "--edition", "se-2016"),
        ("score", REPORT, "--edition", "se-2016"),
        ("score", SAVED),
        ("report", SAVED),
        ("convert", SAVED, "--to", "se-2010"),
        ("convert", SAVED_2010, "--to", "se-2016"),
        ("compare", SAVED),
        ("compare", SAVED_2010, "--to", "se-2016"),
        ("cohort", SAVED),
        ("cohort", "--edition", "se-2016"),
        ("diff", "se-2016@1.0.0", "se-2016"),
        ("diff", "se-2010", "se-2016"),
        ("editions",),
    ],
    ids=lambda arguments: " ".join(map(str, arguments)).replace(str(REPORT.parent) + "/", ""),
)
def test_every_command_that_uses_an_id_says_who_else_claims_it(beside_ours, impostor, with_saved, arguments):
    run = with_saved(beside_ours(kompass_impostor=impostor))
    ran = run(*arguments)
    assert (ran.returncode, ran.stderr.count(CLAIM)) == (0, 1)


@pytest.mark.slow
def test_what_is_on_another_edition_says_nothing_of_it(beside_ours, impostor, with_saved):
    run = with_saved(beside_ours(kompass_impostor=impostor))
    for arguments in (("score", SAVED_2010), ("convert", SAVED_2010, "--to", "se-2002"), ("show", "se-2010")):
        assert CLAIM not in run(*arguments).stderr


@pytest.mark.slow
def test_it_is_said_once_for_many_files(beside_ours, impostor, tmp_path):
    again = shutil.copy(REPORT, tmp_path / "again.md")
    run = beside_ours(kompass_impostor=impostor)
    for command in ("score", "import", "report", "compare"):
        assert run(command, REPORT, again).stderr.count(CLAIM) == 1


@pytest.mark.slow
@pytest.mark.parametrize(
    "arguments",
    [("score", REPORT), ("convert", REPORT, "--to", "se-2010"), ("compare", REPORT), ("editions",)],
)
def test_programs_are_told_who_else_claims_an_id(beside_ours, impostor, arguments):
    ran = beside_ours(kompass_impostor=impostor)(*arguments, "--json")
    warnings = json.loads(ran.stdout)["warnings"]
    assert [CLAIM in warning["message"] for warning in warnings].count(True) == 1


@pytest.mark.slow
def test_a_mapping_that_is_claimed_says_so_where_results_are_converted_by_it(
    beside_ours, framework_registry, tmp_path, with_saved, released_copy
):
    folder, name = tmp_path / "impostor", "se-2010-to-se-2016"
    draft, by = released_copy(
        folder, name, ('release = "1.1.2"', 'release = "9.0.0"'), date="2000-01-01", kind="mappings"
    )
    editions = framework_registry(FRAMEWORK)
    alone = Registry.of([editions["se-2010"], editions["se-2016"]])
    publish(plan_release(draft, registry=alone, folder=folder, **by))
    run = with_saved(beside_ours(kompass_impostor=folder))
    claim = f"kompass-impostor brings the mapping '{name}', which is kompass-frameworks's"
    for arguments in (
        ("convert", SAVED, "--to", "se-2010"),
        ("convert", SAVED_2010, "--to", "se-2020"),
        ("compare", SAVED, SAVED_2010),
        ("cohort", SAVED, "--to", "se-2010"),
        ("diff", "se-2016", "se-2010"),
        ("diff", f"{name}@1.0.0", name),
    ):
        ran = run(*arguments)
        assert (ran.returncode, ran.stderr.count(claim)) == (0, 1), arguments
    assert run("score", SAVED).stderr.count(claim) == 0
    assert run("convert", SAVED, "--to", "se-2020").stderr.count(claim) == 0


@pytest.mark.slow
def test_a_pinned_id_is_nobody_elses_where_its_owner_is_not_installed(beside_ours, impostor):
    run = beside_ours(kompass_impostor=impostor)
    for arguments in (("show", "se-2016"), ("score", REPORT, "--edition", "se-2016")):
        ran = run(*arguments, ours=False)
        assert (ran.returncode, ran.stdout) == (1, "")
        assert "is kompass-frameworks's by the pins of kompass-spec" in ran.stderr
        assert "Install kompass-frameworks" in ran.stderr
    # A draft has no better claim than a ledger.
    (impostor / LEDGER).unlink()
    shutil.rmtree(impostor / "releases")
    ran = run("show", "se-2016", ours=False)
    assert (ran.returncode, "is kompass-frameworks's by the pins" in ran.stderr) == (1, True)


def test_nobody_else_releases_a_pinned_id(tmp_path, released_copy):
    """``kompass release`` says so before anything is written, whatever is installed."""
    draft, by = released_copy(tmp_path / "theirs", "se-2016", date="2026-11-26")
    with pytest.raises(InputError, match="is kompass-frameworks's by the pins of kompass-spec"):
        plan_release(draft, registry=evolve(Registry(), pins=CORE), **by)


@pytest.mark.slow
def test_who_tests_a_copy_says_that_no_pin_is_held(beside_ours, impostor):
    run = beside_ours(kompass_impostor=impostor)
    ran = run("show", "se-2016", "1.3", ours=False, KOMPASS_PINS="none")
    assert (ran.returncode, FALSE in ran.stdout) == (0, True)


@pytest.mark.slow
def test_two_claims_of_an_id_that_nobody_pins_are_said_on_every_use(
    beside_ours, framework_registry, tmp_path, released_copy
):
    for name, date in (("first", "2026-01-01"), ("second", "2026-02-01")):
        own = (('id = "se-2016"', 'id = "xx-2016"'), ('release = "1.0.2"', 'release = "1.0.0"'))
        draft, by = released_copy(tmp_path / name, "se-2016", *own, date=date)
        place = draft.parent.rename(draft.parents[1] / "xx-2016") / "edition.toml"
        place.write_text(place.read_text("utf-8").replace('release = "1.0.2"', 'release = "1.0.0"'), "utf-8")
        publish(plan_release(place, registry=framework_registry(), **by))
    run = beside_ours(first=tmp_path / "first", second=tmp_path / "second")
    claim = "second brings the edition 'xx-2016', which is first's"
    for arguments in (
        ("show", "xx-2016"),
        ("score", REPORT, "--edition", "xx-2016"),
        ("diff", "se-2016", "xx-2016"),
    ):
        ran = run(*arguments)
        assert (ran.returncode, ran.stderr.count(claim)) == (0, 1), arguments
