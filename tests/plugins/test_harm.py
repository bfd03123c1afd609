"""Law 10: "A broken plugin costs its own feature and one clear sentence, never the program."

Whatever a plugin does to what belongs to the program is undone, and whatever it raises has a sentence.
"""

import builtins
import decimal
import json  # noqa: F401 - it is one of the modules that a plugin takes away
import locale
import logging
import os
import resource
import signal
import sys
import warnings
from importlib.metadata import entry_points
from pathlib import Path

import pytest

from kompass_spec import InputError, Problem
from kompass_spec.plugins.calls import call_plugin, guarded_call
from kompass_spec.plugins.loaded import Plugin

pytestmark = pytest.mark.slow

REPORT = "docs/examples/ornskoldsvik-2017.md"
OURS = {"kompass-frameworks", "kompass-import-report", "kompass-score-standard"}
INSTALLED = {point.dist.name for point in entry_points(group="kompass") if point.dist is not None}
needs_ours = pytest.mark.skipif(
    not INSTALLED.issuperset(OURS), reason="the project's own plugins are not installed"
)

UNDONE = {
    "wraps the output": 'import io, sys\nsys.stdout = io.TextIOWrapper(sys.stdout.buffer, encoding="utf-8")',
    "wraps the first output": "import io, sys\nsys.stdout = io.TextIOWrapper(sys.__stdout__.buffer)",
    "closes the output": "import sys\nsys.stdout.close()",
    "closes the first output": "import sys\nsys.__stdout__.close()",
    "closes the errors": "import sys\nsys.stderr.close()",
    "has no output": "import sys\nsys.stdout = sys.stderr = None",
    "replaces the output": "import io, sys\nsys.stdout = sys.stderr = io.StringIO()",
    "writes to number 1": 'import os\nos.write(1, b"written")',
    "closes number 1": "import os\nos.close(1)",
    "closes number 2": "import os\nos.close(2)",
    "lets a process write": 'import subprocess, sys\nsubprocess.run([sys.executable, "-c", "print(1)"])',
    "lowers the recursion limit": ("import inspect, sys\nsys.setrecursionlimit(len(inspect.stack()) + 99)"),
    "sets the locale": 'import locale\nlocale.setlocale(locale.LC_ALL, "C.UTF-8")',
    "goes to another folder": 'import os\nos.chdir("/")',
    "rounds decimals": (
        "import decimal\ndecimal.getcontext().prec = 1\ndecimal.getcontext().traps[decimal.Inexact] = True"
    ),
    "silences warnings": 'import warnings\nwarnings.simplefilter("ignore")\nwarnings.showwarning = print',
    "sets up logging": "import logging\nlogging.basicConfig(level=0, force=True)\nlogging.disable(50)",
    "takes signals": "import signal\nsignal.signal(signal.SIGTERM, signal.SIG_IGN)",
    "takes the interrupt": "import signal\nsignal.signal(signal.SIGINT, signal.SIG_IGN)",
    "sets an alarm": "import signal\nsignal.alarm(3000)",
    "changes the path": "import sys\nsys.path.clear()",
    "forgets the arguments": "import sys\nsys.argv = None",
    "takes finders away": "import sys\nsys.meta_path.clear()",
    "takes modules away": 'import sys\nsys.modules["json"] = sys.modules["kompass_spec.model"] = None',
    "adds to sys": "import sys\nsys.evil = 1\nsys.excepthook = sys.displayhook = print",
    "takes from sys": "import sys\ndel sys.stdout, sys.stderr",
    "limits digits": "import sys\nsys.set_int_max_str_digits(640)",
    "masks permissions": "import os\nos.umask(0o777)",
    "blocks signals": "import signal\nsignal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})",
    "limits files": (
        "import resource as r\nfor limit in (r.RLIMIT_FSIZE, r.RLIMIT_NOFILE):\n"
        "    r.setrlimit(limit, (3, r.getrlimit(limit)[1]))"
    ),
    "takes what is built in": "import builtins\nbuiltins.open = None\ndel builtins.input",
    "traces": "import sys\nsys.setprofile(lambda *_: None)",
}
"""What is undone, so that nobody notices."""

