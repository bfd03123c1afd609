"""OSCAL mapping-collections, good and bad."""

import json
import time
import uuid
from copy import deepcopy
from pathlib import Path

import pytest
from hypothesis import given, strategies as st

from kompass_lint_mapping.oscal import OscalLinter
from kompass_spec.plugins.requests import LintRequest

SETS = Path(__file__).with_name("sets")
GOOD = json.loads((SETS / "good.json").read_text("utf-8"))


def lint(data, folder=SETS):
    text = data if isinstance(data, str) else json.dumps(data, indent=1)
    return OscalLinter().lint(LintRequest(file=str(folder / "set.json"), text=text))


def maps(data, number=0):
    return data["mapping-collection"]["mappings"][number]["maps"]


def another(entry, changes=None):
    """Return a map like another one, with an identifier of its own."""
    return {**deepcopy(entry), **(changes or {}), "uuid": str(uuid.uuid4())}


@pytest.mark.parametrize("name", ["good.json", "full.json"])
def test_a_good_set_is_fine(name):
    linted = lint((SETS / name).read_text("utf-8"))
    assert linted.findings == ()
    assert linted.unchecked == ()


def change_relation(data):
    maps(data)[0]["relationship"] = "banana"


def dangle(data):
    maps(data)[1]["targets"][0]["id-ref"] = "b-9"


def repeat(data):
    maps(data).append(another(maps(data)[1]))


def exclude(data):
    maps(data).append(another(maps(data)[1], {"relationship": "superset-of"}))


def equal_and_more(data):
    maps(data).append(another(maps(data)[0], {"relationship": "intersects-with"}))


def several(data):
    extra = another(maps(data)[0])
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


def missing_coverage(data):
    del maps(data)[1]["coverage"]["target-coverage"]


def no_text_in_a_qualifier(data):
    maps(data)[0]["qualifiers"] = [{"subject": "both", "predicate": "has-requirement", "category": "blocked"}]


def coverage_as_a_number(data):
    maps(data)[1]["coverage"] = 7


def confidence_as_a_truth(data):
    maps(data)[0]["confidence-score"]["percentage"] = True


def confidence_of_nothing(data):
    maps(data)[0]["confidence-score"] = {}


def group_as_control(data):
    maps(data)[3]["targets"][0]["id-ref"] = "two-group"


def namespace_with_a_slash(data):
    maps(data)[0].update(ns="http://csrc.nist.gov/ns/oscal/", relationship="same-as")


def maps_as_a_table(data):
    data["mapping-collection"]["mappings"][0]["maps"] = {"uuid": "x"}


def a_map_as_a_text(data):
    maps(data)[3] = "equal-to"


def sources_as_a_table(data):
    maps(data)[3]["sources"] = {"type": "control", "id-ref": "a-2"}


def relation_as_a_table(data):
    maps(data)[3]["relationship"] = {"type": "equal-to"}


def id_as_a_number(data):
    maps(data)[3]["targets"][0]["id-ref"] = 4


def statement_as_control(data):
    maps(data)[3]["targets"][0]["id-ref"] = "b-4_smt"


def control_as_statement(data):
    maps(data)[3]["targets"][0]["type"] = "statement"


def title_of_the_catalogue(data):
    maps(data)[3]["targets"][0]["id-ref"] = "creator"


def gap(data):
    data["mapping-collection"]["mappings"][0]["source-gap-summary"] = {
        "uuid": "00000000-0000-4000-8000-0000000000aa",
        "unmapped-controls": [{"with-ids": ["a-4", "a-9"]}],
    }


def subset_and_intersection(data):
    maps(data).append(another(maps(data)[1], {"relationship": "intersects-with"}))
    maps(data, 1).pop(1)


def repeat_in_another_order(data):
    again = another(maps(data)[3])
    again["sources"].reverse()
    maps(data).append(again)


