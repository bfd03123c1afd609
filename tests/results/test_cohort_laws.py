"""Laws of cohorts, over any results of any organisations."""

import statistics
from fractions import Fraction

import pytest
from attrs import evolve
from hypothesis import given, strategies as st

from kompass_spec.model import (
    TOTAL,
    Area,
    Assessment,
    Completeness,
    Edition,
    Observation,
    Organisation,
    OrganisationKind,
    Quantity,
    Score,
    Scorecard,
    Source,
    Text,
)
from kompass_spec.model.cohort import Support, support_of
from kompass_spec.model.organisation import same_organisation
from kompass_spec.results.cohorts import cohort_of

AREAS = ("1", "2")
ITEMS = (*AREAS, TOTAL)
EDITION = Edition(
    id="xx-2000",
    release="1.0.0",
    title=Text({"sv": "Kompassen"}),
    publisher="A publisher",
    country="XX",
    language="sv",
    valid_from="2000",
    completeness=Completeness.AREAS,
    rights="Made up for a test.",
    source="test",
    sources=(Source(id="test", title="A test"),),
    areas=tuple(Area(code=code, max=Fraction(100), title=Text({"sv": f"Område {code}"})) for code in AREAS),
)
NAMES = ("Adal", "Berg", "Ciby", "Dorp", "Eksjö")


def points(numerator):
    return Fraction(numerator, 4)


@st.composite
def results(draw, edition="xx-2000", names=NAMES):
    """Draw a result with the true points of what is published
    of it, each inside the interval of its score."""
    name = draw(st.sampled_from(names))
    true = draw(
        st.dictionaries(st.sampled_from(ITEMS), st.integers(0, 400).map(points), min_size=1, max_size=3)
    )

    def score(code, maximum, parts=()):
        if code not in true:
            return Score(code=code, low=Fraction(0), high=maximum, max=maximum, parts=parts)
        below, above = (Fraction(draw(st.integers(0, 8)), 8) for _ in "ab")
        low, high = max(true[code] - below, Fraction(0)), min(true[code] + above, maximum)
        return Score(
            code=code, low=low, high=high, max=maximum, printed=round(true[code]) + Fraction(0), parts=parts
        )

    assessment = Assessment(
        edition=edition,
        organisation=Organisation(name=name, kind=OrganisationKind.MUNICIPALITY, country="SE"),
        year=draw(st.one_of(st.none(), st.integers(2010, 2014))),
        observations=tuple(
            Observation(item=code, quantity=Quantity.POINTS, value=value) for code, value in true.items()
        ),
    )
    total = score(TOTAL, Fraction(200), tuple(score(code, Fraction(100)) for code in AREAS))
    return Scorecard(assessment=assessment, total=total), true


drawn = st.lists(results(), max_size=8)


def several(pairs):
    """Give every result an organisation of its own, so that all of them count."""
    return [
        (
            evolve(
                card,
                assessment=evolve(
                    card.assessment, organisation=evolve(card.assessment.organisation, name=f"{number}by")
                ),
            ),
            true,
        )
        for number, (card, true) in enumerate(pairs)
    ]


@given(drawn, st.randoms(use_true_random=False), st.booleans())
def test_the_order_of_results_changes_nothing(pairs, random, every):
    """ "The same input gives the same bytes": a cohort is a set of results, and a set has no order."""
    cards = [card for card, _ in pairs]
    shuffled = random.sample(cards, len(cards))
    assert cohort_of(shuffled, EDITION, every=every) == cohort_of(cards, EDITION, every=every)


