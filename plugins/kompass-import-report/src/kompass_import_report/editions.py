"""Decide on the edition of every part of a report: by its names, where those leave it open by its year.

The user may decide instead.
"""

from kompass_import_report.collector import Collector
from kompass_import_report.parts import Part
from kompass_import_report.recognition import Fit, of_year, recognise, unclear
from kompass_import_report.refusals import no_figures, nothing_placed
from kompass_spec import ImportRequest, InputError, Problem

__all__ = ["editions_of"]


def editions_of(
    parts: list[Part], years: list[int | None], request: ImportRequest, collector: Collector
) -> list[str | None]:
    """Return the edition of every part; the one that the user decides on is that of the newest evaluation."""
    newest = _newest(years)
    editions = [
        _edition_of(part, years[index], request, collector, newest=index == newest)
        for index, part in enumerate(parts)
    ]
    if editions[newest] is None:
        raise no_figures(parts, collector)
    return editions


def _newest(years: list[int | None]) -> int:
    """Return the index of the newest part: the first with the last year; 0 where the first has none."""
    if years[0] is None:
        return 0
    return max(range(len(years)), key=lambda index: (years[index] or 0, -index))


def _edition_of(
    part: Part, year: int | None, request: ImportRequest, collector: Collector, *, newest: bool
) -> str | None:
    if newest and request.edition is not None:
        _check_that_names_fit(part, request.edition, request, collector)
        return request.edition
    edition, fitting = recognise(part, request.registry, collector.names)
    if edition is None and any(fit.edition == request.edition and fit.possible for fit in fitting):
        return request.edition
    if edition is not None or (part.empty and not part.told):
        return edition
    edition = of_year(fitting, year, request.registry)
    if edition is not None:
        _tell_of_year(edition, fitting, year, part, request, collector)
        return edition
    if newest:
        raise InputError([Problem("edition-unclear", unclear(fitting), line=part.line)])
    sentence = f"{unclear(fitting)} What begins on this line is not read."
    collector.warn("edition-unclear", sentence, part.line)
    return None


def _tell_of_year(  # noqa: PLR0917 - its only caller has these in this order
    edition: str,
    fitting: list[Fit],
    year: int | None,
    part: Part,
    request: ImportRequest,
    collector: Collector,
) -> None:
    """Warn that no name decided on the edition, but the year."""
    used = ", ".join(
        f"{fit.edition} (in use {request.registry[fit.edition].valid_from}–"
        f"{request.registry[fit.edition].valid_to or ''})"
        for fit in fitting
    )
    sentence = (
        f"Several editions fit what the report prints equally well: {used}. The evaluation is of {year}, so"
        f" it is read on {edition}. If that is wrong, decide with --edition ID."
    )
    collector.warn("edition-by-year", sentence, part.line)


def _check_that_names_fit(part: Part, edition: str, request: ImportRequest, collector: Collector) -> None:
    """Refuse an edition that has none of the areas that a part names: numbers say not of what they are."""
    named = request.registry.find(edition).id
    if part.names and not any(collector.names.codes(name, named) for name in part.names):
        raise nothing_placed([part], edition, collector)