WORDLESS = {
    "text that fails": "class E(Exception):\n    def __str__(self): return self.message\nraise E('x')",
    "text that is none": "class E(Exception):\n    def __str__(self): return 3\nraise E",
    "text that exits": "class E(Exception):\n    def __str__(self): raise SystemExit(0)\nraise E",
    "text of its own": (
        "class T(str):\n    def split(self): raise SystemExit\n"
        "class E(Exception):\n    def __str__(self): return T('x')\nraise E"
    ),
    "text that interrupts": "class E(Exception):\n    def __str__(self): raise KeyboardInterrupt\nraise E",
    "texts as problems": "from kompass_spec import InputError\nraise InputError(['a text'])",
    "numbers as problems": "from kompass_spec import UsageError\nraise UsageError([1, 2])",
    "no problems": "from kompass_spec import InputError\nraise InputError([])",
    "problems of nothing": (
        "from kompass_spec import InputError, Problem\nraise InputError([Problem(None, None, 3)])"
    ),
    "problems taken away": (
        "from kompass_spec import InputError, Problem\nclass E(InputError):\n"
        "    def __init__(self): pass\nraise E"
    ),
    "problems that fail": (
        "from kompass_spec import InputError\nclass E(InputError):\n"
        "    problems = property(lambda self: 1 / 0)\n    def __init__(self): pass\nraise E"
    ),
    "end of the program": "raise SystemExit(object())",
    "endless recursion": "def again(): again()\nagain()",
}
"""Errors that no sentence can be had of, or that are none."""

PLUGIN = Plugin(kind="renderers", name="odd", distribution="acme", version="1", provided=None)


def state():
    """Return everything that belongs to the program and that a plugin could have changed."""
    return {
        "sys": {name: value for name, value in vars(sys).items() if name != "last_value"},
        "lists": [list(sys.path), list(sys.argv), list(sys.meta_path), list(sys.path_hooks)],
        "modules": [sys.modules["json"], sys.modules["kompass_spec.model"]],
        "limits": (sys.getrecursionlimit(), sys.get_int_max_str_digits(), sys.getprofile()),
        "locale": locale.setlocale(locale.LC_ALL),
        "folder": Path.cwd(),
        "decimal": (repr(decimal.getcontext()), id(decimal.getcontext())),
        "warnings": (list(warnings.filters), warnings.showwarning),
        "logging": (list(logging.root.handlers), logging.root.level, logging.root.manager.disable),
        "signals": [signal.getsignal(each) for each in (signal.SIGINT, signal.SIGTERM, signal.SIGALRM)],
        "alarm": signal.getitimer(signal.ITIMER_REAL),
        "process": (
            os.umask(os.umask(0o22)),
            signal.pthread_sigmask(signal.SIG_BLOCK, ()),
            [resource.getrlimit(each) for each in (resource.RLIMIT_FSIZE, resource.RLIMIT_NOFILE)],
        ),
        "built in": {name: id(value) for name, value in vars(builtins).items()},
        "numbers": [(os.fstat(each).st_dev, os.fstat(each).st_ino) for each in (1, 2)],
        "closed": (sys.stdout.closed, sys.stderr.closed),
    }


@pytest.mark.parametrize("deed", UNDONE)
def test_what_a_plugin_does_to_the_program_is_undone(deed):
    before = state()
    guarded_call(lambda: exec(UNDONE[deed], {}), "A plugin")  # noqa: S102 - what a plugin would do
    assert state() == before


@needs_ours
@pytest.mark.parametrize("deed", UNDONE)
def test_the_command_does_not_notice_what_a_plugin_does_to_it(site, deed, renderer):
    ran = site.install("acme-odd", renderer(UNDONE[deed])).run("report", REPORT, "--to", "shown")
    assert (ran.returncode, ran.stdout) == (0, "shown"), ran.stderr
    assert "Traceback" not in ran.stderr


UNHEARD = {
    "in a thread": (
        "import threading\nfor _ in range(3):\n"
        "    one = threading.Thread(target=lambda: 1 / 0)\n    one.start()\n    one.join()"
    ),
    "where nobody waited for it": "class Gone:\n    def __del__(self): return 1 / 0\nGone()",
}


@needs_ours
@pytest.mark.parametrize("where", UNHEARD)
def test_what_fails_where_nobody_waits_for_it_is_one_warning(site, where, renderer):
    ran = site.install("acme-odd", renderer(UNHEARD[where], rendering=False)).run(
        "report", REPORT, "--to", "shown"
    )
    assert (ran.returncode, ran.stdout) == (0, "shown")
    assert ran.stderr == (
        f"kompass: warning: The renderers of acme-odd 1.2 failed {where} (ZeroDivisionError: division by"
        " zero). Report this to its authors.\n"
    )


