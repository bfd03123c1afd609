"""What holds of rows in any format: their order does not matter, and neither do statements that agree."""

import json
import re
from pathlib import Path

import pytest
from hypothesis import given, strategies as st

from kompass_lint_mapping import oscal, sssom_predicates
from kompass_lint_mapping.explanations import OSCAL, SSSOM
from kompass_lint_mapping.places import Places
from kompass_lint_mapping.rows import Row, row_findings

ROOT = Path(__file__).parents[1]
STANDARDS = {"oscal": oscal._RULES, "sssom": sssom_predicates.RULES}  # noqa: SLF001 - the table itself is what is tested
ITEMS = st.sampled_from([("a",), ("a",), ("b",), ("a", "b")])


@st.composite
def rows(draw, rules):
    sides = draw(st.sampled_from([("A", "B"), ("B", "A")]))
    return Row(
        sides=sides,
        source=draw(ITEMS),
        target=draw(ITEMS),
        relation=draw(st.sampled_from([*rules.inverses, "unheard of"])),
        line=1,
        context=draw(st.sampled_from(["", "syntactic"])),
        negated=draw(st.booleans()),
    )


@pytest.mark.parametrize("name", STANDARDS)
@given(st.data())
def test_the_order_of_rows_decides_nothing(name, data):
    """Whether a set is well formed, and by which rules not, does not depend on the order of its rows."""
    given_rows = data.draw(st.lists(rows(STANDARDS[name]), max_size=8))
    other = data.draw(st.permutations(given_rows))
    first, second = (
        {finding.rule for finding in row_findings(listed, STANDARDS[name])} for listed in (given_rows, other)
    )
    assert first == second


@pytest.mark.parametrize("name", STANDARDS)
@given(st.data())
def test_the_inverse_of_every_row_may_be_said_too(name, data):
    """A row and its inverse say the same, so adding the inverses to a fine set makes nothing wrong."""
    rules = STANDARDS[name]
    relation = data.draw(st.sampled_from(sorted(rules.inverses)))
    row = Row(sides=("A", "B"), source=("a",), target=("b",), relation=relation, line=1)
    back = Row(sides=("B", "A"), source=("b",), target=("a",), relation=rules.inverses[relation], line=2)
    assert list(row_findings([row, back], rules)) == []


@pytest.mark.parametrize("name", STANDARDS)
def test_inverses_are_inverse_to_each_other(name):
    """Law 7: "the inverse of the inverse is the mapping itself"."""
    inverses = STANDARDS[name].inverses
    assert all(inverses[inverses[relation]] == relation for relation in inverses)
    assert {relation for pair in STANDARDS[name].exclusive for relation in pair} <= set(inverses)


@given(st.data())
def test_rows_that_are_far_apart_are_told_once_for_each(data):
    """One item equals n others: every row but the first is a finding, and none names more than a few."""
    count = data.draw(st.integers(1, 40))
    many = [
        Row(sides=("A", "B"), source=("a",), target=(f"b{number}",), relation="equal-to", line=number)
        for number in range(count)
    ]
    findings = list(row_findings(many, STANDARDS["oscal"]))
    assert [finding.line for finding in findings] == list(range(1, count))
    assert all(len(finding.message) < 200 for finding in findings)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=3), inner, max_size=4),
    max_leaves=20,
)


@given(JSON, st.sampled_from([None, 0, 1, 2]), st.data())
def test_a_line_is_that_of_the_value(document, indent, data):
    """A marker in the place of the value, written in the same way, stands on the line that is found."""
    pointer, here, holder, last = "", document, [document], 0
    while isinstance(here, (dict, list)) and here and data.draw(st.booleans()):
        last = data.draw(st.sampled_from(list(here) if isinstance(here, dict) else range(len(here))))
        pointer += "/" + str(last).replace("~", "~0").replace("/", "~1")
        holder, here = here, here[last]
    line = Places(json.dumps(document, indent=indent)).line(pointer)
    holder[last] = "the marker"
    marked = json.dumps(document if pointer else holder[0], indent=indent)
    assert line == marked[: marked.index('"the marker"')].count("\n") + 1


def test_a_place_that_is_not_there_has_no_line():
    places = Places('{"a": [1]}')
    assert [places.line(pointer) for pointer in ("/b", "/a/1", "/a/0/c", "/a/-")] == [None] * 4


def test_keys_that_stand_twice_are_found_with_the_line_that_is_lost():
    text = '{"a": 1,\n "a": {"b": [\n{"c": 1, "d": 2,\n "c": 3, "c": 4}]}}'
    assert list(Places(text).repeated_keys()) == [("a", 1), ("c", 3), ("c", 4)]
    assert Places(text).line("/a/b/0/c") == 4
    assert list(Places('{"a": {"c": 1}, "b": {"c": 1}}').repeated_keys()) == []


def test_every_rule_is_explained():
    """Every rule that the code names is explained and has a heading on the page of rules; no other has."""
    page = (ROOT.parents[1] / "docs/reference/lint-rules.md").read_text("utf-8")
    used = {
        rule
        for file in (ROOT / "src/kompass_lint_mapping").glob("*.py")
        for rule in re.findall(
            r'(?:rule=|Complaint\(\s*|(?:(?<!range)_|\.)finding\(\s*|yield (?=\S+-))"([a-z-]+)"[,)]',
            file.read_text("utf-8"),
        )
    }
    explained = {rule for rule, _ in (*SSSOM.rules, *OSCAL.rules)}
    assert used <= explained
    assert explained | {"wrong-encoding"} == set(re.findall(r"^### `([a-z-]+)`$", page, re.MULTILINE))
    for rules, references in (SSSOM, OSCAL):
        assert [rule for rule, _ in rules] == sorted(rule for rule, _ in rules)
        assert all(text.endswith(".") for _, text in rules)
        assert [rule for rule, _ in references] == [rule for rule, _ in rules]
        for rule, address in references:
            section = page.split(f"\n### `{rule}`\n")[1].split("\n### ")[0]
            assert address in section, (rule, address)
