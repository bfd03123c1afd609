"""Old and new work in all pairs: wheels of earlier commits and of today are installed, the core and the
plugins of one with the frameworks of another, and score, verify and list alike."""

import io
import json
import os
import re
import runpy
import subprocess
import sys
import tarfile
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

import pytest

from kompass_spec.documents.forms import FORMS
from kompass_spec.registry.ledger import read_ledger
from kompass_spec.releases.core_verification import least_core

pytestmark = pytest.mark.pairs

ROOT = Path(__file__).parents[2]
REPORT = ROOT / "docs/examples/ornskoldsvik-2017.md"
LATER = runpy.run_path(str(ROOT / "tests/releases/later_versions.py"))
OURS = {"VIRTUAL_ENV", "PYTHONPATH", "UV_PROJECT_ENVIRONMENT", "KOMPASS_PLUGINS"}
ENVIRONMENT = {name: value for name, value in os.environ.items() if name not in OURS}
BY = ("--date", "2026-11-26", "--reviewed-by", "A. Reviewer")

TODAY = "today"
COMMITS = {
    # The first that published releases, with six plugins.
    "first ledger": "e926946df77babfd5a7ecad402fb43c0cad22eb9",
    # A day later: languages, variants and datasets are plugins too.
    "variants": "78a9abb05650ca1ae593d23c950c0d57b6d43c4f",
    # Just before the core got its rooms.
    "releases": "97a6a8f5f3bd9c4db052bc7fde5cc414a9038e31",
    # The core has its rooms, and the testing kit is a distribution.
    "rooms": "55f4f61e67a07ff706252210fb7766c7f6beaca9",
}
"""Earlier commits, well apart, whose distributions are built and installed."""
ALL = (*COMMITS, TODAY)
APART = {
    *(("rooms", "first ledger"), ("rooms", "variants"), ("rooms", "releases")),
    *((core, TODAY) for core in COMMITS),
}
"""Pairs that nobody can have: the core of the commit ``rooms`` lacked the name by which earlier frameworks
import the hooks, and no version of it was published; and today's frameworks have released what no core of
these commits reads, so that they ask for a later one."""
CORE = ("kompass-spec", "kompass-import-report", "kompass-score-standard")
SINCE = {TODAY: ("kompass-read-text",)}
"""What the distributions of a commit need beside these."""
FRAMEWORKS = ("kompass-frameworks",)
DATA = ("kompass-variant-dk", "kompass-variant-no", "kompass-results-nordic")


def run(*command, folder=None, code=0):
    done = subprocess.run(
        [str(part) for part in command],
        cwd=folder,
        env=ENVIRONMENT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode == 0) == (code == 0), done.stdout + done.stderr
    return done.stdout if code == 0 else done.stderr


def checkout(commit, folder):
    """Lay the files of a commit into a folder; skip where the history does not reach so far."""
    done = subprocess.run(
        ["git", "-C", str(ROOT), "archive", commit], capture_output=True, check=False, env=ENVIRONMENT
    )
    if done.returncode:
        pytest.skip(f"the commit {commit} is not here, as in a shallow clone: git fetch --unshallow")
    with tarfile.open(fileobj=io.BytesIO(done.stdout)) as archive:
        archive.extractall(folder, filter="data")
    return folder


def wheels_of(tree, folder, names):
    for name in names:
        run("uv", "build", "--quiet", "--wheel", "--package", name, "--out-dir", folder, folder=tree)
    return folder


def wheel(folder, name):
    (found,) = folder.glob(f"{name.replace('-', '_')}-*.whl")
    return found


