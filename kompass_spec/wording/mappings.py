"""Say in the reader's language what a mapping says of an item: what happened to it, and how alike it is."""

from collections.abc import Iterable

from kompass_spec.model.mapping import MappingStatus
from kompass_spec.model.mapping_parts import Change, Level, Link, Reading, Relation
from kompass_spec.wording.wording import Wording, message

__all__ = [
    "describe_changes",
    "describe_kinds",
    "describe_level",
    "describe_reading",
    "describe_relation",
    "describe_status",
]

_KINDS = {
    "same": message("unchanged"),
    "reworded": message("reworded"),
    "renamed": message("renamed"),
    "moved": message("moved"),
    "split": message("split"),
    "merged": message("merged"),
    "extended": message("extended"),
    "reduced": message("reduced"),
    "added": message("new"),
    "removed": message("removed"),
    "re-weighted": message("new maximum"),
    "re-sourced": message("sources changed"),
    "renoted": message("notes changed"),
    "re-aliased": message("other names changed"),
    "redescribed": message("description changed"),
    "reordered": message("order changed"),
    "corrected": message("wording corrected"),
    "translated": message("translated"),
    "untranslated": message("translation removed"),
    "heading added": message("new heading"),
    "context added": message("new question for context"),
    "guidance added": message("guidance added"),
    "guidance changed": message("guidance changed"),
    "scale added": message("scale added"),
    "weight added": message("maximum added"),
    "completed": message("completed"),
    "rescaled": message("scale changed"),
    "rescored": message("scored otherwise"),
    "re-addressed": message("asked of others"),
    "redefined": message("defined otherwise"),
}


def describe_kinds(kinds: Iterable[str], wording: Wording) -> str:
    """Return kinds of changes in words, each once, as a list; a kind that is not known stands as it is.

    >>> from kompass_spec.wording.wording import wording_for
    >>> describe_kinds(["renamed", "re-weighted"], wording_for("en"))
    'renamed, new maximum'
    """
    said = (wording.say(_KINDS[kind]) if kind in _KINDS else kind for kind in kinds)
    return ", ".join(dict.fromkeys(said))


def describe_changes(changes: Iterable[Change], wording: Wording) -> str:
    """Return what happened to an item from one edition to the other, as a list in words."""
    return describe_kinds((change.value for change in changes), wording)


def describe_relation(link: Link, wording: Wording) -> str:
    """Return how the content of a link's source stands to that of its target, in a few words.

    >>> from kompass_spec import load_registry
    >>> from kompass_spec.wording.wording import wording_for
    >>> link = load_registry().mappings()[0].links[0]
    >>> describe_relation(link, wording_for("en"))
    'judged comparable'
    """
    sentences = {
        Relation.EQUAL: message("the same content"),
        Relation.EQUIVALENT: message("judged comparable"),
        Relation.SUBSET_OF: message("a part of it"),
        Relation.SUPERSET_OF: message("holds all of it"),
        Relation.INTERSECTS: message("something in common"),
    }
    words = wording.say(sentences[link.relation])
    if link.assumed and link.relation is not Relation.EQUIVALENT:
        return wording.say("{relation}, on a judgement", relation=words)
    return words


def describe_reading(reading: Reading, wording: Wording) -> str:
    """Return whose reading a link is."""
    sentences = {
        Reading.PUBLISHER: message("said by the publisher"),
        Reading.AUTHORS: message("judged by the authors"),
    }
    return wording.say(sentences[reading])


def describe_status(status: MappingStatus, wording: Wording) -> str:
    """Return how far a mapping has come."""
    sentences = {
        MappingStatus.DRAFT: message("a draft by its authors"),
        MappingStatus.REVIEWED: message("reviewed by somebody else"),
    }
    return wording.say(sentences[status])


def describe_level(level: Level, wording: Wording) -> str:
    """Return what the items of a level are called."""
    sentences = {
        Level.AREAS: message("Areas"),
        Level.HEADINGS: message("Headings"),
        Level.QUESTIONS: message("Questions"),
        Level.CRITERIA: message("Criteria"),
    }
    return wording.say(sentences[level])
