"""Check the values of slots one by one: ids, lists of the standard, dates, numbers and addresses."""

import re
from collections.abc import Callable, Container, Iterator
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from kompass_lint_mapping.sssom_predicates import Names
from kompass_lint_mapping.sssom_slots import CHOICES, DATES, ENTITIES, LISTS, RANGES, URIS
from kompass_spec.model import Severity

__all__ = ["NO_TERM", "Complaint", "check_of", "split_values"]

NO_TERM = "sssom:NoTermFound"
"""The id of no item: what stands where an end has no counterpart."""

_NUMBER = re.compile(r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d{1,9})?", re.ASCII)
_DATE = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
# What no IRI holds (RFC 3987), and so no CURIE.
_NO_IRI = re.compile(r"[\s<>\"{}|\\^`]")
_SHOWN = 60


class Complaint(NamedTuple):
    """Hold the rule that a value breaks, the sentence about it, and how much that weighs."""

    rule: str
    message: str
    severity: Severity = Severity.ERROR


Check = Callable[[str], Complaint | None]
"""What is wrong with one value, ``None`` if nothing is."""


def check_of(slot: str, names: Names, *, relative: bool) -> Check | None:
    """Return how the values of a slot are checked, ``None`` where anything goes.

    ``relative`` says that addresses may be relative, as they might be before SSSOM 1.1.

    >>> check_of("confidence", Names({}), relative=False)("0,9").message
    "'confidence' must be a number from 0 to 1, and '0,9' is not."
    """
    kinds: tuple[tuple[Container[str], Check], ...] = (
        (RANGES, lambda value: _out_of_range(slot, value)),
        (CHOICES, lambda value: _not_in_list(slot, value, names)),
        (DATES, lambda value: _wrong_date(slot, value)),
        (("predicate_id",), lambda value: _wrong_predicate(value, names)),
        (ENTITIES, lambda value: _no_curie(slot, value)),
        (URIS, lambda value: _no_uri(slot, value, relative=relative)),
    )
    return next((check for slots, check in kinds if slot in slots), None)


def split_values(slot: str, cell: str) -> Iterator[str]:
    r"""Iterate over the values in a cell, of which a slot may hold several with ``|`` between them.

    >>> list(split_values("author_label", r"A\|B|C")), list(split_values("comment", "A|B"))
    (['A|B', 'C'], ['A|B'])
    """
    if slot not in LISTS or "|" not in cell:
        yield cell
    elif "\\" not in cell:
        yield from cell.split("|")
    else:
        yield from _unescaped(cell)


def _unescaped(cell: str) -> Iterator[str]:
    value: list[str] = []
    for piece in re.findall(r"\\[\\|]|\||[^\\|]+|\\", cell):
        if piece == "|":
            yield "".join(value)
            value = []
        else:
            value.append(piece[1:] if piece in {"\\|", "\\\\"} else piece)
    yield "".join(value)


def _shown(value: str) -> str:
    return repr(value if len(value) <= _SHOWN else value[:_SHOWN] + "…")


def _out_of_range(slot: str, value: str) -> Complaint | None:
    low, high = RANGES[slot]
    if _NUMBER.fullmatch(value) and low <= Decimal(value) <= high:
        return None
    sentence = f"{slot!r} must be a number from {low} to {high}, and {_shown(value)} is not."
    return Complaint("out-of-range", sentence)


def _not_in_list(slot: str, value: str, names: Names) -> Complaint | None:
    choices = CHOICES[slot]
    if value in choices:
        return None
    if slot == "mapping_justification":
        iri = names.expanded(value)
        if any(iri == names.expanded(choice) for choice in choices):
            return _no_curie(slot, value)
    sentence = (
        f"{slot!r} is from a list of the standard, and {_shown(value)} is not in it: {', '.join(choices)}."
    )
    return Complaint("not-in-list", sentence)


def _wrong_date(slot: str, value: str) -> Complaint | None:
    if _DATE.fullmatch(value):
        try:
            date.fromisoformat(value)
        except ValueError:
            sentence = f"{slot!r} is {value}, a day that no calendar has. Correct it."
            return Complaint("wrong-date", sentence)
        return None
    sentence = f"{slot!r} must be a day such as 2026-05-30, and {_shown(value)} is not."
    return Complaint("wrong-date", sentence)


def _wrong_predicate(value: str, names: Names) -> Complaint | None:
    complaint = _no_curie("predicate_id", value)
    if complaint is None and (sentence := names.misspelt(value)):
        return Complaint("unknown-relation", sentence, Severity.WARNING)
    return complaint


def _no_curie(slot: str, value: str) -> Complaint | None:
    prefix, colon, local = value.partition(":")
    if value == NO_TERM and slot not in {"subject_id", "object_id"}:
        sentence = f"{NO_TERM} stands in {slot!r}, and it may stand for a subject or an object only."
        return Complaint("misplaced-value", sentence)
    if local.isalnum() and prefix.isalnum():
        return None
    if local.startswith("//"):
        sentence = (
            f"{slot!r} has an id in full, {_shown(value)}. A table has them with a prefix that the curie_map"
            " declares."
        )
    elif not colon or not prefix:
        sentence = f"{slot!r} must be an id with a prefix, such as one:1, and {_shown(value)} has none."
    elif _NO_IRI.search(value):
        sentence = (
            f"{slot!r} must be an id without blanks or other signs that no id has, and {_shown(value)} has"
            " some."
        )
    else:
        return None
    return Complaint("no-curie", sentence)


def _no_uri(slot: str, value: str, *, relative: bool) -> Complaint | None:
    if not _NO_IRI.search(value) and (relative or _SCHEME.match(value)):
        return None
    wanted = "an address" if relative else "an address with a scheme, such as https://example.org/one"
    return Complaint("no-uri", f"{slot!r} must be {wanted}, and {_shown(value)} is not.")