BAD = {
    missing_coverage: ("missing-field", "/mapping-collection/mappings/0/maps/1/coverage"),
    no_text_in_a_qualifier: ("missing-field", "/mapping-collection/mappings/0/maps/0/qualifiers/0"),
    coverage_as_a_number: ("wrong-type", "/mapping-collection/mappings/0/maps/1/coverage"),
    confidence_as_a_truth: (
        "wrong-type",
        "/mapping-collection/mappings/0/maps/0/confidence-score/percentage",
    ),
    confidence_of_nothing: ("missing-field", "/mapping-collection/mappings/0/maps/0/confidence-score"),
    namespace_with_a_slash: ("unknown-relation", "/mapping-collection/mappings/0/maps/0"),
    group_as_control: ("dangling-end", "/mapping-collection/mappings/0/maps/3/targets/0/id-ref"),
    maps_as_a_table: ("wrong-type", "/mapping-collection/mappings/0/maps"),
    a_map_as_a_text: ("wrong-type", "/mapping-collection/mappings/0/maps/3"),
    sources_as_a_table: ("wrong-type", "/mapping-collection/mappings/0/maps/3/sources"),
    relation_as_a_table: ("wrong-type", "/mapping-collection/mappings/0/maps/3/relationship"),
    id_as_a_number: ("wrong-type", "/mapping-collection/mappings/0/maps/3/targets/0/id-ref"),
    statement_as_control: ("dangling-end", "/mapping-collection/mappings/0/maps/3/targets/0/id-ref"),
    control_as_statement: ("dangling-end", "/mapping-collection/mappings/0/maps/3/targets/0/id-ref"),
    title_of_the_catalogue: ("dangling-end", "/mapping-collection/mappings/0/maps/3/targets/0/id-ref"),
    gap: (
        "dangling-end",
        "/mapping-collection/mappings/0/source-gap-summary/unmapped-controls/0/with-ids/1",
    ),
    subset_and_intersection: ("excluding-relations", "/mapping-collection/mappings/0/maps/4"),
    repeat_in_another_order: ("duplicate-row", "/mapping-collection/mappings/0/maps/4"),
    change_relation: ("unknown-relation", "/mapping-collection/mappings/0/maps/0"),
    dangle: ("dangling-end", "/mapping-collection/mappings/0/maps/1/targets/0/id-ref"),
    repeat: ("duplicate-row", "/mapping-collection/mappings/0/maps/4"),
    exclude: ("excluding-relations", "/mapping-collection/mappings/0/maps/4"),
    equal_and_more: ("excluding-relations", "/mapping-collection/mappings/0/maps/4"),
    several: ("equal-to-several", "/mapping-collection/mappings/0/maps/4"),
    several_in_one: ("equal-to-several", "/mapping-collection/mappings/0/maps/0"),
    confidence: ("out-of-range", "/mapping-collection/mappings/0/maps/0/confidence-score/percentage"),
    coverage: ("out-of-range", "/mapping-collection/mappings/0/maps/1/coverage/target-coverage"),
    confidence_of_all: ("wrong-type", "/mapping-collection/provenance/confidence-score/percentage"),
    no_relation: ("missing-field", "/mapping-collection/mappings/0/maps/0"),
    no_provenance: ("missing-field", "/mapping-collection"),
    inverse: ("inverse-disagrees", "/mapping-collection/mappings/1/maps/1"),
}


@pytest.mark.parametrize("spoil", BAD, ids=lambda spoil: spoil.__name__)
def test_a_bad_set_is_told_with_its_place(spoil):
    data = deepcopy(GOOD)
    spoil(data)
    rule, pointer = BAD[spoil]
    findings = lint(data).findings
    assert (rule, pointer) in [(finding.rule, finding.pointer) for finding in findings], findings
    assert all(finding.message and finding.line for finding in findings)
    assert len(findings) == 1 or spoil in (several_in_one, exclude)


def statements(data):
    maps(data)[0]["sources"] = [{"type": "statement", "id-ref": "a-1_smt"}]
    maps(data)[0]["targets"] = [{"type": "statement", "id-ref": "b-1_smt"}]
    maps(data, 1).pop(0)


def one_mapping_without_a_list(data):
    data["mapping-collection"]["mappings"] = data["mapping-collection"]["mappings"][0]


def words_of_another(data):
    """OSCAL: "A namespace qualifying the relationship's value." """
    for number in (0, 1):
        for entry in maps(data, number):
            entry.update({"ns": "https://example.org/ns", "relationship": "goes-with"})


def another_rationale(data):
    """OSCAL: "more than one matching-rationale method may apply to a source and target pair"."""
    maps(data).append(
        another(maps(data)[0], {"relationship": "intersects-with", "matching-rationale": "syntactic"})
    )
    maps(data).append(another(maps(data)[0], {"matching-rationale": "functional"}))
    data["mapping-collection"]["mappings"].append(
        {
            **data["mapping-collection"]["mappings"][0],
            "uuid": str(uuid.uuid4()),
            "matching-rationale": "syntactic",
            "maps": [another(maps(data)[2], {"relationship": "no-relationship"})],
        }
    )


