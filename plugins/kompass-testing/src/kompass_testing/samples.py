"""Made-up editions, assessments and scorecards for contracts: small, always the same, and odd."""

from collections.abc import Mapping, Sequence
from fractions import Fraction

from attrs import evolve

from kompass_spec import Reference, cohort_of
from kompass_spec.model import (
    TOTAL,
    Area,
    Assessment,
    Caveat,
    CaveatKind,
    CitedMean,
    CitedResult,
    Comparability,
    Completeness,
    Criterion,
    Discrepancy,
    DiscrepancyKind,
    Edition,
    Evaluator,
    Evidence,
    EvidenceKind,
    Finding,
    FindingKind,
    Guidance,
    Heading,
    Interval,
    NotApplicable,
    Observation,
    Organisation,
    OrganisationKind,
    PublishedFigure,
    PublishedMean,
    PublishedResult,
    Quantity,
    Question,
    Scale,
    ScaleLevel,
    Score,
    Scorecard,
    Source,
    SourceFile,
    Standing,
    Text,
)
from kompass_spec.model.applicability import applicability, applicability_of

__all__ = [
    "SOMEBODY",
    "answered_assessment",
    "answered_edition",
    "assessment_of",
    "contradicted",
    "empty_assessment",
    "full_assessment",
    "great_edition",
    "partial_assessment",
    "reference_of",
    "sample_editions",
    "scorecard_of",
    "standing_beside",
]

SOMEBODY = Organisation(name="Någonstad", kind=OrganisationKind.CITY, country="SE", code="9999")
FILE = SourceFile(file="rapport.md", sha256="0123456789abcdef" * 4)

_TITLES = (
    {"sv": "Styrning", "en": "Steering", "nb": "Styring", "nn": "Styringa", "da": "Styrelse"},
    {"sv": "Närhet", "en": "Closeness", "nb": "Nærhet", "nn": "Nærleik", "da": "Nærhed"},
    {"sv": "Förnyelse", "en": "Renewal", "nb": "Fornyelse", "nn": "Fornying", "da": "Fornyelser"},
)
_WEIGHTS = ((15, 25), (10, 20, 30), (50,))


def sample_editions(*, plain: bool = False) -> tuple[Edition, Edition]:
    """Return an edition with everything, and an older one with nothing but its areas.

    Its questions have everything in them that a format could take for a mark of its own, unless they are
    ``plain``.

    >>> [edition.completeness.value for edition in sample_editions()]
    ['complete', 'areas']
    """
    complete = tuple(
        Area(
            code=str(number),
            max=Fraction(sum(weights)),
            title=Text(title),
            headings=(Heading(code=f"{number}:mål", text=Text({"sv": f"Mål {number}"})),),
            questions=tuple(
                _question(f"{number}.{index}", Fraction(weight), plain=plain)
                for index, weight in enumerate(weights, start=1)
            ),
        )
        for number, (title, weights) in enumerate(zip(_TITLES, _WEIGHTS, strict=True), start=1)
    )
    areas = tuple(
        Area(code=str(number), max=Fraction(75), title=Text(title))
        for number, title in enumerate(_TITLES[:2], start=1)
    )
    return (
        _edition("xx-2016", Completeness.COMPLETE, complete),
        _edition("xx-2010", Completeness.AREAS, areas),
    )


def answered_edition() -> Edition:
    """Return an edition of every shape: a scale, a question for context, guidance, kinds, unknown maxima."""
    scale = Scale(
        id="yes-no",
        levels=(
            ScaleLevel(value=Fraction(0), share=Fraction(0), label=Text({"sv": "Nej"})),
            ScaleLevel(value=Fraction(1), share=Fraction(1), label=Text({"sv": "Ja", "nb": "Ja"})),
        ),
    )
    words = Text({"sv": "Arbetar *de* | med <det>?"})
    first = Area(
        code="1",
        max=Fraction(50),
        title=Text(_TITLES[0]),
        questions=(
            Question(
                code="1.1", max=Fraction(30), text=words, scale="yes-no", guidance=(Guidance(text=words),)
            ),
            Question(code="1.2", max=Fraction(20), text=words, applies_to=(OrganisationKind.REGION,)),
            Question(code="1.3", text=words, scored=False, scale="yes-no"),
        ),
    )
    second = Area(
        code="2",
        max=Fraction(40),
        title=Text(_TITLES[1]),
        questions=(Question(code="2.1", text=words), Question(code="2.2", text=words)),
    )
    return _edition("xx-2030", Completeness.QUESTIONS, (first, second), (scale,))


