"""The page as a document: structure, figures, languages and what it never contains."""

import re
from fractions import Fraction
from html.parser import HTMLParser
from importlib.resources import files
from itertools import pairwise

import pytest
from attrs import evolve

from kompass_render_html.figures import place_of
from kompass_render_html.labels import labels_for
from kompass_render_html.plugin import PageRenderer
from kompass_spec.model import Finding, FindingKind, Interval, Observation, Quantity
from kompass_spec.plugins.requests import Order, Reference, RenderRequest
from kompass_spec.registry.registry import Registry
from kompass_spec.wording.wording import wording_for

VOID = {"meta", "link", "br"}


class Document(HTMLParser):
    """Collect the tags with their attributes and texts, and complain of tags not closed in their order."""

    def __init__(self, page):
        super().__init__()
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.open: list[str] = []
        self.texts: list[str] = []
        self.feed(page.decode())
        self.close()
        assert not self.open

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag):
        assert self.open, tag
        assert self.open.pop() == tag

    def handle_data(self, data):
        if "style" not in self.open:
            self.texts.append(data)

    def named(self, tag):
        return [attributes for name, attributes in self.tags if name == tag]

    @property
    def text(self):
        return " ".join(" ".join(self.texts).split())


def render(request):
    return PageRenderer().render(request)


def plain(page):
    return Document(page).text


def section(page, name):
    """Return the text of the page from the heading with the id ``name`` to the end of its section."""
    match = re.search(rf'<section[^>]*aria-labelledby="{name}">.*?\n</section>', page.decode(), re.DOTALL)
    assert match, name
    return plain(match[0].encode())


@pytest.fixture(scope="module")
def page(request_2017):
    return render(request_2017)


@pytest.fixture(scope="module")
def english(request_2017):
    return render(evolve(request_2017, language="en"))


def test_it_begins_as_html_and_is_small(page):
    assert page.startswith(b"<!DOCTYPE html>\n<html lang=")
    assert len(page) < 300_000


def test_the_same_request_gives_the_same_bytes(request_2017, page):
    """Law 6: "The same input gives the same bytes: no clock, locale, hash order or path leaks into an
    output."
    """
    assert render(request_2017) == page
    assert b"somewhere/" not in page
    assert not re.search(rb"uuid|Generated|20[2-9]\d-\d\d-\d\d", page)


def test_nothing_is_asked_for_from_elsewhere(page):
    document = Document(page)
    names = {tag for tag, _ in document.tags}
    assert not names & {
        "script",
        "iframe",
        "object",
        "embed",
        "img",
        "audio",
        "video",
        "base",
        "form",
        "image",
        "use",
    }
    assert [link["href"] for link in document.named("link")] == ["data:,"]
    assert not [
        name
        for _, attributes in document.tags
        for name in attributes
        if name.startswith(("on", "src", "xlink"))
    ]
    assert b"@import" not in page
    assert b"url(" not in page
    (policy,) = (meta for meta in document.named("meta") if "http-equiv" in meta)
    assert policy["content"] == "default-src 'none'; style-src 'unsafe-inline'; img-src data:"
    assert all(
        link["href"].startswith("#") or link.get("rel") == "noreferrer" for link in document.named("a")
    )


def test_landmarks_headings_and_tables_are_whole(page):
    document = Document(page)
    for landmark in ("header", "nav", "main", "footer", "h1", "title"):
        assert len([tag for tag, _ in document.tags if tag == landmark]) >= 1
    levels = [int(tag[1]) for tag, _ in document.tags if re.fullmatch("h[1-6]", tag)]
    assert levels.count(1) == 1
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    assert len(document.named("table")) == len(document.named("caption")) == len(document.named("thead"))
    assert all("scope" in head for head in document.named("th"))


def test_ids_are_unique_and_every_reference_is_there(page):
    document = Document(page)
    ids = [attributes["id"] for _, attributes in document.tags if "id" in attributes]
    assert len(ids) == len(set(ids))
    pointed = [link["href"][1:] for link in document.named("a") if link["href"].startswith("#")]
    pointed += [
        attributes[name]
        for _, attributes in document.tags
        for name in ("aria-labelledby", "aria-describedby")
        if name in attributes
    ]
    assert set(pointed) <= set(ids)


def test_every_scrolling_region_can_be_reached_and_has_a_name(page):
    regions = [
        attributes
        for tag, attributes in Document(page).tags
        if "scroll" in attributes.get("class", "").split()
    ]
    assert regions
    assert all(
        (region["role"], region["tabindex"], bool(region["aria-labelledby"])) == ("region", "0", True)
        for region in regions
    )


