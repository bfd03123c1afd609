"""A year right behind the framework's name may name the edition: what says when, goes before it."""

from fractions import Fraction

import pytest

from kompass_import_report.importer import ReportImporter
from kompass_spec import Decided
from kompass_spec.plugins.requests import ImportRequest

ROWS = (
    ("Offentlighet och demokrati", 60),
    ("Brukarfokus, tillgänglighet och bemötande", 61),
    ("Politisk styrning och kontroll", 62),
    ("Ledarskap, ansvar och delegation", 63),
    ("Ständiga förbättringar", 64),
)
TABLE = "| Område | Poäng |\n|---|---|\n" + "".join(f"| {name} | {points} |\n" for name, points in ROWS)


def report(said, title="Kommunkompassen 2016", below=""):
    return (
        f"# {title}\n\nSundsvalls kommun\n\n{said}\n\nHär följer resultatet per område.\n\n{TABLE}\n{below}\n"
    )


def years_and_codes(imported):
    codes = {warning.code for warning in imported.warnings} & {"unclear-year", "year-of-report"}
    return [one.year for one in imported.assessments], codes


SAID = [
    "Utvärderingsår: 2017",
    "**År:** 2017",
    "Period: 2017",
    "Tidpunkt: mars 2017",
    "Genomförd: våren 2017",
    "Datum för utvärderingen: 2017-03-01",
    "- Evalueringsår: 2017",
    "Tidspunkt for evalueringa: hausten 2017",
    "Dato for evaluering: 1.3.2017",
    "Date of evaluation: 2017-03-01",
    "Utvärderingen genomfördes våren 2017.",
    "Utvärderingen av kommunen genomfördes i mars 2017 av två utvärderare.",
    "Evalueringen ble gjennomført i 2017.",
    "Evalueringa vart gjennomført hausten 2017.",
    "Evalueringen blev gennemført i 2017.",
    "The evaluation was carried out in 2017.",
]
SAID_IN_TITLES = [
    "| Kommun | Sundsvall |\n| Datum | 2017-09-01 |\n| Period | mars 2017 |",
    "Rapport från utvärderingen 2017",
]


@pytest.mark.parametrize(
    "page",
    [*map(report, [*SAID, *SAID_IN_TITLES]), *(report("", below=said) for said in SAID)],
)
def test_what_says_when_an_evaluation_was_made_goes_before_the_name_of_the_edition(read, page):
    imported = read(page)
    assert years_and_codes(imported) == ([2017], {"unclear-year"})
    (warning,) = [one for one in imported.warnings if one.code == "unclear-year"]
    assert "'Kommunkompassen 2016'" in warning.message
    assert "is of 2017" in warning.message
    assert "year=2016" in warning.message


@pytest.mark.parametrize(
    "title", ["Kommunkompassen (2016)", "Kommunkompassen, 2016", "Utvärdering: Kommunkompassen 2016"]
)
def test_the_name_may_be_written_in_other_ways(read, title):
    assert years_and_codes(read(report("Utvärderingsår: 2017", title))) == ([2017], {"unclear-year"})


@pytest.mark.parametrize(
    "said",
    [
        "Datum: 2017-03-01",
        "Rapportdatum: 1 mars 2017",
        "Mars 2017",
        "Period: 2015–2018",
        "Utvärderingsår: 2017\n\nTidpunkt: mars 2018",
        "| Kommun | Sundsvall |\n| Datum | 2017-03-01 |",
        "Här står vad som mättes och när det var.\n\n2017-03-01\n\n2017-03-03",
        "Kommunkompassen är ett verktyg.\n\nDatum: 2017-03-01",
    ],
)
def test_a_date_only_is_said_and_the_year_of_the_title_is_kept(read, said):
    imported = read(report(said))
    assert years_and_codes(imported) == ([2016], {"unclear-year"})
    (warning,) = [one for one in imported.warnings if one.code == "unclear-year"]
    assert "year=201" in warning.message


@pytest.mark.parametrize(
    "said",
    [
        "",
        "Datum: 2016-11-01",
        "Utvärderingsår: 2016",
        "Utvärderingen genomfördes hösten 2016.\n\nDatum: 2017-03-01",
        "Nästa utvärdering genomförs 2019.",
        "Borås kommun utvärderades 2017.",
        "Senast uppdaterad 2023-05-02",
        "Kommunkompassen 2016 visar att mycket är bra.",
        "Det här är resultatet, och nästa\nutvärdering 2019 blir den tredje.",
    ],
)
def test_the_year_stays_where_nothing_else_says_when(read, said):
    assert years_and_codes(read(report(said))) == ([2016], set())


@pytest.mark.parametrize(
    ("page", "year"),
    [
        ("Sundsvalls kommun\n\nUtvärderingsår: 2017\n\n# Kommunkompassen 2016\n\n{}", 2017),
        ("# Sundsvalls kommun\n\n# Kommunkompassen 2016\n\n{}\n\nDatum: 2017-03-01", 2016),
        ("# Sundsvalls kommun\n\n# Kommunkompassen 2016\n\n{}\n\nUtvärderingen genomfördes 2017.", 2017),
    ],
)
def test_the_name_of_the_edition_right_above_a_table_is_no_head_of_it(read, page, year):
    assert years_and_codes(read(page.format(TABLE))) == ([year], {"unclear-year"})


def test_a_year_that_no_edition_is_named_by_is_that_of_the_evaluation(read):
    assert years_and_codes(read(report("Datum: 2018-03-01", "Kommunkompassen 2017"))) == ([2017], set())


@pytest.mark.parametrize("said", ["Datum: 2017-03-01", "Utvärderingsår: 2017"])
@pytest.mark.parametrize("year", [2016, 2017])
def test_the_user_decides(registry, said, year):
    request = ImportRequest(
        file="report.md", content=report(said).encode(), registry=registry, decided=Decided(year=year)
    )
    imported = ReportImporter().read(request)
    assert years_and_codes(imported) == ([year], set())
    assert imported.assessments[0].observations[0].value == Fraction(60)
