"""What an object of the model looks like as a table: plain rows, and a few lines of HTML in a notebook."""

from typing import Any

from kompass_spec._face import ROWS, lazy_names
from kompass_spec.model.arguments import checked

__all__ = ["Tabular"]


def _from_above(name: str) -> Any:
    return lazy_names(__name__, {name: ROWS})(name)


class Tabular:
    """Can be seen as rows of plain values, for a data frame, a template or a table of one's own.

    >>> from kompass_spec import score_path
    >>> card = score_path("docs/examples/ornskoldsvik-2017.md").scorecards[0]
    >>> row = card.to_rows()[0]
    >>> row["code"], row["low"], row["high"], card.to_rows(floats=True)[0]["low"]
    ('total', '549.8', '555.6', 549.8)
    """

    __slots__ = ()

    @checked
    def to_rows(self, *, floats: bool = False) -> list[dict[str, Any]]:
        """Return a table: every row with the same keys, and texts, whole numbers, true, false or ``None``.

        Exact quantities are texts as in JSON, ``549.8`` or ``100/6``; with ``floats`` they are the nearest
        floats, to plot and to compute with where nothing has to be exact.
        """
        rows: list[dict[str, Any]] = _from_above("rows_of")(self, floats=floats)
        return rows

    def _repr_html_(self) -> str:
        """Return the table as notebooks show it."""
        table: str = _from_above("html_of")(self)
        return table
