"""Sheets of comparisons: the years of one organisation, several side by side, and what holds of any."""

import re
from fractions import Fraction

import pytest
from hypothesis import given, settings, strategies as st

from kompass_spec import (
    Assessment,
    Choice,
    Observation,
    Organisation,
    OrganisationKind,
    Quantity,
    gather,
    load_registry,
    score_assessment,
    score_path,
)
from kompass_spec.model.comparison import Verdict
from kompass_spec.model.drawings import Development, HeatMap, RankedDots
from kompass_spec.model.sheet import Figure, Gap, Illustration, Mark, SheetTable, Tile, Tiles
from kompass_spec.results.comparison_sheets import comparison_sheet
from kompass_spec.results.comparisons import compare_scorecards
from kompass_spec.results.layouts import lay_out
from kompass_spec.results.standings import published_means
from kompass_spec.sheets.changes import Change, Ground, change_of
from tests.sheets.plain import plain
from tests.sheets.walking import of_kind

FOUR = {("Örebro", 2015), ("Örnsköldsvik", 2015), ("Grästorp", 2014), ("Strängnäs", 2014)}
MORE = FOUR | {("Örebro", 2012), ("Strängnäs", 2016), ("Örnsköldsvik", 2017)}
ROSE = re.compile(r"\b(?:steg|sjönk|rose|fell)\b")


@pytest.fixture(scope="module")
def registry():
    return load_registry()


@pytest.fixture(scope="module")
def published():
    found = gather(Choice(country="SE"))
    if not found.members:
        pytest.skip("it needs the published results")
    return found


@pytest.fixture(scope="module")
def years(report, registry):
    return compare_scorecards(score_path(report, registry=registry).scorecards, registry=registry)


def side_by_side(published, chosen, language="sv"):
    members = [
        member
        for member in published.members
        if (member.scorecard.assessment.organisation.name, member.scorecard.assessment.year) in chosen
    ]
    cards = [member.scorecard for member in members]
    asked = next(card for card in cards if card.assessment.organisation.name == "Örnsköldsvik")
    return comparison_sheet(
        compare_scorecards(cards),
        language=language,
        asked=asked,
        means=published.means,
        results=tuple(members),
    )


def typed(name, points, edition="se-2010", year=2015, kind=OrganisationKind.MUNICIPALITY):
    figures = tuple(
        Observation(item=code, quantity=Quantity.POINTS, value=Fraction(value))
        for code, value in points.items()
    )
    whose = Organisation(name=name, kind=kind, country="SE")
    return Assessment(edition=edition, organisation=whose, year=year, observations=figures)


def cells_of(sheet):
    return [cell for table in of_kind(sheet, SheetTable) for row in table.rows for cell in row.cells]


@pytest.mark.parametrize("language", ["sv", "nb"])
def test_three_years_of_one_organisation(years, published, language, kompass_golden):
    sheet = comparison_sheet(years, language=language, means=published.means)
    kompass_golden(f"comparison-years.{language}.txt", plain(sheet))


@pytest.mark.parametrize("language", ["sv", "en"])
def test_four_municipalities_on_one_edition(published, language, kompass_golden):
    kompass_golden(f"comparison-four.{language}.txt", plain(side_by_side(published, FOUR, language)))


def test_several_municipalities_over_years_and_editions(published, kompass_golden):
    kompass_golden("comparison-mixed.sv.txt", plain(side_by_side(published, MORE)))


def test_the_three_answers_each_say_on_what_they_stand(years):
    sheet = comparison_sheet(years, language="en")
    same, across = (tile for tiles in of_kind(sheet, Tiles) for tile in tiles.tiles)
    assert (same.mark, same.figure) == (Mark.RISE, "Yes, +110 points")
    assert "greater than rounding can explain" in same.note
    assert (across.mark, across.figure) == (Mark.OPEN, "Depends on how one counts")
    words = plain(sheet)
    assert "- – Questions and demands are different: nothing can be proved" in words
    assert "- △ By the rule of thumb of SKL: +41 to +51" in words
    assert "- ≈ If the versions were equally hard: −2 to +6, cannot be told apart" in words


