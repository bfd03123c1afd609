"""What the folder of a framework holds: a release with its entry, and where a mapping lies."""

from importlib.resources.abc import Traversable
from typing import NamedTuple

from kompass_spec.documents.plain import parse_json
from kompass_spec.documents.released_editions import released_edition
from kompass_spec.documents.text import decode_text
from kompass_spec.model.edition import Edition
from kompass_spec.model.problems import InputError, Problem
from kompass_spec.registry.ledger import Entry, digest_of, line_ends_changed, same_but_for_line_ends

__all__ = ["Released", "Stored", "misnamed", "verified_bytes"]


class Released(NamedTuple):
    """Hold a release of an edition or a mapping: its entry, where it lies, and who brings it.

    ``withdrawn`` says why it was withdrawn, ``handed_to`` which distribution the id was given to after it,
    each if it was.
    """

    entry: Entry
    folder: Traversable
    distribution: str
    withdrawn: str | None = None
    handed_to: str | None = None

    @property
    def name(self) -> str:
        """Return the file with its distribution, for messages."""
        return f"{self.distribution}: {self.entry.file}"

    def content(self) -> bytes:
        """Return the released bytes; raise ``InputError`` where they are not what was published."""
        return verified_bytes(self.folder, self.entry, self.name)

    def edition(self) -> Edition:
        """Return the edition.

        Raise ``InputError`` where its bytes are not what was published, or are no edition.
        """
        content = self.content()
        what = f"{self.entry.id}@{self.entry.version}"
        try:
            edition = released_edition(parse_json(content.decode()))
        except Exception as error:  # noqa: BLE001 - whatever was published, it costs only itself
            reason = " ".join(str(error).split())[:200] or type(error).__name__
            sentence = (
                f"What was published as {what} cannot be read as an edition ({reason}). Tell"
                f" {self.distribution}'s authors, or leave it out with KOMPASS_PLUGINS."
            )
            raise InputError([Problem("unreadable-release", sentence, self.name)]) from None
        if (edition.id, edition.release) != (self.entry.id, self.entry.version):
            raise InputError([misnamed(self.entry, edition.id, edition.release, self.name)])
        return edition


class Stored(NamedTuple):
    """Hold where a mapping lies: released, with its entry, or as a draft; ``name`` is for messages."""

    id: str
    distribution: str
    name: str
    folder: Traversable
    file: Traversable
    entry: Entry | None = None

    def text(self) -> str:
        """Return what stands in the file.

        Raise ``InputError`` where it is no text, or a release that is not what was published.
        """
        if self.entry is not None:
            return decode_text(verified_bytes(self.folder, self.entry, self.name), self.name)
        return decode_text(self.file.read_bytes(), self.name)


def verified_bytes(folder: Traversable, entry: Entry, name: str) -> bytes:
    """Return the bytes of a released file; raise ``InputError`` unless they have the digest of its entry."""
    file = folder
    for part in entry.file.split("/"):
        file = file.joinpath(part)
    if not file.is_file():
        sentence = (
            f"The release {entry.id}@{entry.version} is missing. Reinstall the distribution that brings it."
        )
        raise InputError([Problem("missing-release", sentence, name)])
    content = file.read_bytes()
    if same_but_for_line_ends(content, entry.sha256):
        sentence = (
            f"The release {entry.id}@{entry.version} differs from what was published in its line ends alone."
            f" {line_ends_changed('**/releases/**')}"
        )
        raise InputError([Problem("altered-release", sentence, name)])
    if digest_of(content) != entry.sha256:
        sentence = (
            f"The release {entry.id}@{entry.version} is not what was published: its bytes have another digest"
            " than the ledger says. Reinstall the distribution that brings it."
        )
        raise InputError([Problem("altered-release", sentence, name)])
    return content


def misnamed(entry: Entry, name: str, version: str | None, file: str) -> Problem:
    """Return the problem that a release calls itself otherwise than the ledger does."""
    sentence = (
        f"The ledger calls this {entry.id}@{entry.version}, and it calls itself {name}@{version}. Tell the"
        " authors of the distribution that brings it."
    )
    return Problem("unreadable-release", sentence, file)
