"""What the standards' own examples, and the tests of their implementations, take for right and for wrong."""

from pathlib import Path

import pytest

from kompass_lint_mapping.oscal import OscalLinter
from kompass_lint_mapping.sssom import SssomLinter
from kompass_spec.model import Severity
from kompass_spec.plugins.requests import LintRequest

CASES = Path(__file__).parents[4] / "shared/cases/lint"

RIGHT = {
    "enums-and-dates.sssom.tsv": [
        ("not-in-list", "error", 7),
        ("not-in-list", "error", 7),
        ("wrong-date", "error", 7),
    ],
    "justification.sssom.tsv": [("not-in-list", "error", 7)],
    "literal-two-categories.sssom.tsv": [],
    "no-curie.sssom.tsv": [("no-curie", "error", 7), ("no-curie", "error", 7)],
    "one-to-many-as-stated.sssom.tsv": [("equal-to-several", "note", 8)],
    "oscal-method.json": [
        ("not-in-list", "error", 11),
        ("not-in-list", "error", 12),
        ("not-in-list", "error", 13),
    ],
    "oscal-ok.json": [],
    "oscal-unexpected-key.json": [("unexpected-field", "error", 15)],
    "oscal-uuid.json": [("wrong-form", "error", 18)],
    "own-predicate.sssom.tsv": [],
    "record-id-twice.sssom.tsv": [("duplicate-id", "error", 9)],
    "two-comments.sssom.tsv": [],
    "undeclared-prefix.sssom.tsv": [("undeclared-prefix", "error", 7)],
}


@pytest.mark.skipif(not CASES.is_dir(), reason="the cases lie beside the repository")
def test_every_case_has_its_right_result():
    assert {path.name for path in CASES.iterdir()} == set(RIGHT)


@pytest.mark.skipif(not CASES.is_dir(), reason="the cases lie beside the repository")
@pytest.mark.parametrize("name", RIGHT)
def test_a_case_is_judged_right(name):
    linter = OscalLinter() if name.endswith(".json") else SssomLinter()
    text = (CASES / name).read_text("utf-8")
    findings = linter.lint(LintRequest(file=name, text=text)).findings
    assert sorted((finding.rule, finding.severity.value, finding.line) for finding in findings) == RIGHT[name]


def made(rows, head=(), **metadata):
    """Return a set with these metadata, and rows as tables of slots; what a row must have is added."""
    wanted = {
        "license": "https://example.org/licence",
        "mapping_set_id": "https://example.org/set",
        **metadata,
    }
    lines = ["#curie_map:", "#  A: https://example.org/a/", "#  B: https://example.org/b/", *head]
    lines += [f"#{key}: {value}" for key, value in wanted.items() if value is not None]
    full = [
        {
            "subject_id": "A:1",
            "predicate_id": "skos:closeMatch",
            "object_id": f"B:{number}",
            "mapping_justification": "semapv:ManualMappingCuration",
            **row,
        }
        for number, row in enumerate(rows, start=1)
    ]
    slots = dict.fromkeys(slot for row in full for slot in row)
    used = [slot for slot in slots if any(row.get(slot) for row in full)]
    lines += ["\t".join(used)] + ["\t".join(row.get(slot, "") for slot in used) for row in full]
    return "\n".join(lines) + "\n"


def lint(text):
    return SssomLinter().lint(LintRequest(file="set.sssom.tsv", text=text)).findings


NO_TERM = "sssom:NoTermFound"
NEW = {"sssom_version": "'1.1'"}
EXAMPLES = {
    # What each example of the specification shows, with other data.
    "a map of prefixes": made([{}]),
    "cardinality": made([{"mapping_cardinality": "1:n"}, {"mapping_cardinality": "1:n"}]),
    "cardinality of exact matches": made(
        [
            {"predicate_id": "skos:exactMatch", "mapping_cardinality": "1:1"},
            {"predicate_id": "skos:exactMatch", "mapping_cardinality": "1:1", "subject_id": "A:2"},
        ]
    ),
    "cardinality with entities that have no counterpart": made(
        [
            {"object_id": NO_TERM, "mapping_cardinality": "1:0", "object_source": "B:"},
            {"subject_id": NO_TERM, "mapping_cardinality": "0:1", "subject_source": "A:"},
            {"subject_id": NO_TERM, "object_id": NO_TERM, "mapping_cardinality": "0:0"},
        ]
    ),
    "a scope of the cardinality": made(
        [{"mapping_cardinality": "1:1"}], cardinality_scope="predicate_id", **NEW
    ),
    "a scope of two slots, in a row": made(
        [{"mapping_cardinality": "1:1", "cardinality_scope": "predicate_id|object_source"}], **NEW
    ),
    "composed entities": made(
        [{"subject_id": "A:s/(one:'B:1',two:'B:2')", "subject_type": "composed entity expression"}]
    ),
    "rules of curation": made([{"curation_rule": "A:R1|A:R2", "curation_rule_text": "They are one."}]),
    "rules of curation that are shared": made([{}, {}], curation_rule="[A:R1]", curation_rule_text="[One.]"),
    "pipes in a value": made([{"match_string": r"c1 \|x\|", "author_label": "A|B"}]),
    "sets it was made from": made(
        [{"mapping_source": "A:set"}], mapping_set_source="[https://example.org/x]"
    ),
    "slots of one's own, defined": made(
        [{"ext_one": "7"}], head=["#extension_definitions:", "#  - slot_name: ext_one", "#    property: A:p"]
    ),
    "an issue": made([{"issue_tracker_item": "A:issue-1"}], issue_tracker="https://example.org/issues"),
    "literals": made([{"subject_id": "", "subject_type": "rdfs literal", "subject_label": "one word"}]),
    "confidence of the set": made([{"confidence": "0.5"}], mapping_set_confidence="0.9", **NEW),
    "a tool with an id": made([{"mapping_tool_id": "A:tool"}], **NEW),
    "no term found": made([{"object_id": NO_TERM}], object_source="'B:'"),
    "types of predicates": made([{"predicate_type": "owl annotation property"}], **NEW),
    "records with ids": made([{"record_id": "A:r1"}, {"record_id": "A:r2"}], **NEW),
    "a review": made(
        [{"reviewer_id": "A:me|B:you", "review_date": "2026-05-01", "reviewer_agreement": "-0.5"}], **NEW
    ),
    "a similarity": made([{"similarity_score": "0.95", "similarity_measure": "Levenshtein distance"}]),
    "the version": made([{}], **NEW),
    "one value where several may be": made([{}], creator_id="A:me"),
    "the same four slots with other details": made(
        [{"object_id": "B:1", "confidence": "0.7"}, {"object_id": "B:1", "confidence": "0.8"}]
    ),
    "a predicate of one's own": made([{"predicate_id": "A:madeFrom"}]),
    "a value at the ends of its range": made(
        [{"confidence": "0"}, {"confidence": "1.0"}, {"confidence": "1e-3"}]
    ),
}


