"""Every distribution builds, and its wheel works where nothing else of the project is."""

import hashlib
import json
import os
import re
import runpy
import shutil
import subprocess
import sys
import tarfile
import tomllib
import zipfile
from pathlib import Path

import pytest

import kompass_spec
from kompass_spec.cli.new.scaffold import KINDS

pytestmark = pytest.mark.wheels

ROOT = Path(__file__).parents[2]
EXAMPLE = ROOT / "docs/examples/ornskoldsvik-2017.md"
FOLDERS = [ROOT, ROOT / "frameworks", *sorted(ROOT.glob("plugins/*/"))]
PLUGINS = FOLDERS[2:]
BRINGS = runpy.run_path(str(ROOT / "tests/workspace/contents.py"))
OURS = {"VIRTUAL_ENV", "PYTHONPATH", "UV_PROJECT_ENVIRONMENT", "KOMPASS_PLUGINS"}
ENVIRONMENT = {name: value for name, value in os.environ.items() if name not in OURS}


def project_of(folder):
    return tomllib.loads((folder / "pyproject.toml").read_text("utf-8"))


def package_of(folder):
    (package,) = project_of(folder)["tool"]["hatch"]["build"]["targets"]["wheel"]["packages"]
    return folder / package


def name_of(folder):
    return project_of(folder)["project"]["name"]


