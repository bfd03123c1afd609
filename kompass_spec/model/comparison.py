"""Results side by side: cells, changes between neighbours, and what may be concluded of each."""

from enum import Enum
from fractions import Fraction
from typing import final

from attrs import field, frozen

from kompass_spec.model.conversion import Basis
from kompass_spec.model.fields import exact_or_none, held
from kompass_spec.model.lookups import counted, missing, shortened
from kompass_spec.model.problems import Problem
from kompass_spec.model.scorecard import Interval, Scorecard
from kompass_spec.model.tabular import Tabular
from kompass_spec.model.written import Record

__all__ = ["Cell", "Comparison", "Likely", "Movement", "Pairing", "Printed", "Row", "Verdict"]


@final
class Verdict(Enum):
    """Say what may be concluded of a change.

    A result that is of another organisation is ``higher`` or ``lower``: nothing rises to become another.
    """

    ROSE = "rose"
    FELL = "fell"
    HIGHER = "higher"
    LOWER = "lower"
    CANNOT_BE_TOLD_APART = "cannot be told apart"
    NOT_COMPARABLE = "not comparable"


@final
@frozen(kw_only=True, field_transformer=held)
class Cell:
    """Hold one item of one column in points: on the column's own edition unless it was converted.

    ``code`` is the item's own code there; ``printed`` is the figure in the report, ``None`` where none stands
    or the cell was converted; ``sum_of_printed`` stands for it where only the parts are printed. ``max`` is
    the maximum of what applies, of which the points are, ``None`` where it is not said; what does not apply,
    ``applies`` says so, has none.
    """

    code: str
    interval: Interval
    basis: Basis
    max: Fraction | None = field(default=None, converter=exact_or_none)
    applies: bool = True
    printed: Fraction | None = field(default=None, converter=exact_or_none)
    sum_of_printed: Fraction | None = field(default=None, converter=exact_or_none)


@final
@frozen(kw_only=True, field_transformer=held)
class Printed:
    """Hold what stands in print on both sides, in points; an interval where a rule of thumb is applied to it.

    ``earlier_is_sum`` and ``later_is_sum`` are true where no such figure is printed and the sum of its parts
    stands for it.
    """

    earlier: Interval
    later: Interval
    earlier_is_sum: bool = False
    later_is_sum: bool = False


@final
@frozen(kw_only=True, field_transformer=held)
class Likely:
    """Hold a change in points that is not proved, with a verdict of its own.

    ``printed`` are the printed figures read by the same rule, ``None`` where one side has none.
    """

    interval: Interval
    verdict: Verdict
    reason: str
    printed: Printed | None = None


@final
@frozen(kw_only=True, field_transformer=held)
class Movement:
    """Hold the change from one column to the next in points: what is proved, and apart from it what is not.

    ``on`` is the edition that it was computed on; ``interval`` is ``None`` where one side has no such item,
    or it does not apply there; ``printed`` are the figures in the two reports, each on its own edition.
    """

    on: str
    interval: Interval | None
    verdict: Verdict
    reason: str
    printed: Printed | None = None
    assumed: Likely | None = None
    adjusted: Likely | None = None


@final
@frozen(kw_only=True, field_transformer=held)
class Row:
    """Hold one item through all columns: a cell is ``None`` where a column has no such item."""

    item: str
    cells: tuple[Cell | None, ...]
    changes: tuple[Movement, ...]


@final
@frozen(kw_only=True, field_transformer=held)
class Comparison(Record, Tabular):
    """Hold results side by side in order of time.

    ``edition`` is the one that was asked for, ``None`` where each result stands on its own. ``problems`` are
    what is to be known before a change is read, such as that organisations have merged.
    """

    edition: str | None
    columns: tuple[Scorecard, ...]
    rows: tuple[Row, ...]
    problems: tuple[Problem, ...] = ()

    __iter__ = None

    def __getitem__(self, code: str) -> Row:
        """Return the row of an item, or of ``total``; raise ``KeyError`` if there is none."""
        for row in self.rows:
            if row.item == code:
                return row
        raise missing(code, "this comparison", [row.item for row in self.rows])

    def __contains__(self, code: object) -> bool:
        """Tell whether there is a row of the total, an area or a question with this code."""
        return any(row.item == code for row in self.rows)

    def __repr__(self) -> str:
        """Return on one line which results stand side by side, and on which edition."""
        on = "" if self.edition is None else f" on {self.edition}"
        listed = ", ".join(card.assessment.called for card in self.columns)
        return shortened(f"Comparison of {counted(len(self.columns), 'result')}{on}: {listed}")


@final
@frozen(kw_only=True, field_transformer=held)
class Pairing:
    """Hold the changes from one column of a comparison to another, one for each row, by their indices.

    The two need not be neighbours, and the ``second`` may stand before the ``first``, with which it is
    compared.
    """

    first: int
    second: int
    changes: tuple[Movement, ...]
