"""What was published is found and used by its version, and what cannot be is said by whichever command needs
it."""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from kompass_spec import load_plugins, load_registry
from kompass_spec.documents.canonical import canonical_bytes
from kompass_spec.model.problems import InputError
from kompass_spec.registry.chosen import chosen_mappings
from kompass_spec.registry.ledger import LEDGER, ReleaseKind, digest_of, read_ledger
from kompass_spec.registry.mappings import find_mapping
from kompass_spec.releases.plans import plan_release, plan_withdrawal
from kompass_spec.releases.publication import publish
from kompass_spec.releases.verification import verify_folder

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]
REPORT = ROOT / "docs/examples/ornskoldsvik-2017.md"
BY: dict[str, Any] = {"date": "2027-03-01", "reviewed_by": ("A. Reviewer",)}
SIGNED = ("--date", "2027-03-01", "--reviewed-by", "A. Reviewer")


@pytest.fixture
def framework(tmp_path, first_published):
    place = tmp_path / "framework"
    shutil.copytree(first_published, place)
    return place


def rewrite(place, *pairs):
    text = place.read_text("utf-8")
    for old, new in pairs:
        assert old in text
        text = text.replace(old, new, 1)
    place.write_text(text, "utf-8")
    return place


@pytest.fixture
def revised(framework, framework_registry):
    """The framework after a major step of se-2016, which its mapping to se-2020 has followed."""
    major = ('release = "1.0.0"', 'release = "2.0.0"')
    edition = framework / "editions/se-2016/edition.toml"
    rewrite(edition, major, ("Informerar invånare om resultat?", "Informeras invånare?"))
    publish(plan_release(edition, registry=framework_registry(framework), **BY))
    mapping = framework / "mappings/se-2016-to-se-2020/mapping.toml"
    rewrite(mapping, major, ('source = "se-2016@1"', 'source = "se-2016@2"'))
    publish(plan_release(mapping, registry=framework_registry(framework), **BY))
    return framework


def test_a_result_on_the_version_before_is_converted_by_the_mapping_of_that(revised, framework_registry):
    """Rule: "A mapping pins a major version of each edition", and what was published stays in use for it."""
    registry = framework_registry(revised)
    assert [one.source.release for one in registry.mappings() if one.id == "se-2016-to-se-2020"] == ["2.0.0"]
    assert [one.id for one in registry.earlier_mappings()] == ["se-2016-to-se-2020"]
    for source, release in (("se-2016", "2.0.0"), ("se-2016@1.0.0", "1.0.0"), ("se-2016@1", "1.0.0")):
        for one, other in ((source, "se-2020"), ("se-2020", source)):
            found = find_mapping(one, other, registry)
            assert release in {found.source.release, found.target.release}
    # The other mapping still pins the first version, and no mapping leads from there to the second.
    with pytest.raises(InputError, match=r"No mapping leads from se-2010@1 to se-2016@2\. .* se-2016@1"):
        find_mapping("se-2010", "se-2016", registry)


def test_a_withdrawn_mapping_is_used_by_its_exact_version_alone(revised, framework_registry):
    withdrawal = {"reason": "Wrong.", **BY}
    publish(plan_withdrawal(revised, ReleaseKind.MAPPING, "se-2016-to-se-2020", "1.0.0", **withdrawal))
    registry = framework_registry(revised)
    assert registry.earlier_mappings() == ()
    with pytest.raises(InputError, match="No mapping leads"):
        find_mapping("se-2016@1", "se-2020", registry)
    chosen = chosen_mappings(["se-2016-to-se-2020@1.0.0"], registry)
    assert find_mapping("se-2016@1", "se-2020", chosen).source.release == "1.0.0"


def test_a_release_of_a_mapping_is_named_on_the_command_line(kompass):
    ran = kompass("convert", REPORT, "--to", "se-2010", "--mapping", "se-2010-to-se-2016@1.0.0", "--json")
    total = ran.json["conversions"][0]["total"]
    assert (ran.code, total["adjusted"]["low"], total["adjusted"]["high"]) == (0, "589.8", "605.6")
    missing = kompass("convert", REPORT, "--to", "se-2010", "--mapping", "se-2010-to-se-2016@9.0.0")
    assert (missing.code, "se-2010-to-se-2016@9.0.0" in missing.err) == (1, True)


COMMANDS = [
    ("show", "se-2016"),
    ("show", "se-2016@1.0.0"),
    ("diff", "se-2016", "se-2010"),
    ("import", REPORT),
    ("score", REPORT),
]


