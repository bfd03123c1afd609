"""docs/reference/python.md: "Every error is an `InputError`", also where an object is made of what it cannot
be made of: in a sentence, for every field of every public class."""

import inspect
import re
from fractions import Fraction
from typing import Any

import attrs
import pytest

import kompass_spec
from kompass_spec import (
    Assessment,
    Evaluator,
    Interval,
    Kompass,
    Linted,
    Merger,
    Observation,
    Organisation,
    Problem,
    Quantity,
    Score,
    Text,
    UsageError,
    example_assessments,
)

WRONG = (object(), 3.5, {1: "x"}, [None])
"""What no field holds, unless it holds anything."""

ANYTHING = {
    ("Plugin", "provided"): "what a plugin provides is of its kind, and held to that where it comes in",
    ("CertificateWriter", "lines"): "a list that it appends to, for thousands of lines",
}


def public_classes():
    for name in dir(kompass_spec):
        value = getattr(kompass_spec, name)
        if inspect.isclass(value) and attrs.has(value):
            yield value


def complaints(kind):
    """Yield the fields that take what is wrong, or say so in no sentence with their name."""
    given = [one for one in attrs.fields(kind) if one.init and not one.name.startswith("_")]
    for one in given:
        if (kind.__name__, one.name) in ANYTHING:
            continue
        for wrong in WRONG:
            if wrong == [None] and "None, ..." in str(one.type):
                continue
            where = f"{one.name}={wrong!r:.20}"
            try:
                if kind is Problem:  # what says all of this has no converters that would need it
                    made(Problem, **{"code": "a-code", "message": "A sentence.", one.name: wrong})
                else:
                    one.converter(wrong)
            except UsageError as error:
                if f"{kind.__name__}: {one.name}" not in str(error) or " at 0x" in str(error):
                    yield f"{where}: {error}"
            except Exception as error:  # noqa: BLE001 - that is what is looked for
                yield f"{where}: {type(error).__name__}: {error}"
            else:
                yield f"{where}: nothing is said"


def made(kind: Any, /, *given: Any, **fields: Any) -> Any:
    """Make an object, of what a type checker would not let pass too."""
    return kind(*given, **fields)


@pytest.mark.parametrize("kind", list(public_classes()), ids=lambda kind: kind.__name__)
def test_every_field_says_what_it_cannot_hold(kind):
    assert list(complaints(kind)) == []


def test_a_sentence_names_the_class_and_the_field():
    with pytest.raises(UsageError) as raised:
        made(Organisation, name="Lund", kind=None, country=4)
    assert [(problem.code, problem.message) for problem in raised.value.problems] == [
        ("wrong-usage", "Organisation: country must be a text, not a whole number.")
    ]
    lund = Organisation(name="Lund", kind=None)
    with pytest.raises(
        UsageError, match=re.escape("Assessment: observations must be a list of Observations")
    ):
        made(Assessment, edition="se-2016", organisation=lund, observations="1.1")


@pytest.mark.parametrize("wrong", [("sv", 1), (1, "sv"), ("sv",), "sv", ("sv", "x", "y"), 3])
def test_what_stands_in_a_pair_is_looked_at_each_time(wrong):
    for _ in range(2):
        assert made(Linted, findings=(), rules=[["a", "b"]]).rules == (("a", "b"),)
        with pytest.raises(UsageError, match="Linted: rules must be a list of tuples"):
            made(Linted, findings=(), rules=[("a", "b"), wrong])


def test_it_is_a_type_error_too():
    for wrong in (lambda: made(Evaluator, name=3), lambda: made(Score, code="1", low=0.5, high=1, max=1)):
        with pytest.raises(TypeError, match=r"must be a text|is not an exact quantity"):
            wrong()


def test_true_is_no_number_and_what_may_be_left_out_may():
    with pytest.raises(UsageError, match="line must be a whole number, not true or false"):
        Problem("a-code", "A sentence.", line=True)
    assert Problem("a-code", "A sentence.", line=None).line is None
    assert Score(code="1", low=0, high=1, max=1).max == Fraction(1)


def test_a_wrong_field_is_refused_again_after_a_right_one():
    """What was looked at once is not looked at again: only what was right is kept in mind."""
    for _ in range(2):
        with pytest.raises(UsageError, match="Evaluator: name must be a text, not nothing"):
            made(Evaluator, name=None)
        assert Evaluator(name="Anna").name == "Anna"


def test_words_of_a_text_are_texts():
    for wrong in (3, {"sv": 3}, {3: "x"}, None, "sv"):
        with pytest.raises(UsageError, match="Text: translations must be"):
            made(Text, wrong)


def test_a_changed_copy_is_held_to_the_same():
    card = Kompass().score_assessment(example_assessments()[0])
    with pytest.raises(UsageError, match="Scorecard: scorer must be a text, not a whole number"):
        made(attrs.evolve, card, scorer=3)


@pytest.mark.parametrize(
    ("kind", "given", "named"),
    [
        (Organisation, {"name": 3, "kind": 4, "country": 5, "code": "2284"}, ["name", "kind", "country"]),
        (Score, {"code": 1, "low": 0.5, "high": 1, "max": "many"}, ["code", "low", "max"]),
        (Observation, {"item": 1, "quantity": "points", "value": 3.5}, ["item", "quantity", "value"]),
        (
            Observation,
            {"item": "1", "quantity": Quantity.POINTS, "value": "x", "precision": [], "line": "2"},
            ["value", "precision", "line"],
        ),
        (
            Assessment,
            {"edition": None, "organisation": "Lund", "observations": "1.1", "year": 2018, "period": 3},
            ["edition", "organisation", "period", "observations"],
        ),
        (Problem, {"code": 1, "message": None, "line": 2.5}, ["code", "message", "line"]),
    ],
)
def test_all_wrong_fields_are_told_at_once(kind, given, named):
    with pytest.raises(UsageError) as raised:
        made(kind, **given)
    told = [re.findall(rf"^{kind.__name__}: (\w+)", one.message) for one in raised.value.problems]
    assert told == [[name] for name in named]


def test_a_copy_with_two_wrong_fields_names_both():
    lund = Organisation(name="Lund", kind=None)
    with pytest.raises(UsageError, match=r"(?s)Organisation: name must .*\n.*Organisation: code must "):
        made(attrs.evolve, lund, name=1, code=2)


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (lambda: Interval(2, 1), "Interval: from 2 to 1 there is no value; swap its ends."),
        (lambda: Merger(into="1", former=("1",), date="soon"), "Merger: 'soon' is not the date of a merger"),
        (
            lambda: Observation(item="1", quantity=Quantity.POINTS, value=1, precision=0),
            "Observation: the precision is 0; write the unit",
        ),
        (
            lambda: Observation(item="1", quantity=Quantity.POINTS, value="1.5", precision=1),
            "Observation: 1.5 cannot be printed with the precision 1;",
        ),
    ],
)
def test_fields_that_do_not_go_together_are_a_problem_too(make, said):
    with pytest.raises(UsageError, match=re.escape(said)) as raised:
        make()
    assert [problem.code for problem in raised.value.problems] == ["wrong-usage"]
