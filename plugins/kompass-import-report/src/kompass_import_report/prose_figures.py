"""The figures of the whole that running text prints."""

from fractions import Fraction
from typing import final

from attrs import define, field, frozen

from kompass_spec.model import Quantity

__all__ = ["Evaluation", "ProseFigure"]


@final
@frozen(kw_only=True)
class ProseFigure:
    """Hold a figure of the whole that running text prints.

    ``year`` is the one printed with it; ``before`` says that it is of the evaluation before that one, or
    before the newest one of the part, ``earlier`` that its year is one before that of the evaluation.
    """

    quantity: Quantity
    value: Fraction
    precision: Fraction
    line: int
    year: int | None = None
    before: bool = False
    earlier: bool = False
    label: str | None = None


@final
@define
class Evaluation:
    """Hold the figures that running text prints."""

    figures: list[ProseFigure] = field(factory=list)

    @property
    def years(self) -> set[int]:
        """Return the years of the evaluation's totals, none where another total stands without a year."""
        dated = {figure.value for figure in self._totals if figure.year is not None}
        if any(figure.value not in dated for figure in self._totals if figure.year is None):
            return set()
        return {figure.year for figure in self._totals if figure.year is not None and not figure.earlier}

    @property
    def dated(self) -> set[int]:
        """Return all years that sentences print with a total."""
        return {figure.year for figure in self._totals if figure.year is not None}

    @property
    def _totals(self) -> list[ProseFigure]:
        return [figure for figure in self.figures if figure.quantity is Quantity.POINTS and not figure.before]
