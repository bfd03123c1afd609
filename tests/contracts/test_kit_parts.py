"""The parts of the kit by themselves: what is watched, what is compared, and what is loaded."""

import os
import re
import socket
import sqlite3
import sys
import tempfile
import tomllib
import types
from importlib import import_module
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path

import pytest
from attrs import evolve

from kompass_spec import load_registry
from kompass_spec.model.problems import InputError, Problem
from kompass_spec.plugins.hooks import HOOKS, hookimpl
from kompass_spec.plugins.requests import ImportRequest, RenderRequest, SheetRequest
from kompass_spec.registry.registry import Registry
from kompass_testing import contracts
from kompass_testing.fresh_processes import UnreachableError, answers_elsewhere
from kompass_testing.golden_files import compare_golden
from kompass_testing.isolation import described, distribution_of, isolated_plugins
from kompass_testing.samples import full_assessment, sample_editions, scorecard_of
from kompass_testing.sheet_samples import everything
from kompass_testing.side_effects import state_of_process, watched
from kompass_testing.snapshots import first_difference, snapshot
from kompass_testing.use import told

ROOT = Path(__file__).parents[2]

WRITES = {
    "open": lambda place: (place / "a").write_text("x", "utf-8"),
    "append": lambda place: (place / "a").open("ab"),
    "os.open": lambda place: os.open(place / "a", os.O_CREAT | os.O_WRONLY),
    "mkdir": lambda place: (place / "a").mkdir(),
    "remove": lambda place: (place / "here").unlink(),
    "rename": lambda place: (place / "here").rename(place / "there"),
    "rename out of the temporary folder": lambda place: Path(tempfile.mkstemp()[1]).rename(place / "there"),
    "chmod": lambda place: (place / "here").chmod(0o600),
    "symlink": lambda place: (place / "b").symlink_to(place / "a"),
    "touch": lambda place: os.utime(place / "here"),
    "truncate": lambda place: os.truncate(place / "here", 0),
    "database": lambda place: sqlite3.connect(place / "a"),
}


@pytest.mark.parametrize("how", WRITES)
def test_whatever_writes_is_refused_and_noted(how, tmp_path):
    (tmp_path / "here").write_text("here", "utf-8")
    before = sorted(path.name for path in tmp_path.iterdir())
    with watched() as watch, pytest.raises((PermissionError, sqlite3.Error)):
        WRITES[how](tmp_path)
    assert len(watch.written) == 1
    assert sorted(path.name for path in tmp_path.iterdir()) == before
    assert (tmp_path / "here").read_text("utf-8") == "here"


def test_reading_and_the_temporary_folder_are_free(tmp_path):
    (tmp_path / "here").write_text("here", "utf-8")
    with watched() as watch:
        assert (tmp_path / "here").read_text("utf-8") == "here"
        with tempfile.TemporaryFile() as file:
            file.write(b"x")
        handle, name = tempfile.mkstemp()
        os.close(handle)
        Path(name).unlink()
        with tempfile.TemporaryDirectory() as folder:
            (Path(folder) / "inside").write_text("x", "utf-8")
        with Path(os.devnull).open("w", encoding="utf-8") as nothing:
            nothing.write("x")
        sqlite3.connect(":memory:").close()
        sys.stdout.write("said\n")
    assert (watch.written, watch.asked, watch.left, watch.printed) == ([], [], [], "said\n")
    (tmp_path / "after").write_text("x", "utf-8")


def test_what_is_left_is_told():
    with watched() as watch:
        Path(tempfile.gettempdir(), "left.txt").write_text("x", "utf-8")
    assert watch.left == ["left.txt"]
    assert watch.written == []


@pytest.mark.parametrize(
    "ask",
    [
        lambda: socket.create_connection(("127.0.0.1", 9), timeout=1),
        lambda: socket.getaddrinfo("localhost", 80),
        lambda: socket.socket(socket.AF_INET, socket.SOCK_DGRAM).sendto(b"x", ("127.0.0.1", 9)),
        lambda: socket.socket().bind(("127.0.0.1", 0)),
    ],
)
@pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::pytest.PytestUnraisableExceptionWarning")
def test_the_network_is_refused(ask):
    with watched() as watch, pytest.raises(PermissionError):
        ask()
    assert watch.asked


