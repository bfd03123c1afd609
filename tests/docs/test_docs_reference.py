"""The reference names everything that there is, and nothing else."""

import argparse
import ast
import json
import re
from pathlib import Path

import attrs
import pytest

import kompass_spec
from kompass_spec import load_registry, model
from kompass_spec.cli.commands import COMMANDS
from kompass_spec.cli.parser import build_parser
from kompass_spec.cli.plugin_commands import plugin_commands
from kompass_spec.documents.mappings import MappingFile
from kompass_spec.documents.registers import _Register, _RegisteredPart
from kompass_spec.plugins import hooks, requests

ROOT = Path(__file__).parents[2]
REFERENCE = ROOT / "docs/reference"
HEADING = re.compile(r"^(#+) (.*)$", re.MULTILINE)
WORD = re.compile(r"`([^`\n]+)`")
ROW = re.compile(r"^\| (`.+?`) \|", re.MULTILINE)


def sections_of(page):
    """Return the text under every heading of a page, by the heading's words."""
    text = (REFERENCE / page).read_text("utf-8")
    found = list(HEADING.finditer(text))
    ends = [heading.start() for heading in found[1:]] + [len(text)]
    return {heading[2]: text[heading.end() : end] for heading, end in zip(found, ends, strict=True)}


def codes_of(page):
    """Return the headings of a page that are one word in code style."""
    return {heading.strip("`") for heading in sections_of(page) if re.fullmatch(r"`[^`]+`", heading)}


def rows_of(section):
    """Return the words in code style in the first column of a section's tables."""
    return [word for cell in ROW.findall(section) for word in WORD.findall(cell)]


def parser_of(command):
    parser = build_parser()
    (commands,) = (action for action in parser._actions if isinstance(action, argparse._SubParsersAction))  # noqa: SLF001 - argparse has no other way to list what it knows
    return commands.choices[command]


def arguments_of(command):
    """Return the options and operands of a command, as a person writes them."""
    for action in parser_of(command)._actions:  # noqa: SLF001 - see above
        if "--help" not in action.option_strings:
            yield from action.option_strings or [action.metavar]


ALL_COMMANDS = [*COMMANDS, *plugin_commands()]


@pytest.mark.parametrize("command", ALL_COMMANDS)
def test_every_option_of_a_command_is_described(command):
    section = sections_of("commands.md")[f"`kompass {command}`"]
    listed = re.findall(r"^- (.+?)(?::| writes)", section, re.MULTILINE)
    described = {word.split()[0] for item in listed for word in WORD.findall(item)}
    assert described == set(arguments_of(command))


def test_every_command_has_its_headings():
    for page in ("commands.md", "json.md"):
        assert {heading for heading in codes_of(page) if heading.startswith("kompass ")} == {
            f"kompass {command}" for command in ALL_COMMANDS
        }


def test_every_hook_and_protocol_has_its_heading():
    wanted = {f"kompass_{kind}" for kind in hooks.HOOKS}
    assert codes_of("hooks.md") == wanted | set(ASKED)


ASKED = {
    name: getattr(kompass_spec, name)
    for name in (*hooks.__all__, *requests.__all__, "Block", "Document", "Imported", "LintFinding", "Linted")
    if isinstance(getattr(kompass_spec, name, None), type)
}
"""The protocols of plugins, what they are asked, and what only they answer with."""


@pytest.mark.parametrize("name", sorted(ASKED))
def test_every_member_of_a_protocol_or_request_is_described(name):
    kind = ASKED[name]
    section = sections_of("hooks.md")[f"`{name}`"]
    if attrs.has(kind):
        assert rows_of(section) == [attribute.name for attribute in attrs.fields(kind)]
    elif isinstance(kind, type(model.Quantity)):
        assert {member.name for member in kind} <= set(WORD.findall(section))
    else:
        members = {member for member in vars(kind) if not member.startswith("_")}
        assert {row.partition("(")[0] for row in rows_of(section)} == members


def test_every_installed_edition_has_its_heading():
    registry = load_registry()
    assert codes_of("editions.md") == set(registry)
    for name, edition in registry.items():
        section = sections_of("editions.md")[f"`{name}`"]
        assert f"Release {edition.release}." in section
        assert f"Completeness: `{edition.completeness.value}`." in section


FILES = {
    "The edition": model.Edition,
    "A source": model.Source,
    "A note": model.Note,
    "An area": model.Area,
    "A heading": model.Heading,
    "A question": model.Question,
    "A criterion": model.Criterion,
    "A scale": model.Scale,
    "A level": model.ScaleLevel,
    "Guidance": model.Guidance,
    "An editorial rewording": model.Editorial,
}
MAPPING_FILES = {
    "The mapping": MappingFile,
    "A link": model.Link,
    "A code without a counterpart": model.Unlinked,
    "A statement": model.Statement,
}
SECTIONS = [
    *(("edition-files.md", heading, kind) for heading, kind in FILES.items()),
    *(("mapping-files.md", heading, kind) for heading, kind in MAPPING_FILES.items()),
    ("edition-files.md", "A part", _RegisteredPart),
    ("edition-files.md", "A merger", model.Merger),
]


