"""Lists and tables of areas that people type: no row is lost without a warning that says what to do."""

import re
import time
from pathlib import Path

import pytest
from attrs import evolve
from hypothesis import given, settings, strategies as st
from rpds import HashTrieMap

from kompass_import_report.left_out import left_out
from kompass_spec.model import TOTAL, Quantity
from kompass_spec.model.problems import InputError

README = Path(__file__).parents[1] / "README.md"
NAMES = (
    "Offentlighet och demokrati",
    "Tillgänglighet och brukarorientering",
    "Politisk styrning och kontroll",
    "Ledarskap, ansvar och delegation",
    "Resultat och effektivitet",
    "Kommunen som arbetsgivare - personalpolitik",
    "Verksamhetsutveckling",
    "Kommunen som samhällsbyggare",
)
TITLE = "Kommunkompassen i Grästorps kommun 2014"
SHAPES = [
    "{name}: {cell}",
    "- {name} {cell}",
    "{code}. {name} {cell}",
    "**{name} {cell}**",
    "| {name} | {cell} |",
]


def listed(shape="{name}: {cell}", title=TITLE, head=(), more=(), **changed):
    """Return a report with points 61 to 68; ``changed`` has other names or cells by code (``name_2``)."""
    rows = [
        shape.format(
            code=code, name=changed.get(f"name_{code}", name), cell=changed.get(f"cell_{code}", 60 + code)
        )
        for code, name in enumerate(NAMES, 1)
    ]
    return "\n".join([title, "", *head, *rows, *more])


def registry_of(registry, *names):
    """Return a registry of just these editions, so that names of others are not suggested."""
    return evolve(registry, editions=HashTrieMap({name: registry[name] for name in names}))


def points(imported, position=0):
    """Return the points of an assessment by the code of their item."""
    return {
        seen.item: int(seen.value)
        for seen in imported.assessments[position].observations
        if seen.quantity is Quantity.POINTS
    }


def without(*codes):
    """Return the points of every area but some."""
    return {str(code): 60 + code for code in range(1, 9) if code not in codes}


def warned(imported):
    return [(warning.code, warning.line) for warning in imported.warnings]


PIPES = ("| Område | Poäng |", "|---|---|")


@pytest.mark.parametrize("shape", SHAPES)
def test_the_beginning_of_one_areas_name_is_read_with_a_warning(read, shape):
    imported = read(listed(shape, name_3="Politisk styrning", name_6="Kommunen som arbetsgivare"))
    assert points(imported) == without()
    assert warned(imported) == [("other-name", 5), ("other-name", 8)]
    assert "'Politisk styrning'" in imported.warnings[0].message
    assert "'Politisk styrning och kontroll'" in imported.warnings[0].message
    lines = [seen.line for seen in imported.assessments[0].observations]
    assert lines == sorted(lines)


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("Brukarfokus", "Tillgänglighet och brukarorientering"),
        ("Kommunen som", "Kommunen som arbetsgivare - personalpolitik"),
        ("Ledarskapet och ansvar", "Ledarskap, ansvar och delegation"),
        ("Elefanter", None),
    ],
)
def test_another_name_in_a_list_of_areas_is_warned_of(read, shape, name, meant):
    imported = read(listed(shape, name_2=name))
    assert points(imported) == without(2)
    (warning,) = imported.warnings
    assert (warning.code, warning.line) == ("unknown-area", 4)
    assert f"'{name}'" in warning.message
    assert ("Did you mean" in warning.message) == (meant is not None)
    assert meant is None or f"Did you mean '{meant}'?" in warning.message


def test_the_beginning_of_an_area_that_is_printed_too_is_not_read(read):
    imported = read(listed(more=["Politisk styrning 12"]))
    assert points(imported) == without()
    assert warned(imported) == [("unknown-area", 11)]


def test_a_beginning_with_another_areas_number_is_not_read(read):
    imported = read(listed("{code}. {name} {cell}", name_2="Politisk styrning", name_3="Styrning"))
    assert points(imported) == without(2, 3)
    assert warned(imported) == [("unknown-area", 4), ("unknown-area", 5)]


