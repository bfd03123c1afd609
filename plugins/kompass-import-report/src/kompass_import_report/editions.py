"""Decide on the edition of every part of a report: by its names, where those leave it open by its year.

The user may decide instead.
"""

from kompass_import_report.collector import Collector, joined_lines
from kompass_import_report.names import AreaName
from kompass_import_report.parts import Figure, Part
from kompass_import_report.recognition import Fit, in_use, of_year, recognise, unclear
from kompass_import_report.refusals import no_figures, nothing_placed
from kompass_spec import ImportRequest, InputError, Problem
from kompass_spec.model import TOTAL, Edition
from kompass_spec.model.quantities import exact_text

__all__ = ["by_edition", "editions_of", "not_read"]

_MOST_NAMED = 40
_OTHER_NUMBERS = (
    "The numbers before the names of the areas are not those that these areas have in any edition that is"
    " installed. If they are places in an order, leave them out; else decide with `edition=ID`."
)


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
    decided = request.decided.edition_of(year)
    if decided is not None:
        return decided
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
        why = _why_unclear(part, fitting) + not_read(part)
        raise InputError([Problem("edition-unclear", why, line=part.line)])
    sentence = f"{unclear(fitting)} What begins on this line is not read."
    collector.warn("edition-unclear", sentence, part.line)
    return None


def _why_unclear(part: Part, fitting: list[Fit]) -> str:
    """Say why no edition is clear: it may be no more than the numbers before the names of the areas."""
    numbered = any(name.known and name.number for name in part.names)
    return _OTHER_NUMBERS if numbered and not any(fit.names for fit in fitting) else unclear(fitting)


def not_read(part: Part) -> str:
    """Name the figures that are not read where no edition is clear."""
    if not part.figures:
        return ""
    figures = part.figures[:_MOST_NAMED]
    more = f" and {len(part.figures) - _MOST_NAMED} more" if len(part.figures) > _MOST_NAMED else ""
    lines = joined_lines(list(dict.fromkeys(figure.line for figure in figures)))
    printed = ", ".join(exact_text(figure.value, figure.precision) for figure in figures)
    return f" Until then the figures on {lines} ({printed}{more}) are not read."


def by_edition(
    figures: list[Figure], edition: str, own: int | None, request: ImportRequest, collector: Collector
) -> dict[str, list[Figure]]:
    """Return the figures of a part by the editions that they are of: that of the part, and of older columns.

    ``own`` is the year of the evaluation that the part is about, whose edition is decided.

    A column of a year in which the edition of the part was not in use is of the one in use then, if it is the
    only one in the language that has all the areas of the column; the user may decide instead.
    """
    placed: dict[str, list[Figure]] = {edition: []}
    found: dict[int | None, str] = {None: edition, own: edition}
    for figure in figures:
        if figure.year not in found:
            found[figure.year] = _edition_in(figure.year, edition, figures, request, collector)
        placed.setdefault(found[figure.year], []).append(figure)
    return placed


def _edition_in(
    year: int | None, edition: str, figures: list[Figure], request: ImportRequest, collector: Collector
) -> str:
    """Return the edition of the column of a year."""
    decided = request.decided.edition_of(year)
    if decided is not None:
        return decided
    if year is None or in_use(request.registry.find(edition), year):
        return edition
    items = {figure.item for figure in figures if figure.year == year}
    fitting = [
        other.id
        for other in request.registry.values()
        if in_use(other, year)
        and other.language == request.registry.find(edition).language
        and all(_has(other, item, collector) for item in items)
    ]
    if len(fitting) != 1:
        return edition
    line = min(figure.line for figure in figures if figure.year == year)
    sentence = (
        f"The figures of {year} are read on {fitting[0]}, which was in use then and has all their areas; the"
        f" others are of {edition}. If that is wrong, decide with `edition={year}=ID`."
    )
    collector.warn("edition-by-year", sentence, line)
    return fitting[0]


def _has(edition: Edition, item: AreaName | str, collector: Collector) -> bool:
    """Tell whether an edition has what a figure is of."""
    if isinstance(item, str):
        return item == TOTAL or item in edition
    return bool(collector.names.codes(item, edition.id))


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
        f" it is read on {edition}. If that is wrong, decide with `edition=ID`."
    )
    collector.warn("edition-by-year", sentence, part.line)


def _check_that_names_fit(part: Part, edition: str, request: ImportRequest, collector: Collector) -> None:
    """Refuse an edition that has none of the areas that a part names: numbers say not of what they are."""
    named = request.registry.find(edition).id
    if part.names and not any(collector.names.codes(name, named) for name in part.names):
        raise nothing_placed([part], edition, collector)
