"""Check the rows of an SSSOM table, each by itself and with those that say something of the same items."""

from array import array
from collections import Counter
from collections.abc import Hashable, Iterator, Sequence
from hashlib import blake2b
from typing import NamedTuple, final

from kompass_lint_mapping.joins import Joins
from kompass_lint_mapping.rows import Row, row_findings
from kompass_lint_mapping.sssom_lists import Lists
from kompass_lint_mapping.sssom_metadata import Metadata
from kompass_lint_mapping.sssom_predicates import RULES as ROW_RULES, Names
from kompass_lint_mapping.sssom_set import is_older, prefix_finding, unknown_slot, version_finding
from kompass_lint_mapping.sssom_slots import (
    ADDED,
    COMPOSED,
    ENTITIES,
    LITERAL,
    OF_A_MAPPING,
    REQUIRED,
    SHARED,
)
from kompass_lint_mapping.sssom_table import Record, record_at, records
from kompass_lint_mapping.sssom_values import NO_TERM, Check, check_of, split_values
from kompass_spec import LintRequest
from kompass_spec.model import LintFinding, Severity

__all__ = ["Rows"]

_SIDES = ("subject", "object")
_NOT = "Not"
_REMEMBERED = 10_000
"""How many different values of a column are remembered as fine, so that each is looked at once."""
_NO_ONE = ("1:0", "0:1", "0:0")
_REVIEWED = ("review_date", "reviewer_agreement")


class _Column(NamedTuple):
    """Hold a column that is checked: where it is, its slot, how, and the values that are fine."""

    place: int
    slot: str
    check: Check
    fine: set[str]


class _End(NamedTuple):
    """Hold one end of a row: its id or its text in full, and the vocabulary of an id."""

    item: str
    vocabulary: str | None


