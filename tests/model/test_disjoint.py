"""Of sets that may have content in common the heaviest ones without any are chosen, whatever their order."""

from fractions import Fraction
from itertools import combinations

import pytest
from hypothesis import given, strategies as st

from kompass_spec.model.disjoint import DisjointSets
from kompass_spec.model.problems import InputError

SETS = st.lists(st.frozensets(st.sampled_from("abcdef"), min_size=1), min_size=1, max_size=7)
WEIGHTS = st.none() | st.fractions(-3, 3, max_denominator=4)


def choices(sets):
    """Return every choice of sets without common content."""
    for size in range(len(sets) + 1):
        for places in combinations(range(len(sets)), size):
            if sum(len(sets[place]) for place in places) == len(
                frozenset().union(*(sets[place] for place in places))
            ):
                yield places


@given(data=st.data(), sets=SETS, whole=st.booleans())
def test_no_other_choice_weighs_more(data, sets, whole):
    weights = [data.draw(WEIGHTS) for _ in sets]
    everything = frozenset().union(*sets)
    possible = [
        sum((weights[place] for place in places), Fraction(0))
        for places in choices(sets)
        if all(weights[place] is not None for place in places)
        and (not whole or frozenset().union(*(sets[place] for place in places)) == everything)
    ]
    found = DisjointSets.of(sets).heaviest(weights, whole=whole)
    if not possible:
        assert found is None
        return
    assert found is not None
    assert found.indices in set(choices(sets))
    assert found.weight == max(possible) == sum(weights[place] for place in found.indices)


def test_sets_without_content_stand_in_nobodys_way():
    sets = DisjointSets.of([frozenset(), {"1.1"}, frozenset()])
    found = sets.heaviest([Fraction(1, 2), Fraction(1), Fraction(1)], whole=True)
    assert found is not None
    assert found.indices == (0, 1, 2)


def test_questions_of_several_areas_are_chosen_together():
    """Law: "links of an item and one of its ancestor share
    theirs", and no order of links hides the finest choice."""
    sets = [{"1.1", "1.2"}, {"1.1"}, {"1.2"}, {"2.1", "2.2"}, {"2.1"}]
    weights = [Fraction(0), Fraction(1, 2), Fraction(1, 4), Fraction(0), Fraction(1, 2)]
    found = DisjointSets.of(sets).heaviest(weights)
    assert found is not None
    assert (found.indices, found.weight) == ((1, 2, 4), Fraction(5, 4))


def test_many_questions_below_many_areas_are_quick_to_choose_among():
    """Areas, questions and the total of a whole edition, all linked to one item."""
    areas = [{f"{area}.{number}.{one}" for number in range(8) for one in range(4)} for area in range(9)]
    questions = [{f"{area}.{number}.{one}" for one in range(4)} for area in range(9) for number in range(8)]
    sets = [set().union(*areas), *areas, *questions, *({leaf} for area in areas for leaf in sorted(area))]
    found = DisjointSets.of(sets).heaviest([Fraction(1)] * len(sets), whole=True)
    assert found is not None
    assert found.weight == 9 * 8 * 4


def test_very_many_sets_that_cross_cost_certainty_and_no_time():
    """Of more crossing sets than can be searched some do not
    count, and what is chosen is still without common content."""
    names = [str(number) for number in range(40)]
    sets = [frozenset(pair) for pair in combinations(names, 2)]
    found = DisjointSets.of(sets).heaviest([Fraction(1)] * len(sets))
    assert found is not None
    assert len(found.indices) == found.weight >= 1
    assert len(frozenset().union(*(sets[place] for place in found.indices))) == 2 * len(found.indices)


@pytest.mark.parametrize("how", ["equal", "nested", "crossing", "many below one"])
def test_more_sets_than_can_be_searched_are_refused_and_do_not_break_the_search(how):
    sets = {
        "equal": [{"1.1"}] * 1500,
        "nested": [{str(code) for code in range(size)} for size in range(1, 900)],
        "crossing": [{str(code), str(code + 1)} for code in range(900)],
        "many below one": [{str(code) for code in range(900)}, *({str(code)} for code in range(900))],
    }[how]
    try:
        found = DisjointSets.of(sets).heaviest([Fraction(1)] * len(sets))
    except InputError as error:
        (problem,) = error.problems
        assert (problem.code, how) in {("too-many-links", "equal"), ("too-many-links", "nested")}
    else:
        assert found is not None
        assert how in {"crossing", "many below one"}
