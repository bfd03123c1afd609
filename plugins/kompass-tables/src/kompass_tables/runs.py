"""Score tables in files: streams from one to the other, whole or not at all, and no row is lost."""

import contextlib
import csv
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, final

import duckdb
from attrs import field, frozen

from kompass_spec import InputError, Problem, UsageError, load_registry
from kompass_spec.model import Edition, Quantity
from kompass_tables.databases import write_sqlite
from kompass_tables.engines import on_duckdb
from kompass_tables.layout import Precision
from kompass_tables.locations import Form, Location
from kompass_tables.long_form import lengthened, widened
from kompass_tables.outputs import ADDED
from kompass_tables.overwriting import refuse_overwriting
from kompass_tables.packages import Resource, package_bytes
from kompass_tables.preparing import Prepared, prepare, refuse_types
from kompass_tables.progress import progress_of
from kompass_tables.readings import REFUSED
from kompass_tables.staging import ROW, Staged, as_name, as_text, opened, staged, streaming
from kompass_tables.writing import Outputs

__all__ = ["Counted", "Options", "package_place", "refused_place", "score_file", "transform"]

_BATCH = 10_000


@final
@frozen(kw_only=True)
class Options:
    """Hold how a table is scored; an edition of ``None`` is the one that its rows name.

    In ``long`` form a row is an answer, and what is written has a row for every item. Sentences are in the
    ``language``, else in the edition's own.
    """

    edition: str | None = None
    quantity: Quantity = Quantity.PERCENT
    precision: Precision = field(factory=Precision)
    units: bool = False
    engine: str = "duckdb"
    threads: int | None = None
    long: bool = False
    language: str | None = None


@final
@frozen(kw_only=True)
class Counted:
    """Hold how many rows were read, how many of them were refused, and how many rows were written."""

    read: int
    refused: int
    written: int


def refused_place(target: Path) -> Path:
    """Return where the refused rows of an output stand.

    >>> refused_place(Path("scores.parquet")).name
    'scores.refused.csv'
    """
    return target.with_name(f"{target.stem}.refused.csv")


def package_place(target: Path) -> Path:
    """Return where the description of an output stands.

    >>> package_place(Path("scores.parquet")).name
    'scores.datapackage.json'
    """
    return target.with_name(f"{target.stem}.datapackage.json")


def score_file(source: Location, target: Location, options: Options) -> Counted:
    """Write a table with the intervals and flags of every row, and the refused rows with their reasons.

    Beside both stands a data package with their digests. All is written, or nothing. Raise ``InputError``
    where the table cannot be read or scored, or nothing can be written.
    """
    return transform(source, target, options, _scores)


def _scores(work: "Work") -> None:
    """Write the scored rows and the refused ones."""
    if work.options.engine == "polars" and not work.options.long:
        from kompass_tables.polars_files import write_scores

        work.columns = write_scores(work.given.path, work.made, work.refused, work.prepared)
        return
    names = [as_name(output.name) for output in work.prepared.outputs]
    carried = [as_name(name) for name in work.prepared.layout.carried]
    scored = on_duckdb.score(work.relation, work.prepared)
    accepted = scored.filter(f"{REFUSED} IS NULL").project(", ".join([*carried, *names]))
    work.write_results(accepted, tuple(work.prepared.plan.scores), ("low", "high"), ADDED, "scores")
    work.write_refused(scored)


