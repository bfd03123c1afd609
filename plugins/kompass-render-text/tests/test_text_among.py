"""The section that shows a result among published ones."""

from fractions import Fraction

import pytest
from attrs import evolve

from kompass_render_text.plugin import MarkdownRenderer, TextRenderer
from kompass_spec.model import (
    Assessment,
    Caveat,
    CaveatKind,
    CitedMean,
    CitedResult,
    Organisation,
    PublishedFigure,
    PublishedMean,
    PublishedResult,
    Score,
    Scorecard,
    Source,
    Standing,
    Text,
)
from kompass_spec.plugins.requests import Terminal
from kompass_spec.results.cohorts import cohort_of

PAGE = Source(
    id="page", title="A page | of *theirs*", publisher="Somebody", date="2017", url="https://example.org/a_b"
)
CAVEAT = Caveat(
    kind=CaveatKind.DERIVED, of=("total",), text=Text({"en": "The total is a sum.", "sv": "En summa."})
)


def member(name, total, first=None, *, year=2016, caveats=()):
    """Return a published result on the edition of two areas: its total, and perhaps its first area."""

    def score(code, maximum, points, parts=()):
        half = Fraction(1, 2) if points is not None else None
        return Score(
            code=code,
            low=points - half if points is not None else Fraction(0),
            high=points + half if points is not None else maximum,
            max=maximum,
            printed=points,
            parts=parts,
        )

    organisation = Organisation(name=name, kind=None, country="SE")
    parts = (
        score("1", Fraction(40), Fraction(first) if first is not None else None),
        score("2", Fraction(60), None),
    )
    figures = (PublishedFigure(item="total", points=Fraction(total)),)
    return CitedResult(
        dataset="test",
        result=PublishedResult(
            organisation=organisation,
            edition="xx-2016",
            year=year,
            figures=figures,
            caveats=caveats,
            cited=("page",),
        ),
        scorecard=Scorecard(
            assessment=Assessment(edition="xx-2016", organisation=organisation, year=year),
            total=score("total", Fraction(100), Fraction(total), parts),
        ),
        sources=(PAGE,),
    )


MEMBERS = (
    member("Adal", 60, 20, caveats=(CAVEAT,)),
    member("Berg", 90, 30, year=None),
    member("Ciby", 25),
    member("Dorp", 95),
    member("Ekeby", 99),
)
MEAN = PublishedMean(
    scope=Text({"en": "All *in* 2016", "sv": "Alla 2016"}),
    edition="xx-2016",
    figures=(
        PublishedFigure(item="total", points=Fraction(50)),
        PublishedFigure(item="1", points=Fraction("20.5")),
    ),
    approximate=True,
    caveats=(CAVEAT,),
    cited=("page",),
)


def standing(registry, shown, members=MEMBERS, means=(MEAN,)):
    cohort = cohort_of([member.scorecard for member in members], registry["xx-2016"], asked=shown)
    return Standing(
        cohort=cohort,
        members=members,
        means=tuple(CitedMean(dataset="test", mean=mean, sources=(PAGE,)) for mean in means),
    )


@pytest.fixture
def among(request_for, registry, shown):
    """Build a request that shows the scorecard, whose total is printed, among five others."""

    def build(language="en", terminal=None, **more):
        card = evolve(shown, total=evolve(shown.total, printed=Fraction(62)))
        return request_for(card, language, terminal=terminal, standing=standing(registry, card, **more))

    return build


def section(output, heading, following):
    text = output.decode()
    return text[text.index(heading) : text.index(following)]


@pytest.mark.parametrize(
    ("name", "terminal"),
    [
        ("among.en.txt", None),
        ("among.en.40.txt", Terminal(width=40)),
        ("among.en.60.txt", Terminal(width=60)),
    ],
)
def test_text(kompass_golden, among, name, terminal):
    output = TextRenderer().render(among(terminal=terminal))
    kompass_golden(name, section(output, "Among published results\n", "Where points were lost\n"))


def test_markdown(kompass_golden, among):
    output = MarkdownRenderer().render(among("sv"))
    kompass_golden("among.sv.md", section(output, "## Bland publicerade resultat", "## Var poängen"))


def test_there_is_no_section_unless_it_is_asked_for(request_for, shown):
    assert "Among published" not in TextRenderer().render(request_for(shown)).decode()


def test_alone(among):
    shown = section(TextRenderer().render(among(members=(), means=())), "Among published", "Where points")
    assert shown.splitlines()[2:] == ["No other result on this edition is published.", ""]
    shown = section(TextRenderer().render(among(members=())), "Among published", "Where points")
    assert "Means that were published\n" in shown
    assert "The published results" not in shown


def test_without_a_total_of_its_own(request_for, registry, shown):
    """Too little of the made-up scorecard is printed for a place by the total; its first area has one."""
    request = request_for(shown, standing=standing(registry, shown))
    shown = section(TextRenderer().render(request), "Among published", "Where points")
    assert "The report says too little to place its total among the published ones." in shown
    assert "31.5–32.5  1 of 3" in shown


def test_without_a_total_of_the_others(among):
    others = tuple(
        evolve(member, scorecard=evolve(member.scorecard, total=evolve(member.scorecard.total, printed=None)))
        for member in MEMBERS[:2]
    )
    shown = section(TextRenderer().render(among(members=others)), "Among published", "Where points")
    assert "No total of another result on this edition is published." in shown


def test_an_open_place(among):
    names = ("Adal", "Berg", "Dal", "Ed")
    others = tuple(member(name, points) for name, points in zip(names, (62, 63, 63, 62), strict=True))
    shown = section(TextRenderer().render(among(members=others)), "Among published", "Where points")
    assert "Among the 5 published results the total is in place 1–" in " ".join(shown.split())


def test_a_place_among_few_is_not_said(among):
    others = (member("Adal", 62), member("Berg", 63))
    shown = section(TextRenderer().render(among(members=others)), "Among published", "Where points")
    assert "Only 2 other totals on this edition are published" in " ".join(shown.split())
