"""From one release to the next: every difference is a change, and every change asks for a version, also of a
draft."""

import copy
import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve

from kompass_spec.documents.canonical import canonical_bytes, release_bytes
from kompass_spec.documents.mappings import released_mapping_file
from kompass_spec.documents.structure import unstructure
from kompass_spec.model.problems import InputError
from kompass_spec.plugins.loaded import Plugins
from kompass_spec.registry.ledger import LEDGER, START, ReleaseKind, digest_of, entry_line, read_ledger
from kompass_spec.releases.plans import plan_hand_over, plan_release
from kompass_spec.releases.publication import publish
from kompass_spec.releases.verification import verify_folder
from kompass_spec.releases.versions import diff_contents

ROOT = Path(__file__).parents[2]
FRAMEWORK = ROOT / "frameworks/kompass_frameworks"
VECTORS = ROOT / "kompass_spec/releases/conformance"
BY: dict[str, Any] = {"date": "2027-03-01", "reviewed_by": ("A. Reviewer",)}


@pytest.fixture
def framework(tmp_path, first_published):
    place = tmp_path / "framework"
    shutil.copytree(first_published, place)
    return place


def altered(data):
    """Iterate over the same data with one thing in it changed, taken out, or put in another order."""
    for path, value in walk(data):
        for other in others(value):
            whole = copy.deepcopy(data)
            put(whole, path, other)
            yield path, whole


def walk(value, path=()):
    if path:
        yield path, value
    children = (
        value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    )
    for key, child in children:
        yield from walk(child, (*path, key))


def others(value):
    if isinstance(value, str):
        yield value + "x"
    if isinstance(value, list):
        yield value[::-1]
        yield [*value[1:2], *value[:1], *value[2:]]
        yield value[:-1]
    if isinstance(value, dict):
        yield dict(list(value.items())[1:])


def put(whole, path, value):
    for key in path[:-1]:
        whole = whole[key]
    whole[path[-1]] = value


KINDS = {
    "releases/se-2002/1.0.0.json": ReleaseKind.EDITION,
    "releases/se-2016/1.0.0.json": ReleaseKind.EDITION,
    "releases/se-2010-to-se-2016/1.0.0.json": ReleaseKind.MAPPING,
    "releases/se-2016-to-se-2020/1.0.0.json": ReleaseKind.MAPPING,
}


@pytest.mark.parametrize("file", KINDS)
def test_bytes_differ_just_where_a_change_is_told(file):
    """Rule: what differs can be released, and what does not differ cannot."""
    kind = KINDS[file]
    data = json.loads((FRAMEWORK / file).read_bytes())
    for many in ("areas", "links", "dropped", "new"):
        if many in data:
            data[many] = data[many][:2]
    before = canonical_bytes(data)
    told = set()
    for path, other in altered(data):
        after = canonical_bytes(other)
        if path[-1] == "id" and len(path) == 1:
            continue
        try:
            found = diff_contents(kind, before, after)
        except InputError:
            continue
        if kind is ReleaseKind.MAPPING:
            # As it is written when it is released: what is left out can mean what stood there.
            after = release_bytes(unstructure(released_mapping_file(after.decode(), "")))
        same = after == before or path == ("release",)
        assert (found.step is None) == same, (path, found)
        told |= {change.kind for change in found.changes}
    assert len(told) > 3


@pytest.mark.parametrize("topic", ["rounding", "conversion"])
def test_bytes_of_vectors_differ_just_where_a_change_is_told(topic):
    data = json.loads((VECTORS / f"releases/{topic}/1.0.0.json").read_text("utf-8"))
    data["vectors"] = data["vectors"][:2]
    before = canonical_bytes(data)
    for path, other in altered(data):
        if path[-1] == "name" and len(path) == 3:
            continue
        try:
            found = diff_contents(ReleaseKind.VECTORS, before, canonical_bytes(other))
        except InputError:
            continue
        assert (found.step is None) == (canonical_bytes(other) == before or path == ("version",)), path


def of_mapping(**changes):
    data = json.loads((FRAMEWORK / "releases/se-2010-to-se-2016/1.0.0.json").read_text("utf-8"))
    return canonical_bytes({**data, **{key: change(data[key]) for key, change in changes.items()}})


@pytest.mark.parametrize("key", ["links", "dropped", "new"])
def test_another_order_in_a_mapping_is_a_patch(key):
    found = diff_contents(ReleaseKind.MAPPING, of_mapping(), of_mapping(**{key: lambda listed: listed[::-1]}))
    assert [(change.kind, found.step and found.step.value) for change in found.changes] == [
        ("reordered", "patch")
    ]


