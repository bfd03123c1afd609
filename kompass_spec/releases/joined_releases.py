"""The released files of two branches that are joined: the bytes of each, and the step that they make."""

from collections.abc import Collection, Iterator
from pathlib import Path

from kompass_spec.documents.disk import exists
from kompass_spec.model.problems import InputError, Problem
from kompass_spec.model.version import next_version
from kompass_spec.registry.ledger import Entry, Ledger, digest_of
from kompass_spec.releases.conflicts import sides_of
from kompass_spec.releases.published_branch import PublishedBranch
from kompass_spec.releases.step_rules import repeats_withdrawn
from kompass_spec.releases.versions import diff_contents, version_problems

__all__ = ["Releases", "version_sentence"]


class Releases:
    """Find the bytes of releases, here or on the published branch, and take over those that are not here."""

    def __init__(self, folder: Path, branch: PublishedBranch) -> None:
        self.folder = folder
        self.branch = branch
        self._copied: dict[str, bytes] = {}

    def copied(self) -> dict[str, bytes]:
        """Return the releases of the published branch that are not here, by their files."""
        return dict(self._copied)

    def published_problems(self, own: Collection[str]) -> Iterator[Problem]:
        """Find releases of the published branch that are neither here nor there as they were published.

        Of the files of this branch's ``own`` releases it is said elsewhere what they are.
        """
        for file, entry in {entry.file: entry for entry in self.branch.ledger.entries}.items():
            if self._here(entry) is not None:
                continue
            content = self.branch.read(file)
            if content is None or digest_of(content) != entry.sha256:
                sentence = f"The release {entry.id}@{entry.version} is missing there, or altered."
                yield Problem("altered-release", sentence, f"{self.branch.name}: {file}")
            elif file not in own and exists(self.folder / file):
                sentence = (
                    f"This is not the release {entry.id}@{entry.version} that {self.branch.name} has"
                    " published. Move it away, and join again."
                )
                yield Problem("altered-release", sentence, str(self.folder / file))
            else:
                self._copied[file] = content

    def own_bytes(self, entry: Entry) -> bytes | None:
        """Return the bytes of a release of this branch; ``None`` where they are not here unaltered."""
        return self._here(entry)

    def earlier_bytes(self, entry: Entry) -> bytes | None:
        """Return the bytes of a release of either branch."""
        return self._copied.get(entry.file) or self._here(entry)

    def _here(self, entry: Entry) -> bytes | None:
        """Return the bytes of a release in this folder, also of one side of a conflict; else ``None``."""
        try:
            content = (self.folder / entry.file).read_bytes()
        except OSError:
            return None
        # A release has no line feed at its end; between the marks of a conflict git adds one.
        sides = sides_of(content)
        held = (content, *(side.rstrip(b"\n") for side in sides))
        return next((candidate for candidate in held if digest_of(candidate) == entry.sha256), None)


def version_sentence(entry: Entry, before: Ledger, earlier: Ledger, releases: Releases) -> str | None:
    """Say that a release of this branch does not follow what was published meanwhile, and what to do.

    ``before`` is the ledger that it followed, ``earlier`` the one that it would follow.
    """
    last = earlier.releases(entry.kind, entry.id)[-1:]
    if not last or last == before.releases(entry.kind, entry.id)[-1:]:
        return None
    published = f"{entry.id}@{last[0].version}"
    one, other = releases.earlier_bytes(last[0]), releases.own_bytes(entry)
    if one is None or other is None:
        return None
    try:
        difference = diff_contents(entry.kind, one, other)
        withdrawn = repeats_withdrawn(entry) and earlier.withdrawn(entry.kind, entry.id, last[0].version)
        if not version_problems(
            entry.id, last[0].version, entry.version, difference, withdrawn=bool(withdrawn)
        ):
            return None
    except InputError as error:
        return str(error)
    meanwhile = f"{releases.branch.name} has released {published} meanwhile"
    if difference.step is None:
        return f"{meanwhile}, and {entry.id}@{entry.version} of this branch is the same. Leave it out."
    version = next_version(last[0].version, difference.step)
    return (
        f"{meanwhile}, which {entry.id}@{entry.version} of this branch does not follow. Take the ledger, the"
        f" changelog and the releases as {releases.branch.name} has them, and release the draft again as"
        f" {version}."
    )
