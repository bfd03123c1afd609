"""What counts in a cohort: whatever the figures of a result say, however they are printed."""

from fractions import Fraction
from importlib.metadata import entry_points

import pytest

from kompass_spec import load_registry
from kompass_spec.model import TOTAL, Assessment, Observation, Organisation, OrganisationKind, Quantity
from kompass_spec.results.cohorts import cohort_of
from kompass_spec.results.ranking import ranks
from kompass_spec.results.scorecards import score_assessment

NEEDED = {"kompass-frameworks", "kompass-score-standard"}
INSTALLED = {point.dist.name for point in entry_points(group="kompass") if point.dist is not None}
if not NEEDED <= INSTALLED:
    pytest.skip(f"not installed: {NEEDED - INSTALLED}", allow_module_level=True)

REGISTRY = load_registry()
FULL = REGISTRY["se-2010"]


def scored(name, **figures):
    """Return a result on an edition of eight areas, scored from figures by quantity."""
    observations = tuple(
        Observation(item=code, quantity=quantity, value=Fraction(value))
        for quantity, values in ((Quantity[key.upper()], values) for key, values in figures.items())
        for code, value in values.items()
    )
    organisation = Organisation(name=name, kind=OrganisationKind.MUNICIPALITY, country="SE")
    assessment = Assessment(edition=FULL.id, organisation=organisation, year=2014, observations=observations)
    return score_assessment(assessment, registry=REGISTRY)


EIGHT = [area.code for area in FULL.areas]


def test_percents_and_points_of_all_areas_are_the_same_result():
    """A result counts wherever its figures say something, however they are printed."""
    points = scored("Adal", points=dict.fromkeys(EIGHT, 75))
    percents = scored("Berg", percent=dict.fromkeys(EIGHT, 75))
    cohort = cohort_of([points, percents], FULL)
    assert cohort.problems == ()
    assert cohort.points[0] == cohort.points[1]
    assert [one.rank for one in ranks(cohort, FULL).members] == [ranks(cohort, FULL).members[0].rank] * 2


def test_an_area_that_follows_from_the_total_and_the_others_counts_and_is_said_to():
    known = dict.fromkeys(EIGHT[:-1], 60)
    follows = scored("Adal", points={**known, TOTAL: 490})
    item = cohort_of([follows], FULL)["8"]
    assert (item.count, item.inferred) == (1, 1)
    assert item.values[0].low <= 70 <= item.values[0].high
    printed = cohort_of([scored("Adal", points={**known, "8": 70, TOTAL: 490})], FULL)["8"]
    assert (printed.count, printed.inferred) == (1, 0)


@pytest.mark.parametrize("missing", [EIGHT[:1], EIGHT[:2]])
def test_what_does_not_follow_does_not_count(missing):
    known = {code: 60 for code in EIGHT if code not in missing}
    cohort = cohort_of([scored("Adal", points=known)], FULL)
    assert [cohort[code].count for code in missing] == [0] * len(missing)
    assert cohort[TOTAL].count == 0
    total = cohort_of([scored("Adal", points={**known, TOTAL: 480})], FULL)
    assert [total[code].count for code in missing] == ([1] if len(missing) == 1 else [0, 0])


@pytest.mark.skipif("kompass-results-nordic" not in INSTALLED, reason="no results are installed")
def test_the_command_ranks_everybody(kompass):
    data = kompass("cohort", "--edition", "se-2010", "--ranks", "--json").json["cohorts"][0]["ranking"]
    assert [place["rank"]["best"] for place in data["places"]] == [1, 2, 3, 4, 5, 6, 7]
    assert len(data["pairs"]) == 21
    shown = kompass("cohort", "--edition", "se-2010", "--ranks", "--lang", "en").out
    rows = [line.split()[:5] for line in shown.splitlines()]
    assert ["Örebro", "Municipality", "1", "2015", "650"] in rows
    assert "until 15% of all weight is moved" in " ".join(shown.split())
    refused = kompass("cohort", "--edition", "se-2010", "--ranks", "--by", "9")
    assert (refused.code, "no area '9' to rank by" in refused.err) == (2, True)
    assert kompass("cohort", "--edition", "se-2010", "--json").json["cohorts"][0]["ranking"] is None