def answered_assessment(edition: Edition) -> Assessment:
    """Return an assessment of levels, with a percent of a question whose maximum is not known."""
    seen = (("1.1", Quantity.LEVEL, 1), ("1.3", Quantity.LEVEL, 0), ("2.1", Quantity.PERCENT, 60))
    return Assessment(
        edition=edition.id,
        organisation=SOMEBODY,
        year=2030,
        observations=tuple(
            Observation(item=item, quantity=quantity, value=Fraction(value), line=line, label="Nja")
            for line, (item, quantity, value) in enumerate(seen, start=10)
        ),
        source=FILE,
    )


def _question(code: str, weight: Fraction, *, plain: bool) -> Question:
    criteria: tuple[Criterion, ...] = ()
    if code == "1.2":
        criteria = (
            Criterion(code="1.2.1", max=Fraction(10), text=Text({"sv": "Mål"})),
            Criterion(code="1.2.2", max=Fraction(15), text=Text({"sv": "Uppföljning"})),
        )
    words = f"Hur arbetar kommunen med {code}?"
    if not plain:
        words = f"Hur [b]arbetar[/b] *kommunen* | med <{code}> & resten?"
    return Question(code=code, max=weight, text=Text({"sv": words}), criteria=criteria)


def _edition(
    name: str, completeness: Completeness, areas: tuple[Area, ...], scales: tuple[Scale, ...] = ()
) -> Edition:
    return Edition(
        id=name,
        release="1.0.0",
        title=Text({"sv": f"Kompassen {name[-4:]}", "en": f"The compass {name[-4:]}"}),
        publisher="En utgivare",
        country="SE",
        language="sv",
        valid_from=name[-4:],
        completeness=completeness,
        rights="Made up for a test.",
        source="book",
        scales=scales,
        sources=(Source(id="book", title="The *book* | of rules", url="https://example.org/a_b_c"),),
        areas=areas,
    )


def great_edition(areas: int = 30, questions: int = 20) -> Edition:
    """Return an edition far greater than any that was ever published."""
    return _edition(
        "xx-2099",
        Completeness.COMPLETE,
        tuple(
            Area(
                code=str(number),
                title=Text({"sv": f"Område{number}"}),
                max=Fraction(5 * questions),
                questions=tuple(
                    Question(
                        code=f"{number}.{index}",
                        max=Fraction(5),
                        text=Text({"sv": f"Fråga {number}.{index}"}),
                    )
                    for index in range(1, questions + 1)
                ),
            )
            for number in range(1, areas + 1)
        ),
    )


def assessment_of(
    edition: Edition, points: Mapping[str, Fraction | int], year: int | None = 2017
) -> Assessment:
    """Return an assessment in which these points are printed by item, each on a line of its own."""
    return Assessment(
        edition=edition.id,
        organisation=SOMEBODY,
        year=year,
        observations=tuple(
            Observation(item=code, quantity=Quantity.POINTS, value=Fraction(value), line=line)
            for line, (code, value) in enumerate(points.items(), start=10)
        ),
        source=FILE,
    )


def empty_assessment(edition: Edition) -> Assessment:
    """Return an assessment in which nothing is printed, not even the year."""
    return Assessment(edition=edition.id, organisation=SOMEBODY)


