"""What a later version publishes costs an earlier one that alone: it uses the newest that it can read."""

import json
import runpy
import shutil
from pathlib import Path

import pytest

import kompass_spec
from kompass_spec import InputError
from kompass_spec.documents.forms import NewerFormError
from kompass_spec.plugins.loaded import Plugins
from kompass_spec.registry.ledger import LEDGER, ReleaseKind, parse_ledger, read_ledger
from kompass_spec.registry.mappings import find_mapping
from kompass_spec.releases.plans import plan_release
from kompass_spec.releases.verification import verify_folder

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]
REPORT = ROOT / "docs/examples/ornskoldsvik-2017.md"
LATER = runpy.run_path(str(Path(__file__).with_name("later_versions.py")))
NEWER, append, data_of, publish_data = (
    LATER[name] for name in ("NEWER", "append", "data_of", "publish_data")
)
INSTEAD = (
    "se-2016@1.1.0 is of form 3, which kompass-spec 0.7.0 and later read; this is"
    f" {kompass_spec.__version__}. Upgrade kompass-spec. se-2016@1.0.0 is used instead, the newest that this"
    " version reads."
)


@pytest.fixture
def framework(tmp_path, first_published):
    place = tmp_path / "framework"
    shutil.copytree(first_published, place)
    return place


def newer_release(framework, name="se-2016", version="1.1.0", **said):
    """Publish a release of a newer form, which says what this version cannot read."""
    data = data_of(framework, name, "1.0.0")
    data |= {"release": version, "form": 3, "areas": {"not": ["a list"]}}
    publish_data(framework, name, version, data, **{**NEWER, **said})


def with_a_further_key(framework, form=None, where="top"):
    """Publish a release of se-2016 with an optional key that this version does not know."""
    data = {**data_of(framework, "se-2016", "1.0.0"), "release": "1.0.1"}
    if form is not None:
        data["form"] = form
    here = {"top": data, "area": data["areas"][0], "question": data["areas"][0]["questions"][0]}[where]
    here["colour"] = "red"
    # What tells that the key is new is a further version of the rules of steps.
    publish_data(framework, "se-2016", "1.0.1", data, rules=9)


def verified(framework, registry):
    return verify_folder(framework, "test", registry=registry, plugins=Plugins())


ALL = ["se-2002", "se-2010", "se-2016", "se-2020"]


@pytest.mark.parametrize("where", ["top", "area", "question"])
def test_a_further_key_of_a_release_of_form_2_is_passed_over(framework, framework_registry, where):
    with_a_further_key(framework, form=2, where=where)
    registry = framework_registry(framework)
    assert registry.problems == ()
    assert registry["se-2016"].release == "1.0.1"
    assert registry["se-2016"].areas == registry["se-2016@1.0.0"].areas
    (note,) = registry.cautions(["se-2016", "se-2016@1.0.1"])
    assert (note.code, "'colour'" in note.message) == ("further-key", True)
    assert registry.cautions(["se-2010", "se-2016@1.0.0"]) == ()
    assert verified(framework, registry).problems == ()


def test_a_further_key_of_a_release_of_form_1_costs_that_release(framework, framework_registry):
    with_a_further_key(framework)
    registry = framework_registry(framework)
    assert list(registry) == ALL
    assert registry["se-2016"].release == "1.0.0"
    assert [problem.code for problem in registry.problems] == ["unreadable-release"]
    (note,) = registry.cautions(["se-2016"])
    assert note.message.endswith("se-2016@1.0.0 is used instead, the newest that this version reads.")
    assert verified(framework, registry).problems


@pytest.mark.parametrize("form", [None, 2], ids=["form 1", "form 2"])
def test_a_further_key_stops_no_report(installed, framework, form):
    with_a_further_key(framework, form=form)
    ran = installed(framework)("score", REPORT)
    assert ran.returncode == 0, ran.stderr
    assert "kompass: warning: " in ran.stderr


