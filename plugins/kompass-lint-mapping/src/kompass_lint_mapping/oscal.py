"""Lint mapping-collections of OSCAL 1.2, the Open Security Controls Assessment Language, in JSON."""

import json
from collections.abc import Iterator
from decimal import Decimal
from itertools import combinations
from typing import Any, final

from attrs import evolve, frozen

from kompass_lint_mapping.explanations import RULES
from kompass_lint_mapping.oscal_catalogues import Catalogue, read_catalogue, resource_named
from kompass_lint_mapping.oscal_fields import field_findings
from kompass_lint_mapping.places import Places
from kompass_lint_mapping.rows import Row, RowRules, row_findings
from kompass_spec import LintRequest
from kompass_spec.model import Linted, LintFinding

__all__ = ["OscalLinter"]

_INVERSES = {
    "equal-to": "equal-to",
    "equivalent-to": "equivalent-to",
    "subset-of": "superset-of",
    "superset-of": "subset-of",
    "intersects-with": "intersects-with",
    "no-relationship": "no-relationship",
}
_RULES = RowRules(
    inverses=_INVERSES,
    equal=frozenset(("equal-to",)),
    # OSCAL defines each so that no other holds: a subset leaves "additional others" in the target, of an
    # intersection "each includes content that the other does not".
    exclusive=frozenset(frozenset(pair) for pair in combinations(_INVERSES, 2)),
)
_NAMESPACE = "http://csrc.nist.gov/ns/oscal"


