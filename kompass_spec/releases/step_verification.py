"""Verify the versions of releases: each is the one that the changes since the release before ask for."""

from collections.abc import Iterator
from importlib.resources.abc import Traversable
from typing import NamedTuple

from kompass_spec.documents.forms import FORM
from kompass_spec.model.problems import InputError, Problem
from kompass_spec.registry.ledger import Action, Entry, Ledger, ReleaseKind
from kompass_spec.releases.form_verification import is_newer
from kompass_spec.releases.step_rules import repeats_withdrawn, rules_of
from kompass_spec.releases.subjects import Subject, readable_bytes
from kompass_spec.releases.versions import released_by, version_problems

__all__ = ["step_problems"]


def step_problems(subject: Subject) -> Iterator[Problem]:
    """Find releases whose version is not the one that the changes since the release before ask for.

    That release counts whoever published it. Each is judged by the rules that it was made under; where this
    version does not know those, it is not judged.
    """
    for kind in ReleaseKind:
        for _, entries in subject.ledger.published(kind):
            own: Entry | None = None
            for entry in entries:
                before = _release_before(subject, entry, own)
                after = subject.bytes_of(entry)
                own = entry
                if before is not None and after is not None and entry.form <= FORM:
                    yield from _step_problems(subject, entry, before, after)


class _Before(NamedTuple):
    """Hold a release that another follows: its version and bytes, and whether it was withdrawn by then."""

    version: str
    content: bytes
    withdrawn: bool


def _release_before(subject: Subject, entry: Entry, own: Entry | None) -> _Before | None:
    """Return the release that another follows, whoever published it.

    ``own`` is the one before it in its own ledger. Return ``None`` where there is none, or none that can be
    read.
    """
    installed = released_by(entry.kind, entry.id, subject.registry)
    index = next((index for index, release in enumerate(installed) if release.entry == entry), None)
    if index is not None:
        before = installed[index - 1]
        if index == 0:
            return None
        # Whoever has handed an id over withdraws nothing of it afterwards.
        withdrawn = before.withdrawn is not None
        if before.entry in subject.ledger.entries:
            withdrawn = _was_withdrawn_before(subject.ledger, before.entry, entry)
        return _readable(before.folder, before.entry, withdrawn=withdrawn)
    if own is None:
        return None
    if _follows(subject.ledger, own, entry):
        withdrawn = _was_withdrawn_before(subject.ledger, own, entry)
        return _readable(subject.folder, own, withdrawn=withdrawn)
    subject.unchecked.append(
        f"{entry.id}@{entry.version}: the release that it follows, by another distribution, is not installed"
    )
    return None


def _readable(folder: Traversable, entry: Entry, *, withdrawn: bool) -> _Before | None:
    content = readable_bytes(folder, entry)
    return None if content is None else _Before(entry.version, content, withdrawn)


def _was_withdrawn_before(ledger: Ledger, release: Entry, later: Entry) -> bool:
    """Tell whether a ledger withdrew a release before it published a later one."""
    earlier = ledger.entries[: ledger.entries.index(later)]
    return Ledger(entries=earlier).withdrawn(release.kind, release.id, release.version) is not None


def _step_problems(subject: Subject, entry: Entry, before: _Before, after: bytes) -> Iterator[Problem]:
    rules = subject.rules.get(rules_of(entry))
    if rules is None or is_newer(after):
        return
    version = before.version
    if is_newer(before.content):
        subject.unchecked.append(
            f"{entry.id}@{entry.version}: its step, because the release that it follows, {version}, is of a"
            " newer form"
        )
        return
    try:
        difference = rules(entry.kind, before.content, after)
        withdrawn = before.withdrawn and repeats_withdrawn(entry)
        problems = version_problems(entry.id, version, entry.version, difference, withdrawn=withdrawn)
    except InputError as error:
        problems = list(error.problems)
    yield from (problem.in_file(subject.file_of(entry)) for problem in problems)


def _follows(ledger: Ledger, before: Entry, after: Entry) -> bool:
    """Tell whether one release follows another within a ledger: the id was nobody else's between them."""
    between = ledger.entries[ledger.entries.index(before) + 1 : ledger.entries.index(after)]
    actions = [entry.action for entry in between if (entry.kind, entry.id) == (after.kind, after.id)]
    return actions.count(Action.HAND_OVER) == actions.count(Action.TAKE_BACK)
