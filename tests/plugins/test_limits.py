"""A plugin that never returns has a limit, and what no limit stops is stopped in a process of its own."""

import os
import signal
import subprocess
import sys
import threading
from importlib.metadata import entry_points
from pathlib import Path

import pytest

from kompass_spec import InputError, Problem
from kompass_spec.plugins.calls import call_plugin
from kompass_spec.plugins.loaded import Plugin

pytestmark = pytest.mark.slow

REPORT = "docs/examples/ornskoldsvik-2017.md"
OURS = {"kompass-frameworks", "kompass-import-report", "kompass-score-standard"}
INSTALLED = {point.dist.name for point in entry_points(group="kompass") if point.dist is not None}
needs_ours = pytest.mark.skipif(
    not INSTALLED.issuperset(OURS), reason="the project's own plugins are not installed"
)
needs_fork = pytest.mark.skipif(not hasattr(os, "fork"), reason="the system cannot split a process")
PLUGIN = Plugin(kind="renderers", name="odd", distribution="acme", version="1", provided=None)

ENDLESS = {
    "loops": "while True: pass",
    "sleeps": "import time\ntime.sleep(600)",
    "catches what ends it once": "try:\n    while True: pass\nexcept BaseException:\n    while True: pass",
}
"""What would never end."""

DEADLY = {
    "fills memory": "held = []\nwhile True: held.append(bytearray(10**6))",
    "loops": "while True: pass",
    "catches everything": ("while True:\n    try:\n        while True: pass\n    except BaseException: pass"),
    "is killed by an alarm": (
        "import signal, time\nsignal.signal(signal.SIGALRM, signal.SIG_DFL)\nsignal.setitimer(0, 0.1)\n"
        "time.sleep(600)"
    ),
    "forks": "import os\nif os.fork() == 0:\n    os._exit(0)\nos.kill(os.getpid(), 9)",
    "reads where nothing is": "import ctypes\nctypes.string_at(0)",
    "leaves": "import os\nos._exit(0)",
}
"""What only a process of its own can stop."""


@pytest.mark.parametrize("how", ENDLESS)
def test_a_plugin_that_never_returns_is_stopped(how, monkeypatch):
    monkeypatch.setenv("KOMPASS_PLUGIN_SECONDS", "0.2")
    with pytest.raises(InputError) as raised:
        call_plugin(PLUGIN, lambda: exec(ENDLESS[how], {}), bytes)  # noqa: S102 - what a plugin would do
    (problem,) = raised.value.problems
    assert "it took more than 0.2 seconds; raise the limit with KOMPASS_PLUGIN_SECONDS" in problem.message
    assert signal.getsignal(signal.SIGALRM) == signal.SIG_DFL


def test_a_text_that_never_ends_is_stopped(monkeypatch):
    class EndlessError(Exception):
        def __str__(self):  # noqa: PLE0307 - it never comes to that
            while True:
                pass

    def called():
        raise EndlessError

    monkeypatch.setenv("KOMPASS_PLUGIN_SECONDS", "0.2")
    with pytest.raises(InputError, match="whose text cannot be read"):
        call_plugin(PLUGIN, called, bytes)


def test_a_plugin_that_loops_in_another_thread_is_stopped(monkeypatch):
    monkeypatch.setenv("KOMPASS_PLUGIN_SECONDS", "0.2")
    said: list[Problem] = []

    def called():
        try:
            call_plugin(PLUGIN, lambda: exec("while True: pass", {}), bytes)  # noqa: S102 - see above
        except InputError as error:
            said.extend(error.problems)

    thread = threading.Thread(target=called)
    thread.start()
    thread.join(30)
    assert ["it took more than 0.2 seconds" in problem.message for problem in said] == [True]


def test_a_module_that_never_ends_costs_a_sentence(site, command, renderer):
    site.install("acme-odd", renderer("while True: pass", rendering=False))
    environment = {"PYTHONPATH": str(site.folder), "KOMPASS_PLUGIN_SECONDS": "1"}
    code, _, err = command(["plugins"], site.folder, {**environment, "KOMPASS_PLUGINS": "acme-odd"})
    assert (code, b"it took more than 1 second; raise" in err) == (0, True)


