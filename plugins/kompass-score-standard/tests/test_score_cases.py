"""The scorer on figures that were really printed, and on one mistake at a time."""

from fractions import Fraction
from pathlib import Path

import pytest
from attrs import evolve

from kompass_score_standard.scorer import StandardScorer
from kompass_spec import load_registry
from kompass_spec.model import (
    TOTAL,
    Assessment,
    Completeness,
    Criterion,
    DiscrepancyKind,
    Observation,
    Organisation,
    OrganisationKind,
    Quantity,
)
from kompass_spec.model.problems import InputError
from kompass_spec.plugins.requests import ScoreRequest

EDITION = load_registry()["se-2016"]
ORGANISATION = Organisation(
    name="Örnsköldsvik", kind=OrganisationKind.MUNICIPALITY, country="SE", code="2284"
)
FIGURES = Path(__file__).with_name("ornskoldsvik-2017-figures.txt")


def read_figures(text):
    """Read lines such as ``6.2 11 55``: an item, its points, its percent; a dash where none is printed."""
    seen = []
    for line, row in enumerate(text.splitlines(), start=1):
        item, points, percent = row.split()
        for quantity, value in ((Quantity.POINTS, points), (Quantity.PERCENT, percent)):
            if value != "-":
                seen.append(Observation(item=item, quantity=quantity, value=Fraction(value), line=line))
    return seen


def score(observations, edition=EDITION):
    assessment = Assessment(
        edition="se-2016", organisation=ORGANISATION, year=2017, observations=tuple(observations)
    )
    return StandardScorer().score(ScoreRequest(assessment=assessment, edition=edition))


@pytest.fixture
def printed():
    return read_figures(FIGURES.read_text("utf-8"))


def ends(score):
    return float(score.low), float(score.high)


def without(observations, item, *quantities):
    return [seen for seen in observations if not (seen.item == item and seen.quantity in quantities)]


def changed(observations, item, quantity, value):
    return [
        evolve(seen, value=Fraction(value)) if (seen.item, seen.quantity) == (item, quantity) else seen
        for seen in observations
    ]


def test_the_report_of_2017_holds_together(printed):
    card = score(printed)
    assert card.contradictions() == ()
    assert [(discrepancy.kind, discrepancy.items) for discrepancy in card.discrepancies] == [
        (DiscrepancyKind.ROUNDING, ("3",)),
        (DiscrepancyKind.ROUNDING, ("6",)),
    ]
    assert [(card[code].sum_of_printed, card[code].printed) for code in ("3", "6")] == [(72, 73), (77, 76)]
    assert [discrepancy.expected for discrepancy in card.discrepancies] == [72, 77]
    assert [len(discrepancy.figures) for discrepancy in card.discrepancies] == [6, 7]
    assert ends(card["4"]) == (70.05, 70.50)
    assert ends(card["6"]) == (76.025, 76.50)
    assert ends(card.total) == (549.8, 555.6)
    assert (card.total.printed, card.total.sum_of_printed, card.total.max) == (None, 552, 800)
    assert [area.printed for area in card.areas] == [74, 57, 73, 70, 68, 76, 57, 77]
    assert len(card.questions) == 45
    assert card["6.2"].interval.width == card["6.2"].width
    assert card["7.2"].lost == 25 - card["7.2"].high
    assert card.most_lost()[0].code == "7.2"


def test_a_question_without_a_percent_or_without_any_figure(printed):
    points_only = without(printed, "6.2", Quantity.PERCENT)
    assert ends(score(points_only)["6.2"]) == (10.5, 11.375)
    nothing = without(printed, "6.2", Quantity.PERCENT, Quantity.POINTS)
    card = score(nothing)
    assert ends(card["6.2"]) == (9.775, 11.375)
    assert card["6.2"].printed is None
    assert card["6"].sum_of_printed is None


