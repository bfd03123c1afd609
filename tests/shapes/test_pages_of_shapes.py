"""Pages on frameworks of every shape say what does not apply, and never that its points were lost."""

import re
from fractions import Fraction
from pathlib import Path

import pytest
from attrs import evolve

from kompass_spec import (
    Assessment,
    NotApplicable,
    Observation,
    Organisation,
    OrganisationKind,
    Quantity,
    Registry,
    Score,
    SourceFile,
    cohort_of,
    render_scorecards,
    score_assessment,
)
from kompass_spec.cli.scorecard_table import scorecard_table
from kompass_spec.documents.editions import read_edition
from kompass_spec.model import (
    Basis,
    Change,
    EditionMapping,
    Finding,
    FindingKind,
    Interval,
    Link,
    Reading,
    Relation,
    Source,
    Standing,
    Text,
)
from kompass_spec.model.same_meaning import identity_mapping
from kompass_spec.plugins.host import load_plugins
from kompass_spec.results.comparison_sheets import comparison_sheet
from kompass_spec.results.comparisons import compare_scorecards
from kompass_spec.results.conversions import convert_scorecard
from kompass_spec.results.layouts import lay_out
from kompass_spec.sheets.contents import ResultContent
from kompass_spec.sheets.conversion import conversion_sheet
from kompass_spec.sheets.result import compose_result
from kompass_spec.wording.losses import explain_losses
from kompass_spec.wording.shapes import describe_levels, items_of, weakest_first
from kompass_spec.wording.wording import wording_for

FRAMEWORKS = Path(__file__).parent / "frameworks"
MADE = {name: FRAMEWORKS / name / "editions" for name in ("maturity", "texts")}
LEVELS = {
    "1.1.1": 4, "1.1.2": 2, "1.1.3": 1, "1.2": 3, "1.3": 1, "2.1": 2, "2.2": 4, "2.3": 0,
    "3.1.1": 1, "3.1.3": 1, "3.2": 3, "3.3": 1, "4.1": 4, "4.2": 2, "6.1": 4,
}  # fmt: skip
RENDERERS = ("text", "markdown", "html")


@pytest.fixture(scope="module")
def registry():
    files = [file for folder in MADE.values() for file in folder.glob("*/edition.toml")]
    return Registry.of(read_edition(file.read_text("utf-8"), file.name) for file in files)


@pytest.fixture(scope="module")
def plugins():
    found = load_plugins()
    if not found.of_kind("renderers") or not found.of_kind("scorers"):
        pytest.skip("it needs a scorer and renderers")
    return found


def evaluation(edition, levels, *, absent=(), printed=(), year=2025, name="Ekenäs", **more):
    answered = [
        Observation(item=code, quantity=Quantity.LEVEL, value=Fraction(value))
        for code, value in levels.items()
    ]
    figures = [
        Observation(item=code, quantity=quantity, value=Fraction(value)) for code, quantity, value in printed
    ]
    return Assessment(
        edition=edition,
        organisation=Organisation(name=name, kind=OrganisationKind.CITY, country="FI"),
        year=year,
        observations=(*answered, *figures),
        not_applicable=tuple(NotApplicable(item=code) for code in absent),
        source=SourceFile(file="ekenas.json", sha256="0123456789abcdef" * 4),
        **more,
    )


@pytest.fixture(scope="module")
def card(registry, plugins):
    """A result with levels, criteria and a question for context; something does not apply at every level."""
    points = [("1.2", Quantity.POINTS, 68), ("1.3", Quantity.PERCENT, 100)]
    context = evaluation(
        "na-2025",
        LEVELS,
        absent=["3.1.2", "4.3", "5"],
        printed=points,
        findings=(Finding(area="5", kind=FindingKind.STRENGTH, text="Budgeten följs."),),
    )
    return score_assessment(context, registry=registry, plugins=plugins)


@pytest.fixture(scope="module")
def earlier(registry, plugins):
    made = evaluation("na-2025", {**LEVELS, "5.1": 2, "4.3": 3, "3.1.2": 0}, year=2023)
    return score_assessment(made, registry=registry, plugins=plugins)


def shown(card, registry, plugins, to="text", language="en", **more):
    return render_scorecards(
        [card, *more.pop("history", ())], to=to, language=language, registry=registry, plugins=plugins, **more
    ).decode()


