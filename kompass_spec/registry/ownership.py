"""Decide whose an id is: who holds it by pins or published it first, and whoever it was handed over to."""

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from attrs import define, field

from kompass_spec.model.problems import Problem
from kompass_spec.model.version import version_key
from kompass_spec.plugins.names import normal_name
from kompass_spec.registry.claims import (
    brought_twice,
    claimed,
    disagreeing,
    not_following,
    pinned_elsewhere,
    published_elsewhere,
    taken_back,
    version_too_low,
)
from kompass_spec.registry.ledger import ReleaseKind
from kompass_spec.registry.pins import PinnedId, Pins
from kompass_spec.registry.proven import gave, proven_before, without_copies
from kompass_spec.registry.terms import Holding, Term, follows, terms_by_distribution

__all__ = ["Holding", "Ownership", "Term", "claimed", "ownership_of"]


class Ownership(NamedTuple):
    """Say whose an id is: the terms of its owners in order, of whom the last is the ``owner``.

    There are no terms where nobody's releases are used. ``is_here`` is false where pins say that somebody has
    published the id after them who is not installed: then they are used by their exact versions alone, and
    the id is nobody's. ``receiver`` is whom the owner has handed the id over
    to, as long as that one has published nothing that follows from it. ``problems`` name who claims the id
    besides them.
    """

    terms: tuple[Term, ...]
    owner: str
    receiver: str | None = None
    problems: tuple[Problem, ...] = ()
    is_here: bool = True

    def is_owned_by(self, distribution: str) -> bool:
        """Tell whether a distribution has published what the id means."""
        return normal_name(self.owner) == normal_name(distribution)

    def is_received_by(self, distribution: str) -> bool:
        """Tell whether the id was handed over to a distribution that has not published it yet."""
        return self.receiver is not None and normal_name(self.receiver) == normal_name(distribution)


def ownership_of(
    kind: ReleaseKind, name: str, holdings: Iterable[Holding], pins: Pins | None = None
) -> Ownership | None:
    """Return whose an id is, ``None`` where nobody has published it.

    Of an id that a pinned ledger holds, nobody else is the first owner, whatever days other ledgers say. Of
    those before it, that is used which it proves by the head that it names, and no more. Of any other id it
    is the distribution whose ledger has the earliest day of a first release; on one day, the lower version;
    of equal ones, the first by name. From there the id goes where the owner of the time handed it, also back
    again. Releases of anybody else are not used, and are a problem.
    """
    pins = pins or Pins()
    ordered = _in_order(name, list(holdings), pins)
    remaining = terms_by_distribution(kind, name, ordered)
    if not remaining:
        return None
    pinned = pins.of_id(name)
    candidates = pinned.known & remaining.keys() if pinned.known else remaining.keys()
    if not candidates:
        return _nobodys(kind, name, remaining, pinned)
    chain = _Chain(kind, name, remaining, pinned)
    chain.problems += _brought_twice(kind, name, ordered, remaining)
    first = min(candidates, key=lambda one: _first_publication(one, remaining))
    chain.walk(_root(first, {one: remaining[one] for one in candidates}))
    if len(pinned.holders) > 1 and not pinned.holders.keys() <= chain.owners():
        return Ownership(terms=(), owner="", problems=(disagreeing(kind, name, pinned.holders),))
    doubted = pins.of_id_by_distributions(name).holders
    problems = list(chain.problems)
    elsewhere = next((held for one, held in pinned.holders.items() if one not in chain.publishers()), None)
    if elsewhere is not None:
        problems.append(published_elsewhere(kind, name, elsewhere, chain.owner))
    elif not doubted.keys() <= chain.owners():
        problems.append(disagreeing(kind, name, doubted, chain.owner))
    return Ownership(
        terms=tuple(chain.accepted),
        owner=chain.owner,
        receiver=chain.receiver,
        problems=tuple(problems),
        is_here=elsewhere is None,
    )


def _in_order(name: str, holdings: list[Holding], pins: Pins) -> list[Holding]:
    """Return ledgers in the order that counts where one distribution brings several.

    What is pinned with the id comes first, then the names of the folders decide.
    """
    if len({holding.distribution for holding in holdings}) == len(holdings):
        return holdings

    def precedence(holding: Holding) -> tuple[bool, str, str]:
        is_pinned = pins.have(name, holding.distribution, holding.ledger.heads())
        return not is_pinned, holding.folder.name, str(holding.folder)

    return sorted(holdings, key=precedence)


def _brought_twice(
    kind: ReleaseKind, name: str, holdings: Iterable[Holding], remaining: Mapping[str, list[Term]]
) -> Iterator[Problem]:
    """Find that a distribution has an id in further ledgers than the one that is used."""
    for holding in holdings:
        terms = remaining.get(normal_name(holding.distribution))
        if terms and holding.folder != terms[0].holding.folder and holding.ledger.releases(kind, name):
            yield brought_twice(kind, name, terms[0].holding, holding)


