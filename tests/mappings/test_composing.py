"""Mappings in a row: what follows, and what does not."""

import pytest

from kompass_spec import InputError, compose, find_mapping, identity_mapping, load_registry
from kompass_spec.model import Relation

REGISTRY = load_registry()


def test_a_path_of_mappings_is_composed():
    found = find_mapping("se-2010", "se-2020", REGISTRY)
    assert found.id == "se-2010-to-se-2020"
    assert {link.source[0]: link.target[0] for link in found.links}["2"] == "5"
    assert all(link.is_assumed for link in found.links)
    assert all(len(link.reasons) == 2 for link in found.links)
    assert found.release is None
    back = find_mapping("se-2020", "se-2010", REGISTRY)
    assert {(link.source, link.target) for link in back.links} == {
        (link.target, link.source) for link in found.links
    }


def test_an_authored_mapping_is_found_both_ways():
    there, back = find_mapping("se-2010", "se-2016", REGISTRY), find_mapping("se-2016", "se-2010", REGISTRY)
    assert back == there.invert()
    assert back.statements == there.statements


def test_where_no_mapping_leads_that_is_said():
    with pytest.raises(InputError, match="No mapping leads from no-2020 to se-2016"):
        find_mapping("no-2020", "se-2016", REGISTRY)


def test_mappings_that_do_not_meet_cannot_be_composed():
    found = {mapping.id: mapping for mapping in REGISTRY.mappings()}
    first, second = found["se-2010-to-se-2016"], found["se-2016-to-se-2020"]
    with pytest.raises(InputError, match="do not meet"):
        compose(second, first)


def test_the_identity_changes_nothing():
    """Algebra: composing with the identity gives the mapping again, whichever side it stands on."""
    for mapping in REGISTRY.mappings():
        areas = {area.code for area in mapping.source.areas}

        def between_areas(found, areas=areas):
            return {
                (link.source, link.target): link.relation
                for link in found.links
                if len(link.source) == 1 and {link.source[0], link.target[0]} <= areas
            }

        for composed in (
            compose(identity_mapping(mapping.source), mapping),
            compose(mapping, identity_mapping(mapping.target)),
        ):
            assert between_areas(composed) == between_areas(mapping)
            assert Relation.EQUAL not in between_areas(composed).values()
