"""The workspace agrees with itself: folders, members,
sources, groups, entry points, versions and licences."""

import ast
import re
import runpy
import subprocess
import sys
import tomllib
from importlib.metadata import distribution, entry_points
from pathlib import Path

import pytest

import kompass_spec
from kompass_spec.plugins.hooks import HOOKS
from kompass_spec.registry.ledger import read_ledger
from kompass_spec.releases.core_verification import least_core

ROOT = Path(__file__).parents[2]
FOLDERS = [ROOT, ROOT / "frameworks", *sorted(ROOT.glob("plugins/*/"))]
PLUGINS = FOLDERS[2:]
BRINGS = runpy.run_path(str(Path(__file__).with_name("contents.py")))


def project_of(folder):
    return tomllib.loads((folder / "pyproject.toml").read_text("utf-8"))


def name_of(folder):
    return project_of(folder)["project"]["name"]


def package_of(folder):
    """Return the folder of the one package that a distribution brings."""
    (package,) = project_of(folder)["tool"]["hatch"]["build"]["targets"]["wheel"]["packages"]
    return folder / package


def tracked_files():
    """Return the files that git knows, and those that it would add."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        check=False,
    )
    if listed.returncode:
        pytest.skip("this is no checkout")
    paths = [ROOT / name for name in listed.stdout.decode().split("\0") if name]
    return [path for path in paths if path.is_file()]


each_distribution = pytest.mark.parametrize("folder", FOLDERS, ids=name_of)
each_plugin = pytest.mark.parametrize("folder", PLUGINS, ids=name_of)
WORKSPACE = project_of(ROOT)
DATA_ALONE = {"kompass-frameworks", "kompass-results-nordic", "kompass-variant-dk", "kompass-variant-no"}
NAMES = {name_of(folder) for folder in FOLDERS}


def test_members_are_the_folders():
    members = {
        path for pattern in WORKSPACE["tool"]["uv"]["workspace"]["members"] for path in ROOT.glob(pattern)
    }
    assert members == set(FOLDERS[1:])
    assert len(NAMES) == len(FOLDERS) > 5


def test_every_member_is_taken_from_the_workspace():
    sources = WORKSPACE["tool"]["uv"]["sources"]
    assert sources == {name: {"workspace": True} for name in NAMES}


def test_the_dev_group_installs_every_distribution():
    wanted = {name for name in WORKSPACE["dependency-groups"]["dev"] if isinstance(name, str)}
    assert NAMES - {"kompass-spec"} == {name for name in wanted if name.startswith("kompass-")}


def test_the_extra_all_brings_every_distribution():
    wanted = WORKSPACE["project"]["optional-dependencies"]["all"]
    assert wanted == sorted(NAMES - {"kompass-spec"})


def test_the_lock_file_holds_every_distribution():
    locked = tomllib.loads((ROOT / "uv.lock").read_text("utf-8"))
    assert {package["name"] for package in locked["package"]} >= NAMES
    assert set(locked["manifest"]["members"]) == NAMES


def test_coverage_is_measured_of_every_package():
    measured = WORKSPACE["tool"]["coverage"]["run"]["source_pkgs"]
    assert sorted(measured) == sorted(package_of(folder).name for folder in FOLDERS)


@each_distribution
def test_distribution_folder_and_package_have_one_name(folder):
    name = name_of(folder)
    assert name == {ROOT: "kompass-spec", ROOT / "frameworks": "kompass-frameworks"}.get(folder, folder.name)
    assert package_of(folder).name == name.replace("-", "_")
    assert (package_of(folder) / "__init__.py").is_file()
    assert (package_of(folder) / "py.typed").is_file()


@each_distribution
def test_entry_points_are_declared_and_installed_alike(folder):
    project = project_of(folder)["project"]
    declared = project.get("entry-points", {}).get("kompass", {})
    installed = {
        point.name: point.value
        for point in entry_points(group="kompass")
        if point.dist is not None and point.dist.name == project["name"]
    }
    assert installed == declared
    # The core brings no plugin, the testing kit is one of pytest and Hypothesis alone, drawings are drawn
    # for renderers, and the site's is one of MkDocs.
    without = {ROOT, *(ROOT / "plugins" / f"kompass-{name}" for name in ("drawings", "site", "testing"))}
    assert bool(declared) == (folder not in without)
    assert set(declared) <= set(HOOKS)
    for module in declared.values():
        assert module == f"{package_of(folder).name}.plugin"
        assert (package_of(folder) / "plugin.py").is_file()


@each_distribution
def test_versions_are_in_step(folder):
    project = project_of(folder)["project"]
    assert distribution(project["name"]).version == project["version"]
    if folder != ROOT / "frameworks":  # the frameworks follow the calendar, because their contents do
        assert project["version"] == kompass_spec.__version__
    else:
        assert re.fullmatch(r"20\d\d\.([1-9]|1[0-2])\.\d+", project["version"])
    if folder != ROOT:
        major, minor, _ = kompass_spec.__version__.split(".")
        in_step = f"kompass-spec>={major}.{minor},<{major}.{int(minor) + 1}"
        (needed,) = (one for one in project["dependencies"] if one.startswith("kompass-spec"))
        # What brings data alone is read by every version that reads all that it has released; code is built
        # for one of them.
        least = least_core(read_ledger(package_of(folder))).removesuffix(".0")
        assert needed == (f"kompass-spec>={least}" if project["name"] in DATA_ALONE else in_step)


@each_distribution
def test_every_distribution_is_made_alike(folder):
    whole = project_of(folder)
    project = whole["project"]
    assert whole["build-system"]["build-backend"] == "hatchling.build"
    assert project["requires-python"] == ">=3.11"
    # Fonts keep the licence that they came with, which stands beside them.
    fonts = [file.relative_to(folder).as_posix() for file in sorted(folder.glob("src/*/fonts/OFL.txt"))]
    licence = "EUPL-1.2 AND OFL-1.1" if fonts else "EUPL-1.2"
    assert (project["license"], project["license-files"]) == (licence, ["LICENSE", *fonts])
    assert "dynamic" not in project
    assert (folder / "LICENSE").read_bytes() == (ROOT / "LICENSE").read_bytes()
    assert len((folder / project["readme"]).read_text("utf-8")) > 500
    assert "Typing :: Typed" in project["classifiers"]


@each_distribution
def test_a_package_holds_what_its_wheel_may_bring_and_nothing_else(folder):
    """The wheels themselves are held against the same table where they are built."""
    package = package_of(folder)
    names = [path.relative_to(package).as_posix() for path in tracked_files() if package in path.parents]
    assert BRINGS["strays"](name_of(folder), names) == []
    assert BRINGS["unused"](name_of(folder), names) == []


def test_the_table_of_contents_has_every_distribution():
    assert set(BRINGS["CONTENTS"]) == NAMES


@pytest.mark.parametrize(
    "stray",
    [
        "schema_generator/shapes.py",
        "documents/schemas/refresh_schemas.py",
        "releases/conformance/make_vectors.py",
        "pytest_plugin.py",
        "testing/contracts.py",
        "documents/schemas/1/edition.json.orig",
        "cli/new/templates/notes.md",
    ],
)
def test_what_strays_into_the_core_is_found(stray):
    assert BRINGS["strays"]("kompass-spec", ["model/edition.py", stray]) == [stray]


@each_distribution
def test_no_package_but_the_testing_kit_imports_what_only_tests_need(folder):
    found = BRINGS["test_tools"](
        (path.relative_to(ROOT).as_posix(), path.read_text("utf-8"))
        for path in package_of(folder).rglob("*.py")
    )
    assert bool(found) == (folder.name == "kompass-testing"), found


def test_what_imports_the_tools_of_tests_is_found():
    late = "def check():\n    from pytest import raises\n"
    modules = [
        ("late.py", late),
        ("plain.py", "import pytest_like\n"),
        ("kit.py", "import hypothesis.stateful"),
    ]
    assert BRINGS["test_tools"](modules) == ["kit.py", "late.py"]


@each_plugin
def test_every_plugin_has_tests_of_its_own(folder):
    assert list((folder / "tests").glob("test_*.py"))


def test_no_two_test_modules_have_one_name():
    names = [path.name for path in tracked_files() if path.match("test_*.py")]
    assert len(names) > 10
    assert sorted(names) == sorted(set(names))


def test_the_licence_is_whole():
    text = (ROOT / "LICENSE").read_text("utf-8")
    articles = [int(number) for number in re.findall(r"(?m)^(\d+)\.\w", text)]
    assert articles == list(range(1, 16))
    assert text.startswith("EUROPEAN UNION PUBLIC LICENCE v. 1.2\n")
    assert "Appendix" in text
    assert text.endswith("require the production of a new EUPL version.\n")


MACHINE = re.compile(
    rb"(?<![\w.-])/(work|root|farm|Users)/[\w.]|(?<![\w.-])/home/[a-z]|files\.pythonhosted\.org|pypi\.org"
    rb"|npmjs\.(?:org|com)|\b(?:\d{1,3}\.){3}\d{1,3}:\d{4,5}\b"
)


def test_no_file_names_a_machine():
    found = {
        str(path.relative_to(ROOT)): match[0]
        for path in tracked_files()
        if path.name != "uv.lock" and path != Path(__file__)
        for match in MACHINE.finditer(path.read_bytes())
    }
    assert found == {}


def modules():
    """Return every module of a package of the workspace with its syntax tree."""
    paths = [path for folder in FOLDERS for path in sorted(package_of(folder).rglob("*.py"))]
    assert len(paths) > 50
    return [(path, ast.parse(path.read_text("utf-8"))) for path in paths]


def imports_of(tree):
    """Iterate over pairs of module and name that a module imports; the name is empty for a whole module."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((alias.name, "") for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from ((node.module or "", alias.name) for alias in node.names)


