"""The shapes of the JSON that programs read: keys may be added, these stay."""

from fractions import Fraction

import pytest

SCORE = {"low", "high", "max", "printed", "sum_of_printed"}


def test_editions(kompass):
    ran = kompass("editions", "--json")
    assert ran.code == 0
    listed = {edition["id"]: edition for edition in ran.json["editions"]}
    keys = {
        "id",
        "release",
        "publisher",
        "country",
        "valid_from",
        "valid_to",
        "completeness",
        "areas",
        "questions",
    }
    assert all(keys <= set(edition) for edition in listed.values())
    assert (listed["se-2016"]["areas"], listed["se-2016"]["questions"]) == (8, 45)
    assert (listed["se-2010"]["areas"], listed["se-2010"]["questions"]) == (8, 0)
    assert listed["se-2016"]["completeness"] == "complete"
    assert listed["se-2010"]["completeness"] == "areas"
    assert (listed["se-2010"]["valid_from"], listed["se-2010"]["valid_to"]) == ("2010-03", "2015")


def test_show(kompass):
    shown = kompass("show", "se-2016", "--json").json
    assert shown["id"] == "se-2016"
    assert [area["max"] for area in shown["areas"]] == ["100"] * 8
    area = shown["areas"][6]
    assert (area["code"], area["title"]["sv"]) == ("7", "Ständiga förbättringar")
    assert len(area["headings"]) == 5
    assert [question["code"] for question in area["questions"]] == ["7.1", "7.2", "7.3", "7.4", "7.5"]
    assert area["questions"][1]["max"] == "25"
    assert area["questions"][1]["text"]["sv"].startswith("Arbetar verksamheterna med analys")
    assert kompass("show", "se-2016", "7.2", "--json").json["max"] == "25"


def test_import(kompass, report):
    ran = kompass("import", report, "--json")
    assert ran.code == 0
    assert all({"message", "line"} <= set(warning) for warning in ran.json["warnings"])
    found = ran.json["assessments"]
    assert [(one["year"], one["edition"], one["year_inferred"]) for one in found] == [
        (2017, "se-2016", False),
        (2015, "se-2010", False),
        (2013, "se-2010", True),
    ]
    for one in found:
        assert one["organisation"] == {
            "name": "Örnsköldsvik",
            "kind": "municipality",
            "country": "SE",
            "code": "2284",
        }
        assert set(one["source"]) == {"file", "sha256"}
        assert all({"item", "quantity", "value", "line"} <= set(seen) for seen in one["observations"])
        assert all({"area", "kind", "text", "line"} <= set(finding) for finding in one["findings"])
    figures = {(seen["item"], seen["quantity"]): seen["value"] for seen in found[0]["observations"]}
    assert figures["6.2", "percent"] == "55"
    assert figures["6.2", "max"] == "20"
    assert {seen["quantity"] for one in found for seen in one["observations"]} <= {
        "points",
        "max",
        "percent",
        "change",
        "reference",
    }
    assert [
        seen["value"]
        for one in found
        for seen in one["observations"]
        if (seen["item"], seen["quantity"]) == ("total", "points")
    ][:2] == ["551", "441"]


def test_score(kompass, report):
    ran = kompass("score", report, "--json", "--strict")
    assert ran.code == 0
    newest = ran.json["scorecards"][0]
    assert (newest["edition"], newest["year"], newest["organisation"]["code"]) == ("se-2016", 2017, "2284")
    assert SCORE | {"code"} <= set(newest["total"])
    assert (newest["total"]["low"], newest["total"]["high"]) == ("549.8", "555.6")
    assert (newest["total"]["printed"], newest["total"]["sum_of_printed"]) == (None, "552")
    areas = {area["code"]: area for area in newest["areas"]}
    assert (areas["4"]["low"], areas["4"]["high"]) == ("70.05", "70.5")
    assert (areas["6"]["low"], areas["6"]["high"]) == ("76.025", "76.5")
    assert sum(len(area["questions"]) for area in newest["areas"]) == 45
    assert all(set(score) >= SCORE for area in newest["areas"] for score in (area, *area["questions"]))
    assert [(found["kind"], found["items"]) for found in newest["discrepancies"]] == [
        ("rounding", ["3"]),
        ("rounding", ["6"]),
    ]
    assert all(found["message"] and found["lines"] for found in newest["discrepancies"])


@pytest.mark.parametrize(
    ("removed", "low", "high"), [("55%", "10.5", "11.375"), ("11\t20\t55%", "9.775", "11.375")]
)
def test_what_is_not_printed_is_narrowed_by_its_area(kompass, sample, tmp_path, removed, low, high):
    lines = sample.read_text("utf-8").split("\n")
    (place,) = [number for number, line in enumerate(lines) if line.startswith("6.2\t")]
    assert removed in lines[place]
    lines[place] = lines[place].replace(removed, "\t".join("" for _ in removed.split("\t")))
    changed = tmp_path / "changed.md"
    changed.write_text("\n".join(lines), "utf-8")
    newest = kompass("score", changed, "--json").json["scorecards"][0]
    score = newest["areas"][5]["questions"][1]
    assert (score["low"], score["high"]) == (low, high)
    assert Fraction(newest["areas"][5]["low"]) <= 76.5


MORE = {
    "report": ["-o", "x.txt"],
    "render": ["-o", "x.txt"],
    "convert": ["--to", "se-2010"],
    "diff": ["se-2016"],
    "release": ["--date", "2026-03-01", "--reviewed-by", "A. Reviewer"],
}


@pytest.mark.parametrize(
    "command",
    ["import", "score", "convert", "compare", "report", "render", "check", "show", "diff", "release",
     "lint-mapping", "schema"],
)  # fmt: skip
def test_every_error_has_one_shape(kompass, command):
    named = "xx-1999" if command in {"show", "diff", "schema"} else "nothing-of-this-name.md"
    ran = kompass(command, named, *MORE.get(command, ()), "--json")
    assert ran.code in {1, 2}
    assert ran.err == ""
    (error,) = ran.json["errors"]
    assert error["message"]
    assert "file" in error
    assert list(error) == ["code", "message", "file", "pointer", "line"]