def test_the_table_breaks_where_the_edition_does(years):
    sheet = comparison_sheet(years, language="en")
    table = next(table for table in of_kind(sheet, SheetTable) if table.name == "areas")
    assert [column.head for column in table.columns if column.is_break] == ["2017"]
    assert [column.group for column in table.columns] == [
        None,
        "The 2010 version",
        "The 2010 version",
        "The 2010 version",
        "The 2016 version",
        "The 2016 version",
    ]
    assert table.rows[-1].cells[-1] == Gap(words="different versions")
    drawing = next(one.drawing for one in of_kind(sheet, Illustration))
    assert isinstance(drawing, Development)
    assert [point.edition for point in drawing.points] == [0, 0, 1]
    assert [mark.after for mark in drawing.breaks] == [1]
    assert drawing.points[2].adjusted_shown == "592–602*"


def test_what_is_not_published_is_said_in_its_cell(published):
    sheet = side_by_side(published, FOUR)
    gaps = [cell for cell in cells_of(sheet) if isinstance(cell, Gap) and cell.is_marked]
    assert {gap.words for gap in gaps} == {"inte publicerat"}
    assert len(gaps) == 8 + 7
    (drawing,) = (one.drawing for one in of_kind(sheet, Illustration))
    assert isinstance(drawing, RankedDots)
    assert [row.label for row in drawing.rows] == ["Örebro", "Örnsköldsvik", "Grästorp", "Strängnäs"]
    assert [row.is_current for row in drawing.rows] == [False, True, False, False]
    assert drawing.reference_label == "snitt 460"


def test_rising_is_of_one_organisation(years, published):
    """``Verdict``: "nothing rises to become another"."""
    assert ROSE.search(plain(comparison_sheet(years, language="sv")))
    assert not ROSE.search(plain(side_by_side(published, FOUR)))
    first, second = (
        score_assessment(typed(name, {"1": points, "total": 8 * points}, year=year))
        for name, points, year in (("Aby", 40, 2012), ("Bby", 60, 2014))
    )
    for language in ("sv", "en"):
        sheet = comparison_sheet(compare_scorecards([first, second]), language=language)
        assert not ROSE.search(plain(sheet))
        assert Mark.RISE in {cell.mark for cell in cells_of(sheet) if isinstance(cell, Figure)}


def test_many_organisations_stand_in_a_heat_map(registry):
    cards = [
        score_assessment(
            typed(f"Ort {number}", {str(code): 40 + number for code in range(1, 9)}), registry=registry
        )
        for number in range(12)
    ]
    comparison = compare_scorecards(cards, registry=registry)
    sheet = comparison_sheet(comparison, language="sv", registry=registry)
    map_ = next(one for one in of_kind(sheet, Illustration) if isinstance(one.drawing, HeatMap))
    assert "Högst poäng: Ort 11" in map_.finding
    assert "Lägst poäng: Ort 0" in map_.finding
    heat = map_.drawing
    assert (len(heat.heads), len(heat.rows)) == (8, 12)
    assert heat.heads[0] == "1 Offentlighet och demokrati"
    assert max(len(table.columns) for table in of_kind(sheet, SheetTable)) <= 10


@pytest.mark.parametrize("width", [80, 120])
def test_every_line_fits_the_terminal(registry, published, years, width):
    from kompass_spec.plugins.requests import Terminal  # noqa: PLC0415

    long = "Nordvästra Skaraborgs kommunalförbund för samhällsutveckling och välfärd " * 3
    cards = [
        score_assessment(typed(f"{long}{number}", {"1": 50 + number}, year=2011 + number), registry=registry)
        for number in range(4)
    ]
    sheets = [
        comparison_sheet(compare_scorecards(cards, registry=registry), language="sv", registry=registry),
        comparison_sheet(years, language="nn", means=published.means),
        side_by_side(published, MORE),
    ]
    for sheet in sheets:
        text = lay_out(sheet, to="text", terminal=Terminal(width=width)).decode()
        assert [line for line in text.splitlines() if len(line) > width] == []


