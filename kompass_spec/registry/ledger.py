"""The ledger of releases: what was published, by its digest, chained so that nothing can be altered."""

import hashlib
from collections.abc import Iterator, Mapping
from importlib.resources.abc import Traversable
from typing import Any, final

from attrs import field, frozen

from kompass_spec.documents.forms import FIRST
from kompass_spec.documents.plain import parse_json
from kompass_spec.model.lookups import shortened
from kompass_spec.model.problems import InputError, Problem
from kompass_spec.model.version import version_key
from kompass_spec.registry.entries import (
    Action,
    Entry,
    ReleaseKind,
    UnknownEntry,
    entry_line,
    entry_of,
    further_keys,
    is_line_of,
)
from kompass_spec.registry.entry_rules import entry_problems

__all__ = [
    "LEDGER",
    "Action",
    "Entry",
    "Ledger",
    "ReleaseKind",
    "digest_of",
    "entry_line",
    "line_ends_changed",
    "parse_ledger",
    "read_ledger",
    "same_but_for_line_ends",
]

LEDGER = "ledger.jsonl"
"""The name of the ledger in the folder of a framework: one canonical JSON object on every line."""

_MARKS = (b"<<<<<<< ", b"||||||| ", b">>>>>>> ", b"=======")
_CONFLICT = (
    "Git has left the marks of a conflict here: two branches have both released. Nothing is lost. Join them."
)

_MEND = (
    "Keep a copy of this file, take the ledger from the version control, and make again after it what only"
    " the copy has."
)

START = "0" * 64
"""What the first entry names as the entry before it."""


@final
@frozen(kw_only=True)
class Ledger:
    """Hold the entries of a ledger whose chain is whole, and the digest of the last.

    ``unknown`` are those of a newer form that do what this version does not know, and ``further_keys`` the
    optional keys of entries that it passes over.
    """

    entries: tuple[Entry, ...] = ()
    head: str = START
    unknown: tuple[UnknownEntry, ...] = ()
    further_keys: tuple[str, ...] = ()
    _heads: tuple[str, ...] = field(default=(), eq=False, repr=False)

    def __repr__(self) -> str:
        """Return on one line how many entries it has, and the digest of the last."""
        return shortened(f"Ledger of {len(self.entries) + len(self.unknown)} entries, head {self.head}")

    @property
    def newest_form(self) -> tuple[int, str | None]:
        """Return the newest form of its entries, and the least version that reads it if they say so."""
        every: tuple[Entry | UnknownEntry, ...] = (*self.entries, *self.unknown)
        forms = [(entry.form, entry.core) for entry in every]
        newest = max((form for form, _ in forms), default=FIRST)
        cores = [core for form, core in forms if form == newest and core is not None]
        return newest, max(cores, key=version_key, default=None)

    def releases(self, kind: ReleaseKind, name: str) -> tuple[Entry, ...]:
        """Return the releases of an id, oldest first, the withdrawn ones too."""
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
        """Return the distribution that an id was handed over to.

        Return ``None`` if it was not handed over, or was published here since.
        """
        owner = None
        for entry in self.entries:
            if (entry.kind, entry.id) == (kind, name):
                owner = entry.to if entry.action is Action.HAND_OVER else None
        return owner

    def heads(self) -> tuple[str, ...]:
        """Return the digest of the ledger after each of its lines, known or not; the last is the head."""
        if self._heads or not self.entries:
            return self._heads
        return (*(entry.previous for entry in self.entries[1:]), self.head)

    def lines(self) -> Mapping[str, int]:
        """Return the lines, counted from 1, on which entries stand, by the digest that each follows."""
        return {previous: line for line, previous in enumerate((START, *self.heads()[:-1]), start=1)}

    def had_head(self, digest: str) -> bool:
        """Tell whether a digest is that of the head, or was before entries were added."""
        return digest in {self.head, *self.heads()}

    def kind_of(self, name: str) -> ReleaseKind | None:
        """Return what was released under an id, ``None`` if nothing was; no id is used for two kinds."""
        return next((entry.kind for entry in self.entries if entry.id == name), None)

    def ids(self, kind: ReleaseKind) -> tuple[str, ...]:
        """Return the ids of everything of a kind that was released, in alphabetical order."""
        return tuple(sorted({entry.id for entry in self.entries if entry.kind is kind}))

    def published(self, kind: ReleaseKind) -> Iterator[tuple[str, tuple[Entry, ...]]]:
        """Iterate over the ids of a kind that were released, each with its releases, oldest first."""
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
        f" '{pattern} -text' into the file .gitattributes of the repository, move this file aside, and fetch"
        " it again with git checkout; or reinstall the distribution that brings it."
    )