@given(drawn)
def test_every_figure_holds_the_truth(pairs):
    """docs/explanation/cohorts.md: "Each of these figures is an interval that holds the true one, whatever
    the true points within the intervals of the results are."
    """
    pairs = several(pairs)
    cohort = cohort_of([card for card, _ in pairs], EDITION)
    for code in ITEMS:
        true = sorted(values[code] for _, values in pairs if code in values)
        item = cohort[code]
        assert item.count == len(true)
        if not true:
            assert {item.mean, item.median, item.least, item.rank} == {None}
            continue
        assert holds(item.mean, statistics.mean(true))
        assert holds(item.median, statistics.median(true))
        assert holds(item.least, true[0])
        assert holds(item.greatest, true[-1])
        if len(true) < 4:
            assert item.lower_quartile is item.upper_quartile is None
        else:
            lower, middle, upper = statistics.quantiles(true, n=4, method="inclusive")
            assert holds(item.lower_quartile, lower)
            assert holds(item.median, middle)
            assert holds(item.upper_quartile, upper)


def holds(interval, value):
    return interval.low <= value <= interval.high


@given(st.lists(results(), min_size=1, max_size=8))
def test_a_rank_holds_the_true_one(pairs):
    """docs/explanation/cohorts.md: "Those with the same points share the best place
    of them."
    """
    (mine, own), *others = several(pairs)
    cohort = cohort_of([card for card, _ in others], EDITION, asked=mine)
    for code in ITEMS:
        rank = cohort[code].rank
        rivals = [values[code] for _, values in others if code in values]
        if code not in own or not rivals:
            assert rank is None
            continue
        true = 1 + sum(rival > own[code] for rival in rivals)
        assert rank is not None
        assert rank.best <= true <= rank.worst
        assert rank.best >= 1
        assert rank.worst <= rank.of == len(rivals) + 1


@given(st.lists(results(), min_size=1, max_size=8))
def test_the_bounds_are_reached(pairs):
    """ "Exact arithmetic only": no bound is wider than it
    must be, so each is reached by values that are allowed."""
    (mine, _), *others = several(pairs)
    cohort = cohort_of([card for card, _ in others], EDITION, asked=mine)
    for side in ("low", "high"):
        sharp = [at_the_end(card, side) for card, _ in others]
        ends = cohort_of(sharp, EDITION, asked=at_the_end(mine, "high" if side == "low" else "low"))
        for code in ITEMS:
            item, end = cohort[code], ends[code]
            for name in ("mean", "median", "least", "greatest", "lower_quartile", "upper_quartile"):
                wide, narrow = getattr(item, name), getattr(end, name)
                assert (wide is None) == (narrow is None)
                if wide is not None:
                    assert narrow.low == narrow.high == getattr(wide, side)
            if item.rank is not None:
                assert end.rank is not None
                assert (
                    end.rank.best == end.rank.worst == (item.rank.best if side == "low" else item.rank.worst)
                )


def at_the_end(card, side):
    """Return a result whose true points are known: at one
    end of every interval that something is published of."""

    def narrowed(score):
        parts = tuple(map(narrowed, score.parts))
        if score.printed is None:
            return evolve(score, parts=parts)
        end = getattr(score, side)
        return evolve(score, low=end, high=end, parts=parts)

    return evolve(card, total=narrowed(card.total))


@given(results())
def test_the_cohort_of_one_is_that_one(pair):
    """docs/explanation/cohorts.md: "One result is no cohort.\""""
    card, true = pair
    cohort = cohort_of([card], EDITION)
    assert cohort.members == (card,)
    for code in true:
        item = cohort[code]
        assert item.mean == item.median == item.least == item.greatest == card[code].interval
        assert item.values == (card[code].interval,)
        assert item.support is Support.NONE


@given(drawn, st.integers(0, 7))
def test_a_result_that_comes_twice_counts_once(pairs, place):
    """docs/reference/commands.md: "The same evaluation never counts twice"."""
    cards = [card for card, _ in pairs]
    again = [*cards, *cards[place : place + 2]]
    for every in (False, True):
        assert cohort_of(again, EDITION, every=every) == cohort_of(cards, EDITION, every=every)


@given(drawn)
def test_an_organisation_counts_once_by_its_newest_result(pairs):
    """docs/reference/commands.md: "of every organisation the
    newest result counts"; with --every each year does."""
    cards = [card for card, _ in pairs]
    newest = cohort_of(cards, EDITION)
    counted = {card.assessment.organisation.name: card.assessment.year for card in newest.members}
    assert len(newest.members) == len(counted)
    for name in NAMES:
        years = [card.assessment.year for card in cards if card.assessment.organisation.name == name]
        assert counted.get(name, "none") == (max(years, key=lambda year: year or 0) if years else "none")
    every = cohort_of(cards, EDITION, every=True)
    assert sorted(map(when, every.members)) == sorted(set(map(when, cards)))


