"""Law 4, when something is published: nothing that was is replaced, and what cannot be written whole is not
written."""

import json
import shutil
from pathlib import Path

import pytest

from kompass_spec.model.problems import InputError
from kompass_spec.registry.ledger import read_ledger
from kompass_spec.releases.plans import plan_release
from kompass_spec.releases.publication import publish

ROOT = Path(__file__).parents[2]
FRAMEWORK = ROOT / "frameworks/kompass_frameworks"
BY = ("--date", "2027-03-01", "--reviewed-by", "A. Reviewer")


@pytest.fixture
def framework(tmp_path, first_published):
    """A copy of the framework to publish in."""
    place = tmp_path / "framework"
    shutil.copytree(first_published, place)
    return place


@pytest.fixture(scope="session")
def scorecards(run_kompass, report):
    """The scorecards of the shipped report, as plain data."""
    return run_kompass("score", report, "--json").json["scorecards"]


@pytest.fixture
def golden(tmp_path, scorecards):
    """A file of one scorecard."""
    place = tmp_path / "one.json"
    place.write_text(json.dumps({"scorecards": scorecards[:1]}), "utf-8")
    return place


def held(folder):
    """Every file and folder below a folder, with the bytes of the files."""
    return {
        path.relative_to(folder.parent): path.read_bytes() if path.is_file() else None
        for path in folder.parent.rglob("*")
    }


def reword(framework, version="2.0.0"):
    place = framework / "editions/se-2016/edition.toml"
    text = place.read_text("utf-8").replace('release = "1.0.0"', f'release = "{version}"')
    place.write_text(text.replace("Informerar invånare om resultat?", "Informeras invånare?"), "utf-8")
    return place


def refused(kompass, framework, *arguments):
    """Run a release that must be refused and must leave everything as it was; return what was said."""
    before = held(framework)
    ran = kompass("release", *arguments)
    assert ran.code == 1
    assert held(framework) == before
    return ran.err


@pytest.mark.parametrize("name", ["se-2016", "se-2016-to-se-2020"])
def test_a_golden_scorecard_never_takes_the_name_of_something_else(kompass, framework, golden, name):
    said = refused(
        kompass, framework, golden, "--name", name, "--version", "1.0.0", *BY, "--framework", framework
    )
    assert "is the name of another release already" in said
    assert "Choose another name" in said


@pytest.mark.parametrize("name", ["two words", "Örnsköldsvik", "Upper", "../../evil", "..", "a/b", "", "-a"])
def test_a_name_that_no_release_can_have_is_refused_before_anything_is_written(
    kompass, framework, golden, name
):
    said = refused(
        kompass, framework, golden, f"--name={name}", "--version", "1.0.0", *BY, "--framework", framework
    )
    assert "is not a name that a release can have" in said


def test_a_golden_scorecard_is_replaced_only_by_another(kompass, framework, golden, scorecards):
    options = ("--framework", framework, *BY)
    assert kompass("release", golden, "--name", "mine", "--version", "1.0.0", *options).code == 0
    said = refused(kompass, framework, golden, "--name", "mine", "--version", "2.0.0", *options)
    assert "Nothing changed since mine@1.0.0" in said
    golden.write_text(json.dumps({"scorecards": scorecards[1:2]}), "utf-8")
    said = refused(kompass, framework, golden, "--name", "mine", "--version", "1.0.1", *options)
    assert "the release is 2.0.0" in said
    assert kompass("release", golden, "--name", "mine", "--version", "2.0.0", *options).code == 0


def test_a_file_that_stands_where_the_release_is_written_is_never_replaced(kompass, framework):
    draft = reword(framework)
    place = framework / "releases/se-2016/2.0.0.json"
    place.write_text("{}", "utf-8")
    said = refused(kompass, framework, draft, *BY)
    assert "the ledger does not name it" in said
    # Whatever comes between the plan and its execution: only the same bytes may stand there.
    place.unlink()
    plan = plan_release(draft, date="2027-03-01", reviewed_by=("A. Reviewer",))
    place.write_text("{}", "utf-8")
    before = held(framework)
    with pytest.raises(InputError, match="never replaced"):
        publish(plan)
    assert held(framework) == before
    place.write_bytes(plan.content or b"")
    publish(plan)
    assert read_ledger(framework).entries[-1] == plan.entry
    with pytest.raises(InputError, match="make the release again"):
        publish(plan)


def test_what_was_altered_before_is_said_before_anything_is_written(kompass, framework):
    draft = reword(framework)
    place = framework / "releases/se-2010/1.0.0.json"
    place.write_bytes(place.read_bytes().replace(b"2010", b"2011", 1))
    assert "se-2010@1.0.0 is not what was published" in refused(kompass, framework, draft, *BY)
    assert "se-2010@1.0.0 is not what was published" in refused(
        kompass, framework, "se-2020@1.0.0", "--withdraw", "Wrong.", *BY, "--framework", framework
    )


def unreadable(changelog):
    changelog.write_bytes("Ändringar".encode("utf-16"))


def folder(changelog):
    changelog.unlink()
    changelog.mkdir()


@pytest.mark.parametrize(
    ("spoil", "said"), [(unreadable, "not in UTF-8"), (folder, "A folder stands")], ids=["utf-16", "folder"]
)
def test_a_changelog_that_cannot_be_written_leaves_everything_as_it_was(kompass, framework, spoil, said):
    draft = reword(framework)
    spoil(framework / "CHANGELOG.md")
    found = refused(kompass, framework, draft, *BY)
    assert said in found
    assert " -o" not in found