def may_be_missing(tree):
    """Iterate over the packages that are imported where it is caught that they are not installed."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Try) and any(
            isinstance(handler.type, ast.Name) and handler.type.id == "ImportError"
            for handler in node.handlers
        ):
            yield from (module.partition(".")[0] for step in node.body for module, _ in imports_of(step))


@pytest.mark.slow
def test_annotations_are_real_where_attrs_reads_them():
    """House rule: no postponed annotations in modules of attrs classes."""
    postponed = [
        path.name
        for path, tree in modules()
        if ("__future__", "annotations") in set(imports_of(tree))
        and any(module.partition(".")[0] in {"attr", "attrs"} for module, _ in imports_of(tree))
    ]
    assert postponed == []


COMMAND = re.compile(r"kompass_spec\.__main__|kompass_spec\.cli\.(\w+_command|new\.command)")


def dotted(path):
    """Return the name by which a module of the workspace is imported."""
    (package,) = (package for folder in FOLDERS if (package := package_of(folder)) in path.parents)
    return ".".join(path.relative_to(package.parent).with_suffix("").parts)


def named_by(tree):
    """Iterate over what could name a module in another: what it imports, and the texts of lazy tables."""
    for module, name in imports_of(tree):
        yield from (module, f"{module}.{name}")
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield from (node.value, f"kompass_spec.{node.value}")


@pytest.mark.slow
def test_every_module_is_used():
    """A module that nothing names is a generator or left over; commands and entry points have names."""
    points = {
        value.partition(":")[0]
        for folder in FOLDERS
        for group in project_of(folder)["project"].get("entry-points", {}).values()
        for value in group.values()
    }
    trees = {dotted(path): tree for path, tree in modules() if path.name != "__init__.py"}
    named = {name: other for other, tree in trees.items() for name in named_by(tree) if name != other}
    faces = {name for path, tree in modules() if path.name == "__init__.py" for name in named_by(tree)}
    # What the kit has for the tests of others, its page names.
    kit = set(
        re.findall(r"`(kompass_testing\.\w+)`", (ROOT / "docs/reference/testing.md").read_text("utf-8"))
    )
    known = {*named, *faces, *points, *kit}
    unused = [name for name in trees if name not in known and not COMMAND.fullmatch(name)]
    assert unused == []


def test_modules_hold_one_topic_each():
    long = {
        str(path.relative_to(ROOT)): count
        for path in tracked_files()
        if path.suffix == ".py" and (count := path.read_text("utf-8").count("\n")) > 600
    }
    assert long == {}


@pytest.mark.slow
def test_only_the_command_prints():
    printing = [
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for path, tree in modules()
        if not path.is_relative_to(ROOT / "kompass_spec/cli")
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "print"
    ]
    assert printing == []


HEAVY = {
    *("rich", "jinja2", "pygal", "rapidfuzz", "tqdm", "babel", "hypothesis", "pytest", "lxml", "numpy"),
    *("python_calamine", "xlsxwriter"),
}


def loaded_by(statement):
    """Return the names of the distributions' top-level
    packages that a fresh interpreter loads for a statement."""
    done = subprocess.run(
        [sys.executable, "-X", "importtime", "-c", statement], capture_output=True, text=True, check=True
    )
    names = {line.rpartition("|")[2].strip() for line in done.stderr.splitlines() if line.count("|") == 2}
    assert "site" in names
    return {name.partition(".")[0] for name in names}


@each_distribution
def test_importing_a_plugin_loads_nothing_heavy(folder):
    """Listing plugins must not wait for what they may need later."""
    points = project_of(folder)["project"].get("entry-points", {}).get("kompass", {})
    loaded = loaded_by(f"import {', '.join([package_of(folder).name, *points.values()])}")
    assert package_of(folder).name in loaded
    assert loaded & HEAVY == set()


def test_importing_the_core_loads_nothing_but_itself():
    assert loaded_by("import kompass_spec") & {*HEAVY, "attr", "attrs", "cattrs", "pluggy", "rpds"} == set()


@pytest.mark.slow
def test_what_a_package_imports_is_declared():
    """What a package imports stands in its dependencies, so that it works where nothing else is installed.

    What it does without where it is missing stands in an extra.
    """
    known = {name.replace("-", "_"): name for name in NAMES} | {
        "attr": "attrs",
        "charset_normalizer": "charset-normalizer",
        "docx": "python-docx",
        "jsonschema_rs": "jsonschema-rs",
        "python_calamine": "python-calamine",
        "rpds": "rpds-py",
        "yaml": "pyyaml",
    }
    for folder in FOLDERS:
        project = project_of(folder)["project"]
        declared = {re.split(r"[^\w-]", needed)[0] for needed in project["dependencies"]} | {project["name"]}
        extras = {
            re.split(r"[^\w-]", needed)[0]
            for extra in project.get("optional-dependencies", {}).values()
            for needed in extra
        }
        for path in package_of(folder).rglob("*.py"):
            tree = ast.parse(path.read_text("utf-8"))
            top = {module.partition(".")[0] for module, _ in imports_of(tree) if module}
            needed = {known.get(name, name) for name in top - set(sys.stdlib_module_names)}
            assert needed <= declared | (extras & set(may_be_missing(tree))), path.relative_to(ROOT)