@pytest.mark.parametrize("arguments", COMMANDS, ids=lambda arguments: " ".join(map(str, arguments[:1])))
def test_a_broken_ledger_is_said_by_every_command_that_misses_an_edition(installed, framework, arguments):
    """Bad input: "A ledger with a flipped byte … a sentence with file and pointer, … exit 1, nothing
    written"."""
    ledger = framework / LEDGER
    content = bytearray(ledger.read_bytes())
    content[400] ^= 1
    ledger.write_bytes(content)
    ran = installed(framework)(*arguments)
    assert ran.returncode == 1
    assert "kompass-other: ledger.jsonl: line " in ran.stderr


def test_an_edition_whose_release_is_missing_is_an_input_with_a_problem(installed, framework):
    (framework / "releases/se-2016/1.0.0.json").unlink()
    for arguments in (("show", "se-2016"), ("diff", "se-2016", "se-2010")):
        ran = installed(framework, f"kompass-{arguments[0]}")(*arguments)
        assert (ran.returncode, "se-2016@1.0.0 is missing" in ran.stderr) == (1, True)
    ran = installed(framework, "kompass-unknown")("show", "se-1999")
    assert (ran.returncode, "There is no edition 'se-1999'" in ran.stderr) == (2, True)


@pytest.mark.parametrize("command", ["import", "score"])
@pytest.mark.parametrize(
    "damage", [Path.unlink, lambda file: file.write_bytes(b"{}")], ids=["missing", "altered"]
)
def test_no_report_is_taken_for_another_edition_because_its_own_cannot_be_read(
    installed, framework, command, damage
):
    """Bad input: "a missing release … a sentence with file and pointer, all at once, exit 1, nothing
    written"."""
    damage(framework / "releases/se-2016/1.0.0.json")
    run = installed(framework, f"kompass-{command}")
    ran = run(command, REPORT)
    assert (ran.returncode, ran.stdout) == (1, "")
    assert "releases/se-2016/1.0.0.json" in ran.stderr
    assert "was taken for one on se-2010" in ran.stderr
    assert run(command, REPORT, "--edition", "se-2010").returncode == 0, "the user decided"


def test_a_saved_result_on_a_withdrawn_release_says_so_wherever_it_is_used(installed, framework, tmp_path):
    run = installed(framework)
    saved = tmp_path / "saved.json"
    saved.write_text(run("score", REPORT, "--json").stdout, "utf-8")
    publish(plan_withdrawal(framework, ReleaseKind.EDITION, "se-2016", "1.0.0", reason="Wrong.", **BY))
    for command in ("score", "cohort"):
        ran = run(command, saved)
        assert ran.stderr.count("se-2016@1.0.0 was withdrawn: Wrong.") == 1, ran.stderr


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("se-2016@1.0.0", "--withdraw", "Wrong.", "--hand-over", "kompass-other"), "Do one after the other"),
        (
            ("se-2016@9.9.9", "--hand-over", "kompass-other", "--reason", "So."),
            "its last release, which is 1.0.0",
        ),
        (("se-2016@1.0.0", "--withdraw", "Wrong.", "--reason", "So."), "after --withdraw"),
    ],
)
def test_what_says_two_things_of_a_ledger_says_neither(kompass, framework, arguments, said):
    before = (framework / LEDGER).read_bytes()
    ran = kompass("release", *arguments, *SIGNED, "--framework", framework)
    assert (ran.code, said in ran.err) == (2, True)
    assert (framework / LEDGER).read_bytes() == before


def test_version_day_and_reviewer_are_told_at_once(kompass, framework):
    draft = rewrite(
        framework / "editions/se-2016/edition.toml",
        ('release = "1.0.0"', 'release = "1.0.5"'),
        ('publisher = "Sv', 'publisher = "S v'),
    )
    ran = kompass("release", draft, "--date", "2026-01-01", "--reviewed-by", " ", "--json")
    assert ran.code == 1
    assert {one["code"] for one in ran.json["errors"]} == {"wrong-version", "bad-date", "unreviewed"}


def test_what_is_no_toml_is_told_apart_by_its_file(kompass, tmp_path):
    (tmp_path / "broken.toml").write_text('id = "se-2016"\n=\n', "utf-8")
    ran = kompass("diff", "se-2016", "broken.toml", "--json")
    assert (ran.code, [one["file"] for one in ran.json["errors"]]) == (1, ["broken.toml"])


def test_a_golden_score_says_where_its_version_stands(kompass, framework, tmp_path):
    (tmp_path / "one.json").write_text(
        json.dumps({"scorecards": kompass("score", REPORT, "--json").json["scorecards"][:1]}), "utf-8"
    )
    ran = kompass(
        "release",
        "one.json",
        "--name",
        "ornskoldsvik-2017",
        "--version",
        "1.0.1",
        *SIGNED,
        "--framework",
        framework,
    )
    assert (ran.code, "Correct --version, or choose another name" in ran.err) == (1, True)


