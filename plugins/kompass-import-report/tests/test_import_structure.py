"""Lists and tables as people lay them out: no figure goes astray in silence."""

import re
from fractions import Fraction

import pytest
from hypothesis import given, settings, strategies as st

from kompass_import_report.importer import ReportImporter
from kompass_import_report.spellings import SMALL_WORDS, is_spelling_of
from kompass_spec import Decided, ImportRequest, InputError
from kompass_spec.model import Quantity

NAMES = {"2": "Samhällsutveckling", "3": "Styrning och kontroll", "6": "Kvalitetsutveckling"}
POINTS = {"2": 61, "3": 67, "6": 58}
OLDER = {"2": 52, "3": 60, "6": 55}
MEANS = {"2": 50, "3": 51, "6": 49}
TITLE = "Kommunkompassen i Lunds kommun"
LUND, BORAS = "1281", "1490"


def page(*lines, title=f"{TITLE} 2021"):
    return "\n".join([title, "", *lines])


def rows(shape="{name} {first}", first=POINTS, second=OLDER, third=MEANS):
    return [
        shape.format(name=name, first=first[code], second=second[code], third=third[code])
        for code, name in NAMES.items()
    ]


def facts(imported, quantity=Quantity.POINTS):
    """Return what was read of one quantity, by organisation, year and item."""
    return {
        (made.organisation.code, made.year): {
            seen.item: int(seen.value) for seen in made.observations if seen.quantity is quantity
        }
        for made in imported.assessments
    }


def codes(imported):
    return {warning.code for warning in imported.warnings}


@pytest.fixture
def decide(registry):
    """Read a text with what the user has decided on."""

    def run(text, **decided):
        edition = decided.pop("edition", None)
        return ReportImporter().read(
            ImportRequest(
                file="report.md",
                content=text.encode(),
                registry=registry,
                edition=edition,
                decided=Decided(**decided),
            )
        )

    return run


# Between a name and its figure stands nothing but punctuation and a unit.

BETWEEN = (
    "{a}; {b}",
    "{a} – {b}",
    "{a} mot {b}",
    "{a} → {b}",
    "{a} ({b}) {b}",
    "ca {a}",
    "från {a} till {b}",
    "{a}/{b}",
    "{a}, {b}",
    "{a} (nu), {b} (då)",
    "> {a}",
    "minst {a}",
    "{a} jämfört med {b}",
)


@pytest.mark.parametrize("between", BETWEEN)
def test_what_has_no_certain_figure_is_named_and_not_read(read, between):
    pairs = {code: between.format(a=POINTS[code], b=OLDER[code]) for code in NAMES}
    text = page(*(f"{name}: {pairs[code]}" for code, name in NAMES.items()))
    with pytest.raises(InputError) as refused:
        read(text)
    said = " ".join(problem.message for problem in refused.value.problems)
    assert set(re.findall(r"\d+", " ".join(pairs.values()))) <= set(re.findall(r"\d+", said))


@settings(max_examples=40, deadline=None)
@given(
    word=st.text("abcdefghijklmnoprstuvåäö", min_size=2, max_size=9),
    place=st.sampled_from(["behind", "before"]),
)
def test_a_name_swallows_no_word(word, place):
    """Between a name and its figure stands nothing but punctuation and a unit."""
    name = "samhällsutveckling"
    key = f"{name} {word}" if place == "behind" else f"{word} {name}"
    assert word in SMALL_WORDS or not is_spelling_of(key, name)


@pytest.mark.parametrize(
    ("row", "points"),
    [
        ("{name} (område {code}): {points}", POINTS),
        ("{name}, poäng: {points}", POINTS),
        ("{name} – {points} p", POINTS),
    ],
)
def test_a_unit_and_the_number_of_the_area_may_stand_between(read, row, points):
    lines = [row.format(name=name, code=code, points=POINTS[code]) for code, name in NAMES.items()]
    assert facts(read(page(*lines))) == {(LUND, 2021): points}


