"""Lint mapping sets of SSSOM, the Simple Standard for Sharing Ontological Mappings, as TSV."""

import csv
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import final

from attrs import frozen

from kompass_lint_mapping.explanations import RULES
from kompass_lint_mapping.rows import Row, row_findings
from kompass_lint_mapping.sssom_lists import Lists
from kompass_lint_mapping.sssom_metadata import (
    Metadata,
    metadata_beside,
    names_beside,
    read_metadata,
    split_lines,
)
from kompass_lint_mapping.sssom_predicates import KNOWN, RULES as ROW_RULES, Names
from kompass_lint_mapping.sssom_values import (
    IDS,
    REQUIRED,
    head_findings,
    is_literal,
    range_finding,
    value_findings,
)
from kompass_spec import LintRequest
from kompass_spec.model import Linted, LintFinding

__all__ = ["SssomLinter"]

_REQUIRED_OF_SET = ("mapping_set_id", "license")
_SIDES = ("subject", "object")
_NOTHING = "sssom:NoTermFound"
_NOT = "Not"
_EVIDENCE = (
    "mapping_justification",
    "author_id",
    "author_label",
    "reviewer_id",
    "reviewer_label",
    "creator_id",
    "creator_label",
    "subject_source",
    "subject_source_version",
    "object_source",
    "object_source_version",
    "mapping_provider",
    "mapping_source",
    "mapping_tool",
    "mapping_tool_id",
    "mapping_tool_version",
    "curation_rule",
    "curation_rule_text",
    "subject_match_field",
    "object_match_field",
    "match_string",
    "subject_preprocessing",
    "object_preprocessing",
    "similarity_measure",
)
"""Who says a thing and on what ground: rows that differ here are several pieces of evidence."""


@final
@frozen
class SssomLinter:
    """Lint SSSOM tables."""

    name: str = "sssom"
    endings: tuple[str, ...] = (".tsv",)

    def lint(self, request: LintRequest) -> Linted:
        """Return everything that is wrong with a mapping set, and what could not be checked."""
        lines = split_lines(request.text)
        start = next(
            (number for number, line in enumerate(lines) if line.strip() and not line.startswith("#")),
            len(lines),
        )
        embedded = read_metadata([line[1:] if line.startswith("#") else "" for line in lines[:start]])
        metadata = embedded if embedded.values else metadata_beside(request.file) or embedded
        look = _Look(request.file, metadata)
        findings = tuple(look.findings(lines[start:], start))
        return Linted(findings=findings, unchecked=tuple(look.lists.unchecked), rules=RULES)


@final
@frozen(kw_only=True)
class _Record:
    """Hold the cells of one record of a table, which may go over several lines, or why it has none."""

    line: int
    cells: tuple[str, ...] = ()
    complaint: str = ""


def _records(lines: Sequence[str], before: int) -> Iterator[_Record]:
    """Iterate over the records of a table that begins after ``before`` lines, except empty ones."""
    done = 0
    while done < len(lines):
        reader = csv.reader(
            (lines[number] for number in range(done, len(lines))),
            delimiter="\t",
            quotechar='"',
            strict=True,
        )
        begun = 0
        try:
            for cells in reader:
                record = tuple(cell.strip() for cell in cells)
                if any(record):
                    yield _Record(line=before + done + begun + 1, cells=record)
                begun = reader.line_num
        except csv.Error as error:
            # A quote that is never closed would take all rows after it away: go on with the next line.
            yield _Record(line=before + done + begun + 1, complaint=str(error))
            done += begun + 1
        else:
            return


