"""The scorer against the definition: true values, and a naive solver that knows no passes up and down."""

import itertools
import math
from fractions import Fraction

from attrs import evolve
from hypothesis import given, settings, strategies as st

from kompass_score_standard.scorer import StandardScorer
from kompass_spec.model import (
    TOTAL,
    Area,
    Assessment,
    Completeness,
    DiscrepancyKind,
    Edition,
    Observation,
    Organisation,
    OrganisationKind,
    Quantity,
    Question,
    Source,
    Text,
)
from kompass_spec.plugins.requests import ScoreRequest
from kompass_testing.strategies import assessments, editions

SOMEBODY = Organisation(name="Somebody", kind=OrganisationKind.MUNICIPALITY, country="SE")
BOUNDING = (Quantity.POINTS, Quantity.PERCENT)


def score(edition, observations):
    assessment = Assessment(edition=edition.id, organisation=SOMEBODY, observations=tuple(observations))
    return StandardScorer().score(ScoreRequest(assessment=assessment, edition=edition))


def maximum(edition, code):
    return edition.max if code == TOTAL else edition.item(code).max


def parts_of(edition, code):
    if code == TOTAL:
        return [area.code for area in edition.areas]
    return [part.code for part in edition.item(code).parts]


def leaves(edition):
    return [item.code for item in edition.walk() if not item.parts]


def leaves_of(edition, code):
    parts = parts_of(edition, code)
    return [leaf for part in parts for leaf in leaves_of(edition, part)] if parts else [code]


def range_of(edition, seen):
    """The points that a printed figure allows."""
    if seen.quantity is Quantity.POINTS:
        return seen.lowest, seen.highest
    share = maximum(edition, seen.item) / 100
    return seen.lowest * share, seen.highest * share


def possible(edition, figures):
    """Tell whether true values print all figures, by eliminating leaf after leaf (Fourier and Motzkin)."""
    names = leaves(edition)
    rows = []  # (coefficients of the leaves, the most that they may add up to)
    for name in names:
        rows += both_sides([int(name == other) for other in names], 0, maximum(edition, name))
    for seen in figures:
        inside = set(leaves_of(edition, seen.item))
        rows += both_sides([int(name in inside) for name in names], *range_of(edition, seen))
    for index in range(len(names)):
        rows = tightest(eliminated(rows, index))
    return all(most >= 0 for _, most in rows)


def both_sides(coefficients, low, high):
    """Return the two rows that hold a sum between a low and a high end."""
    return [(tuple(coefficients), high), (tuple(-coefficient for coefficient in coefficients), -low)]


def eliminated(rows, index):
    """Return the rows that follow for the other leaves: those without this one, and sums that cancel it."""
    ups = [row for row in rows if row[0][index] > 0]
    downs = [row for row in rows if row[0][index] < 0]
    left = [row for row in rows if row[0][index] == 0]
    for (up, most), (down, least) in itertools.product(ups, downs):
        first, second = -down[index], up[index]
        row = tuple(first * plus + second * minus for plus, minus in zip(up, down, strict=True))
        left.append((row, first * most + second * least))
    return left


