"""What the folder of a framework holds: a release with its entry, and where a mapping lies."""

from collections.abc import Mapping
from importlib.resources.abc import Traversable
from typing import TYPE_CHECKING, NamedTuple

from kompass_spec.documents.forms import FORMS, NewerFormError, form_of, newer_form
from kompass_spec.documents.plain import parse_json
from kompass_spec.documents.released_editions import read_released_edition
from kompass_spec.documents.text import decode_text
from kompass_spec.model.edition import Edition
from kompass_spec.model.problems import InputError, Problem
from kompass_spec.registry.entries import Entry, UnknownEntry
from kompass_spec.registry.ledger import digest_of, line_ends_changed, same_but_for_line_ends

if TYPE_CHECKING:
    from kompass_spec.model.mapping import EditionMapping

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

    @property
    def key(self) -> str:
        """Return what names exactly this release, such as ``se-2016@1.0.0``."""
        return f"{self.entry.id}@{self.entry.version}"

    def edition(self) -> Edition:
        """Return the edition.

        Raise ``InputError`` where its bytes are not what was published, or are no edition, and
        ``NewerFormError`` where they are of a form that this version does not read.
        """
        return self.read_edition()[0]

    def read_edition(self) -> tuple[Edition, tuple[str, ...]]:
        """Return the edition, and the optional keys of it that this version passes over; raise the same."""
        content = self.content()
        try:
            data = parse_json(content.decode())
            self._refuse_newer(data)
            edition, further = read_released_edition(data)
        except NewerFormError:
            raise
        except Exception as error:  # noqa: BLE001 - whatever was published, it costs only itself
            reason = " ".join(str(error).split())[:200] or type(error).__name__
            sentence = (
                f"What was published as {self.key} cannot be read as an edition ({reason}). Tell"
                f" {self.distribution}'s authors, or leave it out with KOMPASS_PLUGINS."
            )
            raise InputError([Problem("unreadable-release", sentence, self.name)]) from None
        if (edition.id, edition.release) != (self.entry.id, self.entry.version):
            raise InputError([misnamed(self.entry, edition.id, edition.release, self.name)])
        return edition, further

    def read_mapping(self, editions: Mapping[str, Edition]) -> "tuple[EditionMapping, tuple[str, ...]]":
        """Return the mapping between two of ``editions``, and the optional keys that are passed over.

        Raise as ``read_edition`` does.
        """
        # Imported here because listing editions reads no mapping.
        from kompass_spec.documents.mappings import read_released_mapping

        text = decode_text(self.content(), self.name)
        try:
            self._refuse_newer(parse_json(text))
        except NewerFormError:
            raise
        except ValueError:
            pass  # an InputError is one; what is wrong with it is said when it is read
        return read_released_mapping(text, self.name, editions)

    def _refuse_newer(self, data: object) -> None:
        """Raise ``NewerFormError`` where a release is of a form that this version does not read."""
        form = form_of(data)
        if form not in FORMS:
            raise NewerFormError([newer_form(self.key, form, self.entry.core, self.name)])


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


def verified_bytes(folder: Traversable, entry: Entry | UnknownEntry, name: str) -> bytes:
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