@needs_ours
def test_what_a_plugin_prints_of_a_document_does_not_reach_the_terminal_as_it_is(site, renderer):
    saying = "import logging\nlogging.error('\\x1b[31mred\\nand\\tmore')"
    ran = site.install("acme-odd", renderer(saying, rendering=False)).run_apart(
        "report", REPORT, "--to", "shown"
    )
    assert (ran.stdout, ran.stderr) == ("shown", "ERROR:root:\\x1b[31mred\nand\tmore\n")


@pytest.mark.parametrize("how", WORDLESS)
def test_a_plugin_that_fails_without_words_costs_a_sentence_when_it_is_loaded(site, command, how, renderer):
    source = renderer(WORDLESS[how], rendering=False)
    site.install("acme-odd", source).install("acme-good", renderer("pass").replace('"shown"', '"seen"'))
    code, out, err = command(["plugins"], site.folder, {"PYTHONPATH": str(site.folder)})
    assert (code, b"seen" in out) == (0, True)
    (sentence,) = [line for line in err.decode().splitlines() if "acme-odd" in line]
    assert "The renderers of acme-odd 1.2 are not used: " in sentence
    assert sentence.strip(" .:") != "kompass: warning: The renderers of acme-odd 1.2 are not used"


@pytest.mark.parametrize("how", WORDLESS)
def test_a_plugin_that_fails_without_words_costs_a_sentence_when_it_is_called(how):
    def called():
        exec(WORDLESS[how], {})  # noqa: S102 - what a plugin would do

    with pytest.raises(InputError) as raised:
        call_plugin(PLUGIN, called, bytes)
    (problem,) = raised.value.problems
    assert problem.code == "plugin-failed"
    assert problem.message.startswith("The renderer 'odd' of acme 1 failed (")
    assert "\n" not in str(problem)


def test_a_lack_of_memory_is_not_called_the_fault_of_the_plugin():
    def called():
        raise MemoryError

    with pytest.raises(InputError) as raised:
        call_plugin(PLUGIN, called, bytes, "large.md")
    (problem,) = raised.value.problems
    assert (problem.code, problem.file) == ("out-of-memory", "large.md")
    assert "Report this" not in problem.message


def test_what_a_plugin_rightly_raises_comes_as_it_is():
    class OwnError(InputError):
        def in_file(self, file):
            raise SystemExit(file)

    def called():
        raise OwnError([Problem("bad-cell", "The cell is empty. Fill it in.", line=3)])

    with pytest.raises(InputError) as raised:
        call_plugin(PLUGIN, called, bytes)
    assert type(raised.value) is InputError
    assert raised.value.problems == (Problem("bad-cell", "The cell is empty. Fill it in.", line=3),)


HOSTILE_NAME = """
class Name(str):
    def __repr__(self): raise SystemExit(0)
    __str__ = __format__ = __eq__ = __len__ = __lt__ = lambda *_: 1 / 0
    def __hash__(self): raise SystemExit(0)
    def isprintable(self): return 1 / 0
"""


def test_a_name_of_a_class_of_its_own_is_its_letters(site, command, renderer):
    source = HOSTILE_NAME + renderer("pass").replace('name = "shown"', 'name = Name("shown")')
    site.install("acme-odd", source)
    code, out, err = command(["plugins"], site.folder, {"PYTHONPATH": str(site.folder)})
    assert (code, b"shown" in out, b"acme-odd" in err) == (0, True, False)


def test_a_name_that_a_terminal_would_obey_is_refused(site, command, renderer):
    site.install("acme-odd", renderer("pass").replace('name = "shown"', r'name = "\x1b[31mshown"'))
    code, _, err = command(["plugins"], site.folder, {"PYTHONPATH": str(site.folder)})
    assert (code, b"whose name is not a text" in err) == (0, True)


def test_what_an_exception_says_does_not_reach_the_terminal_as_it_is(site, command, renderer):
    site.install("acme-odd", renderer("raise ValueError('\\x1b[2Jgone')", rendering=False))
    code, _, err = command(["plugins"], site.folder, {"PYTHONPATH": str(site.folder)})
    assert (code, b"\x1b" in err, rb"\x1b[2Jgone" in err) == (0, False, True)
