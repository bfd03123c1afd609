"""Convert tables to another edition: in columns, and what is not covered there by the object converter.

It is asked once of all rows with the same figures.
"""

import csv
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from itertools import islice
from typing import Any, final

from attrs import evolve, frozen

from kompass_spec import (
    InputError,
    Problem,
    Registry,
    UsageError,
    convert_scorecard,
    load_registry,
)
from kompass_spec.model import TOTAL, Conversion, Edition, EditionMapping
from kompass_spec.registry.mappings import find_steps
from kompass_tables.conversions.columns import NOT_COVERED, WHOLE, conversion_plan, score_name
from kompass_tables.engines import on_duckdb
from kompass_tables.layout import Layout, scored_items
from kompass_tables.locations import Form, Location
from kompass_tables.outputs import outputs_of
from kompass_tables.outward import rounded_down, rounded_up
from kompass_tables.preparing import Prepared
from kompass_tables.progress import counted
from kompass_tables.readings import REFUSED
from kompass_tables.rows import scorecards_of_rows
from kompass_tables.runs import Counted, Options, Work, transform
from kompass_tables.staging import ROW, as_name, as_text, quoted

__all__ = ["convert_file", "converted_rows"]

_FIRST = "row:first"
_REASON = "row:reason"
_BATCH = 50
_FEW = 200
_ENDS = ("low", "high", "basis")
_DECIMAL = "DECIMAL(18, 6)"
_IS_LEFT = f"{REFUSED} IS NOT DISTINCT FROM {quoted(NOT_COVERED)}"

Row = Mapping[str, Any]


def convert_file(source: Location, target: Location, options: Options, to: str) -> Counted:
    """Write what every row says of the edition ``to``: what is proved of each of its items.

    Rows whose figures contradict the mapping are refused. All is written, or nothing. Raise ``InputError``
    where the table cannot be read or converted, or nothing can be written, and ``UsageError`` where there is
    no such edition.
    """
    if options.units:
        sentence = "Converted ends have no unit in common, so they are decimals. Leave --units out."
        raise UsageError([Problem("wrong-usage", sentence)])
    registry = load_registry()
    if to not in registry:
        sentence = f"There is no edition {to!r}. Installed are: {', '.join(registry) or 'none'}."
        raise UsageError([Problem("unknown-edition", sentence)])
    return transform(source, target, options, partial(_convert, to=to, registry=registry))


def _convert(work: Work, *, to: str, registry: Registry) -> None:
    """Write the converted rows and the refused ones."""
    prepared, target = work.prepared, registry[to]
    # That a mapping leads there is found before a row is worked on.
    steps = find_steps(prepared.edition.id, to, registry)
    kept = (*prepared.layout.carried, ROW, "discrepancy")
    relation = converted_rows(work.relation, prepared, steps, kept)
    # Few rows or none are refused or left, and to find them takes a small part of what is computed.
    carried = [as_name(name) for name in prepared.layout.carried]
    apart = relation.filter(f"{REFUSED} IS NOT NULL").project(", ".join([*carried, as_name(ROW), REFUSED]))
    work.copy(apart, work.between / "apart.parquet", Form.PARQUET, is_stream=True)
    others = f"read_parquet({as_text(work.between / 'apart.parquet')})"
    counted = f"SELECT count(*) FILTER ({_IS_LEFT}), count(*) FROM {others}"
    ((left, out),) = work.connection.sql(counted).fetchall()
    ways = {"in_columns": work.given.count - out, "by_objects": left}
    work.about = {"converted_to": f"{target.id}@{target.release}", "conversion": ways}
    refused = work.connection.sql(f"SELECT * FROM {others}")
    if left:
        relation = _with_the_rest(relation, others, work, _Task(prepared=prepared, to=to), target)
        refused = relation
    wanted = [*carried, "discrepancy", *map(as_name, _added(target))]
    accepted = relation.filter(f"{REFUSED} IS NULL").project(", ".join(wanted))
    work.write_results(accepted, scored_items(target), _ENDS, ("discrepancy",), "convert", is_stream=not left)
    work.write_refused(refused)


