"""What is laid out once for a mapping serves every scorecard, whatever was converted before."""

from fractions import Fraction

import pytest
from attrs import evolve
from hypothesis import HealthCheck, given, settings, strategies as st

from kompass_convert_mapping.converter import MappingConverter
from kompass_spec.plugins.requests import ConvertRequest
from kompass_testing import worlds


def converted(card, mapping):
    conversion = MappingConverter().convert(ConvertRequest(scorecard=card, mapping=mapping, certified=True))
    return conversion.total, conversion.weakest_links, conversion.certificate


@pytest.mark.slow
@settings(deadline=None, suppress_health_check=list(HealthCheck))
@given(st.data())
def test_a_scorecard_is_converted_as_if_it_were_the_first(data):
    """Rule: with other maxima, other digits or other bounds, by a mapping that was used before."""
    pool = data.draw(worlds.pools(most=5))
    old, new = data.draw(worlds.editions(pool, "aa-1", "bb-1"))
    mapping = data.draw(worlds.mappings(pool, old, new))
    absent = data.draw(worlds.absences(old))
    thirds = worlds.true_points(pool, old, [Fraction(1, 3)] * len(pool))
    fulfilled = [data.draw(worlds.fulfilments(pool)) for _ in range(3)]
    cards = [
        data.draw(worlds.cards(pool, old, fulfilled[0])),
        data.draw(worlds.cards(pool, old, fulfilled[1], absent=absent)),
        worlds.card_of(old, {code: (points, points) for code, points in thirds.items()}),
    ]
    for card in (*cards, cards[0]):
        assert converted(card, mapping) == converted(card, evolve(mapping))
