"""A scorer that does what is no sum passes the contract of scorers; what checks sums does not apply to it."""

from fractions import Fraction

import pytest
from attrs import evolve

from kompass_score_standard.scorer import StandardScorer
from kompass_testing.contracts import ScorerContract


class Capped:
    """A scorer that counts no more than half of the points."""

    name = "capped"

    def score(self, request):
        card = StandardScorer().score(request)
        total, cap = card.total, card.total.max / Fraction(2)
        return evolve(card, total=evolve(total, low=min(total.low, cap), high=min(total.high, cap), max=cap))


class TestCapped(ScorerContract):
    of_sums = False

    @pytest.fixture
    def scorer(self):
        return Capped()
