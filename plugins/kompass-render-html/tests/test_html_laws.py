"""Laws of the page over any edition and any scorecard."""

import html
import re
from fractions import Fraction
from html.parser import HTMLParser

from hypothesis import given, settings, strategies as st

from kompass_render_html.charts import Series, draw_profile
from kompass_render_html.cleaning import clean
from kompass_render_html.figures import bar_of
from kompass_render_html.plugin import PageRenderer
from kompass_render_html.sources import safe_address
from kompass_spec.model import TOTAL, Discrepancy, DiscrepancyKind, Interval, Quantity, Score, Scorecard
from kompass_spec.plugins.requests import Order, Reference, RenderRequest
from kompass_spec.registry.registry import Registry
from kompass_spec.wording.wording import wording_for
from kompass_testing.strategies import assessments, editions, quantities

VOID = {"meta", "link", "br"}


class Balanced(HTMLParser):
    def __init__(self, page):
        super().__init__()
        self.open: list[str] = []
        self.texts: list[str] = []
        self.feed(page)
        self.close()
        assert not self.open

    def handle_starttag(self, tag, _attrs):
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        pass

    def handle_endtag(self, tag):
        assert self.open
        assert self.open.pop() == tag

    def handle_data(self, data):
        self.texts.append(data)


@st.composite
def scores(draw, code, maximum, parts=()):
    ends = sorted(Fraction(draw(st.integers(0, 40)), 40) * maximum for _ in range(2))
    return Score(
        code=code,
        low=ends[0],
        high=ends[1],
        max=maximum,
        printed=draw(st.one_of(st.none(), quantities())),
        sum_of_printed=draw(st.one_of(st.none(), quantities())),
        contradicted=draw(st.booleans()),
        parts=parts,
    )


@st.composite
def requests(draw):
    edition = draw(editions())
    cards = []
    for _ in range(draw(st.integers(1, 3))):
        assessment = draw(assessments(edition))
        areas = tuple(
            draw(
                scores(
                    area.code,
                    area.max,
                    tuple(draw(scores(question.code, question.max)) for question in area.questions),
                )
            )
            for area in edition.areas
        )
        total = draw(scores(TOTAL, edition.max, areas))
        points = [figure for figure in assessment.observations if figure.quantity is Quantity.POINTS]
        discrepancies = tuple(
            Discrepancy(
                kind=draw(st.sampled_from(DiscrepancyKind)),
                items=(figure.item,),
                message="x",
                figures=(figure,),
            )
            for figure in points[:2]
        )
        cards.append(Scorecard(assessment=assessment, total=total, discrepancies=discrepancies))
    reference = Reference(
        label=draw(st.text(max_size=20)),
        count=draw(st.integers(1, 3)),
        values=tuple((area.code, area.interval) for area in cards[0].areas if draw(st.booleans())),
    )
    return RenderRequest(
        scorecard=cards[0],
        history=tuple(cards[1:]),
        registry=Registry.of([edition]),
        language=draw(st.sampled_from(["sv", "en", "nn-NO", "da", "fi"])),
        reference=draw(st.sampled_from([None, reference])),
        order=draw(st.sampled_from(Order)),
    )


@given(requests())
@settings(deadline=None, max_examples=40)
def test_any_scorecard_gives_a_whole_page_with_all_its_figures_and_texts(request):
    """Laws 3 and 6: nothing is invented or lost, and "the same input gives the same bytes.\""""
    page = PageRenderer().render(request)
    assert PageRenderer().render(request) == page
    text = " ".join(" ".join(Balanced(page.decode()).texts).split())
    card = request.scorecard
    wording = wording_for(request.language, request.edition.language)
    for score in card.total.walk():
        assert wording.interval(score.interval) in text
    for figure in card.assessment.observations:
        assert wording.number(figure.value) in text
        if figure.label and figure.quantity in {Quantity.CHANGE, Quantity.REFERENCE}:
            assert figure.label in text
    for finding in card.assessment.findings:
        assert finding.text in text
    for item in request.edition.walk():
        words = getattr(item, "title", None) or item.text
        assert words.in_language(request.language, "sv").words in text


@given(st.text())
def test_cleaned_text_is_html_and_utf_8_and_keeps_every_letter(text):
    cleaned = clean(text)
    assert clean(cleaned) == cleaned
    cleaned.encode()
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f]", cleaned)
    assert [character for character in text if character.isalnum() and "\x1b" not in text] == [
        character for character in cleaned if character.isalnum() and "\x1b" not in text
    ]


@given(
    st.lists(st.tuples(st.text(), st.integers(0, 40), st.integers(0, 40)), min_size=1, max_size=9),
    st.text(),
    st.booleans(),
)
@settings(deadline=None, max_examples=40)
def test_a_drawing_is_whole_and_brings_nothing_but_shapes_and_texts(areas, figure, is_compared):
    shares = tuple(Interval(Fraction(min(a, b), 40), Fraction(max(a, b), 40)) for _, a, b in areas)
    own = Series(name="<a>", shares=shares, figures=(figure,) * len(areas))
    series = (own, Series(name="b", shares=(None,) * len(areas), figures=("",) * len(areas)))
    labels = [label for label, _, _ in areas]
    drawn = draw_profile("wide", labels, series[: 1 + is_compared], title="T <1>", description="D & 2")
    assert (
        draw_profile("wide", labels, series[: 1 + is_compared], title="T <1>", description="D & 2") == drawn
    )
    Balanced(drawn)
    assert set(re.findall(r"<(\w+)", drawn)) <= {"svg", "title", "desc", "g", "rect", "path", "text"}
    assert drawn.count("<rect") == len(areas)
    assert not re.search(r"\d\.\d{3}", re.sub(r">[^<]*<", "><", drawn))
    assert "T &lt;1&gt;" in drawn
    if clean(figure).strip():
        assert html.escape(clean(figure), quote=False) in str(drawn).replace("&#34;", '"').replace(
            "&#39;", "'"
        )


@given(st.integers(-5, 50), st.integers(0, 50))
def test_a_bar_never_leaves_its_scale(low, width):
    bar = bar_of(Interval(Fraction(low, 40), Fraction(low + width, 40)))
    assert 0 <= float(bar.sure) <= 100
    assert 0 <= float(bar.perhaps) <= 100
    assert float(bar.sure) + float(bar.perhaps) <= 100.01


@given(st.one_of(st.text(), st.from_regex(r"(javascript|data|HTTP|https?|file|ftp)://?[a-z. \n[]*")))
def test_only_addresses_of_the_web_are_linked(url):
    address = safe_address(url)
    assert address is None or re.match(r"https?://[^\s/]", address)
