"""The scorer keeps what every scorer keeps."""

import pytest

from kompass_score_standard.scorer import StandardScorer
from kompass_testing.contracts import ScorerContract


class TestStandard(ScorerContract):
    @pytest.fixture
    def scorer(self):
        return StandardScorer()