@pytest.mark.parametrize("how", EXAMPLES)
def test_what_an_example_of_the_specification_shows_is_fine(how):
    assert lint(EXAMPLES[how]) == ()


REFUSED = {
    # What implementations refuse, or warn of, with other data.
    "incomplete map of prefixes": (made([{"object_id": "C:1"}]), "undeclared-prefix"),
    "undeclared prefix of an author": (made([{"author_id": "orcid:1"}]), "undeclared-prefix"),
    "undeclared prefix of a predicate": (made([{"predicate_id": "RO:0002210"}]), "undeclared-prefix"),
    "built-in prefix redefined": (
        made([{}], head=["#  skos: https://example.org/skos/"]),
        "redefined-prefix",
    ),
    "no licence": (made([{}], license=None), "missing-field"),
    "no id of the set": (made([{}], mapping_set_id=None), "missing-field"),
    "no justification": (made([{"mapping_justification": ""}]), "missing-field"),
    "no predicate in a row": (made([{}, {"predicate_id": ""}]), "missing-field"),
    "no subject": (made([{}, {"subject_id": ""}]), "missing-field"),
    "a literal without its text": (
        made([{"subject_id": "", "subject_type": "rdfs literal"}]),
        "missing-field",
    ),
    "one record with an id": (made([{"record_id": "A:r"}, {}], **NEW), "missing-field"),
    "an id in two records": (made([{"record_id": "A:r"}, {"record_id": "A:r"}], **NEW), "duplicate-id"),
    "a new slot in an old set": (made([{"mapping_tool_id": "A:tool"}]), "wrong-version"),
    "a version of its own": (made([{}], sssom_version="'3.0'"), "not-in-list"),
    "an unknown type": (made([{"object_type": "owl thing"}]), "not-in-list"),
    "a type with a prefix": (made([{"object_type": "owl:Class"}]), "not-in-list"),
    "a literal as a predicate": (made([{"predicate_type": "rdfs literal"}], **NEW), "not-in-list"),
    "another modifier": (made([{"predicate_modifier": "NOT"}]), "not-in-list"),
    "a confidence above one": (made([{"confidence": "1.1"}]), "out-of-range"),
    "a confidence below nothing": (made([{"confidence": "-0.1"}]), "out-of-range"),
    "a confidence in words": (made([{"confidence": "high"}]), "out-of-range"),
    "a date in words": (made([{"mapping_date": "May 2026"}]), "wrong-date"),
    "no term found as a justification": (made([{"mapping_justification": NO_TERM}]), "not-in-list"),
    "no term found as an author": (made([{"author_id": NO_TERM}]), "misplaced-value"),
    "a counterpart that is none": (made([{"mapping_cardinality": "0:1"}]), "misplaced-value"),
    "an id in full": (made([{"object_id": "https://example.org/b/1"}]), "no-curie"),
    "a list as a value": (made([{}], mapping_tool="[a, b]"), "wrong-type"),
    "a table as a value": (made([{}], comment="{a: b}"), "wrong-type"),
}


@pytest.mark.parametrize("how", REFUSED)
def test_what_implementations_refuse_is_an_error(how):
    text, rule = REFUSED[how]
    findings = lint(text)
    assert [(finding.rule, finding.severity) for finding in findings] == [(rule, Severity.ERROR)], findings


NOTED = {
    "a slot that no definition names": made([{"ext_two": "7"}]),
    "a key that no definition names": made([{}], ext_two="7"),
    "a slot of a former version": made([{"match_type": "Lexical"}]),
    "a slot of the set that rows have too": made([{}, {"mapping_tool": "b"}], mapping_tool="a"),
}


@pytest.mark.parametrize("how", NOTED)
def test_what_readers_pass_over_is_a_note(how):
    assert [finding.severity for finding in lint(NOTED[how])] == [Severity.NOTE]
