"""Choose among scorecards: those of one organisation, of one year, the newest."""

from collections.abc import Iterable, Sequence

from kompass_spec.model import Organisation, Scorecard
from kompass_spec.model.organisation import same_organisation
from kompass_spec.model.problems import InputError, Problem, UsageError

__all__ = ["by_organisation", "newest_first", "of_organisation", "pick_shown"]


def newest_first(scorecards: Iterable[Scorecard]) -> tuple[Scorecard, ...]:
    """Return scorecards by year, newest first, and those without a year last."""
    return tuple(sorted(scorecards, key=lambda card: -(card.assessment.year or 0)))


def by_organisation(scorecards: Iterable[Scorecard]) -> tuple[tuple[Scorecard, ...], ...]:
    """Return scorecards in groups, one for every organisation, in the order in which each is first met."""
    groups: list[list[Scorecard]] = []
    for card in scorecards:
        whose = card.assessment.organisation
        for group in groups:
            if all(same_organisation(whose, other.assessment.organisation) for other in group):
                group.append(card)
                break
        else:
            groups.append([card])
    return tuple(map(tuple, groups))


def of_organisation(scorecards: Sequence[Scorecard], wanted: str) -> tuple[Scorecard, ...]:
    """Return the scorecards of the organisation with this name, alias or official code, capitals aside.

    Raise ``InputError`` naming those that there are where there is none.
    """
    chosen = tuple(card for card in scorecards if _is_called(card.assessment.organisation, wanted))
    if not chosen:
        sentence = f"There is no organisation {wanted!r} here. There are: {_organisations(scorecards)}."
        raise InputError([Problem("unknown-organisation", sentence)])
    return chosen


def pick_shown(
    scorecards: Sequence[Scorecard], year: int | None = None
) -> tuple[Scorecard, tuple[Scorecard, ...]]:
    """Return the scorecard of ``year``, else the newest, and the earlier ones of the same organisation.

    Raise ``InputError`` where they are of several organisations, ``UsageError`` where there is none of the
    year.
    """
    if not scorecards:
        raise UsageError([Problem("wrong-usage", "There is nothing to show. Give one scorecard at least.")])
    if len(by_organisation(scorecards)) > 1:
        sentence = (
            f"These scorecards are of several organisations ({_organisations(scorecards)}). Give those of one"
            " of them, or show each on a page of its own."
        )
        raise InputError([Problem("several-organisations", sentence)])
    ordered = newest_first(scorecards)
    if year is None:
        return ordered[0], ordered[1:]
    for position, card in enumerate(ordered):
        if card.assessment.year == year:
            return card, ordered[position + 1 :]
    known = (
        ", ".join(str(card.assessment.year) for card in ordered if card.assessment.year is not None) or "none"
    )
    raise UsageError([Problem("unknown-year", f"There is no assessment of {year}. The years are: {known}.")])


def _is_called(organisation: Organisation, wanted: str) -> bool:
    names = (organisation.name, *organisation.aliases)
    return wanted == organisation.code or wanted.casefold() in map(str.casefold, names)


def _organisations(scorecards: Iterable[Scorecard]) -> str:
    return ", ".join(sorted({_described(card.assessment.organisation) for card in scorecards}))


def _described(organisation: Organisation) -> str:
    known = (organisation.kind.value if organisation.kind is not None else None, organisation.code)
    return " ".join(part for part in (organisation.name, *known) if part is not None)
