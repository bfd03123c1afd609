"""Choose published results to lay beside others: those of some organisations, or of everybody."""

from collections.abc import Iterable, Iterator, Sequence

from kompass_spec.model import CitedResult, Scorecard
from kompass_spec.model.organisation import same_organisation
from kompass_spec.model.problems import InputError, Problem, UsageError
from kompass_spec.results.selection import newest_first, of_organisation
from kompass_spec.results.standings import Gathered

__all__ = ["ALL", "published_beside"]

ALL = "all"
"""Asks for the newest result of everybody on the editions of the results that there are already."""


def published_beside(
    gathered: Gathered, wanted: Iterable[str], cards: Sequence[Scorecard]
) -> tuple[CitedResult, ...]:
    """Return the published results of organisations, given by name, alias or official code, each once.

    ``all`` is the newest of everybody on every edition that ``cards`` are on, or on any without cards. What
    is among the ``cards`` already, by organisation, edition and year, is left out. Raise ``UsageError`` where
    nothing is published of one that is asked for.

    >>> from kompass_spec.results.standings import gather
    >>> found = [one.scorecard.assessment for one in published_beside(gather(), ["Helsingborg", "1292"], ())]
    >>> [f"{one.organisation.name} {one.year}" for one in found]
    ['Helsingborg 2017', 'Ängelholm 2016', 'Ängelholm 2013']
    """
    published = [member.scorecard for member in gathered.members]
    chosen: dict[int, None] = {}
    for name in wanted:
        found = _everybody(published, cards) if name == ALL else _of_one(published, name)
        chosen |= dict.fromkeys(map(id, found))
    return tuple(
        member
        for member in gathered.members
        if id(member.scorecard) in chosen and not any(_is_same(member.scorecard, card) for card in cards)
    )


def _of_one(published: Sequence[Scorecard], name: str) -> tuple[Scorecard, ...]:
    try:
        return of_organisation(published, name)
    except InputError as error:
        sentence = (
            f"Nothing is published of {name!r} in the datasets that are installed. Name an organisation that"
            " `kompass cohort` lists, or all."
        )
        raise UsageError([Problem("unknown-organisation", sentence)]) from error


def _everybody(published: Sequence[Scorecard], cards: Sequence[Scorecard]) -> Iterator[Scorecard]:
    """Yield the newest published result of everybody on every edition that there are results on already."""
    editions = {card.assessment.edition for card in (cards or published)}
    seen: list[Scorecard] = []
    for card in newest_first(published):
        if card.assessment.edition in editions and not any(_is_of_same(card, other) for other in seen):
            seen.append(card)
            yield card


def _is_of_same(one: Scorecard, other: Scorecard) -> bool:
    """Tell whether results are of one organisation on one edition."""
    first, second = one.assessment, other.assessment
    return first.edition == second.edition and same_organisation(first.organisation, second.organisation)


def _is_same(one: Scorecard, other: Scorecard) -> bool:
    return _is_of_same(one, other) and one.assessment.year == other.assessment.year
