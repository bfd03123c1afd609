"""A golden scorecard is held to every exact figure that it was published with, and to no sentence of it."""

import json
import shutil
from decimal import Decimal
from pathlib import Path

import pytest
from attrs import evolve

from kompass_spec import load_plugins
from kompass_spec.documents.canonical import canonical_bytes
from kompass_spec.documents.scorecards import scorecard_data
from kompass_spec.registry.ledger import LEDGER, START, digest_of, entry_line, read_ledger
from kompass_spec.releases.verification import verify_folder
from kompass_spec.results.scorecards import score_path

ROOT = Path(__file__).parents[2]
REPORT = ROOT / "docs/examples/ornskoldsvik-2017.md"
GOLDEN = "releases/ornskoldsvik-2017/1.0.0.json"
SIGNED = ("--name", "mine", "--version", "1.0.0", "--date", "2027-03-01", "--reviewed-by", "A. Reviewer")


def worded_otherwise(data):
    for discrepancy in data["discrepancies"]:
        discrepancy["message"] = "Said in other words."


def without_its_scorer(data):
    data.pop("scorer", None)


def bound(data):
    """A question, its area and the total are a tenth lower, so that every sum of the file still holds."""
    area = data["areas"][0]
    for score in (data["total"], area, area["questions"][0]):
        score["low"] = str(Decimal(score["low"]) - Decimal("0.1"))
        for derived in ("width", "lost", "share"):
            score.pop(derived, None)


def contradicted(data):
    question = data["areas"][0]["questions"][0]
    question["contradicted"] = not question["contradicted"]


def kind(data):
    data["discrepancies"][0]["kind"] = "contradiction"


def expected(data):
    data["discrepancies"][0]["expected"] = "71"


def figure(data):
    data["discrepancies"][0]["figures"][0]["value"] = "74"


def precision(data):
    data["discrepancies"][0]["figures"][0]["precision"] = "0.1"


def items(data):
    data["discrepancies"][0]["items"] = ["3", "4"]


def set_aside(data):
    first = data["discrepancies"][0]
    first["set_aside"] = [first["figures"][0]]


def one_less(data):
    del data["discrepancies"][1]


def other_order(data):
    data["discrepancies"].reverse()


SENTENCES = [worded_otherwise, without_its_scorer]
FIGURES = [
    bound,
    contradicted,
    kind,
    expected,
    figure,
    precision,
    items,
    set_aside,
    one_less,
    other_order,
]


def published(folder, change):
    """Let the ledger say that a golden scorecard was published with a change in it, every digest right."""
    data = json.loads((folder / GOLDEN).read_text("utf-8"))
    before = json.dumps(data)
    change(data)
    content = canonical_bytes(data)
    (folder / GOLDEN).write_bytes(content)
    previous, lines = START, []
    for entry in read_ledger(folder).entries:
        sha256 = digest_of(content) if entry.file == GOLDEN else entry.sha256
        lines.append(entry_line(evolve(entry, sha256=sha256, previous=previous)))
        previous = digest_of(lines[-1])
    (folder / LEDGER).write_bytes(b"".join(lines))
    return json.dumps(data) != before


def named(value):
    return getattr(value, "__name__", None)


@pytest.fixture
def framework(tmp_path, first_published):
    place = tmp_path / "framework"
    shutil.copytree(first_published, place)
    return place


@pytest.fixture
def verified(framework, framework_registry):
    """Verify the framework, and return the codes of what is wrong with its golden scorecard."""

    def verify():
        registry = framework_registry(framework)
        found = verify_folder(framework, "test", registry=registry, plugins=load_plugins("scorers"))
        return {problem.code for problem in found.problems if GOLDEN in (problem.file or "")}

    return verify


def test_what_was_published_is_still_the_score(verified):
    assert verified() == set()


@pytest.mark.parametrize("change", SENTENCES, ids=named)
def test_a_sentence_may_come_to_be_worded_better(framework, verified, change):
    published(framework, change)
    assert verified() == set()


@pytest.mark.parametrize("change", FIGURES, ids=named)
def test_a_figure_or_a_kind_that_differs_is_found(framework, verified, change):
    assert published(framework, change)
    assert verified() == {"other-score"}


@pytest.fixture
def saved(tmp_path):
    """Write the scorecard of the report to a file, with a change in it."""

    def write(change):
        (card, *_) = score_path(REPORT).scorecards
        data = scorecard_data(card)
        change(data)
        place = tmp_path / "one.json"
        place.write_text(json.dumps({"scorecards": [data]}), "utf-8")
        return place

    return write


def test_what_was_saved_with_older_sentences_can_become_golden(framework, kompass, saved):
    """It is the same score, and is published as it is said today."""
    ran = kompass("release", saved(worded_otherwise), *SIGNED, "--framework", framework)
    assert ran.code == 0, ran.err
    assert "Said in other words" not in (framework / "releases/mine/1.0.0.json").read_text("utf-8")


@pytest.mark.parametrize("change", [kind, expected, set_aside, one_less], ids=named)
def test_what_was_saved_with_another_figure_cannot(framework, kompass, saved, change):
    ran = kompass("release", saved(change), *SIGNED, "--framework", framework)
    assert (ran.code, "gives another score" in ran.err) == (1, True)
