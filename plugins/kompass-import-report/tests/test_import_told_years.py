"""The year of an evaluation is one that the text says it was made in, and never just the only one."""

import pytest

SWEDISH = (
    "# Kommunkompassen i Lunds kommun\n\n"
    "Samhällsutveckling 61\nStyrning och kontroll 67\nKvalitetsutveckling 58\n\n"
)
NORWEGIAN = (
    "# Kommunekompasset i Hareid kommune\n\nPolitisk styring og kontroll 61\n"
    "Lederskap, ansvar og delegasjon 67\nKommunen som arbeidsgiver 58\nKommunen som samfunnsutvikler 49\n\n"
)

TOLD = [
    (SWEDISH, "Utvärderingen genomfördes 2021.", 2021),
    (SWEDISH, "Utvärderingen genomfördes hösten 2021.", 2021),
    (SWEDISH, "Kommunen utvärderades våren 2021.", 2021),
    (SWEDISH, "2021 genomfördes en utvärdering med Kommunkompassen.", 2021),
    (SWEDISH, "Resultatet av 2021 års utvärdering är bra.", 2021),
    (SWEDISH, "Mätningen gjordes under 2021.", 2021),
    (SWEDISH, "Lunds kommun deltog i Kommunkompassen 2021.", 2021),
    (SWEDISH, "Lund lät göra en utvärdering 2021 och den gav 497 poäng.", 2021),
    (SWEDISH, "2021 fick kommunen 497 poäng.", 2021),
    (SWEDISH, "Kommunkompassen 2021 visar att mycket är bra.", 2021),
    (SWEDISH, "Utvärderingen gjordes i oktober 2021 och nästa görs 2024.", None),
    (SWEDISH, "Kommunen fick 497 poäng 2021. 2018 fick kommunen 450 poäng.", 2021),
    (NORWEGIAN, "Hareid kommune gjennomførte våren 2019 si andre måling.", 2019),
    (NORWEGIAN, "Målinga vart gjennomført hausten 2019.", 2019),
    (NORWEGIAN, "Evalueringen ble gjennomført i 2019.", 2019),
    (NORWEGIAN, "Hareid vart evaluert i 2019.", 2019),
    (NORWEGIAN, "I 2019 fekk kommunen 254 poeng.", 2019),
    (NORWEGIAN, "Kommunekompasset 2019 syner framgang.", 2019),
    (NORWEGIAN, "Evalueringen blev gennemført i 2019.", 2019),
    (NORWEGIAN, "Målingen fandt sted i foråret 2019.", 2019),
]
NOT_TOLD = [
    (SWEDISH, "Senast uppdaterad 2023-05-02"),
    (SWEDISH, "Uppdaterad: 2 maj 2023"),
    (SWEDISH, "Publicerad 2023"),
    (SWEDISH, "Sidan besökt 2023-05-02."),
    (SWEDISH, "Nästa utvärdering genomförs 2024."),
    (SWEDISH, "Nästa mätning görs våren 2024."),
    (SWEDISH, "En ny utvärdering planeras till 2024."),
    (SWEDISH, "Kommunen ska utvärderas igen 2024."),
    (SWEDISH, "Verktyget har använts för att utvärdera kommuner sedan 2002."),
    (SWEDISH, "Den förra utvärderingen gjordes 2016."),
    (SWEDISH, "Utvärderingen är den första sedan 2016."),
    (SWEDISH, "Medelvärdet av utvärderingar 2019 var 55."),
    (SWEDISH, "Borås kommun utvärderades 2019."),
    (SWEDISH, "Borås fick 512 poäng i utvärderingen 2019."),
    (SWEDISH, "Kommunplanen antogs 2015."),
    (SWEDISH, "Sedan 2016 har kommunen ökat."),
    (SWEDISH, "Utvärderingen jämförs med 2016."),
    (SWEDISH, "Kommunkompassen togs fram 1998 i Norge."),
    (SWEDISH, "Målet för 2025 är 550 poäng."),
    (SWEDISH, "Lund fick 497 poäng. 2016 fick kommunen 445 poäng i Kommunkompassen."),
    (SWEDISH, "Lund höjer sitt resultat från 445 (2016) till 497."),
    (NORWEGIAN, "Sist oppdatert 02.05.2023"),
    (NORWEGIAN, "Neste måling gjennomføres i 2024."),
    (NORWEGIAN, "Forrige måling ble gjennomført i 2013."),
    (NORWEGIAN, "Verktøyet er brukt siden 2002."),
    (NORWEGIAN, "Kommuneplanen vart vedteken i 2015."),
    (NORWEGIAN, "Publisert 3. mai 2023"),
]


