"""Lint mapping-collections of OSCAL 1.2, the Open Security Controls Assessment Language, in JSON."""

import json
from collections.abc import Iterator, Mapping
from decimal import Decimal
from pathlib import Path, PurePosixPath
from typing import Any, final
from urllib.parse import unquote, urlsplit

from attrs import frozen

from kompass_lint_mapping.places import line_of
from kompass_lint_mapping.rows import Row, RowRules, row_findings
from kompass_spec.requests import Linted, LintFinding, LintRequest

__all__ = ["OscalLinter"]

_RULES = RowRules(
    known=frozenset(
        ("equal-to", "equivalent-to", "subset-of", "superset-of", "intersects-with", "no-relationship")
    ),
    inverses={
        "equal-to": "equal-to",
        "equivalent-to": "equivalent-to",
        "subset-of": "superset-of",
        "superset-of": "subset-of",
        "intersects-with": "intersects-with",
        "no-relationship": "no-relationship",
    },
    equal=frozenset(("equal-to",)),
    exclusive=(
        *(
            frozenset(("equal-to", other))
            for other in ("equivalent-to", "subset-of", "superset-of", "intersects-with")
        ),
        frozenset(("subset-of", "superset-of")),
        *(
            frozenset(("no-relationship", other))
            for other in ("equal-to", "equivalent-to", "subset-of", "superset-of", "intersects-with")
        ),
    ),
)

_REQUIRED: Mapping[str, tuple[str, ...]] = {
    "a mapping-collection": ("uuid", "metadata", "provenance", "mappings"),
    "its metadata": ("title", "last-modified", "version", "oscal-version"),
    "its provenance": ("method", "matching-rationale", "status", "mapping-description"),
    "a mapping": ("uuid", "source-resource", "target-resource", "maps"),
    "a resource": ("type", "href"),
    "a map": ("uuid", "relationship", "sources", "targets"),
    "an item": ("type", "id-ref"),
}


@final
@frozen
class OscalLinter:
    """Lint OSCAL mapping-collections."""

    name: str = "oscal"
    endings: tuple[str, ...] = (".json",)

    def lint(self, request: LintRequest) -> Linted:
        """Return everything that is wrong with a mapping-collection, and what could not be checked."""
        text = request.text
        try:
            data = json.loads(text, parse_float=Decimal)
        except (ValueError, RecursionError) as error:
            line = getattr(error, "lineno", None)
            return _only(LintFinding(rule="not-json", message=f"This is not JSON: {error}.", line=line))
        collection = data.get("mapping-collection") if isinstance(data, dict) else None
        if not isinstance(collection, dict):
            sentence = "This JSON is no OSCAL mapping-collection: it has no table 'mapping-collection'."
            return _only(LintFinding(rule="not-a-mapping", message=sentence, pointer=""))
        looked = _Look(text=text, folder=Path(request.file).parent)
        found = tuple(looked.collection(collection))
        return Linted(findings=found, unchecked=tuple(dict.fromkeys(looked.unchecked)))


def _only(finding: LintFinding) -> Linted:
    return Linted(findings=(finding,), unchecked=())


