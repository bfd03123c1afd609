"""What readers of SARIF make of ours: they read every finding, at its level and place, and lose nothing."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.peers

SETS = Path(__file__).parents[2] / "plugins/kompass-lint-mapping/tests/sets"


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """A folder of sets with everything that is reported:
    findings by line and by pointer, notes and errors."""
    place = tmp_path_factory.mktemp("sets")
    for one in SETS.iterdir():
        (place / one.name).write_bytes(one.read_bytes())
    good = (SETS / "good.json").read_text("utf-8")
    (place / "bad å.json").write_text(
        good.replace('"subset-of"', '"{part} [of](it)"').replace("0.9", "9"), "utf-8"
    )
    table = (SETS / "good.sssom.tsv").read_text("utf-8")
    table = table.replace("one.txt", "https://example.org/one").replace("exactMatch", "sameMatch")
    (place / "bad.sssom.tsv").write_text(table + "one:9\tskos:broadMatch\ttwo:9\n", "utf-8")
    (place / "empty.json").touch()
    return place


def written(folder, *files):
    command = [sys.executable, "-m", "kompass_spec", "lint-mapping", *files]
    done = subprocess.run([*command, "--sarif"], cwd=folder, capture_output=True, check=False)
    plain = subprocess.run([*command, "--json"], cwd=folder, capture_output=True, check=False)
    place = folder / "findings.sarif"
    place.write_bytes(done.stdout)
    return place, json.loads(plain.stdout)


def differences(ours, theirs, place=""):
    """Iterate over what stands in ours and not, or differently, in what was read and written again."""
    if isinstance(ours, dict) and isinstance(theirs, dict):
        for key, value in ours.items():
            yield from differences(value, theirs.get(key), f"{place}/{key}")
    elif isinstance(ours, list) and isinstance(theirs, list) and len(ours) == len(theirs):
        for number, (one, other) in enumerate(zip(ours, theirs, strict=True)):
            yield from differences(one, other, f"{place}/{number}")
    elif ours != theirs:
        yield place, ours, theirs


@pytest.mark.parametrize(
    "files",
    [
        (".",),
        ("good.json",),
        ("missing.json",),
        ("good.json", "--linter", "nonsense"),
        ("bad.sssom.tsv", "missing.json"),
    ],
    ids=" ".join,
)
def test_sarif_pydantic_reads_it_and_writes_it_again_without_loss(folder, files):
    from sarif_pydantic import Sarif  # noqa: PLC0415 - the peer is in a group of its own

    place, _ = written(folder, *files)
    text = place.read_text("utf-8")
    read = Sarif.model_validate_json(text)
    again = json.loads(read.model_dump_json(by_alias=True, exclude_none=True))
    assert list(differences(json.loads(text), again)) == []


def test_sarif_pydantic_finds_each_finding_at_its_place(folder):
    from sarif_pydantic import Level, Sarif  # noqa: PLC0415 - see above

    place, plain = written(folder, ".")
    (run,) = Sarif.model_validate_json(place.read_text("utf-8")).runs
    assert run.tool.driver.name == "kompass"
    assert [
        (one.rule_id, one.level, one.locations[0].physical_location.region.start_line) for one in run.results
    ] == [(one["rule"], Level(one["severity"]), one["line"]) for one in plain["findings"]]
    assert len({one["rule"] for one in plain["findings"]}) >= 3
    assert {one["severity"] for one in plain["findings"]} >= {"error", "warning"}
    (invocation,) = run.invocations
    assert not invocation.execution_successful
    # It has no class for notifications and keeps them as they are.
    notes = [one["level"] for one in invocation.model_extra["toolExecutionNotifications"]]
    assert (notes.count("error"), notes.count("note")) == (
        len(plain["errors"]),
        len(plain["unchecked"]),
    )


@pytest.mark.parametrize("files", [(".",), ("good.json",), ("missing.json",)], ids=" ".join)
def test_sarif_tools_counts_exactly_our_findings(folder, files):
    from sarif.loader import load_sarif_file  # noqa: PLC0415 - see above

    place, plain = written(folder, *files)
    read = load_sarif_file(str(place))
    report = read.get_report()
    count = len(plain.get("findings", ()))
    assert read.get_result_count() == count
    weights = [one["severity"] for one in plain.get("findings", ())]
    assert {level: report.get_issue_count_for_severity(level) for level in report.get_severities()} == {
        level: weights.count(level) for level in ("error", "warning", "note")
    }
    records = read.get_records()
    assert sorted((one["Location"], one["Line"], one["Code"]) for one in records) == sorted(
        (one["file"].replace(" å", "%20%C3%A5"), one["line"], one["rule"])
        for one in plain.get("findings", ())
    )


def test_sarif_tools_summarises_it_and_tells_that_findings_were_mended(folder):
    """A second run after half is mended: what is gone is gone, and what is left is known again."""
    from sarif.loader import load_sarif_file  # noqa: PLC0415 - see above

    sarif = Path(sys.executable).with_name("sarif")
    place, plain = written(folder, "bad å.json", "bad.sssom.tsv")
    before = place.rename(folder / "before.sarif")
    done = subprocess.run([sarif, "summary", before], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    for level in ("error", "warning"):
        count = sum(one["severity"] == level for one in plain["findings"])
        assert f"{level}: {count}\n" in done.stdout
    place, rest = written(folder, "bad.sssom.tsv")
    assert 0 < len(rest["findings"]) < len(plain["findings"])
    old, new = (
        {one["partialFingerprints"]["kompassFinding/v1"] for one in load_sarif_file(str(file)).get_results()}
        for file in (before, place)
    )
    assert new < old
