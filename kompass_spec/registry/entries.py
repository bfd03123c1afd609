"""The entries of a ledger: what each does, what is released by it, and the line that it stands on."""

from collections.abc import Mapping
from enum import Enum
from types import NoneType
from typing import Any, NamedTuple, final

from attrs import frozen

from kompass_spec.documents.canonical import canonical_bytes
from kompass_spec.documents.forms import FIRST, FORM, form_of
from kompass_spec.model.version import is_version

__all__ = [
    "Action",
    "Entry",
    "ReleaseKind",
    "UnknownEntry",
    "entry_line",
    "entry_of",
    "further_keys",
    "is_line_of",
]

_TEXTS = ("id", "version", "sha256", "file", "date", "previous")
_TEXTS_OR_NOTHING = ("reason", "to")
_KEYS = frozenset({"action", "kind", "reviewed_by", *_TEXTS, *_TEXTS_OR_NOTHING})
_SINCE_FORM_2: Mapping[str, tuple[type, ...]] = {
    "form": (int,),
    "core": (str,),
    "rules": (int,),
    "after": (str, NoneType),
    "day": (str, NoneType),
}
"""The keys that an entry of form 2 has beside those of form 1, and what stands there."""

_NOTHING: Mapping[str, Any] = {}
_STABLE = ("action", "kind", *_TEXTS)
"""The keys whose meaning is the same in every form that there will be, beside ``form`` and ``core``.

So are ``to``, ``reason`` and ``after``, where they are texts.
"""


@final
class Action(Enum):
    """Say what an entry does.

    ``release`` publishes; ``withdraw`` takes a release back, which stays loadable by its exact version and
    says so; ``hand-over`` gives an id to another distribution, which then publishes the releases to come;
    ``take-back`` undoes a hand-over, as long as that distribution has published nothing of the id.
    """

    RELEASE = "release"
    WITHDRAW = "withdraw"
    HAND_OVER = "hand-over"
    TAKE_BACK = "take-back"


@final
class ReleaseKind(Enum):
    """Name what is released: an edition, a mapping, a golden scorecard, or vectors.

    A golden scorecard is one that any later scorer must reproduce. Vectors are the inputs of one topic with
    what must come of them, for implementations in any language.
    """

    EDITION = "edition"
    MAPPING = "mapping"
    SCORECARD = "scorecard"
    VECTORS = "vectors"


_ACTIONS = frozenset(action.value for action in Action)
_KINDS = frozenset(kind.value for kind in ReleaseKind)


@final
@frozen(kw_only=True)
class Entry:
    """Hold one entry of a ledger.

    ``sha256`` is the digest of the released file's bytes, ``file`` its name beside the ledger, ``date`` the
    day that was given as an argument, ``previous`` the digest of the entry's line before this one. Of a
    hand-over ``to`` is the distribution that the id is given to; of that and of a take-back ``version`` is
    the last release before it.

    ``form`` is the form of the entry. From form 2 on, ``core`` is the least version of kompass-spec that
    reads the entry and what it releases, and ``rules`` the number of the rules of steps that it was made
    under. ``after`` is the head of the ledger of whoever handed the id over, in the first entry that follows
    from that, and ``day`` the reason for a day that needs one. An entry of form 1 has none of them.
    """

    action: Action
    kind: ReleaseKind
    id: str
    version: str
    sha256: str
    file: str
    date: str
    reviewed_by: tuple[str, ...]
    previous: str
    reason: str | None = None
    to: str | None = None
    form: int = FIRST
    core: str | None = None
    rules: int | None = None
    after: str | None = None
    day: str | None = None


class UnknownEntry(NamedTuple):
    """Hold what an entry of a newer form says to every version, where it does what this one does not know."""

    action: str
    kind: str
    id: str
    version: str
    sha256: str
    file: str
    date: str
    previous: str
    form: int
    core: str | None


def entry_line(entry: Entry, further: Mapping[str, Any] = _NOTHING) -> bytes:
    """Return the line of an entry as it stands in the ledger, with its line feed.

    ``further`` are optional keys that this version does not know, with what stands there.
    """
    return canonical_bytes({**further, **_entry_data(entry)}) + b"\n"


def _entry_data(entry: Entry) -> dict[str, object]:
    data: dict[str, object] = {name: getattr(entry, name) for name in (*_TEXTS, *_TEXTS_OR_NOTHING)}
    data |= {"action": entry.action.value, "kind": entry.kind.value, "reviewed_by": list(entry.reviewed_by)}
    if entry.form != FIRST:
        data |= {name: getattr(entry, name) for name in _SINCE_FORM_2}
    return data