@pytest.mark.parametrize("values", [(73, 72), (72, 73)])
def test_an_area_that_is_printed_with_two_values_is_a_rounding_whichever_comes_first(printed, values):
    once = without(printed, "3", Quantity.POINTS, Quantity.PERCENT)
    twice = [
        Observation(item="3", quantity=Quantity.POINTS, value=Fraction(value), line=line)
        for line, value in enumerate(values, start=100)
    ]
    card = score([*once, *twice])
    assert card.contradictions() == ()
    assert [discrepancy.items for discrepancy in card.discrepancies] == [("3",), ("6",)]
    assert card.discrepancies[0].figures[0].value == 73  # the questions add up to 72
    assert card.discrepancies[0].expected == 72
    alone = score(twice)
    assert [(discrepancy.items, discrepancy.expected) for discrepancy in alone.discrepancies] == [
        (("3",), None)
    ]
    assert [figure.value for figure in alone.discrepancies[0].figures] == list(values)


def test_a_question_that_is_printed_with_two_values_does_not_add_up_either_way(printed):
    again = Observation(item="1.2", quantity=Quantity.POINTS, value=Fraction(18), line=99)
    figures = [*without(printed, "1.2", Quantity.PERCENT), again]
    first = evolve(again, value=Fraction(17))
    swapped = [*without(figures, "1.2", Quantity.POINTS), first, evolve(again, line=1)]
    for seen in (figures, swapped):
        card = score(seen)
        assert card.contradictions() == ()
        assert card.discrepancies[0].items == ("1",)


def test_nothing_printed_leaves_everything_open():
    card = score([])
    assert card.discrepancies == ()
    assert ends(card.total) == (0, 800)
    assert card.total.lost == 0


def test_what_does_not_bound_is_not_used(printed):
    more = [
        Observation(item="1", quantity=Quantity.CHANGE, value=Fraction(-16), line=90),
        Observation(item=TOTAL, quantity=Quantity.REFERENCE, value=Fraction(460), line=91),
        Observation(item="1", quantity=Quantity.MAX, value=Fraction(100), line=92),
    ]
    assert score([*printed, *more]).total == score(printed).total


@pytest.mark.parametrize(
    ("quantity", "value"),
    [(Quantity.POINTS, 27), (Quantity.POINTS, -17), (Quantity.PERCENT, 184), (Quantity.PERCENT, -1)],
)
def test_a_figure_that_no_true_value_prints(printed, quantity, value):
    card = score(changed(printed, "1.2", quantity, value))
    (discrepancy,) = card.contradictions()
    assert discrepancy.items == ("1.2",)
    assert [figure.value for figure in discrepancy.figures] == [value]
    assert discrepancy.set_aside == discrepancy.figures
    (misprint,) = discrepancy.misprints
    expected = (17, 17) if quantity is Quantity.POINTS else (83, 88)
    assert misprint.lowest <= expected[0] <= misprint.highest
    assert card["1.2"].contradicted
    assert not card["1"].contradicted
    assert discrepancy.message.endswith(" The figure is not counted.")


def test_points_and_percent_of_a_question_that_disagree(printed):
    card = score(changed(printed, "1.2", Quantity.PERCENT, 48))
    (discrepancy,) = card.contradictions()
    assert discrepancy.items == ("1.2",)
    assert [(figure.quantity, figure.value) for figure in discrepancy.figures] == [
        (Quantity.POINTS, 17),
        (Quantity.PERCENT, 48),
    ]
    # The area's sum shows that it is the percent.
    assert [misprint.figure.quantity for misprint in discrepancy.misprints] == [Quantity.PERCENT]
    assert "84" in [
        str(value)
        for value in range(int(discrepancy.misprints[0].lowest), int(discrepancy.misprints[0].highest) + 1)
    ]
    assert set(discrepancy.set_aside) == set(discrepancy.figures)
    assert ends(card["1.2"]) == ends(score(without(printed, "1.2", Quantity.POINTS, Quantity.PERCENT))["1.2"])


def test_a_figure_of_a_question_that_agrees_with_all_others_is_kept(printed):
    again = Observation(item="1.2", quantity=Quantity.POINTS, value=Fraction(9), line=99)
    card = score([*printed, again])
    (discrepancy,) = card.contradictions()
    assert [figure.value for figure in discrepancy.figures] == [17, 9]
    assert [figure.value for figure in discrepancy.set_aside] == [17, 84, 9]
    assert [misprint.figure.value for misprint in discrepancy.misprints] == [9]
    touching = Observation(item="1.2", quantity=Quantity.PERCENT, value=Fraction(83), line=98)
    card = score([*printed, touching])
    assert card.contradictions() == ()


