"""A realistic scorecard, made by hand from a printed report: no importer and no scorer is needed."""

from fractions import Fraction

import pytest
from attrs import evolve

from kompass_spec import load_registry
from kompass_spec.model import (
    TOTAL,
    Assessment,
    Comparability,
    Discrepancy,
    DiscrepancyKind,
    Evaluator,
    Evidence,
    EvidenceKind,
    Finding,
    FindingKind,
    Interval,
    Observation,
    Organisation,
    OrganisationKind,
    PrintedHeading,
    Quantity,
    Score,
    Scorecard,
    SourceFile,
)
from kompass_spec.plugins.requests import RenderRequest

# Points and percent of every question, area by area, and the points of the area.
FIGURES = {
    "1": ((11, 75), (17, 84), (17, 69), (22, 74), (7, 65)),
    "2": ((6, 40), (20, 79), (13, 67), (11, 54), (7, 35)),
    "3": ((11, 74), (13, 52), (17, 68), (17, 87), (14, 96)),
    "4": ((12, 80), (5, 50), (15, 77), (7, 49), (13, 66), (18, 88)),
    "5": ((12, 80), (9, 45), (10, 48), (12, 82), (16, 82), (9, 90)),
    "6": ((15, 100), (11, 55), (19, 74), (13, 85), (12, 81), (7, 70)),
    "7": ((12, 80), (11, 43), (16, 80), (11, 55), (7, 35)),
    "8": ((13, 89), (14, 90), (14, 93), (12, 79), (6, 62), (12, 83), (6, 40)),
}
AREAS_2017 = (74, 57, 73, 70, 68, 76, 57, 77)
AREAS_2015 = (68, 49, 74, 72, 74, 76, 61, 77)
AREAS_2013 = (48, 37, 66, 58, 61, 58, 43, 70)
PLACE = Organisation(name="Örnsköldsvik", kind=OrganisationKind.MUNICIPALITY, country="SE", code="2284")
SOURCE = SourceFile(file="somewhere/report.md", sha256="0123456789abcdef" * 4)


def figure(item, quantity, value, line):
    return Observation(item=item, quantity=quantity, value=Fraction(value), line=line)


def around(value, unit=Fraction(1)):
    return Interval((value - Fraction(1, 2)) * unit, (value + Fraction(1, 2)) * unit)


def score_2017(edition):
    areas, figures, line = [], [], 100
    for area, printed in zip(edition.areas, AREAS_2017, strict=True):
        parts = []
        for question, (points, percent) in zip(area.questions, FIGURES[area.code], strict=True):
            line += 1
            figures.append(figure(question.code, Quantity.POINTS, points, line))
            figures.append(figure(question.code, Quantity.MAX, question.max, line))
            figures.append(figure(question.code, Quantity.PERCENT, percent, line))
            known = around(points) & around(percent, question.max / 100) & Interval(0, question.max)
            parts.append(
                Score(
                    code=question.code,
                    low=known.low,
                    high=known.high,
                    max=question.max,
                    printed=Fraction(points),
                )
            )
        line += 1
        figures.append(figure(area.code, Quantity.POINTS, printed, 10 + int(area.code)))
        figures.append(figure(area.code, Quantity.POINTS, printed, line))
        figures.append(figure(area.code, Quantity.PERCENT, printed, line))
        low, high = sum(part.low for part in parts), sum(part.high for part in parts)
        known = Interval(low, high) & around(printed)
        areas.append(
            Score(
                code=area.code,
                low=known.low,
                high=known.high,
                max=area.max,
                printed=Fraction(printed),
                sum_of_printed=sum((Fraction(part.printed or 0) for part in parts), Fraction(0)),
                parts=tuple(parts),
            )
        )
    return total_of(areas), tuple(figures)


def total_of(areas, printed=None):
    return Score(
        code=TOTAL,
        low=sum(area.low for area in areas),
        high=sum(area.high for area in areas),
        max=sum(area.max for area in areas),
        printed=printed,
        sum_of_printed=sum(area.printed for area in areas),
        parts=tuple(areas),
    )


def rounding(score, figures):
    return Discrepancy(
        kind=DiscrepancyKind.ROUNDING,
        items=(score.code,),
        message="The printed points do not add up; rounding explains it.",
        figures=tuple(
            figure for figure in figures if figure.item == score.code and figure.quantity is Quantity.POINTS
        ),
        expected=score.sum_of_printed,
    )


