"""Carry out the plan of a release, all of it or nothing, and tell readers what it means."""

from contextlib import suppress
from pathlib import Path
from typing import final

from attrs import frozen

from kompass_spec.documents.disk import remove_interrupted, write_bytes, write_new
from kompass_spec.documents.lock import locked
from kompass_spec.model.difference import Difference
from kompass_spec.model.problems import InputError, Problem
from kompass_spec.model.version import Step
from kompass_spec.registry.ledger import LEDGER, Action, Entry, Ledger, digest_of, entry_line, parse_ledger

__all__ = ["CHANGELOG", "Plan", "publish", "release_notes"]

CHANGELOG = "CHANGELOG.md"
"""The name of the changelog in the folder of a framework."""

_HEAD = "# Changes of the releases\n\nWritten by `kompass release`; the newest stands last.\n"
_ADVICE = "Make room or see to the permissions of the folder, and release again."


@final
@frozen(kw_only=True)
class Plan:
    """Hold what a release would do: its entry, the bytes that it freezes, and the changes that it makes.

    ``content`` is ``None`` where nothing new is frozen; ``changelog`` is what is appended for readers.
    ``warnings`` say what the release leaves to be done.
    """

    folder: Path
    entry: Entry
    content: bytes | None
    difference: Difference | None
    changelog: str
    warnings: tuple[Problem, ...] = ()


def publish(plan: Plan) -> None:
    """Carry a plan out: the frozen file first and the ledger last.

    So a ledger never names what is not there, and what was published is what the ledger says, even if the
    machine stops at any point: the same release, made again, then completes what is missing. One process at a
    time does this in a folder, and others wait. Raise ``InputError`` where the ledger is no longer that of
    the plan, or something cannot be written; then the folder is as it was before.
    """
    with locked(plan.folder):
        _publish(plan)


def _publish(plan: Plan) -> None:
    ledger, changelog = plan.folder / LEDGER, plan.folder / CHANGELOG
    frozen_file = plan.folder / plan.entry.file
    for file in (ledger, changelog, frozen_file):
        remove_interrupted(file)
    known = ledger.read_bytes() if ledger.exists() else b""
    published = parse_ledger(known)
    if published.head != plan.entry.previous:
        sentence = "Something else was released here meanwhile. Look at it, and make the release again."
        raise InputError([Problem("broken-ledger", sentence, str(ledger))])
    noted = _changelog(changelog)
    completed = _without_interrupted(noted, plan.entry, published).rstrip("\n") + "\n\n" + plan.changelog
    made = _freeze(frozen_file, plan.content) if plan.content is not None else False
    try:
        write_bytes(changelog, completed.encode(), _ADVICE, lasting=True)
        try:
            write_bytes(ledger, known + entry_line(plan.entry), _ADVICE, lasting=True)
        except InputError:
            with suppress(InputError):
                write_bytes(changelog, noted.encode(), _ADVICE, lasting=True)
            raise
    except InputError:
        if made:
            _take_back(frozen_file)
        raise


def _changelog(file: Path) -> str:
    """Return what stands in the changelog, or its head; raise ``InputError`` where it cannot be added to."""
    if file.is_dir():
        sentence = "A folder stands where the changelog is written. Move it, and release again."
        raise InputError([Problem("unwritable-file", sentence, str(file))])
    try:
        return file.read_bytes().decode() if file.exists() else _HEAD
    except UnicodeDecodeError:
        sentence = (
            "The changelog is not in UTF-8, so it cannot be added to. Save it in UTF-8, and release again."
        )
        raise InputError([Problem("unwritable-file", sentence, str(file))]) from None
    except OSError as error:
        sentence = f"The changelog cannot be read ({error.strerror}). {_ADVICE}"
        raise InputError([Problem("unreadable-file", sentence, str(file))]) from None


def _without_interrupted(noted: str, entry: Entry, published: Ledger) -> str:
    """Return a changelog without the words on this release that one cut short left at its end.

    The changelog is written before the ledger, so it can end with what was not published after all.
    """
    before, mark, last = noted.rpartition("\n## ")
    heading = f"## {last.splitlines()[0]}" if mark and last else ""
    if any(heading == _heading(other) for other in published.entries):
        return noted
    subject = _heading(entry).removesuffix(f"({entry.date})")
    return before if heading.startswith(f"{subject}(") else noted


def _freeze(file: Path, content: bytes) -> bool:
    """Write a released file where none stands, and tell whether it was written.

    It is not where the same bytes stand there already. Raise ``InputError`` where other bytes stand there, or
    it cannot be written.
    """
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        write_new(file, content)
    except FileExistsError:
        if file.is_file() and digest_of(file.read_bytes()) == digest_of(content):
            return False
        sentence = (
            "Something else lies where the release is written, and what lies among the releases is never"
            " replaced. Move it away, or choose another name or version."
        )
        raise InputError([Problem("unknown-release", sentence, str(file))]) from None
    except OSError as error:
        _remove_empty(file)
        sentence = f"The release cannot be written ({error.strerror}). Nothing was changed. {_ADVICE}"
        raise InputError([Problem("unwritable-file", sentence, str(file))]) from None
    return True


def _take_back(file: Path) -> None:
    with suppress(OSError):
        file.unlink()
    _remove_empty(file)


def _remove_empty(file: Path) -> None:
    """Remove the folders that were made for a file, as far as they are empty."""
    for folder in (file.parent, file.parent.parent):
        with suppress(OSError):
            folder.rmdir()


_IMPACT = {
    Step.PATCH: "No score and no meaning changed: results stay comparable.",
    Step.MINOR: "Nothing that was scored changed: results stay comparable, and more can be said.",
    Step.MAJOR: (
        "A score or the meaning of an item can have changed: compare results of the two releases with care."
    ),
}


def release_notes(entry: Entry, difference: Difference | None) -> str:
    """Return the entry for readers: what changed of which area and question, and what may be compared.

    ``difference`` is that from the release before, ``None`` where there is none.
    """
    lines = [_heading(entry), "", f"Reviewed by {', '.join(map(_line, entry.reviewed_by))}."]
    if entry.day is not None:
        lines += ["", f"Why that day: {_line(entry.day)}"]
    if entry.reason is not None:
        lines += ["", _line(entry.reason)]
    elif difference is None:
        lines += ["", "The first release."]
    elif difference.step is not None:
        lines += ["", _IMPACT[difference.step], ""]
        lines += [f"- {change.kind}: {_line(change.reason)}" for change in difference.changes]
    else:
        lines += ["", "The same as the release before, which was withdrawn."]
    return "\n".join(lines) + "\n"


def _heading(entry: Entry) -> str:
    headings = {
        Action.RELEASE: f"## {entry.id} {entry.version} ({entry.date})",
        Action.WITHDRAW: f"## {entry.id} {entry.version} withdrawn ({entry.date})",
        Action.HAND_OVER: f"## {entry.id} handed over to {entry.to} ({entry.date})",
        Action.TAKE_BACK: f"## {entry.id} taken back ({entry.date})",
    }
    return headings[entry.action]


def _line(text: str) -> str:
    r"""Return words on one line that is no heading: every heading of a changelog is a published release.

    >>> _line("A. Reviewer.\n\n## se-2016 9.0.0")
    'A. Reviewer. ## se-2016 9.0.0'
    """
    joined = " ".join(text.split())
    return f"\\{joined}" if joined.startswith("#") else joined
