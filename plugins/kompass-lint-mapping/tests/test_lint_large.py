"""Reading one by one finds what reading all at once finds: of JSON documents, and of rows that meet."""

import json
from copy import deepcopy
from pathlib import Path

import pytest
from hypothesis import given, strategies as st

from kompass_lint_mapping.oscal import OscalLinter
from kompass_lint_mapping.oscal_document import Document
from kompass_lint_mapping.rows import row_findings
from kompass_lint_mapping.sssom import SssomLinter
from kompass_lint_mapping.sssom_metadata import read_metadata
from kompass_lint_mapping.sssom_predicates import RULES
from kompass_lint_mapping.sssom_rows import Rows
from kompass_lint_mapping.sssom_table import records
from kompass_spec.plugins.requests import LintRequest

SETS = Path(__file__).with_name("sets")
GOOD = (SETS / "good.json").read_text("utf-8")
SMALL = '{"mapping-collection": {"e": "x", "mappings": [{"maps": [{"a": 1}, {"b": []}], "c":{}}, 3]}, "d": 4}'


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=3),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=6,
)
MAPPINGS = st.dictionaries(st.sampled_from(["maps", "uuid", "x/~y"]), VALUES, max_size=3)
COLLECTIONS = st.dictionaries(
    st.sampled_from(["mappings", "uuid", "metadata"]),
    VALUES | st.lists(VALUES | MAPPINGS, max_size=3),
    max_size=3,
)
DOCUMENTS = VALUES | st.fixed_dictionaries(
    {"mapping-collection": COLLECTIONS | VALUES}, optional={"d": VALUES}
)


def whole(document):
    """Return a document with its maps where they were."""
    data = deepcopy(document.data)
    for pointer, maps in document.maps.items():
        here = data
        for step in pointer.split("/")[1:]:
            here = (
                here[int(step)]
                if isinstance(here, list)
                else here[step.replace("~1", "/").replace("~0", "~")]
            )
        here["maps"] = [value for _, _, value in document.entries(maps)]
    return data


@given(DOCUMENTS, st.sampled_from([None, 0, 1]))
def test_a_document_is_what_it_would_be_read_all_at_once(data, indent):
    """Import, export and import again give the same, whatever is read one by one."""
    assert whole(Document(json.dumps(data, indent=indent))) == data


@given(st.integers(0, len(SMALL)), st.sampled_from(["", *'{}[],:"0a \n\\']), st.integers(0, 2))
def test_what_is_json_is_json_here_too(place, letter, count):
    """A letter that is put in, or in the place of others, breaks a document where it breaks any reader."""
    text = SMALL[:place] + letter + SMALL[place + count :]
    try:
        expected = json.loads(text)
    except ValueError:
        with pytest.raises(ValueError, match=r"line \d+ column"):
            Document(text)
    else:
        read = Document(text)
        if not read.repeated_keys():
            assert whole(read) == expected


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('"mappings": [', '"mappings": [,'),
        ('"maps": [', '"maps": [,'),
        ('"uuid":', '"uuid"'),
        ('"uuid":', "uuid:"),
        ("}\n", "} x"),
    ],
)
def test_a_document_that_is_cut_or_spoilt_is_told_with_its_line(old, new):
    text = GOOD.replace(old, new, 1) if new[-1] != "x" else GOOD + "x"
    (finding,) = OscalLinter().lint(LintRequest(file="set.json", text=text)).findings
    assert finding.rule == "not-json"
    assert finding.line >= 1


def test_what_is_nested_deeply_or_of_half_letters_is_told():
    for value in ("[" * 600 + "]" * 600, '"\\ud800"'):
        text = '{"mapping-collection": {"remarks": ' + value + "}}"
        rules = {
            finding.rule for finding in OscalLinter().lint(LintRequest(file="set.json", text=text)).findings
        }
        assert "wrong-form" in rules


def test_an_empty_list_of_maps_and_a_field_where_none_may_be_are_told():
    data = json.loads(GOOD)
    mapping = data["mapping-collection"]["mappings"][0]
    mapping["maps"] = []
    text = json.dumps(data)
    (finding,) = OscalLinter().lint(LintRequest(file=str(SETS / "set.json"), text=text)).findings
    assert (finding.rule, finding.pointer) == ("missing-field", "/mapping-collection/mappings/0/maps")


HEAD = (
    "#curie_map: {a: 'https://example.org/a/', b: 'https://example.org/b/'}\n#license: https://example.org/l\n"
    "#mapping_set_id: https://example.org/s\n"
    "subject_id\tpredicate_id\tpredicate_modifier\tobject_id\tmapping_justification\tmapping_cardinality\n"
)
IDS = st.sampled_from(["a:1", "a:2", "b:1", "b:2", "https://example.org/a/1", "sssom:NoTermFound"])
ROWS = st.lists(
    st.tuples(
        IDS,
        st.sampled_from(["skos:exactMatch", "skos:broadMatch", "skos:narrowMatch", "a:own"]),
        st.sampled_from(["", "", "Not"]),
        IDS,
        st.sampled_from(["semapv:LexicalMatching", "semapv:MappingReview"]),
        st.sampled_from(["", "1:n", "n:1"]),
    ),
    max_size=8,
)


@given(ROWS)
def test_rows_that_meet_are_all_that_have_to_be_compared(rows):
    """Of rows that are read again because they meet, the same is found as of all rows."""
    text = HEAD + "".join("\t".join(row) + "\n" for row in rows)
    request = LintRequest(file="set.sssom.tsv", text=text)
    start = text.index("subject_id\t")
    head, *following = records(text, start, 4)
    look = Rows(request, read_metadata(text[:start].replace("#", "")), head)
    joined = [look._joined(record.cells, record.line) for record in following]  # noqa: SLF001 - how a row is compared is not what is tested
    expected = list(row_findings([row for row in joined if row is not None], RULES))
    together = {finding.rule for finding in expected} | {"duplicate-row", "excluding-relations"}
    together |= {"equal-to-several", "inverse-disagrees"}
    found = [finding for finding in SssomLinter().lint(request).findings if finding.rule in together]
    assert found == expected
