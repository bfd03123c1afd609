"""Words of reading that only a catalogue has: an Icelandic report is read, and loses nothing."""

import re

import pytest
from attrs import evolve

from kompass_import_report.importer import ReportImporter
from kompass_spec import ImportRequest, InputError, Registry
from kompass_spec.model import Completeness, FindingKind, Quantity, Text

TITLES = {
    "1": "Opin stjórnsýsla og lýðræði",
    "2": "Aðgengi og þjónusta við notendur",
    "3": "Pólitísk stefnumótun og eftirlit",
    "4": "Forysta, ábyrgð og framsal",
    "5": "Árangur og skilvirkni",
    "6": "Sveitarfélagið sem vinnuveitandi",
    "7": "Stöðugar umbætur",
    "8": "Sveitarfélagið sem samfélagsmótandi",
}
WORDS = (
    ("points", ("stig",)),
    ("maximum", ("hámark",)),
    ("mean", ("meðaltal",)),
    ("change", ("breyting",)),
    ("area", ("málaflokkur",)),
    ("total", ("alls",)),
    ("strengths", ("styrkleikar",)),
    ("improvement areas", ("umbótatækifæri",)),
    ("contents", ("efnisyfirlit",)),
    ("page", ("bls",)),
    ("summary", ("samantekt",)),
    ("municipality", ("hreppur",)),
)
REPORT = "\n".join([
    "# Kommunkompassen: Hulduhreppur 2018",
    "",
    "Efnisyfirlit",
    *(f"{code}. {name} bls. {8 + int(code)}" for code, name in TITLES.items()),
    "",
    "## Samantekt",
    "",
    "| Málaflokkur | Stig | Hámark | Meðaltal |",
    "|---|---|---|---|",
    *(f"| {name} | 6{code} | 100 | 5{code} |" for code, name in TITLES.items()),
    "| Alls | 516 | 800 | 436 |",
    "",
    f"## 1. {TITLES['1']}",
    "",
    "Styrkleikar",
    "",
    "- Góð upplýsingagjöf",
    "",
    "Umbótatækifæri",
    "",
    "- Fleiri íbúafundir",
])  # fmt: skip


@pytest.fixture
def icelandic(registry):
    """A registry whose one edition has Icelandic titles, and no others."""
    base = registry["se-2016"]
    areas = [
        evolve(area, title=Text({"is": TITLES[area.code]}), aliases=(), headings=(), questions=())
        for area in base.areas
    ]
    edition = evolve(
        base,
        id="is-2018",
        language="is",
        title=Text({"is": "2018"}),
        areas=tuple(areas),
        completeness=Completeness.AREAS,
    )
    return Registry.of([edition])


def read(registry, words):
    return ReportImporter().read(
        ImportRequest(file="report.md", content=REPORT.encode(), registry=registry, words=words)
    )


def test_a_report_is_read_by_the_words_of_a_catalogue(icelandic):
    imported = read(icelandic, WORDS)
    (assessment,) = imported.assessments
    seen = {(one.item, one.quantity): int(one.value) for one in assessment.observations}
    for code in TITLES:
        assert seen[code, Quantity.POINTS] == 60 + int(code)
        assert seen[code, Quantity.MAX] == 100
        assert seen[code, Quantity.REFERENCE] == 50 + int(code)
    assert seen["total", Quantity.POINTS] == 516
    assert [(one.kind, one.text) for one in assessment.findings] == [
        (FindingKind.STRENGTH, "Góð upplýsingagjöf"),
        (FindingKind.IMPROVEMENT, "Fleiri íbúafundir"),
    ]
    assert {warning.code for warning in imported.warnings} <= {"unknown-organisation", "no-organisation"}


def test_without_these_words_nothing_is_lost_in_silence(icelandic):
    """An Icelandic report loses nothing in silence."""
    try:
        imported = read(icelandic, ())
        read_there = {int(one.value) for made in imported.assessments for one in made.observations}
        said = " ".join(warning.message for warning in imported.warnings)
        assert "finding-without-title" in {warning.code for warning in imported.warnings}
    except InputError as refused:
        read_there, said = set(), " ".join(problem.message for problem in refused.problems)
    named = {int(number) for number in re.findall(r"\d+", said)}
    printed = {
        int(number)
        for line in REPORT.splitlines()
        if line.startswith("|")
        for number in re.findall(r"\d+", line)
    }
    assert printed <= read_there | named


def test_the_words_of_one_request_are_not_those_of_the_next(icelandic):
    with_words = read(icelandic, WORDS)
    try:
        without = read(icelandic, ())
    except InputError:
        without = None
    assert without != with_words
    assert read(icelandic, WORDS) == with_words