@pytest.mark.parametrize("language", ["en", "sv", "nb", "nn", "da"])
def test_a_page_with_every_shape(card, earlier, registry, plugins, language, kompass_golden):
    page = shown(card, registry, plugins, "text", language, history=[earlier], reference=[earlier])
    kompass_golden(f"every-shape.{language}.txt", page)


@pytest.mark.parametrize(("to", "name"), [("html", "every-shape.sv.html"), ("markdown", "every-shape.sv.md")])
def test_the_same_page_for_browsers_and_documents(card, earlier, registry, plugins, to, name, kompass_golden):
    page = shown(card, registry, plugins, to, "sv", history=[earlier], reference=[earlier])
    kompass_golden(name, page)


@pytest.mark.parametrize("to", RENDERERS)
def test_what_does_not_apply_is_no_lost_point(card, registry, plugins, to):
    page = shown(card, registry, plugins, to)
    said = re.sub(r"\s+|<[^>]*>", " ", page)
    assert "of 835 points" in said
    assert "3.1.2, 4.3 and 5 do not apply and are not counted." in said
    # In a narrow column of the terminal, the words stand below each other.
    assert len(re.findall(r"does(?: +–)*\s+not\s+apply", page)) >= 3
    begin, end = ('id="missing"', 'id="method"') if to == "html" else ("What is missing", "Method\n")
    lost = page.partition(begin)[2].partition(end)[0]
    # A drawing has places of its own.
    lost = re.sub(r"<svg.*?</svg>", "", lost, flags=re.DOTALL)
    assert "2.3" in lost
    assert "4.3" not in lost
    assert "3.1.2" not in lost
    assert "The report states nothing readable on question 6.2." in lost, "and of nothing else"
    assert "What gives full points" in lost
    assert "Målen är beslutade, kända och följs upp varje år." in lost


@pytest.mark.parametrize("to", RENDERERS)
def test_levels_stand_as_printed_with_their_scale_and_word(card, registry, plugins, to):
    page = shown(card, registry, plugins, to)
    assert "level 2 of 0–4 (Delvis)" in re.sub(r"\s+", " ", page) or to == "text"
    assert re.search(r"level 2 of\s+0–4", page)
    context = page.partition("Hur många chefer har organisationen?")[2].partition("2 Medarbetare")[0]
    # In a column of its own width, the words stand below each other.
    assert re.search(r"no points|no +no +– +–\n +points +points", context), "a question for context has none"


@pytest.mark.parametrize("to", RENDERERS)
def test_questions_without_known_maxima_are_shown_with_what_is_printed(registry, plugins, to):
    printed = [("1", Quantity.POINTS, 70), ("1.1", Quantity.PERCENT, 60), ("1.2", Quantity.POINTS, 30)]
    made = evaluation("tt-2024", {}, printed=printed)
    result = score_assessment(made, registry=registry, plugins=plugins)
    page = shown(result, registry, plugins, to)
    assert "Er saksdokumentene" in page
    assert "60%" in page
    assert re.search(r"not known|not +–  –\n +known", page.partition("The questions")[2])
    assert "Further figures in the report" not in page, "all of them stand in a table"
    assert "no points" not in page, "none is a question for context"
    assert "not for their questions. Most" not in page, "it states points of a question"
    assert "How many points the questions lack is not known." in re.sub(r"\s+", " ", page)


def test_areas_of_which_nothing_is_stated_are_not_those_with_fewest_points(registry, plugins):
    printed = [("1", Quantity.POINTS, 70), ("2", Quantity.POINTS, 90)]
    made = evaluation("tt-2024", {}, printed=printed)
    card = score_assessment(made, registry=registry, plugins=plugins)
    page = shown(card, registry, plugins)
    assert re.search(r"Strongest: 2.Brukerne \(90\)\n.*Weakest: 1.Åpenhet \(70\)\n", page)
    page = shown(card, registry, plugins, "html")
    assert "Most points: 2 Brukerne (90). Fewest points: 1 Åpenhet (70)." in page, "what the drawing is of"


def bars(page):
    return [float(width) for width in re.findall(r"<i style=\"width:([\d.]+)%", page)]


