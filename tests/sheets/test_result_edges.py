"""Results that are not as usual give a sound sheet: without areas, without a year, answered, huge."""

from fractions import Fraction

import pytest
from attrs import evolve

from kompass_spec import Registry, load_registry, score_assessment
from kompass_spec.model import (
    TOTAL,
    Assessment,
    Edition,
    Finding,
    FindingKind,
    Interval,
    NotApplicable,
    Observation,
    Organisation,
    Quantity,
    Score,
    Scorecard,
    Text,
)
from kompass_spec.model.drawings import AreasByYear, Profile
from kompass_spec.model.edition import Area, Completeness, Source
from kompass_spec.model.sheet import Headline, SheetTable, Tiles, Tone
from kompass_spec.plugins.requests import Order, Reference
from tests.sheets.plain import plain
from tests.sheets.walking import drawing, of_kind, section, table

MANY, LONG = 500, "Bemötande" * 112


@pytest.fixture(scope="module")
def registry():
    return load_registry()


def answered(figures, *, exact=True, **more):
    return Assessment(
        edition="se-2016",
        organisation=Organisation(name="Ekenäs", kind=None),
        observations=tuple(
            Observation(item=item, quantity=Quantity.POINTS, value=Fraction(value), exact=exact)
            for item, value in figures.items()
        ),
        **more,
    )


def test_a_result_without_areas_or_a_year(compose):
    total = Score(code=TOTAL, low=Fraction(0), high=Fraction(800), max=Fraction(800))
    assessment = Assessment(edition="se-2016", organisation=Organisation(name="A", kind=None))
    sheet = compose(Scorecard(assessment=assessment, total=total))
    (headline,) = of_kind(sheet, Headline)
    assert (headline.figure, headline.unit) == ("–", "av 800 poäng")
    assert sheet.name == "A – Kommunkompassen"
    assert sheet.lines == ("Utvärderingens år är inte angivet.",)
    assert table(sheet, "areas") is None


def test_an_edition_that_is_not_installed_is_called_by_its_id(compose):
    zero, hundred = Fraction(0), Fraction(100)
    area = Score(code="1", low=zero, high=hundred, max=hundred)
    total = Score(code=TOTAL, low=zero, high=hundred, max=hundred, parts=(area,))
    assessment = Assessment(edition="xx-1999", organisation=Organisation(name="A", kind=None))
    sheet = compose(Scorecard(assessment=assessment, total=total), registry=Registry.of([]), language="en")
    assert sheet.kicker == "xx-1999"
    assert plain(sheet)


def test_points_of_areas_alone_are_one_line_and_no_empty_rows(compose):
    card = score_assessment(answered({str(code): 50 + code for code in range(1, 9)}, exact=False, year=2018))
    sheet = compose(card)
    assert not [one for one in of_kind(sheet, SheetTable) if one.name.startswith("questions-")]
    assert table(sheet, "gain") is None
    (sentence,) = section(sheet, "gain").blocks[0].words
    assert sentence.startswith("Rapporten anger bara poäng för områdena, inte för delfrågorna.")
    assert len(table(sheet, "missing").rows) == 8


def test_what_evaluators_answered_is_never_called_a_report(compose, registry):
    figures = {question.code: question.max for question in registry["se-2016"].questions}
    figures.pop("7.2")
    card = score_assessment(answered(figures, year=2026))
    sheet = compose(card)
    said = plain(sheet).partition("## Källor")[0]
    assert [word for word in ("rapporten", "rapportens", "Rapporten ") if word in said] == []
    bullets = section(sheet, "important").blocks[0].bullets
    assert ("Ej besvarade:", "delfråga 7.2") in [(bullet.lead, bullet.words[0]) for bullet in bullets]


def test_questions_of_some_areas_alone_are_not_called_all(compose):
    figures = {str(code): 60 for code in range(1, 9)} | {"1.1": 11}
    absent = (NotApplicable(item="8.7"),)
    sheet = compose(score_assessment(answered(figures, exact=False, year=2018, not_applicable=absent)))
    assert sheet.parts[1].title == "Delfrågorna"
    rows = table(sheet, "questions-8").rows
    assert [row.cells[0][0].split()[0] for row in rows] == ["8.7"]
    assert table(sheet, "questions-2") is None


