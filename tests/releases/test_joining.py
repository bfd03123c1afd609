"""Law 4, when two branches have both released: what was published stays, and the rest is released again."""

import shutil
import subprocess

import pytest

from kompass_spec.registry.ledger import read_ledger

BY = ("--date", "2027-03-01", "--reviewed-by", "A. Reviewer")


@pytest.fixture
def git(tmp_path, first_published):
    """Run git in a repository with the framework of the first day, on the branch ``main``."""
    shutil.copytree(first_published, tmp_path / "framework")

    def run(*arguments, code=0):
        who = ("-c", "user.name=A", "-c", "user.email=a@example.org")
        ran = subprocess.run(
            ["git", *who, *arguments],
            cwd=tmp_path / "framework",
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
        assert ran.returncode == code, ran.stdout + ran.stderr

    run("init", "--quiet", "--initial-branch=main")
    run("add", "--all")
    run("commit", "--quiet", "--message=First")
    return run


def test_two_branches_that_both_released_are_joined_without_rewriting_what_was_published(
    kompass, tmp_path, git
):
    framework = tmp_path / "framework"
    git("switch", "--quiet", "--create", "other")
    draft = framework / "editions/se-2016/edition.toml"
    text = draft.read_text("utf-8").replace('release = "1.0.0"', 'release = "2.0.0"')
    draft.write_text(text.replace("Informerar invånare om resultat?", "Informeras invånare?"), "utf-8")
    assert kompass("release", draft, *BY).code == 0
    git("add", "--all")
    git("commit", "--quiet", "--message=Release")
    git("switch", "--quiet", "main")
    withdrawn = ("se-2020@1.0.0", "--withdraw", "Wrong.", *BY, "--framework", framework)
    assert kompass("release", *withdrawn).code == 0
    git("add", "--all")
    git("commit", "--quiet", "--message=Withdraw")
    published = (framework / "ledger.jsonl").read_bytes()
    git("merge", "--quiet", "other", code=1)

    ran = kompass("release", draft, *BY)
    assert ran.code == 1
    line = len(published.splitlines())
    assert f"ledger.jsonl: line {line}: Git has left the marks of a conflict here" in ran.err
    # Nothing is advised that destroys what was published, and nothing is said that follows from the marks.
    assert "Restore" not in ran.err
    assert len(ran.err.splitlines()) == 1

    parts = ("ledger.jsonl", "CHANGELOG.md", "releases")
    git("restore", "--source=main", "--staged", "--worktree", "--", *parts)
    assert kompass("release", draft, *BY).code == 0
    git("add", "--all")
    git("commit", "--quiet", "--message=Join")
    assert (framework / "ledger.jsonl").read_bytes().startswith(published)
    assert [
        (entry.id, entry.version, entry.action.value) for entry in read_ledger(framework).entries[-2:]
    ] == [
        ("se-2020", "1.0.0", "withdraw"),
        ("se-2016", "2.0.0", "release"),
    ]
