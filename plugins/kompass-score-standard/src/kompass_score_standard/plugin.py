"""Bring the scorer of this package to kompass-spec."""

from collections.abc import Sequence

from kompass_score_standard.scorer import StandardScorer
from kompass_spec import Scorer, hookimpl

kompass_api = 1


@hookimpl
def kompass_scorers() -> Sequence[Scorer]:
    """Return the one scorer of this package."""
    return [StandardScorer()]
