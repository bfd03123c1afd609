"""Settle by what the user has decided on what a report leaves open: whose it is, of when, and its total."""

from collections.abc import Iterable, Sequence
from fractions import Fraction

from kompass_import_report.collector import Collector
from kompass_import_report.drafts import Draft
from kompass_import_report.lines import Line
from kompass_import_report.printed_numbers import printed_numbers
from kompass_spec import Decided, InputError, Problem
from kompass_spec.model import TOTAL, Observation, Organisation, Quantity
from kompass_spec.model.quantities import exact_text

__all__ = ["UNCLEAR", "decided_organisation", "settle_total", "settle_year", "warn_of_unused"]

UNCLEAR = {"unclear-organisation", "no-organisation"}


def decided_organisation(
    asked: str, named: Iterable[Organisation], organisations: Iterable[Organisation]
) -> Organisation:
    """Return the organisation that a name or an official code means: one that is named before all others.

    >>> Lund = Organisation(name="Lund", kind=None, code="1281")
    >>> decided_organisation("1281", [], [Lund]) is decided_organisation("lund", [], [Lund])
    True
    """
    key = asked.casefold().strip()
    for organisation in (*named, *organisations):
        names = (organisation.name, *organisation.aliases)
        if key == organisation.code or any(key in _ways(name) for name in names):
            return organisation
    return Organisation(name=asked.strip(), kind=None)


def _ways(name: str) -> set[str]:
    """Return the ways to write a name in lower case: with the word for a municipality, and without."""
    plain = name.casefold()
    return {plain, f"{plain} kommun", f"{plain}s kommun", f"{plain} kommune"}


def settle_year(
    year: int | None, printed: Sequence[int], decided: Decided, collector: Collector
) -> int | None:
    """Return the year of an evaluation: the decided one where none is certain.

    ``printed`` are the years of the title, of which the newest was taken if there are several, and those that
    the report prints beside the name of an edition.
    """
    if decided.year is None:
        return year
    unclear = [warning for warning in collector.warnings if warning.code == "unclear-year"]
    if year is None or (unclear and decided.year in {year, *printed}):
        collector.warnings[:] = [warning for warning in collector.warnings if warning not in unclear]
        return decided.year
    return year


def settle_total(draft: Draft, decided: Decided, lines: Sequence[Line], collector: Collector) -> None:
    """Make the figure that is decided on the total of an evaluation, and leave out what else seemed to be it.

    Raise ``InputError`` where the report does not print this figure.
    """
    total = decided.total
    if total is None:
        return
    seen = [one for one in draft.observations if (one.item, one.quantity) == (TOTAL, Quantity.POINTS)]
    if not any(one.value == total for one in seen):
        draft.observations.append(_printed(total, lines))
    for other in seen:
        if other.value != total:
            draft.observations.remove(other)
            sentence = (
                f"Line {other.line} prints {exact_text(other.value, other.precision)} as the total, and"
                f" {exact_text(total)} was decided on with `total=`, so it is not read."
            )
            collector.warn("differs-from-table", sentence, other.line)


def _printed(total: Fraction, lines: Sequence[Line]) -> Observation:
    """Return the total as the first line that prints it has it."""
    for line in lines:
        for number in () if line.empty else printed_numbers(line.text):
            if number.value == total:
                decimals = len(number.text.replace(",", ".").partition(".")[2])
                precision = Fraction(1, 10**decimals)
                return Observation(
                    item=TOTAL,
                    quantity=Quantity.POINTS,
                    value=number.value,
                    precision=precision,
                    line=line.number,
                )
    sentence = (
        f"The report prints no {exact_text(total)}, so that cannot be its total. Give with `total=` a figure"
        " as the report prints it."
    )
    raise InputError([Problem("no-such-total", sentence)])


def warn_of_unused(
    decided: Decided, years: Sequence[int | None], organisation: Organisation, collector: Collector
) -> None:
    """Warn of what was decided on and is not used, because the report says otherwise."""
    if decided.year is not None and decided.year not in years:
        said = ", ".join(str(year) for year in years if year is not None)
        sentence = (
            f"The report is of {said}, so `year={decided.year}` is not used: a year is decided on where the"
            " report has none, or several."
        )
        collector.warn("year-of-report", sentence, 1)
    asked = decided.organisation
    if asked is not None and decided_organisation(asked, [organisation], ()) != organisation:
        sentence = (
            f"The title says that the report is of {organisation.name}, so `organisation={asked}` is not"
            " used: it decides where the report names nobody, or several."
        )
        collector.warn("other-organisation", sentence, 1)
