"""Messages of the library name its arguments; only the command names its options."""

import ast
import re
from pathlib import Path

import pytest

from kompass_spec.cli.option_names import FUNCTIONS, OPTIONS, as_options
from kompass_spec.cli.parser import build_parser

ROOMS = ("model", "documents", "plugins", "registry", "wording", "results", "releases")
ROOT = Path(__file__).parents[2] / "kompass_spec"
OPTION = re.compile(r"(?<![\w-])(?:--[a-z][a-z-]+|-o\b)")
OF_GIT = re.compile(r"git \w+ --[a-z]+")


def said(module):
    """Yield the texts of a module that are no docstrings, with their lines."""
    tree = ast.parse(module.read_text("utf-8"))
    documented = {
        id(node.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in documented:
            yield node.lineno, node.value


def test_no_message_of_the_library_names_an_option_of_the_command():
    named = [
        f"{module.relative_to(ROOT)}:{line}: {option}"
        for room in ROOMS
        for module in sorted((ROOT / room).rglob("*.py"))
        for line, text in said(module)
        if " " in text.strip()  # a word alone is an argument of git
        for option in OPTION.findall(OF_GIT.sub("", text))
    ]
    assert named == []


def options_of(parser):
    for action in parser._actions:  # noqa: SLF001 - argparse has no other way to list what it parses
        yield from action.option_strings
        for inner in (action.choices or {}).values() if isinstance(action.choices, dict) else ():
            yield from options_of(inner)


def test_every_option_that_a_message_is_given_is_one_of_the_command():
    there = set(options_of(build_parser()))
    named = {*OPTIONS.values(), *(option for words in FUNCTIONS.values() for option in OPTION.findall(words))}
    assert named <= there


@pytest.mark.parametrize(
    ("sentence", "told"),
    [
        ("Decide with `edition=ID`.", "Decide with --edition ID."),
        ("Leave `unusual_day=` out.", "Leave --unusual-day out."),
        ("Release it with `gaps_meant=True`.", "Release it with --gaps-meant."),
        (
            'It can be taken back: `plan_take_back(…, "se-2016", reason=REASON)`.',
            "It can be taken back: kompass release se-2016 --take-back REASON.",
        ),
        ("`low=3` is no argument.", "`low=3` is no argument."),
    ],
)
def test_the_command_says_its_options_instead(sentence, told):
    assert as_options(sentence) == told
