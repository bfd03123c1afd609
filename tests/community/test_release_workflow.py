"""The workflow that maintainers call: its own scripts, run here as they are, on a real repository of git.

What a script asks of GitHub alone is answered by a stand-in for its command line, ``gh``.
"""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from kompass_spec.registry.ledger import read_ledger

yaml = pytest.importorskip("ruamel.yaml")
keys = pytest.importorskip("cryptography.hazmat.primitives.asymmetric.ed25519")
serialization = pytest.importorskip("cryptography.hazmat.primitives.serialization")

pytestmark = pytest.mark.community

ROOT = Path(__file__).parents[2]
FILE = ROOT / ".github/workflows/release-framework.yml"
WORKFLOW = yaml.YAML(typ="safe").load(FILE.read_text("utf-8"))
GUIDES = [ROOT / "docs/how-to/publish-a-release.md", ROOT / "docs/how-to/sign-a-release.md"]
NAME = "kompass-other"
PLUGIN = f"""
import pathlib
from kompass_spec.plugins.hooks import hookimpl

kompass_api = 1

class Framework:
    name = {NAME!r}
    folder = pathlib.Path({{!r}})

@hookimpl
def kompass_frameworks():
    return [Framework()]
"""


class Runner:
    """A checkout of a framework with a bare repository behind it, and the scripts of the workflow in it."""

    def __init__(self, folder, site, first_published):
        self.folder = folder / "checkout"
        self.origin = folder / "origin.git"
        self.temporary = folder / "temporary"
        self.summary, self.output = folder / "summary.md", folder / "output"
        self.framework = self.folder / "src/framework"
        shutil.copytree(first_published, self.framework)
        project = f'[project]\nname = "{NAME}"\ndependencies = ["kompass-spec>=0.2"]\n'
        (self.folder / "pyproject.toml").write_text(project, "utf-8")
        self.temporary.mkdir()
        site.install(NAME, PLUGIN.format(str(self.framework)), kind="frameworks")
        self.site = site.folder
        subprocess.run(["git", "init", "-q", "--bare", "-b", "main", self.origin], check=True)
        self.git("init", "-q", "-b", "main")
        self.git("remote", "add", "origin", str(self.origin))
        self.commit("First")
        self.bin = folder / "bin"
        self.bin.mkdir()
        self.answer("approvals", "")

    def git(self, *arguments):
        who = ("-c", "user.name=A", "-c", "user.email=a@example.org")
        done = subprocess.run(
            ["git", *who, *arguments], cwd=self.folder, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr
        return done.stdout.strip()

    def commit(self, message):
        self.git("add", "--all")
        self.git("commit", "-q", "-m", message)
        self.git("push", "-q", "origin", "main")

    def answer(self, asked, answer):
        """Have the stand-in for ``gh`` answer, and note what it was asked."""
        script = f"#!/bin/sh\nprintf '%s\\n' \"$@\" > {self.temporary}/asked-{asked}\nprintf '{answer}'\n"
        (self.bin / "gh").write_text(script, "utf-8")
        (self.bin / "gh").chmod(0o755)

    def run(self, job, step, **secrets):
        """Run one script of the workflow as GitHub would; return what became of it."""
        (found,) = [one for one in WORKFLOW["jobs"][job]["steps"] if one.get("name") == step]
        values = {
            "inputs.framework": "src/framework",
            "github.token": "a-token",
            "github.event.pull_request.number": "7",
            "secrets.SIGNING_KEY": secrets.get("signing_key", ""),
        }
        given = {
            name: re.sub(r"\$\{\{ (\S+) \}\}", lambda match: values[match[1]], text)
            for name, text in found.get("env", {}).items()
        }
        environment = {
            **{name: value for name, value in os.environ.items() if name != "KOMPASS_PLUGINS"},
            "PATH": os.pathsep.join([str(self.bin), str(Path(sys.executable).parent), os.environ["PATH"]]),
            "PYTHONPATH": str(self.site),
            "KOMPASS_PLUGINS": f"{NAME},kompass-score-standard",
            "KOMPASS_PINS": "none",  # it is a copy of ours under another name
            "GITHUB_OUTPUT": str(self.output),
            "GITHUB_STEP_SUMMARY": str(self.summary),
            "GITHUB_REPOSITORY": "owner/name",
            "GITHUB_RUN_ID": "42",
            "GITHUB_REF_NAME": "main",
            "GITHUB_SERVER_URL": "https://github.com",
            "RUNNER_TEMP": str(self.temporary),
            **given,
        }
        # The shell `bash` of GitHub.
        return subprocess.run(
            ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", found["run"]],
            cwd=self.folder,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )

    def outputs(self):
        lines = self.output.read_text("utf-8").splitlines() if self.output.exists() else []
        return dict(line.split("=", 1) for line in lines)

    def propose(self, version="1.0.1", words="Informeras invånare om resultat?"):
        draft = self.framework / "editions/se-2016/edition.toml"
        text = draft.read_text("utf-8").replace('release = "1.0.0"', f'release = "{version}"')
        text = text.replace("Informerar invånare om resultat?", words)
        # Only the words are others, so that no mapping has to follow.
        declared = f'code = "1.3"\nrelease = "{version}"\nreason = "The same in other words."\n'
        draft.write_text(f"{text}\n[[editorial]]\n{declared}", "utf-8")
        self.commit("Propose")

    def published(self):
        return read_ledger(self.framework).entries


@pytest.fixture
def runner(tmp_path, site_in, first_published):
    (tmp_path / "site").mkdir()
    return Runner(tmp_path, site_in(tmp_path / "site"), first_published)


def test_the_shell_is_the_one_that_the_scripts_are_run_in_here():
    assert WORKFLOW["defaults"]["run"]["shell"] == "bash"


def test_a_proposal_is_shown_and_tried_and_nothing_of_it_is_kept(runner):
    runner.propose()
    ran = runner.run("check", "Try it")
    assert ran.returncode == 0, ran.stderr
    assert runner.outputs() == {"proposed": "1"}
    shown = (runner.folder / "proposal.md").read_text("utf-8")
    assert shown == runner.summary.read_text("utf-8")
    assert "release: edition se-2016@1.0.1\n" in shown
    assert "- corrected: 1.3 was reworded in 'sv'; declared editorial: The same in other words.\n" in shown
    assert "Together a patch step.\n" in shown
    assert shown.endswith("Nothing was written to src/framework.\n~~~~\n")
    assert (
        b"1.0.1"
        not in subprocess.run(
            ["git", "cat-file", "blob", "main:src/framework/ledger.jsonl"],
            cwd=runner.origin,
            capture_output=True,
            check=True,
        ).stdout
    )


def test_where_nothing_is_proposed_nobody_is_asked(runner):
    ran = runner.run("check", "Try it")
    assert ran.returncode == 0, ran.stderr
    assert runner.outputs() == {"proposed": "0"}
    assert "needs.check.outputs.proposed != '0'" in WORKFLOW["jobs"]["publish"]["if"]
    assert "github.event_name == 'push'" in WORKFLOW["jobs"]["publish"]["if"]
    assert "Nothing is proposed" in runner.summary.read_text("utf-8")


def test_what_is_wrong_with_a_proposal_is_shown_too(runner):
    runner.propose("1.0.7")
    ran = runner.run("check", "Try it")
    assert ran.returncode == 1
    shown = (runner.folder / "proposal.md").read_text("utf-8")
    assert "make a patch step, so the release is 1.0.1" in shown
    assert "make a patch step" in ran.stdout
    assert runner.outputs() == {}


def test_a_change_that_nobody_proposes_to_release_is_shown_too(runner):
    """It is released without an error, and then not everything holds."""
    runner.propose()
    draft = runner.framework / "editions/se-2020/edition.toml"
    draft.write_text(draft.read_text("utf-8").replace('valid_from = "2020"', 'valid_from = "2021"'), "utf-8")
    assert runner.run("check", "Try it").returncode == 1
    assert "It differs from its last release, 1.0.0" in (runner.folder / "proposal.md").read_text("utf-8")
    assert runner.outputs() == {}


def test_what_was_released_must_be_whole(runner):
    (runner.framework / "releases/se-2016/1.0.0.json").write_bytes(b"{}")
    assert runner.run("check", "What was released is whole").returncode == 1


def test_no_words_of_a_proposal_leave_their_fence(runner):
    runner.propose(words="~~~~ $(touch hacked) `touch hacked` @everyone")
    assert runner.run("check", "Try it").returncode == 0
    shown = (runner.folder / "proposal.md").read_text("utf-8")
    assert [line for line in shown.splitlines() if line.startswith("~~~")] == ["~~~~text", "~~~~"]
    assert not (runner.folder / "hacked").exists()


def test_the_comment_is_that_of_the_pull_request(runner):
    (runner.folder / "proposal.md").write_text("words", "utf-8")
    runner.answer("comment", "")
    ran = runner.run("comment", "Write the comment, or write it anew")
    assert ran.returncode == 0, ran.stderr
    asked = (runner.temporary / "asked-comment").read_text("utf-8").split()
    assert asked[:5] == ["pr", "comment", "7", "--repo", "owner/name"]
    assert (
        "github.event.pull_request.head.repo.full_name == github.repository"
        in WORKFLOW["jobs"]["comment"]["if"]
    )


def test_nothing_is_released_that_nobody_has_approved(runner):
    ran = runner.run("publish", "Who has approved it")
    assert ran.returncode == 1
    assert "Nobody has approved it. Give the environment required reviewers." in ran.stdout


def approved(runner):
    runner.answer("approvals", "b-reviewer\\na-reviewer\\nb-reviewer\\n")
    assert runner.run("publish", "Who has approved it").returncode == 0
    assert "repos/owner/name/actions/runs/42/approvals" in (runner.temporary / "asked-approvals").read_text(
        "utf-8"
    )


def test_one_approval_releases_signs_and_pushes(runner):
    key = keys.Ed25519PrivateKey.generate()
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    before = (runner.framework / "ledger.jsonl").read_bytes()
    runner.propose()
    approved(runner)
    for step in ("Release", "Sign, where there is a key", "Everything holds", "Commit and push"):
        ran = runner.run("publish", step, signing_key=private.decode().strip())
        assert ran.returncode == 0, ran.stderr
        assert "PRIVATE" not in ran.stdout + ran.stderr
    assert not (runner.temporary / "key.pem").exists()
    entry = runner.published()[-1]
    assert (entry.id, entry.version, entry.reviewed_by) == ("se-2016", "1.0.1", ("a-reviewer", "b-reviewer"))
    pushed = subprocess.run(
        ["git", "ls-tree", "-r", "--name-only", "main"],
        cwd=runner.origin,
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    assert "src/framework/releases/se-2016/1.0.1.json\n" in pushed
    assert re.search(r"^src/framework/signatures/10-.{8}\.dsse\.json$", pushed, re.MULTILINE)
    assert runner.git("status", "--porcelain") == ""
    assert runner.outputs()["commit"] == runner.git("rev-parse", "origin/main")
    assert (runner.framework / "ledger.jsonl").read_bytes().startswith(before)


def test_without_a_key_nothing_is_signed(runner):
    runner.propose()
    approved(runner)
    assert runner.run("publish", "Release").returncode == 0
    assert runner.run("publish", "Sign, where there is a key").returncode == 0
    assert not (runner.framework / "signatures").exists()


def test_where_the_branch_has_moved_on_nothing_is_pushed(runner, tmp_path):
    runner.propose()
    other = tmp_path / "other"
    subprocess.run(["git", "clone", "-q", runner.origin, other], check=True)
    (other / "file").touch()
    for command in (("add", "--all"), ("commit", "-q", "-m", "Move on"), ("push", "-q", "origin", "main")):
        who = ("-c", "user.name=A", "-c", "user.email=a@example.org")
        subprocess.run(["git", *who, *command], cwd=other, check=True)
    approved(runner)
    assert runner.run("publish", "Release").returncode == 0
    assert runner.run("publish", "Commit and push").returncode != 0
    assert runner.outputs() == {}


def test_every_script_is_run_here_but_what_installs():
    text = Path(__file__).read_text("utf-8")
    steps = [step for job in WORKFLOW["jobs"].values() for step in job["steps"] if "run" in step]
    left = [step for step in steps if f'"{step["name"]}"' not in text]
    assert len(steps) - len(left) >= 7
    assert all(step["run"].startswith("uv sync --locked\n") for step in left)


def blocks_of_guides():
    for page in GUIDES:
        for body in re.findall(r"^```yaml\n(.*?)^```$", page.read_text("utf-8"), re.MULTILINE | re.DOTALL):
            yield pytest.param(body, id=page.stem)


BLOCKS = list(blocks_of_guides())


@pytest.mark.parametrize("body", BLOCKS)
def test_the_workflows_of_the_documentation_are_workflows(body, tmp_path):
    file = tmp_path / "workflow.yml"
    file.write_text(body, "utf-8")
    command = ["-m", "check_jsonschema", "--builtin-schema", "vendor.github-workflows", str(file)]
    done = subprocess.run([sys.executable, *command], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout
    workflow = yaml.YAML(typ="safe").load(body)
    assert workflow["permissions"] == {}
    for job in workflow["jobs"].values():
        for step in job.get("steps", ()):
            if "uses" in step:
                assert re.fullmatch(r"[\w./-]+@v\d+", step["uses"])


def test_the_lines_that_call_it_grant_what_it_asks_for_and_give_what_it_takes():
    calls = [
        job
        for body in (parameter.values[0] for parameter in BLOCKS)
        for job in yaml.YAML(typ="safe").load(body)["jobs"].values()
        if "uses" in job
    ]
    assert calls
    asked = WORKFLOW["on"]["workflow_call"]
    for job in calls:
        assert job["uses"].partition("@")[0] == "OWNER/kompass-spec/.github/workflows/release-framework.yml"
        needed = {
            scope: how
            for one in WORKFLOW["jobs"].values()
            for scope, how in sorted(one["permissions"].items())
        }
        assert job["permissions"] == needed
        assert set(job["with"]) <= set(asked["inputs"])
        assert {name for name, one in asked["inputs"].items() if one.get("required")} <= set(job["with"])
        assert set(job["secrets"]) <= set(asked["secrets"])
        assert json.dumps(job["secrets"]) == json.dumps({"SIGNING_KEY": "${{ secrets.SIGNING_KEY }}"})