def when(card):
    return card.assessment.organisation.name, card.assessment.year or 0


@given(drawn, st.lists(results(edition="yy-2010"), max_size=4))
def test_never_across_editions(pairs, strangers):
    """docs/reference/glossary.md: a cohort is "a set of assessments
    of one edition", never of several unless they are converted."""
    cards = [card for card, _ in pairs]
    others = [card for card, _ in strangers]
    assert cohort_of([*others, *cards], EDITION) == cohort_of(cards, EDITION)


@given(st.lists(results(), min_size=1, max_size=8))
def test_what_is_asked_about_is_not_among_the_others(pairs):
    """docs/reference/commands.md: "of the organisation that is asked about nothing else counts"."""
    (mine, _), *others = pairs
    cohort = cohort_of([card for card, _ in pairs], EDITION, asked=mine)
    own = mine.assessment.organisation
    assert not any(same_organisation(card.assessment.organisation, own) for card in cohort.members)
    rest = [card for card, _ in others if card.assessment.organisation != own]
    assert cohort == cohort_of(rest, EDITION, asked=mine)


@given(st.integers(0, 12))
def test_support_is_what_order_statistics_allow(count):
    """``Support``: "the median of all would lie between the least and
    the greatest of them with a chance of at least 93 percent"."""
    outside = Fraction(2, 2**count) if count else Fraction(1)
    assert (support_of(count) is Support.SOME) == (1 - outside >= Fraction(93, 100))
    assert (support_of(count) is Support.NONE) == (count < 2)


@given(st.integers(0, 400), st.integers(0, 400))
def test_a_tie_shares_the_better_place(mine, theirs):
    """``_rank``: "those with the same points share the best place of them"."""
    cards = [exactly("Adal", points(mine)), exactly("Berg", points(theirs)), exactly("Ciby", points(mine))]
    rank = cohort_of(cards[1:], EDITION, asked=cards[0])[TOTAL].rank
    assert rank
    assert (rank.best, rank.worst, rank.of) == (1 + (theirs > mine),) * 2 + (3,)


def exactly(name, value):
    organisation = Organisation(name=name, kind=None)
    return Scorecard(
        assessment=Assessment(edition="xx-2000", organisation=organisation, year=2012),
        total=Score(code=TOTAL, low=value, high=value, max=Fraction(200), printed=value),
    )


def test_overlapping_figures_leave_the_rank_open():
    """A printed 50 is anything from 49.5 to 50.5, so it may be above or below a printed 50."""
    mine, theirs = (
        evolve(card, total=evolve(card.total, low=Fraction("49.5"), high=Fraction("50.5")))
        for card in (exactly("Adal", Fraction(50)), exactly("Berg", Fraction(50)))
    )
    rank = cohort_of([theirs, exactly("Ciby", Fraction(60))], EDITION, asked=mine)[TOTAL].rank
    assert rank
    assert (rank.best, rank.worst, rank.of) == (2, 3, 3)
    touching = evolve(theirs, total=evolve(theirs.total, low=Fraction("50.5"), high=Fraction("51.5")))
    rank = cohort_of([touching], EDITION, asked=mine)[TOTAL].rank
    assert rank
    assert (rank.best, rank.worst) == (1, 2)


