"""A hand-over takes effect when the receiver's first entry names the giver's head, and can be taken back
until then."""

import itertools
import shutil
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve

from kompass_spec.model.problems import InputError
from kompass_spec.plugins.loaded import Plugin, Plugins
from kompass_spec.registry.ledger import (
    LEDGER,
    START,
    Action,
    ReleaseKind,
    digest_of,
    entry_line,
    parse_ledger,
    read_ledger,
)
from kompass_spec.registry.pin_files import pins_bytes
from kompass_spec.registry.pins import Pin, PinFile, Pins, PinSource, pin_of
from kompass_spec.registry.registry import Registry
from kompass_spec.releases.pinning import pin_ledgers
from kompass_spec.releases.plans import plan_hand_over, plan_release, plan_take_back, plan_withdrawal
from kompass_spec.releases.proposals import plan_proposed
from kompass_spec.releases.publication import publish
from kompass_spec.releases.verification import verify_folder

FIRST_DRAFT = Path(__file__).parents[1] / "first_drafts/editions/se-2016/edition.toml"
OURS, THEIRS, STRANGER = "kompass-ours", "kompass-theirs", "kompass-thiers"
ASKED = "Informerar invånare om resultat?"


def signed(day):
    return {"date": f"2027-03-{day:02}", "reviewed_by": ("A. Reviewer",)}


@pytest.fixture
def ours(tmp_path, first_published):
    place = tmp_path / "ours"
    shutil.copytree(first_published, place)
    return place


@pytest.fixture
def theirs(tmp_path):
    """The draft of a partner, with other words in one question."""
    place = tmp_path / "theirs"
    drafted(place, "2.0.0", "Theirs?")
    return place


def drafted(folder, release, words):
    draft = folder / "editions/se-2016/edition.toml"
    draft.parent.mkdir(parents=True, exist_ok=True)
    text = FIRST_DRAFT.read_text("utf-8").replace('release = "1.0.0"', f'release = "{release}"')
    draft.write_text(text.replace(ASKED, words), "utf-8")
    return draft


@pytest.fixture
def loaded(framework_registry):
    """Load the registry of folders, each with the name of its distribution; the order never matters."""

    def load(*named, pins=None):
        held = {"pins": pins} if pins is not None else {}
        registries = [
            framework_registry(*(folder for _, folder in order), names={f: n for n, f in named}, **held)
            for order in itertools.permutations(named)
        ]
        assert len({(one["se-2016"].release, dict(one.origins)["se-2016"]) for one in registries}) == 1
        return registries[0]

    load.alone = lambda named, pins: framework_registry(  # type: ignore[attr-defined]
        named[1], names={named[1]: named[0]}, pins=pins
    )
    return load


@pytest.fixture
def given(ours, loaded):
    """Hand se-2016 over to somebody, on the third day."""

    def give(to=THEIRS):
        publish(
            plan_hand_over(ours, "se-2016", to=to, reason="So.", registry=loaded((OURS, ours)), **signed(3))
        )
        return ours

    return give


def taken_back(ours, day=5, plugins=Plugins()):  # noqa: B008 - it holds nothing
    plan = plan_take_back(ours, "se-2016", reason="A slip of the pen.", plugins=plugins, **signed(day))
    publish(plan)
    return plan


def asked(registry):
    return registry["se-2016"].item("1.3").text["sv"]


