"""Whatever a function is given that it cannot use is said in problems, all at once, and in no traceback."""

import copy
import inspect
import pickle
from importlib.metadata import entry_points
from pathlib import Path

import pytest

import kompass_spec
from kompass_spec import Choice, InputError, Problem, UsageError

NEEDED = {
    "kompass-convert-mapping",
    "kompass-frameworks",
    "kompass-import-report",
    "kompass-render-text",
    "kompass-score-standard",
}
INSTALLED = {point.dist.name for point in entry_points(group="kompass") if point.dist is not None}
if not NEEDED <= INSTALLED:
    pytest.skip(f"not installed: {NEEDED - INSTALLED}", allow_module_level=True)
REPORT = Path(__file__).parents[2] / "docs/examples/ornskoldsvik-2017.md"
FUNCTIONS = sorted(
    name
    for names in kompass_spec._DO.values()  # noqa: SLF001 - the functions by group
    for name in names.split()
    if name != "hookimpl" and inspect.signature(getattr(kompass_spec, name)).parameters
)


@pytest.fixture(scope="module")
def fitting():
    """What fits every parameter that has to be given, by its name."""
    kompass = kompass_spec.Kompass()
    registry = kompass.registry
    imported = kompass.import_path(REPORT)
    card = kompass.score_assessment(imported.assessments[0])
    return {
        "path": REPORT, "paths": [REPORT], "file": "report.md", "content": REPORT.read_bytes(),
        "assessment": imported.assessments[0], "assessments": imported.assessments,
        "scorecard": card, "scorecards": [card],
        "edition": registry["se-2016"], "source": "se-2010", "target": "se-2016", "registry": registry,
        "what": card, "results": [card],
        "cohort": kompass.cohort_of([card], registry["se-2016"]),
        "gathered": kompass.gather(Choice(country="XX")),
        "first": kompass.find_mapping("se-2010", "se-2016"),
        "second": kompass.find_mapping("se-2016", "se-2020"),
        "earlier": registry["se-2010"], "later": registry["se-2016"],
    }  # fmt: skip


WRONG: tuple[object, ...] = (object(), 1.5, b"bytes", "", "text", [], [object()], {}, Ellipsis)


def tries(function, fitting):
    """Iterate over calls of a function, each with one argument that it may not have, or may."""
    parameters = inspect.signature(function).parameters.values()
    needed = {
        one.name: fitting[one.name]
        for one in parameters
        if one.default is one.empty and one.kind is not one.VAR_POSITIONAL
    }
    if "edition" in needed and inspect.signature(function).parameters["edition"].annotation is str:
        needed["edition"] = "se-2016"
    for one in parameters:
        values = WRONG if one.name in needed else (WRONG[0], WRONG[6])
        for value in (*values, fitting["scorecard"]):
            given = {key: other for key, other in needed.items() if key != one.name}
            if one.kind is one.VAR_POSITIONAL:
                yield one.name, (value,), {}
            else:
                yield one.name, (), {**given, one.name: value}


@pytest.mark.parametrize("name", FUNCTIONS)
def test_a_wrong_argument_is_a_problem_that_says_what_to_give(name, fitting, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    function = getattr(kompass_spec, name)
    refused: set[str] = set()
    said: list[Problem] = []
    for parameter, given, named in tries(function, fitting):
        try:
            function(*given, **named)
        except InputError as error:
            refused.add(parameter)
            said += error.problems
    assert all(one.message.endswith(".") for one in said)
    assert refused == set(inspect.signature(function).parameters)


@pytest.mark.parametrize(
    ("name", "given", "said"),
    [
        ("compare_scorecards", [], "There is nothing to compare"),
        ("render_scorecards", [], "There is nothing to show"),
        ("compare_scorecards", "one", "must be a list of Scorecards, not a Scorecard. Put it in a list."),
        ("render_scorecards", "one", "must be a list of Scorecards, not a Scorecard. Put it in a list."),
        ("score_assessments", "one", "must be a list of Assessments, not a Scorecard."),
        ("score_assessments", "ones", "must be a list of Assessments, not one with a Scorecard in it."),
        ("score_assessment", "one", "assessment must be an Assessment, not a Scorecard."),
    ],
)
def test_a_sentence_says_what_was_given_and_what_to_give(name, given, said, fitting):
    value = {"one": fitting["scorecard"], "ones": fitting["scorecards"]}.get(str(given), given)
    with pytest.raises(UsageError) as raised:
        getattr(kompass_spec, name)(value)
    assert said in str(raised.value)


def test_all_wrong_arguments_are_said_at_once(fitting):
    with pytest.raises(UsageError) as raised:
        kompass_spec.import_document(3, "text")  # type: ignore[arg-type]  # that is the test
    assert [one.message for one in raised.value.problems] == [
        "import_document: file must be a text, not a whole number.",
        "import_document: content must be bytes, not a text.",
    ]
    with pytest.raises(UsageError, match="not one with a Scorecard in it"):
        kompass_spec.score_assessments(iter(fitting["scorecards"]))


def test_a_scorecard_is_no_list_of_its_scores(fitting):
    """Rule: what is asked for by code is not iterated over by accident, from an item 0 on."""
    for whole in (fitting["scorecard"], fitting["cohort"]):
        with pytest.raises(TypeError, match="is not iterable"):
            list(whole)


@pytest.mark.parametrize("again", [copy.copy, copy.deepcopy, lambda one: pickle.loads(pickle.dumps(one))])  # noqa: S301 - our own bytes
@pytest.mark.parametrize("kind", [InputError, UsageError])
def test_an_error_is_the_same_when_it_was_copied_or_came_from_another_process(again, kind):
    error = kind(
        [Problem("empty-file", "The file is empty.", "a.md"), Problem("no-year", "No year.", line=3)]
    )
    error.add_note("While reading.")
    back = again(error)
    assert (type(back), back.problems, str(back)) == (kind, error.problems, str(error))
    assert back.__notes__ == ["While reading."]
