"""A distribution asks for a kompass-spec that reads all that it has released, so that no installer pairs it
with another."""

import runpy
import shutil
import tomllib
from importlib.metadata import requires
from pathlib import Path
from typing import Any

import pytest

from kompass_spec import InputError
from kompass_spec.plugins.loaded import Plugins
from kompass_spec.plugins.requirements import least_required, requirements_of
from kompass_spec.registry.ledger import LEDGER, read_ledger
from kompass_spec.releases.core_verification import core_problems, least_core
from kompass_spec.releases.plans import plan_release
from kompass_spec.releases.verification import verify_folder

ROOT = Path(__file__).parents[2]
LEDGERS = [path for path in sorted(ROOT.rglob(LEDGER)) if ".venv" not in path.parts]
LATER = runpy.run_path(str(Path(__file__).with_name("later_versions.py")))
BY: dict[str, Any] = {"date": "2027-03-01", "reviewed_by": ("A. Reviewer",)}


@pytest.mark.parametrize(
    ("requirements", "least"),
    [
        (["kompass-spec>=0.1"], (0, 1)),
        (["kompass-spec (>=0.2)"], (0, 2)),
        (["attrs>=24.2", "Kompass_Spec>=0.2,<0.3"], (0, 2)),
        (["kompass-spec<0.3,>=0.2.1"], (0, 2, 1)),
        (["kompass-spec~=0.2"], (0, 2)),
        (["kompass-spec==0.2.*"], (0, 2)),
        (["kompass-spec[completion]>=0.2 ; python_version > '3.9'"], (0, 2)),
        (["kompass-spec>=0.1", "kompass-spec>=0.2"], (0, 2)),
        (["kompass-spec<1"], ()),
        (["kompass-spec!=0.3"], ()),
        (["kompass-spec-other>=2"], ()),
        (["kompass-spec>=0.9; extra == 'test'"], ()),
        ([], ()),
        (["kompass-spec @ git+https://example.org/2.0"], None),
    ],
)
def test_the_least_version_that_a_requirement_lets_through(requirements, least):
    assert least_required(requirements) == least


def test_nothing_is_known_of_what_is_not_installed():
    assert requirements_of("kompass-nobody-has-this") is None
    assert requirements_of("") is None


@pytest.mark.parametrize("ledger", LEDGERS, ids=lambda ledger: ledger.parent.name)
def test_every_framework_here_asks_for_a_core_that_reads_it(ledger):
    project = next(place for place in ledger.parents if (place / "pyproject.toml").is_file())
    name = tomllib.loads((project / "pyproject.toml").read_text("utf-8"))["project"]["name"]
    assert list(core_problems(ledger.parent, name, read_ledger(ledger.parent))) == []
    if name != "kompass-spec":
        # What is installed says the same.
        stated = least_required(requires(name) or ())
        assert stated is not None
        assert stated >= tuple(map(int, least_core(read_ledger(ledger.parent)).split(".")))[: len(stated)]


@pytest.fixture
def project(tmp_path, first_published):
    """A project with a framework in it, of which a release of form 2 is the newest."""
    folder = tmp_path / "project/src/framework"
    shutil.copytree(first_published, folder)
    return folder


def asks_for(project, *requirements, name="kompass-variant-is"):
    listed = ", ".join(f'"{requirement}"' for requirement in requirements)
    text = f'[project]\nname = "{name}"\ndependencies = [{listed}]\n'
    (project.parents[1] / "pyproject.toml").write_text(text, "utf-8")


def release(project, framework_registry):
    draft = project / "editions/se-2020/edition.toml"
    text = draft.read_text("utf-8").replace('release = "1.0.0"', 'release = "1.0.1"')
    draft.write_text(text.replace('title.en = "', 'title.en = "The ', 1), "utf-8")
    return plan_release(draft, registry=framework_registry(project), **BY)


@pytest.fixture
def codes(framework_registry):
    """Return the codes of what is wrong with a framework, as one of a distribution."""

    def found(folder, name="kompass-variant-is"):
        verified = verify_folder(folder, name, registry=framework_registry(folder), plugins=Plugins())
        return [problem.code for problem in verified.problems]

    return found


@pytest.mark.parametrize("requirement", ["kompass-spec>=0.1", "kompass-spec", "attrs"])
def test_a_release_is_refused_where_too_little_is_asked_for(project, framework_registry, requirement):
    asks_for(project, requirement)
    with pytest.raises(InputError, match=r"Write kompass-spec>=0\.2 among") as caught:
        release(project, framework_registry)
    assert [problem.code for problem in caught.value.problems] == ["low-requirement"]


@pytest.mark.parametrize("requirement", ["kompass-spec>=0.2", "kompass-spec>=0.2.0,<0.3", "kompass-spec>=1"])
def test_a_release_is_made_where_enough_is_asked_for(project, framework_registry, requirement):
    asks_for(project, requirement)
    assert release(project, framework_registry).entry.core == "0.2.0"


@pytest.mark.parametrize(
    ("requirements", "core", "found"),
    [
        (["kompass-spec>=0.1"], None, []),
        (["attrs"], None, []),
        (["kompass-spec>=0.1"], "0.2.0", ["low-requirement"]),
        (["kompass-spec>=0.2"], "0.2.0", []),
        (["kompass-spec>=0.2"], "0.10.0", ["low-requirement"]),
        (["kompass-spec>=0.10"], "0.10.0", []),
        (["kompass-spec @ file:///here"], "0.10.0", []),
    ],
)
def test_verify_holds_what_is_asked_for_to_the_ledger(project, codes, requirements, core, found):
    asks_for(project, *requirements)
    if core is not None:
        data = {**LATER["data_of"](project, "se-2020", "1.0.0"), "release": "1.0.1", "valid_to": "2029"}
        LATER["publish_data"](project, "se-2020", "1.0.1", data, core=core)
    assert codes(project) == found


def test_what_another_project_asks_for_is_its_own(project, codes):
    """An environment may lie in the folder of somebody's project."""
    asks_for(project, "kompass-spec>=0.1", name="somebodys-project")
    data = {**LATER["data_of"](project, "se-2020", "1.0.0"), "release": "1.0.1", "valid_to": "2029"}
    LATER["publish_data"](project, "se-2020", "1.0.1", data)
    assert codes(project) == []


def test_what_was_installed_counts_where_there_is_no_checkout(site, project):
    data = {**LATER["data_of"](project, "se-2020", "1.0.0"), "release": "1.0.1", "valid_to": "2029"}
    LATER["publish_data"](project, "se-2020", "1.0.1", data)
    source = f"""
        import pathlib
        from kompass_spec.plugins.hooks import hookimpl

        kompass_api = 1

        class Framework:
            name = "other"
            folder = pathlib.Path({str(project)!r})

        @hookimpl
        def kompass_frameworks():
            return [Framework()]
        """
    site.install("kompass-other", source, kind="frameworks", requires="kompass-spec>=0.1")
    ran = site.run("verify", KOMPASS_PLUGINS="kompass-other", KOMPASS_PINS="none")
    assert (ran.returncode, ran.stderr.count("kompass-other asks for kompass-spec>=0.1")) == (1, 1)
