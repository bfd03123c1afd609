"""The scorer on levels, items that do not apply, context, kinds of organisation and unknown weights."""

from fractions import Fraction

import pytest
from attrs import evolve
from hypothesis import given, strategies as st

from kompass_score_standard.scorer import StandardScorer
from kompass_spec.model import (
    TOTAL,
    Area,
    Assessment,
    Completeness,
    Criterion,
    DiscrepancyKind,
    Edition,
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
from kompass_spec.model.applicability import applicability_of
from kompass_spec.model.problems import InputError
from kompass_spec.plugins.requests import ScoreRequest
from kompass_testing.shaped import shaped_assessments, shaped_editions

WORDS = Text({"sv": "ord"})
TOWN, CITY, REGION = OrganisationKind.MUNICIPALITY, OrganisationKind.CITY, OrganisationKind.REGION


SCALES = (
    Scale(
        id="mognad",
        levels=tuple(
            ScaleLevel(value=Fraction(number), share=share)
            for number, share in enumerate([Fraction(0), Fraction(1, 3), Fraction(1)])
        ),
    ),
    Scale(
        id="delvis känd",
        levels=(
            ScaleLevel(value=Fraction(0), points=Fraction(0)),
            ScaleLevel(value=Fraction(1)),
            ScaleLevel(value=Fraction(2), points=Fraction(10)),
        ),
    ),
)


def edition(*areas, completeness=Completeness.COMPLETE):
    return Edition(
        id="xx-2000", release="1.0.0", title=WORDS, publisher="P", country="SE", language="sv",
        valid_from="2000", completeness=completeness, rights="None.", source="s", scales=SCALES,
        sources=(Source(id="s", title="S"),), areas=areas,
    )  # fmt: skip


def area(code, maximum, *questions, **more):
    return Area(code=code, title=Text({"sv": f"Område {code}"}), max=maximum, questions=questions, **more)


def question(code, maximum=None, **more):
    return Question(code=code, text=WORDS, max=maximum, **more)


WHOLE = edition(
    area(
        "1",
        60,
        question("1.1", 30, scale="mognad"),
        question("1.2", 20, scale="delvis känd"),
        question("1.3", 10, criteria=(
            Criterion(code="1.3.1", text=WORDS, max=4, scale="mognad"),
            Criterion(code="1.3.2", text=WORDS, max=6),
        )),
        question("1.4", scored=False, scale="mognad"),
    ),
    area("2", 40, question("2.1", 25), question("2.2", 15, applies_to=(CITY,))),
)  # fmt: skip


def figures(*rows):
    return tuple(
        Observation(item=item, quantity=Quantity(quantity), value=Fraction(value), line=line)
        for line, (item, quantity, value) in enumerate(rows, start=1)
    )


def score(*rows, on=WHOLE, without=(), kind=CITY):
    assessment = Assessment(
        edition=on.id,
        organisation=Organisation(name="Någonstad", kind=kind),
        observations=figures(*rows),
        not_applicable=tuple(NotApplicable(item=item) for item in without),
    )
    return StandardScorer().score(ScoreRequest(assessment=assessment, edition=on))


def ends(card, code):
    return card[code].low, card[code].high, card[code].max


# Items that do not apply.


def test_fifty_of_sixty_possible_points_are_fifty_of_sixty():
    on = edition(area("1", 60), area("2", 40), completeness=Completeness.AREAS)
    card = score(("1", "points", 50), on=on, without=["2"])
    assert ends(card, TOTAL) == (Fraction("49.5"), Fraction("50.5"), 60)
    assert card.total.share.low == Fraction("49.5") / 60
    assert not card["2"].applies
    assert (card["2"].share.low, card["2"].share.high) == (0, 1)
    assert card.total.applies


def test_what_does_not_apply_leaves_the_sum_and_the_maximum_of_everything_above():
    card = score(without=["1.3.1", "2.1"])
    assert [card[code].max for code in ("1.3.1", "1.3", "1", "2", TOTAL)] == [0, 6, 56, 15, 71]
    assert [card[code].applies for code in ("1.3.1", "1.3", "2.1", "2")] == [False, True, False, True]


def test_what_does_not_apply_has_nothing_to_lose():
    card = score(("1.1", "level", 0), without=["2", "1.3"])
    assert [lost.code for lost in card.most_lost()] == ["1.1", "1.2"]


def test_nothing_is_left_where_no_part_applies():
    card = score(without=["2.1", "2.2"])
    assert ends(card, "2") == (0, 0, 0)
    assert not card["2"].applies
    nothing = score(without=["1", "2"])
    assert (nothing.total.applies, nothing.total.max) == (False, 0)


def test_a_percent_and_a_maximum_of_a_whole_are_of_what_applies():
    card = score(("2", "percent", 40), ("2", "max", 25), without=["2.2"])
    assert ends(card, "2") == (Fraction("9.875"), Fraction("10.125"), 25)
    assert card.discrepancies == ()
    (wrong,) = score(("2", "max", 30), without=["2.2"]).discrepancies
    assert (wrong.is_wrong_maximum, wrong.expected) == (True, 25)


def test_a_printed_maximum_may_be_that_of_the_whole_whatever_applies():
    rows = (("2.2", "max", 15), ("2", "max", 40), (TOTAL, "max", 100))
    card = score(*rows, without=["2.2"])
    assert card.discrepancies == ()
    assert [card[code].max for code in ("2.2", "2", TOTAL)] == [0, 25, 85]
    assert score(*rows, without=["1", "2"]).discrepancies == ()


def test_what_is_printed_as_nothing_of_nothing_is_no_contradiction():
    card = score(("2.2", "max", 0), ("2.2", "points", 0), without=["2.2"])
    assert card.discrepancies == ()
    assert card["2.2"].printed == 0


@pytest.mark.parametrize(("quantity", "value"), [("points", 3), ("percent", 20), ("max", 20)])
def test_points_of_what_does_not_apply_are_set_aside(quantity, value):
    card = score(("2.2", quantity, value), without=["2.2"])
    (found,) = card.discrepancies
    assert found.kind is DiscrepancyKind.CONTRADICTION
    assert found.set_aside == found.figures == card.assessment.observations
    assert found.expected == 0
    assert "question 2.2 does not apply" in found.message
    assert card["2.2"].contradicted
    assert ends(card, TOTAL) == (0, 85, 85)


def test_a_level_of_what_does_not_apply_is_set_aside_even_the_lowest():
    (found,) = score(("1.1", "level", 0), without=["1.1"]).discrepancies
    assert "level 0 for question 1.1" in found.message


def test_the_parts_that_apply_add_up_as_printed():
    rows = (("2", "points", 11), ("2.1", "points", 10), ("2.2", "points", 0))
    card = score(*rows, without=["2.2"])
    assert card["2"].sum_of_printed == 10
    assert [found.kind for found in card.discrepancies] == [DiscrepancyKind.ROUNDING]


# Levels.


def test_a_level_gives_exactly_what_its_scale_says():
    card = score(("1.1", "level", 1), ("1.2", "level", 2), ("1.3.1", "level", 2))
    assert ends(card, "1.1") == (10, 10, 30)
    assert ends(card, "1.2") == (10, 10, 20)
    assert ends(card, "1.3.1") == (4, 4, 4)
    assert ends(card, "1") == (24, 30, 60)


def test_a_level_whose_award_nobody_knows_bounds_nothing():
    assert ends(score(("1.2", "level", 1)), "1.2") == (0, 20, 20)


def test_a_printed_level_is_never_taken_for_points():
    assert ends(score(("1.1", "level", 2)), "1.1") == (30, 30, 30)


def test_a_level_that_contradicts_points_could_have_been_another_level():
    card = score(("1.1", "level", 0), ("1.1", "points", 10))
    (found,) = card.contradictions()
    misprints = {misprint.figure.quantity: misprint for misprint in found.misprints}
    assert (misprints[Quantity.LEVEL].lowest, misprints[Quantity.LEVEL].highest) == (1, 1)
    assert (misprints[Quantity.POINTS].lowest, misprints[Quantity.POINTS].highest) == (0, 0)
    assert len(found.set_aside) == 2


def test_no_level_is_named_where_none_could_have_been_meant():
    (found,) = score(("1.1", "level", 0), ("1.1", "points", 20)).contradictions()
    assert [misprint.figure.quantity for misprint in found.misprints] == [Quantity.POINTS]


def test_levels_take_part_in_the_smallest_sets():
    card = score(("1", "points", 5), ("1.1", "level", 1), ("1.2", "level", 2))
    (found,) = card.contradictions()
    assert [figure.item for figure in found.figures] == ["1", "1.1"]
    assert ends(card, "1.1") == (10, 10, 30)


@pytest.mark.parametrize(
    ("item", "value", "sentence"),
    [
        ("1.1", 3, "has no level 3. Its levels are: 0, 1, 2."),
        ("2.1", 1, "'2.1' is not answered on a scale"),
        ("1", 1, "'1' is not answered on a scale"),
        (TOTAL, 1, "'total' is not answered on a scale"),
    ],
)
def test_a_level_that_the_scale_has_not_is_refused(item, value, sentence):
    with pytest.raises(InputError, match=sentence.replace(".", r"\.")) as caught:
        score((item, "level", value))
    assert [problem.code for problem in caught.value.problems] == ["unknown-level"]


# Context, kinds of organisation.


def test_a_question_for_context_is_part_of_no_sum_and_keeps_its_answer():
    card = score(("1.4", "level", 2))
    assert [part.code for part in card["1"].parts] == ["1.1", "1.2", "1.3"]
    assert card.discrepancies == ()
    (found,) = score(("1.4", "points", 5)).discrepancies
    assert "question 1.4 has no points here" in found.message


def test_context_that_does_not_apply_is_not_answered():
    (found,) = score(("1.4", "level", 0), without=["1.4"]).discrepancies
    assert found.expected == 0
    assert not score(without=["1.4"]).discrepancies


def test_maxima_follow_the_kind_of_organisation():
    assert [score(kind=kind).total.max for kind in (CITY, TOWN, REGION)] == [100, 85, 85]
    assert not score(kind=TOWN)["2.2"].applies
    only_cities = evolve(WHOLE, areas=(WHOLE.areas[0], evolve(WHOLE.areas[1], applies_to=(CITY,))))
    assert ends(score(on=only_cities, kind=TOWN), "2") == (0, 0, 0)


def test_an_organisation_of_unknown_kind_is_not_scored_where_the_kind_decides():
    with pytest.raises(InputError) as caught:
        score(kind=None)
    assert [problem.code for problem in caught.value.problems] == ["unknown-kind"]
    plain = edition(area("1", 60), completeness=Completeness.AREAS)
    assert score(on=plain, kind=None).total.max == 60


# Texts known and weights not.

HALF = edition(
    area("1", 100, question("1.1", 40), question("1.2", scale="mognad"), question("1.3")),
    area("2", 50, question("2.1", 20), question("2.2", 30)),
    completeness=Completeness.QUESTIONS,
)


def test_everything_is_scored_that_can_be_where_weights_are_unknown():
    rows = (("1", "points", 70), ("1.2", "level", 1), ("1.3", "percent", 50), ("2.1", "points", 10))
    card = score(*rows, ("total", "points", 110), on=HALF)
    assert card.is_printed(card["1"])
    assert ends(card, "1") == (Fraction("69.5"), Fraction("70.5"), 100)
    assert ends(card, "2.2") == (Fraction("28.5"), 30, 30)
    assert card["1"].parts == ()
    assert card.discrepancies == ()


def test_points_of_questions_without_a_maximum_bound_their_area():
    rows = (("1.1", "points", 30), ("1.2", "points", 20))
    card = score(*rows, on=HALF)
    # 1.1 has lost at least 9.5 of its 40, and what is printed of both is there.
    assert ends(card, "1") == (Fraction("49"), Fraction("90.5"), 100)
    assert card["1"].sum_of_printed is None
    assert card.is_printed(card["1"])
    whole = score(*rows, ("1.3", "points", 35), on=HALF)
    assert ends(whole, "1") == (Fraction("83.5"), Fraction("86.5"), 100)
    assert whole["1"].sum_of_printed == 85


def test_points_of_questions_without_a_maximum_can_be_more_than_is_left():
    card = score(("1.2", "points", 50), ("1.3", "points", 40), on=HALF)
    (found,) = card.contradictions()
    assert found.items == ("1", "1.2", "1.3")
    assert found.message.startswith("These figures cannot all be right: 50 points for question 1.2")
    assert found.message.endswith(" None of the figures is counted.")
    assert ends(card, "1") == (0, 100, 100)
    assert card["1"].contradicted
    assert {(one.figure.item, one.highest) for one in found.misprints} == {
        ("1.2", Fraction(21)), ("1.3", Fraction(11)),
    }  # fmt: skip


def test_knowing_texts_more_never_says_less():
    areas = tuple(evolve(known, questions=()) for known in HALF.areas)
    less = evolve(HALF, areas=areas, completeness=Completeness.AREAS)
    rows = (("1", "points", 70), ("total", "percent", 70))
    card, other = score(*rows, on=HALF), score(*rows, on=less)
    assert [ends(card, code) for code in ("1", "2", TOTAL)] == [
        ends(other, code) for code in ("1", "2", TOTAL)
    ]


def test_a_maximum_that_is_not_known_cannot_be_taken_off():
    with pytest.raises(InputError) as caught:
        score(on=HALF, without=["1.3"])
    assert [problem.code for problem in caught.value.problems] == ["unknown-weights"]
    assert score(on=HALF, without=["1.1", "1.2", "1.3"])["1"].applies is False


def released(most, *criteria):
    """Return an edition as it is read from a release, whose maxima were checked less when it was made."""
    parts = tuple(
        Criterion(code=f"1.1.{number}", text=WORDS, max=weight) for number, weight in enumerate(criteria, 1)
    )
    whole = area("1", 10, question("1.1", most, criteria=parts), question("1.2", 8))
    completeness = Completeness.COMPLETE if most is not None else Completeness.QUESTIONS
    checked = edition(area("1", 10), completeness=Completeness.AREAS)
    return evolve(checked, areas=(whole,), completeness=completeness, verified=True)


@pytest.mark.parametrize(
    "on", [released(2, 5, None), released(2, 1, 3, None), released(None, 12, None), released(None, 5, None)]
)
def test_a_loss_that_leaves_less_than_the_parts_have_is_not_known(on):
    """Law 8: "While the figures are consistent, scores are monotone and bounded …"."""
    with pytest.raises(InputError) as caught:
        score(on=on, without=["1.1.1"])
    assert [problem.code for problem in caught.value.problems] == ["unknown-weights"]
    assert score(on=on).total.max == 10
    assert score(on=on, without=["1.2"]).total.max == 2


def test_what_is_said_not_to_apply_is_an_item_of_the_edition():
    with pytest.raises(InputError) as caught:
        score(without=["9.9"])
    assert [problem.code for problem in caught.value.problems] == ["unknown-item"]


# Laws.


@given(st.data(), shaped_editions())
def test_every_shape_is_scored_within_bounds_and_in_any_order(data, on):
    """Law 8: "While the figures are consistent, scores are monotone and bounded …"."""
    assessment = data.draw(shaped_assessments(on))
    card = StandardScorer().score(ScoreRequest(assessment=assessment, edition=on))
    shuffled = evolve(assessment, observations=tuple(data.draw(st.permutations(assessment.observations))))
    again = StandardScorer().score(ScoreRequest(assessment=shuffled, edition=on))
    assert (again.total, again.discrepancies) == (card.total, card.discrepancies)
    what = applicability_of(on, assessment)
    for item in card.total.walk():
        assert 0 <= item.low <= item.high <= item.max
        assert (item.max, item.applies) == (what.max(item.code), what.applies(item.code))
        below = [part for part in item.parts if part.applies]
        if below:
            assert item.max == sum(part.max for part in below)
            assert sum(part.low for part in below) <= item.low
            assert item.high <= sum(part.high for part in below)
        if not item.applies:
            assert item.max == 0
            assert not any(part.applies for part in item.parts)


@given(st.data(), shaped_editions(Completeness.COMPLETE))
def test_a_higher_level_never_lowers_a_total(data, on):
    """Law 8: "… a higher answer never lowers a total, no total leaves [0, maximum]."."""
    answered = [item.code for item in on.walk() if on.scale_of(item.code) and getattr(item, "scored", True)]
    if not answered:
        return
    code = data.draw(st.sampled_from(answered))
    first, second = sorted(data.draw(st.lists(
        st.sampled_from([level.value for level in on.scale_of(code).levels]), min_size=2, max_size=2
    )))  # fmt: skip

    def total(value):
        if code not in [item.code for item in score(on=on).total.walk()]:
            return None
        return score((code, "level", value), on=on).total

    lower, higher = total(first), total(second)
    scale = on.scale_of(code)
    known = all(
        getattr(scale.level(value), key) is not None
        for value in (first, second)
        for key in ["share" if scale.id == "andel" else "points"]
    )
    if lower is not None and known:
        assert lower.low <= higher.low
        assert lower.high <= higher.high


@given(st.data(), shaped_editions())
def test_a_figure_more_never_widens_what_is_known_of_any_shape(data, on):
    """Design: "let the printed sums narrow them again"; a level does too."""
    assessment = data.draw(shaped_assessments(on))
    if not assessment.observations:
        return
    fewer = evolve(assessment, observations=assessment.observations[:-1])
    card, less = (
        StandardScorer().score(ScoreRequest(assessment=one, edition=on)) for one in (assessment, fewer)
    )
    if card.contradictions():
        return
    for item, other in zip(card.total.walk(), less.total.walk(), strict=True):
        assert other.low <= item.low <= item.high <= other.high


@pytest.mark.parametrize("quantity", ["reference", "change"])
def test_what_others_have_of_an_item_that_does_not_apply_is_no_answer_to_it(quantity):
    """Only points, a percent or a maximum can answer what does not apply; a mean is of those that it does."""
    card = score(("1.2", quantity, 12), without=["1.2"])
    assert card.discrepancies == ()
