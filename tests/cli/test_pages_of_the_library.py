"""``kompass report`` and ``kompass render`` show what ``report_paths`` and ``report_path`` return, and
nothing else."""

from pathlib import Path
from typing import Any

import pytest

from kompass_spec import Choice, InputError, Order, UsageError, report_path, report_paths

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]
EXAMPLE = ROOT / "docs/examples/ornskoldsvik-2017.md"
HAREID = ROOT / "tests/variants/hareid-2019.md"

ASKED: dict[str, tuple[tuple[str, ...], dict[str, Any]]] = {
    "text": ((), {}),
    "a page": (("--to", "html"), {"to": "html"}),
    "another year": (("--year", "2015", "--to", "markdown"), {"year": 2015, "to": "markdown"}),
    "another language": (("--lang", "da", "--to", "html"), {"language": "da", "to": "html"}),
    "a language that nobody has": (("--lang", "fi"), {"language": "fi"}),
    "the organisation": (("--organisation", "2284"), {"organisation": "2284"}),
    "the weakest first": (("--weakest-first",), {"order": Order.WEAKEST}),
    "a reference": (("--reference", str(EXAMPLE)), {"reference": [EXAMPLE]}),
    "a cohort": (("--cohort", "--year", "2015"), {"published": Choice(), "year": 2015}),
    "a cohort of a country": (
        ("--cohort-country", "SE", "--to", "html"),
        {"published": Choice(country="SE"), "to": "html"},
    ),
    "the edition": (("--edition", "se-2016"), {"edition": "se-2016"}),
}


@pytest.mark.parametrize("name", ASKED)
def test_one_file(name, kompass, tmp_path):
    options, asked = ASKED[name]
    output = tmp_path / "result"
    ran = kompass("report", EXAMPLE, "-o", output, "--json", *options)
    content, scored = report_path(EXAMPLE, **asked)
    assert ran.code == 0
    assert output.read_bytes() == content
    assert [warning["message"] for warning in ran.json["warnings"]] == [
        warning.message for warning in scored.warnings
    ]


@pytest.mark.parametrize("options", [(), ("--lang", "nn"), ("--cohort",)])
def test_several_files_with_what_is_wrong_in_them(options, kompass, tmp_path):
    broken = tmp_path / "broken.md"
    broken.write_text("# Något annat\n", "utf-8")
    files = [EXAMPLE, broken, HAREID]
    ran = kompass("report", *files, "-o", f"{tmp_path}/pages/", "--to", "html", "--json", *options)
    made = report_paths(
        files,
        to="html",
        language="nn" if "--lang" in options else None,
        published=Choice() if "--cohort" in options else None,
    )
    assert ran.code == 1
    assert [problem.file for problem in made.problems] == [str(broken)]
    assert [error["message"] for error in ran.json["errors"]] == [
        problem.message for problem in made.problems
    ]
    assert [warning["message"] for warning in ran.json["warnings"]] == [
        warning.message for warning in made.warnings
    ]
    assert [Path(one["file"]) for one in ran.json["written"]] == [page.file for page in made.pages]
    assert [Path(one["output"]).read_bytes() for one in ran.json["written"]] == [
        page.content for page in made.pages
    ]


def test_what_was_saved_is_rendered_the_same_way(kompass, tmp_path):
    saved, output = tmp_path / "scorecards.json", tmp_path / "page.html"
    kompass("score", EXAMPLE, "-o", saved)
    assert kompass("render", saved, "-o", output).code == 0
    assert output.read_bytes() == report_path(saved, to="html")[0]


def test_what_is_asked_for_and_not_there_is_raised_alike(kompass):
    ran = kompass("report", EXAMPLE, "--year", "1999")
    with pytest.raises(UsageError) as raised:
        report_path(EXAMPLE, year=1999)
    assert ran.code == 2
    assert str(raised.value) in ran.err
    with pytest.raises(InputError, match="There is no organisation 'Lund' here"):
        report_path(EXAMPLE, organisation="Lund")
