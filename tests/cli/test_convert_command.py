"""``kompass convert`` and ``kompass compare`` on real figures."""

import json
import re
from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def converted(run_kompass, report):
    return run_kompass("convert", report, "--to", "se-2010", "--json").json["conversions"]


def test_the_adjusted_total_follows_the_publishers_rule(converted):
    newest = converted[0]
    assert (newest["from"], newest["to"], newest["year"]) == ("se-2016", "se-2010", 2017)
    total = newest["total"]
    assert (total["low"], total["high"], total["basis"], total["max"]) == ("0", "800", "unknown", "800")
    assert (total["adjusted"]["low"], total["adjusted"]["high"]) == ("589.8", "605.6")
    assert (total["adjusted"]["printed"], total["adjusted"]["printed_sum"]) == (
        {"low": "592", "high": "602"},
        True,
    )
    assert (total["assumed"]["low"], total["assumed"]["high"]) == ("549.8", "555.6")
    assert len(total["assumed"]["links"]) == 8
    assert all(area["adjusted"] is None for area in newest["areas"])
    assert [area["basis"] for area in newest["areas"]] == ["unknown"] * 8
    assert newest["weakest_links"][0]["cost"] == "99.55"
    assert all(area["reason"] for area in newest["areas"])


def test_a_result_on_the_edition_asked_for_is_exact(converted):
    for earlier, total in zip(converted[1:], ("550.5", "440.5"), strict=True):
        assert earlier["from"] == earlier["to"] == "se-2010"
        assert earlier["total"]["basis"] == "exact"
        assert earlier["total"]["low"] == total
        assert earlier["total"]["adjusted"] is None
        assert earlier["weakest_links"] == []


def test_the_rule_of_thumb_is_not_applied_the_other_way(run_kompass, report):
    found = run_kompass("convert", report, "--to", "se-2016", "--json").json["conversions"]
    assert [one["total"]["adjusted"] for one in found] == [None, None, None]
    assert found[0]["total"]["basis"] == "exact"


def test_areas_follow_their_meaning_and_not_their_number(run_kompass, report):
    newest = run_kompass("convert", report, "--to", "se-2020", "--json").json["conversions"][0]
    areas = {area["code"]: area["assumed"] for area in newest["areas"]}
    assert (areas["5"]["low"], areas["5"]["high"]) == ("56.5", "57.45")  # the users' area was the second
    assert (areas["4"]["low"], areas["4"]["high"]) == ("67.8", "68.5")


def test_an_edition_without_weights_is_refused(run_kompass, report):
    ran = run_kompass("convert", report, "--to", "se-2002", "--json")
    assert ran.code == 1
    assert "the maximum of the total is not known" in ran.json["errors"][0]["message"]
    unmapped = run_kompass("convert", report, "--to", "no-2020", "--json")
    assert "No mapping leads" in unmapped.json["errors"][0]["message"]
    assert run_kompass("convert", report, "--to", "xx-1999").code == 2


DRAFT = """\
release = "1.0.0"
source = "se-2016@1"
target = "se-2020@1"
levels = []

[[sources]]
id = "s"
title = "S"

[[links]]
source = ["5"]
target = ["4"]
relation = "equal"
changes = ["moved"]
reading = "authors"
cited = ["s"]

[[links.reasons]]
en = "For a test."
"""


def test_a_draft_of_a_mapping_is_used_instead_of_the_installed_one(run_kompass, report, tmp_path):
    draft = tmp_path / "mapping.toml"
    draft.write_text(DRAFT, "utf-8")
    ran = run_kompass("convert", report, "--to", "se-2020", "--mapping", draft, "--json")
    newest = ran.json["conversions"][0]
    assert {area["code"]: area["basis"] for area in newest["areas"]}["4"] == "exact"
    assert newest["total"]["basis"] == "bounded"
    assert newest["total"]["assumed"] is None
    across = run_kompass("compare", report, "--to", "se-2020", "--mapping", draft, "--json")
    assert across.code == 0
    row = next(row for row in across.json["rows"] if row["item"] == "4")
    assert [cell["basis"] for cell in row["cells"]] == ["unknown", "unknown", "exact"]
    draft.write_text(DRAFT.replace('"4"', '"9"'), "utf-8")
    for command in ("convert", "compare"):
        ran = run_kompass(command, report, "--to", "se-2020", "--mapping", draft, "--json")
        assert ran.code == 1
        assert [error["code"] for error in ran.json["errors"]] == ["dangling-code"]
        assert ran.json["errors"][0]["file"] == str(draft)


