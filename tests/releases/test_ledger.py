"""Law 4: "A published release never changes: same bytes, same digest, for ever."""

import json
import shutil
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
import rfc8785
from attrs import evolve
from hypothesis import given, strategies as st

from kompass_spec import (
    InputError,
    Registry,
    convert_scorecard,
    find_mapping,
    identity_mapping,
    load_plugins,
    load_registry,
    score_assessment,
)
from kompass_spec.documents.canonical import canonical_bytes, release_bytes
from kompass_spec.documents.plain import parse_json
from kompass_spec.documents.released_editions import released_edition
from kompass_spec.documents.scorecards import scorecard_from_data
from kompass_spec.documents.structure import unstructure
from kompass_spec.model import Basis
from kompass_spec.registry.ledger import LEDGER, ReleaseKind, entry_line, parse_ledger, read_ledger
from kompass_spec.releases.plans import plan_hand_over, plan_release, plan_withdrawal
from kompass_spec.releases.publication import publish
from kompass_spec.releases.verification import verify_folder
from kompass_spec.results.comparisons import compare_scorecards
from kompass_testing.strategies import editions

ROOT = Path(__file__).parents[2]
FRAMEWORK = ROOT / "frameworks/kompass_frameworks"
REGISTRY = load_registry()
PLUGINS = load_plugins("frameworks", "scorers")
BY: dict[str, Any] = {"date": "2027-03-01", "reviewed_by": ("A. Reviewer",)}


@pytest.fixture
def framework(tmp_path, first_published):
    """A copy of the framework that may be broken."""
    place = tmp_path / "framework"
    shutil.copytree(first_published, place)
    return place


def verified(folder, **more):
    return verify_folder(folder, "test", registry=REGISTRY, plugins=PLUGINS, **more)


def wrong(folder, **more):
    return {problem.code for problem in verified(folder, **more).problems}


def test_what_is_published_is_whole():
    found = verified(FRAMEWORK, drafts=True)
    assert found.problems == ()
    assert found.unchecked == ()
    assert found.head == read_ledger(FRAMEWORK).head
    ledger = read_ledger(FRAMEWORK)
    assert ledger.ids(ReleaseKind.EDITION) == ("se-2002", "se-2010", "se-2016", "se-2020")
    assert ledger.ids(ReleaseKind.MAPPING) == ("se-2010-to-se-2016", "se-2016-to-se-2020")
    assert ledger.ids(ReleaseKind.SCORECARD) == (
        "ornskoldsvik-2013",
        "ornskoldsvik-2015",
        "ornskoldsvik-2017",
    )


TREES = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=4), inner, max_size=4),
    max_leaves=12,
)


@given(TREES)
def test_canonical_json_is_what_an_independent_implementation_writes(data):
    try:
        expected = rfc8785.dumps(data)
    except (UnicodeEncodeError, rfc8785.CanonicalizationError):
        with pytest.raises(ValueError, match=r"."):
            canonical_bytes(data)
        return
    assert canonical_bytes(data) == expected


@pytest.mark.parametrize("data", [1.5, {"a": 2**53}, {1: "a"}, {"a": {1, 2}}, float("nan")])
def test_what_has_no_canonical_form_is_refused(data):
    with pytest.raises(ValueError, match=r"canonical"):
        canonical_bytes(data)


@given(editions())
def test_a_release_is_read_back_without_loss(edition):
    """Law 9: "Import → export → import is the identity for every format that can carry the whole object.\""""
    content = release_bytes(unstructure(edition))
    read = released_edition(parse_json(content.decode()))
    assert read == edition
    assert release_bytes(unstructure(read)) == content


def flip(framework):
    place = framework / "releases/se-2016/1.0.0.json"
    content = bytearray(place.read_bytes())
    content[100] ^= 1
    place.write_bytes(bytes(content))


def remove(framework):
    (framework / "releases/se-2010/1.0.0.json").unlink()