@final
class _Look:
    """Look through one mapping set."""

    def __init__(self, file: str, metadata: Metadata) -> None:
        self.file = file
        self.metadata = metadata
        self.names = Names(metadata.prefixes)
        self.lists = Lists(file, self.names)
        self.undeclared: set[str] = set()

    def findings(self, lines: Sequence[str], before: int) -> Iterator[LintFinding]:
        records = tuple(_records(lines, before))
        heads = records[0].cells if records else ()
        if not self.metadata.values and not {*heads} & {*REQUIRED, *IDS}:
            sentence = (
                "This is no SSSOM mapping set: it has neither lines of metadata, which begin with '#', nor a"
                " column of SSSOM."
            )
            yield LintFinding(rule="not-a-mapping", message=sentence, line=1)
            return
        yield from self.set_findings()
        if not records:
            sentence = (
                "There is no table. An SSSOM file has a line of column heads after the lines that begin with"
                " '#'."
            )
            yield LintFinding(rule="not-a-mapping", message=sentence, line=1)
        elif not heads:
            yield from filter(None, (_record_finding(records[0], 0),))
        else:
            yield from self.table_findings(heads, records[0].line, records[1:])

    def table_findings(
        self, heads: tuple[str, ...], line: int, records: Sequence[_Record]
    ) -> Iterator[LintFinding]:
        """Find what is wrong with a table, by its heads, their line and the records below them."""
        rows: list[tuple[int, dict[str, str]]] = []
        problems: list[LintFinding] = []
        for record in records:
            problem = _record_finding(record, len(heads))
            if problem:
                problems.append(problem)
            if not record.complaint and not _is_comment(record):
                # Cells at the end may be left out.
                row = {**dict.fromkeys(heads, ""), **dict(zip(heads, record.cells, strict=False))}
                rows.append((record.line, row))
        yield from head_findings(heads, line, [row for _, row in rows], self.metadata.values)
        yield from problems
        joined: list[Row] = []
        for number, row in rows:
            yield from self.row(row, number, joined)
        yield from row_findings(joined, ROW_RULES)

    def set_findings(self) -> Iterator[LintFinding]:
        """Find what is wrong with the metadata."""
        values, file = self.metadata.values, self.metadata.file
        for key in _REQUIRED_OF_SET:
            if not values.get(key):
                beside = names_beside(self.file)[0]
                where = f"in the lines that begin with '#', or in a file {beside} beside it"
                if file:
                    where = f"in {file}"
                sentence = f"The mapping set does not say its {key!r}. SSSOM requires it, {where}."
                yield LintFinding(rule="missing-field", message=sentence, line=1)
        key = "mapping_set_confidence"
        line = 1 if file else self.metadata.lines.get(key, 1)
        yield from range_finding(key, values.get(key, ""), line)

    def row(self, row: Mapping[str, str], line: int, joined: list[Row]) -> Iterator[LintFinding]:
        """Find what is wrong with one row, and add it to those that are compared with each other."""
        yield from value_findings(row, line, self.metadata.values)
        yield from self.relation_findings(row, line)
        ends = []
        for side in _SIDES:
            yield from self.end_findings(row, line, side)
            ends.append(self.end(row, side))
        (source, source_side), (target, target_side) = ends
        relation, modifier = row.get("predicate_id", ""), row.get("predicate_modifier", "")
        if source and target and relation and modifier in {"", _NOT}:
            joined.append(
                Row(
                    sides=(source_side, target_side),
                    source=(source,),
                    target=(target,),
                    relation=self.names.predicate(relation),
                    line=line,
                    evidence=tuple(row.get(key, "") for key in _EVIDENCE),
                    negated=bool(modifier),
                    absent=_NOTHING in {source, target},
                )
            )

    def relation_findings(self, row: Mapping[str, str], line: int) -> Iterator[LintFinding]:
        """Find a relation or a modifier that the standard does not have."""
        relation, modifier = row.get("predicate_id", ""), row.get("predicate_modifier", "")
        if relation and not self.names.is_known(relation):
            sentence = f"{relation!r} is not a relation of the standard. It has: {', '.join(sorted(KNOWN))}."
            yield LintFinding(rule="unknown-relation", message=sentence, line=line)
        if modifier not in {"", _NOT}:
            sentence = f"{modifier!r} is not a modifier of a relation. The standard has {_NOT!r} only."
            yield LintFinding(rule="unknown-relation", message=sentence, line=line)

    def end_findings(self, row: Mapping[str, str], line: int, side: str) -> Iterator[LintFinding]:
        """Find an id that its source does not have, and note a prefix that nothing declares."""
        code = row.get(f"{side}_id", "")
        if code and code != _NOTHING:
            source = row.get(f"{side}_source") or self.metadata.values.get(f"{side}_source", "")
            complaint = self.lists.complaint(side, source, code)
            if complaint:
                yield LintFinding(rule="dangling-end", message=complaint, line=line)
        prefix = self.names.undeclared(code)
        if prefix is not None and prefix not in self.undeclared:
            self.undeclared.add(prefix)
            self.lists.unchecked.append(
                f"What ids with the prefix {prefix!r} are short for: the curie_map does not say it, so they"
                " are compared as they are written."
            )

    def end(self, row: Mapping[str, str], side: str) -> tuple[str, str | None]:
        """Return an end of a row and its vocabulary, which is ``None`` for a text without an id."""
        code = row.get(f"{side}_id", "")
        literal = not code and is_literal(row, side, self.metadata.values)
        text = row.get(f"{side}_label", "") if literal else ""
        # The same item may be written in full here and with a prefix there.
        short = self.names.shortened(code)
        return short or text, None if text else _vocabulary(short)


def _is_comment(record: _Record) -> bool:
    return record.cells[:1] != () and record.cells[0].startswith("#")


def _record_finding(record: _Record, columns: int) -> LintFinding | None:
    if record.complaint:
        sentence = (
            f"The row cannot be told apart into cells ({record.complaint}). Close a quote that a cell begins"
            " with at its end, and write a quote inside it twice."
        )
        return LintFinding(rule="unreadable-row", message=sentence, line=record.line)
    if _is_comment(record):
        sentence = (
            "A line that begins with '#' stands in the table, where others read it as a row. Move it before"
            " the table, or remove it."
        )
        return LintFinding(rule="wrong-columns", message=sentence, line=record.line)
    if len(record.cells) > columns:
        sentence = f"The row has {len(record.cells)} cells, and the table has {columns} columns."
        return LintFinding(rule="wrong-columns", message=sentence, line=record.line)
    return None


def _vocabulary(code: str) -> str:
    """Return what the ids of one vocabulary begin with: their prefix, or an IRI up to its last part.

    >>> _vocabulary("two:1"), _vocabulary("https://example.org/two#1"), _vocabulary("1")
    ('two', 'https://example.org/two#', '')
    """
    if "://" in code:
        return re.sub(r"[^/#]*$", "", code)
    return code.rpartition(":")[0]
