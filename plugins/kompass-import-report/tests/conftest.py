"""What the tests of the importer share: a way to read a text, the shipped report, and the real ones."""

from fractions import Fraction
from pathlib import Path

import pytest
from attrs import evolve

from kompass_import_report.importer import ReportImporter
from kompass_spec import Registry, load_registry
from kompass_spec.model import Criterion, Question, Scale, ScaleLevel, Text
from kompass_spec.plugins.requests import ImportRequest

WORDS = ("Nej", "Delvis", "Till stor del", "Ja")
ROOT = Path(__file__).parents[3]
EXAMPLE = ROOT / "docs/examples/ornskoldsvik-2017.md"
SAMPLES = ROOT.parent / "shared/samples"


@pytest.fixture(scope="session")
def registry():
    """The installed editions and organisations."""
    return load_registry()


@pytest.fixture(scope="session")
def read(registry):
    """Read a text, or bytes, as the importer does."""

    def run(content, edition=None, registry=registry):
        raw = content.encode() if isinstance(content, str) else content
        return ReportImporter().read(
            ImportRequest(file="report.md", content=raw, registry=registry, edition=edition)
        )

    return run


@pytest.fixture(scope="session")
def shaped(registry):
    """The edition of 2016 with criteria below 1.1 and a context; they and 1.2 are answered on a scale."""
    base = registry["se-2016"]
    scale = Scale(
        id="0-3",
        levels=tuple(
            ScaleLevel(value=Fraction(number), share=Fraction(number, 3), label=Text({"sv": word}))
            for number, word in enumerate(WORDS)
        ),
    )
    area = base.areas[0]
    first, second, *others = area.questions
    third = first.max / 3
    criteria = tuple(
        Criterion(code=f"1.1.{number}", text=Text({"sv": words}), max=third, scale="0-3")
        for number, words in enumerate(("Det finns en policy", "Den är beslutad", "Den följs upp"), 1)
    )
    context = Question(code="1.9", text=Text({"sv": "Hur många invånare har kommunen?"}), scored=False)
    questions = (evolve(first, criteria=criteria), evolve(second, scale="0-3"), *others, context)
    edition = evolve(
        base, release="1.1.0", scales=(scale,), areas=(evolve(area, questions=questions), *base.areas[1:])
    )
    return Registry.of([edition, registry["se-2010"]])


class Report(str):
    """The text of a report, which failing tests need not print."""

    __slots__ = ()

    def __repr__(self):
        return "<the shipped report>"


@pytest.fixture(scope="session")
def example():
    """The text of the shipped report."""
    return Report(EXAMPLE.read_text("utf-8"))


@pytest.fixture(scope="session")
def sample():
    """Return the text of a real report by the name of its file; skip the test where it is not at hand."""

    def text(name):
        path = SAMPLES / name
        if not path.exists():
            pytest.skip("the real reports are not part of the project")
        return path.read_text("utf-8")

    return text


@pytest.fixture(scope="session")
def without_lines():
    """Return assessments without what changes when the lines of a report move."""

    def placeless(assessment):
        moved = {
            name: tuple(evolve(fact, line=None) for fact in getattr(assessment, name))
            for name in ("observations", "headings", "findings", "evidence", "comparability")
        }
        return evolve(assessment, source=None, **moved)

    return lambda imported: [placeless(assessment) for assessment in imported.assessments]


class Said(list):
    """Assessments, which failing tests need not print."""

    def __repr__(self):
        return "<what the shipped report says>"


@pytest.fixture(scope="session")
def expected(read, example, without_lines):
    """What the shipped report says, wherever it says it."""
    return Said(without_lines(read(example)))