def test_a_mean_behind_the_points_is_one(read):
    imported = read(page(*rows("{name}: {first} poäng, landssnitt {third}")))
    assert facts(imported) == {(LUND, 2021): POINTS}
    assert facts(imported, Quantity.REFERENCE) == {(LUND, 2021): MEANS}


def test_points_below_zero_are_named(read):
    imported = read(page(*rows(), "Arbetsliv: -71"))
    assert facts(imported) == {(LUND, 2021): POINTS}
    assert any("-71" in warning.message for warning in imported.warnings)


# Two lists in one text

HEADS = [
    ("## 2023", "## 2021"),
    ("2023", "2021"),
    ("Resultat 2023:", "Resultat 2021:"),
    ("**2023**", "**2021**"),
    ("År 2023 fick kommunen följande poäng:", "2021 blev poängen i stället:"),
]


@pytest.mark.parametrize(("newer", "older"), HEADS)
def test_a_list_below_a_year_is_of_that_year(read, newer, older):
    text = page(
        newer, "", *rows(), "Totalt: 497", "", older, "", *rows(first=OLDER), "Totalt: 441", title=TITLE
    )
    imported = read(text)
    assert facts(imported) == {(LUND, 2023): {**POINTS, "total": 497}, (LUND, 2021): {**OLDER, "total": 441}}
    assert imported.warnings == ()


def test_a_year_beside_the_name_is_that_of_its_figure(read):
    imported = read(page(*rows("{name} 2021: {second}\n{name} 2023: {first}"), title=TITLE))
    assert facts(imported) == {(LUND, 2023): POINTS, (LUND, 2021): OLDER}


def test_the_day_on_a_report_is_no_head_of_a_list(read):
    assert facts(read(page("2022-01-09", "", *rows()))) == {(LUND, 2021): POINTS}


def test_lists_of_two_municipalities_are_two_results(read):
    text = page(
        "## Lunds kommun", *rows(), "", "## Borås stad", *rows(first=OLDER), title="# Kommunkompassen 2021"
    )
    assert facts(read(text)) == {(LUND, 2021): POINTS, (BORAS, 2021): OLDER}


def test_a_list_of_another_municipality_than_the_title_is_named(read, decide):
    text = page(*rows(), "", "Borås:", *rows(first=OLDER))
    imported = read(text)
    assert facts(imported) == {(LUND, 2021): POINTS}
    (warning,) = imported.warnings
    assert warning.code == "other-organisation"
    assert all(str(value) in warning.message for value in OLDER.values())
    assert "`organisation=1490`" in warning.message
    assert facts(decide(text, organisation=BORAS)) == {(BORAS, 2021): OLDER}


@pytest.mark.parametrize("head", ["Medelvärden för alla kommuner", "Snitt i riket:", "Genomsnitt"])
def test_a_list_of_means_is_no_second_list_of_points(read, head):
    imported = read(page("Kommunens poäng", *rows(), "", head, *rows(first=MEANS)))
    assert facts(imported) == {(LUND, 2021): POINTS}
    assert facts(imported, Quantity.REFERENCE) == {(LUND, 2021): MEANS}


# Whose it is

MODEL = "Borås kommun har varit vår förebild. Borås kommun har delat med sig."


def test_the_one_above_the_list_goes_before_the_one_that_is_named_most(read):
    text = page(MODEL, "", "Lunds kommun fick följande poäng:", "", *rows(), title="Kommunkompassen 2021")
    imported = read(text)
    assert facts(imported) == {(LUND, 2021): POINTS}
    assert "unclear-organisation" not in codes(imported)


def test_who_is_not_said_to_be_assessed_is_unclear_beside_another(read, decide):
    text = page(MODEL, "", "Lunds kommun finns i Skåne.", "", *rows(), title="Kommunkompassen 2021")
    imported = read(text)
    (warning,) = [one for one in imported.warnings if one.code == "unclear-organisation"]
    assert all(word in warning.message for word in ("Borås", "Lund", "`organisation="))
    decided = decide(text, organisation="Lund")
    assert facts(decided) == {(LUND, 2021): POINTS}
    assert "unclear-organisation" not in codes(decided)


