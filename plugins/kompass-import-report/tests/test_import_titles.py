"""Titles of areas' sections: their names, and the points that stand in them or right below."""

import re

import pytest

from kompass_spec.model import Quantity

AREAS = (
    "Offentlighet och demokrati",
    "Brukarfokus, tillgänglighet och bemötande",
    "Politisk styrning och kontroll",
    "Ledarskap, ansvar och delegation",
    "Resultat och effektivitet",
    "Kommunen som arbetsgivare - personalpolitik",
    "Ständiga förbättringar",
    "Kommunen som samhällsbyggare",
)
TITLE = "# Kommunkompassen i Mora kommun 2018\n\n"


def sections(title, below=""):
    """A report of eight sections, each with its title and what stands below it."""
    return TITLE + "".join(
        f"{title.format(code=code, name=name, points=60 + code)}\n\n{below.format(points=60 + code)}\n\n###"
        " Styrkor\n\n- En styrka\n\n"
        for code, name in enumerate(AREAS, 1)
    )


def points(assessment):
    return [seen.value for code in range(1, 9) for seen in assessment.observed(str(code), Quantity.POINTS)]


@pytest.mark.parametrize("marks", ["## {}", "**{}**", "{}"])
@pytest.mark.parametrize(
    "words",
    [
        "Område {code} {name}: {points}",
        "Område {code} {name} – {points} poäng",
        "Område {code} {name} ({points} poäng)",
        "Område {code} {name} {points}/100",
    ],
)
def test_points_in_the_title_of_a_section(read, marks, words):
    imported = read(sections(marks.format(words)))
    (assessment,) = imported.assessments
    assert assessment.edition == "se-2016"
    assert points(assessment) == list(range(61, 69))
    assert [finding.area for finding in assessment.findings] == list("12345678")
    assert not imported.warnings


@pytest.mark.parametrize("marks", ["## {}", "**{}**", "{}"])
def test_a_year_in_the_title_of_a_section_is_no_figure(read, marks):
    table = "## Resultat\n\nOmråde\tPoäng\n" + "\n".join(f"{name}\t50" for name in AREAS)
    (assessment,) = read(sections(marks.format("Område {code} {name} 2018")) + table).assessments
    assert points(assessment) == [50] * 8


@pytest.mark.parametrize(
    "below", ["Poäng: {points} av 100", "**Poäng: {points}**", "**Poäng {points}**", "Poäng {points}"]
)
def test_points_below_the_title_of_a_section(read, below):
    imported = read(sections("## Område {code} {name}", below))
    assert points(imported.assessments[0]) == list(range(61, 69))
    assert not imported.warnings


def test_several_figures_in_a_title_are_not_guessed(read):
    imported = read(sections("## Område {code} {name} {points} 50"))
    assert points(imported.assessments[0]) == []
    assert [warning.code for warning in imported.warnings] == ["unplaced-figures"] * 8


@pytest.mark.parametrize("marks", ["## {}", "{}"])
def test_a_title_may_go_on_on_the_next_line(read, marks):
    text = sections(marks.format("Område {code} {name}"), "Poäng: {points}").replace(
        "arbetsgivare - ", "arbetsgivare -\n"
    )
    imported = read(text)
    assert points(imported.assessments[0]) == list(range(61, 69))
    assert [finding.area for finding in imported.assessments[0].findings] == list("12345678")
    assert not imported.warnings


def test_a_section_whose_title_is_missing_is_not_read_as_the_one_before(read, example):
    (title,) = re.findall(r"(?m)^#+ Område 2 Brukar.*\n", example)
    imported = read(example.replace(title, ""))
    newest = imported.assessments[0]
    assert [observation.value for observation in newest.observed("1", Quantity.POINTS)] == [74, 74]
    assert len([finding for finding in newest.findings if finding.area == "1"]) == len(
        [finding for finding in read(example).assessments[0].findings if finding.area == "1"]
    )
    assert "points-without-area" in {warning.code for warning in imported.warnings}