def test_the_drawings_have_a_text_alternative(english):
    document = Document(english)
    drawings = document.named("svg")
    assert [drawing["role"] for drawing in drawings] == ["img", "img"]
    assert (
        "Highest is area 8 (76.875–77.5 %). "
        "Each of these may be the lowest: area 2 (56.5–57.45 %), area 7 (56.5–57.25 %)." in document.text
    )


def test_a_name_cannot_break_out_of_the_style_sheet(request_2017, card):
    organisation = evolve(card.assessment.organisation, name='A" } </style><b> \\')
    assessment = evolve(card.assessment, organisation=organisation, source=None)
    page = render(evolve(request_2017, scorecard=evolve(card, assessment=assessment), history=())).decode()
    assert r'@bottom-left { content: "A\22  \7d  \3c \2f style\3e \3c b\3e  \5c  2017"; font' in page
    assert "<b> " not in page
    Document(page.encode())


def test_a_percent_is_not_parted_from_its_sign(page):
    cells = re.findall(r'<td class="number">([^<]*)|<p class="lead">([^<]*)', page.decode())
    percents = [cell or lead for cell, lead in cells if "%" in cell + lead]
    assert len(percents) > 50
    assert not [percent for percent in percents if " %" in percent]


def test_the_result_says_what_is_exact_printed_and_added_up(english):
    text = section(english, "result")
    assert "549.8–555.6 of 800 points" in text
    assert "68.7–69.5 % of the maximum" in text
    assert "The report prints no total." in text
    assert "add up to 552." in text


def test_a_printed_total_is_said(request_2017, history):
    first = history[0]
    text = section(render(evolve(request_2017, language="en", scorecard=first, history=())), "result")
    assert "The report prints 551 points as the total." in text


def test_numbers_follow_the_language(page, english):
    assert "549,8–555,6" in plain(page)
    assert "549.8–555.6" in plain(english)


@pytest.mark.parametrize("language", ["sv", "en"])
def test_the_page_is_in_the_language_and_the_framework_in_its_own(request_2017, language):
    document = Document(render(evolve(request_2017, language=language)))
    (root,) = document.named("html")
    assert root["lang"] == language
    marked = {
        attributes["lang"] for tag, attributes in document.tags if "lang" in attributes and tag != "html"
    }
    assert marked == {"sv", "en"} - {language}


def test_a_language_without_words_gets_the_editions_own(request_2017, page):
    """Small decision: "… then the edition's own language, said with a `lang` attribute. Never another
    language."
    """
    assert render(evolve(request_2017, language="fi")) == page


def test_a_tag_means_the_same_in_capitals(request_2017, english):
    assert render(evolve(request_2017, language="EN")) == english


def test_every_question_stands_with_its_figures(page, registry):
    text = plain(page)
    for question in registry["se-2016"].questions:
        assert question.text["sv"] in text
    assert re.search(r"6\.2 Tillvaratas .*? 11 10,9–11,1 20 55 %", text)
    assert re.search(r"Hela området 76 76,025–76,5 100 76 %|The whole area 76 76,025–76,5 100 76 %", text)


def test_figures_that_were_not_printed_are_computed_and_say_so(english):
    assert "Total none 549.8–555.6 800 68.725–69.45 % computed" in section(english, "profile")


def test_two_printings_of_one_figure_both_stand(request_2017, card):
    second = Observation(item="3", quantity=Quantity.POINTS, value=Fraction(72), line=900)
    assessment = evolve(card.assessment, observations=(*card.assessment.observations, second))
    page = render(evolve(request_2017, language="en", scorecard=evolve(card, assessment=assessment)))
    assert "The whole area 73; 72 72.5–73.4" in section(page, "area-3")


def test_a_printed_maximum_that_is_not_the_editions_stands_beside_it(request_2017, card):
    wrong = Observation(item="3.1", quantity=Quantity.MAX, value=Fraction(20), line=900)
    assessment = evolve(card.assessment, observations=(*card.assessment.observations, wrong))
    page = render(evolve(request_2017, language="en", scorecard=evolve(card, assessment=assessment)))
    assert "15; printed: 20" in section(page, "area-3")