def read_ledger(folder: Traversable, owner: str | None = None) -> Ledger:
    """Return the ledger in the folder of a framework, an empty one where there is none.

    Raise ``InputError`` with everything that is wrong with it; ``owner`` is the distribution that brings it,
    which errors name.
    """
    file = folder.joinpath(LEDGER)
    if not file.is_file():
        return Ledger()
    return parse_ledger(file.read_bytes(), LEDGER if owner is None else f"{owner}: {LEDGER}")


def parse_ledger(content: bytes, file: str = LEDGER) -> Ledger:
    """Return the ledger with these bytes.

    Raise ``InputError`` with everything that is wrong with it, each with its line.
    """
    entries: list[Entry] = []
    unknown: list[UnknownEntry] = []
    further: set[str] = set()
    heads: list[str] = []
    problems: list[Problem] = []
    previous = START
    if b"\r\n" in content:
        # The entries are read as they were written, so that nothing else is blamed on them.
        sentence = f"The line ends are those of Windows, not as written. {line_ends_changed(LEDGER)}"
        problems.append(Problem("broken-ledger", sentence, file))
        content = content.replace(b"\r\n", b"\n")
    if conflict := _conflict(content):
        # All else that could be said of the lines follows from this.
        raise InputError([*problems, Problem("broken-ledger", _CONFLICT, file, line=conflict)])
    if content and not content.endswith(b"\n"):
        sentence = f"The last line is cut off. {_MEND}"
        problems.append(Problem("broken-ledger", sentence, file, line=len(content.splitlines())))
    for number, line in enumerate(content.splitlines(keepends=True), start=1):
        try:
            data = parse_json(line.decode())
            entry = entry_of(data)
        except (InputError, UnicodeDecodeError, ValueError) as error:
            sentences = [f"This is not an entry of a ledger ({error}). {_MEND}"]
        else:
            sentences = [*_line_problems(entry, line, data, previous), *entry_problems(entry, entries)]
            further |= set(further_keys(data))
            if isinstance(entry, Entry):
                entries.append(entry)
            else:
                unknown.append(entry)
        problems.extend(Problem("broken-ledger", sentence, file, line=number) for sentence in sentences)
        previous = digest_of(line)
        heads.append(previous)
    if problems:
        raise InputError(problems)
    return Ledger(
        entries=tuple(entries),
        head=previous,
        unknown=tuple(unknown),
        further_keys=tuple(sorted(further)),
        heads=tuple(heads),
    )


def _conflict(content: bytes) -> int:
    """Return the line where git's first mark of a conflict stands, 0 where none does."""
    lines = content.splitlines()
    return next((number for number, line in enumerate(lines, start=1) if line.startswith(_MARKS)), 0)


def _line_problems(
    entry: Entry | UnknownEntry, line: bytes, data: Mapping[str, Any], previous: str
) -> Iterator[str]:
    """Find that an entry does not follow from the line before it, or that its line was edited by hand."""
    if entry.previous != previous:
        yield (
            "This entry does not follow from the one before it: an entry was changed, removed or moved."
            f" {_MEND}"
        )
    if not is_line_of(entry, line, data):
        yield (f"This line is not in canonical form, so it was edited by hand. {_MEND}")
