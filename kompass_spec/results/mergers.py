"""Say where organisations have merged between results that are laid side by side."""

from collections.abc import Iterable
from itertools import combinations

from kompass_spec.model import Merger, Scorecard
from kompass_spec.model.mergers import mergers_between
from kompass_spec.model.problems import Problem

__all__ = ["merger_lies_between", "merger_problems"]


def merger_lies_between(one: Scorecard, other: Scorecard) -> bool:
    """Tell whether the organisations of two results became one, or one became another, between them."""
    return bool(_between(one, other))


def merger_problems(scorecards: Iterable[Scorecard]) -> tuple[Problem, ...]:
    """Return a warning for every merger that lies between two of the results, in order of time."""
    found: dict[Merger, set[str]] = {}
    # Only few organisations have merged, and all others need not be compared with one another.
    merged = [card for card in scorecards if card.assessment.organisation.mergers]
    for one, other in combinations(merged, 2):
        for merger in _between(one, other):
            found.setdefault(merger, set()).update((_named(one), _named(other)))
    return tuple(
        Problem("merged-organisation", _sentence(merger, sorted(found[merger])))
        for merger in sorted(found, key=lambda merger: (merger.date, merger.into, merger.former))
    )


def _between(one: Scorecard, other: Scorecard) -> tuple[Merger, ...]:
    first, second = ((card.assessment.organisation, card.assessment.year) for card in (one, other))
    return mergers_between(*first, *second) or mergers_between(*second, *first)


def _named(card: Scorecard) -> str:
    """Return whose result it is and of when, with the official code, as those that merge may share a name."""
    organisation, year = card.assessment.organisation, card.assessment.year
    return f"{organisation.name} ({organisation.code}) {year if year is not None else '(no year)'}"


def _sentence(merger: Merger, named: list[str]) -> str:
    former = [code for code in merger.former if code != merger.into]
    became = (
        f"became {merger.into}" if len(former) == len(merger.former) else f"became a part of {merger.into}"
    )
    source = f" (source: {merger.source})" if merger.source else ""
    return (
        f"On {merger.date} {_listed(former)} {became}{source}, so {_listed(named)} are not results of one"
        " organisation. Read no change between them as a change of one."
    )


def _listed(words: list[str]) -> str:
    return " and ".join(filter(None, (", ".join(words[:-1]), words[-1])))
