"""How long the workbook of an evaluation takes, written and read, in a warm process and from the command."""

import io
import subprocess
import sys
import time
from pathlib import Path

import openpyxl
import pytest

from kompass_spec import (
    import_document,
    load_plugins,
    load_registry,
    make_template,
    render_scorecards,
    score_path,
)

pytestmark = pytest.mark.benchmark


def milliseconds(work, rounds=7):
    """Return the least time of a round in milliseconds, after one that warms the process up."""
    work()
    taken = []
    for _ in range(rounds):
        start = time.perf_counter()
        work()
        taken.append(time.perf_counter() - start)
    return min(taken) * 1000


@pytest.fixture(scope="module")
def filled():
    book = openpyxl.load_workbook(io.BytesIO(make_template("se-2016", to="xlsx")))
    book.worksheets[0]["C5"].value = "Örnsköldsvik"
    for sheet in book.worksheets[2:10]:
        for row in sheet.iter_rows(min_row=6):
            if "." in str(row[0].value):
                row[5].value, row[12].value = 0.6, "En kommentar som är en mening lång."
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def test_a_template_takes_under_300_ms():
    registry, plugins = load_registry(), load_plugins("templates")
    assert milliseconds(lambda: make_template("se-2016", to="xlsx", registry=registry, plugins=plugins)) < 300


def test_reading_a_workbook_back_takes_under_500_ms(filled):
    registry, plugins = load_registry(), load_plugins("importers")
    read = import_document("evaluation.xlsx", filled, registry=registry, plugins=plugins)
    assert len(read.assessments[0].observations) == 45
    assert (
        milliseconds(lambda: import_document("evaluation.xlsx", filled, registry=registry, plugins=plugins))
        < 500
    )


def test_nobody_waits_for_the_libraries_of_workbooks():
    """What lists plugins, or reads a report in Markdown, imports neither XlsxWriter nor python-calamine."""
    program = (
        "import sys; from kompass_spec import import_path, load_plugins; load_plugins();"
        "import_path('docs/examples/ornskoldsvik-2017.md');"
        "print([name for name in ('xlsxwriter', 'python_calamine') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True, text=True)
    assert done.stdout == "[]\n"


def test_a_result_is_a_workbook_in_under_300_ms():
    scored = score_path(str(Path(__file__).parents[2] / "docs/examples/ornskoldsvik-2017.md"))
    registry, plugins = load_registry(), load_plugins("renderers")

    def render():
        return render_scorecards(scored.scorecards, to="xlsx", registry=registry, plugins=plugins)

    assert render().startswith(b"PK")
    assert milliseconds(render) < 300
