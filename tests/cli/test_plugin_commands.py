"""Commands that plugins bring: by the same door, in the help, and at a sentence where they fail."""

import pytest

PLUGIN = """
from kompass_spec import InputError, Problem, hookimpl
from kompass_spec.cli.output import tell

kompass_api = 1


class Greet:
    name = {name!r}
    summary = "greet a municipality"
    examples = ("kompass greet Lund",)

    def add_arguments(self, parser):
        {adding}
        parser.add_argument("whom", metavar="NAME", help="whom to greet")

    def run(self, arguments):
        {running}
        tell(f"Hej, {{arguments.whom}}!")
        return 0


@hookimpl
def kompass_commands():
    return [Greet()]
"""


@pytest.fixture
def greet(site):
    """Run the command line with a third party's command in it."""

    def run(*arguments, name="greet", adding="pass", running="pass"):
        source = PLUGIN.format(name=name, adding=adding, running=running)
        site.install("acme-greet", source, kind="commands")
        return site.run_apart(*arguments, KOMPASS_PLUGINS="acme-greet")

    return run


def test_a_command_of_a_plugin_is_run_and_prints(greet):
    ran = greet("greet", "Lund")
    assert (ran.returncode, ran.stdout, ran.stderr) == (0, "Hej, Lund!\n", "")


@pytest.mark.parametrize("arguments", [["--help"], []])
def test_the_help_lists_it(greet, arguments):
    shown = greet(*arguments).stdout
    assert "brought by plugins:\n  greet " in shown
    assert "greet a municipality" in shown


def test_it_has_a_help_of_its_own(greet):
    shown = greet("greet", "--help").stdout
    assert "whom to greet" in shown
    assert "kompass greet Lund" in shown


def test_what_it_does_not_understand_is_wrong_usage(greet):
    ran = greet("greet", "Lund", "--loud")
    assert ran.returncode == 2
    assert "Unrecognized arguments: --loud" in ran.stderr


def test_one_mistyped_is_asked_for(greet):
    ran = greet("gret")
    assert ran.returncode == 2
    assert "Did you mean greet?" in ran.stderr


WRONG = {
    "raise InputError([Problem('no-town', 'There is no such town.')])": (1, "There is no such town."),
    "raise RuntimeError('oh')": (1, "The command 'greet' of acme-greet 1.2 failed (RuntimeError: oh"),
    "raise InputError('text')": (1, "The command 'greet' of acme-greet 1.2 failed"),
    "raise SystemExit(0)": (1, "The command 'greet' of acme-greet 1.2 failed"),
    "return None": (1, "its exit code is None"),
    "return 7": (1, "its exit code is 7"),
    "return 10**5000": (1, "its exit code is a number of many digits"),
    "return (lambda: (yield))()": (1, "its exit code is generator"),
    "import sys; sys.stdout.close(); return 0": (1, "it closed stdout"),
}


@pytest.mark.parametrize("running", WRONG)
def test_what_goes_wrong_in_it_is_a_sentence(greet, running):
    code, words = WRONG[running]
    ran = greet("greet", "Lund", running=running)
    assert ran.returncode == code
    assert words in ran.stderr
    assert "Traceback" not in ran.stderr


def test_one_that_is_async_costs_one_sentence_and_no_warning(site):
    source = PLUGIN.format(name="greet", adding="pass", running="return 0")
    site.install("acme-greet", source.replace("def run(", "async def run("), kind="commands")
    ran = site.run_apart("greet", "Lund", KOMPASS_PLUGINS="acme-greet")
    assert ran.returncode == 1
    (sentence,) = ran.stderr.splitlines()
    assert "its exit code is a coroutine (leave out async)" in sentence


UNREAD = {
    "{}[text]": "(KeyError: 'Lund'",
    "exec('raise SystemExit(0)')": "(it tried to end the program (0)",
    "__import__('sys').exit('bye')": "(it tried to end the program (bye)",
    "exec('raise KeyboardInterrupt')": "(it raised KeyboardInterrupt, though nobody",
    "parser.exit(7)": "(TypeError: its exit code is 7, which is none of 0, 1 and 2",
}


