"""The rules by which numbers are left out are those that the documentation lists, and hold both ways."""

import re
from pathlib import Path

import pytest

from kompass_import_report.left_out import RULES, left_out
from kompass_import_report.printed_numbers import printed_numbers

PAGE = Path(__file__).parents[3] / "docs/reference/numbers-left-out.md"


def rows():
    """Return each rule with what it leaves out, and what is like it and named."""
    found = re.findall(r"(?m)^\| ([^|`]+) \| (`.*`) \| (`.*`) \|$", PAGE.read_text("utf-8"))
    return [
        (name, re.findall("`([^`]+)`", left), re.findall("`([^`]+)`", named)) for name, left, named in found
    ]


def names(text):
    return [left_out(text, number.start, number.end) for number in printed_numbers(text)]


def test_the_documentation_lists_the_rules():
    assert [name for name, _, _ in rows()] == list(dict.fromkeys(rule.name for rule in RULES))


@pytest.mark.parametrize(
    ("name", "text"), [(name, text) for name, left, _ in rows() for text in left], ids=lambda given: given
)
def test_what_the_documentation_says_is_left_out(name, text):
    assert names(text)
    assert all(names(text)), names(text)
    assert name in names(text)


@pytest.mark.parametrize("text", [text for _, _, named in rows() for text in named])
def test_what_is_only_like_it_is_not(text):
    assert None in names(text)


@pytest.mark.parametrize("text", [text for _, left, _ in rows() for text in left])
def test_a_rule_holds_in_a_sentence(text):
    if not re.match(r"1\. Inl|② Inl|\[", text):
        assert all(names(f"Vi ser {text} här"))


def test_a_rule_looks_at_a_long_line_in_proportion():
    text = "Kommunen har 61 " * 1200
    assert set(names(text)[:50]) == {None}