@final
class Work:
    """Hold a table while it is worked on: what is read, the engine, and where it is written to."""

    def __init__(
        self,
        *,
        given: Staged,
        relation: Any,
        prepared: Prepared,
        options: Options,
        connection: Any,
        target: Location,
        outputs: Outputs,
    ) -> None:
        self.given = given
        self.relation = relation
        self.prepared = prepared
        self.options = options
        self.connection = connection
        self.target = target
        self.made = outputs.file(target.path)
        self.refused = outputs.file(refused_place(target.path))
        self.columns: list[tuple[str, str]] = []
        self.between = outputs.between
        self.about: dict[str, Any] = {}
        self.lines_of_a_row = 1

    def write_results(
        self,
        relation: Any,
        codes: Sequence[str],
        ends: Sequence[str],
        added: Sequence[str],
        what: str,
        *,
        is_stream: bool = True,
    ) -> None:
        """Write results with a row for every evaluation, or in long form for every item of each.

        ``ends`` are the columns of an item, ``added`` those of the evaluation.
        """
        if self.options.long:
            layout = self.prepared.layout
            kept = [name for name in layout.carried if name not in layout.named]
            relation = lengthened(relation, codes, ends, [*kept, *added])
            self.lines_of_a_row = len(codes)
            is_stream = False
        self.write(relation, what, is_stream=is_stream)

    def write(self, relation: Any, what: str, *, is_stream: bool = False) -> None:
        """Write a relation in the form of the output; a stream keeps the order of what is read."""
        types = {name: str(kind) for name, kind in zip(relation.columns, relation.types, strict=True)}
        words = {name for name, kind in types.items() if kind.startswith("ENUM")}
        self.columns = [(name, "VARCHAR" if name in words else kind) for name, kind in types.items()]
        # Parquet has one form for words and for text; elsewhere readers would see that there are few.
        if words and self.target.form is not Form.PARQUET:
            names = [(name, as_name(name)) for name in types]
            shown = (f"CAST({said} AS VARCHAR) AS {said}" if name in words else said for name, said in names)
            relation = relation.project(", ".join(shown))
        with progress_of(self.connection, what):
            if self.target.form is Form.ARROW:
                from kompass_tables.arrow_files import write_rows

                write_rows(relation, self.made)
            elif self.target.form is Form.SQLITE:
                table = self.target.table or "scores"
                columns = [(name, _affinity(kind)) for name, kind in self.columns]
                write_sqlite(self.made, table, columns, _batches(relation))
            else:
                self.copy(relation, self.made, self.target.form, is_stream=is_stream)

    def copy(self, relation: Any, path: Path, form: Form, *, is_stream: bool = False) -> None:
        """Write a relation as Parquet or as CSV."""
        how = "FORMAT csv, HEADER" if form is Form.CSV else "FORMAT parquet, COMPRESSION zstd"
        if form is Form.CSV and path.suffix.lower() == ".tsv":
            how += ", DELIMITER '\t'"
        with streaming(self.connection, len(relation.columns)) if is_stream else contextlib.nullcontext():
            self.connection.execute(f"COPY ({relation.sql_query()}) TO {as_text(path)} ({how})")

    def write_refused(self, scored: Any) -> None:
        """Write the rows that could not be scored, as they were read, with their numbers and the reasons."""
        carried = [as_name(name) for name in self.prepared.layout.carried]
        columns = ", ".join([f'{as_name(ROW)} AS "row"', f"{REFUSED} AS reason", *carried])
        self.copy(scored.filter(f"{REFUSED} IS NOT NULL").project(columns), self.refused, Form.CSV)

    def add_without_place(self) -> None:
        """Add the lines and answers that became no row to those that were refused."""
        with self.refused.open("a", encoding="utf-8", newline="") as stream:
            writer = csv.writer(stream, lineterminator="\n")
            width = len(self.prepared.layout.carried)
            for what, reason in self.given.without_place(self.connection):
                writer.writerow(["", f"{what}: {' '.join(str(reason).split())}", *[""] * width])


