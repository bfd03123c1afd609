"""A file with a mapping is read whole or refused, with everything that is wrong and the place of each."""

import copy
import json
from fractions import Fraction

import pytest

from kompass_spec import InputError, load_registry
from kompass_spec.documents.mappings import mapping_data, read_mapping, released_mapping
from kompass_spec.model import Share

REGISTRY = load_registry()
if not REGISTRY:
    pytest.skip("no framework is installed", allow_module_level=True)
OLD = REGISTRY["se-2010"]

TOML = """
release = "1.0.0"
source = "se-2010@1"
target = "se-2016@1"
levels = []

[[sources]]
id = "test"
title = "A test"

[[links]]
source = ["1"]
target = ["1"]
relation = "intersects"
changes = ["extended"]
reading = "authors"
cited = ["test"]
of_source = "3/4"
of_target = ["1/2", "0.75"]
confidence = "0.8"
reasons = [{ en = "Made up." }]
"""


def test_a_mapping_is_read_from_toml_and_written_back():
    read = read_mapping(TOML, "mapping.toml", REGISTRY)
    (one,) = read.links
    assert one.of_source == Share(Fraction(3, 4), Fraction(3, 4))
    assert one.of_target == Share(Fraction(1, 2), Fraction(3, 4))
    data = mapping_data(read)
    assert data["source"] == "se-2010@1"
    assert data["links"][0]["of_target"] == {"low": "0.5", "high": "0.75"}


def test_the_ends_of_a_share_may_stand_by_name():
    by_name = TOML.replace('["1/2", "0.75"]', '{low = "1/2", high = "0.75"}')
    assert by_name != TOML
    assert read_mapping(by_name, "mapping.toml", REGISTRY) == read_mapping(TOML, "mapping.toml", REGISTRY)


@pytest.mark.parametrize(
    ("old", "new", "code", "pointer"),
    [
        ('"se-2010@1"', '"se-2010"', "bad-identifier", "/source"),
        ('"se-2010@1"', '"se-1990@1"', "unknown-edition", "/source"),
        ('"se-2010@1"', '"se-2010@2"', "wrong-release", "/source"),
        ('"intersects"', '"banana"', "unknown-value", "/links/0/relation"),
        ('"3/4"', "0.75", None, None),
        ('"3/4"', '"much"', "bad-quantity", "/links/0/of_source"),
        ('confidence = "0.8"', 'confidance = "0.8"', "unknown-key", "/links/0/confidance"),
        ('source = ["1"]', 'source = "1"', "wrong-type", "/links/0/source"),
        ('"Made up."', '"Made up.", source = "test"', "bad-language", "/links/0/reasons/0/source"),
        ('"Made up."', '" "', "empty-text", "/links/0/reasons/0/en"),
    ],
)
def test_a_broken_file_is_told_with_file_and_pointer(old, new, code, pointer):
    text = TOML.replace(old, new)
    if code is None:
        read_mapping(text, "mapping.toml", REGISTRY)
        return
    with pytest.raises(InputError) as raised:
        read_mapping(text, "mapping.toml", REGISTRY)
    found = [(problem.code, problem.pointer, problem.file) for problem in raised.value.problems]
    assert (code, pointer, "mapping.toml") in found


def problems_of(data):
    with pytest.raises(InputError) as raised:
        released_mapping(json.dumps(data), "mapping.json", REGISTRY)
    return [(problem.code, problem.pointer or "") for problem in raised.value.problems]


WHOLE = json.loads(json.dumps(mapping_data(next(one for one in REGISTRY.mappings() if one.source == OLD))))


def test_what_cannot_be_read_hides_no_rule_that_something_else_breaks():
    """Law 5: "reports *all* problems at once"; also where a value, a key or an edition is not known."""
    data = copy.deepcopy(WHOLE)
    data["links"][1] |= {"relation": "similar", "source": ["77"], "colour": "red"}
    data["links"][2]["cited"] = ["nobody"]
    data["target"] = "se-1999@1"
    data["status"] = "final"
    found = problems_of(data)
    assert {
        ("unknown-value", "/links/1/relation"),
        ("unknown-key", "/links/1/colour"),
        ("dangling-code", "/links/1/source/0"),
        ("unknown-source", "/links/2/cited"),
        ("unknown-edition", "/target"),
        ("unknown-value", "/status"),
    } <= set(found)


BREAKABLE = [
    (key, place, name)
    for key in ("links", "dropped", "new", "statements", "sources")
    for place, one in enumerate(WHOLE[key][:3])
    for name, value in one.items()
    if value is not None
]


@pytest.mark.parametrize(("key", "place", "name"), BREAKABLE)
def test_what_cannot_be_read_is_all_that_is_said_of_it(key, place, name):
    """A mapping that is well formed but for one value gets no problem of what hangs on that value."""
    data = copy.deepcopy(WHOLE)
    data[key][place][name] = {"what": 5}
    assert {pointer.startswith(f"/{key}/{place}/{name}") for _, pointer in problems_of(data)} == {True}


@pytest.mark.parametrize("side", ["source", "target"])
@pytest.mark.parametrize("pin", ["se-1999@1", "somewhere", 5])
def test_an_unknown_edition_is_all_that_is_said_of_it(side, pin):
    assert {pointer for _, pointer in problems_of({**WHOLE, side: pin})} == {f"/{side}"}


def test_problems_keep_the_places_of_the_file():
    data = copy.deepcopy(WHOLE)
    data["links"][0] = "not a link"
    data["links"][4]["reasons"] = []
    data["links"].append(data["links"][3])
    assert problems_of(data)[1:] == [
        ("missing-reason", "/links/4/reasons"),
        ("duplicate-link", f"/links/{len(data['links']) - 1}"),
    ]


def test_more_links_of_an_item_than_can_be_searched_are_told():
    """Reading it ended in an error of the interpreter, which has so much room to search in and no more."""
    head, link = TOML.split("[[links]]")
    with pytest.raises(InputError) as raised:
        read_mapping(head + "[[links]]".join(["", *[link] * 600]), "mapping.toml", REGISTRY)
    (problem,) = raised.value.problems
    assert (problem.code, problem.file) == ("too-many-links", "mapping.toml")