@final
@frozen
class OscalLinter:
    """Lint OSCAL mapping-collections."""

    name: str = "oscal"
    endings: tuple[str, ...] = (".json",)

    def lint(self, request: LintRequest) -> Linted:
        """Return everything that is wrong with a mapping-collection, and what could not be checked."""
        text = request.text
        repeated: list[object] = []

        def table(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
            kept = dict(pairs)
            if len(kept) != len(pairs):
                repeated.append(kept)
            return kept

        try:
            data = json.loads(text, parse_float=Decimal, object_pairs_hook=table)
        except (ValueError, RecursionError) as error:
            line = getattr(error, "lineno", None)
            reason = "it is nested too deeply" if isinstance(error, RecursionError) else error
            return _only(
                LintFinding(
                    rule="not-json",
                    message=f"This is not JSON: {reason}. Correct it; perhaps the file is cut off.",
                    line=line,
                )
            )
        collection = data.get("mapping-collection") if isinstance(data, dict) else None
        if not isinstance(collection, dict):
            sentence = "This JSON is no OSCAL mapping-collection: it has no table 'mapping-collection'."
            return _only(LintFinding(rule="not-a-mapping", message=sentence, pointer=""))
        look = _Look(request.file, Places(text), collection)
        findings = tuple(look.findings(repeated=bool(repeated)))
        return Linted(findings=findings, unchecked=tuple(dict.fromkeys(look.unchecked)), rules=RULES)


def _only(finding: LintFinding) -> Linted:
    return Linted(findings=(finding,), rules=RULES)


@final
@frozen(kw_only=True)
class _Resource:
    """Hold what a mapping says of a resource: its name in messages, its own name, and what is in it."""

    shown: str
    identity: str
    catalogue: Catalogue | None


@final
class _Look:
    """Look through one file; catalogues are read once."""

    def __init__(self, file: str, places: Places, collection: dict[str, Any]) -> None:
        self.file = file
        self.places = places
        self.collection = collection
        self.unchecked: list[str] = []
        self.catalogues: dict[str, Catalogue | None] = {}

    def finding(self, rule: str, message: str, pointer: str) -> LintFinding:
        return LintFinding(rule=rule, message=message, pointer=pointer, line=self.places.line(pointer))

    def findings(self, *, repeated: bool) -> Iterator[LintFinding]:
        for key, line in self.places.repeated_keys() if repeated else ():
            sentence = (
                f"The key {key!r} stands again in the same object, and readers lose this value. Keep one of"
                " them."
            )
            yield LintFinding(rule="duplicate-key", message=sentence, line=line)
        pointer = "/mapping-collection"
        for finding in field_findings(self.collection, pointer):
            yield evolve(finding, line=self.places.line(finding.pointer or ""))
        given = self.collection.get("mappings")
        rows: list[Row] = []
        if isinstance(given, dict):
            # OSCAL writes a single mapping without a list.
            yield from self.mapping(given, f"{pointer}/mappings", rows)
        for number, mapping in _tables(given):
            yield from self.mapping(mapping, f"{pointer}/mappings/{number}", rows)
        yield from row_findings(rows, _RULES)

    def mapping(self, data: dict[str, Any], pointer: str, rows: list[Row]) -> Iterator[LintFinding]:
        source, target = (self.resource(data, side) for side in ("source", "target"))
        for side, resource in (("source", source), ("target", target)):
            yield from self.gaps(data.get(f"{side}-gap-summary"), f"{pointer}/{side}-gap-summary", resource)
        for number, entry in _tables(data.get("maps")):
            place = f"{pointer}/maps/{number}"
            sources: list[str] = []
            targets: list[str] = []
            yield from self.end(entry.get("sources"), f"{place}/sources", source, sources)
            yield from self.end(entry.get("targets"), f"{place}/targets", target, targets)
            relation = entry.get("relationship")
            if not isinstance(relation, str) or not relation:
                continue
            # The words of another namespace mean what its owner says.
            namespace = str(entry.get("ns", _NAMESPACE)).rstrip("/")
            if namespace == _NAMESPACE and relation not in _INVERSES:
                sentence = (
                    f"{relation!r} is not a relation of the standard. It has: {', '.join(sorted(_INVERSES))}."
                )
                yield self.finding("unknown-relation", sentence, place)
            if sources and targets:
                row = Row(
                    sides=(source.identity, target.identity),
                    source=tuple(sources),
                    target=tuple(targets),
                    relation=relation if namespace == _NAMESPACE else f"{namespace} {relation}",
                    line=self.places.line(place),
                    pointer=place,
                    # A pair may have one relation by its wording and another by its meaning.
                    context=self.rationale(data, entry),
                )
                rows.append(row)

    def rationale(self, mapping: dict[str, Any], entry: dict[str, Any]) -> str:
        """Return how the ends of a map were compared: as it says, or its mapping, or the provenance."""
        provenance = self.collection.get("provenance")
        for holder in (entry, mapping, provenance):
            rationale = holder.get("matching-rationale") if isinstance(holder, dict) else None
            if isinstance(rationale, str):
                return rationale
        return ""

    def resource(self, mapping: dict[str, Any], side: str) -> _Resource:
        """Return what a mapping says of its source or target, with the catalogue if that can be read."""
        data = mapping.get(f"{side}-resource")
        href = data.get("href") if isinstance(data, dict) else None
        if not isinstance(href, str) or not href:
            self.unchecked.append(f"The ends in the {side}: the mapping names no catalogue for them.")
            return _Resource(shown=f"the {side}", identity=f"the {side}", catalogue=None)
        reference, identity = resource_named(href, self.collection)
        if identity not in self.catalogues:
            catalogue = read_catalogue(self.file, reference)
            if isinstance(catalogue, str):
                self.unchecked.append(f"The ends in {href}: {catalogue}")
            self.catalogues[identity] = catalogue if isinstance(catalogue, Catalogue) else None
        return _Resource(shown=href, identity=identity, catalogue=self.catalogues[identity])

    def end(self, items: Any, pointer: str, resource: _Resource, codes: list[str]) -> Iterator[LintFinding]:
        """Check the items of one end against the catalogue, and collect their ids."""
        for number, item in _tables(items):
            code = item.get("id-ref")
            if isinstance(code, str) and code:
                codes.append(code)
                place = f"{pointer}/{number}/id-ref"
                yield from self.dangling(code, item.get("type"), place, resource)

    def gaps(self, data: Any, pointer: str, resource: _Resource) -> Iterator[LintFinding]:
        """Check the ids of the controls that a mapping says it has left out."""
        selected = data.get("unmapped-controls") if isinstance(data, dict) else None
        for number, selection in _tables(selected):
            for position, code in enumerate(_list(selection.get("with-ids"))):
                if isinstance(code, str):
                    place = f"{pointer}/unmapped-controls/{number}/with-ids/{position}"
                    yield from self.dangling(code, "control", place, resource)

    def dangling(self, code: str, kind: object, pointer: str, resource: _Resource) -> Iterator[LintFinding]:
        """Find an id that a resource does not have, where its catalogue could be read."""
        wrong = resource.catalogue.complaint(code, kind) if resource.catalogue is not None else None
        if wrong:
            yield self.finding("dangling-end", f"{resource.shown} {wrong} Correct the id.", pointer)


def _list(value: Any) -> list[Any]:
    """Return a value that should be a list; what is none is reported among the fields, and holds nothing."""
    return value if isinstance(value, list) else []


def _tables(value: Any) -> Iterator[tuple[int, dict[str, Any]]]:
    """Iterate over the tables in what should be a list of them, each with its index."""
    for number, entry in enumerate(_list(value)):
        if isinstance(entry, dict):
            yield number, entry
