"""The places of results, and how firm they are, over any results of any organisations."""

from fractions import Fraction

import pytest
from attrs import evolve
from hypothesis import given, strategies as st

from kompass_spec.model import (
    TOTAL,
    Assessment,
    Organisation,
    OrganisationKind,
    Score,
    Scorecard,
)
from kompass_spec.model.problems import UsageError
from kompass_spec.results.cohorts import cohort_of
from kompass_spec.results.ranking import ranks
from tests.results.test_cohort_laws import EDITION, NAMES

AREAS = ("1", "2")


def card(name, lows, width=Fraction(0), total=None):
    """Return a result of which the areas are known to lie in intervals of this width."""
    areas = [
        Score(code=code, low=low, high=low + width, max=Fraction(100), printed=low)
        for code, low in zip(AREAS, lows, strict=True)
    ]
    low = sum(lows, Fraction(0))
    ends = total or (low, low + width * len(AREAS))
    whole = Score(code=TOTAL, low=ends[0], high=ends[1], max=Fraction(200), printed=low, parts=tuple(areas))
    organisation = Organisation(name=name, kind=OrganisationKind.MUNICIPALITY, country="SE")
    return Scorecard(
        assessment=Assessment(edition=EDITION.id, organisation=organisation, year=2010), total=whole
    )


POINTS = st.integers(0, 90).map(Fraction)


@st.composite
def cohorts(draw):
    """Draw a cohort of a few organisations, of each of which every area is known to a width."""
    names = draw(st.lists(st.sampled_from(NAMES), min_size=1, max_size=5, unique=True))
    width = st.sampled_from([Fraction(0), Fraction(1), Fraction(9)])
    return cohort_of([card(name, (draw(POINTS), draw(POINTS)), draw(width)) for name in names], EDITION)


@given(st.data())
def test_a_place_is_held_by_true_values_and_both_its_ends_are_possible(data):
    """Best and worst are the least and the greatest place that true values can give."""
    cohort = data.draw(cohorts())
    ranking = ranks(cohort, EDITION)
    true = [
        member.points.low + data.draw(st.sampled_from([0, Fraction(1, 2), 1])) * member.points.width
        for member in ranking.members
    ]
    for index, member in enumerate(ranking.members):
        others = [value for place, value in enumerate(true) if place != index]
        assert member.rank.best <= 1 + sum(value > true[index] for value in others) <= member.rank.worst
        rest = [other.points for place, other in enumerate(ranking.members) if place != index]
        assert member.rank.best == 1 + sum(other.low > member.points.high for other in rest)
        assert member.rank.worst == 1 + sum(other.high > member.points.low for other in rest)


@given(cohorts(), st.randoms(use_true_random=False))
def test_the_order_of_results_changes_nothing(cohort, random):
    shuffled = list(cohort.members)
    random.shuffle(shuffled)
    assert ranks(cohort_of(shuffled, EDITION), EDITION) == ranks(cohort, EDITION)


@given(cohorts())
def test_every_pair_stands_once_and_is_certain_just_where_no_values_turn_it(cohort):
    ranking = ranks(cohort, EDITION)
    count = len(ranking.members)
    assert len({(pair.higher, pair.lower) for pair in ranking.pairs}) == count * (count - 1) // 2
    for pair in ranking.pairs:
        one, other = ranking.members[pair.higher].points, ranking.members[pair.lower].points
        assert pair.is_certain is (one.low > other.high)
        assert (pair.turns == 0) is not pair.is_certain
    assert ranking.open_pairs == tuple(pair for pair in ranking.pairs if not pair.is_certain)


@given(cohorts(), st.data())
def test_a_certain_pair_turns_with_just_so_much_weight(cohort, data):
    """No weights nearer than ``turns`` allow the other order, and some at that distance do."""
    ranking = ranks(cohort, EDITION)
    for pair in ranking.pairs:
        if not pair.is_certain:
            continue
        moved = data.draw(st.integers(-50, 50)) / Fraction(100)
        weights = {"1": 100 + 200 * moved, "2": 100 - 200 * moved}
        allows = not certain_by(cohort, ranking, pair, weights)
        if pair.turns is None:
            assert pair.is_ahead_everywhere
            assert not allows
        elif abs(moved) < pair.turns:
            assert not allows
        else:
            ends = [{"1": 100 + 200 * far, "2": 100 - 200 * far} for far in (pair.turns, -pair.turns)]
            assert not all(certain_by(cohort, ranking, pair, end) for end in ends)


def certain_by(cohort, ranking, pair, weights):
    """Tell whether a pair is certain by other weights, by ranking anew."""
    again = ranks(cohort, EDITION, weights=weights)
    place = {id(member.scorecard): member.points for member in again.members}
    one, other = (ranking.members[index].scorecard for index in (pair.higher, pair.lower))
    return place[id(one)].low > place[id(other)].high


def test_weights_are_points_of_areas_and_an_area_without_one_weighs_nothing():
    cohort = cohort_of([card("Adal", (90, 10)), card("Berg", (20, 60))], EDITION)

    def names(**more):
        return [one.scorecard.assessment.organisation.name for one in ranks(cohort, EDITION, **more).members]

    assert names() == ["Adal", "Berg"]
    assert names(weights={"2": 1}) == names(item="2") == ["Berg", "Adal"]
    assert ranks(cohort, EDITION, weights={"1": 1, "2": 3}).members[0].points.low == Fraction(
        20 + 3 * 60, 100
    )


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"item": "9"}, "no area '9' to rank by"),
        ({"weights": {"9": 1}}, "no area '9' to weigh"),
        ({"weights": {"1": 0}}, "at least one is above"),
        ({"weights": {"1": 2, "2": -1}}, "not below 0"),
    ],
)
def test_what_cannot_be_ranked_by_is_refused(more, words):
    with pytest.raises(UsageError, match=words):
        ranks(cohort_of([card("Adal", (90, 10))], EDITION), EDITION, **more)


def test_who_has_no_place_is_named():
    silent = evolve(card("Berg", (1, 1)), total=Score(
        code=TOTAL, low=Fraction(0), high=Fraction(200), max=Fraction(200),
        parts=(
            Score(code="1", low=Fraction(10), high=Fraction(11), max=Fraction(100), printed=Fraction(10)),
            Score(code="2", low=Fraction(0), high=Fraction(100), max=Fraction(100)),
        ),
    ))  # fmt: skip
    ranking = ranks(cohort_of([card("Adal", (90, 10)), silent], EDITION), EDITION)
    assert [problem.code for problem in ranking.problems] == ["says-nothing"]
    assert "Berg" in ranking.problems[0].message
    assert len(ranking.members) == 1
