"""Totals and means in running text: read where it is certain whose they are, warned of where it is not."""

import re

import pytest
from attrs import evolve

from kompass_spec import Registry
from kompass_spec.model import TOTAL, Quantity

AREAS = (
    "Offentlighet och demokrati",
    "Tillgänglighet och brukarorientering",
    "Politisk styrning och kontroll",
    "Ledarskap, ansvar och delegation",
    "Resultat och effektivitet",
    "Kommunen som arbetsgivare - personalpolitik",
    "Verksamhetsutveckling",
    "Kommunen som samhällsbyggare",
)
ROWS = tuple(f"{name}: 63" for name in AREAS)


def page(rows):
    return "\n".join(["Kommunkompassen i Grästorps kommun 2014", "", *rows])


def values(assessment, quantity, code):
    return [seen.value for seen in assessment.observed(code, quantity)]


@pytest.mark.parametrize(
    ("sentence", "total"),
    [
        ("Resultatet blev 506 poäng.", [506]),
        ("Totalt fick Grästorp 506 av totalt 800 poäng.", [506]),
        ("Totalpoängen är 506.", [506]),
        ("Kommunens resultat 2014 med 506 poäng gläder oss.", [506]),
        ("Totalpoäng\t506", [506]),
        ("Det är en bit över genomsnittet med 506 poäng.", []),
        ("Örebros resultat var 615 poäng.", []),
        ("Resultatet kan jämföras med Örebros 615 poäng.", []),
        ("Bara en handfull kommuner har ett resultat över 600 poäng.", []),
        ("Man kan få 100 poäng inom respektive område.", []),
        ("Resultatet har ökat med 110 poäng.", []),
        ("Resultatet blev 450 poäng 2010.", []),
        ("Totalpoängen 2014 blev 506.", [506]),
        ("Total: 506/800 poäng", [506]),
        ("Totalt 506 poäng, av 800 möjliga.", [506]),
        ("Grästorp fick 506 p av max 800 p.", [506]),
        ("Örebro fick totalt 615 poäng.", []),
        ("Örebro är etta, med ett resultat på 615 poäng.", []),
        ("Från 441 till 551 poäng gick Orsa.", []),
        ("Orsa gick från 441 till 551 poäng.", []),
        ("I riket är totalt 476 poäng det vanliga.", []),
        ("Av 800 möjliga poäng fick Grästorp 506.", [506]),
        ("Totalpoängen blev 950.", []),
        ("I utvärderingen av kommunen fick vi 506 poäng.", [506]),
        ("Hon säger: ”Vi fick 506 poäng.”", [506]),
        ("I Kommunens Kvalitet i Korthet fick kommunen totalt 412 poäng.", []),
        ("Miljöaktuellts rankning: kommunen fick 232 poäng.", []),
        ("I utvärderingen av hemtjänsten fick kommunen 412 poäng.", []),
        ("Genomgången av hemtjänsten gav kommunen 412 poäng.", []),
        ("Vid provutvärderingen fick kommunen 412 poäng.", []),
        ("Vår interna mätning gav 412 poäng totalt.", []),
        ("Rubriken i tidningen löd: Grästorp fick 397 poäng.", []),
        ("Rapporten från 2011 gav kommunen 402 poäng.", []),
        ("Utvärderingen från 2011 visade att kommunen fick 402 poäng.", []),
        ("I rapporten från 2011 stod: ”Kommunen har 402 poäng totalt.”", []),
    ],
)
def test_totals_in_running_text(read, sentence, total):
    imported = read(page([*ROWS, "", sentence]))
    (assessment,) = imported.assessments
    assert values(assessment, Quantity.POINTS, TOTAL) == total
    unread = [warning for warning in imported.warnings if warning.code == "unplaced-figures"]
    if not total:
        (warning,) = unread
        assert re.search(r"\d{3}", sentence)[0] in warning.message
        assert warning.line == 12
    else:
        assert not unread


def test_a_total_that_wraps_has_the_line_of_its_figure(read):
    (assessment,) = read(
        page([*ROWS, "", "Resultatet för hela kommunen blev", "506 poäng i år."])
    ).assessments
    assert [seen.line for seen in assessment.observed(TOTAL, Quantity.POINTS)] == [13]


