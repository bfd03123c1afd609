"""How long the parts of the work take inside a warm process."""

import gc
import time
from pathlib import Path

import pytest

from kompass_spec import import_path, load_plugins, load_registry, score_assessment, score_path
from kompass_spec.documents.editions import read_edition

pytestmark = pytest.mark.benchmark

ROOT = Path(__file__).parents[2]
EXAMPLE = ROOT / "docs/examples/ornskoldsvik-2017.md"
SAMPLE = ROOT.parent / "shared/samples/ornskoldsvik-2017-report.md"
REPORT = SAMPLE if SAMPLE.exists() else EXAMPLE
EDITION = ROOT / "frameworks/kompass_frameworks/editions/se-2016/edition.toml"


def milliseconds(work, rounds=15):
    """Return the least time of a round in milliseconds, after two rounds that warm the process up.

    The least, by the processor's time and without garbage collection: whatever else makes a round slower,
    such as the great heap of the tests or other programs, is not the work that is measured.
    """
    work(), work()
    taken = []
    gc.collect()
    gc.disable()
    try:
        for _ in range(rounds):
            start = time.process_time()
            work()
            taken.append(time.process_time() - start)
    finally:
        gc.enable()
    return min(taken) * 1000


def test_reading_checking_and_scoring_a_report_takes_under_100_ms():
    plugins, registry = load_plugins(), load_registry()
    assert milliseconds(lambda: score_path(REPORT, registry=registry, plugins=plugins)) < 100


def test_one_complete_scorecard_takes_under_1_ms():
    plugins, registry = load_plugins(), load_registry()
    assessment = import_path(REPORT, registry=registry, plugins=plugins).assessments[0]
    assert len(assessment.observations) >= 45 * 3
    # The scorer alone makes some 3,300 a second, and with all that is checked around it 2,000.
    assert (
        milliseconds(lambda: score_assessment(assessment, registry=registry, plugins=plugins), rounds=101) < 1
    )


def test_loading_an_edition_from_toml_takes_under_15_ms():
    text = EDITION.read_text("utf-8")
    assert milliseconds(lambda: read_edition(text, "edition.toml")) < 15
