"""Lint mapping sets of SSSOM, the Simple Standard for Sharing Ontological Mappings, as TSV."""

import csv
import json
import re
from collections.abc import Iterator, Mapping
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import final

from attrs import frozen

from kompass_lint_mapping.rows import Row, RowRules, row_findings
from kompass_spec.requests import Linted, LintFinding, LintRequest

__all__ = ["SssomLinter"]

_EQUAL = ("skos:exactMatch", "owl:sameAs", "owl:equivalentClass", "owl:equivalentProperty")
_SYMMETRIC = (*_EQUAL, "skos:closeMatch", "skos:relatedMatch", "oboInOwl:hasDbXref", "rdfs:seeAlso")
_CROSS = ("semapv:crossSpeciesExactMatch", "semapv:crossSpeciesNarrowMatch", "semapv:crossSpeciesBroadMatch", "semapv:crossSpeciesCloseMatch")  # fmt: skip
_NARROWER = ("skos:broadMatch", "rdfs:subClassOf", "rdfs:subPropertyOf")
_BROADER = ("skos:narrowMatch", "sssom:superClassOf")

_RULES = RowRules(
    known=frozenset((*_SYMMETRIC, *_CROSS, *_NARROWER, *_BROADER, "sssom:NoTermFound")),
    inverses={
        **{name: name for name in _SYMMETRIC},
        "skos:broadMatch": "skos:narrowMatch",
        "skos:narrowMatch": "skos:broadMatch",
        "rdfs:subClassOf": "sssom:superClassOf",
        "sssom:superClassOf": "rdfs:subClassOf",
    },
    equal=frozenset(("skos:exactMatch",)),
    exclusive=(
        *(
            frozenset((equal, other))
            for equal in _EQUAL
            for other in ("skos:broadMatch", "skos:narrowMatch", "skos:closeMatch", "skos:relatedMatch")
        ),
        frozenset(("skos:broadMatch", "skos:narrowMatch")),
    ),
)
_REQUIRED = ("subject_id", "predicate_id", "object_id", "mapping_justification")
_REQUIRED_OF_SET = ("mapping_set_id", "license")
_FRACTIONS = ("confidence", "similarity_score", "subject_coverage", "object_coverage")
_ENTRY = re.compile(r"^([A-Za-z_]\w*):(.*)$")
_NOTHING = "sssom:NoTermFound"
_LONGEST_FIELD = 1_000_000


@final
@frozen
class SssomLinter:
    """Lint SSSOM tables."""

    name: str = "sssom"
    endings: tuple[str, ...] = (".tsv",)

    def lint(self, request: LintRequest) -> Linted:
        """Return everything that is wrong with a mapping set, and what could not be checked."""
        metadata, table = _split(request.text)
        findings: list[LintFinding] = []
        unchecked: list[str] = []
        for key in _REQUIRED_OF_SET:
            if not metadata.get(key):
                sentence = f"The mapping set does not say its {key!r}. SSSOM requires it, in the lines that begin with '#'."
                findings.append(LintFinding(rule="missing-field", message=sentence, line=1))
        if not table:
            sentence = "There is no table. An SSSOM file has a line of column heads after the lines that begin with '#'."
            findings.append(LintFinding(rule="not-a-mapping", message=sentence, line=1))
            return Linted(findings=tuple(findings), unchecked=())
        csv.field_size_limit(_LONGEST_FIELD)
        first, lines = table[0][0], [line for _, line in table]
        try:
            cells = list(csv.reader(lines, delimiter="\t", quotechar='"'))
        except csv.Error as error:
            sentence = f"The table cannot be read as tab-separated values ({error})."
            findings.append(LintFinding(rule="not-a-mapping", message=sentence, line=first))
            return Linted(findings=tuple(findings), unchecked=())
        heads = cells[0]
        rows: list[Row] = []
        for key in _REQUIRED:
            if key not in heads:
                sentence = f"The column {key!r} is missing. SSSOM requires it."
                findings.append(LintFinding(rule="missing-field", message=sentence, line=first))
        known = {
            side: _catalogue(metadata.get(f"{side}_source"), request.file, unchecked)
            for side in ("subject", "object")
        }
        for (line, _), values in zip(table[1:], cells[1:], strict=False):
            if any(value.strip() for value in values):
                row = dict(zip(heads, (value.strip() for value in values), strict=False))
                findings += _row_findings(row, heads, line, len(values), known)
                rows += _rows(row, line, metadata)
        findings += row_findings(rows, _RULES)
        return Linted(findings=tuple(findings), unchecked=tuple(dict.fromkeys(unchecked)))