def test_the_receiver_s_first_entry_names_the_giver_s_head(given, theirs, loaded):
    ours = given()
    head = read_ledger(ours).head
    waiting = loaded((OURS, ours), (THEIRS, theirs))
    assert (asked(waiting), waiting.problems, waiting.claims(["se-2016"])) == (ASKED, (), ())
    publish(plan_release(drafted(theirs, "2.0.0", "Theirs?"), registry=waiting, **signed(4)))
    (entry,) = read_ledger(theirs).entries
    assert (entry.after, entry.form) == (head, 2)
    after = loaded((OURS, ours), (THEIRS, theirs))
    assert (asked(after), after.problems, after.claims(["se-2016"])) == ("Theirs?", (), ())
    # What the giver publishes of other ids moves its head on, and changes nothing.
    publish(
        plan_hand_over(
            ours, "se-2010", to="somebody", reason="So.", registry=loaded((OURS, ours)), **signed(6)
        )
    )
    assert asked(loaded((OURS, ours), (THEIRS, theirs))) == "Theirs?"
    # The next release follows from the one before in the same ledger.
    registry = loaded((OURS, ours), (THEIRS, theirs))
    plan = plan_release(drafted(theirs, "3.0.0", "Theirs again?"), registry=registry, **signed(7))
    assert plan.entry.after is None
    publish(plan)
    found = loaded((OURS, ours), (THEIRS, theirs))
    assert (asked(found), found.problems) == ("Theirs again?", ())
    for name, folder in ((OURS, ours), (THEIRS, theirs)):
        assert verify_folder(folder, name, registry=found, plugins=Plugins()).problems == ()


def published_by(theirs, loaded, ours, **changes):
    """Publish se-2016 in the partner's ledger, with a first entry that says something else."""
    registry = loaded((OURS, ours))
    publish(plan_release(drafted(theirs, "2.0.0", "Theirs?"), registry=registry, **signed(4)))
    (entry,) = read_ledger(theirs).entries
    (theirs / LEDGER).write_bytes(entry_line(evolve(entry, **changes)))


FORM_1 = {"form": 1, "core": None, "rules": None, "after": None, "day": None}


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"after": None}, "does not say after which head"),
        ({"after": "0" * 64}, "had no head"),
        ({"after": "before"}, "had no head"),
        ({"date": "2027-03-02"}, "is before that of the hand-over"),
        ({**FORM_1, "date": "2027-03-02"}, "is before that of the hand-over, 2027-03-03"),
        ({**FORM_1}, None),
        ({"date": "2027-03-02", "day": "Typed late."}, None),
    ],
)
def test_what_does_not_follow_from_the_hand_over_is_not_used(given, theirs, loaded, changes, words):
    """Rule: "A hand-over takes effect when the first entry of the receiver names a head that the giver's
    ledger has, or had, from the hand-over on.\""""
    ours = given()
    if changes.get("after") == "before":
        changes = {"after": read_ledger(ours).heads()[-2]}
    published_by(theirs, loaded, ours, **changes)
    registry = loaded((OURS, ours), (THEIRS, theirs))
    if words is None:
        assert (asked(registry), registry.problems) == ("Theirs?", ())
        return
    assert asked(registry) == ASKED
    assert [problem.code for problem in registry.problems] == ["bad-hand-over"]
    assert words in registry.problems[0].message
    assert registry.claims(["se-2016"]) == registry.problems


def test_an_id_is_taken_back_and_published_again(given, theirs, loaded):
    """Rule: "Until then the giver can take it back.\""""
    ours = given(STRANGER)
    with pytest.raises(InputError, match=f"handed over to {STRANGER}"):
        plan_release(drafted(ours, "2.0.0", "Ours?"), registry=loaded((OURS, ours)), **signed(4))
    plan = taken_back(ours)
    assert (plan.entry.action, plan.entry.version, plan.entry.to) == (Action.TAKE_BACK, "1.0.0", None)
    assert "## se-2016 taken back (2027-03-05)" in (ours / "CHANGELOG.md").read_text("utf-8")
    publish(plan_release(drafted(ours, "2.0.0", "Ours?"), registry=loaded((OURS, ours)), **signed(6)))
    registry = loaded((OURS, ours))
    assert (asked(registry), registry.problems) == ("Ours?", ())
    found = verify_folder(ours, OURS, registry=registry, plugins=Plugins(), drafts=True)
    assert {problem.code for problem in found.problems} == {"left-behind"}, "its mappings follow later"
    # And given to whom it was meant for, also with nothing released in between.
    for to in (STRANGER, THEIRS):
        last = read_ledger(ours).entries[-1]
        if last.action is Action.HAND_OVER:
            taken_back(ours, 7)
        give = {"reason": "So.", "registry": loaded((OURS, ours))}
        publish(plan_hand_over(ours, "se-2016", to=to, **give, **signed(7)))
    publish(plan_release(drafted(theirs, "3.0.0", "Theirs?"), registry=loaded((OURS, ours)), **signed(8)))
    found = loaded((OURS, ours), (THEIRS, theirs))
    assert (asked(found), found.problems) == ("Theirs?", ())
    assert [release.entry.version for release in found.released("se-2016")] == ["1.0.0", "2.0.0", "3.0.0"]
    assert verify_folder(ours, OURS, registry=found, plugins=Plugins()).problems == ()


