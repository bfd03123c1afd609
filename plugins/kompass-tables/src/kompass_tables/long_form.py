"""Turn a table of answers, a row each, to one with a row for every evaluation, and results back to rows."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from attrs import evolve

from kompass_spec import InputError, Problem
from kompass_spec.model import TOTAL, Edition, Quantity
from kompass_tables.layout import APPLIES, column_problem
from kompass_tables.staging import AS_PARQUET, ROW, Staged, as_name, as_text, quoted

__all__ = ["ITEM", "QUANTITY", "VALUE", "lengthened", "widened"]

_QUANTITIES = ("percent", "points", "level", APPLIES)
ITEM, VALUE, QUANTITY = "item", "value", "quantity"
_ITEM, _QUANTITY, _REASON = as_name("answer:item"), as_name("answer:quantity"), as_name("answer:reason")


def widened(given: Staged, edition: Edition, quantity: Quantity, folder: Path, connection: Any) -> Staged:
    """Return a table with a row for every evaluation, made of one with a row for every answer.

    Answers of an evaluation are alike in all columns but the item, the quantity and the value; ``quantity``
    is that of answers which say none. Those that have no place are set aside with their reasons. Raise
    ``InputError`` where there are no answers to be read.
    """
    columns = [name for name in given.relation(connection).columns if name != ROW]
    keys = [name for name in columns if name not in {ITEM, VALUE, QUANTITY}]
    _refuse_columns(columns, keys)
    answers = folder / "answers.parquet"
    said = f"nullif(trim(CAST({as_name(QUANTITY)} AS VARCHAR)), '')" if QUANTITY in columns else "NULL"
    kept = ", ".join(as_name(name) for name in (*keys, VALUE, ROW))
    rows = given.relation(connection).project(
        f"{kept}, nullif(trim(CAST({as_name(ITEM)} AS VARCHAR)), '') AS {_ITEM},"
        f" lower(coalesce({said}, {quoted(quantity.value)})) AS {_QUANTITY}"
    )
    rows.write_parquet(str(answers))
    read = f"read_parquet({as_text(answers)})"
    pairs = connection.sql(f"SELECT DISTINCT {_ITEM}, {_QUANTITY} FROM {read} ORDER BY ALL").fetchall()
    problems = {(item, what): _problem_of(item, what, edition) for item, what in pairs}
    placed = [pair for pair, problem in problems.items() if problem is None]
    if not placed:
        sentence = f"No answer is of an item of {edition.id}. Choose the edition that the answers are of."
        raise InputError([Problem("table-columns", sentence)])
    path, unplaced = folder / "wide.parquet", folder / "unplaced.parquet"
    reasons = " ".join(
        f"WHEN {_ITEM} IS NOT DISTINCT FROM {'NULL' if item is None else quoted(item)}"
        f" AND {_QUANTITY} = {quoted(what)} THEN {quoted(problem)}"
        for (item, what), problem in problems.items()
        if problem is not None
    )
    listed = ", ".join(map(as_name, keys))
    same = f"count(*) OVER (PARTITION BY {listed}, {_ITEM}, {_QUANTITY})"
    twice = f"WHEN {same} > 1 THEN 'the evaluation has more than one answer of this item and quantity'"
    judged = f"SELECT *, CASE {reasons} {twice} END AS {_REASON} FROM {read}"
    connection.execute(
        f"COPY (SELECT {as_name(ROW)}, concat(coalesce({_ITEM}, 'nothing'), ': ', {_REASON}) AS reason"
        f" FROM ({judged}) WHERE {_REASON} IS NOT NULL) TO {as_text(unplaced)} (FORMAT parquet)"
    )
    figures = ", ".join(
        f"any_value({as_name(VALUE)}) FILTER ({_ITEM} = {quoted(item)} AND {_QUANTITY} = {quoted(what)}"
        f" AND {_REASON} IS NULL) AS {as_name(f'{item}.{what}')}"
        for item, what in placed
    )
    connection.execute(
        f"COPY (SELECT {listed}, {figures} FROM ({judged}) GROUP BY {listed} ORDER BY min({as_name(ROW)}))"
        f" TO {as_text(path)} ({AS_PARQUET})"
    )
    return evolve(
        given,
        path=path,
        count=_count(path, connection),
        unplaced=unplaced,
        apart=_count(unplaced, connection),
    )


def _refuse_columns(columns: Sequence[str], keys: Sequence[str]) -> None:
    missing = [repr(name) for name in (ITEM, VALUE) if name not in columns]
    if missing or not keys:
        lacking = " and ".join(missing) or "of who was evaluated"
        sentence = (
            f"A table in long form has a row for every answer, and this one has no column {lacking}. Its"
            f" columns are: {', '.join(columns)}."
        )
        raise InputError([Problem("table-columns", sentence)])


def _problem_of(item: str | None, what: str, edition: Edition) -> str | None:
    """Return why answers of an item and a quantity have no place, ``None`` where they have one."""
    if item is None:
        return "the answer names no item"
    if item != TOTAL and item not in edition:
        return f"{edition.id} has no such item"
    if what not in _QUANTITIES:
        return f"{what!r} is no quantity, which are {', '.join(_QUANTITIES)}"
    problem = column_problem(f"{item}.{what}", item, what, edition)
    return None if problem is None else problem.message


def _count(path: Path, connection: Any) -> int:
    ((count,),) = connection.sql(f"SELECT count(*) FROM read_parquet({as_text(path)})").fetchall()
    return int(count)


def lengthened(relation: Any, codes: Sequence[str], ends: Sequence[str], carried: Sequence[str]) -> Any:
    """Return a relation with a row for every row and item, which has the ends in columns of their own."""
    pairs = ", ".join(
        f"({', '.join(as_name(f'{code}.{end}') for end in ends)}) AS {quoted(code)}" for code in codes
    )
    listed = ", ".join(map(as_name, (*carried, ITEM, *ends)))
    return relation.query(
        "scored_rows",
        f"SELECT {listed} FROM (UNPIVOT scored_rows ON {pairs} INTO NAME {ITEM} VALUE {', '.join(ends)})",
    )