def test_a_newer_release_is_passed_by(framework, framework_registry):
    newer_release(framework)
    registry = framework_registry(framework)
    assert registry.problems == ()
    assert list(registry) == ALL
    assert registry["se-2016"].release == registry["se-2016@1"].release == "1.0.0"
    assert [(note.code, note.message) for note in registry.cautions(["se-2016"])] == [("newer-form", INSTEAD)]
    assert registry.cautions(ALL[:2]) == ()
    for exact in ("se-2016@1.1.0",):
        with pytest.raises(NewerFormError, match=r"kompass-spec 0\.7\.0 and later read"):
            registry.find(exact)


def test_the_newest_that_can_be_read_is_used(framework, framework_registry):
    """What was withdrawn is not, whatever form it has."""
    first = data_of(framework, "se-2016", "1.0.0")
    publish_data(framework, "se-2016", "1.0.1", {**first, "release": "1.0.1", "form": 2})
    withdrawn = {"action": "withdraw", "reason": "Wrong.", "id": "se-2016", "kind": "edition"}
    entry = read_ledger(framework).entries[-1]
    newer_release(framework)
    newer_release(framework, version="1.2.0")
    assert framework_registry(framework)["se-2016"].release == "1.0.1"
    append(framework, **withdrawn, version="1.0.1", file=entry.file, sha256=entry.sha256, **NEWER)
    registry = framework_registry(framework)
    assert registry["se-2016"].release == "1.0.0"
    assert len(registry.cautions(["se-2016"])) == 2
    assert registry.withdrawn(registry["se-2016@1.0.1"]) == "Wrong."


def test_a_withdrawal_whose_reason_is_told_otherwise_is_a_withdrawal(framework):
    entry = next(one for one in read_ledger(framework).entries if one.id == "se-2016")
    said = {"version": "1.0.0", "file": entry.file, "sha256": entry.sha256, "reason": {"sv": "Fel."}}
    append(framework, action="withdraw", kind="edition", id="se-2016", **{**NEWER, **said})
    reason = read_ledger(framework).withdrawn(ReleaseKind.EDITION, "se-2016", "1.0.0")
    assert reason == "The reason is written in form 3, which this version does not read."


def test_an_id_of_which_nothing_can_be_read_says_who_reads_it(installed, framework, framework_registry):
    data = {**data_of(framework, "se-2016", "1.0.0"), "id": "se-2030", "form": 3}
    publish_data(framework, "se-2030", "1.0.0", data, **{**NEWER, "core": None})
    registry = framework_registry(framework)
    assert (list(registry), registry.problems) == (ALL, ())
    with pytest.raises(InputError, match=r"se-2030@1\.0\.0 is of form 3, which a newer kompass-spec reads"):
        registry.find("se-2030")
    for exact in ("se-2030@1", "se-2030@1.0.0"):
        with pytest.raises(NewerFormError):
            registry.find(exact)
    assert [note.code for note in registry.none_readable()] == ["newer-form"]
    run = installed(framework)
    assert (run("editions").returncode, "se-2030@1.0.0" in run("editions").stderr) == (0, True)
    assert run("show", "se-2030").returncode == 1
    # It may be what the report is of, so that is said; it is no reason not to read it.
    ran = run("score", REPORT)
    assert (ran.returncode, "se-2030@1.0.0 is of form 3" in ran.stderr) == (0, True)


@pytest.mark.parametrize(
    "arguments",
    [
        ("show", "se-2016"),
        ("show", "se-2016", "7.2"),
        ("show", "se-2016", "--json"),
        ("import", REPORT),
        ("score", REPORT),
        ("score", REPORT, "--edition", "se-2016", "--json"),
        ("diff", "se-2016", "se-2010"),
        ("editions",),
        ("check",),
    ],
    ids=lambda arguments: " ".join(map(str, arguments)).replace(str(REPORT), "REPORT"),
)
def test_every_command_that_uses_it_says_so(installed, framework, arguments):
    newer_release(framework)
    # As whoever publishes the newer form asks for it, and it was installed all the same.
    ran = installed(framework, requires="kompass-spec>=0.7")(*arguments)
    where = ran.stdout if arguments[0] == "score" and "--json" in arguments else ran.stderr
    assert (ran.returncode, where.count(INSTEAD)) == (0, 1), ran.stderr


