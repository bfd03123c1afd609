"""Pins: a ledger that was shortened or written anew is found, and a pinned id stays its owner's."""

import json
import runpy
import shutil
from pathlib import Path
from types import SimpleNamespace

import pytest
from attrs import evolve
from hypothesis import given, settings, strategies as st

from kompass_spec.documents.canonical import canonical_bytes
from kompass_spec.documents.forms import FORM
from kompass_spec.model.problems import InputError
from kompass_spec.registry.ledger import (
    LEDGER,
    START,
    Action,
    Entry,
    Ledger,
    ReleaseKind,
    digest_of,
    entry_line,
    parse_ledger,
    read_ledger,
)
from kompass_spec.registry.ownership import Holding, ownership_of
from kompass_spec.registry.pin_files import PINS, parse_pins, pins_bytes, pins_in_force
from kompass_spec.registry.pins import Pin, PinFile, Pins, PinSource, pin_of
from kompass_spec.registry.version_order import is_before

ROOT = Path(__file__).parents[2]
FRAMEWORK = ROOT / "frameworks/kompass_frameworks"
REPORT = ROOT / "docs/examples/ornskoldsvik-2017.md"
OURS = "kompass-frameworks"
TRUE, FALSE = "Informerar invånare om resultat?", "Taken by a day?"
CORE = pins_in_force()


def rewritten(folder, change):
    """Write the ledger in a folder anew, its chain whole, with entries that ``change`` makes of its own."""
    previous, lines = START, []
    for entry in change(read_ledger(folder).entries):
        lines.append(entry_line(evolve(entry, previous=previous)))
        previous = digest_of(lines[-1])
    (folder / LEDGER).write_bytes(b"".join(lines))


@pytest.fixture
def copied(tmp_path):
    """A copy of our framework."""
    place = tmp_path / "copy"
    shutil.copytree(FRAMEWORK, place, ignore=shutil.ignore_patterns("__pycache__", "*.py"))
    return place


def shortened(folder, by=1):
    """Take away the last lines of a ledger, and the files that they name."""
    lines = (folder / LEDGER).read_bytes().splitlines(keepends=True)
    for line in lines[-by:]:
        (folder / json.loads(line)["file"]).unlink()
    (folder / LEDGER).write_bytes(b"".join(lines[:-by]))


def another_reviewer(entries):
    return [evolve(entry, reviewed_by=("Somebody else",)) for entry in entries]


def test_a_ledger_that_was_written_anew_is_named_and_not_used(copied, framework_registry):
    rewritten(copied, another_reviewer)
    registry = framework_registry(copied, names={copied: OURS}, pins=CORE)
    assert list(registry) == []
    assert [problem.code for problem in registry.problems] == ["other-ledger"]
    assert f"{OURS}: {LEDGER}" == registry.problems[0].file
    with pytest.raises(InputError, match="not the ledger that kompass-spec pins"):
        registry.find("se-2016")
    assert framework_registry(copied, names={copied: OURS})["se-2016"].release == "1.0.1"


@pytest.mark.slow
@pytest.mark.parametrize(
    ("version", "codes"),
    [("1.0", []), ("2026.11.0", []), ("2026.11.1", ["missing-entries"]), ("2027.1", ["missing-entries"])],
)
def test_an_older_version_may_have_fewer_entries_and_no_other(beside_ours, copied, version, codes):
    shortened(copied)
    run = beside_ours(version=version, kompass_frameworks=copied)
    listed = json.loads(run("editions", "--json", ours=False).stdout)
    assert [warning["code"] for warning in listed.get("warnings", [])] == codes
    used = run("show", "se-2016", ours=False)
    assert (used.returncode, used.stderr.count("This ledger ends after 14 entries")) == (0, len(codes))
    verified = run("verify", ours=False)
    assert (verified.returncode, verified.stderr.count("pins 15, up to the head")) == (
        bool(codes),
        len(codes),
    )
    assert ("14 of the 15 entries that kompass-spec pins" in verified.stdout) is not bool(codes)


def test_a_ledger_that_is_gone_altogether_is_missed(copied, framework_registry):
    (copied / LEDGER).unlink()
    pins = Pins((evolve_source(CORE.files[0], PinSource.LOCK),))
    registry = framework_registry(copied, names={copied: OURS}, pins=pins)
    assert "missing-entries" in {problem.code for problem in registry.problems}