def is_line_of(entry: Entry | UnknownEntry, line: bytes, data: Mapping[str, Any]) -> bool:
    """Tell whether a line is written as ``kompass release`` writes the entry that ``data`` describe.

    Of a form that this version does not read nothing is known of that.
    """
    if isinstance(entry, UnknownEntry) or entry.form > FORM:
        return True
    further = {key: data[key] for key in further_keys(data)}
    try:
        return entry_line(entry, further) == line
    except ValueError:  # what stands at a further key has no canonical form
        return False


def further_keys(data: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the optional keys of an entry that a later version knows and this one does not.

    Of a newer form there are none, because there anything may be another.

    >>> further_keys({"form": 2, "id": "se-2016", "colour": "red"}), further_keys({"colour": "red"})
    (('colour',), ())
    """
    if not FIRST < form_of(data) <= FORM:
        return ()
    return tuple(sorted(data.keys() - _KEYS - _SINCE_FORM_2.keys()))


def entry_of(data: Any) -> Entry | UnknownEntry:
    """Return the entry that plain data describes; raise ``ValueError`` where it describes none.

    Optional keys that this version does not know are passed over from form 2 on. Of a newer form only that is
    read whose meaning is the same in every form.
    """
    if form_of(data) > FORM:
        return _newer_entry(data)
    if further := further_keys(data) if isinstance(data, dict) else ():
        data = {key: value for key, value in data.items() if key not in further}
    if _is_entry(data):
        return Entry(
            **{
                **data,
                "action": Action(data["action"]),
                "kind": ReleaseKind(data["kind"]),
                "reviewed_by": tuple(data["reviewed_by"]),
            }
        )
    # Imported only to say what is wrong: it takes longer to import than a ledger takes to read.
    from kompass_spec.documents.structure import structure

    return structure(data, Entry)


def _newer_entry(data: Mapping[str, Any]) -> Entry | UnknownEntry:
    """Return what an entry of a newer form says to every version; raise ``ValueError`` where it does not."""
    wrong = [name for name in _STABLE if not isinstance(data.get(name), str)]
    if wrong:
        raise ValueError(f"what every form has in common is no text here: {', '.join(wrong)}")
    texts = {name: data[name] for name in _TEXTS}
    core = data.get("core")
    known = {**texts, "form": data["form"], "core": core if _is_core(core) else None}
    to = data.get("to") if isinstance(data.get("to"), str) else None
    if (
        data["action"] not in _ACTIONS
        or data["kind"] not in _KINDS
        or (data["action"] == Action.HAND_OVER.value and to is None)
    ):
        return UnknownEntry(**known, action=data["action"], kind=data["kind"])
    reason, after = data.get("reason"), data.get("after")
    if data["action"] == Action.WITHDRAW.value and not isinstance(reason, str):
        reason = f"The reason is written in form {data['form']}, which this version does not read."
    return Entry(
        **known,
        action=Action(data["action"]),
        kind=ReleaseKind(data["kind"]),
        reviewed_by=(),
        reason=reason if isinstance(reason, str) else None,
        to=to,
        after=after if isinstance(after, str) else None,
    )


def _is_core(core: object) -> bool:
    return isinstance(core, str) and is_version(core)


def _is_entry(data: Any) -> bool:
    """Tell whether plain data have the keys of an entry, each with a value of its type."""
    if not isinstance(data, dict) or not _has_keys_of_its_form(data):
        return False
    reviewed_by = data.get("reviewed_by")
    return (
        all(isinstance(data.get(name), str) for name in _TEXTS)
        and all(isinstance(data.get(name), (str, NoneType)) for name in _TEXTS_OR_NOTHING)
        and isinstance(reviewed_by, list)
        and all(isinstance(name, str) for name in reviewed_by)
        and _is_named(data.get("action"), _ACTIONS)
        and _is_named(data.get("kind"), _KINDS)
    )


def _has_keys_of_its_form(data: Mapping[str, Any]) -> bool:
    """Tell whether an entry has just the keys of form 1, or all those of form 2."""
    if data.keys() <= _KEYS:
        return True
    return data.keys() <= _KEYS | _SINCE_FORM_2.keys() and all(
        name in data and type(data[name]) in kinds for name, kinds in _SINCE_FORM_2.items()
    )


def _is_named(value: Any, names: frozenset[str]) -> bool:
    # What cannot be hashed, such as a list, is in no set.
    return isinstance(value, str) and value in names
