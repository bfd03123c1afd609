"""The ledger of releases: what was published, with the digest of its bytes, chained so that nothing can be altered."""

import hashlib
import re
from collections.abc import Iterator, Sequence
from enum import Enum
from importlib.resources.abc import Traversable
from types import NoneType
from typing import Any, final

from attrs import frozen

from kompass_spec.documents.canonical import canonical_bytes
from kompass_spec.documents.plain import parse_json
from kompass_spec.model.dates import is_date
from kompass_spec.model.problems import InputError, Problem
from kompass_spec.model.version import is_version, version_key

__all__ = [
    "LEDGER",
    "Action",
    "Entry",
    "Ledger",
    "ReleaseKind",
    "digest_of",
    "entry_line",
    "entry_problems",
    "line_ends_changed",
    "parse_ledger",
    "read_ledger",
    "same_but_for_line_ends",
]

LEDGER = "ledger.jsonl"
"""The name of the ledger in the folder of a framework: one canonical JSON object on every line."""

START = "0" * 64
"""What the first entry names as the entry before it."""


_SHA256 = r"[0-9a-f]{64}"
_ID = r"[a-z0-9][a-z0-9.-]*"
_DISTRIBUTION = r"[A-Za-z0-9]([A-Za-z0-9._-]*[A-Za-z0-9])?"
_DAY = len("2026-03-01")

_TEXTS = ("id", "version", "sha256", "file", "date", "previous")
_PERHAPS = ("reason", "to")
_KEYS = frozenset({"action", "kind", "reviewed_by", *_TEXTS, *_PERHAPS})


@final
class Action(Enum):
    """Say what an entry does.

    ``release`` publishes; ``withdraw`` takes a release back, which stays loadable by its exact version and
    says so; ``hand-over`` gives an id to another distribution, which then publishes the releases to come.
    """

    RELEASE = "release"
    WITHDRAW = "withdraw"
    HAND_OVER = "hand-over"


@final
class ReleaseKind(Enum):
    """Name what is released: an edition, a mapping, a golden scorecard that any later scorer must reproduce, or vectors.

    Vectors are the inputs of one topic with what must come of them, for implementations in any language.
    """

    EDITION = "edition"
    MAPPING = "mapping"
    SCORECARD = "scorecard"
    VECTORS = "vectors"


@final
@frozen(kw_only=True)
class Entry:
    """Hold one entry of a ledger.

    ``sha256`` is the digest of the released file's bytes, ``file`` its name beside the ledger, ``date`` the
    day that was given as an argument, ``previous`` the digest of the entry's line before this one. Of a
    hand-over ``to`` is the distribution that the id is given to, and ``version`` the last release before it.
    """

    action: Action
    kind: ReleaseKind
    id: str
    version: str
    sha256: str
    file: str
    date: str
    reviewed_by: tuple[str, ...]
    previous: str
    reason: str | None = None
    to: str | None = None


@final
@frozen(kw_only=True)
class Ledger:
    """Hold the entries of a ledger whose chain is whole, and the digest of the last."""

    entries: tuple[Entry, ...] = ()
    head: str = START

    def releases(self, kind: ReleaseKind, name: str) -> tuple[Entry, ...]:
        """Return the releases of an edition, a mapping or a scorecard, oldest first, the withdrawn ones too."""
        return tuple(
            entry
            for entry in self.entries
            if (entry.action, entry.kind, entry.id) == (Action.RELEASE, kind, name)
        )

    def withdrawn(self, kind: ReleaseKind, name: str, version: str) -> str | None:
        """Return why a release was withdrawn, ``None`` if it was not."""
        for entry in self.entries:
            if (entry.action, entry.kind, entry.id, entry.version) == (Action.WITHDRAW, kind, name, version):
                return entry.reason
        return None

    def newest(self, kind: ReleaseKind, name: str) -> Entry | None:
        """Return the newest release that was not withdrawn, ``None`` if there is none."""
        for entry in reversed(self.releases(kind, name)):
            if self.withdrawn(kind, name, entry.version) is None:
                return entry
        return None

    def handed_to(self, kind: ReleaseKind, name: str) -> str | None:
        """Return the distribution that an id was handed over to, ``None`` if it was not, or was published here since."""
        found = None
        for entry in self.entries:
            if (entry.kind, entry.id) == (kind, name):
                found = entry.to if entry.action is Action.HAND_OVER else None
        return found

    def had_head(self, digest: str) -> bool:
        """Tell whether a digest is that of the head, or was before entries were added."""
        return digest in {self.head, *(entry.previous for entry in self.entries[1:])}

    def kind_of(self, name: str) -> ReleaseKind | None:
        """Return what was released under an id, ``None`` if nothing was; no id is used for two kinds."""
        return next((entry.kind for entry in self.entries if entry.id == name), None)

    def ids(self, kind: ReleaseKind) -> tuple[str, ...]:
        """Return the ids of everything of a kind that was released, in alphabetical order."""
        return tuple(sorted({entry.id for entry in self.entries if entry.kind is kind}))

    def published(self, kind: ReleaseKind) -> Iterator[tuple[str, tuple[Entry, ...]]]:
        """Iterate over the ids of everything of a kind that was released, each with its releases, oldest first."""
        return ((name, self.releases(kind, name)) for name in self.ids(kind))


