"""Languages that plugins bring: who is asked, in which order, and what a broken catalogue costs."""

import gettext
import os
import struct
import sys
from contextlib import suppress
from fractions import Fraction
from io import BytesIO
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given, strategies as st

from kompass_spec import InputError
from kompass_spec.model import Interval
from kompass_spec.plugins.loaded import Plugin
from kompass_spec.wording.catalogues import read_catalogue
from kompass_spec.wording.wording import Wording, wording_for, wording_problems

MESSAGES = {
    "": "Content-Type: text/plain; charset=utf-8\nPlural-Forms: nplurals=2; plural=(n != 1);\n",
    "Total": "Samtals",
    "decimal mark\x04.": ",",
    "{points} of {max}": "{points} af {max}",
    "{number} figure\0{number} figures": "{number} tala\0{number} tölur",
}


def compiled(messages=None):
    """Return a message catalogue as gettext reads it."""
    pairs = sorted((one.encode(), other.encode()) for one, other in (messages or MESSAGES).items())
    place = 28 + 16 * len(pairs)
    tables, strings = [b"", b""], b""
    for side in (0, 1):
        for pair in pairs:
            tables[side] += struct.pack("<II", len(pair[side]), place + len(strings))
            strings += pair[side] + b"\0"
    head = struct.pack("<7I", 0x950412DE, 0, len(pairs), 28, 28 + 8 * len(pairs), 0, 0)
    return head + tables[0] + tables[1] + strings


PLUGIN = """
from importlib.resources import files
from kompass_spec.plugins.hooks import hookimpl

kompass_api = 1


class Brought:
    def __init__(self, name):
        self.name = name

    @property
    def file(self):
        return files({module!r}) / "words.mo"


@hookimpl
def kompass_catalogues():
    return [Brought(name) for name in {names!r}]
"""


