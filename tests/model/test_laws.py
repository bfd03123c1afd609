"""The laws of the model, held by every public class."""

import ast
import inspect
from enum import EnumType
from importlib import import_module
from pathlib import Path

import attrs
import pytest
from hypothesis import given, strategies as st

import kompass_spec
from kompass_spec.model import (
    Area,
    Assessment,
    Completeness,
    Edition,
    Interval,
    Observation,
    Organisation,
    Quantity,
    Question,
    Source,
    Text,
)
from kompass_spec.model.problems import InputError
from kompass_testing.strategies import editions, quantities

WRITERS = {"CertificateWriter"}
"""Classes of objects that are filled, give what they were made for, and are done."""

CLASSES = sorted(
    (
        getattr(kompass_spec, name)
        for name in set(dir(kompass_spec)) - WRITERS
        if attrs.has(getattr(kompass_spec, name))
    ),
    key=lambda kind: kind.__name__,
)


def test_there_are_classes_to_hold_to_the_laws():
    assert {"Edition", "Scorecard", "Registry", "Problem"} <= {kind.__name__ for kind in CLASSES}


@pytest.mark.parametrize("kind", CLASSES)
def test_public_objects_are_frozen_slotted_and_final(kind):
    """Law 1: "Public objects are frozen, slotted, final; sequences are tuples.\""""
    assert kind.__attrs_props__.is_frozen
    assert "__slots__" in vars(kind)
    assert not hasattr(kind.__new__(kind), "__dict__")
    assert getattr(kind, "__final__", False)


@pytest.mark.parametrize("kind", CLASSES)
def test_sequences_are_tuples(kind):
    """Law 1: "Public objects are frozen, slotted, final; sequences are tuples.\""""
    for attribute in attrs.fields(kind):
        written = str(attribute.type).removeprefix("<class '").strip('"')
        assert not written.startswith(("list", "set")), attribute.name
        assert attribute.name.startswith("_") or not written.startswith("dict"), attribute.name


def listed_by(module):
    """Return the names in the ``__all__`` of a module as a type checker reads them: from the text, and a
    literal."""
    tree = ast.parse(Path(inspect.getfile(import_module(module))).read_text("utf-8"))
    (value,) = [
        node.value
        for node in tree.body
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "__all__"
    ]
    return ast.literal_eval(value)


@pytest.mark.slow
def test_the_names_for_type_checkers_are_the_names_at_run_time():
    """What a type checker cannot read would be taken for anything, by the ``__getattr__`` of the face."""
    for package in ("kompass_spec", "kompass_spec.model"):
        module = import_module(package)
        tree = ast.parse(Path(inspect.getfile(module)).read_text("utf-8"))
        (block,) = [node for node in tree.body if isinstance(node, ast.If)]
        starred = [node.module or "" for node in block.body if isinstance(node, ast.ImportFrom)]
        homes = vars(module)["_HOMES" if package == "kompass_spec" else "HOMES"]
        assert set(starred) == set(homes.values())
        for name, home in homes.items():
            assert getattr(module, name) is getattr(import_module(home), name)
            assert [other for other in starred if name in listed_by(other)] == [home]
        with pytest.raises(AttributeError, match="no attribute 'Compass'"):
            _ = module.Compass
        assert {*homes} | {"__version__"} >= set(dir(module)) >= set(module.__all__)


@given(quantities(), quantities(), quantities(), quantities())
def test_intervals_add_and_meet_exactly(one, two, three, four):
    """Design: "Exact arithmetic only (integers, Decimal, Fraction): float sums depend on their order.\""""
    first, second = Interval(min(one, two), max(one, two)), Interval(min(three, four), max(three, four))
    total = first + second
    assert total.width == first.width + second.width
    assert first.low + second.high in total
    meeting = first & second
    shared = [value for value in (one, two, three, four) if value in first and value in second]
    assert (meeting is not None) == bool(shared)
    assert meeting is None or all(value in meeting for value in shared)
    assert "1" not in first


def test_an_empty_interval_cannot_be_built():
    with pytest.raises(ValueError, match="swap its ends"):
        Interval(2, 1)


@given(editions())
def test_an_edition_finds_its_items_by_code_and_never_by_position(edition):
    """Law 2: "Identity is in the content (se-2016, 2.4), never in a path or a position.\""""
    for item in edition.walk():
        assert item.code in edition
        assert edition.item(item.code) is item
    assert "99" not in edition
    with pytest.raises(KeyError):
        edition.item("99")
    # The total of an edition of which not even all areas are known is not known either.
    known = edition.completeness is not Completeness.PARTIAL
    assert edition.max == (sum(area.max for area in edition.areas) if known else None)
    assert set(edition.questions) == {part for area in edition.parts for part in area.parts}