def digest_of(content: bytes) -> str:
    """Return the SHA-256 of bytes in hexadecimal.

    >>> digest_of(b"")[:8]
    'e3b0c442'
    """
    return hashlib.sha256(content).hexdigest()


def same_but_for_line_ends(content: bytes, sha256: str) -> bool:
    r"""Tell whether bytes have another digest than this, and would have it but for their line ends.

    >>> same_but_for_line_ends(b"{}\r\n", digest_of(b"{}"))
    True
    """
    # A release in canonical form has no line end at all; an added one is a change of line ends too.
    otherwise = (content.replace(b"\r\n", b"\n"), content.rstrip(b"\r\n"))
    return digest_of(content) != sha256 and sha256 in map(digest_of, otherwise)


def line_ends_changed(pattern: str) -> str:
    """Say what changes the line ends of a file, and what to do; ``pattern`` names the file to git."""
    return (
        "Git changes line ends where its setting core.autocrlf is on, as it often is on Windows. Put the line"
        f" '{pattern} -text' into the file .gitattributes of the repository, delete this file, and fetch it"
        " again with git checkout; or reinstall the distribution that brings it."
    )


def entry_line(entry: Entry) -> bytes:
    """Return the line of an entry as it stands in the ledger, with its line feed."""
    data: dict[str, object] = {name: getattr(entry, name) for name in (*_TEXTS, *_PERHAPS)}
    data |= {"action": entry.action.value, "kind": entry.kind.value, "reviewed_by": list(entry.reviewed_by)}
    return canonical_bytes(data) + b"\n"


def read_ledger(folder: Traversable, owner: str | None = None) -> Ledger:
    """Return the ledger in the folder of a framework, an empty one where there is none.

    Raise ``InputError`` with everything that is wrong with it; ``owner`` is the distribution that brings it,
    which errors name.
    """
    place = folder.joinpath(LEDGER)
    if not place.is_file():
        return Ledger()
    return parse_ledger(place.read_bytes(), LEDGER if owner is None else f"{owner}: {LEDGER}")


def parse_ledger(content: bytes, file: str = LEDGER) -> Ledger:
    """Return the ledger with these bytes; raise ``InputError`` with everything that is wrong, each with its line."""
    entries: list[Entry] = []
    problems: list[Problem] = []
    previous = START
    if b"\r\n" in content:
        # The entries are read as they were written, so that nothing else is blamed on them.
        sentence = f"The line ends are those of Windows, not as written. {line_ends_changed(LEDGER)}"
        problems.append(Problem("broken-ledger", sentence, file))
        content = content.replace(b"\r\n", b"\n")
    if content and not content.endswith(b"\n"):
        sentence = "The last line is cut off. Restore the ledger from the version control."
        problems.append(Problem("broken-ledger", sentence, file, line=len(content.splitlines())))
    for number, line in enumerate(content.splitlines(keepends=True), start=1):
        try:
            entry = _entry(parse_json(line.decode()))
        except (InputError, UnicodeDecodeError, ValueError) as error:
            sentence = (
                f"This is not an entry of a ledger ({error}). Restore the ledger from the version control."
            )
            problems.append(Problem("broken-ledger", sentence, file, line=number))
        else:
            if entry.previous != previous:
                sentence = (
                    "This entry does not follow from the one before it: an entry was changed, removed or"
                    " moved. Restore the ledger from the version control."
                )
                problems.append(Problem("broken-ledger", sentence, file, line=number))
            if entry_line(entry) != line:
                sentence = (
                    "This line is not in canonical form, so it was edited by hand. Restore the ledger from"
                    " the version control."
                )
                problems.append(Problem("broken-ledger", sentence, file, line=number))
            problems.extend(
                Problem("broken-ledger", sentence, file, line=number)
                for sentence in entry_problems(entry, entries)
            )
            entries.append(entry)
        previous = digest_of(line)
    if problems:
        raise InputError(problems)
    return Ledger(entries=tuple(entries), head=previous)


