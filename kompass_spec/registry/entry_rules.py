"""The rules of an entry after those before it in its ledger, apart from its place in the chain."""

import re
from collections.abc import Iterator, Sequence

from kompass_spec.documents.forms import FIRST, FORM
from kompass_spec.model.dates import is_date
from kompass_spec.model.version import is_version, version_key
from kompass_spec.registry.entries import Action, Entry, UnknownEntry

__all__ = ["entry_problems", "unversioned"]

_SHA256 = r"[0-9a-f]{64}"
_ID = r"[a-z0-9][a-z0-9.-]*"
_DISTRIBUTION = r"[A-Za-z0-9]([A-Za-z0-9._-]*[A-Za-z0-9])?"
_DAY = len("2026-03-01")


def unversioned(version: str) -> str:
    """Return the sentence that a text is not the version of a release."""
    return f"{version!r} is not a version of a release. Write three numbers, such as 1.0.0."


def entry_problems(entry: Entry | UnknownEntry, earlier: Sequence[Entry]) -> Iterator[str]:
    """Say what is wrong with an entry after those before it, apart from its place in the chain.

    Of a newer form only that is asked which holds in every form: where the file lies, the shape of the
    digest and of the day, and that the releases of an id rise.
    """
    if not is_version(entry.version):
        yield unversioned(entry.version)
        return
    yield from _file_problems(entry)
    yield from _day_problems(entry)
    if isinstance(entry, UnknownEntry) or entry.form > FORM:
        if isinstance(entry, Entry) and entry.action is Action.RELEASE:
            yield from _order_problems(entry, _released(entry, earlier))
        return
    yield from _form_problems(entry)
    yield from _unusual_day_problems(entry, earlier)
    yield from _review_problems(entry)
    namesakes = [before for before in earlier if before.id == entry.id and is_version(before.version)]
    yield from _kind_problems(entry, namesakes)
    history = [before for before in namesakes if before.kind is entry.kind]
    released = _released(entry, history)
    yield from _after_problems(entry, history)
    if entry.action is Action.RELEASE:
        yield from _order_problems(entry, released)
        return
    yield from _reason_problems(entry)
    if entry.action is Action.TAKE_BACK:
        yield from _take_back_problems(entry, history)
        return
    yield from _given_away_problems(entry, history)
    if entry.action is Action.HAND_OVER:
        yield from _hand_over_problems(entry, released)
    else:
        yield from _withdrawal_problems(entry, history, released)


def _released(entry: Entry, earlier: Sequence[Entry]) -> list[str]:
    """Return the versions of an id that were released before."""
    what = (Action.RELEASE, entry.kind, entry.id)
    return [before.version for before in earlier if (before.action, before.kind, before.id) == what]


def _form_problems(entry: Entry) -> Iterator[str]:
    if entry.form == FIRST:
        return
    if entry.core is None or not is_version(entry.core):
        yield "An entry names the least version of kompass-spec that reads it, such as 0.2.0."
    if entry.rules is None or entry.rules < 1:
        yield "An entry names the number of the rules of steps that it was made under, such as 1."


def _file_problems(entry: Entry | UnknownEntry) -> Iterator[str]:
    if not re.fullmatch(_ID, entry.id):
        yield (
            f"{entry.id!r} is not a name that a release can have. Write small letters a to z, digits, hyphens"
            " and dots, such as se-2016, and begin with a letter or a digit."
        )
    elif entry.file != f"releases/{entry.id}/{entry.version}.json":
        yield (
            f"{entry.file!r} does not lie where {entry.id}@{entry.version} lies, which is"
            f" releases/{entry.id}/{entry.version}.json."
        )
    if not re.fullmatch(_SHA256, entry.sha256):
        yield "The digest is not a SHA-256 in hexadecimal."


def _day_problems(entry: Entry | UnknownEntry) -> Iterator[str]:
    if not is_date(entry.date) or len(entry.date) != _DAY:
        yield f"{entry.date!r} is not a day. Write it like 2026-03-01."


