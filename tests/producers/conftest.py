import pytest

from kompass_spec import load_plugins, load_registry
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
POINTS = {"1": 74, "2": 61, "3": 73, "4": 70, "5": 55, "6": 77, "7": 49, "8": 66}
TITLE = "Kommunkompassen i Lunds kommun 2017"
TOTAL = 525


@pytest.fixture(scope="session")
def title():
    return TITLE


@pytest.fixture(scope="session")
def rows():
    """Return the rows of a report as texts; ``shown`` says how a figure of a code is shown."""

    def make(shown=lambda code, value: value):  # noqa: ARG005 - shown as it is
        listed = [[name, shown(code, POINTS[code])] for code, name in AREAS.items()]
        return [["Område", "Poäng"], *listed, ["Totalt", shown("total", TOTAL)]]

    return make


@pytest.fixture(scope="session")
def read():
    """Return the codes of what is said of a file that holds the report, every figure of which is right."""
    plugins, registry = load_plugins(), load_registry()

    def run(name, content, without=()):
        imported = import_document(name, content, registry=registry, plugins=plugins)
        (assessment,) = imported.assessments
        assert (assessment.organisation.name, assessment.year) == ("Lund", 2017)
        figures = {one.item: one.value for one in assessment.observations if one.quantity.value == "points"}
        assert figures == {
            code: value for code, value in {**POINTS, "total": TOTAL}.items() if code not in without
        }
        return [warning.code for warning in imported.warnings]

    return run