@pytest.mark.parametrize("words", ["Resultat 70", "Offentlighet 170"])
def test_what_may_be_of_the_whole_is_not_read_as_an_area(read, words):
    name, _, cell = words.partition(" ")
    code = 5 if name == "Resultat" else 1
    imported = read(listed(**{f"name_{code}": name, f"cell_{code}": cell}))
    assert points(imported) == without(code)
    assert warned(imported) == [("unknown-area", 2 + code)]


@pytest.mark.parametrize("word", ["Summa", "Totalt", "Sammanlagt"])
def test_the_sum_of_a_list_is_the_total(read, word):
    imported = read(listed(more=[f"{word}: 516"]))
    assert points(imported) == {**without(), TOTAL: 516}
    assert not imported.warnings


def test_points_of_a_maximum_behind_a_name(read):
    imported = read(listed("{name} {cell} av 100"))
    assert points(imported) == without()
    assert {seen.value for seen in imported.assessments[0].observations if seen.quantity is Quantity.MAX} == {
        100
    }


@settings(max_examples=60, deadline=None)
@given(
    code=st.integers(1, 8),
    shape=st.sampled_from(SHAPES[:4]),
    name=st.text("abcdefghijklmnoprstuvåäö ", min_size=3, max_size=30)
    .map(str.strip)
    .filter(len)
    .map(str.title)
    .filter(lambda name: left_out(f"{name} 61", len(name) + 1, len(name) + 3) is None),
)
def test_no_row_of_a_list_is_lost_in_silence(read, code, shape, name):
    """Law 5: "It accepts no extra key, no wrong type, no silent coercion, and reports *all* problems at
    once.\"
    """
    line = 2 + code
    try:
        imported = read(listed(shape, **{f"name_{code}": name}), edition="se-2010")
    except InputError as error:
        seen = {problem.line for problem in error.problems}
    else:
        seen = {observation.line for observation in imported.assessments[0].observations}
        seen |= {warning.line for warning in imported.warnings}
    assert line in seen


@pytest.mark.parametrize("name", ["Förbättring", "Medelvärde", "Max", "Procent"])
@pytest.mark.parametrize("shape", SHAPES[:2])
def test_a_row_whose_name_is_a_head_elsewhere_leads_to_no_list(read, shape, name):
    assert len(points(read(listed(shape, name_1=name), edition="se-2010"))) >= len(NAMES) - 1


@pytest.mark.parametrize("head", [PIPES, PIPES[:1], ()])
def test_below_the_head_every_row_is_data(read, head):
    text = listed(
        "| {name} | {cell} |", head=head, cell_1="–", cell_3="saknas", cell_4="~58", more=["| Totalt | 516 |"]
    )
    imported = read(text)
    assert points(imported) == {**without(1, 3, 4), TOTAL: 516}
    first = 3 + len(head)
    assert warned(imported) == [
        ("no-figures", first),
        ("no-figures", first + 2),
        ("unread-figure", first + 3),
    ]
    assert "'–'" in imported.warnings[0].message
    assert "'~58'" in imported.warnings[2].message


def test_a_cell_that_is_not_read_leaves_the_other_columns(read):
    text = listed(
        "| {name} | {cell} | 100 | {cell} % |",
        head=["| Område | Poäng | Max | Procent |", "|---|---|---|---|"],
        cell_1="~61",
        cell_2="–",
    )
    imported = read(text)
    assert points(imported) == without(1, 2)
    assert sum(seen.quantity is Quantity.MAX for seen in imported.assessments[0].observations) == 8
    assert ("unread-figure", 5) in warned(imported)


def test_the_rows_of_another_table_are_quoted(read, registry):
    text = listed(more=["", "## Annat", "", "| Offentlighet och insyn | 12 |", "| Invånare | 5600 |"])
    imported = read(text, registry=registry_of(registry, "se-2010", "se-2016"))
    (warning,) = imported.warnings
    assert (warning.code, warning.line) == ("unplaced-table", 14)
    assert "lines 14 and 15 ('Offentlighet och insyn', 'Invånare')" in warning.message
    assert "Did you mean 'Offentlighet och demokrati' by 'Offentlighet och insyn'?" in warning.message
    assert "by 'Invånare'" not in warning.message


