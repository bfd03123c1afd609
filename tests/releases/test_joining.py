"""Law 4, when two branches have both released: "A published release never changes: same bytes, same digest,
for ever", and what was not published yet follows it."""

import json
import runpy
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from kompass_spec.model.problems import InputError
from kompass_spec.registry.ledger import (
    ReleaseKind,
    entry_line,
    read_ledger,
)
from kompass_spec.releases.conflicts import sides_of
from kompass_spec.releases.file_verification import file_problems
from kompass_spec.releases.join_writing import join
from kompass_spec.releases.joining import plan_joining

pytestmark = pytest.mark.slow

BY = ("--date", "2027-03-01", "--reviewed-by", "A. Reviewer")
HISTORY = runpy.run_path(str(Path(__file__).with_name("test_history.py")))
LATER = runpy.run_path(str(Path(__file__).with_name("later_versions.py")))
walk, BrokenHistoryError = HISTORY["walk"], HISTORY["BrokenHistoryError"]


class Repository:
    """A framework of the first day in a repository, with the branches ``main`` and ``other``."""

    def __init__(self, folder, kompass):
        self.folder = folder
        self.kompass = kompass
        self.draft = folder / "editions/se-2016/edition.toml"

    def git(self, *arguments, code=0):
        who = ("-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "core.editor=true")
        ran = subprocess.run(
            ["git", *who, *arguments], cwd=self.folder, capture_output=True, encoding="utf-8", check=False
        )
        assert ran.returncode == code, ran.stdout + ran.stderr
        return ran.stdout.strip()

    def commit(self, message):
        self.git("add", "--all")
        self.git("commit", "--quiet", f"--message={message}")

    def reword(self, version, words):
        text = self.draft.read_text("utf-8")
        old = next(line for line in text.splitlines() if line.startswith("release = "))
        spoken = next(line for line in text.splitlines() if "invånare om resultat" in line or "Ord " in line)
        text = text.replace(old, f'release = "{version}"', 1)
        self.draft.write_text(text.replace(spoken, f'text.sv = "Ord {words}"', 1), "utf-8")

    def release(self, version, words, date="2027-03-01"):
        self.reword(version, words)
        ran = self.kompass("release", self.draft, "--date", date, "--reviewed-by", "A. Reviewer")
        assert ran.code == 0, ran.err
        self.commit(f"Release {version}")

    def withdraw(self, release, date="2027-03-01"):
        done = ("--withdraw", "Wrong.", "--date", date, "--reviewed-by", "A. Reviewer")
        assert self.kompass("release", release, *done, "--framework", self.folder).code == 0
        self.commit(f"Withdraw {release}")

    def join(self, *arguments):
        return self.kompass("release", "--join", *arguments, "--framework", self.folder)

    @property
    def ledger(self):
        return (self.folder / "ledger.jsonl").read_bytes()

    def last(self, number):
        entries = read_ledger(self.folder).entries[-number:]
        return [(entry.id, entry.version, entry.action.value) for entry in entries]

    def is_whole(self):
        """Tell whether what lies here is what the ledger says, and no commit rewrote a ledger."""
        ledger = read_ledger(self.folder)
        assert list(file_problems(self.folder, ledger, "")) == []
        assert self.git("status", "--porcelain") == ""
        return walk(self.folder) is not None

    def contents(self):
        return {
            str(path.relative_to(self.folder)): path.read_bytes()
            for path in sorted(self.folder.rglob("*"))
            if path.is_file() and ".git" not in path.parts
        }


@pytest.fixture
def repository(tmp_path, first_published, kompass):
    shutil.copytree(first_published, tmp_path / "framework")
    made = Repository(tmp_path / "framework", kompass)
    made.git("init", "--quiet", "--initial-branch=main")
    made.commit("First")
    return made


@pytest.fixture
def both(repository):
    """On ``other`` an edition was released, on ``main`` another was withdrawn meanwhile."""
    repository.git("switch", "--quiet", "--create", "other")
    repository.release("2.0.0", "andra?")
    repository.git("switch", "--quiet", "main")
    repository.withdraw("se-2020@1.0.0")
    return repository


def conflicted(both):
    """Take the other branch in, as far as git can."""
    both.git("merge", "--squash", "other", code=1)
    assert b"<<<<<<<" in both.ledger


def test_two_branches_that_both_released_are_joined_and_no_history_is_rewritten(both):
    published, frozen = both.ledger, both.git("cat-file", "blob", "other:releases/se-2016/2.0.0.json")
    conflicted(both)
    ran = both.kompass("release", both.draft, *BY)
    assert ran.code == 1
    line = len(published.splitlines())
    assert f"ledger.jsonl: line {line}: Git has left the marks of a conflict here" in ran.err
    assert "Join them. kompass release --join PUBLISHED" in ran.err
    # Nothing is advised that destroys what was published, and nothing is said that follows from the marks.
    assert "Restore" not in ran.err
    assert len(ran.err.splitlines()) == 1

    ran = both.join("main")
    assert (ran.code, ran.err) == (0, "")
    assert "after it: release edition se-2016@2.0.0 (2027-03-01)\n" in ran.out
    assert "its entries were never published: a head of it that somebody noted" in ran.out
    assert ran.out.endswith(f"Written to {both.folder}.\n")
    both.commit("Join")
    assert both.ledger.startswith(published)
    assert both.last(2) == [("se-2020", "1.0.0", "withdraw"), ("se-2016", "2.0.0", "release")]
    assert (both.folder / "releases/se-2016/2.0.0.json").read_text("utf-8") == frozen
    assert both.is_whole()


def test_words_that_somebody_has_added_to_the_changelog_are_kept(both):
    both.git("switch", "--quiet", "other")
    file = both.folder / "CHANGELOG.md"
    file.write_text(file.read_text("utf-8") + "\nSeen by the board.\n", "utf-8")
    both.commit("Add words")
    assert both.join("main").code == 0
    last = file.read_text("utf-8").rpartition("\n## ")[2]
    assert last.startswith("se-2016 2.0.0 (2027-03-01)\n")
    assert last.endswith("- reworded: 1.3 was reworded in 'sv'.\n\nSeen by the board.\n")


def test_the_changes_are_told_anew_where_another_release_came_between(repository):
    """On the branch 2.0.0 follows 1.0.0; joined it follows 1.0.1, which has other words."""
    repository.git("switch", "--quiet", "--create", "other")
    repository.reword("2.0.0", "andra?")
    text = repository.draft.read_text("utf-8").replace('valid_to = "2019"', 'valid_to = "2020"')
    repository.draft.write_text(text, "utf-8")
    assert repository.kompass("release", repository.draft, *BY).code == 0
    repository.commit("Release")
    repository.git("switch", "--quiet", "main")
    text = repository.draft.read_text("utf-8").replace('valid_to = "2019"', 'valid_to = "2020"')
    repository.draft.write_text(text.replace('release = "1.0.0"', 'release = "1.1.0"'), "utf-8")
    assert repository.kompass("release", repository.draft, *BY).code == 0
    repository.commit("Release 1.1.0")
    repository.git("switch", "--quiet", "other")
    ran = repository.join("main")
    assert (ran.code, ran.err) == (0, "")
    before, _, last = (repository.folder / "CHANGELOG.md").read_text("utf-8").rpartition("\n## ")
    assert before.rpartition("\n## ")[2].startswith("se-2016 1.1.0")
    assert last.count("\n- ") == 1
    assert "- reworded: 1.3 was reworded" in last


def test_the_changelog_has_both_in_the_same_order(both):
    of_main = (both.folder / "CHANGELOG.md").read_text("utf-8")
    section = both.git("cat-file", "blob", "other:CHANGELOG.md").rpartition("\n## ")[2]
    conflicted(both)
    both.join("main")
    assert (both.folder / "CHANGELOG.md").read_text("utf-8") == f"{of_main}\n## {section}\n"


def test_a_branch_of_several_releases_is_rebased_with_the_same_command(both):
    both.git("switch", "--quiet", "other")
    both.release("3.0.0", "tredje?")
    both.git("rebase", "--quiet", "main", code=1)
    assert both.join("main").code == 0
    both.git("add", "--all")
    both.git("rebase", "--continue", code=1)
    assert both.join("main").code == 0
    both.git("add", "--all")
    both.git("rebase", "--continue")
    assert both.last(3) == [
        ("se-2020", "1.0.0", "withdraw"),
        ("se-2016", "2.0.0", "release"),
        ("se-2016", "3.0.0", "release"),
    ]
    assert both.ledger.startswith(both.git("cat-file", "blob", "main:ledger.jsonl").encode())
    assert both.is_whole()


def test_a_merge_whose_history_could_never_be_mended_is_refused(both):
    """Any joined ledger rewrites that of one of the two parents, which the walk through history finds."""
    both.git("merge", "--quiet", "other", code=1)
    before = both.contents()
    ran = both.join("main")
    assert (ran.code, ran.out) == (1, "")
    assert (
        "Undo it with git merge --abort; then, on main, take the branch in with git merge --squash" in ran.err
    )
    assert both.contents() == before
    both.git("merge", "--abort")
    conflicted(both)
    plan = plan_joining(both.folder, "main")
    join(plan)
    both.git("add", "--all")
    # What the refusal keeps from happening: the same, committed with both parents.
    tree = both.git("write-tree")
    merged = both.git("commit-tree", tree, "-p", "main", "-p", "other", "-m", "Merge")
    both.git("reset", "--quiet", "--hard", merged)
    with pytest.raises(BrokenHistoryError):
        walk(both.folder)


@pytest.mark.parametrize("named", ["folder", "ledger", "revision"])
def test_the_published_branch_is_a_checkout_or_a_revision(both, tmp_path, named):
    """Without a conflict too."""
    both.git("worktree", "add", "--quiet", "--detach", str(tmp_path / "checkout"), "main")
    shutil.copytree(tmp_path / "checkout", tmp_path / "copy", ignore=shutil.ignore_patterns(".git"))
    both.git("switch", "--quiet", "other")
    name = {"folder": tmp_path / "copy", "ledger": tmp_path / "copy/ledger.jsonl", "revision": "main"}[named]
    assert both.join(name).code == 0
    assert both.last(2) == [("se-2020", "1.0.0", "withdraw"), ("se-2016", "2.0.0", "release")]


def test_releases_of_the_published_branch_are_taken_over_with_their_bytes(repository):
    repository.git("switch", "--quiet", "--create", "other")
    repository.withdraw("se-2020@1.0.0")
    repository.git("switch", "--quiet", "main")
    repository.release("2.0.0", "andra?")
    published = (repository.folder / "releases/se-2016/2.0.0.json").read_bytes()
    repository.git("switch", "--quiet", "other")
    ran = repository.join("main", "--json")
    assert ran.code == 0
    assert ran.json["copied"] == ["releases/se-2016/2.0.0.json"]
    assert (repository.folder / "releases/se-2016/2.0.0.json").read_bytes() == published
    assert list(file_problems(repository.folder, read_ledger(repository.folder), "")) == []


def test_a_dry_run_shows_everything_and_writes_nothing(both):
    conflicted(both)
    before = both.contents()
    ran = both.join("main", "--dry-run")
    assert ran.code == 0
    assert ran.out.endswith(f"Nothing was written to {both.folder}.\n")
    data = both.join("main", "--dry-run", "--json").json
    assert both.contents() == before
    assert (data["written"], data["published"]["entries"], data["left_out"], data["copied"]) == (
        False,
        10,
        [],
        [],
    )
    (entry,) = data["joined"]
    assert (entry["id"], entry["version"], entry["previous"]) == (
        "se-2016",
        "2.0.0",
        data["published"]["head"],
    )
    done = both.join("main", "--json").json
    assert done == {**data, "written": True}
    assert read_ledger(both.folder).head == data["head"]
    assert (both.folder / "CHANGELOG.md").read_text("utf-8") == data["changelog"]
    again = both.join("main", "--json").json
    assert again == {**data, "written": False}


def test_both_released_the_same_version(repository):
    repository.git("switch", "--quiet", "--create", "other")
    repository.release("2.0.0", "andra?")
    repository.git("switch", "--quiet", "main")
    repository.release("2.0.0", "tredje?")
    repository.git("merge", "--squash", "other", code=1)
    before = repository.contents()
    ran = repository.join("main")
    assert (ran.code, ran.out, len(ran.err.splitlines())) == (1, "", 1)
    assert (
        "main has released se-2016@2.0.0 meanwhile, which se-2016@2.0.0 of this branch does not follow. Take"
        " the ledger, the changelog and the releases as main has them, and release the draft again as 3.0.0."
    ) in ran.err
    assert repository.contents() == before

    # What the sentence says is done.
    parts = ("ledger.jsonl", "CHANGELOG.md", "releases")
    repository.git("restore", "--source=main", "--staged", "--worktree", "--", *parts)
    repository.git("restore", "--source=other", "--staged", "--worktree", "--", "editions")
    repository.release("3.0.0", "andra?")
    assert repository.last(2) == [("se-2016", "2.0.0", "release"), ("se-2016", "3.0.0", "release")]
    assert repository.is_whole()


def test_a_step_that_no_longer_fits(repository):
    """On the branch 3.0.0 followed 2.0.0; on main it would follow another 3.0.0."""
    repository.release("2.0.0", "andra?")
    repository.git("switch", "--quiet", "--create", "other")
    repository.release("3.0.0", "tredje?")
    repository.git("switch", "--quiet", "main")
    repository.release("3.0.0", "fjärde?")
    repository.release("4.0.0", "femte?")
    repository.git("switch", "--quiet", "other")
    ran = repository.join("main")
    assert ran.code == 1
    assert "main has released se-2016@4.0.0 meanwhile" in ran.err
    assert "release the draft again as 5.0.0" in ran.err


def test_what_the_published_branch_says_already_is_left_out(both):
    """Both withdrew the same release, and one released besides."""
    both.git("switch", "--quiet", "other")
    both.withdraw("se-2020@1.0.0", date="2027-03-02")
    data = both.join("main", "--json").json
    assert [entry["version"] for entry in data["joined"]] == ["2.0.0"]
    assert [(entry["id"], entry["action"]) for entry in data["left_out"]] == [("se-2020", "withdraw")]
    assert both.last(2) == [("se-2020", "1.0.0", "withdraw"), ("se-2016", "2.0.0", "release")]


def test_a_day_that_would_go_back_is_asked_for(repository):
    repository.git("switch", "--quiet", "--create", "other")
    repository.release("2.0.0", "andra?", date="2027-02-01")
    repository.git("switch", "--quiet", "main")
    repository.withdraw("se-2020@1.0.0", date="2027-03-01")
    repository.git("merge", "--squash", "other", code=1)
    ran = repository.join("main")
    assert ran.code == 1
    assert (
        "The day of the release of se-2016@2.0.0, 2027-02-01, is before that of the last entry of main"
        in ran.err
    )
    assert "Say with --date DAY on which day it is joined." in ran.err
    assert repository.join("main", "--date", "2027-02-20").code == 1
    assert repository.join("main", "--date", "soon").code == 1
    assert repository.join("main", "--date", "2027-03-05").code == 0
    assert read_ledger(repository.folder).entries[-1].date == "2027-03-05"
    assert "## se-2016 2.0.0 (2027-03-05)\n" in (repository.folder / "CHANGELOG.md").read_text("utf-8")


def test_a_day_that_does_not_go_back_stays(both):
    both.git("switch", "--quiet", "other")
    assert both.join("main", "--date", "2027-06-01").code == 0
    assert read_ledger(both.folder).entries[-1].date == "2027-03-01"


def test_an_id_that_was_handed_over_meanwhile_is_not_released(both):
    both.git("reset", "--quiet", "--hard", "HEAD~1")
    to = ("--hand-over", "kompass-partner", "--reason", "Theirs.", *BY, "--framework", both.folder)
    assert both.kompass("release", "se-2016", *to).code == 0
    both.commit("Hand over")
    both.git("switch", "--quiet", "other")
    ran = both.join("main")
    assert ran.code == 1
    assert "main has handed se-2016 over to kompass-partner, which publishes it now." in ran.err


def test_a_withdrawal_that_cannot_follow_is_told(both):
    both.git("reset", "--quiet", "--hard", "HEAD~1")
    to = ("--hand-over", "kompass-partner", "--reason", "Theirs.", *BY, "--framework", both.folder)
    assert both.kompass("release", "se-2010", *to).code == 0
    both.commit("Hand over")
    both.git("switch", "--quiet", "other")
    both.withdraw("se-2010@1.0.0")
    ran = both.join("main")
    assert ran.code == 1
    assert "The withdraw of se-2010@1.0.0 cannot follow what main says. se-2010 was handed over" in ran.err


def test_a_release_that_is_altered_is_not_joined(both):
    conflicted(both)
    file = both.folder / "releases/se-2016/2.0.0.json"
    frozen = file.read_bytes()
    file.write_bytes(b"{}")
    ran = both.join("main")
    assert "The release se-2016@2.0.0 of this branch is missing or altered." in ran.err
    file.write_bytes(frozen)
    other = both.folder / "releases/se-2010/1.0.0.json"
    other.write_bytes(b"{}")
    ran = both.join("main")
    assert (ran.code, other.read_bytes()) == (1, b"{}")
    assert (
        "This is not the release se-2010@1.0.0 that main has published. Move it away, and join again."
        in ran.err
    )


def test_signatures_of_heads_that_are_gone_are_named(both, tmp_path):
    made = subprocess.run(
        ["openssl", "genpkey", "-algorithm", "ed25519", "-out", tmp_path / "key.pem"],
        capture_output=True,
        check=False,
    )
    assert made.returncode == 0
    both.git("switch", "--quiet", "other")
    sign = (
        "sign",
        "--key",
        tmp_path / "key.pem",
        "--framework",
        both.folder,
        "--distribution",
        "kompass-other",
    )
    file = both.kompass(*sign, "--json").json["file"]
    assert both.join("main", "--json").json["stale_signatures"] == [file]


@pytest.mark.parametrize("name", ["nothing", "-h", "--output=x", "main:ledger.jsonl", "HEAD~99"])
def test_a_branch_that_there_is_not(both, name):
    ran = both.kompass("release", f"--join={name}", "--framework", both.folder)
    assert (ran.code, ran.out) == (2, "")
    assert f"{name!r} is neither the folder of a framework with a ledger nor a revision of git" in ran.err


def test_the_ledger_of_another_framework_is_not_joined(both, tmp_path):
    (tmp_path / "elsewhere").mkdir()
    line = both.ledger.splitlines(keepends=True)[0].replace(b"se-2002", b"xx-2002")
    (tmp_path / "elsewhere/ledger.jsonl").write_bytes(line)
    ran = both.join(tmp_path / "elsewhere")
    assert (ran.code, "do not even begin alike" in ran.err) == (1, True)


def test_a_checkout_without_its_changelog_is_not_enough(both, tmp_path):
    both.git("worktree", "add", "--quiet", "--detach", str(tmp_path / "checkout"), "main")
    (tmp_path / "checkout/CHANGELOG.md").unlink()
    conflicted(both)
    ran = both.join(tmp_path / "checkout")
    assert (ran.code, "has no CHANGELOG.md beside its ledger" in ran.err) == (1, True)


@pytest.mark.parametrize(
    "arguments",
    [("se-2016",), ("--withdraw", "Wrong."), ("--reviewed-by", "A"), ("--name", "x"), ("--version", "1.0.0")],
)
def test_nothing_else_is_done_beside_it(both, arguments):
    ran = both.join("main", *arguments)
    assert (ran.code, ran.out) == (2, "")
    assert "--join puts entries in order that were made before" in ran.err


def test_a_release_still_needs_what_and_when(kompass):
    assert "kompass release needs WHAT and --date." in kompass("release").err
    assert kompass("release").code == 2


def test_what_was_planned_is_not_written_over_something_newer(both):
    conflicted(both)
    plan = plan_joining(both.folder, "main")
    (both.folder / "ledger.jsonl").write_bytes(plan.published.content)
    with pytest.raises(InputError, match="The ledger was changed since this was planned"):
        join(plan)
    assert both.ledger == plan.published.content


def test_where_it_cannot_be_written_everything_is_as_before(repository):
    """A release was taken over already when the changelog cannot be written."""
    repository.git("switch", "--quiet", "--create", "other")
    repository.withdraw("se-2020@1.0.0")
    repository.git("switch", "--quiet", "main")
    repository.release("2.0.0", "andra?")
    repository.git("switch", "--quiet", "other")
    plan = plan_joining(repository.folder, "main")
    assert list(plan.copied) == ["releases/se-2016/2.0.0.json"]
    (repository.folder / "CHANGELOG.md").unlink()
    (repository.folder / "CHANGELOG.md").mkdir()
    (repository.folder / "CHANGELOG.md/file").touch()
    before = repository.contents()
    with pytest.raises(InputError, match="cannot be written"):
        join(plan)
    assert repository.contents() == before


def test_a_joining_that_was_cut_short_is_made_again(both):
    """What was written before the ledger is there already, and the same joining completes it."""
    conflicted(both)
    plan = plan_joining(both.folder, "main")
    (both.folder / "CHANGELOG.md").write_text(plan.changelog, "utf-8")
    (both.folder / ".ledger.jsonl.abcdefgh").touch()
    again = plan_joining(both.folder, "main")
    assert (again.content, again.changelog) == (plan.content, plan.changelog)
    assert join(again)
    assert not (both.folder / ".ledger.jsonl.abcdefgh").exists()
    assert both.ledger == b"".join([plan.published.content, *map(entry_line, plan.joined)])


def test_the_common_ancestor_between_the_marks_is_of_neither_side():
    marked = b"a\n<<<<<<< HEAD\nb\n||||||| base\nc\n=======\nd\n>>>>>>> other\n=======\n"
    assert sides_of(marked) == (b"a\nb\n=======\n", b"a\nd\n=======\n")


@pytest.mark.parametrize("style", ["merge", "diff3", "zdiff3"])
def test_every_style_of_a_conflict_is_read(both, style):
    both.git("config", "merge.conflictStyle", style)
    ours, theirs = both.ledger, both.git("cat-file", "blob", "other:ledger.jsonl").encode() + b"\n"
    conflicted(both)
    assert sides_of(both.ledger) == (ours, theirs)


@pytest.mark.parametrize("content", [None, b"{}"])
def test_a_release_that_is_altered_on_the_published_branch_is_not_taken_over(both, tmp_path, content):
    both.git("worktree", "add", "--quiet", "--detach", str(tmp_path / "checkout"), "main")
    for folder in (tmp_path / "checkout", both.folder):
        (folder / "releases/se-2010/1.0.0.json").unlink()
    if content is not None:
        (tmp_path / "checkout/releases/se-2010/1.0.0.json").write_bytes(content)
    ran = both.join(tmp_path / "checkout")
    assert (ran.code, "se-2010@1.0.0 is missing there, or altered." in ran.err) == (1, True)


def test_every_entry_stands_once_whichever_branch_is_the_published_one(both):
    conflicted(both)
    data = both.join("other", "--dry-run", "--json").json
    assert [json.dumps(entry["id"]) for entry in data["joined"]] == ['"se-2020"']


@pytest.mark.skipif(sys.platform == "win32", reason="processes are forked here")
@pytest.mark.slow
def test_a_joining_that_is_killed_leaves_the_old_ledger_or_the_new_one_and_can_be_made_again(
    repository, tmp_path
):
    """Killed at every event on the disk: it takes releases over, and writes the changelog and the ledger."""
    shutil.copytree(repository.folder, tmp_path / "published", ignore=shutil.ignore_patterns(".git"))
    published = Repository(tmp_path / "published", repository.kompass)
    published.git("init", "--quiet", "--initial-branch=main")
    published.release("2.0.0", "andra?")
    repository.withdraw("se-2020@1.0.0")
    shutil.rmtree(repository.folder / ".git")
    ran = subprocess.run(
        [
            sys.executable,
            Path(__file__).with_name("killed_joining.py"),
            *(repository.folder, published.folder, tmp_path / "copy"),
        ],
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert ran.returncode == 0, ran.stderr
    outcome = json.loads(ran.stdout)
    assert outcome["wrong"] == []
    assert outcome["old"] >= 8
    assert outcome["new"] >= 2
    assert outcome["old"] + outcome["new"] == outcome["events"]


def appended(both, branch, **said):
    """Withdraw an edition on a branch, in an entry that a later version has written."""
    both.git("switch", "--quiet", branch)
    entry = {"action": "withdraw", "kind": "edition", "id": "se-2010", "version": "1.0.0", "form": 2}
    entry |= {"core": "0.2.0", "rules": 1, "after": None, "day": None, "reason": "Wrong."}
    released = read_ledger(both.folder).releases(ReleaseKind.EDITION, "se-2010")[0]
    entry |= {"sha256": released.sha256, "file": released.file}
    LATER["append"](both.folder, **{**entry, **said})
    both.commit("Withdraw")


@pytest.mark.parametrize("more", [(), ("--date", "2027-04-01")])
def test_an_entry_with_a_further_key_is_carried_as_it_stands(both, more):
    """The line differs in what it follows alone, and in the day where that is said."""
    appended(both, "other", colour="red", reviewed_in=["one", {"two": 2}], date="2027-03-02")
    if more:
        both.git("switch", "--quiet", "main")
        both.withdraw("se-2002@1.0.0", date="2027-04-01")
        both.git("switch", "--quiet", "other")
    before = [json.loads(line) for line in both.ledger.splitlines()]
    assert both.join("main", *more).code == 0
    after = [json.loads(line) for line in both.ledger.splitlines()]
    moved = {"previous", *(("date",) if more else ())}
    assert len(after) == len(before) + (2 if more else 1)
    for old, new in zip(before[-2:], after[-2:], strict=True):
        assert {key: new.get(key) for key in old if key not in moved} == {
            key: value for key, value in old.items() if key not in moved
        }
        assert old.keys() == new.keys()
    assert read_ledger(both.folder).further_keys == ("colour", "reviewed_in")


@pytest.mark.parametrize("branch", ["main", "other"])
@pytest.mark.parametrize(
    "said", [{}, {"action": "supersede"}, {"kind": "glossary"}, {"reviewed_by": "everybody"}], ids=repr
)
def test_what_this_version_cannot_follow_is_not_joined(both, branch, said):
    """Neither is it left out or written anew, on whichever side it stands."""
    appended(both, branch, **{**LATER["NEWER"], **said})
    both.git("switch", "--quiet", "other")
    before = both.contents()
    ran = both.join("main")
    assert (ran.code, ran.out) == (1, "")
    assert "is of form 3, which kompass-spec 0.7.0 and later read" in ran.err
    assert both.contents() == before