def evolve_source(file, source, name=None):
    return file._replace(source=source, name=name or file.name)


# A file of pins is kept as a lock file is.


@pytest.fixture
def lock(beside_ours, copied, tmp_path):
    """Run ``kompass verify --pin`` on a framework of somebody else, of which a file pins what it is now."""
    rewritten(copied, lambda entries: [entry for entry in entries if entry.kind is ReleaseKind.EDITION])
    for folder in ("editions", "mappings"):
        shutil.rmtree(copied / folder)
    for file in (copied / "releases").rglob("*.json"):
        if f"releases/{file.parent.name}/{file.name}" not in {e.file for e in read_ledger(copied).entries}:
            file.unlink()
    run = beside_ours(kompass_theirs=copied)
    place = tmp_path / "kompass.lock"

    def pin(*arguments, **environment):
        # What is pinned in the package is ours, and here theirs has the same ids.
        alone = {"KOMPASS_PINS": "none", "ours": False, **environment}
        return run(*(arguments or ("verify", "--pin", place)), **alone)

    return pin, place, copied


def pinned(place):
    return {pin["distribution"]: pin for pin in json.loads(place.read_text("utf-8"))["pins"]}


@pytest.mark.slow
def test_what_is_new_is_pinned_and_nothing_is_written_where_nothing_is(lock):
    """docs/explanation/ownership.md: "A head is never lowered, and what is not installed stays pinned.\""""
    pin, place, folder = lock
    first = pin()
    assert (first.returncode, "kompass-theirs: 8 entries (new)" in first.stdout) == (0, True)
    before = place.read_bytes()
    theirs = pinned(place)["kompass-theirs"]
    assert (theirs["head"], theirs["ids"][0]) == (read_ledger(folder).head, "se-2002")
    again = pin()
    assert (again.returncode, "and nothing is new" in again.stdout) == (0, True)
    assert place.read_bytes() == before
    shorter = pinned(place)
    shorter["kompass-theirs"]["earlier"], last = shorter["kompass-theirs"]["earlier"][:5], 6
    shorter["kompass-theirs"] |= {"entries": last, "head": theirs["earlier"][5]}
    place.write_text(json.dumps({"form": 1, "pins": list(shorter.values())}), "utf-8")
    assert "kompass-theirs: 8 entries (6 before)" in pin().stdout
    assert place.read_bytes() == before


def gone(folder):
    shortened(folder)


def all_gone(folder):
    shutil.rmtree(folder / "releases")
    (folder / LEDGER).unlink()


def other(folder):
    rewritten(folder, another_reviewer)


def changed_and_longer(folder):
    rewritten(folder, lambda entries: [*another_reviewer(entries[:1]), *entries[1:]])


@pytest.mark.slow
@pytest.mark.parametrize(
    ("change", "code", "words"),
    [
        (gone, "missing-entries", "ends after 7 entries"),
        (all_gone, "missing-entries", "ends after 0 entries"),
        (other, "other-ledger", "does not lead there"),
        (changed_and_longer, "other-ledger", "does not lead there"),
    ],
)
def test_a_ledger_that_does_not_lead_through_its_pin_fails_and_changes_nothing(lock, change, code, words):
    pin, place, folder = lock
    assert pin().returncode == 0
    before = place.read_bytes()
    change(folder)
    ran = pin()
    assert (ran.returncode, words in ran.stderr, str(place) in ran.stderr) == (1, True, True)
    assert place.read_bytes() == before
    data = json.loads(pin("verify", "--pin", place, "--json").stdout)
    assert [error["code"] for error in data["errors"]].count(code) == 1
    # Without the option the variable holds it on every use.
    held = pin("editions", KOMPASS_PINS=str(place))
    assert words in held.stderr
    assert words not in pin("editions").stderr


