"""The Danish variant: the edition of 2009 with its sources, and what its names say of Swedish ones."""

from importlib.resources import files

import pytest

from kompass_spec import InputError, find_mapping, load_plugins, load_registry
from kompass_spec.model import Completeness, MappingStatus, Reading, Relation
from kompass_spec.registry.ledger import ReleaseKind, read_ledger
from kompass_spec.releases.verification import verify_folder

OURS = "kompass-variant-dk"
FOLDER = files("kompass_variant_dk")
REGISTRY = load_registry()
EDITION = REGISTRY["dk-2009"]


def test_the_plugin_brings_one_framework_and_one_language():
    plugins = load_plugins("frameworks", "catalogues")
    brought = {(plugin.kind, plugin.name) for plugin in plugins.loaded if plugin.distribution == OURS}
    assert brought == {("frameworks", "denmark"), ("catalogues", "da")}
    assert [failure for failure in plugins.failures if failure.distribution == OURS] == []


def test_everything_is_released_and_whole():
    """Law 4: "A published release never changes: same bytes, same digest, for ever.\""""
    verified = verify_folder(FOLDER, OURS, registry=REGISTRY, plugins=load_plugins("scorers"), drafts=True)
    assert verified.problems == ()
    ledger = read_ledger(FOLDER)
    assert ledger.ids(ReleaseKind.EDITION) == ("dk-2009",)
    assert ledger.ids(ReleaseKind.MAPPING) == ("dk-2009-to-se-2002", "dk-2009-to-se-2010")
    assert EDITION.is_released


def test_seven_of_eight_themes_are_known_and_the_eighth_is_not_made_up():
    """Law 3: "Nothing is invented. Unknown stays unknown …\""""
    assert (EDITION.country, EDITION.language) == ("DK", "da")
    assert (EDITION.completeness, EDITION.max) == (Completeness.PARTIAL, None)
    assert [area.code for area in EDITION.areas] == [str(number) for number in range(1, 8)]
    assert all(area.max is None for area in EDITION.areas)
    assert all(source.url for source in EDITION.sources)
    assert any("Lokalsamf" in note.text["en"] for note in EDITION.notes)
    assert all({"en", "da"} <= set(note.text) for note in EDITION.notes)


@pytest.mark.parametrize(("target", "linked"), [("se-2002", 1), ("se-2010", 7)])
def test_mappings_go_as_far_as_names_carry_and_are_our_reading(target, linked):
    mapping = find_mapping("dk-2009", target, REGISTRY)
    assert [link.source for link in mapping.links] == [(str(number),) for number in range(1, linked + 1)]
    assert {link.relation for link in mapping.links} == {Relation.EQUIVALENT}
    assert {link.reading for link in mapping.links} == {Reading.AUTHORS}
    assert mapping.status is MappingStatus.DRAFT
    assert mapping.levels == ()
    assert all({"en", "sv", "da"} <= set(reason) for link in mapping.links for reason in link.reasons)


def test_where_the_swedish_editions_are_not_installed_each_mapping_costs_itself_and_one_sentence(monkeypatch):
    """Law 10: "A broken plugin costs its own feature and one clear sentence, never the program.\""""
    monkeypatch.setenv("KOMPASS_PLUGINS", OURS)
    registry = load_registry()
    assert (tuple(registry), registry.problems, registry.mappings()) == (("dk-2009",), (), ())
    assert [problem.code for problem in registry.mapping_problems()] == ["unknown-edition"] * 2
    with pytest.raises(InputError, match="There is no edition 'se-2010'"):
        find_mapping("dk-2009", "se-2010", registry)
