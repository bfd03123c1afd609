"""Say what a name stands for: a file of a form that is known by its ending, or a table of a database."""

from enum import Enum
from pathlib import Path
from typing import final

from attrs import frozen

from kompass_spec import Problem, UsageError

__all__ = ["Form", "Location", "location_of"]


@final
class Form(Enum):
    """Name the forms in which tables are read and written."""

    PARQUET = "parquet"
    CSV = "csv"
    ARROW = "arrow"
    SQLITE = "sqlite"
    POSTGRESQL = "postgresql"


_ENDINGS = {
    ".parquet": Form.PARQUET,
    ".csv": Form.CSV,
    ".tsv": Form.CSV,
    ".arrow": Form.ARROW,
    ".feather": Form.ARROW,
    ".sqlite": Form.SQLITE,
    ".db": Form.SQLITE,
}
_SERVERS = ("postgresql://", "postgres://")


@final
@frozen(kw_only=True)
class Location:
    """Hold where a table is: a file, or the address of a database, and there the name of the table."""

    name: str
    form: Form
    table: str | None = None

    @property
    def path(self) -> Path:
        """Return the file."""
        return Path(self.name)


def location_of(name: str, table: str | None = None) -> Location:
    """Return what a name stands for; raise ``UsageError`` where its ending is none that is known.

    >>> location_of("results.csv").form.value
    'csv'
    """
    if name.startswith(_SERVERS):
        form = Form.POSTGRESQL
    else:
        found = _ENDINGS.get(Path(name).suffix.lower())
        if found is None:
            sentence = f"Nobody knows by its ending what {name!r} is. Use one of {', '.join(_ENDINGS)}."
            raise UsageError([Problem("wrong-usage", sentence, name)])
        form = found
    is_database = form in {Form.SQLITE, Form.POSTGRESQL}
    if is_database and table is None:
        sentence = (
            "A database holds many tables. Name one with --table, or --output-table for what is written."
        )
        # An address may hold a password, so it is named in no sentence.
        shown = None if form is Form.POSTGRESQL else name
        raise UsageError([Problem("wrong-usage", sentence, shown)])
    return Location(name=name, form=form, table=table if is_database else None)