def test_the_variable_may_name_the_file_before_it_is_written(kompass, tmp_path, monkeypatch):
    place = tmp_path / "new.lock"
    monkeypatch.chdir(tmp_path)
    ran = kompass("verify", "--pin", "new.lock", KOMPASS_PINS=str(place))
    assert (ran.code, place.is_file()) == (0, True)
    assert kompass("verify", "--pin", "other.lock", KOMPASS_PINS="missing.lock").code == 1
    assert kompass("editions", KOMPASS_PINS="missing.lock").code == 1


@pytest.mark.slow
def test_what_is_pinned_and_not_installed_is_said_and_stays(lock):
    pin, place, _ = lock
    elsewhere = Pin(distribution="kompass-elsewhere", version="1.0", heads=("a" * 64,), ids=("xx-2020",))
    place.write_bytes(pins_bytes((elsewhere,)))
    ran = pin()
    assert (ran.returncode, "kompass-elsewhere is pinned with 1 entry and is not" in ran.stdout) == (0, True)
    assert set(pinned(place)) == {"kompass-elsewhere", "kompass-spec", "kompass-theirs"}


def one_pin(**values):
    """Return a file with one pin that has other values than it should."""
    right = {"distribution": "a", "version": "1", "earlier": [], "ids": [], "handed_over": {}}
    return canonical_bytes({"form": 1, "pins": [{**right, **values}]})


@pytest.mark.slow
@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\xff",
        b"{",
        b"[]",
        b'{"pins": []}',
        b'{"form": 2, "pins": []}',
        b'{"form": 1, "pins": [1]}',
        one_pin(head="x", entries=1),
        one_pin(head="0" * 64, entries=2),
        one_pin(head="0" * 64, entries=1, ids="xx-2020"),
        one_pin(head="0" * 64, entries=1, handed_over={"xx-2020": 1}),
    ],
)
def test_another_file_is_not_taken_for_one_of_pins(lock, content):
    pin, place, _ = lock
    place.write_bytes(content)
    for ran in (pin(), pin("show", "se-2016", KOMPASS_PINS=str(place))):
        assert (ran.returncode, place.read_bytes()) == (1, content)
        assert str(place) in ran.stderr
    absent = pin("show", "se-2016", KOMPASS_PINS=str(place) + ".not")
    assert (absent.returncode, "cannot be read" in absent.stderr) == (1, True)


# Where pins disagree.


def file_of(name, source, *pins):
    return PinFile(name=name, source=source, pins=pins)


HEADS = tuple(digest_of(bytes([number])) for number in range(9))


def test_two_files_that_pin_two_ledgers_are_both_named(copied, framework_registry):
    true = pin_of(read_ledger(copied), OURS, "1")
    false = true._replace(heads=(*true.heads[:-1], "0" * 64))
    for trusted in (
        [file_of("a.lock", PinSource.LOCK, false), *CORE.files],
        [*CORE.files, file_of("a.lock", PinSource.LOCK, false)],
    ):
        registry = framework_registry(copied, names={copied: OURS}, pins=Pins(tuple(trusted)))
        assert [problem.code for problem in registry.problems] == ["other-ledger", "conflicting-pins"]
        assert all(name in registry.problems[1].message for name in ("a.lock", "kompass-spec"))
        # Neither is preferred, so the ledger is not used before somebody knows.
        assert list(registry) == []


@pytest.mark.parametrize("heads", [HEADS[:1], None])
def test_what_a_distribution_says_of_a_ledger_is_passed_over_where_others_speak_of_it(
    copied, framework_registry, heads
):
    """Rule, docs/reference/ledger.md: "What it says of others is a warning, and only of a ledger of which
    neither of the two before speaks.\""""
    true = pin_of(read_ledger(copied), OURS, "1")
    false = true._replace(heads=heads or (*true.heads, "0" * 64))
    said = file_of("kompass-other", PinSource.DISTRIBUTION, false)
    registry = framework_registry(copied, names={copied: OURS}, pins=CORE.with_file(said))
    assert (registry["se-2016"].release, registry.problems) == ("1.0.1", ())
    # Where nobody else speaks it is a warning, and costs the ledger nothing.
    registry = framework_registry(copied, names={copied: OURS}, pins=Pins((said,)))
    assert registry["se-2016"].release == "1.0.1"
    code = "other-ledger" if heads else "missing-entries"
    assert [problem.code for problem in registry.claims(["se-2016"])] == [code]


