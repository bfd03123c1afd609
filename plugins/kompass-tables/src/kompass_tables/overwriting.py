"""Refuse outputs that would replace what somebody still needs: the table that is read, or other tables."""

import sqlite3
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path

from kompass_spec import InputError, Problem, UsageError
from kompass_spec.documents.disk import is_same
from kompass_tables.locations import Form, Location

__all__ = ["refuse_overwriting"]

_CHOOSE = "Choose another name with -o."


def refuse_overwriting(source: Location, target: Location, places: Iterable[Path]) -> None:
    """Raise ``UsageError`` where one of the places to write is read, ``InputError`` where more would be lost.

    A database is written anew, so one that holds any other table than the output's is refused.
    """
    if source.form is not Form.POSTGRESQL:
        for place in places:
            if is_same(place, source.path):
                sentence = (
                    "It is read, so it cannot be written too, and"
                    f" {target.path.name!r} is written with files beside it. Choose another name with -o."
                    if place != target.path
                    else "It is read, so it cannot be written too. Choose another name with -o."
                )
                raise UsageError([Problem("output-is-input", sentence, str(place))])
    if target.form is Form.SQLITE and target.path.is_file():
        _refuse_other_tables(target)


def _refuse_other_tables(target: Location) -> None:
    try:
        with closing(sqlite3.connect(target.path)) as connection:
            found = connection.execute("SELECT name FROM sqlite_master WHERE type IN ('table', 'view')")
            others = sorted(name for (name,) in found if name != target.table)
    except sqlite3.Error as error:
        sentence = f"It stands there and cannot be read as a database of SQLite ({error})."
        raise InputError([Problem("unwritable-file", f"{sentence} {_CHOOSE}", target.name)]) from None
    if others:
        listed = ", ".join(repr(name) for name in others[:5])
        sentence = f"The database is written anew, and what else is in it would be lost: {listed}. {_CHOOSE}"
        raise InputError([Problem("unwritable-file", sentence, target.name)])