@pytest.mark.parametrize("mean", ["Medel", "Medelvärde", "Förändring"])
@pytest.mark.parametrize(
    "title", ["Kommunkompassen i Grästorps kommun", TITLE, TITLE.replace("2014", "2017")]
)
def test_a_mean_beside_years_is_that_of_the_newest(read, mean, title):
    text = listed(
        "| {name} | 50 | {cell} | 70 |",
        title=title,
        head=[f"| Område | 2012 | 2014 | {mean} |", "|---|---|---|---|"],
    )
    newest, older = read(text).assessments
    assert (newest.year, older.year) == (2014, 2012)
    beside = [
        seen.value for seen in newest.observations if seen.quantity in {Quantity.REFERENCE, Quantity.CHANGE}
    ]
    assert beside == [70] * 8
    assert {seen.quantity for seen in older.observations} == {Quantity.POINTS}


def test_no_assessment_holds_nothing_but_means(read):
    heads = ["| Område | 2014 | Medel 2012 |", "|---|---|---|"]
    imported = read(listed("| {name} | {cell} | 70 |", head=heads))
    assert [assessment.year for assessment in imported.assessments] == [2014]
    (warning,) = imported.warnings
    assert warning.code == "unplaced-figures"
    assert "of 2012" in warning.message
    assert "lines 5, 6, 7, 8, 9, 10, 11 and 12" in warning.message


def test_an_assessment_without_a_year_stands_last(read):
    title = "Kommunkompassen i Grästorps kommun"
    appendix = listed(title="# Bilaga", head=["| Område | 2012 |", "|---|---|"], shape="| {name} | {cell} |")
    imported = read(listed(title=title) + "\n\n" + appendix)
    assert [assessment.year for assessment in imported.assessments] == [2012, None]


@pytest.mark.parametrize(
    ("printed", "name"), [("Salla kommun", "Sala"), ("Sarla", "Sala"), ("Bjurv", "Bjuv")]
)
def test_a_name_that_is_only_near_a_municipality_is_warned_of(read, printed, name):
    imported = read(listed(title=f"Kommunkompassen i {printed} 2014"))
    assert imported.assessments[0].organisation.name == name
    (warning,) = imported.warnings
    word = printed.split()[0]
    assert (warning.code, warning.line) == ("unclear-organisation", 1)
    assert f"'{word}' was read as {name}" in warning.message


@pytest.mark.parametrize("printed", ["Örnsköldsvik", "ÖRNSKÖLDSVIKS", "Örnsköldsviks"])
def test_a_misprint_beside_the_exact_name_is_none(read, printed):
    text = listed(
        title="ANALYS AV ÖRNKÖLDSVIKS KOMMUN 2014", more=["", f"Så arbetar {printed} med sina frågor."]
    )
    imported = read(text)
    assert imported.assessments[0].organisation.name == "Örnsköldsvik"
    assert not imported.warnings


@pytest.mark.parametrize("title", ["Heby och Sala 2014", "Heby och Sala kommun 2014"])
def test_two_municipalities_in_the_title_are_warned_of(read, title):
    imported = read(listed(title=f"Kommunkompassen i {title}"))
    taken = imported.assessments[0].organisation.name
    (warning,) = imported.warnings
    assert warning.code == "unclear-organisation"
    assert all(name in warning.message for name in ("Heby", "Sala", f"; {taken} is taken"))


def test_the_table_of_the_readme_is_read_without_a_warning(read):
    text = README.read_text("utf-8")
    section = text.partition("## A report of your own")[2]
    (table,) = re.findall(r"```markdown\n(.*?)```", section.partition("\n## ")[0], re.DOTALL)
    imported = read(table)
    assert not imported.warnings
    (assessment,) = imported.assessments
    assert (assessment.edition, assessment.year, assessment.organisation.name) == ("se-2016", 2017, "Lund")
    assert sorted(points(imported)) == list("12345678")
    assert table.count("\n| ") == 9


