"""Pins: what ledgers were known to hold, so that no typed day and no ledger written anew says otherwise."""

import re
from collections.abc import Iterator, Sequence
from enum import Enum
from itertools import combinations
from typing import NamedTuple, final

from kompass_spec.model.problems import Problem
from kompass_spec.plugins.names import normal_name
from kompass_spec.registry.ledger import LEDGER, Action, Ledger

__all__ = [
    "Pin",
    "PinFile",
    "PinSource",
    "PinnedId",
    "Pins",
    "entries",
    "ledger_problems",
    "pin_of",
    "shorter",
]


@final
class PinSource(Enum):
    """Name who says a pin: this package, the user's lock file, or an installed distribution.

    The first two decide. What a distribution says of others counts where neither of them speaks.
    """

    CORE = "core"
    LOCK = "lock"
    DISTRIBUTION = "distribution"


class Pin(NamedTuple):
    """Hold what the ledger of a distribution was known to hold.

    ``version`` is that of the distribution then, ``heads`` the digest of the ledger after each of its
    entries, ``ids`` what it had released and not handed over, ``handed_over`` to whom it had given the rest.
    """

    distribution: str
    version: str
    heads: tuple[str, ...]
    ids: tuple[str, ...] = ()
    handed_over: tuple[tuple[str, str], ...] = ()

    @property
    def head(self) -> str:
        """Return the digest of the last entry that was known."""
        return self.heads[-1]

    def agrees_with(self, heads: Sequence[str]) -> bool:
        """Tell whether one of two ledgers, given by the digests after each entry, begins with the other."""
        shorter = min(len(self.heads), len(heads))
        return shorter == 0 or self.heads[shorter - 1] == heads[shorter - 1]


class PinFile(NamedTuple):
    """Hold the pins of one file; ``name`` is that of the file or of the distribution, for messages."""

    name: str
    source: PinSource
    pins: tuple[Pin, ...]

    def counterparts(self, distribution: str, heads: Sequence[str]) -> tuple[Pin, ...]:
        """Return the pins of a ledger, of several in a distribution those that begin as it does."""
        name = normal_name(distribution)
        of_it = tuple(pin for pin in self.pins if normal_name(pin.distribution) == name)
        return tuple(pin for pin in of_it if pin.heads[:1] == tuple(heads[:1])) or of_it


class PinnedId(NamedTuple):
    """Say whose an id is by pins: its ``holders``, and who had held it and handed it over.

    Each is a normal name of a distribution, with the name as it is spelled and the files that say so.
    """

    holders: dict[str, tuple[str, tuple[str, ...]]]
    givers: dict[str, tuple[str, tuple[str, ...]]]

    @property
    def known(self) -> frozenset[str]:
        """Return the normal names of everybody who holds the id or has handed it over."""
        return frozenset({*self.holders, *self.givers})


class Pins(NamedTuple):
    """Hold the pins of several files."""

    files: tuple[PinFile, ...] = ()

    def with_file(self, file: PinFile) -> "Pins":
        """Return these pins with those of one more file."""
        return Pins((*self.files, file))

    def of(self, distribution: str, heads: Sequence[str]) -> tuple[tuple[PinFile, Pin], ...]:
        """Return the pins of a distribution's ledger, each with its file; none that it has of itself."""
        return tuple(
            (file, pin)
            for file in self.files
            for pin in file.counterparts(distribution, heads)
            if not _is_of_itself(file, pin)
        )

    def refuse(self, ledger: Ledger, distribution: str) -> bool:
        """Tell whether a ledger is not used, because it is another than the one that is pinned.

        The pins of this package and of the user decide, those of distributions where there is no other.
        """
        heads = ledger.heads()
        of_it = self.of(distribution, heads)
        deciding = [pin for file, pin in of_it if file.source is not PinSource.DISTRIBUTION]
        return not all(pin.agrees_with(heads) for pin in deciding or [pin for _, pin in of_it])

    def of_id(self, name: str) -> PinnedId:
        """Return whose an id is by the pins that decide."""
        trusted = [file for file in self.files if file.source is not PinSource.DISTRIBUTION]
        found = _pinned_id(name, trusted)
        return found if found.known else self.of_id_by_distributions(name)

    def of_id_by_distributions(self, name: str) -> PinnedId:
        """Return whose an id is by the pins that installed distributions bring."""
        return _pinned_id(name, [file for file in self.files if file.source is PinSource.DISTRIBUTION])

    def conflicts(self) -> tuple[Problem, ...]:
        """Return where two files pin ledgers of one distribution of which neither begins with the other."""
        return tuple(
            _conflict(one, pin, other, counterpart)
            for one, other in combinations(self.files, 2)
            for pin in one.pins
            if not _is_of_itself(one, pin)
            for counterpart in other.counterparts(pin.distribution, pin.heads)
            if not _is_of_itself(other, counterpart) and not pin.agrees_with(counterpart.heads)
        )


def _is_of_itself(file: PinFile, pin: Pin) -> bool:
    """Tell whether a distribution speaks of itself, which proves nothing."""
    is_named = normal_name(file.name) == normal_name(pin.distribution)
    return file.source is PinSource.DISTRIBUTION and is_named


