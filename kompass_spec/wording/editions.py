"""Say in the reader's language how much of an edition is known, and what can be done because of it."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from kompass_spec.model.edition import Area, Completeness, Edition
from kompass_spec.model.library import Library
from kompass_spec.wording.wording import Wording, message, wording_for

if TYPE_CHECKING:  # what only lists editions needs no assessments
    from kompass_spec.model import Assessment

__all__ = [
    "describe_completeness",
    "describe_known",
    "editions_data",
    "editions_of",
    "explain_known",
    "limits_of",
    "list_heads",
    "scored_by",
]


def scored_by(edition: Edition) -> str | None:
    """Return the finest level that results on an edition are scored by: ``question`` or ``area``.

    Return ``None`` where nothing can be scored.

    >>> from kompass_spec import load_registry
    >>> registry = load_registry()
    >>> [scored_by(registry[name]) for name in ("se-2002", "se-2010", "se-2016")]
    [None, 'area', 'question']
    """
    if edition.completeness is Completeness.COMPLETE:
        return "question"
    return "area" if edition.max is not None else None


def _is_weighed(area: Area) -> bool:
    """Tell whether the maxima of all questions of an area are known, so that it can be scored by them."""
    return bool(area.parts) and all(question.max is not None for question in area.parts)


def describe_known(edition: Edition, wording: Wording) -> str:
    """Return how much of an edition is known, as the beginning of a sentence.

    >>> from kompass_spec import load_registry
    >>> from kompass_spec.wording.wording import wording_for
    >>> describe_known(load_registry()["se-2002"], wording_for("sv"))
    'Bara en del av den här versionen är känd (1 område, 0 delfrågor)'
    """
    if edition.completeness is Completeness.COMPLETE:
        return wording.say("All questions of this edition and all maxima are known")
    if edition.completeness is Completeness.QUESTIONS:
        return wording.say("All questions of this edition are known, but not all maxima")
    if edition.completeness is Completeness.AREAS:
        return wording.say("Only the areas of this edition are known, not its questions")
    return wording.say(
        "Only a part of this edition is known ({areas}, {questions})",
        areas=wording.count("{number} area", "{number} areas", len(edition.areas)),
        questions=wording.count("{number} question", "{number} questions", len(edition.questions)),
    )


def explain_known(edition: Edition, wording: Wording) -> str:
    """Return in one sentence how much of an edition is known, and what can and cannot be done because of it.

    >>> from kompass_spec import load_registry
    >>> from kompass_spec.wording.wording import wording_for
    >>> sentence = explain_known(load_registry()["se-2010"], wording_for("en"))
    >>> sentence[:62], sentence[-27:]
    ('Only the areas of this edition are known, not its questions: r', 'total, but not by question.')
    """
    sentences = {
        "question": message(
            "{known}: results can be scored, compared and converted by question, by area and in total."
        ),
        "area": message(
            "{known}: results can be scored, compared and converted by area and in total, but not by"
            " question."
        ),
        "some questions": message(
            "{known}: results can be scored, compared and converted by area and in total, and by question in"
            " the areas of which all maxima are known."
        ),
        None: message(
            "{known}, and the maximum of the total is not known: printed figures can be read and kept, but"
            " nothing can be scored, compared or converted."
        ),
    }
    by = scored_by(edition)
    if by == "area" and any(map(_is_weighed, edition.areas)):
        by = "some questions"
    return wording.say(sentences[by], known=describe_known(edition, wording))


def describe_completeness(completeness: Completeness, wording: Wording) -> str:
    """Return in one word how much of an edition is known."""
    words = {
        Completeness.COMPLETE: message("complete"),
        Completeness.QUESTIONS: message("questions"),
        Completeness.AREAS: message("areas"),
        Completeness.PARTIAL: message("partial"),
    }
    return wording.say(words[completeness])


def list_heads(wording: Wording) -> tuple[str, ...]:
    """Return the heads of a list of editions.

    >>> from kompass_spec.wording.wording import wording_for
    >>> list_heads(wording_for("en"))[:3]
    ('edition', 'release', 'in use')
    """
    say = wording.say
    return (
        say("edition"),
        say("release"),
        say("in use"),
        say("known"),
        say("areas"),
        say("questions"),
        say("publisher"),
    )


def editions_of(assessments: "Iterable[Assessment]", registry: Library) -> tuple[Edition, ...]:
    """Return the editions that assessments are on, each once, in their order, where they are installed."""
    keys = dict.fromkeys(assessment.release_key for assessment in assessments)
    return tuple(registry[key] for key in keys if key in registry)


def limits_of(editions: Iterable[Edition], wording: Wording | None = None) -> list[str]:
    """Return a line for every sentence on editions that are not known whole, with the ids that it holds for.

    They are in English unless another ``wording`` is given.

    >>> from kompass_spec import load_registry
    >>> registry = load_registry()
    >>> for line in limits_of(registry[name] for name in ("se-2002", "se-2010", "se-2016", "se-2020")):
    ...     print(line[:63])
    se-2002: Only a part of this edition is known (1 area, 0 questi
    se-2010, se-2020: Only the areas of this edition are known, not
    """
    ids_by_sentence: dict[str, list[str]] = {}
    for edition in editions:
        if scored_by(edition) != "question":
            sentence = explain_known(edition, wording or wording_for("en"))
            ids = ids_by_sentence.setdefault(sentence, [])
            ids.extend([] if edition.id in ids else [edition.id])
    return [f"{', '.join(ids)}: {sentence}" for sentence, ids in ids_by_sentence.items()]


def editions_data(editions: Iterable[Edition]) -> list[dict[str, Any]]:
    """Return for JSON how much of every edition is known, by what it is scored, and what that means."""
    return [
        {
            "id": edition.id,
            "release": edition.release,
            "completeness": edition.completeness.value,
            "scored_by": scored_by(edition),
            "known": explain_known(edition, wording_for("en")),
        }
        for edition in editions
    ]
