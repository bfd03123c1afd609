"""A mapping between two editions is found: one that is installed, either way round, or a path of several."""

from fractions import Fraction

import pytest
from attrs import evolve

from kompass_spec import InputError, find_mapping, load_registry
from kompass_spec.model import (
    Change,
    EditionMapping,
    Link,
    Reading,
    Relation,
    Share,
    Source,
    Text,
)

REGISTRY = load_registry()
if not REGISTRY:
    pytest.skip("no framework is installed", allow_module_level=True)


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


def test_every_edition_leads_to_itself_whatever_is_known_of_it():
    for edition in REGISTRY:
        assert find_mapping(edition, edition, REGISTRY).id == f"{edition}-to-{edition}"


def test_an_authored_mapping_is_found_both_ways():
    there, back = find_mapping("se-2010", "se-2016", REGISTRY), find_mapping("se-2016", "se-2010", REGISTRY)
    assert back == there.invert()
    assert back.statements == there.statements


def test_where_no_mapping_leads_that_is_said():
    with pytest.raises(InputError, match="No mapping leads from no-2020 to se-2016"):
        find_mapping("no-2020", "se-2016", REGISTRY)


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
