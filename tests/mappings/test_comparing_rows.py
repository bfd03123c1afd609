"""Which items stand in one row, in which order columns do, and what is said where that is not known."""

from itertools import permutations
from pathlib import Path

from attrs import evolve

from kompass_spec import load_registry, score_path
from kompass_spec.model import Relation, SourceFile
from kompass_spec.model.counterparts import single_counterparts
from kompass_spec.results.comparisons import compare_scorecards

ROOT = Path(__file__).parents[2]
MAPPING = next(one for one in load_registry().mappings() if one.id == "se-2016-to-se-2020")
CARD = score_path(ROOT / "docs/examples/ornskoldsvik-2017.md").scorecards[0]


def further(source, relation, target):
    return evolve(MAPPING.links[0], source=(source,), target=(target,), relation=relation)


def test_a_weak_link_more_leaves_a_row_as_it_was():
    """One more link with something in common is no second counterpart of what is judged the same."""
    before = single_counterparts(MAPPING)
    assert len(before) == 8
    for link in (further("2", Relation.INTERSECTS, "1"), further("2.2", Relation.EQUIVALENT, "1")):
        found = single_counterparts(evolve(MAPPING, links=(*MAPPING.links, link)))
        assert before.items() <= found.items()


def test_of_two_that_are_as_close_none_is_the_one():
    found = single_counterparts(
        evolve(MAPPING, links=(*MAPPING.links, further("2", Relation.EQUIVALENT, "1")))
    )
    assert not {"1", "2"} & found.keys()


def test_the_order_of_files_is_not_that_of_columns():
    """Law 6: "The same input gives the same bytes"; and what nobody knows is said to be unknown."""
    cards = [
        evolve(
            CARD, assessment=evolve(CARD.assessment, source=SourceFile(file=f"{name}.md", sha256=name * 64))
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