class Environment:
    """A virtual environment with the core, the importer and the scorer of one commit."""

    def __init__(self, folder, wheels):
        self.folder = folder
        run("uv", "venv", "--quiet", "--python", sys.executable, folder)
        needed = SINCE.get(wheels.name, ())
        self.install(*(wheel(wheels, name) for name in (*CORE, *needed)))

    def install(self, *what, code=0):
        python = self.folder / "bin/python"
        return run("uv", "pip", "install", "--quiet", "--python", python, *what, code=code)

    def kompass(self, *arguments, code=0):
        return run(self.folder / "bin/kompass", *arguments, folder=self.folder, code=code)

    def scores(self, edition="se-2016"):
        """Return what the report scores, year by year: the bounds of the total and of every area."""
        cards = json.loads(self.kompass("score", REPORT, "--edition", edition, "--json"))["scorecards"]
        return {
            card["year"]: (
                card["edition"].replace(edition, "se-2016"),
                *((score["code"], score["low"], score["high"]) for score in (card["total"], *card["areas"])),
            )
            for card in cards
        }


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """Return the wheels of every commit and of today's tree, each in a folder of its own."""
    place = tmp_path_factory.mktemp("pairs")
    trees = {name: checkout(commit, place / "trees" / name) for name, commit in COMMITS.items()}
    found = {
        name: wheels_of(tree, place / "wheels" / name, (*CORE, *FRAMEWORKS)) for name, tree in trees.items()
    }
    return {
        **found,
        TODAY: wheels_of(ROOT, place / "wheels" / TODAY, (*CORE, *SINCE[TODAY], *FRAMEWORKS, *DATA)),
    }


@pytest.fixture(scope="module")
def environments(built, tmp_path_factory):
    place = tmp_path_factory.mktemp("environments")
    return {name: Environment(place / name.replace(" ", "-"), built[name]) for name in ALL}


EDITIONS = {"se-2002", "se-2010", "se-2016", "se-2020"}


def scored_with_each(core, built, environments):
    """Return what one core scores with the frameworks of every commit, once each is listed and verified."""
    scores = {}
    for frameworks in ALL:
        if (core, frameworks) in APART:
            continue
        environment = environments[core]
        environment.install("--reinstall-package", *FRAMEWORKS, wheel(built[frameworks], *FRAMEWORKS))
        listed = json.loads(environment.kompass("editions", "--json"))
        assert {one["id"] for one in listed["editions"]} == EDITIONS, (core, frameworks)
        assert "warnings" not in listed
        assert "not whole" not in environment.kompass("verify")
        scores[core, frameworks] = environment.scores()
    return scores


def test_old_and_new_work_in_all_pairs(built, environments):
    with ThreadPoolExecutor(2) as pool:
        scored = pool.map(partial(scored_with_each, built=built, environments=environments), ALL)
        scores = {pair: score for of_core in scored for pair, score in of_core.items()}
    assert len(scores) == len(ALL) ** 2 - len(APART)
    assert len(scores[TODAY, TODAY]) > 1
    assert [pair for pair, score in scores.items() if score != scores[TODAY, TODAY]] == []


def least_for(name):
    """Return the least core that reads what a distribution of data has released, as it is asked for."""
    folder = ROOT / ("frameworks" if name in FRAMEWORKS else f"plugins/{name}/src") / name.replace("-", "_")
    return least_core(read_ledger(folder)).removesuffix(".0")


@pytest.mark.parametrize("core", ["variants", "releases", "rooms"])
def test_what_is_data_alone_asks_for_no_newer_core_than_it_needs(built, environments, core):
    environment = environments[core]
    for name in (*FRAMEWORKS, *DATA):
        alone = ("--no-index", "--find-links", built[core], wheel(built[TODAY], name))
        if least_for(name) == "0.1":
            environment.install(*alone)
            assert name in environment.kompass("plugins")
            run("uv", "pip", "uninstall", "--quiet", "--python", environment.folder / "bin/python", name)
        else:
            assert f"kompass-spec>={least_for(name)}" in environment.install(*alone, code=1)


PARTNER = {
    "pyproject.toml": """
[build-system]
requires = ["hatchling>=1.27"]
build-backend = "hatchling.build"

[project]
name = "kompass-partner"
version = "2027.1.0"
dependencies = ["kompass-spec>=0.2"]

[project.entry-points.kompass]
frameworks = "kompass_partner"
""",
    "kompass_partner/__init__.py": """
from importlib.resources import files

from kompass_spec import hookimpl

kompass_api = 1


class Partner:
    name = "partner"

    @property
    def folder(self):
        return files("kompass_partner")


@hookimpl
def kompass_frameworks():
    return [Partner()]
""",
}


def with_line(text, key, value):
    """Return a document with another value in the line of a key."""
    return re.sub(f"^{key} = .*$", f"{key} = {value}", text, count=1, flags=re.MULTILINE)