def _split(text: str) -> tuple[dict[str, str], list[tuple[int, str]]]:
    """Return the single values of the metadata, and the lines of the table with their numbers."""
    metadata: dict[str, str] = {}
    table: list[tuple[int, str]] = []
    for number, line in enumerate(text.splitlines(), start=1):
        if line.startswith("#") and not table:
            found = _ENTRY.match(line[1:].strip())
            if found:
                metadata.setdefault(found[1], found[2].strip().strip("\"'"))
        elif line.strip():
            table.append((number, line))
    return metadata, table


def _row_findings(
    row: Mapping[str, str],
    heads: list[str],
    line: int,
    count: int,
    known: Mapping[str, frozenset[str] | None],
) -> Iterator[LintFinding]:
    if count > len(heads):
        sentence = f"The row has {count} cells, and the table has {len(heads)} columns."
        yield LintFinding(rule="wrong-columns", message=sentence, line=line)
    for key in _REQUIRED:
        if key in heads and not row.get(key):
            yield LintFinding(rule="missing-field", message=f"The row has no {key!r}.", line=line)
    for key in _FRACTIONS:
        value = row.get(key)
        if value and not _is_fraction(value):
            sentence = f"{key!r} must be a number from 0 to 1, and {value[:40]!r} is not."
            yield LintFinding(rule="out-of-range", message=sentence, line=line)
    for side, codes in known.items():
        code = row.get(f"{side}_id")
        if codes is not None and code and code != _NOTHING and code not in codes:
            sentence = f"The source of the {side}s has no {code!r}. Correct the id."
            yield LintFinding(rule="dangling-end", message=sentence, line=line)


def _is_fraction(value: str) -> bool:
    try:
        return 0 <= Decimal(value) <= 1
    except InvalidOperation:
        return False


def _rows(row: Mapping[str, str], line: int, metadata: Mapping[str, str]) -> Iterator[Row]:
    subject, relation, object_ = (row.get(key, "") for key in ("subject_id", "predicate_id", "object_id"))
    if subject and relation and object_:
        modifier = row.get("predicate_modifier", "")
        if modifier:
            # A negated row says that the relation does not hold, so it neither repeats nor excludes another.
            return
        yield Row(
            sides=(metadata.get("mapping_set_id", ""), metadata.get("mapping_set_id", "")),
            source=(subject,),
            target=(object_,),
            relation=relation,
            line=line,
            qualifier=row.get("mapping_justification", ""),
        )


def _catalogue(source: str | None, file: str, unchecked: list[str]) -> frozenset[str] | None:
    """Return the ids in a source that lies beside the file: a JSON list of ids, or one id on every line."""
    if not source:
        unchecked.append(
            "The ends: the mapping set names no subject_source or object_source that could be read."
        )
        return None
    place = Path(file).parent / source
    if re.match(r"\w+:", source) or Path(source).is_absolute() or not place.is_file():
        unchecked.append(f"The ends in {source}: it is not a file beside this one.")
        return None
    try:
        text = place.read_text("utf-8")
        if source.lower().endswith(".json"):
            listed = json.loads(text)
            return frozenset(one for one in listed if isinstance(one, str))
    except (OSError, ValueError) as error:
        unchecked.append(f"The ends in {source}: it cannot be read ({type(error).__name__}).")
        return None
    return frozenset(line.split("\t")[0].strip() for line in text.splitlines())
