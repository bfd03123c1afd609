"""Every example of the documentation runs, in the order
of its page, and says what the page says that it says."""

import doctest
import os
import re
import shlex
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from kompass_spec import load_registry
from kompass_spec.documents.editions import read_edition
from kompass_spec.documents.mappings import read_mapping

ROOT = Path(__file__).parents[2]
PAGES = [
    path
    for path in sorted(
        [
            *ROOT.glob("*.md"),
            *ROOT.glob("docs/**/*.md"),
            *ROOT.glob("*/README.md"),
            *ROOT.glob("plugins/*/README.md"),
        ]
    )
    if ROOT / "docs/examples" not in path.parents
]
BLOCK = re.compile(r"^```(\w*)[^\n]*\n(.*?)^```$", re.MULTILINE | re.DOTALL)
PLAIN = re.compile(r"kompass [^|<>;&$`*?~!\\]*")
"""A line that asks nothing of the shell but to divide it into words."""
FILE = re.compile(r"# ([\w./-]+/[\w.-]+\.(?:py|toml))\n")
COPIED = (
    "docs/examples",
    "frameworks",
    "plugins/kompass-render-text",
    "plugins/kompass-variant-dk",
    "plugins/kompass-variant-no",
    "kompass_spec/wording/locale",
)


def blocks_of(page):
    """Return the fenced blocks of a page as triples of language, body and the place of the body."""
    return [(found[1], found[2], found.span(2)) for found in BLOCK.finditer(page.read_text("utf-8"))]


def named(page):
    return page.relative_to(ROOT).as_posix()


class Desk:
    """A folder with copies of what the pages work on, and a shell in it."""

    def __init__(self, folder, command):
        self.folder = folder
        self.command = command
        self.names = {}
        self.code = 0
        self.paths = [folder / "installed"]
        self.paths[0].mkdir()
        for name in COPIED:
            shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__", ".*"))

    def write(self, body):
        """Write a block that begins with the name of a file to that file."""
        first, _, _ = body.partition("\n")
        file = self.folder / first.removeprefix("# ")
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(body, "utf-8")

    def shell(self, command):
        """Return what a command writes; remember its exit code."""
        if command == "echo $?":
            return f"{self.code}\n"
        if found := re.fullmatch(r"uv pip install --editable (\S+)", command):
            self.install(self.folder / found[1])
            return ""
        environment = {name: value for name, value in os.environ.items() if name != "KOMPASS_PLUGINS"}
        environment |= {
            "PATH": os.pathsep.join([str(Path(sys.executable).parent), environment["PATH"]]),
            "PYTHONPATH": os.pathsep.join(map(str, self.paths)),
            "COLUMNS": "80",
            "NO_COLOR": "1",
        }
        if self.paths[1:] or not PLAIN.fullmatch(command):
            done = subprocess.run(
                ["bash", "-c", f"exec 2>&1; {command}"],
                cwd=self.folder,
                env=environment,
                capture_output=True,
                check=False,
                timeout=120,
            )
            self.code = done.returncode
            return done.stdout.decode("utf-8")
        self.code, shown, _ = self.command(shlex.split(command)[1:], self.folder, environment, together=True)
        return shown.decode("utf-8")

    def install(self, folder):
        """Leave what an editable install leaves: the package
        on the path, and what it is in a dist-info folder."""
        project = tomllib.loads((folder / "pyproject.toml").read_text("utf-8"))["project"]
        info = self.paths[0] / f"{project['name'].replace('-', '_')}-{project['version']}.dist-info"
        info.mkdir(exist_ok=True)
        required = "".join(f"Requires-Dist: {one}\n" for one in project["dependencies"])
        (info / "METADATA").write_text(
            f"Metadata-Version: 2.1\nName: {project['name']}\nVersion: {project['version']}\n{required}"
        )
        points = [f"{name} = {value}" for name, value in project["entry-points"]["kompass"].items()]
        (info / "entry_points.txt").write_text("\n".join(["[kompass]", *points, ""]))
        if folder / "src" not in self.paths:
            self.paths.append(folder / "src")


def without_trailing_space(text):
    return re.sub(r"[ \t]+$", "", text, flags=re.MULTILINE)


