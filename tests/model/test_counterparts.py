"""Which item of another edition an item corresponds to, where there is one that is closer than all others."""

import pytest
from attrs import evolve

from kompass_spec import load_registry
from kompass_spec.model import Relation
from kompass_spec.model.counterparts import single_counterparts

REGISTRY = load_registry()
if not REGISTRY:
    pytest.skip("no framework is installed", allow_module_level=True)
MAPPING = next(mapping for mapping in REGISTRY.mappings() if mapping.id == "se-2016-to-se-2020")


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