@pytest.mark.slow
def test_a_long_list_of_other_things_takes_time_in_proportion(read):
    """A list twice as long takes about twice the time."""

    def seconds(rows):
        text = listed(more=["", "Annat:", *(f"Sak {row} {row % 90}" for row in range(rows))])
        start = time.process_time()
        read(text)
        return time.process_time() - start

    small, large = min(seconds(1000) for _ in range(2)), seconds(4000)
    assert large < 8 * small + 0.3


@pytest.mark.parametrize(
    ("heads", "whole"),
    [
        ("Område | Poäng | Max | Procent", "Summa"),
        ("Område | Poeng | Maks | Prosent", "Sum poeng"),
        ("Område | Point | Maksimum | Procent", "I alt"),
        ("Area | Points | Maximum | Percent", "Total"),
        ("Svið | Stig | Hámark | Prósent", "Samtals"),
    ],
)
def test_a_table_is_read_in_every_language_of_the_field(read, registry, heads, whole):
    """A partner's reports have heads in the partner's language, whatever the edition's own is."""
    rows = [f"| {name} | {60 + code} | 100 | {60 + code} |" for code, name in enumerate(NAMES, 1)]
    text = "\n".join([TITLE, "", f"| {heads} |", "|---|---|---|---|", *rows, f"| {whole} | 516 | 800 | 65 |"])
    imported = read(text, registry=registry_of(registry, "se-2010", "se-2016"))
    assert not imported.warnings
    assert points(imported) == {TOTAL: 516, **{str(code): 60 + code for code in range(1, 9)}}


def test_where_no_head_says_which_figures_are_points_the_heads_are_asked_for(read):
    rows = [f"| {name} | {60 + code} | 100 |" for code, name in enumerate(NAMES, 1)]
    with pytest.raises(InputError, match="give their column a head such as Poäng, Poeng or Points"):
        read("\n".join([TITLE, "", "| Alue | Pisteet | Yläraja |", "|---|---|---|", *rows]))


HEADS = {
    "Resultat i procent:": "percent",
    "Andel av maxpoängen, i procent:": "percent",
    "Poäng per område:": "points",
    "Så här gick det för kommunen:": "points",
    "Poäng som saknas till max:": None,
    "Förlorade poäng:": None,
    "Rangordning bland 42 kommuner:": None,
    "Nivå (1–5):": None,
    "Betyg:": None,
    "Karakter:": None,
    "Vikt i procent:": None,
    "Tappade poeng:": None,
}


@pytest.mark.parametrize("head", HEADS)
def test_what_stands_above_a_list_says_what_its_numbers_are(read, head):
    """Law of reading: a figure is read only where its quantity follows from the document."""
    text = (
        f"# Kommunkompassen Örebro 2019\n\n{head}\n\n- Offentlighet och demokrati 61\n"
        "- Politisk styrning och kontroll 73\n- Kommunen som samhällsbyggare 77\n"
    )
    if HEADS[head] is None:
        with pytest.raises(InputError) as caught:
            read(text, edition="se-2016")
        told = str(caught.value)
        assert all(figure in told for figure in ("61", "73", "77"))
    else:
        (assessment,) = read(text, edition="se-2016").assessments
        assert {seen.quantity.value for seen in assessment.observations} == {HEADS[head]}


@pytest.mark.parametrize("head", ["Andel av maxpoängen:", "Resultat i procent:", "| Område | Andel |"])
def test_what_may_be_a_share_of_one_is_no_percent(read, head):
    rows = ["Offentlighet och demokrati", "Politisk styrning och kontroll", "Kommunen som samhällsbyggare"]
    lines = [f"| {row} | 0,6{number} |" if head.startswith("|") else f"- {row} 0,6{number}"
             for number, row in enumerate(rows)]  # fmt: skip
    gap = "|---|---|" if head.startswith("|") else ""
    with pytest.raises(InputError) as caught:
        read("\n".join(["# Kommunkompassen Örebro 2019", "", head, gap, *lines]), edition="se-2016")
    assert str(caught.value).count("may be a share of one") == 3


