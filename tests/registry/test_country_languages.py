"""What is said of editions and mappings is there in the languages of their country, and in English."""

import pytest

from kompass_spec import load_registry

LANGUAGES = {"SE": {"sv"}, "NO": {"nb", "nn"}, "DK": {"da"}}
REGISTRY = load_registry()


@pytest.mark.parametrize("edition", [REGISTRY[name] for name in REGISTRY], ids=lambda edition: edition.id)
def test_rights_and_remarks_of_an_edition(edition):
    wanted = LANGUAGES[edition.country] | {"en"}
    texts = [edition.said_rights, *(note.text for note in edition.notes)]
    texts += [source.said_note for source in edition.sources if source.note is not None]
    assert [dict(text) for text in texts if not wanted <= set(text)] == []
    assert set(edition.said_rights) == {"da", "en", "nb", "nn", "sv"}, "rights are read on every page"
