"""What all tests of the repository share: the command run as a person would, and the shipped report."""

import io
import json
import os
import shutil
import subprocess
import sys
import textwrap
import warnings
from contextlib import chdir, contextmanager, redirect_stderr, redirect_stdout
from importlib.metadata import entry_points
from pathlib import Path
from unittest.mock import patch

import pytest

from kompass_spec.cli import main
from kompass_spec.releases import days
from kompass_spec.wording import wording

ROOT = Path(__file__).parents[1]
FRAMEWORK = ROOT / "frameworks/kompass_frameworks"
FIRST_DRAFTS = ROOT / "tests/first_drafts"

# They measure with what the group `lint` brings, and .ci/run runs them; a newcomer's tests need neither.
# The works of the peers run in environments of their own, with packages that are not installed here.
collect_ignore = ["complexity.py", "rooms.py", "benchmarks/peers/works"]


UNWATCHED = tuple(f"tests/{topic}/" for topic in ("contracts", "docs", "scaffolding", "workspace"))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item):
    """Where it is measured what the tests cover, leave out the processes that tests of these folders start.

    They are about the repository itself or run pytest, and being watched they take very long.
    """
    with pytest.MonkeyPatch.context() as patched:
        if item.nodeid.startswith(UNWATCHED):
            patched.delenv("COVERAGE_PROCESS_CONFIG", raising=False)
        return (yield)


class Ran:
    """The outcome of one run of the command."""

    def __init__(self, code, out, err):
        self.code = code
        self.raw = out
        self.out = out.decode("utf-8")
        self.err = err.decode("utf-8")
        assert "Traceback" not in self.err, self.err

    @property
    def json(self):
        return json.loads(self.out)


@contextmanager
def surroundings(folder, environment):
    """Be in a folder, with other variables and with what they put on the path, and leave no trace of that."""
    paths = list(filter(None, environment.get("PYTHONPATH", "").split(os.pathsep)))
    known = set(sys.modules)
    # A process of its own would look anew for the words that plugins bring, which another test may have
    # installed since.
    wording._wording_of.cache_clear()  # noqa: SLF001 - only tests run several commands in one process
    with (
        chdir(folder),
        patch.dict(os.environ, environment),
        patch.object(sys, "path", [*paths, *sys.path]),
        warnings.catch_warnings(action="error"),
    ):
        yield
    for name in set(sys.modules) - known:
        file = getattr(sys.modules[name], "__file__", None) or ""
        if paths and file.startswith(tuple(paths)):
            del sys.modules[name]


def run_here(arguments, folder, environment, *, together=False):
    """Run the command within this process: an interpreter of
    its own would take ten times as long to start as to answer.

    Return the exit code and the bytes of both streams; all of them are in the first where they go
    ``together``.
    """
    out, err = io.BytesIO(), io.BytesIO()
    with surroundings(folder, environment):
        streams = (
            io.TextIOWrapper(out, "utf-8", newline="\n", write_through=together),
            io.TextIOWrapper(out if together else err, "utf-8", newline="\n", write_through=True),
        )
        with redirect_stdout(streams[0]), redirect_stderr(streams[1]):
            code = main(list(map(str, arguments)))
        for stream in streams:
            stream.flush()
            stream.detach()
    return code, out.getvalue(), err.getvalue()


def run_apart(arguments, folder, environment):
    """Run the command in an interpreter of its own, as a person does."""
    done = subprocess.run(
        [sys.executable, "-W", "error", "-m", "kompass_spec", *map(str, arguments)],
        cwd=folder,
        env={**os.environ, **environment},
        capture_output=True,
        check=False,
        timeout=120,
    )
    return done.returncode, done.stdout, done.stderr


def runs_in(empty, how):
    """Return what runs the command in a folder, in the one that is given unless another is asked for."""
    return lambda *arguments, folder=empty, **environment: Ran(*how(arguments, folder, environment))


@pytest.fixture
def kompass(tmp_path):
    """Run the command in an empty folder."""
    return runs_in(tmp_path, run_here)


@pytest.fixture
def kompass_apart(tmp_path):
    """Run the command in an empty folder and in a process of its own."""
    return runs_in(tmp_path, run_apart)


@pytest.fixture(scope="session")
def run_kompass(tmp_path_factory):
    """Run the command in a folder that all tests share, for results that several of them look at."""
    return runs_in(tmp_path_factory.mktemp("shared"), run_here)


