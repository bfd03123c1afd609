"""Pins: what ledgers were known to hold, so that no typed day and no ledger written anew says otherwise."""

from collections.abc import Collection, Iterator, Sequence
from enum import Enum
from itertools import combinations
from typing import NamedTuple, final

from kompass_spec.model.problems import Problem
from kompass_spec.plugins.names import normal_name
from kompass_spec.registry.ledger import LEDGER, Action, Ledger
from kompass_spec.registry.version_order import is_before

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

    The first two decide. What a distribution says of others is a warning, and only where neither speaks.
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

    @property
    def decides(self) -> bool:
        """Tell whether the pins decide, as those of this package and of the user do."""
        return self.source is not PinSource.DISTRIBUTION

    def begun(self) -> frozenset[tuple[str, str]]:
        """Return the first heads of the ledgers that are pinned, each with its distribution's normal name."""
        return frozenset((normal_name(pin.distribution), pin.heads[0]) for pin in self.pins)

    def counterparts(
        self, distribution: str, heads: Sequence[str], begun: Collection[tuple[str, str]] = ()
    ) -> tuple[Pin, ...]:
        """Return the pins of a ledger: those that begin as it does, else those that no ledger continues.

        ``begun`` are the normal names of distributions, each with the first head of a ledger of theirs.
        """
        name = normal_name(distribution)
        of_it = tuple(pin for pin in self.pins if normal_name(pin.distribution) == name)
        continued = tuple(pin for pin in of_it if pin.heads[:1] == tuple(heads[:1]))
        return continued or tuple(pin for pin in of_it if (name, pin.heads[0]) not in begun)


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
    """Hold the pins of several files.

    ``begun`` are the first heads of the ledgers that are there, each with the normal name of its
    distribution, which may bring several.
    """

    files: tuple[PinFile, ...] = ()
    begun: frozenset[tuple[str, str]] = frozenset()

    def with_file(self, file: PinFile) -> "Pins":
        """Return these pins with those of one more file."""
        return self._replace(files=(*self.files, file))

    def with_ledger(self, distribution: str, first_head: str) -> "Pins":
        """Return these pins, which know that a distribution brings a ledger with this first head."""
        return self._replace(begun=self.begun | {(normal_name(distribution), first_head)})

    def of(self, distribution: str, heads: Sequence[str]) -> tuple[tuple[PinFile, Pin], ...]:
        """Return the pins of a distribution's ledger, each with its file; none that it has of itself.

        Where this package or the user speaks of it, what distributions say is passed over.
        """
        found = tuple(
            (file, pin)
            for file in self.files
            for pin in file.counterparts(distribution, heads, self.begun)
            if not _is_of_itself(file, pin)
        )
        return tuple((file, pin) for file, pin in found if file.decides) or found

    def refuse(self, ledger: Ledger, distribution: str) -> bool:
        """Tell whether a ledger is not used, because it is another than the one that is pinned.

        The pins of this package and of the user decide. Those of distributions never do, or any could switch
        off the ledger of another.
        """
        heads = ledger.heads()
        return any(file.decides and not pin.agrees_with(heads) for file, pin in self.of(distribution, heads))

    def have(self, name: str, distribution: str, heads: Sequence[str]) -> bool:
        """Tell whether a ledger of a distribution continues one that the pins that decide have an id of."""
        return any(
            pin.heads[:1] == tuple(heads[:1]) and (name in pin.ids or name in dict(pin.handed_over))
            for file, pin in self.of(distribution, heads)
            if file.decides
        )

    def of_id(self, name: str) -> PinnedId:
        """Return whose an id is by the pins that decide."""
        return _pinned_id(name, [file for file in self.files if file.decides])

    def of_id_by_distributions(self, name: str) -> PinnedId:
        """Return whose an id is by the pins that installed distributions bring."""
        return _pinned_id(name, [file for file in self.files if not file.decides])

    def conflicts(self) -> tuple[Problem, ...]:
        """Return where two files pin ledgers of one distribution of which neither begins with the other."""
        return tuple(
            _conflict(one, pin, other, counterpart)
            for one, other in combinations(self.files, 2)
            for pin in one.pins
            if not _is_of_itself(one, pin) and self._both_count(one, other, pin)
            for counterpart in other.counterparts(pin.distribution, pin.heads, one.begun())
            if not _is_of_itself(other, counterpart) and not pin.agrees_with(counterpart.heads)
        )

    def _both_count(self, one: PinFile, other: PinFile, pin: Pin) -> bool:
        """Tell whether two files count for a ledger, because both decide or none that does speaks of it."""
        return (one.decides and other.decides) or not any(
            file.decides for file, _ in self.of(pin.distribution, pin.heads)
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
            advice = (
                "An entry was changed or removed"
                f" since. Install {distribution} from where it is published, and compare the heads."
                if file.decides
                else f"It is used all the same, as the pins of {file.name} are no proof. Ask those who"
                f" publish {distribution} which head is theirs, and pin it."
            )
            sentence = (
                f"This is not the ledger that {file.name} pins: that has the head {pin.head} after"
                f" {entries(pin.heads)}, and this one does not lead there. {advice}"
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
    return file.source is not PinSource.LOCK and is_before(version, pin.version)


def entries(heads: Sequence[str]) -> str:
    """Say how many entries there are, each of which has a digest.

    >>> entries(["0" * 64]), entries([])
    ('1 entry', '0 entries')
    """
    return f"{len(heads)} entr{'y' if len(heads) == 1 else 'ies'}"
