"""Draws: the same for every division, and of the distributions that are said."""

from fractions import Fraction
from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings, strategies as st

from kompass_sensitivity.draws import Drawer, Matrix, uniforms
from kompass_sensitivity.figures import figures_of
from kompass_sensitivity.sources import DirichletWeights, WeightRange, parse_weights
from kompass_spec import UsageError


def figures(maxima=(100, 100), members=()):
    codes = [str(number) for number, _ in enumerate(maxima)]
    return figures_of(members, codes, [Fraction(one) for one in maxima], [1] * len(maxima))


@given(
    seed=st.integers(0, 2**64 - 1),
    start=st.integers(0, 10**9),
    cut=st.integers(0, 30),
    width=st.integers(1, 9),
    kind=st.integers(0, 3),
)
@settings(max_examples=25)
def test_a_draw_depends_on_its_number_alone(seed, start, cut, width, kind):
    whole = uniforms(seed, (kind, 3), 5, start, 30, width)
    assert (uniforms(seed, (kind, 3), 5, start + cut, 30 - cut, width) == whole[cut:]).all()
    assert ((whole >= 0) & (whole < 1)).all()


def test_what_is_drawn_the_attempt_and_the_seed_give_other_numbers():
    seen = {
        tuple(uniforms(seed, (kind, number), attempt, 0, 2, 2).ravel().tolist())
        for seed, kind, number, attempt in product((1, 2), (0, 1), (0, 1), (0, 1))
    }
    assert len(seen) == 16


def test_these_numbers_never_change():
    """A seed that was printed beside a figure is to give it again in years to come."""
    assert uniforms(1, (0, 0), 0, 0, 1, 2).tolist() == [[0.3035680343067586, 0.8487087496857769]]


def test_weights_within_a_range_are_uniform():
    drawer = Drawer(figures=figures(), weights=WeightRange(Fraction(1, 5)), seed=7)
    raw = drawer.raw_weights(0, 40_000)
    assert raw.min() >= 80
    assert raw.max() <= 120
    assert abs(raw.mean() - 100) < 0.2
    assert abs(raw.std() - 40 / 12**0.5) < 0.1
    assert abs(np.corrcoef(raw.T)[0, 1]) < 0.02
    assert (raw != drawer.raw_weights(0, 40_000, Matrix.SECOND)).all()


@pytest.mark.parametrize(("concentration", "maxima"), [(50, (100, 300)), (2, (100, 100, 600)), (5, (1, 1))])
def test_dirichlet_weights_have_its_means_and_variances(concentration, maxima):
    """Of a Dirichlet distribution the mean is a, and the variance a(1 − a)/(c + 1)."""
    drawer = Drawer(figures=figures(maxima), weights=DirichletWeights(Fraction(concentration)), seed=3)
    count = 40_000
    raw = drawer.raw_weights(0, count)
    shares = raw / raw.sum(axis=1, keepdims=True)
    for column, maximum in enumerate(maxima):
        mean = maximum / sum(maxima)
        variance = mean * (1 - mean) / (concentration + 1)
        assert abs(shares[:, column].mean() - mean) < 4 * (variance / count) ** 0.5
        assert abs(shares[:, column].var() / variance - 1) < 0.05


def test_weights_that_add_up_keep_the_maximum():
    drawer = Drawer(figures=figures((100, 50, 25)), weights=DirichletWeights(Fraction(9)), seed=3)
    factors = drawer.factors(drawer.raw_weights(0, 100))
    whole = factors @ np.array([100, 50, 25])
    assert (abs(whole - (175 << 20)) <= 175).all()


@pytest.mark.parametrize(
    "wrong",
    ["", "range", "range:", "range:2", "range:-1", "dirichlet:0", "dirichlet:x", "equal:1", "range:1e9"],
)
def test_other_ways_to_vary_weights_are_refused(wrong):
    with pytest.raises(UsageError, match="does not say how weights vary"):
        parse_weights(wrong)
