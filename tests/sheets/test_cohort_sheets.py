"""Sheets of cohorts: places as the figures allow them, none among few, and the count behind every figure."""

from fractions import Fraction

import pytest
from plain import plain
from walking import drawing, of_kind, table

from kompass_spec import Choice, cohort_of, gather, load_registry, ranks, score_path, standing_of
from kompass_spec.model import Standing
from kompass_spec.model.drawings import RankedDots
from kompass_spec.model.sheet import Figure, Gap, Section, SheetTable
from kompass_spec.results.layouts import lay_out
from kompass_spec.sheets.cohort import compose_cohort


@pytest.fixture(scope="module")
def registry():
    return load_registry()


@pytest.fixture(scope="module")
def gathered():
    found = gather(Choice(country="SE"))
    if not found.members:
        pytest.skip("it needs the published results")
    return found


def sheet_of(gathered, registry, editions, language, *, asked=None, item="total", **more):
    standings = [standing_of(gathered, registry[name], asked=asked, registry=registry) for name in editions]
    rankings = [ranks(one.cohort, registry[one.cohort.edition], item=item) for one in standings]
    return compose_cohort(
        standings,
        registry=registry,
        language=language,
        rankings=rankings,
        means=[mean for one in standings for mean in one.means],
        notes=gathered.notes,
        **more,
    )


@pytest.mark.parametrize("language", ["sv", "da"])
def test_a_result_among_others(gathered, registry, report, language, kompass_golden):
    asked = score_path(report, registry=registry).scorecards[0]
    sheet = sheet_of(gathered, registry, ["se-2016"], language, asked=asked)
    kompass_golden(f"cohort-asked.{language}.txt", plain(sheet))


def test_a_league_table_of_an_edition(gathered, registry, kompass_golden):
    sheet = sheet_of(gathered, registry, ["se-2010"], "sv", is_firmness_shown=True)
    kompass_golden("cohort-league.sv.txt", plain(sheet))


def test_places_that_rounding_leaves_open_are_said(gathered, registry):
    sheet = sheet_of(gathered, registry, ["se-2010"], "en")
    league = table(sheet, "league-se-2010")
    assert [column.head for column in league.columns] == ["Organisation", "Rank", "Year", "Points", "Remark"]
    assert [row.cells[1].shown for row in league.rows] == [*"1234567"]
    assert drawing(sheet, RankedDots).reference_label == "mean 460"


def test_no_place_among_fewer_than_five(gathered, registry):
    """Issue: "no rank below five"."""
    sheet = sheet_of(gathered, registry, ["se-2020"], "en")
    league = table(sheet, "league-se-2020")
    assert "Rank" not in [column.head for column in league.columns]
    assert league.notes[0] == "Fewer than five results are published, too few for places among them."
    assert "number" not in " ".join(sheet.summary)


def test_every_figure_has_the_number_behind_it(gathered, registry):
    sheet = sheet_of(gathered, registry, ["se-2016"], "en")
    areas = table(sheet, "areas-se-2016")
    cohort = standing_of(gathered, registry["se-2016"], registry=registry).cohort
    assert [row.cells[1].quantity for row in areas.rows] == [item.count for item in cohort.items]
    for row in areas.rows:
        count, mean = row.cells[1].quantity, row.cells[2]
        assert isinstance(mean, Figure if count > 1 else Gap)
        assert not count or isinstance(row.cells[4], Figure)
    assert sheet.kind == "cohort"


def test_every_edition_has_its_part(gathered, registry):
    sheet = sheet_of(gathered, registry, gathered.editions, "sv")
    assert [part.title for part in sheet.parts] == [
        "Kommunkompassen 2010",
        "Kommunkompassen 2016",
        "Kommunkompassen 2020",
        "Detaljer",
    ]
    names = [one.name for one in of_kind(sheet, SheetTable)]
    anchors = [one.anchor for one in of_kind(sheet, Section)]
    assert len(names) == len(set(names))
    assert len(anchors) == len(set(anchors))


def test_the_league_of_an_area(gathered, registry):
    sheet = sheet_of(gathered, registry, ["se-2010"], "sv", item="1")
    league = table(sheet, "league-se-2010")
    assert league.caption == "1 Offentlighet och demokrati, av 100 poäng"
    assert [row.cells[2].quantity for row in league.rows] == [Fraction(68), Fraction(61), Fraction(54)]


def test_a_cohort_of_nobody_is_a_sound_sheet(registry):
    cohort = cohort_of([], registry["se-2016"], registry=registry)
    ranking = ranks(cohort, registry["se-2016"])
    sheet = compose_cohort([Standing(cohort=cohort)], registry=registry, rankings=[ranking], language="sv")
    assert "inte publicerat" in plain(sheet)
    with pytest.raises(ValueError, match="no cohort to show"):
        compose_cohort([], registry=registry)


@pytest.mark.parametrize("language", ["en", "sv", "nb", "nn", "da"])
def test_every_line_fits_the_terminal(gathered, registry, report, language):
    asked = score_path(report, registry=registry).scorecards[0]
    sheet = sheet_of(gathered, registry, gathered.editions, language, is_firmness_shown=True)
    among = sheet_of(gathered, registry, ["se-2016"], language, asked=asked)
    for one in (sheet, among):
        assert [line for line in lay_out(one, to="text").decode().splitlines() if len(line) > 80] == []
