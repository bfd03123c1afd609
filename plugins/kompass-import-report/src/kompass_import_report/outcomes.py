"""Keep the evaluations that hold results, and warn of years that are not certain."""

from kompass_import_report.collector import Collector, joined_lines
from kompass_import_report.drafts import Draft
from kompass_import_report.recognition import in_use
from kompass_spec import ImportRequest
from kompass_spec.model import TOTAL, Quantity
from kompass_spec.model.quantities import exact_text

__all__ = ["leave_out_partial_sums", "warn_of_years", "with_results"]

_FEWEST_SUMMED = 2


def with_results(drafts: list[Draft], collector: Collector) -> list[Draft]:
    """Return the drafts that hold a result; means, changes and maxima of no year go to the newest of these.

    Those of a year of which nothing else is printed are of no evaluation in the report.
    """
    filled = [draft for draft in drafts if draft.has_results]
    if not filled:
        for draft in drafts:
            _warn_of_no_results(draft, collector)
        return []
    for draft in drafts:
        if draft.has_results:
            continue
        newest = next((result for result in filled if result.edition == draft.edition), None)
        if draft.year is None and newest is not None:
            newest.take(draft)
        else:
            _warn_of_no_results(draft, collector)
    return filled


def leave_out_partial_sums(draft: Draft, request: ImportRequest, collector: Collector) -> None:
    """Leave out what is the sum of some areas of an edition, and no total, with a warning.

    What the user has decided on as the total stays one.
    """
    codes = {area.code for area in request.registry[draft.edition].areas}
    points = [seen for seen in draft.observations if seen.quantity is Quantity.POINTS]
    areas = {seen.item: seen.value for seen in points if seen.item in codes}
    if not _FEWEST_SUMMED <= len(areas) < len(codes):
        return
    for total in [seen for seen in points if seen.item == TOTAL]:
        if total.value != sum(areas.values()) or total.value == request.decided.total:
            continue
        draft.observations[:] = [
            seen for seen in draft.observations if seen.item != TOTAL or seen.line != total.line
        ]
        printed = exact_text(total.value, total.precision)
        sentence = (
            f"{printed} is the sum of the {len(areas)} areas that are printed, of {len(codes)} that"
            f" {draft.edition} has, so it is not read as the total. If it is the total, decide with"
            f" `total={printed}`."
        )
        collector.warn("unclear-figure", sentence, total.line)


def _warn_of_no_results(draft: Draft, collector: Collector) -> None:
    lines = list(dict.fromkeys(draft.lines))
    printed = ", ".join(exact_text(seen.value, seen.precision) for seen in draft.observations)
    of_year = f" of {draft.year}" if draft.year is not None else ""
    sentence = (
        f"The means, changes or maxima on {joined_lines(lines)} ({printed}) are{of_year}, of which the report"
        " prints no points, so they are not read. Head their column with the year of the evaluation"
        " that they belong to."
    )
    collector.warn("unplaced-figures", sentence, min(lines, default=1))


def warn_of_years(drafts: list[Draft], request: ImportRequest, collector: Collector) -> None:
    """Warn of evaluations without a year, and of those from years in which their edition was not in use."""
    for draft in drafts:
        if draft.year is None:
            sentence = (
                "The report prints no year of evaluation, so the year is left open. Write it in the title"
                " if you know it."
            )
            collector.warn("no-year", sentence, 1)
            continue
        edition = request.registry[draft.edition]
        if not in_use(edition, draft.year):
            decided = edition.id == request.edition
            why = "as was decided" if decided else "whose names the report prints"
            sentence = (
                f"The figures of {draft.year} are read on {edition.id}, {why}; it was in use"
                f" {edition.valid_from}–{edition.valid_to or ''}. Check that they are not of another"
                f" edition; decide with `edition={draft.year}=ID` if they are."
            )
            collector.warn("edition-not-in-use", sentence, min(draft.lines, default=1))