def test_no_distribution_switches_off_the_ledger_of_another(impostor, copied, framework_registry):
    false = Pin(distribution=OURS, version="1", heads=HEADS[:1])
    (impostor / PINS).write_bytes(pins_bytes((false,)))
    later = [evolve(entry, date="2026-12-30") for entry in read_ledger(impostor).entries]
    rewritten(impostor, lambda _: later)
    for order in ((copied, impostor), (impostor, copied)):
        registry = framework_registry(*order, names={copied: OURS, impostor: "kompass-impostor"})
        assert dict(registry.origins)["se-2016"] == OURS
        codes = [problem.code for problem in registry.claims(["se-2016"])]
        assert codes == ["other-ledger", "duplicate-edition"]
        assert "used all the same" in registry.claims(["se-2016"])[0].message


def test_what_a_refused_ledger_has_is_nobody_s(impostor, copied, framework_registry):
    """Rule, docs/reference/ledger.md: "What it has is nobody's, also what no pin names.\""""
    shorter = pin_of(ledger_of(read_ledger(copied).entries[0]), OURS, "1")._replace(heads=HEADS[:1], ids=())
    locked = Pins((file_of("a.lock", PinSource.LOCK, shorter),))
    for order in ((copied, impostor), (impostor, copied)):
        registry = framework_registry(*order, names={copied: OURS, impostor: "kompass-impostor"}, pins=locked)
        assert "se-2016" not in registry
        codes = [problem.code for problem in registry.claims(["se-2016"])]
        assert sorted(codes) == ["duplicate-edition", "other-ledger"]
    # An id that a pin names with somebody else is theirs all the same.
    held = pin_of(read_ledger(impostor), "kompass-impostor", "1")
    registry = framework_registry(
        copied,
        impostor,
        names={copied: OURS, impostor: "kompass-impostor"},
        pins=locked.with_file(file_of("b.lock", PinSource.LOCK, held)),
    )
    assert dict(registry.origins)["se-2016"] == "kompass-impostor"


def copied_as(copied, name, *ids):
    """Copy the copy of our framework with the releases of these editions alone."""
    place = copied.with_name(name)
    shutil.copytree(copied, place)
    rewritten(place, lambda entries: [entry for entry in entries if entry.id in ids])
    return place


def test_a_second_framework_of_a_pinned_distribution_is_another_ledger(copied, framework_registry):
    first, second = copied_as(copied, "first", "se-2016"), copied_as(copied, "second", "se-2010")
    locked = Pins((file_of("a.lock", PinSource.LOCK, pin_of(read_ledger(first), OURS, "1")),))
    for order in ((first, second), (second, first)):
        registry = framework_registry(*order, names={first: OURS, second: OURS}, pins=locked)
        assert (list(registry), registry.problems) == (["se-2010", "se-2016"], ())
    # Where none continues the pin, each of them may be the one that was written anew.
    rewritten(first, another_reviewer)
    registry = framework_registry(first, second, names={first: OURS, second: OURS}, pins=locked)
    assert list(registry) == []
    assert {problem.code for problem in registry.problems} == {"other-ledger"}


def test_of_two_ledgers_of_a_distribution_with_one_id_the_first_is_used_and_said(copied, framework_registry):
    """Rule, docs/reference/ledger.md: "Where a distribution brings an id in two ledgers, that which is pinned
    with it is used, else the first by the name of its folder.\""""
    first, second = copied_as(copied, "first", "se-2016"), copied_as(copied, "second", "se-2016")
    rewritten(second, lambda entries: [evolve(entries[0], date="2026-01-01")])
    locked = Pins((file_of("a.lock", PinSource.LOCK, pin_of(read_ledger(second), OURS, "1")),))
    for order in ((first, second), (second, first)):
        for pins, release in ((Pins(), "1.0.1"), (locked, "1.0.0")):
            registry = framework_registry(*order, names={first: OURS, second: OURS}, pins=pins)
            assert registry["se-2016"].release == release
            (problem,) = registry.claims(["se-2016"])
            assert (problem.code, problem.file) == ("duplicate-edition", f"{OURS}: se-2016")
            assert all(f" {name}" in problem.message for name in ("first", "second"))