ORGANISATIONS = [
    (("Örebro", "SE", "1880"), ("Örebro kommun", "SE", "1880"), True),
    (("Herøy", "NO", "1515"), ("Herøy", "NO", "1818"), False),
    (("Herøy", "NO", None), ("Herøy", "NO", "1818"), True),
    (("Os", "NO", None), ("Os", "SE", None), False),
    (("Os", "NO", None), ("Os", None, None), True),
    (("Örebro", "SE", None), ("Orebro", "SE", None), False),
    (("Näs", "SE", "1"), ("Nes", "NO", "1"), False),
    (("Hareid", "NO", None), ("Hareid kommune", None, None), True),
    (("Hareid", "NO", "1517"), ("HAREID kommune", None, None), True),
    (("Helsingborg", "SE", "1283"), ("Helsingborgs stad", None, None), True),
    (("København", "DK", None), ("Københavns kommune", "DK", None), True),
    (("Borås", "SE", None), ("Borås stad", None, None), True),
    (("Stad", "NO", None), ("Stad kommune", None, None), True),
    (("Stad", "NO", None), ("Borås stad", None, None), False),
    (("Os", "NO", None), ("O", None, None), False),
]


def test_organisations_are_told_apart_by_code_else_by_what_is_known():
    for one, other, same in ORGANISATIONS:
        first, second = (
            Organisation(name=name, kind=None, country=country, code=code)
            for name, country, code in (one, other)
        )
        assert same_organisation(first, second) is same_organisation(second, first) is same
        cards = [
            evolve(card, assessment=evolve(card.assessment, organisation=organisation))
            for card, organisation in (
                (exactly("A", Fraction(1)), first),
                (exactly("B", Fraction(2)), second),
            )
        ]
        assert len(cohort_of(cards, EDITION).members) == (1 if same else 2)
    city, municipality, region = (
        Organisation(name=name, kind=kind)
        for name, kind in (
            ("Helsingborgs stad", OrganisationKind.CITY),
            ("Helsingborg", OrganisationKind.MUNICIPALITY),
            ("Helsingborg", OrganisationKind.REGION),
        )
    )
    assert same_organisation(city, municipality)
    assert not same_organisation(city, region)
    region = Organisation(name="Örebro", kind=OrganisationKind.REGION)
    assert not same_organisation(region, Organisation(name="Örebro", kind=OrganisationKind.MUNICIPALITY))


def test_a_name_that_could_be_either_is_neither():
    """ "Nothing is invented": which of two organisations of one name is meant, nobody can say."""
    described = [("NO", "1515"), ("NO", "1818"), ("NO", None)]
    cards = [
        evolve(
            exactly("Herøy", Fraction(number)),
            assessment=Assessment(
                edition="xx-2000",
                organisation=Organisation(name="Herøy", kind=None, country=country, code=code),
                year=2012,
            ),
        )
        for number, (country, code) in enumerate(described)
    ]
    assert len(cohort_of(cards, EDITION).members) == 3


def test_what_says_nothing_does_not_count():
    silent = evolve(
        exactly("Adal", Fraction(50)),
        total=Score(
            code=TOTAL,
            low=Fraction(0),
            high=Fraction(200),
            max=Fraction(200),
            printed=Fraction(50),
            contradicted=True,
        ),
    )
    cohort = cohort_of([silent, exactly("Berg", Fraction(10))], EDITION)
    assert [card.assessment.organisation.name for card in cohort.members] == ["Berg"]
    (problem,) = cohort.problems
    assert problem.code == "says-nothing"
    assert "Adal 2012" in problem.message
    newer = evolve(exactly("Adal", Fraction(20)), assessment=evolve(silent.assessment, year=2013))
    assert cohort_of([silent, newer], EDITION).problems == ()
    assert len(cohort_of([silent, newer], EDITION, every=True).problems) == 1


def test_a_result_on_another_major_release_is_on_another_edition():
    """Releases of one edition with a major step between them do not mean the same."""
    card = exactly("Adal", Fraction(50))
    for release, counts in (("1.4.2", 1), (None, 1), ("2.0.0", 0)):
        pinned = evolve(card, assessment=evolve(card.assessment, release=release))
        assert len(cohort_of([pinned], EDITION).members) == counts


def test_an_item_that_is_not_there():
    cohort = cohort_of([], EDITION)
    assert cohort.members == ()
    assert [item.count for item in cohort.items] == [0, 0, 0]
    with pytest.raises(KeyError, match="9"):
        cohort["9"]