def run(*command, folder=None):
    done = subprocess.run(
        [str(part) for part in command],
        cwd=folder,
        env=ENVIRONMENT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


class Clean:
    """A virtual environment with nothing in it but what it is given."""

    def __init__(self, folder):
        self.folder = folder
        run("uv", "venv", "--quiet", "--python", sys.executable, folder)

    def install(self, *what):
        run("uv", "pip", "install", "--quiet", "--python", self.folder / "bin/python", *what)
        return self

    def kompass(self, *arguments, folder):
        return run(self.folder / "bin/kompass", *arguments, folder=folder)

    def refused(self, *arguments, folder):
        """Return the sentences with which a command refuses."""
        done = subprocess.run(
            [self.folder / "bin/kompass", *arguments],
            cwd=folder,
            env=ENVIRONMENT,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 1, done.stdout
        return done.stderr

    def python(self, *arguments, folder):
        return run(self.folder / "bin/python", *arguments, folder=folder)


@pytest.fixture(scope="session")
def built(tmp_path_factory):
    """Build the source distribution of every member, and the wheel from that; return the folder."""
    folder = tmp_path_factory.mktemp("built")
    run("uv", "build", "--quiet", "--all-packages", "--out-dir", folder, folder=ROOT)
    return folder


def wheel_of(folder, built):
    (wheel,) = built.glob(f"{package_of(folder).name}-*.whl")
    return wheel


@pytest.fixture(scope="session")
def everything(built, tmp_path_factory):
    """Return an environment with the wheels of all distributions."""
    wheels = [wheel_of(folder, built) for folder in FOLDERS]
    return Clean(tmp_path_factory.mktemp("everything") / "env").install(*wheels)


@pytest.fixture(scope="session")
def core(built, tmp_path_factory):
    """Return an environment with the core alone."""
    return Clean(tmp_path_factory.mktemp("core") / "env").install(wheel_of(ROOT, built))


@pytest.mark.parametrize("folder", FOLDERS, ids=name_of)
def test_a_wheel_holds_the_whole_package_and_nothing_else(folder, built):
    package = package_of(folder)
    wanted = {
        f"{package.name}/{path.relative_to(package).as_posix()}"
        for path in package.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    with zipfile.ZipFile(wheel_of(folder, built)) as wheel:
        names = wheel.namelist()
    described = {name for name in names if name.partition("/")[0].endswith(".dist-info")}
    assert set(names) - described == wanted
    assert f"{package.name}/py.typed" in wanted
    assert [name for name in described if name.endswith(".dist-info/licenses/LICENSE")]


@pytest.mark.parametrize("folder", FOLDERS, ids=name_of)
def test_a_wheel_brings_no_stray(folder, built):
    package = package_of(folder).name
    with zipfile.ZipFile(wheel_of(folder, built)) as wheel:
        names = [name for name in wheel.namelist() if not name.partition("/")[0].endswith(".dist-info")]
        modules = [(name, wheel.read(name).decode()) for name in names if name.endswith(".py")]
    assert {name.partition("/")[0] for name in names} == {package}
    inside = [name.removeprefix(f"{package}/") for name in names]
    assert BRINGS["strays"](name_of(folder), inside) == []
    assert BRINGS["unused"](name_of(folder), inside) == []
    assert folder.name == "kompass-testing" or BRINGS["test_tools"](modules) == []


@pytest.mark.parametrize(
    ("folder", "ending"),
    [
        (ROOT, ".mo"),
        (ROOT, "schemas/1/edition.json"),
        (ROOT, "registry/pins.json"),
        (ROOT, "conformance/releases/scoring/1.0.0.json"),
        (ROOT / "frameworks", "edition.toml"),
        (ROOT / "plugins/kompass-render-html", ".css"),
        (ROOT / "plugins/kompass-variant-no", "nn/LC_MESSAGES/kompass.mo"),
        (ROOT / "plugins/kompass-variant-dk", "releases/dk-2009/1.0.0.json"),
    ],
    ids=["catalogues", "schemas", "pins", "vectors", "editions", "templates", "languages", "releases"],
)
def test_data_travels_with_its_package(folder, ending, built):
    with zipfile.ZipFile(wheel_of(folder, built)) as wheel:
        assert [name for name in wheel.namelist() if name.endswith(ending)]


@pytest.mark.parametrize("folder", FOLDERS, ids=name_of)
def test_a_source_distribution_holds_what_a_wheel_is_built_from(folder, built):
    (archive,) = built.glob(f"{package_of(folder).name}-*.tar.gz")
    with tarfile.open(archive) as source:
        names = {name.partition("/")[2] for name in source.getnames()}
    assert {"pyproject.toml", "README.md", "LICENSE", "PKG-INFO"} <= names
    assert not [name for name in names if name.startswith((".venv", "docs/", "site/"))]


def test_the_report_is_made_outside_the_checkout(everything, tmp_path):
    shutil.copy(EXAMPLE, tmp_path / "report.md")
    everything.kompass("report", "report.md", "-o", "report.html", folder=tmp_path)
    page = (tmp_path / "report.html").read_text("utf-8")
    assert page.startswith("<!DOCTYPE html>")
    assert "Örnsköldsvik" in page
    assert "2017" in everything.kompass("report", "report.md", "--lang", "en", folder=tmp_path)
    for language, word in (
        ("nb", "De åtte områdene"),
        ("nn", "Dei åtte områda"),
        ("da", "De otte områder"),
    ):
        assert word in everything.kompass("report", "report.md", "--lang", language, folder=tmp_path)


def test_what_was_released_is_verified_from_the_wheels_alone(everything, tmp_path):
    """Law 4, as installed: every byte, every chain and
    every golden score, with no network and no checkout."""
    found = json.loads(everything.kompass("verify", "--json", folder=tmp_path))
    listed = {ledger["distribution"]: ledger for ledger in found["ledgers"]}
    lines = (ROOT / "frameworks/kompass_frameworks/ledger.jsonl").read_bytes().splitlines(keepends=True)
    ours = listed["kompass-frameworks"]
    assert (ours["entries"], ours["unchecked"]) == (len(lines), [])
    assert ours["head"] == hashlib.sha256(lines[-1]).hexdigest()
    vectors = (ROOT / "kompass_spec/releases/conformance/ledger.jsonl").read_bytes().splitlines(keepends=True)
    assert listed["kompass-spec"]["entries"] == len(vectors)
    assert listed["kompass-spec"]["head"] == hashlib.sha256(vectors[-1]).hexdigest()


def test_an_installed_release_that_was_altered_is_found(built, tmp_path):
    clean = Clean(tmp_path / "env").install(*(wheel_of(folder, built) for folder in FOLDERS))
    (place,) = (tmp_path / "env").rglob("kompass_frameworks/releases/se-2016/1.0.0.json")
    content = place.read_bytes()
    place.unlink()  # the file may be a link to the one in uv's cache, which others install from
    place.write_bytes(content.replace(b"2019", b"2018", 1))
    done = subprocess.run(
        [clean.folder / "bin/kompass", "verify"],
        cwd=tmp_path,
        env=ENVIRONMENT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert "se-2016@1.0.0 is not what was published" in done.stderr
    assert "Traceback" not in done.stderr


def test_the_extra_all_takes_every_distribution_from_the_repository(tmp_path):
    """As documented; by name alone they would be asked for
    at the public index, where a stranger may have them."""
    if not (ROOT / ".git").exists():
        pytest.skip("this is no checkout")
    clean = Clean(tmp_path / "env").install(f"kompass-spec[all] @ git+{ROOT.as_uri()}")
    frozen = run("uv", "pip", "freeze", "--python", clean.folder / "bin/python").splitlines()
    ours = {line.partition(" @ ")[0]: line for line in frozen if line.startswith("kompass-")}
    assert set(ours) == {name_of(folder) for folder in FOLDERS}
    assert all(f" @ git+{ROOT.as_uri()}@" in line for line in ours.values()), frozen
    assert json.loads(clean.kompass("plugins", "--json", folder=tmp_path))["failures"] == []


def test_every_plugin_is_listed(everything, tmp_path):
    listed = json.loads(everything.kompass("plugins", "--json", folder=tmp_path))
    assert listed["failures"] == []
    assert {plugin["distribution"] for plugin in listed["plugins"]} == {
        name_of(folder)
        for folder in FOLDERS[1:]
        if folder.name not in {"kompass-drawings", "kompass-site", "kompass-testing"}
    }


def test_the_core_alone_lists_nothing_without_failing(core, tmp_path):
    assert core.kompass("--version", folder=tmp_path) == f"kompass {kompass_spec.__version__}\n"
    assert json.loads(core.kompass("editions", "--json", folder=tmp_path)) == {"editions": []}
    assert "No edition is installed" in core.kompass("editions", folder=tmp_path)
    listed = json.loads(core.kompass("plugins", "--json", folder=tmp_path))
    assert listed == {"failures": [], "plugins": [], "slow": []}
    code = (
        "import kompass_spec; print([getattr(kompass_spec, name) for name in dir(kompass_spec) if not"
        " name[0] == '_'])"
    )
    assert "kompass_spec" in core.python("-W", "error", "-c", code, folder=tmp_path)


def own_tests(clean, tests, folder):
    """Return what pytest says of folders of tests in a clean environment, with the project's settings."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["pytest"]["ini_options"]
    # Which tests a person runs; what takes longer needs programs that no environment brings, or only time.
    marked = settings["addopts"][settings["addopts"].index("-m") + 1]
    if all("pytestmark = pytest.mark.slow" in path.read_text("utf-8") for path in tests[0].glob("test_*.py")):
        marked = marked.replace(" and not slow", "")
    return clean.python(
        *("-m", "pytest", "-q", "-p", "no:cacheprovider", "--hypothesis-profile=quick"),
        *("-c", ROOT / "pyproject.toml", "--rootdir", ROOT),
        # The settings ask for all cores, which is pytest-xdist's to give and nothing that a plugin declares.
        *("-o", "addopts=--strict-markers --strict-config --import-mode=importlib --doctest-modules"),
        *("-m", marked, *tests),
        folder=folder,
    )


ROOMS = ("model", "documents", "plugins", "registry", "wording", "results")
"""The rooms of the core whose tests need no plugin; what does need one there is skipped without it."""


def test_the_cores_own_tests_pass_with_no_plugin_installed(built, tmp_path):
    """Design: "The core's own tests also pass with no plugin installed …\""""
    clean = Clean(tmp_path / "env").install(
        wheel_of(ROOT, built), wheel_of(ROOT / "plugins/kompass-testing", built)
    )
    rooms = [ROOT / "tests" / room for room in ROOMS]
    assert " passed" in own_tests(clean, rooms, tmp_path)


PARTNER = {
    "pyproject.toml": (
        """
[build-system]
requires = ["hatchling>=1.27"]
build-backend = "hatchling.build"

[project]
name = "ks-kommunekompasset"
version = "2027.2.0"
dependencies = ["kompass-spec>=0.2,<0.3"]

[project.entry-points.kompass]
frameworks = "ks_kommunekompasset"
"""
    ),
    "ks_kommunekompasset/__init__.py": (
        """
from importlib.resources import files

from kompass_spec import hookimpl

kompass_api = 1


class Norway:
    name = "ks"

    @property
    def folder(self):
        return files("ks_kommunekompasset")


@hookimpl
def kompass_frameworks():
    return [Norway()]
"""
    ),
}


def test_a_partner_takes_an_id_over_as_two_installed_wheels(built, tmp_path):
    """Rule: an id is its first publisher's until its ledger
    hands it over; then the other publishes what comes."""
    ours = tmp_path / "ours"
    shutil.copytree(ROOT / "plugins/kompass-variant-no", ours, ignore=shutil.ignore_patterns("__pycache__"))
    framework = ours / "src/kompass_variant_no"
    *_, last = map(json.loads, (framework / "ledger.jsonl").read_text("utf-8").splitlines())
    by = ("--date", last["date"], "--reviewed-by", "A. Reviewer")
    theirs = tmp_path / "theirs"
    draft = theirs / "ks_kommunekompasset/editions/no-2010/edition.toml"
    draft.parent.mkdir(parents=True)
    for name, text in PARTNER.items():
        (theirs / name).write_text(text, "utf-8")
    text = (framework / "editions/no-2010/edition.toml").read_text("utf-8")
    text = text.replace('release = "1.0.1"', 'release = "1.0.2"')
    draft.write_text(
        text.replace('title.en = "Kommunekompasset 2010"', 'title.en = "The Compass, 2010"'), "utf-8"
    )
    core, sweden = wheel_of(ROOT, built), wheel_of(ROOT / "frameworks", built)
    clean = Clean(tmp_path / "env").install(
        core, sweden, wheel_of(ROOT / "plugins/kompass-variant-no", built)
    )
    refused = clean.refused("release", draft, *by, folder=tmp_path)
    assert "'no-2010' is kompass-variant-no's" in refused

    over = ("release", "no-2010", "--hand-over", "ks-kommunekompasset", "--reason", "KS publishes it itself.")
    clean.kompass(*over, *by, "--framework", framework, folder=tmp_path)
    run("uv", "build", "--quiet", "--wheel", "--out-dir", tmp_path / "wheels", folder=ours)
    (handed,) = (tmp_path / "wheels").glob("kompass_variant_no-*.whl")
    clean.install("--reinstall-package", "kompass-variant-no", handed)
    assert "release: edition no-2010@1.0.2" in clean.kompass("release", draft, *by, folder=tmp_path)
    run("uv", "build", "--quiet", "--wheel", "--out-dir", tmp_path / "wheels", folder=theirs)
    (wheel,) = (tmp_path / "wheels").glob("ks_kommunekompasset-*.whl")
    clean.install(wheel)

    listed = json.loads(clean.kompass("editions", "--json", folder=tmp_path))
    assert "warnings" not in listed
    assert {one["id"]: one["release"] for one in listed["editions"]}["no-2010"] == "1.0.2"
    assert "The Compass, 2010" in clean.kompass("show", "no-2010", "--json", folder=tmp_path)
    assert "Kommunekompasset 2010" in clean.kompass("show", "no-2010@1.0.1", "--json", folder=tmp_path)
    checked = json.loads(clean.kompass("check", "--json", folder=tmp_path))
    assert {"file": "no-2010-to-se-2010", "holds": "mapping"} in checked["checked"]
    verified = json.loads(clean.kompass("verify", "--json", folder=tmp_path))["ledgers"]
    assert {one["distribution"]: one["entries"] for one in verified}.items() >= {
        "ks-kommunekompasset": 1,
        "kompass-variant-no": len((framework / "ledger.jsonl").read_text("utf-8").splitlines()),
    }.items()


OURS_BY_NAME = {name_of(folder): folder for folder in FOLDERS}


def with_needed(name):
    """Iterate over the folder of a distribution of ours and those of ours that it depends on."""
    if name in OURS_BY_NAME:
        yield OURS_BY_NAME[name]
        for needed in project_of(OURS_BY_NAME[name])["project"]["dependencies"]:
            yield from with_needed(re.split(r"[^\w-]", needed)[0])


@pytest.mark.parametrize("folder", PLUGINS, ids=name_of)
def test_a_plugins_own_tests_need_only_what_it_declares(folder, built, tmp_path):
    """Design: "… and a plugin's own tests with nothing but its declared dependencies.\""""
    needed = project_of(folder)["dependency-groups"]["test"]
    others = [name for name in needed if name not in OURS_BY_NAME]
    folders = {folder, ROOT, *(other for name in needed for other in with_needed(name))}
    folders |= set(with_needed(name_of(folder)))
    clean = Clean(tmp_path / "env").install(*(wheel_of(one, built) for one in folders), *others)
    assert " passed" in own_tests(clean, [folder / "tests"], tmp_path)


SCAFFOLDS = {
    **{kind: ("plugin", "--kind", kind, "--name", "my-own") for kind in KINDS},
    "variant": ("variant", "--country", "is"),
    "edition": ("edition", "is-2024"),
}


@pytest.mark.parametrize("what", SCAFFOLDS)
def test_what_is_made_new_passes_its_contract_types_and_lint_at_birth(what, built, tmp_path):
    assert_well_made(SCAFFOLDS[what], built, tmp_path)


@pytest.mark.parametrize("kind", ["importer", "renderer"])
def test_what_a_page_makes_of_it_passes_them_too(kind, built, tmp_path):
    text = (ROOT / f"docs/how-to/write-{'an' if kind == 'importer' else 'a'}-{kind}.md").read_text("utf-8")
    # The page on importers makes one of comma-separated values, which a renderer of ours already writes.
    name = "csv" if kind == "importer" else "tsv"
    marked = rf"^```python\n# kompass-\w+-{name}/(\S+)\n(.*?)^```$"
    blocks = re.findall(marked, text, re.MULTILINE | re.DOTALL)
    assert blocks
    assert_well_made(("plugin", "--kind", kind, "--name", name), built, tmp_path, blocks)


def assert_well_made(what, built, tmp_path, blocks=()):
    """Make a distribution, put blocks of a page into it, install
    it beside built wheels, and let its own tests judge."""
    made = tmp_path / "made"
    wheels = [
        wheel_of(folder, built) for folder in (ROOT, ROOT / "frameworks", ROOT / "plugins/kompass-testing")
    ]
    clean = Clean(tmp_path / "env").install(*wheels)
    clean.kompass("new", *what, "--output", made, folder=tmp_path)
    for file, body in blocks:
        (made / file).parent.mkdir(parents=True, exist_ok=True)
        (made / file).write_text(body, "utf-8")
    clean.install(made)
    listed = json.loads(clean.kompass("plugins", "--json", folder=tmp_path))
    assert listed["failures"] == []
    assert project_of(made)["project"]["name"] in {one["distribution"] for one in listed["plugins"]}
    assert " passed" in clean.python("-m", "pytest", "-q", "-p", "no:cacheprovider", made, folder=made)
    python = clean.folder / "bin/python"
    run(sys.executable, "-m", "mypy", "--python-executable", python, "src", "tests", folder=made)
    run(sys.executable, "-m", "ruff", "check", ".", folder=made)
    run(sys.executable, "-m", "ruff", "format", "--check", ".", folder=made)


def shell(command, folder, **environment):
    """Run a line as a person types it; return what it writes."""
    done = subprocess.run(
        ["bash", "-c", command],
        cwd=folder,
        env={**ENVIRONMENT, **environment},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, f"{command}\n{done.stdout}{done.stderr}"
    return done.stdout


def add(file, key, table, line):
    """Add a line to a table of TOML, or to a list in it, as a person would."""
    lines = file.read_text("utf-8").splitlines()
    place = lines.index(f"[{table}]")
    if key is not None:
        place = next(n for n in range(place, len(lines)) if lines[n].startswith(f"{key} = ["))
        if lines[place].endswith("]"):
            lines[place] = f"{lines[place][:-1]}, {line.rstrip(',')}]"
            line = None
    if line is not None:
        lines.insert(place + 1, line)
    file.write_text("\n".join(lines) + "\n", "utf-8")


def follow(words, folder, environment):
    """Do literally what ``kompass new`` says, line by line; return the commands."""
    commands: list[str] = []
    file = Path()
    for line in words.splitlines():
        if found := re.fullmatch(r"(?:Make it a member of the workspace\. )?In (\S+) add", line):
            file = Path(found[1])
        elif found := re.fullmatch(r"  to (?:(\w+) of )?\[(.+?)\]: (.+)", line):
            add(file, found[1], found[2], found[3])
        elif found := re.fullmatch(r"  to OURS: (.+)", line):
            text = file.read_text("utf-8").replace(
                "frozenset(\n    {\n", f"frozenset(\n    {{\n{found[1]}\n", 1
            )
            file.write_text(text, "utf-8")
        elif line.startswith("  "):
            commands.append(line.strip())
            shell(line, folder, **environment)
        else:
            assert line == f"Then run in {folder}"
    return commands


MEMBERS = {
    "a variant in a folder of its own": ("variant", "--country", "is", "--output", "kompass-variant-is"),
    "a plugin among the others": (
        "plugin", "--kind", "renderer", "--name", "own", "--output", "plugins/kompass-render-own",
    ),
}  # fmt: skip


@pytest.mark.parametrize("what", MEMBERS)
def test_within_the_repository_its_own_words_lead_to_what_works(what, tmp_path):
    repository = tmp_path / "repository"
    left_out = shutil.ignore_patterns(".git", ".venv", "__pycache__", ".*_cache", "site")
    shutil.copytree(ROOT, repository, ignore=left_out)
    environment = {"UV_PROJECT_ENVIRONMENT": str(tmp_path / "env")}
    asked = " ".join(("uv run kompass new", *MEMBERS[what], "--json"))
    made = json.loads(shell(asked, repository, **environment))
    shell("uv run kompass editions", repository, **environment)
    commands = follow(made["next_step"], repository, environment)
    assert commands[:2] == ["uv lock", "uv sync"]
    (name,) = {file.parent.name for file in (repository / made["folder"]).glob("pyproject.toml")}
    listed = json.loads(shell("uv run kompass plugins --json", repository, **environment))
    assert name in {plugin["distribution"] for plugin in listed["plugins"]}
    shell("uv run kompass editions", repository, **environment)


@pytest.mark.parametrize("what", ["variant", "renderer"])
def test_outside_its_own_words_lead_to_what_works(what, core, built, tmp_path):
    made = tmp_path / "made"
    asked = SCAFFOLDS[what]
    said = json.loads(core.kompass("new", *asked, "--output", made, "--json", folder=tmp_path))
    assert said["next_step"] == f"Install it with its tests and run them: see {made / 'README.md'}."
    block = re.search(
        r"^```sh\n(.*?)^```$", (made / "README.md").read_text("utf-8"), re.MULTILINE | re.DOTALL
    )
    assert block is not None
    lines = [line.replace("WHEELS", str(built)) for line in block[1].splitlines()]
    assert lines[0] == "uv venv"
    for line in lines:
        shell(line, made)
    name = project_of(made)["project"]["name"]
    assert name in shell("uv run kompass plugins", made)
    shell("uv run kompass editions", made)


def test_a_report_is_made_where_the_distributions_lie_in_a_zip(everything, built, tmp_path):
    """A zip of all wheels before the installed libraries, as an application in one file has them."""
    with zipfile.ZipFile(tmp_path / "all.zip", "w") as whole:
        for folder in FOLDERS:
            with zipfile.ZipFile(wheel_of(folder, built)) as wheel:
                for name in wheel.namelist():
                    whole.writestr(name, wheel.read(name))
    (libraries,) = (everything.folder / "lib").glob("python*/site-packages")
    path = os.pathsep.join([str(tmp_path / "all.zip"), str(libraries)])
    program = (
        f"import sys; sys.path[:0] = {path!r}.split({os.pathsep!r}); import kompass_spec;"
        " assert '.zip' in kompass_spec.__file__; from kompass_spec.cli import main; sys.exit(main())"
    )
    # Without -S the environment's own path would stand first.
    run(sys.executable, "-S", "-c", program, "report", EXAMPLE, "-o", "zipped.html", folder=tmp_path)
    everything.kompass("report", EXAMPLE, "-o", "installed.html", folder=tmp_path)
    assert (tmp_path / "zipped.html").read_bytes() == (tmp_path / "installed.html").read_bytes()
