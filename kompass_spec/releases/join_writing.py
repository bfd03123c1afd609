"""Carry out the plan of a joining, all of it or nothing."""

from contextlib import suppress
from pathlib import Path

from kompass_spec.documents.disk import remove_interrupted, write_bytes, write_new
from kompass_spec.documents.lock import locked
from kompass_spec.model.problems import InputError, Problem
from kompass_spec.registry.ledger import LEDGER
from kompass_spec.releases.joining import Joining
from kompass_spec.releases.publication import CHANGELOG

__all__ = ["join"]

_ADVICE = "Make room or see to the permissions of the folder, and join again."


def join(plan: Joining) -> bool:
    """Carry a plan out: releases first and the ledger last; tell whether there was anything to write.

    Whenever it stops, the ledger is the old one or the new one, and the same joining, made again, completes
    what is missing. One process at a time does this in a folder, and others wait. Raise ``InputError`` where
    the ledger is no longer that of the plan, or something cannot be written; then the folder is as before.
    """
    with locked(plan.folder):
        return _join(plan)


def _join(plan: Joining) -> bool:
    ledger, changelog = plan.folder / LEDGER, plan.folder / CHANGELOG
    for file in (ledger, changelog, *(plan.folder / name for name in plan.copied)):
        remove_interrupted(file)
    if (ledger.read_bytes() if ledger.is_file() else b"") != plan.before:
        sentence = "The ledger was changed since this was planned. Join again."
        raise InputError([Problem("broken-ledger", sentence, str(ledger))])
    if plan.before == plan.content:
        return False
    noted = changelog.read_bytes() if changelog.is_file() else None
    made: list[Path] = []
    try:
        for name, content in plan.copied.items():
            made += _copy(plan.folder / name, content)
        write_bytes(changelog, plan.changelog.encode(), _ADVICE, lasting=True)
        write_bytes(ledger, plan.content, _ADVICE, lasting=True)
    except InputError:
        for file in made:
            with suppress(OSError):
                file.unlink()
        with suppress(OSError, InputError):
            if noted is None:
                changelog.unlink(missing_ok=True)
            else:
                write_bytes(changelog, noted, _ADVICE, lasting=True)
        raise
    return True


def _copy(file: Path, content: bytes) -> list[Path]:
    """Write a released file where none stands, and return it; raise ``InputError`` where that cannot be."""
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        write_new(file, content)
    except FileExistsError:
        sentence = (
            "Something else lies where a release of the published branch belongs, and what lies among the"
            " releases is never replaced. Move it away, and join again."
        )
        raise InputError([Problem("unknown-release", sentence, str(file))]) from None
    except OSError as error:
        sentence = f"The release cannot be written ({error.strerror}). Nothing was changed. {_ADVICE}"
        raise InputError([Problem("unwritable-file", sentence, str(file))]) from None
    return [file]