def the_same_catalogue_by_other_names(data):
    first, second = data["mapping-collection"]["mappings"]
    first["source-resource"]["href"] = "./one.json#top"
    second["target-resource"]["href"] = "#00000000-0000-4000-8000-0000000000ff"
    data["mapping-collection"]["back-matter"] = {
        "resources": [
            {"uuid": "00000000-0000-4000-8000-0000000000fe", "title": "Another"},
            {
                "uuid": "00000000-0000-4000-8000-0000000000FF",
                "rlinks": [
                    {"href": "https://example.org/one.json"},
                    {"href": "one.xml"},
                    {"href": "one.json"},
                ],
            },
        ]
    }


def ends_of_a_scale(data):
    maps(data)[0]["confidence-score"]["percentage"] = 1
    maps(data)[1]["coverage"]["target-coverage"] = 0
    maps(data)[2]["confidence-score"] = {"category": "high"}


def the_same_item_twice(data):
    maps(data)[0]["targets"] *= 2


@pytest.mark.parametrize(
    "change",
    [
        statements,
        one_mapping_without_a_list,
        words_of_another,
        another_rationale,
        the_same_catalogue_by_other_names,
        ends_of_a_scale,
        the_same_item_twice,
    ],
    ids=lambda change: change.__name__,
)
def test_what_the_standard_allows_is_fine(change):
    data = deepcopy(GOOD)
    change(data)
    linted = lint(data)
    assert linted.findings == ()
    assert linted.unchecked == ()


def test_relations_of_one_name_for_one_catalogue_are_compared():
    """The names of catalogues may differ while what they name is one: then an inverse is one."""
    data = deepcopy(GOOD)
    the_same_catalogue_by_other_names(data)
    maps(data, 1)[1]["relationship"] = "subset-of"
    assert [finding.rule for finding in lint(data).findings] == ["inverse-disagrees"]


def test_a_key_that_stands_twice_is_no_silent_loss():
    text = json.dumps(GOOD, indent=1).replace(
        '"relationship": "equal-to"', '"relationship": "banana",\n"relationship": "equal-to"', 1
    )
    (finding,) = lint(text).findings
    assert (finding.rule, text.splitlines()[finding.line - 1].strip()) == (
        "duplicate-key",
        '"relationship": "banana",',
    )


def test_a_number_that_json_does_not_have_is_no_number():
    (finding,) = lint(json.dumps(GOOD).replace("0.9", "NaN")).findings
    assert finding.rule == "wrong-type"


def test_a_number_of_many_digits_is_out_of_range():
    (finding,) = lint(json.dumps(GOOD).replace("0.9", "9" * 5000)).findings
    assert finding.rule == "out-of-range"


def test_a_catalogue_is_found_from_the_file(tmp_path):
    text = (SETS / "one.json").read_text("utf-8")
    (tmp_path / "sets").mkdir()
    (tmp_path / "cata logue").mkdir()
    (tmp_path / "cata logue/one.json").write_text(text, "utf-8-sig")
    (tmp_path / "sets/two.json").write_bytes((SETS / "two.json").read_bytes())
    data = deepcopy(GOOD)
    data["mapping-collection"]["mappings"][0]["source-resource"]["href"] = "../cata%20logue/one.json"
    data["mapping-collection"]["mappings"][1]["target-resource"]["href"] = "../cata%20logue/one.json"
    linted = lint(data, tmp_path / "sets")
    assert (linted.findings, linted.unchecked) == ((), ())


def test_a_mapping_without_a_resource_is_said_once():
    data = deepcopy(GOOD)
    del data["mapping-collection"]["mappings"][0]["source-resource"]
    linted = lint(data)
    assert [finding.rule for finding in linted.findings] == ["missing-field"]
    assert linted.unchecked == ("The ends in the source: the mapping names no catalogue for them.",)


@pytest.mark.slow
def test_many_maps_take_time_in_proportion():
    """Twice as many maps may take about twice as long: nothing looks through all the others for each."""
    data = deepcopy(GOOD)
    first = maps(data)[0]
    seconds = []
    for count in (2_000, 8_000):
        data["mapping-collection"]["mappings"][0]["maps"] = [
            {
                **first,
                "relationship": "banana",
                "sources": [{"type": "control", "id-ref": f"a-{number}"}],
            }
            for number in range(count)
        ]
        begun = time.process_time()
        assert len(lint(data).findings) >= count
        seconds.append(time.process_time() - begun)
    assert seconds[1] < 10 * seconds[0]