def test_the_codes_of_a_link_mean_their_union_in_any_order():
    def joined(codes):
        return of_mapping(
            links=lambda links: [{**links[0], "source": codes, "changes": ["merged"]}, *links[1:]]
        )

    found = diff_contents(ReleaseKind.MAPPING, joined(["1", "2"]), joined(["2", "1"]))
    assert [change.kind for change in found.changes] == ["reordered"]


def test_another_word_of_the_title_or_a_language_less_is_told():
    before = json.loads((FRAMEWORK / "releases/se-2016/1.0.0.json").read_text("utf-8"))
    less = {**before, "title": {"sv": before["title"]["sv"]}}
    found = diff_contents(ReleaseKind.EDITION, canonical_bytes(before), canonical_bytes(less))
    assert [(change.kind, found.step and found.step.value) for change in found.changes] == [
        ("untranslated", "major")
    ]


def replace(place, *pairs):
    text = place.read_text("utf-8")
    for old, new in pairs:
        assert old in text
        text = text.replace(old, new, 1)
    place.write_text(text, "utf-8")
    return place


LEFT_BEHIND = ["left-behind", "left-behind"]
"""Both mappings of the edition pin the major version before."""

REWORDED = ("Informerar invånare om resultat?", "Informeras invånare?")


def codes(folder, registry, name="test"):
    found = verify_folder(folder, name, registry=registry, plugins=Plugins(), drafts=True)
    return [problem.code for problem in found.problems]


@pytest.mark.parametrize(
    ("version", "found"),
    [
        ("1.0.0", ["unreleased-change"]),
        ("2.0.0", LEFT_BEHIND),
        ("0.9.0", ["wrong-version"]),
        ("1.0.1", ["wrong-version"]),
        ("3.0.0", ["wrong-version", *LEFT_BEHIND]),
        ("2.0.0-rc.1", ["wrong-version", *LEFT_BEHIND]),
    ],
)
def test_a_draft_has_the_version_that_its_changes_ask_for(
    framework, first_published, framework_registry, version, found
):
    draft = framework / "editions/se-2016/edition.toml"
    replace(draft, REWORDED, ('release = "1.0.0"', f'release = "{version}"'))
    assert codes(framework, framework_registry(framework)) == found
    shutil.copy(first_published / "editions/se-2016/edition.toml", draft)
    replace(draft, ('release = "1.0.0"', 'release = "1.0.1"'))
    registry = framework_registry(framework)
    (problem,) = verify_folder(framework, "test", registry=registry, plugins=Plugins(), drafts=True).problems
    assert problem.code == "nothing-changed"
    assert problem.message.endswith("Its version stays 1.0.0, and this says 1.0.1.")


def test_a_draft_is_known_by_its_id_and_not_by_its_folder(framework, framework_registry):
    (framework / "editions/se-2016").rename(framework / "editions/xx")
    replace(framework / "editions/xx/edition.toml", REWORDED)
    assert codes(framework, framework_registry(framework)) == ["bad-identifier", "unreleased-change"]


def test_a_draft_of_which_nothing_was_released_is_named(framework, framework_registry):
    place = framework / "editions/xx-2030/edition.toml"
    place.parent.mkdir()
    shutil.copy(framework / "editions/se-2016/edition.toml", place)
    replace(place, ('id = "se-2016"', 'id = "xx-2030"'))
    found = verify_folder(
        framework, "test", registry=framework_registry(framework), plugins=Plugins(), drafts=True
    )
    assert found.problems == ()
    assert "the draft of xx-2030: nothing of it was released yet" in found.unchecked


def test_what_can_be_verified_can_be_released_and_the_other_way_round(framework, framework_registry):
    """Rule: no change is refused by both ``verify --drafts`` and ``release``."""
    mapping = framework / "mappings/se-2016-to-se-2020/mapping.toml"
    head, *links = mapping.read_text("utf-8").split("[[links]]\n")
    mapping.write_text("[[links]]\n".join([head, links[1], links[0], *links[2:]]), "utf-8")
    edition = framework / "editions/se-2020/edition.toml"
    said = '\n[[editorial]]\ncode = "1"\nrelease = "1.0.1"\nreason = "Never mind."\n'
    edition.write_text(edition.read_text("utf-8") + said, "utf-8")
    assert codes(framework, framework_registry(framework)) == ["unreleased-change"] * 2
    for draft in (mapping, edition):
        replace(draft, ('release = "1.0.0"', 'release = "1.0.1"'))
        publish(plan_release(draft, registry=framework_registry(framework), **BY))
    assert codes(framework, framework_registry(framework)) == []


