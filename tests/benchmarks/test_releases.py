"""How long releases, differences and conversions take inside a warm process."""

import gc
import time
from fractions import Fraction
from pathlib import Path

import pytest
from attrs import evolve

from kompass_spec import find_mapping, identity_mapping, load_plugins, load_registry, score_path
from kompass_spec.documents.canonical import release_bytes
from kompass_spec.documents.forms import formed
from kompass_spec.documents.plain import parse_json
from kompass_spec.documents.released_editions import released_edition
from kompass_spec.documents.structure import unstructure
from kompass_spec.model import Area, Question, Text
from kompass_spec.plugins.requests import ConvertRequest
from kompass_spec.registry.ledger import digest_of
from kompass_spec.releases.differences import diff_editions

pytestmark = pytest.mark.benchmark

ROOT = Path(__file__).parents[2]
EXAMPLE = ROOT / "docs/examples/ornskoldsvik-2017.md"


def milliseconds(work, rounds=31):
    """Return the least time of a round in milliseconds, after two rounds that warm the process up.

    The least and without garbage collection, as timeit does it: whatever else makes a round slower, such as
    the great heap of the tests, is not the work that is measured.
    """
    work(), work()
    taken = []
    gc.collect()
    gc.disable()
    try:
        for _ in range(rounds):
            start = time.perf_counter()
            work()
            taken.append(time.perf_counter() - start)
    finally:
        gc.enable()
    return min(taken) * 1000


def large(areas=40, questions=30):
    """An edition of 1,200 questions and more."""
    edition = load_registry()["se-2016"]
    return evolve(
        edition,
        areas=tuple(
            Area(
                code=str(number),
                title=Text({"sv": f"Område {number}"}),
                max=Fraction(questions),
                questions=tuple(
                    Question(code=f"{number}.{place}", max=Fraction(1), text=Text({"sv": f"Fråga {place}?"}))
                    for place in range(1, questions + 1)
                ),
            )
            for number in range(1, areas + 1)
        ),
    )


def loader(edition):
    content = release_bytes(formed(unstructure(edition)))
    digest = digest_of(content)

    def load():
        assert digest_of(content) == digest
        return released_edition(parse_json(content.decode()))

    assert load() == edition
    return load


def test_loading_a_released_edition_takes_under_2_ms():
    assert milliseconds(loader(load_registry()["se-2016"])) < 2


def test_telling_two_large_editions_apart_takes_under_20_ms():
    one = large()
    assert len(one.questions) == 1200
    other = evolve(one, areas=(evolve(one.areas[0], title=Text({"sv": "Något annat"})), *one.areas[1:]))
    assert len(diff_editions(one, other).changes) == 1
    assert milliseconds(lambda: diff_editions(one, other)) < 20


@pytest.mark.parametrize("target", ["se-2010", "se-2016"])
def test_one_conversion_takes_under_30_ms(target):
    plugins, registry = load_plugins(), load_registry()
    card = score_path(EXAMPLE, registry=registry, plugins=plugins).scorecards[0]
    mapping = (
        identity_mapping(registry["se-2016"])
        if target == "se-2016"
        else find_mapping("se-2016", target, registry)
    )
    converter = plugins.choose("converters", "mapping").provided
    request = ConvertRequest(scorecard=card, mapping=mapping)
    assert milliseconds(lambda: converter.convert(request)) < 30


def control(number):
    """A control with the parts that one of NIST SP 800-53
    has: parameters, properties, links, nested statements."""
    code = f"c-{number}"

    def part(name, depth=0):
        inner = [part(f"{name}.{letter}", depth + 1) for letter in "abc"] if depth < 2 else []
        found = {
            "id": f"{code}_{name}",
            "name": "item" if depth else "statement",
            "props": [{"name": "label", "value": f"{name}."}],
            "prose": f"Is {name} of control {number} done, by whom, and how often?",
        }
        return {**found, "parts": inner} if inner else found

    return {
        "id": code,
        "class": "SP800-53",
        "title": f"Control {number}",
        "params": [
            {"id": f"{code}_prm_{place}", "label": "organization-defined frequency"} for place in range(3)
        ],
        "props": [{"name": name, "value": f"{code}-{name}"} for name in ("label", "sort-id", "status")],
        "links": [{"href": f"#c-{(number + step) % 1200}", "rel": "related"} for step in range(1, 6)],
        "parts": [part("smt"), part("gdn", 2), part("obj"), part("asm", 1)],
    }


@pytest.mark.peers
def test_a_catalogue_of_1200_items_loads_at_least_four_times_as_fast_as_the_peers(tmp_path):
    """Both read and check a catalogue of 1,200 controls or
    questions from JSON, in this run on this machine."""
    from trestle.oscal.catalog import Catalog  # noqa: PLC0415 - the peer is in a group of its own

    place = tmp_path / "catalog.json"
    metadata = {
        "title": "Large",
        "last-modified": "2026-01-01T00:00:00+00:00",
        "version": "1",
        "oscal-version": "1.2.0",
    }
    groups = [
        {
            "id": f"g-{group}",
            "title": "Group",
            "controls": [control(group * 30 + place) for place in range(30)],
        }
        for group in range(40)
    ]
    catalogue = {"uuid": "11111111-1111-4111-8111-111111111111", "metadata": metadata, "groups": groups}
    place.write_bytes(release_bytes({"catalog": catalogue}))
    ours = milliseconds(loader(large()), rounds=7)
    theirs = milliseconds(lambda: Catalog.oscal_read(place), rounds=7)
    assert theirs / ours >= 4, (theirs, ours)
