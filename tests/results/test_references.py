"""What a result is compared with: another assessment, a mean of several, or the mean of published results."""

from fractions import Fraction

from kompass_spec.model import (
    Assessment,
    Cohort,
    CohortItem,
    Interval,
    Observation,
    Organisation,
    Quantity,
    Score,
    Scorecard,
)
from kompass_spec.results.references import mean_of, mean_of_cohort
from kompass_spec.wording.figures import describe_reference
from kompass_spec.wording.losses import explain_losses
from kompass_spec.wording.wording import wording_for

ENGLISH = wording_for("en")


def score(code, points=None, maximum=100, parts=()):
    half = Fraction(1, 2)
    known = Interval(0, maximum) if points is None else Interval(points - half, points + half)
    printed = None if points is None else Fraction(points)
    return Score(
        code=code, low=known.low, high=known.high, max=Fraction(maximum), printed=printed, parts=parts
    )


def card(name, total, first=None, second=None):
    return card_of(name, score("total", total, 200, (score("1", first), score("2", second))))


def card_of(name, total):
    printed = [one for one in total.walk() if one.printed is not None]
    figures = [Observation(item=one.code, quantity=Quantity.POINTS, value=one.printed) for one in printed]
    organisation = Organisation(name=name, kind=None)
    assessment = Assessment(
        edition="xx-2016", organisation=organisation, year=2016, observations=tuple(figures)
    )
    return Scorecard(assessment=assessment, total=total)


def test_one_assessment_keeps_its_printed_points_and_a_mean_has_none():
    shown, other = card("A", 100, 50, 50), card("B", 90, 40, 50)
    alone = mean_of([other], shown)
    assert [alone.printed_of(code) for code in ("total", "1", "2")] == [90, 40, 50]
    assert alone.of("1") == Interval("39.5", "40.5")
    mean = mean_of([shown, other], shown)
    assert (mean.of("1"), mean.printed_of("1")) == (Interval("44.5", "45.5"), None)
    assert describe_reference(mean, ENGLISH) == "mean of 2 evaluations: A 2016, B 2016"


def test_a_reference_does_not_have_what_is_not_known():
    """Law 3: "Nothing is invented. Unknown stays unknown (`None`)"; here of a reference."""
    reference = mean_of([card("B", 90)], card("A", 100))
    assert [code for code, _ in reference.values] == ["total"]
    assert (reference.of("1"), reference.printed_of("1")) == (None, None)


def test_the_mean_of_published_results_is_a_reference_where_there_are_enough_of_them():
    few, some = (
        CohortItem(code=code, count=count, mean=Interval(50, 51)) for code, count in (("1", 4), ("2", 5))
    )
    reference = mean_of_cohort(Cohort(edition="xx-2016", members=(), items=(few, some)), ENGLISH)
    assert reference is not None
    assert reference.values == (("2", Interval(50, 51)),)
    assert describe_reference(reference, ENGLISH) == "mean of the published results"
    assert mean_of_cohort(Cohort(edition="xx-2016", members=(), items=(few,)), ENGLISH) is None
    total = CohortItem(code="total", count=5, mean=Interval(50, 51))
    assert mean_of_cohort(Cohort(edition="xx-2016", members=(), items=(few, total)), ENGLISH) is None


def test_what_was_surely_lost_is_said_where_no_item_shows_it():
    assert explain_losses(card("A", None), ENGLISH) == (
        "Full points are possible: nothing is missing for certain.",
    )
    assert explain_losses(card("A", 120), ENGLISH) == (
        "At least 79.5 points are missing in total; the report does not say where.",
    )
    assert explain_losses(card("A", 120, 70), ENGLISH) == (
        "At least 50 more points are missing in total; the report does not say where.",
    )
    assert explain_losses(card("A", 120, 60, 60), ENGLISH) == (), "all of it stands in the list"
    asked = (score("1.1", 10, 20), score("1.2", None, 80))
    within = score("total", None, 200, (score("1", 40, parts=asked), score("2")))
    assert explain_losses(card_of("A", within), ENGLISH) == (
        "The report does not say on which questions these points are missing: 50 points for area 1.",
    )
