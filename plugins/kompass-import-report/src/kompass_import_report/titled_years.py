"""Know below the title of which year one stands, in a report whose sections are of several evaluations."""

from collections.abc import Callable, Sequence
from typing import final

from attrs import define, field

from kompass_import_report.lines import Line

__all__ = ["TitledYears"]

YearOf = Callable[[str], int | None]
"""Return the year that a title names and nothing else, ``None`` where it is none of a year."""


@final
@define
class TitledYears:
    """Follow the titles of a report that are years, or of a result and its year: *Resultat 2015*, *2017*.

    They count only where there are several of different years. The first title is that of the report, whose
    year holds wherever no other is said.

    >>> from kompass_import_report.lines import Kind
    >>> titles = ("Lund", "2017", "Styrkor", "2015", "Slutsatser")
    >>> levels = (1, 2, 3, 2, 3)
    >>> lines = [Line(at, Kind.TEXT, titles[at], level=levels[at]) for at in range(5)]
    >>> years = TitledYears.of(lines, lambda text: int(text) if text.isdigit() else None)
    >>> [years.below(line) for line in lines]
    [None, 2017, 2017, 2015, 2015]
    """

    years: dict[int, int]
    _open: list[tuple[int, int]] = field(factory=list)

    @classmethod
    def of(cls, lines: Sequence[Line], year_of: YearOf) -> "TitledYears":
        """Return the titles of years among the lines, by the numbers of these."""
        titles = [line for line in lines if line.level]
        years = {int(line.number): year for line in titles if (year := year_of(line.text)) is not None}
        if len(set(years.values())) <= 1:
            return cls({})
        years.pop(int(titles[0].number), None)
        return cls(years)

    def below(self, line: Line) -> int | None:
        """Return the year below whose title one stands behind a line that is a title itself, if any."""
        while self._open and self._open[-1][0] >= line.level:
            self._open.pop()
        year = self.years.get(int(line.number))
        if year is not None:
            self._open.append((line.level, year))
        return self._open[-1][1] if self._open else None