@pytest.mark.parametrize("read", UNREAD)
def test_one_that_cannot_read_its_arguments_costs_one_sentence(greet, read):
    ran = greet("greet", "Lund", adding=f"parser.add_argument('town', type=lambda text: {read}, help='t')")
    assert ran.returncode == 1
    (sentence,) = ran.stderr.splitlines()
    assert f"The command 'greet' of acme-greet 1.2 failed {UNREAD[read]}" in sentence


SHOWING = "parser.add_argument('--v', action='version', version='greet 1.2', help='say \\x1b[31m')"


def test_one_that_shows_its_version_is_done(greet):
    ran = greet("greet", "--v", adding=SHOWING)
    assert (ran.returncode, ran.stdout, ran.stderr) == (0, "greet 1.2\n", "")


def test_its_help_has_nothing_that_a_terminal_obeys(greet):
    assert "say \\x1b[31m" in greet("greet", "--help", adding=SHOWING).stdout


def test_what_it_says_is_cut_where_nobody_would_read_on(greet):
    ran = greet("greet", "Lund", running="raise InputError([Problem('far', 'Too far. ' * 1_000_000)])")
    assert ran.returncode == 1
    assert len(ran.stderr) < 5_000
    assert ran.stderr.endswith("… (cut: 9,000,000 letters)\n")


def test_of_more_problems_than_anybody_reads_the_rest_is_counted(greet):
    many = "raise InputError([Problem('far', f'{i} is too far.') for i in range(10_003)])"
    ran = greet("greet", "Lund", running=many)
    assert ran.returncode == 1
    assert ran.stderr.splitlines()[9_999:] == ["kompass: 9999 is too far.", "kompass: and 3 more."]


def test_one_that_cannot_say_its_arguments_costs_one_sentence(greet):
    ran = greet("greet", "Lund", adding="raise RuntimeError('oh')")
    assert ran.returncode == 1
    assert ran.stderr.count("acme-greet") == 1
    assert "Traceback" not in ran.stderr


@pytest.mark.parametrize("adding", ["raise RuntimeError('oh')", "parser.add_argument('-x', help='%(y)s')"])
def test_one_that_cannot_say_its_arguments_takes_neither_the_help_nor_other_commands_away(site, adding):
    source = PLUGIN.format(name="greet", adding=adding, running="pass")
    site.install("acme-greet", source, kind="commands")
    assert "brought by plugins:\n  greet " in site.run_apart("--help", KOMPASS_PLUGINS="acme-greet").stdout
    assert "Did you mean greet?" in site.run_apart("gret", KOMPASS_PLUGINS="acme-greet").stderr
    completed = site.run_apart("--print-completion", "bash", KOMPASS_PLUGINS="acme-greet")
    assert (completed.returncode, "Traceback" in completed.stderr) == (0, False)
    assert "acme-greet" in completed.stderr
    assert "lint-mapping" in completed.stdout


@pytest.mark.parametrize(
    ("command", "distribution"), [("table", "kompass-tables"), ("sensitivity", "kompass-sensitivity")]
)
def test_one_that_is_not_installed_is_told_from_where_it_comes(kompass, monkeypatch, command, distribution):
    monkeypatch.setenv("KOMPASS_PLUGINS", "kompass-frameworks")
    ran = kompass(command, "results.csv")
    assert ran.code == 2
    assert f"comes with {distribution}, which is not installed" in ran.err


def test_a_percent_sign_in_a_summary_is_one(site):
    source = PLUGIN.format(name="greet", adding="pass", running="pass").replace(
        "municipality", "100 %(x)s town"
    )
    site.install("acme-greet", source, kind="commands")
    assert "greet a 100 %(x)s town" in site.run_apart("--help", KOMPASS_PLUGINS="acme-greet").stdout


def test_it_cannot_take_the_name_of_one_of_ours(greet):
    ran = greet("--help", name="score")
    assert ran.stdout.count("\n  score ") == 1
    assert "is not used, because kompass has a command of that name" in ran.stderr


@pytest.mark.parametrize("name", ["Greet", "two words", "-x", ""])
def test_a_name_that_nobody_could_write_is_refused(greet, name):
    ran = greet("greet", "Lund", name=name)
    assert ran.returncode == 2
    assert "is not a" in ran.stderr or "which is no word" in ran.stderr