def transform(
    source: Location,
    target: Location,
    options: Options,
    work: Callable[[Work], None],
    *,
    rows: bool = True,
    cohort: bool = False,
) -> Counted:
    """Do some work on a table and write what comes of it, all or nothing; count the rows at the end.

    For a ``cohort`` the ends are in units, and it is computed of which items a row tells. Where ``rows`` is
    true, every row that was read has to be written or refused.
    """
    if target.form is Form.POSTGRESQL:
        sentence = "Tables of PostgreSQL are read and not written. Write a file and copy it there."
        raise UsageError([Problem("wrong-usage", sentence)])
    last = package_place(target.path)
    refuse_overwriting(source, target, (target.path, refused_place(target.path), last))
    try:
        with Outputs.beside(target.path) as outputs, opened(outputs.folder, options.threads) as connection:
            given = staged(source, outputs.between, connection)
            relation = given.relation(connection)
            edition = _edition_of(relation, options)
            if options.long:
                given = widened(given, edition, options.quantity, outputs.between, connection)
                relation = given.relation(connection)
            names = tuple(name for name in relation.columns if name != ROW)
            prepared = prepare(
                names,
                edition,
                quantity=options.quantity,
                precision=options.precision,
                units=options.units or cohort,
                cohort=cohort,
            )
            refuse_types(prepared, on_duckdb.columns_of(relation))
            doing = Work(
                given=given,
                relation=relation,
                prepared=prepared,
                options=options,
                connection=connection,
                target=target,
                outputs=outputs,
            )
            work(doing)
            doing.add_without_place()
            counted = Counted(
                read=given.read,
                refused=_count(doing.refused, Form.CSV, connection),
                written=_count(doing.made, target.form, connection, target.table) // doing.lines_of_a_row,
            )
            if rows and counted.read != counted.written + counted.refused:
                sentence = (
                    f"Of {counted.read} rows {counted.written} were written and {counted.refused} refused,"
                    " which are not all. Nothing was written. Report this to the authors of kompass-tables."
                )
                raise InputError([Problem("lost-rows", sentence, target.name)])
            about = {
                **doing.about,
                "edition": f"{edition.id}@{edition.release}",
                "unit": prepared.plan.unit,
                "quantity": options.quantity.value,
                "rows": {"read": counted.read, "written": counted.written, "refused": counted.refused},
            }
            refused_columns = [
                ("row", "BIGINT"),
                ("reason", "VARCHAR"),
                *((name, "VARCHAR") for name in prepared.layout.carried),
            ]
            resources = [
                Resource(
                    made=doing.made, name=target.path.name, title="What was computed", columns=doing.columns
                )
            ]
            if counted.refused:
                refused = Resource(
                    made=doing.refused,
                    name=refused_place(target.path).name,
                    title="Rows that were refused, with the reasons",
                    columns=refused_columns,
                )
                resources.append(refused)
            else:
                outputs.leave_out(doing.refused)
            outputs.file(last).write_bytes(package_bytes(target.path.stem, resources, about))
            outputs.keep(last)
            return counted
    except duckdb.Error as error:
        raise InputError([_problem_of(error, target)]) from None


def _problem_of(error: Exception, target: Location) -> Problem:
    """Say in a sentence what went wrong in the engine."""
    said = str(error).splitlines()[0].rstrip(".")
    if "No space left" in said or "could not write" in said.lower():
        sentence = f"The disk is full, so nothing was written ({said}). Make room, and run it again."
        return Problem("unwritable-file", sentence, target.name)
    return Problem("unreadable-file", f"The table could not be worked on, so nothing was written ({said}).")


def _edition_of(relation: Any, options: Options) -> Edition:
    """Return the edition that was asked for, or the only one that the rows name."""
    key = options.edition
    if key is None and "edition" in relation.columns:
        named = (
            relation.project("edition").filter("edition IS NOT NULL").unique("edition").limit(2).fetchall()
        )
        if len(named) == 1:
            key = str(named[0][0]).strip()
    if key is None:
        sentence = "Name the edition that the figures are of with --edition, such as --edition se-2016."
        raise UsageError([Problem("wrong-usage", sentence)])
    registry = load_registry()
    if key not in registry:
        known = ", ".join(registry) or "none"
        sentence = f"There is no edition {key!r}. Installed are: {known}."
        raise UsageError([Problem("unknown-edition", sentence)])
    return registry[key]


def _count(path: Path, form: Form, connection: Any, table: str | None = None) -> int:
    """Return how many rows a file has, by reading what was written."""
    if form is Form.PARQUET:
        source = f"read_parquet({as_text(path)})"
    elif form is Form.CSV:
        source = f"read_csv({as_text(path)}, header = true, all_varchar = true, quote = '\"', escape = '\"')"
    elif form is Form.ARROW:
        from kompass_tables.arrow_files import count_rows

        return count_rows(path)
    else:
        import sqlite3

        with sqlite3.connect(path) as database:
            return int(database.execute(f"SELECT count(*) FROM {as_name(str(table))}").fetchone()[0])
    ((count,),) = connection.sql(f"SELECT count(*) FROM {source}").fetchall()
    return int(count)


def _affinity(kind: str) -> str:
    """Return the type of a column of SQLite; it has none of decimals, so these are text."""
    if kind.endswith(("INT", "INTEGER")) or kind == "BOOLEAN":
        return "INTEGER"
    return "REAL" if kind in {"DOUBLE", "FLOAT"} else "TEXT"


def _batches(relation: Any) -> Iterator[list[Any]]:
    rows = iter(relation.iter_rows())
    while batch := [row for _, row in zip(range(_BATCH), rows, strict=False)]:
        yield batch
