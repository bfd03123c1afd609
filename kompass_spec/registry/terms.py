"""The terms of an id: what each distribution published of it, until it handed the id over."""

from collections.abc import Iterable, Iterator
from importlib.resources.abc import Traversable
from typing import NamedTuple

from kompass_spec.documents.forms import FORM
from kompass_spec.plugins.names import normal_name
from kompass_spec.registry.ledger import Action, Entry, Ledger, ReleaseKind

__all__ = ["Holding", "Term", "follows", "terms_by_distribution"]


class Holding(NamedTuple):
    """Hold the ledger that a distribution brings, and the folder that it lies in."""

    distribution: str
    folder: Traversable
    ledger: Ledger


class Term(NamedTuple):
    """Hold what one distribution published of an id, until it handed the id over.

    ``hand_over`` is the entry that does, ``None`` where the id was not handed over; ``heads`` are the digests
    of the ledger from that entry on, until it says something else of the id, and ``taken_back`` tells whether
    that is that the id was taken back. There may be no release between that and the next hand-over.
    """

    holding: Holding
    releases: tuple[Entry, ...]
    hand_over: Entry | None = None
    heads: tuple[str, ...] = ()
    taken_back: bool = False

    @property
    def handed_to(self) -> str | None:
        """Return the distribution that the id was handed over to, ``None`` if to none."""
        return self.hand_over.to if self.hand_over is not None else None


def terms_by_distribution(kind: ReleaseKind, name: str, holdings: Iterable[Holding]) -> dict[str, list[Term]]:
    """Return the terms of everybody who has published an id, by their normal names.

    Of several ledgers of one distribution that have it, the first counts.
    """
    found: dict[str, list[Term]] = {}
    for holding in sorted(holdings, key=lambda holding: holding.distribution):
        terms = list(_terms(kind, name, holding))
        # An entry of a newer form may hand over what this version has not read a release of.
        if terms and terms[0].releases:
            found.setdefault(normal_name(holding.distribution), terms)
    return found


def _terms(kind: ReleaseKind, name: str, holding: Holding) -> Iterator[Term]:
    heads = holding.ledger.heads()
    releases: list[Entry] = []
    handed_over: tuple[int, Entry] | None = None
    for entry in holding.ledger.entries:
        if (entry.kind, entry.id) != (kind, name):
            continue
        # Lines that this version cannot read are no entries, and have their heads.
        position = heads.index(entry.previous) + 1 if entry.previous in heads else 0
        if handed_over is not None:
            begun, hand_over = handed_over
            is_taken_back = entry.action is Action.TAKE_BACK
            yield Term(holding, tuple(releases), hand_over, heads[begun:position], is_taken_back)
            releases, handed_over = [], None
        if entry.action is Action.RELEASE:
            releases.append(entry)
        elif entry.action is Action.HAND_OVER:
            handed_over = position, entry
    if handed_over is not None:
        begun, hand_over = handed_over
        yield Term(holding, tuple(releases), hand_over, heads[begun:])
    elif releases:
        yield Term(holding, tuple(releases))


def follows(entry: Entry, term: Term) -> str | None:
    """Return why a release does not follow from a hand-over, ``None`` where it does.

    From form 2 on it names a head that the giver's ledger had from that entry on, and until the id was taken
    back, which nobody can do before there is one.
    """
    hand_over = term.hand_over
    if hand_over is None:
        return "the id was not handed over"
    # Of an entry of a newer form the reason for its day is not read.
    if entry.date < hand_over.date and not entry.day and entry.form <= FORM:
        return f"its day, {entry.date}, is before that of the hand-over, {hand_over.date}"
    if entry.form == 1:
        return None
    if entry.after is None:
        return "it does not say after which head of that ledger it comes"
    if entry.after not in term.heads:
        return f"that ledger had no head {entry.after} while the id was handed over"
    return None