def test_an_area_that_disagrees_with_its_questions_loses_its_own_figures(printed):
    wrong = changed(changed(printed, "3", Quantity.POINTS, 93), "3", Quantity.PERCENT, 93)
    card = score(wrong)
    (discrepancy,) = card.contradictions()
    assert discrepancy.items[0] == "3"
    assert {figure.item for figure in discrepancy.set_aside} == {"3"}
    assert card["3"].contradicted
    assert card["3"].printed == 93
    assert 72 < card["3"].low <= card["3"].high < 74
    assert discrepancy.misprints == ()  # two figures say 93
    assert [each.items for each in card.discrepancies if each.kind is DiscrepancyKind.ROUNDING] == [("6",)]


def test_the_smallest_set_takes_no_more_questions_than_it_needs(printed):
    few = [
        Observation(item="3", quantity=Quantity.POINTS, value=Fraction(10), line=1),
        *(seen for seen in printed if seen.item.startswith("3.") and seen.quantity is Quantity.POINTS),
    ]
    card = score(few)
    (discrepancy,) = card.contradictions()
    assert [figure.value for figure in discrepancy.figures] == [10, 13]  # 11 and 10 can both be 10.5
    assert discrepancy.items == ("3", "3.2")


def test_a_total_that_disagrees_with_its_areas(printed):
    total = Observation(item=TOTAL, quantity=Quantity.POINTS, value=Fraction(585), line=60)
    card = score([*printed, total])
    (discrepancy,) = card.contradictions()
    assert discrepancy.items[0] == TOTAL
    assert discrepancy.set_aside == (total,)
    assert card.total.contradicted
    assert ends(card.total) == (549.8, 555.6)
    (misprint,) = discrepancy.misprints
    assert (misprint.figure, misprint.lowest, misprint.highest) == (total, 550, 556)
    agreeing = score([*printed, evolve(total, value=Fraction(552))])
    assert ends(agreeing.total) == (551.5, 552.5)


def test_a_printed_maximum_that_is_not_the_editions(printed):
    wrong = Observation(item="1.2", quantity=Quantity.MAX, value=Fraction(30), line=99)
    card = score([*printed, wrong])
    (discrepancy,) = card.contradictions()
    assert discrepancy.items == ("1.2",)
    assert discrepancy.is_wrong_maximum
    assert discrepancy.expected == 20
    assert discrepancy.set_aside == (wrong,)
    assert card["1.2"].contradicted
    assert card["1.2"].interval == score(printed)["1.2"].interval
    assert "the edition has 20" in discrepancy.message


def test_discrepancies_stand_in_the_order_of_the_edition(printed):
    wrong = changed(changed(printed, "8.1", Quantity.POINTS, 99), "2.1", Quantity.POINTS, 99)
    total = Observation(item=TOTAL, quantity=Quantity.POINTS, value=Fraction(10), line=60)
    items = [discrepancy.items[0] for discrepancy in score([total, *wrong]).discrepancies]
    assert items == ["2.1", "3", "6", "8.1", TOTAL]


def test_a_total_without_areas_and_many_questions_is_still_found_quickly(printed):
    questions = [seen for seen in printed if "." in seen.item]
    total = Observation(item=TOTAL, quantity=Quantity.POINTS, value=Fraction(799), line=60)
    (discrepancy,) = score([total, *questions]).contradictions()
    assert len(discrepancy.figures) == 2
    low = score([evolve(total, value=Fraction(100)), *questions]).contradictions()[0]
    assert len(low.figures) == 1 + 6
    assert low.items[0] == TOTAL


