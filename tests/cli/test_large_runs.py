"""Folders and large runs: processes, a log that a run goes on from, one table, and what is not harmed."""

import json
import os
import re
import signal
import struct
import subprocess
import sys
import time
from contextlib import suppress
from importlib.metadata import entry_points
from pathlib import Path

import pytest

from kompass_spec.cli import run_options

OURS = {"kompass-frameworks", "kompass-import-report", "kompass-score-standard", "kompass-render-html"}
INSTALLED = {point.dist.name for point in entry_points(group="kompass") if point.dist is not None}
pytestmark = pytest.mark.skipif(
    not INSTALLED.issuperset(OURS), reason="the project's own plugins are not installed"
)

SLOW = pytest.mark.slow
AREAS = ("Samhällsutveckling", "Styrning och kontroll", "Kvalitetsutveckling")

ODD = """
import os, time
from kompass_spec import Imported, InputError, Problem, hookimpl
kompass_api = 1

class Odd:
    name = "odd"
    endings = (".odd",)

    def read(self, request):
        what = request.content.decode().strip()
        with open("asked", "a") as stream:
            stream.write(request.file + "\\n")
        if what == "hang":
            import ctypes
            libc = ctypes.CDLL(None)
            while True:
                libc.sleep(600)
        if what == "burst":
            held = []
            while True:
                held.append(bytearray(10**7))
        if what == "crash":
            os.kill(os.getpid(), 11)
        if what == "wait":
            time.sleep(0.2)
        raise InputError([Problem("not-a-report", "This is odd.", request.file)])

@hookimpl
def kompass_importers():
    return [Odd()]
"""
"""An importer that does what stands in a file, and notes what it was asked."""


def report(number):
    points = (number % 90, 67, 58)
    rows = "\n".join(f"{area} {value}" for area, value in zip(AREAS, points, strict=True))
    return f"Kommunkompassen i Lunds kommun 2021\n\n{rows}\n"


@pytest.fixture
def folder(tmp_path):
    """A folder with nine documents: seven that can be read, one of them in part, and two that cannot."""
    reports = tmp_path / "reports"
    reports.mkdir()
    for number in range(6):
        (reports / f"r{number}.md").write_text(report(number), "utf-8")
    (reports / "r6.md").write_text(report(6) + "Arbetsliv 61 (55)\n", "utf-8")
    (reports / "minutes.md").write_text("Protokoll\n", "utf-8")
    (reports / "plan.md").write_text("Plan\n", "utf-8")
    return tmp_path


def entries(log):
    head, *lines = log.read_text("utf-8").splitlines()
    assert json.loads(head)["kompass"] == "log"
    return [json.loads(line) for line in lines]


def eventually_gone(group):
    """Tell whether no process of a group is left, some moments after the first has ended."""
    for _ in range(100):
        try:
            os.killpg(group, 0)
        except ProcessLookupError:
            return True
        time.sleep(0.05)
    return False


def without_table(err):
    return err.decode().partition("\n\ndocument")[0].rstrip("\n")


@pytest.mark.parametrize(
    "asked",
    [
        ["import", "-o", "out.json"],
        pytest.param(["import"], marks=SLOW),
        pytest.param(["import", "--json"], marks=SLOW),
        pytest.param(["score", "--strict"], marks=SLOW),
        pytest.param(["score", "--json"], marks=SLOW),
        pytest.param(["score", "-o", "out.json"], marks=SLOW),
        pytest.param(["report"], marks=SLOW),
        pytest.param(["report", "-o", "pages/", "--to", "html"], marks=SLOW),
        pytest.param(["report", "-o", "pages/", "--to", "html", "--json"], marks=SLOW),
    ],
    ids=" ".join,
)
def test_the_same_bytes_come_out_whatever_the_number_of_processes(folder, command, monkeypatch, asked):
    def ran(*more):
        code, out, err = command([asked[0], "reports", *asked[1:], *more], folder, {})
        files = {}
        for path in sorted([*folder.glob("out.json"), *folder.glob("pages/*")]):
            files[path.name] = path.read_bytes()
            path.unlink()
        return code, out, without_table(err), files

    monkeypatch.setattr(run_options, "MANY", 100)
    within = ran()
    assert within[0] == 1
    assert ran("--jobs", "3") == within


