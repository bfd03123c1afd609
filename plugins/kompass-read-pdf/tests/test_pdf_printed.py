"""What office programs and browsers print in ways that puzzle: the figures are those of the document."""

from functools import cache
from pathlib import Path

import pytest

from kompass_spec import Quantity, import_document, load_registry

NAMES = (
    "1 Samspel mellan förtroendevalda och medborgare",
    "2 Samhällsutveckling",
    "3 Styrning och kontroll",
    "4 Effektivitet",
    "5 Brukarens fokus",
    "6 Kvalitetsutveckling",
    "7 Arbetsliv",
    "8 Chefs- och ledarskap samt medarbetarskap",
)
POINTS = (54, 61, 67, 49, 63, 58, 70, 72)
MEANS = (57, 55, 62, 51, 60, 59, 66, 68)
OLDER = (50, 52, 60, 45, 61, 55, 64, 69)
TITLE = "<h1>Kommunkompassen 2023</h1><p>Analys av Lunds kommun 2023</p>"
TOTAL = "<p>Kommunen fick totalt 494 poäng.</p>"
PROSE = "<p>Kommunen har under flera år arbetat med sin styrning, och med att utveckla dialogen med alla.</p>"
TIGHT = "p, h1, table, ul { margin: 0 }"
RULED = "table { border-collapse: collapse } td, th { border: 1px solid #555; padding: 2px 5px }"
DIVIDED = f"{TIGHT} div {{ column-count: 2 }}"


def table(head, *columns):
    rows = "".join(
        f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in zip(*columns, strict=True)
    )
    return f"<table>{head}{rows}</table>"


def listed(kind):
    rows = "".join(
        f"<{kind}>{name}: {points} poäng</{kind}>" for name, points in zip(NAMES, POINTS, strict=True)
    )
    return f"<div>{f'<ul>{rows}</ul>' if kind == 'li' else rows}</div>"


TWO = table("<tr><td>Område<td>Poäng</tr>", NAMES, POINTS)
THREE = table("<tr><td>Område<td>Poäng<td>Medel</tr>", NAMES, POINTS, MEANS)
MERGED = table(
    "<tr><th rowspan=2>Område<th colspan=2>2023<th colspan=2>2019</tr>"
    "<tr><th>Poäng<th>Medel<th>Poäng<th>Medel</tr>",
    NAMES,
    POINTS,
    MEANS,
    OLDER,
    MEANS[::-1],
)
OWN = table(
    "<tr><th rowspan=2>Område<th colspan=2>Lunds kommun<th rowspan=2>Medel 2023</tr>"
    "<tr><th>2019<th>2023</tr>",
    NAMES,
    OLDER,
    POINTS,
    MEANS,
)
PAGES = {
    "under": (TITLE + THREE + TOTAL, TIGHT),
    "under-and-source": (f"{TITLE}{TWO}<p>Källa: SKL</p>{TOTAL}", TIGHT),
    "under-at-the-right": (
        TITLE + THREE + TOTAL,
        f"{TIGHT} table {{ width: 100% }} td + td {{ text-align: right }}",
    ),
    "above": (f"{TITLE}{PROSE * 3}<p>Resultat under 2023</p>{TWO}{TOTAL}", TIGHT),
    "columns-of-items": (TITLE + listed("li") + TOTAL, DIVIDED),
    "columns-of-lines": (TITLE + listed("p") + TOTAL, DIVIDED),
    "merged": (TITLE + MERGED + TOTAL, ""),
    "merged-and-tight": (TITLE + MERGED + TOTAL, f"{TIGHT} table {{ width: 100% }}"),
    "merged-own": (TITLE + OWN + TOTAL, RULED),
    "struck": (TITLE + TWO.replace(">61<", "><s>52</s>61<") + TOTAL, RULED),
}
"""Pages by what is odd about them, each with its style."""


@cache
def registry():
    return load_registry()


def document(name):
    body, style = PAGES[name]
    head = f'<meta charset="utf-8"><title>R</title><style>{style}</style>'
    return f'<!doctype html><html lang="sv"><head>{head}</head><body>{body}</body></html>'


def points(imported):
    return {
        one.item: one.value for one in imported.assessments[0].observations if one.quantity is Quantity.POINTS
    }


@pytest.mark.office
@pytest.mark.parametrize("program", ["with_chromium", "with_office"])
@pytest.mark.parametrize("name", PAGES)
def test_the_figures_of_a_page_are_those_of_its_document(ways, name, program):
    page = document(name)
    content = (
        ways.with_chromium(page) if program == "with_chromium" else ways.with_office(page.encode(), ".html")
    )
    imported = import_document("page.pdf", content, registry=registry())
    newest = imported.assessments[0]
    assert (newest.organisation.name, newest.year) == ("Lund", 2023)
    assert points(imported) == dict(zip("12345678", POINTS, strict=True)) | {"total": 494}
    others = {one.year: points for one in imported.assessments[1:]}
    assert set(others) == ({2019} if name.startswith("merged") else set())
    assert [one.code for one in imported.warnings if one.code != "edition-not-in-use"] == (
        ["struck-through"] if name == "struck" else []
    )


ODD = Path(__file__).parents[2] / "kompass-read-office/tests/odd"
"""Documents of LibreOffice that are laid out oddly, of one evaluation each."""


@pytest.mark.office
@pytest.mark.parametrize("file", sorted(ODD.glob("*.fodt")), ids=lambda file: file.stem)
def test_odd_layouts_are_read_alike_when_they_are_printed(ways, file):
    content = ways.with_office(file.read_bytes(), ".fodt")
    imported = import_document(f"{file.stem}.pdf", content, registry=registry())
    newest = imported.assessments[0]
    assert (newest.organisation.name, newest.year) == ("Lund", 2023)
    read = points(imported)
    assert {code: read.get(code) for code in "12345678"} == dict(zip("12345678", POINTS, strict=True))


def test_words_that_are_struck_through_are_said_and_not_read(pdf, read, draw):
    words, rule = draw
    page = words(72, 760, "Totalt 521494 av 800", 12) + rule(105, 764, 125, 764)
    document = read(pdf(page))
    assert [block.text for block in document.blocks] == ["Totalt 494 av 800"]
    assert [(one.code, one.page) for one in document.warnings] == [("struck-through", 1)]
    assert "'521'" in str(document.warnings[0])


def test_a_rule_under_or_beside_words_strikes_nothing_through(pdf, read, draw):
    words, rule = draw
    for across in (rule(72, 757, 140, 757), rule(60, 764, 300, 764)):
        document = read(pdf(words(72, 760, "Totalt 494", 12) + across))
        assert ([block.text for block in document.blocks], document.warnings) == (["Totalt 494"], ())
