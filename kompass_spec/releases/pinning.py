"""Keep a file of pins as a lock file is kept: read what it pins, and add what the ledgers have grown by."""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from kompass_spec.documents.disk import exists, read_bytes, write_bytes
from kompass_spec.model.problems import InputError, Problem
from kompass_spec.plugins.loaded import Plugins
from kompass_spec.plugins.names import normal_name
from kompass_spec.registry.ledger import ReleaseKind, read_ledger
from kompass_spec.registry.pin_files import parse_pins, pins_bytes, pins_in_force
from kompass_spec.registry.pins import Pin, PinFile, Pins, PinSource, entries, pin_of
from kompass_spec.releases.verification import installed_ledgers, version_of

__all__ = ["Pinning", "pin_ledgers", "pinning_data", "pins_with", "read_pins"]


class Pinning(NamedTuple):
    """Say what a file of pins has got, and of which distributions nothing could be held against it.

    ``changes`` are sentences, none where the file is as it was; ``missing`` names distributions that are
    pinned and not installed, each with the number of its entries.
    """

    file: str
    changes: tuple[str, ...]
    missing: tuple[str, ...]


def read_pins(path: Path) -> PinFile | None:
    """Return the pins in a file of the user, ``None`` where there is no file yet.

    Raise ``InputError`` where it is another file.
    """
    if not exists(path):
        return None
    return parse_pins(read_bytes(path), str(path), PinSource.LOCK)


def pins_with(file: PinFile | None, path: Path | None = None) -> Pins:
    """Return the pins that hold, with those of a file, where that is not among them already.

    ``path`` is where the file is written; ``KOMPASS_PINS`` may name it before it is there.
    """
    pins = pins_in_force(path)
    if file is None or file in pins.files:
        return pins
    return pins.with_file(file)


def pin_ledgers(path: Path, file: PinFile | None, plugins: Plugins) -> Pinning:
    """Write the heads of the installed ledgers into a file of pins, and say which are new or longer.

    A head is never lowered, and what is not installed stays pinned. Nothing is written where nothing is new.
    Raise ``InputError`` where the file cannot be written, or would pin one id with two distributions. Whoever
    calls this has held the ledgers against the pins before.
    """
    before = file.pins if file is not None else ()
    now = list(_pins_now(plugins))
    kept, changes = list(before), []
    for pin in now:
        known = next((each for each in before if _is_of_same_ledger(each, pin)), None)
        if known is not None and len(pin.heads) <= len(known.heads):
            continue
        if known is not None:
            kept.remove(known)
        kept.append(pin)
        changes.append(_change(pin, known))
    if problems := list(_contradictions(kept, plugins, str(path))):
        raise InputError(problems)
    if changes:
        write_bytes(path, pins_bytes(tuple(kept)), "Choose another place.")
    return Pinning(file=str(path), changes=tuple(changes), missing=tuple(_missing(before, now)))


def _pins_now(plugins: Plugins) -> Iterator[Pin]:
    for folder, distribution in installed_ledgers(plugins):
        ledger = read_ledger(folder, distribution)
        if ledger.entries:
            yield pin_of(ledger, distribution, version_of(distribution, plugins))


def _contradictions(pins: Sequence[Pin], plugins: Plugins, where: str) -> Iterator[Problem]:
    """Find ids that pins say two distributions have, so that nobody's would be used from then on."""
    for name in _owned_ids(plugins):
        holders = {normal_name(pin.distribution): pin.distribution for pin in pins if name in pin.ids}
        if len(holders) > 1:
            both = " and ".join(sorted(holders.values()))
            sentence = (
                f"{name} would be pinned with {both}, and an id is one distribution's. Nothing was written."
                " Install all of them, so that their ledgers show who handed it over, or take the pin that is"
                " wrong out of the file."
            )
            yield Problem("conflicting-pins", sentence, where)


def _owned_ids(plugins: Plugins) -> list[str]:
    """Return the ids that installed ledgers have and that are one distribution's."""
    kinds = (ReleaseKind.EDITION, ReleaseKind.MAPPING)
    ledgers = [read_ledger(folder, distribution) for folder, distribution in installed_ledgers(plugins)]
    return sorted({name for ledger in ledgers for kind in kinds for name in ledger.ids(kind)})


def _is_of_same_ledger(one: Pin, other: Pin) -> bool:
    is_of_one = normal_name(one.distribution) == normal_name(other.distribution)
    return is_of_one and one.heads[0] == other.heads[0]


def _change(pin: Pin, known: Pin | None) -> str:
    before = f"{len(known.heads)} before" if known is not None else "new"
    return f"{pin.distribution}: {entries(pin.heads)} ({before})"


def _missing(before: Iterable[Pin], now: Sequence[Pin]) -> Iterator[str]:
    installed = {normal_name(pin.distribution) for pin in now}
    for pin in before:
        if normal_name(pin.distribution) not in installed:
            yield f"{pin.distribution} is pinned with {entries(pin.heads)} and is not installed"


def pinning_data(pinning: Pinning) -> dict[str, Any]:
    """Return what was pinned as plain data for JSON."""
    return {"file": pinning.file, "changes": list(pinning.changes), "missing": list(pinning.missing)}
