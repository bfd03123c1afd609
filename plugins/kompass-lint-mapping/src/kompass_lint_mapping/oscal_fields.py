"""Check the fields of a mapping-collection one by one: those that OSCAL requires, their types and ranges."""

import json
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any, final

from attrs import frozen

from kompass_spec.model import LintFinding

__all__ = ["field_findings"]


@final
@frozen
class _Kind:
    """Hold what a value under a key is called, the fields that it must have, and whether it stands in a list.

    ``either`` are fields, and it must have at least one of them.
    """

    name: str
    required: tuple[str, ...] = ()
    listed: bool | None = True
    either: tuple[str, ...] = ()


_COLLECTION = _Kind("a mapping-collection", ("uuid", "metadata", "provenance", "mappings"), listed=False)
_RESOURCE = _Kind("a resource", ("type", "href"), listed=False)
_ITEM = _Kind("an item", ("type", "id-ref"))
_GAPS = _Kind("a gap summary", ("uuid", "unmapped-controls"), listed=False)
_KINDS: Mapping[str, _Kind] = {
    "metadata": _Kind("its metadata", ("title", "last-modified", "version", "oscal-version"), listed=False),
    "provenance": _Kind(
        "its provenance", ("method", "matching-rationale", "status", "mapping-description"), listed=False
    ),
    "mappings": _Kind("a mapping", ("uuid", "source-resource", "target-resource", "maps"), listed=None),
    "source-resource": _RESOURCE,
    "target-resource": _RESOURCE,
    "source-gap-summary": _GAPS,
    "target-gap-summary": _GAPS,
    "unmapped-controls": _Kind("a selection of controls"),
    "maps": _Kind("a map", ("uuid", "relationship", "sources", "targets")),
    "sources": _ITEM,
    "targets": _ITEM,
    "qualifiers": _Kind("a qualifier", ("subject", "predicate", "category", "description")),
    "confidence-score": _Kind("a confidence score", listed=False, either=("category", "percentage")),
    "coverage": _Kind("a coverage", ("target-coverage",), listed=False),
    "props": _Kind("a property", ("name", "value")),
    "links": _Kind("a link", ("href",)),
    "responsible-parties": _Kind("a responsible party", ("role-id", "party-uuids")),
    "roles": _Kind("a role", ("id", "title")),
    "parties": _Kind("a party", ("uuid", "type")),
    "revisions": _Kind("a revision", ("version",)),
    "back-matter": _Kind("its back matter", listed=False),
    "resources": _Kind("a resource in the back matter", ("uuid",)),
    "rlinks": _Kind("a link of a resource", ("href",)),
}
"""The tables of a mapping-collection by their key; ``listed`` is ``None`` where a list and a table may be."""

_TEXTS = frozenset(("uuid", "href", "type", "id-ref", "relationship", "matching-rationale", "ns"))
_NOTHING: tuple[Any, ...] = (None, "", [], {})
_FRACTIONS = frozenset(("percentage", "target-coverage"))


_Value = tuple[_Kind | None, str, Any, str]
"""What a value should be, where that is known, its key, the value itself, and where it stands."""


def field_findings(collection: dict[str, Any], pointer: str) -> Iterator[LintFinding]:
    """Find fields that are missing, of a wrong type or out of range, in the order of the document.

    >>> [finding.message for finding in field_findings({"mappings": 3}, "/mapping-collection")][-1]
    "'mappings' must be a list of tables of keys and values."
    """
    # Without recursion: what others wrote may be deep.
    waiting: list[_Value] = [(_COLLECTION, "", collection, pointer)]
    while waiting:
        kind, key, value, place = waiting.pop()
        yield from _value_findings(kind, key, value, place)
        if isinstance(value, dict):
            waiting.extend(reversed(_fields(kind, value, place)))
        elif isinstance(value, list):
            waiting.extend(reversed(_members(kind, value, place)))


def _fields(kind: _Kind | None, table: dict[str, Any], pointer: str) -> list[_Value]:
    """Return the fields of a table, except required ones that are empty: those are missing already."""
    fields: list[_Value] = []
    for name, value in table.items():
        if kind is None or name not in kind.required or value not in _NOTHING:
            step = name.replace("~", "~0").replace("/", "~1")
            fields.append((_KINDS.get(name), name, value, f"{pointer}/{step}"))
    return fields


def _members(kind: _Kind | None, values: list[Any], pointer: str) -> list[_Value]:
    """Return what a list holds: tables of its kind, or anything where no list should be."""
    member = None
    if kind is not None and kind.listed is not False:
        member = _Kind(kind.name, kind.required, listed=False)
    return [(member, "", value, f"{pointer}/{number}") for number, value in enumerate(values)]


def _value_findings(kind: _Kind | None, key: str, value: Any, pointer: str) -> Iterator[LintFinding]:
    if kind is not None:
        yield from _kind_findings(kind, key, value, pointer)
    elif key in _TEXTS and not isinstance(value, str):
        sentence = f"{key!r} must be a text, and {_shown(value)} is not."
        yield LintFinding(rule="wrong-type", message=sentence, pointer=pointer)
    elif key in _FRACTIONS:
        number = not isinstance(value, bool) and isinstance(value, (int, Decimal))
        if not number or not 0 <= value <= 1:
            sentence = f"{key!r} must be a number from 0 to 1, and {_shown(value)} is not."
            yield LintFinding(rule="out-of-range", message=sentence, pointer=pointer)


def _kind_findings(kind: _Kind, key: str, value: Any, pointer: str) -> Iterator[LintFinding]:
    if isinstance(value, dict) and kind.listed is not True:
        yield from _missing_findings(kind, value, pointer)
    elif not isinstance(value, list) or kind.listed is False:
        named = repr(key) if key else _capital(kind.name)
        wanted = "a list of tables" if kind.listed is not False else "a table"
        sentence = f"{named} must be {wanted} of keys and values."
        yield LintFinding(rule="wrong-type", message=sentence, pointer=pointer)


def _missing_findings(kind: _Kind, table: dict[str, Any], pointer: str) -> Iterator[LintFinding]:
    for name in kind.required:
        if table.get(name) in _NOTHING:
            sentence = f"The field {name!r} is missing from {kind.name}. OSCAL requires it."
            yield LintFinding(rule="missing-field", message=sentence, pointer=pointer)
    if kind.either and not any(name in table for name in kind.either):
        sentence = (
            f"{_capital(kind.name)} has one of the fields {', '.join(map(repr, kind.either))}, and none is"
            " there."
        )
        yield LintFinding(rule="missing-field", message=sentence, pointer=pointer)


def _capital(name: str) -> str:
    return name[:1].upper() + name[1:]


def _shown(value: Any) -> str:
    """Return a value as JSON has it, shortened; a text in quotes, so that it is not taken for a number."""
    if isinstance(value, (dict, list)):
        return "a list" if isinstance(value, list) else "a table"
    shown = json.dumps(value, ensure_ascii=False) if isinstance(value, str) else str(value)
    return repr({"None": "null", "True": "true", "False": "false"}.get(shown, shown)[:40])
