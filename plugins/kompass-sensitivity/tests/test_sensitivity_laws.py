"""What holds of every analysis, and figures that were computed in other ways."""

import math
import re
from fractions import Fraction
from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings, strategies as st

from kompass_sensitivity.draws import FACTOR_BITS
from kompass_sensitivity.figures import Known, Span, figures_of
from kompass_sensitivity.sensitivity import sensitivity_of
from kompass_sensitivity.sources import DirichletWeights, Sources, WeightRange
from kompass_sensitivity.spoken_places import share_figure
from kompass_spec import InputError, Interval, Rank, Registry, UsageError, ranks
from kompass_spec.sheets.spoken import Spoken
from kompass_spec.wording.wording import wording_for

points = st.integers(40, 60)
tables = st.lists(st.lists(points, min_size=8, max_size=8), min_size=2, max_size=6)
weights = st.sampled_from([None, WeightRange(Fraction(1, 4)), DirichletWeights(Fraction(20))])
sources = st.builds(Sources, rounding=st.booleans(), weights=weights, mapping=st.just(True))


@given(
    rows=tables, sources=sources, chunk=st.integers(1, 400), jobs=st.integers(1, 3), seed=st.integers(0, 99)
)
@settings(max_examples=15, deadline=None)
def test_the_same_seed_gives_the_same_bits_however_draws_are_divided(made, rows, sources, chunk, jobs, seed):
    members = made.cohort(*(made.card_of(f"M{place}", row) for place, row in enumerate(rows)))
    asked = {"sources": sources, "draws": 300, "seed": seed}
    whole = sensitivity_of(members, made.edition, **asked)
    assert sensitivity_of(members, made.edition, **asked, chunk=chunk, jobs=jobs) == whole


@given(rows=tables, sources=sources)
@settings(max_examples=15, deadline=None)
def test_chances_add_up_and_draws_lie_within_what_is_possible(made, rows, sources):
    members = made.cohort(*(made.card_of(f"M{place}", row) for place, row in enumerate(rows)))
    found = sensitivity_of(members, made.edition, sources=sources, draws=200)
    count = len(found.places)
    for pair in found.pairs:
        assert pair.ahead.value + pair.behind + pair.equal == 1
        if pair.is_certain:
            assert pair.ahead.value == 1
    for place in found.places:
        assert sum(place.acceptability) == 1
        assert place.possible.best <= place.seen.best <= place.likely.best <= place.median
        assert place.median <= place.likely.worst <= place.seen.worst <= place.possible.worst
        assert place.seen.best <= place.mean.value <= place.seen.worst
    for number in range(count):
        assert sum(place.acceptability[number] for place in found.places) == 1


@given(rows=tables)
@settings(max_examples=15, deadline=None)
def test_what_does_not_vary_has_the_exact_ranks(made, rows):
    members = made.cohort(*(made.card_of(f"M{place}", row, exact=True) for place, row in enumerate(rows)))
    varied = Sources(rounding=True, weights=WeightRange(Fraction(0)))
    found = sensitivity_of(members, made.edition, sources=varied, draws=10)
    exact = [one.rank for one in ranks(members, made.edition).members]
    assert [place.rank for place in found.places] == exact
    for place, rank in zip(found.places, exact, strict=True):
        equal = sum(other == rank for other in exact)
        shared = tuple(
            Fraction(rank.best <= number < rank.best + equal, equal) for number in range(1, len(exact) + 1)
        )
        assert place.acceptability == shared
        assert place.mean.error == 0


def agrees(estimate, chance, draws):
    """Tell whether a share of draws is within four standard errors of a chance."""
    return abs(float(estimate) - float(chance)) <= 4 * math.sqrt(chance * (1 - chance) / draws) + 1 / draws


