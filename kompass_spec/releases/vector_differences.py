"""Tell two releases of a topic's conformance vectors apart, and the version step that the changes make."""

from collections.abc import Iterator, Mapping
from typing import Any

from kompass_spec.model.difference import Alteration, Difference, difference_of

__all__ = ["diff_vectors"]


def diff_vectors(one: Mapping[str, Any], other: Mapping[str, Any]) -> Difference:
    """Return what changed from one release of vectors to another, both as plain data.

    A vector that is removed, or that asks or expects something else, is a major step: who passed before may
    not pass now. A further vector is a minor step, and words and order are a patch.

    >>> before = {"vectors": [{"name": "a", "why": "It is so.", "expected": 1}]}
    >>> after = {"vectors": [{"name": "a", "why": "So it is.", "expected": 1}, {"name": "b"}]}
    >>> [change.kind for change in diff_vectors(before, after).changes]
    ['renoted', 'completed']
    """
    old, new = ({vector["name"]: vector for vector in document["vectors"]} for document in (one, other))
    changes = [
        *_gone_or_changed(old, new, one, other),
        *(_change("completed", f"The vector {name!r} is new.") for name in new if name not in old),
    ]
    if [name for name in old if name in new] != [name for name in new if name in old]:
        changes.append(_change("reordered", "The vectors stand in another order."))
    if _without_vectors(one) != _without_vectors(other):
        changes.append(_change("redescribed", "What is said of the topic, or with its vectors, changed."))
    return difference_of(changes)


def _gone_or_changed(
    old: Mapping[str, Any], new: Mapping[str, Any], before: Mapping[str, Any], after: Mapping[str, Any]
) -> Iterator[Alteration]:
    for name, vector in old.items():
        if name not in new:
            yield _change("removed", f"The vector {name!r} is no longer there.")
        elif _asked(vector, before) != _asked(new[name], after):
            yield _change("redefined", f"The vector {name!r} asks or expects something else.")
        elif vector != new[name]:
            yield _change("renoted", f"What is said of the vector {name!r} changed.")


def _without_vectors(document: Mapping[str, Any]) -> dict[str, Any]:
    """Return what a document says beside its vectors; what they name of it was compared with them."""
    return {
        key: value
        for key, value in document.items()
        if key not in {"vectors", "version"} and value is not None
    }


def _asked(vector: Mapping[str, Any], document: Mapping[str, Any]) -> dict[str, Any]:
    """Return a vector without its words, and with the editions that it names."""
    editions = document.get("editions", {})
    named = [vector[key] for key in ("edition", "source", "target") if key in vector]
    return {
        **{key: value for key, value in vector.items() if key != "why"},
        "editions": [editions.get(name) for name in named],
    }


def _change(kind: str, reason: str) -> Alteration:
    return Alteration(kind=kind, before=(), after=(), reason=reason)