def test_an_address_says_not_who_was_assessed(read):
    text = page(*rows(), "", "Kontakta SKR, Hornsgatan 20, Stockholm.", title="Kommunkompassen 2021")
    imported = read(text)
    assert imported.assessments[0].organisation.name == "?"
    (warning,) = [one for one in imported.warnings if one.code == "no-organisation"]
    assert "Stockholm" in warning.message


def test_a_department_above_the_list_is_not_its_municipality(read):
    text = page(
        "Socialförvaltningen i Lunds kommun fick följande poäng:", *rows(), title="Kommunkompassen 2021"
    )
    (assessment,) = read(text).assessments
    assert (assessment.organisation.code, assessment.organisation.part_of) == (None, (LUND,))


# Tables

PIPES = "| {name} | {second} | {first} | {third} |"
TABLES = {
    "own name and year": ("| Område | Lund 2021 | Lund 2023 | Medel |", PIPES),
    "own name with its kind": ("| Område | Lunds kommun 2021 | Lunds kommun 2023 | Riket |", PIPES),
    "our result": ("| | Vårt resultat 2021 | Vårt resultat 2023 | Snitt |", PIPES),
    "single spaces": ("   Område          2021 2023 Medel", "{name}     {second}   {first}   {third}"),
    "only single spaces": ("Område 2021 2023 Medel", "{name} {second} {first} {third}"),
    "semicolons": ("Område;2021;2023;Medel", "{name};{second};{first};{third}"),
    "quoted": ('"Område";"2021";"2023";"Medel"', '"{name}";"{second}";"{first}";"{third}"'),
    "commas": ("Område,2021,2023,Medel", "{name},{second},{first},{third}"),
}


@pytest.mark.parametrize(("head", "row"), TABLES.values(), ids=TABLES)
def test_a_table_of_two_years(read, head, row):
    imported = read(page(head, *rows(row), title=TITLE))
    assert facts(imported) == {(LUND, 2023): POINTS, (LUND, 2021): OLDER}
    assert facts(imported, Quantity.REFERENCE)[LUND, 2023] == MEANS
    assert imported.warnings == ()


TURNED = "\t".join(["År", *NAMES.values(), "Totalt"])


def test_areas_may_stand_side_by_side(read):
    lines = [TURNED, "2021\t52\t60\t55\t441", "2023\t61\t67\t58\t497", "Medel\t50\t51\t49\t460"]
    imported = read(page(*lines, title=TITLE))
    assert facts(imported) == {(LUND, 2023): {**POINTS, "total": 497}, (LUND, 2021): {**OLDER, "total": 441}}
    assert facts(imported, Quantity.REFERENCE)[LUND, 2023] == {**MEANS, "total": 460}
    assert [seen.line for seen in imported.assessments[0].observations if seen.item == "total"] == [5, 6]


@pytest.mark.parametrize("title", ["Kommunkompassen 2021", "Kommunkompassen i Lund och Borås 2021"])
def test_municipalities_side_by_side_have_a_result_each(read, title):
    imported = read(page("| Område | Lund | Borås |", *rows("| {name} | {first} | {second} |"), title=title))
    read_of = facts(imported)
    assert read_of[LUND, 2021] == POINTS
    assert read_of.get((BORAS, 2021)) == OLDER or "other-organisation" in codes(imported)


def test_the_column_of_another_than_the_title_is_named(read, decide):
    text = page("| Område | Lund | Borås |", *rows("| {name} | {first} | {second} |"))
    imported = read(text)
    assert facts(imported) == {(LUND, 2021): POINTS}
    assert codes(imported) == {"other-organisation"}
    assert facts(decide(text, organisation="Borås")) == {(BORAS, 2021): OLDER}


def test_means_alone_are_no_result(read):
    with pytest.raises(InputError) as refused:
        read(page("| Område | Medel |", *rows("| {name} | {third} |")))
    said = " ".join(problem.message for problem in refused.value.problems)
    assert all(str(value) in said for value in MEANS.values())


