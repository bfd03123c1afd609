"""docs/reference/python.md: "a function or a class is given what it cannot use" is a UsageError,
in a sentence, for every function of the face and every method of what it gives."""

import inspect
import re
from datetime import date
from fractions import Fraction

import pytest

import kompass_spec
from kompass_spec import InputError, UsageError
from kompass_spec.model.lookups import MissingError

WRONG = (object(), 3.5, [None], {1: date(2017, 1, 1)})
"""What no parameter takes, unless it takes anything."""

ANYTHING = {
    # That of every mapping of Python.
    ("Registry.get", "key"),
    ("Registry.get", "default"),
    ("Text.get", "key"),
    ("Text.get", "default"),
    # They are asked for every item of every result: what is not there has none.
    ("Assessment.observed", "item"),
    ("Assessment.observed", "quantity"),
    ("Edition.scale_of", "code"),
    # A float means the decimal that it is shown as.
    ("Edition.assess", "precision"),
}


@pytest.fixture(scope="module")
def things():
    """Return an object of every class that has methods to call."""
    kompass = kompass_spec.Kompass()
    assessments = kompass_spec.example_assessments()
    cards = kompass.score_assessments(assessments).scorecards
    conversion = kompass.convert_scorecards(cards, "se-2010").conversions[0]
    edition = kompass.registry["se-2016"]
    cohort = kompass_spec.cohort_of([], edition=edition)
    found = [
        kompass,
        kompass.registry,
        kompass.plugins(),
        edition,
        edition.title,
        edition.item("7"),
        edition.item("7.2"),
        conversion.mapping,
        assessments[0],
        assessments[0].observations[0],
        assessments[0].organisation,
        cards[0],
        cards[0]["7"],
        cards[0]["7"].interval,
        conversion,
        conversion["1"],
        kompass.compare_scorecards(cards),
        cohort,
    ]
    return {type(one).__name__: one for one in found}


def methods(thing):
    kind = type(thing)
    for name in dir(kind):
        raw = inspect.getattr_static(kind, name)
        if name.startswith("_") or isinstance(raw, property) or not callable(getattr(thing, name, None)):
            continue
        yield name, getattr(thing, name)


def functions():
    for name in dir(kompass_spec):
        value = getattr(kompass_spec, name)
        if inspect.isfunction(value):
            yield name, value


def calls(function, wrong):
    """Yield the arguments of a call for each parameter, in which that one has what is wrong."""
    parameters = [
        one for one in inspect.signature(function).parameters.values() if one.kind is not one.VAR_KEYWORD
    ]
    for one in parameters:
        places, names = [], {}
        for other in parameters:
            if other is not one and other.default is not other.empty:
                continue
            value = wrong if other is one else "1"
            if other.kind is other.KEYWORD_ONLY or (other is one and one.default is not one.empty):
                names[other.name] = value
            else:
                places.append(value)
        yield one.name, places, names


def complaints(name, function):
    """Yield what goes wrong where wrong things are given: no error, or one that is no sentence about it."""
    for wrong in WRONG:
        for parameter, places, names in calls(function, wrong):
            if (name, parameter) in ANYTHING:
                continue
            where = f"{name}({parameter}={wrong!r:.30})"
            try:
                function(*places, **names)
            except (InputError, MissingError):
                continue
            except Exception as error:  # noqa: BLE001 - that is what is looked for
                yield f"{where}: {type(error).__name__}: {error}"
            else:
                yield f"{where}: nothing is said"


def test_every_function_says_what_it_cannot_use():
    found = [sentence for name, function in functions() for sentence in complaints(name, function)]
    assert found == []


def test_every_method_says_what_it_cannot_use(things):
    found = [
        sentence
        for kind, thing in things.items()
        for name, method in methods(thing)
        for sentence in complaints(f"{kind}.{name}", method)
    ]
    assert found == []


def test_a_method_is_named_with_its_class(things):
    with pytest.raises(UsageError, match=re.escape("Edition.name: language must be a text, not a whole")):
        things["Edition"].name("1", 3)
    assert things["Edition"].name("7", "sv") == "Ständiga förbättringar"


@pytest.mark.parametrize(
    "look_up", ["Edition", "Registry", "Scorecard", "Comparison", "Conversion", "Cohort"]
)
def test_what_is_no_key_is_not_there(things, look_up):
    """Whatever is asked for with ``in`` is there or not, also what cannot be a key."""
    for wrong in (3, None, [], {}, object(), Fraction(1)):
        assert wrong not in things[look_up]