@pytest.mark.parametrize(
    "sentence",
    [
        "Totalt 120 medarbetare intervjuades.",
        "Totalt 850 enkäter skickades ut till invånarna.",
        "Utvärderingen bygger på totalt 340 svar.",
        "Budgetens totalsumma var 9500 kronor.",
        "Kommunen har totalt 506 anställda.",
        "Svar kom från 120 av 340 medarbetare.",
        "Svar kom från 120 av 800 medarbetare.",
    ],
)
def test_a_number_of_something_else_is_no_total(read, sentence):
    imported = read(page([*ROWS, "", sentence]))
    assert values(imported.assessments[0], Quantity.POINTS, TOTAL) == []
    assert values(imported.assessments[0], Quantity.MAX, TOTAL) == []
    assert not imported.warnings


@pytest.mark.parametrize(
    "sentence",
    [
        "Resultatet gick från 441 till 506 poäng.",
        "Resultatet gick från 441 (2012) till 506 (2014) poäng.",
        "Resultatet gick från 441p till 506p.",
        "Totalt 506 poäng, från 441 till 506 poäng.",
    ],
)
def test_a_total_and_the_one_before_are_read_once(read, sentence):
    rows = ["Område\t2012\t2014", *(f"{name}\t55\t63" for name in AREAS)]
    newest, older = read(page([*rows, "", sentence])).assessments
    assert values(newest, Quantity.POINTS, TOTAL) == [506]
    assert values(older, Quantity.POINTS, TOTAL) == [441]


def test_a_bracket_behind_a_total_is_warned_of(read):
    imported = read(page([*ROWS, "", "Totalt 506 (482) poäng."]))
    assert values(imported.assessments[0], Quantity.POINTS, TOTAL) == [506]
    assert ["(482)" in warning.message for warning in imported.warnings] == [True]


@pytest.mark.parametrize(
    ("sentence", "total"),
    [
        ("Grästorp fick 506 (482) poäng.", [506]),
        ("Grästorp fick 506 (482) svar.", []),
    ],
)
def test_the_unit_may_stand_behind_a_bracket_with_a_number_alone(read, sentence, total):
    imported = read(page([*ROWS, "", sentence]))
    assert values(imported.assessments[0], Quantity.POINTS, TOTAL) == total
    assert total or any("506" in warning.message for warning in imported.warnings)


def test_a_total_may_be_as_great_as_that_of_the_greatest_edition(read, registry):
    base = registry["se-2020"]
    greater = evolve(base, id="se-2030", areas=tuple(evolve(area, max=2 * area.max) for area in base.areas))
    both = Registry.of([registry["se-2016"], greater])
    (assessment,) = read(page([*ROWS, "", "Resultatet blev 950 av 1600 poäng."]), registry=both).assessments
    assert values(assessment, Quantity.POINTS, TOTAL) == [950]
    assert values(assessment, Quantity.MAX, TOTAL) == [1600]


def test_a_total_in_an_appendix_is_not_taken_for_a_figure_of_the_area_before(read):
    section = ("## 8. Kommunen som samhällsbyggare", "", "Styrkor:", "", "- God dialog", "")
    imported = read(page([*ROWS, "", *section, "Bilaga 1", "", "Totalpoängen är 506."]))
    assert [values(one, Quantity.POINTS, TOTAL) for one in imported.assessments] == [[506]]


def test_a_mean_beside_another_number_is_none_that_is_certain(read):
    for sentence in (
        "Landsgjennomsnittet er 350, 360 poeng.",
        "Landsgjennomsnittet er 350 poeng og 360 poeng.",
    ):
        imported = read(page([*ROWS, "", sentence]))
        assert values(imported.assessments[0], Quantity.REFERENCE, TOTAL) == []
        assert any("350, 360" in warning.message for warning in imported.warnings)


def test_the_mean_of_the_country_is_a_mean(read):
    (assessment,) = read(page([*ROWS, "", "Landsgjennomsnittet er 350 poeng."])).assessments
    assert values(assessment, Quantity.REFERENCE, TOTAL) == [350]


def test_years_in_heads_are_no_points(read):
    rows = ["Område", "Poäng 2012", "Poäng 2014", *(f"{name}\n55\n63" for name in AREAS)]
    imported = read(page(rows))
    assert [assessment.year for assessment in imported.assessments] == [2014, 2012]
    assert not imported.warnings
