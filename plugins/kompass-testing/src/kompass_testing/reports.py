"""A printed report whose true values are known."""

from fractions import Fraction
from typing import Any, final

from attrs import field, frozen

from kompass_spec.model import Edition, NotApplicable, Observation

__all__ = ["PrintedReport"]


@final
@frozen(kw_only=True)
class PrintedReport:
    """Hold the text of a report in its layout, the figures that it prints, and the true values behind them.

    ``figures`` are whole points, maxima and percents, each rounded on its own, and levels, with their lines;
    ``not_applicable`` are the items that it says do not apply; ``truth`` are pairs of a code, or ``total``,
    and exact points of what applies.
    """

    text: str
    edition: Edition = field(repr=lambda edition: edition.id)
    organisation: str
    year: int
    figures: tuple[Observation, ...] = field(repr=False)
    truth: tuple[tuple[str, Fraction], ...] = field(repr=False)
    not_applicable: tuple[NotApplicable, ...] = field(default=(), repr=False)

    @property
    def content(self) -> bytes:
        """Return the text in UTF-8, as an importer is given it."""
        return self.text.encode()

    def _repr_pretty_(self, printer: Any, _: bool) -> None:
        """Show the text alone where Hypothesis reports an example."""
        printer.text(f"<a report on {self.edition.id}>\n{self.text}")

    def true_points(self, code: str) -> Fraction:
        """Return the exact points of an item, or of ``total``; raise ``KeyError`` if there is none."""
        return dict(self.truth)[code]
