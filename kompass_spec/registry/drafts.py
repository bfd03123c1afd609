"""Walk over the drafts in a framework's folder: the TOML of editions and mappings before a release."""

from collections.abc import Iterator
from importlib.resources.abc import Traversable
from typing import final

from attrs import field, frozen

from kompass_spec.documents.text import decode_text
from kompass_spec.model.problems import Problem
from kompass_spec.registry.ledger import ReleaseKind

__all__ = ["Draft", "drafts_in", "folder_problems"]

_FOLDERS = (
    (ReleaseKind.EDITION, "editions", "edition.toml"),
    (ReleaseKind.MAPPING, "mappings", "mapping.toml"),
)


@final
@frozen(kw_only=True)
class Draft:
    """Hold where the draft of an edition or a mapping lies.

    ``id`` is the name of its folder, which the draft itself should have as its id too. ``path`` leads to it
    from the framework's folder, and ``owner`` is the distribution, or that folder, for messages.
    """

    kind: ReleaseKind
    id: str
    owner: str
    path: str
    file: Traversable = field(repr=False)

    @property
    def name(self) -> str:
        """Return the file with its owner, for messages."""
        return f"{self.owner}: {self.path}"

    @property
    def short_name(self) -> str:
        """Return the name under which the registry tells what is wrong with what is installed."""
        return f"{self.owner}: {self.id}/{self.file.name}"

    def text(self) -> str:
        """Return what stands in the file; raise ``InputError`` where it is no text."""
        return decode_text(self.file.read_bytes(), self.name)


def drafts_in(folder: Traversable, owner: str) -> Iterator[Draft]:
    """Iterate over the drafts in a framework's folder: editions, then mappings, in order of their ids."""
    for kind, folder_name, file_name in _FOLDERS:
        kind_folder = folder.joinpath(folder_name)
        if not kind_folder.is_dir():
            continue
        for child in sorted(kind_folder.iterdir(), key=lambda child: child.name):
            file = child.joinpath(file_name)
            if child.is_dir() and file.is_file():
                path = f"{folder_name}/{child.name}/{file_name}"
                yield Draft(kind=kind, id=child.name, owner=owner, path=path, file=file)


def folder_problems(
    identifier: object, folder: str, file: str, kind: ReleaseKind = ReleaseKind.EDITION
) -> list[Problem]:
    """Return the problem of a file that does not lie in the folder of its id, as far as that is a text.

    >>> folder_problems("se-2016", "se-2016", "edition.toml")
    []
    """
    if not isinstance(identifier, str) or identifier == folder:
        return []
    # A mapping states no id: it has one by the editions that it leads between.
    pointer = "/source" if kind is ReleaseKind.MAPPING else "/id"
    sentence = f"The id {identifier!r} is not the name of the folder, {folder!r}. Make them the same."
    return [Problem("bad-identifier", sentence, file, pointer)]