def test_what_does_not_apply_has_no_bar(card, registry, plugins):
    """A bar of 0 % would say that everything was lost."""
    page = shown(card, registry, plugins, "html")
    nothing = [
        score
        for score in card.total.walk()
        if score.share.low == 0 and score.applies and card.is_printed(score)
    ]
    assert [score.code for score in nothing] == ["2.3"]
    assert sum(width == 0 for width in bars(page)) == len(nothing)
    rows = [row.partition("</tr>")[0] for row in page.split("<tr")]
    absent = [row for row in rows if "does not apply" in row and 'class="share gap"' in row]
    assert len(absent) == 3, "the area, a question and a criterion"
    assert not any('class="bar"' in row for row in absent)


@pytest.mark.parametrize("to", RENDERERS)
def test_where_nothing_applies_nothing_is_divided_by_it(registry, plugins, to):
    made = evaluation("na-2025", {}, absent=["1", "2", "3", "4", "5", "6"])
    nothing = score_assessment(made, registry=registry, plugins=plugins)
    assert nothing.total.max == 0
    page = shown(nothing, registry, plugins, to, history=[nothing], reference=[nothing])
    assert "Nothing of the edition applies to Ekenäs." in page


@pytest.mark.parametrize("to", RENDERERS)
def test_another_scorer_than_the_standard_is_named(card, registry, plugins, to):
    assert "Scorer" not in shown(card, registry, plugins, to)
    page = shown(evolve(card, scorer="capped"), registry, plugins, to)
    assert re.search(r"Scorer\W.*capped", page, re.DOTALL)


@pytest.mark.parametrize("to", RENDERERS)
def test_a_history_in_which_not_the_same_applies_says_so(card, earlier, registry, plugins, to):
    words = "Not the same applies in all of these"
    shares = "Where not the same applies, shares of what applies are compared."
    mixed = re.sub(r"\s+", " ", shown(card, registry, plugins, to, history=[earlier]))
    assert words in mixed
    assert shares in mixed
    assert "one area rose and one area fell" in mixed, "by their shares, as the table has it"
    alike = evolve(card, assessment=evolve(card.assessment, year=2023))
    plain = re.sub(r"\s+", " ", shown(card, registry, plugins, to, history=[alike]))
    assert words not in plain
    assert shares not in plain
    assert "rose" not in plain


def test_a_reference_of_the_whole_is_compared_by_share(card, earlier, registry, plugins):
    """What does not apply was not lost, so points of a part are no fewer than points of the whole."""
    page = shown(card, registry, plugins, "html", reference=[earlier])
    tile = page.partition("Against Ekenäs 2023")[2].partition("</li>")[0]
    # 582.5–622.5 of 835 are 697.6–745.5 of 1000, beside 676.3–718.4.
    assert "−20.8 to +69.2" in tile
    assert "by the share of what applies" in tile
    area = page.partition('4 <span lang="sv">Uppföljning</span></th>')[2].partition("</tr>")[0]
    assert "left:83.33%" in area, "125 of 150, and not of the 125 that apply"


@pytest.mark.parametrize("to", RENDERERS)
def test_results_beside_others_say_that_they_count_by_share(card, earlier, registry, plugins, to):
    other = evolve(
        earlier, assessment=evolve(earlier.assessment, organisation=Organisation(name="B", kind=None))
    )
    cohort = cohort_of([other], registry["na-2025"], asked=card)
    content = ResultContent(scorecard=card, standing=Standing(cohort=cohort))
    page = lay_out(compose_result(content, registry, "en"), to=to, plugins=plugins).decode()
    said = re.sub(r"\s+", " ", page)
    assert (
        "they count here with their share of what does, in points of its whole maximum: Ekenäs 2025." in said
    )


def test_an_evaluation_by_levels_counts_in_a_cohort(card, earlier, registry):
    other = evolve(
        earlier, assessment=evolve(earlier.assessment, organisation=Organisation(name="B", kind=None))
    )
    cohort = cohort_of([card, other], registry["na-2025"])
    assert [(item.code, item.count) for item in cohort.items] == [
        ("1", 2), ("2", 2), ("3", 2), ("4", 2), ("5", 1), ("6", 0), ("total", 0),
    ], "6.2 was not answered, and 5 does not apply to one of them"  # fmt: skip
    assert cohort["3"].values[0] == evolve(earlier["3"]).interval


