"""Mappings in a row: what follows, and what does not."""

import pytest
from attrs import evolve

from kompass_spec import InputError, compose, identity_mapping, load_registry
from kompass_spec.model import (
    Completeness,
    Level,
    Relation,
)
from kompass_spec.model.same_meaning import on_release
from kompass_spec.model.side import Side

REGISTRY = load_registry()
if not REGISTRY:
    pytest.skip("no framework is installed", allow_module_level=True)


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


def test_on_another_release_of_its_edition_a_mapping_keeps_all_it_says():
    """Algebra: releases with no major step between them mean
    the same, so nothing is lost by reading one as the other."""
    for mapping in REGISTRY.mappings():
        later = evolve(mapping.source, release="1.99.0")
        moved = on_release(mapping, Side.SOURCE, later)
        assert moved.source == later
        assert on_release(moved, Side.SOURCE, mapping.source) == mapping


def test_what_only_the_other_release_has_is_left_out_with_what_rests_on_it():
    new = REGISTRY["se-2016"]
    whole = identity_mapping(new)
    poorer = evolve(
        new,
        completeness=Completeness.AREAS,
        areas=tuple(evolve(area, questions=(), headings=()) for area in new.areas),
    )
    mapping = evolve(whole, covered=("1", "1.1"), levels=(Level.AREAS, Level.QUESTIONS))
    found = on_release(mapping, Side.SOURCE, poorer)
    assert {code for link in found.links for code in link.source} == {*"12345678", "total"}
    assert (found.covered, found.levels) == (("1",), (Level.AREAS,))
