import runpy
from pathlib import Path

import pytest

from kompass_spec import InputError, load_plugins, load_registry
from kompass_spec.results.assessments import import_document

AREAS = {
    "1": "Offentlighet och demokrati",
    "2": "Brukarfokus, tillgänglighet och bemötande",
    "3": "Politisk styrning och kontroll",
    "4": "Ledarskap, ansvar och delegation",
    "5": "Resultat och effektivitet",
    "6": "Kommunen som arbetsgivare - personalpolitik",
    "7": "Ständiga förbättringar",
    "8": "Kommunen som samhällsbyggare",
}
POINTS = {code: str(60 + int(code)) for code in AREAS}


@pytest.fixture(scope="session")
def title():
    return "Kommunkompassen i Örnsköldsviks kommun 2017"


@pytest.fixture(scope="session")
def rows():
    """Return the rows of a report, with another name or cell for the fourth area where one is given."""

    def make(name=AREAS["4"], cell=POINTS["4"], *more):
        listed = [(AREAS[code], POINTS[code]) for code in AREAS]
        listed[3] = (name, cell)
        return [("Område", "Poäng"), *listed, *more]

    return make


@pytest.fixture(scope="session")
def written():
    """What writes a title and rows to each kind of file, and the makers of archives."""
    return runpy.run_path(str(Path(__file__).with_name("writing.py")))


@pytest.fixture(scope="session")
def outcome():
    """Return what is imported from a content, or the problems for which it is refused; no plugin fails."""
    plugins, registry = load_plugins(), load_registry()

    def run(content, file="report"):
        imported = None
        try:
            read = import_document(file, content, plugins=plugins, registry=registry)
        except InputError as error:
            imported, problems = None, error.problems
        else:
            imported, problems = read, read.warnings
        assert not {problem.code for problem in problems} & {"plugin-failed", "out-of-memory"}, problems
        assert all(problem.message for problem in problems)
        return imported, problems

    return run
