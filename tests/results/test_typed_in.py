"""What somebody typed in is never said to stand in a report, and what was left open is named."""

import re
from importlib.metadata import entry_points
from typing import Any

import pytest

from kompass_spec import (
    compare_scorecards,
    convert_scorecard,
    load_registry,
    render_scorecards,
    score_assessment,
)
from kompass_spec.cli.scorecard_table import scorecard_table
from kompass_spec.results.comparison_sheets import comparison_sheet
from kompass_spec.results.layouts import lay_out
from kompass_spec.sheets.conversion import conversion_sheet
from kompass_spec.wording.wording import wording_for

LANGUAGES = ("en", "sv", "nb", "nn", "da")
REPORT = re.compile(r"\brap+ort|\breport|\bprint|\btryckt|\btrykt", re.IGNORECASE)
NOTES = re.compile(r"^(Sources|Källor|Kilder|Kjelder)$.*", re.MULTILINE | re.DOTALL)
"""The sources of the edition are reports, and are said to be."""
NOT_ANSWERED = {
    "en": "Not answered:",
    "sv": "Ej besvarade:",
    "nb": "Ikke besvart:",
    "nn": "Ikkje svara på:",
    "da": "Ikke besvaret:",
}
NEEDED = {"kompass-convert-mapping", "kompass-frameworks", "kompass-render-text", "kompass-score-standard"}
INSTALLED = {point.dist.name for point in entry_points(group="kompass") if point.dist is not None}
if not NEEDED <= INSTALLED:
    pytest.skip(f"not installed: {NEEDED - INSTALLED}", allow_module_level=True)
EDITION = load_registry()["se-2016"]
QUESTIONS = [question.code for question in EDITION.questions]
GIVEN: dict[str, Any] = {
    "exact": {"percents": dict.fromkeys(QUESTIONS, 75)},
    "rounded": {"percents": dict.fromkeys(QUESTIONS, "62")},
    "some": {"percents": dict.fromkeys(QUESTIONS[:20], "62.5"), "not_applicable": ["8"]},
    "areas": {"points": {**{area.code: "62" for area in EDITION.areas}, "total": "497"}},
    "contradictions": {
        "points": {"total": 100, "1": "60", "1.1": 15, "2.1": 3},
        "percents": {"2.1": 75, "1.2": 99},
    },
    "total": {"points": {"total": "500"}},
    "nothing": {},
}


EARLIER = score_assessment(EDITION.assess("Lund", 2016, percents=dict.fromkeys(QUESTIONS, "50")))


@pytest.fixture(scope="module", params=GIVEN)
def card(request):
    return score_assessment(EDITION.assess("Lund", 2018, **GIVEN[request.param]))


def words_of(output):
    """Return what of an output is said of the result, without its edition's own words and sources."""
    said = NOTES.sub("", output.decode() if isinstance(output, bytes) else output)
    for question in EDITION.questions:
        said = re.sub(r"\s+".join(map(re.escape, question.text["sv"].split()[:2])), "", said)
    return said


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_output_speaks_of_a_report(card, language):
    for to in ("text", "summary"):
        said = words_of(render_scorecards([card], to=to, language=language))
        assert not REPORT.search(said), REPORT.findall(said)
    sheets = [
        conversion_sheet([convert_scorecard(card, "se-2010")], language=language),
        comparison_sheet(compare_scorecards([EARLIER, card]), language=language, questions=True),
    ]
    for sheet in sheets:
        said = words_of(lay_out(sheet, to="text"))
        assert not REPORT.search(said)
    assert not REPORT.search(scorecard_table(card, wording_for(language)))


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_was_left_open_is_named(language):
    card = score_assessment(EDITION.assess("Lund", 2018, **GIVEN["some"]))
    said = render_scorecards([card], to="text", language=language).decode()
    line = next(line for line in said.splitlines() if NOT_ANSWERED[language] in line)
    assert "4.6" in line
    assert "5" in line
    assert "8" not in line.replace("4.6", ""), "what does not apply was not left open"