@pytest.mark.parametrize(
    ("version", "known", "is_older"),
    [
        ("2026.11.1rc1", "2026.11.1", True),
        ("2026.11.1.dev3", "2026.11.1a1", True),
        ("1.0b2", "1.0rc1", True),
        ("1.0", "1.0.post1", True),
        ("1.9", "1!0.1", True),
        ("1.0-1", "1.0", False),
        ("1.0.0", "1.0", False),
        ("1.0+local", "1.0", False),
        ("2026.11.1", "2026.11.1rc1", False),
        ("", "1.0", False),
        ("1.0", "unknown", False),
    ],
)
def test_versions_of_distributions_are_ordered_as_python_orders_them(version, known, is_older):
    assert is_before(version, known) is is_older


def test_what_a_distribution_pins_of_itself_proves_nothing(impostor, framework_registry):
    own = pin_of(read_ledger(impostor), "kompass-impostor", "1")
    (impostor / PINS).write_bytes(pins_bytes((own,)))
    for names in (
        {FRAMEWORK: OURS, impostor: "kompass-impostor"},
        {FRAMEWORK: OURS, impostor: "Kompass.Impostor"},
    ):
        for pins in (CORE, Pins()):
            registry = framework_registry(FRAMEWORK, impostor, names=names, pins=pins)
            assert (registry["se-2016"].item("1.3").text["sv"] == TRUE) is (pins is CORE)


def test_a_distribution_brings_what_it_knew_when_it_was_built(impostor, framework_registry, tmp_path):
    """Rule, docs/reference/ledger.md: "A distribution may bring pins of the ledgers of
    others.\"

    They say whose an id is by them, and decide nothing: whoever brings them proves nothing.
    """
    friend = tmp_path / "friend"
    (friend / "editions").mkdir(parents=True)
    (friend / PINS).write_bytes(pins_bytes((pin_of(read_ledger(FRAMEWORK), OURS, "1"),)))
    names = {FRAMEWORK: OURS, impostor: "kompass-impostor", friend: "kompass-friend"}
    for order in ((FRAMEWORK, impostor, friend), (friend, impostor, FRAMEWORK)):
        registry = framework_registry(*order, names=names)
        assert registry["se-2016"].item("1.3").text["sv"] == FALSE
        codes = [problem.code for problem in registry.claims(["se-2016"])]
        assert codes == ["duplicate-edition", "conflicting-pins"]
    (friend / PINS).write_text("{}")
    registry = framework_registry(*names, names=names)
    assert registry.problems[0].code == "bad-pins"
    assert registry.problems[0].file == f"kompass-friend: {PINS}"


def test_pins_that_name_two_holders_are_named_and_nobody_is_preferred(impostor, framework_registry):
    """Rule, docs/reference/ledger.md: "Where two files of pins disagree, both are named.\""""
    names = {FRAMEWORK: OURS, impostor: "kompass-impostor"}
    false = pin_of(read_ledger(impostor), "kompass-impostor", "1")
    locked = Pins((*CORE.files, file_of("a.lock", PinSource.LOCK, false)))
    registry = framework_registry(FRAMEWORK, impostor, names=names, pins=locked)
    assert "se-2016" not in registry
    with pytest.raises(
        InputError, match=r"Pins disagree.*kompass-spec: kompass-frameworks; a\.lock: kompass-imp"
    ):
        registry.find("se-2016")
    said = Pins((*CORE.files, file_of("kompass-friend", PinSource.DISTRIBUTION, false)))
    registry = framework_registry(FRAMEWORK, impostor, names=names, pins=said)
    assert registry["se-2016"].item("1.3").text["sv"] == TRUE
    claims = registry.claims(["se-2016"])
    assert [problem.code for problem in claims] == ["duplicate-edition", "conflicting-pins"]


# What is shipped.


def test_the_ledgers_of_this_repository_lead_through_what_is_pinned_of_them():
    refresh = SimpleNamespace(**runpy.run_path(str(Path(__file__).with_name("refresh_pins.py"))))
    (core,) = CORE.files
    assert [pin.distribution for pin in core.pins] == sorted(pin.distribution for pin in refresh.pins_now())
    assert refresh.lowered(core.pins, refresh.pins_now()) == []
    assert refresh.FILE.read_bytes() == pins_bytes(core.pins)
    first = core.pins[0]
    assert refresh.lowered((first._replace(heads=(*first.heads[:-1], "0" * 64)),), refresh.pins_now())


