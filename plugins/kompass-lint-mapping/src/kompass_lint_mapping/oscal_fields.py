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
    """Hold what a value under some key is called, the fields that it must have, and whether it stands in a list.

    ``either`` are fields of which it must have one.
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
"""The tables of a mapping-collection by the key that they stand under; ``listed`` is ``None`` where both may be."""

_TEXTS = frozenset(("uuid", "href", "type", "id-ref", "relationship", "matching-rationale", "ns"))
_NOTHING: tuple[Any, ...] = (None, "", [], {})
_FRACTIONS = frozenset(("percentage", "target-coverage"))


def field_findings(collection: dict[str, Any], pointer: str) -> Iterator[LintFinding]:
    """Find fields that are missing, of a wrong type or out of range, in the order of the document.

    >>> [one.message for one in field_findings({"mappings": 3}, "/mapping-collection")][-1]
    "'mappings' must be a list of tables of keys and values."
    """
    # Without recursion: what others wrote may be deep.
    waiting: list[tuple[_Kind | None, str, Any, str]] = [(_COLLECTION, "", collection, pointer)]
    while waiting:
        kind, key, value, place = waiting.pop()
        yield from _value_findings(kind, key, value, place)
        inside: list[tuple[_Kind | None, str, Any, str]] = []
        if isinstance(value, dict):
            for name, one in value.items():
                if kind is not None and name in kind.required and one in _NOTHING:
                    continue
                step = name.replace("~", "~0").replace("/", "~1")
                inside.append((_KINDS.get(name), name, one, f"{place}/{step}"))
        elif isinstance(value, list) and kind is not None and kind.listed is not False:
            member = _Kind(kind.name, kind.required, listed=False)
            inside.extend((member, "", one, f"{place}/{number}") for number, one in enumerate(value))
        elif isinstance(value, list):
            inside.extend((None, "", one, f"{place}/{number}") for number, one in enumerate(value))
        waiting.extend(reversed(inside))


def _value_findings(kind: _Kind | None, key: str, value: Any, place: str) -> Iterator[LintFinding]:
    if kind is not None:
        yield from _kind_findings(kind, key, value, place)
    elif key in _TEXTS and not isinstance(value, str):
        sentence = f"{key!r} must be a text, and {_shown(value)} is not."
        yield LintFinding(rule="wrong-type", message=sentence, pointer=place)
    elif key in _FRACTIONS:
        number = not isinstance(value, bool) and isinstance(value, (int, Decimal))
        if not number or not 0 <= value <= 1:
            sentence = f"{key!r} must be a number from 0 to 1, and {_shown(value)} is not."
            yield LintFinding(rule="out-of-range", message=sentence, pointer=place)


def _kind_findings(kind: _Kind, key: str, value: Any, place: str) -> Iterator[LintFinding]:
    if isinstance(value, dict) and kind.listed is not True:
        for name in kind.required:
            if value.get(name) in _NOTHING:
                sentence = f"The field {name!r} is missing from {kind.name}. OSCAL requires it."
                yield LintFinding(rule="missing-field", message=sentence, pointer=place)
        if kind.either and not any(name in value for name in kind.either):
            sentence = (
                f"{kind.name[:1].upper()}{kind.name[1:]} has one of the fields"
                f" {', '.join(map(repr, kind.either))}, and none is there."
            )
            yield LintFinding(rule="missing-field", message=sentence, pointer=place)
    elif not isinstance(value, list) or kind.listed is False:
        named = repr(key) if key else kind.name[:1].upper() + kind.name[1:]
        wanted = "a list of tables" if kind.listed is not False else "a table"
        sentence = f"{named} must be {wanted} of keys and values."
        yield LintFinding(rule="wrong-type", message=sentence, pointer=place)


def _shown(value: Any) -> str:
    """Return a value as JSON has it, shortened; a text in quotes, so that it is not taken for a number."""
    if isinstance(value, (dict, list)):
        return "a list" if isinstance(value, list) else "a table"
    shown = json.dumps(value, ensure_ascii=False) if isinstance(value, str) else str(value)
    return repr({"None": "null", "True": "true", "False": "false"}.get(shown, shown)[:40])
