"""Every input that was ever found is read or refused in a sentence; new ones are looked for."""

import importlib.util
import runpy
import subprocess
import sys
import time
from pathlib import Path

import pytest

HERE = Path(__file__).parent
CORPUS = HERE / "corpus"
SECONDS = 5
MOST_BYTES = 300_000


@pytest.fixture(scope="module")
def targets():
    return runpy.run_path(str(HERE / "targets.py"))["TARGETS"]


@pytest.mark.parametrize("name", sorted(folder.name for folder in CORPUS.iterdir()))
def test_no_input_of_the_corpus_is_a_finding(targets, name, monkeypatch):
    """Law 10: every input of the corpus gives a result or a refusal in one sentence, in a short time."""
    monkeypatch.setenv("KOMPASS_PLUGIN_SECONDS", "none")
    for file in sorted((CORPUS / name).iterdir()):
        begun = time.process_time()
        targets[name](file.read_bytes())
        assert time.process_time() - begun < SECONDS, file.name


def test_the_corpus_has_all_targets_and_is_small(targets):
    assert {folder.name for folder in CORPUS.iterdir()} == set(targets)
    assert sum(file.stat().st_size for file in CORPUS.rglob("*") if file.is_file()) < MOST_BYTES


def test_a_failure_of_a_plugin_is_a_finding(monkeypatch):
    module = runpy.run_path(str(HERE / "targets.py"))
    plugin = module["_plugin"]("containers", "text")

    def read(_request):
        raise IndexError("of the plugin")

    monkeypatch.setattr(type(plugin.provided), "read", lambda _self, request: read(request))
    with pytest.raises(module["FoundError"], match="IndexError"):
        module["TARGETS"]["text"](b"Lund 2017")


@pytest.mark.slow
@pytest.mark.skipif(
    importlib.util.find_spec("atheris") is None, reason="the group `fuzzing` is not installed"
)
@pytest.mark.parametrize("name", sorted(folder.name for folder in CORPUS.iterdir()))
def test_a_short_search_finds_nothing(name):
    command = [sys.executable, HERE / "fuzz.py", name, "--seconds", "3", "--seed", "1"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr
    assert "Done" in done.stderr