def test_most_lost_comes_first_and_nothing_lost_is_named(english, card):
    text = section(english, "losses")
    lost = english.decode().partition('id="losses-table"')[2].partition("</table>")[0]
    codes = re.findall(r'<td class="code">([\d.]+)</td>', lost)
    assert codes == [score.code for score in card.most_lost() if score.code != "6.1"]
    assert codes[:3] == ["7.2", "2.5", "7.5"]
    assert "7.2 Arbetar verksamheterna med analys av avvikelser, brister och problem? 14.125 25 56 %" in text
    assert "No points were surely lost on 6.1." in text


def test_weakest_first_orders_the_questions_of_an_area(request_2017):
    page = render(evolve(request_2017, order=Order.WEAKEST, language="en"))
    text = section(page, "area-1")
    assert re.findall(r"(?<!\d)1\.\d(?= [FIE])", text) == ["1.4", "1.3", "1.1", "1.5", "1.2"]


def test_rounding_is_explained_and_marked_in_words(english):
    text = section(english, "disagreements")
    assert text.count("Rounding area") == 2
    assert "add up to 72, where 73 is printed for the area; rounding explains it." in text
    assert "Contradiction" not in text.replace("A contradiction", "")
    assert "Sum of the printed points rounding 72" in section(english, "area-3")
    assert "rounding" not in section(english, "area-4")


def test_contradictions_come_first_and_mark_their_rows(request_2017, contradicted):
    page = render(evolve(request_2017, language="en", scorecard=contradicted))
    text = section(page, "disagreements")
    assert text.index("Contradiction question 1.5") < text.index("Rounding area 3")
    assert "No true value can print this: 18 points for question 1.5 (line 105)." in text
    assert "hög etisk standard? figures set aside 7 0–10" in section(page, "area-1")
    assert "1 contradiction between the printed figures" in section(page, "result")


def test_figures_that_all_agree_say_so(request_2017, history):
    text = section(
        render(evolve(request_2017, language="en", scorecard=history[0], history=())), "disagreements"
    )
    assert "All printed figures agree with each other." in text


def test_strengths_and_improvement_areas_stand_under_their_area(english, card):
    text = section(english, "area-4")
    assert "Strengths (8)" in text
    assert "Improvement areas (6)" in text
    assert all(finding.text in text for finding in card.assessment.findings if finding.area == "4")
    assert "i område 5" not in text


def test_headings_stand_as_printed(english, card):
    text = section(english, "area-7")
    assert all(heading.text in text for heading in card.assessment.headings if heading.area == "7")


def test_earlier_evaluations_stand_in_tables_of_their_edition(english):
    text = section(english, "earlier")
    assert "Points on different editions do not mean the same" in text
    assert re.search(r"Kommunkompassen 2010 se-2010@\S+ Code Area 2015 2013 \(inferred\)", text)
    assert "Total 551 547–555 441 437–445" in text
    assert "2013 (inferred) : Two tables print 2014, the others 2013." in text
    assert "Verksamhetsutveckling" in text
    assert "Lägg till ungefär 40-50 poäng vid en jämförelse. line 80" in text


def test_evaluations_on_one_edition_are_comparable(request_2017, history):
    page = render(evolve(request_2017, language="en", scorecard=history[0], history=history[1:]))
    text = section(page, "earlier")
    assert "All of these were made on the same edition" in text
    assert "Total 551 547–555 441 437–445" in text


def test_without_a_history_the_section_is_gone(request_2017, history):
    page = render(evolve(request_2017, scorecard=history[0], history=()))
    assert b'id="earlier"' not in page
    assert b"#earlier" not in page


def test_discrepancies_of_earlier_evaluations_are_explained(request_2017, contradicted, history):
    page = render(evolve(request_2017, language="en", scorecard=history[0], history=(contradicted,)))
    assert "Contradiction question 1.5" in section(page, "earlier")


def test_an_inferred_year_is_marked_with_its_reason(request_2017, history):
    page = render(evolve(request_2017, language="en", scorecard=history[1], history=()))
    text = plain(page)
    assert "Örnsköldsvik 2013 (inferred)" in text
    assert "Why this year Two tables print 2014, the others 2013." in text


def test_sources_name_file_digest_lines_and_publications(english, registry):
    text = section(english, "sources")
    assert "report.md (2017, 2015, 2013 (inferred))" in text
    assert "0123456789abcdef" * 4 in text
    assert "Area 1 18 figures lines 11, 101–106" in text
    addresses = {link["href"] for link in Document(english).named("a")}
    for name in ("se-2016", "se-2010"):
        assert registry[name].rights in text
        for source in registry[name].sources:
            assert source.title in text
            assert source.url is None or source.url in addresses


