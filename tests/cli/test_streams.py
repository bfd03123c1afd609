"""Streams that are closed, full or not read, and paths that cannot be asked about: one sentence at most."""

import json
import os
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

import kompass_spec
from kompass_spec.cli import main

COMMAND = f"{shlex.quote(sys.executable)} -W error -m kompass_spec"
needs_full = pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no device that is full")


def shell(line, folder):
    """Run a line of the shell, which opens and closes streams."""
    return subprocess.run(
        ["bash", "-c", line], cwd=folder, capture_output=True, text=True, check=False, timeout=60
    )


@needs_full
@pytest.mark.parametrize(
    "arguments", ["editions", "editions --json", "--version", "--help", "show --help", "show x --json"]
)
def test_a_full_output_is_said_in_one_sentence(tmp_path, arguments):
    ran = shell(f"{COMMAND} {arguments} >/dev/full", tmp_path)
    assert ran.returncode == 1
    assert (
        ran.stderr == "kompass: The result cannot be written (No space left on device). "
        "Free some space, or write to another place with -o or '>'.\n"
    )


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("editions >&-", 0),
        ("show x --json >&-", 2),
        ("show x 2>&-", 2),
        ("--version >&- 2>&-", 0),
        ("import none.md --json 2>/dev/full", 1),
    ],
)
def test_a_closed_stream_is_no_reason_to_fail(tmp_path, line, code):
    ran = shell(f"{COMMAND} {line}", tmp_path)
    assert (ran.returncode, "Traceback" in ran.stderr) == (code, False)
    if "2>&-" in line:
        assert ran.stdout == ""


@pytest.mark.parametrize("arguments", ["--version", "editions", "show x --json", "--help"])
def test_a_reader_that_has_stopped_is_told_nothing(arguments):
    reading, writing = os.pipe()
    os.close(reading)
    program = [sys.executable, "-W", "error", "-m", "kompass_spec", *arguments.split()]
    ran = subprocess.run(program, stdout=writing, stderr=subprocess.PIPE, check=False, timeout=60)
    os.close(writing)
    assert (ran.returncode, ran.stderr) == (1, b"")


LONG = "x" * 300


@pytest.mark.parametrize(
    "command", ["import", "score", "check", "render", "lint-mapping", "cohort", "compare", "report"]
)
def test_a_name_that_is_too_long_is_said(kompass, command):
    ran = kompass(command, f"{LONG}.json")
    assert ran.code == 1
    assert "File name too long" in ran.err


@pytest.mark.parametrize("command", ["import", "score", "report"])
@pytest.mark.parametrize("place", [LONG, f"{LONG}/x.html", f"{LONG}/"])
def test_an_output_whose_name_is_too_long_is_said(kompass, report, command, place):
    ran = kompass(command, report, "-o", place)
    assert ran.code == 1
    assert "File name too long" in ran.err


def test_a_new_folder_whose_name_is_too_long_is_said(kompass):
    ran = kompass("new", "plugin", "--kind", "importer", "--name", "csv", "--output", LONG)
    assert ran.code == 1
    assert "File name too long" in ran.err


def test_standard_input_is_said_not_to_be_read(kompass):
    assert "Standard input is not read" in kompass("import", "-").err
    assert kompass("import", "-").code == 1


@pytest.mark.slow
@pytest.mark.parametrize(
    "command", ["score {} -o", "import {} -o", "convert {} --to se-2020 -o", "report {} --to markdown -o"]
)
@pytest.mark.parametrize("end", ["| cat", "> result; cat result"])
def test_standard_output_can_be_named_and_holds_nothing_else(tmp_path, report, command, end):
    line = f"{COMMAND} {command.format(shlex.quote(str(report)))}"
    named = shell(f"{line} /dev/stdout {end}", tmp_path)
    shell(f"{line} result.json", tmp_path)
    assert named.returncode == 0
    assert named.stdout == (tmp_path / "result.json").read_text("utf-8")


def test_a_substituted_process_takes_a_result(tmp_path, report):
    line = f"{COMMAND} score {shlex.quote(str(report))} -o >(cat > taken; echo > done)"
    ran = shell(f"{line} >/dev/null; while [ ! -e done ]; do sleep 0.01; done", tmp_path)
    assert "cannot be written" not in ran.stderr
    assert json.loads((tmp_path / "taken").read_bytes())["scorecards"]


def test_a_substituted_process_that_has_seen_enough_is_no_fault(tmp_path, report):
    line = f"{COMMAND} score {shlex.quote(str(report))} -o >(true) >/dev/null"
    assert shell(line, tmp_path).stderr == ""


def test_a_workbook_goes_to_standard_output_too(tmp_path):
    ran = shell(f"{COMMAND} template se-2016 --to xlsx -o /dev/stdout | head -c 2", tmp_path)
    assert (ran.stdout, "answers may stand" in ran.stderr) == ("PK", False)


@needs_full
def test_where_nobody_can_be_told_the_result_is_still_written(tmp_path, report):
    ran = shell(f"{COMMAND} score {shlex.quote(str(report))} 2>/dev/full", tmp_path)
    assert ran.returncode == 0
    assert "549.8–555.6" in ran.stdout


def test_a_folder_that_was_removed_is_named_as_what_is_wrong(tmp_path):
    (tmp_path / "gone").mkdir()
    ran = shell(f"cd gone; rmdir ../gone; {COMMAND} score report.md", tmp_path)
    assert (ran.returncode, ran.stderr) == (
        1,
        "kompass: The folder that you are in was removed. Go to another one.\n",
    )


@pytest.mark.parametrize(
    "command",
    ["score", "import", "report", "check", "cohort", "compare", "lint-mapping", "verify-certificate"],
)
def test_an_empty_name_of_a_file_is_refused(kompass, command):
    ran = kompass(command, "")
    assert ran.code == 2
    assert "the name of a file is empty" in ran.err


def test_an_empty_name_of_an_output_is_refused(kompass, report):
    for command, option in (
        ("score", "-o"),
        ("report", "-o"),
        ("score", "--log"),
        ("compare", "--mapping"),
    ):
        assert "the name of a file is empty" in kompass(command, report, option, "").err


def test_an_interrupt_is_one_sentence_at_any_moment(monkeypatch, capsys):
    def interrupted(_):
        raise KeyboardInterrupt

    monkeypatch.setattr("kompass_spec.cli.streams.guarded", interrupted)
    assert main(["editions"]) == 130
    assert capsys.readouterr().err == "kompass: interrupted; nothing half-written is left behind.\n"


def test_hardly_anything_is_imported_before_an_interrupt_is_caught():
    """What takes long may be interrupted, and then Python shows a traceback."""
    place = str(Path(kompass_spec.__file__).parents[1])
    line = (
        f"import sys; before = set(sys.modules); sys.path.insert(0, {place!r}); import kompass_spec.cli;"
        " print(*sorted(one.split('.')[0] for one in set(sys.modules) - before))"
    )
    ran = subprocess.run([sys.executable, "-S", "-c", line], capture_output=True, text=True, check=True)
    assert set(ran.stdout.split()) <= {"kompass_spec", "gc", "importlib", "warnings", "_warnings"}