def test_weights_within_a_range_agree_with_the_volume_and_with_a_count_in_plain_python(made):
    """Three areas differ: what the formula says, what a grid of weights counts, and what is drawn."""
    first, second = [60, 50, 50, 50, 50, 50, 50, 50], [50, 55, 54, 50, 50, 50, 50, 50]
    members = made.cohort(made.card_of("A", first, exact=True), made.card_of("B", second, exact=True))
    draws = 20_000
    found = sensitivity_of(
        members, made.edition, sources=Sources(weights=WeightRange(Fraction(1, 2))), draws=draws
    )
    (pair,) = found.pairs
    steps = [0.5 + (cell + 0.5) / 60 for cell in range(60)]
    counted = sum(10 * one > 5 * two + 4 * three for one, two, three in product(steps, repeat=3)) / 60**3
    assert abs(float(pair.chance) - counted) < 0.002
    assert agrees(pair.ahead.value, counted, draws)
    assert not agrees(pair.ahead.value, counted + 0.03, draws)
    assert abs(pair.ahead.running[0] - pair.ahead.value) < 8 * pair.ahead.error
    assert pair.holds_within == Fraction(1, 19)


def test_dirichlet_weights_agree_with_an_integral_in_plain_python(made):
    """One area against another: the share of the first has a beta distribution, integrated by the middles."""
    first, second = [60, 50, *[50] * 6], [50, 57, *[50] * 6]
    members = made.cohort(made.card_of("A", first, exact=True), made.card_of("B", second, exact=True))
    draws, concentration = 20_000, 16
    found = sensitivity_of(
        members, made.edition, sources=Sources(weights=DirichletWeights(Fraction(concentration))), draws=draws
    )
    # Of the two areas that differ, the first one's share of both is beta distributed with c/8 twice.
    shape, cells = concentration / 8, 20_000
    beta = math.gamma(shape) ** 2 / math.gamma(2 * shape)
    middles = [(cell + 0.5) / cells for cell in range(cells)]
    chance = sum((x * (1 - x)) ** (shape - 1) for x in middles if 10 * x > 7 * (1 - x)) / cells / beta
    assert agrees(found.pairs[0].ahead.value, chance, draws)
    assert not agrees(found.pairs[0].ahead.value, chance + 0.03, draws)


def test_rounding_agrees_with_a_count_of_all_figures_that_add_up(made):
    """Eight rounded areas and a total that says they were rounded up, against a total alone.

    How often eight numbers from −½ to ½ add up to what the total allows is counted by adding them up one by
    one on a fine grid.
    """
    low_total = made.card_of("A", [50] * 8, total=398)
    alone = made.card_of("B", [], total=398)
    draws = 20_000
    found = sensitivity_of(
        made.cohort(low_total, alone), made.edition, sources=Sources(rounding=True), draws=draws
    )
    cells = 40
    sums = {0: 1.0}
    for _ in range(8):
        grown = {}
        for total, chance in sums.items():
            for cell in range(cells):
                grown[total + 2 * cell + 1 - cells] = (
                    grown.get(total + 2 * cell + 1 - cells, 0) + chance / cells
                )
        sums = grown
    # Of the sum 2.5 to 1.5 points below that of what is printed; half of a cell at an end is beyond it.
    kept = {
        total / (2 * cells): chance * (0.5 if total in {-5 * cells, -3 * cells} else 1)
        for total, chance in sums.items()
        if -5 * cells <= total <= -3 * cells
    }
    whole = sum(kept.values())
    # The other total is uniform from 397.5 to 398.5.
    chance = sum(share / whole * (total + 2.5) for total, share in kept.items())
    by_name = {
        place.scorecard.assessment.organisation.name: number for number, place in enumerate(found.places)
    }
    (pair,) = found.pairs
    ahead = pair.ahead.value if by_name["A"] == pair.higher else pair.behind
    assert agrees(ahead, chance, draws)
    assert chance > 0.55, "otherwise a uniform total would pass too"


def test_two_totals_alone_have_the_chance_of_two_uniform_numbers(made):
    members = made.cohort(made.card_of("A", [], total=400), made.card_of("B", [], total=400, precision=10))
    (pair,) = sensitivity_of(members, made.edition, sources=Sources(rounding=True), draws=10_000).pairs
    assert pair.chance == Fraction(1, 2)
    assert agrees(pair.ahead.value, 0.5, 10_000)


