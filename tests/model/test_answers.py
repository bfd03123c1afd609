"""Assessments made of the figures that a program has."""

from decimal import Decimal
from fractions import Fraction

import pytest

from kompass_spec import InputError, Observation, Organisation, Quantity, load_registry, score_assessment

REGISTRY = load_registry()
if not REGISTRY:
    pytest.skip("no framework is installed", allow_module_level=True)
EDITION = REGISTRY["se-2016"]


class Whole:
    """A whole number of another library, such as those of NumPy, which is no ``int``."""

    def __index__(self):
        return 75


class Single(float):
    """A float of another library, which is shown in words of its own."""

    def __repr__(self):
        return "library.Single(62.5)"


@pytest.mark.parametrize(
    ("given", "low", "high"),
    [
        (75, 75, 75),
        (Whole(), 75, 75),
        (62.5, "62.5", "62.5"),
        (0.1, "1/10", "1/10"),
        (Single(62.5), "62.5", "62.5"),
        (Decimal("62.50"), "62.5", "62.5"),
        (Fraction(200, 3), "200/3", "200/3"),
        ("200/3", "200/3", "200/3"),
        ("62.5", "62.45", "62.55"),
        ("62,5", "62.45", "62.55"),
        ("62.50", "62.495", "62.505"),
        ("75", "74.5", "75.5"),
    ],
)
def test_a_number_is_exact_and_a_text_is_rounded_to_its_last_digit(given, low, high):
    (seen,) = EDITION.assess("Lund", 2018, percents={"1.1": given}).observations
    assert (seen.lowest, seen.highest) == (Fraction(low), Fraction(high))


def test_a_precision_is_that_of_all_figures():
    (seen,) = EDITION.assess("Lund", percents={"1.1": 75}, precision=1).observations
    assert (seen.lowest, seen.highest, seen.exact) == (Fraction("74.5"), Fraction("75.5"), False)
    with pytest.raises(InputError, match=r"62\.5 cannot be printed with the precision 1"):
        EDITION.assess("Lund", percents={"1.1": 62.5}, precision=1)
    with pytest.raises(InputError, match="0 is no precision"):
        EDITION.assess("Lund", percents={"1.1": 62.5}, precision=0)


def test_everything_that_is_wrong_is_said_at_once():
    with pytest.raises(InputError) as refused:
        EDITION.assess(
            "Lund",
            2018,
            percents={"1.1": 101, "7.22": 5, "1.3": float("nan"), "2.4": 50, "1.4": True},
            points={"1.2": -1, "total": 801, "2.1": "many"},
            levels={"1.5": 3},
            not_applicable=["2.4", "0.1"],
        )
    problems = {problem.pointer: problem for problem in refused.value.problems}
    assert set(problems) == {
        *("/percents/1.1", "/percents/7.22", "/percents/1.3", "/percents/2.4", "/percents/1.4"),
        *("/points/1.2", "/points/total", "/points/2.1", "/levels/1.5", "/not_applicable/1"),
    }
    assert "Did you mean '7.2'?" in problems["/percents/7.22"].message
    assert all(problem.message.endswith(".") for problem in refused.value.problems)


@pytest.mark.parametrize(
    ("name", "value"),
    [("percents", [75]), ("year", "2018"), ("year", True), ("not_applicable", "2.4"), ("organisation", 7)],
)
def test_what_is_of_another_type_is_a_problem(name, value):
    with pytest.raises(InputError) as refused:
        EDITION.assess(**{"organisation": "Lund", name: value})
    assert [problem.pointer for problem in refused.value.problems] == [f"/{name}"]


def test_what_has_no_figure_is_left_open():
    assessment = EDITION.assess("Lund", 2018, percents={"1.1": None, "1.2": 50})
    card = score_assessment(assessment)
    assert not card.is_printed(card["1.1"])
    assert card["1.1"].interval.width == 15
    assert assessment.given
    assert assessment.is_answered


def test_an_organisation_may_be_given_whole():
    lund = Organisation(name="Lunds kommun", kind=None, country="SE", code="1281")
    assert EDITION.assess(lund).organisation is lund
    assert EDITION.assess("Lund").organisation.country == "SE"


def test_an_observation_has_the_precision_of_its_digits():
    def seen(value, **others):
        return Observation(item="1.1", quantity=Quantity.PERCENT, value=value, **others)

    assert seen("62.5").precision == Fraction(1, 10)
    assert seen("62.50").precision == Fraction(1, 100)
    assert seen(75).precision == seen("75").precision == seen(Fraction(75)).precision == 1
    assert seen("75", precision="0.1").precision == Fraction(1, 10)
    with pytest.raises(ValueError, match="cannot be printed with the precision 1"):
        seen("62.5", precision=1)
    assert seen("62.5", precision=1, exact=True).value == Fraction("62.5")


def test_a_number_too_long_to_be_written_is_refused_in_a_sentence():
    with pytest.raises(InputError, match="so long a number is not a figure"):
        EDITION.assess("Lund", 2018, percents={"1.1": 10**6000})
    with pytest.raises(InputError, match="must be a whole number, not"):
        EDITION.assess("Lund", Fraction(10**6000, 7))  # type: ignore[arg-type]  # that is the test


def test_one_figure_is_called_one():
    assert "1 figure>" in repr(EDITION.assess("Lund", 2018, percents={"1.1": 75}))
