"""Lint mapping-collections of OSCAL 1.2, the Open Security Controls Assessment Language, in JSON."""

import json
import re
from collections.abc import Hashable, Iterator
from itertools import combinations
from typing import Any, final

from attrs import evolve, frozen

from kompass_lint_mapping.explanations import OSCAL
from kompass_lint_mapping.joins import Joins
from kompass_lint_mapping.oscal_catalogues import Catalogue, read_catalogue, resource_named
from kompass_lint_mapping.oscal_document import Document, Maps
from kompass_lint_mapping.oscal_fields import field_findings
from kompass_lint_mapping.oscal_instead import instead_of_collection, instead_of_json
from kompass_lint_mapping.oscal_references import References
from kompass_lint_mapping.oscal_schema import map_findings, outer_findings
from kompass_lint_mapping.rows import Row, RowRules, row_findings
from kompass_spec import LintRequest
from kompass_spec.model import Linted, LintFinding, Severity

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
_CHECKED = "1.2"


@final
@frozen
class OscalLinter:
    """Lint OSCAL mapping-collections."""

    name: str = "oscal"
    endings: tuple[str, ...] = (".json",)

    def lint(self, request: LintRequest) -> Linted:
        """Return everything that is wrong with a mapping-collection, and what could not be checked."""
        try:
            document = Document(request.text)
        except (ValueError, RecursionError) as error:
            line = getattr(error, "lineno", None)
            reason = "it is nested too deeply" if isinstance(error, RecursionError) else error
            return _only(
                LintFinding(
                    rule="not-json",
                    message=f"This is not JSON: {reason}. {instead_of_json(request.text)}",
                    line=line or 1,
                )
            )
        data = document.data
        collection = data.get("mapping-collection") if isinstance(data, dict) else None
        if not isinstance(collection, dict):
            sentence = (
                "This JSON is no OSCAL mapping-collection: it has no table 'mapping-collection'."
                f"{instead_of_collection(data)}"
            )
            return _only(LintFinding(rule="not-a-mapping", message=sentence, pointer=""))
        look = _Look(request.file, document, collection)
        findings = tuple(look.findings())
        return Linted(
            findings=(*look.repeated_findings(), *findings),
            unchecked=tuple(dict.fromkeys(look.unchecked)),
            rules=OSCAL.rules,
            references=OSCAL.references,
        )


def _only(finding: LintFinding) -> Linted:
    return Linted(findings=(finding,), rules=OSCAL.rules, references=OSCAL.references)


@final
@frozen(kw_only=True)
class _Resource:
    """Hold what a mapping says of a resource: its name in messages, its own name, and what is in it."""

    shown: str
    identity: str
    catalogue: Catalogue | None


@final
@frozen(kw_only=True)
class _Mapping:
    """Hold a mapping without its maps: its two resources, and how its ends were compared."""

    source: _Resource
    target: _Resource
    rationale: str
    maps: Maps