@pytest.mark.parametrize("value", ["-1", "soon", "0", "nan", "inf"])
def test_a_limit_that_is_no_number_is_wrong_usage(command, tmp_path, value):
    code, _, err = command(["plugins"], tmp_path, {"KOMPASS_PLUGIN_SECONDS": value})
    assert (code, b"which is no number of seconds" in err) == (2, True)


def test_a_plugin_that_calls_another_has_one_limit(monkeypatch):
    monkeypatch.setenv("KOMPASS_PLUGIN_SECONDS", "0.3")

    def called():
        while True:
            call_plugin(PLUGIN, lambda: b"x", bytes)

    with pytest.raises(InputError, match=r"more than 0\.3 seconds"):
        call_plugin(PLUGIN, called, bytes)


def test_an_alarm_of_the_program_itself_is_left_alone(monkeypatch):
    monkeypatch.setenv("KOMPASS_PLUGIN_SECONDS", "30")
    rung = []
    before = signal.signal(signal.SIGALRM, lambda *_: rung.append(1))
    try:
        signal.setitimer(signal.ITIMER_REAL, 0.05)
        call_plugin(PLUGIN, lambda: __import__("time").sleep(0.2) or b"x", bytes)
    finally:
        signal.signal(signal.SIGALRM, before)
    assert rung == [1]


@needs_ours
@needs_fork
def test_a_plugin_that_splits_the_program_does_not_run_it_twice(site, renderer):
    source = renderer("import os\nos.fork()", loading=False)
    ran = site.install("acme-odd", source).run_apart("report", REPORT, "--to", "shown")
    assert (ran.returncode, ran.stdout) == (0, "shown")


INTERRUPTING = """
from kompass_spec.plugins.interrupts import own_interrupts
from kompass_spec.plugins.reasons import FalseInterruptError
try:
    own_interrupts(lambda: exec("raise KeyboardInterrupt"), is_main=True)
except FalseInterruptError:
    pass
"""


def test_text_that_is_run_and_raises_an_interrupt_does_not_end_the_program():
    assert subprocess.run([sys.executable, "-c", INTERRUPTING], check=False).returncode == 0


LEFT = {
    "a thread": ("import threading, time\nthreading.Thread(target=time.sleep, args=(600,)).start()", 1),
    "a thread that ends": (
        "import threading, time\nthreading.Thread(target=time.sleep, args=(1,)).start()",
        0,
    ),
    "a handler that fails": ("import atexit\natexit.register(lambda: 1 / 0)", 1),
    "a handler that exits": ("import atexit, sys\natexit.register(lambda: sys.exit(7))", 1),
    "a handler that prints": ("import atexit\natexit.register(print, 'bye')", 0),
    "a handler taken back": ("import atexit\natexit.unregister(atexit.register(exit))", 0),
}


@needs_ours
@pytest.mark.parametrize("what", LEFT)
def test_what_a_plugin_leaves_for_the_end_costs_one_sentence(site, what, renderer):
    deed, code = LEFT[what]
    source = renderer(deed, loading=False)
    ran = site.install("acme-odd", source).run_apart("report", REPORT, "--to", "shown")
    assert (ran.returncode, ran.stdout) == (code, "shown"), ran.stderr
    assert "Traceback" not in ran.stderr
    said = [line for line in ran.stderr.splitlines() if "Report this to its authors" in line]
    assert len(said) == code


@needs_ours
@needs_fork
@pytest.mark.parametrize("when", ["loading", "rendering"])
@pytest.mark.parametrize("how", DEADLY)
def test_a_process_of_its_own_stops_what_nothing_else_can(site, how, when, renderer):
    source = renderer(DEADLY[how], **{"loading": False, "rendering": False, when: True})
    ran = site.install("acme-odd", source).run(
        "report", REPORT, "--to", "shown", "--isolate", KOMPASS_PLUGIN_SECONDS="2", KOMPASS_PLUGIN_MEMORY="1G"
    )
    assert ran.returncode == (1 if when == "rendering" else 2), ran.stderr
    assert ran.stdout == ""
    assert "Traceback" not in ran.stderr
    said = [line for line in ran.stderr.splitlines() if "acme-odd 1.2" in line]
    assert said
    assert all("failed (" in line or "are not used: " in line for line in said)