def test_the_state_of_the_process_is_what_all_share(monkeypatch, tmp_path):
    before = state_of_process()
    assert state_of_process() == before
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("KOMPASS_TEST", "1")
    changed = {name for name, state in state_of_process().items() if state != before[name]}
    assert changed == {"the working folder", "the environment variables"}


def test_a_snapshot_sees_every_public_change():
    edition = sample_editions()[0]
    card = scorecard_of(edition, full_assessment(edition))
    request = RenderRequest(scorecard=card, registry=Registry.of([edition]), language="sv")
    assert snapshot(request) == snapshot(evolve(request))
    others = [
        evolve(request, language="en"),
        evolve(request, history=(card,)),
        evolve(request, registry=Registry.of([evolve(edition, publisher="Another")])),
        evolve(request, scorecard=evolve(card, discrepancies=())),
    ]
    assert len({repr(snapshot(one)) for one in [request, *others]}) == 5
    error = InputError([Problem("odd", "Odd.")])
    assert snapshot(error) == ("InputError", (snapshot(error.problems[0]),))
    assert snapshot({"b": {2, 1}}) == ("dict", (("b", ("set", ("1", "2"))),))
    assert snapshot(1.5) == ("float", "1.5")


def test_the_first_difference_is_shown_where_it_is():
    assert first_difference("same", "same and more").endswith("from position 4")
    assert "position 60" in first_difference("a" * 60 + "b", "a" * 60 + "c")


def test_registries_cross_to_another_process():
    """Requests with the installed editions can be asked about elsewhere."""
    importer = import_module("kompass_import_report.plugin").ReportImporter()
    content = (ROOT / "docs/examples/ornskoldsvik-2017.md").read_bytes()
    request = ImportRequest(file="a.md", content=content, registry=load_registry())
    assert importer.read(request).assessments[0].edition == "se-2016"
    for answers in answers_elsewhere("importers", importer, "read", [request]):
        assert answers == [told(importer.read(request))]


def test_sheets_cross_to_another_process():
    """What is laid out elsewhere has the same bytes."""
    renderer = import_module("kompass_render_text.plugin").MarkdownRenderer()
    request = SheetRequest(sheet=everything())
    for answers in answers_elsewhere("renderers", renderer, "lay_out", [request]):
        assert answers == [told(renderer.lay_out(request))]


class Unpicklable:
    """It has the name of an installed one, and is another."""

    name = "markdown"

    def __init__(self):
        self.way = lambda: None


def test_what_cannot_cross_is_said():
    with pytest.raises(UnreachableError, match="neither pickled"):
        answers_elsewhere("renderers", Unpicklable(), "render", [])


@pytest.fixture
def from_a_file(tmp_path):
    """A renderer of a module that cannot be imported by its name, and the file of the module."""
    file = tmp_path / "acme_from_a_file.py"
    file.write_text(
        "class Shown:\n    name = 'shown'\n\n    def render(self, request):\n        return"
        " repr(request).encode()\n"
    )
    spec = spec_from_file_location("acme_from_a_file", file)
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    sys.modules["acme_from_a_file"] = module
    spec.loader.exec_module(module)
    yield module.Shown(), file
    del sys.modules["acme_from_a_file"]


def test_a_module_crosses_by_its_file(from_a_file):
    renderer, _ = from_a_file
    assert answers_elsewhere("renderers", renderer, "render", ["x"]) == ([b"'x'"], [b"'x'"])


def test_another_process_that_ends_early_is_said(from_a_file):
    renderer, file = from_a_file
    file.unlink()
    with pytest.raises(UnreachableError, match="the other process ended with 1: FileNotFoundError"):
        answers_elsewhere("renderers", renderer, "render", ["x"])


