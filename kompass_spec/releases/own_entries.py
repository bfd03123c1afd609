"""The entries of a branch that another branch has not, each as it is written and as it stood there."""

from collections.abc import Mapping, Sequence
from itertools import takewhile
from typing import Any, NamedTuple

from attrs import evolve

from kompass_spec.documents.plain import parse_json
from kompass_spec.model.problems import InputError, Problem
from kompass_spec.registry.entries import further_keys
from kompass_spec.registry.ledger import LEDGER, Entry, Ledger, entry_line, parse_ledger
from kompass_spec.releases.plan_rules import newer_problems

__all__ = ["Branch", "OwnEntry", "branch_of", "own_entries"]


class Branch(NamedTuple):
    """Hold the ledger of a branch, and of each entry the keys that this version does not know."""

    ledger: Ledger
    further: tuple[Mapping[str, Any], ...]


class OwnEntry(NamedTuple):
    """Hold an entry of this branch, and the ledger in which it stood up to then.

    ``further`` are its optional keys that this version does not know: they are kept as they are.
    """

    entry: Entry
    further: Mapping[str, Any]
    before: Ledger

    def after(self, head: str, date: str) -> "OwnEntry":
        """Return the entry as it stands after another head, on a day."""
        return self._replace(entry=evolve(self.entry, previous=head, date=date))

    def line(self) -> bytes:
        """Return the line of the entry, with its line feed."""
        return entry_line(self.entry, self.further)


def branch_of(content: bytes, file: str) -> Branch:
    """Return the ledger with these bytes, with all that its lines say.

    Raise ``InputError`` where it is broken, or has entries that this version cannot follow.
    """
    ledger = parse_ledger(content, file)
    if problems := list(newer_problems(ledger, file)):
        raise InputError(problems)
    # Every line is an entry here: what a version does not know at all is of a newer form.
    lines = map(parse_json, content.decode().splitlines())
    return Branch(ledger, tuple({key: data[key] for key in further_keys(data)} for data in lines))


def own_entries(
    sides: Sequence[Branch], published: Branch, name: str
) -> tuple[list[OwnEntry], list[OwnEntry]]:
    """Return the entries that are not on the published branch, and those that say the same as one there.

    ``sides`` are the two of a conflict, or the one ledger that there is; ``name`` is the published branch's.
    """
    own: list[OwnEntry] = []
    left_out: list[OwnEntry] = []
    for side in sides:
        shared = _shared(side.ledger, published.ledger)
        if shared == 0 and side.ledger.entries and published.ledger.entries:
            sentence = (
                f"The ledger here and that of {name} do not even begin alike, so they are of different"
                " frameworks. Name the published branch of this one."
            )
            raise InputError([Problem("broken-ledger", sentence, LEDGER)])
        there = [_said(one) for one in _entries_after(published, shared)]
        known = [*there, *map(_said, own)]
        for one in _entries_after(side, shared):
            if _said(one) not in known:
                own.append(one)
                continue
            known.remove(_said(one))
            if _said(one) in there:
                left_out.append(one)
    return own, left_out


def _shared(one: Ledger, other: Ledger) -> int:
    """Return how many lines two ledgers have in common at their beginning."""
    pairs = zip(one.heads(), other.heads(), strict=False)
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))


def _entries_after(branch: Branch, shared: int) -> list[OwnEntry]:
    entries = branch.ledger.entries
    return [
        OwnEntry(entries[number], branch.further[number], Ledger(entries=entries[:number]))
        for number in range(shared, len(entries))
    ]


def _said(one: OwnEntry) -> tuple[object, ...]:
    """Return what an entry says, whenever and after whatever it says it."""
    entry = one.entry
    return (entry.action, entry.kind, entry.id, entry.version, entry.sha256, entry.to, one.further)
