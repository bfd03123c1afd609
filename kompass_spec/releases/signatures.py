"""Prove what is signed of a ledger: by which key, and up to which entry."""

from collections.abc import Iterator, Sequence
from importlib.resources.abc import Traversable
from typing import NamedTuple

from kompass_spec.documents.envelopes import IN_TOTO, Envelope, read_envelope
from kompass_spec.documents.signing_keys import VerifyingKey
from kompass_spec.model.problems import InputError, Problem
from kompass_spec.plugins.names import normal_name
from kompass_spec.registry.entries import UnknownEntry
from kompass_spec.registry.ledger import Action, Entry, Ledger
from kompass_spec.releases.statements import Statement, read_statement

__all__ = [
    "ENDING",
    "SIGNATURES",
    "Signed",
    "SignedLedger",
    "signature_files",
    "signed_ledger",
    "stale_signatures",
    "unsigned_problems",
]

SIGNATURES = "signatures"
"""The folder of the signatures, beside the ledger."""

ENDING = ".dsse.json"
"""How the name of a signature ends; what else lies in the folder is nobody's here."""


class Signed(NamedTuple):
    """Say up to which entry a ledger is signed by a key: their number, the head then, and the file."""

    key: str
    entries: int
    head: str
    file: str


class SignedLedger(NamedTuple):
    """Say what is proved of the signatures of a ledger, what is not, and what is wrong."""

    signed: tuple[Signed, ...]
    unchecked: tuple[str, ...]
    problems: tuple[Problem, ...]


def signature_files(folder: Traversable) -> Iterator[tuple[str, Traversable]]:
    """Iterate over the signatures beside a ledger, in order of their names."""
    place = folder.joinpath(SIGNATURES)
    for child in sorted(place.iterdir(), key=lambda child: child.name) if place.is_dir() else ():
        if child.name.endswith(ENDING) and not child.name.startswith(".") and child.is_file():
            yield f"{SIGNATURES}/{child.name}", child


def signed_ledger(
    folder: Traversable, ledger: Ledger, distribution: str, keys: Sequence[VerifyingKey]
) -> SignedLedger:
    """Prove the signatures beside a ledger by public keys; of each key the last one counts.

    An entry names the one before it, so whoever has signed a head has signed every entry up to it.
    """
    farthest: dict[str, Signed] = {}
    unchecked: list[str] = []
    problems: list[Problem] = []
    for name, file in signature_files(folder):
        where = f"{distribution}: {name}"
        try:
            envelope = read_envelope(file.read_bytes(), where)
            by = _by(envelope, keys, where)
            if not by:
                unchecked.append(f"{name}: no key that was given has signed it")
                continue
            statement = _proved(envelope, ledger, distribution, where)
        except InputError as error:
            problems += error.problems
            continue
        for key in by:
            signed = Signed(key.keyid, statement.entries, statement.head, name)
            farthest[key.keyid] = max(signed, farthest.get(key.keyid, signed), key=lambda one: one.entries)
    return SignedLedger(tuple(farthest.values()), tuple(unchecked), tuple(problems))


def stale_signatures(folder: Traversable, ledger: Ledger) -> Iterator[str]:
    """Iterate over the signatures beside a ledger that are of heads which it does not lead through."""
    heads = ledger.heads()
    for name, file in signature_files(folder):
        try:
            statement = _statement(read_envelope(file.read_bytes(), name), name)
        except InputError:
            continue
        if statement.head not in heads:
            yield name


def unsigned_problems(
    keys: Sequence[tuple[str, VerifyingKey]], signed: Sequence[Signed]
) -> Iterator[Problem]:
    """Find keys, each with its file, by which nothing is signed."""
    for file, key in keys:
        if not any(one.key == key.keyid for one in signed):
            sentence = (
                f"Nothing that is installed is signed by this key, whose name is {key.keyid}. Ask whoever"
                " publishes the distribution for the key, and whether its signatures are in it."
            )
            yield Problem("unsigned", sentence, file)


def _by(envelope: Envelope, keys: Sequence[VerifyingKey], where: str) -> list[VerifyingKey]:
    """Return the keys that have signed; raise ``InputError`` where one is named that has not."""
    by = [key for key in keys if envelope.is_by(key)]
    false = [key.keyid for key in keys if envelope.names(key) and key not in by]
    if false:
        sentence = (
            f"The signature by the key {false[0]} does not hold: what was signed was altered since, or"
            " somebody else has signed it in the key's name."
        )
        raise InputError([Problem("bad-signature", sentence, where)])
    return by


def _proved(envelope: Envelope, ledger: Ledger, distribution: str, where: str) -> Statement:
    """Return what was signed; raise ``InputError`` where it is not what the ledger says."""
    statement = _statement(envelope, where)
    if problems := list(_statement_problems(statement, ledger, distribution, where)):
        raise InputError(problems)
    return statement


def _statement(envelope: Envelope, where: str) -> Statement:
    """Return what was signed; raise ``InputError`` where it is, or says that it is, something else."""
    if envelope.payload_type != IN_TOTO:
        # Who signs something of another type has not said with it what the same bytes say of this one.
        sentence = (
            f"What is signed here is of the type {envelope.payload_type[:60]!r}, and a statement on a ledger"
            f" is of {IN_TOTO!r}. Keep other signatures in another folder."
        )
        raise InputError([Problem("bad-signature", sentence, where)])
    return read_statement(envelope.payload, where)


def _statement_problems(
    statement: Statement, ledger: Ledger, distribution: str, where: str
) -> Iterator[Problem]:
    """Find that what was signed is not what the ledger says now."""
    if normal_name(statement.distribution) != normal_name(distribution):
        sentence = (
            f"This was signed for the ledger of {statement.distribution}, not for that of {distribution}."
        )
        yield Problem("bad-signature", sentence, where)
        return
    heads = ledger.heads()
    if statement.entries > len(heads) or heads[statement.entries - 1] != statement.head:
        sentence = (
            f"The ledger does not lead through the head that was signed after its entry {statement.entries}:"
            " it was cut off, or written anew, after that. Ask whoever signed it for the ledger."
        )
        yield Problem("unknown-head", sentence, where)
        return
    lines = ledger.lines()
    every: tuple[Entry | UnknownEntry, ...] = (*ledger.entries, *ledger.unknown)
    released = {
        entry.file: entry.sha256
        for entry in every
        # The action of an entry whose kind is not known is a text.
        if entry.action in {Action.RELEASE, Action.RELEASE.value}
        and lines[entry.previous] <= statement.entries
    }
    for file, digest in statement.files.items():
        if released.get(file) != digest:
            sentence = f"The digest that was signed of {file!r} is not that of the release in the ledger."
            yield Problem("bad-signature", sentence, where)
