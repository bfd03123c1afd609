"""The rules of an edition's maxima: which there are, that they add up, and whom items apply to."""

from collections.abc import Iterator, Mapping
from fractions import Fraction

from kompass_spec.model.edition_data import Data, children, items_of, sequence
from kompass_spec.model.problems import Problem
from kompass_spec.model.quantities import exact_text, quantity_of

__all__ = ["is_context", "weight_problems"]


def weight_problems(data: Data) -> Iterator[Problem]:
    """Find what is wrong with the maxima of an edition, given as plain data, and whom it applies to."""
    completeness = data.get("completeness")
    # Of an edition that has questions not even all maxima may be known; of one without, there may be none.
    incomplete = "questions" if any("/questions/" in pointer for pointer, *_ in items_of(data)) else "areas"
    for pointer, item, above in items_of(data):
        maximum = quantity_of(item.get("max"))
        if maximum is not None and maximum <= 0:
            sentence = f"A maximum of {exact_text(maximum)} points cannot be. Write more than 0."
            yield Problem("bad-maximum", sentence, pointer=f"{pointer}/max")
        if item.get("max") is None and completeness == "complete" and _needs_maximum(pointer, item):
            yield _missing_maximum(pointer, incomplete)
        if item.get("max") is not None and (is_context(item) or (above is not None and is_context(above))):
            sentence = (
                "A question that is not scored has no points, and neither have its criteria. Remove max, or"
                " scored = false."
            )
            yield Problem("unexpected-maximum", sentence, pointer=f"{pointer}/max")
        if completeness == "areas" and "/questions/" in pointer:
            sentence = (
                "An edition of completeness 'areas' has no questions. Call it 'questions', where all of them"
                " are known and not all maxima, or remove this one."
            )
            yield Problem("unexpected-question", sentence, pointer=pointer)
        yield from _sum_problems(pointer, item, maximum, completeness)
        yield from _kind_problems(pointer, item, above)
    yield from _completeness_problems(data, completeness)


def is_context(item: Data) -> bool:
    """Tell whether an item is a question that is asked for context and has no points."""
    return item.get("scored") is False


def _needs_maximum(pointer: str, item: Data) -> bool:
    """Tell whether a complete edition states the maximum of an item: of areas and scored questions."""
    return "/headings/" not in pointer and "/criteria/" not in pointer and not is_context(item)


def _missing_maximum(pointer: str, incomplete: str) -> Problem:
    context = (
        " A question that is asked for context alone has scored = false." if "/questions/" in pointer else ""
    )
    sentence = (
        "A complete edition states every maximum. Add max, or call the edition's completeness"
        f" {incomplete!r}.{context}"
    )
    return Problem("missing-maximum", sentence, pointer=pointer)


def _completeness_problems(data: Data, completeness: object) -> Iterator[Problem]:
    """Find areas and questions that are missing from an edition which is said to have them."""
    if completeness in ("complete", "questions", "areas") and data.get("areas", []) in ([], ()):
        sentence = (
            f"An edition of completeness '{completeness}' has areas. Add them, or call the completeness"
            " 'partial'."
        )
        yield Problem("missing-area", sentence, pointer="/areas")
    if completeness not in ("complete", "questions"):
        return
    for pointer, area in children(data, "", "areas"):
        if not any(not is_context(question) for _, question in children(area, pointer, "questions")):
            if sequence(area.get("questions")) and not list(children(area, pointer, "questions")):
                continue
            sentence = (
                f"{'A complete edition' if completeness == 'complete' else 'An edition of all questions'} has"
                " scored questions in every area. Add them, or call the completeness 'areas'."
            )
            yield Problem("missing-question", sentence, pointer=pointer)


def _sum_problems(
    pointer: str, item: Data, maximum: Fraction | None, completeness: object
) -> Iterator[Problem]:
    """Find parts whose maxima do not fit that of the whole, or leave less than there is below others."""
    if maximum is None:
        return
    # An item has either; what its parts leave is told of where they fit.
    sentence = (
        _sum_sentence(item, "questions", maximum, completeness)
        or _sum_sentence(item, "criteria", maximum, completeness)
        or _rest_sentence(item, maximum)
    )
    if sentence is not None:
        yield Problem("bad-sum", f"{sentence} Correct one of them.", pointer=pointer)


def _sum_sentence(item: Data, key: str, maximum: Fraction, completeness: object) -> str | None:
    """Say that the known maxima of the parts do not fit that of the whole."""
    weights = _weights(item, key)
    is_known = None not in weights
    added = _known_sum(item, key)
    if not added or (is_known and added == maximum):
        return None
    sentence = f"The {'' if is_known else 'known '}maxima of the {key} add up to {exact_text(added)}, "
    if is_known:
        return f"{sentence}not to {exact_text(maximum)}."
    if added > maximum:
        return f"{sentence}which is more than {exact_text(maximum)}."
    if added == maximum and completeness == "questions":
        return f"{sentence}which leaves nothing of {exact_text(maximum)} to those that are not known."
    return None


def _rest_sentence(item: Data, maximum: Fraction) -> str | None:
    """Say that known criteria of questions without a maximum are more than the other questions leave them."""
    questions = [question for _, question in children(item, "", "questions") if not is_context(question)]
    open_ended = [question for question in questions if quantity_of(question.get("max")) is None]
    added = sum((_known_sum(question, "criteria") for question in open_ended), Fraction(0))
    left = maximum - _known_sum(item, "questions")
    # Without any such criteria it is the maxima of the questions that are wrong, which is said by itself.
    if added <= left or not added:
        return None
    return (
        f"The known maxima of the criteria of questions without one add up to {exact_text(added)}, which is"
        f" more than the {exact_text(left)} that the other questions leave of {exact_text(maximum)}."
    )


def _known_sum(item: Data, key: str) -> Fraction:
    return sum((weight for weight in _weights(item, key) if weight is not None), Fraction(0))


def _weights(item: Data, key: str) -> list[Fraction | None]:
    """Return the maxima of the parts of an item that are scored, ``None`` where one is not known."""
    return [
        quantity_of(part.get("max")) if isinstance(part, Mapping) else None
        for part in sequence(item.get(key))
        if not (isinstance(part, Mapping) and is_context(part))
    ]


def _kind_problems(pointer: str, item: Data, above: Data | None) -> Iterator[Problem]:
    """Find kinds of organisation that stand twice, or that the area of a question does not apply to."""
    kinds = sequence(item.get("applies_to"))
    if len(set(map(str, kinds))) != len(kinds):
        sentence = "A kind of organisation stands twice here. Name each once."
        yield Problem("bad-applicability", sentence, pointer=f"{pointer}/applies_to")
    wider = sequence(above.get("applies_to")) if above is not None else ()
    outside = [str(kind) for kind in kinds if wider and kind not in wider]
    if outside:
        sentence = (
            f"The area does not apply to every kind of organisation that this names: {', '.join(outside)}."
            " Remove it here, or add it to the area."
        )
        yield Problem("bad-applicability", sentence, pointer=f"{pointer}/applies_to")
