"""The branch that was published: its ledger, changelog and releases, from a checkout or a revision of git."""

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from kompass_spec.model.problems import InputError, Problem, UsageError
from kompass_spec.registry.ledger import LEDGER, Ledger, parse_ledger
from kompass_spec.releases.publication import CHANGELOG
from kompass_spec.releases.version_control import git_output

__all__ = ["PublishedBranch", "is_merging", "published_branch"]


class PublishedBranch(NamedTuple):
    """Hold a branch that was published: the name it was given, its ledger with its bytes, and its changelog.

    ``read`` returns the bytes of a file beside its ledger, ``None`` where there is none.
    """

    name: str
    ledger: Ledger
    content: bytes
    changelog: bytes | None
    read: Callable[[str], bytes | None]


def published_branch(name: str, folder: Path) -> PublishedBranch:
    """Return the branch that a name stands for: the folder of a checkout, its ledger, or a revision of git.

    A revision is one of the repository that ``folder``, the framework's, lies in. Raise ``UsageError`` where
    the name stands for nothing, ``InputError`` where its ledger is broken.
    """
    place = Path(name)
    if place.name == LEDGER and place.is_file():
        place = place.parent
    is_checkout = (place / LEDGER).is_file()
    read = _reader_of_folder(place) if is_checkout else _reader_of_revision(name, folder)
    content = read(LEDGER)
    if content is None:
        sentence = (
            f"{name!r} is neither the folder of a framework with a ledger nor a revision of git in which this"
            " framework has one. Name the branch that was published, such as main or origin/main, or the"
            " framework's folder in a checkout of it."
        )
        raise UsageError([Problem("wrong-usage", sentence)])
    ledger = parse_ledger(content, f"{name}: {LEDGER}")
    return PublishedBranch(name, ledger, content, read(CHANGELOG), read)


def is_merging(folder: Path) -> bool:
    """Tell whether git is in the middle of a merge there, whose commit would have two parents."""
    return git_output(folder, "rev-parse", "--quiet", "--verify", "MERGE_HEAD") is not None


def _reader_of_folder(place: Path) -> Callable[[str], bytes | None]:
    def read(file: str) -> bytes | None:
        path = place / file
        try:
            return path.read_bytes() if path.is_file() else None
        except OSError as error:
            sentence = f"The file cannot be read ({error.strerror})."
            raise InputError([Problem("unreadable-file", sentence, str(path))]) from None

    return read


def _reader_of_revision(name: str, folder: Path) -> Callable[[str], bytes | None]:
    # What begins with a hyphen would be an option to git, and what has a colon names a file.
    if name.startswith("-") or ":" in name:
        return lambda _: None
    return lambda file: git_output(folder, "cat-file", "blob", f"{name}:./{file}")
