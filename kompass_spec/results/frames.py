"""Results as data frames of pandas or Polars, whichever a program has."""

from collections.abc import Iterable
from importlib import import_module
from typing import Any

from kompass_spec.documents.rows import NUMBERS, WHOLE_NUMBERS
from kompass_spec.model.arguments import check_arguments, listed
from kompass_spec.model.problems import Problem, UsageError
from kompass_spec.model.tabular import Tabular

__all__ = ["to_frame"]

_LIBRARIES = ("pandas", "polars")


def to_frame(results: Tabular | Iterable[Tabular], *, library: str = "pandas") -> Any:
    """Return the rows of one result, or of several of one kind, as a data frame of ``pandas`` or ``polars``.

    The columns are those of ``to_rows``. Exact quantities are floats, so that a frame can be plotted and
    written as Parquet or JSON; years and counts are whole numbers, or missing, in pandas of its ``Int64``.
    Both libraries come with ``kompass-spec[frames]``. Raise ``UsageError`` where the library is not
    installed, or is another.
    """
    check_arguments(to_frame, locals())
    if library not in _LIBRARIES:
        sentence = f"There are no frames of {library!r:.40}. There are: {', '.join(_LIBRARIES)}."
        raise UsageError([Problem("wrong-usage", sentence)])
    try:
        made = import_module(library)
    except ImportError:
        sentence = (
            f"The library {library} is not installed. Install it with python -m pip install"
            " 'kompass-spec[frames]'."
        )
        raise UsageError([Problem("wrong-usage", sentence)]) from None
    several = [results] if isinstance(results, Tabular) else listed(to_frame, "results", results, Tabular)
    rows = [row for one in several for row in one.to_rows(floats=True)]
    names = list(dict.fromkeys(name for row in rows for name in row))
    columns = {name: [row.get(name) for row in rows] for name in names}
    if library == "pandas":
        return made.DataFrame(
            {name: made.Series(values, dtype=_pandas_type(name)) for name, values in columns.items()}
        )
    types = {
        name: made.Float64 if name in NUMBERS else made.Int64
        for name in names
        if name in NUMBERS | WHOLE_NUMBERS
    }
    return made.DataFrame(columns, schema_overrides=types)


def _pandas_type(name: str) -> str | None:
    if name in NUMBERS:
        return "float64"
    return "Int64" if name in WHOLE_NUMBERS else None
