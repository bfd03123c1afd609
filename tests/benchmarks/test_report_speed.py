"""How long a report in Markdown takes to read, inside a warm process."""

import time
from pathlib import Path

import pytest

from kompass_spec import import_document, load_plugins, load_registry

pytestmark = pytest.mark.benchmark

ROOT = Path(__file__).parents[2]
SAMPLE = ROOT.parent / "shared/samples/ornskoldsvik-2017-report.md"
EXAMPLE = ROOT / "docs/examples/ornskoldsvik-2017.md"


@pytest.mark.parametrize("file", [EXAMPLE, SAMPLE], ids=["example", "sample"])
def test_a_report_in_markdown_takes_under_60_ms(file):
    if not file.exists():
        pytest.skip("the real reports are not part of the project")
    plugins, registry, content = load_plugins(), load_registry(), file.read_bytes()

    def milliseconds():
        start = time.process_time()
        imported = import_document(file.name, content, registry=registry, plugins=plugins)
        took = (time.process_time() - start) * 1000
        assert len(imported.assessments[0].observations) >= 45 * 3
        return took

    milliseconds()
    assert min(milliseconds() for _ in range(15)) < 60
