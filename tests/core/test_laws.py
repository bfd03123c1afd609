"""The laws of the model, held by every public class."""

import ast
import inspect
from importlib import import_module
from pathlib import Path

import attrs
import pytest
from hypothesis import given, strategies as st

import kompass_spec
from kompass_spec.model import Completeness, Interval
from kompass_spec.problems import InputError
from kompass_spec.testing.strategies import editions, quantities

CLASSES = sorted(
    (getattr(kompass_spec, name) for name in kompass_spec.__all__ if attrs.has(getattr(kompass_spec, name))),
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


def test_the_names_for_type_checkers_are_the_names_at_run_time():
    for package in ("kompass_spec", "kompass_spec.model"):
        module = import_module(package)
        tree = ast.parse(Path(inspect.getfile(module)).read_text("utf-8"))
        (block,) = [node for node in tree.body if isinstance(node, ast.If)]
        typed = {
            (node.module, alias.name)
            for node in block.body
            if isinstance(node, ast.ImportFrom)
            for alias in node.names
        }
        homes = {(home, name) for home, names in vars(module)["_HOMES"].items() for name in names}
        assert typed == homes
        for home, name in homes:
            assert getattr(module, name) is getattr(import_module(home), name)
        with pytest.raises(AttributeError, match="no attribute 'Kompass'"):
            _ = module.Kompass
        assert dir(module) == sorted(module.__all__)


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
