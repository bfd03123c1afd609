"""Hypothesis strategies for editions, mappings, assessments and scorecards; they shrink to be read."""

from fractions import Fraction
from functools import cache
from itertools import accumulate
from typing import Any

from attrs import evolve
from hypothesis import strategies as st

from kompass_spec import ConvertRequest, Order, Reference, Registry, RenderRequest, ScoreRequest
from kompass_spec.model import (
    TOTAL,
    Area,
    Assessment,
    Change,
    Completeness,
    Discrepancy,
    DiscrepancyKind,
    Edition,
    EditionMapping,
    Finding,
    FindingKind,
    Heading,
    Interval,
    Level,
    Link,
    Observation,
    Organisation,
    OrganisationKind,
    Quantity,
    Question,
    Reading,
    Relation,
    Score,
    Scorecard,
    Share,
    Source,
    SourceFile,
    Text,
    Unlinked,
)
from kompass_testing.samples import standing_beside
from kompass_testing.shaped import shaped_assessments, shaped_editions

__all__ = [
    "assessments",
    "convert_requests",
    "editions",
    "intervals",
    "mappings",
    "observations",
    "organisations",
    "quantities",
    "render_requests",
    "score_requests",
    "scorecards",
    "texts",
    "words",
]

_LETTERS = "abcdefghijklmnopqrstuvwxyzåäöæø"
_WORDS = ("mål", "styrning", "lederskap", "brugerorientering", "øvrig", "kvæfjord")

# Made once: making a strategy takes longer than drawing from it, and shrinking draws thousands of times.
_KNOWN = st.sampled_from([Completeness.COMPLETE, Completeness.AREAS])
_FEW = st.integers(1, 4)
_NONE_TO_TWO = st.integers(0, 2)
_WEIGHTS = st.lists(st.integers(1, 30), min_size=1, max_size=4)
# A level is one of an item's scale, and these editions have none.
_QUANTITIES = st.sampled_from([quantity for quantity in Quantity if quantity is not Quantity.LEVEL])
_PRECISIONS = st.sampled_from([Fraction(1), Fraction(1, 10), Fraction(1, 100)])
_KINDS_OF_FINDING = st.sampled_from(FindingKind)
_STEPS_OF_LINES = st.lists(st.sampled_from([1, 0]), max_size=8)
_FORTIETHS = st.integers(0, 40)


@cache
def words() -> st.SearchStrategy[str]:
    """Return a strategy for a few Nordic words, real ones or any letters; ``mål`` is the simplest."""
    real = st.lists(st.sampled_from(_WORDS), min_size=1, max_size=3)
    return st.one_of(real, st.lists(st.text(_LETTERS, min_size=1, max_size=8), min_size=1, max_size=4)).map(
        " ".join
    )


@cache
def texts(own: str = "sv") -> st.SearchStrategy[Text]:
    """Return a strategy for texts that are there in ``own`` and perhaps in other Nordic languages."""
    others = st.dictionaries(st.sampled_from(["nb", "nn", "da", "en"]), words(), max_size=2)
    # Not by builds(): Hypothesis explains a failure by varying every argument that it knows of, which takes
    # long here.
    return st.tuples(words(), others).map(lambda pair: Text({**pair[1], own: pair[0]}))


@cache
def quantities(low: int = 0, high: int = 100) -> st.SearchStrategy[Fraction]:
    """Return a strategy for exact quantities from ``low`` to ``high``: whole, with decimals, or neither."""
    return st.one_of(
        st.integers(low, high).map(Fraction),
        st.integers(low * 100, high * 100).map(lambda number: Fraction(number, 100)),
        st.fractions(low, high, max_denominator=12),
    )


@cache
def intervals(low: int = 0, high: int = 100) -> st.SearchStrategy[Interval]:
    """Return a strategy for intervals from ``low`` to ``high``."""
    ends = st.tuples(quantities(low, high), quantities(low, high))
    return ends.map(lambda pair: Interval(min(pair), max(pair)))


