"""The files for those who join are what the services and tools that read them ask for."""

import json
import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

# They come with the group, and so do the tests.
yaml = pytest.importorskip("ruamel.yaml")
clientlib = pytest.importorskip("pre_commit.clientlib")
editorconfig = pytest.importorskip("editorconfig")

pytestmark = pytest.mark.community

ROOT = Path(__file__).parents[2]
GITHUB = ROOT / ".github"
FORMS = sorted(path for path in GITHUB.glob("ISSUE_TEMPLATE/*.yml") if path.name != "config.yml")
WORKFLOWS = sorted(GITHUB.glob("workflows/*.yml"))
SCHEMAS = {
    "github-workflows": WORKFLOWS,
    "github-issue-forms": FORMS,
    "github-issue-config": [GITHUB / "ISSUE_TEMPLATE/config.yml"],
    "dependabot": [GITHUB / "dependabot.yml"],
    "citation-file-format": [ROOT / "CITATION.cff"],
}
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]


def yaml_of(path):
    return yaml.YAML(typ="safe").load(path.read_text("utf-8"))


@pytest.fixture
def code():
    return yaml_of(ROOT / "publiccode.yml")


@pytest.mark.parametrize("name", SCHEMAS)
def test_it_follows_the_published_schema(name):
    assert SCHEMAS[name]
    command = ["-m", "check_jsonschema", "--builtin-schema", f"vendor.{name}", *map(str, SCHEMAS[name])]
    done = subprocess.run([sys.executable, *command], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_hooks_before_a_commit_can_be_read():
    hooks = [
        hook
        for repository in clientlib.load_config(ROOT / ".pre-commit-config.yaml")["repos"]
        for hook in repository["hooks"]
    ]
    assert {"ruff-check", "ruff-format", "mypy", "lint-imports"} <= {hook["id"] for hook in hooks}
    assert {hook["entry"].partition(" ")[0] for hook in hooks} == {"uv"}, (
        "the tools are those that are locked"
    )


class TestCitation:
    def test_it_names_this_version_and_licence(self):
        cited = yaml_of(ROOT / "CITATION.cff")
        assert (cited["version"], cited["license"]) == (PROJECT["version"], PROJECT["license"])


class TestWorkflows:
    """What a workflow may do, and how far what it uses can change under it."""

    @pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.stem)
    def test_it_may_do_no_more_than_each_job_needs(self, path):
        workflow = yaml_of(path)
        assert workflow["permissions"] in ({}, {"contents": "read"})
        granted = {name: job.get("permissions", {}) for name, job in workflow["jobs"].items()}
        writes = {
            (name, scope)
            for name, scopes in granted.items()
            for scope, how in scopes.items()
            if how == "write"
        }
        allowed = {
            "release": {("publish", "id-token")},
            "release-framework": {("comment", "pull-requests"), ("publish", "contents")},
        }
        assert writes <= allowed.get(path.stem, set())
        assert all(job["timeout-minutes"] <= 90 for job in workflow["jobs"].values())

    @pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.stem)
    def test_every_action_is_pinned_and_keeps_no_credentials(self, path):
        steps = [step for job in yaml_of(path)["jobs"].values() for step in job["steps"]]
        used = [step for step in steps if "uses" in step]
        assert used
        for step in used:
            action, _, version = step["uses"].partition("@")
            assert re.fullmatch(r"v\d+|release/v\d+|[0-9a-f]{40}", version), step["uses"]
            if action == "actions/checkout":
                assert step["with"]["persist-credentials"] is False

    @pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.stem)
    def test_no_text_of_anybody_stands_in_a_script(self, path):
        """What stands between the braces is put in before a shell reads it: it comes by the environment."""
        steps = [step for job in yaml_of(path)["jobs"].values() for step in job["steps"]]
        assert [step["run"] for step in steps if "${{" in step.get("run", "")] == []

    def test_every_python_and_system_is_tested(self):
        jobs = yaml_of(GITHUB / "workflows/checks.yml")["jobs"]
        matrix = jobs["tests"]["strategy"]["matrix"]
        assert {system.partition("-")[0] for system in matrix["system"]} == {"ubuntu", "windows", "macos"}
        assert matrix["python"] == ["3.11", "3.12", "3.13", "3.14"]
        assert f">={matrix['python'][0]}" == PROJECT["requires-python"]
        assert {"run": ".ci/run"} in jobs["everything"]["steps"]

    def test_every_distribution_is_published_by_itself(self, tmp_path):
        """The step that sorts what was built is run here, on the names of what would be built."""
        folders = [ROOT, ROOT / "frameworks", *sorted(ROOT.glob("plugins/*/"))]
        projects = [
            tomllib.loads((folder / "pyproject.toml").read_text("utf-8"))["project"] for folder in folders
        ]
        (tmp_path / "dist").mkdir()
        for project in projects:
            stem = f"{project['name'].replace('-', '_')}-{project['version']}"
            for ending in (".tar.gz", "-py3-none-any.whl"):
                (tmp_path / "dist" / f"{stem}{ending}").touch()
        steps = yaml_of(GITHUB / "workflows/release.yml")["jobs"]["build"]["steps"]
        (script,) = [step["run"] for step in steps if step.get("id") == "sort"]
        written = tmp_path / "output"
        environment = {**os.environ, "GITHUB_OUTPUT": str(written)}
        subprocess.run(["bash", "-e", "-c", script], cwd=tmp_path, env=environment, check=True)
        names = json.loads(written.read_text("utf-8").strip().removeprefix("names="))
        assert sorted(names) == sorted(project["name"] for project in projects)
        for name in names:
            assert len(list((tmp_path / "sorted" / name).iterdir())) == 2


