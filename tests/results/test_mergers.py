"""What is said where organisations have merged: in comparisons, in cohorts and beside pages."""

import json
import re
from fractions import Fraction
from importlib.metadata import entry_points
from pathlib import Path

import pytest
from attrs import evolve

from kompass_spec import load_registry, score_path
from kompass_spec.documents.structure import unstructure
from kompass_spec.model import Merger, Organisation, OrganisationKind
from kompass_spec.results.cohorts import cohort_of
from kompass_spec.results.comparisons import compare_scorecards
from kompass_spec.results.selection import by_organisation, of_organisation

ROOT = Path(__file__).parents[2]
NEEDED = {"kompass-frameworks", "kompass-import-report", "kompass-score-standard", "kompass-render-text"}
INSTALLED = {point.dist.name for point in entry_points(group="kompass") if point.dist is not None}
if not NEEDED <= INSTALLED:
    pytest.skip(f"not installed: {NEEDED - INSTALLED}", allow_module_level=True)
CARD = score_path(ROOT / "docs/examples/ornskoldsvik-2017.md").scorecards[0]
MERGER = Merger(into="4205", former=("1002", "1029"), date="2020-01-01", source="Klass 131")


def result(name, code, year, *, raised=0, mergers=(MERGER,)):
    """The shipped result as if it were one of a municipality in a year."""
    whose = Organisation(
        name=name, kind=OrganisationKind.MUNICIPALITY, country="NO", code=code, mergers=mergers
    )
    total = evolve(CARD.total, low=CARD.total.low + raised, high=CARD.total.high + raised)
    return evolve(CARD, assessment=evolve(CARD.assessment, organisation=whose, year=year), total=total)


MANDAL, LINDESNES = result("Mandal", "1002", 2016), result("Lindesnes", "4205", 2022, raised=Fraction(50))
BEFORE = result("Lindesnes", "1029", 2017)


def test_a_comparison_says_that_a_municipality_is_not_what_it_became():
    (problem,) = compare_scorecards([LINDESNES, MANDAL]).problems
    assert problem.code == "merged-organisation"
    assert problem.message == (
        "On 2020-01-01 1002 and 1029 became 4205 (source: Klass 131), so Lindesnes (4205) 2022 and Mandal"
        " (1002) 2016 are not results of one organisation. Read no change between them as a change of one."
    )
    assert compare_scorecards([MANDAL, BEFORE]).problems == ()
    assert compare_scorecards([MANDAL, result("Lyngdal", "4225", 2022, mergers=())]).problems == ()


def test_one_name_over_a_merger_is_no_history_of_one_organisation():
    older = result("Lindesnes", "4205", 2018)
    assert compare_scorecards([older, LINDESNES]).problems
    assert len(by_organisation([BEFORE, LINDESNES])) == 2


def test_a_cohort_counts_both_and_says_so():
    edition = load_registry()["se-2016"]
    cohort = cohort_of([MANDAL, LINDESNES], edition)
    assert len(cohort.members) == 2
    assert [problem.code for problem in cohort.problems] == ["merged-organisation"]
    asked = cohort_of([MANDAL], edition, asked=LINDESNES)
    rank = asked["total"].rank
    assert rank is not None
    assert rank.of == 2
    assert [problem.code for problem in asked.problems] == ["merged-organisation"]


@pytest.fixture
def saved(tmp_path):
    """Results with points of one area in a file, as ``kompass import`` writes them."""

    def write(*cards):
        file = tmp_path / "typed.json"
        typed = [
            {
                "edition": "se-2016",
                "organisation": unstructure(card.assessment.organisation),
                "year": card.assessment.year,
                "observations": [{"item": "1", "quantity": "points", "value": points}],
            }
            for card, points in zip(cards, ("40", "60"), strict=True)
        ]
        file.write_text(json.dumps({"assessments": typed}), "utf-8")
        return file

    return write


@pytest.mark.parametrize("earlier", [MANDAL, result("Lindesnes", "4205", 2018)])
def test_the_command_does_not_say_that_a_merged_municipality_rose(kompass, saved, earlier):
    ran = kompass("compare", saved(earlier, LINDESNES), "--lang", "en")
    assert ran.code == 0
    assert "warning: On 2020-01-01 1002 and 1029 became 4205" in ran.err
    said = " ".join(ran.out.split())
    assert "≈ cannot be told apart" in said
    assert "Organisations have merged between these results" in said
    assert not re.search(r"\b(?:rose|fell|Yes|No),? ", said)
    written = kompass("compare", saved(earlier, LINDESNES), "--json").json
    assert [warning["code"] for warning in written["warnings"]] == ["merged-organisation"]
    assert written["columns"][1]["organisation"]["mergers"][0]["into"] == "4205"


def test_a_page_with_a_history_over_a_merger_is_warned_of(kompass, saved):
    ran = kompass("render", saved(result("Lindesnes", "4205", 2018), LINDESNES))
    assert ran.code == 0
    assert "warning: On 2020-01-01 1002 and 1029 became 4205" in ran.err


def test_a_result_is_chosen_by_an_alias_too():
    whose = evolve(LINDESNES.assessment.organisation, aliases=("Nye Lindesnes",))
    card = evolve(LINDESNES, assessment=evolve(LINDESNES.assessment, organisation=whose))
    assert of_organisation([MANDAL, card], "nye lindesnes") == (card,)