def _unusual_day_problems(entry: Entry, earlier: Sequence[Entry]) -> Iterator[str]:
    """Find a day before that of the entry before it, without a reason."""
    if earlier and entry.date < earlier[-1].date and entry.day is None:
        yield (
            f"The day {entry.date} is before that of the entry before it, {earlier[-1].date}. Correct the"
            " date."
        )
    if entry.day is not None and not entry.day.strip():
        yield "The reason for an unusual day is empty."


def _review_problems(entry: Entry) -> Iterator[str]:
    if not entry.reviewed_by or not all(name.strip() for name in entry.reviewed_by):
        yield f"Nobody is named who reviewed {entry.id}@{entry.version}."


def _kind_problems(entry: Entry, namesakes: Sequence[Entry]) -> Iterator[str]:
    """Find that an id is used for two kinds, so that nobody could tell what it means."""
    other = next((before.kind for before in namesakes if before.kind is not entry.kind), None)
    if other is not None:
        yield (
            f"{entry.id!r} is the name of another release already, which is of the kind {other.value}. Choose"
            f" another name for what is of the kind {entry.kind.value}."
        )


def _order_problems(entry: Entry, released: Sequence[str]) -> Iterator[str]:
    if any(version_key(entry.version) <= version_key(version) for version in released):
        yield f"{entry.id}@{entry.version} does not come after the releases before it."


def _after_problems(entry: Entry, history: Sequence[Entry]) -> Iterator[str]:
    """Find that an entry says, or does not say, after which head of another ledger it comes.

    That stands in the first release of an id that was handed over: the first one here at all, or the one with
    which an id that was given away comes back.
    """
    if entry.form == FIRST:
        return
    is_given_away = bool(history) and history[-1].action is Action.HAND_OVER
    if entry.after is not None:
        if not re.fullmatch(_SHA256, entry.after):
            yield "The head that it comes after is not a SHA-256 in hexadecimal."
        if entry.action is not Action.RELEASE or (history and not is_given_away):
            yield (
                f"{entry.id}@{entry.version} does not follow from a hand-over, so it comes after the head of"
                " no other ledger."
            )
    elif entry.action is Action.RELEASE and is_given_away:
        yield (
            f"{entry.id} was handed over to {history[-1].to}, so its next release here says after which head"
            " of that ledger it comes."
        )


def _reason_problems(entry: Entry) -> Iterator[str]:
    if not entry.reason or not entry.reason.strip():
        yield f"A reason is missing: {entry.action.value} of {entry.id}@{entry.version}."


def _take_back_problems(entry: Entry, history: Sequence[Entry]) -> Iterator[str]:
    if entry.form == FIRST:
        yield "Entries of form 1 take nothing back."
    last = history[-1] if history else None
    if last is None or last.action is not Action.HAND_OVER:
        yield f"{entry.id} is taken back, but was not handed over before."
    elif last.version != entry.version:
        yield f"What is taken back was handed over after {last.version}, and this says {entry.version}."


def _given_away_problems(entry: Entry, history: Sequence[Entry]) -> Iterator[str]:
    """Find that something is said of an earlier release when the id is another's."""
    if history and history[-1].action is Action.HAND_OVER:
        # Only a further release may follow: of whom the id was handed back to.
        yield (
            f"{entry.id} was handed over to {history[-1].to}, so nothing more is said of it here until it is"
            " handed back and released again."
        )


def _hand_over_problems(entry: Entry, released: Sequence[str]) -> Iterator[str]:
    if entry.version not in released[-1:]:
        yield f"A hand-over names the last release, and {entry.id}@{entry.version} is not it."
    if not entry.to or not re.fullmatch(_DISTRIBUTION, entry.to):
        yield (
            f"A hand-over names the distribution that it is to, and {entry.to!r} is no name of a"
            " distribution. Write it as pip does, such as kompass-variant-is."
        )


def _withdrawal_problems(entry: Entry, history: Sequence[Entry], released: Sequence[str]) -> Iterator[str]:
    what = f"{entry.id}@{entry.version}"
    if entry.version not in released:
        yield f"{what} is withdrawn, but was never released."
    if any(before.action is Action.WITHDRAW and before.version == entry.version for before in history):
        yield f"{what} is withdrawn twice."