@final
class _Look:
    """Look through one file: each map once, and those again that have to do with each other."""

    def __init__(self, file: str, document: Document, collection: dict[str, Any]) -> None:
        self.file = file
        self.document = document
        self.collection = collection
        self.unchecked: list[str] = []
        self.catalogues: dict[str, Catalogue | None] = {}
        self.joins = Joins()
        self.references = References(collection)
        self.places: dict[str, str] = {}

    def finding(
        self, rule: str, message: str, pointer: str, severity: Severity = Severity.ERROR
    ) -> LintFinding:
        return LintFinding(
            rule=rule,
            message=message,
            pointer=pointer,
            line=self.document.line(pointer),
            severity=severity,
        )

    def placed(self, found: Iterator[LintFinding]) -> Iterator[LintFinding]:
        """Give findings that have a pointer their lines."""
        return (evolve(finding, line=self.document.line(finding.pointer or "")) for finding in found)

    def repeated_findings(self) -> Iterator[LintFinding]:
        for key, line in self.document.repeated_keys():
            sentence = (
                f"The key {key!r} stands again in the same object, and readers lose this value. Keep one of"
                " them."
            )
            yield LintFinding(rule="duplicate-key", message=sentence, line=line, severity=Severity.WARNING)

    def findings(self) -> Iterator[LintFinding]:
        yield from self.placed(outer_findings(self.document.data))
        yield from self.placed(field_findings(self.collection, "/mapping-collection"))
        yield from self.placed(self.references.findings(self.collection))
        self.version()
        yield from self.identifier_findings(self.collection.get("uuid"), "/mapping-collection")
        pointer = "/mapping-collection/mappings"
        given = self.collection.get("mappings")
        mappings: list[_Mapping] = []
        if isinstance(given, dict):
            # OSCAL writes a single mapping without a list.
            yield from self.mapping(given, pointer, mappings)
        for number, mapping in _tables(given):
            yield from self.mapping(mapping, f"{pointer}/{number}", mappings)
        found = row_findings(list(self.related(mappings)), _RULES)
        yield from sorted(found, key=lambda finding: finding.line or 0)

    def version(self) -> None:
        """Note that a file says another version of OSCAL than the one by which it is checked."""
        metadata = self.collection.get("metadata")
        version = metadata.get("oscal-version") if isinstance(metadata, dict) else None
        if isinstance(version, str) and not re.match(rf"v?{re.escape(_CHECKED)}(?!\d)", version):
            self.unchecked.append(
                f"What OSCAL {version[:20]} has of its own: the file is checked by version {_CHECKED}."
            )

    def mapping(self, data: dict[str, Any], pointer: str, mappings: list[_Mapping]) -> Iterator[LintFinding]:
        yield from self.identifier_findings(data.get("uuid"), pointer)
        source, target = (self.resource(data, side) for side in ("source", "target"))
        for side, resource in (("source", source), ("target", target)):
            yield from self.resource_findings(data.get(f"{side}-resource"), f"{pointer}/{side}-resource")
            yield from self.gaps(data.get(f"{side}-gap-summary"), f"{pointer}/{side}-gap-summary", resource)
        maps = self.document.maps.get(pointer)
        if maps is None:
            return
        if not maps.starts:
            sentence = "'maps' is an empty list. Say what is mapped to what."
            yield self.finding("missing-field", sentence, f"{pointer}/maps")
        mapping = _Mapping(source=source, target=target, rationale=self.rationale(data), maps=maps)
        mappings.append(mapping)
        for place, _, entry in self.document.entries(maps):
            yield from self.placed(map_findings(entry, place))
            yield from self.entry(entry if isinstance(entry, dict) else {}, place, mapping)

    def entry(self, entry: dict[str, Any], place: str, mapping: _Mapping) -> Iterator[LintFinding]:
        """Find what is wrong in the meaning of one map, and note what it shares with others."""
        yield from self.placed(field_findings(entry, place))
        yield from self.placed(self.references.map_findings(entry, place))
        yield from self.identifier_findings(entry.get("uuid"), place)
        yield from self.end_findings(entry.get("sources"), f"{place}/sources", mapping.source)
        yield from self.end_findings(entry.get("targets"), f"{place}/targets", mapping.target)
        relation = entry.get("relationship")
        # The words of another namespace mean what its owner says.
        if (
            isinstance(relation, str)
            and relation
            and _namespace(entry) == _NAMESPACE
            and relation not in _INVERSES
        ):
            known = ", ".join(sorted(_INVERSES))
            sentence = f"{relation[:60]!r} is not a relation of the standard. It has: {known}."
            yield self.finding("unknown-relation", sentence, place)
        self.joins.add(_keys(self.row(entry, place, mapping, line=0)))

    def identifier_findings(self, identifier: object, place: str) -> Iterator[LintFinding]:
        if not isinstance(identifier, str):
            return
        first = self.places.setdefault(identifier, place)
        if first != place:
            sentence = (
                f"The uuid {identifier[:60]!r} stands before, at line {self.document.line(first)}. Each is of"
                " one thing."
            )
            yield self.finding("duplicate-id", sentence, f"{place}/uuid")

    def related(self, mappings: list[_Mapping]) -> Iterator[Row]:
        """Iterate over the maps that have to be compared with others, read again."""
        first = 0
        mapping = iter(mappings)
        current = next(mapping, None)
        for number in self.joins.met():
            while current is not None and number - first >= len(current.maps.starts):
                first += len(current.maps.starts)
                current = next(mapping, None)
            if current is not None:
                place = f"{current.maps.pointer}/{number - first}"
                entry = self.document.entry(current.maps.starts[number - first])
                row = self.row(entry, place, current, line=self.document.line(place))
                if row is not None:
                    yield row

    def row(self, entry: Any, place: str, mapping: _Mapping, *, line: int) -> Row | None:
        """Return a map as it is compared with others, ``None`` where it joins nothing."""
        if not isinstance(entry, dict):
            return None
        sources, targets = (tuple(_codes(entry.get(side))) for side in ("sources", "targets"))
        relation = entry.get("relationship")
        if not (sources and targets and isinstance(relation, str) and relation):
            return None
        namespace = _namespace(entry)
        rationale = entry.get("matching-rationale")
        return Row(
            sides=(mapping.source.identity, mapping.target.identity),
            source=sources,
            target=targets,
            relation=relation if namespace == _NAMESPACE else f"{namespace} {relation}",
            line=line,
            pointer=place,
            # A pair may have one relation by its wording and another by its meaning.
            context=rationale if isinstance(rationale, str) else mapping.rationale,
            evidence=_rest(entry),
        )

    def rationale(self, mapping: dict[str, Any]) -> str:
        """Return how the ends of maps were compared: as their mapping says, or the provenance."""
        for holder in (mapping, self.collection.get("provenance")):
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

    def resource_findings(self, data: Any, pointer: str) -> Iterator[LintFinding]:
        """Find a resource of a mapping that is to stand in the back matter and does not."""
        href = data.get("href") if isinstance(data, dict) else None
        if isinstance(href, str) and href.startswith("#") and not self.references.has_resource(href[1:]):
            sentence = f"{href[:60]!r} is no resource of the back matter. Correct it, or add what it names."
            yield self.finding("dangling-reference", sentence, f"{pointer}/href")

    def end_findings(self, items: Any, pointer: str, resource: _Resource) -> Iterator[LintFinding]:
        """Check the items of one end against the catalogue."""
        for number, item in _tables(items):
            code = item.get("id-ref")
            if isinstance(code, str) and code:
                yield from self.dangling(code, item.get("type"), f"{pointer}/{number}/id-ref", resource)

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
            sentence = f"{resource.shown} {wrong} Correct the id."
            yield self.finding("dangling-end", sentence, pointer, Severity.WARNING)


