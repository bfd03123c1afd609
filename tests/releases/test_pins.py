"""Pins: a ledger that was shortened or written anew is found, and a pinned id stays its owner's."""

import json
import runpy
import shutil
from pathlib import Path
from types import SimpleNamespace

import pytest
from attrs import evolve

from kompass_spec.documents.canonical import canonical_bytes
from kompass_spec.model.problems import InputError
from kompass_spec.registry.ledger import (
    LEDGER,
    START,
    ReleaseKind,
    digest_of,
    entry_line,
    parse_ledger,
    read_ledger,
)
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
    assert framework_registry(copied, names={copied: OURS})["se-2016"].release == "1.0.2"


@pytest.mark.slow
@pytest.mark.parametrize(
    ("version", "codes"),
    [("1.0", []), ("2026.11.1", []), ("2026.11.2", ["missing-entries"]), ("2027.1", ["missing-entries"])],
)
def test_an_older_version_may_have_fewer_entries_and_no_other(beside_ours, copied, version, codes):
    shortened(copied)
    run = beside_ours(version=version, kompass_frameworks=copied)
    listed = json.loads(run("editions", "--json", ours=False).stdout)
    assert [warning["code"] for warning in listed.get("warnings", [])] == codes
    used = run("show", "se-2016", ours=False)
    assert (used.returncode, used.stderr.count("This ledger ends after 23 entries")) == (0, len(codes))
    verified = run("verify", ours=False)
    assert (verified.returncode, verified.stderr.count("pins 24, up to the head")) == (
        bool(codes),
        len(codes),
    )
    assert ("23 of the 24 entries that kompass-spec pins" in verified.stdout) is not bool(codes)


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
    assert (first.returncode, "kompass-theirs: 13 entries (new)" in first.stdout) == (0, True)
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
    assert "kompass-theirs: 13 entries (6 before)" in pin().stdout
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
        (gone, "missing-entries", "ends after 12 entries"),
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
    assert (registry["se-2016"].release, registry.problems) == ("1.0.2", ())
    # Where nobody else speaks it is a warning, and costs the ledger nothing.
    registry = framework_registry(copied, names={copied: OURS}, pins=Pins((said,)))
    assert registry["se-2016"].release == "1.0.2"
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
    first = parse_ledger((copied / LEDGER).read_bytes().splitlines(keepends=True)[0])
    shorter = pin_of(first, OURS, "1")._replace(heads=HEADS[:1], ids=())
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
        for pins, release in ((Pins(), "1.0.2"), (locked, "1.0.0")):
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
