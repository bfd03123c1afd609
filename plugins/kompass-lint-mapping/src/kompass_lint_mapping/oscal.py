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

        def pairs(found: list[tuple[str, Any]]) -> dict[str, Any]:
            kept = dict(found)
            if len(kept) != len(found):
                repeated.append(kept)
            return kept

        try:
            data = json.loads(text, parse_float=Decimal, object_pairs_hook=pairs)
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
        looked = _Look(request.file, Places(text), collection)
        found = tuple(looked.findings(repeated=bool(repeated)))
        return Linted(findings=found, unchecked=tuple(dict.fromkeys(looked.unchecked)), rules=RULES)


def _only(finding: LintFinding) -> Linted:
    return Linted(findings=(finding,), rules=RULES)


@final
@frozen(kw_only=True)
class _Resource:
    """Hold what a mapping says of one of its resources: its name in messages, its own name, and what is in it."""

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
        place = "/mapping-collection"
        for one in field_findings(self.collection, place):
            yield evolve(one, line=self.places.line(one.pointer or ""))
        given = self.collection.get("mappings")
        rows: list[Row] = []
        if isinstance(given, dict):
            # OSCAL writes a single mapping without a list.
            yield from self.mapping(given, f"{place}/mappings", rows)
        for number, mapping in enumerate(given if isinstance(given, list) else ()):
            if isinstance(mapping, dict):
                yield from self.mapping(mapping, f"{place}/mappings/{number}", rows)
        yield from row_findings(rows, _RULES)

    def mapping(self, data: dict[str, Any], pointer: str, rows: list[Row]) -> Iterator[LintFinding]:
        source, target = (self.resource(data, side) for side in ("source", "target"))
        for side, resource in (("source", source), ("target", target)):
            yield from self.gaps(data.get(f"{side}-gap-summary"), f"{pointer}/{side}-gap-summary", resource)
        maps = data.get("maps")
        for number, one in enumerate(maps if isinstance(maps, list) else ()):
            if not isinstance(one, dict):
                continue
            place = f"{pointer}/maps/{number}"
            sources: list[str] = []
            targets: list[str] = []
            yield from self.end(one.get("sources"), f"{place}/sources", source, sources)
            yield from self.end(one.get("targets"), f"{place}/targets", target, targets)
            relation = one.get("relationship")
            if not isinstance(relation, str) or not relation:
                continue
            # The words of another namespace mean what its owner says.
            namespace = str(one.get("ns", _NAMESPACE)).rstrip("/")
            if namespace == _NAMESPACE and relation not in _INVERSES:
                sentence = (
                    f"{relation!r} is not a relation of the standard. It has: {', '.join(sorted(_INVERSES))}."
                )
                yield self.finding("unknown-relation", sentence, place)
            if not sources or not targets:
                continue
            rows.append(
                Row(
                    sides=(source.identity, target.identity),
                    source=tuple(sources),
                    target=tuple(targets),
                    relation=relation if namespace == _NAMESPACE else f"{namespace} {relation}",
                    line=self.places.line(place),
                    pointer=place,
                    # A pair may have one relation by its wording and another by its meaning.
                    context=self.rationale(data, one),
                )
            )

    def rationale(self, mapping: dict[str, Any], one: dict[str, Any]) -> str:
        """Return how the ends of a map were compared: as it says itself, or its mapping, or the provenance of all."""
        provenance = self.collection.get("provenance")
        for holder in (one, mapping, provenance):
            said = holder.get("matching-rationale") if isinstance(holder, dict) else None
            if isinstance(said, str):
                return said
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
        for number, item in enumerate(items if isinstance(items, list) else ()):
            code = item.get("id-ref") if isinstance(item, dict) else None
            if not isinstance(code, str) or not code:
                continue
            codes.append(code)
            if resource.catalogue is not None:
                wrong = resource.catalogue.complaint(code, item.get("type"))
                if wrong:
                    sentence = f"{resource.shown} {wrong} Correct the id."
                    yield self.finding("dangling-end", sentence, f"{pointer}/{number}/id-ref")

    def gaps(self, data: Any, pointer: str, resource: _Resource) -> Iterator[LintFinding]:
        """Check the ids of the controls that a mapping says it has left out."""
        selected = data.get("unmapped-controls") if isinstance(data, dict) else None
        for number, one in enumerate(selected if isinstance(selected, list) else ()):
            codes = one.get("with-ids") if isinstance(one, dict) else None
            for position, code in enumerate(codes if isinstance(codes, list) else ()):
                wrong = (
                    resource.catalogue
                    and isinstance(code, str)
                    and resource.catalogue.complaint(code, "control")
                )
                if wrong:
                    place = f"{pointer}/unmapped-controls/{number}/with-ids/{position}"
                    yield self.finding("dangling-end", f"{resource.shown} {wrong} Correct the id.", place)