@pytest.mark.parametrize("edition", ["na-2025", "tt-2024"])
def test_questions_without_points_are_no_rows_of_a_comparison(edition, registry, plugins):
    cards = [
        score_assessment(evaluation(edition, {}, year=year), registry=registry, plugins=plugins)
        for year in (2023, 2025)
    ]
    compared = compare_scorecards(cards, questions=True, registry=registry, plugins=plugins)
    rows = [row.item for row in compared.rows]
    assert ("1.2" in rows, "1.4" in rows) == (edition == "na-2025", False)
    assert ("2.1" in rows, rows[-1]) == (True, "total")


def test_one_framework_is_converted_to_the_other(card, registry, plugins):
    """From levels to points of an edition of which only texts are known, through what does not apply."""
    links = [
        Link(
            source=(source,),
            target=(target,),
            relation=Relation.EQUAL,
            changes=(Change.SAME,),
            reasons=(Text({"en": "Made up for a test."}),),
            cited=("s",),
            reading=Reading.AUTHORS,
        )
        for source, target in (("1", "1"), ("4", "2"), ("5", "3"), ("1.4", "1.1"))
    ]
    mapping = EditionMapping(
        source=registry["na-2025"],
        target=registry["tt-2024"],
        source_release=1,
        target_release=1,
        levels=(),
        links=tuple(links),
        sources=(Source(id="s", title="S"),),
    )
    converted = convert_scorecard(card, "tt-2024", registry=registry.with_mapping(mapping), plugins=plugins)
    # 212.5 of 250; 100 of the 125 that apply, of 150; nothing is known of what does not apply.
    assert converted["1"].interval == Interval(85, 85)
    assert converted["2"].interval == Interval(Fraction(200, 3), Fraction(250, 3))
    assert (converted["3"].interval, converted["3"].basis) == (Interval(0, 100), Basis.UNKNOWN)
    assert converted.total.interval == Interval(85 + Fraction(200, 3), 185 + Fraction(250, 3))
    assert "5 does not apply in na-2025" in converted["3"].reason


def test_questions_by_points_lost_keep_their_criteria_and_end_with_those_without_points(card, registry):
    area = card["1"]
    items = weakest_first(items_of(card, area, registry["na-2025"]))
    assert [item.code for item in items] == ["1.2", "1.1", "1.1.1", "1.1.2", "1.1.3", "1.3", "1.4"]
    assert [item.code for item in items if not item.scored] == ["1.4"]
    assert [item.code for item in items_of(card, area, None)] == [
        "1.1",
        "1.1.1",
        "1.1.2",
        "1.1.3",
        "1.2",
        "1.3",
    ]


def test_points_that_are_not_placed_are_not_those_of_what_does_not_apply(card):
    parts = (
        Score(code="1.1", low=Fraction(10), high=Fraction(10), max=Fraction(20), printed=Fraction(10)),
        Score(code="1.2", low=Fraction(0), high=Fraction(0), max=Fraction(0), applies=False),
    )
    area = Score(code="1", low=Fraction(10), high=Fraction(10), max=Fraction(20), parts=parts)
    seen = (Observation(item="1.1", quantity=Quantity.POINTS, value=Fraction(10)),)
    only = evolve(
        card,
        total=Score(code="total", low=Fraction(10), high=Fraction(10), max=Fraction(20), parts=(area,)),
        assessment=evolve(card.assessment, observations=seen, not_applicable=()),
    )
    assert [score.code for score in only.most_lost()] == ["1.1"]
    assert explain_losses(only, wording_for("en")) == ()


def test_a_comparison_says_what_does_not_apply(card, earlier, registry, plugins):
    compared = compare_scorecards([earlier, card], registry=registry, plugins=plugins)
    sheet = comparison_sheet(compared, language="en", registry=registry, plugins=plugins)
    text = lay_out(sheet, to="text", plugins=plugins).decode()
    said = " ".join(text.split())
    assert re.search(r"^5 [^\n]*does not", text, re.MULTILINE)
    assert "Something does not apply in 2023 and 2025. Where that differs, shares of what applies" in said
    assert not re.search(r"[0-9]/[0-9]", text.partition("Files read")[0]), "rounded, and no fraction"


