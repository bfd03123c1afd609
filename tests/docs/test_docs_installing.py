"""Nothing tells anybody to install a distribution of ours
by its name alone, which is registered by nobody yet."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
FOLDERS = ("docs", "frameworks", "kompass_spec", "plugins", ".github")
ENDINGS = {".md", ".py", ".template", ".toml", ".yml"}
PLACES = [
    *sorted(ROOT.glob("*.md")),
    *(
        path
        for folder in FOLDERS
        for path in sorted((ROOT / folder).rglob("*"))
        if path.suffix in ENDINGS and "tests" not in path.parts
    ),
]
COMMAND = re.compile(r"(?:pip install|uv add|uvx|uv tool install)\b([^`\n]*)")
"""An installing command and its arguments, up to the end of the line or of the code."""
BARE = re.compile(r"kompass-[a-z-]+(\[[a-z,]+\])?([<>=~!].*)?")


def bare_names(line):
    """Return the arguments that are names of ours alone; what is editable is a folder that is there."""
    arguments = re.sub(r"--editable \S+", "", line)
    arguments = re.sub(r"([\"'])[^\"']* @ [^\"']*\1", "", arguments)
    return [word for word in re.sub("[\"']", " ", arguments).split() if BARE.fullmatch(word.rstrip(".,;"))]


def commands():
    return [
        (path.relative_to(ROOT).as_posix(), found[1])
        for path in PLACES
        for found in COMMAND.finditer(path.read_text("utf-8"))
    ]


def test_no_command_takes_a_name_of_ours_from_the_public_index():
    assert len(commands()) > 10
    assert [(place, names) for place, line in commands() if (names := bare_names(line))] == []


def test_no_command_looks_beside_the_public_index():
    """With --find-links the higher version wins, whoever put it there."""
    assert [place for place, line in commands() if "--find-links" in line] == []


@pytest.mark.parametrize(
    ("line", "names"),
    [
        (" kompass-frameworks", ["kompass-frameworks"]),
        (' "kompass-spec[testing]"', ["kompass-spec[testing]"]),
        (" 'kompass-spec[testing]'", ["kompass-spec[testing]"]),
        (" --find-links WHEELS --editable . pytest kompass-frameworks", ["kompass-frameworks"]),
        (' "kompass-spec[all] @ git+ADDRESS"', []),
        (" --editable kompass-render-tsv", []),
        (" kompass_spec-*.whl", []),
        (" babel", []),
    ],
)
def test_a_bare_name_is_recognised(line, names):
    assert bare_names(line) == names
