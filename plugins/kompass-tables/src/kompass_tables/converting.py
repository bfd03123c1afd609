"""Convert tables to another edition: the object converter is asked once of rows with the same figures."""

import csv
import os
from collections.abc import Iterable, Iterator, Mapping
from functools import partial
from itertools import islice
from typing import Any, final

from attrs import frozen

from kompass_spec import (
    InputError,
    Problem,
    Registry,
    UsageError,
    convert_scorecard,
    find_mapping,
    load_registry,
)
from kompass_spec.model import TOTAL, Conversion, Edition
from kompass_tables.engines import on_duckdb
from kompass_tables.layout import Layout, scored_items
from kompass_tables.locations import Form, Location
from kompass_tables.outward import rounded_down, rounded_up
from kompass_tables.preparing import Prepared
from kompass_tables.progress import counted
from kompass_tables.readings import REFUSED
from kompass_tables.rows import scorecards_of_rows
from kompass_tables.runs import Counted, Options, Work, transform
from kompass_tables.staging import ROW, as_name, as_text

__all__ = ["convert_file"]

_FIRST = "row:first"
_REASON = "row:reason"
_BATCH = 50
_FEW = 200
_ENDS = ("low", "high", "basis")
_DECIMAL = "DECIMAL(18, 6)"

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
    find_mapping(prepared.edition.id, to, registry)
    work.about = {"converted_to": f"{target.id}@{target.release}"}
    rows = _numbered(work)
    converted = _converted(rows, work, _Task(prepared=prepared, to=to), target)
    added = [as_name(name) for name in _added(target)]
    carried = [as_name(name) for name in (*prepared.layout.carried, "discrepancy")]
    both = work.connection.sql(
        f"SELECT given.* EXCLUDE ({REFUSED}), coalesce(given.{REFUSED}, found.{as_name(_REASON)}) AS"
        f" {REFUSED}, {', '.join(f'found.{name}' for name in added)} FROM {rows} AS given"
        f" LEFT JOIN {converted} AS found ON given.{as_name(_FIRST)} = found.{as_name(_FIRST)}"
        f" ORDER BY given.{as_name(ROW)}"
    )
    accepted = both.filter(f"{REFUSED} IS NULL").project(", ".join([*carried, *added]))
    work.write_results(accepted, scored_items(target), _ENDS, ("discrepancy",), "convert")
    work.write_refused(both)


def _numbered(work: Work) -> str:
    """Write the rows with the number of the first that has the same figures; return what reads them."""
    layout = work.prepared.layout
    scored = on_duckdb.score(work.relation, work.prepared)
    inputs = ", ".join(as_name(name) for name in _inputs(layout))
    kept = [as_name(name) for name in (*layout.carried, ROW, "discrepancy")]
    # A row may be refused for more than its figures, such as another edition, and others like it are not.
    alike = f"{REFUSED} IS NULL, {inputs}"
    first = f"min({as_name(ROW)}) OVER (PARTITION BY {alike}) AS {as_name(_FIRST)}"
    path = work.between / "rows.parquet"
    work.copy(scored.project(", ".join([*kept, REFUSED, first])), path, Form.PARQUET)
    return f"read_parquet({as_text(path)})"


def _inputs(layout: Layout) -> list[str]:
    """Return the columns that a conversion hangs on."""
    return [*layout.named, layout.kind] if layout.kind else list(layout.named)


def _added(target: Edition) -> list[str]:
    return [f"{code}.{what}" for code in scored_items(target) for what in _ENDS]


def _converted(rows: str, work: Work, task: "_Task", target: Edition) -> str:
    """Write what is converted, a line for all rows of the same figures; return what reads it."""
    names = _inputs(work.prepared.layout)
    wanted = ", ".join(map(as_name, (_FIRST, *names)))
    only = f"{REFUSED} IS NULL AND {as_name(ROW)} = {as_name(_FIRST)}"
    distinct = work.connection.cursor().sql(f"SELECT {wanted} FROM {rows} WHERE {only} ORDER BY 1")
    ((number,),) = work.connection.sql(f"SELECT count(*) FROM {rows} WHERE {only}").fetchall()
    given = (dict(zip((_FIRST, *names), row, strict=True)) for row in distinct.iter_rows())
    path = work.between / "converted.csv"
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream)
        for lines in counted(_batches_done(given, number, task, work.options.threads), number, "convert"):
            writer.writerows(lines)
    kinds = {_FIRST: "BIGINT", _REASON: "VARCHAR"}
    kinds |= {name: "VARCHAR" if name.endswith(".basis") else _DECIMAL for name in _added(target)}
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