def plugins_of(**folders):
    loaded = []
    for name, folder in folders.items():
        named = name.replace("_", "-")
        provided = type("Framework", (), {"name": named, "folder": folder})
        loaded.append(
            Plugin(kind="frameworks", name=named, distribution=named, version="1.0", provided=provided)
        )
    return Plugins(loaded=tuple(loaded))


def test_what_was_published_since_is_not_taken_back(given, theirs, loaded):
    ours = given()
    before = (ours / LEDGER).read_bytes()
    publish(plan_release(drafted(theirs, "2.0.0", "Theirs?"), registry=loaded((OURS, ours)), **signed(4)))
    with pytest.raises(InputError, match=r"kompass-theirs has published 2\.0\.0 of se-2016 since"):
        taken_back(ours, plugins=plugins_of(Kompass_Theirs=theirs))
    assert (ours / LEDGER).read_bytes() == before
    # A ledger that nobody can read has published nothing.
    (theirs / LEDGER).write_text("{}\n")
    assert taken_back(ours, plugins=plugins_of(kompass_theirs=theirs)).entry.action is Action.TAKE_BACK


@pytest.mark.parametrize(
    ("name", "words"), [("se-2016", "was not handed over"), ("se-1999", "not handed over")]
)
def test_only_what_was_handed_over_is_taken_back(ours, name, words):
    for reason, found in (("So.", words), (" ", "Say why")):
        with pytest.raises(InputError, match=found):
            plan_take_back(ours, name, reason=reason, plugins=Plugins(), **signed(4))


def test_both_exist(given, theirs, loaded):
    """Rule: "Where both exist, the giver's releases are used, unless a pin holds the receiver's ledger with
    that id; every use says it.\""""
    ours = given()
    publish(plan_release(drafted(theirs, "2.0.0", "Theirs?"), registry=loaded((OURS, ours)), **signed(4)))
    taken_back(ours)
    named = (OURS, ours), (THEIRS, theirs)
    registry = loaded(*named)
    assert asked(registry) == ASKED
    assert [problem.code for problem in registry.claims(["se-2016"])] == ["duplicate-edition"]
    assert "and took it back" in registry.problems[0].message
    publish(plan_release(drafted(ours, "2.0.0", "Ours?"), registry=registry, **signed(6)))
    again = loaded(*named)
    assert (asked(again), len(again.claims(["se-2016"]))) == ("Ours?", 1)
    # A later release of theirs does not follow from the hand-over either.
    late = evolve(read_ledger(theirs).entries[0], after=read_ledger(ours).head)
    kept = (theirs / LEDGER).read_bytes()
    (theirs / LEDGER).write_bytes(entry_line(late))
    assert "had no head" in loaded(*named).problems[0].message
    (theirs / LEDGER).write_bytes(kept)
    pinned = Pins((PinFile("a.lock", PinSource.LOCK, (pin_of(read_ledger(theirs), THEIRS, "1"),)),))
    held = loaded(*named, pins=pinned)
    assert asked(held) == "Theirs?"
    assert ["its ledger is pinned with that id" in one.message for one in held.claims(["se-2016"])] == [True]


