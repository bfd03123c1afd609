"""How KS or KL takes over an id from the variants of this project: a hand-over in our ledger, then theirs.

The rule is in ``docs/reference/ledger.md``; ``docs/how-to/bring-a-variant.md`` says it to a partner.
"""

import shutil
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest

from kompass_spec import InputError, Registry, convert_scorecard, find_mapping, load_plugins, score_path
from kompass_spec.model import Completeness
from kompass_spec.registry.ledger import LEDGER, read_ledger
from kompass_spec.releases.plans import plan_hand_over, plan_release
from kompass_spec.releases.publication import publish
from kompass_spec.releases.verification import verify_folder

ROOT = Path(__file__).parents[2]
SWEDEN = ROOT / "frameworks/kompass_frameworks"
OURS, THEIRS = "kompass-variant-no", "ks-kommunekompasset"
PLUGINS = load_plugins("importers", "scorers", "converters")
BY: dict[str, Any] = {"date": "2027-02-01", "reviewed_by": ("A. Reviewer",)}


@pytest.fixture
def ours(tmp_path):
    """A copy of the Norwegian framework."""
    place = tmp_path / "ours"
    ignored = shutil.ignore_patterns("__pycache__", "*.py", "locale")
    shutil.copytree(str(files("kompass_variant_no")), place, ignore=ignored)
    # Whoever releases something new asks for a core that reads it.
    project = f'[project]\nname = "{OURS}"\ndependencies = ["kompass-spec>=0.2"]\n'
    (place / "pyproject.toml").write_text(project, "utf-8")
    return place


@pytest.fixture
def theirs(tmp_path, ours):
    """The partner's framework: the same edition with questions and weights that were not public before."""
    place = tmp_path / "theirs"
    draft = place / "editions/no-2010/edition.toml"
    draft.parent.mkdir(parents=True)
    text = (ours / "editions/no-2010/edition.toml").read_text("utf-8")
    head, *areas = text.split("[[areas]]")
    for position, area in enumerate(areas, 1):
        for number, maximum in ((1, 40), (2, 60)):
            area += (  # noqa: PLW2901 - the area with its questions
                f'\n[[areas.questions]]\ncode = "{position}.{number}"\nmax = {maximum}\n'
                f'text.nb = "Spørsmål {number}?"\nsource = "templates"\n\n'
            )
        areas[position - 1] = area
    text = "[[areas]]".join([head, *areas])
    text = text.replace('completeness = "areas"', 'completeness = "complete"')
    text = text.replace('release = "1.0.1"', 'release = "1.1.0"')
    text = text.replace(
        "[[sources]]", '[[sources]]\nid = "templates"\ntitle = "The templates"\n\n[[sources]]', 1
    )
    draft.write_text(text, "utf-8")
    return place


def draft_of(folder):
    return folder / "editions/no-2010/edition.toml"


def loaded(registry_of, ours, theirs=None):
    folders = {OURS: ours, "kompass-frameworks": SWEDEN, **({THEIRS: theirs} if theirs is not None else {})}
    return registry_of(**folders)


def test_before_the_hand_over_the_partner_is_refused_and_told_whose_the_id_is(ours, theirs, registry_of):
    """Rule: "Whoever brings an id without having been handed it is told so by name, and is not used …\""""
    with pytest.raises(InputError, match=f"'no-2010' is {OURS}'s.*has not handed the id over"):
        plan_release(draft_of(theirs), registry=loaded(registry_of, ours), **BY)
    # Nor where ours is not installed: the core has pinned whose it is.
    with pytest.raises(InputError, match=f"is {OURS}'s by the pins of kompass-spec"):
        plan_release(draft_of(theirs), registry=registry_of(), **BY)
    # Even if they published it all the same.
    publish(plan_release(draft_of(theirs), registry=Registry(), **BY))
    registry = loaded(registry_of, ours, theirs)
    assert registry["no-2010"].release == "1.0.1"
    (problem,) = registry.problems
    assert problem.code == "duplicate-edition"
    assert f"{THEIRS} brings the edition 'no-2010', which is {OURS}'s" in problem.message


