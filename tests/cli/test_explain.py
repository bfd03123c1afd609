"""Why a figure is what it is: a calculation to read, and one that the command checks."""

import json
from pathlib import Path

import pytest

from kompass_spec import convert_scorecard, load_registry, score_assessment

REPORT = Path(__file__).parents[2] / "docs/examples/ornskoldsvik-2017.md"


def test_an_explanation_names_figures_and_sums(kompass):
    shown = kompass("score", REPORT, "--explain", "6").out
    assert [line for line in shown.splitlines() if len(line) > 80] == []
    text = " ".join(shown.split())
    assert "Why se-2016 6 has 76.025 to 76.5 points, by lines [6] and [7]:" in text
    assert "[1] se-2016 6.2 ≥ 10.9: printed as 55%: (55 − 0.5) / 100 × 20, line 255" in text
    assert "[7] se-2016 6 ≤ 76.5: printed as 76 points: 76 + 0.5, line 153" in text


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "Why se-2016 6 has 76.025 to 76.5 points"),
        ("sv", "Varför se-2016 6 har 76,025 till 76,5 poäng"),
        ("nb", "Hvorfor se-2016 6 har 76,025 til 76,5 poeng"),
        ("nn", "Kvifor se-2016 6 har 76,025 til 76,5 poeng"),
        ("da", "Hvorfor se-2016 6 har 76,025 til 76,5 point"),
    ],
)
def test_an_explanation_is_in_the_language_that_was_asked_for(kompass, language, words):
    assert words in kompass("score", REPORT, "--explain", "6", "--lang", language).out


def test_explanations_name_the_result_that_they_are_of(kompass):
    text = kompass("score", REPORT, "--explain", "6").out
    assert "\nÖrnsköldsvik 2017\nWhy se-2016 6 has" in text
    assert "\nÖrnsköldsvik 2013\nWhy se-2010 6 has 57.5 to 58.5 points" in text


@pytest.mark.parametrize("command", [("score", REPORT), ("convert", REPORT, "--to", "se-2010")])
def test_what_cannot_be_explained_is_said(kompass, command):
    ran = kompass(*command, "--explain", "99", "--explain", "total")
    assert (ran.code, ran.out) == (2, "")
    assert "No result has an item '99', so nothing is explained of it." in ran.err
    assert "'total'" not in ran.err
    ran = kompass(*command, "--explain", "total", "--lang", "fi")
    own = "sv" if command[0] == "convert" else "en"
    assert f"There is no language 'fi', so the words are in {own}." in ran.err


def test_many_files_are_explained_too(kompass, tmp_path):
    files = [tmp_path / f"{number}.md" for number in range(8)]
    for file in files:
        file.write_bytes(REPORT.read_bytes())
    assert kompass("score", *files, "--explain", "6").out.count("Why se-2016 6 has") == len(files)
    refused = kompass("score", *files, "--explain", "6", "--jobs", "2")
    assert refused.code == 2
    assert "Leave out --jobs and --log" in refused.err


def test_a_converted_item_is_explained_by_links(kompass, tmp_path):
    file = tmp_path / "conversions.json"
    asked = ("convert", REPORT, "--to", "se-2010", "--explain", "1")
    shown = " ".join(kompass(*asked, "--lang", "en").out.split())
    assert "links leave min(1 × 1 × 100, 1 × 100) − 1 × 100 + 1 × 47.5 [0]" in shown
    assert "Varför se-2010 på nytt 1 har 47,5 till 48,5 poäng" in kompass(*asked, "--lang", "sv").out
    kompass(*asked, "-o", file)
    checked = kompass("verify-certificate", file)
    assert (checked.code, checked.err) == (0, "")
    assert "lines prove 3 items and 0 contradictions\n" in checked.out


def test_what_is_not_proved_is_said(kompass, tmp_path):
    """A certificate proves what follows, and says from what: that has to be compared with the sources."""
    edition = load_registry()["se-2016"]
    codes = [question.code for area in edition.areas for question in area.questions if question.code != "6.2"]
    given = edition.assess("Lund", 2018, percents=dict.fromkeys(codes, 75), not_applicable=["6.2"])
    same = convert_scorecard(score_assessment(given), "se-2016", certified=True)
    scores, conversions, applying = (tmp_path / name for name in ("scores.json", "other.json", "one.json"))
    assert same.certificate is not None
    applying.write_text(same.certificate.to_json(), "utf-8")
    kompass("score", REPORT, "--explain", "6", "-o", scores)
    kompass("convert", REPORT, "--to", "se-2010", "--explain", "1", "-o", conversions)
    (row,) = kompass("verify-certificate", applying, "--json", "--lang", "sv").json["files"]
    assert row["premises"]["without"] == ["6.2"]
    assert "Tas också för givet: delfråga 6.2 är inte tillämplig." in row["rests_on"]
    (row,) = kompass("verify-certificate", scores, "--json").json["files"]
    assert row["premises"]["editions"] == ["se-2010", "se-2016"]
    assert row["premises"]["figures"] > 0
    assert row["premises"]["links"] == row["premises"]["covers"] == 0
    shown = " ".join(kompass("verify-certificate", scores, applying, "--lang", "en").out.split())
    assert "Also taken as it is: question 6.2 does not apply." in shown
    (row,) = kompass("verify-certificate", conversions, "--json").json["files"]
    assert row["premises"]["scores"] > 0
    assert row["premises"]["links"] > 0
    assert "54 stated links" in shown