def test_who_received_an_id_keeps_it_where_the_giver_is_not_installed(given, theirs, loaded):
    ours = given()
    publish(plan_release(drafted(theirs, "2.0.0", "Theirs?"), registry=loaded((OURS, ours)), **signed(4)))
    both = Pins(
        (
            PinFile(
                "a.lock",
                PinSource.LOCK,
                (pin_of(read_ledger(ours), OURS, "1"), pin_of(read_ledger(theirs), THEIRS, "1")),
            ),
        )
    )
    for pins in (None, both):
        assert asked(loaded((THEIRS, theirs), pins=pins)) == "Theirs?"
        assert asked(loaded((OURS, ours), (THEIRS, theirs), pins=pins)) == "Theirs?"
    only = Pins((PinFile("a.lock", PinSource.LOCK, (pin_of(read_ledger(theirs), THEIRS, "1"),)),))
    found = loaded((OURS, ours), (THEIRS, theirs), pins=only)
    assert (asked(found), found.problems, len(found.released("se-2016"))) == ("Theirs?", (), 2)


def received(given, theirs, loaded):
    """Hand se-2016 over, let its receiver publish it, and return both pins of a lock file."""
    ours = given()
    publish(plan_release(drafted(theirs, "2.0.0", "Theirs?"), registry=loaded((OURS, ours)), **signed(4)))
    return ours, (pin_of(read_ledger(ours), OURS, "1"), pin_of(read_ledger(theirs), THEIRS, "1"))


@pytest.mark.parametrize("sources", [[PinSource.CORE], [PinSource.LOCK]])
@pytest.mark.parametrize("is_taken_back", [False, True])
def test_what_is_pinned_with_the_receiver_is_not_the_giver_s_again(
    given, theirs, loaded, sources, is_taken_back
):
    """Rule, docs/reference/ledger.md: "Where its owner is not installed, it is nobody's.\""""
    ours, both = received(given, theirs, loaded)
    if is_taken_back:
        taken_back(ours)
    pins = Pins(tuple(PinFile("a.lock", source, both) for source in sources))
    registry = nobodys(ours, pins, loaded)
    assert registry["se-2016@1.0.0"].release == "1.0.0"
    (said,) = registry.cautions(["se-2016@1.0.0"])
    assert said.message == (
        "The edition 'se-2016' is kompass-theirs's by the pins of a.lock, and no release of it by"
        " kompass-theirs is installed. So the id means nothing, and those of kompass-ours are used by their"
        " exact versions alone. Install kompass-theirs."
    )


def nobodys(ours, pins, loaded_of):
    """Load the giver alone, and see that the id means nothing."""
    registry = loaded_of.alone((OURS, ours), pins=pins)
    for key in ("se-2016", "se-2016@1"):
        assert key not in registry
        with pytest.raises(InputError, match="is installed but not used"):
            registry.find(key)
    return registry


def test_a_mapping_that_is_pinned_with_another_is_used_by_no_one(ours, loaded):
    name = "se-2010-to-se-2016"
    registry = loaded((OURS, ours))
    publish(plan_hand_over(ours, name, to=THEIRS, reason="So.", registry=registry, **signed(3)))
    waiting = loaded((OURS, ours))
    assert name in {mapping.id for mapping in waiting.mappings()}
    pins = Pins((PinFile("a.lock", PinSource.LOCK, (Pin(THEIRS, "1", ("a" * 64,), ids=(name,)),)),))
    pins = pins.with_file(PinFile("b.lock", PinSource.LOCK, (pin_of(read_ledger(ours), OURS, "1"),)))
    found = loaded((OURS, ours), pins=pins)
    assert name not in {mapping.id for mapping in (*found.mappings(), *found.earlier_mappings())}
    assert [problem.code for problem in found.claims([name])] == ["duplicate-mapping"]
    assert found.release_of_mapping(f"{name}@1.0.0") is not None