def test_pins_that_were_written_are_read_as_they_were():
    pins = (
        Pin(distribution="b", version="1", heads=HEADS[:2], ids=("xx-1",), handed_over=(("xx-2", "a"),)),
        Pin(distribution="a", version="", heads=HEADS[:1]),
    )
    read = parse_pins(pins_bytes(pins), "a.lock", PinSource.LOCK)
    assert read.pins == pins[::-1]


# The property.


DAYS = st.dates().map(str)
VERSIONS = st.tuples(*[st.integers(0, 9)] * 3).map(lambda parts: ".".join(map(str, parts)))


def ledger_of(*entries):
    """Return a ledger with these entries in a chain, whatever its rules say of them."""
    previous, chained = START, []
    for entry in entries:
        chained.append(evolve(entry, previous=previous))
        previous = digest_of(entry_line(chained[-1]))
    return Ledger(entries=tuple(chained), head=previous)


def entry_for(action, version, date, **more):
    return Entry(
        action=action,
        kind=ReleaseKind.EDITION,
        id="xx-2020",
        version=version,
        sha256="0" * 64,
        file=f"releases/xx-2020/{version}.json",
        date=date,
        reviewed_by=("A. Reviewer",),
        previous=START,
        **more,
    )


@st.composite
def impostors(draw):
    """Return ledgers of others that release an id, hand it over, and say that they follow from any head."""
    entries = []
    for version in sorted(draw(st.lists(VERSIONS, min_size=1, max_size=3, unique=True))):
        after = draw(st.sampled_from([None, *HEADS, OWNED.head]))
        form = draw(st.sampled_from([1, 2]))
        more = {"form": form, "core": "0.2.0", "rules": 1, "after": after} if form > 1 else {}
        entries.append(entry_for(Action.RELEASE, version, draw(DAYS), **more))
        if to := draw(st.sampled_from([None, None, "owner", "aaa", "zzz"])):
            entries.append(entry_for(Action.HAND_OVER, version, draw(DAYS), reason="So.", to=to))
    return ledger_of(*entries)


OWNED = ledger_of(entry_for(Action.RELEASE, "1.0.0", "2026-01-01"))


def test_what_a_newer_form_hands_over_without_a_release_breaks_nothing():
    """Law 10: "A broken plugin costs its own feature and one clear sentence, never the program.\""""
    odd = ledger_of(entry_for(Action.HAND_OVER, "1.0.0", "2026-01-01", form=9, core="9.0.0", rules=1, to="b"))
    after = ledger_of(
        entry_for(Action.RELEASE, "1.0.0", "2026-01-01"),
        entry_for(Action.HAND_OVER, "1.0.0", "2026-01-01", reason="So.", to="a"),
    )
    found = ownership_of(
        ReleaseKind.EDITION, "xx-2020", [Holding("a", FRAMEWORK, odd), Holding("b", FRAMEWORK, after)]
    )
    assert found is not None
    assert (found.owner, found.receiver) == ("b", "a")


@pytest.mark.parametrize(("named", "owner"), [(True, "b"), (False, "a")])
def test_a_first_release_of_a_newer_form_follows_from_the_head_that_it_names(named, owner):
    """docs/explanation/forms.md: "where they are texts, `to`, `reason` and `after`.\""""
    given_away = ledger_of(
        entry_for(Action.RELEASE, "1.0.0", "2026-01-01"),
        entry_for(Action.HAND_OVER, "1.0.0", "2026-01-02", reason="So.", to="b"),
    )
    more = {"after": given_away.head if named else HEADS[0], "day": "Typed late."}
    entry = entry_for(Action.RELEASE, "1.1.0", "2026-01-01", form=FORM + 1, core="9.0.0", rules=9, **more)
    received = parse_ledger(entry_line(entry))
    found = ownership_of(
        ReleaseKind.EDITION,
        "xx-2020",
        [Holding("a", FRAMEWORK, given_away), Holding("b", FRAMEWORK, received)],
    )
    assert found is not None
    assert (found.owner, found.problems == ()) == (owner, named)


