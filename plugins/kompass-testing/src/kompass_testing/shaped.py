"""Strategies for editions of every shape, and assessments on them: scales, context, kinds, no weights."""

from collections.abc import Iterator
from fractions import Fraction
from itertools import accumulate

from attrs import evolve
from hypothesis import strategies as st

from kompass_spec import ScoreRequest
from kompass_spec.model import (
    TOTAL,
    Area,
    Assessment,
    Completeness,
    Criterion,
    Edition,
    Guidance,
    NotApplicable,
    Observation,
    Organisation,
    OrganisationKind,
    Quantity,
    Question,
    Scale,
    ScaleLevel,
    Source,
    Text,
)
from kompass_spec.model.applicability import applicability, counted_parts

__all__ = [
    "answered_edition",
    "answers_of",
    "scored_codes",
    "shaped_assessments",
    "shaped_editions",
    "shaped_observations",
    "shaped_requests",
]

_KNOWN = st.sampled_from([Completeness.COMPLETE, Completeness.QUESTIONS, Completeness.AREAS])
_WEIGHTS = st.integers(1, 30)
_FEW = st.integers(1, 3)
_NONE_TO_TWO = st.integers(0, 2)
_OFTEN = st.sampled_from([True, True, True, False])
_TOWN, _CITY, _REGION = OrganisationKind.MUNICIPALITY, OrganisationKind.CITY, OrganisationKind.REGION
_APPLIES_TO = st.sampled_from([(), (), (), (_TOWN,), (_TOWN, _CITY)])
_KINDS = st.sampled_from([_TOWN, _CITY, _REGION])
_AMOUNTS = st.sampled_from([Quantity.POINTS, Quantity.PERCENT, Quantity.MAX, Quantity.CHANGE])
_PRECISIONS = st.sampled_from([Fraction(1), Fraction(1, 10)])
_VALUES = st.one_of(st.integers(-2, 60).map(Fraction), st.integers(0, 3000).map(lambda n: Fraction(n, 100)))
_LINES = st.lists(st.sampled_from([1, 0]), max_size=8)
_SHARES = st.lists(st.integers(0, 6), min_size=2, max_size=5)

WORDS = Text({"sv": "mål", "en": "goals"})
HALF_KNOWN = Scale(
    id="halv",
    levels=(
        ScaleLevel(value=Fraction(0), points=Fraction(0), label=Text({"sv": "Nej"})),
        ScaleLevel(value=Fraction(1), label=Text({"sv": "Delvis"})),
        ScaleLevel(value=Fraction(2), points=Fraction(1), label=Text({"sv": "Ja"})),
    ),
)
"""A scale of points, of which nobody knows what its level in the middle gives."""


@st.composite
def _scales(draw: st.DrawFn) -> tuple[Scale, ...]:
    """Draw the scales of an edition: one of shares, and one of points."""
    shares = sorted(Fraction(sixth, 6) for sixth in draw(_SHARES))
    levels = tuple(ScaleLevel(value=Fraction(number), share=share) for number, share in enumerate(shares))
    return (Scale(id="andel", levels=levels), HALF_KNOWN)


@st.composite
def _questions(draw: st.DrawFn, area: str, kinds: tuple[OrganisationKind, ...]) -> tuple[Question, ...]:
    """Draw the questions of an area, the first of them for all that the area is for."""
    questions = []
    for number in range(1, draw(_FEW) + 1):
        code = f"{area}.{number}"
        scored = number == 1 or draw(_OFTEN)
        weight = Fraction(draw(_WEIGHTS)) if scored else None
        asked_of = kinds[:1] if number > 1 and kinds and draw(st.booleans()) else ()
        questions.append(
            Question(
                code=code,
                text=WORDS,
                max=weight,
                scored=scored,
                scale=draw(st.sampled_from([None, "andel", "halv"] if scored else [None, "andel"])),
                applies_to=asked_of or (draw(_APPLIES_TO) if number > 1 and not kinds else ()),
                criteria=draw(_criteria(code, weight)),
                guidance=(Guidance(text=WORDS),) if draw(st.booleans()) else (),
            )
        )
    return tuple(questions)


@st.composite
def _criteria(draw: st.DrawFn, question: str, weight: Fraction | None) -> tuple[Criterion, ...]:
    """Draw the criteria of a question, with maxima that add up, or without any."""
    count = draw(_NONE_TO_TWO)
    weighed = weight is not None and draw(_OFTEN)
    first = weight / 3 if weight is not None and count > 1 else weight
    maxima = [first, weight - first if weight is not None and first is not None else None][:count]
    return tuple(
        Criterion(
            code=f"{question}.{number}",
            text=WORDS,
            max=maximum if weighed else None,
            scale=draw(st.sampled_from([None, "andel"])),
        )
        for number, maximum in enumerate(maxima, start=1)
    )


def _without_weight(question: Question) -> Question:
    criteria = tuple(evolve(criterion, max=None) for criterion in question.criteria)
    return evolve(question, max=None, applies_to=(), criteria=criteria)


