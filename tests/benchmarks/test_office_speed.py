"""How long a report takes to open and read from the files of office programs, inside a warm process."""

import runpy
from pathlib import Path

import pytest

from kompass_spec import ContainerRequest, import_document, load_plugins, load_registry

pytestmark = pytest.mark.benchmark

ROOT = Path(__file__).parents[2]
SAMPLES = ROOT.parent / "shared/samples/documents"
WRITERS = runpy.run_path(str(ROOT / "plugins/kompass-read-office/tests/office_writers.py"))
milliseconds = runpy.run_path(str(Path(__file__).with_name("test_inside.py")))["milliseconds"]


@pytest.fixture(scope="module")
def took():
    """Return how long an import of a content takes."""
    plugins, registry = load_plugins(), load_registry()

    def run(name, content):
        def read():
            return import_document(name, content, registry=registry, plugins=plugins)

        assert len(read().assessments[0].observations) >= 45 * 3
        return milliseconds(read, rounds=5)

    return run


@pytest.mark.skipif(not SAMPLES.exists(), reason="the samples are not here")
@pytest.mark.parametrize("ending", [".docx", ".odt"])
def test_a_report_of_a_word_processor_takes_under_500_ms(took, ending):
    file = SAMPLES / f"ornskoldsvik-2017{ending}"
    assert took(file.name, file.read_bytes()) < 500


def test_a_report_in_a_workbook_takes_under_500_ms(took):
    (container,) = (one.provided for one in load_plugins().of_kind("containers") if one.name == "text")
    content = (ROOT / "docs/examples/ornskoldsvik-2017.md").read_bytes()
    blocks = container.read(ContainerRequest(file="report.md", content=content)).blocks
    sheets = WRITERS["sheets_of"](WRITERS["tabled"](blocks))
    assert took("report.xlsx", WRITERS["xlsx_of"](sheets)) < 500