def tightest(rows):
    """Return for each direction of the coefficients only the row that allows least."""
    limits = {}
    for row, most in rows:
        size = math.gcd(*row) or 1
        limit, direction = Fraction(most) / size, tuple(coefficient // size for coefficient in row)
        limits[direction] = min(limit, limits.get(direction, limit))
    return list(limits.items())


@st.composite
def small_editions(draw):
    """Draw an edition of two areas of one or two questions, so that every subset of figures can be tried."""
    areas = []
    for number in ("1", "2"):
        weights = draw(st.lists(st.sampled_from([5, 10, 15]), min_size=1, max_size=2))
        questions = tuple(
            Question(code=f"{number}.{number_below}", max=Fraction(weight), text=Text({"sv": "fråga"}))
            for number_below, weight in enumerate(weights, start=1)
        )
        title = Text({"sv": f"Område {number}"})
        areas.append(Area(code=number, title=title, max=Fraction(sum(weights)), questions=questions))
    return Edition(
        id="xx-2000", release="1.0.0", title=Text({"sv": "Prov"}), publisher="P", country="SE", language="sv",
        valid_from="2000", completeness=Completeness.COMPLETE, rights="None.", source="s",
        sources=(Source(id="s", title="S"),), areas=tuple(areas),
    )  # fmt: skip


@st.composite
def printed(draw, edition, most=6):
    """Draw figures that may agree or not."""
    items = [TOTAL, *(item.code for item in edition.walk())]
    figures = []
    for line in range(1, draw(st.integers(1, most)) + 1):
        item = draw(st.sampled_from(items))
        quantity = draw(st.sampled_from(BOUNDING))
        top = 110 if quantity is Quantity.PERCENT else math.ceil(maximum(edition, item)) + 2
        value = Fraction(draw(st.integers(-1, top)))
        figures.append(Observation(item=item, quantity=quantity, value=value, line=line))
    return figures


@st.composite
def true_values(draw, edition):
    """Draw true points for every item, exact sums included."""
    values = {}
    for code in leaves(edition):
        top = maximum(edition, code)
        values[code] = draw(st.fractions(0, top, max_denominator=40))
    for code in [*(item.code for item in edition.walk() if item.parts), TOTAL]:
        values[code] = sum((values[leaf] for leaf in leaves_of(edition, code)), Fraction(0))
    return values


def rounded(value, digit, upwards):
    """Round to a digit; a tie goes either way."""
    scaled = value / digit
    below = math.floor(scaled)
    if scaled - below == Fraction(1, 2):
        return (below + upwards) * digit
    return (below + (scaled - below > Fraction(1, 2))) * digit


@st.composite
def honest_prints(draw, edition, values):
    """Draw figures that print the true values, each rounded on its own."""
    figures = []
    for code, value in values.items():
        for quantity in BOUNDING:
            if draw(st.booleans()):
                digit = draw(st.sampled_from([Fraction(1), Fraction(1, 10)]))
                shown = value if quantity is Quantity.POINTS else value / maximum(edition, code) * 100
                figures.append(
                    Observation(
                        item=code,
                        quantity=quantity,
                        value=Fraction(rounded(shown, digit, draw(st.booleans()))),
                        precision=digit,
                        line=len(figures) + 1,
                    )
                )
    return figures


@given(st.data(), editions(Completeness.COMPLETE))
def test_true_values_never_contradict_and_are_never_excluded(data, edition):
    """Design: "So a printed 11 means somewhere in [10.5, 11.5] … every printed figure is either consistent or
    provably in contradiction with the others. Whether a tie rounds up or to even is unknown, so ends are
    closed."
    """
    values = data.draw(true_values(edition))
    card = score(edition, data.draw(honest_prints(edition, values)))
    assert card.contradictions() == ()
    for item in card.total.walk():
        assert values[item.code] in item.interval
        assert not item.contradicted


@settings(deadline=None)
@given(st.data(), small_editions())
def test_intervals_are_as_narrow_as_the_figures_allow(data, edition):
    """Design: "Sums form a tree (question, area, total), so one pass up and one pass down is the exact
    fixpoint."
    """
    values = data.draw(true_values(edition))
    figures = data.draw(honest_prints(edition, values))
    card = score(edition, figures)
    for item in card.total.walk():
        for end, beyond in ((item.low, Fraction(-1, 10**6)), (item.high, Fraction(1, 10**6))):
            exactly = Observation(
                item=item.code, quantity=Quantity.POINTS, value=end, precision=Fraction(1, 10**9), line=1
            )
            past = evolve(exactly, value=end + beyond)
            assert possible(edition, [*figures, exactly])
            assert not possible(edition, [*figures, past])


def is_of(edition, chosen, code, *, alone):
    """Tell whether figures are of one item, or of it and what is below it, as a conflict of that item is."""
    items = {figure.item for figure in chosen}
    if alone:
        return items == {code}
    below = {code, *leaves_of(edition, code), *parts_of(edition, code)}
    return len(items) > 1 and code in items and items <= below


@settings(deadline=None)
@given(st.data(), small_editions())
def test_contradictions_are_smallest_sets_and_what_is_left_agrees(data, edition):
    """Rules: "a smallest set of figures that no true values can print (ties by line)"."""
    figures = data.draw(printed(edition))
    card = score(edition, figures)
    contradictions = card.contradictions()
    aside = [figure for contradiction in contradictions for figure in contradiction.set_aside]
    left = [figure for figure in figures if figure not in aside]
    assert possible(edition, left)
    assert (contradictions == ()) == possible(edition, figures)
    for contradiction in contradictions:
        assert not possible(edition, contradiction.figures)
        for smaller in itertools.combinations(contradiction.figures, len(contradiction.figures) - 1):
            assert possible(edition, smaller)
        assert set(contradiction.set_aside) <= set(figures)
    if len(contradictions) == 1:
        assert_first_of_smallest(edition, figures, contradictions[0])


def assert_first_of_smallest(edition, figures, contradiction):
    """Hold the only contradiction of figures against all sets of its size, and all smaller ones."""
    size = len(contradiction.figures)
    alone = len(contradiction.items) == 1
    same_size = [
        chosen
        for chosen in itertools.combinations(figures, size)
        if is_of(edition, chosen, contradiction.items[0], alone=alone) and not possible(edition, chosen)
    ]
    # Combinations come in the order of lines, so the first is the one that wins a tie.
    assert contradiction.figures == same_size[0]
    smaller = itertools.combinations(figures, size - 1)
    assert all(possible(edition, chosen) for chosen in smaller)


@settings(deadline=None)
@given(st.data(), small_editions())
def test_a_misprint_named_alone_explains_and_no_other_does(data, edition):
    """Rules: "also name the single figures whose misprint alone would explain it, with the values they could
    have had".
    """
    figures = data.draw(printed(edition, most=5))
    card = score(edition, figures)
    if len(card.contradictions()) != 1:
        return
    (contradiction,) = card.contradictions()
    named = {misprint.figure.line: misprint for misprint in contradiction.misprints}
    for figure in figures:
        others = [other for other in figures if other is not figure]
        assert (figure.line in named) == possible(edition, others)
        if figure.line in named:
            misprint = named[figure.line]
            for value in (misprint.lowest, misprint.highest):
                assert possible(edition, [*others, evolve(figure, value=value)])
            for value in (misprint.lowest - 1, misprint.highest + 1):
                assert not possible(edition, [*others, evolve(figure, value=value)])


@given(st.data(), editions(Completeness.COMPLETE))
def test_a_higher_answer_never_lowers_a_total(data, edition):
    """Law 8: "While the figures are consistent, scores are monotone and bounded: a higher answer never lowers
    a total, no total leaves [0, maximum]."
    """
    codes = leaves(edition)
    answers = {
        code: data.draw(st.integers(0, math.floor(maximum(edition, code))), label=code) for code in codes
    }

    def total(values):
        seen = [
            Observation(item=code, quantity=Quantity.POINTS, value=Fraction(value), line=line)
            for line, (code, value) in enumerate(values.items(), start=1)
        ]
        return score(edition, seen).total

    lower = total(answers)
    raised = data.draw(st.sampled_from(codes))
    higher = total({**answers, raised: min(answers[raised] + 1, math.floor(maximum(edition, raised)))})
    assert lower.low <= higher.low
    assert lower.high <= higher.high
    assert 0 <= lower.low <= lower.high <= edition.max


@given(st.data(), editions())
def test_whatever_is_printed_is_scored_within_bounds_and_in_any_order(data, edition):
    """Law 6: "The same input gives the same bytes", and sums do not depend on the order of figures."""
    assessment = data.draw(assessments(edition))
    request = ScoreRequest(assessment=assessment, edition=edition)
    card = StandardScorer().score(request)
    assert StandardScorer().score(request) == card
    shuffled = evolve(assessment, observations=tuple(data.draw(st.permutations(assessment.observations))))
    again = StandardScorer().score(evolve(request, assessment=shuffled))
    assert (again.total, again.discrepancies) == (card.total, card.discrepancies)
    for item in card.total.walk():
        assert 0 <= item.low <= item.high <= item.max
        below = [part.interval for part in item.parts]
        if below:
            whole = sum(below[1:], below[0])
            assert whole.low <= item.low
            assert item.high <= whole.high
    kinds = {discrepancy.kind for discrepancy in card.discrepancies}
    assert kinds <= set(DiscrepancyKind)
    assert all(discrepancy.message for discrepancy in card.discrepancies)


@given(st.data(), editions(Completeness.COMPLETE))
def test_a_figure_more_never_widens_what_is_known(data, edition):
    """Design: "let the printed sums narrow them again"."""
    values = data.draw(true_values(edition))
    figures = data.draw(honest_prints(edition, values))
    fewer = score(edition, figures[:-1])
    more = score(edition, figures)
    for item, other in zip(more.total.walk(), fewer.total.walk(), strict=True):
        assert other.low <= item.low <= item.high <= other.high