@st.composite
def shaped_editions(draw: st.DrawFn, completeness: Completeness | None = None) -> Edition:
    """Draw an edition of up to three areas, of which the maxima are known, in every shape that there is.

    Questions and criteria may be answered on a scale, have no points, be asked of some kinds of organisation
    only, or have no maximum that is known.
    """
    known = completeness or draw(_KNOWN)
    areas = []
    for number in range(1, draw(_FEW) + 1):
        kinds = draw(_APPLIES_TO) if number > 1 else ()
        questions: tuple[Question, ...] = ()
        if known is not Completeness.AREAS:
            questions = draw(_questions(str(number), kinds))
        most = sum((question.max for question in questions if question.max is not None), Fraction(0))
        if known is Completeness.QUESTIONS and draw(_OFTEN):
            questions = (_without_weight(questions[0]), *questions[1:])
        areas.append(
            Area(
                code=str(number),
                title=Text({"sv": f"Område {number}"}),
                max=most or Fraction(draw(_WEIGHTS)),
                applies_to=kinds,
                questions=questions,
            )
        )
    return Edition(
        id="xx-2000",
        release="1.0.0",
        title=WORDS,
        publisher="Publisher",
        country="XX",
        language="sv",
        valid_from="2000",
        completeness=known,
        rights="Made up for a test.",
        source="test",
        scales=draw(_scales()),
        sources=(Source(id="test", title="A test"),),
        areas=tuple(areas),
    )


@st.composite
def shaped_observations(draw: st.DrawFn, edition: Edition, line: int = 1) -> Observation:
    """Draw a figure of any item of an edition, possible or not; a level only of an item that has a scale."""
    item = draw(st.sampled_from([TOTAL, *(item.code for item in edition.walk())]))
    scale = edition.scale_of(item)
    if scale is not None and draw(st.booleans()):
        value = draw(st.sampled_from([level.value for level in scale.levels]))
        return Observation(item=item, quantity=Quantity.LEVEL, value=value, line=line)
    return Observation(
        item=item,
        quantity=draw(_AMOUNTS),
        value=draw(_VALUES),
        precision=draw(_PRECISIONS),
        line=line,
    )


@st.composite
def shaped_assessments(draw: st.DrawFn, edition: Edition) -> Assessment:
    """Draw an assessment that can be scored, with any figures and perhaps with items that do not apply."""
    kind = draw(_KINDS)
    items = {item.code: item for item in edition.walk()}
    unsummed = {
        criterion.code
        for question in edition.questions
        if question.scored and any(criterion.max is None for criterion in question.criteria)
        for criterion in question.criteria
    }
    lines = list(accumulate(draw(_LINES), initial=1))
    figures = [draw(shaped_observations(edition, line)) for line in lines[1:]]
    # A figure in points of what is part of no sum is refused in a complete edition.
    kept = tuple(
        figure
        for figure in figures
        if figure.quantity is Quantity.LEVEL
        or figure.item not in unsummed
        or edition.completeness is Completeness.QUESTIONS
    )
    named = draw(st.lists(st.sampled_from(sorted(items)), unique=True, max_size=2))
    if applicability(edition, kind, named).max(TOTAL) is None:
        named = []
    return Assessment(
        edition=edition.id,
        organisation=Organisation(name="Någonstad", kind=kind, country="SE"),
        observations=kept,
        not_applicable=tuple(NotApplicable(item=code, line=lines[-1] + 1, label="e.t.") for code in named),
    )


@st.composite
def shaped_requests(draw: st.DrawFn) -> ScoreRequest:
    """Draw a request for the scorecard of any assessment that can be scored, on an edition of any shape."""
    edition = draw(shaped_editions())
    return ScoreRequest(assessment=draw(shaped_assessments(edition)), edition=edition)


def scored_codes(edition: Edition) -> list[str]:
    """Return the codes of what has a score, each before its parts."""

    def below(item: Area | Question | Criterion) -> list[str]:
        return [item.code, *(code for part in counted_parts(item) for code in below(part))]

    return [TOTAL, *(code for area in edition.areas for code in below(area))]


def answered_edition() -> Edition:
    """Return an edition of two questions, one answered for a share of its maximum and one for points."""
    shares = (Fraction(0), Fraction(1, 3), Fraction(1))
    scale = Scale(
        id="andel",
        levels=tuple(ScaleLevel(value=Fraction(place), share=share) for place, share in enumerate(shares)),
    )
    questions = (
        Question(code="1.1", text=WORDS, max=Fraction(20), scale="andel"),
        Question(code="1.2", text=WORDS, max=Fraction(5), scale="halv"),
    )
    return Edition(
        id="xx-2001",
        release="1.0.0",
        title=WORDS,
        publisher="Publisher",
        country="XX",
        language="sv",
        valid_from="2001",
        completeness=Completeness.COMPLETE,
        rights="Made up for a test.",
        source="test",
        scales=(scale, HALF_KNOWN),
        sources=(Source(id="test", title="A test"),),
        areas=(Area(code="1", title=WORDS, max=Fraction(25), questions=questions),),
    )


def answers_of(edition: Edition) -> Iterator[tuple[str, Fraction, tuple[Fraction, Fraction]]]:
    """Iterate over every answer of every question: its code, its level, and the points that it allows."""
    for question in edition.questions:
        scale = edition.scale_of(question.code)
        for level in scale.levels if scale is not None else ():
            award = level.award(question.max)
            whole = (Fraction(0), question.max or Fraction(0))
            yield question.code, level.value, whole if award is None else (award, award)
