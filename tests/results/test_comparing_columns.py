"""In which order the columns of a comparison stand, and what is said where that is not known."""

from importlib.metadata import entry_points
from itertools import permutations
from pathlib import Path

import pytest
from attrs import evolve

from kompass_spec import score_path
from kompass_spec.model import SourceFile
from kompass_spec.results.comparisons import compare_scorecards

ROOT = Path(__file__).parents[2]
NEEDED = {"kompass-frameworks", "kompass-import-report", "kompass-score-standard"}
INSTALLED = {point.dist.name for point in entry_points(group="kompass") if point.dist is not None}
if not NEEDED <= INSTALLED:
    pytest.skip(f"not installed: {NEEDED - INSTALLED}", allow_module_level=True)


def test_the_order_of_files_is_not_that_of_columns():
    """Law 6: "The same input gives the same bytes"; and what nobody knows is said to be unknown."""
    (card, *_) = score_path(ROOT / "docs/examples/ornskoldsvik-2017.md").scorecards
    cards = [
        evolve(
            card, assessment=evolve(card.assessment, source=SourceFile(file=f"{name}.md", sha256=name * 64))
        )
        for name in "abc"
    ]
    tables = [compare_scorecards(order) for order in permutations(cards)]
    assert all(table == tables[0] for table in tables)
    assert (
        tables[0]
        .rows[0]
        .changes[0]
        .reason.endswith("Which of the two results came first is not known: they are of the same year.")
    )
    another = evolve(cards[1], assessment=evolve(cards[1].assessment, year=2030))
    assert "not known" not in compare_scorecards([cards[0], another]).rows[0].changes[0].reason
