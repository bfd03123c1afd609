"""Every test of the contract of catalogues fails for a catalogue that is wrong in just that way."""

from io import BytesIO

import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo

from kompass_spec.testing.contracts import CatalogueContract

WORDS = {"Total": "Samtals", "area {code}": "svið {code}"}


class Icelandic:
    name = "is"

    def __init__(self, file):
        self.file = file


def compiled(words, name="is"):
    """Return what makes a catalogue of just these words."""

    def build(folder):
        catalogue = Catalog(locale="is")
        for message, translation in words.items():
            catalogue.add(message, translation)
        stream = BytesIO()
        write_mo(stream, catalogue)
        (folder / "kompass.mo").write_bytes(stream.getvalue())
        return type("Named", (Icelandic,), {"name": name})(folder / "kompass.mo")

    return build


def broken(folder):
    (folder / "kompass.mo").write_bytes(b"msgid")
    return Icelandic(folder / "kompass.mo")


WRONG = [
    ("its_name_is_well_formed", compiled(WORDS, name="Icelandic"), "not named by a language tag"),
    ("its_name_is_well_formed", compiled(WORDS, name=None), "has no name"),
    ("it_has_messages", compiled({}), "translates nothing"),
    ("it_has_messages", broken, "cannot be read as a compiled catalogue"),
    (
        "every_blank_is_filled_in",
        compiled({**WORDS, "area {code}": "svið {númer}"}),
        "which nothing fills in",
    ),
]


@pytest.mark.parametrize(("name", "wrong", "words"), WRONG)
def test_what_is_wrong_is_caught_by_a_sentence(is_caught, name, wrong, words):
    is_caught(CatalogueContract, name, wrong, words)


def test_every_test_has_something_that_it_catches(tests_of):
    assert {f"test_{name}" for name, *_ in WRONG} >= tests_of(CatalogueContract)


class TestIcelandic(CatalogueContract):
    """What is spoilt above is fine before."""

    @pytest.fixture
    def catalogue(self, tmp_path):
        return compiled(WORDS)(tmp_path)