@given(editions(Completeness.COMPLETE), st.data())
def test_an_edition_that_breaks_a_rule_cannot_be_built(edition, data):
    """Law 3: "Nothing is invented … every fact of an edition or mapping cites its source.\""""
    broken = data.draw(
        st.sampled_from(
            [
                {"source": None},
                {"release": "1"},
                {"completeness": Completeness.AREAS},
                {"areas": edition.areas * 2},
            ]
        )
    )
    with pytest.raises(InputError):
        attrs.evolve(edition, **broken)


@given(editions(Completeness.AREAS))
def test_an_edition_with_an_unknown_maximum_has_none(edition):
    areas = (attrs.evolve(edition.areas[0], max=None), *edition.areas[1:])
    assert attrs.evolve(edition, areas=areas).max is None


MODEL = sorted(
    (
        kind
        for module in ("kompass_spec.model", "kompass_spec.plugins.requests")
        for name in set(import_module(module).__all__) - WRITERS
        if attrs.has(kind := getattr(import_module(module), name)) and kind is not Text
    ),
    key=lambda kind: kind.__name__,
)


@pytest.mark.parametrize("kind", MODEL)
def test_every_sequence_quantity_and_choice_is_held_to_its_type(kind):
    """Law 1: "… sequences are tuples." Law 5: "… no wrong type, no silent coercion …\""""
    for attribute in attrs.fields(kind):
        asked = str(attribute.type)
        held = asked.startswith("tuple[") or "Fraction" in asked or isinstance(attribute.type, EnumType)
        if held and attribute.init and not attribute.name.startswith("_"):
            assert attribute.converter is not None, attribute.name
            with pytest.raises(TypeError):
                attribute.converter(0.5)


def built(wanted, /, *values, **named):
    """Build an object as somebody does who checks no types."""
    return wanted(*values, **named)


def test_a_list_becomes_a_tuple_whose_elements_are_of_its_type():
    figure = built(Observation, item="1", quantity=Quantity.POINTS, value=7)
    organisation = built(Organisation, name="Borås", kind=None)
    assessment = built(Assessment, edition="se-2016", organisation=organisation, observations=[figure])
    assert assessment.observations == (figure,)
    assert hash(assessment)
    for wrong in ([1], (figure, None), "figures", {figure}, figure, {"item": "1"}):
        with pytest.raises(TypeError, match="observations must"):
            built(Assessment, edition="se-2016", organisation=organisation, observations=wrong)


def test_what_stands_in_a_list_is_checked_as_in_a_tuple():
    """Law 1 and law 5: an edition that breaks a rule cannot be built, however its parts are given."""
    question = built(Question, code="2.1", text=Text({"sv": "x"}), max=3)
    area = {"code": "1", "title": Text({"sv": "y"}), "max": 100}
    with pytest.raises(InputError) as listed:
        edition_with([built(Area, **area, questions=[question])])
    with pytest.raises(InputError) as given:
        edition_with((built(Area, **area, questions=(question,)),))
    assert listed.value.problems == given.value.problems
    assert {problem.code for problem in given.value.problems} == {"bad-code", "bad-sum"}


def edition_with(areas):
    return built(
        Edition,
        id="xx-2000",
        title=Text({"sv": "Utgåva"}),
        publisher="Vi",
        country="SE",
        language="sv",
        valid_from="2000",
        completeness=Completeness.COMPLETE,
        rights="Våra.",
        release="1.0.0",
        source="us",
        sources=[built(Source, id="us", title="We")],
        areas=areas,
    )


@pytest.mark.parametrize("wrong", [0.1, "0,1", None, True, float("nan")])
def test_a_quantity_that_is_not_exact_is_refused(wrong):
    with pytest.raises(TypeError, match="not an exact quantity"):
        built(Interval, wrong, 2)
    with pytest.raises(TypeError, match="not an exact quantity"):
        built(Observation, item="1", quantity=Quantity.POINTS, value=wrong)
    assert (
        built(Interval, "0.1", 2).low
        == built(Observation, item="1", quantity=Quantity.POINTS, value="0.1").value
    )


def test_a_choice_is_a_member_and_not_its_name():
    with pytest.raises(TypeError, match="quantity must be a Quantity, not a text"):
        built(Observation, item="1", quantity="points", value=1)
