"""Read tables of SQLite and PostgreSQL as streams, and write them, without an extension to download."""

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

from kompass_spec import InputError, Problem
from kompass_tables.locations import Form, Location

__all__ = ["rows_of", "write_sqlite"]


def rows_of(location: Location, size: int) -> Iterator[list[Sequence[Any]]]:
    """Iterate over batches of rows of a table, the names of its columns first.

    Raise ``InputError`` where there is no such table, or the database cannot be reached.
    """
    return _of_sqlite(location, size) if location.form is Form.SQLITE else _of_postgresql(location, size)


def _name(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _of_sqlite(location: Location, size: int) -> Iterator[list[Sequence[Any]]]:
    address = f"{location.path.absolute().as_uri()}?mode=ro"
    try:
        with closing(sqlite3.connect(address, uri=True)) as connection:
            cursor = connection.execute(f"SELECT * FROM {_name(str(location.table))}")
            yield [tuple(column[0] for column in cursor.description)]
            while batch := cursor.fetchmany(size):
                yield batch
    except sqlite3.Error as error:
        sentence = f"The table {location.table!r} cannot be read ({error})."
        raise InputError([Problem("unreadable-file", sentence, location.name)]) from None


def _of_postgresql(location: Location, size: int) -> Iterator[list[Sequence[Any]]]:
    # An address may hold a password, so it is named in no sentence.
    try:
        import psycopg
    except ImportError:
        sentence = "PostgreSQL needs psycopg. Install kompass-tables[postgresql]."
        raise InputError([Problem("unreadable-file", sentence)]) from None
    try:
        with psycopg.connect(location.name) as connection, connection.cursor(name="kompass") as cursor:
            cursor.itersize = size
            schema, _, table = str(location.table).rpartition(".")
            named = f"{_name(schema)}.{_name(table)}" if schema else _name(table)
            cursor.execute(f"SELECT * FROM {named}")
            first: list[Sequence[Any]] = list(cursor.fetchmany(size))
            yield [tuple(column.name for column in cursor.description or ())]
            while first:
                yield first
                first = list(cursor.fetchmany(size))
    except psycopg.Error as error:
        sentence = f"The table {location.table!r} cannot be read ({str(error).splitlines()[0]})."
        raise InputError([Problem("unreadable-file", sentence)]) from None


def write_sqlite(
    path: Path, table: str, columns: Sequence[tuple[str, str]], batches: Iterable[list[Sequence[Any]]]
) -> None:
    """Write a table of a new database; decimals are written as text, which keeps every digit."""
    listed = ", ".join(f"{_name(name)} {kind}" for name, kind in columns)
    places = ", ".join("?" for _ in columns)
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute(f"CREATE TABLE {_name(table)} ({listed})")
        for batch in batches:
            rows = [
                [value if isinstance(value, (int, float, str, type(None))) else str(value) for value in row]
                for row in batch
            ]
            connection.executemany(f"INSERT INTO {_name(table)} VALUES ({places})", rows)
