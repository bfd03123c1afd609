"""Decide whose an id is: who published it first, and whoever it was handed over to, one after another."""

from collections.abc import Iterable, Iterator
from importlib.resources.abc import Traversable
from typing import NamedTuple

from kompass_spec.model.problems import Problem
from kompass_spec.model.version import version_key
from kompass_spec.plugins.names import normal_name
from kompass_spec.registry.ledger import Action, Entry, Ledger, ReleaseKind

__all__ = ["Holding", "Ownership", "Term", "claimed", "ownership_of"]


class Holding(NamedTuple):
    """Hold the ledger that a distribution brings, and the folder that it lies in."""

    distribution: str
    folder: Traversable
    ledger: Ledger


class Term(NamedTuple):
    """Hold what one distribution published of an id, one release or more, until it handed the id over."""

    holding: Holding
    releases: tuple[Entry, ...]
    handed_to: str | None = None


class Ownership(NamedTuple):
    """Say whose an id is: the terms of its owners in order, and who may publish next.

    ``problems`` name who claims the id besides them.
    """

    terms: tuple[Term, ...]
    owner: str
    problems: tuple[Problem, ...] = ()

    def is_owned_by(self, distribution: str) -> bool:
        """Tell whether a distribution may publish what comes next."""
        return normal_name(self.owner) == normal_name(distribution)


def ownership_of(kind: ReleaseKind, name: str, holdings: Iterable[Holding]) -> Ownership | None:
    """Return whose an id is, ``None`` where nobody has published it.

    The first owner is the distribution whose ledger has the earliest day of a first release; on one day, the
    lower version; of equal ones, the first by name. From there the id goes where the owner of the time handed
    it, also back again. Releases of anybody else are not used, and are a problem.
    """
    remaining = _terms_by_distribution(kind, name, holdings)
    if not remaining:
        return None
    current = min(remaining, key=lambda candidate: (*_first_publication(remaining[candidate][0]), candidate))
    owner = remaining[current][0].holding.distribution
    accepted: list[Term] = []
    problems: list[Problem] = []
    while remaining.get(current):
        term = remaining[current].pop(0)
        last = accepted[-1].releases[-1] if accepted else None
        if last is not None and version_key(term.releases[0].version) <= version_key(last.version):
            problems.append(_version_too_low(term, accepted[-1], last))
            # What else it has published follows from what is not used, and one sentence is enough.
            del remaining[current]
            break
        accepted.append(term)
        owner = term.handed_to or term.holding.distribution
        current = normal_name(owner)
        if term.handed_to is None:
            break
    others = sorted({term.holding.distribution for terms in remaining.values() for term in terms})
    problems.extend(claimed(distribution, kind, name, owner) for distribution in others)
    return Ownership(terms=tuple(accepted), owner=owner, problems=tuple(problems))


def claimed(distribution: str, kind: ReleaseKind, name: str, owner: str) -> Problem:
    """Return the problem that a distribution brings an id that is another's."""
    sentence = (
        f"{distribution} brings the {kind.value} {name!r}, which is {owner}'s. Only {owner}'s is used, until"
        f" it hands the id over to {distribution}."
    )
    where = f"{distribution}: {name}"
    if kind is ReleaseKind.MAPPING:
        return Problem("duplicate-mapping", sentence, where, "/source")
    return Problem("duplicate-edition", sentence, where, "/id")


def _terms_by_distribution(
    kind: ReleaseKind, name: str, holdings: Iterable[Holding]
) -> dict[str, list[Term]]:
    """Return the terms of everybody who has published an id, by their normal names."""
    terms_by_distribution: dict[str, list[Term]] = {}
    for holding in sorted(holdings, key=lambda holding: holding.distribution):
        if terms := list(_terms(kind, name, holding)):
            terms_by_distribution[normal_name(holding.distribution)] = terms
    return terms_by_distribution


def _terms(kind: ReleaseKind, name: str, holding: Holding) -> Iterator[Term]:
    releases: list[Entry] = []
    for entry in holding.ledger.entries:
        if (entry.kind, entry.id) != (kind, name):
            continue
        if entry.action is Action.RELEASE:
            releases.append(entry)
        elif entry.action is Action.HAND_OVER:
            yield Term(holding=holding, releases=tuple(releases), handed_to=entry.to)
            releases = []
    if releases:
        yield Term(holding=holding, releases=tuple(releases))


def _first_publication(term: Term) -> tuple[str, tuple[int, ...]]:
    return term.releases[0].date, version_key(term.releases[0].version)


def _version_too_low(term: Term, before: Term, last: Entry) -> Problem:
    distribution, entry = term.holding.distribution, term.releases[0]
    sentence = (
        f"{entry.id} was handed over to {distribution} after {last.version}, and its {entry.version} does not"
        f" come after that. Only the releases of {before.holding.distribution} are used, until {distribution}"
        " publishes a higher version."
    )
    return Problem("wrong-version", sentence, f"{distribution}: {entry.file}")