def halves(source, target, ends, relation, share):
    """Return a draft in which one area is half in each of two, or two are half of one."""
    head = (
        f'release = "1.0.0"\nsource = "{source}@1"\ntarget = "{target}@1"\nlevels = []\n\n'
        '[[sources]]\nid = "s"\ntitle = "S"\n'
    )
    return head + "".join(
        f'\n[[links]]\nsource = ["{one}"]\ntarget = ["{other}"]\nrelation = "{relation}"\n{share} = "1/2"\n'
        'changes = ["same"]\nreading = "authors"\ncited = ["s"]\n\n[[links.reasons]]\nen = "For a test."\n'
        for one, other in ends
    )


def test_along_two_mappings_it_is_said_which_ends_they_prove_one_after_the_other(
    run_kompass, report, tmp_path
):
    first, second = tmp_path / "first.toml", tmp_path / "second.toml"
    first.write_text(
        halves("se-2010", "se-2016", [("1", "1"), ("1", "2")], "superset-of", "of_source"), "utf-8"
    )
    second.write_text(
        halves("se-2016", "se-2020", [("1", "1"), ("2", "1")], "subset-of", "of_target"), "utf-8"
    )
    asked = ("convert", report, "--to", "se-2020", "--mapping", first, "--mapping", second)
    found = run_kompass(*asked, "--json").json["conversions"][1]
    area, *others = found["areas"]
    assert (found["from"], found["steps"]) == ("se-2010", ["se-2010-to-se-2016", "se-2016-to-se-2020"])
    assert [area["low_by_steps"], area["high_by_steps"]] == [True, False]
    assert not any(other["low_by_steps"] or other["high_by_steps"] for other in others)
    shown = " ".join(run_kompass(*asked, "--lang", "en").out.split())
    steps = "(se-2010-to-se-2016, se-2016-to-se-2020)"
    assert f"One mapping after the other {steps} proves more of this: the lower end of 1" in shown
    direct = run_kompass("convert", report, "--to", "se-2010", "--lang", "en").out
    assert "One mapping after the other" not in direct


@pytest.fixture(scope="session")
def compared(run_kompass, report):
    return run_kompass("compare", report, "--json").json


def test_columns_stand_in_order_of_time(compared):
    assert compared["edition"] is None
    assert [(one["year"], one["edition"]) for one in compared["columns"]] == [
        (2013, "se-2010"),
        (2015, "se-2010"),
        (2017, "se-2016"),
    ]
    assert [row["item"] for row in compared["rows"]] == [*"12345678", "total"]


def test_every_area_and_the_total_rose_on_one_edition(compared):
    assert [row["changes"][0]["verdict"] for row in compared["rows"]] == ["rose"] * 9
    total = compared["rows"][-1]["changes"][0]
    assert (total["low"], total["high"]) == ("109", "111")
    assert total["assumed"] is None
    assert total["adjusted"] is None
    assert (total["printed"]["earlier"]["low"], total["printed"]["later"]["low"]) == ("441", "551")


def test_across_editions_nothing_is_proved_and_the_rule_stands_apart(compared):
    assert {row["changes"][1]["verdict"] for row in compared["rows"]} == {"not comparable"}
    total = compared["rows"][-1]["changes"][1]
    assert total["on"] == "se-2010"
    assert (total["adjusted"]["low"], total["adjusted"]["high"], total["adjusted"]["verdict"]) == (
        "38.3",
        "55.1",
        "rose",
    )
    printed = total["printed"]
    assert (printed["earlier"]["low"], printed["later"]["low"], printed["later"]["is_sum"]) == (
        "551",
        "552",
        True,
    )
    by_rule = total["adjusted"]["printed"]
    assert (by_rule["earlier"]["low"], by_rule["later"]["low"], by_rule["later"]["high"]) == (
        "551",
        "592",
        "602",
    )
    assert total["assumed"]["verdict"] == "cannot be told apart"
    assert all(row["changes"][1]["adjusted"] is None for row in compared["rows"][:-1])


def test_cells_stay_on_their_own_edition(compared):
    area = compared["rows"][0]["cells"]
    assert [cell["printed"] for cell in area] == ["48", "68", "74"]
    assert {cell["basis"] for cell in area} == {"exact"}
    total = compared["rows"][-1]["cells"][2]
    assert (total["low"], total["high"], total["printed"], total["sum_of_printed"]) == (
        "549.8",
        "555.6",
        None,
        "552",
    )


def test_all_columns_on_the_edition_asked_for(run_kompass, report):
    found = run_kompass("compare", report, "--to", "se-2020", "--json").json
    assert found["edition"] == "se-2020"
    row = found["rows"][4]
    assert row["item"] == "5"
    assert {cell["basis"] for cell in row["cells"]} == {"unknown"}
    # Neighbours of one edition are compared there, never by conversion: the users' area is its second.
    assert (row["changes"][0]["on"], row["changes"][0]["verdict"]) == ("se-2010", "rose")
    assert (row["changes"][0]["low"], row["changes"][0]["high"]) == ("11", "13")
    assert (row["changes"][1]["on"], row["changes"][1]["verdict"]) == ("se-2020", "not comparable")