# Brackets

ABOVE = ["Poängen fördelar sig så här (Sverigesnitt):", "Siffran inom parentes är medelvärdet.",
         "**Resultat (medel)**", "Tal i parentes er landsgjennomsnitt."]  # fmt: skip


@pytest.mark.parametrize("above", ABOVE)
def test_what_brackets_mean_is_said_above(read, above):
    imported = read(page(above, "", *rows("{name} {first} ({third})")))
    assert facts(imported, Quantity.REFERENCE) == {(LUND, 2021): MEANS}
    assert imported.warnings == ()


def test_what_brackets_mean_is_said_below(read):
    imported = read(page(*rows("{name} {first} ({third})"), "", "Inom parentes visas medelvärdet."))
    assert facts(imported, Quantity.REFERENCE) == {(LUND, 2021): MEANS}


def test_brackets_of_another_year(read):
    text = page(
        "**Resultatet 2023 (inom parentes 2021)**", "", *rows("{name} {first} ({second})"), title=TITLE
    )
    assert facts(read(text)) == {(LUND, 2023): POINTS, (LUND, 2021): OLDER}


def test_brackets_that_nothing_explains_are_named_once(read):
    imported = read(page(*rows("{name} {first} ({third})")))
    assert facts(imported) == {(LUND, 2021): POINTS}
    (warning,) = imported.warnings
    assert all(f"({value})" in warning.message for value in MEANS.values())


def test_what_one_list_says_of_brackets_holds_for_no_other(read):
    first = ["Poäng 2021 (Sverigesnitt):", *rows("{name} {first} ({third})")]
    imported = read(page(*first, "", "Poäng 2023:", *rows("{name} {first} ({second})"), title=TITLE))
    assert facts(imported, Quantity.REFERENCE)[LUND, 2021] == MEANS
    assert not facts(imported, Quantity.REFERENCE)[LUND, 2023]
    assert "unclear-figure" in codes(imported)


# Two editions in one table

SHARED_NAMES = {"1": "Offentlighet och demokrati", "3": "Politisk styrning och kontroll",
                "5": "Resultat och effektivitet", "4": "Ledarskap, ansvar och delegation"}  # fmt: skip


def two_editions(*more):
    lines = [f"| {name} | 5{code} | 6{code} |" for code, name in SHARED_NAMES.items()]
    return page("| Område | 2015 | 2017 |", *lines, *more, title=TITLE)


def editions(imported):
    return {made.year: (made.edition, len(made.observations)) for made in imported.assessments}


def test_each_year_is_of_the_edition_in_use_then(read):
    imported = read(two_editions())
    assert editions(imported) == {2017: ("se-2016", 4), 2015: ("se-2010", 4)}
    assert codes(imported) == {"edition-by-year"}


def test_the_edition_of_a_year_is_decided_on(decide):
    text = two_editions("| Ständiga förbättringar | 57 | 67 |")
    imported = decide(text)
    assert editions(imported)[2015] == ("se-2016", 5)
    assert any("`edition=2015=" in warning.message for warning in imported.warnings)
    decided = decide(text, editions=((2015, "se-2010"), (2017, "se-2016")))
    assert editions(decided) == {2017: ("se-2016", 5), 2015: ("se-2010", 4)}
    assert any("57" in warning.message for warning in decided.warnings)


def test_a_former_name_in_brackets_is_that_of_the_older_edition(read):
    imported = read(two_editions("| Ständiga förbättringar (2015: Verksamhetsutveckling) | 57 | 67 |"))
    assert editions(imported) == {2017: ("se-2016", 5), 2015: ("se-2010", 5)}


# What the user decides on


def test_a_year_is_decided_on_where_there_is_none(decide):
    assert facts(decide(page(*rows(), title=TITLE), year=2022)) == {(LUND, 2022): POINTS}


