"""The pages on cohorts and datasets name everything that there is."""

import re
from pathlib import Path

import attrs
import pytest

from kompass_spec.model import Caveat, CaveatKind, Dataset, PublishedFigure, PublishedMean, PublishedResult
from kompass_spec.model.cohort import Support

DOCS = Path(__file__).parents[2] / "docs"
PAGE = (DOCS / "reference/dataset-files.md").read_text("utf-8")
SECTIONS = {
    "The dataset": Dataset,
    "A result": PublishedResult,
    "A figure": PublishedFigure,
    "A caveat": Caveat,
    "A mean": PublishedMean,
}


@pytest.mark.parametrize("heading", SECTIONS)
def test_every_key_of_a_dataset_is_described(heading):
    section = PAGE.partition(f"## {heading}\n")[2].partition("\n## ")[0]
    rows = dict(re.findall(r"^\| `(\w+)` \| (.*) \|$", section, re.MULTILINE))
    fields = attrs.fields(SECTIONS[heading])
    assert set(rows) == {one.name for one in fields}
    marked = {name for name, meaning in rows.items() if meaning.startswith("required;")}
    assert marked == {one.name for one in fields if one.default is attrs.NOTHING}


def test_every_kind_is_described():
    for kind in CaveatKind:
        assert f"`{kind.value}`:" in PAGE
        assert f"`{kind.value}`" in (DOCS / "reference/commands.md").read_text("utf-8")
    for support in Support:
        assert f"`{support.value}`" in (DOCS / "explanation/cohorts.md").read_text("utf-8")


def test_what_tests_quote_stands_in_the_documentation():
    """Tests quote the page on cohorts, that of the command and
    others by the name of the page; a quotation is word for word."""
    pages = {
        page.relative_to(DOCS).as_posix(): " ".join(page.read_text("utf-8").split())
        for page in DOCS.glob("**/*.md")
    }
    quoted = []
    for test in sorted(DOCS.parent.glob("tests/**/test_*.py")):
        for page, words in re.findall(
            r'docs/([\w/]+\.md): (?:[\w ]+ )?"(.*?)\\?"', test.read_text("utf-8"), re.DOTALL
        ):
            parts = " ".join(words.split()).rstrip(".").split(" … ")
            assert all(part in pages[page] for part in parts), words
            quoted.append(words)
    assert len(quoted) >= 6
