"""What commands write as JSON Lines is what they write at once, and is read back without loss."""

import json
import shutil
from pathlib import Path

import jsonschema
import pytest

from kompass_spec.documents.schemas import read_schema

REPORT = Path(__file__).parents[2] / "docs/examples/ornskoldsvik-2017.md"


@pytest.fixture
def reports(tmp_path):
    for number in range(2):
        shutil.copy(REPORT, tmp_path / f"report-{number}.md")
    return tmp_path


@pytest.mark.parametrize(
    ("command", "key", "jobs"),
    [
        ("import", "assessments", ()),
        ("score", "scorecards", ()),
        pytest.param("score", "scorecards", ("--jobs", "2"), marks=pytest.mark.slow),
    ],
)
def test_what_is_written_in_lines_is_what_is_written_at_once(kompass, reports, command, key, jobs):
    files = sorted(str(file) for file in reports.glob("*.md"))
    kompass(command, *files, "-o", "whole.json")
    kompass(command, *files, *jobs, "-o", "lines.jsonl")
    whole = json.loads((reports / "whole.json").read_text("utf-8"))
    lines = [json.loads(line) for line in (reports / "lines.jsonl").read_text("utf-8").splitlines()]
    assert len(lines) == len(whole[key]) == 6
    assert [line[key] for line in lines] == [[result] for result in whole[key]]
    for line in lines:
        jsonschema.validate(line, read_schema(key))


def test_they_are_read_back_by_what_reads_json(kompass):
    kompass("import", str(REPORT), "-o", "one.json")
    kompass("import", str(REPORT), "-o", "one.jsonl")
    assert kompass("score", "one.jsonl", "--json").out == kompass("score", "one.json", "--json").out
    kompass("score", "one.jsonl", "-o", "cards.jsonl")
    kompass("score", "one.jsonl", "-o", "cards.json")
    shown = kompass("render", "cards.jsonl", "--to", "text").out
    assert shown == kompass("render", "cards.json", "--to", "text").out
