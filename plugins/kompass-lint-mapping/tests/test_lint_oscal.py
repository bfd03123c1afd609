"""OSCAL mapping-collections, good and bad."""

import json
from copy import deepcopy
from pathlib import Path

import pytest
from hypothesis import given, strategies as st

from kompass_lint_mapping.oscal import OscalLinter
from kompass_spec.requests import LintRequest

SETS = Path(__file__).with_name("sets")
GOOD = json.loads((SETS / "good.json").read_text("utf-8"))


def lint(data, folder=SETS):
    text = data if isinstance(data, str) else json.dumps(data, indent=1)
    return OscalLinter().lint(LintRequest(file=str(folder / "set.json"), text=text))


def maps(data, number=0):
    return data["mapping-collection"]["mappings"][number]["maps"]


def test_a_good_set_is_fine():
    found = lint(GOOD)
    assert found.findings == ()
    assert found.unchecked == ()


def change_relation(data):
    maps(data)[0]["relationship"] = "banana"


def dangle(data):
    maps(data)[1]["targets"][0]["id-ref"] = "b-9"


def repeat(data):
    maps(data).append({**maps(data)[1], "uuid": "00000000-0000-4000-8000-000000000099"})


def exclude(data):
    maps(data).append({**maps(data)[1], "relationship": "superset-of"})


def equal_and_more(data):
    maps(data).append({**maps(data)[0], "relationship": "intersects-with"})


def several(data):
    extra = deepcopy(maps(data)[0])
    extra["targets"][0]["id-ref"] = "b-2"
    maps(data).append(extra)


def several_in_one(data):
    maps(data)[0]["targets"].append({"type": "control", "id-ref": "b-4"})


def confidence(data):
    maps(data)[0]["confidence-score"]["percentage"] = 7


def coverage(data):
    maps(data)[1]["coverage"]["target-coverage"] = -0.1


def confidence_of_all(data):
    data["mapping-collection"]["provenance"]["confidence-score"] = {"percentage": "0.5"}


def no_relation(data):
    del maps(data)[0]["relationship"]


def no_provenance(data):
    del data["mapping-collection"]["provenance"]


def inverse(data):
    maps(data, 1)[1]["relationship"] = "subset-of"


BAD = {
    change_relation: ("unknown-relation", "/mapping-collection/mappings/0/maps/0"),
    dangle: ("dangling-end", "/mapping-collection/mappings/0/maps/1/targets/0/id-ref"),
    repeat: ("duplicate-row", "/mapping-collection/mappings/0/maps/4"),
    exclude: ("excluding-relations", "/mapping-collection/mappings/0/maps/4"),
    equal_and_more: ("excluding-relations", "/mapping-collection/mappings/0/maps/4"),
    several: ("equal-to-several", "/mapping-collection/mappings/0/maps/4"),
    several_in_one: ("equal-to-several", "/mapping-collection/mappings/0/maps/0"),
    confidence: ("out-of-range", "/mapping-collection/mappings/0/maps/0/confidence-score/percentage"),
    coverage: ("out-of-range", "/mapping-collection/mappings/0/maps/1/coverage/target-coverage"),
    confidence_of_all: ("out-of-range", "/mapping-collection/provenance/confidence-score/percentage"),
    no_relation: ("missing-field", "/mapping-collection/mappings/0/maps/0"),
    no_provenance: ("missing-field", "/mapping-collection"),
    inverse: ("inverse-disagrees", "/mapping-collection/mappings/1/maps/1"),
}


@pytest.mark.parametrize("spoil", BAD, ids=lambda spoil: spoil.__name__)
def test_a_bad_set_is_told_with_its_place(spoil):
    data = deepcopy(GOOD)
    spoil(data)
    rule, pointer = BAD[spoil]
    found = lint(data).findings
    assert (rule, pointer) in [(one.rule, one.pointer) for one in found], found
    assert all(one.message and one.line for one in found)
    assert len(found) == 1 or spoil in (several_in_one, exclude)


def test_the_line_is_that_of_the_place():
    text = (SETS / "good.json").read_text("utf-8").replace("subset-of", "part-of")
    (found,) = (one for one in lint(text).findings if one.rule == "unknown-relation")
    lines = text.splitlines()
    assert lines[found.line - 1].strip() == "{"
    assert "part-of" in lines[found.line + 1]


@pytest.mark.parametrize(
    "href", ["https://example.org/catalog.json", "missing.json", "/etc/passwd", "one.txt", "good.json"]
)
def test_a_catalogue_that_cannot_be_read_is_said(href):
    data = deepcopy(GOOD)
    data["mapping-collection"]["mappings"][0]["source-resource"]["href"] = href
    found = lint(data)
    assert [one for one in found.findings if one.rule == "dangling-end"] == []
    assert any(href in sentence for sentence in found.unchecked)


@pytest.mark.parametrize(
    "text", ["{", "[]", "3", '{"catalog": {}}', '{"mapping-collection": 3}', "[" * 100_000]
)
def test_what_is_no_mapping_collection_is_said(text):
    (found,) = lint(text).findings
    assert found.rule in {"not-json", "not-a-mapping"}


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=5,
)


@given(st.data())
def test_whatever_stands_in_a_set_nothing_is_raised(data):
    """Law 10: "A broken plugin costs its own feature and one clear sentence, never the program.\""""
    spoilt = deepcopy(GOOD)
    here = spoilt
    while True:
        key = data.draw(st.sampled_from(list(here) if isinstance(here, dict) else range(len(here))))
        inner = here[key]
        if not isinstance(inner, (dict, list)) or not inner or data.draw(st.booleans()):
            here[key] = data.draw(JSON)
            break
        here = inner
    lint(spoilt)