@needs_ours
@needs_fork
def test_what_works_is_the_same_in_a_process_of_its_own(run_kompass):
    root = Path.cwd()
    for arguments in (["import", "--json"], ["report"], ["report", "--to", "html"], ["score", "--json"]):
        plain = run_kompass(*arguments, f"{root}/{REPORT}")
        apart = run_kompass(*arguments, f"{root}/{REPORT}", "--isolate")
        assert (apart.code, apart.raw, apart.err) == (plain.code, plain.raw, plain.err)


@needs_ours
@needs_fork
def test_errors_of_an_importer_come_from_its_process_as_they_are(run_kompass, tmp_path):
    (tmp_path / "x.md").write_text("# Nothing here\n")
    plain, apart = (
        run_kompass("import", "--json", str(tmp_path / "x.md"), *more) for more in ([], ["--isolate"])
    )
    assert (apart.code, apart.json) == (plain.code, plain.json) == (1, plain.json)


@needs_ours
@needs_fork
@pytest.mark.parametrize("size", ["much", "0", "-1G", "1T"])
def test_a_size_that_is_none_is_wrong_usage(run_kompass, size):
    ran = run_kompass("report", "x.md", "--isolate", KOMPASS_PLUGIN_MEMORY=size)
    assert (ran.code, "which is no size" in ran.err) == (2, True)


IMPORTER = """
from kompass_spec import hookimpl
kompass_api = 1

class Odd:
    name = "odd"
    endings = (".odd",)

    def read(self, request):
        import os
        os._exit(0)

@hookimpl
def kompass_importers():
    return [Odd()]
"""
COMMANDS = [
    ["import"],
    ["score"],
    ["report"],
    ["convert", "--to", "se-2010"],
    ["compare"],
    ["cohort"],
]


@needs_ours
@needs_fork
@pytest.mark.parametrize("asked", COMMANDS, ids=lambda asked: asked[0])
def test_every_command_that_imports_can_do_it_apart(site, command, asked):
    site.install("acme-odd", IMPORTER, kind="importers")
    (site.folder / "x.odd").write_text("x")
    code, _, err = command([*asked, "x.odd", "--isolate"], site.folder, {"PYTHONPATH": str(site.folder)})
    said = [line for line in err.decode().splitlines() if "acme-odd" in line]
    assert code == 1
    assert ["it ended its process, with the code 0, before it answered" in line for line in said] == [True]


@needs_ours
@needs_fork
def test_render_can_do_it_apart(site, command, renderer):
    site.install("acme-odd", renderer("import os\nos._exit(0)", loading=False))
    report = Path(REPORT).resolve()
    assert command(["score", report, "-o", "cards.json"], site.folder, {})[0] == 0
    asked = ["render", "cards.json", "--to", "shown", "--isolate"]
    code, out, err = command(asked, site.folder, {"PYTHONPATH": str(site.folder)})
    assert (code, out, b"it ended its process" in err) == (1, b"", True)


TRACED = """
import sys, threading, time
from kompass_spec.plugins.limits import in_time
from kompass_spec.plugins.reasons import OverdueError

def caught():
    until = time.monotonic() + 0.3
    while time.monotonic() < until:
        try:
            time.sleep(0.001)
        except BaseException:
            pass

def limited(call, seconds):
    try:
        in_time(call, seconds, is_main=False)
    except OverdueError:
        pass

for call, seconds in ((int, 60), (caught, 0.1)):
    thread = threading.Thread(target=limited, args=(call, seconds))
    thread.start()
    thread.join()
sys.settrace(lambda *_: None)
(lambda: print("done"))()
"""


def test_lines_can_be_traced_after_a_call_in_another_thread():
    """A debugger, and what watches coverage, trace lines: Python 3.11 hangs there where an exception for a
    thread was asked for and taken back."""
    done = subprocess.run(
        [sys.executable, "-c", TRACED], capture_output=True, text=True, check=True, timeout=60
    )
    assert done.stdout == "done\n"
