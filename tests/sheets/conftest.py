"""What the tests of sheets share: composing the sheet of a result, with all that goes with it."""

from pathlib import Path

import pytest

from kompass_spec import Registry, load_registry, score_path
from kompass_spec.results.comparisons import compare_scorecards
from kompass_spec.results.standings import gather, standing_of
from kompass_spec.sheets.contents import ResultContent
from kompass_spec.sheets.result import compose_result

EXAMPLE = Path(__file__).parents[2] / "docs/examples/ornskoldsvik-2017.md"


@pytest.fixture(scope="session")
def compose():
    def composed(card, *history, registry=None, language="sv", **more):
        registry = registry if isinstance(registry, Registry) else load_registry()
        comparison = compare_scorecards((*history, card), registry=registry) if history else None
        content = ResultContent(scorecard=card, history=history, comparison=comparison, **more)
        return compose_result(content, registry, language)

    return composed


@pytest.fixture(scope="session")
def example():
    return score_path(EXAMPLE).scorecards


@pytest.fixture(scope="session")
def standing(example):
    registry = load_registry()
    edition = registry[example[0].assessment.edition]
    return standing_of(gather(), edition, asked=example[0], registry=registry)
