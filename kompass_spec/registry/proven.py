"""What a pinned ledger proves of those who had an id before it: their releases up to the head that it names.

A head stands for all that is before it, whoever brings the ledger that has it. It says nothing of what comes
after it, and anybody can write that behind a copy of a public ledger.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import NamedTuple

from kompass_spec.model.problems import Problem
from kompass_spec.model.version import version_key
from kompass_spec.plugins.names import normal_name
from kompass_spec.registry.claims import copied, taken_back
from kompass_spec.registry.ledger import ReleaseKind
from kompass_spec.registry.terms import Term

__all__ = ["Proven", "gave", "proven_before", "without_copies"]


class Proven(NamedTuple):
    """Hold the terms before that of a pinned ledger which it proves, and what is left of every ledger."""

    terms: tuple[Term, ...]
    remaining: dict[str, list[Term]]
    problems: tuple[Problem, ...]


def gave(term: Term, receiver: str, head: str | None) -> bool:
    """Tell whether a term ends with a hand-over to a distribution, after which its ledger had a head."""
    return head in term.heads and term.handed_to is not None and normal_name(term.handed_to) == receiver


def proven_before(
    kind: ReleaseKind, name: str, receiver: str, remaining: Mapping[str, list[Term]], pinned: Collection[str]
) -> Proven:
    """Return what the first release of a pinned distribution proves, step by step back to the first owner.

    Of ledgers that have the same head those of ``pinned`` distributions come first, then those of who was
    given the id, then the first by name; what they have up to there is the same.
    """
    left = {one: list(terms) for one, terms in remaining.items()}
    found: list[Term] = []
    problems: list[Problem] = []
    following = remaining[receiver][0]
    while givers := _givers(receiver, following, remaining, pinned):
        for one, index in givers:
            # What comes before the head is proved, and is no claim of its own.
            past = {term.releases for term in remaining[one][: index + 1]}
            left[one] = [term for term in left[one] if term.releases not in past]
        giver, index = givers[0]
        term = _with_taken_back(remaining[giver], index)
        if not _rises(term, following):
            break
        if len(givers) > 1 and giver not in pinned:
            names = [remaining[one][0].holding.distribution for one, _ in givers]
            problems.append(copied(kind, name, names, following.holding.distribution))
        if term.taken_back:
            problems.append(taken_back(kind, name, term, following, is_pinned=True))
            left[giver] = []
        found.insert(0, term)
        following, receiver = term, giver
    return Proven(tuple(found), left, tuple(problems))


def _givers(
    receiver: str, following: Term, remaining: Mapping[str, list[Term]], pinned: Collection[str]
) -> list[tuple[str, int]]:
    """Return the ledgers that gave an id, each with the place of the term that ends with that.

    After those of pinned distributions come those who were given it themselves, which a copy was not.
    """

    def precedence(giver: tuple[str, int]) -> tuple[bool, bool, str]:
        one, index = giver
        is_given = any(_gave_before(one, _with_taken_back(remaining[one], index), remaining))
        return one not in pinned, not is_given, one

    return sorted(_gave_before(receiver, following, remaining), key=precedence)


def _gave_before(
    receiver: str, following: Term, remaining: Mapping[str, list[Term]]
) -> Iterator[tuple[str, int]]:
    """Iterate over the ledgers that end a term with giving an id to who published a following one."""
    for one in remaining if following.releases else ():
        for index, term in enumerate(remaining[one]):
            if one != receiver and gave(term, receiver, following.releases[0].after):
                yield one, index


def _with_taken_back(terms: Sequence[Term], index: int) -> Term:
    """Return a term with those before it that the same ledger took back, which are one with it."""
    term = terms[index]
    while index > 0 and terms[index - 1].taken_back:
        index -= 1
        term = term._replace(releases=(*terms[index].releases, *term.releases))
    return term


def _rises(term: Term, following: Term) -> bool:
    first = following.releases[0].version
    return bool(term.releases) and version_key(term.releases[-1].version) < version_key(first)


def without_copies(terms: Sequence[Term], accepted: Sequence[Term]) -> list[Term]:
    """Return what a ledger has of an id after what it shares, line by line, with terms that are used."""
    known = {entry for term in accepted for entry in term.releases}
    rest = list(terms)
    while rest and rest[0].releases and rest[0].releases[0] in known:
        rest.pop(0)
    return rest
