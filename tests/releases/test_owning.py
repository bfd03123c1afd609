"""Whose an id is, by the rules in ``docs/reference/ledger.md``, whatever order the distributions are
installed in."""

import itertools
import shutil
from pathlib import Path

import pytest

from kompass_spec.model.problems import InputError
from kompass_spec.plugins.loaded import Plugins
from kompass_spec.registry.ledger import Action, Entry, Ledger, ReleaseKind, read_ledger
from kompass_spec.registry.ownership import Holding, ownership_of
from kompass_spec.releases.plans import plan_hand_over, plan_release, plan_withdrawal
from kompass_spec.releases.publication import publish
from kompass_spec.releases.verification import verify_folder

ROOT = Path(__file__).parents[2]
FRAMEWORK = ROOT / "frameworks/kompass_frameworks"
FIRST_DRAFT = ROOT / "tests/first_drafts/editions/se-2016/edition.toml"
OURS = "kompass-ours"


def holding(distribution, *said):
    """A ledger that published versions of ``xx-2020`` on days, or handed the id over: ``('1.0.0',
    '2026-01-01')``, ``'to'``."""
    entries: list[Entry] = []
    for one in said:
        version, date = one if isinstance(one, tuple) else (entries[-1].version, entries[-1].date)
        to = None if isinstance(one, tuple) else one
        entries.append(
            Entry(
                action=Action.RELEASE if to is None else Action.HAND_OVER,
                kind=ReleaseKind.EDITION,
                id="xx-2020",
                version=version,
                sha256="0" * 64,
                file=f"releases/xx-2020/{version}.json",
                date=date,
                reviewed_by=("A. Reviewer",),
                previous="0" * 64,
                reason="So." if to else None,
                to=to,
            )
        )
    return Holding(distribution=distribution, folder=FRAMEWORK, ledger=Ledger(entries=tuple(entries)))


FIRST, LATER, LAST = "2026-01-01", "2026-02-01", "2026-03-01"


@pytest.mark.parametrize(
    ("holdings", "heard", "owner", "said"),
    [
        ([("mine", ("1.0.0", FIRST)), ("aaa", ("9.0.0", LATER))], ["1.0.0"], "mine", ["aaa brings"]),
        # On one day the lower version is the first, then the name.
        ([("mine", ("1.0.0", FIRST)), ("aaa", ("9.0.0", FIRST))], ["1.0.0"], "mine", ["aaa brings"]),
        ([("bbb", ("1.0.0", FIRST)), ("aaa", ("1.0.0", FIRST))], ["1.0.0"], "aaa", ["bbb brings"]),
        # Who is not the owner has nothing to hand over.
        (
            [("mine", ("1.0.0", FIRST)), ("zzz", ("9.0.0", LATER), "mine")],
            ["1.0.0"],
            "mine",
            ["zzz brings"],
        ),
        ([("mine", ("1.0.0", FIRST), "mine")], ["1.0.0"], "mine", []),
        (
            [("a", ("1.0.0", FIRST), "b"), ("b", ("1.1.0", LATER), "a")],
            ["1.0.0", "1.1.0"],
            "b",
            [],
        ),
        (
            [("a", ("1.0.0", FIRST), "b", ("2.0.0", LAST)), ("b", ("1.1.0", LATER), "a")],
            ["1.0.0", "1.1.0", "2.0.0"],
            "a",
            [],
        ),
        # Not handed back: what it publishes again is not heard.
        (
            [("a", ("1.0.0", FIRST), "b", ("2.0.0", LAST)), ("b", ("1.1.0", LATER))],
            ["1.0.0", "1.1.0"],
            "b",
            ["a brings"],
        ),
        ([("a", ("1.0.0", FIRST), "B_b"), ("b.B", ("1.1.0", LATER))], ["1.0.0", "1.1.0"], "b.B", []),
        ([("a", ("1.0.0", FIRST), "b"), ("b", ("1.0.0", LATER))], ["1.0.0"], "a", ["not come after"]),
    ],
)
def test_whose_an_id_is(holdings, heard, owner, said):
    for order in itertools.permutations(holdings):
        found = ownership_of(ReleaseKind.EDITION, "xx-2020", [holding(*one) for one in order])
        assert found is not None
        assert [entry.version for term in found.terms for entry in term.releases] == heard
        assert found.owner == owner
        assert len(found.problems) == len(said)
        assert all(words in problem.message for words, problem in zip(said, found.problems, strict=True))


@pytest.fixture
def by(framework_registry):
    """Load the registry of folders by the names of their distributions."""

    def load(**folders):
        named = {folder: name.replace("_", "-") for name, folder in folders.items()}
        return framework_registry(*folders.values(), names=named)

    return load


@pytest.fixture
def ours(tmp_path, first_published):
    place = tmp_path / "ours"
    shutil.copytree(first_published, place)
    return place


def signed(day):
    return {"date": f"2027-03-{day:02}", "reviewed_by": ("A. Reviewer",)}


def draft(folder, release, words):
    """Write the draft of se-2016 with other words in one question."""
    place = folder / "editions/se-2016/edition.toml"
    place.parent.mkdir(parents=True, exist_ok=True)
    text = FIRST_DRAFT.read_text("utf-8").replace('release = "1.0.0"', f'release = "{release}"')
    place.write_text(text.replace("Informerar invånare om resultat?", words), "utf-8")
    return place


