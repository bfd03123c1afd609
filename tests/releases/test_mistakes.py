"""Mistakes of editors that every rule of a file lets through are said at the release or the check."""

import os
import shutil
import subprocess
from typing import Any

import pytest

from kompass_spec.model.problems import InputError
from kompass_spec.plugins.loaded import Plugins
from kompass_spec.registry.ledger import read_ledger
from kompass_spec.registry.registry import Registry
from kompass_spec.releases.distribution_versions import unraised
from kompass_spec.releases.plans import plan_data, plan_release
from kompass_spec.releases.publication import publish
from kompass_spec.releases.verification import verify_folder

BY: dict[str, Any] = {"date": "2027-03-01", "reviewed_by": ("A. Reviewer",)}
HEAD = """
id = "xx-2030"
release = "{release}"
title.sv = "Ny"
publisher = "P"
country = "SE"
language = "sv"
valid_from = "2030"
completeness = "{completeness}"
rights = "R"
source = "s"

[[sources]]
id = "s"
title = "S"
"""


def edition(folder, codes, completeness="complete", release="1.0.0"):
    """Write an edition with these codes, each question worth 10 points."""
    text = HEAD.format(release=release, completeness=completeness)
    for area, questions in codes.items():
        text += (
            f'\n[[areas]]\ncode = "{area}"\nmax = {10 * len(questions) or 10}\ntitle.sv = "Område {area}"\n'
        )
        for question in questions:
            text += f'[[areas.questions]]\ncode = "{area}.{question}"\nmax = 10\ntext.sv = "Fråga?"\n'
    place = folder / "editions/xx-2030/edition.toml"
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_text(text, "utf-8")
    return place


def gap_in(place, **more):
    """Return the sentence of a refusal for a gap, "" where there is none."""
    try:
        plan_release(place, registry=Registry(), **BY, **more)
    except InputError as error:
        (problem,) = error.problems
        assert (problem.code, problem.pointer) == ("gap-in-codes", "/areas")
        return problem.message
    return ""


@pytest.mark.parametrize(
    ("codes", "missing"),
    [
        ({"1": "12", "2": "13", "4": "1"}, "3, 2.2"),
        ({"1": "12", "2": "12"}, ""),
        ({"2": "1", "3": "1"}, "1"),
        ({"1": "2"}, "1.1"),
        ({"2": "21", "1": "1"}, ""),
        ({"1": ["1", "1.1"]}, ""),
    ],
    ids=[
        "between",
        "none",
        "before the first",
        "before the first question",
        "in another order",
        "of two numbers",
    ],
)
def test_codes_that_are_left_out_of_a_first_release_are_named(tmp_path, codes, missing):
    sentence = gap_in(edition(tmp_path, codes))
    assert sentence.partition(". ")[0].removeprefix("The codes leave out ") == missing
    assert not missing or "`gaps_meant=True`" in sentence
    assert gap_in(edition(tmp_path, codes), gaps_meant=True) == ""


def test_what_is_not_known_leaves_nothing_out(tmp_path):
    areas = {"1": "", "4": ""}
    assert "leave out 2, 3." in gap_in(edition(tmp_path, areas, "areas"))
    assert gap_in(edition(tmp_path, areas, "partial")) == ""


def test_many_codes_are_counted(tmp_path):
    assert "leave out 1, 2, 3, 4, 5, 6, 7, 8, 9, 10 and 90 more." in gap_in(edition(tmp_path, {"101": "1"}))


def test_a_later_release_may_give_a_code_up(tmp_path, framework_registry):
    publish(plan_release(edition(tmp_path, {"1": "1", "2": "1", "3": "1"}), registry=Registry(), **BY))
    later = edition(tmp_path, {"1": "1", "3": "1"}, release="2.0.0")
    assert plan_release(later, registry=framework_registry(tmp_path), **BY).entry.version == "2.0.0"


def test_the_command_takes_the_word_for_it(tmp_path, kompass):
    place = edition(tmp_path / "framework", {"1": "1", "3": "1"})
    signed = ("--date", "2027-03-01", "--reviewed-by", "A. Reviewer", "--dry-run")
    refused = kompass("release", place, *signed)
    assert (refused.code, "The codes leave out 2." in refused.err) == (1, True)
    assert "--gaps-meant" in refused.err
    assert "gaps_meant" not in refused.err
    assert kompass("release", place, *signed, "--gaps-meant").code == 0


@pytest.fixture
def framework(tmp_path, first_published):
    shutil.copytree(first_published, tmp_path / "dist/src/framework")
    return tmp_path / "dist/src/framework"


def rewrite(place, *pairs):
    text = place.read_text("utf-8")
    for old, new in pairs:
        assert old in text
        text = text.replace(old, new, 1)
    place.write_text(text, "utf-8")
    return place


REWORDED = ("Informerar invånare om resultat?", "Informeras invånare?")