@pytest.mark.parametrize(("page", "heading", "kind"), SECTIONS, ids=[heading for _, heading, _ in SECTIONS])
def test_every_key_of_a_file_is_described(page, heading, kind):
    section = sections_of(page)[heading]
    fields = [
        attribute for attribute in attrs.fields(kind) if attribute.init and not attribute.name.startswith("_")
    ]
    assert set(rows_of(section)) == {attribute.name for attribute in fields}
    required = {attribute.name for attribute in fields if attribute.default is attrs.NOTHING}
    marked = {name for name in rows_of(section) if re.search(rf"\| `{name}` \| required;", section)}
    assert marked == required


def test_every_key_of_a_register_is_described():
    section = sections_of("edition-files.md")["Registers of organisations"]
    known = {"names", "aliases", *(attribute.name for attribute in attrs.fields(_Register))}
    assert set(rows_of(section)) == known


def test_every_public_name_of_python_is_described():
    described = re.findall(
        r"^::: ([\w.]+)(?:\n    options:\n      members: \[(.*?)\])?",
        (REFERENCE / "python.md").read_text("utf-8"),
        re.MULTILINE,
    )
    members = {module: listed.split(", ") if listed else None for module, listed in described}
    for name in set(dir(kompass_spec)) - {"__version__"}:
        home = kompass_spec._HOMES[name]  # noqa: SLF001 - where each name is at home
        assert home in members, f"{name} of {home}"
        assert name in (members[home] or [name]), f"{name} of {home}"


def keys_of(data):
    if isinstance(data, dict):
        for key, value in data.items():
            yield key
            if key not in {"title", "text", "reasons"}:
                yield from keys_of(value)
    elif isinstance(data, list):
        for value in data:
            yield from keys_of(value)


@pytest.mark.parametrize(
    "arguments",
    [
        ["editions"],
        ["import", "REPORT"],
        ["score", "REPORT"],
        ["convert", "REPORT", "--to", "se-2010"],
        ["compare", "REPORT"],
        ["cohort"],
        ["diff", "se-2010", "se-2016"],
        ["verify"],
        ["lint-mapping", "REPORT", "--linter", "sssom"],
        ["plugins"],
        ["check", "nothing"],
    ],
    ids=lambda arguments: arguments[0],
)
def test_every_key_of_the_json_is_described(command, arguments):
    arguments = [
        str(ROOT / "docs/examples/ornskoldsvik-2017.md") if word == "REPORT" else word for word in arguments
    ]
    _, shown, _ = command([*arguments, "--json"], Path.cwd(), {})
    text = (REFERENCE / "json.md").read_text("utf-8")
    described = set(WORD.findall(text)) | set(re.findall(r'"(\w+)":', text))
    assert set(keys_of(json.loads(shown))) <= described


PACKAGES = [
    ROOT / "kompass_spec",
    ROOT / "frameworks/kompass_frameworks",
    *sorted(ROOT.glob("plugins/*/src")),
]


def first_arguments(tree, name):
    """Iterate over what the calls of a function give as its
    code, with the function that each call stands in."""
    within = {
        id(inner): outer.name
        for outer in ast.walk(tree)
        if isinstance(outer, ast.FunctionDef)
        for inner in ast.walk(outer)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and name in {
            getattr(node.func, "id", ""),
            getattr(node.func, "attr", ""),
        }:
            given = (
                node.args[0] if node.args else next(key.value for key in node.keywords if key.arg == "code")
            )
            yield given, within.get(id(node), "")


def codes_in(package):
    """Return the codes of problems in a package, also those that it hands on through functions of its own."""
    trees = [ast.parse(path.read_text("utf-8")) for path in sorted(package.rglob("*.py"))]
    codes, makers, done = set(), ["Problem", "_WrongValueError"], set()
    while makers:
        maker = makers.pop()
        if maker in done:
            continue
        done.add(maker)
        for given, function in (found for tree in trees for found in first_arguments(tree, maker)):
            if isinstance(given, ast.Constant):
                codes.add(given.value)
            elif isinstance(given, ast.Name) and given.id == "code":
                makers.append(function)
            else:
                assert ast.unparse(given) == "error.code", f"{package}: {ast.unparse(given)}"
    return codes


@pytest.mark.slow
def test_every_code_of_a_problem_has_its_heading():
    codes = {code for package in PACKAGES for code in codes_in(package)}
    assert len(codes) > 40
    assert all(re.fullmatch(r"[a-z]+(-[a-z]+)*", code) for code in codes)
    assert codes_of("errors.md") == codes


def test_every_law_that_can_be_tested_is_quoted_by_a_test():
    laws = (ROOT / "docs/explanation/laws.md").read_text("utf-8")
    numbered = re.findall(r"^(\d+)\. ((?:.+\n?)+?)(?=^\d+\. |\Z)", laws, re.MULTILINE)
    assert len(numbered) == 10
    tests = [
        *ROOT.glob("tests/**/test_*.py"),
        *ROOT.glob("plugins/*/tests/**/test_*.py"),
        *ROOT.glob("frameworks/tests/**/test_*.py"),
    ]
    quoted = {int(found) for path in tests for found in re.findall(r"\bLaw (\d+)\b", path.read_text("utf-8"))}
    not_yet = {int(number) for number, words in numbered if "(There is no " in words}
    assert quoted >= {int(number) for number, _ in numbered} - not_yet
    assert not quoted & not_yet