@SLOW
def test_the_table_says_what_became_of_every_document_and_why(folder, command):
    (folder / "reports/x.bin").write_bytes(b"\x00\x01")
    code, _, err = command(["import", "reports", "gone.md", "--jobs", "2"], folder, {})
    table = err.decode().partition("\n\n")[2].splitlines()
    assert code == 1
    assert table[0].split() == ["document", "outcome", "results", "why"]
    assert max(len(line) for line in table) <= 80
    said = {line.split("  ")[0]: line for line in table[1:-2]}
    assert len(said) == 11
    assert " read " in said[str(Path("reports/r0.md"))]
    assert "in part" in said[str(Path("reports/r6.md"))]
    assert "'(55" in said[str(Path("reports/r6.md"))]
    assert "refused" in said[str(Path("reports/minutes.md"))]
    assert "There is no such file" in said["gone.md"]
    assert "binary" in said[str(Path("reports/x.bin"))]
    assert table[-1] == "11 documents: 6 read, 1 in part, 4 refused."


def test_few_files_are_read_within_the_program_and_many_in_processes(folder):
    program = (
        # What watches the tests may have loaded some of it already.
        "import sys\nbefore = set(sys.modules)\nfrom kompass_spec.cli import main\n"
        "if __name__ == '__main__':\n"
        "    main(['import', *sys.argv[1:]])\n"
        "    now = set(sys.modules) - before\n"
        "    print('multiprocessing.connection' in now, 'kompass_spec.cli.large_runs' in now)\n"
    )
    (folder / "program.py").write_text(program, "utf-8")

    def loaded(*files):
        done = subprocess.run(
            [sys.executable, "program.py", *files], cwd=folder, capture_output=True, text=True, check=True
        )
        return done.stdout.splitlines()[-1]

    assert loaded("reports/r0.md") == "False False"
    assert loaded("reports/r0.md", "reports/r1.md") == "False False"
    assert loaded("reports") == "True True"


@pytest.mark.parametrize(
    "asked",
    [["import", "-o", "out.json"], pytest.param(["score", "-o", "out.json"], marks=SLOW)],
    ids=" ".join,
)
def test_a_log_has_a_line_for_every_document_and_the_next_run_reads_nothing_again(folder, command, asked):
    run = [asked[0], "reports", *asked[1:], "--log", "log.jsonl"]
    first = command(run, folder, {})
    log, out = (folder / "log.jsonl").read_bytes(), (folder / "out.json").read_bytes()
    lines = entries(folder / "log.jsonl")
    assert [Path(line["file"]).name for line in lines] == sorted(
        path.name for path in (folder / "reports").iterdir()
    )
    assert [line["outcome"] for line in lines].count("read") == 6
    assert all(("result" in line) == (line["outcome"] != "refused") for line in lines)
    again = command([*run, "--jobs", "2"], folder, {})
    assert b"9 of 9 documents are as the log says" in again[2]
    assert again[:2] == first[:2]
    assert again[2].partition(b"\n")[2] == first[2]
    assert (folder / "log.jsonl").read_bytes() == log
    assert (folder / "out.json").read_bytes() == out


@SLOW
def test_what_is_new_or_changed_is_read_and_nothing_else(folder, command):
    run = ["import", "reports", "--log", "log.jsonl", "-o", "out.json"]
    command(run, folder, {})
    (folder / "reports/r3.md").write_text(report(50), "utf-8")
    (folder / "reports/r9.md").write_text(report(9), "utf-8")
    (folder / "reports/r0.md").unlink()
    _, _, err = command(run, folder, {})
    assert b"7 of 9 documents are as the log says" in err
    data = json.loads((folder / "out.json").read_text("utf-8"))
    first = [made["observations"][0]["value"] for made in data["assessments"]]
    assert first == ["1", "2", "50", "4", "5", "6", "9"]
    assert [Path(line["file"]).name for line in entries(folder / "log.jsonl")] == sorted(
        path.name for path in (folder / "reports").iterdir()
    )


@SLOW
def test_a_line_that_was_cut_off_is_worked_on_again(folder, command):
    run = ["import", "reports", "--log", "log.jsonl"]
    command(run, folder, {})
    whole = (folder / "log.jsonl").read_bytes()
    (folder / "log.jsonl").write_bytes(whole[: whole.index(b"r3.md") + 40])
    _, _, err = command(run, folder, {})
    assert b"5 of 9 documents are as the log says" in err
    assert (folder / "log.jsonl").read_bytes() == whole