@st.composite
def editions(draw: st.DrawFn, completeness: Completeness | None = None) -> Edition:
    """Draw an edition with up to four areas, with up to four questions each where it is complete."""
    kind = completeness or draw(_KNOWN)
    areas = []
    for number in range(1, draw(_FEW) + 1):
        weights: list[int] = []
        if kind is Completeness.COMPLETE:
            weights = draw(_WEIGHTS)
        questions = tuple(
            Question(code=f"{number}.{position}", max=Fraction(weight), text=draw(texts()))
            for position, weight in enumerate(weights, start=1)
        )
        headings = tuple(
            Heading(code=f"{number}:rubrik-{position}", text=draw(texts()))
            for position in range(1, draw(_NONE_TO_TWO) + 1)
        )
        areas.append(
            Area(
                code=str(number),
                title=Text({"sv": f"Område {number} {draw(words())}"}),
                max=Fraction(sum(weights) or draw(st.integers(1, 100))),
                questions=questions,
                headings=headings,
            )
        )
    return Edition(
        id="xx-2000",
        release="1.0.0",
        title=draw(texts()),
        publisher="Publisher",
        country="XX",
        language="sv",
        valid_from="2000",
        completeness=kind,
        rights="Made up for a test.",
        source="test",
        sources=(Source(id="test", title="A test"),),
        areas=tuple(areas),
    )


@cache
def organisations() -> st.SearchStrategy[Organisation]:
    """Return a strategy for organisations of every kind, with and without an official code."""
    return st.tuples(
        words(),
        st.sampled_from([*OrganisationKind, None]),
        st.sampled_from(["SE", "NO", "DK", None]),
        st.one_of(st.none(), st.from_regex(r"[0-9]{4}", fullmatch=True)),
    ).map(lambda given: Organisation(name=given[0], kind=given[1], country=given[2], code=given[3]))


@st.composite
def observations(draw: st.DrawFn, edition: Edition, line: int = 1) -> Observation:
    """Draw a figure of any item of ``edition``, a possible or an impossible one, printed on ``line``."""
    items = [TOTAL, *(item.code for item in edition.walk())]
    return Observation(
        item=draw(st.sampled_from(items)),
        quantity=draw(_QUANTITIES),
        value=draw(quantities(-5, 120)),
        precision=draw(_PRECISIONS),
        line=line,
        label=draw(st.one_of(st.none(), words())),
    )


@st.composite
def assessments(draw: st.DrawFn, edition: Edition) -> Assessment:
    """Draw an assessment on ``edition`` with any figures, possible or not, some of them on one line."""
    lines = list(accumulate(draw(_STEPS_OF_LINES), initial=1))
    seen = tuple(draw(observations(edition, line)) for line in lines[1:])
    findings = tuple(
        Finding(area=area.code, kind=draw(_KINDS_OF_FINDING), text=draw(words()), line=lines[-1] + 1)
        for area in edition.areas
    )
    year = draw(st.one_of(st.none(), st.integers(1998, 2026)))
    return Assessment(
        edition=edition.id,
        organisation=draw(organisations()),
        year=year,
        observations=seen,
        findings=findings,
        source=SourceFile(file="report.md", sha256="0" * 64),
    )


@st.composite
def scorecards(draw: st.DrawFn, edition: Edition) -> Scorecard:
    """Draw a scorecard on ``edition`` with any bounds and discrepancies; no scorer would make most of them.

    The edition knows its maximum, as those of ``editions()`` do.
    """
    assessment = draw(assessments(edition))

    def score(code: str, maximum: Fraction, parts: Any) -> Score:
        ends = sorted(Fraction(draw(_FORTIETHS), 40) * maximum for _ in "ab")
        printed = [seen.value for seen in assessment.observed(code, Quantity.POINTS)]
        return Score(
            code=code,
            low=ends[0],
            high=ends[1],
            max=maximum,
            printed=printed[0] if printed else None,
            contradicted=draw(st.booleans()),
            parts=tuple(score(part.code, part.max, getattr(part, "parts", ())) for part in parts),
        )

    total = score(TOTAL, edition.max or Fraction(0), edition.areas)
    figures = assessment.observations[: draw(st.integers(0, 2))]
    discrepancies = tuple(
        Discrepancy(
            kind=draw(st.sampled_from(DiscrepancyKind)),
            items=(figure.item,),
            message="The figures disagree.",
            figures=(figure,),
        )
        for figure in figures
    )
    return Scorecard(assessment=assessment, total=total, discrepancies=discrepancies)


