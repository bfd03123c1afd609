"""Whatever ledgers others write or copy, a pinned id stays its owner's."""

from pathlib import Path

import pytest
from attrs import evolve
from hypothesis import given, settings, strategies as st

from kompass_spec.documents.forms import FORM
from kompass_spec.registry.ledger import (
    START,
    Action,
    Entry,
    Ledger,
    ReleaseKind,
    digest_of,
    entry_line,
    parse_ledger,
)
from kompass_spec.registry.ownership import Holding, ownership_of
from kompass_spec.registry.pins import PinFile, Pins, PinSource, pin_of

FRAMEWORK = Path(__file__).parents[2] / "frameworks/kompass_frameworks"
HEADS = tuple(digest_of(bytes([number])) for number in range(9))


def file_of(name, source, *pins):
    return PinFile(name, source, pins)


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


@pytest.mark.slow
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