def converted_rows(
    relation: Any, prepared: Prepared, steps: Sequence[EditionMapping], kept: Sequence[str]
) -> Any:
    """Return rows of DuckDB with what is computed of them in columns, beside the columns that are ``kept``.

    Rows of which that is nothing, because the plan does not cover them, have that as the reason.
    """
    layout, scoring, target = prepared.layout, prepared.plan, steps[-1].target
    converting = conversion_plan(scoring, steps) if layout.kind is None else None
    in_units = evolve(prepared, outputs=outputs_of(scoring, units=True))
    relation = on_duckdb.score(relation, in_units)
    names = [as_name(name) for name in kept]
    if converting is None:
        nothing = (f"CAST(NULL AS {_kind_of(name)}) AS {as_name(name)}" for name in _added(target))
        refused = f"coalesce({REFUSED}, {quoted(NOT_COVERED)}) AS {REFUSED}"
        return relation.project(", ".join([*names, refused, *nothing]))
    scores = (
        f"{as_name(f'{code}.{end}')} AS {as_name(score_name(code, end))}"
        for code in scoring.scores
        for end in ("low", "high")
    )
    whole = " AND ".join(_is_sure(column.name) for column in layout.applies) or "TRUE"
    relation = relation.project(", ".join([*names, REFUSED, *scores, f"({whole}) AS {as_name(WHOLE)}"]))
    relation = on_duckdb.compute(relation, converting.plan, kept, converting.outputs)
    added = (as_name(output.name) for output in converting.outputs)
    return relation.project(", ".join([*names, REFUSED, *added]))


def _is_sure(column: str) -> str:
    """Return where a column says of an item that it applies, or nothing."""
    name = as_name(column)
    return f"({name} IS NULL OR lower(trim(CAST({name} AS VARCHAR))) IN ('true', '1', ''))"


def _with_the_rest(relation: Any, others: str, work: Work, task: "_Task", target: Edition) -> Any:
    """Return the rows with those that are left, of which the object converter is asked."""
    work.copy(relation, work.between / "rows.parquet", Form.PARQUET, is_stream=True)
    rows = f"read_parquet({as_text(work.between / 'rows.parquet')})"
    first, row = as_name(_FIRST), as_name(ROW)
    alike = ", ".join(as_name(name) for name in _inputs(work.prepared.layout))
    number = f"min({row}) OVER (PARTITION BY {alike}) AS {first}"
    left = work.connection.sql(f"SELECT {row}, {alike}, {number} FROM {others} WHERE {_IS_LEFT}")
    work.copy(left, work.between / "rest.parquet", Form.PARQUET)
    rest = f"read_parquet({as_text(work.between / 'rest.parquet')})"
    converted = _converted(rest, work, task, target)
    reason = as_name(_REASON)
    kept = ", ".join(f"given.{as_name(name)}" for name in (*work.prepared.layout.carried, ROW, "discrepancy"))
    found = ", ".join(
        f"coalesce(found.{name}, given.{name}) AS {name}" for name in map(as_name, _added(target))
    )
    return work.connection.sql(
        f"SELECT {kept}, CASE WHEN given.{_IS_LEFT} THEN found.{reason} ELSE given.{REFUSED} END AS"
        f" {REFUSED}, {found} FROM {rows} AS given LEFT JOIN (SELECT {row}, {first} FROM {rest}) AS rest"
        f" ON given.{row} = rest.{row} LEFT JOIN {converted} AS found ON rest.{first} = found.{first}"
        f" ORDER BY given.{row}"
    )


def _inputs(layout: Layout) -> list[str]:
    """Return the columns that a conversion hangs on."""
    return [*layout.named, layout.kind] if layout.kind else list(layout.named)