TITLES = {
    "Tabell 3. Förlorade poäng per område|Poäng": None,
    "Tabell 2: Medelvärden för samtliga kommuner|Poäng": None,
    "## Riksgenomsnitt 2019|Poäng": None,
    "Målvärden för 2022|Poäng": None,
    "Självskattning inför utvärderingen|Poäng": None,
    "**Kommunens egen bedömning**|Poäng": None,
    "## Bästa kommun|Poäng": None,
    "|Poäng (riket)": None,
    "|Poäng (mål)": None,
    "Resultat per område i procent av maxpoängen|Resultat": "percent",
    "Tabell 1. Kommunens resultat per område|Poäng": "points",
    "## Resultat 2019|Poäng": "points",
    "Så gick det|Poäng (medel)": "points reference",
}


@pytest.mark.parametrize("title", TITLES)
def test_what_stands_above_a_table_says_what_its_points_are(read, title):
    above, head = title.split("|")
    behind = " (55)" if TITLES[title] == "points reference" else ""
    text = (
        f"# Kommunkompassen Örebro 2019\n\n{above}\n\n| Område | {head} |\n|---|---|\n"
        f"| Offentlighet och demokrati | 61{behind} |\n| Politisk styrning och kontroll | 73{behind} |\n"
        f"| Kommunen som samhällsbyggare | 77{behind} |\n"
    )
    if TITLES[title] is None:
        with pytest.raises(InputError) as caught:
            read(text, edition="se-2016")
        told = str(caught.value)
        assert all(figure in told for figure in ("61", "73", "77"))
    else:
        (assessment,) = read(text, edition="se-2016").assessments
        assert {seen.quantity.value for seen in assessment.observations} == set(TITLES[title].split())


def test_a_question_about_goals_heads_its_own_points(read):
    """What names an item says nothing of quantities: a question may be about goals, places or change."""
    text = (
        "# Kommunkompassen Örebro 2019\n\n3.2 Tydliga politiska mål\n\n"
        "| Fråga | Poäng |\n|---|---|\n| 3.2 Styrs kommunen av tydliga politiska mål? | 13 |\n"
    )
    (assessment,) = read(text, edition="se-2016").assessments
    assert [(seen.item, seen.value) for seen in assessment.observations] == [("3.2", 13)]


@pytest.mark.parametrize(("head", "is_read"), [("Poäng (skala 0–10)", False), ("Poäng (max 100)", True)])
def test_points_on_a_scale_of_their_own_are_no_points_of_the_edition(read, head, is_read):
    text = (
        f"# Kommunkompassen Örebro 2019\n\n| Område | {head} |\n|---|---|\n"
        "| Offentlighet och demokrati | 6,1 |\n| Politisk styrning och kontroll | 7,3 |\n"
        "| Kommunen som samhällsbyggare | 7,7 |\n"
    )
    if is_read:
        assert len(read(text, edition="se-2016").assessments[0].observations) == 3
    else:
        with pytest.raises(InputError, match=r"has 10 points at most"):
            read(text, edition="se-2016")


OTHER_QUANTITIES = [
    "Trivselmätning",
    "Elevernas omdöme",
    "Antal e-tjänster",
    "Sjukfrånvaro per kompassområde",
    "Tilliten till kommunen 2014",
    "Personalens syn på våra områden:",
    "Resultat i medarbetarnas röster",
    "Tabell 3. Elevernas omdöme",
    "Lektioner om Kommunkompassens områden",
    "Klagomål 2014:",
    "Brukernes tillit i 2014",
    "Brugertilfredshed 2014",
    "Residents' trust 2014",
    "Omdöme i årskurs 9 per område",
    "Elevernas omdöme, skala 1–100",
    "Elevernas poäng per område",
    "Poäng enligt chefernas bedömning",
    "Poängmål",
    "Poäng per tusen invånare",
    "Poäng i första utkastet",
    "Antal styrkor och poäng per område",
    "Öppna jämförelser",
    "Nøkkeltall fra KOSTRA",
    "Hållbart engagemang (HME)",
    "Ansattes vurdering",
    "Genomsnittlig poäng per område",
]
FORMS = [((), "{name}: {cell}"), (("| Område | 2014 |", "|---|---|"), "| {name} | {cell} |")]
PLAIN_HEADS = [
    "Resultat per område",
    "2. Sammanfattande resultat",
    "Våra resultat 2014",
    "Så här gick det för Grästorps kommun:",
    "Områdena i siffror",
    "Resultater fordelt på temaer",
    "Slik ble resultatet",
    "Sådan gik det for kommunen:",
    "Våra medarbetare är stolta över årets poäng:",
    "Results of the municipality",
    "Resultat, skala 0–100",
    "Results by area",
    "The scores for each area were as follows:",
    "Poängens fördelning",
    "Resultatene vises nedenfor:",
    "Slik har det gått",
]