def test_what_does_not_apply_is_said_and_has_no_bar(compose):
    figures = {str(code): 60 for code in range(2, 9)}
    absent = (NotApplicable(item="1"),)
    card = score_assessment(answered(figures, exact=False, year=2018, not_applicable=absent))
    sheet = compose(card)
    (headline,) = of_kind(sheet, Headline)
    assert headline.unit.startswith("av 700 poäng")
    assert "1 är inte tillämpligt" in headline.sentence
    assert drawing(sheet, Profile).series[0].shares[0] is None


def test_a_contradiction_moves_up_and_is_marked(compose):
    figures = {"7.3": 61, "7": 57}
    card = score_assessment(answered(figures, exact=False, year=2017))
    first = section(compose(card), "important").blocks[0].bullets[0]
    assert (first.lead, first.tone) == ("Kontroll:", Tone.WARNING)
    assert "7.3" in first.words[0]


def test_who_is_not_known_is_not_called_a_question_mark(compose):
    assessment = evolve(answered({"1": 70}, exact=False), organisation=Organisation(name="?", kind=None))
    sheet = compose(score_assessment(assessment), language="en")
    assert sheet.title == "Unknown organisation"
    assert sheet.name == "Unknown organisation – Kommunkompassen"


def test_a_figure_that_cannot_be_is_no_strength_and_no_part_of_the_number(compose):
    figures = {str(code): 50 + code for code in range(1, 9)} | {"2": 171, "3": 7}
    sheet = compose(score_assessment(answered(figures, exact=False, year=2018)), language="en")
    (headline,) = of_kind(sheet, Headline)
    assert (headline.figure, headline.sentence) == (
        "334.5–441.5",
        "Figures that cannot be right are not counted.",
    )
    said = {bullet.lead: bullet.words[0] for bullet in section(sheet, "important").blocks[0].bullets}
    assert said["Strongest:"].startswith("8\N{NO-BREAK SPACE}")
    assert "171" not in said["Strongest:"]
    assert "171‡" in plain(sheet)
    assert "‡ Other figures in the report contradict this one." in plain(sheet)
    assert drawing(sheet, Profile).series[0].shares[1] is None, "a full bar would look like a result"


def test_a_total_that_cannot_be_is_not_the_large_number(compose):
    figures = {str(code): 50 + code for code in range(1, 9)} | {"total": 5110}
    sheet = compose(score_assessment(answered(figures, exact=False, year=2018)), language="en")
    (headline,) = of_kind(sheet, Headline)
    assert headline.figure == "432–440"
    assert headline.sentence == "Figures that cannot be right are not counted. The areas add up to 436."
    assert "5110‡" in plain(sheet)


def test_a_reference_is_in_the_drawing_the_table_and_a_tile(compose, example, standing):
    values = tuple((area.code, Interval(60, 62)) for area in example[0].areas)
    reference = Reference(label="Borås 2016", count=1, values=(*values, (TOTAL, Interval(480, 490))))
    sheet = compose(*example, reference=reference)
    dots = drawing(sheet, AreasByYear)
    assert dots.series[-1].label == "Borås 2016"
    assert all(row.dots[-1] == Interval(Fraction(60, 100), Fraction(62, 100)) for row in dots.rows)
    assert dots.editions[-1] not in dots.editions[:-1], (
        "nothing may join it to the organisation's own results"
    )
    assert any("Borås 2016" in tile.label for tile in of_kind(sheet, Tiles)[0].tiles)
    beside = compose(*example, reference=reference, standing=standing)
    labels = [tile.label for tile in of_kind(beside, Tiles)[0].tiles]
    assert [label for label in labels if "Borås" in label or "publicerade" in label] == [
        "Mot Borås 2016",
        "Bland sex publicerade 2016–2019",
    ]
    alone = drawing(compose(example[0], reference=reference), Profile)
    assert [series.name for series in alone.series][1:] == ["Borås 2016"]


def test_the_weakest_first_is_the_order_of_the_questions(compose, example):
    rows = table(compose(*example, order=Order.WEAKEST), "questions-7").rows
    assert rows[0].cells[0][0].startswith("7.2")


def huge():
    source = Source(id="made", title="Made up")
    areas = tuple(
        Area(code=str(code), title=Text({"sv": f"{LONG} {code}"}), max=Fraction(100))
        for code in range(1, MANY + 1)
    )
    edition = Edition(
        id="xx-2026",
        title=Text({"sv": "Prövningen 2026"}),
        publisher="A" * 1000,
        country="SE",
        language="sv",
        valid_from="2026",
        completeness=Completeness.AREAS,
        rights="None.",
        release="1.0.0",
        source="made",
        areas=areas,
        sources=(source,),
    )
    observations = tuple(
        Observation(item=str(code), quantity=Quantity.POINTS, value=Fraction(code % 101))
        for code in range(1, MANY + 1)
    )
    findings = tuple(
        Finding(area=str(code), kind=FindingKind.IMPROVEMENT, text=LONG) for code in range(1, MANY + 1)
    )
    assessment = Assessment(
        edition="xx-2026",
        organisation=Organisation(name="Ä" * 1000, kind=None),
        year=2026,
        observations=observations,
        findings=findings,
    )
    return Registry.of([edition]), assessment


