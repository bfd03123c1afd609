"""The options of every command: the same in the parser, in the class, and in the table of commands."""

import argparse
import shlex
import subprocess
import sys
import types
import typing
from pathlib import Path

import attrs
import pytest

import kompass_spec.cli
from kompass_spec.cli.commands import COMMANDS, GROUPS, load_command
from kompass_spec.cli.parser import build_parser, parse

ROOM = Path(kompass_spec.cli.__file__).parent


def test_the_table_names_every_command_that_there_is():
    files = {file.stem.removesuffix("_command").replace("_", "-") for file in ROOM.glob("*_command.py")}
    assert files | {"new"} == set(COMMANDS)
    assert sum(len(group) for group in GROUPS.values()) == len(COMMANDS)


@pytest.mark.parametrize("name", COMMANDS)
def test_the_options_of_a_command_are_what_its_parser_reads(name):
    command = load_command(name)
    parser = argparse.ArgumentParser(add_help=False)
    command.add_arguments(parser)
    actions = parser._actions  # noqa: SLF001 - argparse has no other way to list what it parses
    read = {action.dest for action in actions} | set(parser._defaults)  # noqa: SLF001 - likewise
    assert read == {field.name for field in attrs.fields(command.options)}


EXAMPLES = [example for name in COMMANDS for example in load_command(name).examples]


def is_of(value, kind):
    """Tell whether a value is of the type that a field of options says."""
    options = typing.get_args(kind) if isinstance(kind, types.UnionType) else (kind,)
    for option in options:
        if typing.get_origin(option) is None:
            if isinstance(value, option):
                return True
        else:
            (item,) = typing.get_args(option)
            if not isinstance(value, str) and all(isinstance(each, item) for each in value):
                return True
    return False


@pytest.mark.parametrize("example", EXAMPLES)
def test_what_the_examples_say_is_of_the_types_of_the_options(example):
    program, *arguments = shlex.split(example)
    assert program == "kompass"
    namespace, _ = parse(arguments)
    options = load_command(namespace.command).typed(namespace)
    kinds = typing.get_type_hints(type(options))
    wrong = {name: value for name, value in attrs.asdict(options, recurse=False).items()
             if not is_of(value, kinds[name])}  # fmt: skip
    assert wrong == {}


@pytest.mark.parametrize("arguments", [["--help"], ["scroe"], *([name, "--help"] for name in COMMANDS)])
def test_help_imports_no_command_but_the_one_that_is_asked_about(arguments):
    program = (
        "import contextlib, io, sys\n"
        "from kompass_spec.cli import main\n"
        "with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):\n"
        f"    main({arguments!r})\n"
        "heavy = {'kompass_spec.registry', 'kompass_spec.results', 'kompass_spec.wording', 'pluggy'}\n"
        "rooms = {name for name in sys.modules if name.startswith('kompass_spec.cli.')}\n"
        "print(*sorted(name for name in rooms if name.endswith('command')), *(heavy & set(sys.modules)))"
    )
    ran = subprocess.run([sys.executable, "-c", program], check=True, capture_output=True, text=True)
    # Where none of ours is named, those of plugins are looked for.
    wanted = [] if arguments[0] in COMMANDS else ["pluggy"]
    if arguments[0] in COMMANDS:
        wanted = [load_command(arguments[0]).execute.__module__]
    assert ran.stdout.split() == wanted


def test_the_help_shows_the_commands_in_groups(kompass):
    shown = kompass("--help").out
    assert shown == build_parser().format_help()
    places = []
    for title, group in GROUPS.items():
        places.append(shown.index(f"\n{title}:\n"))
        places += [shown.index(f"\n  {name} ", places[-1]) for name in group]
    assert places == sorted(places)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["scroe", "report.md"], "'sensitivity', 'table'). Did you mean score? See kompass --help."),
        (["reprot", "report.md"], "Did you mean report?"),
        (["plugin"], "Did you mean plugins?"),
        (["new", "varient", "-o", "x"], "Did you mean variant? See kompass new --help."),
        (["score", "x.md", "--strickt"], "--strickt. Did you mean --strict? See kompass score --help."),
        (["report", "x.md", "--organization=Lund"], "Did you mean --organisation?"),
        (["--versoin"], "Unrecognized arguments: --versoin. Did you mean --version? See kompass --help."),
    ],
)
def test_a_slip_gets_the_word_that_was_meant(kompass, arguments, said):
    ran = kompass(*arguments)
    assert (ran.code, ran.out) == (2, "")
    assert said in ran.err


@pytest.mark.parametrize(
    "arguments", [["frobnicate"], ["editions", "--frobnicate"], ["editions", "edition"], ["editions", "-x"]]
)
def test_what_is_like_nothing_gets_no_suggestion(kompass, arguments):
    ran = kompass(*arguments)
    assert (ran.code, ran.out) == (2, "")
    assert "Did you mean" not in ran.err


def test_the_package_is_the_command(tmp_path):
    def ran(*arguments):
        command = [sys.executable, "-m", "kompass_spec", *arguments]
        return subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)

    shown = ran("--help")
    assert (shown.returncode, shown.stderr) == (0, "")
    assert shown.stdout.startswith("usage: kompass [-h]")
    assert ran("score", "--help").stdout.startswith("usage: kompass score [-h]")
    wrong = ran("score")
    assert wrong.returncode == 2
    assert wrong.stderr.startswith("kompass: ")
    assert wrong.stderr.endswith("See kompass score --help.\n")
    assert ran("editions").stdout.startswith("edition  release")
