"""The words by which importers read reports, as message catalogues bring them."""

from importlib.metadata import entry_points

import pytest

from kompass_spec.wording.reading import READING, reading_words
from tests.wording.test_catalogues import MESSAGES, compiled, install

__all__ = ["install"]

INSTALLED = {point.dist.name for point in entry_points(group="kompass") if point.dist is not None}

ICELANDIC = MESSAGES | {
    "reading\x04points": "stig | Fengin stig",
    "reading\x04strengths": "styrkleikar",
    "reading\x04page": " bls |",
}


def test_every_meaning_has_words_in_the_languages_of_the_core():
    words = dict(reading_words())
    assert tuple(words) == READING
    assert all(named == tuple(sorted(named)) and named for named in words.values())
    assert {"styrkor", "strengths"} <= set(words["strengths"])


@pytest.mark.skipif("kompass-variant-no" not in INSTALLED, reason="Norwegian is not installed")
def test_the_languages_of_plugins_have_words_too():
    assert {"styrker", "styrkar"} <= set(dict(reading_words())["strengths"])


def test_a_catalogue_adds_its_words(install):
    install("is", content=compiled(ICELANDIC))
    words = dict(reading_words())
    assert {"stig", "fengin stig"} <= set(words["points"])
    assert "styrkleikar" in words["strengths"]
    assert "bls" in words["page"]
    assert "" not in words["page"]


@pytest.mark.parametrize("content", [b"", b"no catalogue", compiled(ICELANDIC)[:-20]])
def test_a_broken_catalogue_brings_none(install, content):
    install("is", content=content)
    assert "stig" not in dict(reading_words())["points"]