def run_console(body, desk):
    """Return the block as it should stand.

    A command that fails is followed by ``echo $?`` and its exit code. Warnings may be left out where they are
    not the point, and ``...`` stands for whatever is left out elsewhere.
    """
    begin, *parts = re.split(r"^\$ (.*)\n", body, flags=re.MULTILINE)
    assert not begin, "a console block begins with a command"
    commands, outputs = parts[0::2], parts[1::2]
    shown = ""
    for command, wanted, following in zip(commands, outputs, [*commands[1:], ""], strict=True):
        got = without_trailing_space(desk.shell(command))
        assert desk.code == 0 or "echo $?" in {command, following}, f"{command}: {desk.code}\n{got}"
        # What takes long to import is the machine's matter, and no page is about it.
        got = re.sub(
            r"^kompass: warning: .* take more than a second to import.*\n", "", got, flags=re.MULTILINE
        )
        if "kompass: warning: " not in wanted:
            got = re.sub(r"^kompass: warning: .*\n", "", got, flags=re.MULTILINE)
        fits = doctest.OutputChecker().check_output(wanted, got, doctest.ELLIPSIS)
        shown += f"$ {command}\n{wanted if fits else got}"
    return shown


def run_python(body, page, desk):
    """Run a block of Python, as a session where it has prompts."""
    if ">>> " not in body:
        exec(compile(body, named(page), "exec"), desk.names)  # noqa: S102 - the examples are the project's own
        return
    example = doctest.DocTestParser().get_doctest(body, desk.names, named(page), named(page), 0)
    failures: list[str] = []
    runner = doctest.DocTestRunner(optionflags=doctest.ELLIPSIS)
    runner.run(example, out=failures.append, clear_globs=False)
    desk.names.update(example.globs)
    assert not failures, "".join(failures)


def outcomes(page, desk):
    """Run the blocks of a page in order; yield what a console
    block shows, what it should show, and its place."""
    for language, body, span in blocks_of(page):
        if language in {"python", "toml"} and FILE.match(body):
            desk.write(body)
        elif language == "python":
            run_python(body, page, desk)
        elif language == "toml" and body.startswith("id = "):
            read_edition(body, named(page))
        elif language == "toml" and body.startswith("release = "):
            read_mapping(body, named(page), load_registry())
        elif language == "console":
            yield body, run_console(body, desk), span


LONG = frozenset(
    {
        "bring-a-variant",
        "check-your-implementation",
        "choose-a-format",
        "compare-with-others",
        "complete-commands",
        "how-firm-a-ranking-is",
        "make-an-edition",
        "ownership",
        "plugins-and-harm",
        "print-a-report",
        "publish-a-release",
        "read-a-folder",
        "score-a-table",
        "sign-a-release",
        "test-a-plugin",
        "write-a-renderer",
        "write-an-importer",
    }
)
"""The pages whose examples take long."""


@pytest.mark.parametrize(
    "page",
    [pytest.param(page, marks=pytest.mark.slow) if page.stem in LONG else page for page in PAGES],
    ids=named,
)
def test_the_examples_of_a_page_run(page, tmp_path, monkeypatch, pytestconfig, command):
    monkeypatch.chdir(tmp_path)
    text = page.read_text("utf-8")
    shown = list(outcomes(page, Desk(tmp_path, command)))
    if pytestconfig.getoption("--update-golden", default=False):
        for _, actual, (begin, end) in reversed(shown):
            text = text[:begin] + actual + text[end:]
        page.write_text(text, "utf-8")
        return
    for wanted, actual, _ in shown:
        assert actual == wanted


def test_there_are_examples_to_run():
    languages = [language for page in PAGES for language, *_ in blocks_of(page)]
    assert languages.count("console") > 10
    assert languages.count("python") > 5


def test_commands_stand_where_they_are_run():
    """A command of ours in a block that is not run could say anything."""
    for page in PAGES:
        for language, body, _ in blocks_of(page):
            assert language, f"{named(page)}: a block without a language"
            if language not in {"console", "python"}:
                assert not re.search(r"^(\$ )?kompass ", body, re.MULTILINE), named(page)
