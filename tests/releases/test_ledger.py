"""Law 4: "A published release never changes: same bytes, same digest, for ever."""

import json
import shutil
import subprocess
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
import rfc8785
from attrs import evolve
from hypothesis import given, strategies as st

from kompass_spec import InputError, load_plugins, load_registry
from kompass_spec.codec.canonical import canonical_bytes, release_bytes
from kompass_spec.codec.converter import unstructure
from kompass_spec.codec.documents import parse_json
from kompass_spec.codec.released import released_edition
from kompass_spec.ledger import LEDGER, ReleaseKind, entry_line, parse_ledger, read_ledger
from kompass_spec.releasing import plan_hand_over, plan_release, plan_withdrawal, publish
from kompass_spec.testing.strategies import editions
from kompass_spec.verifying import verify_folder

ROOT = Path(__file__).parents[2]
FRAMEWORK = ROOT / "frameworks/kompass_frameworks"
REGISTRY = load_registry()
PLUGINS = load_plugins("frameworks", "scorers")
BY: dict[str, Any] = {"date": "2026-03-01", "reviewed_by": ("A. Reviewer",)}


@pytest.fixture
def framework(tmp_path):
    """A copy of the framework that may be broken."""
    place = tmp_path / "framework"
    shutil.copytree(FRAMEWORK, place, ignore=shutil.ignore_patterns("__pycache__", "*.py"))
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


def test_every_commits_ledger_is_a_prefix_of_the_next():
    """Law 4, through the whole history: nothing that was published was ever changed or taken out."""
    path = FRAMEWORK.relative_to(ROOT) / LEDGER
    run = subprocess.run(
        ["git", "log", "--format=%H", "--reverse", "--", str(path)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    if run.returncode:
        pytest.skip("this is not a checkout with its history")
    before = b""
    for commit in run.stdout.split():
        shown = subprocess.run(
            ["git", "show", f"{commit}:{path.as_posix()}"], cwd=ROOT, capture_output=True, check=True
        )
        assert shown.stdout.startswith(before), commit
        before = shown.stdout
    assert (FRAMEWORK / LEDGER).read_bytes().startswith(before)


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
        ('title.en = "Kommunkompassen 2016"', 'title.en = "Kommunkompassen 2016"\ntitle.nb = "Kommunekompasset 2016"', "1.0.1"),
        ("Informerar invånare om resultat?", "Informeras invånare om resultat?", "2.0.0"),
    ],
)  # fmt: skip
def test_the_version_must_be_the_one_that_the_changes_ask_for(framework, old, new, step):
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
        shutil.copy(FRAMEWORK / "editions/se-2016/edition.toml", place)


def test_a_release_is_appended_and_nothing_else_is_touched(framework):
    before = {path: path.read_bytes() for path in framework.rglob("*") if path.is_file()}
    place = edit(framework, "Informerar invånare om resultat?", "Informeras invånare om resultat?", "2.0.0")
    plan = plan_release(place, registry=REGISTRY, **BY)
    assert (framework / LEDGER).read_bytes() == before[framework / LEDGER], "a plan writes nothing"
    publish(plan)
    assert wrong(framework, drafts=True) == set()
    after = {path: path.read_bytes() for path in framework.rglob("*") if path.is_file()}
    changed = {str(path.relative_to(framework)) for path in after if after[path] != before.get(path)}
    assert changed == {"CHANGELOG.md", LEDGER, "editions/se-2016/edition.toml", "releases/se-2016/2.0.0.json"}
    assert after[framework / LEDGER].startswith(before[framework / LEDGER])
    text = after[framework / "CHANGELOG.md"].decode()
    assert "## se-2016 2.0.0 (2026-03-01)" in text
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
    """Rule: an id is its first publisher's, until that one hands it over; then the other publishes what comes."""
    partner = tmp_path / "partner"
    (partner / "editions").mkdir(parents=True)
    shutil.copytree(framework / "editions/se-2016", partner / "editions/se-2016")
    place = partner / "editions/se-2016/edition.toml"
    place.write_text(place.read_text("utf-8").replace('release = "1.0.0"', 'release = "2.0.0"'), "utf-8")
    publish(plan_release(place, registry=REGISTRY, **BY))
    claimed = framework_registry(framework, partner)
    assert claimed["se-2016"].release == "1.0.0"
    assert "which is kompass-test-0's" in claimed.problems[0].message
    publish(plan_hand_over(framework, "se-2016", to="kompass-test-1", reason="They have the weights.", **BY))
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