def test_a_year_that_the_report_contradicts_is_not_used(decide):
    imported = decide(page(*rows()), year=2019)
    assert facts(imported) == {(LUND, 2021): POINTS}
    assert codes(imported) == {"year-of-report"}


def test_an_organisation_that_the_title_contradicts_is_not_used(decide):
    imported = decide(page(*rows()), organisation="Umeå")
    assert facts(imported) == {(LUND, 2021): POINTS}
    assert codes(imported) == {"other-organisation"}


def test_an_organisation_is_decided_on_where_nobody_is_named(decide):
    text = page(*rows(), title="Kommunkompassen 2021")
    assert facts(decide(text, organisation="1281")) == {(LUND, 2021): POINTS}
    (assessment,) = decide(text, organisation="Lilleby").assessments
    assert (assessment.organisation.name, assessment.organisation.code) == ("Lilleby", None)


def test_a_total_is_decided_on(decide):
    text = page(*rows(), "", "Målet är totalt 550 poäng, och det blev 497,5 den här gången.")
    (assessment,) = decide(text, total=Fraction("497.5")).assessments
    (total,) = [seen for seen in assessment.observations if seen.item == "total"]
    assert (total.value, total.precision, total.line) == (Fraction("497.5"), Fraction(1, 10), 7)


def test_a_total_that_is_not_printed_is_refused(decide):
    with pytest.raises(InputError) as refused:
        decide(page(*rows()), total=Fraction(498))
    assert refused.value.problems[0].code == "no-such-total"


# What is of others, and rows that end in a year


@pytest.mark.parametrize("head", ["Bäst i landet", "Målet för nästa gång:", "Högst i gruppen"])
def test_a_list_of_the_best_or_of_what_is_wanted_is_named(read, head):
    imported = read(page("Vårt resultat", *rows(), "", head, *rows(first=OLDER)))
    assert facts(imported) == {(LUND, 2021): POINTS}
    said = " ".join(warning.message for warning in imported.warnings)
    assert all(str(value) in said for value in OLDER.values())


def test_a_difference_beside_a_mean_is_no_change(read):
    text = page("| Område | Lund | Riket | Skillnad |", *rows("| {name} | {first} | {third} | 9 |"))
    imported = read(text)
    assert facts(imported) == {(LUND, 2021): POINTS}
    assert not facts(imported, Quantity.CHANGE)[LUND, 2021]
    assert "unknown-column" in codes(imported)


@pytest.mark.parametrize(
    ("head", "row"),
    [
        ((), "{name}   {first}   2023\n{name}   {second}   2021"),
        (("| Område | År | Poäng |",), "| {name} | 2023 | {first} |\n| {name} | 2021 | {second} |"),
    ],
)
def test_a_row_may_have_its_year(read, head, row):
    imported = read(page(*head, *rows(row), title=TITLE))
    assert facts(imported) == {(LUND, 2023): POINTS, (LUND, 2021): OLDER}


def test_two_figures_in_brackets_are_named(read):
    imported = read(page(*rows("{name} {first} ({second}, snitt {third})")))
    assert facts(imported) == {(LUND, 2021): POINTS}
    said = " ".join(warning.message for warning in imported.warnings)
    assert all(str(value) in said for value in OLDER.values())


@pytest.mark.parametrize(
    ("lead", "name"),
    [
        (
            "Gemensamma nämnden för Lund och Burlöv fick följande poäng:",
            "Gemensamma nämnden för Lund och Burlöv",
        ),
        ("Räddningstjänsten Syd, som ägs av Lund och Malmö, fick följande poäng:", "Räddningstjänsten Syd"),
    ],
)
def test_a_joint_board_or_service_is_none_of_its_municipalities(read, lead, name):
    text = page(
        "Kommunfullmäktige i Lund har fått en rapport.", "", lead, *rows(), title="Kommunkompassen 2021"
    )
    imported = read(text)
    (assessment,) = imported.assessments
    assert (assessment.organisation.name, assessment.organisation.code) == (name, None)
    assert codes(imported) & {"unknown-organisation", "no-organisation"}
