"""What lies between two results where organisations have merged."""

from collections.abc import Iterator

from kompass_spec.model.organisation import Merger, Organisation

__all__ = ["ended_by", "formed_by", "mergers_between"]


def mergers_between(
    earlier: Organisation, earlier_year: int | None, later: Organisation, later_year: int | None
) -> tuple[Merger, ...]:
    """Return the mergers that lead from one organisation to another, or between two results of one.

    They are in order of time, and none where the two have nothing to do with each other. Of one organisation
    they are those that made it in the years from the earlier result to the later.

    >>> merger = Merger(into="4205", former=("1002", "1029"), date="2020-01-01")
    >>> Mandal = Organisation(name="Mandal", kind=None, country="NO", code="1002", mergers=(merger,))
    >>> Lindesnes = Organisation(name="Lindesnes", kind=None, country="NO", code="4205", mergers=(merger,))
    >>> mergers_between(Mandal, 2016, Lindesnes, 2022) == (merger,)
    True
    >>> mergers_between(Lindesnes, 2021, Lindesnes, 2022)
    ()
    """
    if earlier.is_part or later.is_part or earlier.code is None or later.code is None:
        return ()
    if earlier.country != later.country:
        return ()
    if earlier.code == later.code:
        return tuple(_within(later, earlier_year, later_year))
    known = sorted({*earlier.mergers, *later.mergers}, key=lambda merger: (merger.date, merger.into))
    return _path(known, earlier.code, later.code)


def formed_by(organisation: Organisation) -> Merger | None:
    """Return the last merger by which an organisation became what it is, ``None`` where none is known."""
    made = [merger for merger in organisation.mergers if merger.into == organisation.code]
    return max(made, key=lambda merger: merger.date, default=None)


def ended_by(organisation: Organisation) -> Merger | None:
    """Return the merger by which an organisation became a part of another, ``None`` where none is known."""
    ended = (
        merger
        for merger in organisation.mergers
        if organisation.code in merger.former and merger.into != organisation.code
    )
    return min(ended, key=lambda merger: merger.date, default=None)


def _within(organisation: Organisation, first: int | None, last: int | None) -> Iterator[Merger]:
    """Yield the mergers that made an organisation in the years between two results of it."""
    if first is None or last is None or first == last:
        return
    low, high = min(first, last), max(first, last)
    for merger in sorted(organisation.mergers, key=lambda merger: merger.date):
        year = int(merger.date[:4])
        # A merger on the first day of a year lies before all of that year.
        begins = year if merger.date[4:] == "-01-01" else year + 1
        if merger.into == organisation.code and low < begins and year <= high:
            yield merger


def _path(mergers: list[Merger], start: str, goal: str) -> tuple[Merger, ...]:
    """Return the mergers, given in order of time, that lead from one official code to another."""
    code, taken = start, list[Merger]()
    for merger in mergers:
        if code in merger.former and merger.into != code:
            code = merger.into
            taken.append(merger)
            if code == goal:
                return tuple(taken)
    return ()