@final
class _Look:
    """Look through one file; catalogues are read once."""

    def __init__(self, text: str, folder: Path) -> None:
        self.text = text
        self.folder = folder
        self.unchecked: list[str] = []
        self.catalogues: dict[str, frozenset[str] | None] = {}

    def finding(self, rule: str, message: str, pointer: str) -> LintFinding:
        return LintFinding(rule=rule, message=message, pointer=pointer, line=line_of(self.text, pointer))

    def collection(self, data: dict[str, Any]) -> Iterator[LintFinding]:
        place = "/mapping-collection"
        yield from self.required("a mapping-collection", data, place)
        for key, what in (("metadata", "its metadata"), ("provenance", "its provenance")):
            if isinstance(data.get(key), dict):
                yield from self.required(what, data[key], f"{place}/{key}")
                yield from self.numbers(data[key], f"{place}/{key}")
        given = data.get("mappings", [])
        mappings = given if isinstance(given, list) else [given]
        rows: list[Row] = []
        for number, mapping in enumerate(mappings):
            pointer = f"{place}/mappings/{number}" if isinstance(given, list) else f"{place}/mappings"
            if not isinstance(mapping, dict):
                yield self.finding("wrong-type", "A mapping must be a table of keys and values.", pointer)
                continue
            yield from self.mapping(mapping, pointer, rows)
        yield from row_findings(rows, _RULES)

    def required(self, what: str, data: dict[str, Any], pointer: str) -> Iterator[LintFinding]:
        for key in _REQUIRED[what]:
            if data.get(key) in (None, "", [], {}):
                sentence = f"The field {key!r} is missing from {what}. OSCAL requires it."
                yield self.finding("missing-field", sentence, pointer)

    def numbers(self, data: dict[str, Any], pointer: str) -> Iterator[LintFinding]:
        confidence = data.get("confidence-score")
        coverage = data.get("coverage")
        for key, name, holder in (
            ("confidence-score", "percentage", confidence),
            ("coverage", "target-coverage", coverage),
        ):
            value = holder.get(name) if isinstance(holder, dict) else None
            if value is None:
                continue
            if isinstance(value, bool) or not isinstance(value, (int, Decimal)) or not 0 <= value <= 1:
                sentence = f"{name!r} must be a number from 0 to 1, and {str(value)[:40]!r} is not."
                yield self.finding("out-of-range", sentence, f"{pointer}/{key}/{name}")

    def mapping(self, data: dict[str, Any], pointer: str, rows: list[Row]) -> Iterator[LintFinding]:
        yield from self.required("a mapping", data, pointer)
        yield from self.numbers(data, pointer)
        sides = []
        for side in ("source", "target"):
            resource = data.get(f"{side}-resource")
            if isinstance(resource, dict):
                yield from self.required("a resource", resource, f"{pointer}/{side}-resource")
            href = resource.get("href") if isinstance(resource, dict) else None
            sides.append(href if isinstance(href, str) else f"the {side}")
        maps = data.get("maps")
        for number, one in enumerate(maps if isinstance(maps, list) else []):
            place = f"{pointer}/maps/{number}"
            if not isinstance(one, dict):
                yield self.finding("wrong-type", "A map must be a table of keys and values.", place)
                continue
            yield from self.required("a map", one, place)
            yield from self.numbers(one, place)
            ends = []
            for side, href in zip(("sources", "targets"), sides, strict=True):
                codes: list[str] = []
                yield from self.end(one.get(side), f"{place}/{side}", href, codes)
                ends.append(tuple(codes))
            relation = one.get("relationship")
            if isinstance(relation, str) and all(ends):
                rows.append(
                    Row(
                        sides=(sides[0], sides[1]),
                        source=ends[0],
                        target=ends[1],
                        relation=relation,
                        line=line_of(self.text, place),
                        pointer=place,
                        qualifier=str(one.get("matching-rationale", "")),
                    )
                )

    def end(self, items: Any, pointer: str, href: str, codes: list[str]) -> Iterator[LintFinding]:
        """Check the items of one end against the catalogue, and collect their ids."""
        known = self.catalogue(href)
        for number, item in enumerate(items if isinstance(items, list) else []):
            place = f"{pointer}/{number}"
            if not isinstance(item, dict):
                yield self.finding("wrong-type", "An item must be a table of keys and values.", place)
                continue
            yield from self.required("an item", item, place)
            code = item.get("id-ref")
            if not isinstance(code, str):
                continue
            codes.append(code)
            if known is not None and code not in known:
                sentence = f"{href} has no control or statement {code!r}. Correct the id."
                yield self.finding("dangling-end", sentence, f"{place}/id-ref")

    def catalogue(self, href: str) -> frozenset[str] | None:
        """Return the ids in a catalogue that lies beside the file, ``None`` where it cannot be read."""
        if href not in self.catalogues:
            self.catalogues[href] = self._read(href)
        return self.catalogues[href]

    def _read(self, href: str) -> frozenset[str] | None:
        parts = urlsplit(href)
        if parts.scheme or parts.netloc or not parts.path or PurePosixPath(parts.path).is_absolute():
            self.unchecked.append(f"The ends in {href}: it is not a file beside this one.")
            return None
        place = self.folder / unquote(parts.path)
        try:
            data = json.loads(place.read_text("utf-8"))
        except (OSError, ValueError, RecursionError) as error:
            reason = error.strerror if isinstance(error, OSError) else "it is not JSON"
            self.unchecked.append(f"The ends in {href}: it cannot be read ({reason}).")
            return None
        if not isinstance(data, dict) or "catalog" not in data:
            self.unchecked.append(f"The ends in {href}: it is not an OSCAL catalogue in JSON.")
            return None
        return frozenset(_ids(data["catalog"]))


def _ids(data: Any) -> Iterator[str]:
    """Iterate over the ids of everything in a catalogue, without recursion: a catalogue may be deep."""
    waiting = [data]
    while waiting:
        one = waiting.pop()
        if isinstance(one, dict):
            code = one.get("id")
            if isinstance(code, str):
                yield code
            waiting.extend(one.values())
        elif isinstance(one, list):
            waiting.extend(one)
