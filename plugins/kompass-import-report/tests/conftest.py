"""What the tests of the importer share: a way to read a text, the shipped report, and the real ones."""

from pathlib import Path

import pytest
from attrs import evolve

from kompass_import_report.importer import ReportImporter
from kompass_spec import load_registry
from kompass_spec.plugins.requests import ImportRequest

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