def add(framework):
    (framework / "releases/se-2010/9.0.0.json").write_text("{}")


def flip_ledger(framework):
    ledger = framework / LEDGER
    ledger.write_bytes(ledger.read_bytes().replace(b"2026-", b"2025-", 1))


def reorder(framework):
    ledger = framework / LEDGER
    lines = ledger.read_bytes().splitlines(keepends=True)
    lines[1], lines[2] = lines[2], lines[1]
    ledger.write_bytes(b"".join(lines))


def cut(framework):
    ledger = framework / LEDGER
    lines = ledger.read_bytes().splitlines(keepends=True)
    ledger.write_bytes(b"".join(lines[:2] + lines[3:]))


def truncate(framework):
    ledger = framework / LEDGER
    ledger.write_bytes(ledger.read_bytes()[:-20])


def reformat(framework):
    ledger = framework / LEDGER
    lines = ledger.read_bytes().splitlines()
    lines[-1] = json.dumps(json.loads(lines[-1])).encode()
    ledger.write_bytes(b"\n".join(lines) + b"\n")


def scribble(framework):
    ledger = framework / LEDGER
    ledger.write_bytes(ledger.read_bytes() + b"released: yes\n")


BROKEN = {
    flip: "altered-release",
    remove: "missing-release",
    add: "unknown-release",
    flip_ledger: "broken-ledger",
    reorder: "broken-ledger",
    cut: "broken-ledger",
    truncate: "broken-ledger",
    reformat: "broken-ledger",
    scribble: "broken-ledger",
}


@pytest.mark.parametrize("spoil", BROKEN, ids=lambda spoil: spoil.__name__)
def test_whatever_was_altered_is_found(framework, spoil):
    assert wrong(framework) == set()
    spoil(framework)
    found = verified(framework).problems
    assert BROKEN[spoil] in {problem.code for problem in found}
    assert all(problem.message and problem.file for problem in found)


def edit(framework, old, new, version=None):
    place = framework / "editions/se-2016/edition.toml"
    text = place.read_text("utf-8")
    assert old in text
    text = text.replace(old, new, 1)
    if version is not None:
        text = text.replace('release = "1.0.0"', f'release = "{version}"', 1)
    place.write_text(text, "utf-8")
    return place


def test_a_working_edition_that_differs_from_its_release_is_found(framework):
    edit(framework, "max = 15", "max = 16")
    edit(framework, "max = 20", "max = 19")
    assert wrong(framework) == set()
    assert wrong(framework, drafts=True) == {"unreleased-change"}


@pytest.mark.parametrize(
    ("old", "new", "step"),
    [
        ('valid_to = "2019"', 'valid_to = "2020"', "1.0.1"),
        ('title.en = "Kommunkompassen 2016"',
        'title.en = "Kommunkompassen 2016"\ntitle.nb = "Kommunekompasset 2016"', "1.1.0"),
        ("Informerar invånare om resultat?", "Informeras invånare om resultat?", "2.0.0"),
    ],
)  # fmt: skip
def test_the_version_must_be_the_one_that_the_changes_ask_for(first_published, framework, old, new, step):
    allowed = [version for version in ("1.0.1", "1.1.0", "2.0.0") if version >= step]
    for version in ("1.0.0", "1.0.1", "1.1.0", "2.0.0", "1.0.2", "3.0.0"):
        place = edit(framework, old, new, version)
        if version in allowed:
            plan = plan_release(place, registry=REGISTRY, **BY)
            assert plan.entry.version == version
        else:
            with pytest.raises(InputError) as raised:
                plan_release(place, registry=REGISTRY, **BY)
            assert {problem.code for problem in raised.value.problems} == {"wrong-version"}
        shutil.copy(first_published / "editions/se-2016/edition.toml", place)