class TestForms:
    def test_a_correction_asks_for_what_an_editor_needs(self):
        """For people who do not know git, so nothing in it asks for a file, a branch or a command."""
        form = yaml_of(GITHUB / "ISSUE_TEMPLATE/correction.yml")
        asked = {part.get("id"): part for part in form["body"]}
        for name in ("edition", "code", "says", "should-say", "source"):
            assert asked[name]["validations"] == {"required": True}

    @pytest.mark.parametrize("path", FORMS, ids=lambda path: path.stem)
    def test_every_question_stands_in_two_languages(self, path):
        form = yaml_of(path)
        labels = [part["attributes"]["label"] for part in form["body"] if part["type"] != "markdown"]
        assert [label for label in [form["name"], *labels] if " – " not in label] == [
            label for label in labels if "?" in label and " – " not in label
        ]


class TestPublicCode:
    """The standard has no validator that can be installed
    here, so its rules of version 0.5 are written down."""

    MANDATORY = frozenset(
        {
            *("publiccodeYmlVersion", "name", "url", "platforms", "developmentStatus", "softwareType"),
            *("description", "legal", "maintenance", "localisation"),
        }
    )
    OPTIONAL = frozenset(
        {
            *(
                "applicationSuite",
                "landingURL",
                "isBasedOn",
                "softwareVersion",
                "releaseDate",
                "logo",
                "categories",
            ),
            *("organisation", "usedBy", "fundedBy", "roadmap", "intendedAudience", "dependsOn"),
        }
    )
    TYPES = frozenset(
        {
            *(f"standalone/{what}" for what in ("mobile", "iot", "desktop", "web", "backend", "other")),
            *("addon", "library", "configurationFiles"),
        }
    )
    STATES = frozenset({"concept", "development", "beta", "stable", "obsolete"})
    CATEGORIES = frozenset({"business-intelligence", "data-analytics", "data-visualization"})
    SCOPES = frozenset({"local-authorities", "research"})

    def test_it_has_the_keys_of_the_standard(self, code):
        assert code.keys() >= self.MANDATORY
        assert code.keys() <= self.MANDATORY | self.OPTIONAL
        assert code["publiccodeYmlVersion"] == "0.5"
        assert code["developmentStatus"] in self.STATES
        assert code["softwareType"] in self.TYPES
        assert set(code["platforms"]) <= {"web", "windows", "mac", "linux", "ios", "android"}
        assert set(code["categories"]) <= self.CATEGORIES
        assert set(code["intendedAudience"]["scope"]) <= self.SCOPES
        assert re.fullmatch(r"https://\S+\.git", code["url"])

    def test_countries_and_languages_are_codes_and_no_truth_values(self, code):
        """In YAML 1.1 `no` is false, so Norway stands in quotes."""
        assert code["intendedAudience"]["countries"] == ["se", "no", "dk"]
        text = (ROOT / "publiccode.yml").read_text("utf-8")
        assert '"no"' in text
        assert set(code["localisation"]["availableLanguages"]) == {"sv", "nb", "nn", "da", "en"}
        assert code["localisation"]["localisationReady"] is True

    def test_every_description_is_whole_and_within_its_length(self, code):
        assert {"en", "sv"} <= code["description"].keys()
        for described in code["description"].values():
            assert 0 < len(described["shortDescription"]) <= 150
            assert "\n" not in described["shortDescription"]
            assert 150 <= len(described["longDescription"]) <= 10_000
            assert 5 <= len(described["features"]) <= 20
            assert all((ROOT / picture).is_file() for picture in described["screenshots"])

    def test_it_says_licence_and_maintenance(self, code):
        assert code["legal"]["license"] == PROJECT["license"]
        assert code["maintenance"]["type"] == "community"
        assert all(contact["name"] for contact in code["maintenance"]["contacts"])
        (python,) = code["dependsOn"]["open"]
        assert f">={python['versionMin']}" == PROJECT["requires-python"]


def is_as_asked(text, asked):
    """Tell whether a text keeps what .editorconfig asks of its file."""
    lines = text.split("\n")
    trimmed = asked["trim_trailing_whitespace"] == "false" or all(
        line == line.rstrip(" \t") for line in lines
    )
    spaced = asked["indent_style"] == "tab" or not any(line.startswith("\t") for line in lines)
    return trimmed and spaced and "\r" not in text and (not text or text.endswith("\n"))


def test_files_are_as_the_editorconfig_says():
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=False)
    if listed.returncode:
        pytest.skip("this is no checkout")
    paths = [ROOT / name for name in listed.stdout.decode("utf-8").split("\0") if name]
    asked_of = {path: editorconfig.get_properties(str(path)) for path in paths if path.is_file()}
    texts = {path: asked for path, asked in asked_of.items() if asked.get("charset") == "utf-8"}
    assert len(texts) > 400
    otherwise = [
        path for path, asked in texts.items() if not is_as_asked(path.read_bytes().decode("utf-8"), asked)
    ]
    assert otherwise == []