@final
class Rows:
    """Look through the rows of one table: each once, and those again that have to do with each other."""

    def __init__(self, request: LintRequest, metadata: Metadata, head: Record) -> None:
        self._text = request.text
        self._metadata = metadata
        self._head = head
        self._names = Names(metadata.prefixes)
        self._lists = Lists(request.file, self._names)
        self._joins = Joins()
        # Where each row that is compared begins and ends, and its line.
        self._places = (array("Q"), array("Q"), array("Q"))
        self._undeclared: set[str] = set()
        self._has_rows = False
        self._found: list[LintFinding] = []
        self._at = {slot: head.cells.index(slot) for slot in dict.fromkeys(head.cells)}
        self._columns = tuple(self._checked_columns())
        # A slot of the set is that of every row unless any row has its own.
        own = self._own_slots()
        self._shared = {
            slot: metadata.text(slot) for slot in SHARED if slot in metadata.values and slot not in own
        }

    @property
    def unchecked(self) -> list[str]:
        """Return in sentences what could not be checked."""
        return self._lists.unchecked if self._has_rows else ["The rows: the table has none."]

    def findings(self) -> list[LintFinding]:
        """Return what is wrong with the table: its heads, its rows, and what rows say together."""
        self._found += self._head_findings()
        width = len(self._head.cells)
        for record in records(self._text, self._head.end, self._head.line + self._head_lines()):
            self._has_rows = True
            self._record(record, width)
        self._found += self._missing_columns()
        self._found += self._joined_findings()
        return self._found

    def _head_lines(self) -> int:
        content = self._text[self._head.start : self._head.end]
        return max(1, content.count("\n") or content.count("\r"))

    def _checked_columns(self) -> Iterator[_Column]:
        relative = is_older(self._metadata)
        for slot, place in self._at.items():
            check = check_of(slot, self._names, relative=relative)
            if check is not None:
                yield _Column(place, slot, check, set())

    def _own_slots(self) -> frozenset[str]:
        """Return the shared slots of the set of which rows have values of their own."""
        asked = {slot for slot in SHARED & {*self._at} if slot in self._metadata.values}
        met: set[str] = set()
        for record in records(self._text, self._head.end, 1) if asked else ():
            met |= {slot for slot in asked - met if self._cell(record.cells, slot)}
            if met == asked:
                break
        return frozenset(met)

    def _cell(self, cells: Sequence[str], slot: str) -> str:
        place = self._at.get(slot)
        return cells[place] if place is not None and place < len(cells) else ""

    def _value(self, cells: Sequence[str], slot: str) -> str:
        """Return the value of a slot of a row, or the one that the set says for all rows."""
        return self._cell(cells, slot) or self._shared.get(slot, "")

    def _head_findings(self) -> Iterator[LintFinding]:
        line = self._head.line
        for slot, count in Counter(self._head.cells).items():
            if slot and count > 1:
                sentence = (
                    f"The column {slot[:60]!r} stands twice, and readers lose the cells of one. Remove one of"
                    " them."
                )
                yield LintFinding(rule="wrong-columns", message=sentence, line=line)
            if slot not in OF_A_MAPPING and slot not in self._metadata.extensions:
                yield unknown_slot(slot, line, "column", OF_A_MAPPING)
        for slot in sorted(SHARED & {*self._metadata.values} - {*self._shared}):
            sentence = (
                f"The set says {slot!r}, and so do rows: then what the set says holds for no row. Write it in"
                " every row, or in none."
            )
            yield LintFinding(
                rule="not-propagated",
                message=sentence,
                line=self._metadata.line(slot),
                severity=Severity.NOTE,
            )

    def _missing_columns(self) -> Iterator[LintFinding]:
        for slot in REQUIRED:
            if slot not in self._at and (slot[:-3] not in _SIDES or self._missing_id(slot)):
                sentence = f"The column {slot!r} is missing. SSSOM requires it."
                yield LintFinding(rule="missing-field", message=sentence, line=self._head.line)

    def _missing_id(self, slot: str) -> bool:
        """Return whether any row should have an id that has none: a literal needs none."""
        type_slot = slot.replace("_id", "_type")
        if type_slot not in self._at:
            return self._shared.get(type_slot) != LITERAL
        following = records(self._text, self._head.end, 1)
        return any(self._value(record.cells, type_slot) != LITERAL for record in following)

    def _record(self, record: Record, width: int) -> None:
        """Note what is wrong with a record, and with the row in it if there is one."""
        sentence, rule = "", "wrong-columns"
        if record.complaint:
            rule = "unreadable-row"
            sentence = (
                f"The row cannot be told apart into cells: {record.complaint}. Close a quote at"
                " the end of its cell, and write a quote inside it twice."
            )
        elif record.cells[0].startswith("#"):
            sentence = (
                "A line that begins with '#' stands in the table, where others read it as a row. Move it"
                " before the table, or remove it."
            )
        if sentence:
            self._found.append(LintFinding(rule=rule, message=sentence, line=record.line))
            return
        if len(record.cells) > width:
            sentence = f"The row has {len(record.cells)} cells, and the table has {width} columns."
            self._found.append(LintFinding(rule=rule, message=sentence, line=record.line))
        if record.loose:
            sentence = (
                "A quote stands in a cell that is not in quotes. Enclose the cell in quotes, and write the"
                " quote inside it twice."
            )
            self._found.append(LintFinding(rule="unquoted-quote", message=sentence, line=record.line))
        # Cells at the end may be left out.
        self._row([*record.cells, *([""] * (width - len(record.cells)))], record)

    def _row(self, cells: list[str], record: Record) -> None:
        line = record.line
        for column in self._columns:
            cell = cells[column.place]
            if cell and cell not in column.fine:
                self._cell_findings(column, cell, line)
        kinds = [self._value(cells, f"{side}_type") for side in _SIDES]
        literal = [kind == LITERAL for kind in kinds]
        self._missing_findings(cells, literal, line)
        ends = [self._end(cells, side, kind, line) for side, kind in zip(_SIDES, kinds, strict=True)]
        cardinality = self._cell(cells, "mapping_cardinality")
        if cardinality in _NO_ONE:
            self._cardinality_finding(cells, cardinality, line)
        keys = tuple(self._keys(cells, ends))
        if keys:
            self._joins.add(keys)
            for places, place in zip(self._places, (record.start, record.end, line), strict=True):
                places.append(place)

    def _cell_findings(self, column: _Column, cell: str, line: int) -> None:
        """Note what is wrong with the values in a cell, and remember them where nothing is."""
        fine = True
        for value in dict.fromkeys(split_values(column.slot, cell)):
            complaint = column.check(value)
            prefix = self._names.undeclared(value) if column.slot in ENTITIES else None
            if complaint is not None:
                fine = False
                self._found.append(
                    LintFinding(
                        rule=complaint.rule,
                        message=complaint.message,
                        line=line,
                        severity=complaint.severity,
                    )
                )
            elif prefix is not None and prefix not in self._undeclared:
                self._undeclared.add(prefix)
                if self._metadata.readable:
                    self._found.append(prefix_finding(prefix, line))
        if column.slot in ADDED and not column.fine and is_older(self._metadata):
            self._found.append(version_finding(column.slot, self._head.line))
            column.fine.add("")
        if fine and len(column.fine) < _REMEMBERED:
            column.fine.add(cell)

    def _missing_findings(self, cells: list[str], literal: list[bool], line: int) -> None:
        for slot in REQUIRED:
            wanted = slot
            if slot[:-3] in _SIDES and literal[_SIDES.index(slot[:-3])]:
                wanted = slot.replace("_id", "_label")
            elif slot not in self._at:
                # A column that is missing altogether is reported once.
                continue
            if not self._cell(cells, wanted):
                self._missing(wanted, line)
        if "record_id" in self._at and not self._cell(cells, "record_id"):
            self._missing("record_id", line)
        for slot in _REVIEWED:
            if self._cell(cells, slot) and not (
                self._cell(cells, "reviewer_id") or self._cell(cells, "reviewer_label")
            ):
                self._missing("reviewer_id", line, f" It has {slot!r}, which says what a reviewer did.")

    def _missing(self, slot: str, line: int, why: str = "") -> None:
        sentence = f"The row has no {slot!r}.{why}"
        self._found.append(LintFinding(rule="missing-field", message=sentence, line=line))

    def _cardinality_finding(self, cells: list[str], cardinality: str, line: int) -> None:
        wanted = {
            "1:0": ("object_id",),
            "0:1": ("subject_id",),
            "0:0": ("subject_id", "object_id"),
        }[cardinality]
        if any(self._cell(cells, slot) != NO_TERM for slot in wanted):
            sentence = (
                f"The cardinality {cardinality} is that of rows whose {' and '.join(wanted)} is {NO_TERM}."
            )
            self._found.append(LintFinding(rule="misplaced-value", message=sentence, line=line))

    def _end(self, cells: Sequence[str], side: str, kind: str, line: int) -> _End:
        """Return an end of a row, after a look at whether its source has it."""
        code = self._cell(cells, f"{side}_id")
        if not code:
            return _End(self._cell(cells, f"{side}_label") if kind == LITERAL else "", None)
        # What is made of several items is in no list.
        if code != NO_TERM and kind != COMPOSED:
            complaint = self._lists.complaint(side, self._value(cells, f"{side}_source"), code)
            if complaint:
                self._found.append(
                    LintFinding(rule="dangling-end", message=complaint, line=line, severity=Severity.WARNING)
                )
        return _End(self._names.expanded(code), self._names.vocabulary(code))

    def _keys(self, cells: Sequence[str], ends: Sequence[_End]) -> Iterator[Hashable]:
        """Iterate over what a row can share with another that it has to be compared with."""
        record = self._cell(cells, "record_id")
        if record:
            yield "record", record
        source, target = ends
        relation, modifier = self._cell(cells, "predicate_id"), self._cell(cells, "predicate_modifier")
        if not (source.item and target.item and relation) or modifier not in {"", _NOT}:
            return
        yield min(source.item, target.item), max(source.item, target.item)
        joins = NO_TERM not in {self._cell(cells, "subject_id"), self._cell(cells, "object_id")}
        if joins and not modifier and self._names.predicate(relation) in ROW_RULES.equal:
            yield "source", source.item, target.vocabulary
            yield "target", target.item, source.vocabulary

    def _joined_findings(self) -> Iterator[LintFinding]:
        """Find what is wrong with rows together: those that meet are read again and compared."""
        rows: list[Row] = []
        met: dict[str, int] = {}
        starts, ends, lines = self._places
        for number in self._joins.met():
            cells = record_at(self._text, starts[number], ends[number])
            cells += [""] * (len(self._head.cells) - len(cells))
            line = lines[number]
            record = self._cell(cells, "record_id")
            earlier = met.setdefault(record, line) if record else line
            if earlier != line:
                sentence = (
                    f"The record_id {record[:60]!r} stands before, on line {earlier}. Each is of one row."
                )
                yield LintFinding(rule="duplicate-id", message=sentence, line=line)
            row = self._joined(cells, line)
            if row is not None:
                rows.append(row)
        yield from row_findings(rows, ROW_RULES)

    def _joined(self, cells: Sequence[str], line: int) -> Row | None:
        """Return a row as it is compared with others, ``None`` where it joins no two ends."""
        codes = [self._cell(cells, f"{side}_id") for side in _SIDES]
        items = [
            self._names.shortened(code)
            if code
            else self._cell(cells, f"{side}_label") * (self._value(cells, f"{side}_type") == LITERAL)
            for code, side in zip(codes, _SIDES, strict=True)
        ]
        relation, modifier = self._cell(cells, "predicate_id"), self._cell(cells, "predicate_modifier")
        if not (all(items) and relation and modifier in {"", _NOT}):
            return None
        compared = {"subject_id", "predicate_id", "object_id"}
        rest = [cell for slot, cell in zip(self._head.cells, cells, strict=False) if slot not in compared]
        return Row(
            sides=(
                self._names.vocabulary(codes[0]) if codes[0] else None,
                self._names.vocabulary(codes[1]) if codes[1] else None,
            ),
            source=(items[0],),
            target=(items[1],),
            relation=self._names.predicate(relation),
            line=line,
            # A row that differs in any slot is a statement of its own.
            evidence=blake2b(
                "\t".join(map(repr, rest)).encode("utf-8", "backslashreplace"), digest_size=16
            ).digest(),
            negated=bool(modifier),
            absent=NO_TERM in codes,
            cardinality=self._cell(cells, "mapping_cardinality"),
        )
