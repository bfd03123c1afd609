"""``kompass diff``, ``release`` and ``verify`` as a maintainer types them."""

import json
import shutil
from pathlib import Path

import pytest

from kompass_spec import load_registry

ROOT = Path(__file__).parents[2]
FRAMEWORK = ROOT / "frameworks/kompass_frameworks"
REGISTRY = load_registry()
BY = ("--date", "2027-03-01", "--reviewed-by", "A. Reviewer")


@pytest.fixture
def draft(tmp_path, first_published):
    """A copy of the framework, and in it a working edition to change."""
    shutil.copytree(first_published, tmp_path / "framework")
    return tmp_path / "framework/editions/se-2016/edition.toml"


def changed(draft, old, new):
    text = draft.read_text("utf-8")
    assert old in text
    draft.write_text(text.replace(old, new, 1), "utf-8")


def reword(draft):
    changed(draft, "Informerar invånare om resultat?", "Informeras invånare om resultat?")
    changed(draft, 'release = "1.0.0"', 'release = "2.0.0"')


def data_of(ran):
    """The release that the newest assessment pins, and its digest."""
    newest = ran.json["assessments"][0]
    return newest["release"], newest["digest"]


def test_a_draft_pins_no_release_whatever_version_it_says(kompass, draft, report):
    changed(draft, 'valid_to = "2019"', 'valid_to = "2020"')
    assert data_of(kompass("import", report, "--edition", draft, "--json")) == (None, None)
    release, digest = data_of(kompass("import", report, "--json"))
    newest = REGISTRY["se-2016"]
    assert (release, digest) == (newest.release, REGISTRY.digest(newest))


def test_a_draft_is_seen_at_once_wherever_an_edition_is_asked_for(kompass, draft, report):
    reword(draft)
    shown = kompass("show", draft, "1.3")
    assert (shown.code, "Informeras invånare" in shown.out) == (0, True)
    assert "a draft, not released" in kompass("show", draft, "--lang", "en").out
    scored = kompass("score", report, "--edition", draft, "--json").json
    assert scored["scorecards"][0]["total"]["low"] == "549.8"
    assert data_of(kompass("import", report, "--edition", draft, "--json")) == (None, None)
    assert "1.3 Informerar invånare" in kompass("show", "se-2016@1.0.0", "1.3").out
    missing = kompass("show", "se-2016@7.0.0")
    assert missing.code == 2
    listed = ", ".join(one.entry.version for one in REGISTRY.released("se-2016"))
    assert f"The releases of se-2016 are: {listed}" in missing.err


def test_a_difference_is_written_in_three_ways(kompass, draft):
    reword(draft)
    data = kompass("diff", "se-2016@1.0.0", draft, "--json").json
    assert data["step"] == "major"
    (change,) = data["changes"]
    assert (change["kind"], change["from"], change["to"]) == ("reworded", ["1.3"], ["1.3"])
    assert "Together a major step." in kompass("diff", "se-2016", draft, "--lang", "en").out
    written = kompass("diff", "se-2016", draft, "--markdown", "--lang", "en").out
    assert "1.3 Informeras invånare om resultat? | reworded |" in written
    same = kompass("diff", "se-2016", f"se-2016@{REGISTRY['se-2016'].release}", "--json").json
    assert (same["changes"], same["step"]) == ([], None)
    assert [one["scored_by"] for one in same["editions"]] == ["question", "question"]
    across = kompass("diff", "se-2016", "se-2020", "--json").json
    assert across["step"] is None
    assert {"kind": "moved", "from": ["2"], "to": ["5"]}.items() <= next(
        one for one in across["changes"] if one["kind"] == "moved"
    ).items()
    unmapped = kompass("diff", "no-2003", "se-2010")
    assert unmapped.code == 0
    assert "No mapping leads" in unmapped.err


def test_a_dry_run_shows_everything_and_writes_nothing(kompass, draft):
    reword(draft)
    before = {path: path.read_bytes() for path in draft.parents[2].rglob("*") if path.is_file()}
    ran = kompass("release", draft, *BY, "--dry-run", "--json")
    assert ran.code == 0
    assert ran.json["written"] is False
    assert ran.json["entry"]["version"] == "2.0.0"
    assert ran.json["difference"]["step"] == "major"
    assert "reworded" in ran.json["changelog"]
    assert "Nothing was written" in kompass("release", draft, *BY, "--dry-run").out
    assert before == {path: path.read_bytes() for path in draft.parents[2].rglob("*") if path.is_file()}