def _namespace(entry: dict[str, Any]) -> str:
    return str(entry.get("ns", _NAMESPACE)).rstrip("/")


def _codes(items: Any) -> Iterator[str]:
    """Iterate over the ids of the items of one end."""
    for _, item in _tables(items):
        code = item.get("id-ref")
        if isinstance(code, str) and code:
            yield code


def _rest(entry: dict[str, Any]) -> str:
    """Return what a map says besides its ends, its relation and its name, the same in any order of keys."""
    compared = {"uuid", "sources", "targets", "relationship", "ns", "matching-rationale"}
    rest = {key: value for key, value in entry.items() if key not in compared}
    return json.dumps(rest, sort_keys=True, default=str) if rest else ""


def _keys(row: Row | None) -> tuple[Hashable, ...]:
    """Return what a map can share with another that it has to be compared with."""
    if row is None:
        return ()
    ends = tuple(
        (side, frozenset(items)) for side, items in zip(row.sides, (row.source, row.target), strict=True)
    )
    keys: list[Hashable] = [(frozenset(ends), row.context)]
    if row.relation in _RULES.equal:
        if len(row.source) == len(row.target) == 1:
            keys += [
                (side, row.sides, row.context, items) for side, items in enumerate((row.source, row.target))
            ]
        elif 1 in {len(row.source), len(row.target)}:
            # One item is equal to several in the map itself.
            keys += [("alone", row.pointer)] * 2
    return tuple(keys)


def _list(value: Any) -> list[Any]:
    """Return a value that should be a list; what is none is told by the schema, and holds nothing."""
    return value if isinstance(value, list) else []


def _tables(value: Any) -> Iterator[tuple[int, dict[str, Any]]]:
    """Iterate over the tables in what should be a list of them, each with its index."""
    for number, entry in enumerate(_list(value)):
        if isinstance(entry, dict):
            yield number, entry
