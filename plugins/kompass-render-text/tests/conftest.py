"""A small made-up scorecard that has everything a report can have."""

from fractions import Fraction

import pytest

from kompass_spec.model import (
    Area,
    Assessment,
    Comparability,
    Completeness,
    Criterion,
    Discrepancy,
    DiscrepancyKind,
    Edition,
    Evaluator,
    Evidence,
    EvidenceKind,
    Finding,
    FindingKind,
    Heading,
    Interval,
    Misprint,
    Observation,
    Organisation,
    OrganisationKind,
    Quantity,
    Question,
    Score,
    Scorecard,
    Source,
    SourceFile,
    Text,
)
from kompass_spec.plugins.requests import Reference, RenderRequest
from kompass_spec.registry.registry import Registry

FILE = SourceFile(file="reports/somewhere.md", sha256="0123456789abcdef" * 4)
PLACE = Organisation(name="Någonstad", kind=OrganisationKind.CITY, country="SE", code="9999")


def _edition(name, completeness, **areas):
    return Edition(
        id=name,
        release="1.0.0",
        title=Text({"sv": f"Kompassen {name[-4:]}", "en": f"The compass {name[-4:]}"}),
        publisher="A publisher",
        country="SE",
        language="sv",
        valid_from=name[-4:],
        completeness=completeness,
        rights="Made up for a test.",
        source="book",
        sources=(Source(id="book", title="The *book* | of rules", url="https://example.org/a_b_c"),),
        **areas,
    )


@pytest.fixture(scope="session")
def registry():
    """Two editions: one complete with a question of criteria, one of which only the areas are known."""
    questions = (
        Question(
            code="1.1",
            max=Fraction(15),
            text=Text({"sv": "Finns en strategi?", "en": "Is there a strategy?"}),
        ),
        Question(
            code="1.2",
            max=Fraction(25),
            text=Text(
                {"sv": "Har [b]mål[/b] satts | följts upp, och hur arbetar kommunen med dem i alla delar?"}
            ),
            criteria=(
                Criterion(code="1.2.1", max=Fraction(10), text=Text({"sv": "Mål"})),
                Criterion(code="1.2.2", max=Fraction(15), text=Text({"sv": "Uppföljning"})),
            ),
        ),
    )
    second = (Question(code="2.1", max=Fraction(60), text=Text({"sv": "Vad är <okänt>?"})),)
    complete = _edition(
        "xx-2016",
        Completeness.COMPLETE,
        areas=(
            Area(code="1", max=Fraction(40), title=Text({"sv": "Styrning"}), questions=questions),
            Area(code="2", max=Fraction(60), title=Text({"sv": "Det okända"}), questions=second),
        ),
    )
    known = (
        Heading(code="1:mål", text=Text({"sv": "Mål"})),
        Heading(code="1:makt", text=Text({"sv": "Makt"})),
    )
    only_areas = _edition(
        "xx-2010",
        Completeness.AREAS,
        areas=(
            Area(code="1", max=Fraction(50), title=Text({"sv": "Demokrati"}), headings=known),
            Area(code="2", max=Fraction(50), title=Text({"sv": "Personal"})),
        ),
    )
    return Registry.of([complete, only_areas])


def _figures(*printed):
    return tuple(
        Observation(item=item, quantity=quantity, value=Fraction(value), line=line)
        for line, (item, quantity, value) in enumerate(printed, start=10)
    )


