"""Verify the released files of one framework: each is there, has its digest and canonical form, and is named by the ledger."""

from collections.abc import Iterator
from importlib.resources.abc import Traversable

from kompass_spec.codec.canonical import canonical_bytes
from kompass_spec.codec.documents import parse_json
from kompass_spec.collecting import verified_bytes
from kompass_spec.ledger import Ledger
from kompass_spec.problems import InputError, Problem

__all__ = ["file_problems"]


def file_problems(folder: Traversable, ledger: Ledger, name: str) -> Iterator[Problem]:
    """Find files whose bytes are not what was published, that are missing, or that no entry names.

    ``name`` is that of the distribution or the folder, for messages.
    """
    known = {entry.file: entry for entry in ledger.entries}
    for file, entry in known.items():
        where = f"{name}: {file}"
        try:
            content = verified_bytes(folder, entry, where)
        except InputError as error:
            yield from error.problems
            continue
        try:
            canonical = canonical_bytes(parse_json(content.decode()))
        except ValueError as error:  # an InputError is one, and so is what has no canonical form
            sentence = f"The release {entry.id}@{entry.version} is no canonical JSON (RFC 8785): {error}"
            yield Problem("unreadable-release", sentence, where)
            continue
        if canonical != content:
            sentence = "The release is not in canonical form (RFC 8785)."
            yield Problem("unreadable-release", sentence, where)
    for file in _files(folder.joinpath("releases"), "releases"):
        if file not in known:
            sentence = (
                "This file lies among the releases, but the ledger does not name it. Remove it, or release it"
                " with kompass release."
            )
            yield Problem("unknown-release", sentence, f"{name}: {file}")


def _files(folder: Traversable, path: str) -> Iterator[str]:
    """Iterate over the files in a folder, at any depth; what systems leave behind, such as .DS_Store, is passed over."""
    for child in sorted(folder.iterdir(), key=lambda one: one.name) if folder.is_dir() else ():
        if child.name.startswith("."):
            continue
        if child.is_dir():
            yield from _files(child, f"{path}/{child.name}")
        else:
            yield f"{path}/{child.name}"
