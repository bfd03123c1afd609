"""Two frameworks written as a partner would, from their TOML to a release, an evaluation, a page and JSON."""

import json
import re
import shutil
from fractions import Fraction
from pathlib import Path

import pytest
from attrs import evolve

from kompass_spec import (
    Assessment,
    ConvertRequest,
    InputError,
    NotApplicable,
    Observation,
    Organisation,
    OrganisationKind,
    Quantity,
    check_paths,
    cohort_of,
    identity_mapping,
    load_plugins,
    render_scorecards,
    score_assessment,
)
from kompass_spec.documents.assessments import imported_data
from kompass_spec.documents.plain import json_bytes
from kompass_spec.documents.scorecards import scored_data
from kompass_spec.model.assessment import Imported
from kompass_spec.model.scorecard import Scored
from kompass_spec.results.scorecards import scored_from_data

FRAMEWORKS = Path(__file__).parent / "frameworks"
TOTAL = "total"


@pytest.fixture(params=["maturity", "texts"])
def draft(request, tmp_path):
    """A framework as its author has it."""
    return Path(shutil.copytree(FRAMEWORKS / request.param, tmp_path / request.param))


def test_what_a_partner_writes_is_fine(draft):
    checked = check_paths([draft])
    assert checked.problems == ()
    (edition,) = checked.editions
    assert edition.max in {1000, 300}


def test_a_release_is_what_was_written(draft, released, registry_of):
    (edition,) = check_paths([draft]).editions
    folder = released(draft.name)
    registry = registry_of(folder)
    assert registry.problems == ()
    assert registry[edition.id] == edition
    assert registry[edition.id].is_released


def evaluation(edition, kind, levels, without=(), points=()):
    """Make an evaluation in Python: a level for every item that is answered on a scale."""
    answered = [
        Observation(item=code, quantity=Quantity.LEVEL, value=Fraction(value))
        for code, value in levels.items()
    ]
    printed = [
        Observation(item=code, quantity=Quantity.POINTS, value=Fraction(value)) for code, value in points
    ]
    return Assessment(
        edition=edition,
        organisation=Organisation(name="Ekenäs", kind=kind, country="FI"),
        year=2025,
        observations=(*answered, *printed),
        not_applicable=tuple(NotApplicable(item=code, label="ej tillämpligt") for code in without),
    )


LEVELS = {
    "1.1.1": 4, "1.1.2": 2, "1.1.3": 1, "1.2": 3, "1.3": 1, "2.1": 2, "2.2": 4, "2.3": 0,
    "3.1.1": 1, "3.1.2": 0, "3.1.3": 1, "3.2": 3, "3.3": 1, "4.1": 4, "4.2": 2, "4.3": 2,
    "5.1": 3, "6.1": 4, "6.2": 1,
}  # fmt: skip


def of(card, code):
    """Return the bounds and the maximum of an item."""
    return [card[code].low, card[code].high, card[code].max]


def test_an_evaluation_is_made_by_levels(released, registry_of):
    registry = registry_of(released("maturity"))
    made = evaluation("na-2025", OrganisationKind.CITY, LEVELS)
    card = score_assessment(made, registry=registry)
    # Of cities: 1,000 points without the 50 of question 5.2, which is asked of regions.
    assert of(card, TOTAL) == [685, 685, 950]
    assert of(card, "1") == [Fraction("212.5"), Fraction("212.5"), 250]
    assert of(card, "5") == [Fraction("52.5"), Fraction("52.5"), 70]
    assert not card["5.2"].applies
    assert card.discrepancies == ()
    assert card.scorer == "standard"


def test_what_does_not_apply_leaves_the_total(released, registry_of):
    registry = registry_of(released("maturity"))
    kept = {code: value for code, value in LEVELS.items() if code not in {"3.1.2", "4.3", "6.2"}}
    made = evaluation("na-2025", OrganisationKind.MUNICIPALITY, kept, without=["3.1.2", "4.3"])
    card = score_assessment(made, registry=registry)
    assert of(card, "3.1") == [40, 40, 40]
    assert [card[code].max for code in ("3", "4", "5", "6", TOTAL)] == [160, 125, 70, 60, 865]
    region = score_assessment(
        evolve(made, organisation=evolve(made.organisation, kind=OrganisationKind.REGION), observations=()),
        registry=registry,
    )
    assert [region[code].max for code in ("6", "5", TOTAL)] == [0, 120, 855]
    assert not region["6"].applies


def test_texts_alone_are_scored_by_area(released, registry_of):
    registry = registry_of(released("texts"))
    points = [("1", 70), ("1.2", 30), ("2.1", 45), (TOTAL, 210)]
    card = score_assessment(
        evaluation("tt-2024", OrganisationKind.MUNICIPALITY, {}, points=points), registry=registry
    )
    assert (card["1"].low, card["1"].high) == (Fraction("69.5"), Fraction("70.5"))
    assert card["1"].parts == card["3"].parts == ()
    assert card["2.1"].low == Fraction("44.5")
    assert card["3"].low == Fraction("209.5") - Fraction("70.5") - Fraction("85.5")


