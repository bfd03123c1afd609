"""Results as JSON Lines: every line that is wrong is named."""

import pytest

from kompass_spec.documents.json_lines import parse_results
from kompass_spec.model.problems import InputError


def test_every_line_that_is_wrong_is_named():
    text = '{"scorecards": []}\nnonsense\n\n{"other": 1}\n{"assessments": []}\n'
    with pytest.raises(InputError) as caught:
        parse_results(text, "cards.jsonl")
    told = {(problem.code, problem.line) for problem in caught.value.problems}
    assert told == {("bad-json", 2), ("unknown-document", 4), ("unknown-document", None)}