def test_tables_of_the_terminal_say_it(card, registry, plugins):
    english = wording_for("en")
    assert re.search(r"^5 +does not apply", scorecard_table(card, english), re.MULTILINE)
    assert "does not apply: 3.1.2, 4.3, 5" in scorecard_table(card, english)
    assert "scorer: capped" in scorecard_table(evolve(card, scorer="capped"), english)
    edition = registry["na-2025"]
    converted = convert_scorecard(
        card, "na-2025", registry=registry.with_mapping(identity_mapping(edition)), plugins=plugins
    )
    said = lay_out(conversion_sheet([converted], language="en"), to="text", plugins=plugins).decode()
    assert "does not apply" in said


@pytest.mark.parametrize("to", RENDERERS)
@pytest.mark.parametrize("language", ["en", "sv", "nb", "nn", "da"])
def test_where_nothing_applies_that_is_said_in_words_and_drawn_nowhere(registry, plugins, to, language):
    whole = [area.code for area in registry["na-2025"].areas]
    nothing = score_assessment(evaluation("na-2025", {}, absent=whole), registry=registry, plugins=plugins)
    page = shown(nothing, registry, plugins, to, language)
    sentences = {
        "en": "Nothing of the edition applies to Ekenäs.",
        "sv": "Inget i versionen är tillämpligt för Ekenäs.",
        "nb": "Ingenting i utgaven er aktuelt for Ekenäs.",
        "nn": "Ingenting i utgåva er aktuelt for Ekenäs.",
        "da": "Intet i udgaven er relevant for Ekenäs.",
    }
    assert sentences[language] in page
    assert not re.search(r"None|No data|0–100|[█▒]|<svg|class=\"bar\"", page.partition("</style>")[2] or page)


def test_a_level_is_called_what_its_scale_calls_it(registry):
    edition = registry["na-2025"]
    (code, label), *_ = (
        (question.code, level.label)
        for question in edition.questions
        if (scale := edition.scale_of(question.code)) is not None
        for level in scale.levels
        if level.value == 1 and level.label is not None
    )
    seen = Observation(item=code, quantity=Quantity.LEVEL, value=Fraction(1), label="Þrep")
    made = evolve(evaluation("na-2025", {}), observations=(seen,))
    for language in ("sv", "en", "da"):
        (words,) = describe_levels(code, made, edition, wording_for(language))
        assert words.endswith(f"({label.in_language(language, edition.language).words})")


def test_a_cohort_leaves_out_a_result_to_which_nothing_applies(registry, plugins, earlier):
    whole = [area.code for area in registry["na-2025"].areas]
    nothing = score_assessment(
        evaluation("na-2025", {}, absent=whole, name="Hangö"), registry=registry, plugins=plugins
    )
    cohort = cohort_of([nothing, earlier], registry["na-2025"])
    assert [member.assessment.organisation.name for member in cohort.members] == ["Ekenäs"]
    assert "Left out: Hangö 2025. Nothing of na-2025 applies to the organisation." in {
        problem.message for problem in cohort.problems
    }
    assert cohort_of([earlier], registry["na-2025"], asked=nothing).by_share == cohort.by_share


def test_the_chart_says_what_does_not_apply_where_its_bar_would_be(card, registry, plugins):
    page = shown(card, registry, plugins, "html")
    for drawing in re.findall(r"<svg class=\"profile.*?</svg>", page, re.DOTALL):
        assert drawing.count("does not apply") == 1


@pytest.mark.parametrize("to", RENDERERS)
def test_a_printed_maximum_of_what_does_not_apply_is_kept_and_is_no_contradiction(registry, plugins, to):
    edition = registry["na-2025"]
    printed = [("5", Quantity.MAX, edition.item("5").max), ("total", Quantity.MAX, edition.max)]
    made = evaluation("na-2025", LEVELS, absent=["5"], printed=printed)
    result = score_assessment(made, registry=registry, plugins=plugins)
    assert result.contradictions() == ()
    page = shown(result, registry, plugins, to)
    others = page.partition("Further figures in the report")[2]
    assert f"maximum of {wording_for('en').number(edition.item('5').max)} points for area 5" in others