def test_places_are_runs_of_lines_and_pages():
    def at(line=None, page=None):
        return Observation(item="1", quantity=Quantity.POINTS, value=Fraction(1), line=line, page=page)

    wording = wording_for("en")
    assert place_of([at(5), at(3), at(4), at(9)], wording) == "lines 3–5, 9"
    assert place_of([at(5, 2)], wording) == "line 5; page 2"
    assert place_of([at(page=1), at(page=2)], wording) == "pages 1–2"
    assert place_of([at()], wording) == "no place is recorded"


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        (
            {"other": "se-2010"},
            "Add 40–50 points to the total on se-2016 to compare with se-2010. Changed most: 3, 5, 7.",
        ),
        ({"areas": ()}, "Add 40–50 points to the total on se-2016 to compare with another edition"),
        ({"low": None, "high": None}, "Changed most: 3, 5, 7."),
        ({"low": None, "high": None, "areas": ()}, "Lägg till ungefär 40-50 poäng"),
    ],
)
def test_what_is_said_about_comparing_is_put_into_words_and_quoted(request_2017, card, changes, sentence):
    statement = evolve(card.assessment.comparability[0], **changes)
    assessment = evolve(card.assessment, comparability=(statement, statement))
    page = render(
        evolve(request_2017, language="en", scorecard=evolve(card, assessment=assessment), history=())
    )
    assert section(page, "earlier").count(sentence) == 1


def test_an_area_that_one_of_two_evaluations_lacks(request_2017, history):
    newest, oldest = history
    short = evolve(oldest, total=evolve(oldest.total, parts=oldest.areas[1:]))
    page = render(evolve(request_2017, language="en", scorecard=newest, history=(short,)))
    assert "1 Offentlighet och demokrati 68 67.5–68.5 none" in section(page, "earlier")


def test_a_reference_is_drawn_and_tabled(request_2017, card):
    values = tuple((area.code, Interval(area.low - 9, area.high - 9)) for area in card.areas[:-1])
    reference = Reference(label="Grannkommunen 2016, Kuststaden 2018", count=2, values=values)
    page = render(evolve(request_2017, language="en", reference=reference))
    text = section(page, "profile")
    assert "mean of 2 evaluations: Grannkommunen 2016, Kuststaden 2018" in text
    assert "Offentlighet och demokrati 74 73.55–74.5 100 74 % 64.55–65.5" in text
    assert page.count(b'<g class="series serie-1') == 6  # bars, lines and figures, in two drawings
    assert b">64.55\xe2\x80\x9365.5</text>" in page
    assert (
        render(
            evolve(request_2017, language="en", reference=evolve(reference, printed=(("1", Fraction(65)),)))
        ).count(b">65</text>")
        == 2
    )
    alone = render(
        evolve(request_2017, language="en", reference=evolve(reference, count=1, label="Grannkommunen"))
    )
    assert "mean of" not in plain(alone)
    assert "Grannkommunen" in plain(alone)


def test_a_reference_of_the_same_name_is_told_apart(request_2017):
    values = (("1", Interval(50, 51)),)
    reference = Reference(label="Örnsköldsvik 2017", count=1, values=values)
    page = render(evolve(request_2017, language="en", reference=reference)).decode()
    assert '<li class="shown">Örnsköldsvik 2017</li>' in page
    assert '<li class="other">Örnsköldsvik 2017 (reference)</li>' in page


def test_without_a_reference_for_an_area_only_one_series_is_drawn(request_2017, page):
    assert b'<g class="series serie-1' not in page
    of_total = Reference(label="Mean", count=None, values=(("total", Interval(500, 501)),))
    compared = render(evolve(request_2017, reference=of_total))
    assert b'<g class="series serie-1' not in compared
    assert "500–501" in section(compared, "profile")


def test_what_was_lost_in_total_alone_is_said(request_2017, card):
    areas = tuple(evolve(area, low=Fraction(0), high=area.max, printed=None, parts=()) for area in card.areas)
    total = evolve(card.total, low=Fraction("511.5"), high=Fraction("512.5"), parts=areas)
    assessment = evolve(card.assessment, observations=())
    shown = evolve(request_2017, language="en", scorecard=evolve(card, assessment=assessment, total=total))
    text = section(render(shown), "losses")
    assert "287.5 points were surely lost in total; the printed figures do not say where." in text
    assert "No points" not in text


