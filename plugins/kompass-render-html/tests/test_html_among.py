"""The section of the page that shows a result among published ones."""

import re
from fractions import Fraction
from html.parser import HTMLParser

import pytest
from attrs import evolve

from kompass_render_html.among import draw_strip
from kompass_render_html.plugin import PageRenderer
from kompass_spec.model import (
    Assessment,
    Caveat,
    CaveatKind,
    CitedMean,
    CitedResult,
    CohortItem,
    Interval,
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
from kompass_spec.results.cohorts import cohort_of

PAGE = Source(id="page", title="A <page>", publisher="Somebody", date="2017", url="https://example.org/page")
PAPER = Source(id="paper", title="A paper", url="javascript:alert(1)", note="Read in part.")
CAVEAT = Caveat(kind=CaveatKind.DERIVED, of=("total",), text=Text({"en": "A sum of <eight>."}))


class Tags(HTMLParser):
    def __init__(self, page):
        super().__init__()
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))


def member(name, points, *, caveats=(), year=2017):
    organisation = Organisation(name=name, kind=None, country="SE")
    half = Fraction(1, 2)
    total = Score(
        code="total", low=points - half, high=points + half, max=Fraction(800), printed=Fraction(points)
    )
    figures = (PublishedFigure(item="total", points=Fraction(points)),)
    return CitedResult(
        dataset="test",
        result=PublishedResult(
            organisation=organisation,
            edition="se-2016",
            year=year,
            figures=figures,
            caveats=caveats,
            cited=("page",),
        ),
        scorecard=Scorecard(
            assessment=Assessment(edition="se-2016", organisation=organisation, year=year), total=total
        ),
        sources=(PAGE, PAPER),
    )


MEMBERS = (member("Adal", 500, caveats=(CAVEAT,)), member("<b>Berg</b>", 600), member("Ciby", 552, year=None))


@pytest.fixture
def among(request_2017, registry, card):
    def build(members=MEMBERS, means=(), language="en"):
        cohort = cohort_of([member.scorecard for member in members], registry["se-2016"], asked=card)
        return evolve(
            request_2017,
            language=language,
            standing=Standing(cohort=cohort, members=members, means=means),
        )

    return build


def section(request):
    page = PageRenderer().render(request).decode()
    match = re.search(r'<section aria-labelledby="among">.*?\n</section>', page, re.DOTALL)
    return match[0] if match else ""


def words(markup):
    return " ".join(re.sub(r"<[^>]*>", " ", markup).split())


def test_there_is_no_section_unless_it_is_asked_for(request_2017):
    page = PageRenderer().render(request_2017)
    assert b'id="among"' not in page
    assert b'href="#among"' not in page


def test_the_section_says_place_figures_and_sources(among):
    text = words(section(among()))
    assert "By the total this result is number 2 to 3 of 4, the highest first;" in text
    assert "549.8–555.6 2–3 of 4 3 550.166–551.167 551.5–552.5 499.5–500.5 599.5–600.5" in text
    assert "Nothing is published of area 1, area 2, area 3, area 4, area 5, area 6, area 7, area 8." in text
    assert "not drawn at random" in text
    assert (
        "Adal, 2017 A sum of &lt;eight&gt;. A &lt;page&gt; , Somebody, 2017 A paper . Read in part." in text
    )
    assert "&lt;b&gt;Berg&lt;/b&gt;, 2017" in text
    assert "Ciby, year unknown" in text


def test_only_addresses_of_the_web_are_linked(among):
    links = {attributes["href"] for tag, attributes in Tags(section(among())).tags if tag == "a"}
    assert links == {"https://example.org/page"}


def test_words_in_another_language_say_so(among):
    tags = Tags(section(among(language="sv"))).tags
    assert {"lang": "en", "class": "faint"} in [attributes for tag, attributes in tags if tag == "span"]


def test_published_means_stand_apart(among):
    mean = PublishedMean(
        scope=Text({"en": "All", "sv": "Alla"}),
        edition="se-2016",
        figures=(
            PublishedFigure(item="total", points=Fraction(476)),
            PublishedFigure(item="1", points=Fraction(55)),
        ),
        caveats=(CAVEAT,),
        cited=("page",),
    )
    cited = CitedMean(dataset="test", mean=mean, sources=(PAGE,))
    text = words(section(among(means=(cited,), language="sv")))
    assert (
        "Alla: 476 poäng för totalen, 55 poäng för område 1 A sum of &lt;eight&gt;. A &lt;page&gt; ,"
        " Somebody, 2017" in text
    )
    alone = words(section(among(members=(), means=(cited,))))
    assert "No other result on this edition is published. Means that were published All: 476 points" in alone
    assert "<table" not in section(among(members=()))


def test_a_cohort_without_a_total(among):
    area = Score(code="1", low=Fraction(60), high=Fraction(61), max=Fraction(100), printed=Fraction(60))
    unknown = Score(code="2", low=Fraction(0), high=Fraction(100), max=Fraction(100))
    without = tuple(
        evolve(
            member,
            scorecard=evolve(
                member.scorecard, total=evolve(member.scorecard.total, printed=None, parts=(area, unknown))
            ),
        )
        for member in MEMBERS
    )
    shown = section(among(members=without))
    assert "No total of another result on this edition is published." in shown
    assert "73.55–74.5 1 of 4 3 60–61 60–61 60–61" in words(shown)
    assert "<tfoot>" not in shown


def test_the_drawing_stands_in_order_on_its_line():
    values = (Interval(0, 0), Interval(40, 60), Interval(100, 100))
    drawn = draw_strip(CohortItem(code="1", count=3, values=values, asked=Interval(70, 80)), Fraction(100))
    assert re.findall(r"M([\d.]+) 4V12", drawn) == ["0", "60", "120"]
    assert re.findall(r'class="own" d="M([\d.]+) ', drawn) == ["90"]
    assert 'aria-hidden="true"' in drawn
    without = draw_strip(CohortItem(code="1", count=1, values=(Interval(0, 0),)), Fraction(0))
    assert without.count("<path") == 1
