"""SSSOM tables, good and bad."""

from pathlib import Path

import pytest
from hypothesis import given, strategies as st

from kompass_lint_mapping.sssom import SssomLinter
from kompass_spec.requests import LintRequest

SETS = Path(__file__).with_name("sets")
GOOD = (SETS / "good.sssom.tsv").read_text("utf-8")
FIRST = "one:1\tskos:exactMatch\ttwo:1\tsemapv:ManualMappingCuration\t0.9\n"


def lint(text):
    return SssomLinter().lint(LintRequest(file=str(SETS / "set.sssom.tsv"), text=text))


def test_a_good_set_is_fine():
    found = lint(GOOD)
    assert (found.findings, found.unchecked) == ((), ())
    assert lint(GOOD.replace("\n", "\r\n")).findings == ()


BAD = {
    "predicate": (GOOD.replace("skos:exactMatch", "skos:sameMatch"), "unknown-relation", 11),
    "end": (GOOD.replace("\ttwo:2\t", "\ttwo:9\t"), "dangling-end", 12),
    "repeated": (GOOD + FIRST, "duplicate-row", 15),
    "excluding": (GOOD + FIRST.replace("exactMatch", "broadMatch"), "excluding-relations", 15),
    "broad and narrow": (
        GOOD + "one:2\tskos:narrowMatch\ttwo:2\tsemapv:ManualMappingCuration\t\n",
        "excluding-relations",
        15,
    ),
    "exact to several": (GOOD + FIRST.replace("two:1", "two:2"), "equal-to-several", 15),
    "several exact to one": (GOOD + FIRST.replace("one:1", "one:2"), "equal-to-several", 15),
    "confidence": (GOOD.replace("\t0.8", "\t7"), "out-of-range", 12),
    "no number": (GOOD.replace("\t0.8", "\thigh"), "out-of-range", 12),
    "not a number": (GOOD.replace("\t0.8", "\tNaN"), "out-of-range", 12),
    "no subject": (GOOD.replace("one:2\t", "\t"), "missing-field", 12),
    "no column": (GOOD.replace("mapping_justification", "justified_by"), "missing-field", 10),
    "no licence": (GOOD.replace("#license", "#licence"), "missing-field", 1),
    "inverse": (
        GOOD + "two:3\tskos:narrowMatch\tone:3\tsemapv:ManualMappingCuration\t1\n",
        "inverse-disagrees",
        15,
    ),
    "too many cells": (GOOD.replace("\t0.8", "\t0.8\tmore"), "wrong-columns", 12),
    "no table": ("#license: x\n#mapping_set_id: y\n", "not-a-mapping", 1),
    "nothing": ("", "not-a-mapping", 1),
}


@pytest.mark.parametrize("how", BAD)
def test_a_bad_set_is_told_with_its_line(how):
    text, rule, line = BAD[how]
    found = [(one.rule, one.line) for one in lint(text).findings if "_source" not in one.message]
    assert (rule, line) in found, found


def test_an_inverse_that_agrees_is_fine():
    text = GOOD + "two:3\tskos:broadMatch\tone:3\tsemapv:ManualMappingCuration\t1\n"
    assert [one.rule for one in lint(text).findings] == ["dangling-end", "dangling-end"]


def test_a_negated_row_neither_repeats_nor_excludes():
    text = GOOD.replace("\tconfidence\n", "\tconfidence\tpredicate_modifier\n")
    text += FIRST.replace("exactMatch", "broadMatch").rstrip("\n") + "\tNot\n"
    assert lint(text).findings == ()


@pytest.mark.parametrize("source", ["https://example.org/one", "obo:one", "missing.txt"])
def test_a_source_that_cannot_be_read_is_said(source):
    found = lint(GOOD.replace("one.txt", source).replace("one:2", "one:999"))
    assert [one.rule for one in found.findings] == []
    assert any(source in sentence for sentence in found.unchecked)
    assert lint(GOOD.replace("#subject_source: one.txt\n", "")).unchecked


@given(st.text(alphabet='#\t\n":azé,0.\x00', max_size=200))
def test_whatever_stands_in_a_file_nothing_is_raised(text):
    """Law 10: "A broken plugin costs its own feature and one clear sentence, never the program.\""""
    lint(text)
    lint(GOOD + text)