@SLOW
def test_a_log_of_another_question_is_begun_anew(folder, command):
    command(["import", "reports", "--log", "log.jsonl"], folder, {})
    _, _, err = command(["import", "reports", "--log", "log.jsonl", "--edition", "se-2016"], folder, {})
    assert b"begun anew" in err
    assert len(entries(folder / "log.jsonl")) == 9


@pytest.mark.parametrize("log", ["reports/r0.md", "notes.txt"])
def test_what_is_no_log_is_not_written_over(folder, command, log):
    (folder / "notes.txt").write_text("mine\n", "utf-8")
    before = (folder / log).read_bytes()
    code, _, err = command(["import", "reports", "--log", log], folder, {})
    assert (code, b"This is no log" in err) == (2, True)
    assert (folder / log).read_bytes() == before


@SLOW
def test_a_log_in_the_folder_that_is_read_is_no_document(folder, command):
    run = ["import", "reports", "--log", "reports/log.jsonl"]
    first = command(run, folder, {})
    again = command(run, folder, {})
    assert b"9 of 9 documents" in again[2]
    assert again[1] == first[1]


@SLOW
def test_pages_that_are_as_the_log_says_are_not_made_again(folder, command):
    run = ["report", "reports", "-o", "pages", "--to", "html", "--log", "log.jsonl"]
    first = command(run, folder, {})
    pages = {path.name: path.stat().st_mtime_ns for path in (folder / "pages").iterdir()}
    assert len(pages) == 8
    (folder / "pages/r2.html").write_text("changed", "utf-8")
    (folder / "pages/r4.html").unlink()
    again = command(run, folder, {})
    assert b"7 of 9 documents are as the log says" in again[2]
    assert again[:2] == first[:2]
    after = {path.name: path.stat().st_mtime_ns for path in (folder / "pages").iterdir()}
    assert {name for name in pages if pages[name] != after[name]} == {
        "r2.html",
        "r4.html",
        "index.html",
    }


def test_a_log_of_pages_needs_a_place_for_them(folder, command):
    code, _, err = command(["report", "reports", "--log", "log.jsonl"], folder, {})
    assert (code, b"say with -o where" in err) == (2, True)


@pytest.mark.parametrize("jobs", [pytest.param("1", marks=SLOW), "2"])
def test_two_pages_never_go_to_one_place(folder, command, jobs):
    (folder / "other").mkdir()
    for name, number in (("r0", 1), ("index", 2)):
        (folder / f"other/{name}.md").write_text(report(number), "utf-8")
    run = ["report", "reports/r0.md", "other", "-o", "pages", "--to", "html", "--jobs", jobs]
    code, out, err = command(run, folder, {})
    assert code == 0
    assert out.decode().splitlines() == [
        "Written to pages/r0.html.",
        "Written to pages/index-2.html.",
        "Written to pages/r0-2.html.",
        "Written to pages/index.html.",
    ]
    assert (
        b"other/r0.md: Another page has the name r0.html, so the page of this file is pages/r0-2.html" in err
    )
    for name in ("r0", "r0-2", "index-2"):
        assert f'href="{name}.html"' in (folder / "pages/index.html").read_text("utf-8")


@SLOW
def test_an_index_is_the_same_however_many_processes(folder, command):
    for jobs in ("1", "3"):
        run = ["report", "reports", "-o", f"pages{jobs}", "--to", "markdown", "--jobs", jobs]
        command(run, folder, {})
    one, three = ((folder / f"pages{jobs}/index.md").read_text("utf-8") for jobs in ("1", "3"))
    assert one == three
    assert one.count("](r") == 7


@SLOW
def test_a_year_that_no_document_has_is_an_error_of_each(folder, command):
    run = ["report", "reports", "-o", "pages", "--to", "html", "--year", "1999", "--jobs", "2"]
    code, _, err = command(run, folder, {})
    assert code == 1
    assert without_table(err).count("There is no assessment of 1999") == 7


@pytest.mark.parametrize("jobs", ["0", "-1", "many", "1000000"])
def test_a_number_of_processes_is_one(folder, command, jobs):
    code, _, err = command(["import", "reports", "--jobs", jobs], folder, {})
    assert (code, b"is not a number of processes" in err) == (2, True)


