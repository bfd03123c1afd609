"""What every mapping is checked for, whatever it is written in: rows that join two ends by a relation."""

from collections.abc import Iterator, Mapping, Sequence
from typing import final

from attrs import frozen

from kompass_spec.requests import LintFinding

__all__ = ["Row", "RowRules", "row_findings"]


@final
@frozen(kw_only=True)
class Row:
    """Hold one row: its two ends, each perhaps of several items, and the relation between them.

    ``sides`` names the two resources, so that rows the other way round are known as such; ``line`` counts from 1.
    """

    sides: tuple[str, str]
    source: tuple[str, ...]
    target: tuple[str, ...]
    relation: str
    line: int | None
    pointer: str | None = None
    qualifier: str = ""


@final
@frozen(kw_only=True)
class RowRules:
    """Hold what a standard says of its relations: which there are, which is the inverse of which, what excludes what.

    ``equal`` are those that can join one item with one only; ``exclusive`` are sets of which at most one can hold
    for one pair.
    """

    known: frozenset[str]
    inverses: Mapping[str, str]
    equal: frozenset[str]
    exclusive: tuple[frozenset[str], ...]


def row_findings(rows: Sequence[Row], rules: RowRules) -> Iterator[LintFinding]:
    """Find relations that the standard has not, rows that stand twice, exclude each other or disagree with an inverse."""
    for row in rows:
        if row.relation not in rules.known:
            known = ", ".join(sorted(rules.known))
            sentence = f"{row.relation!r} is not a relation of the standard. It has: {known}."
            yield _finding("unknown-relation", sentence, row)
    yield from _pair_findings(rows, rules)
    yield from _several_findings(rows, rules)
    yield from _inverse_findings(rows, rules)


def _finding(rule: str, message: str, row: Row) -> LintFinding:
    return LintFinding(rule=rule, message=message, line=row.line, pointer=row.pointer)


def _where(row: Row) -> str:
    return f"line {row.line}" if row.line is not None else str(row.pointer)


def _said(row: Row) -> str:
    return f"{', '.join(row.source)} {row.relation} {', '.join(row.target)}"


def _pair(row: Row) -> tuple[tuple[str, str], tuple[str, ...], tuple[str, ...]]:
    return row.sides, tuple(sorted(row.source)), tuple(sorted(row.target))


def _pair_findings(rows: Sequence[Row], rules: RowRules) -> Iterator[LintFinding]:
    seen: dict[object, dict[tuple[str, str], Row]] = {}
    for row in rows:
        earlier = seen.setdefault(_pair(row), {})
        key = (row.relation, row.qualifier)
        if key in earlier:
            sentence = f"The row {_said(row)} stands before, at {_where(earlier[key])}. Remove one of them."
            yield _finding("duplicate-row", sentence, row)
            continue
        for other in earlier.values():
            pair = {row.relation, other.relation}
            if len(pair) > 1 and any(pair <= group for group in rules.exclusive):
                sentence = f"{row.relation!r} excludes {other.relation!r}, which is said of the same pair at {_where(other)}. Keep the one that is true."
                yield _finding("excluding-relations", sentence, row)
        earlier[key] = row


def _several_findings(rows: Sequence[Row], rules: RowRules) -> Iterator[LintFinding]:
    """Find items that are said to be equal to several: they would be equal to each other, and a list has none twice."""
    for row in rows:
        if row.relation in rules.equal and 1 in {len(row.source), len(row.target)} != {1}:
            sentence = f"The row says that one item is {row.relation!r} to several. Say which of them it is equal to, or use a weaker relation."
            yield _finding("equal-to-several", sentence, row)
    for side, name in ((0, "source"), (1, "target")):
        partners: dict[tuple[tuple[str, str], str], dict[str, Row]] = {}
        for row in rows:
            if row.relation not in rules.equal:
                continue
            mine, others = (row.source, row.target) if side == 0 else (row.target, row.source)
            for code in mine if len(mine) == 1 else ():
                known = partners.setdefault((row.sides, code), {})
                if len(others) == 1:
                    known.setdefault(others[0], row)
                if len(known) > 1 and known.get(others[0]) is row:
                    sentence = f"The {name} {code!r} is {row.relation!r} to several: {', '.join(sorted(known))}. One item is equal to one at most."
                    yield _finding("equal-to-several", sentence, row)


def _inverse_findings(rows: Sequence[Row], rules: RowRules) -> Iterator[LintFinding]:
    stated: dict[object, list[Row]] = {}
    for row in rows:
        stated.setdefault(_pair(row), []).append(row)
    for row in rows:
        back = ((row.sides[1], row.sides[0]), tuple(sorted(row.target)), tuple(sorted(row.source)))
        others = [other for other in stated.get(back, ()) if other.relation in rules.known]
        wanted = rules.inverses.get(row.relation)
        if not others or wanted is None or back == _pair(row):
            continue
        relations = {other.relation for other in others}
        if wanted not in relations and rows.index(others[0]) < rows.index(row):
            sentence = f"The inverse at {_where(others[0])} says {others[0].relation!r}, where {row.relation!r} asks for {wanted!r}. Correct one of them."
            yield _finding("inverse-disagrees", sentence, row)
