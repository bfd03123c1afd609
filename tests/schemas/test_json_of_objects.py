"""Law 9 for what Python writes: "Export → import is the identity", and what is written fits its schema; law 5
for what it reads: all problems at once, each where it stands, and never a traceback."""

import json
from copy import deepcopy
from pathlib import Path

import pytest
from hypothesis import assume, given, strategies as st

import kompass_spec
from kompass_spec import (
    Certificate,
    Choice,
    Cohort,
    Comparison,
    Conversion,
    EditionMapping,
    InputError,
    Kompass,
    Problem,
    Registry,
    UsageError,
    WrongTypeError,
    load_plugins,
)
from kompass_spec.documents.datasets import read_dataset
from kompass_testing.strategies import assessments, convert_requests, editions, mappings, scorecards

ROOT = Path(__file__).parents[2]
REPORT = ROOT / "docs/examples/ornskoldsvik-2017.md"
DATASET = ROOT / "plugins/kompass-results-nordic/src/kompass_results_nordic/results.toml"
ON_EDITIONS = (Conversion, EditionMapping, kompass_spec.Conversions)
KINDS = {
    "Assessment": "assessment", "Imported": "assessments", "Scorecard": "scorecard", "Scored": "scorecards",
    "Conversion": "conversion", "Conversions": "conversions", "Comparison": "comparison", "Cohort": "cohort",
    "Edition": "edition", "EditionMapping": "mapping", "Difference": "difference",
    "Certificate": "certificate", "Dataset": "dataset", "Problem": "problem", "InputError": "errors",
    "UsageError": "errors",
    "WrongTypeError": "errors",
}  # fmt: skip


@pytest.fixture(scope="module")
def kompass():
    return Kompass()


@pytest.fixture(scope="module")
def objects(kompass):
    """An object of every kind, made of the shipped report."""
    imported = kompass.import_path(REPORT)
    scored = kompass.score_assessments(imported.assessments)
    cards, registry = scored.scorecards, kompass.registry
    certified = kompass.score_assessment(imported.assessments[0], certified=True)
    problem = Problem("no-year", "There is no year.", "a.xlsx", sheet="Område 1", cell="C7")
    asked = kompass.gather(Choice(country="SE"))
    found = [
        imported.assessments[0], imported, cards[0], scored,
        kompass.convert_scorecard(cards[0], "se-2010", certified=True),
        kompass.convert_scorecards(cards, "se-2020"),
        kompass.compare_scorecards(cards, questions=True),
        kompass.cohort_of(
            [*cards, *(one.scorecard for one in asked.members)], registry["se-2016"],
            asked=cards[0], convert=True, every=True,
        ),
        registry["se-2016"], kompass.find_mapping("se-2010", "se-2020"),
        kompass_spec.diff_editions(registry["se-2010"], registry["se-2016"]), certified.certificate,
        read_dataset(DATASET.read_text("utf-8"), "results.toml"), problem,
        InputError([problem, problem]), UsageError([problem]), WrongTypeError([problem]),
    ]  # fmt: skip
    return {type(one).__name__: one for one in found}


def again(value, registry, document=None):
    """Return what is read of what is written of an object, or of another document of its kind."""
    beside = (registry,) if isinstance(value, ON_EDITIONS) else ()
    return type(value).from_json(value.to_json() if document is None else document, *beside)


def held(value):
    """Return what an object is compared by; errors are no values."""
    return value.problems if isinstance(value, InputError) else value


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_written_of_an_object_fits_its_schema_and_is_read_again(
    kind, objects, kompass, check_shipped
):
    value = objects[kind]
    data = value.to_dict()
    assert check_shipped(KINDS[kind], data) == []
    assert json.loads(value.to_json()) == data
    for document in (value.to_json(), value.to_json().encode(), value.to_json().encode("utf-16")):
        back = again(value, kompass.registry, document)
        assert held(back) == held(value)
        assert back.to_json() == value.to_json()
    beside = (kompass.registry,) if isinstance(value, ON_EDITIONS) else ()
    assert held(type(value).from_dict(data, *beside)) == held(value)


def test_every_kind_of_object_that_can_be_read_is_tried_here(objects):
    readable = {
        name
        for name in {*kompass_spec.__all__, *kompass_spec.model.__all__}
        if hasattr(getattr(kompass_spec, name), "from_json") and not name.startswith("Record")
    }
    assert readable == set(KINDS) == set(objects)


def test_a_standing_is_written_as_the_command_does(kompass, check_shipped):
    edition = kompass.registry["se-2020"]
    standing = kompass.standing_of(kompass.gather(Choice(country="SE")), edition)
    assert check_shipped("cohorts", standing.to_dict()) == []


def test_what_was_not_scored_is_written_and_read_too(objects, check_shipped):
    scored = kompass_spec.Scored(scorecards=(objects["Scorecard"],), problems=(objects["Problem"],))
    assert check_shipped("scorecards", scored.to_dict()) == []
    assert kompass_spec.Scored.from_json(scored.to_json()) == scored


