"""The figures of pages are those of the editions, mappings and sheets that they are made of."""

import html
import re

import pytest

from kompass_site.installed import look_around
from kompass_site.layout import SheetLayout
from kompass_site.page import Page
from kompass_site.pages import generate
from kompass_spec import Figure, Interval, ShareBar, SheetRow, SheetTable, load_registry
from kompass_spec.model.quantities import exact_text
from kompass_spec.model.sheet import Column, ColumnKind, Part, Sheet

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def pages():
    generated = generate(look_around(), None).values()
    return {page.place: page.text for part in generated for page in part if isinstance(page, Page)}


def rows_of(text):
    """Return the cells of every row of tables, without links and what sets them off."""
    lines = [line for line in html.unescape(text).splitlines() if line.startswith("|")]
    plain = [re.sub(r"\[([^\]]*)\]\([^)]*\)(\{[^}]*\})?|<[^>]*>|[\\*\u2060]", r"\1", line) for line in lines]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in plain]


def test_lists_count_what_there_is(pages):
    editions = {row[0].replace("\u2011", "-"): row for row in rows_of(pages["editions/index.md"])}
    mappings = {row[0].replace("\u2011", "-"): row for row in rows_of(pages["mappings/index.md"])}
    registry = load_registry()
    for edition in registry.values():
        areas, questions = editions[edition.id][4:6]
        assert areas == str(len(edition.areas))
        assert questions == (str(len(edition.questions)) if edition.questions else "–")
    for mapping in registry.mappings():
        assert mappings[mapping.id][2] == str(len(mapping.links))


@pytest.mark.parametrize("edition", load_registry().values(), ids=lambda edition: edition.id)
def test_every_maximum_stands_in_the_row_of_its_item(pages, edition):
    text = pages[f"editions/{edition.id}.md"]
    heads = {found[2]: found[1] for found in re.finditer(r"(?m)^###.* · (\S+) points .*#area-(\S+)", text)}
    assert heads or not edition.questions
    for item in edition.areas:
        if item.code in heads and item.max is not None:
            assert heads[item.code] == exact_text(item.max)
    maxima = {row[0]: row[2] for row in rows_of(text) if len(row) > 2}
    for item in edition.questions:
        assert item.max is None or maxima[item.code] == exact_text(item.max)


def test_a_bar_reaches_as_far_as_is_certain():
    bar = ShareBar(interval=Interval("0.25", "0.625"), shown="25–62,5 %")
    table = SheetTable(
        name="t",
        caption="c",
        columns=(Column(head="a", kind=ColumnKind.SHARE), Column(head="b")),
        rows=(SheetRow(cells=(bar, Figure(shown="7"))),),
    )
    sheet = Sheet(kind="edition", language="en", title="T", parts=(Part(blocks=(table,)),))
    assert "width:25%" in SheetLayout(page_language="en", overview="index.md").text(sheet)