def forged(count, lines=(), links=()):
    """Return a certificate of so many items of two editions."""
    codes = [str(number) for number in range(count)]
    items = [{"edition": edition, "code": code, "max": "1"} for edition in ("a", "b") for code in codes]
    return {"items": items, "lines": [*lines], "links": [one(codes) for one in links], "proved": []}


def link(**more):
    return lambda codes: {
        "source_edition": "a",
        "target_edition": "b",
        "source": codes,
        "target": codes,
        "of_source": "0",
        "of_target": "0",
        "of_target_most": "1",
        **more,
    }


def summed(points, count=1):
    known = [points.format(10**390 + 2 * number + 1) for number in range(count)]
    return [
        {"edition": "a", "items": ["0"], "end": "high", "points": one, "by": "score"} for one in known
    ] + [
        {
            "edition": "a",
            "items": ["0"],
            "end": "high",
            "points": "1",
            "by": "sum",
            "plus": list(range(count)),
        }
    ]


HUGE = {
    "cells": forged(5000, links=(link(), link(follows={"of": 0, "less": [0]}))),
    "pairs": forged(
        3000, lines=[{**summed("1")[0], "by": "item", "items": [str(number) for number in range(3000)]}] * 9
    ),
    "digits": forged(1, lines=summed("1/{}", 5000)),
}


@pytest.mark.parametrize("how", HUGE)
def test_a_certificate_that_nobody_could_check_costs_a_sentence(kompass, tmp_path, how):
    file = tmp_path / "forged.json"
    file.write_text(json.dumps({"covers": [], "contradictions": [], **HUGE[how]}), "utf-8")
    checked = kompass("verify-certificate", file, "--json")
    (error,) = checked.json["errors"]
    assert error["code"] == "too-large-certificate"
    assert "20,000,000 steps" in error["message"]


def test_what_can_not_be_is_not_looked_into(kompass, tmp_path):
    """Parts that are named twice at every level would be looked at twice as often at each."""
    items = [{"edition": "a", "code": str(at), "max": "1", "parts": [str(at + 1)] * 2} for at in range(200)]
    data = {**forged(0, lines=summed("1")), "items": items, "covers": [], "contradictions": []}
    file = tmp_path / "forged.json"
    file.write_text(json.dumps(data), "utf-8")
    checked = kompass("verify-certificate", file)
    assert checked.code == 1
    assert "is part of two items" in checked.err


def test_why_figures_contradict_each_other(kompass, tmp_path):
    report = REPORT.read_text("utf-8").replace("| 6.2 | 11 | 20 |", "| 6.2 | 1 | 20 |")
    changed = tmp_path / "report.md"
    changed.write_text(report, "utf-8")
    figures = json.loads(kompass("score", changed, "--explain", "all", "--json").out)
    for certificate in figures["certificates"]:
        for one in certificate["contradictions"]:
            low, high = (certificate["lines"][one[end]]["points"] for end in ("low", "high"))
            assert float(low) > float(high)


def test_without_being_asked_for_there_are_no_certificates(kompass):
    assert "certificates" not in kompass("score", REPORT, "--json").json
    assert "certificates" not in kompass("convert", REPORT, "--to", "se-2010", "--json").json


def test_a_certificate_that_was_changed_is_found(kompass, tmp_path):
    """Rule: it "fails on tampered ones"."""
    file = tmp_path / "scorecards.json"
    kompass("score", REPORT, "--explain", "6", "-o", file)
    data = json.loads(file.read_text("utf-8"))
    data["certificates"][0]["lines"][6]["points"] = "76.1"
    file.write_text(json.dumps(data), "utf-8")
    checked = kompass("verify-certificate", file, "--json")
    assert checked.code == 1
    (error,) = checked.json["errors"]
    assert (error["code"], error["pointer"]) == ("unproved", "/certificates/0")
    assert "line 6: it gives 3041/40, not 761/10" in error["message"]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        ("{}", "no-certificate"),
        ("[]", "no-certificate"),
        ("{", "bad-json"),
        ('{"lines": 3}', "missing-key"),
        ('{"certificates": [{"lines": []}]}', "missing-key"),
    ],
)
def test_what_is_no_certificate_is_refused(kompass, tmp_path, content, code):
    file = tmp_path / "other.json"
    file.write_text(content, "utf-8")
    checked = kompass("verify-certificate", file, "--json")
    assert checked.code == 1
    assert code in {error["code"] for error in checked.json["errors"]}


def test_a_certificate_that_names_what_is_not_there_gives_no_traceback(kompass, tmp_path):
    file = tmp_path / "scorecards.json"
    kompass("score", REPORT, "--explain", "6", "-o", file)
    data = json.loads(file.read_text("utf-8"))
    data["certificates"][0]["items"] = []
    file.write_text(json.dumps(data), "utf-8")
    checked = kompass("verify-certificate", file)
    assert checked.code == 1
    assert "Traceback" not in checked.err