def test_the_plan_of_a_major_step_names_the_mappings_that_it_leaves_behind(framework, framework_registry):
    place = framework / "editions/se-2016/edition.toml"
    registry = framework_registry(framework)
    plan = plan_release(
        rewrite(place, REWORDED, ('release = "1.0.0"', 'release = "2.0.0"')), registry=registry, **BY
    )
    assert [(problem.code, problem.file, problem.pointer) for problem in plan.warnings] == [
        ("left-behind", "se-2010-to-se-2016", "/target"),
        ("left-behind", "se-2016-to-se-2020", "/source"),
    ]
    assert all("pin se-2016@2" in problem.message for problem in plan.warnings)
    assert [warning["code"] for warning in plan_data(plan)["warnings"]] == ["left-behind"] * 2
    rewrite(place, (REWORDED[1], REWORDED[0]), ("SKL)", "SKR)"), ('release = "2.0.0"', 'release = "1.0.1"'))
    assert plan_release(place, registry=registry, **BY).warnings == ()


PROJECT = '[project]\nname = "kompass-own"\nversion = "{}"\ndependencies = ["kompass-spec>=0.2"]\n'


@pytest.fixture
def git(framework):
    """Run git in the distribution of the framework, which is committed."""
    top = framework.parents[1]

    def run(*arguments):
        names = {f"GIT_{who}_{what}": "a@b" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
        environment = {**os.environ, **names, "GIT_CONFIG_GLOBAL": os.devnull}
        subprocess.run(["git", "-C", top, *arguments], env=environment, check=True, capture_output=True)

    run("init", "-q")
    (top / "pyproject.toml").write_text(PROJECT.format("1.2.0"), "utf-8")
    run("add", "-A")
    run("commit", "-qm", "First")
    return run


def release_again(framework, registry):
    place = rewrite(
        framework / "editions/se-2016/edition.toml",
        ("SKL)", "SKR)"),
        ('release = "1.0.0"', 'release = "1.0.1"'),
    )
    plan = plan_release(place, registry=registry, **BY)
    publish(plan)
    return plan


def codes(framework, registry):
    found = verify_folder(framework, "kompass-own", registry=registry, plugins=Plugins(), drafts=True)
    return [problem.code for problem in found.problems]


@pytest.mark.parametrize("tag", ["v1.2.0", "kompass-own-1.2.0", "1.2.0"])
def test_a_ledger_that_grew_since_its_version_was_tagged_is_named(framework, framework_registry, git, tag):
    git("tag", tag)
    assert codes(framework, framework_registry(framework)) == []
    plan = release_again(framework, framework_registry(framework))
    (warning,) = plan.warnings
    assert warning.code == "version-not-raised"
    assert codes(framework, framework_registry(framework)) == ["version-not-raised"]
    (problem,) = unraised(framework, read_ledger(framework))
    project = framework.parents[1] / "pyproject.toml"
    assert (problem.file, problem.pointer) == (str(project), "/project/version")
    for words in (f"kompass-own 1.2.0 has the tag {tag}", "9 entries", "10 now", "Raise the version"):
        assert words in problem.message
    project.write_text(PROJECT.format("1.3.0"), "utf-8")
    assert codes(framework, framework_registry(framework)) == []


@pytest.mark.parametrize("tag", [None, "v11.2.0", "v1.1.2.0", "v1.2.0-rc.1", "v1.2.1"])
def test_without_a_tag_of_the_version_nothing_is_said(framework, framework_registry, git, tag):
    if tag is not None:
        git("tag", tag)
    release_again(framework, framework_registry(framework))
    assert codes(framework, framework_registry(framework)) == []


def test_a_tag_of_another_distribution_with_this_number_is_not_its_own(framework, framework_registry, git):
    project = framework.parents[1] / "pyproject.toml"
    project.write_text(PROJECT.format("1.1.0"), "utf-8")
    git("commit", "-aqm", "Before")
    git("tag", "core-1.2.0")
    project.write_text(PROJECT.format("1.2.0"), "utf-8")
    release_again(framework, framework_registry(framework))
    assert codes(framework, framework_registry(framework)) == []


@pytest.mark.parametrize(
    "content", [None, "[project", "[project]\n", '[project]\nname = "a"\n', "project = 3\n"]
)
def test_where_no_project_says_its_version_nothing_is_said(framework, framework_registry, git, content):
    git("tag", "v1.2.0")
    release_again(framework, framework_registry(framework))
    project = framework.parents[1] / "pyproject.toml"
    project.unlink() if content is None else project.write_text(content, "utf-8")
    assert codes(framework, framework_registry(framework)) == []


def test_without_git_nothing_is_said(framework, framework_registry, git, monkeypatch):
    git("tag", "v1.2.0")
    release_again(framework, framework_registry(framework))
    monkeypatch.setenv("PATH", str(framework))
    assert codes(framework, framework_registry(framework)) == []