def test_one_result_is_a_sound_sheet(report, registry):
    newest = score_path(report, registry=registry).scorecards[:1]
    sheet = comparison_sheet(compare_scorecards(newest, registry=registry), language="sv")
    assert "Det finns bara ett resultat, så inget kan jämföras." in plain(sheet)
    assert sheet.title == "Örnsköldsviks kommun 2017"


def test_editions_of_two_countries(registry):
    cards = [
        score_assessment(typed("Lom", {"1": 50}, edition=edition, year=year), registry=registry)
        for edition, year in (("no-2010", 2012), ("se-2016", 2018))
        if edition in registry
    ]
    sheet = comparison_sheet(compare_scorecards(cards, registry=registry), language="en", registry=registry)
    marks = {cell.mark for cell in cells_of(sheet) if isinstance(cell, Figure)}
    assert marks.isdisjoint({Mark.RISE, Mark.FALL})


@settings(max_examples=25)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(["Aby", "Bby", "Cby"]),
            st.integers(2011, 2019),
            st.dictionaries(st.sampled_from([*"12345678", "total"]), st.integers(0, 100), min_size=1),
        ),
        min_size=1,
        max_size=4,
    )
)
@pytest.mark.slow
def test_a_full_mark_stands_only_where_it_is_proved(results):
    """Law 3: "Nothing is invented"."""
    cards = [
        score_assessment(typed(name, points, "se-2010" if year < 2016 else "se-2016", year))
        for name, year, points in results
    ]
    comparison = compare_scorecards(cards)
    sheet = comparison_sheet(comparison, language="en")
    is_proved = any(
        movement.verdict not in {Verdict.NOT_COMPARABLE, Verdict.CANNOT_BE_TOLD_APART}
        for one in cards
        for other in cards
        if one.assessment.edition == other.assessment.edition
        for row in compare_scorecards([one, other]).rows
        for movement in row.changes
    )
    tiles = [tile for found in of_kind(sheet, Tiles) for tile in found.tiles]
    marked = [one for one in (*cells_of(sheet), *tiles) if isinstance(one, Figure | Tile)]
    full = [one for one in marked if one.mark in {Mark.RISE, Mark.FALL}]
    assert is_proved or not full
    assert all(one.figure for one in tiles)


@given(st.fractions(-50, 50), st.fractions(0, 10))
def test_a_mark_follows_from_the_ground_and_the_bounds(low, width):
    from kompass_spec.model import Interval  # noqa: PLC0415
    from kompass_spec.model.comparison import Likely, Movement  # noqa: PLC0415

    interval = Interval(low, low + width)
    verdict = Verdict.ROSE if low > 0 else Verdict.FELL if low + width < 0 else Verdict.CANNOT_BE_TOLD_APART
    proved = change_of(Movement(on="x", interval=interval, verdict=verdict, reason=""))
    likely = Likely(interval=interval, verdict=verdict, reason="")
    assumed = change_of(
        Movement(on="x", interval=None, verdict=Verdict.NOT_COMPARABLE, reason="", assumed=likely)
    )
    marks = {
        Verdict.ROSE: (Mark.RISE, Mark.RISE_IF),
        Verdict.FELL: (Mark.FALL, Mark.FALL_IF),
        Verdict.CANNOT_BE_TOLD_APART: (Mark.ALIKE, Mark.ALIKE),
    }
    assert (proved.mark, assumed.mark) == marks[verdict]
    assert Change(ground=Ground.NONE).mark is Mark.OPEN


@pytest.mark.usefixtures("published")
def test_the_installed_means_are_cited():
    assert all(cited.sources for cited in published_means())
