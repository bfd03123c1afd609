"""What reaches a terminal: nothing that it would obey, and nothing said ten times."""

import json
import re

import pytest

from kompass_spec.cli.output import warn
from kompass_spec.model.problems import Problem

EVIL = "\x1b[31mEvil\x1b]0;title\x07\u202e"
OBEYED = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")


@pytest.fixture
def evil(kompass, tmp_path, report):
    """Return results whose organisation and findings would steer a terminal, in a file whose name would."""
    place = tmp_path / f"{EVIL}.json"
    kompass("import", report, "-o", place)
    imported = json.loads(place.read_bytes())
    for assessment in imported["assessments"]:
        assessment["organisation"]["name"] = EVIL
        for seen in assessment["observations"]:
            seen["label"] = EVIL
    imported["assessments"][0]["findings"][0]["text"] = EVIL
    place.write_text(json.dumps(imported), "utf-8")
    return place


@pytest.mark.parametrize(
    "line",
    [
        ["score"],
        ["convert", "--to", "se-2020"],
        ["compare"],
        ["cohort"],
        ["import"],
        ["score", "-o", f"{EVIL}.x.json"],
        ["compare", "-o", f"{EVIL}.x.json"],
        ["convert", "--to", "se-2020", "-o", f"{EVIL}.x.json"],
        ["report"],
        ["report", "--to", "markdown"],
        ["render", "--lang", "en"],
        ["report", "--to", "markdown", "-o", f"{EVIL}.md.md"],
        ["check"],
    ],
    ids=" ".join,
)
def test_nothing_from_outside_steers_the_terminal(kompass, evil, line):
    ran = kompass(line[0], evil, *line[1:])
    assert "Evil" in ran.out + ran.err
    assert not OBEYED.search(ran.out + ran.err)


@pytest.mark.parametrize(
    "line",
    [
        ["show", EVIL],
        ["show", "se-2016", EVIL],
        ["diff", EVIL, "se-2016"],
        ["diff", "se-2016", EVIL, "--markdown"],
        ["schema", EVIL],
        ["schema", "edition", "-o", f"{EVIL}.json"],
        ["score", "x.md", "--edition", EVIL],
        ["new", "plugin", "--kind", "importer", "--name", EVIL],
        [EVIL],
    ],
    ids=" ".join,
)
def test_no_argument_steers_the_terminal(kompass, line):
    ran = kompass(*line)
    assert not OBEYED.search(ran.out + ran.err)


def test_what_is_said_of_several_lines_is_said_once(capsys):
    same = [
        Problem("unread-figure", "'~58' cannot be read.", "report.md", line=line) for line in range(1, 11)
    ]
    warn([*same, Problem("unread-figure", "'~59' cannot be read.", "report.md", line=3)])
    assert capsys.readouterr().err.splitlines() == [
        "kompass: warning: report.md: lines 1, 2, 3, 4, 5 and 5 more: '~58' cannot be read.",
        "kompass: warning: report.md: line 3: '~59' cannot be read.",
    ]