@SLOW
def test_what_every_document_would_complain_of_is_said_once(folder, command):
    code, _, err = command(["import", "reports", "--importer", "none", "--jobs", "2"], folder, {})
    assert code == 2
    assert err.count(b"kompass:") == 1


@SLOW
@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="other systems limit no memory")
def test_a_document_that_hangs_bursts_or_crashes_costs_itself(site, folder, command):
    site.install("acme-odd", ODD, kind="importers")
    for number, what in enumerate(("hang", "burst", "crash", "odd")):
        (folder / f"reports/a{number}.odd").write_text(what, "utf-8")
    surroundings = {"PYTHONPATH": str(folder), "KOMPASS_PLUGIN_SECONDS": "3"}
    run = ["import", "reports", "--jobs", "2", "--log", "log.jsonl"]
    code, _, err = command(run, folder, surroundings)
    said = {Path(line["file"]).name: line for line in entries(folder / "log.jsonl")}
    assert code == 1
    assert b"Traceback" not in err
    assert "took more than 3 seconds" in said["a0.odd"]["errors"][0]["message"]
    assert "300 MB of memory" in said["a1.odd"]["errors"][0]["message"]
    assert "SIGSEGV" in said["a2.odd"]["errors"][0]["message"]
    assert said["a3.odd"]["errors"][0]["message"] == "This is odd."
    assert sum(line["outcome"] != "refused" for line in said.values()) == 7
    # What need not go wrong again is tried again; what was read or said is not.
    (folder / "asked").unlink()
    for number in range(3):
        (folder / f"reports/a{number}.odd").write_text("odd", "utf-8")
    _, _, err = command(run, folder, surroundings)
    assert b"10 of 13 documents are as the log says" in err
    assert sorted((folder / "asked").read_text().splitlines()) == [
        str(Path(f"reports/a{number}.odd")) for number in range(3)
    ]


@SLOW
@pytest.mark.skipif(os.name == "nt", reason="Windows has no such signals")
def test_an_interrupt_ends_all_processes_and_the_next_run_goes_on(site, folder):
    site.install("acme-odd", ODD, kind="importers")
    for number in range(40):
        (folder / f"reports/b{number}.odd").write_text("wait", "utf-8")
    (folder / "reports/c.odd").write_text("hang", "utf-8")
    asked = [
        sys.executable,
        "-m",
        "kompass_spec",
        "import",
        "reports",
        "-o",
        "out.json",
        "--log",
        "log.jsonl",
    ]
    environment = {**os.environ, "PYTHONPATH": str(folder)}
    running = subprocess.Popen(
        [*asked, "--jobs", "2"],
        cwd=folder,
        env=environment,
        stderr=subprocess.PIPE,
        stdout=subprocess.PIPE,
        start_new_session=True,
    )
    end = time.monotonic() + 30
    while time.monotonic() < end and not (folder / "asked").exists():
        time.sleep(0.05)
    time.sleep(1)
    # As the key of a terminal does, to all processes at once.
    os.killpg(running.pid, signal.SIGINT)
    out, err = running.communicate(timeout=60)
    assert running.returncode == 130
    assert b"Traceback" not in err
    assert out == b""
    assert b"interrupted" in err
    assert eventually_gone(running.pid)
    assert not (folder / "out.json").exists()
    done = len((folder / "log.jsonl").read_bytes().splitlines()) - 1
    assert 0 < done < 50
    (folder / "reports/c.odd").unlink()
    again = subprocess.run(asked, cwd=folder, env=environment, capture_output=True, check=False, timeout=60)
    assert f"{done} of 49 documents are as the log says".encode() in again.stderr
    assert len(entries(folder / "log.jsonl")) == 49


@SLOW
def test_a_bar_shows_on_a_terminal_how_far_it_is(folder):
    pty, fcntl, termios = map(pytest.importorskip, ("pty", "fcntl", "termios"))
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 100, 0, 0))
    command = [sys.executable, "-m", "kompass_spec", "import", "reports", "--jobs", "2"]
    with subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL, stderr=theirs):
        os.close(theirs)
        seen = b""
        with suppress(OSError):  # so Linux says that nobody writes any more
            while part := os.read(ours, 1 << 16):
                seen += part
    os.close(ours)
    assert b"| 0/9 [" in seen
    assert re.search(rb"\| [1-8]/9 \[", seen)