def test_rows_follow_the_mapping_and_not_the_number(run_kompass, report, tmp_path_factory):
    folder = tmp_path_factory.mktemp("compare")
    data = run_kompass("import", report, "--json").json
    newest = data["assessments"][0]
    later = {
        **newest,
        "edition": "se-2020",
        "release": None,
        "digest": None,
        "year": 2021,
        "observations": [
            {"item": str(code), "quantity": "points", "value": str(70 + code), "precision": "1"}
            for code in range(1, 9)
        ],
        "headings": [],
        "findings": [],
        "comparability": [],
    }
    place = folder / "later.json"
    place.write_text(json.dumps({"assessments": [newest, later]}), "utf-8")
    found = run_kompass("compare", place, "--json").json
    cells = {row["item"]: row["cells"] for row in found["rows"]}
    assert (cells["2"][0]["code"], cells["2"][1]["code"], cells["2"][1]["printed"]) == ("2", "5", "75")


def test_the_text_says_what_may_be_concluded(run_kompass, report):
    said = " ".join(run_kompass("compare", report, "--lang", "en").out.split())
    assert "2013 → 2015 · same version ▲ Yes, +110 points From 441 to 551." in said
    assert "2015 → 2017 · different versions – Depends on how one counts" in said
    assert "△ By the rule of thumb of SKL: +41 to +51" in said
    assert "≈ If the versions were equally hard: −2 to +6, cannot be told apart" in said
    questions = run_kompass("compare", report, "--questions", "--json").json
    assert [row["item"] for row in questions["rows"]] == [*"12345678", "total"]
    assert "589.8–605.6" in run_kompass("convert", report, "--to", "se-2010", "--lang", "en").out


def test_one_organisation_does_not_rise_to_become_another(run_kompass, report, tmp_path):
    data = run_kompass("import", report, "--json").json["assessments"]
    for assessment, name in ((data[1], "Lund"), (data[2], "Kalmar")):
        assessment["organisation"] = {"name": name, "kind": "municipality", "country": "SE", "code": None}
    place = tmp_path / "two.json"
    place.write_text(json.dumps({"assessments": data[1:]}), "utf-8")
    said = run_kompass("compare", place, "--lang", "en").out
    assert "Area by area, compared with Lund 2015" in said
    assert re.search(r"^1 Offentlighet och demokrati +68 +48 +▼ −20$", said, re.MULTILINE)
    assert "rose" not in said
    changes = run_kompass("compare", place, "--json").json["rows"][0]["changes"]
    assert [change["verdict"] for change in changes] == ["higher"]


def test_a_mapping_that_no_result_was_converted_by_is_said_to_be_unused(kompass, report):
    folder = Path(__file__).parents[2] / "frameworks/kompass_frameworks/mappings"
    used, unused = (folder / f"{name}/mapping.toml" for name in ("se-2010-to-se-2016", "se-2016-to-se-2020"))
    found = kompass("convert", report, "--to", "se-2010", "--mapping", used, "--mapping", unused)
    assert found.code == 0
    assert "leads from se-2016 to se-2020, and no result was converted that way" in found.err
    assert "leads from se-2010 to se-2016, and no" not in found.err
    data = kompass("convert", report, "--to", "se-2010", "--mapping", unused, "--json").json
    assert [one["code"] for one in data["warnings"]][-1] == "unused-mapping"


def test_a_draft_without_links_is_checked_as_a_mapping(kompass, tmp_path):
    draft = tmp_path / "mapping.toml"
    draft.write_text('release = "1.0.0"\nsource = "se-2016@1"\ntarget = "se-2020@1"\nlevels = ["areas"]\n')
    found = kompass("check", draft)
    assert found.code == 1
    assert "says nothing of 1, 2, 3, 4, 5, 6, 7, 8 of se-2016" in found.err
    assert "is not a key of an edition" not in found.err


def test_json_that_is_not_read_again_is_called_by_its_name(kompass, report, tmp_path):
    kompass("convert", report, "--to", "se-2010", "-o", tmp_path / "converted.json")
    assert "This is what kompass convert wrote" in kompass("check", tmp_path / "converted.json").err
    releases = Path(__file__).parents[2] / "frameworks/kompass_frameworks/releases"
    assert "the release of an edition" in kompass("check", releases / "se-2016/1.0.0.json").err
    assert "the release of a mapping" in kompass("check", releases / "se-2010-to-se-2016/1.0.0.json").err