def test_who_publishes_an_id_of_another_is_named_by_verify_too(ours, by, tmp_path):
    squatter = tmp_path / "aaa"
    publish(plan_release(draft(squatter, "9.0.0", "Mine?"), registry=by(), **signed(1)))
    registry = by(kompass_ours=ours, aaa=squatter)
    assert registry["se-2016"].release == "1.0.0"
    assert [(problem.code, problem.file) for problem in registry.problems] == [
        ("duplicate-edition", "aaa: se-2016")
    ]
    with pytest.raises(InputError, match="'se-2016' is kompass-ours's"):
        plan_release(draft(tmp_path / "bbb", "9.0.0", "Mine?"), registry=by(kompass_ours=ours), **signed(1))


def test_an_id_goes_there_and_back_again(ours, by, tmp_path):
    """Rule: the id goes where its owner of the time hands it, also back."""
    theirs = tmp_path / "theirs"

    def registry():
        return by(kompass_ours=ours, theirs=theirs)

    hand = {"reason": "So.", "registry": registry()}
    publish(plan_hand_over(ours, "se-2016", to="Theirs", **hand, **signed(1)))
    for again in (
        lambda: plan_hand_over(ours, "se-2016", to="somebody-else", **hand, **signed(2)),
        lambda: plan_withdrawal(ours, ReleaseKind.EDITION, "se-2016", "1.0.0", reason="Wrong.", **signed(2)),
        lambda: plan_release(draft(ours, "2.0.0", "Again?"), registry=registry(), **signed(2)),
    ):
        with pytest.raises(InputError, match="handed over to Theirs"):
            again()
    # The partner's distribution, with its draft, is installed while it publishes.
    for version in ("1.0.0", "0.1.0", "7.0.0"):
        place = draft(theirs, version, "Theirs?")
        with pytest.raises(InputError, match=r"the release is 2\.0\.0"):
            plan_release(place, registry=registry(), **signed(2))
    place = draft(theirs, "2.0.0", "Theirs?")
    drafted = registry()
    assert drafted.problems == ()
    # The hand-over takes effect with their first release; until then their draft is a draft.
    assert dict(drafted.origins)["se-2016"] == OURS
    assert drafted["se-2016"].release == "1.0.0"
    assert drafted["se-2016@1.0.0"].item("1.3").text["sv"] == "Informerar invånare om resultat?"
    plan = plan_release(place, registry=drafted, **signed(2))
    assert "- reworded: 1.3" in plan.changelog
    publish(plan)
    publish(plan_hand_over(theirs, "se-2016", to=OURS, reason="Back.", registry=registry(), **signed(3)))
    back = registry()
    assert (back.problems, [one.entry.version for one in back.released("se-2016")]) == (
        (),
        ["1.0.0", "2.0.0"],
    )
    with pytest.raises(InputError, match=r"since se-2016@2\.0\.0 make a major step"):
        plan_release(draft(ours, "2.0.0", "Ours?"), registry=back, **signed(4))
    publish(plan_release(draft(ours, "3.0.0", "Ours?"), registry=back, **signed(4)))
    last = registry()
    assert last.problems == ()
    assert [(one.entry.version, one.distribution) for one in last.released("se-2016")] == [
        ("1.0.0", OURS),
        ("2.0.0", "theirs"),
        ("3.0.0", OURS),
    ]
    # The mappings have not followed to the new major version.
    for folder, name, codes in ((ours, OURS, ["left-behind"] * 2), (theirs, "theirs", [])):
        found = verify_folder(folder, name, registry=last, plugins=Plugins(), drafts=True)
        assert [problem.code for problem in found.problems] == codes
    assert [entry.action.value for entry in read_ledger(ours).entries[-2:]] == ["hand-over", "release"]


@pytest.mark.parametrize("to", ["kompass-ours", "Kompass_Ours", "not a dist name!", "", "-x", "a\nb"])
def test_an_id_is_handed_to_another_distribution_and_to_nothing_else(ours, by, to):
    before = (ours / "ledger.jsonl").read_bytes()
    with pytest.raises(InputError, match=r"Name another|no name of a distribution"):
        plan_hand_over(ours, "se-2016", to=to, reason="So.", registry=by(kompass_ours=ours), **signed(1))
    assert (ours / "ledger.jsonl").read_bytes() == before


def test_a_draft_of_a_mapping_follows_the_release_of_whoever_handed_it_over(ours, by, tmp_path):
    name = "se-2010-to-se-2016"
    theirs = tmp_path / "theirs"
    publish(plan_hand_over(ours, name, to="theirs", reason="So.", registry=by(), **signed(1)))
    place = Path(shutil.copytree(ours / "mappings" / name, theirs / "mappings" / name)) / "mapping.toml"
    (theirs / "editions").mkdir()
    place.write_text(place.read_text("utf-8").replace('release = "1.0.0"', 'release = "7.0.0"'), "utf-8")
    registry = by(kompass_ours=ours, theirs=theirs)
    assert registry.problems == ()
    with pytest.raises(InputError, match="Nothing changed since se-2010-to-se-2016@1"):
        plan_release(place, registry=registry, **signed(2))