def test_a_release_is_appended_and_nothing_else_is_touched(framework):
    before = {path: path.read_bytes() for path in framework.rglob("*") if path.is_file()}
    place = edit(framework, "Informerar invånare om resultat?", "Informeras invånare om resultat?", "2.0.0")
    plan = plan_release(place, registry=REGISTRY, **BY)
    assert (framework / LEDGER).read_bytes() == before[framework / LEDGER], "a plan writes nothing"
    publish(plan)
    assert wrong(framework, drafts=True) == {"left-behind"}, "the mappings follow"
    after = {path: path.read_bytes() for path in framework.rglob("*") if path.is_file()}
    changed = {str(path.relative_to(framework)) for path in after if after[path] != before.get(path)}
    assert changed == {"CHANGELOG.md", LEDGER, "editions/se-2016/edition.toml", "releases/se-2016/2.0.0.json"}
    assert after[framework / LEDGER].startswith(before[framework / LEDGER])
    text = after[framework / "CHANGELOG.md"].decode()
    assert "## se-2016 2.0.0 (2027-03-01)" in text
    assert "- reworded: 1.3 was reworded in 'sv'." in text
    assert "compare results of the two releases with care" in text


def test_what_cannot_be_released_is_refused_with_every_reason(framework):
    place = framework / "editions/se-2016/edition.toml"
    with pytest.raises(InputError) as raised:
        plan_release(place, date="tomorrow", reviewed_by=(), registry=REGISTRY)
    assert {problem.code for problem in raised.value.problems} == {
        "bad-date",
        "unreviewed",
        "nothing-changed",
    }
    stray = framework.parent / "stray.toml"
    shutil.copy(place, stray)
    with pytest.raises(InputError, match="lies in no framework"):
        plan_release(stray, registry=REGISTRY, **BY)


def test_a_withdrawn_release_stays_loadable_by_its_exact_version(framework, framework_registry):
    publish(
        plan_release(
            edit(framework, "Informerar invånare om resultat?", "Informeras invånare?", "2.0.0"),
            registry=REGISTRY,
            **BY,
        )
    )
    assert framework_registry(framework)["se-2016"].release == "2.0.0"
    publish(plan_withdrawal(framework, ReleaseKind.EDITION, "se-2016", "2.0.0", reason="A wrong word.", **BY))
    registry = framework_registry(framework)
    assert registry["se-2016"].release == "1.0.0"
    assert registry["se-2016@2.0.0"].release == "2.0.0"
    assert [one.withdrawn for one in registry.released("se-2016")] == [None, "A wrong word."]
    assert wrong(framework) == set()
    with pytest.raises(InputError, match="withdrawn before"):
        plan_withdrawal(framework, ReleaseKind.EDITION, "se-2016", "2.0.0", reason="Again.", **BY)
    with pytest.raises(InputError, match=r"no release se-2016@7\.0\.0"):
        plan_withdrawal(framework, ReleaseKind.EDITION, "se-2016", "7.0.0", reason="Again.", **BY)


def test_an_altered_release_costs_itself_and_is_said(framework, framework_registry):
    flip(framework)
    registry = framework_registry(framework)
    assert "se-2016" not in registry
    assert "se-2010" in registry
    assert {problem.code for problem in registry.problems} == {"altered-release"}


