"""How long mappings of 45 MB take to lint, and how much memory, in a process of their own."""

import json
import subprocess
import sys

import pytest

pytestmark = pytest.mark.benchmark

LETTERS = 45_000_000
MEASURED = """
import resource, sys, time
from pathlib import Path
from kompass_spec.cli import main
begun = time.process_time()
code = main(["lint-mapping", sys.argv[1], "--max-size", "100M", "--fail-on", "error"])
status = Path("/proc/self/status")
if status.exists():  # what a process that was split off counts begins with what its parent had
    peak = next(line for line in status.read_text().splitlines() if line.startswith("VmHWM"))
    megabytes = int(peak.split()[1]) / 1000
else:
    megabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000
print(code, time.process_time() - begun, megabytes, file=sys.stderr)
"""


def measured(place):
    """Return the exit code, the seconds of the processor and the megabytes of a run."""
    done = subprocess.run([sys.executable, "-c", MEASURED, place], capture_output=True, text=True, check=True)
    code, seconds, megabytes = done.stderr.split()
    return int(code), float(seconds), float(megabytes)


def table(count):
    """Return the rows of a set, each about other items than those before."""
    relations = ("skos:exactMatch", "skos:closeMatch", "skos:broadMatch")
    for number in range(count):
        yield (
            f"one:{number:07d}\tthe label of number {number}\t{relations[number % 3]}\ttwo:{number * 7:07d}"
            f"\tanother label\tsemapv:LexicalMatching\tone:author\t2026-05-{number % 28 + 1:02d}"
            f"\t0.{number % 1000}\ta comment on number {number}\n"
        )


@pytest.mark.skipif(sys.platform == "win32", reason="Windows counts memory in another way")
def test_a_set_of_45_mb_takes_under_10_seconds_and_300_mb(tmp_path):
    place = tmp_path / "set.sssom.tsv"
    head = (
        "#curie_map:\n#  one: https://example.org/one/\n#  two: https://example.org/two/\n"
        "#license: https://example.org/licence\n#mapping_set_id: https://example.org/set\n"
        "subject_id\tsubject_label\tpredicate_id\tobject_id\tobject_label\tmapping_justification\tauthor_id"
        "\tmapping_date\tconfidence\tcomment\n"
    )
    with place.open("w", encoding="utf-8") as file:
        file.write(head)
        for row in table(LETTERS // 150):
            file.write(row)
    assert place.stat().st_size > LETTERS * 0.9
    code, seconds, megabytes = measured(place)
    assert code == 0
    assert seconds < 10
    assert megabytes < 300


@pytest.mark.skipif(sys.platform == "win32", reason="Windows counts memory in another way")
def test_a_collection_of_45_mb_takes_under_10_seconds_and_300_mb(tmp_path):
    place = tmp_path / "set.json"
    entry = {
        "uuid": "6f1f4a3e-3333-4333-8333-#",
        "relationship": "subset-of",
        "sources": [{"type": "control", "id-ref": "a-@"}],
        "targets": [{"type": "control", "id-ref": "b-@"}],
    }
    resource = {"type": "catalog", "href": "https://example.org/a"}
    document = {
        "mapping-collection": {
            "uuid": "6f1f4a3e-1111-4111-8111-111111111111",
            "metadata": {
                "title": "t",
                "last-modified": "2026-01-01T00:00:00Z",
                "version": "1",
                "oscal-version": "1.2.0",
            },
            "provenance": {
                "method": "human",
                "matching-rationale": "semantic",
                "status": "complete",
                "mapping-description": "d",
            },
            "mappings": [
                {
                    "uuid": "6f1f4a3e-2222-4222-8222-222222222222",
                    "source-resource": resource,
                    "target-resource": {**resource, "href": "https://example.org/b"},
                    "maps": ["@"],
                }
            ],
        }
    }
    before, after = json.dumps(document).split('"@"')
    text = json.dumps(entry, indent=2)
    with place.open("w", encoding="utf-8") as file:
        for number in range(LETTERS // len(text)):
            numbered = text.replace("@", str(number)).replace("#", f"{number:012d}")
            file.write((",\n" if number else before) + numbered)
        file.write(after)
    code, seconds, megabytes = measured(place)
    assert code == 0
    assert seconds < 10
    assert megabytes < 300
