"""The sheet of the example's result says what a council reads, in every language."""

from pathlib import Path

import pytest

from kompass_spec.model.drawings import AreasByYear, Development, Radar, RankedDots
from kompass_spec.model.sheet import Beside, Bullets, Headline, Mark, Tiles, words_of
from kompass_spec.model.texts import Passage
from kompass_spec.sheets.contents import Remarks
from tests.sheets.plain import plain
from tests.sheets.walking import drawing, of_kind, section, table

GOLDEN = Path(__file__).parent / "golden"
LANGUAGES = ("en", "sv", "nb", "nn", "da")


@pytest.fixture(scope="module")
def sheet(compose, example, standing):
    return compose(*example, standing=standing)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_word_of_the_example(compose, example, standing, language, kompass_golden):
    kompass_golden(
        GOLDEN / f"result.{language}.txt", plain(compose(*example, standing=standing, language=language))
    )


def test_the_head_names_the_organisation_in_full_and_when_by_whom(sheet):
    assert sheet.title == "Örnsköldsviks kommun"
    assert sheet.kicker == "Kommunkompassen · 2016 års version"
    assert sheet.lines == (
        "Utvärderad i februari–mars 2017 av Lars Strid, senior konsult (SKL), och Ewa Luvö, Borås kommun.",
        "Underlag: dokument, webbplats och intervjuer med omkring 30 personer.",
    )


def test_the_whole_number_is_large_and_the_interval_a_note(sheet):
    (headline,) = of_kind(sheet, Headline)
    assert (headline.figure, headline.unit) == ("552", "av 800 poäng · 69\N{NO-BREAK SPACE}%")
    assert "rapporten anger ingen totalpoäng" in headline.sentence
    assert headline.note == "Före avrundning ligger resultatet mellan 549,8 och 555,6."


def test_the_most_important_names_strongest_weakest_gain_and_check(sheet):
    bullets = section(sheet, "important").blocks[0].bullets
    assert [bullet.lead for bullet in bullets] == ["Starkast:", "Svagast:", "Mest att vinna:", "Kontroll:"]
    assert "Brukarfokus, tillgänglighet och bemötande (57)" in bullets[1].words[0]
    assert bullets[2].words[0].startswith("10 av 45 delfrågor står för 44")


def test_the_development_breaks_at_the_new_edition(sheet):
    development = drawing(sheet, Development)
    assert [(point.label, point.shown, point.edition) for point in development.points] == [
        ("2013†", "441", 0),
        ("2015", "551", 0),
        ("2017", "552", 1),
    ]
    assert [one.after for one in development.breaks] == [1]
    adjusted = development.points[2].adjusted
    assert (adjusted.low, adjusted.high) == (592, 602)
    assert [(mean.edition, mean.value, mean.first) for mean in development.means] == [(0, 460, 1)]


def test_the_tiles_say_by_whose_rule(sheet):
    (tiles,) = of_kind(sheet, Tiles)
    first, last, published = tiles.tiles
    assert (first.mark, first.figure, first.note) == (Mark.RISE, "+110 poäng", "alla åtta områden steg")
    assert (last.mark, last.figure) == (Mark.RISE_IF, "+41 till +51 poäng")
    assert "SKL" in last.note
    assert [shown for shown, _ in published.ranked] == ["668", "603", "552", "519", "497", "496"]
    assert [shown for shown, is_own in published.ranked if is_own] == ["552"]


def test_changes_across_editions_are_conditional(sheet):
    rows = drawing(sheet, AreasByYear).rows
    assert [row.figures[1] for row in rows] == [
        ("+6", "△"),
        ("+8", "△"),
        ("−1", "▽"),
        ("−2", "▽"),
        ("−6", "▽"),
        ("0", "≈"),
        ("−4", "▽"),
        ("0", "≈"),
    ]
    notes = table(sheet, "areas")
    assert notes is not None


def test_within_an_edition_changes_are_certain(compose, example):
    _, newer, older = example
    rows = drawing(compose(newer, older), AreasByYear).rows
    assert {row.figures[1][1] for row in rows} == {"▲"}


def test_five_questions_with_most_to_gain_and_four_proposals(sheet):
    rows = table(sheet, "gain").rows
    assert [row.cells[0][0].split()[0] for row in rows] == ["7.2", "2.5", "7.5", "3.2", "5.2"]
    assert [row.cells[1].shown for row in rows] == ["14", "13", "13", "12", "11"]
    (bullets,) = [block for block in section(sheet, "proposals").blocks if isinstance(block, Bullets)]
    assert [bullet.lead for bullet in bullets.bullets] == ["2", "2", "7", "7"]


def test_a_remark_and_a_decision_stand_on_the_first_page(compose, example):
    """Short ones stand below the proposals, long ones behind everything else on it."""
    for comment in ("Vi är nöjda.", "Vi är nöjda. " * 100):
        remarks = Remarks(comment=(comment,), decision=("Rapporten läggs till handlingarna.",))
        first = compose(*example, remarks=remarks).parts[0].blocks
        last = first[-1].columns[-1] if isinstance(first[-1], Beside) else first
        assert [getattr(block, "anchor", None) for block in last[-2:]] == ["comment", "decision"]


def test_a_star_stands_behind_the_figures_where_it_is_asked_for(compose, example):
    asked = compose(*example, remarks=Remarks(has_radar=True))
    star = drawing(asked, Radar).profile
    assert star.short_labels == star.labels
    assert len(star.labels) == 8
    assert "star" in {block.anchor for block in asked.parts[-1].blocks}
    assert "star" not in {block.anchor for block in compose(*example).parts[-1].blocks}


def test_places_among_published_results_need_five_of_them(sheet):
    ranks = {words_of(row.cells[0][0]): row.cells[2] for row in table(sheet, "published").rows}
    assert [name for name, cell in ranks.items() if hasattr(cell, "shown")] == ["Totalt"]
    assert len(drawing(sheet, RankedDots).rows) == 6


def test_no_id_of_an_edition_stands_on_the_first_page(sheet):
    first = plain(sheet).partition("=== Alla 45")[0]
    assert "se-20" not in first


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_summary_is_at_most_ten_plain_lines(compose, example, standing, language):
    sheet = compose(*example, standing=standing, language=language)
    assert 5 <= len(sheet.summary) <= 10
    assert "552" in sheet.summary[1]
    assert all("\n" not in line for line in sheet.summary)


def test_a_swedish_page_has_no_passage_but_of_remarks_on_sources(sheet):
    """What an edition says in English alone is named so; nothing else on a Swedish page is foreign."""
    assert "‹" not in plain(sheet).partition("## Källor")[0]


def test_a_name_of_the_framework_on_a_foreign_page_is_a_passage(compose, example):
    names = [row.cells[0] for row in table(compose(*example, language="en"), "areas").rows[:-1]]
    assert all(isinstance(name[-1], Passage) and name[-1].language == "sv" for name in names)
