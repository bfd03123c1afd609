"""The laws of conversion along several mappings, in worlds where everything is known."""

import itertools
from fractions import Fraction
from functools import reduce

import pytest
from attrs import evolve
from hypothesis import HealthCheck, Phase, assume, given, settings, strategies as st

from kompass_convert_mapping.converter import MappingConverter
from kompass_spec import InputError
from kompass_spec.model import TOTAL, Basis, Interval, Relation
from kompass_spec.model.applicability import applicability
from kompass_spec.model.composition import compose
from kompass_spec.plugins.requests import ConvertRequest
from kompass_spec.results.chains import convert_along
from kompass_testing.worlds import (
    SOMEBODY,
    Divided,
    absences,
    card_of,
    cards,
    edition_of,
    editions,
    fulfilments,
    link_of,
    mapping_of,
    mappings,
    of_kinds,
    pools,
    true_points,
    worst_points,
)

pytestmark = pytest.mark.slow

SLOW = settings(
    deadline=None,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


def convert(card, mapping):
    return MappingConverter().convert(ConvertRequest(scorecard=card, mapping=mapping))


@st.composite
def chains(draw):
    """Draw two or three mappings in a row, a scorecard, and what every item can truly have at the end."""
    pool = draw(pools(most=5))
    letters = draw(st.sampled_from(["abc", "abcd"]))
    divided = draw(editions(pool, *(f"{letter}-1" for letter in letters)))
    steps = [draw(mappings(pool, old, new)) for old, new in itertools.pairwise(divided)]
    card = draw(cards(pool, divided[0], draw(fulfilments(pool))))
    return steps, card, worst_points(pool, divided[0], divided[-1], card)


@SLOW
@given(chains())
def test_what_a_chain_proves_is_true_of_the_worst_truth(chain):
    """Law: "the conversion step by step and the one by the composed mapping are both sound"."""
    steps, card, worst = chain
    for item in convert_along(card, steps, convert).total.walk():
        low, high = worst[item.code]
        assert item.low <= low <= high <= item.high
        assert (item.basis is Basis.UNKNOWN) <= (item.interval == Interval(0, item.max))


@SLOW
@given(chains())
def test_a_chain_proves_all_that_its_composition_proves_and_says_which_ends_are_more(chain):
    """Law: "neither contains the other; intersect them"; and the page says which mapping gave what."""
    steps, card, _ = chain
    found, whole = convert_along(card, steps, convert), convert(card, reduce(compose, steps))
    assert found.steps == tuple(step.id for step in steps)
    assert found.mapping == whole.mapping
    for item, composed in zip(found.total.walk(), whole.total.walk(), strict=True):
        assert composed.low <= item.low <= item.high <= composed.high
        assert item.low_by_steps == (item.low > composed.low)
        assert item.high_by_steps == (item.high < composed.high)
        by_steps = item.low_by_steps or item.high_by_steps
        assert ("one after the other." in item.reason) == by_steps
        assert item.assumed is None or item.low <= item.assumed.interval.low
        assert item.assumed is None or item.assumed.interval.high <= item.high
        if item.parts:
            assert item.low >= sum(part.low for part in item.parts)
            assert item.high <= sum(part.high for part in item.parts)


@SLOW
@given(st.data())
def test_a_chain_proves_all_that_its_steps_prove_one_after_the_other(data):
    """Law: "intersect them", of two mappings: what the second proves of what the first proves is kept."""
    pool = data.draw(pools(most=5))
    old, middle, new = data.draw(editions(pool, "a-1", "b-1", "c-1", levels=1))
    first, second = data.draw(mappings(pool, old, middle)), data.draw(mappings(pool, middle, new))
    card = data.draw(cards(pool, old, data.draw(fulfilments(pool))))
    there = convert(card, first)
    bounds = {area.code: (area.low, area.high) for area in there.areas}
    stepwise = convert(card_of(middle, bounds), second)
    for item, step in zip(convert_along(card, (first, second), convert).areas, stepwise.areas, strict=True):
        assert step.low <= item.low <= item.high <= step.high


@SLOW
@given(st.data())
def test_what_does_not_apply_can_be_anything_on_the_way_too(data):
    """Law: "every target item's true share of what applies lies in its proved interval", of any edition."""
    pool = data.draw(pools())
    divided = data.draw(editions(pool, "a-1", "b-1", "c-1"))
    steps = [data.draw(mappings(pool, old, new)) for old, new in itertools.pairwise(divided)]
    old, middle, new = (data.draw(of_kinds(each)) if data.draw(st.booleans()) else each for each in divided)
    steps = (
        evolve(steps[0], source=old.edition, target=middle.edition),
        evolve(steps[1], source=middle.edition, target=new.edition),
    )
    absent = data.draw(absences(old))
    what = applicability(old.edition, SOMEBODY.kind, absent)
    assume(what.applies(TOTAL))
    filled = data.draw(fulfilments(pool))
    found = convert_along(data.draw(cards(pool, old, filled, absent=absent)), steps, convert)
    gone = frozenset().union(*(old.atoms[code] for code in what.left_out))
    truth = true_points(pool, new, filled, gone)
    for item in found.total.walk():
        assert 0 <= item.low <= item.high <= item.max
        assert item.code not in truth or truth[item.code] in item.interval


@SLOW
@given(st.data())
def test_one_mapping_is_no_chain(data):
    """A conversion by an authored mapping stays what the converter gives."""
    pool = data.draw(pools())
    old, new = data.draw(editions(pool, "a-1", "b-1"))
    mapping = data.draw(mappings(pool, old, new))
    card = data.draw(cards(pool, old, data.draw(fulfilments(pool))))
    assert convert_along(card, (mapping,), convert) == convert(card, mapping)


def halves(first, second, third):
    """Return a split into halves, and a merger of them, between three editions."""
    half = Fraction(1, 2)
    split = [link_of("1", part, Relation.SUPERSET_OF, of_source=half) for part in "12"]
    merged = [link_of(part, "1", Relation.SUBSET_OF, of_target=half) for part in "12"]
    return mapping_of(first, second, split), mapping_of(second, third, merged)


ONE, TWO, AGAIN = edition_of("aa-1", 20), edition_of("bb-1", 10, 10), edition_of("cc-1", 20)
CARD = card_of(ONE, {"1": (18, 18)})


def test_what_is_split_and_merged_is_known_by_the_steps():
    """Of 18 of 20 points at least 8 of 10 are in either half, and 18 of 20 in both together."""
    found = convert_along(CARD, halves(ONE, TWO, AGAIN), convert)
    assert found["1"].interval == found.total.interval == Interval(18, 18)
    assert (found["1"].low_by_steps, found["1"].high_by_steps) == (True, True)
    assert found["1"].reason == (
        "It has a part in common with 1 of aa-1. Both ends are by aa-1-to-bb-1, then bb-1-to-cc-1, one"
        " after the other."
    )
    assert convert(CARD, compose(*halves(ONE, TWO, AGAIN)))["1"].interval == Interval(8, 20)


def test_a_total_is_the_sum_of_what_the_steps_and_their_composition_prove_of_its_parts():
    """Rule: "an area is the intersection of the sum of its questions and its own links; so is a total"."""
    first, second = halves(
        edition_of("aa-1", 20, 20), edition_of("bb-1", 10, 10, 10, 10), edition_of("cc-1", 20, 20)
    )
    # Of the two last in the middle only the sum is known, which the composition keeps and the steps lose.
    both = ("3", "4")
    first = evolve(first, links=(*first.links, evolve(link_of("2", "3", Relation.EQUAL), target=both)))
    second = evolve(second, links=(*second.links, evolve(link_of("3", "2", Relation.EQUAL), source=both)))
    card = card_of(Divided(first.source, {}), {"1": (18, 18), "2": (15, 15)})
    found = convert_along(card, (first, second), convert)
    assert (found["1"].interval, found["2"].interval) == (Interval(16, 20), Interval(15, 15))
    assert (found["1"].low_by_steps, found["2"].low_by_steps) == (True, False)
    assert found.total.interval == Interval(33, 33)


def test_through_an_edition_without_weights_the_composition_stands_alone():
    unweighed = edition_of("bb-1", None, None)
    steps = halves(ONE, unweighed, AGAIN)
    found = convert_along(CARD, steps, convert)
    assert found.total == convert(CARD, compose(*steps)).total
    assert found.steps == ("aa-1-to-bb-1", "bb-1-to-cc-1")


def test_what_steps_and_their_composition_cannot_both_prove_is_a_contradiction():
    """Rule: "An empty intersection is a contradiction in mapping or data, reported"."""

    def doubtful(card, mapping):
        # It proves of the last step alone that nothing is fulfilled.
        found = convert(card, mapping)
        if mapping.source.id != "bb-1":
            return found
        parts = tuple(evolve(part, low=Fraction(0), high=Fraction(0)) for part in found.areas)
        return evolve(found, total=evolve(found.total, low=Fraction(0), high=Fraction(0), parts=parts))

    with pytest.raises(InputError, match="contradict each other for total, 1 of cc-1") as raised:
        convert_along(CARD, halves(ONE, TWO, AGAIN), doubtful)
    assert [problem.code for problem in raised.value.problems] == ["contradictory-mapping"]


def test_what_is_assumed_stays_within_what_the_steps_prove():
    """Rule: "an assumed interval stands beside it, never inside it", and shows no more than can be."""
    first, second = halves(ONE, TWO, AGAIN)
    judged = evolve(first, links=(*first.links, link_of("1", "1", Relation.EQUIVALENT)))
    whole = convert(CARD, compose(judged, second))["1"].assumed
    found = convert_along(CARD, (judged, second), convert)["1"].assumed
    assert (whole.interval, found.interval) == (Interval(9, 19), Interval(18, 18))
    assert found.links == whole.links


def test_what_the_steps_rule_out_is_not_assumed():
    """Rule: a judgement that what is proved rules out is not shown."""
    first, second = halves(ONE, TWO, AGAIN)
    beside = edition_of("aa-1", 20, 20)
    card = card_of(beside, {"1": (18, 18), "2": (2, 2)})
    alone = convert(card, mapping_of(beside, AGAIN, [link_of("2", "1", Relation.EQUIVALENT)]))
    assert alone["1"].assumed.interval == Interval(2, 2)

    def judging(scored, mapping):
        # Of both steps as one it knows the judgement alone.
        return alone if mapping.id == alone.mapping.id else convert(scored, mapping)

    found = convert_along(card, (evolve(first, source=beside.edition), second), judging)
    assert (found["1"].interval, found["1"].assumed) == (Interval(18, 18), None)
    assert (found["1"].basis, found.total.basis) == (Basis.BOUNDED, Basis.BOUNDED)
    assert found["1"].reason == (
        "All of it is 1, 2 of bb-1. Both ends are by aa-1-to-bb-1, then bb-1-to-cc-1, one after the other."
    )