def test_an_id_is_handed_over_and_the_next_owner_publishes(framework, framework_registry, tmp_path):
    """Rule: an id is its first publisher's, until that one hands it over; then the other publishes what
    comes."""
    partner = tmp_path / "partner"
    (partner / "editions").mkdir(parents=True)
    shutil.copytree(framework / "editions/se-2016", partner / "editions/se-2016")
    place = partner / "editions/se-2016/edition.toml"
    words = place.read_text("utf-8").replace('release = "1.0.0"', 'release = "2.0.0"')
    place.write_text(words.replace("Informerar invånare om resultat?", "Informeras invånare?"), "utf-8")
    with pytest.raises(InputError, match="has not handed the id over"):
        plan_release(place, registry=framework_registry(framework), **BY)
    publish(plan_release(place, registry=framework_registry(), **BY))
    claimed = framework_registry(framework, partner)
    assert claimed["se-2016"].release == "1.0.0"
    assert "which is kompass-test-0's" in claimed.problems[0].message
    publish(plan_hand_over(framework, "se-2016", to="kompass-test-1", reason="They have the weights.", **BY))
    # What was published before the id was handed over does not follow from that.
    premature = framework_registry(framework, partner)
    assert [problem.code for problem in premature.problems] == ["bad-hand-over"]
    assert premature["se-2016"].release == "1.0.0"
    shutil.rmtree(partner / "releases")
    (partner / "ledger.jsonl").unlink()
    plan = plan_release(place, registry=framework_registry(framework), **BY)
    assert plan.entry.after == read_ledger(framework).head
    publish(plan)
    for order in ((framework, partner), (partner, framework)):
        names = {framework: "kompass-test-0", partner: "kompass-test-1"}
        handed = framework_registry(*order, names=names)
        assert handed.problems == ()
        assert handed["se-2016"].release == "2.0.0"
        assert handed["se-2016@1.0.0"].release == "1.0.0"
        assert dict(handed.origins)["se-2016"] == "kompass-test-1"
    place = edit(framework, "Informerar invånare om resultat?", "Informeras invånare?", "2.0.0")
    with pytest.raises(InputError, match="handed over to kompass-test-1"):
        plan_release(place, registry=REGISTRY, **BY)


def partner_with(framework, tmp_path, edition, release, *changes):
    """Return the draft of an edition in a partner's own framework, with other words in it."""
    partner = tmp_path / "partner"
    (partner / "editions").mkdir(parents=True)
    shutil.copytree(framework / "editions" / edition, partner / "editions" / edition)
    place = partner / "editions" / edition / "edition.toml"
    text = place.read_text("utf-8")
    for old, new in (('release = "1.0.0"', f'release = "{release}"'), *changes):
        assert old in text
        text = text.replace(old, new, 1)
    place.write_text(text, "utf-8")
    return place


def fuller(text):
    """Return the TOML of an edition of which the areas are known with two questions in every area."""
    blocks = text.split("[[areas]]")
    for place in range(1, len(blocks)):
        code = blocks[place].split('code = "')[1].split('"')[0]
        for number, maximum in ((1, 40), (2, 60)):
            blocks[place] += (
                f'[[areas.questions]]\ncode = "{code}.{number}"\ntext.sv = "Fråga {number}?"\n'
                f'max = {maximum}\nsource = "partner"\n\n'
            )
    text = "[[areas]]".join(blocks).replace('completeness = "areas"', 'completeness = "complete"')
    return text.replace(
        "[[sources]]", '[[sources]]\nid = "partner"\ntitle = "The templates"\n\n[[sources]]', 1
    )


def test_a_partner_publishes_a_fuller_release_of_an_edition_that_was_handed_over(
    framework, framework_registry, tmp_path
):
    """Rule: a partner who has the weights publishes a fuller release of the same edition, as a minor step."""
    place = partner_with(framework, tmp_path, "se-2010", "1.0.1")
    place.write_text(fuller(place.read_text("utf-8")), "utf-8")
    publish(plan_hand_over(framework, "se-2010", to="kompass-test-1", reason="They have the weights.", **BY))
    with pytest.raises(InputError, match=r"make a minor step, so the release is 1\.1\.0"):
        plan_release(place, registry=framework_registry(framework), **BY)
    place.write_text(place.read_text("utf-8").replace('release = "1.0.1"', 'release = "1.1.0"'), "utf-8")
    publish(plan_release(place, registry=framework_registry(framework), **BY))
    registry = framework_registry(framework, place.parents[2])
    assert registry.problems == registry.mapping_problems() == ()
    assert registry["se-2010"].completeness.value == "complete"
    assert registry["se-2010@1"] is registry["se-2010"]
    assert registry["se-2010@1.0.0"].questions == ()
    golden = FRAMEWORK / "releases/ornskoldsvik-2015/1.0.0.json"
    card = scorecard_from_data(parse_json(golden.read_text("utf-8")))
    assert card.assessment.release == "1.0.0"
    converted = convert_scorecard(card, "se-2010", registry=registry, plugins=load_plugins("converters"))
    assert [area.interval for area in converted.areas] == [area.interval for area in card.areas]
    assert {area.basis for area in (*converted.areas, converted.total)} == {Basis.EXACT}
    assert {question.basis for area in converted.areas for question in area.parts} <= {
        Basis.UNKNOWN,
        Basis.BOUNDED,
    }
    assert find_mapping("se-2016", "se-2010@1.0.0", registry).target.release == "1.0.0"
    assert find_mapping("se-2016", "se-2010", registry).target.release == "1.1.0"
    there = find_mapping("se-2016", "se-2010@1.0.0", registry)
    assert [one.item for one in there.statements] == ["total"], (
        "a rule of thumb holds for every release of it"
    )


