"""The head of a result: who was evaluated, when, by whom, and from which evidence."""

from collections.abc import Iterator

from kompass_spec.model import Assessment, EvidenceKind, Scorecard
from kompass_spec.model.sheet import Words
from kompass_spec.sheets.spoken import Spoken, shortened
from kompass_spec.wording.periods import describe_period

__all__ = ["evidence_of", "head_lines", "who_of"]

_NAMED = 4
"""How many evaluators a line names."""
_LONGEST = 80


def head_lines(card: Scorecard, spoken: Spoken) -> tuple[Words, ...]:
    """Return a line on when and by whom the evaluation was made, and one on its evidence."""
    return tuple(line for line in (_made(card, spoken), evidence_of(card.assessment, spoken)) if line)


def _made(card: Scorecard, spoken: Spoken) -> str:
    say, assessment = spoken.wording.say, card.assessment
    when = _when(assessment, spoken)
    who = who_of(card, spoken)
    if when and who:
        return say("Evaluated {when} by {who}.", when=when, who=who)
    if when:
        return say("Evaluated {when}.", when=when)
    if who:
        return say("Evaluated by {who}; the year is not stated.", who=who)
    return say("The year of the evaluation is not stated.")


def _when(assessment: Assessment, spoken: Spoken) -> str:
    period = assessment.period or (None if assessment.year is None else str(assessment.year))
    if period is None:
        return ""
    when = describe_period(period, spoken.wording)
    return spoken.wording.say("{when} (inferred)", when=when) if assessment.year_inferred else when


def who_of(card: Scorecard, spoken: Spoken) -> str:
    """Return the evaluators with their roles, which are left out where they are in another language."""
    with_roles = spoken.is_of_this_language(card)
    people = [
        shortened(f"{person.name}, {person.role}" if person.role and with_roles else person.name, _LONGEST)
        for person in card.assessment.evaluators
    ]
    if len(people) > _NAMED:
        others = spoken.wording.count("{number} more", "{number} more", len(people) - _NAMED)
        people = [*people[:_NAMED], others]
    return spoken.listed(people, are_long=any(", " in one for one in people)) if people else ""


def evidence_of(assessment: Assessment, spoken: Spoken) -> str:
    """Return in a sentence what the evaluation as a whole is based on, empty where nothing is said."""
    kinds = list(dict.fromkeys(_evidence(assessment, spoken)))
    return spoken.wording.say("Based on {evidence}.", evidence=spoken.listed(kinds)) if kinds else ""


def _evidence(assessment: Assessment, spoken: Spoken) -> Iterator[str]:
    say, count = spoken.wording.say, spoken.wording.count
    for seen in assessment.evidence:
        if seen.item is not None:
            continue
        if seen.kind is EvidenceKind.DOCUMENT:
            yield (
                say("documents")
                if seen.count is None
                else count("{number} document", "{number} documents", seen.count)
            )
        elif seen.kind is EvidenceKind.WEBSITE:
            yield say("the website")
        elif seen.count is None:
            yield say("interviews")
        elif seen.approximate:
            yield count(
                "an interview with about {number} person",
                "interviews with about {number} people",
                seen.count,
            )
        else:
            yield count("an interview with {number} person", "interviews with {number} people", seen.count)
