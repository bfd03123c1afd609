"""Mappings in a row: what follows, and what does not."""

from fractions import Fraction

import pytest
from attrs import evolve

from kompass_spec import InputError, compose, find_mapping, identity_mapping, load_registry
from kompass_spec.model import (
    Change,
    Completeness,
    EditionMapping,
    Level,
    Link,
    Reading,
    Relation,
    Share,
    Source,
    Text,
)
from kompass_spec.model.same_meaning import on_release

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


def test_on_another_release_of_its_edition_a_mapping_keeps_all_it_says():
    """Algebra: releases with no major step between them mean
    the same, so nothing is lost by reading one as the other."""
    for mapping in REGISTRY.mappings():
        later = evolve(mapping.source, release="1.99.0")
        moved = on_release(mapping, "source", later)
        assert moved.source == later
        assert on_release(moved, "source", mapping.source) == mapping


def test_a_mapping_is_found_with_its_ranges_and_covers_for_a_result_on_an_earlier_release():
    old, new = REGISTRY["se-2010"], REGISTRY["se-2016"]
    link = Link(
        source=("1",), target=("1",), relation=Relation.INTERSECTS, changes=(Change.SAME,), cited=("s",),
        reasons=(Text({"en": "Made up."}),), reading=Reading.AUTHORS,
        of_source=Share(Fraction(1, 2), Fraction(3, 4)), of_target=Share(Fraction(1, 4), Fraction(1)),
    )  # fmt: skip
    mapping = EditionMapping(
        source=evolve(old, release="1.98.0"), target=new, source_release=1, target_release=1, levels=(),
        links=(link,), covered=("1",), sources=(Source(id="s", title="S"),),
    )  # fmt: skip
    registry = REGISTRY.with_mapping(mapping)
    found = find_mapping("se-2010", "se-2016", registry)
    assert (found.source, found.links, found.covered) == (old, (link,), ("1",))


def test_what_only_the_other_release_has_is_left_out_with_what_rests_on_it():
    new = REGISTRY["se-2016"]
    whole = identity_mapping(new)
    poorer = evolve(
        new,
        completeness=Completeness.AREAS,
        areas=tuple(evolve(area, questions=(), headings=()) for area in new.areas),
    )
    mapping = evolve(whole, covered=("1", "1.1"), levels=(Level.AREAS, Level.QUESTIONS))
    found = on_release(mapping, "source", poorer)
    assert {code for link in found.links for code in link.source} == {*"12345678", "total"}
    assert (found.covered, found.levels) == (("1",), (Level.AREAS,))