@pytest.fixture(scope="session", autouse=True)
def day():
    """The day that it is while tests run, whatever the clock says; a process of its own asks the clock."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(days, "today", lambda: "2027-12-31")
        yield


@pytest.fixture(scope="session")
def command():
    """Run the command with arguments, folder and environment; get its code and what it writes."""
    return run_here


@pytest.fixture(scope="session")
def first_published(tmp_path_factory):
    """The Swedish framework as it was when it had one
    release of everything, whatever has been published since.

    A ledger only grows, so its first lines are what it was then. The drafts of that day are kept beside the
    tests.
    """
    place = tmp_path_factory.mktemp("first") / "framework"
    shutil.copytree(
        FRAMEWORK,
        place,
        ignore=shutil.ignore_patterns("__pycache__", "*.py", "editions", "mappings", "releases"),
    )
    shutil.copytree(FIRST_DRAFTS, place, dirs_exist_ok=True)
    kept, seen = [], set()
    for line in (FRAMEWORK / "ledger.jsonl").read_bytes().splitlines(keepends=True):
        entry = json.loads(line)
        if entry["id"] in seen:
            break
        seen.add(entry["id"])
        kept.append(line)
        file = place / entry["file"]
        file.parent.mkdir(parents=True)
        shutil.copy(FRAMEWORK / entry["file"], file)
    (place / "ledger.jsonl").write_bytes(b"".join(kept))
    sections = (FRAMEWORK / "CHANGELOG.md").read_text("utf-8").split("\n## ")
    (place / "CHANGELOG.md").write_text("\n## ".join(sections[: len(kept) + 1]).rstrip("\n") + "\n", "utf-8")
    return place


@pytest.fixture(scope="session")
def report():
    """The shipped report."""
    return ROOT / "docs/examples/ornskoldsvik-2017.md"


@pytest.fixture(scope="session")
def sample():
    """The real report, where it is at hand."""
    path = ROOT.parent / "shared/samples/ornskoldsvik-2017-report.md"
    if not path.exists():
        pytest.skip("the real report is not part of the project")
    return path


class Site:
    """A folder of installed distributions, as on the path of a fresh interpreter."""

    def __init__(self, folder):
        self.folder = folder
        installed = {point.dist.name for point in entry_points(group="kompass") if point.dist is not None}
        self.ours = installed & {"kompass-frameworks", "kompass-import-report", "kompass-score-standard"}

    def install(
        self,
        distribution,
        source,
        kind="renderers",
        module=None,
        version="1.2",
        requires="kompass-spec>=0.2",
    ):
        name = module or distribution.replace("-", "_")
        (self.folder / f"{name}.py").write_text(textwrap.dedent(source), "utf-8")
        info = self.folder / f"{distribution.replace('-', '_')}-{version}.dist-info"
        info.mkdir()
        (info / "METADATA").write_text(
            f"Metadata-Version: 2.1\nName: {distribution}\nVersion: {version}\nRequires-Dist: {requires}\n"
        )
        (info / "entry_points.txt").write_text(f"[kompass]\n{kind} = {name}\n")
        return self

    def run(self, *arguments, **environment):
        """Run the command within this process, with what is installed here on its path."""
        code, out, err = run_here(arguments, Path.cwd(), self._variables(str(self.folder), environment))
        return subprocess.CompletedProcess(arguments, code, out.decode("utf-8"), err.decode("utf-8"))

    def run_apart(self, *arguments, **environment):
        """Run the command in an interpreter of its own, as a person does."""
        paths = os.pathsep.join([str(self.folder), *filter(None, [os.environ.get("PYTHONPATH")])])
        code, out, err = run_apart(arguments, Path.cwd(), self._variables(paths, environment))
        return subprocess.CompletedProcess(arguments, code, out.decode("utf-8"), err.decode("utf-8"))

    def _variables(self, paths, environment):
        installed = [info.name.partition("-")[0] for info in self.folder.glob("*.dist-info")]
        return {"PYTHONPATH": paths, "KOMPASS_PLUGINS": ",".join([*self.ours, *installed]), **environment}

    def pytest(self, *arguments, **environment):
        """Run pytest in the folder, as a partner would, with no setting of this repository."""
        paths = os.pathsep.join([str(self.folder), *filter(None, [os.environ.get("PYTHONPATH")])])
        kept = {name: value for name, value in os.environ.items() if not name.startswith("PYTEST_")}
        return subprocess.run(
            [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", "-p", "no:xdist", *arguments],
            cwd=self.folder,
            env={**kept, "PYTHONPATH": paths, "COLUMNS": "200", **environment},
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
            timeout=300,
        )

    def listed(self, **environment):
        result = self.run("plugins", "--json", **environment)
        assert result.returncode == 0, result.stderr
        return json.loads(result.stdout)


@pytest.fixture(scope="session")
def site_in():
    """Return an empty folder of distributions in the folder that is given."""
    return Site


@pytest.fixture
def site(tmp_path):
    """A folder of distributions that a test installs."""
    return Site(tmp_path)