def test_what_was_written_is_taken_back_where_the_ledger_cannot_be(framework, monkeypatch):
    draft = reword(framework)
    plan = plan_release(draft, date="2027-03-01", reviewed_by=("A. Reviewer",))
    before = held(framework)
    written = []

    def full(path, content, _, *, lasting):
        assert lasting
        written.append(path.name)
        if path.name == "ledger.jsonl":
            raise InputError([])
        path.write_bytes(content)

    monkeypatch.setattr("kompass_spec.releases.publication.write_bytes", full)
    with pytest.raises(InputError):
        publish(plan)
    assert written == ["CHANGELOG.md", "ledger.jsonl", "CHANGELOG.md"]
    assert held(framework) == before


def test_an_edition_is_released_by_its_id(kompass, framework):
    reword(framework)
    for options, place in (
        (("--framework", framework), framework.parent),
        ((), framework / "editions"),
        ((), framework),
    ):
        ran = kompass("release", "se-2016", *BY, *options, "--dry-run", folder=place)
        assert (ran.code, "release: edition se-2016@2.0.0" in ran.out) == (0, True)
    mapping = kompass("release", "se-2016-to-se-2020", *BY, "--framework", framework)
    assert "mapping.toml: Nothing changed since se-2016-to-se-2020@1.0.0" in mapping.err
    unknown = kompass("release", "se-2099", *BY, "--framework", framework)
    assert (unknown.code, "There are: se-2002, se-2010" in unknown.err) == (2, True)
    nowhere = kompass("release", "se-2016@1.0.0", "--withdraw", "Wrong.", *BY)
    assert "Name the framework's folder with --framework" in nowhere.err
    assert "here:" not in nowhere.err


def test_no_name_forges_a_line_of_the_changelog(kompass, framework):
    ran = kompass(
        "release", reword(framework), "--date", "2027-03-01", "--reviewed-by", "A.\n\n## se-2016 9.0.0"
    )
    assert ran.code == 0
    headings = [
        line for line in (framework / "CHANGELOG.md").read_text("utf-8").splitlines() if line[:2] == "##"
    ]
    assert headings[-1] == "## se-2016 2.0.0 (2027-03-01)"
    kompass("release", "se-2016@2.0.0", "--withdraw", "## se-2016 9.0.0", *BY, "--framework", framework)
    assert "\n\\## se-2016 9.0.0\n" in (framework / "CHANGELOG.md").read_text("utf-8")


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (
            ("--date", "2027-03-01", "--reviewed-by", "A. Reviewer", "--reviewed-by", ""),
            "Nobody has reviewed",
        ),
        (("--date", "2026-01-01", "--reviewed-by", "A. Reviewer"), "is before that of the entry before it"),
        (("--date", "2027", "--reviewed-by", "A. Reviewer"), "is not a day"),
    ],
)
def test_the_day_and_the_reviewers_are_checked(kompass, framework, options, said):
    assert said in refused(kompass, framework, reword(framework), *options)


def test_a_dry_run_shows_the_line_and_the_frozen_bytes(kompass, framework):
    draft = reword(framework)
    planned = kompass("release", draft, *BY, "--dry-run", "--json").json
    kompass("release", draft, *BY)
    assert planned["content"] == (framework / "releases/se-2016/2.0.0.json").read_text("utf-8")
    assert planned["line"] == (framework / "ledger.jsonl").read_text("utf-8").splitlines(keepends=True)[-1]


def test_the_only_author_of_a_mapping_is_not_its_only_reviewer(kompass, framework):
    draft = framework / "mappings/se-2016-to-se-2020/mapping.toml"
    text = draft.read_text("utf-8").replace('release = "1.0.0"', 'release = "1.0.1"')
    draft.write_text(
        text.replace('authors = ["kompass-spec"]', 'authors = ["A. Writer", "B. Writer"]'), "utf-8"
    )
    day = ("--date", "2027-03-01")
    said = refused(
        kompass, framework, draft, *day, "--reviewed-by", "a.  writer", "--reviewed-by", "B. Writer"
    )
    assert "Nobody has reviewed it but its authors" in said
    # Whatever else is wrong is said with it.
    draft.write_text(draft.read_text("utf-8").replace('release = "1.0.1"', 'release = "7.0.0"'), "utf-8")
    said = refused(kompass, framework, draft, *day, "--reviewed-by", "A. Writer")
    assert ("but its authors" in said, "the release is 1.0.1" in said) == (True, True)
    draft.write_text(draft.read_text("utf-8").replace('release = "7.0.0"', 'release = "1.0.1"'), "utf-8")
    both = ("--reviewed-by", "A. Writer", "--reviewed-by", "C. Reader")
    assert kompass("release", draft, *day, *both).code == 0


@pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="only there an open file says its name")
def test_everything_is_on_the_disk_before_the_next_thing_is_written(framework, monkeypatch):
    plan = plan_release(reword(framework), date="2027-03-01", reviewed_by=("A. Reviewer",))
    synced = []

    def sync(descriptor):
        place = Path(f"/proc/self/fd/{descriptor}").readlink().relative_to(framework.resolve())
        # A file is named as what it is to become.
        name = ".".join(place.name.split(".")[1:-1]) if place.name.startswith(".") else place.name
        synced.append((place.parent / name).as_posix())

    monkeypatch.setattr("os.fsync", sync)
    publish(plan)
    assert synced == [
        "releases/se-2016/2.0.0.json",
        "releases/se-2016",
        "releases",
        "CHANGELOG.md",
        ".",
        "ledger.jsonl",
        ".",
    ]