def partners_wheel(place, version, core):
    """Build the partner's distribution as it lies there, under a version and for a core."""
    text = with_line(PARTNER["pyproject.toml"], "version", f'"{version}"')
    (place / "pyproject.toml").write_text(text.replace(">=0.2", f">={core}"), "utf-8")
    folder = place.parent / f"wheels-{version}"
    run("uv", "build", "--quiet", "--wheel", "--out-dir", folder, folder=place)
    return wheel(folder, "kompass-partner")


@pytest.fixture(scope="module")
def partner(environments, tmp_path_factory):
    """Return the wheels of a partner by form: one that today's core released, and one of a later core."""
    place = tmp_path_factory.mktemp("partner") / "project"
    framework = place / "kompass_partner"
    draft = framework / "editions/xx-2016/edition.toml"
    draft.parent.mkdir(parents=True)
    for name, text in PARTNER.items():
        (place / name).write_text(text, "utf-8")
    text = (ROOT / "frameworks/kompass_frameworks/editions/se-2016/edition.toml").read_text("utf-8")
    draft.write_text(with_line(with_line(text, "id", '"xx-2016"'), "release", '"1.0.0"'), "utf-8")
    environments[TODAY].kompass("release", draft, *BY)
    two = partners_wheel(place, "2027.1.0", "0.2")
    data = {**LATER["data_of"](framework, "xx-2016", "1.0.0"), "release": "1.1.0", "form": 3, "areas": {}}
    said = {"form": 3, "core": "0.3.0", "rules": 9}
    LATER["publish_data"](framework, "xx-2016", "1.1.0", data, **said)
    LATER["publish_data"](framework, "xx-words", "1.0.0", {}, **{**said, "kind": "glossary"})
    return {2: two, 3: partners_wheel(place, "2027.2.0", "0.3")}


def listed_with_partner(environment):
    """Return what is listed, and the release of the partner's edition with whether it is the newest."""
    listed = json.loads(environment.kompass("editions", "--json"))
    assert {one["id"] for one in listed["editions"]} == {*EDITIONS, "xx-2016"}
    (own,) = (one for one in listed["editions"] if one["id"] == "xx-2016")
    return listed, (own["release"], own["newest"])


def test_what_is_released_now_is_read_by_todays_core(built, environments, partner):
    environment = environments[TODAY]
    environment.install("--reinstall-package", *FRAMEWORKS, wheel(built[TODAY], *FRAMEWORKS))
    environment.install(partner[2])
    listed, own = listed_with_partner(environment)
    assert ("warnings" in listed, own) == (False, ("1.0.0", True))
    assert "kompass-partner: 1 entry, whole" in environment.kompass("verify")
    assert environment.scores("xx-2016") == environment.scores()


@pytest.mark.parametrize("form", [2, 3])
@pytest.mark.parametrize("core", COMMITS)
def test_no_installer_puts_it_beside_a_core_that_cannot_read_it(built, environments, partner, core, form):
    refused = environments[core].install("--no-index", "--find-links", built[core], partner[form], code=1)
    least = FORMS[2].removesuffix(".0") if form == 2 else "0.3"
    assert f"kompass-spec>={least}" in refused


def test_what_a_later_core_releases_costs_todays_nothing_else(built, environments, partner):
    environment = environments[TODAY]
    environment.install("--reinstall-package", *FRAMEWORKS, wheel(built[TODAY], *FRAMEWORKS))
    # No installer makes the pair; whoever makes it by force loses what is newer and nothing else.
    refused = environment.install("--no-index", "--find-links", built[TODAY], partner[3], code=1)
    assert "kompass-spec>=0.3" in refused
    environment.install("--no-deps", partner[3])
    listed, own = listed_with_partner(environment)
    assert ([warning["code"] for warning in listed["warnings"]], own) == (["newer-form"], ("1.0.0", False))
    verified = environment.kompass("verify")
    assert "kompass-partner: 3 entries, whole" in verified
    # Lines are folded for a terminal.
    assert "a release of form 3, which kompass-spec 0.3.0 and later read" in " ".join(verified.split())
    assert environment.kompass("show", "xx-2016", "--json")
    assert "kompass-spec 0.3.0 and later read" in environment.kompass("show", "xx-2016@1.1.0", code=1)