def card_2017(edition):
    total, figures = score_2017(edition)
    findings = tuple(
        Finding(area=area.code, kind=kind, text=f"{word} {number} i område {area.code}", line=500)
        for area in edition.areas
        for kind, word, count in (
            (FindingKind.STRENGTH, "Styrka", 8),
            (FindingKind.IMPROVEMENT, "Förslag", 6),
        )
        for number in range(1, count + 1)
    )
    assessment = Assessment(
        edition=edition.id,
        organisation=PLACE,
        year=2017,
        period="2017-02/2017-03",
        evaluators=(
            Evaluator(name="Anna Exempel", role="senior konsult"),
            Evaluator(name="Bo Exempel", role="Exempelstads kommun"),
        ),
        evidence=(
            Evidence(
                kind=EvidenceKind.INTERVIEW, text="ett 30-tal personer", count=30, approximate=True, line=80
            ),
            Evidence(kind=EvidenceKind.DOCUMENT, text="dokument", line=80),
            Evidence(kind=EvidenceKind.WEBSITE, text="kommunens hemsida", line=80),
        ),
        observations=figures,
        headings=tuple(
            PrintedHeading(area=area.code, text=heading.text["sv"], code=heading.code, line=10)
            for area in edition.areas
            for heading in area.headings
        ),
        findings=findings,
        comparability=(
            Comparability(
                text="Lägg till ungefär 40-50 poäng vid en jämförelse.",
                edition="se-2016",
                low=Fraction(40),
                high=Fraction(50),
                areas=("3", "5", "7"),
                line=80,
            ),
        ),
        source=SOURCE,
    )
    roundings = tuple(rounding(area, figures) for area in total.parts if area.printed != area.sum_of_printed)
    return Scorecard(assessment=assessment, total=total, discrepancies=roundings)


def card_of_areas(edition, year, points, printed, **more):
    areas = [
        Score(
            code=area.code,
            low=value - Fraction(1, 2),
            high=value + Fraction(1, 2),
            max=area.max,
            printed=value,
        )
        for area, value in zip(edition.areas, map(Fraction, points), strict=True)
    ]
    figures = [
        figure(area.code, Quantity.POINTS, area.printed, 700 + year - 2000 + 10 * int(area.code))
        for area in areas
    ]
    figures.append(figure(TOTAL, Quantity.POINTS, printed, 690))
    assessment = Assessment(
        edition=edition.id,
        organisation=PLACE,
        year=year,
        observations=tuple(figures),
        source=SOURCE,
        **more,
    )
    return Scorecard(assessment=assessment, total=total_of(areas, Fraction(printed)))


@pytest.fixture(scope="session")
def registry():
    return load_registry()


@pytest.fixture(scope="session")
def card(registry):
    return card_2017(registry["se-2016"])


@pytest.fixture(scope="session")
def history(registry):
    edition = registry["se-2010"]
    return (
        card_of_areas(edition, 2015, AREAS_2015, 551),
        card_of_areas(
            edition,
            2013,
            AREAS_2013,
            441,
            year_inferred=True,
            year_reason="Two tables print 2014, the others 2013.",
        ),
    )


@pytest.fixture(scope="session")
def request_2017(registry, card, history):
    return RenderRequest(scorecard=card, registry=registry, language="sv", history=history)


@pytest.fixture(scope="session")
def contradicted(card):
    """The same report with 18 printed where 8 can be: question 1.5 has a maximum of 10 points."""
    wrong = figure("1.5", Quantity.POINTS, 18, 105)
    first, *others = card.areas
    marked = evolve(first.parts[4], contradicted=True, low=Fraction(0), high=Fraction(10))
    area = evolve(first, parts=(*first.parts[:4], marked), contradicted=True)
    contradiction = Discrepancy(
        kind=DiscrepancyKind.CONTRADICTION,
        items=("1.5",),
        message="No true value can print this.",
        figures=(wrong,),
        set_aside=(wrong,),
    )
    return evolve(
        card,
        total=evolve(card.total, parts=(area, *others)),
        discrepancies=(*card.discrepancies, contradiction),
    )
