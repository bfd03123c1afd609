"""Law 4 through the history of git: "A published release never changes: same bytes, same digest, for
ever."."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from kompass_spec.registry.ledger import LEDGER, parse_ledger

ROOT = Path(__file__).parents[2]

KNOWN = {
    "frameworks/kompass_frameworks": (15, "6341108f802e165287732d5abca3e6c28b46d9122629666850332872d0325c36"),
    "kompass_spec/releases/conformance": (
        8,
        "7353dde6b444fb84a36500e2511d5a5b8297ea373a1118b103d1bc8fc57573ed",
    ),
    "plugins/kompass-variant-dk/src/kompass_variant_dk": (
        5,
        "e04916de52976c7e3d0312d3aa40bddcda655262588bfd4d898f6aa7c3d294b2",
    ),
    "plugins/kompass-variant-no/src/kompass_variant_no": (
        6,
        "1816b84de67fed5fe887c1a981d5126afbae1f6067cedd2b95816e797807fba7",
    ),
}
"""The number of entries that each ledger had on a day, and its head then: a history can be written anew, this
cannot."""


class BrokenHistoryError(Exception):
    """Say which commit does not keep what was published before it, or why nothing can be told."""


class PartOfHistoryError(BrokenHistoryError):
    """Say that nothing can be told of a part of the history, because it is not here."""


def git(folder, *arguments):
    """Run git as the repository is, without what replaces its objects; ``None`` where this is no
    repository."""
    done = subprocess.run(
        ["git", "-C", str(folder), *arguments],
        capture_output=True,
        check=False,
        env={**os.environ, "GIT_NO_REPLACE_OBJECTS": "1"},
    )
    return done.stdout if done.returncode == 0 else None


class History:
    """The ledgers of every commit of a repository, each read once."""

    def __init__(self, folder):
        self.folder = folder
        self.contents: dict[str, bytes] = {}
        self.found: dict[str, frozenset[str]] = {}

    def ledgers(self, commit):
        """Return the names of the objects that are ledgers in a commit, whatever folders they lie in."""
        if commit not in self.found:
            listed = git(self.folder, "ls-tree", "-r", "-z", commit) or b""
            rows = (line.partition(b"\t") for line in listed.split(b"\0") if line)
            self.found[commit] = frozenset(
                meta.split()[2].decode()
                for meta, _, path in rows
                if path.rpartition(b"/")[2] == LEDGER.encode()
            )
            for name in self.found[commit] - self.contents.keys():
                self.contents[name] = git(self.folder, "cat-file", "blob", name) or b""
        return self.found[commit]

    def keeps(self, names, later):
        """Tell whether each of these ledgers is the beginning of a later one."""
        return all(any(other.startswith(self.contents[name]) for other in later) for name in names)


def walk(folder):
    """Hold every commit against each of those that it follows from: each ledger there is the beginning of one
    here.

    A folder may be renamed, and a branch merged; nothing may be rewritten on any way through the history.
    Raise ``BrokenHistoryError``, also where only a part of the history is here; return how many steps were
    checked, ``None`` where this is no repository.
    """
    listed = git(folder, "rev-list", "--full-history", "--topo-order", "--parents", "HEAD")
    if listed is None:
        return None
    history = History(folder)
    steps = 0
    for line in listed.decode().splitlines():
        commit, *parents = line.split()
        here = history.ledgers(commit)
        for parent in parents:
            steps += 1
            if not history.keeps(history.ledgers(parent) - here, [history.contents[name] for name in here]):
                raise BrokenHistoryError(f"A ledger of {parent} was rewritten or taken out in {commit}.")
    now = [path.read_bytes() for path in folder.rglob(LEDGER) if ".venv" not in path.parts]
    if not history.keeps(history.ledgers("HEAD"), now):
        raise BrokenHistoryError("A ledger of the last commit was rewritten since.")
    if (git(folder, "rev-parse", "--is-shallow-repository") or b"").strip() != b"false":
        raise PartOfHistoryError(
            "Only a part of the history is here, so nothing can be told of the rest: git fetch --unshallow"
        )
    return steps


@pytest.mark.slow
def test_every_commit_keeps_the_ledgers_of_those_before_it():
    try:
        steps = walk(ROOT)
    except PartOfHistoryError as error:
        # Whoever clones a part runs the tests too; the known heads below hold what is out of reach here.
        pytest.skip(str(error))
    if steps is None:
        # An export of the files, such as a source distribution, has no history; where it is taken in, there
        # must be one.
        assert not os.environ.get("CI"), "there is no history of git here, which CI has to check"
        pytest.skip("this is not a checkout with its history")


@pytest.mark.parametrize("place", KNOWN)
def test_the_ledgers_begin_as_they_are_known_to(place):
    """What no history can show: that its very beginning was not written anew."""
    entries, head = KNOWN[place]
    lines = (ROOT / place / LEDGER).read_bytes().splitlines(keepends=True)
    assert parse_ledger(b"".join(lines[:entries])).head == head


def test_every_ledger_is_known():
    found = {
        path.parent.relative_to(ROOT).as_posix() for path in ROOT.rglob(LEDGER) if ".venv" not in path.parts
    }
    assert found == set(KNOWN)


@pytest.fixture
def repository(tmp_path):
    """A repository with a ledger of two lines, in two commits."""
    place = tmp_path / "repository"
    place.mkdir()
    run(place, "init", "-q", "-b", "main")
    write(place, "a/ledger.jsonl", "one\n")
    write(place, "a/ledger.jsonl", "one\ntwo\n")
    return place


def run(place, *arguments):
    who = ("-c", "user.name=A. Nybody", "-c", "user.email=anybody@example.org", "-c", "commit.gpgsign=false")
    done = subprocess.run(
        ["git", "-C", str(place), *who, *arguments], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def write(place, name, content):
    (place / name).parent.mkdir(exist_ok=True)
    (place / name).write_text(content, "utf-8")
    run(place, "add", "-A")
    run(place, "commit", "-q", "-m", "Write")


def rewrite(place):
    write(place, "a/ledger.jsonl", "one\nTWO\n")


def rewrite_and_rename(place):
    (place / "a").rename(place / "b")
    write(place, "b/ledger.jsonl", "one\nTWO\n")


def take_out(place):
    (place / "a/ledger.jsonl").unlink()
    write(place, "other", "")


def merge_a_rewritten_branch(place):
    run(place, "checkout", "-q", "-b", "side", "HEAD~1")
    write(place, "a/ledger.jsonl", "one\nTWO\n")
    run(place, "checkout", "-q", "main")
    run(place, "merge", "-q", "-s", "ours", "side")
    run(place, "checkout", "-q", "side", "--", "a/ledger.jsonl")
    run(place, "commit", "-q", "--amend", "-m", "Merge")


def rewrite_and_write_back(place):
    rewrite(place)
    write(place, "a/ledger.jsonl", "one\ntwo\n")


def replace_a_commit(place):
    rewrite(place)
    tree = run(place, "rev-parse", "HEAD^{tree}")
    lonely = run(place, "commit-tree", tree, "-m", "As if it were the first")
    run(place, "replace", run(place, "rev-parse", "HEAD"), lonely)


def rewrite_without_a_commit(place):
    (place / "a/ledger.jsonl").write_text("one\nTWO\n", "utf-8")


REWRITES = [
    rewrite,
    rewrite_and_rename,
    take_out,
    merge_a_rewritten_branch,
    rewrite_and_write_back,
    replace_a_commit,
    rewrite_without_a_commit,
]


@pytest.mark.parametrize("change", REWRITES, ids=lambda change: change.__name__)
def test_no_way_of_rewriting_is_overlooked(repository, change):
    assert walk(repository) == 1
    change(repository)
    with pytest.raises(BrokenHistoryError, match=r"rewritten"):
        walk(repository)


def test_what_rewrites_nothing_is_fine(repository):
    run(repository, "checkout", "-q", "-b", "side", "HEAD~1")
    write(repository, "b/ledger.jsonl", "another\n")
    run(repository, "checkout", "-q", "main")
    write(repository, "a/ledger.jsonl", "one\ntwo\nthree\n")
    run(repository, "merge", "-q", "-m", "Merge", "side")
    (repository / "a").rename(repository / "c")
    write(repository, "c/ledger.jsonl", "one\ntwo\nthree\nfour\n")
    assert walk(repository) == 6


def test_a_part_of_the_history_is_not_the_history(repository, tmp_path):
    part = tmp_path / "part"
    run(tmp_path, "clone", "-q", "--depth", "1", f"file://{repository}", str(part))
    with pytest.raises(BrokenHistoryError, match="Only a part"):
        walk(part)
    export = tmp_path / "export"
    shutil.copytree(part, export, ignore=shutil.ignore_patterns(".git"))
    assert walk(export) is None
