"""Say how much of an edition is known, and what can and cannot be done because of it, in the reader's language."""

from kompass_spec.model.edition import Completeness, Edition
from kompass_spec.wording import Wording, message

__all__ = ["describe_known", "explain_known", "scored_by"]


def scored_by(edition: Edition) -> str | None:
    """Return the finest level that results on an edition are scored by: ``question``, ``area``, or ``None`` for none.

    >>> from kompass_spec import load_registry
    >>> registry = load_registry()
    >>> [scored_by(registry[name]) for name in ("se-2002", "se-2010", "se-2016")]
    [None, 'area', 'question']
    """
    if edition.completeness is Completeness.COMPLETE:
        return "question"
    return "area" if edition.max is not None else None


def describe_known(edition: Edition, wording: Wording) -> str:
    """Return how much of an edition is known, as the beginning of a sentence.

    >>> from kompass_spec import load_registry
    >>> from kompass_spec.wording import wording_for
    >>> describe_known(load_registry()["se-2002"], wording_for("sv"))
    'Bara en del av den här utgåvan är känd (1 område, 0 delfrågor)'
    """
    if edition.completeness is Completeness.COMPLETE:
        return wording.say("All questions of this edition and all maxima are known")
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
    >>> from kompass_spec.wording import wording_for
    >>> explain_known(load_registry()["se-2010"], wording_for("en"))
    'Only the areas of this edition are known, not its questions: results can be scored, compared and converted by area and in total, but not by question.'
    """
    sentences = {
        "question": message(
            "{known}: results can be scored, compared and converted by question, by area and in total."
        ),
        "area": message(
            "{known}: results can be scored, compared and converted by area and in total, but not by"
            " question."
        ),
        None: message(
            "{known}, and the maximum of the total is not known: printed figures can be read and kept, but"
            " nothing can be scored, compared or converted."
        ),
    }
    return wording.say(sentences[scored_by(edition)], known=describe_known(edition, wording))
