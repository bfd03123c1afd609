"""What every mapping is checked for, whatever it is written in: rows that join two ends by a relation."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import islice
from typing import final

from attrs import frozen

from kompass_spec.model import LintFinding, Severity

__all__ = ["Row", "RowRules", "row_findings"]

_NAMED = 5
"""How many items a sentence names at most."""


@final
@frozen(kw_only=True)
class Row:
    """Hold one row: its two ends, each perhaps of several items, and the relation between them.

    ``sides`` name the two resources or vocabularies that the items belong to, so that rows the other way
    round are known as such; a side is ``None`` where the item is a loose text of no vocabulary. Relations are
    compared within one ``context`` only; rows that differ in their ``evidence`` are no duplicates.
    ``negated`` says that the relation does not hold, ``absent`` that an end stands for no item.
    ``cardinality`` is what the row itself says of how many items are joined, such as ``1:n``. ``line``
    counts from 1.
    """

    sides: tuple[str | None, str | None]
    source: tuple[str, ...]
    target: tuple[str, ...]
    relation: str
    line: int | None
    pointer: str | None = None
    context: object = ""
    evidence: object = ""
    negated: bool = False
    absent: bool = False
    cardinality: str = ""

    @property
    def pair(self) -> object:
        """Return what the row is about: its ends, whatever the order of their items, and the context."""
        return self.sides, frozenset(self.source), frozenset(self.target), self.context

    @property
    def inverse_pair(self) -> object:
        """Return what a row the other way round is about."""
        return self.sides[::-1], frozenset(self.target), frozenset(self.source), self.context

    @property
    def where(self) -> str:
        """Return the place in words."""
        return f"line {self.line}" if self.line is not None else str(self.pointer)

    @property
    def words(self) -> str:
        """Return the row as a sentence without its end."""
        relation = f"not {self.relation}" if self.negated else self.relation
        return f"{_listed(self.source)} {relation} {_listed(self.target)}"


@final
@frozen(kw_only=True)
class RowRules:
    """Hold what a standard says of its relations: which is the inverse of which, what excludes what.

    ``equal`` are those that can join one item with one only; ``exclusive`` are sets of which at most one can
    hold for one pair.
    """

    inverses: Mapping[str, str]
    equal: frozenset[str]
    exclusive: frozenset[frozenset[str]]

    def exclude(self, relation: str, other: str) -> bool:
        """Return whether two relations cannot both hold for one pair."""
        return frozenset((relation, other)) in self.exclusive

    def against(self) -> dict[str, list[str]]:
        """Return for each relation those that cannot hold together with it."""
        others: dict[str, list[str]] = {}
        for pair in sorted(map(sorted, self.exclusive)):
            for relation in pair:
                others.setdefault(relation, []).extend(other for other in pair if other != relation)
        return others


def row_findings(rows: Sequence[Row], rules: RowRules) -> Iterator[LintFinding]:
    """Find rows that stand twice, exclude others, equal one item to several, or disagree with an inverse."""
    yield from _pair_findings(rows, rules)
    equal = [row for row in rows if row.relation in rules.equal and not (row.negated or row.absent)]
    yield from _set_findings(equal)
    yield from _several_findings(equal, 0)
    yield from _several_findings(equal, 1)
    yield from _inverse_findings(rows, rules)


def _finding(rule: str, message: str, row: Row, severity: Severity = Severity.WARNING) -> LintFinding:
    return LintFinding(rule=rule, message=message, line=row.line, pointer=row.pointer, severity=severity)


def _listed(items: Collection[str]) -> str:
    more = len(items) - _NAMED
    return ", ".join(islice(items, _NAMED)) + (f" and {more} more" if more > 0 else "")


def _pair_findings(rows: Sequence[Row], rules: RowRules) -> Iterator[LintFinding]:
    same: dict[object, Row] = {}
    stated: dict[object, dict[tuple[str, bool], Row]] = {}
    against = rules.against()
    for row in rows:
        earlier = same.setdefault((row.pair, row.relation, row.negated, row.evidence), row)
        if earlier is not row:
            sentence = f"The row {row.words} stands before, at {earlier.where}. Remove one of them."
            yield _finding("duplicate-row", sentence, row)
            continue
        if row.absent:
            continue
        others = stated.setdefault(row.pair, {})
        # What can exclude it is asked for: one pair may have any number of relations.
        excluding = [(relation, False) for relation in against.get(row.relation, ())]
        for key in ((row.relation, not row.negated), *excluding):
            if key in others:
                yield from _excluding_findings(row, others[key], rules)
        others.setdefault((row.relation, row.negated), row)


def _excluding_findings(row: Row, other: Row, rules: RowRules) -> Iterator[LintFinding]:
    """Find that a row cannot hold together with another row of the same pair."""
    if row.negated != other.negated and row.relation == other.relation:
        here, there = ("denied", "said") if row.negated else ("said", "denied")
        sentence = (
            f"{row.relation!r} is {here} here, and {there} of the same pair at {other.where}. Keep"
            " the one that is true."
        )
        yield _finding("excluding-relations", sentence, row)
    elif not (row.negated or other.negated) and rules.exclude(row.relation, other.relation):
        sentence = (
            f"{row.relation!r} excludes {other.relation!r}, which is said of the same pair at"
            f" {other.where}. Keep the one that is true."
        )
        yield _finding("excluding-relations", sentence, row)


def _set_findings(equal: Sequence[Row]) -> Iterator[LintFinding]:
    for row in equal:
        if 1 in {len(set(row.source)), len(set(row.target))} != {1}:
            sentence = (
                f"The row says that one item is {row.relation!r} to several. Say which of them it is equal"
                " to, or use a weaker relation."
            )
            yield _finding("equal-to-several", sentence, row)


def _several_findings(equal: Sequence[Row], side: int) -> Iterator[LintFinding]:
    """Find items that equal several: those would be equal to each other, and a list has no item twice.

    It is worth a note only where all of these rows say themselves that they join several.
    """
    partners: dict[object, dict[str, Row]] = {}
    for row in equal:
        items, others = (row.source, row.target) if side == 0 else (row.target, row.source)
        if row.sides[1 - side] is not None and len(items) == len(others) == 1:
            partners.setdefault((row.sides, row.context, items[0]), {}).setdefault(others[0], row)
    stated = ({"1:n", "n:n"}, {"n:1", "n:n"})[side]
    for known in partners.values():
        meant = all(row.cardinality in stated for row in known.values())
        for number, row in enumerate(known.values(), start=1):
            if number > 1:
                yield _several_finding(
                    row, side, [*islice(known, number)] if number <= _NAMED else known, meant=meant
                )


def _several_finding(row: Row, side: int, partners: Collection[str], *, meant: bool) -> LintFinding:
    item = (row.source, row.target)[side][0]
    sentence = (
        f"The {('source', 'target')[side]} {item!r} is {row.relation!r} to several: {_listed(partners)}."
    )
    if meant:
        sentence += f" The rows say so themselves ({row.cardinality})."
        return _finding("equal-to-several", sentence, row, Severity.NOTE)
    return _finding("equal-to-several", f"{sentence} One item is equal to one at most.", row)


def _inverse_findings(rows: Sequence[Row], rules: RowRules) -> Iterator[LintFinding]:
    stated: dict[object, dict[str, Row]] = {}
    for row in rows:
        if row.relation in rules.inverses and not (row.negated or row.absent):
            stated.setdefault(row.pair, {}).setdefault(row.relation, row)
    passed: dict[object, dict[str, Row]] = {}
    for pair, relations in stated.items():
        # Of two pairs that are each other's inverse, the one that is met later is where the finding stands.
        back = passed.get(next(iter(relations.values())).inverse_pair, {})
        # A relation whose inverse is said is not what is wrong: what excludes it on its own side is.
        for row in relations.values():
            wanted = rules.inverses[row.relation]
            inverses = back.values()
            other = next((each for each in inverses if _disagree(row, each, relations, back, rules)), None)
            if other is not None:
                sentence = (
                    f"The inverse at {other.where} says {other.relation!r}, where {row.relation!r} asks for"
                    f" {wanted!r}. Correct one of them."
                )
                yield _finding("inverse-disagrees", sentence, row)
        passed[pair] = relations


def _disagree(
    row: Row, other: Row, relations: Mapping[str, Row], back: Mapping[str, Row], rules: RowRules
) -> bool:
    asked, wanted = rules.inverses[other.relation], rules.inverses[row.relation]
    return wanted not in back and asked not in relations and rules.exclude(row.relation, asked)
