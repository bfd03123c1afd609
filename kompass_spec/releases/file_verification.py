"""Verify the files beside a ledger: each is what was published, and each is named by an entry."""

from collections.abc import Iterator
from importlib.resources.abc import Traversable

from kompass_spec.documents.canonical import canonical_bytes
from kompass_spec.documents.plain import parse_json
from kompass_spec.model.problems import InputError, Problem
from kompass_spec.registry.entries import Entry, UnknownEntry
from kompass_spec.registry.ledger import Ledger
from kompass_spec.registry.stored import verified_bytes
from kompass_spec.releases.form_verification import is_newer

__all__ = ["file_problems"]


def file_problems(folder: Traversable, ledger: Ledger, name: str) -> Iterator[Problem]:
    """Find files whose bytes are not what was published, that are missing, or that no entry names.

    ``name`` is that of the distribution or the folder, for messages.
    """
    every: tuple[Entry | UnknownEntry, ...] = (*ledger.entries, *ledger.unknown)
    known = {entry.file: entry for entry in every}
    for file, entry in known.items():
        yield from _release_problems(folder, entry, f"{name}: {file}")
    for file in _files(folder.joinpath("releases"), "releases"):
        if file not in known:
            sentence = (
                "This file lies among the releases, but the ledger does not name it. If a release was"
                " cut short, make the same release again. If the ledger has lost its last lines, take them"
                " from the version control. Only what was never published belongs elsewhere: move it aside."
            )
            yield Problem("unknown-release", sentence, f"{name}: {file}")


def _release_problems(folder: Traversable, entry: Entry | UnknownEntry, where: str) -> Iterator[Problem]:
    try:
        content = verified_bytes(folder, entry, where)
    except InputError as error:
        yield from error.problems
        return
    if isinstance(entry, UnknownEntry) or is_newer(content):
        # How a form writes that this version does not read is not known; the digest holds.
        return
    try:
        canonical = canonical_bytes(parse_json(content.decode()))
    except ValueError as error:  # an InputError is one, and so is what has no canonical form
        sentence = f"The release {entry.id}@{entry.version} is no canonical JSON (RFC 8785): {error}"
        yield Problem("unreadable-release", sentence, where)
        return
    if canonical != content:
        sentence = "The release is not in canonical form (RFC 8785)."
        yield Problem("unreadable-release", sentence, where)


def _files(folder: Traversable, path: str) -> Iterator[str]:
    """Iterate over the files in a folder, at any depth.

    What systems leave behind, such as .DS_Store, is passed over.
    """
    for child in sorted(folder.iterdir(), key=lambda child: child.name) if folder.is_dir() else ():
        if child.name.startswith("."):
            continue
        if child.is_dir():
            yield from _files(child, f"{path}/{child.name}")
        else:
            yield f"{path}/{child.name}"