def test_changes_and_comparisons_that_were_printed_are_listed(request_2017, card):
    change = Observation(
        item="5", quantity=Quantity.CHANGE, value=Fraction(-6), line=44, label="sedan <2015>"
    )
    mean = Observation(item="5", quantity=Quantity.REFERENCE, value=Fraction(61), line=45)
    assessment = evolve(card.assessment, observations=(*card.assessment.observations, change, mean))
    page = render(evolve(request_2017, language="en", scorecard=evolve(card, assessment=assessment)))
    text = section(page, "disagreements")
    assert "a change of −6 points for area 5 (line 44), sedan <2015>" in text
    assert "61 points to compare with for area 5 (line 45)" in text


def test_findings_of_no_area_are_not_lost(request_2017, card):
    stray = Finding(area="99", kind=FindingKind.STRENGTH, text="Bra & <gott>", line=3)
    assessment = evolve(card.assessment, findings=(*card.assessment.findings, stray))
    page = render(evolve(request_2017, language="en", scorecard=evolve(card, assessment=assessment)))
    assert "Not tied to an area of the edition 99: Bra & <gott>" in plain(page)


def test_what_comes_from_the_input_is_never_markup(request_2017, card):
    nasty = "\x1b[31m<script>alert('1')</script>\x00 \"&amp; </style></title> \u202etest"
    assessment = evolve(
        card.assessment,
        organisation=evolve(card.assessment.organisation, name=nasty, code=nasty),
        findings=(evolve(card.assessment.findings[0], text=nasty),),
        headings=(evolve(card.assessment.headings[0], text=nasty),),
        evaluators=(evolve(card.assessment.evaluators[0], name=nasty),),
        source=evolve(card.assessment.source, file=nasty),
    )
    reference = Reference(label=nasty, count=1, values=())
    page = render(evolve(request_2017, scorecard=evolve(card, assessment=assessment), reference=reference))
    document = Document(page)
    assert "script" not in {tag for tag, _ in document.tags}
    assert not re.search(rb"[\x00-\x08\x0b-\x1f\x7f]", page)
    assert "\u202e" not in page.decode()
    assert document.text.count("""<script>alert('1')</script> "&amp; </style></title> test""") >= 5


def test_a_lone_surrogate_does_not_stop_the_page(request_2017, card):
    broken = evolve(card.assessment, organisation=evolve(card.assessment.organisation, name="A\ud800B"))
    assert b"<h1>AB 2017</h1>" in render(evolve(request_2017, scorecard=evolve(card, assessment=broken)))


def test_an_assessment_that_says_next_to_nothing(request_2017, card):
    empty = evolve(
        card.assessment,
        organisation=evolve(card.assessment.organisation, code=None, country=None),
        year=None,
        period=None,
        evaluators=(),
        evidence=(),
        observations=(),
        headings=(),
        findings=(),
        comparability=(),
        source=None,
    )
    total = evolve(
        card.total,
        low=Fraction(0),
        high=card.total.max,
        sum_of_printed=None,
        parts=tuple(
            evolve(
                area,
                low=Fraction(0),
                high=area.max,
                printed=None,
                sum_of_printed=None,
                parts=tuple(
                    evolve(part, low=Fraction(0), high=part.max, printed=None) for part in area.parts
                ),
            )
            for area in card.areas
        ),
    )
    bare = evolve(card, assessment=empty, total=total, discrepancies=())
    page = render(evolve(request_2017, language="en", scorecard=bare, history=()))
    text = plain(page)
    assert "Year year unknown" in text
    assert "0–800 of 800 points" in text
    assert "No points were lost for certain." in text
    assert "The report prints no figures." in text


def test_a_scorecard_without_an_area(request_2017, card):
    bare = evolve(card, total=evolve(card.total, parts=()), discrepancies=())
    page = render(evolve(request_2017, language="en", scorecard=bare, history=()))
    assert b"<svg" not in page
    assert "Not tied to an area of the edition" in plain(page)


def test_an_edition_that_is_not_installed_costs_only_its_texts(card, history, registry):
    alone = Registry.of([registry["se-2016"]])
    page = render(RenderRequest(scorecard=card, registry=alone, language="en", history=history))
    assert "Total 551 547–555 441 437–445" in section(page, "earlier")


def test_every_label_is_used():
    source = (files("kompass_render_html") / "templates" / "page.html").read_text("utf-8")
    assert set(re.findall(r"label\.(\w+)", source)) == set(labels_for(wording_for("en")))