def test_a_rank_of_its_own_kind_is_said_by_its_error(made):
    """The standard error is that of the mean place over the draws, computed anew from single draws."""
    rows = [[50, 60, 50, 50, 50, 50, 50, 50], [60, 50, 50, 50, 50, 50, 50, 50]]
    members = made.cohort(*(made.card_of(f"M{place}", row) for place, row in enumerate(rows)))
    draws = 500
    found = sensitivity_of(
        members, made.edition, sources=Sources(weights=WeightRange(Fraction(1, 2))), draws=draws
    )
    place = found.places[0]
    shares = np.repeat([1.0, 2.0], [int(share * draws) for share in place.acceptability])
    assert float(place.mean.value) == pytest.approx(shares.mean())
    assert float(place.mean.error) == pytest.approx(shares.std(ddof=1) / math.sqrt(draws), abs=2e-6)


def test_figures_that_hardly_add_up_are_drawn_within_their_bounds_and_said(made):
    """Nearly the most that eight areas can be rounded from: no attempt meets it, and no total leaves it."""
    narrow = made.card_of("A", [50] * 8, total="403.95", of_total="0.1")
    other = made.card_of("B", [50] * 8, total=400)
    found = sensitivity_of(made.cohort(narrow, other), made.edition, sources=Sources(rounding=True), draws=50)
    (pair,) = found.pairs
    assert pair.ahead.value == 1
    assert Fraction(7, 2) - 1 <= pair.difference <= Fraction(9, 2)
    assert found.places[0].narrow > 0
    assert "A" in found.problems[-1].message


def test_one_result_is_no_ranking(made):
    with pytest.raises(InputError, match="needs two results"):
        sensitivity_of(made.cohort(made.card_of("A", [50] * 8)), made.edition, sources=Sources(rounding=True))


def test_everything_that_cannot_be_asked_for_is_said_at_once(made):
    members = made.cohort(made.card_of("A", [50] * 8), made.card_of("B", [51] * 8))
    with pytest.raises(UsageError) as error:
        sensitivity_of(members, made.edition, sources=Sources(), draws=0, seed=-1, jobs=0)
    assert len(error.value.problems) == 4


def test_a_single_draw_is_enough_to_say_something(made):
    members = made.cohort(made.card_of("A", [50] * 8), made.card_of("B", [51] * 8))
    found = sensitivity_of(members, made.edition, sources=Sources(rounding=True), draws=1)
    assert found.places[0].seen == Rank(1, 1, 2)
    assert FACTOR_BITS == 20


def test_figures_that_are_not_varied_add_up_to_what_is_printed(made):
    """Eight areas of 50 with totals of 402 and 401 were rounded down: they are moved, as little as can be."""
    members = made.cohort(made.card_of("A", [50] * 8, total=402), made.card_of("B", [50] * 8, total=401))
    found = sensitivity_of(
        members, made.edition, sources=Sources(weights=WeightRange(Fraction(1, 10))), draws=50
    )
    (pair,) = found.pairs
    assert (pair.is_certain, pair.chance) == (True, 1)
    assert abs(pair.difference - 1) < Fraction(1, 100)


@pytest.mark.parametrize(("together", "low", "high"), [((5, 6), 5, 6), ((0, 20), 3, 7)])
def test_items_add_up_to_what_they_and_their_sum_allow(made, together, low, high):
    items, card = (Interval(1, 3), Interval(2, 4)), made.card_of("A", [50] * 8)
    known = Known(
        scorecard=card,
        told=Interval(0, 20),
        items=items,
        total=Interval(0, 20),
        groups=(Interval(*together),),
    )
    figures = figures_of([known], ["1", "2"], [Fraction(10)] * 2, [2])
    assert figures.spans(0) == (Span(slice(0, 2), low * figures.units, high * figures.units),)


def test_what_is_neither_always_nor_never_is_not_rounded_to_that():
    spoken = Spoken(registry=Registry.of([]), language="en", wording=wording_for("en"))
    shares = [Fraction(0), Fraction(1, 1000), Fraction(999, 1000), Fraction(1)]
    shown = [share_figure(share, spoken).shown for share in shares]
    assert [re.sub(r"\D", "", one) for one in shown] == ["0", "1", "99", "100"]