def test_a_mapping_follows_its_edition_to_a_new_major_version(framework, framework_registry):
    """Rule: when an edition makes a major step, its mappings are reviewed, pin the new version and are
    published."""
    edition = replace(
        framework / "editions/se-2016/edition.toml", REWORDED, ('release = "1.0.0"', 'release = "2.0.0"')
    )
    publish(plan_release(edition, registry=framework_registry(framework), **BY))
    mapping = replace(
        framework / "mappings/se-2016-to-se-2020/mapping.toml",
        ('release = "1.0.0"', 'release = "2.0.0"'),
        ('source = "se-2016@1"', 'source = "se-2016@2"'),
    )
    plan = plan_release(mapping, registry=framework_registry(framework), **BY)
    assert plan.difference is not None
    assert [change.reason for change in plan.difference.changes] == [
        "The mapping's source was se-2016@1 and is se-2016@2."
    ]
    publish(plan)
    registry = framework_registry(framework)
    assert codes(framework, registry) == ["left-behind"], "the other mapping has not followed yet"
    other = replace(
        framework / "mappings/se-2010-to-se-2016/mapping.toml",
        ('release = "1.0.0"', 'release = "2.0.0"'),
        ('target = "se-2016@1"', 'target = "se-2016@2"'),
    )
    publish(plan_release(other, registry=registry, **BY))
    registry = framework_registry(framework)
    assert codes(framework, registry) == []
    assert {one.id: one.source.release for one in registry.mappings()}["se-2016-to-se-2020"] == "2.0.0"


def forged(framework, name, version, change):
    """Append a release with changed content to a ledger by hand, chained as it must be."""
    ledger = read_ledger(framework)
    last = next(one for one in reversed(ledger.entries) if one.id == name)
    data = json.loads((framework / last.file).read_text("utf-8"))
    if "release" in data:
        data["release"] = version
    change(data)
    content = canonical_bytes(data)
    file = f"releases/{name}/{version}.json"
    (framework / file).write_bytes(content)
    entry = evolve(
        last, version=version, file=file, sha256=digest_of(content), previous=ledger.head, date="2027-03-01"
    )
    (framework / LEDGER).write_bytes((framework / LEDGER).read_bytes() + entry_line(entry))


def fewer_links(data):
    data["statements"][0]["low"] = "7"
    data["statements"][0]["high"] = "8"


def test_the_version_of_every_release_is_checked_whatever_it_is(framework, framework_registry):
    forged(framework, "se-2010-to-se-2016", "1.0.1", fewer_links)
    forged(framework, "se-2020", "1.0.1", lambda data: data.update(country="NO"))
    found = verify_folder(framework, "test", registry=framework_registry(framework), plugins=Plugins())
    assert {(problem.code, problem.file) for problem in found.problems} == {
        ("wrong-version", "test: releases/se-2010-to-se-2016/1.0.1.json"),
        ("wrong-version", "test: releases/se-2020/1.0.1.json"),
    }


def test_the_first_release_after_a_hand_over_is_checked_too(framework, framework_registry, tmp_path):
    partner = tmp_path / "partner"
    place = partner / "editions/se-2016/edition.toml"
    place.parent.mkdir(parents=True)
    shutil.copy(framework / "editions/se-2016/edition.toml", place)
    replace(place, REWORDED, ('release = "1.0.0"', 'release = "1.0.1"'))
    publish(plan_release(place, registry=framework_registry(), **BY))
    publish(
        plan_hand_over(
            framework, "se-2016", to="kompass-test-1", reason="So.", registry=framework_registry(), **BY
        )
    )
    (entry,) = read_ledger(partner).entries
    (partner / LEDGER).write_bytes(entry_line(evolve(entry, after=read_ledger(framework).head)))
    registry = framework_registry(framework, partner)
    assert registry.problems == ()
    assert codes(partner, registry, "kompass-test-1") == ["wrong-version"]


def test_older_releases_of_a_mapping_are_read_too(framework, framework_registry):
    forged(framework, "se-2010-to-se-2016", "2.0.0", fewer_links)
    file = "releases/se-2010-to-se-2016/1.0.0.json"
    data = json.loads((framework / file).read_text("utf-8"))
    data["links"][0]["target"] = ["99"]
    content = canonical_bytes(data)
    (framework / file).write_bytes(content)
    previous, lines = START, []
    for entry in read_ledger(framework).entries:
        sha256 = digest_of(content) if entry.file == file else entry.sha256
        lines.append(entry_line(evolve(entry, sha256=sha256, previous=previous)))
        previous = digest_of(lines[-1])
    (framework / LEDGER).write_bytes(b"".join(lines))
    found = verify_folder(framework, "test", registry=framework_registry(framework), plugins=Plugins())
    assert {(problem.code, problem.file) for problem in found.problems} == {
        ("dangling-code", f"test: {file}"),
        ("unaccounted-code", f"test: {file}"),
    }
