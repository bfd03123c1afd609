"""What reasoning gives, held against brute force and against the core's own ranking."""

from fractions import Fraction
from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings, strategies as st

from kompass_sensitivity.exact import certain_orders, lead_of, places_of, share_below
from kompass_sensitivity.figures import figures_of
from kompass_sensitivity.known import items_of, known_of
from kompass_sensitivity.sensitivity import sensitivity_of
from kompass_sensitivity.sources import DirichletWeights, Sources, WeightRange
from kompass_spec import Interval, ranks

points = st.integers(0, 100)
cards = st.lists(st.lists(points, min_size=8, max_size=8), min_size=2, max_size=5)


def figures_from(made, rows, sources, *, exact=False):
    members = made.cohort(*(made.card_of(f"M{place}", row, exact=exact) for place, row in enumerate(rows)))
    items = items_of(made.edition)
    known, _ = known_of(members, made.edition, items, sources)
    return known, figures_of(known, items.codes, items.maxima, items.sizes), members


@given(widths=st.lists(st.integers(1, 6), min_size=1, max_size=3), threshold=st.integers(-1, 20))
@settings(max_examples=25)
def test_chances_are_the_share_of_a_fine_grid(widths, threshold):
    """Counted without the formula: the middles of a grid of 24 cells to each side."""
    middles = [[Fraction(2 * cell + 1, 48) * width for cell in range(24)] for width in widths]
    below = sum(sum(corner) < threshold for corner in product(*middles))
    counted = below / 24 ** len(widths)
    assert abs(float(share_below([Fraction(one) for one in widths], Fraction(threshold))) - counted) < 0.05


@given(
    ends=st.lists(st.tuples(st.integers(0, 12), st.integers(0, 4)), min_size=1, max_size=7),
)
@settings(max_examples=25)
def test_places_by_sorting_are_places_by_comparing(ends):
    totals = [Interval(low, low + width) for low, width in ends]
    for place, one in zip(places_of(totals), totals, strict=True):
        others = [*totals]
        others.remove(one)
        assert place.best == 1 + sum(other.low > one.high for other in others)
        assert place.worst == 1 + sum(other.high > one.low for other in others)


@given(rows=cards)
@settings(max_examples=10)
def test_places_by_the_figures_are_those_of_the_core(made, rows):
    known, _, members = figures_from(made, rows, Sources(rounding=True))
    ranking = ranks(members, made.edition)
    assert [one.scorecard for one in known] == [one.scorecard for one in ranking.members]
    assert list(places_of([one.told for one in known])) == [one.rank for one in ranking.members]
    found = sensitivity_of(members, made.edition, sources=Sources(rounding=True), draws=1)
    assert [pair.allowed for pair in found.pairs] == [pair.difference for pair in ranking.pairs]
    assert [pair.is_certain for pair in found.pairs] == [pair.is_certain for pair in ranking.pairs]


@given(rows=cards, share=st.integers(0, 10), is_rounding=st.booleans())
@settings(max_examples=15)
def test_certain_orders_are_those_of_every_pair(made, rows, share, is_rounding):
    _, figures, _ = figures_from(made, rows, Sources(rounding=is_rounding, weights=WeightRange(Fraction(0))))
    for weights in (None, WeightRange(Fraction(share, 10)), DirichletWeights(Fraction(5))):
        certain = certain_orders(figures, weights)
        for one, other in product(range(figures.count), repeat=2):
            if one != other:
                assert certain[one, other] == lead_of(figures, one, other).is_certain(weights)


@given(rows=st.lists(st.lists(points, min_size=8, max_size=8), min_size=2, max_size=2))
@settings(max_examples=10)
def test_a_lead_holds_within_its_range_and_at_no_corner_beyond(made, rows):
    """All corners of the box of weights are tried: a lead that is linear in weights is least at one."""
    _, figures, _ = figures_from(made, rows, Sources(weights=WeightRange(Fraction(0))), exact=True)
    lead = lead_of(figures, 0, 1)
    within = lead.holds_within()
    for share in (within * Fraction(99, 100), within + Fraction(1, 100)):
        if not share:
            continue
        least = min(
            sum(item * (1 + sign * share) for item, sign in zip(lead.items, signs, strict=True))
            for signs in product((-1, 1), repeat=len(made.codes))
        )
        if share < within:
            assert least > 0
        elif within < 1:
            assert least < 0 or not any(lead.items)


def test_whoever_is_ahead_in_every_area_is_ahead_by_any_weights(made):
    _, figures, _ = figures_from(made, [[60] * 8, [50] * 8], Sources(rounding=True))
    assert certain_orders(figures, DirichletWeights(Fraction(1))).tolist() == [[False, True], [False, False]]
    _, figures, _ = figures_from(made, [[60] * 7 + [49], [50] * 8], Sources(rounding=True))
    assert not certain_orders(figures, DirichletWeights(Fraction(1))).any()
    assert np.asarray(certain_orders(figures, WeightRange(Fraction(1, 10)))).any()


def test_widths_beyond_any_threshold():
    assert share_below([Fraction(2)], Fraction(3)) == 1
    assert share_below([Fraction(2)], Fraction(-1)) == 0
    with pytest.raises(ZeroDivisionError):
        share_below([Fraction(0)], Fraction(1))
