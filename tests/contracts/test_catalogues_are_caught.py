"""Every test of the contract of catalogues fails for a catalogue that is wrong in just that way."""

import socket
from contextlib import suppress
from io import BytesIO

import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo

from kompass_testing.contracts import CatalogueContract

pytestmark = pytest.mark.slow

WORDS = {"Total": "Samtals", "area {code}": "svið {code}"}


class Icelandic:
    def __init__(self, file, name="is"):
        self.file = file
        self.name = name


def compiled(words, name="is"):
    """Return what makes a catalogue of just these words."""

    def build(folder):
        catalogue = Catalog(locale="is")
        for message, translation in words.items():
            catalogue.add(message, translation)
        stream = BytesIO()
        write_mo(stream, catalogue)
        (folder / "kompass.mo").write_bytes(stream.getvalue())
        return Icelandic(folder / "kompass.mo", name)

    return build


def broken(folder):
    (folder / "kompass.mo").write_bytes(b"msgid")
    return Icelandic(folder / "kompass.mo")


def of_latin(folder):
    (folder / "kompass.mo").write_bytes("msgid å".encode("latin-1"))
    return Icelandic(folder / "kompass.mo")


class Asking(Icelandic):
    """It asks whether there is a newer one."""

    @property
    def file(self):
        with suppress(OSError):
            socket.create_connection(("127.0.0.1", 9), timeout=1)
        return self.place

    @file.setter
    def file(self, place):
        self.place = place


def asking(folder):
    return Asking(compiled(WORDS)(folder).file)


WRONG = [
    ("no_network_is_asked", asking, "asked the network"),
    ("it_has_messages", lambda folder: Icelandic(folder / "none.mo"), "that is not there"),
    ("it_has_messages", lambda _: Icelandic(None), "has no file"),
    ("it_has_messages", of_latin, "cannot be read as a compiled catalogue"),
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