def test_another_major_version_is_another_edition_to_a_mapping(framework, framework_registry):
    """Rule: "A mapping pins a major version of each edition.\""""
    changed = edit(framework, "Informerar invånare om resultat?", "Informeras invånare?", "2.0.0")
    publish(plan_release(changed, registry=REGISTRY, **BY))
    registry = framework_registry(framework)
    assert registry["se-2016"].release == "2.0.0"
    assert registry.mapping_problems() == ()
    assert {mapping.source.release for mapping in registry.mappings()} == {"1.0.0"}
    assert find_mapping("se-2016@1", "se-2020", registry).source.release == "1.0.0"
    for source, target in (("se-2016", "se-2020"), ("se-2016@1", "se-2016"), ("se-2016@1.0.0", "se-2016@2")):
        with pytest.raises(InputError, match="No mapping leads"):
            find_mapping(source, target, registry)
    with pytest.raises(InputError, match="Author a mapping between them"):
        identity_mapping(registry["se-2016@1"], registry["se-2016"])
    golden = FRAMEWORK / "releases/ornskoldsvik-2017/1.0.0.json"
    earlier = scorecard_from_data(parse_json(golden.read_text("utf-8")))
    assessment = evolve(earlier.assessment, release="2.0.0", digest=None, year=2018)
    later = score_assessment(assessment, registry=registry, plugins=load_plugins("scorers"))
    compared = compare_scorecards([earlier, later], registry=registry, plugins=load_plugins("converters"))
    total = compared.rows[-1]
    assert [cell and cell.code for cell in total.cells] == ["total", "total"]
    assert total.changes[0].verdict.value == "not comparable"
    assert "No mapping leads" in total.changes[0].reason
    with pytest.raises(KeyError):
        registry["se-2016@3"]


def test_a_version_that_does_not_rise_after_the_hand_over_is_not_used(
    framework, framework_registry, tmp_path
):
    """Rule: whoever an id was handed over to publishes what comes after the last release, and nothing before
    it."""
    place = partner_with(framework, tmp_path, "se-2016", "1.0.0", ("brister och problem?", "brister?"))
    publish(plan_release(place, registry=framework_registry(), **BY))
    publish(plan_hand_over(framework, "se-2016", to="kompass-test-1", reason="Theirs now.", **BY))
    registry = framework_registry(framework, place.parents[2])
    assert [problem.code for problem in registry.problems] == ["wrong-version"]
    assert "its 1.0.0 does not come after that" in registry.problems[0].message
    assert "brister och problem?" in registry["se-2016"].item("7.2").text["sv"]
    rising = place.read_text("utf-8").replace('release = "1.0.0"', 'release = "1.1.0"')
    place.write_text(rising, "utf-8")
    shutil.rmtree(place.parents[2] / "releases")
    (place.parents[2] / LEDGER).unlink()
    with pytest.raises(InputError, match="make a major step"):
        plan_release(place, registry=framework_registry(framework), **BY)


