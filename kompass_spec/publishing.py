"""Carry out the plan of a release: all of it is written, or nothing."""

from contextlib import suppress
from pathlib import Path
from typing import final

from attrs import frozen

from kompass_spec.differing import Difference
from kompass_spec.ledger import LEDGER, Entry, digest_of, entry_line, parse_ledger
from kompass_spec.problems import InputError, Problem
from kompass_spec.writing import write_bytes

__all__ = ["CHANGELOG", "Plan", "publish"]

CHANGELOG = "CHANGELOG.md"
"""The name of the changelog in the folder of a framework."""

_HEAD = "# Changes of the releases\n\nWritten by `kompass release`; the newest stands last.\n"
_ADVICE = "Make room or see to the permissions of the folder, and release again."


@final
@frozen(kw_only=True)
class Plan:
    """Hold what a release would do: its entry, the bytes that it freezes, and the changes that it makes.

    ``content`` is ``None`` where nothing new is frozen; ``changelog`` is what is appended for readers.
    """

    folder: Path
    entry: Entry
    content: bytes | None
    difference: Difference | None
    changelog: str


def publish(plan: Plan) -> None:
    """Carry a plan out: the frozen file first and the ledger last, so that a ledger never names what is not there.

    Raise ``InputError`` where the ledger is no longer that of the plan, or something cannot be written; then
    the folder is as it was before.
    """
    ledger, changelog = plan.folder / LEDGER, plan.folder / CHANGELOG
    known = ledger.read_bytes() if ledger.exists() else b""
    if parse_ledger(known).head != plan.entry.previous:
        sentence = "Something else was released here since this was planned. Plan it again."
        raise InputError([Problem("broken-ledger", sentence, str(ledger))])
    noted = _changelog(changelog)
    frozen_file = plan.folder / plan.entry.file
    made = _freeze(frozen_file, plan.content) if plan.content is not None else False
    try:
        write_bytes(changelog, (noted.rstrip("\n") + "\n\n" + plan.changelog).encode(), _ADVICE)
        try:
            write_bytes(ledger, known + entry_line(plan.entry), _ADVICE)
        except InputError:
            with suppress(InputError):
                write_bytes(changelog, noted.encode(), _ADVICE)
            raise
    except InputError:
        if made:
            _take_back(frozen_file)
        raise


def _changelog(place: Path) -> str:
    """Return what stands in the changelog, or its head; raise ``InputError`` where it cannot be added to."""
    if place.is_dir():
        sentence = "A folder stands where the changelog is written. Move it, and release again."
        raise InputError([Problem("unwritable-file", sentence, str(place))])
    try:
        return place.read_bytes().decode() if place.exists() else _HEAD
    except UnicodeDecodeError:
        sentence = (
            "The changelog is not in UTF-8, so it cannot be added to. Save it in UTF-8, and release again."
        )
        raise InputError([Problem("unwritable-file", sentence, str(place))]) from None
    except OSError as error:
        sentence = f"The changelog cannot be read ({error.strerror}). {_ADVICE}"
        raise InputError([Problem("unreadable-file", sentence, str(place))]) from None


def _freeze(place: Path, content: bytes) -> bool:
    """Write a released file where none stands, and tell whether that was needed: the same bytes may stand there.

    Raise ``InputError`` where other bytes stand there, or it cannot be written.
    """
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        with place.open("xb") as stream:
            try:
                stream.write(content)
                stream.flush()
            except OSError:
                _take_back(place)
                raise
    except FileExistsError:
        if place.is_file() and digest_of(place.read_bytes()) == digest_of(content):
            return False
        sentence = (
            "Something else lies where the release is written, and what lies among the releases is never"
            " replaced. Move it away, or choose another name or version."
        )
        raise InputError([Problem("unknown-release", sentence, str(place))]) from None
    except OSError as error:
        _remove_empty(place)
        sentence = f"The release cannot be written ({error.strerror}). Nothing was changed. {_ADVICE}"
        raise InputError([Problem("unwritable-file", sentence, str(place))]) from None
    return True


def _take_back(place: Path) -> None:
    with suppress(OSError):
        place.unlink()
    _remove_empty(place)


def _remove_empty(place: Path) -> None:
    """Remove the folders that were made for a file, as far as they are empty."""
    for folder in (place.parent, place.parent.parent):
        with suppress(OSError):
            folder.rmdir()