def test_an_edition_of_which_only_areas_are_known():
    edition = load_registry()["se-2010"]
    values = [68, 49, 74, 72, 74, 76, 61, 77]
    seen = [
        Observation(item=str(number), quantity=Quantity.POINTS, value=Fraction(value), line=number)
        for number, value in enumerate(values, start=1)
    ]
    seen.append(Observation(item=TOTAL, quantity=Quantity.POINTS, value=Fraction(551), line=9))
    assessment = Assessment(edition="se-2010", organisation=ORGANISATION, observations=tuple(seen))
    card = StandardScorer().score(ScoreRequest(assessment=assessment, edition=edition))
    assert card.discrepancies == ()
    assert ends(card["1"]) == (67.5, 68.5)
    assert ends(card.total) == (550.5, 551.5)
    assert card["1"].sum_of_printed is None


def test_a_figure_of_a_criterion_without_weights_is_said_to_be_of_no_use():
    question = EDITION.item("1.1")
    criteria = (Criterion(code="1.1.1", text=question.text), Criterion(code="1.1.2", text=question.text))
    first, *others = EDITION.areas
    questions = tuple(evolve(each, criteria=criteria if each is question else ()) for each in first.questions)
    edition = evolve(EDITION, areas=(evolve(first, questions=questions), *others))
    assert score([], edition)["1.1"].parts == ()
    with pytest.raises(InputError) as raised:
        score([Observation(item="1.1.2", quantity=Quantity.POINTS, value=Fraction(1), line=7)], edition)
    assert [(problem.code, problem.line) for problem in raised.value.problems] == [("unknown-weights", 7)]


def test_what_cannot_be_scored_is_said_all_at_once():
    edition = load_registry()["se-2010"]
    unweighed = evolve(edition, areas=tuple(evolve(area, max=None) for area in edition.areas))
    seen = (Observation(item="9", quantity=Quantity.POINTS, value=Fraction(1), line=7),)
    assessment = Assessment(edition="se-2016", organisation=ORGANISATION, observations=seen)
    with pytest.raises(InputError) as raised:
        StandardScorer().score(ScoreRequest(assessment=assessment, edition=unweighed))
    assert [(problem.code, problem.line) for problem in raised.value.problems] == [
        ("other-edition", None),
        ("unknown-weights", None),
        ("unknown-item", 7),
    ]


def test_an_exact_answer_is_no_rounded_figure():
    """An answer of 11 points is 11, and 12 points of the same item contradict it instead of being rounded."""
    registry = load_registry()

    def answer(value, quantity=Quantity.POINTS):
        return Observation(item="6.2", quantity=quantity, value=value, exact=True)

    def card(*figures):
        organisation = Organisation(name="Somebody", kind=OrganisationKind.MUNICIPALITY)
        assessment = Assessment(edition="se-2016", organisation=organisation, observations=figures)
        return StandardScorer().score(ScoreRequest(assessment=assessment, edition=registry["se-2016"]))

    agreed = card(answer(Fraction(11)), answer(Fraction(55), Quantity.PERCENT))
    assert (agreed["6.2"].low, agreed["6.2"].high, agreed.discrepancies) == (11, 11, ())
    (found,) = card(answer(Fraction(11)), answer(Fraction(60), Quantity.PERCENT)).discrepancies
    assert found.kind is DiscrepancyKind.CONTRADICTION
    assert {(one.lowest, one.highest) for one in found.misprints} == {(12, 12), (55, 55)}


@pytest.mark.parametrize(("item", "told"), [("1", True), (TOTAL, True), ("1.1", False)])
def test_a_sum_printed_twice_with_other_decimals_is_told_where_nothing_below_it_is(item, told):
    twice = [
        Observation(item=item, quantity=Quantity.POINTS, value=Fraction(value), precision=precision, line=1)
        for value, precision in (("7", Fraction(1)), ("7.4", Fraction(1, 10)))
    ]
    areas = tuple(evolve(area, questions=()) for area in EDITION.areas)
    edition = EDITION if item == "1.1" else evolve(EDITION, areas=areas, completeness=Completeness.AREAS)
    found = score(twice, edition).discrepancies
    assert [(one.kind, one.items) for one in found] == [(DiscrepancyKind.ROUNDING, (item,))] * told