@pytest.mark.parametrize(
    "arguments",
    [("show", "se-2010"), ("score", REPORT, "--edition", "se-2010"), ("diff", "se-2010", "se-2020")],
    ids=lambda arguments: " ".join(map(str, arguments)).replace(str(REPORT), "REPORT"),
)
def test_no_command_that_uses_another_edition_says_anything(installed, framework, arguments):
    newer_release(framework)
    assert "form 3" not in installed(framework)(*arguments).stderr


def test_what_stands_in_its_place_is_marked(installed, framework):
    run = installed(framework, requires="kompass-spec>=0.7")
    assert {one["newest"] for one in json.loads(run("editions", "--json").stdout)["editions"]} == {True}
    newer_release(framework)
    listed = json.loads(run("editions", "--json").stdout)
    assert {one["id"]: one["newest"] for one in listed["editions"]} == {
        "se-2002": True, "se-2010": True, "se-2016": False, "se-2020": True,
    }  # fmt: skip
    assert [warning["code"] for warning in listed["warnings"]] == ["newer-form"]
    assert "1.0.0*" in run("editions").stdout
    assert "not the newest" in run("show", "se-2016", "--lang", "en").stdout
    assert "not the newest" not in run("show", "se-2010", "--lang", "en").stdout
    checked = json.loads(run("check", "--json").stdout)
    assert "errors" not in checked
    assert [warning["code"] for warning in checked["warnings"]] == ["newer-form"]


def test_verify_says_what_it_could_not_check_and_does_not_fail(installed, framework):
    newer_release(framework)
    with_a_further_key_in_an_entry(framework)
    run = installed(framework, requires="kompass-spec>=0.7")
    ran = run("verify")
    assert ran.returncode == 0, ran.stderr
    said = " ".join(ran.stdout.split())
    assert "se-2016@1.1.0: a release of form 3, which kompass-spec 0.7.0 and later read" in said
    (ours, _) = json.loads(run("verify", "--json").stdout)["ledgers"]
    assert ours["entries"] == len((framework / LEDGER).read_bytes().splitlines())
    assert any("form 3" in sentence for sentence in ours["unchecked"])


def with_a_further_key_in_an_entry(framework, **said):
    first = data_of(framework, "se-2020", "1.0.0")
    data = {**first, "release": "1.0.1", "valid_to": "2029"}
    publish_data(framework, "se-2020", "1.0.1", data, colour="red", **said)


def test_a_further_key_of_an_entry_is_passed_over(framework, framework_registry):
    before = len(read_ledger(framework).entries)
    with_a_further_key_in_an_entry(framework)
    ledger = read_ledger(framework)
    assert (len(ledger.entries), ledger.further_keys) == (before + 1, ("colour",))
    registry = framework_registry(framework)
    assert (list(registry), registry["se-2020"].release) == (ALL, "1.0.1")
    found = verified(framework, registry)
    assert found.problems == ()
    assert found.unchecked[0] == "keys of entries that this version does not know: colour"


def test_a_further_key_of_an_entry_stops_no_other_distribution(installed, framework):
    with_a_further_key_in_an_entry(framework)
    ran = installed(framework)("score", REPORT)
    assert (ran.returncode, "colour" in ran.stderr, "ledger" in ran.stderr) == (0, False, False)


@pytest.mark.parametrize("spoil", ["previous", "canonical", "float"])
def test_an_entry_with_a_further_key_is_proved_like_any_other(framework, spoil):
    with_a_further_key_in_an_entry(framework)
    ledger = (framework / LEDGER).read_bytes()
    spoiled = {
        "previous": ledger.replace(b'"previous":"', b'"previous":"0', 2),
        "canonical": ledger.replace(b'"colour":"red"', b'"colour": "red"'),
        "float": ledger.replace(b'"colour":"red"', b'"colour":1.5'),
    }[spoil]
    assert spoiled != ledger
    with pytest.raises(InputError):
        parse_ledger(spoiled)