def full_assessment(edition: Edition) -> Assessment:
    """Return an assessment that has everything that a report can have, odd characters too."""
    figures = []
    for item in edition.walk():
        if item.max is not None and "." not in item.code[2:]:
            # The first area is printed a point higher than its questions, as rounding does.
            value = Fraction(round(item.max * 3 / 5) + (item.code == "1"))
            figures += [
                (item.code, Quantity.POINTS, value),
                (item.code, Quantity.PERCENT, Fraction(60)),
                (item.code, Quantity.MAX, item.max),
            ]
    figures += [
        (TOTAL, Quantity.POINTS, Fraction(round((edition.max or Fraction(0)) * 3 / 5))),
        (TOTAL, Quantity.CHANGE, Fraction(-12)),
        (TOTAL, Quantity.REFERENCE, Fraction("57.5")),
    ]
    return Assessment(
        edition=edition.id,
        organisation=SOMEBODY,
        year=2017,
        year_inferred=True,
        year_reason="The column is headed 2014 in one place.",
        period="2017-02/2017-03",
        evaluators=(Evaluator(name="A. Person", role="senior konsult"), Evaluator(name="B. Person")),
        evidence=(Evidence(kind=EvidenceKind.INTERVIEW, text="chefer", count=30, approximate=True, line=3),),
        observations=tuple(
            Observation(item=item, quantity=quantity, value=value, line=line)
            for line, (item, quantity, value) in enumerate(figures, start=10)
        ),
        findings=tuple(
            Finding(
                area=area.code, kind=kind, text=f"# _Mål_ | \x1b[31m <b>{area.code}</b> & *mer*\när", line=9
            )
            for area in edition.areas
            for kind in FindingKind
        ),
        comparability=(
            Comparability(
                text="Lägg till 4-5 poäng.", edition=edition.id, low=Fraction(4), high=Fraction(5), line=3
            ),
        ),
        source=FILE,
    )


def partial_assessment(edition: Edition) -> Assessment:
    """Return the full assessment without the last question of its first areas, which does not apply.

    Of an area without questions the last area does not apply. What is printed of areas and of the total is of
    what applies.
    """
    whole = full_assessment(edition)
    last = [area.questions[-1].code for area in edition.areas[:2] if area.questions]
    codes = last or [area.code for area in edition.areas[-1:]]
    gone = applicability(edition, None, codes)
    figures = []
    for seen in whole.observations:
        maximum = gone.max(seen.item)
        if seen.quantity in {Quantity.CHANGE, Quantity.REFERENCE}:
            figures.append(seen)
        elif maximum and seen.quantity is Quantity.POINTS:
            figures.append(evolve(seen, value=Fraction(round(maximum * 3 / 5))))
        elif maximum:
            value = maximum if seen.quantity is Quantity.MAX else seen.value
            figures.append(evolve(seen, value=value))
    return evolve(
        whole,
        observations=tuple(figures),
        not_applicable=tuple(NotApplicable(item=code, line=9, label="n/a") for code in codes),
    )


def scorecard_of(edition: Edition, assessment: Assessment) -> Scorecard:
    """Return a careful person's scorecard: half a point around what is printed, everything else open."""
    printed = {seen.item: seen.value for seen in assessment.observations if seen.quantity is Quantity.POINTS}
    applies = applicability_of(edition, assessment)

    def build(code: str, parts: Sequence[Area | Question | Criterion]) -> Score:
        weighed = parts if all(part.max is not None for part in parts) else ()
        below = tuple(build(part.code, getattr(part, "parts", ())) for part in weighed)
        if not applies.applies(code):
            return Score(
                code=code, low=Fraction(0), high=Fraction(0), max=Fraction(0), applies=False, parts=below
            )
        maximum = applies.max(code) or Fraction(0)
        value = printed.get(code)
        low, high = Fraction(0), maximum
        if value is not None:
            low, high = max(low, value - Fraction(1, 2)), min(high, value + Fraction(1, 2))
        elif below:
            low = sum((part.low for part in below), Fraction(0))
            high = sum((part.high for part in below), Fraction(0))
        counted = [part for part in below if part.applies]
        known = [part.printed for part in counted if part.printed is not None]
        return Score(
            code=code,
            low=low,
            high=high,
            max=maximum,
            printed=value,
            sum_of_printed=sum(known, Fraction(0)) if known and len(known) == len(counted) else None,
            parts=below,
        )

    total = build(TOTAL, edition.areas)
    rounded = tuple(
        Discrepancy(
            kind=DiscrepancyKind.ROUNDING,
            items=(area.code,),
            message="The printed points do not add up; rounding explains it.",
            figures=tuple(assessment.observed(area.code, Quantity.POINTS)),
            expected=area.sum_of_printed,
        )
        for area in total.parts
        if area.printed is not None and area.sum_of_printed not in {None, area.printed}
    )
    return Scorecard(assessment=assessment, total=total, discrepancies=rounded)


