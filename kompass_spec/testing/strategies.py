"""Hypothesis strategies for editions and assessments that shrink to readable examples."""

from fractions import Fraction

from hypothesis import strategies as st

from kompass_spec.model import (
    TOTAL,
    Area,
    Assessment,
    Completeness,
    Edition,
    Finding,
    FindingKind,
    Heading,
    Observation,
    Organisation,
    OrganisationKind,
    Quantity,
    Question,
    Source,
    SourceFile,
    Text,
)

__all__ = ["assessments", "editions", "organisations", "quantities", "texts", "words"]

_LETTERS = "abcdefghijklmnopqrstuvwxyzåäöæø"


def words() -> st.SearchStrategy[str]:
    """Return a strategy for a few Nordic words."""
    return st.lists(st.text(_LETTERS, min_size=1, max_size=8), min_size=1, max_size=4).map(" ".join)


def texts(own: str = "sv") -> st.SearchStrategy[Text]:
    """Return a strategy for texts that are there in ``own`` and perhaps in other Nordic languages."""
    others = st.dictionaries(st.sampled_from(["nb", "nn", "da", "en"]), words(), max_size=2)
    return st.builds(lambda first, rest: Text({**rest, own: first}), words(), others)


def quantities(low: int = 0, high: int = 100) -> st.SearchStrategy[Fraction]:
    """Return a strategy for exact quantities from ``low`` to ``high``: whole, with decimals, or neither."""
    return st.one_of(
        st.integers(low, high).map(Fraction),
        st.integers(low * 100, high * 100).map(lambda number: Fraction(number, 100)),
        st.fractions(low, high, max_denominator=12),
    )


@st.composite
def editions(draw: st.DrawFn, completeness: Completeness | None = None) -> Edition:
    """Draw an edition with up to four areas, with up to four questions each where it is complete."""
    kind = completeness or draw(st.sampled_from([Completeness.COMPLETE, Completeness.AREAS]))
    areas = []
    for number in range(1, draw(st.integers(1, 4)) + 1):
        weights: list[int] = []
        if kind is Completeness.COMPLETE:
            weights = draw(st.lists(st.integers(1, 30), min_size=1, max_size=4))
        questions = tuple(
            Question(code=f"{number}.{position}", max=Fraction(weight), text=draw(texts()))
            for position, weight in enumerate(weights, start=1)
        )
        headings = tuple(
            Heading(code=f"{number}:rubrik-{position}", text=draw(texts()))
            for position in range(1, draw(st.integers(0, 2)) + 1)
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


def organisations() -> st.SearchStrategy[Organisation]:
    """Return a strategy for organisations of every kind, with and without an official code."""
    return st.builds(
        Organisation,
        name=words(),
        kind=st.sampled_from([*OrganisationKind, None]),
        country=st.sampled_from(["SE", "NO", "DK", None]),
        code=st.one_of(st.none(), st.from_regex(r"[0-9]{4}", fullmatch=True)),
    )


@st.composite
def assessments(draw: st.DrawFn, edition: Edition) -> Assessment:
    """Draw an assessment on ``edition`` with any figures, possible and impossible ones, each on its own line."""
    items = [TOTAL, *(item.code for item in edition.walk())]
    count = draw(st.integers(0, 8))
    observations = tuple(
        Observation(
            item=draw(st.sampled_from(items)),
            quantity=draw(st.sampled_from(Quantity)),
            value=draw(quantities(-5, 120)),
            precision=draw(st.sampled_from([Fraction(1), Fraction(1, 10), Fraction(1, 100)])),
            line=line,
            label=draw(st.one_of(st.none(), words())),
        )
        for line in range(1, count + 1)
    )
    findings = tuple(
        Finding(area=area.code, kind=draw(st.sampled_from(FindingKind)), text=draw(words()), line=count + 1)
        for area in edition.areas
    )
    year = draw(st.one_of(st.none(), st.integers(1998, 2026)))
    return Assessment(
        edition=edition.id,
        organisation=draw(organisations()),
        year=year,
        observations=observations,
        findings=findings,
        source=SourceFile(file="report.md", sha256="0" * 64),
    )
