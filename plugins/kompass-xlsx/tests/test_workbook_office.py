"""LibreOffice recalculates the workbook, and its totals are those of the scorer to the last digit."""

from fractions import Fraction
from pathlib import Path

import pytest
from attrs import evolve

from kompass_spec import TemplateRequest, score_assessment
from kompass_xlsx.form import form_of
from kompass_xlsx.plugin import WorkbookTemplate

pytestmark = pytest.mark.office

MADE = Path(__file__).parent / "editions"
MAXIMA = ("5", "10", "12.5", "15", "20", "25", "30", "100/6", "100/7", "0.1")
EDITIONS = ("se-2016", "se-2020", "tt-2024", "xx-2026", "na-2025")
LAST_DIGIT = 1e-14
"""LibreOffice writes 15 digits into files, the last of them not always the nearest."""


def great_edition():
    """Return the TOML of an edition with an area for each of the maxima, each with 101 questions."""
    areas = "".join(
        f'[[areas]]\ncode = "{number}"\nmax = "{101 * Fraction(most)}"\ntitle.sv = "Max {most}"\n'
        + "".join(
            f'[[areas.questions]]\ncode = "{number}.{percent + 1}"\nmax = "{most}"\ntext.sv = "{percent}?"\n'
            for percent in range(101)
        )
        for number, most in enumerate(MAXIMA, 1)
    )
    head = (MADE / "xx-2026.toml").read_text("utf-8").partition("[[scales]]")[0]
    return head.replace("xx-2026", "xx-2027") + areas


@pytest.fixture
def held(office, tmp_path, read, registry, summary, sums):
    """What holds what LibreOffice counts against the scorer, for every workbook."""

    def hold(contents, registry=registry):
        saved = office(tmp_path, contents)
        for name, content in contents.items():
            (assessment,) = read(content, registry=registry).assessments
            card = score_assessment(assessment, registry=registry)
            unit = form_of(registry[assessment.edition]).unit
            # What is added up are whole numbers, which files hold exactly.
            assert {
                code: [Fraction(whole) / unit for whole in line] for code, line in sums(saved[name]).items()
            } == {area.code: [area.low, area.high, area.max] for area in card.areas}, name
            assert_shown(summary(saved[name]), card, name)
            (again,) = read(saved[name], registry=registry).assessments
            assert evolve(again, source=None) == evolve(assessment, source=None), name
        return saved

    return hold


def assert_shown(lines, card, name):
    """Hold the numbers of the summary: each is one division of whole numbers."""
    for score in (*card.areas, card.total):
        shown = lines["" if score is card.total else score.code]
        share = float(score.low / score.max) if score.max else ""
        exact = [float(score.low), float(score.high), float(score.max), share]
        assert [value == "" for value in shown] == [value == "" for value in exact], name
        for one, other in zip(shown, exact, strict=True):
            assert one == other or abs(one - other) <= LAST_DIGIT * abs(other), (name, score.code)


def answers_by(edition, one):
    """Return an answer to every item that takes one, by its number and itself."""
    rows = [
        row for area in form_of(edition).areas for row in area.rows if row.takes_points or row.takes_level
    ]
    return {row.code: given for number, row in enumerate(rows) if (given := one(number, row))}


def test_every_answer_from_0_to_100(drafts, fill, held, results):
    """Every percent of every maximum, and as many points: each result, and every sum, to the last digit."""
    registry = drafts(great_edition())
    edition = registry["xx-2027"]
    blank = WorkbookTemplate().make(TemplateRequest(edition=edition, registry=registry, language="sv"))
    percents = {question.code: number % 101 for number, question in enumerate(edition.questions)}
    points = {code: int(edition.item(code).max * percent) for code, percent in percents.items()}
    saved = held(
        {
            "percent": fill(blank, {code: {"percent": percent / 100} for code, percent in percents.items()}),
            "points": fill(blank, {code: {"points": amount / 100} for code, amount in points.items()}),
        },
        registry,
    )
    for name, exact in (
        ("percent", {code: edition.item(code).max * percent / 100 for code, percent in percents.items()}),
        ("points", {code: Fraction(amount, 100) for code, amount in points.items()}),
    ):
        shown = results(saved[name])
        for code, amount in exact.items():
            assert abs(shown[code] - float(amount)) <= LAST_DIGIT * abs(float(amount)), (name, code)


def percents_from(start):
    return lambda number, row: {"percent": (start + 37 * number) % 101 / 100} if row.takes_percent else None


def points_from(start):
    """Return what gives points with two decimals, and leaves some open and some out."""

    def given(number, row):
        if not row.takes_points or (start + number) % 5 == 0:
            return None
        if (start + number) % 7 == 0 and row.takes_not_applicable:
            return {"not_applicable": "Ja"}
        # Those that share what is left of a maximum have a part of it each.
        most = row.most if row.weighed else row.most / 4
        return {"points": int(most * ((start * 13 + number * 29) % 101)) / 100}

    return given


def levels_from(start):
    def given(number, row):
        if row.scale is None:
            return {"percent": number % 4 / 4}
        level = row.scale.levels[(start + number) % len(row.scale.levels)]
        return {"level": level.label["sv"] if level.label else str(level.value)}

    return given


def test_totals_are_the_scorers(filled, held, registry):
    """Of whole and half-filled workbooks: percents, points, every level for every kind of organisation."""
    contents = {}
    for edition in EDITIONS:
        for start in (0, 3):
            for way in (percents_from, points_from):
                answers = answers_by(registry[edition], way(start))
                contents[f"{edition}-{way.__name__}-{start}"] = filled(
                    edition, answers, cover={"kind": "stad"}
                )
    for edition, kinds in (("na-2025", ("kommun", "stad", "region")), ("xx-2026", ("kommun",))):
        for number, kind in enumerate(kinds * (5 // len(kinds) + 1)):
            answers = answers_by(registry[edition], levels_from(number))
            contents[f"{edition}-{kind}-{number}"] = filled(edition, answers, cover={"kind": kind})
    held(contents)


def test_what_does_not_apply_as_a_whole(filled, held):
    held({
        "area": filled("se-2016", {"3": {"not_applicable": "Ja"}, "1.1": {"points": 3}}),
        "all": filled("se-2016", {str(code): {"not_applicable": "Ja"} for code in range(1, 9)}),
        "question": filled(
            "na-2025", {"1.1": {"not_applicable": "Ja"}, "3.1.1": {"level": "Ja"}}, cover={"kind": "kommun"}
        ),
        "criteria": filled(
            "na-2025",
            {code: {"not_applicable": "Ja"} for code in ("3.1.1", "3.1.2", "3.1.3")},
            cover={"kind": "kommun"},
        ),
    })  # fmt: skip


def test_libreoffice_keeps_everything_in_both_formats(office, tmp_path, filled, read):
    answers = {"1.1": {"points": 11, "interview": "Två möten", "comment": "Åter i höst"},
        "2.1": {"not_applicable": "Ja"}, "3.1": {"percent": 0.07}}  # fmt: skip
    findings = [
        ("strength 1", {"text": "Öppet"}),
        ("improvement 2", {"text": "Dolt", "what": "Visa", "who": "KS"}),
    ]
    content = filled("se-2016", answers, findings=findings, cover={"from": "2026-02"})
    whole = read(content).assessments[0]
    for to in ("xlsx", "ods"):
        (folder := tmp_path / to).mkdir()
        again = read(office(folder, {"whole": content}, to)["whole"]).assessments[0]
        assert evolve(again, source=None) == evolve(whole, source=None)
