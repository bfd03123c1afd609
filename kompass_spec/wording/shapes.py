"""Put into words what an edition asks of whom and how: what does not apply, levels, questions for context."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple, final

from kompass_spec.model import (
    TOTAL,
    Assessment,
    Criterion,
    Edition,
    Observation,
    Quantity,
    Question,
    Score,
    Scorecard,
)
from kompass_spec.model.applicability import Applicability, applicability
from kompass_spec.model.scorecard import code_order
from kompass_spec.wording.wording import Wording

if TYPE_CHECKING:  # few words are of published results
    from kompass_spec.model import Cohort

__all__ = [
    "ShownItem",
    "describe_levels",
    "describe_listed",
    "explain_by_share",
    "explain_mixed",
    "explain_nothing",
    "explain_out_of",
    "items_of",
    "left_out_of",
    "weakest_first",
]

_LISTED = 5
"""How many codes a sentence lists."""


@final
class ShownItem(NamedTuple):
    """Hold a question or a criterion as a table shows it: its score, where it has one, and how deep it lies.

    ``max`` is the maximum of what applies in points, ``None`` where that is not known, or the item is not
    ``scored`` and has no points.
    """

    code: str
    depth: int
    score: Score | None
    max: Fraction | None
    applies: bool = True
    scored: bool = True


def items_of(card: Scorecard, area: Score, edition: Edition | None) -> tuple[ShownItem, ...]:
    """Return the questions of an area with their criteria, those too that have no points.

    A criterion without a score is among them only where something is printed of it.

    >>> from pathlib import Path
    >>> from kompass_spec import load_registry, score_path
    >>> card = score_path(Path("docs/examples/ornskoldsvik-2017.md")).scorecards[0]
    >>> [item.code for item in items_of(card, card["2"], load_registry()["se-2016"])]
    ['2.1', '2.2', '2.3', '2.4', '2.5']
    """
    asked = edition.item(area.code) if edition is not None and area.code in edition else None
    questions: Sequence[Question] = getattr(asked, "questions", ())
    if edition is None or not questions:
        return tuple(
            ShownItem(score.code, score.code.count(".") - 1, score, score.max, applies=score.applies)
            for part in area.parts
            for score in part.walk()
        )
    return tuple(_asked(card, area, questions, _applying(card, edition)))


def _asked(
    card: Scorecard, area: Score, questions: Sequence[Question], what: Applicability
) -> Iterator[ShownItem]:
    scores = {score.code: score for score in area.walk()}
    printed = {seen.item for seen in card.assessment.observations}
    for question in questions:
        yield _shown(question, 0, scores, what, scored=question.scored)
        for criterion in question.criteria:
            if criterion.code in scores or criterion.code in printed:
                yield _shown(criterion, 1, scores, what, scored=question.scored)


def _shown(
    item: Question | Criterion,
    depth: int,
    scores: Mapping[str, Score],
    what: Applicability,
    *,
    scored: bool,
) -> ShownItem:
    score = scores.get(item.code)
    return ShownItem(
        code=item.code,
        depth=depth,
        score=score,
        max=score.max if score is not None else what.max(item.code),
        applies=score.applies if score is not None else what.applies(item.code),
        scored=scored,
    )


def _applying(card: Scorecard, edition: Edition) -> Applicability:
    assessment = card.assessment
    named = {printed.item for printed in assessment.not_applicable}
    return applicability(edition, assessment.organisation.kind, named)


def weakest_first(items: Sequence[ShownItem]) -> tuple[ShownItem, ...]:
    """Return questions by points surely lost, most first, each with its criteria; last those without points.

    >>> one, other = (
    ...     Score(code=code, low=low, high=low, max=10) for code, low in (("2.1", 9), ("2.2", 4))
    ... )
    >>> items = [ShownItem("2.1", 0, one, one.max), ShownItem("2.2", 0, other, other.max)]
    >>> [item.code for item in weakest_first(items)]
    ['2.2', '2.1']
    """
    groups: list[list[ShownItem]] = []
    for item in items:
        if item.depth == 0 or not groups:
            groups.append([])
        groups[-1].append(item)

    def lost(group: Sequence[ShownItem]) -> tuple[bool, Fraction, tuple[tuple[int, str], ...]]:
        score = group[0].score
        return score is None, -score.lost if score is not None else Fraction(0), code_order(group[0].code)

    return tuple(item for group in sorted(groups, key=lost) for item in group)


def left_out_of(card: Scorecard, edition: Edition, code: str = TOTAL) -> tuple[str, ...]:
    """Return the codes of what does not apply of an item of a result, the highest of them.

    >>> from pathlib import Path
    >>> from kompass_spec import load_registry, score_path
    >>> card = score_path(Path("docs/examples/ornskoldsvik-2017.md")).scorecards[0]
    >>> left_out_of(card, load_registry()["se-2016"])
    ()
    """
    return tuple(_applying(card, edition).left_out_of(edition if code == TOTAL else edition.item(code)))


def explain_out_of(card: Scorecard, edition: Edition | None, wording: Wording) -> str:
    """Return of how many points a total is, and why of no more where something does not apply.

    >>> from pathlib import Path
    >>> from attrs import evolve
    >>> from kompass_spec import NotApplicable, load_registry, score_assessment, score_path
    >>> from kompass_spec.wording.wording import wording_for
    >>> made = score_path(Path("docs/examples/ornskoldsvik-2017.md")).scorecards[1].assessment
    >>> made = evolve(made, observations=(), not_applicable=(NotApplicable(item="2"),))
    >>> registry = load_registry()
    >>> explain_out_of(score_assessment(made), registry[made.edition], wording_for("en"))
    'of 700 points, because 2 does not apply'
    """
    maximum = wording.number(card.total.max)
    codes = () if edition is None else left_out_of(card, edition)
    if not codes:
        return wording.say("of {maximum} points", maximum=maximum)
    return wording.count(
        "of {maximum} points, because {codes} does not apply",
        "of {maximum} points, because {codes} do not apply",
        len(codes),
        maximum=maximum,
        codes=describe_listed(codes, wording),
    )


def explain_nothing(card: Scorecard, wording: Wording) -> str:
    """Return that nothing of the edition applies to the organisation of a result, in a sentence.

    >>> from kompass_spec import Organisation
    >>> from kompass_spec.wording.wording import wording_for
    >>> assessment = Assessment(edition="xx-2020", organisation=Organisation(name="A", kind=None))
    >>> total = Score(code="total", low=0, high=0, max=0, applies=False)
    >>> explain_nothing(Scorecard(assessment=assessment, total=total), wording_for("en"))
    'Nothing of the edition applies to A.'
    """
    name = card.assessment.organisation.name
    return wording.say("Nothing of the edition applies to {name}.", name=name)


def describe_listed(codes: Sequence[str], wording: Wording) -> str:
    """Return codes as they stand in a sentence, the first few of them and how many more there are.

    >>> from kompass_spec.wording.wording import wording_for
    >>> describe_listed(["2.3", "4.1"], wording_for("sv")), describe_listed("1234567", wording_for("en"))
    ('2.3 och 4.1', '1, 2, 3, 4, 5 and two more')
    """
    more = len(codes) - _LISTED
    if more > 0:
        listed = ", ".join(codes[:_LISTED])
        return wording.say("{listed} and {number} more", listed=listed, number=wording.numeral(more))
    *others, last = codes
    return wording.say("{listed} and {last}", listed=", ".join(others), last=last) if others else last


def describe_levels(
    code: str, assessment: Assessment, edition: Edition | None, wording: Wording
) -> tuple[str, ...]:
    """Return the levels that are printed of an item, on its scale and with what each is called.

    That is the label that the scale gives it, in the reader's language if possible, else the word that is
    printed for it.

    >>> from kompass_spec import Observation, Organisation, Quantity
    >>> from kompass_spec.wording.wording import wording_for
    >>> seen = Observation(item="2.3", quantity=Quantity.LEVEL, value=3, label="good")
    >>> assessment = Assessment(
    ...     edition="xx-2020", organisation=Organisation(name="A", kind=None), observations=(seen,)
    ... )
    >>> describe_levels("2.3", assessment, None, wording_for("en"))
    ('level 3 (good)',)
    """
    return tuple(
        dict.fromkeys(_level(seen, edition, wording) for seen in assessment.observed(code, Quantity.LEVEL))
    )


def _level(seen: Observation, edition: Edition | None, wording: Wording) -> str:
    scale = edition.scale_of(seen.item) if edition is not None else None
    value, label = wording.number(seen.value), seen.label
    if edition is None or scale is None:
        words = wording.say("level {value}", value=value)
    else:
        low, high = (wording.number(level.value) for level in (scale.levels[0], scale.levels[-1]))
        words = wording.say("level {value} of {low}–{high}", value=value, low=low, high=high)
        level = scale.level(seen.value)
        if level is not None and level.label is not None:
            label = level.label.in_language(wording.language, edition.language).words
    return words if label is None else f"{words} ({label})"


def explain_mixed(cards: Collection[Scorecard], edition: Edition | None, wording: Wording) -> tuple[str, ...]:
    """Return that the points of results on one edition are of different maxima, where they are.

    >>> from pathlib import Path
    >>> from kompass_spec import load_registry, score_path
    >>> from kompass_spec.wording.wording import wording_for
    >>> cards = score_path(Path("docs/examples/ornskoldsvik-2017.md")).scorecards[1:]
    >>> explain_mixed(cards, load_registry()["se-2010"], wording_for("en"))
    ()
    """
    if edition is None or len({left_out_of(card, edition) for card in cards}) < 2:  # noqa: PLR2004 - of two or more
        return ()
    return (
        wording.say(
            "Not the same applies in all of these, so their points are of different maxima: compare shares of"
            " what applies."
        ),
    )


def explain_by_share(cohort: "Cohort", wording: Wording) -> tuple[str, ...]:
    """Return how results count of which something does not apply, in a sentence, none where there is none."""
    if not cohort.by_share:
        return ()
    sentence = wording.say(
        "Something of the edition does not apply to these, so they count here with their share of what does,"
        " in points of its whole maximum: {results}.",
        results=", ".join(_names(cohort.by_share)),
    )
    return (sentence,)


def _names(cards: Collection[Scorecard]) -> Iterator[str]:
    for card in cards:
        year = card.assessment.year
        yield card.assessment.organisation.name + (f" {year}" if year is not None else "")