def test_a_release_is_published_and_withdrawn(kompass, draft):
    reword(draft)
    folder = draft.parents[2]
    ran = kompass("release", draft, *BY)
    assert ran.code == 0
    assert (folder / "releases/se-2016/2.0.0.json").is_file()
    withdrawn = kompass("release", "se-2016@2.0.0", *BY, "--withdraw", "A wrong word.", "--framework", folder)
    assert withdrawn.code == 0
    last = json.loads((folder / "ledger.jsonl").read_text("utf-8").splitlines()[-1])
    assert (last["action"], last["reason"]) == ("withdraw", "A wrong word.")


@pytest.mark.parametrize(
    ("pairs", "said"),
    [
        ([("Informerar invånare om resultat?", "Informeras?")], "make a major step, so the release is 2.0.0"),
        ([("max = 15", "max = 16")], "add up to 101"),
        ([('code = "1.2"', 'code = "1.1"')], "is used twice"),
        ([("text.sv =", "text.nb =")], "own language"),
        ([("max = 15", 'max = "much"')], "exact quantity"),
        ([], "Nothing changed since se-2016@1.0.0"),
    ],
)
def test_what_may_not_be_published_is_refused(kompass, draft, pairs, said):
    for old, new in pairs:
        changed(draft, old, new)
    if pairs and "major" in said:
        changed(draft, 'release = "1.0.0"', 'release = "1.0.1"')
    before = {path: path.read_bytes() for path in draft.parents[2].rglob("*") if path.is_file()}
    ran = kompass("release", draft, *BY)
    assert ran.code == 1
    assert said in ran.err
    assert "edition.toml" in ran.err
    assert before == {path: path.read_bytes() for path in draft.parents[2].rglob("*") if path.is_file()}


def test_wrong_usage_of_release(kompass, draft, tmp_path):
    assert kompass("release", draft).code == 2
    assert kompass("release", "se-2016", *BY).code == 2
    (tmp_path / "cards.json").write_text("{}")
    assert kompass("release", "cards.json", *BY).code == 2


@pytest.mark.slow
def test_everything_installed_is_verified(kompass):
    ran = kompass("verify", "--drafts", "--json")
    assert ran.code == 0
    ledgers = {ledger["distribution"]: ledger for ledger in ran.json["ledgers"]}
    assert {"kompass-frameworks", "kompass-variant-dk", "kompass-variant-no"} <= set(ledgers)
    said = kompass("verify").out
    for ledger in ledgers.values():
        assert len(ledger["head"]) == 64
        assert ledger["unchecked"] == []
        assert ledger["head"] in said
    without = kompass("verify", "--json", KOMPASS_PLUGINS="kompass-frameworks").json["ledgers"][0]
    assert len(without["unchecked"]) == 3


def test_a_partial_edition_says_what_it_cannot_do(kompass):
    shown = kompass("show", "se-2002", "--lang", "en").out
    assert "nothing can be scored, compared or converted" in " ".join(shown.split())
    listed = {one["id"]: one["completeness"] for one in kompass("editions", "--json").json["editions"]}
    assert listed == {
        "dk-2009": "partial",
        "no-2003": "partial",
        "no-2010": "areas",
        "no-2020": "partial",
        "se-2002": "partial",
        "se-2010": "areas",
        "se-2016": "complete",
        "se-2020": "areas",
    }


@pytest.mark.parametrize(
    "arguments",
    [["check"], ["diff", "se-2010-to-se-2016"], ["release", *BY, "--framework", FRAMEWORK, "--dry-run"]],
    ids=lambda arguments: arguments[0],
)
def test_a_mapping_without_a_link_is_a_mapping_everywhere(kompass, tmp_path, arguments):
    (tmp_path / "mapping.toml").write_text('source = "se-2010@1"\ntarget = "se-2016@1"\nrelease = "1.0.0"\n')
    command, *rest = arguments
    ran = kompass(command, *rest, "mapping.toml")
    assert ran.code == 1
    assert "missing from a mapping" in ran.err
    assert "an edition" not in ran.err
