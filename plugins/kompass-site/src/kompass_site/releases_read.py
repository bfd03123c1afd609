"""Read what was released from the ledgers of the installed frameworks, with what changelogs say of it."""

import hashlib
import json
import re
from collections.abc import Iterator
from importlib.resources.abc import Traversable
from typing import Any, final

from attrs import frozen

from kompass_spec import Plugins

__all__ = ["Release", "releases_of"]

_ENTRY = re.compile(r"^## (\S+) (\S+)(?: \([^)]*\))?$", re.MULTILINE)


@final
@frozen(kw_only=True)
class Release:
    """Hold one release: what the ledger says of it, what the changelog says, and the frozen bytes.

    ``withdrawn`` says why it was withdrawn, ``is_whole`` that the bytes have the digest of the ledger.
    """

    id: str
    kind: str
    version: str
    date: str
    sha256: str
    reviewed_by: tuple[str, ...]
    distribution: str
    notes: str
    content: bytes
    withdrawn: str | None = None

    @property
    def key(self) -> str:
        """Return what names exactly this release, such as ``se-2016@1.0.0``."""
        return f"{self.id}@{self.version}"

    @property
    def is_whole(self) -> bool:
        """Tell whether the bytes are those that were published."""
        return hashlib.sha256(self.content).hexdigest() == self.sha256


def releases_of(plugins: Plugins) -> tuple[Release, ...]:
    """Return the releases of every installed framework, by id and then in the order of their ledger."""
    found = [release for plugin in plugins.of_kind("frameworks") for release in _of(plugin)]
    return tuple(sorted(found, key=lambda release: release.id))


def _of(plugin: Any) -> Iterator[Release]:
    folder: Traversable = plugin.provided.folder
    ledger = folder / "ledger.jsonl"
    if not ledger.is_file():
        return
    entries = [json.loads(line) for line in ledger.read_text("utf-8").splitlines()]
    withdrawn = {
        (entry["id"], entry["version"]): entry["reason"] for entry in entries if entry["action"] == "withdraw"
    }
    changelog = folder / "CHANGELOG.md"
    notes = _notes(changelog.read_text("utf-8")) if changelog.is_file() else {}
    for entry in entries:
        if entry["action"] == "release":
            key = (entry["id"], entry["version"])
            yield Release(
                id=entry["id"],
                kind=entry["kind"],
                version=entry["version"],
                date=entry["date"],
                sha256=entry["sha256"],
                reviewed_by=tuple(entry["reviewed_by"]),
                distribution=plugin.distribution,
                notes=notes.get(key, ""),
                content=_bytes(folder, entry["file"]),
                withdrawn=withdrawn.get(key),
            )


def _bytes(folder: Traversable, file: str) -> bytes:
    found = folder.joinpath(*file.split("/"))
    return found.read_bytes() if found.is_file() else b""


def _notes(changelog: str) -> dict[tuple[str, str], str]:
    """Return what a changelog says of every release, by its id and version."""
    found = list(_ENTRY.finditer(changelog))
    ends = [entry.start() for entry in found[1:]] + [len(changelog)]
    notes: dict[tuple[str, str], str] = {}
    for entry, end in zip(found, ends, strict=True):
        notes.setdefault((entry[1], entry[2]), changelog[entry.end() : end].strip())
    return notes