def test_no_score_is_golden_that_its_assessment_does_not_give(kompass, framework, tmp_path):
    document = {"scorecards": kompass("score", REPORT, "--json").json["scorecards"][:1]}
    document["scorecards"][0]["assessment"]["observations"].clear()
    (tmp_path / "one.json").write_text(json.dumps(document), "utf-8")
    before = (framework / LEDGER).read_bytes()
    ran = kompass(
        "release", "one.json", "--name", "x", "--version", "1.0.0", *SIGNED, "--framework", framework
    )
    assert (ran.code, "gives another score" in ran.err) == (1, True)
    assert (framework / LEDGER).read_bytes() == before


def test_only_scores_that_can_be_computed_again_are_golden(kompass, framework, tmp_path):
    options = ("--name", "x", *SIGNED, "--framework", framework)
    document = {"scorecards": kompass("score", REPORT, "--json").json["scorecards"][:1]}
    document["scorecards"][0]["scorer"] = "capped"
    (tmp_path / "one.json").write_text(json.dumps(document), "utf-8")
    ran = kompass("release", "one.json", "--version", "1.0.0", *options)
    assert (ran.code, "are of the scorer 'capped'" in ran.err) == (1, True)
    checked = kompass("check", "one.json")
    told = " ".join(checked.out.split())
    assert (checked.code, "'capped' and need be no sums" in told) == (0, True)
    del document["scorecards"][0]["scorer"]
    (tmp_path / "one.json").write_text(json.dumps(document), "utf-8")
    assert kompass("release", "one.json", "--version", "1.0.0", *options).code == 0
    released = json.loads((framework / "releases/x/1.0.0.json").read_text("utf-8"))
    assert released["scorer"] == "standard"
    ledger = framework / LEDGER
    altered = {**released, "scorer": "capped"}
    content = canonical_bytes(altered)
    (framework / "releases/x/1.0.0.json").write_bytes(content)
    *lines, last = ledger.read_text("utf-8").splitlines(keepends=True)
    entry = {**json.loads(last), "sha256": digest_of(content)}
    ledger.write_bytes("".join(lines).encode() + canonical_bytes(entry) + b"\n")
    found = verify_folder(framework, "kompass-frameworks", registry=load_registry(), plugins=load_plugins())
    assert not [problem for problem in found.problems if problem.code == "other-score"]
    assert any("scorer 'capped'" in unchecked for unchecked in found.unchecked)


def test_what_utf_8_cannot_write_is_not_released(kompass, framework, tmp_path):
    document = {"scorecards": kompass("score", REPORT, "--json").json["scorecards"][:1]}
    document["scorecards"][0]["assessment"]["findings"][0]["text"] = "\ud800"
    (tmp_path / "one.json").write_text(json.dumps(document), "utf-8")
    ran = kompass(
        "release", "one.json", "--name", "x", "--version", "1.0.0", *SIGNED, "--framework", framework
    )
    assert (ran.code, "no canonical form" in ran.err) == (1, True)
    odd = ("--date", "2027-03-01", "--reviewed-by", "\ud800", "--framework", framework, "--dry-run")
    ran = kompass("release", "se-2016@1.0.0", "--withdraw", "Wrong.", *odd)
    assert (ran.code, "The name of a reviewer" in ran.err) == (1, True)


def test_a_version_that_is_none_breaks_its_ledger_and_nothing_else(framework):
    ledger = framework / LEDGER
    lines = ledger.read_text("utf-8").splitlines(keepends=True)
    place = next(number for number, line in enumerate(lines) if '"id":"se-2016"' in line)
    lines[place] = lines[place].replace('"version":"1.0.0"', '"version":"x"')
    lines.append(lines[place].replace('"version":"x"', '"version":"1.0.1"'))
    ledger.write_text("".join(lines), "utf-8")
    with pytest.raises(InputError) as caught:
        read_ledger(framework)
    assert {problem.line for problem in caught.value.problems} >= {place + 1, len(lines)}


@pytest.mark.parametrize("line", ['code.sv = "1"', 'code = ["1"]', "code = 1"])
def test_a_draft_whose_code_is_no_text_is_told(kompass, tmp_path, line):
    (tmp_path / "edition.toml").write_text(
        f'id = "xx-2000"\n[[editorial]]\ncode = "1"\n[[areas]]\n{line}\n', "utf-8"
    )
    ran = kompass("check", "edition.toml", "--json")
    assert ran.code == 1
    assert "/areas/0/code" in {one.get("pointer") for one in ran.json["errors"]}


def test_a_draft_whose_completeness_is_a_list_is_told(kompass, tmp_path):
    (tmp_path / "edition.toml").write_text('id = "xx-2000"\ncompleteness = ["a"]\n', "utf-8")
    assert kompass("check", "edition.toml").code == 1