@given(
    others=st.dictionaries(st.sampled_from(["aaa", "zzz", "Owner-2"]), impostors(), max_size=3),
    grown=st.booleans(),
    own_pins=st.booleans(),
)
def test_whatever_an_impostor_writes_a_pinned_id_stays_its_owners(others, grown, own_pins):
    """Rule, docs/reference/ledger.md: "An id that a pinned ledger holds cannot be taken by another, whatever
    days that says.\""""
    ledger = OWNED
    if grown:
        ledger = ledger_of(*OWNED.entries, entry_for(Action.RELEASE, "1.0.1", "2026-01-02"))
    core = file_of("kompass-spec", PinSource.CORE, pin_of(OWNED, "owner", "1"))
    files = [core]
    if own_pins:
        files += [
            file_of(name, PinSource.DISTRIBUTION, pin_of(other, name, "1")) for name, other in others.items()
        ]
    holdings = [Holding("owner", FRAMEWORK, ledger)]
    holdings += [Holding(name, FRAMEWORK, other) for name, other in others.items()]
    for order in (holdings, holdings[::-1]):
        found = ownership_of(ReleaseKind.EDITION, "xx-2020", order, Pins(tuple(files)))
        assert found is not None
        assert (found.owner, [term.holding.distribution for term in found.terms]) == ("owner", ["owner"])
        assert found.terms[0].releases == ledger.entries
        assert len(found.problems) == len(others)
    alone = ownership_of(ReleaseKind.EDITION, "xx-2020", holdings[1:], Pins(tuple(files)))
    assert alone is None if not others else (alone is not None and alone.terms == ())


MEMBERS = ("owner", "second", "third")
CONTINUED = [[], [Action.TAKE_BACK, Action.RELEASE], [Action.TAKE_BACK, Action.RELEASE, Action.HAND_OVER]]


@st.composite
def chains(draw):
    """Return the ledgers of those who had an id one after another, by their names, and who has it last."""
    owners = draw(st.permutations(MEMBERS)) + draw(st.lists(st.sampled_from(MEMBERS), max_size=2))
    owners = owners[draw(st.integers(0, 2)) :]
    owners = [one for one, before in zip(owners, [None, *owners], strict=False) if one != before]
    entries: dict[str, list[Entry]] = {}
    after = None
    for number, (owner, receiver) in enumerate(zip(owners, [*owners[1:], None], strict=True), start=1):
        mine = entries.setdefault(owner, [])
        said = f"1.{number}.0", f"2026-01-{number:02}"
        mine.append(entry_for(Action.RELEASE, *said, form=2, core="0.2.0", rules=1, after=after))
        if draw(st.booleans()):
            mine.append(entry_for(Action.HAND_OVER, *said, reason="So.", to="mistyped"))
            mine.append(entry_for(Action.TAKE_BACK, *said, reason="So.", form=2, core="0.2.0", rules=1))
        if receiver is not None:
            mine.append(entry_for(Action.HAND_OVER, *said, reason="So.", to=receiver))
            after = ledger_of(*mine).head
    return {name: ledger_of(*each) for name, each in entries.items()}


@st.composite
def copies(draw, chain):
    """Return the ledger of an impostor: any part of that of a member of a chain, and what comes to mind."""
    parts = [ledger.entries[:end] for ledger in chain.values() for end in range(1, len(ledger.entries) + 1)]
    handed_over = [part for part in parts if part[-1].action is Action.HAND_OVER]
    entries = list(draw(st.sampled_from(handed_over or parts) | st.sampled_from(parts)))
    form = {"form": 2, "core": "0.2.0", "rules": 1}
    for number, action in enumerate(draw(st.sampled_from(CONTINUED) | st.lists(st.sampled_from(Action)))):
        version, date = f"{draw(st.sampled_from([9, 1]))}.{number}.9", draw(DAYS)
        if action is Action.HAND_OVER:
            to = draw(st.sampled_from([*MEMBERS, "aaa", "zzz"]))
            entries.append(entry_for(action, version, date, reason="So.", to=to))
        else:
            entries.append(entry_for(action, version, date, **form))
    return ledger_of(*entries)