@pytest.mark.parametrize("name", ["maturity", "texts"])
@pytest.mark.parametrize("renderer", ["html", "text", "markdown"])
def test_a_page_is_made_of_it(name, renderer, released, registry_of):
    registry = registry_of(released(name))
    made = {
        "maturity": evaluation("na-2025", OrganisationKind.CITY, LEVELS, without=["4.3", "3"]),
        "texts": evaluation("tt-2024", OrganisationKind.CITY, {}, points=[("1", 70), ("2.1", 45)]),
    }[name]
    card = score_assessment(made, registry=registry)
    plugins = load_plugins()
    if renderer not in {plugin.name for plugin in plugins.of_kind("renderers")}:
        pytest.skip("no such renderer is installed")
    assert render_scorecards([card], to=renderer, registry=registry, plugins=plugins)


def test_it_goes_through_json_and_the_command(released, installed, tmp_path, registry_of):
    """Law 9: "Import → export → import is the identity for every format that can carry the whole object."."""
    folder = released("maturity")
    registry = registry_of(folder)
    made = evaluation("na-2025", OrganisationKind.CITY, LEVELS, without=["4.3"])
    file = tmp_path / "evaluation.json"
    file.write_bytes(json_bytes(imported_data(Imported(assessments=(made,)))))
    run = installed(folder)
    scored = run("score", file, "--json")
    assert scored.returncode == 0, scored.stderr
    data = json.loads(scored.stdout)
    read = scored_from_data({"scorecards": data["scorecards"]}, registry)
    assert read.scorecards[0] == score_assessment(made, registry=registry)
    assert read.warnings == ()
    saved = tmp_path / "scorecard.json"
    saved.write_text(scored.stdout, "utf-8")
    assert run("check", file, saved).returncode == 0


def test_evaluations_stand_in_a_cohort_by_their_shares(released, registry_of):
    """The total of 1,000 points is that of nobody here: each counts with its share of what applies to it."""
    registry = registry_of(released("maturity"))
    city = score_assessment(evaluation("na-2025", OrganisationKind.CITY, LEVELS), registry=registry)
    made = evaluation("na-2025", OrganisationKind.CITY, dict.fromkeys(LEVELS, 0), without=["4.3"])
    other = evolve(made, organisation=evolve(made.organisation, name="Hanko"))
    kept = tuple(seen for seen in other.observations if seen.item != "4.3")
    other_card = score_assessment(evolve(other, observations=kept), registry=registry)
    cohort = cohort_of([city, other_card], registry["na-2025"], registry=registry)
    lowest, highest = cohort[TOTAL].values
    assert lowest.low == lowest.high == 0
    assert highest.low == highest.high == Fraction(685, 950) * 1000
    (said,) = [problem for problem in cohort.problems if problem.code == "not-applicable"]
    assert "Ekenäs 2025 (5.2)" in said.message
    assert "Hanko 2025 (4.3, 5.2)" in said.message


def test_what_does_not_apply_is_not_converted_in_silence(released, registry_of):
    registry = registry_of(released("maturity"))
    converter = load_plugins("converters").choose("converters", "mapping").provided
    mapping = identity_mapping(registry["na-2025"])
    card = score_assessment(evaluation("na-2025", OrganisationKind.CITY, LEVELS), registry=registry)
    converted = converter.convert(ConvertRequest(scorecard=card, mapping=mapping))
    assert converted.total.interval == card.total.interval
    assert (converted["5.2"].applies, converted.total.max) == (False, 950)
    capped = evolve(card, total=evolve(card.total, parts=()), scorer="capped")
    with pytest.raises(InputError) as caught:
        converter.convert(ConvertRequest(scorecard=capped, mapping=mapping))
    assert [problem.code for problem in caught.value.problems] == ["other-scorer"]


@pytest.mark.slow
def test_an_edition_is_shown_with_its_shapes(released, installed):
    run = installed(released("maturity"))

    def shown(*code):
        return " ".join(run("show", "na-2025", *code, "--lang", "en").stdout.split())

    question = shown("4.3")
    assert "Maximum 25 points" in question
    assert "2 Enkät utan uppföljning 10 points" in question
    assert "3 Till stor del 75% of the maximum" in shown("1.2")
    assert "What gives full points • 1.1 Målen är beslutade, kända och följs upp varje år." in shown("1.1")
    assert "Asked only of: municipalities, cities." in shown("6")
    for whole in (shown("1"), shown()):
        assert re.search(r"1\.4 Hur många chefer.{0,40} no points", whole)


def test_scores_of_another_scorer_are_not_held_against_sums(released, registry_of):
    registry = registry_of(released("maturity"))
    card = score_assessment(evaluation("na-2025", OrganisationKind.CITY, LEVELS), registry=registry)
    capped = evolve(card, total=evolve(card.total, low=Fraction(50), high=Fraction(50), max=Fraction(100)))
    data = scored_data(Scored(scorecards=(capped,)))
    with pytest.raises(InputError, match="maximum of 'total' is 950"):
        scored_from_data(data, registry)
    other = scored_data(Scored(scorecards=(evolve(capped, scorer="capped"),)))
    read = scored_from_data(other, registry)
    assert [warning.code for warning in read.warnings] == ["other-scorer"]
    assert "'capped'" in read.warnings[0].message
