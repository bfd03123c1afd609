"""Bring a table to DuckDB as a stream: what is no Parquet is written beside the output first, row by row."""

import contextlib
import csv
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, final

import duckdb
from attrs import frozen

from kompass_spec import InputError, Problem
from kompass_tables.locations import Form, Location

__all__ = ["AS_PARQUET", "ROW", "Staged", "as_name", "as_text", "opened", "quoted", "staged", "streaming"]

ROW = "row:number"
"""The column by which a row is known: its number in what was read, from 1."""

_MEBIBYTES = 1024
_MEBIBYTES_OF_A_COLUMN = 16
_MOST_MEBIBYTES = 16 * 1024
"""DuckDB lets a thread more write a stream for so much of its limit by each column, though it takes less."""

_TOGETHER = 30_720
"""So many rows stand together in what is made here: what stands together is in memory together."""

AS_PARQUET = f"FORMAT parquet, ROW_GROUP_SIZE {_TOGETHER}"
"""How files are written that are read again."""

_FEW_TOGETHER, _MANY_TOGETHER = 2 * _TOGETHER, 8 * _TOGETHER
_MANY = 500_000

_BATCH = 10_000
_BROKEN = "SELECT line, any_value(error_message) AS reason FROM reject_errors GROUP BY line, byte_position"


@final
@frozen(kw_only=True)
class Staged:
    """Hold what was brought: a Parquet file, its rows, and how many lines are ``broken``, and no row.

    Of a table in long form the file ``unplaced`` holds the answers that have no place, ``apart`` of them.
    """

    path: Path
    count: int
    broken: int = 0
    unplaced: Path | None = None
    apart: int = 0

    @property
    def read(self) -> int:
        """Return how many rows the table has in all; in long form evaluations, and what is none of them."""
        return self.count + self.broken + self.apart

    def without_place(self, connection: Any) -> Iterator[tuple[str, str]]:
        """Iterate over what became no row: a name for it, and why."""
        found = []
        if self.broken:
            found.append(("line", f"{_BROKEN} ORDER BY line"))
        if self.unplaced is not None:
            found.append(("answer", f"SELECT * FROM read_parquet({as_text(self.unplaced)}) ORDER BY 1"))
        for what, query in found:
            cursor = connection.execute(query)
            while batch := cursor.fetchmany(_BATCH):
                yield from ((f"{what} {number}", reason) for number, reason in batch)

    def relation(self, connection: Any) -> Any:
        """Return the rows with their numbers."""
        source = f"read_parquet({quoted(str(self.path))}, file_row_number = true)"
        return connection.sql(
            f"SELECT * EXCLUDE (file_row_number), file_row_number + 1 AS {as_name(ROW)} FROM {source}"
        )


def quoted(text: str) -> str:
    """Return text as a literal of SQL."""
    return "'" + text.replace("'", "''") + "'"


def as_name(name: str) -> str:
    """Return a name of SQL in quotes."""
    return '"' + name.replace('"', '""') + '"'


def as_text(path: Path) -> str:
    """Return a path as a literal of SQL."""
    return quoted(str(path))


@contextlib.contextmanager
def opened(folder: Path, threads: int | None = None) -> Iterator[Any]:
    """Open an engine that puts what is too large for its memory into a folder."""
    settings: dict[str, Any] = {
        "memory_limit": f"{_MEBIBYTES}MiB",
        "temp_directory": str(folder / "spilled"),
        # What is read once needs no place in memory.
        "enable_external_file_cache": False,
    }
    if threads is not None:
        settings["threads"] = threads
    with duckdb.connect(config=settings) as connection:
        yield connection


@contextlib.contextmanager
def streaming(connection: Any, columns: int) -> Iterator[None]:
    """Let all threads write so many columns, of rows in the order that they are read."""
    ((threads,),) = connection.execute("SELECT current_setting('threads')").fetchall()
    mebibytes = min(_MOST_MEBIBYTES, _MEBIBYTES_OF_A_COLUMN * (columns + 1) * (threads - 1))
    connection.execute(f"SET memory_limit = '{max(_MEBIBYTES, mebibytes)}MiB'")
    try:
        yield
    finally:
        connection.execute(f"SET memory_limit = '{_MEBIBYTES}MiB'")