def handed_on():
    """Return the ledgers of three who had an id one after another."""
    first = [entry_for(Action.RELEASE, "1.0.0", "2026-01-01")]
    first.append(entry_for(Action.HAND_OVER, "1.0.0", "2026-01-02", reason="So.", to="second"))
    form = {"form": 2, "core": "0.2.0", "rules": 1}
    second = [entry_for(Action.RELEASE, "1.1.0", "2026-01-03", after=ledger_of(*first).head, **form)]
    second.append(entry_for(Action.HAND_OVER, "1.1.0", "2026-01-04", reason="So.", to="third"))
    third = [entry_for(Action.RELEASE, "1.2.0", "2026-01-05", after=ledger_of(*second).head, **form)]
    return {"owner": ledger_of(*first), "second": ledger_of(*second), "third": ledger_of(*third)}


@pytest.mark.parametrize("continued", [True, False])
@pytest.mark.parametrize("name", ["aaa", "zzz"])
@pytest.mark.parametrize(
    ("pinned", "installed"),
    [
        (MEMBERS, ("second", "third")),
        (("second", "third"), MEMBERS),
        (("second", "third"), ("second", "third")),
        (("third",), MEMBERS),
        (MEMBERS, MEMBERS),
    ],
)
def test_who_continues_a_copy_of_the_first_owner_s_ledger_gets_nothing(pinned, installed, name, continued):
    chain = handed_on()
    copy = list(chain["owner"].entries)
    if continued:
        copy.append(entry_for(Action.TAKE_BACK, "1.0.0", "2026-06-01", form=2, core="0.2.0", rules=1))
        copy.append(entry_for(Action.RELEASE, "9.0.0", "2026-06-02", form=2, core="0.2.0", rules=1))
    pins = Pins((file_of("a.lock", PinSource.LOCK, *(pin_of(chain[one], one, "1") for one in pinned)),))
    holdings = [Holding(one, FRAMEWORK, chain[one]) for one in installed]
    found = ownership_of(
        ReleaseKind.EDITION, "xx-2020", [*holdings, Holding(name, FRAMEWORK, ledger_of(*copy))], pins
    )
    assert found is not None
    assert [entry.version for term in found.terms for entry in term.releases] == ["1.0.0", "1.1.0", "1.2.0"]
    assert found.owner == "third"
    is_silent = not continued and "owner" not in installed
    assert any(name in problem.message for problem in found.problems) is not is_silent


@settings(max_examples=300)
@given(data=st.data(), chain=chains())
def test_no_copy_of_a_ledger_takes_or_denies_what_is_pinned_with_another(data, chain):
    """Rule, docs/reference/ledger.md: "Who continues a copy of another's ledger gets nothing by it.\""""
    some = st.lists(st.sampled_from(sorted(chain)), min_size=1, unique=True)
    source = data.draw(st.sampled_from([PinSource.CORE, PinSource.LOCK]))
    pinned = [pin_of(chain[name], name, "1") for name in data.draw(some, label="pinned")]
    pins = Pins((file_of("kompass.lock", source, *pinned),))
    true = [Holding(name, FRAMEWORK, chain[name]) for name in data.draw(some, label="installed")]
    names = st.sampled_from(["aaa", "zzz", "Owner-2"])
    others = data.draw(st.dictionaries(names, copies(chain), min_size=1, max_size=2), label="impostors")
    false = [Holding(name, FRAMEWORK, ledger) for name, ledger in others.items()]
    alone = ownership_of(ReleaseKind.EDITION, "xx-2020", true, pins)
    published = {entry for ledger in chain.values() for entry in ledger.entries}
    for order in ([*true, *false], [*false, *true][::-1]):
        found = ownership_of(ReleaseKind.EDITION, "xx-2020", order, pins)
        assert found is not None
        used = [entry for term in found.terms for entry in term.releases]
        assert published.issuperset(used)
        expected = [entry for term in alone.terms for entry in term.releases] if alone is not None else []
        assert used[len(used) - len(expected) :] == expected
        if alone is not None and expected:
            assert (found.owner, found.receiver) == (alone.owner, alone.receiver)
        else:
            assert used == []