@st.composite
def mappings(draw: st.DrawFn, source: Edition | None = None, target: Edition | None = None) -> EditionMapping:
    """Draw a well-formed mapping that accounts for every area of two editions, drawn unless given."""
    source = source or draw(editions())
    target = target or evolve(draw(editions()), id="yy-2010")
    left = [area.code for area in source.areas]
    right = [area.code for area in target.areas]
    chosen = draw(st.lists(st.sampled_from(right), unique=True, max_size=len(left)))
    pairs = list(zip(left, chosen, strict=False))
    reason = Text({"en": "Made up for a test."})
    links = tuple(
        Link(
            source=(here,),
            target=(there,),
            relation=relation,
            changes=(draw(st.sampled_from(Change)),),
            reasons=(reason,),
            reading=draw(st.sampled_from(Reading)),
            cited=("test",),
            of_source=draw(_SHARES) if relation in _PART_OF_SOURCE else None,
            of_target=draw(_SHARES) if relation in _PART_OF_TARGET else None,
        )
        for here, there in pairs
        for relation in [draw(st.sampled_from(Relation))]
    )
    return EditionMapping(
        source=source,
        target=target,
        source_release=1,
        target_release=1,
        levels=(Level.AREAS,),
        links=links,
        dropped=_without_counterpart(left[len(pairs) :], reason),
        new=_without_counterpart([code for code in right if code not in chosen], reason),
        sources=(Source(id="test", title="A test"),),
        authors=("A tester",),
        release="1.0.0",
    )


_PART_OF_SOURCE = (Relation.SUPERSET_OF, Relation.INTERSECTS)
_PART_OF_TARGET = (Relation.SUBSET_OF, Relation.INTERSECTS)
_SHARES = st.one_of(
    st.none(),
    st.tuples(st.integers(1, 5), st.integers(0, 5)).map(
        lambda pair: Share(Fraction(pair[0], 10), Fraction(sum(pair), 10))
    ),
)


def _without_counterpart(codes: list[str], reason: Text) -> tuple[Unlinked, ...]:
    return tuple(Unlinked(code=code, reasons=(reason,), cited=("test",)) for code in codes)


@st.composite
def score_requests(draw: st.DrawFn) -> ScoreRequest:
    """Draw a request for the scorecard of any assessment on any edition of any shape that can be scored."""
    if draw(st.booleans()):
        shaped = draw(shaped_editions())
        return ScoreRequest(assessment=draw(shaped_assessments(shaped)), edition=shaped)
    edition = draw(editions())
    return ScoreRequest(assessment=draw(assessments(edition)), edition=edition)


@st.composite
def convert_requests(draw: st.DrawFn) -> ConvertRequest:
    """Draw a request to convert any scorecard by a mapping from its edition."""
    mapping = draw(mappings())
    return ConvertRequest(scorecard=draw(scorecards(mapping.source)), mapping=mapping)


@st.composite
def render_requests(draw: st.DrawFn) -> RenderRequest:
    """Draw a request to show any scorecard, with and without history, reference and published results."""
    edition = draw(editions())
    card = draw(scorecards(edition))
    reference = None
    if draw(st.booleans()):
        codes = [TOTAL, *(area.code for area in edition.areas)]
        values = tuple((code, draw(intervals())) for code in codes if draw(st.booleans()))
        reference = Reference(label=draw(words()), count=draw(st.integers(1, 3)), values=values)
    return RenderRequest(
        scorecard=card,
        history=tuple(draw(st.lists(scorecards(edition), max_size=1))),
        registry=Registry.of([edition]),
        language=draw(st.sampled_from(["sv", "en", "nb", "nn-NO", "da", "fi"])),
        reference=reference,
        order=draw(st.sampled_from(Order)),
        standing=standing_beside(card, edition, draw(st.integers(0, 6))) if draw(st.booleans()) else None,
    )