def test_what_a_pin_has_with_the_receiver_is_not_taken_back(given, theirs, loaded, tmp_path):
    ours, both = received(given, theirs, loaded)
    before = (ours / LEDGER).read_bytes()
    for source in (PinSource.CORE, PinSource.LOCK):
        pins = Pins((PinFile("a.lock", source, both),))
        with pytest.raises(InputError, match=r"has published se-2016 since.*by the pins of a\.lock, so it"):
            plan_take_back(ours, "se-2016", reason="So.", plugins=Plugins(), pins=pins, **signed(5))
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "pins.json").write_bytes(pins_bytes(both))
    assert (ours / LEDGER).read_bytes() == before
    # A distribution may bring such pins too, and decides nothing by them.
    taken_back(ours, plugins=plugins_of(kompass_elsewhere=elsewhere))


def test_the_command_holds_the_pins_of_the_user_when_an_id_is_taken_back(
    kompass, given, theirs, loaded, tmp_path, monkeypatch
):
    ours, both = received(given, theirs, loaded)
    lock = tmp_path / "a.lock"
    lock.write_bytes(pins_bytes(both))
    monkeypatch.setenv("KOMPASS_PINS", str(lock))
    by = ("--date", "2027-03-05", "--reviewed-by", "A. Reviewer", "--framework", ours)
    ran = kompass("release", "se-2016", "--take-back", "So.", *by)
    assert (ran.code, f"by the pins of {lock}" in ran.err) == (1, True)


def test_no_file_is_written_that_pins_an_id_with_two(given, theirs, loaded, tmp_path):
    ours, both = received(given, theirs, loaded)
    taken_back(ours)
    lock = tmp_path / "a.lock"
    lock.write_bytes(pins_bytes(both))
    before = lock.read_bytes()
    for order in (both, both[::-1]):
        with pytest.raises(InputError, match="se-2016 would be pinned with kompass-ours and kompass-theirs"):
            pin_ledgers(lock, PinFile(str(lock), PinSource.LOCK, order), plugins_of(kompass_ours=ours))
    assert lock.read_bytes() == before


# What an entry may say.


def line_after(ledger, **changes):
    """Return the ledger with one more entry, its last one with changes, and its chain whole."""
    content = b"".join(entry_line(entry) for entry in ledger.entries)
    entry = evolve(ledger.entries[-1], previous=ledger.head, form=2, core="0.2.0", rules=1, **changes)
    return content + entry_line(entry)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"action": Action.TAKE_BACK, "reason": "So.", "version": "1.0.1"}, "handed over after 1.0.0, and"),
        ({"action": Action.TAKE_BACK, "reason": " "}, "A reason is missing"),
        (
            {"action": Action.TAKE_BACK, "reason": "So.", "after": "0" * 64},
            "does not follow from a hand-over",
        ),
        ({"action": Action.WITHDRAW, "reason": "So."}, "handed over to kompass-theirs, so nothing more"),
        ({"action": Action.RELEASE, "version": "2.0.0"}, "says after which head"),
        ({"action": Action.RELEASE, "version": "2.0.0", "after": "x"}, "not a SHA-256"),
        ({"action": Action.TAKE_BACK, "reason": "So."}, None),
        ({"action": Action.RELEASE, "version": "2.0.0", "after": "0" * 64}, None),
    ],
)
def test_after_a_hand_over_a_ledger_says_nothing_else(given, changes, words):
    ledger = read_ledger(given())
    more = {"file": f"releases/se-2016/{changes['version']}.json"} if "version" in changes else {}
    content = line_after(ledger, **{"to": None, "reason": None, **changes, **more})
    if words is None:
        assert len(parse_ledger(content).entries) == len(ledger.entries) + 1
        return
    with pytest.raises(InputError, match=words):
        parse_ledger(content)


def test_nothing_is_taken_back_that_was_not_given_nor_by_an_entry_of_form_1(ours, given):
    ledger = read_ledger(ours)
    with pytest.raises(InputError, match="taken back, but was not handed over"):
        parse_ledger(line_after(ledger, action=Action.TAKE_BACK, reason="So."))
    later = {"version": "9.0.0", "file": f"releases/{ledger.entries[-1].id}/9.0.0.json"}
    with pytest.raises(InputError, match="comes after the head of no other ledger"):
        parse_ledger(line_after(ledger, after="0" * 64, **later))
    ledger = read_ledger(given())
    fields: dict[str, Any] = {"action": Action.TAKE_BACK, "to": None, "previous": ledger.head, **FORM_1}
    old = evolve(ledger.entries[-1], **fields)
    with pytest.raises(InputError, match="Entries of form 1 take nothing back"):
        parse_ledger(b"".join(entry_line(entry) for entry in ledger.entries) + entry_line(old))