def test_a_newer_entry_is_read_for_what_every_form_says(framework, framework_registry):
    first = data_of(framework, "se-2020", "1.0.0")
    data = {**first, "release": "1.0.1", "valid_to": "2029"}
    said = {**NEWER, "reviewed_by": {"names": ["B"]}, "rules": "many", "reason": 7}
    publish_data(framework, "se-2020", "1.0.1", data, **said)
    registry = framework_registry(framework)
    assert (list(registry), registry["se-2020"].release) == (ALL, "1.0.1")
    assert registry.problems == ()
    found = verified(framework, registry)
    assert found.problems == ()
    assert any("an entry of form 3, which kompass-spec 0.7.0" in sentence for sentence in found.unchecked)


@pytest.mark.parametrize(
    "unknown",
    [{"action": "supersede"}, {"kind": "glossary"}, {"action": "hand-over", "to": {"who": "me"}}],
    ids=repr,
)
def test_what_a_newer_entry_does_is_passed_over_and_its_file_is_proved(
    framework, framework_registry, unknown
):
    before = len(read_ledger(framework).heads())
    publish_data(framework, "xx-glossary", "1.0.0", {"words": []}, **{**NEWER, **unknown})
    registry = framework_registry(framework)
    assert (list(registry), registry.problems) == (ALL, ())
    found = verified(framework, registry)
    assert found.problems == ()
    assert found.releases == before + 1
    assert found.unchecked[0].endswith("in an entry of form 3, which kompass-spec 0.7.0 and later read")
    file = framework / "releases/xx-glossary/1.0.0.json"
    file.write_bytes(b'{"words":["another"]}')
    assert [problem.code for problem in verified(framework, registry).problems] == ["altered-release"]
    file.unlink()
    assert [problem.code for problem in verified(framework, registry).problems] == ["missing-release"]


@pytest.mark.parametrize(
    "change",
    [
        {"file": "../../secret.json"},
        {"version": "newest"},
        {"date": "soon"},
        {"sha256": "none"},
        {"id": 7},
        {"version": "0.9.0"},
    ],
    ids=repr,
)
def test_a_newer_entry_means_by_its_stable_keys_what_they_always_mean(framework, change):
    entry = {"action": "release", "kind": "edition", "id": "se-2016", "version": "1.1.0"}
    entry |= {"file": "releases/se-2016/1.1.0.json", "sha256": "0" * 64}
    append(framework, **{**entry, **NEWER, **change})
    with pytest.raises(InputError, match=r"line 1[0-9]"):
        read_ledger(framework)


def test_the_chain_is_proved_through_newer_entries(framework):
    newer_release(framework)
    publish_data(framework, "xx-glossary", "1.0.0", {}, **{**NEWER, "kind": "glossary"})
    ledger = read_ledger(framework)
    assert len(ledger.heads()) == len((framework / LEDGER).read_bytes().splitlines())
    assert ledger.heads()[-1] == ledger.head
    assert all(ledger.had_head(digest) for digest in ledger.heads())
    content = (framework / LEDGER).read_bytes()
    with pytest.raises(InputError, match="does not follow"):
        parse_ledger(content.replace(b'"colour":"red"', b'"colour":"blue"', 1))


def test_nothing_is_released_after_what_this_version_cannot_follow(framework, framework_registry):
    draft = framework / "editions/se-2010/edition.toml"
    text = draft.read_text("utf-8").replace('release = "1.0.0"', 'release = "1.0.1"')
    draft.write_text(text.replace('title.en = "', 'title.en = "The '), "utf-8")
    newer_release(framework)
    before = (framework / LEDGER).read_bytes()
    with pytest.raises(InputError) as caught:
        plan_release(
            draft,
            date="2027-03-02",
            reviewed_by=("A. Reviewer",),
            registry=framework_registry(framework),
        )
    assert [problem.code for problem in caught.value.problems] == ["newer-form"]
    assert (framework / LEDGER).read_bytes() == before