def staged(location: Location, folder: Path, connection: Any) -> Staged:
    """Return a table as a Parquet file, which is the file itself where it is one.

    Raise ``InputError`` where it cannot be read.
    """
    if location.form is not Form.POSTGRESQL and not location.path.exists():
        raise InputError([Problem("no-file", "There is no such file. Check the name.", location.name)])
    path = folder / "staged.parquet"
    broken = 0
    try:
        if location.form is Form.PARQUET:
            path = _divided(location.path, path, connection)
        elif location.form is Form.CSV:
            broken = _from_csv(location, path, connection)
        elif location.form is Form.ARROW:
            from kompass_tables.arrow_files import relation_of

            relation_of(location.path, connection).write_parquet(str(path), row_group_size=_TOGETHER)
        else:
            broken = _from_database(location, folder, path, connection)
        ((count,),) = connection.sql(f"SELECT count(*) FROM read_parquet({as_text(path)})").fetchall()
    except duckdb.Error as error:
        raise InputError([Problem("unreadable-file", _first_line(error), location.name)]) from None
    return Staged(path=path, count=count, broken=broken)


def _divided(given: Path, path: Path, connection: Any) -> Path:
    """Return a Parquet file in which few rows stand together: the one that is given, or what it becomes.

    Where the rows are not many, those that stand together may be more, as it takes time to write them again.
    """
    source = f"read_parquet({as_text(given)})"
    together = f"SELECT max(row_group_num_rows) FROM parquet_metadata({as_text(given)})"
    ((most,),) = connection.sql(together).fetchall()
    ((count,),) = connection.sql(f"SELECT count(*) FROM {source}").fetchall()
    if (most or 0) <= (_FEW_TOGETHER if count > _MANY else _MANY_TOGETHER):
        return given
    connection.execute(f"COPY (FROM {source}) TO {as_text(path)} ({AS_PARQUET})")
    return path


def _first_line(error: Exception) -> str:
    return f"The table cannot be read ({str(error).splitlines()[0]})."


def _from_csv(location: Location, path: Path, connection: Any) -> int:
    """Write the rows of a CSV as they stand, as text; return how many lines are none."""
    names, delimiter = _head_of(location)
    columns = ", ".join(f"{quoted(name)}: 'VARCHAR'" for name in names)
    source = (
        f"read_csv({as_text(location.path)}, delim = {quoted(delimiter)}, quote = '\"', escape = '\"',"
        f" header = true, auto_detect = false, columns = {{{columns}}}, ignore_errors = true,"
        " store_rejects = true, rejects_limit = 0)"
    )
    connection.execute(f"COPY (SELECT * FROM {source}) TO {as_text(path)} ({AS_PARQUET})")
    ((broken,),) = connection.execute(f"SELECT count(*) FROM ({_BROKEN})").fetchall()
    return int(broken)


def _head_of(location: Location) -> tuple[list[str], str]:
    """Return the names of the columns of a CSV, and what stands between them."""
    try:
        with location.path.open(encoding="utf-8-sig", newline="") as stream:
            head = stream.readline()
    except UnicodeDecodeError:
        sentence = "The first line is no UTF-8. Save the file as UTF-8."
        raise InputError([Problem("encoding", sentence, location.name, line=1)]) from None
    delimiter = max(";,\t|", key=head.count)
    names = [name.strip() for name in next(csv.reader([head], delimiter=delimiter), [])]
    if not names:
        raise InputError([Problem("empty-file", "The file has no line of names.", location.name)])
    repeated = sorted({name for name in names if names.count(name) > 1})
    if repeated:
        problems = [
            Problem(
                "table-columns", f"The table has two columns {name!r}. Rename one.", location.name, line=1
            )
            for name in repeated
        ]
        raise InputError(problems)
    return names, delimiter


def _from_database(location: Location, folder: Path, path: Path, connection: Any) -> int:
    """Write the rows of a table of a database as CSV, which both sides stream, and read that."""
    from kompass_tables.databases import rows_of

    plain = folder / "staged.csv"
    with plain.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream)
        for batch in rows_of(location, _BATCH):
            writer.writerows(_written(batch))
    return _from_csv(Location(name=str(plain), form=Form.CSV), path, connection)


def _written(batch: Iterable[Sequence[Any]]) -> Iterator[list[Any]]:
    """Return rows as text, what is missing as nothing."""
    for row in batch:
        yield ["" if value is None else value for value in row]