@pytest.mark.parametrize(("page", "sentence", "year"), TOLD)
def test_a_year_is_read_where_the_text_says_that_the_evaluation_was_made_in_it(read, page, sentence, year):
    imported = read(page + sentence)
    assert [one.year for one in imported.assessments] == [year]


@pytest.mark.parametrize(("page", "sentence"), NOT_TOLD)
def test_any_other_year_leaves_the_year_open(read, page, sentence):
    imported = read(page + sentence)
    assert [one.year for one in imported.assessments] == [None]
    assert "no-year" in {warning.code for warning in imported.warnings}


def test_the_year_of_an_update_in_the_title_is_not_that_of_the_evaluation(read):
    page = SWEDISH.replace("kommun\n", "kommun\n\nSenast uppdaterad 2023-05-02\n", 1)
    assert [one.year for one in read(page).assessments] == [None]


def section(title, first, more=""):
    rows = "".join(
        f"| {name} | {first + number} |\n"
        for number, name in enumerate(("Samhällsutveckling", "Styrning och kontroll", "Arbetsliv"))
    )
    return f"{title}\n\n{more}\n\n| Område | Poäng |\n|---|---|\n{rows}\n"


@pytest.mark.parametrize(
    ("title", "newer", "older"),
    [
        ("# Kommunkompassen i Lunds kommun", "## Resultat 2022", "## Resultat 2021"),
        ("# Kommunkompassen i Lunds kommun 2022", "## Resultat", "## Resultat 2021"),
        ("# Kommunkompassen i Lunds kommun", "## 2022", "## 2021\n\n### Områden"),
        ("# Kommunkompassen i Lunds kommun", "# Utvärderingen 2022", "# Tidigare utvärdering 2021"),
        ("Kommunkompassen i Lunds kommun", "## 2022", "## 2021"),
    ],
)
def test_what_stands_below_the_title_of_a_year_is_of_that_year(title, newer, older, read):
    report = f"{title}\n\n" + section(newer, 60, "Så här gick det.") + section(older, 50, "Totalt: 441 poäng")
    imported = read(report, edition="se-2020")
    seen = {
        (made.year, one.item, int(one.value)) for made in imported.assessments for one in made.observations
    }
    assert len([one for one in seen if one[1] != "total"]) == 6
    assert {year for year, item, value in seen if value >= 60 and item != "total"} == {2022}
    assert {year for year, item, value in seen if value < 60} == {2021}
    assert (2021, "total", 441) in seen


def test_strengths_below_the_title_of_a_year_are_of_that_year(read):
    def of_area(strength):
        return f"### Område 1 Samhällsutveckling\n\nPoäng: 61\n\n#### Styrkor\n\n- {strength}\n\n"

    report = (
        "# Kommunkompassen i Lunds kommun 2022\n\n## Resultat 2022\n\n"
        f"{of_area('Tydliga mål')}## Resultat 2021\n\n{of_area('Öppna möten')}## Om rapporten\n\nSlut.\n"
    )
    imported = read(report, edition="se-2020")
    assert {made.year: [one.text for one in made.findings] for made in imported.assessments} == {
        2022: ["Tydliga mål"],
        2021: ["Öppna möten"],
    }


def test_a_title_with_the_year_of_a_plan_says_nothing_of_the_evaluation(read):
    report = section("# Kommunkompassen i Lunds kommun 2022\n\n## Verksamhetsplan 2024", 60)
    assert [made.year for made in read(report, edition="se-2020").assessments] == [2022]