@pytest.fixture
def install(tmp_path, monkeypatch):
    """Install a distribution with catalogues, beside which no other plugin is allowed."""
    monkeypatch.syspath_prepend(str(tmp_path))
    installed: list[str] = []

    def run(*names, content=None, source=PLUGIN, module=None):
        module = module or f"words_{tmp_path.name.replace('-', '_')}_{len(installed)}"
        name = module.replace("_", "-")
        installed.append(name)
        monkeypatch.setenv("KOMPASS_PLUGINS", ",".join(installed))
        package = tmp_path / module
        package.mkdir()
        (package / "__init__.py").touch()
        (package / "plugin.py").write_text(source.format(module=module, names=names), "utf-8")
        if content != b"":
            (package / "words.mo").write_bytes(content or compiled())
        info = tmp_path / f"{module}-1.2.dist-info"
        info.mkdir()
        (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.2\n")
        (info / "entry_points.txt").write_text(f"[kompass]\ncatalogues = {module}.plugin\n")
        return name

    return run


def test_a_plugins_language_is_spoken(install):
    install("is")
    wording = wording_for("is")
    assert wording.language == "is"
    assert wording.say("Total") == "Samtals"
    assert wording.say("{points} of {max}", points=1, max=2) == "1 af 2"
    assert [wording.count("{number} figure", "{number} figures", number) for number in (1, 3)] == [
        "1 tala",
        "3 tölur",
    ]
    assert wording.number(Fraction(5, 2)) == "2,5"
    assert wording.interval(Interval("0.5", "1.5")) == "0,5–1,5"
    assert wording.say("What was read") == "What was read", "what it does not say is said in English"


@pytest.mark.parametrize(
    ("brought", "asked", "spoken"),
    [
        (("nb",), "nb", "nb"),
        (("nb",), "nb-NO", "nb"),
        (("nb",), "nn-NO", "nb"),
        (("nb", "nn"), "nn-NO", "nn"),
        (("nn",), "nb", "nn"),
        (("nb", "nn-NO"), "nn-NO", "nn-NO"),
        (("nb",), "NB", "nb"),
        (("nb", "nn"), "no", "nb"),
        (("nn",), "no-NO", "nn"),
        (("nb",), "EN", "en"),
        (("nb",), "SV-fi", "sv"),
        (("nb",), "da", "en"),
        (("is",), "fo", "en"),
        (("sv-FI",), "sv-FI", "sv-FI"),
        (("sv-FI",), "sv", "sv"),
        (("sv-FI",), "sv-SE", "sv"),
        (("en-GB",), "en", "en"),
    ],
)
def test_the_fallback_of_languages(install, brought, asked, spoken):
    """Small decision: "as asked (`nn-NO`), its language (`nn`), `nb` for `nn` and `nn` for `nb` …\""""
    install(*brought)
    assert wording_for(asked).language == spoken


@pytest.mark.parametrize(
    ("brought", "asked", "own", "spoken"),
    [
        (("is",), "fi", "sv", "sv"),
        (("nb",), "se", "nb", "nb"),
        (("nb",), "fi", "nn", "nb"),
        (("is",), "de", "fo", "en"),
    ],
)
def test_where_there_are_no_words_the_editions_own_language_is_spoken_and_said(
    install, brought, asked, own, spoken
):
    """Small decision: "… then the edition's own language,
    said with a `lang` attribute. Never another language.\""""
    install(*brought)
    assert wording_for(asked, own).language == spoken
    (problem,) = wording_problems(asked, own)
    known = ", ".join(sorted({"en", "sv", *brought}))
    assert (
        problem.message
        == f"There is no language {asked!r}, so the words are in {spoken}. There are: {known}."
    )
    (problem,) = wording_problems(asked)
    assert "so the edition's own language is used. There are: " in problem.message
    assert wording_problems(spoken) == ()


@pytest.mark.parametrize("language", ["sv", "en"])
def test_the_cores_own_languages_come_first_and_no_plugin_is_asked(install, language):
    name = install(language, source="raise RuntimeError('asked')\n")
    assert wording_for(language).language == language
    assert wording_for(language).say("Total") == {"sv": "Totalt", "en": "Total"}[language]
    assert wording_problems(language) == ()
    assert f"{name.replace('-', '_')}.plugin" not in sys.modules


def test_the_variable_covers_catalogues(install, monkeypatch):
    """Small decision: "KOMPASS_PLUGINS: … it covers every kind, frameworks too.\""""
    install("is")
    assert wording_for("is").language == "is"
    allowed = os.environ["KOMPASS_PLUGINS"]
    monkeypatch.setenv("KOMPASS_PLUGINS", "")
    assert wording_for("is").language == "en"
    monkeypatch.setenv("KOMPASS_PLUGINS", allowed)
    assert wording_for("is").language == "is"


def test_of_two_plugins_with_one_language_neither_is_used_and_both_are_named(install):
    """Law 10: "A broken plugin costs its own feature and one clear sentence, never the program.\""""
    first, second = install("is"), install("is")
    assert wording_for("is").language == "en"
    missing, problem = wording_problems("is")
    assert missing.code == "unknown-language"
    assert problem.code == "plugin-failed"
    assert first in problem.message
    assert second in problem.message


def test_a_plugin_that_cannot_be_loaded_is_said_where_a_language_is_missing(install):
    name = install("is", source="raise RuntimeError('broken inside')\n")
    assert wording_for("is").language == "en"
    _, problem = wording_problems("is")
    assert name in problem.message
    assert "broken inside" in problem.message


def broken(file):
    """Return the one sentence of the error that reading a catalogue gives."""
    provided = SimpleNamespace(name="is", file=file)
    plugin = Plugin(kind="catalogues", name="is", distribution="acme", version="1.2", provided=provided)
    with pytest.raises(InputError) as raised:
        read_catalogue(plugin)
    (problem,) = raised.value.problems
    assert problem.code == "broken-catalogue"
    assert problem.message.startswith("The message catalogue 'is' of acme 1.2 cannot be read (")
    assert "\n" not in problem.message
    return problem.message


class File:
    """The file of a catalogue, in memory."""

    def __init__(self, content):
        self.content = content

    def open(self, mode):
        assert mode == "rb"
        return BytesIO(self.content)


@given(st.integers(0, len(compiled()) - 1))
def test_a_catalogue_that_is_cut_off_anywhere_costs_one_sentence(length):
    """Law 10: "A broken plugin costs its own feature and one clear sentence, never the program.\""""
    broken(File(compiled()[:length]))


@given(st.integers(0, len(compiled()) - 1), st.integers(1, 255))
def test_whatever_stands_in_a_catalogue_nothing_else_is_raised(place, other):
    content = bytearray(compiled())
    content[place] ^= other
    plugin: Any = SimpleNamespace(
        name="is", distribution="acme", version="1.2", provided=SimpleNamespace(file=File(bytes(content)))
    )
    with suppress(InputError):
        wording = Wording("is", read_catalogue(plugin))
        for number in (0, 1, 2):
            wording.count("{number} figure", "{number} figures", number)
        wording.say("Total")
        wording.say("{points} of {max}", points=1, max=2)


def test_a_catalogue_that_is_not_there_is_said_without_a_path(install, tmp_path):
    name = install("is", content=b"")
    with pytest.raises(InputError, match=f"'is' of {name} 1.2 cannot be read") as raised:
        wording_for("is")
    assert str(tmp_path) not in str(raised.value)
    assert "`language=`" in str(raised.value)


@pytest.mark.parametrize("words", ["{pionts} af {max}", "{points", "{} af {max}", "{points:.3x} af {max}"])
def test_words_that_cannot_be_filled_in_name_the_catalogue(install, words):
    name = install("is", content=compiled({**MESSAGES, "{points} of {max}": words}))
    wording = wording_for("is")
    assert wording.say("Total") == "Samtals"
    with pytest.raises(InputError, match=f"'is' of {name} 1.2 cannot say '{{points}} of {{max}}'") as raised:
        wording.say("{points} of {max}", points="a", max=2)
    assert [problem.code for problem in raised.value.problems] == ["broken-catalogue"]


def test_a_sentence_of_ours_that_is_not_filled_in_is_our_mistake():
    with pytest.raises(KeyError):
        wording_for("en").say("{points} of {max}", points=1)
    with pytest.raises(KeyError):
        wording_for("en").count("{number} of {all}", "{number} of {all}", 2)


def test_what_these_tests_compile_is_a_catalogue():
    assert gettext.GNUTranslations(BytesIO(compiled())).gettext("Total") == "Samtals"
