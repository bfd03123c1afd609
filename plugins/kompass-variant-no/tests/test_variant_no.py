"""The Norwegian variant: editions with sources, names that are recognised, and the mapping to Sweden."""

import shutil
from importlib.resources import files
from pathlib import Path

import pytest

from kompass_spec import InputError, find_mapping, load_plugins, load_registry
from kompass_spec.model import Completeness, OrganisationKind, Reading, Relation
from kompass_spec.registry.ledger import ReleaseKind, read_ledger
from kompass_spec.releases.verification import verify_folder

OURS = "kompass-variant-no"
FOLDER = files("kompass_variant_no")
REGISTRY = load_registry()
EDITIONS = ("no-2003", "no-2010", "no-2020")


def test_the_plugin_brings_one_framework_and_two_languages():
    plugins = load_plugins("frameworks", "catalogues")
    brought = {(plugin.kind, plugin.name) for plugin in plugins.loaded if plugin.distribution == OURS}
    assert brought == {("frameworks", "norway"), ("catalogues", "nb"), ("catalogues", "nn")}
    assert [failure for failure in plugins.failures if failure.distribution == OURS] == []


def test_everything_is_released_and_whole():
    """Law 4: "A published release never changes: same bytes, same digest, for ever.\""""
    verified = verify_folder(FOLDER, OURS, registry=REGISTRY, plugins=load_plugins("scorers"), drafts=True)
    assert verified.problems == ()
    ledger = read_ledger(FOLDER)
    assert ledger.ids(ReleaseKind.EDITION) == EDITIONS
    assert ledger.ids(ReleaseKind.MAPPING) == ("no-2010-to-se-2010",)
    assert all(REGISTRY[name].is_released for name in EDITIONS)


@pytest.mark.parametrize("name", EDITIONS)
def test_every_fact_has_a_source_with_an_address(name):
    """Law 3: "… every fact of an edition or mapping cites its source.\""""
    edition = REGISTRY[name]
    assert (edition.country, edition.language) == ("NO", "nb")
    assert all(source.url for source in edition.sources)
    cited = {
        edition.source,
        *(note.source for note in edition.notes),
        *(area.source for area in edition.areas),
    }
    assert cited - {None} <= {source.id for source in edition.sources}
    assert all({"en", "nb"} <= set(note.text) for note in edition.notes)
    assert "state no licence" in edition.rights or not edition.areas


def test_what_is_known_of_the_editions():
    assert {name: REGISTRY[name].completeness for name in EDITIONS} == {
        "no-2003": Completeness.PARTIAL,
        "no-2010": Completeness.AREAS,
        "no-2020": Completeness.PARTIAL,
    }
    assert {name: REGISTRY[name].max for name in EDITIONS} == {
        "no-2003": None,
        "no-2010": 800,
        "no-2020": None,
    }
    assert REGISTRY["no-2020"].areas == ()
    assert len(REGISTRY["no-2003"].areas) == 2
    shared = REGISTRY["no-2010"]
    assert (shared.valid_from, shared.valid_to) == ("2010", "2019")
    assert all(area.title["nn"] for area in shared.areas)
    assert shared.item("5").aliases == ("Serviceutvikling og effektivitet",)
    assert "Offentlighet og demokratisk kontroll" in shared.item("1").aliases
    assert any("164" in note.text["en"] and note.source == "ks-konsulent" for note in shared.notes)


def test_a_title_is_given_in_the_norwegian_that_was_asked_for_and_else_in_the_other():
    """Small decision: "… `nb` for `nn` and `nn` for `nb`, then the edition's own language …\""""
    title = REGISTRY["no-2010"].item("4").title
    assert title.in_language("nn-NO", "nb").words == "Leiarskap, ansvar og delegering"
    assert title.in_language("nb", "nb").words == "Lederskap, ansvar og delegasjon"
    assert title.in_language("sv", "nb").language == "nb"
    assert REGISTRY["no-2003"].item("1").title.in_language("nn", "nb").language == "nb"


def test_the_mapping_to_sweden_is_the_publishers_and_proves_nothing():
    mapping = find_mapping("no-2010", "se-2010", REGISTRY)
    assert [(link.source, link.target) for link in mapping.links] == [
        ((str(n),), (str(n),)) for n in range(1, 9)
    ]
    assert {link.relation for link in mapping.links} == {Relation.EQUIVALENT}
    assert {link.reading for link in mapping.links} == {Reading.PUBLISHER}
    assert all({"en", "sv", "nb", "nn"} <= set(reason) for link in mapping.links for reason in link.reasons)
    statements = {statement.edition: statement for statement in mapping.statements}
    assert "350" in statements["no-2010"].text["en"]
    assert "460" in statements["se-2010"].text["en"]
    unbounded = [each.low is None is each.high for each in mapping.statements]
    assert all(unbounded), "nobody has given points to add"
    assert mapping.invert().invert() == mapping


def test_where_the_swedish_editions_are_not_installed_the_mapping_costs_itself_and_one_sentence(monkeypatch):
    """Law 10: "A broken plugin costs its own feature and one clear sentence, never the program.\""""
    monkeypatch.setenv("KOMPASS_PLUGINS", OURS)
    registry = load_registry()
    assert tuple(registry) == EDITIONS
    assert registry.problems == ()
    assert registry.mappings() == ()
    (problem,) = registry.mapping_problems()
    assert problem.code == "unknown-edition"
    assert problem.file is not None
    assert problem.file.startswith(f"{OURS}: ")
    assert "'se-2010'" in problem.message
    with pytest.raises(InputError, match="'se-2010'"):
        find_mapping("no-2010", "no-2003", registry)


def test_a_release_of_this_package_that_was_altered_is_not_used(tmp_path: Path):
    """Law 4, of a partner's framework: what is not what was published costs itself, and is said."""
    copy = tmp_path / "copy"
    shutil.copytree(str(FOLDER), copy, ignore=shutil.ignore_patterns("__pycache__", "*.py"))
    release = copy / "releases/no-2010/1.0.0.json"
    release.write_bytes(release.read_bytes().replace(b"Resultatfokus", b"Resultatfokos"))
    verified = verify_folder(copy, OURS, registry=REGISTRY, plugins=load_plugins("scorers"))
    assert {problem.code for problem in verified.problems} == {"altered-release"}


@pytest.mark.parametrize(
    ("title", "name", "code"),
    [
        ("Kommunekompasset i Hareid kommune", "Hareid", "1517"),
        ("Kommunekompasset: Ulstein kommune", "Ulstein", "1516"),
        ("Evaluering av forvaltningspraksisen i Øvre Eiker kommune", "Øvre Eiker", "3314"),
    ],
)
def test_those_whose_evaluations_are_known_are_in_the_register(title, name, code):
    """A register of the variant gives a report's municipality the name and number that others know it by."""
    (organisation,) = [
        each for each in REGISTRY.organisations() if each.country == "NO" and each.name in title
    ]
    assert (organisation.name, organisation.code, organisation.kind) == (
        name,
        code,
        OrganisationKind.MUNICIPALITY,
    )
