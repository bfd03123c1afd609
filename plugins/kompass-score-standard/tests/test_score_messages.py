"""Sentences on discrepancies: figures as printed, what the others allow, and no more than can be read."""

from fractions import Fraction

from attrs import evolve

from kompass_score_standard.scorer import StandardScorer
from kompass_spec import load_registry
from kompass_spec.model import (
    TOTAL,
    Assessment,
    Criterion,
    Observation,
    Organisation,
    OrganisationKind,
    Quantity,
    Text,
)
from kompass_spec.plugins.requests import ScoreRequest
from kompass_spec.wording.figures import describe_figure, explain_discrepancies
from kompass_spec.wording.wording import wording_for

EDITION = load_registry()["se-2016"]
SOMEBODY = Organisation(name="Örnsköldsvik", kind=OrganisationKind.MUNICIPALITY, country="SE")
ENGLISH = wording_for("en")


def figure(item, quantity, value, line=1, precision=1):
    return Observation(
        item=item,
        quantity=Quantity(quantity),
        value=Fraction(value),
        line=line,
        precision=Fraction(precision),
    )


def card(*figures, edition=EDITION):
    assessment = Assessment(edition=edition.id, organisation=SOMEBODY, observations=figures)
    return StandardScorer().score(ScoreRequest(assessment=assessment, edition=edition))


def messages(*figures, edition=EDITION):
    return [discrepancy.message for discrepancy in card(*figures, edition=edition).discrepancies]


def test_a_figure_is_written_with_the_decimals_that_it_was_printed_with():
    (message,) = messages(
        figure("6.2", "points", 11, precision="1/10"), figure("6.2", "percent", 56, 2, precision="1/10")
    )
    assert message.startswith("6.2: 11.0 of 20 points is 55%, but the report says 56.0% (line 2). ")
    assert "If the points are wrong, they should be 11.2." in message
    assert "If the percent is wrong, it should be 54.7–55.3%." in message
    assert message.endswith("None of the figures is counted.")


def test_a_figure_that_nothing_allows_is_said_to_be_one():
    (message,) = messages(figure("6.2", "points", 27), figure("6.2", "percent", 55, 2))
    assert message == (
        "6.2: 27 points (line 1) is more than the maximum, which is 20. It should probably say 11. The figure"
        " is not counted."
    )
    (message,) = messages(figure("6.2", "points", 27))
    assert "probably" not in message, "any value would do"
    (message,) = messages(figure("6.2", "percent", 148))
    assert message.startswith("6.2: 148% (line 1) is more than 100%. ")
    (message,) = messages(figure("7", "points", 120))
    assert message.startswith("Area 7: 120 points (line 1) is more than the maximum, which is 100. ")


def test_a_place_names_the_page_and_a_line_only_where_there_is_no_page():
    seen = evolve(figure("6.2", "points", 11, line=7), page=3)
    assert describe_figure(seen, ENGLISH) == "11 points for question 6.2 (page 3)"
    assert describe_figure(evolve(seen, page=None), ENGLISH) == "11 points for question 6.2 (line 7)"
    assert describe_figure(evolve(seen, value=Fraction(1)), ENGLISH) == "1 point for question 6.2 (page 3)"


def with_criteria():
    first, *others = EDITION.areas
    question, *rest = first.questions
    half = question.max / 2
    criteria = tuple(
        Criterion(code=f"{question.code}.{number}", max=half, text=Text({"sv": "kriterium"}))
        for number in (1, 2)
    )
    divided = evolve(question, criteria=criteria)
    return evolve(EDITION, areas=(evolve(first, questions=(divided, *rest)), *others))


def test_the_level_below_questions_is_called_by_its_name():
    edition = with_criteria()
    (message,) = messages(
        figure("1.1", "points", 12),
        figure("1.1.1", "points", 6, 2),
        figure("1.1.2", "points", 5, 3),
        edition=edition,
    )
    assert message.startswith("The criteria of question 1.1 add up to 11, but the report says 12. ")
    change = evolve(figure("1.1.1", "points", 3), quantity=Quantity.CHANGE)
    assert describe_figure(change, ENGLISH) == "a change of +3 points for criterion 1.1.1 (line 1)"
    assert describe_figure(change, wording_for("sv")).endswith("för kriterium 1.1.1 (rad 1)")


def test_a_sum_against_many_figures_says_first_what_they_allow():
    questions = [
        figure(question.code, "points", question.max - 2, line)
        for line, question in enumerate(EDITION.questions, start=1)
    ]
    scored = card(*questions, figure(TOTAL, "points", 734, 99))
    (discrepancy,) = scored.discrepancies
    assert len(discrepancy.figures) == 46
    assert discrepancy.message.startswith(
        "The total: the other figures give 687.5–732.5 points, but the report says 734 points (line 99). "
    )
    assert "If 734 points in total (line 99) is wrong, it should be " in discrepancy.message
    assert "(line 6)" not in discrepancy.message
    assert discrepancy.message.endswith("The report’s own sum is not counted.")
    assert len(discrepancy.message) < 400
    (message,) = explain_discrepancies(scored, wording_for("sv"))
    assert message.startswith("Totalpoängen: de övriga siffrorna ger 687,5–732,5 poäng, ")
    assert "andra siffror" in message


def test_where_no_misprint_explains_it_that_is_said():
    (message,) = messages(
        figure("1", "points", 10),
        figure("1", "percent", 10, 2),
        figure("1.2", "points", 17, 3),
        figure("1.2", "percent", 85, 4),
    )
    assert "No misprint of one figure alone explains it." in message


def test_figures_that_agree_with_another_maximum_are_not_called_misprints():
    seen = (figure("6.2", "points", 11), figure("6.2", "max", 25), figure("6.2", "percent", 44))
    maximum, figures = messages(*seen)
    assert maximum.startswith("The report gives a maximum of 25 points")
    assert "With the report’s own maximum of 25 points the figures agree." in figures
    assert "wrong" not in figures
    _, figures = messages(*seen[:2], figure("6.2", "percent", 90))
    assert "If the points are wrong" in figures


def test_two_figures_of_a_sum_are_named_both():
    (message,) = messages(figure("3", "points", 72), figure("3", "points", 73, 2))
    assert message == "The report says both 72 and 73 points for area 3. Rounding explains the difference."


def test_every_sentence_is_said_in_the_readers_language():
    scored = card(
        figure("3", "points", 72),
        figure("3", "points", 73, 2),
        figure("6.2", "points", 99, 3),
        figure("1", "points", 10, 4),
        figure("1", "percent", 10, 5),
        figure("1.2", "points", 17, 6),
        figure("1.2", "percent", 85, 7),
    )
    for english, message in zip(
        scored.discrepancies, explain_discrepancies(scored, wording_for("sv")), strict=True
    ):
        sentences = english.message.split(". ")
        assert not any(sentence in message for sentence in sentences)