def test_500_areas_with_names_of_1000_letters(compose):
    registry, assessment = huge()
    sheet = compose(score_assessment(assessment, registry=registry), registry=registry)
    assert len(drawing(sheet, Profile).labels) == 12, "a first page holds no more"
    assert len(table(sheet, "areas").rows) == MANY + 1
    assert len(sheet.title) == 120
    assert "Ä" * 1000 in plain(sheet), "the whole name stands among the facts"
    assert len(section(sheet, "proposals").blocks[0].bullets) == 4
    assert max(len(label) for label in drawing(sheet, Profile).labels) < 80
    important = section(sheet, "important").blocks[0].bullets
    assert all(len(bullet.words[0]) < 300 for bullet in important)


def test_a_year_that_was_concluded_is_marked_and_explained(compose, example):
    oldest = example[-1]
    sheet = compose(oldest)
    assert "(året är vår tolkning)" in sheet.lines[0]
    moved = evolve(oldest.assessment, year_inferred=False, year_reason=None)
    assert "tolkning" not in compose(evolve(oldest, assessment=moved)).lines[0]


@pytest.mark.parametrize(
    ("others", "is_placed", "is_tiled"),
    [(0, False, False), (1, False, False), (4, False, False), (6, True, False), (12, True, True)],
)
def test_a_place_among_fewer_than_five_others_is_not_said(compose, others, is_placed, is_tiled):
    """Every second of the others has a total, and all of them have the first area."""
    samples = pytest.importorskip("kompass_testing.samples")
    edition, _ = samples.sample_editions()
    card = samples.scorecard_of(edition, samples.full_assessment(edition))
    standing = samples.standing_beside(card, edition, others)
    sheet = compose(card, registry=Registry.of([edition]), standing=standing)
    tiles = [tile for row in of_kind(sheet, Tiles) for tile in row.tiles]
    assert any("publicerade" in tile.label for tile in tiles) == is_tiled
    published = table(sheet, "published")
    places = [] if published is None else [hasattr(row.cells[2], "shown") for row in published.rows]
    assert any(places) == is_placed


def test_twice_the_maximum_fills_a_bar_and_is_said_as_it_is(compose):
    """What a scorer of somebody else's gives is no reason to draw beyond the end."""
    question = Score(code="1.1", low=Fraction(40), high=Fraction(40), max=Fraction(20), printed=Fraction(40))
    area = Score(code="1", low=Fraction(40), high=Fraction(40), max=Fraction(100), parts=(question,))
    total = Score(code=TOTAL, low=Fraction(40), high=Fraction(40), max=Fraction(800), parts=(area,))
    sheet = compose(Scorecard(assessment=answered({"1.1": 40}, exact=False), total=total))
    *_, bar = table(sheet, "questions-1").rows[0].cells
    assert bar.interval == Interval(1, 1)
    assert bar.shown == "200\N{NO-BREAK SPACE}%"


def test_of_an_area_without_a_figure_nothing_is_drawn(compose):
    sheet = compose(score_assessment(answered({"1.1": 10, "2": 60})))
    own = drawing(sheet, Profile).series[0]
    assert own.shares[0] == Interval(Fraction(10, 100), Fraction(95, 100))
    assert own.shares[2:] == (None,) * 6, "a bar to the middle would look like a result"
    assert set(own.figures[2:]) == {"ej besvarad"}


def test_a_figure_that_no_table_shows_is_told_once_with_its_sign(compose):
    changes = (("1", 16, "+16"), ("2", -3, "Sämre än 2010"))
    observations = tuple(
        Observation(item=item, quantity=Quantity.CHANGE, value=Fraction(value), line=12, label=label)
        for item, value, label in changes
    )
    card = score_assessment(evolve(answered({"1": 68, "2": 60}), observations=observations))
    said = plain(compose(card))
    assert "en förändring på +16 poäng för område 1 (rad 12)\n" in said
    assert "en förändring på −3 poäng för område 2 (rad 12): Sämre än 2010\n" in said
