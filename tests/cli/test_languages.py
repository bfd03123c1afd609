"""What a reader is shown is in her language, and fits 80 columns, whichever command shows it."""

import argparse
import json
import re

import pytest

from kompass_spec.cli.commands import COMMANDS, load_command

WIDTH = 80
LANGUAGES = ("en", "sv", "nb", "nn", "da")
OF_MAKERS = {
    "new": "makes code",
    "plugins": "lists names",
    "release": "is for editors, who publish in English",
    "schema": "prints JSON",
    "sign": "is for editors",
}
"""The commands that show no text to a reader of results."""

SHOWN = {
    "import": ["import", "{report}"],
    "score": ["score", "{report}"],
    "score of answers": ["score", "{answers}"],
    "explain": ["score", "{report}", "--explain", "3"],
    "convert": ["convert", "{report}", "--to", "se-2010"],
    "compare": ["compare", "{report}"],
    "compare with published": ["compare", "{report}", "--published", "all", "--reference", "Helsingborg"],
    "cohort": ["cohort", "{report}", "--ranks"],
    "report": ["report", "{report}", "--cohort"],
    "render": ["render", "{answers}"],
    "editions": ["editions"],
    "show": ["show", "se-2016"],
    "show a question": ["show", "se-2016", "7.2"],
    "show a mapping": ["show", "se-2010-to-se-2016"],
    "diff": ["diff", "se-2010", "se-2016"],
    "diff of releases": ["diff", "se-2010@1.0.0", "se-2010"],
    "diff of mappings": ["diff", "se-2010-to-se-2016@1.0.0", "se-2010-to-se-2016"],
    "check": ["check"],
    "verify": ["verify"],
    "lint-mapping": ["lint-mapping", "{set}"],
    "verify-certificate": ["verify-certificate", "{certificates}"],
}
SET = """#sssom_version: "1.1"
#mapping_set_id: https://example.org/set
#license: https://creativecommons.org/publicdomain/zero/1.0/
#curie_map:
#  a: https://example.org/a/
#  b: https://example.org/b/
subject_id\tpredicate_id\tobject_id\tmapping_justification\tmapping_date
a:1\tskos:exactMatch\tb:1\tsemapv:ManualMappingCuration\t2020-13-45
"""
ENGLISH = re.compile(
    r"\b(?:adopted|area|areas|answered|checked|contradiction|dropped|edition|entries|error|fine|figures?|head"
    r"|improvement|link|lines?|maximum|organisations|page|place|points|printed|quantity|release|rounding|statement|the"
    r"|total|warning|whole|Written|year)\b"
)
"""Words of English tables and sentences that no other language here has."""
NOT_OURS = re.compile(r"'mapping_date' is|The ends of the|no subject_source|no object_source|kompass report ")
"""What linters say, in English in every language below the rule in the reader's own, and what is typed."""
QUICK = {"import", "score", "verify", "lint-mapping", "diff of mappings"}
"""What is tried in Swedish while one works; all the rest and the other languages take longer."""


@pytest.fixture
def shown(kompass, report, tmp_path):
    """Return what a command of ``SHOWN`` writes to the terminal in a language."""

    def shown(name: str, language: str) -> str:
        places = {
            "report": str(report),
            "answers": "answers.json",
            "set": "set.sssom.tsv",
            "certificates": "explained.json",
        }
        words = [word.format(**places) for word in SHOWN[name]]
        if places["answers"] in words:
            imported = kompass("import", report, "--json").json
            for seen in imported["assessments"][0]["observations"]:
                seen["exact"] = True
            (tmp_path / "answers.json").write_text(
                json.dumps({"assessments": imported["assessments"][:1]}), "utf-8"
            )
        if places["set"] in words:
            (tmp_path / "set.sssom.tsv").write_text(SET, "utf-8")
        if places["certificates"] in words:
            (tmp_path / "explained.json").write_text(
                kompass("score", report, "--explain", "all", "--json").out, "utf-8"
            )
        ran = kompass(*words, "--lang", language)
        assert ran.code in {0, 1}, ran.err
        assert ran.out
        return str(ran.out)

    return shown


def test_every_command_that_shows_texts_speaks_the_readers_language():
    without = set()
    for name in COMMANDS:
        parser = argparse.ArgumentParser()
        load_command(name).add_arguments(parser)
        if "--lang" not in parser.format_help():
            without.add(name)
    assert without == set(OF_MAKERS)


@pytest.mark.parametrize(
    "name", [pytest.param(name, marks=[] if name in QUICK else [pytest.mark.slow]) for name in SHOWN]
)
def test_a_swedish_reader_reads_swedish_in_80_columns(shown, name):
    out = shown(name, "sv")
    assert [line for line in out.splitlines() if len(line) > WIDTH] == []
    ours = [line for line in out.splitlines() if not NOT_OURS.search(line)]
    assert [line for line in ours if ENGLISH.search(line)] == []


@pytest.mark.slow
@pytest.mark.parametrize("language", [language for language in LANGUAGES if language != "sv"])
@pytest.mark.parametrize("name", SHOWN)
def test_every_language_fits_80_columns(shown, name, language):
    assert [line for line in shown(name, language).splitlines() if len(line) > WIDTH] == []


def test_an_english_word_would_be_found(shown):
    """The tests above can fail."""
    assert all(ENGLISH.search(shown(name, "en")) for name in ("import", "score"))


def test_a_language_without_a_catalogue_is_said(kompass, report):
    assert "There is no language 'fi'" in kompass("import", report, "--lang", "fi").err
