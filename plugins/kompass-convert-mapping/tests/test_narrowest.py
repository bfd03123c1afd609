"""The bounds are the narrowest that are true: held against linear programmes over all contents."""

from fractions import Fraction

import pytest
from hypothesis import HealthCheck, Phase, given, settings, strategies as st

from kompass_convert_mapping.converter import MappingConverter
from kompass_spec.plugins.requests import ConvertRequest
from kompass_testing.contents import Contents, LeafContents
from kompass_testing.worlds import (
    all_links,
    cards,
    editions,
    fulfilments,
    mapping_of,
    narrowed,
    pools,
    single_links,
    weakened,
)

pytest.importorskip(
    "scipy.optimize", reason="the solver is in the dependency group `solver`: uv sync --group solver"
)

SLOW = settings(
    deadline=None,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much],
)
NEAR = Fraction(1, 10**6)
"""As near as the solver comes."""


def convert(card, mapping):
    return MappingConverter().convert(ConvertRequest(scorecard=card, mapping=mapping))


@st.composite
def worlds_of_lowest_items(draw):
    """Draw two editions, a mapping of all that their lowest items share, and a scorecard."""
    pool = draw(pools())
    old, new = draw(editions(pool, "aa-1", "bb-1"))
    links = single_links(pool, old, new)
    card = draw(narrowed(draw(cards(pool, old, draw(fulfilments(pool))))))
    kept = [link for link in links if draw(st.integers(0, 5))]
    return old, new, mapping_of(old, new, kept), card


@SLOW
@given(worlds_of_lowest_items())
def test_for_exact_shares_between_lowest_items_every_row_is_the_optimum(world):
    """Law: "narrowest: for exact shares between lowest items the bounds equal that linear programme's
    optimum".
    """
    old, new, mapping, card = world
    conversion = convert(card, mapping)
    programme = LeafContents(old, new, mapping.links, card)
    for item in conversion.total.walk():
        low, high = programme.ends(item.code)
        assert abs(item.low - low) < NEAR, item.code
        assert abs(item.high - high) < NEAR, item.code


@SLOW
@given(st.data())
def test_links_of_every_kind_prove_nothing_that_some_content_refutes(data):
    """Law: "sound against the worst truth: [...] the one that a linear programme over all contents finds"."""
    pool = data.draw(pools(most=5))
    old, new = data.draw(editions(pool, "aa-1", "bb-1"))
    links = [link for link in all_links(pool, old, new) if data.draw(st.integers(0, 3)) == 0][:8]
    card = data.draw(narrowed(data.draw(cards(pool, old, data.draw(fulfilments(pool))))))
    programme = Contents(old, new, links, card)
    said = [data.draw(weakened(link)) for link in links]
    for mapping in (mapping_of(old, new, links), mapping_of(old, new, said)):
        conversion = convert(card, mapping)
        for item in conversion.total.walk():
            low, high = programme.ends(item.code)
            assert item.low <= low + NEAR, item.code
            assert high - NEAR <= item.high, item.code