def _conflict(one: PinFile, pin: Pin, other: PinFile, counterpart: Pin) -> Problem:
    distribution = pin.distribution
    sentence = (
        f"{one.name} and {other.name} pin two ledgers of {distribution} that cannot both be right:"
        f" {pin.head} is the head of {entries(pin.heads)}, {counterpart.head} that of"
        f" {entries(counterpart.heads)}. Ask those who publish it which head is theirs, and do not use it"
        " before you know."
    )
    return Problem("conflicting-pins", sentence, f"{distribution}: {LEDGER}")


def _pinned_id(name: str, files: Sequence[PinFile]) -> PinnedId:
    holders: dict[str, tuple[str, tuple[str, ...]]] = {}
    givers: dict[str, tuple[str, tuple[str, ...]]] = {}
    for pin, said_by in _longest(files):
        distribution = normal_name(pin.distribution)
        if name in pin.ids:
            holders[distribution] = (pin.distribution, said_by)
        elif name in dict(pin.handed_over):
            givers[distribution] = (pin.distribution, said_by)
    return PinnedId(holders=holders, givers=givers)


def _longest(files: Sequence[PinFile]) -> tuple[tuple[Pin, tuple[str, ...]], ...]:
    """Return what was known last of every ledger, with the names of the files that say so."""
    longest: dict[tuple[str, str], tuple[Pin, tuple[str, ...]]] = {}
    for file in files:
        for pin in file.pins:
            if _is_of_itself(file, pin):
                continue
            ledger = normal_name(pin.distribution), pin.heads[0]
            known = longest.get(ledger)
            if known is None or len(known[0].heads) < len(pin.heads):
                longest[ledger] = pin, (file.name,)
            elif known[0].heads == pin.heads:
                longest[ledger] = pin, (*known[1], file.name)
    return tuple(longest.values())


def pin_of(ledger: Ledger, distribution: str, version: str) -> Pin:
    """Return the pin of a ledger as it is now; it has at least one entry.

    >>> from importlib.resources import files
    >>> from kompass_spec.registry.ledger import read_ledger
    >>> pin = pin_of(read_ledger(files("kompass_frameworks")), "kompass-frameworks", "2026.11.0")
    >>> pin.ids[:2], pin.handed_over, pin.head == pin.heads[-1]
    (('ornskoldsvik-2013', 'ornskoldsvik-2015'), (), True)
    """
    handed_over: dict[str, str | None] = {}
    for entry in ledger.entries:
        handed_over[entry.id] = entry.to if entry.action is Action.HAND_OVER else None
    return Pin(
        distribution=distribution,
        version=version,
        heads=ledger.heads(),
        ids=tuple(sorted(name for name, to in handed_over.items() if to is None)),
        handed_over=tuple(sorted((name, to) for name, to in handed_over.items() if to is not None)),
    )


def ledger_problems(ledger: Ledger, distribution: str, version: str, pins: Pins) -> Iterator[Problem]:
    """Find that a ledger does not lead through what is pinned of it.

    ``version`` is that of the distribution; an older one than the pin knows may have fewer entries, unless
    the pin is the user's own. A code ``other-ledger`` says that the ledger was written anew.
    """
    heads = ledger.heads()
    where = f"{distribution}: {LEDGER}"
    for file, pin in pins.of(distribution, heads):
        if not pin.agrees_with(heads):
            sentence = (
                f"This is not the ledger that {file.name} pins: that has the head {pin.head} after"
                f" {entries(pin.heads)}, and this one does not lead there. An entry was changed or removed"
                f" since. Install {distribution} from where it is published, and compare the heads."
            )
            yield Problem("other-ledger", sentence, where)
        elif len(heads) < len(pin.heads) and not _may_be_shorter(file, pin, version):
            sentence = (
                f"This ledger ends after {entries(heads)}, and {file.name} pins"
                f" {len(pin.heads)}, up to the head {pin.head}. The last are gone, or an older version of"
                f" {distribution} is installed. Install the one that was pinned, or a later one; in a"
                " repository, fetch the missing lines and releases again from its history."
            )
            yield Problem("missing-entries", sentence, where)


def shorter(ledger: Ledger, distribution: str, version: str, pins: Pins) -> Iterator[str]:
    """Say that a ledger has fewer entries than are pinned, because an older version brings it."""
    heads = ledger.heads()
    for file, pin in pins.of(distribution, heads):
        if heads and len(heads) < len(pin.heads) and _may_be_shorter(file, pin, version):
            yield (
                f"{len(heads)} of the {len(pin.heads)} entries that {file.name} pins of version {pin.version}"
                f" are there; {version} is older"
            )


def _may_be_shorter(file: PinFile, pin: Pin, version: str) -> bool:
    return file.source is not PinSource.LOCK and _is_before(version, pin.version)


def _is_before(version: str, other: str) -> bool:
    """Tell whether a version of a distribution comes before another, as far as both are numbers."""
    one, two = ([int(part) for part in re.findall(r"\d+", each)] for each in (version, other))
    return bool(one) and one < two


def entries(heads: Sequence[str]) -> str:
    """Say how many entries there are, each of which has a digest.

    >>> entries(["0" * 64]), entries([])
    ('1 entry', '0 entries')
    """
    return f"{len(heads)} entr{'y' if len(heads) == 1 else 'ies'}"
