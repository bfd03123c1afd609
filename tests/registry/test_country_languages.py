"""What is said of editions and mappings is there in the languages of their country, and in English."""

import pytest

from kompass_spec import load_registry

LANGUAGES = {"SE": {"sv"}, "NO": {"nb", "nn"}, "DK": {"da"}}
EVERY = {"da", "en", "nb", "nn", "sv"}
REGISTRY = load_registry()


@pytest.mark.parametrize("edition", [REGISTRY[name] for name in REGISTRY], ids=lambda edition: edition.id)
def test_rights_and_remarks_of_an_edition(edition):
    wanted = LANGUAGES[edition.country] | {"en"}
    texts = [edition.said_rights, *(note.text for note in edition.notes)]
    texts += [source.said_note for source in edition.sources if source.note is not None]
    assert [dict(text) for text in texts if not wanted <= set(text)] == []
    assert set(edition.said_rights) == EVERY, "rights are read on every page"


@pytest.mark.parametrize("mapping", REGISTRY.mappings(), ids=lambda one: f"{one.source.id}-{one.target.id}")
def test_reasons_and_statements_of_a_mapping_are_read_on_every_page(mapping):
    texts = [reason for link in mapping.links for reason in link.reasons]
    texts += [reason for one in (*mapping.dropped, *mapping.new) for reason in one.reasons]
    texts += [statement.text for statement in mapping.statements]
    assert [dict(text) for text in texts if set(text) != EVERY] == []