@pytest.mark.parametrize(("head", "shape"), FORMS, ids=["list", "table"])
@pytest.mark.parametrize("words", OTHER_QUANTITIES)
def test_numbers_of_something_else_are_not_read_in_silence(words, head, shape, read):
    """Where no word is known to deny that they are points, one warning names the line and its words."""
    text = listed(shape, head=(words, "", *head))
    try:
        imported = read(text)
    except InputError:
        return
    if not any(made.observations for made in imported.assessments):
        return
    (told,) = [warning for warning in imported.warnings if warning.code == "unknown-list-head"]
    assert told.line == 3
    assert words.rstrip(":") in told.message


@pytest.mark.parametrize(("head", "shape"), FORMS, ids=["list", "table"])
@pytest.mark.parametrize("words", PLAIN_HEADS)
def test_a_plain_head_of_scores_needs_no_warning(words, head, shape, read):
    imported = read(listed(shape, head=(words, "", *head)))
    assert len(imported.assessments[0].observations) == len(NAMES)
    assert not [warning for warning in imported.warnings if warning.code == "unknown-list-head"]


ABOVE_YEARS = {
    "Antal styrkor per område": None,
    "Självskattning per område": None,
    "Öppna jämförelser": None,
    "Målvärden": None,
    "Medelvärde för alla kommuner": None,
    "Resultat i procent": Quantity.PERCENT,
    "Mål och resultat": Quantity.POINTS,
    "Förändring mellan åren": Quantity.POINTS,
}


@pytest.mark.parametrize(("title", "quantity"), ABOVE_YEARS.items())
@pytest.mark.parametrize("heads", ["2012 | 2014", "Grästorp 2012 | Grästorp 2014"])
def test_a_title_says_what_columns_are_that_only_years_head(title, quantity, heads, read):
    rows = [f"| {name} | 51 | 61 |" for name in NAMES]
    text = "\n".join([TITLE, "", title, "", f"| Område | {heads} |", "|---|---|---|", *rows])
    if quantity is None:
        with pytest.raises(InputError, match="51"):
            read(text)
        return
    made = read(text).assessments
    assert {seen.quantity for one in made for seen in one.observations} == {quantity}


@pytest.mark.parametrize("head", ["Område Poäng Procent", "Poäng %", "Fått Andel av max"])
def test_a_head_of_points_and_percent_that_spaces_part_says_both(head, read):
    """So it is where a table was copied from a PDF; no figure of points becomes one of percent."""
    imported = read(listed("{name} {code}1 {code}9 %", head=(head,)))
    seen = {(one.item, one.quantity, int(one.value)) for one in imported.assessments[0].observations}
    assert seen == {
        (str(code), quantity, int(f"{code}{last}"))
        for code in range(1, 9)
        for quantity, last in ((Quantity.POINTS, 1), (Quantity.PERCENT, 9))
    }


@pytest.mark.parametrize(
    "lead",
    [
        "74 100 74%",
        "**66 %**",
        "Totalt 66 %",
        "Vi fick 66 procent",
        "Andel av max: 66 %",
        "Svarsfrekvens: 66 %",
    ],
)
@pytest.mark.parametrize(("head", "shape"), FORMS, ids=["list", "table"])
def test_a_percentage_above_a_list_does_not_make_percents_of_its_points(lead, head, shape, read):
    """It is read or named itself; so it is where a table goes on behind the sum of the one before."""
    imported = read(listed(shape, head=(lead, "", *head)))
    assert points(imported) == {str(code): 60 + code for code in range(1, 9)}
    seen = {observation.quantity for observation in imported.assessments[0].observations}
    assert seen == {Quantity.POINTS} or "Totalt" in lead
    assert imported.warnings or "Totalt" in lead