def test_a_golden_file_is_written_and_compared(tmp_path):
    file = tmp_path / "golden" / "a.txt"
    with pytest.raises(pytest.fail.Exception, match="is missing"):
        compare_golden(file, "å", update=False)
    compare_golden(file, "å", update=True)
    compare_golden(file, "å".encode(), update=False)
    for other in ("ä", b"\xff"):
        with pytest.raises(AssertionError, match=r"not what a\.txt holds"):
            compare_golden(file, other, update=False)


def module_of(**names):
    module = types.ModuleType("acme_plugin")
    vars(module).update({"kompass_api": 1, **names})
    return module


class Shown:
    name = "shown"
    endings = (".shown",)

    def render(self, _request):
        return b"shown"


@hookimpl
def kompass_renderers():
    return [Shown()]


def test_only_the_plugins_that_are_given_are_loaded():
    installed = import_module("kompass_render_text.plugin")
    plugins = isolated_plugins(installed, module_of(kompass_renderers=kompass_renderers))
    assert sorted((one.name, one.distribution) for one in plugins.loaded) == [
        ("csv", "kompass-render-text"),
        ("markdown", "kompass-render-text"),
        ("shown", "a distribution that is not installed"),
        ("summary", "kompass-render-text"),
        ("text", "kompass-render-text"),
    ]
    assert plugins.failures == ()


def test_a_module_that_is_broken_is_among_the_failures():
    (failure,) = isolated_plugins(module_of(kompass_api=2, kompass_renderers=kompass_renderers)).failures
    assert "it is built for version 2 of the plugin API" in failure.message
    (failure,) = isolated_plugins(module_of(kompass_renderers=list)).failures
    assert "does not implement the hook kompass_renderers" in failure.message


def test_a_plugin_is_told_with_its_distribution():
    renderer = import_module("kompass_render_text.plugin").TextRenderer()
    assert described("renderers", renderer).startswith("The renderer 'text' of kompass-render-text ")
    assert distribution_of(os) == ("a distribution that is not installed", "")
    assert distribution_of(pytest)[0] == "pytest"


CONTRACTS = [getattr(contracts, name) for name in contracts.__all__ if name.endswith("Contract")]


@pytest.mark.parametrize("contract", CONTRACTS, ids=lambda contract: contract.__name__)
def test_every_test_of_a_contract_says_what_to_do(contract):
    for name in dir(contract):
        if name.startswith("test_"):
            advice = getattr(contract, name).__doc__ or ""
            assert len(advice) > 40, name
            assert advice[0].isupper(), name
            assert advice.rstrip().endswith((".", ")")), name


def test_there_is_a_contract_for_every_kind_of_plugin():
    assert {contract.kind for contract in CONTRACTS} - {""} == set(HOOKS)


def test_every_contract_is_held_against_what_it_must_catch():
    here = Path(__file__).parent
    for kind in HOOKS:
        assert (here / f"test_{kind}_are_caught.py").is_file()


OURS = sorted(
    set((ROOT / "plugins").glob("*/pyproject.toml")) - {ROOT / "plugins/kompass-testing/pyproject.toml"}
)


@pytest.mark.parametrize("project", OURS, ids=lambda path: path.parent.name)
def test_every_plugin_of_ours_keeps_the_contracts_of_its_kinds(project):
    # What brings drawings for renderers, or is a plugin of MkDocs, is of none of our kinds.
    kinds = tomllib.loads(project.read_text("utf-8"))["project"].get("entry-points", {}).get("kompass", {})
    tests = " ".join(path.read_text("utf-8") for path in project.parent.glob("tests/test_*_contract.py"))
    # Renderers have two contracts, and one of scorecards alone keeps only the first.
    kind_of = {contract.__name__: contract.kind for contract in CONTRACTS}
    kept = set(re.findall(r"^class \w+\((\w+Contract)\)", tests, re.MULTILINE))
    assert sorted({kind_of[name] for name in kept}) == sorted(kinds)