def reference_of(edition: Edition) -> Reference:
    """Return the mean of three others on an edition, of all areas but the last."""
    values = tuple((area.code, Interval("20", "61/3")) for area in edition.areas[:-1])
    return Reference(
        label="A 2016, B 2016, C 2017", count=3, values=((TOTAL, Interval(60, "181/3")), *values)
    )


def contradicted(card: Scorecard) -> Scorecard:
    """Return a scorecard whose first area and total contradict what is printed of them."""
    first, *others = card.total.parts
    parts = (evolve(first, contradicted=True), *others)
    figures = tuple(card.assessment.observed(first.code, Quantity.POINTS))
    contradiction = Discrepancy(
        kind=DiscrepancyKind.CONTRADICTION,
        items=(TOTAL, first.code),
        message="No true values can print these figures.",
        figures=figures,
        expected=Fraction(1),
    )
    return evolve(
        card,
        total=evolve(card.total, contradicted=True, parts=parts),
        discrepancies=(*card.discrepancies, contradiction),
    )


def standing_beside(card: Scorecard, edition: Edition, others: int = 6) -> Standing:
    """Return a scorecard's standing among made-up results on its edition, beside a published mean."""
    source = Source(
        id="list", title="A list of results", publisher="Somebody", url="https://example.org/list"
    )
    results = tuple(
        PublishedResult(
            organisation=Organisation(
                name=f"Annanstans {number}", kind=None, country="SE", code=f"{number:04d}"
            ),
            edition=edition.id,
            year=2010 + number,
            figures=tuple(
                PublishedFigure(item=area.code, points=(area.max or Fraction(0)) * number / (others + 1))
                for area in edition.areas[: 1 + number % 2 * len(edition.areas)]
            ),
            caveats=(
                Caveat(
                    kind=CaveatKind.INFERRED,
                    of=("year",),
                    text=Text({"en": "The list has no years.", "sv": "Listan har inga år."}),
                ),
            ),
            cited=(source.id,),
        )
        for number in range(1, others + 1)
    )
    members = {
        id(scored): CitedResult(dataset="made-up", result=result, scorecard=scored, sources=(source,))
        for result in results
        for scored in [_published(result, edition)]
    }
    cohort = cohort_of([member.scorecard for member in members.values()], edition, asked=card)
    mean = PublishedMean(
        scope=Text({"en": "The mean of all", "sv": "Medelvärdet av alla"}),
        edition=edition.id,
        figures=(PublishedFigure(item=TOTAL, points=(edition.max or Fraction(0)) / 2),),
        approximate=True,
        cited=(source.id,),
    )
    return Standing(
        cohort=cohort,
        members=tuple(members[id(member)] for member in cohort.members),
        means=(CitedMean(dataset="made-up", mean=mean, sources=(source,)),),
    )


def _published(result: PublishedResult, edition: Edition) -> Scorecard:
    points = {figure.item: figure.points for figure in result.figures}
    assessment = assessment_of(edition, points, result.year)
    return scorecard_of(edition, evolve(assessment, organisation=result.organisation))