@pytest.fixture(scope="session")
def shown():
    """A scorecard with a contradiction, an unknown question, a figure found nowhere else, and odd texts."""
    figures = _figures(
        ("1.1", Quantity.POINTS, 11),
        ("1.1", Quantity.PERCENT, 75),
        ("1.2", Quantity.POINTS, 20),
        ("1.2", Quantity.PERCENT, 40),
        ("1", Quantity.POINTS, 32),
        ("total", Quantity.CHANGE, -12),
        ("total", Quantity.REFERENCE, "57.5"),
    )
    parts = (
        Score(code="1.2.1", low=Fraction(0), high=Fraction(10), max=Fraction(10)),
        Score(code="1.2.2", low=Fraction(0), high=Fraction(15), max=Fraction(15)),
    )
    first = Score(
        code="1",
        low=Fraction("31.5"),
        high=Fraction("32.5"),
        max=Fraction(40),
        printed=Fraction(32),
        sum_of_printed=Fraction(31),
        parts=(
            Score(
                code="1.1",
                low=Fraction("11.175"),
                high=Fraction("11.325"),
                max=Fraction(15),
                printed=Fraction(11),
            ),
            Score(
                code="1.2",
                low=Fraction(0),
                high=Fraction(25),
                max=Fraction(25),
                printed=Fraction(20),
                contradicted=True,
                parts=parts,
            ),
        ),
    )
    unknown = Score(code="2.1", low=Fraction(0), high=Fraction(60), max=Fraction(60))
    second = Score(code="2", low=Fraction(0), high=Fraction(60), max=Fraction(60), parts=(unknown,))
    total = Score(
        code="total", low=Fraction("31.5"), high=Fraction("92.5"), max=Fraction(100), parts=(first, second)
    )
    return Scorecard(
        assessment=Assessment(
            edition="xx-2016",
            organisation=PLACE,
            year=2017,
            period="2017-02/2017-03",
            evaluators=(Evaluator(name="A. Person", role="senior konsult"), Evaluator(name="B. Person")),
            evidence=(
                Evidence(
                    kind=EvidenceKind.INTERVIEW, text="politiker och chefer", count=30, approximate=True
                ),
                Evidence(kind=EvidenceKind.DOCUMENT, text="styrande dokument", count=4),
                Evidence(kind=EvidenceKind.WEBSITE, text="kommunens hemsida"),
            ),
            observations=figures,
            findings=(
                Finding(
                    area="1",
                    kind=FindingKind.STRENGTH,
                    text="1. Tydliga mål \x1b[31mi rött\x1b[0m\növer två rader",
                ),
                Finding(area="1", kind=FindingKind.IMPROVEMENT, text="# _Uppföljning_ | \x07 *snart*"),
                Finding(area="9", kind=FindingKind.IMPROVEMENT, text="Okänd hemvist"),
            ),
            comparability=(
                Comparability(
                    text="Lägg till 4-5 poäng.",
                    edition="xx-2016",
                    other="xx-2010",
                    low=Fraction(4),
                    high=Fraction(5),
                    areas=("1", "2"),
                    line=3,
                ),
                Comparability(text="Jämför med försiktighet.", edition="xx-2016", low=Fraction(1)),
            ),
            source=FILE,
        ),
        total=total,
        discrepancies=(
            Discrepancy(
                kind=DiscrepancyKind.CONTRADICTION,
                items=("1.2",),
                message="-",
                figures=figures[2:4],
                misprints=(Misprint(figure=figures[2], lowest=Fraction(10), highest=Fraction(10)),),
                set_aside=figures[2:4],
            ),
            Discrepancy(
                kind=DiscrepancyKind.ROUNDING,
                items=("1",),
                message="-",
                figures=figures[4:5],
                expected=Fraction(31),
            ),
        ),
    )


@pytest.fixture(scope="session")
def older():
    """An earlier scorecard on the edition of which only the areas are known; its year is inferred."""
    areas = (
        Score(code="1", low=Fraction("29.5"), high=Fraction("30.5"), max=Fraction(50), printed=Fraction(30)),
        Score(code="2", low=Fraction(0), high=Fraction(50), max=Fraction(50)),
    )
    figures = _figures(("1", Quantity.POINTS, 30), ("1", Quantity.PERCENT, 60))
    return Scorecard(
        assessment=Assessment(
            edition="xx-2010",
            organisation=PLACE,
            year=2013,
            year_inferred=True,
            year_reason="The column is headed 2014 in one place.",
            observations=figures,
            source=FILE,
        ),
        total=Score(
            code="total", low=Fraction("29.5"), high=Fraction("80.5"), max=Fraction(100), parts=areas
        ),
    )


@pytest.fixture(scope="session")
def reference():
    """The mean of three others."""
    values = (("total", Interval("60", "181/3")), ("1", Interval("20", "61/3")), ("2", Interval(40, 40)))
    return Reference(label="A 2016, B 2016, C 2017", count=3, values=values)


@pytest.fixture(scope="session")
def request_for(registry):
    """Build a request."""

    def build(scorecard, language="en", **more):
        return RenderRequest(scorecard=scorecard, registry=registry, language=language, **more)

    return build
