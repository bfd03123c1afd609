"""Tell which of the organisations of one name a report is of, where some of them have merged."""

from collections.abc import Iterable, Sequence

from kompass_spec import Problem
from kompass_spec.model import Merger, Organisation
from kompass_spec.model.mergers import ended_by

__all__ = ["organisation_in", "warn_of_mergers"]


def organisation_in(
    year: int | None, organisation: Organisation, organisations: tuple[Organisation, ...]
) -> Organisation:
    """Return the one of an organisation's name that was there in a year, itself where none was.

    What a merger made is there from the year of the merger on.

    >>> merger = Merger(into="4205", former=("1002", "1029"), date="2020-01-01")
    >>> old, new = (
    ...     Organisation(name="Lindesnes", kind=None, country="NO", code=code, mergers=(merger,))
    ...     for code in ("1029", "4205")
    ... )
    >>> organisation_in(2016, new, (old, new)).code, organisation_in(2022, new, (old, new)).code
    ('1029', '4205')
    """
    if not organisation.mergers or year is None or _was_there(organisation, year):
        return organisation
    kind, country = organisation.kind, organisation.country
    names = _names(organisation)
    namesakes = (
        other
        for other in organisations
        if other.mergers and (other.kind, other.country) == (kind, country) and names & _names(other)
    )
    return next((other for other in namesakes if _was_there(other, year)), organisation)


def warn_of_mergers(
    organisation: Organisation, years: Sequence[int | None], line: int | None
) -> list[Problem]:
    """Warn of the years of results in which an organisation was not there yet, or no more.

    ``years`` are those of the results in a report, the newest first.
    """
    if not organisation.mergers:
        return []
    made, ended = _made(organisation), ended_by(organisation)
    whose = f"{organisation.name} ({organisation.code})"
    warnings = []
    if made is not None:
        early = [year for year in years if year is not None and year < int(made.date[:4])]
        if early:
            sentence = (
                f"{whose} was made of {_listed(made.former)} on {made.date},"
                f" and the results of {_listed(map(str, early))} are of before. They are kept under its name;"
                " give those of one that merged a file of their own."
            )
            warnings.append(Problem("merged-organisation", sentence, line=line))
    if ended is not None and any(year is None or year >= int(ended.date[:4]) for year in years):
        sentence = (
            f"{whose} became {ended.into} on {ended.date}, and the report is"
            " not certain to be of before. Check its year, or write the name of what it became in the title."
        )
        warnings.append(Problem("merged-organisation", sentence, line=line))
    return warnings


def _was_there(organisation: Organisation, year: int) -> bool:
    made, ended = _made(organisation), ended_by(organisation)
    return (made is None or int(made.date[:4]) <= year) and (ended is None or year < int(ended.date[:4]))


def _made(organisation: Organisation) -> Merger | None:
    """Return the merger that an organisation came from; one that took others in was there before."""
    code = organisation.code
    made = (merger for merger in organisation.mergers if merger.into == code and code not in merger.former)
    return min(made, key=lambda merger: merger.date, default=None)


def _names(organisation: Organisation) -> set[str]:
    return {name.casefold() for name in (organisation.name, *organisation.aliases)}


def _listed(words: Iterable[str]) -> str:
    *most, last = words
    return f"{', '.join(most)} and {last}" if most else last
