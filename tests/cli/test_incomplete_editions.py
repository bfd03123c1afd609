"""Every command says plainly what an incomplete edition can and cannot do, and keeps the rest of it."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

PARTIAL = """
id = "xx-1999"
release = "1.0.0"
title.sv = "Kompassen 1999"
publisher = "Nobody"
country = "SE"
language = "sv"
valid_from = "1999"
completeness = "{completeness}"
rights = "Nobody's: it was made up for a test."
source = "test"

[[sources]]
id = "test"
title = "Made up for a test"

[[areas]]
code = "1"
max = 100
title.sv = "Insyn och dialog"

[[areas]]
code = "2"
{maximum}
title.sv = "Väntetider"
"""
TOTAL_ALONE = "# Kommunkompassen i Umeå kommun 2007\n\nTotalt 415 poäng av 800.\n"
AREAS = {
    "se-2002": ["Offentlighet och demokratisk kontroll"],
    "se-2010": [
        "Offentlighet och demokrati", "Tillgänglighet och brukarorientering",
        "Politisk styrning och kontroll",
        "Ledarskap, ansvar och delegation", "Resultat och effektivitet",
        "Kommunen som arbetsgivare - personalpolitik",
        "Verksamhetsutveckling", "Kommunen som samhällsbyggare",
    ],
    "se-2016": [
        "Offentlighet och demokrati", "Brukarfokus, tillgänglighet och bemötande",
        "Politisk styrning och kontroll",
        "Ledarskap, ansvar och delegation", "Resultat och effektivitet",
        "Kommunen som arbetsgivare - personalpolitik",
        "Ständiga förbättringar", "Kommunen som samhällsbyggare",
    ],
    "se-2020": [
        "Samspel mellan förtroendevalda och medborgare", "Samhällsutveckling", "Styrning och kontroll",
        "Effektivitet",
        "Brukarens fokus", "Kvalitetsutveckling", "Arbetsliv", "Chefs- och ledarskap samt medarbetarskap",
    ],
}  # fmt: skip
YEARS = {"se-2002": 2007, "se-2010": 2012, "se-2016": 2017, "se-2020": 2021}
BY_AREA = "Only the areas of this edition are known, not its questions: "
IN_PART = "Only a part of this edition is known "
NOTHING = "but nothing can be scored, compared or converted."


def _words(shown):
    return " ".join(shown.split())


@pytest.fixture
def typed(tmp_path):
    """Type in the points of the areas of an edition, as ``docs/how-to/type-in-a-result.md`` shows."""

    def write(edition, first=61):
        rows = [f"| {title} | {first + place} |" for place, title in enumerate(AREAS[edition])]
        lines = [
            f"# Kommunkompassen i Lunds kommun {YEARS[edition]}",
            "",
            "| Område | Poäng |",
            "|---|---|",
            *rows,
        ]
        file = tmp_path / f"{edition}.md"
        file.write_text("\n".join(lines), "utf-8")
        return file

    return write


@pytest.fixture
def draft(tmp_path):
    """Write an edition of two areas, of which not everything is known, as TOML."""

    def write(completeness="partial", maximum=""):
        file = tmp_path / "draft.toml"
        file.write_text(PARTIAL.format(completeness=completeness, maximum=maximum), "utf-8")
        return file

    return write


def test_the_list_says_it_once_for_all_editions_that_it_holds_for(kompass):
    ran = kompass("editions")
    # What goes on in the next line is indented there.
    said = ran.out.partition("\n\n")[2].replace("\n  ", " ").splitlines()
    assert [line for line in ran.out.splitlines() if len(line) > 80] == []
    (partial,) = [line for line in said if line.startswith("se-2002: ")]
    assert partial.startswith(f"se-2002: {IN_PART}(1 area, 0 questions)")
    assert partial.endswith(NOTHING)
    (areas,) = [line for line in said if "se-2010" in line]
    assert areas.split(": ")[0].split(", ").count("se-2020") == 1
    assert BY_AREA in areas
    assert "se-2016" not in ran.out.partition("\n\n")[2]
    listed = {edition["id"]: edition for edition in kompass("editions", "--json").json["editions"]}
    levels = {name: listed[name]["scored_by"] for name in YEARS}
    assert levels == {"se-2002": None, "se-2010": "area", "se-2016": "question", "se-2020": "area"}
    assert listed["se-2010"]["known"].startswith(BY_AREA)


@pytest.mark.parametrize(
    ("edition", "sentence"),
    [
        ("se-2002", f"partial: {IN_PART}"),
        ("se-2010", f"areas: {BY_AREA}"),
        ("se-2016", "complete: All questions of this edition and all maxima are known: "),
        ("se-2020", f"areas: {BY_AREA}"),
    ],
)
def test_an_edition_is_shown_with_what_can_be_done(kompass, edition, sentence):
    assert sentence.partition(": ")[2].strip() in _words(kompass("show", edition, "--lang", "en").out)


def test_what_is_not_known_is_shown_as_such(kompass, draft):
    for command in (("show", "se-2002"), ("show", "se-2002", "1")):
        assert re.search(r"(?m)^Maximum +not known$", kompass(*command, "--lang", "en").out)
    assert "The areas known of it: 1;" in kompass("show", "se-2002", "2").err
    assert f"{IN_PART}(2 areas, 0 questions)" in kompass("show", draft(), "--lang", "en").out


@pytest.mark.parametrize(
    ("completeness", "maximum", "said"),
    [
        ("partial", "", f"{IN_PART}(2 areas, 0 questions), and the maximum of the total is not known"),
        (
            "partial",
            "max = 50",
            f"{IN_PART}(2 areas, 0 questions), and the maximum of the total is not known",
        ),
        ("areas", "", "not its questions, and the maximum of the total is not known"),
    ],
)
def test_nothing_is_scored_without_a_maximum_and_nothing_is_lost(
    kompass, tmp_path, draft, completeness, maximum, said
):
    edition = draft(completeness, maximum)
    report = tmp_path / "report.md"
    report.write_text(
        "# Kommunkompassen i Lunds kommun 1999\n\n| Område | Poäng |\n|---|---|\n| Insyn och dialog | 71 |\n"
    )
    assert said in _words(kompass("check", edition).out)
    imported = kompass("import", report, "--edition", edition)
    assert (imported.code, said in _words(imported.out)) == (0, True)
    as_json = kompass("import", report, "--edition", edition, "--json").json
    assert as_json["assessments"][0]["observations"][0]["value"] == "71"
    (known,) = as_json["editions"]
    assert (known["id"], known["completeness"], known["scored_by"]) == ("xx-1999", completeness, None)
    for command in ("score", "report"):
        ran = kompass(command, report, "--edition", edition)
        assert (ran.code, ran.out.strip()) == (1, "")
        assert said in ran.err
    (error,) = kompass("score", report, "--edition", edition, "--json").json["errors"]
    assert error["code"] == "unknown-weights"


def test_an_edition_of_areas_typed_as_a_draft_is_used_by_its_path(kompass, tmp_path, draft):
    """§1: "every EDITION argument also takes a path to TOML"."""
    edition = draft("areas", "max = 50")
    report = tmp_path / "report.md"
    report.write_text(
        "# Kommunkompassen i Lunds kommun 1999\n\n| Område | Poäng |\n|---|---|\n| Insyn och dialog | 71 |\n|"
        " Väntetider | 40 |\n"
    )
    scored = kompass("score", report, "--edition", edition, "--json").json
    total = scored["scorecards"][0]["total"]
    assert (total["low"], total["high"], total["max"]) == ("110", "112", "150")
    assert scored["editions"][0]["scored_by"] == "area"
    shown = kompass("report", report, "--edition", edition, "--lang", "sv")
    assert (shown.code, "Kompassen 1999 (xx-1999@1.0.0)" in _words(shown.out)) == (0, True)
    kompass("score", report, "--edition", edition, "-o", "scored.json")
    assert kompass("check", "scored.json").code == 0
    assert kompass("report", "scored.json", "--edition", edition).code == 0


def test_a_total_alone_and_one_area_alone_are_kept(kompass, tmp_path, typed):
    file = tmp_path / "total.md"
    file.write_text(TOTAL_ALONE, "utf-8")
    kept = {}
    for report in (file, typed("se-2002")):
        ran = kompass("import", report, "--edition", "se-2002", "--json").json
        (assessment,) = ran["assessments"]
        kept[report.stem] = [
            (one["item"], one["quantity"], one["value"]) for one in assessment["observations"]
        ]
        assert ran["editions"][0]["scored_by"] is None
        for command in (("score",), ("report",), ("compare",), ("convert", "--to", "se-2010")):
            refused = kompass(
                command[0],
                report,
                *command[1:],
                "--edition",
                "se-2002",
                "--json",
                *(("-o", "x.html") if command[0] == "report" else ()),
            )
            assert refused.code == 1
            (error,) = refused.json["errors"]
            assert IN_PART in error["message"]
            assert NOTHING in error["message"]
    assert kept == {
        "total": [("total", "points", "415"), ("total", "max", "800")],
        "se-2002": [("1", "points", "61")],
    }  # fmt: skip


@pytest.mark.parametrize("edition", ["se-2010", "se-2016", "se-2020"])
def test_a_result_says_by_what_it_is_scored(kompass, typed, edition):
    report = typed(edition)
    for command in ("import", "score"):
        ran = kompass(command, report)
        assert ran.code == 0
        assert _words(ran.out).count(BY_AREA) == (0 if edition == "se-2016" else 1)
    for language, sentence in (
        ("en", "but not by question."),
        ("sv", "Bara områdena i den här versionen är kända, inte delfrågorna: "),
    ):
        for renderer in ("text", "markdown", "html"):
            shown = " ".join(kompass("report", report, "--lang", language, "--to", renderer).out.split())
            assert shown.count(sentence) == (0 if edition == "se-2016" else 1)


def test_the_sentence_is_said_once_for_a_report_of_several_years(kompass, report):
    for command in ("import", "score"):
        assert _words(kompass(command, report).out).count(f"se-2010: {BY_AREA}") == 1
        known = kompass(command, report, "--json").json["editions"]
        assert [(one["id"], one["scored_by"]) for one in known] == [
            ("se-2016", "question"),
            ("se-2010", "area"),
        ]
    assert BY_AREA not in _words(kompass("report", report, "--lang", "en").out)


def test_what_is_written_with_what_is_known_can_be_read_again(kompass, report):
    kompass("import", report, "-o", "imported.json")
    kompass("score", "imported.json", "-o", "scored.json")
    assert kompass("check", "imported.json", "scored.json").code == 0
    assert kompass("render", "scored.json").code == 0


def test_differences_to_an_incomplete_edition_are_said_to_be_perhaps_unknown(kompass, draft):
    unknown = "Not told here: 45 questions of Kommunkompassen 2016. What Kommunkompassen 2010 has"
    told = kompass("diff", "se-2010", "se-2016", "--lang", "en").out
    assert _words(told).count(unknown) == 1
    assert "1.1 " not in told
    assert "Not told here" in kompass("diff", "se-2010", "se-2016", "--markdown", "--lang", "en").out
    assert "Not told here" not in kompass("diff", "se-2010", "se-2010@1.0.0", "--lang", "en").out
    unmapped = kompass("diff", "no-2003", "se-2016", "--lang", "en").out
    assert "No mapping joins these editions" in unmapped
    known = kompass("diff", "se-2010", "se-2016", "--json").json["editions"]
    assert [one["scored_by"] for one in known] == ["area", "question"]
    assert "There is no edition" not in kompass("diff", "se-2016", draft()).err


def test_what_is_checked_is_said_to_be_incomplete(kompass, draft):
    assert f"xx-1999: {IN_PART}" in _words(kompass("check", draft()).out)
    checked = kompass("check", "--json").json
    assert {one["id"]: one["scored_by"] for one in checked["editions"]}["se-2002"] is None
    named = kompass("check", draft("areas", "max = 50"), "--json").json
    assert [one["scored_by"] for one in named["editions"]] == ["area"]


def test_a_result_of_a_release_that_is_not_installed_is_shown_on_the_one_that_is(kompass, tmp_path, typed):
    kompass("score", typed("se-2010"), "-o", "scored.json")
    other = (tmp_path / "scored.json").read_text("utf-8").replace('"release": "1.0.0"', '"release": "1.9.0"')
    (tmp_path / "other.json").write_text(other, "utf-8")
    for renderer in ("text", "html"):
        assert kompass("render", "other.json", "--to", renderer).code == 0


def test_an_edition_of_which_only_the_title_is_known_can_be_shown_and_nothing_else_claims_to_be_one(
    kompass, draft
):
    edition = draft()
    head = edition.read_text("utf-8").partition("[[areas]]")[0]
    edition.write_text(head, "utf-8")
    assert f"{IN_PART}(0 areas, 0 questions)" in kompass("show", edition, "--lang", "en").out
    assert kompass("check", edition).code == 0
    for completeness in ("complete", "areas"):
        edition.write_text(head.replace('"partial"', f'"{completeness}"'), "utf-8")
        (error,) = kompass("check", edition, "--json").json["errors"]
        assert (error["code"], error["pointer"]) == ("missing-area", "/areas")


def test_what_is_converted_or_compared_says_what_the_editions_cannot_do(kompass, report, typed):
    for command in (("convert", report, "--to", "se-2010"), ("compare", report)):
        shown = kompass(*command, "--lang", "en")
        assert shown.code == 0
        assert _words(shown.out).count(BY_AREA) == 1
        listed = {one["id"]: one["scored_by"] for one in kompass(*command, "--json").json["editions"]}
        assert listed == {"se-2016": "question", "se-2010": "area"}
    for file, is_said in ((report, True), (typed("se-2016"), False)):
        questions = _words(kompass("compare", file, "--questions", "--lang", "en").out)
        assert ("there is no row for a question" in questions) is is_said


def test_a_draft_is_converted_from_and_compared_by_its_path(kompass, tmp_path, report):
    registered = "frameworks/kompass_frameworks/editions/se-2016/edition.toml"
    draft = tmp_path / "edition.toml"
    draft.write_text((ROOT / registered).read_text("utf-8"), "utf-8")
    for command in (("convert", report, "--to", "se-2010"), ("compare", report)):
        plain, drafted = kompass(*command, "--json"), kompass(*command, "--edition", draft, "--json")
        assert (drafted.code, drafted.json) == (0, plain.json)


def test_a_release_says_what_the_edition_cannot_do(kompass, tmp_path):
    folder = tmp_path / "framework/editions/xx-1999"
    folder.mkdir(parents=True)
    place = folder / "edition.toml"
    place.write_text(PARTIAL.format(completeness="areas", maximum="max = 100"), "utf-8")
    planned = kompass("release", place, "--date", "2026-03-01", "--reviewed-by", "A. Reviewer", "--dry-run")
    assert planned.code == 0
    assert f"xx-1999: {BY_AREA}" in _words(planned.out)
