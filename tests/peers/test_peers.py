"""What the standard tools of the field say of our sets:
they read the good ones, and let through what we refuse."""

import json
import runpy
import subprocess
import sys
from pathlib import Path

import pytest

from kompass_spec import load_plugins
from kompass_spec.model import Severity
from kompass_spec.results.lints import lint_path

pytestmark = pytest.mark.peers

ROOT = Path(__file__).parents[2]
SETS = ROOT / "plugins/kompass-lint-mapping/tests/sets"


@pytest.mark.parametrize(("name", "count"), [("good.json", 6), ("full.json", 4)])
def test_trestle_reads_the_good_mapping_collections(name, count):
    from trestle.oscal.mapping import MappingCollection  # noqa: PLC0415 - the peer is in a group of its own

    read = MappingCollection.oscal_read(SETS / name)
    assert sum(len(mapping.maps) for mapping in read.mappings) == count


def test_trestle_reads_their_catalogues():
    from trestle.oscal.catalog import Catalog  # noqa: PLC0415 - see above

    for name in ("one.json", "two.json"):
        assert Catalog.oscal_read(SETS / name).groups


def test_trestle_reads_a_made_up_relation_that_is_refused_here(tmp_path):
    from trestle.oscal.mapping import MappingCollection  # noqa: PLC0415 - see above

    data = json.loads((SETS / "good.json").read_text("utf-8"))
    data["mapping-collection"]["mappings"][0]["maps"][0]["relationship"] = "banana"
    place = tmp_path / "bad.json"
    place.write_text(json.dumps(data), "utf-8")
    assert MappingCollection.oscal_read(place) is not None
    rules = {one.rule for one in lint_path(place, plugins=load_plugins("linters")).findings}
    assert "unknown-relation" in rules


@pytest.mark.parametrize(
    ("table", "key"),
    [
        ("coverage", "target-coverage"),
        ("qualifiers", "description"),
        ("source-gap-summary", "unmapped-controls"),
        ("source-resource", "href"),
        ("provenance", "status"),
        ("metadata", "title"),
        ("roles", "title"),
        ("responsible-parties", "party-uuids"),
        ("props", "value"),
        ("links", "href"),
        ("resources", "uuid"),
        ("rlinks", "href"),
        ("sources", "type"),
        ("maps", "uuid"),
    ],
)
def test_trestle_requires_the_fields_that_are_required_here(tmp_path, table, key):
    """A field that is taken away from the full set, wherever it is, is missed by both."""
    from trestle.oscal.mapping import MappingCollection  # noqa: PLC0415 - see above

    data = json.loads((SETS / "full.json").read_text("utf-8"))
    waiting, taken = [data], 0
    while waiting:
        here = waiting.pop()
        for name, value in here.items():
            inside = [one for one in (value if isinstance(value, list) else [value]) if isinstance(one, dict)]
            for one in inside:
                if name == table and key in one:
                    del one[key]
                    taken += 1
            waiting.extend(inside)
    assert taken
    for name in ("one.json", "two.json"):
        (tmp_path / name).write_bytes((SETS / name).read_bytes())
    place = tmp_path / "bad.json"
    place.write_text(json.dumps(data), "utf-8")
    with pytest.raises(Exception, match=r"(?i)field required|missing"):
        MappingCollection.oscal_read(place)
    found = lint_path(place, plugins=load_plugins("linters")).findings
    assert [one.rule for one in found].count("missing-field") == taken


@pytest.mark.parametrize(("name", "count"), [("good.sssom.tsv", 4), ("full.sssom.tsv", 10)])
def test_sssom_reads_the_good_mapping_sets(name, count):
    sssom = Path(sys.executable).with_name("sssom")
    done = subprocess.run([sssom, "validate", SETS / name], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    parsed = subprocess.run([sssom, "parse", SETS / name], capture_output=True, text=True, check=False)
    assert parsed.returncode == 0, parsed.stderr
    assert parsed.stdout.count("\tsemapv:") - parsed.stdout.count("\tsemapv:cross") == count


def test_every_predicate_that_sssom_inverts_is_known_here_with_the_same_inverse():
    from kompass_lint_mapping.sssom_predicates import KNOWN, RULES  # noqa: PLC0415 - see above

    # In a process of its own: what it imports warns.
    code = (
        "import json; from sssom.constants import *; print(json.dumps([PREDICATE_INVERT_DICTIONARY,"
        " PREDICATE_LIST]))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    inverses, listed = json.loads(done.stdout)
    assert inverses
    assert {predicate: RULES.inverses[predicate] for predicate in inverses} == inverses
    assert set(listed) <= KNOWN


def standards():
    """Return the examples of the linter's own tests: what is fine, and what is refused."""
    module = runpy.run_path(str(SETS.with_name("test_lint_standards.py")))
    return module["EXAMPLES"], {name: text for name, (text, _) in module["REFUSED"].items()}


ASKED = """
import io, json, sys, warnings, logging
warnings.simplefilter("ignore")
logging.disable(logging.CRITICAL)
from sssom.constants import SchemaValidationType
from sssom.parsers import parse_sssom_table
from sssom.validators import validate
answers = {}
for name, text in json.load(sys.stdin).items():
    try:
        validate(parse_sssom_table(io.StringIO(text)), [SchemaValidationType.JsonSchema])
        answers[name] = None
    except BaseException as error:
        answers[name] = f"{type(error).__name__}: {error}"
print(json.dumps(answers))
"""

SEEN = {
    "a version of its own",
    "a confidence above one",
    "a confidence below nothing",
    "no term found as a justification",
    "a list as a value",
    "a table as a value",
}
"""What sssom-py refuses too of what is refused here; it repairs, or passes over, the rest."""


def test_sssom_reads_what_is_fine_here_and_refuses_nothing_that_is():
    """In one process: what it imports takes seconds, and warns."""
    fine, refused = standards()
    done = subprocess.run(
        [sys.executable, "-c", ASKED],
        input=json.dumps(fine | refused),
        capture_output=True,
        text=True,
        check=True,
    )
    answers = json.loads(done.stdout.splitlines()[-1])
    assert {name: answers[name] for name in fine if answers[name] is not None} == {}
    assert {name for name in refused if answers[name] is not None} >= SEEN


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("uuid", "one"),
        ("unexpected", 1),
        ("sources", []),
        ("relationship", "two words"),
        ("qualifiers", []),
        ("coverage", {"target-coverage": "much"}),
    ],
)
def test_trestle_refuses_the_forms_and_fields_that_are_refused_here(tmp_path, key, value):
    from trestle.oscal.mapping import MappingCollection  # noqa: PLC0415 - see above

    data = json.loads((SETS / "good.json").read_text("utf-8"))
    data["mapping-collection"]["mappings"][0]["maps"][0][key] = value
    place = tmp_path / "bad.json"
    place.write_text(json.dumps(data), "utf-8")
    with pytest.raises(Exception, match=r"(?i)validation error|extra|permitted|match|least|valid|load"):
        MappingCollection.oscal_read(place)
    weights = {one.severity for one in lint_path(place, plugins=load_plugins("linters")).findings}
    assert Severity.ERROR in weights
