"""``kompass score`` of assessments as JSON: each is scored by itself, on the edition that it is on."""

import json
from pathlib import Path

import pytest

EXAMPLE = Path(__file__).parents[2] / "docs/examples/ornskoldsvik-2017.md"


@pytest.fixture
def imported(kompass):
    return kompass("import", EXAMPLE, "--json").json


def written(tmp_path, data):
    path = tmp_path / "assessments.json"
    path.write_text(json.dumps(data), "utf-8")
    return path


def with_unknown(assessment, count):
    figures = [
        {"item": f"9.{place}", "quantity": "points", "value": "1", "line": place}
        for place in range(1, count + 1)
    ]
    return {**assessment, "observations": [*assessment["observations"], *figures]}


def test_what_can_be_scored_is_there_beside_the_errors_of_what_cannot(kompass, imported, tmp_path):
    newest, *earlier = imported["assessments"]
    path = written(tmp_path, {"assessments": [newest, with_unknown(earlier[0], 12), earlier[1]]})
    ran = kompass("score", path, "--json")
    assert ran.code == 1
    assert [(card["year"], card["edition"]) for card in ran.json["scorecards"]] == [
        (2017, "se-2016"),
        (2013, "se-2010"),
    ]
    (error,) = ran.json["errors"]
    assert error["file"] == str(path)
    assert error["code"] == "unknown-item"
    assert (
        error["message"]
        == "Örnsköldsvik 2015, se-2010: The edition 'se-2010' has no item '9.1', '9.2', '9.3', '9.4', '9.5'"
        " and 7 more. Correct the item, or the edition of the assessment."
    )
    ran = kompass("score", path)
    assert ran.code == 1
    assert "Örnsköldsvik 2017, se-2016" in ran.out
    assert "Örnsköldsvik 2015, se-2010: The edition" in ran.err


def test_a_report_is_shown_though_an_earlier_year_cannot_be_scored(kompass, imported, tmp_path):
    newest, *earlier = imported["assessments"]
    path = written(tmp_path, {"assessments": [newest, with_unknown(earlier[0], 1)]})
    ran = kompass("report", path, "--to", "text", "--lang", "en")
    assert ran.code == 1
    assert "2017" in ran.out
    assert "Örnsköldsvik 2015, se-2010" in ran.err


@pytest.mark.parametrize(
    "command", [("compare",), ("convert", "--to", "se-2010"), ("report", "--to", "text")]
)
def test_no_command_loses_what_cannot_be_scored_in_silence(kompass, imported, tmp_path, command):
    newest, *earlier = imported["assessments"]
    path = written(tmp_path, {"assessments": [newest, earlier[0], with_unknown(earlier[1], 1)]})
    ran = kompass(*command, path)
    assert ran.code == 1
    assert "has no item '9.1'" in ran.err


def test_where_nothing_can_be_scored_there_are_only_errors(kompass, imported, tmp_path):
    path = written(tmp_path, {"assessments": [with_unknown(one, 1) for one in imported["assessments"]]})
    ran = kompass("score", path, "--json")
    assert ran.code == 1
    assert ran.json.get("scorecards", []) == []
    assert len(ran.json["errors"]) == 3


def test_an_edition_is_for_reports_and_is_not_ignored_for_json(kompass, imported, tmp_path):
    path = written(tmp_path, imported)
    ran = kompass("score", path, "--edition", "se-2010")
    assert ran.code == 1
    assert ran.out == ""
    assert "The newest assessment in this file is on se-2016, not on se-2010." in ran.err
    assert "leave --edition out, or convert the result to se-2010." in ran.err
    assert kompass("score", path, "--edition", "se-2016").code == 0
    scored = tmp_path / "scored.json"
    scored.write_text(json.dumps(kompass("score", path, "--json").json), "utf-8")
    ran = kompass("score", scored, "--edition", "se-2010", "--json")
    assert (ran.code, [error["code"] for error in ran.json["errors"]]) == (1, ["other-edition"])
