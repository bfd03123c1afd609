"""Check the numbers of a mapping-collection, of which its schema says the type only, and OSCAL the range."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from kompass_spec.model import LintFinding, Severity

__all__ = ["field_findings"]

_FRACTIONS = frozenset(("percentage", "target-coverage"))


def field_findings(value: Any, pointer: str) -> Iterator[LintFinding]:
    """Find numbers that are out of their range, and confidence scores that say nothing, at any depth.

    >>> [finding.message for finding in field_findings({"percentage": 7}, "/confidence-score")]
    ["'percentage' must be a number from 0 to 1, and 7 is not."]
    """
    # Without recursion: what others wrote may be deep.
    waiting: list[tuple[Any, str]] = [(value, pointer)]
    while waiting:
        here, place = waiting.pop()
        if isinstance(here, dict):
            for key, inside in here.items():
                yield from _field_findings(key, inside, f"{place}/{key}")
                if isinstance(inside, (dict, list)):
                    waiting.append((inside, f"{place}/{key.replace('~', '~0').replace('/', '~1')}"))
        elif isinstance(here, list):
            waiting.extend((inside, f"{place}/{number}") for number, inside in enumerate(here))


def _field_findings(key: str, value: Any, pointer: str) -> Iterator[LintFinding]:
    if key in _FRACTIONS:
        # What is no number at all is told by the schema.
        is_number = isinstance(value, (int, Decimal)) and not isinstance(value, bool)
        if is_number and not 0 <= value <= 1:
            sentence = f"{key!r} must be a number from 0 to 1, and {str(value)[:40]} is not."
            yield LintFinding(rule="out-of-range", message=sentence, pointer=pointer)
    elif key == "confidence-score" and value == {}:
        sentence = (
            "The confidence score says nothing. Give it a 'category' or a 'percentage', or leave it out."
        )
        yield LintFinding(rule="missing-field", message=sentence, pointer=pointer, severity=Severity.NOTE)
