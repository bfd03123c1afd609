"""Texts in several languages and their fallback."""

import pytest
from hypothesis import given, strategies as st

from kompass_spec.model import Passage, Text
from kompass_testing.strategies import texts

FALLBACKS = [
    ({"sv": "s", "nb": "b", "nn": "n"}, "nn-NO", "n"),
    ({"sv": "s", "nn-NO": "x", "nn": "n"}, "nn-NO", "x"),
    ({"sv": "s", "nb": "b"}, "nn-NO", "b"),
    ({"sv": "s", "nn": "n"}, "nb", "n"),
    ({"sv": "s", "nb": "b"}, "da", "s"),
    ({"sv": "s", "en": "e"}, "fi", "s"),
    ({"sv": "s", "nb": "b", "nn": "n"}, "no", "b"),
    ({"sv": "s", "nn": "n"}, "no-NO", "n"),
    ({"sv": "s", "en": "e"}, "EN-gb", "e"),
]


@pytest.mark.parametrize(("given_words", "asked", "expected"), FALLBACKS)
def test_the_fallback_goes_as_asked_language_other_norwegian_own(given_words, asked, expected):
    assert Text(given_words).in_language(asked, "sv").words == expected


def test_a_text_without_the_asked_and_the_own_language_raises():
    with pytest.raises(KeyError, match="sv"):
        Text({"da": "d"}).in_language("en", "sv")


@given(texts(), st.sampled_from(["sv", "nb", "nn", "nn-NO", "da", "en", "fi", "is"]))
def test_fallback_never_gives_a_language_that_was_not_asked_for(text, asked):
    """Small decisions: "as asked, its language, nb for nn and nn
    for nb, then the edition's own. Never another language."""
    passage = text.in_language(asked, "sv")
    base = asked.split("-")[0]
    assert passage.language in {asked, base, {"nb": "nn", "nn": "nb"}.get(base), "sv"}
    assert text[passage.language] == passage.words


@given(texts())
def test_a_text_reads_like_a_mapping_whatever_the_order_it_was_written_in(text):
    """Law 6: "The same input gives the same bytes: no … hash order … leaks into an output.\""""
    backwards = Text(dict(reversed(list(text.items()))))
    assert backwards == text
    assert hash(backwards) == hash(text)
    assert list(backwards) == sorted(text)
    assert len(text) == len(dict(text))


def test_tags_are_the_same_in_capitals():
    text = Text({"nb": "Resultatfokus", "sv": "Resultat"})
    assert text.in_language("SV", "nb") == text.in_language("sv-SE", "nb") == Passage("Resultat", "sv")
    assert text.in_language("NN-no", "sv") == Passage("Resultatfokus", "nb")
