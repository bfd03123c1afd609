"""Links lead somewhere, and the two commands of the README are what they have to be."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGES = [
    path
    for path in sorted(ROOT.rglob("*.md"))
    if not any(
        part.startswith(".") or part in {"site", "node_modules"} for part in path.relative_to(ROOT).parts
    )
    and ROOT / "docs/examples" not in path.parents
]
GENERATED = ROOT / "docs/framework"
"""Pages that the plugin of the site makes: whether a link leads to one, only the strict build can tell."""
LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")
REPORT = (
    "python3 -m pip install uv && uv run kompass report docs/examples/ornskoldsvik-2017.md -o report.html"
)
TEST = "python3 -m pip install uv && uv run pytest"


def anchors_of(page):
    """Return the anchors of a page's headings, as MkDocs and GitHub make them."""
    headings = re.findall(r"^#+ (.*)$", page.read_text("utf-8"), re.MULTILINE)
    return {re.sub(r"[-\s]+", "-", re.sub(r"[^\w\s-]", "", heading).strip().lower()) for heading in headings}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_relative_links_and_pictures_lead_somewhere(page):
    text = re.sub(r"^```.*?^```$", "", page.read_text("utf-8"), flags=re.MULTILINE | re.DOTALL)
    for link in LINK.findall(text):
        if re.match(r"https?://", link):
            continue
        file, _, anchor = link.partition("#")
        if (page.parent / file).resolve().is_relative_to(GENERATED):
            continue
        target = (page.parent / file).resolve() if file else page
        assert target.exists(), link
        assert target.is_relative_to(ROOT), link
        assert not anchor or anchor in anchors_of(target), link


def test_paths_that_are_named_exist():
    """Also those in code style, where they begin with one of our folders."""
    named = re.compile(r"`((?:docs|frameworks|kompass_spec|plugins|tests|\.ci)/[\w./-]+)`")
    missing = [
        f"{page.relative_to(ROOT)}: {path}"
        for page in PAGES
        for path in named.findall(page.read_text("utf-8"))
        if not (ROOT / path).exists()
    ]
    assert missing == []


def test_the_two_commands_of_the_readme():
    commands = re.findall(r"^```sh\n(.*)\n```$", (ROOT / "README.md").read_text("utf-8"), re.MULTILINE)
    assert commands == [REPORT, TEST]


def test_the_readme_says_where_a_questions_text_is():
    readme = (ROOT / "README.md").read_text("utf-8")
    assert "`frameworks/kompass_frameworks/editions/se-2016/edition.toml`" in readme
    assert readme.count("\n") < 90


def test_ci_runs_the_commands_of_the_readme():
    script = (ROOT / ".ci/run").read_text("utf-8")
    assert f"bash -c '{TEST}'\n" in script
    assert f"    {REPORT}\n" in script
    assert (ROOT / ".ci/run").stat().st_mode & 0o111
    assert subprocess.run(["bash", "-n", ROOT / ".ci/run"], check=False).returncode == 0


def test_the_site_is_built_without_a_warning_and_asks_no_other_host(tmp_path):
    pytest.importorskip("material", reason="the group `docs` is not installed")
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", tmp_path]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    pages = sorted(tmp_path.rglob("*.html"))
    assert len(pages) > 20
    loaded = re.compile(
        r"<(?:script|link|img|iframe|source)\b[^>]*?\b(?:src|href)=\"?(https?:)?//[^\">]+", re.IGNORECASE
    )
    for page in pages:
        found = [
            match[0] for match in loaded.finditer(page.read_text("utf-8")) if "canonical" not in match[0]
        ]
        assert found == [], page.name
    for sheet in tmp_path.rglob("*.css"):
        assert not re.search(r"url\(['\"]?(https?:)?//", sheet.read_text("utf-8")), sheet.name


def test_the_first_page_leads_to_every_how_to():
    text = (ROOT / "docs/index.md").read_text("utf-8")
    missing = [
        path.name for path in (ROOT / "docs/how-to").glob("*.md") if f"(how-to/{path.name})" not in text
    ]
    assert missing == []