def _added(target: Edition) -> list[str]:
    return [f"{code}.{what}" for code in scored_items(target) for what in _ENDS]


def _kind_of(name: str) -> str:
    return "VARCHAR" if name.endswith(".basis") else _DECIMAL


def _converted(rest: str, work: Work, task: "_Task", target: Edition) -> str:
    """Write what is converted, a line for all rows of the same figures; return what reads it."""
    names = _inputs(work.prepared.layout)
    wanted = ", ".join(map(as_name, (_FIRST, *names)))
    only = f"{as_name(ROW)} = {as_name(_FIRST)}"
    distinct = work.connection.cursor().sql(f"SELECT {wanted} FROM {rest} WHERE {only} ORDER BY 1")
    ((number,),) = work.connection.sql(f"SELECT count(*) FROM {rest} WHERE {only}").fetchall()
    given = (dict(zip((_FIRST, *names), row, strict=True)) for row in distinct.iter_rows())
    path = work.between / "converted.csv"
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream)
        for lines in counted(_batches_done(given, number, task, work.options.threads), number, "convert"):
            writer.writerows(lines)
    kinds = {_FIRST: "BIGINT", _REASON: "VARCHAR", **{name: _kind_of(name) for name in _added(target)}}
    columns = ", ".join(f"'{name}': '{kind}'" for name, kind in kinds.items())
    return (
        f"read_csv({as_text(path)}, header = false, auto_detect = false, quote = '\"', escape = '\"',"
        f" columns = {{{columns}}})"
    )


def _batches_done(
    rows: Iterable[Row], number: int, task: "_Task", threads: int | None
) -> Iterator[list[list[str]]]:
    """Iterate over the lines of batches of rows, in their order, in processes where there are many rows."""
    remaining = iter(rows)
    batches = iter(lambda: list(islice(remaining, _BATCH)), [])
    workers = threads or os.cpu_count() or 1
    if number <= _FEW or workers == 1:
        yield from map(task.lines, batches)
        return
    from concurrent.futures import ProcessPoolExecutor
    from multiprocessing import get_context

    with ProcessPoolExecutor(workers, get_context("spawn"), initializer=_end_with_parent) as pool:
        # A few batches at a time, so that rows do not wait in memory.
        while several := list(islice(batches, 4 * workers)):
            yield from pool.map(task.lines, several)


def _end_with_parent() -> None:
    """Let this process end when the one that started it does, also where that is killed: else it waits on."""
    from multiprocessing import parent_process
    from multiprocessing.connection import wait
    from threading import Thread

    parent = parent_process()

    def watch() -> None:
        if parent is not None:
            wait([parent.sentinel])
            os._exit(1)

    Thread(target=watch, daemon=True).start()


@final
@frozen(kw_only=True)
class _Task:
    """Hold what a process needs to convert rows."""

    prepared: Prepared
    to: str

    def lines(self, rows: list[Row]) -> list[list[str]]:
        """Return a line for every row: its number, why it is refused or nothing, and what is proved."""
        registry = load_registry()
        return [self._line(row, registry) for row in rows]

    def _line(self, row: Row, registry: Registry) -> list[str]:
        (card,) = scorecards_of_rows([row], self.prepared)
        codes = scored_items(registry[self.to])
        try:
            conversion = convert_scorecard(card, self.to, registry=registry)
        except InputError as error:
            reason = " ".join(problem.message for problem in error.problems)
            return [str(row[_FIRST]), reason, *[""] * (3 * len(codes))]
        return [str(row[_FIRST]), "", *(cell for code in codes for cell in _cells(conversion, code))]


def _cells(conversion: Conversion, code: str) -> tuple[str, str, str]:
    item = conversion.total if code == TOTAL else conversion[code]
    return f"{rounded_down(item.low):f}", f"{rounded_up(item.high):f}", item.basis.value
