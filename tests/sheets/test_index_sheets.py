"""The index of a folder: whose results lie there, in the order of the language's letters."""

from fractions import Fraction

import pytest

from kompass_spec import Interval, Organisation, OrganisationKind, load_registry, score_path
from kompass_spec.documents.structure import structure, unstructure
from kompass_spec.model.drawings import RankedDots
from kompass_spec.model.sheet import Illustration, Linked
from kompass_spec.results.layouts import lay_out
from kompass_spec.sheets.index import IndexEntry, compose_index, index_entry
from tests.sheets.plain import plain
from tests.sheets.walking import drawing, of_kind, table


@pytest.fixture(scope="module")
def registry():
    return load_registry()


def entry(name, points, edition="se-2016", year=2017, **more):
    return IndexEntry(
        organisation=Organisation(name=name, kind=OrganisationKind.MUNICIPALITY, country="SE"),
        edition=edition,
        points=Interval(points - 4, points + 4),
        maximum=Fraction(800),
        year=year,
        figure=Fraction(points),
        place=f"{name.lower()}.html",
        **more,
    )


ENTRIES = [
    entry("Örebro", 650, "se-2010", 2015),
    entry("Åre", 500),
    entry("Ängelholm", 496, year=2016),
    entry("Bollnäs", 480),
    entry("Örebro", 615, "se-2010", 2012, year_inferred=True),
]


@pytest.mark.parametrize("language", ["sv", "en"])
def test_every_word_of_an_index(registry, language, kompass_golden):
    kompass_golden(f"index.{language}.txt", plain(compose_index(ENTRIES, registry, language)))


def test_organisations_stand_in_the_order_of_the_letters(registry):
    sheet = compose_index(ENTRIES, registry, "sv")
    names = [row.cells[0][0] for row in table(sheet, "results").rows]
    assert [name.words for name in names] == [
        "Bollnäs kommun",
        "Åre kommun",
        "Ängelholms kommun",
        "Örebro kommun",
        "Örebro kommun",
    ]
    assert names[2] == Linked("Ängelholms kommun", "%C3%A4ngelholm.html")
    assert sheet.title == "Resultat för fyra organisationer"


def test_totals_are_drawn_for_each_edition_apart(registry):
    sheet = compose_index(ENTRIES, registry, "sv")
    first, second = (one.drawing for one in of_kind(sheet, Illustration))
    assert [row.label for row in first.rows] == ["Örebro", "Örebro"]
    assert [row.label for row in second.rows] == ["Åre", "Ängelholm", "Bollnäs"]
    assert drawing(compose_index(ENTRIES[1:2], registry), RankedDots) is None


def test_an_entry_is_kept_in_a_log_and_read_back(report, registry):
    made = index_entry(score_path(report, registry=registry).scorecards[0], "å b.html")
    assert structure(unstructure(made), IndexEntry) == made
    assert made.figure == 552


def test_what_is_not_known_is_said(registry):
    unknown = IndexEntry(
        organisation=Organisation(name="<b>Ekenäs</b>", kind=None),
        edition="xx-1999",
        points=Interval(0, 800),
        maximum=Fraction(800),
    )
    words = plain(compose_index([unknown, *ENTRIES], registry, "sv"))
    (line,) = (line for line in words.splitlines() if "Ekenäs" in line)
    assert line.strip().startswith("<b>Ekenäs</b> | ")
    assert line.endswith("| xx-1999 | (ej angivet) | (–)")


def test_many_results_are_drawn_in_part(registry):
    many = [entry(f"Ort {number}", 300 + number) for number in range(60)]
    sheet = compose_index(many, registry, "en")
    assert len(drawing(sheet, RankedDots).rows) == 40
    assert len(table(sheet, "results").rows) == 60
    text = lay_out(sheet, to="text").decode()
    assert max(map(len, text.splitlines())) <= 80