def test_the_line_is_that_of_the_place():
    text = (SETS / "good.json").read_text("utf-8").replace("subset-of", "part-of")
    (finding,) = (finding for finding in lint(text).findings if finding.rule == "unknown-relation")
    lines = text.splitlines()
    assert lines[finding.line - 1].strip() == "{"
    assert "part-of" in lines[finding.line + 1]


@pytest.mark.parametrize(
    "href",
    [
        "https://example.org/catalog.json",
        "file:///one.json",
        "//example.org/one.json",
        "http://[one",
        "C:\\one.json",
        "missing.json",
        "/etc/passwd",
        "one.txt",
        "good.json",
        "../sets",
        "one\x00.json",
        "one" * 1000,
        "../" * 40 + "dev/zero",
        "#00000000-0000-4000-8000-0000000000ff",
    ],
)
def test_a_catalogue_that_cannot_be_read_is_said(href):
    data = deepcopy(GOOD)
    data["mapping-collection"]["mappings"][0]["source-resource"]["href"] = href
    linted = lint(data)
    assert [finding for finding in linted.findings if finding.rule == "dangling-end"] == []
    assert any(href in sentence for sentence in linted.unchecked)
    assert all(sentence.endswith(".") or "(" in sentence for sentence in linted.unchecked)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ('{"profile": {}}', "it is a profile. Resolve it to a catalogue, and name that."),
        ('{"catalog": []}', "it is not an OSCAL catalogue in JSON."),
        ("[" * 100_000, "it is not JSON, the only format of OSCAL that is read here."),
        ("", "it cannot be read. The file is empty. Check that it was saved."),
        ("\x00\x01\x02", "it is not text."),
    ],
)
def test_what_is_no_catalogue_is_said(tmp_path, content, reason):
    (tmp_path / "one.json").write_text(content, "utf-8")
    (tmp_path / "two.json").write_bytes((SETS / "two.json").read_bytes())
    linted = lint(GOOD, tmp_path)
    assert (linted.findings, linted.unchecked) == ((), (f"The ends in one.json: {reason}",))


def test_a_catalogue_that_is_too_large_is_said(tmp_path, monkeypatch):
    monkeypatch.setattr("kompass_lint_mapping.beside._LIMIT", 10)
    (tmp_path / "one.json").write_bytes((SETS / "one.json").read_bytes())
    assert "The ends in one.json: it is larger than 10 bytes." in lint(GOOD, tmp_path).unchecked


@pytest.mark.parametrize(
    "text", ["{", "[]", "3", '{"catalog": {}}', '{"mapping-collection": 3}', "[" * 100_000]
)
def test_what_is_no_mapping_collection_is_said(text):
    (finding,) = lint(text).findings
    assert finding.rule in {"not-json", "not-a-mapping"}


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('<?xml version="1.0"?><mapping-collection/>', "It looks like XML: convert it to JSON"),
        ("---\nmapping-collection:\n  uuid: x\n", "It looks like YAML: convert it to JSON"),
        ('{"catalog": {}}', "It is another document of OSCAL, 'catalog'."),
        ('{"mapping_set_id": "x", "mappings": []}', "Save it as SSSOM/TSV, and lint that."),
        ('{"uuid": "x", "mappings": []}', "Put all of it into such a table."),
    ],
)
def test_what_it_is_instead_is_said(text, told):
    (finding,) = lint(text).findings
    assert told in finding.message


@pytest.mark.parametrize(("version", "is_said"), [("1.2.1", False), ("1.3.0", True), ("1.1.3", True)])
def test_another_version_of_the_standard_is_said_to_be_unchecked(version, is_said):
    data = deepcopy(GOOD)
    data["mapping-collection"]["metadata"]["oscal-version"] = version
    told = [sentence for sentence in lint(data).unchecked if f"OSCAL {version} has of its own" in sentence]
    assert bool(told) == is_said


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


@pytest.mark.parametrize(
    "key", ["mapping-collection", "metadata", "title", "mappings", "maps", "relationship"]
)
def test_a_key_that_stands_twice_loses_a_value_and_is_told_at_any_depth(key):
    text = json.dumps(GOOD, indent=1)
    place = text.index(f'"{key}":')
    twice = f'{text[:place]}"{key}": null,\n{text[place:]}'
    found = [(one.rule, one.line) for one in lint(twice).findings if one.rule == "duplicate-key"]
    assert found == [("duplicate-key", text[:place].count("\n") + 1)]
