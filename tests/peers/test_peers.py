"""What the standard tools of the field say of our sets: they read the good ones, and let through what we refuse."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from kompass_spec import load_plugins
from kompass_spec.linting import lint_path

pytestmark = pytest.mark.peers

ROOT = Path(__file__).parents[2]
SETS = ROOT / "plugins/kompass-lint-mapping/tests/sets"


def test_trestle_reads_the_good_mapping_collection_and_its_catalogues():
    from trestle.oscal.catalog import Catalog  # noqa: PLC0415 - the peer is in a group of its own
    from trestle.oscal.mapping import MappingCollection  # noqa: PLC0415 - see above

    assert len(MappingCollection.oscal_read(SETS / "good.json").mappings) == 2
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


def test_sssom_reads_the_good_mapping_set():
    sssom = Path(sys.executable).with_name("sssom")
    done = subprocess.run(
        [sssom, "validate", SETS / "good.sssom.tsv"], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    parsed = subprocess.run(
        [sssom, "parse", SETS / "good.sssom.tsv"], capture_output=True, text=True, check=False
    )
    assert parsed.returncode == 0, parsed.stderr
    rows = [line for line in parsed.stdout.splitlines() if line.startswith("one:")]
    assert len(rows) == 4