@pytest.mark.slow
@given(st.data())
def test_whatever_there_is_of_results_is_the_same_when_it_is_read_again(fits_shipped, data):
    edition = data.draw(editions())
    card = data.draw(scorecards(edition))
    found = [edition, card, card.assessment, data.draw(assessments(edition))]
    registry = Registry.of([edition])
    for given_edition in (None, edition.id):
        try:
            found.append(
                kompass_spec.compare_scorecards([card, card], edition=given_edition, registry=registry)
            )
        except InputError:
            continue
    found.append(kompass_spec.cohort_of([card], edition, asked=card, registry=registry))
    for value in found:
        assert again(value, registry) == value
        assert fits_shipped(KINDS[type(value).__name__], value.to_dict())


CONVERTER = load_plugins("converters").choose("converters", "mapping").provided


@pytest.mark.slow
@given(convert_requests())
def test_every_conversion_is_the_same_when_it_is_read_again(fits_shipped, request):
    try:
        conversion = CONVERTER.convert(request)
    except InputError:
        assume(False)
    mapping = conversion.mapping
    registry = Registry.of([mapping.source, mapping.target])
    assert again(conversion, registry) == conversion
    assert fits_shipped("conversion", conversion.to_dict())


@given(mappings())
def test_every_mapping_is_the_same_when_it_is_read_again(fits_shipped, mapping):
    registry = Registry.of([mapping.source, mapping.target])
    assert again(mapping, registry) == mapping
    assert fits_shipped("mapping", mapping.to_dict())


def places(data, path=()):
    inside = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    for key, value in inside:
        yield (*path, key)
        yield from places(value, (*path, key))


WRONG: tuple[object, ...] = (None, True, -7, 1.5, "", "x", "1.5", [], ["x"], {}, {"x": 1}, [None])


@pytest.mark.slow
@pytest.mark.parametrize("kind", KINDS)
@given(data=st.data())
def test_whatever_is_wrong_with_a_document_is_a_problem(kind, objects, kompass, data):
    value = objects[kind]
    document = deepcopy(value.to_dict())
    *steps, last = data.draw(st.sampled_from(sorted(places(document), key=len)[:400]))
    here = document
    for step in steps:
        here = here[step]
    here[last] = data.draw(st.sampled_from(WRONG))
    beside = (kompass.registry,) if isinstance(value, ON_EDITIONS) else ()
    try:
        back = type(value).from_dict(document, *beside)
    except InputError as error:
        wrong = error.problems
    else:
        # What is taken means what it says, such as a key that may be null or another name.
        assert held(again(back, kompass.registry)) == held(back)
        return
    assert all(one.message.endswith((".", "?")) for one in wrong)
    assert all((one.pointer or "")[:1] in {"", "/"} for one in wrong)


def test_all_that_is_wrong_is_said_at_once_with_its_place(objects, kompass):
    document = objects["Conversion"].to_dict()
    document["total"]["basis"] = "sure"
    document["total"]["low"] = "x"
    document["areas"][0]["assumed"] = {"low": "1", "high": "0", "links": [{"from": ["1"], "to": ["99"]}]}
    document["steps"] = "none"
    with pytest.raises(InputError) as raised:
        Conversion.from_dict(document, kompass.registry)
    pointers = {one.pointer for one in raised.value.problems}
    assert {"/total/basis", "/total/low", "/steps", "/areas/0/assumed"} <= pointers
    document = objects["Comparison"].to_dict()
    document["rows"][0]["cells"][0]["high"] = "-1"
    document["rows"][1]["changes"][0]["verdict"] = "better"
    document["scorecards"][0]["total"]["low"] = "x"
    with pytest.raises(InputError) as raised:
        Comparison.from_dict(document)
    assert {one.pointer for one in raised.value.problems} == {
        "/rows/0/cells/0", "/rows/1/changes/0/verdict", "/scorecards/0/total/low",
    }  # fmt: skip


def test_what_a_command_wrote_of_a_comparison_says_how_it_is_read(objects, kompass):
    for kind, beside in ((Conversion, (kompass.registry,)), (Comparison, ()), (Cohort, ())):
        written = {
            key: value
            for key, value in objects[kind.__name__].to_dict().items()
            if key not in {"scorecard", "scorecards", "mapping"}
        }
        with pytest.raises(InputError, match=f"Only what {kind.__name__}.to_json wrote is whole"):
            kind.from_dict(written, *beside)


@pytest.mark.parametrize("wrong", [None, 3, {}, ["{}"]])
def test_only_a_document_is_read(wrong):
    with pytest.raises(UsageError, match="must be a document of JSON, a text or bytes, not"):
        Certificate.from_json(wrong)
    with pytest.raises(InputError) as raised:
        Certificate.from_dict(3)  # type: ignore[arg-type]  # that is the test
    assert raised.value.problems[0].code == "wrong-type"
    with pytest.raises(UsageError, match="found by id, as in a registry"):
        EditionMapping.from_json("{}", wrong if wrong != {} else None)  # type: ignore[arg-type]  # likewise
    with pytest.raises(InputError, match="line 1: This is not JSON"):
        Certificate.from_json(b"{")