def test_after_the_hand_over_the_partner_publishes_and_everything_that_was_stays(
    ours, theirs, registry_of, hareid
):
    """Rule: "The releases before the hand-over stay where
    they are … The next release is the new owner's …\""""
    before = loaded(registry_of, ours)
    card = score_path(hareid, registry=before, plugins=PLUGINS).scorecards[0]
    earlier = convert_scorecard(card, "se-2016", registry=before, plugins=PLUGINS)
    publish(plan_hand_over(ours, "no-2010", to=THEIRS, reason="KS publishes its own edition.", **BY))
    draft = draft_of(theirs)
    whole = draft.read_text("utf-8")
    for wrong, why in (
        ("1.0.0", "make a minor step, so the release is 1.1.0"),
        ("1.0.2", "make a minor step"),
    ):
        draft.write_text(whole.replace('release = "1.1.0"', f'release = "{wrong}"'), "utf-8")
        with pytest.raises(InputError, match=why):
            plan_release(draft, registry=loaded(registry_of, ours, theirs), **BY)
    draft.write_text(whole, "utf-8")
    # The partner's own distribution is installed with its draft, as the how-to has it.
    drafted = loaded(registry_of, ours, theirs)
    assert drafted.problems == ()
    assert drafted["no-2010@1.0.0"].completeness is Completeness.AREAS
    publish(plan_release(draft, registry=drafted, **BY))

    registry = loaded(registry_of, ours, theirs)
    assert registry.problems == registry.mapping_problems() == ()
    assert dict(registry.origins)["no-2010"] == THEIRS
    assert registry["no-2010"].completeness is Completeness.COMPLETE
    assert registry["no-2010@1.0.0"].completeness is Completeness.AREAS
    assert {name: dict(registry.origins)[name] for name in ("no-2003", "no-2020")} == dict.fromkeys(
        ("no-2003", "no-2020"), OURS
    )
    # What was computed on our release can be computed again, and the mapping that pins 1 holds for theirs
    # too.
    again = score_path(hareid, registry=registry, plugins=PLUGINS, edition="no-2010@1.0.1").scorecards[0]
    assert [area.interval for area in again.areas] == [area.interval for area in card.areas]
    later = convert_scorecard(card, "se-2016", registry=registry, plugins=PLUGINS)
    assert [(one.code, one.interval, one.basis) for one in later.areas] == [
        (one.code, one.interval, one.basis) for one in earlier.areas
    ]
    assert later.total.assumed is not None
    assert earlier.total.assumed is not None
    assert later.total.assumed.interval == earlier.total.assumed.interval
    assert find_mapping("no-2010", "se-2010", registry).source.release == "1.1.0"
    for folder, name in ((ours, OURS), (theirs, THEIRS)):
        entries = len(read_ledger(folder).entries)
        found = verify_folder(folder, name, registry=registry, plugins=PLUGINS, drafts=True)
        assert (found.releases, found.problems, found.unchecked) == (entries, (), ())


def test_after_the_hand_over_we_publish_nothing_more_of_it(ours, theirs, registry_of):
    """Rule: "After it, the first ledger says nothing more of that id.\""""
    publish(plan_hand_over(ours, "no-2010", to=THEIRS, reason="KS publishes its own edition.", **BY))
    draft_of(ours).write_text(draft_of(theirs).read_text("utf-8"), "utf-8")
    with pytest.raises(InputError, match=f"handed over to {THEIRS}"):
        plan_release(draft_of(ours), registry=loaded(registry_of, ours), **BY)
    other = theirs / "editions/no-2003/edition.toml"
    other.parent.mkdir(parents=True)
    shutil.copy(ours / "editions/no-2003/edition.toml", other)
    with pytest.raises(InputError, match=f"'no-2003' is {OURS}'s"):
        plan_release(other, registry=loaded(registry_of, ours), **BY)


def test_until_the_partner_publishes_our_last_release_is_what_the_id_means(ours, registry_of):
    publish(plan_hand_over(ours, "no-2010", to=THEIRS, reason="KS publishes its own edition.", **BY))
    registry = loaded(registry_of, ours)
    assert registry.problems == ()
    assert registry["no-2010"].release == "1.0.1"
    assert registry.mapping_problems() == ()


def test_a_mapping_and_an_edition_are_handed_over_each_by_itself(ours, theirs, registry_of):
    """Rule: "The same holds for the id of a mapping.\""""
    name = "no-2010-to-se-2010"
    publish(plan_hand_over(ours, name, to=THEIRS, reason="KS and SKR say what corresponds.", **BY))
    place = theirs / "mappings" / name / "mapping.toml"
    shutil.copytree(ours / "mappings" / name, place.parent)
    shutil.rmtree(theirs / "editions/no-2010")
    text = place.read_text("utf-8").replace('release = "1.0.3"', 'release = "1.0.4"')
    place.write_text(text.replace('status = "draft"', 'status = "reviewed"'), "utf-8")
    publish(plan_release(place, registry=loaded(registry_of, ours), **BY))
    registry = loaded(registry_of, ours, theirs)
    assert registry.problems == registry.mapping_problems() == ()
    found = {mapping.id: mapping for mapping in registry.mappings()}[name]
    assert (found.release, found.status.value) == ("1.0.4", "reviewed")
    assert dict(registry.origins)["no-2010"] == OURS


def test_our_own_ledger_has_handed_nothing_over():
    """The real ledger is not the copy: what these tests do is not published."""
    ledger = read_ledger(files("kompass_variant_no"))
    assert {entry.action.value for entry in ledger.entries} == {"release"}
    assert files("kompass_variant_no").joinpath(LEDGER).is_file()