def test_the_command_takes_an_id_back(kompass, ours, given):
    given()
    by = ("--date", "2027-03-05", "--reviewed-by", "A. Reviewer", "--framework", ours)
    for wrong in (
        ("--take-back", "So.", "--withdraw", "So."),
        ("--take-back", "So.", "--reason", "So."),
        ("--hand-over", "a", "--take-back", "So."),
    ):
        assert kompass("release", "se-2016", *wrong, *by).code == 2
    before = (ours / LEDGER).read_bytes()
    ran = kompass("release", "se-2016", "--take-back", "A slip.", *by, "--dry-run")
    assert (ran.code, (ours / LEDGER).read_bytes()) == (0, before)
    ran = kompass("release", "se-2016", "--take-back", "A slip.", *by)
    assert (ran.code, "take-back: edition se-2016@1.0.0" in ran.out) == (0, True)
    assert read_ledger(ours).handed_to(ReleaseKind.EDITION, "se-2016") is None
    assert kompass("release", "se-2016", "--take-back", "Again.", *by).code == 1
    assert digest_of(before) != START
    assert kompass("release", "se-2016@1.0.0", "--withdraw", "Wrong.", *by).code == 0


def test_before_it_is_taken_back_the_giver_withdraws_nothing(given):
    ours = given()
    kind = ReleaseKind.EDITION
    with pytest.raises(InputError, match="nothing more is said of it here"):
        plan_withdrawal(ours, kind, "se-2016", "1.0.0", reason="Wrong.", **signed(4))


def test_what_was_handed_over_names_the_way_back(given):
    ours = given(STRANGER)
    kind = ReleaseKind.EDITION
    for again in (
        lambda: plan_withdrawal(ours, kind, "se-2016", "1.0.0", reason="Wrong.", **signed(4)),
        lambda: plan_hand_over(ours, "se-2016", to=THEIRS, reason="So.", registry=Registry(), **signed(4)),
        lambda: plan_release(drafted(ours, "2.0.0", "Ours?"), registry=Registry(), **signed(4)),
    ):
        with pytest.raises(InputError, match=r"can be taken back: `plan_take_back.*se-2016"):
            again()


def test_of_an_id_that_nothing_was_released_under_nothing_else_is_said(ours):
    kind = ReleaseKind.EDITION
    for plan in (
        lambda: plan_hand_over(ours, "se-2030", to=THEIRS, reason="So.", registry=Registry(), **signed(4)),
        lambda: plan_withdrawal(ours, kind, "se-2030", "1.0.0", reason="Wrong.", **signed(4)),
    ):
        with pytest.raises(InputError) as refused:
            plan()
        assert str(refused.value) == "Nothing was released under the id 'se-2030' here."


@pytest.mark.parametrize("is_installed", [True, False])
def test_whose_own_ledger_lacks_what_is_pinned_is_told_that(ours, loaded, is_installed):
    (ours / "pyproject.toml").write_text(f'[project]\nname = "{OURS}"\n', "utf-8")
    pins = Pins((PinFile("a.lock", PinSource.LOCK, (pin_of(read_ledger(ours), OURS, "1"),)),))
    (ours / LEDGER).unlink()
    shutil.rmtree(ours / "releases")
    registry = loaded.alone((OURS, ours), pins=pins) if is_installed else Registry(pins=pins)
    with pytest.raises(InputError) as refused:
        plan_proposed(ours, registry=registry, **signed(4))
    assert {problem.code for problem in refused.value.problems} >= {"missing-entries"}
    assert "This ledger ends after 0 entries" in str(refused.value)
    assert "Choose an id" not in str(refused.value)