def newer_mapping(framework, form=3):
    data = {**data_of(framework, "se-2010-to-se-2016", "1.0.0"), "release": "1.0.1", "form": form}
    data["colour"] = "red"
    said = NEWER if form > 2 else {}
    publish_data(framework, "se-2010-to-se-2016", "1.0.1", data, kind="mapping", **said)


def test_a_newer_mapping_is_passed_by(framework, framework_registry):
    newer_mapping(framework)
    registry = framework_registry(framework)
    assert registry.mapping_problems() == ()
    assert {one.id: one.release for one in registry.mappings()}["se-2010-to-se-2016"] == "1.0.0"
    (note,) = registry.mapping_cautions()["se-2010-to-se-2016"]
    assert "se-2010-to-se-2016@1.0.0 is used instead" in note.message
    assert verified(framework, registry).problems == ()
    assert find_mapping("se-2010", "se-2016", registry).release == "1.0.0"


def test_a_further_key_of_a_mapping_is_passed_over(framework, framework_registry):
    newer_mapping(framework, form=2)
    registry = framework_registry(framework)
    assert registry.mapping_problems() == ()
    assert {one.id: one.release for one in registry.mappings()}["se-2010-to-se-2016"] == "1.0.1"
    assert [note.code for note in registry.mapping_cautions()["se-2010-to-se-2016"]] == ["further-key"]


@pytest.mark.parametrize("form", [2, 3])
@pytest.mark.parametrize("command", ["convert", "compare", "diff"])
def test_whoever_uses_a_mapping_is_told(site, installed, framework, command, form):
    golden = data_of(framework, "ornskoldsvik-2013", "1.0.0")
    earlier = framework / "earlier.json"
    earlier.write_text(json.dumps({"scorecards": [golden]}), "utf-8")
    newer_mapping(framework, form)
    arguments = {
        "convert": ("convert", REPORT, "--to", "se-2010"),
        "compare": ("compare", earlier, REPORT),
        "diff": ("diff", "se-2010", "se-2016"),
    }[command]
    installed(framework)
    ours = ("import-report", "score-standard", "convert-mapping", "render-text")
    everything = ",".join(("kompass-other", *(f"kompass-{name}" for name in ours)))
    ran = site.run(*map(str, arguments), KOMPASS_PLUGINS=everything, KOMPASS_PINS="none")
    assert ran.returncode == 0, ran.stderr
    assert ran.stderr.count("se-2010-to-se-2016@1.0.1") == 1, ran.stderr


def test_a_mapping_onto_what_cannot_be_read_costs_itself(framework, framework_registry):
    """An edition steps to a major version of a newer form, and its mapping follows in one that is read."""
    newer_release(framework, version="2.0.0")
    data = {**data_of(framework, "se-2010-to-se-2016", "1.0.0"), "release": "2.0.0", "form": 2}
    data["target"] = "se-2016@2"
    publish_data(framework, "se-2010-to-se-2016", "2.0.0", data, kind="mapping")
    registry = framework_registry(framework)
    assert (registry.problems, registry.mapping_problems()) == ((), ())
    assert find_mapping("se-2010", "se-2016", registry).release == "1.0.0"
    found = verified(framework, registry)
    assert found.problems == ()
    assert any("an edition that it joins is of a newer form" in sentence for sentence in found.unchecked)


def test_the_newest_of_a_major_version_that_can_be_read_is_used(framework, framework_registry):
    newer_release(framework)
    data = {**data_of(framework, "se-2016", "1.0.0"), "release": "2.0.0", "form": 2}
    publish_data(framework, "se-2016", "2.0.0", data)
    registry = framework_registry(framework)
    assert (registry["se-2016"].release, registry["se-2016@1"].release) == ("2.0.0", "1.0.0")
