"""Check the cells of an SSSOM table one by one: those that the standard requires, and their ranges."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from kompass_spec.model import LintFinding

__all__ = ["IDS", "REQUIRED", "head_findings", "is_literal", "range_finding", "value_findings"]

REQUIRED = ("predicate_id", "mapping_justification")
IDS = ("subject_id", "object_id")
_COLUMNS = ("subject_id", "predicate_id", "object_id", "mapping_justification")
_RANGES = {
    "confidence": (0, 1),
    "similarity_score": (0, 1),
    "semantic_similarity_score": (0, 1),
    "subject_coverage": (0, 1),
    "object_coverage": (0, 1),
    "reviewer_confidence": (0, 1),
    "reviewer_agreement": (-1, 1),
    "mapping_set_confidence": (0, 1),
}
_NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d{1,9})?", re.ASCII)
_LITERAL = "rdfs literal"


def is_literal(row: Mapping[str, str], side: str, values: Mapping[str, str]) -> bool:
    """Return whether a row says, or its set says for all rows, that one side is a text without an id."""
    return (row.get(f"{side}_type") or values.get(f"{side}_type")) == _LITERAL


def head_findings(
    heads: Sequence[str], line: int, rows: Sequence[Mapping[str, str]], values: Mapping[str, str]
) -> Iterator[LintFinding]:
    """Find columns that are missing or stand twice.

    >>> heads = ("subject_id", "predicate_id", "object_id")
    >>> [finding.message for finding in head_findings(heads, 1, (), {})]
    ["The column 'mapping_justification' is missing. SSSOM requires it."]
    """
    for head, count in Counter(heads).items():
        if head and count > 1:
            sentence = (
                f"The column {head!r} stands twice, and readers lose the cells of one. Remove one of them."
            )
            yield LintFinding(rule="wrong-columns", message=sentence, line=line)
    for key in _COLUMNS:
        side = key.removesuffix("_id")
        # Rows whose ends are texts have no ids.
        literal = key in IDS and rows and all(is_literal(row, side, values) for row in rows)
        if key not in heads and not literal:
            sentence = f"The column {key!r} is missing. SSSOM requires it."
            yield LintFinding(rule="missing-field", message=sentence, line=line)


def value_findings(row: Mapping[str, str], line: int, values: Mapping[str, str]) -> Iterator[LintFinding]:
    """Find cells of one row that are empty and must not be, or out of their range."""
    for key in _COLUMNS:
        literal = key in IDS and is_literal(row, key.removesuffix("_id"), values)
        wanted = key.replace("_id", "_label") if literal else key
        # A column that is missing altogether is reported once, at its head.
        if not row.get(wanted) and (literal or key in row):
            yield LintFinding(rule="missing-field", message=f"The row has no {wanted!r}.", line=line)
    for key in _RANGES:
        yield from range_finding(key, row.get(key, ""), line)


def range_finding(key: str, value: str, line: int) -> Iterator[LintFinding]:
    """Find a number that is none, or not in the range of its field.

    >>> [finding.message for finding in range_finding("confidence", "0,9", 5)]
    ["'confidence' must be a number from 0 to 1, and '0,9' is not."]
    """
    low, high = _RANGES[key]
    if value and not (_NUMBER.fullmatch(value) and low <= Decimal(value) <= high):
        sentence = f"{key!r} must be a number from {low} to {high}, and {value[:40]!r} is not."
        yield LintFinding(rule="out-of-range", message=sentence, line=line)