def test_a_mapping_is_its_first_publishers_too(framework, framework_registry, tmp_path):
    """Rule: what holds for the id of an edition holds for that of a mapping."""
    name = "se-2010-to-se-2016"
    partner = tmp_path / "partner"
    (partner / "editions").mkdir(parents=True)
    place = shutil.copytree(framework / "mappings" / name, partner / "mappings" / name) / "mapping.toml"
    place.write_text(place.read_text("utf-8").replace('release = "1.0.0"', 'release = "1.0.1"'), "utf-8")
    with pytest.raises(InputError, match="has not handed the id over"):
        plan_release(place, registry=framework_registry(framework), **BY)
    claimed = framework_registry(framework, partner)
    assert [problem.code for problem in claimed.problems] == ["duplicate-mapping"]
    publish(plan_hand_over(framework, name, to="kompass-test-1", reason="Theirs now.", **BY))
    with pytest.raises(InputError, match="Nothing changed"):
        plan_release(place, registry=framework_registry(framework), **BY)
    old = place.read_text("utf-8")
    authors = next(line for line in old.splitlines() if line.startswith("authors"))
    place.write_text(old.replace(authors, 'authors = ["A partner"]'), "utf-8")
    publish(plan_release(place, registry=framework_registry(framework), **BY))
    registry = framework_registry(framework, partner)
    assert registry.problems == registry.mapping_problems() == ()
    found = {mapping.id: mapping for mapping in registry.mappings()}
    assert found[name].authors == ("A partner",)
    assert found[name].release == "1.0.1"


def test_a_broken_mapping_costs_itself(framework, framework_registry, tmp_path):
    """Law 10: "A broken plugin costs its own feature and one clear sentence, never the program.\""""
    partner = tmp_path / "partner"
    place = partner / "mappings/se-2002-to-se-2010/mapping.toml"
    place.parent.mkdir(parents=True)
    place.write_text('release = "1.0.0"\nsource = "se-2002@1"\ntarget = "se-2010@7"\nlevels = []\n', "utf-8")
    registry = framework_registry(framework, partner)
    assert len(registry.mappings()) == 2
    assert [problem.code for problem in registry.mapping_problems()] == ["wrong-release"]
    with pytest.raises(InputError, match="One is broken: kompass-test-1: se-2002-to-se-2010"):
        find_mapping("se-2002", "se-2010", registry)
    place.write_text(place.read_text("utf-8").replace("se-2010@7", "se-2016@1"), "utf-8")
    problems = framework_registry(framework, partner).mapping_problems()
    assert [problem.code for problem in problems] == ["bad-identifier"]


@pytest.mark.parametrize("version", ["1.0.0-draft", "1.0.0-rc.1"])
def test_a_draft_is_not_released_under_a_drafts_version(framework, version):
    edit(framework, 'title.en = "Kommunkompassen 2016"', 'title.en = "Kommunkompassen"', version)
    with pytest.raises(InputError, match="Write three numbers"):
        plan_release(framework / "editions/se-2016/edition.toml", registry=REGISTRY, **BY)
    shutil.rmtree(framework / "releases")
    (framework / LEDGER).unlink()
    with pytest.raises(InputError, match="Write three numbers"):
        plan_release(framework / "editions/se-2016/edition.toml", registry=Registry(), **BY)


def test_entries_are_chained():
    ledger = read_ledger(FRAMEWORK)
    content = (FRAMEWORK / LEDGER).read_bytes()
    assert b"".join(entry_line(entry) for entry in ledger.entries) == content
    first = ledger.entries[0]
    assert first.previous == "0" * 64
    with pytest.raises(InputError, match="does not come after"):
        parse_ledger(content + entry_line(evolve(first, previous=ledger.head)))


@given(st.binary(max_size=60))
def test_whatever_stands_in_a_ledger_nothing_else_is_raised(content):
    with suppress(InputError):
        parse_ledger(content)
