"""Plan to join two branches that have both released: what was published stays, and the rest follows it."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from kompass_spec.documents.structure import unstructure
from kompass_spec.model.difference import Difference
from kompass_spec.model.problems import InputError, Problem
from kompass_spec.registry.entry_rules import entry_problems
from kompass_spec.registry.ledger import LEDGER, Action, Entry, Ledger, digest_of, parse_ledger
from kompass_spec.releases.conflicts import sides_of
from kompass_spec.releases.joined_releases import Releases, version_sentence
from kompass_spec.releases.own_entries import OwnEntry, branch_of, own_entries
from kompass_spec.releases.publication import CHANGELOG, release_notes
from kompass_spec.releases.published_branch import PublishedBranch, is_merging, published_branch
from kompass_spec.releases.signatures import stale_signatures
from kompass_spec.releases.versions import diff_contents

__all__ = ["Joining", "joining_data", "plan_joining"]

_BEFORE_HEADING = "\n## "


class Joining(NamedTuple):
    """Hold what a joining would do.

    ``joined`` are the entries of this branch as they stand after those of the ``published`` one, and
    ``left_out`` those that say what it says already. ``copied`` are the releases to be taken over from it,
    ``stale`` the signatures of heads that the ledger does not lead through any more. ``before`` and
    ``content`` are the bytes of the ledger.
    """

    folder: Path
    published: PublishedBranch
    before: bytes
    content: bytes
    joined: tuple[Entry, ...]
    left_out: tuple[Entry, ...]
    copied: dict[str, bytes]
    changelog: str
    stale: tuple[str, ...]

    @property
    def head(self) -> str:
        """Return the digest of the last line that the ledger then has."""
        return digest_of(self.content.splitlines(keepends=True)[-1])


def plan_joining(folder: Path, published: str, *, date: str | None = None) -> Joining:
    """Return the plan to put the entries of this branch after those of a published one; nothing is written.

    ``published`` names that branch: the folder of a checkout, or a revision of git. The ledger in ``folder``
    may have git's marks of a conflict. An entry whose day would go back gets the day ``date``. Raise
    ``InputError`` where the two cannot be joined, ``UsageError`` where there is no such branch.
    """
    if is_merging(folder):
        raise InputError([_two_parents(folder, published)])
    branch = published_branch(published, folder)
    before = (folder / LEDGER).read_bytes() if (folder / LEDGER).is_file() else b""
    sides = [branch_of(side, str(folder / LEDGER)) for side in dict.fromkeys(sides_of(before))]
    there = branch_of(branch.content, f"{published}: {LEDGER}")
    own, left_out = own_entries(sides, there, branch.name)
    releases = Releases(folder, branch)
    problems = list(releases.published_problems({one.entry.file for one in own}))
    joined: list[OwnEntry] = []
    notes: list[str] = []
    changelog = _changelog(folder / CHANGELOG)
    for one in own:
        earlier = Ledger(entries=(*branch.ledger.entries, *(done.entry for done in joined)))
        head = digest_of(joined[-1].line()) if joined else branch.ledger.head
        placed = one.after(head, _day_of(one.entry, earlier, date))
        problems += _entry_problems(placed.entry, one, earlier, releases, folder)
        joined.append(placed)
        if not problems:
            notes.append(_notes(placed.entry, one, earlier, releases, changelog))
    if branch.changelog is None:
        sentence = f"{published} has no {CHANGELOG} beside its ledger, to which this branch's is to be added."
        problems.append(Problem("no-file", sentence, CHANGELOG))
    if problems:
        raise InputError(dict.fromkeys(problems))
    content = b"".join((branch.content, *(one.line() for one in joined)))
    return Joining(
        folder=folder,
        published=branch,
        before=before,
        content=content,
        joined=tuple(one.entry for one in joined),
        left_out=tuple(one.entry for one in left_out),
        copied=releases.copied(),
        changelog="\n\n".join([(branch.changelog or b"").decode().rstrip("\n"), *notes]).rstrip("\n") + "\n",
        stale=tuple(stale_signatures(folder, parse_ledger(content))),
    )


def joining_data(plan: Joining) -> dict[str, Any]:
    """Return a plan as plain data for JSON."""
    return {
        "published": {"entries": len(plan.published.ledger.heads()), "head": plan.published.ledger.head},
        "joined": [unstructure(entry) for entry in plan.joined],
        "left_out": [unstructure(entry) for entry in plan.left_out],
        "copied": sorted(plan.copied),
        "stale_signatures": list(plan.stale),
        "head": plan.head,
        "changelog": plan.changelog,
    }


def _day_of(entry: Entry, earlier: Ledger, date: str | None) -> str:
    last = earlier.entries[-1].date if earlier.entries else entry.date
    # A day that says why it is unusual may go back.
    goes_back = entry.date < last and entry.day is None
    return date if date is not None and goes_back else entry.date


def _entry_problems(
    entry: Entry, own: OwnEntry, earlier: Ledger, releases: Releases, folder: Path
) -> Iterator[Problem]:
    """Find what does not fit of an entry after those of the published branch."""
    what = f"{entry.action.value} of {entry.id}@{entry.version}"
    where = str(folder / entry.file)
    if earlier.entries and entry.date < earlier.entries[-1].date and entry.day is None:
        sentence = (
            f"The day of the {what}, {entry.date}, is before that of the last entry of"
            f" {releases.branch.name}, {earlier.entries[-1].date}. Say with `date=DAY` on which day it is"
            " joined."
        )
        yield Problem("bad-date", sentence)
        return
    if entry.action is Action.RELEASE:
        handed_to = earlier.handed_to(entry.kind, entry.id)
        if handed_to is not None and own.before.handed_to(entry.kind, entry.id) is None:
            sentence = (
                f"{releases.branch.name} has handed {entry.id} over to {handed_to}, which publishes it now."
            )
            yield Problem("handed-over", sentence, where)
            return
        if releases.own_bytes(entry) is None:
            sentence = (
                f"The release {entry.id}@{entry.version} of this branch is missing or altered. Take it from"
                " the branch."
            )
            yield Problem("altered-release", sentence, where)
            return
        unfit = version_sentence(entry, own.before, earlier, releases)
        if unfit is not None:
            yield Problem("wrong-version", unfit, where)
            return
    for sentence in entry_problems(entry, earlier.entries):
        unfit = f"The {what} cannot follow what {releases.branch.name} says. {sentence}"
        yield Problem("bad-entry", unfit, where)


def _notes(entry: Entry, own: OwnEntry, earlier: Ledger, releases: Releases, changelog: str) -> str:
    """Return the section of the changelog: as it was written, unless it follows another release now."""
    before = earlier.releases(entry.kind, entry.id)[-1:]
    if own.before.releases(entry.kind, entry.id)[-1:] == before:
        written = _heading(own.entry)
        for section in changelog.split(_BEFORE_HEADING)[1:]:
            heading, _, words = section.partition("\n")
            if f"## {heading}" == written:
                return f"{_heading(entry)}\n{words}".rstrip("\n")
    return release_notes(entry, _difference(entry, before, releases)).rstrip("\n")


def _heading(entry: Entry) -> str:
    return release_notes(entry, None).partition("\n")[0]


def _difference(entry: Entry, before: Sequence[Entry], releases: Releases) -> Difference | None:
    if entry.action is not Action.RELEASE or not before:
        return None
    one, other = releases.earlier_bytes(before[0]), releases.own_bytes(entry)
    return None if one is None or other is None else diff_contents(entry.kind, one, other)


def _changelog(file: Path) -> str:
    """Return the changelog of this branch as far as it can be read, both sides of a conflict."""
    try:
        return b"\n".join(dict.fromkeys(sides_of(file.read_bytes()))).decode()
    except (OSError, UnicodeDecodeError):
        return ""


def _two_parents(folder: Path, published: str) -> Problem:
    sentence = (
        "Git is in the middle of a merge, which would keep this branch's ledger in the history beside the"
        " joined one, so that one of them is rewritten for ever. Undo it with git merge --abort; then, on"
        f" {published}, take the branch in with git merge --squash, and join."
    )
    return Problem("merge-in-progress", sentence, str(folder))