def _first_publication(
    distribution: str, remaining: Mapping[str, list[Term]]
) -> tuple[bool, str, tuple[int, ...], str]:
    first = remaining[distribution][0].releases[0]
    return first.after is not None, first.date, version_key(first.version), distribution


def _root(distribution: str, remaining: Mapping[str, list[Term]]) -> str:
    """Return who had an id before a distribution, as far as its first release names their ledgers' heads."""
    passed = {distribution}
    while True:
        first = remaining[distribution][0].releases[0]
        before = next(
            (
                one
                for one, terms in remaining.items()
                if any(gave(term, distribution, first.after) for term in terms)
            ),
            None,
        )
        if before is None or before in passed:
            return distribution
        passed.add(before)
        distribution = before


def _nobodys(
    kind: ReleaseKind, name: str, remaining: Mapping[str, list[Term]], pinned: PinnedId
) -> Ownership:
    """Return that an id is pinned as that of distributions that are not installed, so that none is used."""
    others = sorted(terms[0].holding.distribution for terms in remaining.values())
    return Ownership(
        terms=(),
        owner=next(spelled for spelled, _ in (pinned.holders or pinned.givers).values()),
        problems=tuple(pinned_elsewhere(other, kind, name, pinned) for other in others),
    )


@define
class _Chain:
    """Walk from the first owner of an id to whoever it was handed over to, and keep who claims it besides."""

    kind: ReleaseKind
    name: str
    remaining: dict[str, list[Term]]
    pinned: PinnedId
    accepted: list[Term] = field(factory=list)
    problems: list[Problem] = field(factory=list)
    owner: str = ""
    receiver: str | None = None

    def publishers(self) -> set[str]:
        """Return the normal names of everybody who has published the id when it was theirs."""
        return {normal_name(term.holding.distribution) for term in self.accepted}

    def owners(self) -> set[str]:
        """Return the normal names of everybody who has had the id, and of whom it was handed over to."""
        return self.publishers() | ({normal_name(self.receiver)} if self.receiver is not None else set())

    def walk(self, current: str) -> None:
        """Accept the terms of the owners in order, from the first one on, and what it proves before that."""
        if self.pinned.known:
            proven = proven_before(self.kind, self.name, current, self.remaining, self.pinned.known)
            self.accepted += proven.terms
            self.problems += proven.problems
            self.remaining = proven.remaining
        following: str | None = current
        while following is not None:
            term = self.remaining[following].pop(0)
            self.owner = term.holding.distribution
            if self.accepted and self.accepted[-1].holding == term.holding:
                # The id was taken back, and what came before and after that is one term.
                term = term._replace(releases=(*self.accepted.pop().releases, *term.releases))
            self.accepted.append(term)
            following = self._after(term, following)
        others = sorted({term.holding.distribution for terms in self.remaining.values() for term in terms})
        self.problems += [claimed(other, self.kind, self.name, self.owner) for other in others]

    def _after(self, term: Term, current: str) -> str | None:
        """Return whose term comes after one, ``None`` if nobody's does."""
        if term.handed_to is None:
            return None
        receiver = normal_name(term.handed_to)
        self.remaining[receiver] = without_copies(self.remaining.get(receiver, ()), self.accepted)
        if self.remaining.get(receiver) and self.remaining[receiver][0].releases:
            problem = self._refusal(term, self.remaining[receiver][0])
            if problem is None:
                return receiver
            self.problems.append(problem)
            # What else it has published follows from what is not used, and one sentence is enough.
            del self.remaining[receiver]
        if not term.taken_back:
            self.receiver = term.handed_to
            return None
        self.accepted[-1] = term._replace(hand_over=None, heads=())
        return current if self.remaining.get(current) else None

    def _refusal(self, term: Term, following: Term) -> Problem | None:
        """Return why the term of whom an id was handed over to is not used, ``None`` where it is."""
        last, first = term.releases[-1], following.releases[0]
        if version_key(first.version) <= version_key(last.version):
            return version_too_low(following, term, last)
        if reason := follows(first, term):
            return not_following(following, term, reason)
        if not term.taken_back:
            return None
        is_pinned = normal_name(following.holding.distribution) in self.pinned.known
        problem = taken_back(self.kind, self.name, term, following, is_pinned=is_pinned)
        if not is_pinned:
            return problem
        self.problems.append(problem)
        # What the giver has published since is not used, and the sentence has said it.
        self.remaining.pop(normal_name(term.holding.distribution), None)
        return None
