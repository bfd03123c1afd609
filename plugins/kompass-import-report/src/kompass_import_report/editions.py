"""Decide on the edition of every part of a report: recognised from its names, or as the user says."""

from kompass_import_report.collector import Collector
from kompass_import_report.parts import Part
from kompass_import_report.recognition import recognise, unclear
from kompass_import_report.refusals import no_figures, nothing_placed
from kompass_spec import ImportRequest, InputError, Problem

__all__ = ["editions_of"]


def editions_of(
    parts: list[Part], years: list[int | None], request: ImportRequest, collector: Collector
) -> list[str | None]:
    """Return the edition of every part; the one that the user decides on is that of the newest evaluation."""
    newest = _newest(years)
    editions = [
        _edition_of(part, request, collector, newest=index == newest) for index, part in enumerate(parts)
    ]
    if editions[newest] is None:
        raise no_figures(collector)
    return editions


def _newest(years: list[int | None]) -> int:
    """Return the index of the newest part: the first with the last year; 0 where the first has none."""
    if years[0] is None:
        return 0
    return max(range(len(years)), key=lambda index: (years[index] or 0, -index))


def _edition_of(part: Part, request: ImportRequest, collector: Collector, *, newest: bool) -> str | None:
    if newest and request.edition is not None:
        _check_that_names_fit(part, request.edition, request, collector)
        return request.edition
    edition, fitting = recognise(part, request.registry, collector.names)
    if edition is None and any(fit.edition == request.edition and fit.possible for fit in fitting):
        return request.edition
    if edition is not None or part.empty:
        return edition
    if newest:
        raise InputError([Problem("edition-unclear", unclear(fitting), line=part.line)])
    sentence = f"{unclear(fitting)} What begins on this line is not read."
    collector.warn("edition-unclear", sentence, part.line)
    return None


def _check_that_names_fit(part: Part, edition: str, request: ImportRequest, collector: Collector) -> None:
    """Refuse an edition that has none of the areas that a part names: numbers say not of what they are."""
    named = request.registry.find(edition).id
    if part.names and not any(collector.names.codes(name, named) for name in part.names):
        raise nothing_placed([part], edition, collector)