def _entry(data: Any) -> Entry:
    """Return the entry that plain data describes; raise ``InputError`` where it describes none."""
    if (
        isinstance(data, dict)
        and data.keys() <= _KEYS
        and all(isinstance(data.get(name), str) for name in _TEXTS)
        and all(isinstance(data.get(name), (str, NoneType)) for name in _PERHAPS)
        and isinstance(data.get("reviewed_by"), list)
        and all(isinstance(name, str) for name in data["reviewed_by"])
        and data.get("action") in [action.value for action in Action]
        and data.get("kind") in [kind.value for kind in ReleaseKind]
    ):
        return Entry(
            **{
                **data,
                "action": Action(data["action"]),
                "kind": ReleaseKind(data["kind"]),
                "reviewed_by": tuple(data["reviewed_by"]),
            }
        )
    # Imported only to say what is wrong: it takes longer to import than a ledger takes to read.
    from kompass_spec.documents.structure import structure

    return structure(data, Entry)


def entry_problems(entry: Entry, earlier: Sequence[Entry]) -> Iterator[str]:
    """Say what is wrong with an entry after those before it, apart from its place in the chain."""
    if not is_version(entry.version):
        yield f"{entry.version!r} is not a version of a release. Write three numbers, such as 1.0.0."
        return
    if not re.fullmatch(_ID, entry.id):
        yield (
            f"{entry.id!r} is not a name that a release can have. Write small letters a to z, digits, hyphens"
            " and dots, such as se-2016, and begin with a letter or a digit."
        )
    elif entry.file != f"releases/{entry.id}/{entry.version}.json":
        yield (
            f"{entry.file!r} does not lie where {entry.id}@{entry.version} lies, which is"
            f" releases/{entry.id}/{entry.version}.json."
        )
    if not re.fullmatch(_SHA256, entry.sha256):
        yield "The digest is not a SHA-256 in hexadecimal."
    yield from _review_problems(entry, earlier)
    named = [one for one in earlier if one.id == entry.id and is_version(one.version)]
    other = next((one.kind for one in named if one.kind is not entry.kind), None)
    if other is not None:
        yield (
            f"{entry.id!r} is the name of another release already, which is of the kind {other.value}. Choose"
            f" another name for what is of the kind {entry.kind.value}."
        )
    same = [one for one in named if one.kind is entry.kind]
    released = [one.version for one in same if one.action is Action.RELEASE]
    if entry.action is Action.RELEASE:
        if any(version_key(entry.version) <= version_key(one) for one in released):
            yield f"{entry.id}@{entry.version} does not come after the releases before it."
    else:
        yield from _later_problems(entry, same, released)


def _review_problems(entry: Entry, earlier: Sequence[Entry]) -> Iterator[str]:
    if not is_date(entry.date) or len(entry.date) != _DAY:
        yield f"{entry.date!r} is not a day. Write it like 2026-03-01."
    elif earlier and entry.date < earlier[-1].date:
        yield (
            f"The day {entry.date} is before that of the entry before it, {earlier[-1].date}. Correct the"
            " date."
        )
    if not entry.reviewed_by or not all(name.strip() for name in entry.reviewed_by):
        yield f"Nobody is named who reviewed {entry.id}@{entry.version}."


def _later_problems(entry: Entry, same: Sequence[Entry], released: list[str]) -> Iterator[str]:
    """Find what is wrong with an entry that says something of an earlier release."""
    what = f"{entry.id}@{entry.version}"
    if same and same[-1].action is Action.HAND_OVER:
        # Only a further release may follow: of whom the id was handed back to.
        yield (
            f"{entry.id} was handed over to {same[-1].to}, so nothing more is said of it here until it is"
            " handed back and released again."
        )
    if not entry.reason or not entry.reason.strip():
        yield f"A reason is missing: {entry.action.value} of {what}."
    if entry.action is Action.HAND_OVER:
        if entry.version not in released[-1:]:
            yield f"A hand-over names the last release, and {what} is not it."
        if not entry.to or not re.fullmatch(_DISTRIBUTION, entry.to):
            yield (
                f"A hand-over names the distribution that it is to, and {entry.to!r} is no name of a"
                " distribution. Write it as pip does, such as kompass-variant-is."
            )
        return
    if entry.version not in released:
        yield f"{what} is withdrawn, but was never released."
    if any(one.action is Action.WITHDRAW and one.version == entry.version for one in same):
        yield f"{what} is withdrawn twice."
