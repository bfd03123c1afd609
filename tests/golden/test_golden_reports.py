"""The reports on the shipped example as people get them, byte for byte.

A row of ``REPORTS`` is the name of a golden file beside this one and the arguments of ``kompass report`` that
make it, the renderer first. After a wanted change look at the output, then write the files with ``uv run
pytest tests/golden --update-golden``.
"""

from importlib.metadata import entry_points
from pathlib import Path

import pytest

from kompass_spec.cli import main

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
EXAMPLE = "docs/examples/ornskoldsvik-2017.md"

REPORTS = [
    ("ornskoldsvik-2017.sv.txt", ["--to", "text", "--lang", "sv"]),
    ("ornskoldsvik-2017.en.txt", ["--to", "text", "--lang", "en"]),
    ("ornskoldsvik-2017.weakest.en.txt", ["--to", "text", "--lang", "en", "--weakest-first"]),
    ("ornskoldsvik-2015.sv.txt", ["--to", "text", "--lang", "sv", "--year", "2015"]),
    ("ornskoldsvik-2017.nb.txt", ["--to", "text", "--lang", "nb"]),
    ("ornskoldsvik-2017.nn.txt", ["--to", "text", "--lang", "nn"]),
    ("ornskoldsvik-2017.da.txt", ["--to", "text", "--lang", "da"]),
    ("ornskoldsvik-2017.sv.md", ["--to", "markdown", "--lang", "sv"]),
    ("ornskoldsvik-2017.en.md", ["--to", "markdown", "--lang", "en"]),
    ("ornskoldsvik-2015.en.md", ["--to", "markdown", "--lang", "en", "--year", "2015"]),
    ("ornskoldsvik-2017.sv.html", ["--to", "html", "--lang", "sv"]),
    ("ornskoldsvik-2017.en.html", ["--to", "html", "--lang", "en"]),
]


INSTALLED = {point.dist.name for point in entry_points(group="kompass") if point.dist is not None}
ALWAYS = {"kompass-frameworks", "kompass-import-report", "kompass-score-standard"}
LANGUAGES = {"nb": "kompass-variant-no", "nn": "kompass-variant-no", "da": "kompass-variant-dk"}
RENDERERS = {"text": "kompass-render-text", "markdown": "kompass-render-text", "html": "kompass-render-html"}


@pytest.mark.parametrize(("name", "arguments"), REPORTS, ids=[name for name, _ in REPORTS])
def test_report(name, arguments, kompass_golden, monkeypatch, tmp_path):
    brought = LANGUAGES.get(arguments[3], "kompass-frameworks")
    missing = sorted((ALWAYS | {RENDERERS[arguments[1]], brought}) - INSTALLED)
    if missing:
        pytest.skip(f"not installed: {', '.join(missing)}")
    monkeypatch.chdir(ROOT)
    output = tmp_path / name
    assert main(["report", EXAMPLE, *arguments, "-o", str(output)]) == 0
    kompass_golden(HERE / name, output.read_bytes())


def test_every_golden_file_is_one_that_is_compared():
    files = {file.name for file in HERE.iterdir() if file.is_file() and file.suffix != ".py"}
    assert files <= {name for name, _ in REPORTS}
