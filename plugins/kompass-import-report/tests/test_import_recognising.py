"""Editions, organisations and years are recognised from all that is printed, or it is said why not."""

import re

import pytest
from attrs import evolve

from kompass_import_report.importer import ReportImporter
from kompass_spec.model import OrganisationKind, Text
from kompass_spec.model.problems import InputError, UsageError
from kompass_spec.plugins.requests import ImportRequest
from kompass_spec.registry.registry import Registry

NAMES_2020 = [
    "Samspel mellan förtroendevalda och medborgare",
    "Samhällsutveckling",
    "Styrning och kontroll",
    "Effektivitet",
    "Brukarens fokus",
    "Kvalitetsutveckling",
    "Arbetsliv",
    "Chefs- och ledarskap samt medarbetarskap",
]
NAMES_2010 = [
    "Offentlighet och demokrati",
    "Tillgänglighet och brukarorientering",
    "Politisk styrning och kontroll",
    "Ledarskap, ansvar och delegation",
    "Resultat och effektivitet",
    "Kommunen som arbetsgivare personalpolitik",
    "Verksamhetsutveckling",
    "Kommun som samhällsbyggare",
]
NAMES_2016 = [*NAMES_2010[:6], "Ständiga förbättringar", NAMES_2010[7]]


def page(names, title="Kommunkompassen i Vallentuna kommun 2014", rows="{number}. {name} 7{number}"):
    lines = [rows.format(number=number, name=name) for number, name in enumerate(names, 1)]
    return "\n".join([title, "", *lines])


def edition_of(imported):
    return [assessment.edition for assessment in imported.assessments]


@pytest.fixture(scope="module")
def with_2020(registry):
    """A registry that also holds the areas of 2020, which print another area's number for every subject."""
    base = registry["se-2010"]
    areas = tuple(
        evolve(area, title=Text({"sv": name}), headings=(), aliases=())
        for area, name in zip(base.areas, NAMES_2020, strict=True)
    )
    editions = [*registry.values(), evolve(base, id="se-2020", valid_from="2020", valid_to=None, areas=areas)]
    return Registry.of(editions)


def test_the_whole_set_of_names_decides(read):
    assert edition_of(read(page(NAMES_2010))) == ["se-2010"]
    assert edition_of(read(page(NAMES_2016))) == ["se-2016"]
    assert edition_of(
        read(page([NAMES_2016[0], "Brukarfokus, tillgänglighet, bemötande", *NAMES_2016[2:]]))
    ) == ["se-2016"]


def test_a_spelling_that_one_edition_lists_is_recognised_in_the_others_of_its_language(registry):
    """What one edition has as an alias can be printed of another too, which has nearly the same name."""
    spelled = "Ledarskap, ansvar och delegering"
    base = registry["se-2010"]
    areas = tuple(evolve(area, aliases=(spelled,)) if area.code == "4" else area for area in base.areas)
    both = Registry.of([evolve(base, areas=areas), registry["se-2016"]])
    for names, edition in ((NAMES_2010, "se-2010"), (NAMES_2016, "se-2016")):
        content = page(
            [*names[:3], spelled, *names[4:]], title="Kommunkompassen i Vallentuna kommun"
        ).encode()
        imported = ReportImporter().read(ImportRequest(file="page.md", content=content, registry=both))
        assert edition_of(imported) == [edition]
        assert {observation.item for observation in imported.assessments[0].observations} == set("12345678")


def test_one_old_name_does_not_decide(read, with_2020):
    imported = read(page(["Offentlighet och demokrati", *NAMES_2020[1:]]), registry=with_2020)
    assert edition_of(imported) == ["se-2020"]
    (warning,) = [warning for warning in imported.warnings if warning.code == "other-name"]
    assert "Samspel mellan förtroendevalda och medborgare" in warning.message
    assert len(imported.assessments[0].observations) == 8


def test_headings_decide_where_a_name_is_wrong(read, example):
    text = example.replace("Ständiga förbättringar", "Verksamhetsutveckling")
    text = text.replace("Brukarfokus, tillgänglighet och bemötande", "Tillgänglighet och brukarorientering")
    imported = read(text)
    assert edition_of(imported) == ["se-2016", "se-2010", "se-2010"]
    assert "other-name" in {warning.code for warning in imported.warnings}


def test_the_name_of_the_file_says_nothing(registry):
    request = ImportRequest(file="se-2016.md", content=page(NAMES_2010).encode(), registry=registry)
    assert edition_of(ReportImporter().read(request)) == ["se-2010"]


def test_two_editions_that_fit_equally_well_are_an_error_that_names_both(read):
    names = [name for name in NAMES_2010 if name != "Verksamhetsutveckling"]
    text = page(names, "Kommunkompassen i Vallentuna kommun", rows="{name}: 7{number}")
    with pytest.raises(InputError) as caught:
        read(text)
    (problem,) = caught.value.problems
    assert problem.code == "edition-unclear"
    assert all(word in problem.message for word in ("se-2010", "se-2016", "7 of 7 names", "`edition=ID`"))
    for edition in ("se-2010", "se-2016"):
        assert edition_of(read(text, edition=edition)) == [edition]


@pytest.fixture(scope="module")
def with_copy(registry):
    """A registry with a second edition that has every word of another, as one made of it begins."""

    def copied(valid_to, copy_from="2024"):
        base = registry["se-2016"]
        later = evolve(base, id="se-2024", valid_from=copy_from, valid_to=None)
        return Registry.of([evolve(base, valid_to=valid_to), later, registry["se-2010"]])

    return copied


@pytest.mark.parametrize(("year", "edition"), [(2017, "se-2016"), (2019, "se-2016"), (2026, "se-2024")])
def test_of_two_editions_that_fit_equally_well_the_year_decides_and_it_is_said(
    read, with_copy, year, edition
):
    text = page(NAMES_2016, f"Kommunkompassen i Vallentuna kommun {year}")
    imported = read(text, registry=with_copy("2019"))
    assert edition_of(imported) == [edition]
    (warning,) = [warning for warning in imported.warnings if warning.code == "edition-by-year"]
    words = ("se-2016 (in use 2016–2019)", "se-2024 (in use 2024–)", f"of {year}", f"on {edition}")
    assert all(word in warning.message for word in (*words, "`edition=")), warning.message


@pytest.mark.parametrize(
    ("title", "valid_to", "copy_from"),
    [
        ("Kommunkompassen i Vallentuna kommun", "2019", "2024"),
        ("Kommunkompassen i Vallentuna kommun 2022", "2019", "2024"),
        ("Kommunkompassen i Vallentuna kommun 2026", None, "2024"),
        ("Kommunkompassen i Vallentuna kommun 2019", "2019-06", "2019-07"),
    ],
    ids=["no year", "a year of neither", "a year of both", "a year that both share"],
)
def test_where_the_year_does_not_decide_the_edition_stays_unclear(
    read, with_copy, title, valid_to, copy_from
):
    with pytest.raises(InputError) as caught:
        read(page(NAMES_2016, title), registry=with_copy(valid_to, copy_from))
    assert [problem.code for problem in caught.value.problems] == ["edition-unclear"]


def test_what_a_name_decides_no_year_overrules(read):
    imported = read(page(NAMES_2010, "Kommunkompassen i Vallentuna kommun 2018"))
    assert edition_of(imported) == ["se-2010"]
    assert "edition-by-year" not in {warning.code for warning in imported.warnings}


def test_a_decided_edition_is_not_overruled_by_the_year(read, with_copy):
    text = page(NAMES_2016, "Kommunkompassen i Vallentuna kommun 2017")
    imported = read(text, edition="se-2024", registry=with_copy("2019"))
    assert edition_of(imported) == ["se-2024"]
    assert "edition-by-year" not in {warning.code for warning in imported.warnings}


def test_no_edition_that_fits_is_an_error_that_says_why(read, registry):
    older = Registry.of([registry["se-2010"], registry["se-2016"]])
    text = page(NAMES_2020, rows="Område {number} {name}\n\nRubriker\tPoäng\n• Dialog\t7{number}")
    with pytest.raises(InputError) as caught:
        read(text, registry=older)
    (problem,) = caught.value.problems
    assert problem.code == "edition-unclear"
    assert all(word in problem.message for word in ("se-2010", "no area", "`edition="))


def test_a_decided_edition_places_what_it_can_by_number(read):
    imported = read(page(NAMES_2010), edition="se-2016")
    (assessment,) = imported.assessments
    assert assessment.edition == "se-2016"
    assert len(assessment.observations) == 8
    (warning,) = [warning for warning in imported.warnings if warning.code == "other-name"]
    assert "Ständiga förbättringar" in warning.message


def test_a_decided_edition_with_none_of_the_names_is_refused(read, example):
    with pytest.raises(InputError) as caught:
        read(example, edition="se-2020")
    (problem,) = caught.value.problems
    assert problem.code == "unknown-area"
    assert "Nothing that the report prints is known of se-2020" in problem.message


def test_a_decided_edition_without_questions_says_so_once(read, example):
    imported = read(example, edition="se-2010")
    assert imported.assessments[0].edition == "se-2010"
    (warning,) = [warning for warning in imported.warnings if warning.code == "unknown-item"]
    assert "The questions of se-2010 are not known" in warning.message
    (warning,) = [warning for warning in imported.warnings if warning.code == "edition-not-in-use"]
    assert "as was decided" in warning.message


def test_a_decided_edition_is_that_of_the_newest_evaluation(read, example):
    assert edition_of(read(example, edition="se-2016")) == ["se-2016", "se-2010", "se-2010"]


def test_an_edition_that_is_not_there(read, example):
    with pytest.raises(UsageError, match="There is no edition"):
        read(example, edition="se-1999")


def test_without_editions_nothing_is_recognised(read, example):
    with pytest.raises(InputError, match=r"kompass-frameworks.*KOMPASS_PLUGINS"):
        read(example, registry=Registry.of([]))


@pytest.mark.parametrize(
    "text",
    [
        "# Kvalitetsrapport 2019\n\n## Trygghet\n\nResultat: 74 av 100\n",
        "Kommunkompassen är ett verktyg.\n",
        "Kommunkompassen har åtta områden:\n\n" + "\n".join(f"- {name}" for name in NAMES_2010),
        "   \n\n",
        "x",
    ],
)
def test_what_is_not_a_report_is_said_to_be_none(read, text):
    with pytest.raises(InputError) as caught:
        read(text)
    assert [problem.code for problem in caught.value.problems] == ["not-a-report"]


@pytest.mark.parametrize(
    ("title", "name", "code", "kind"),
    [
        ("Analys av Örnsköldsviks kommun 2014", "Örnsköldsvik", "2284", OrganisationKind.MUNICIPALITY),
        ("ANALYS AV ÖRNKÖLDSVIKS KOMMUN 2014", "Örnsköldsvik", "2284", OrganisationKind.MUNICIPALITY),
        ("Borås Stad i Kommunkompassen 2014", "Borås", "1490", OrganisationKind.MUNICIPALITY),
        ("Kommunkompassen Upplands Väsby 2014", "Upplands Väsby", "0114", OrganisationKind.MUNICIPALITY),
        ("Kommunkompassen: Malung-Sälens kommun 2014", "Malung-Sälen", "2023", OrganisationKind.MUNICIPALITY),
        ("Kommunkompassen Hulebo kommun 2014", "Hulebo kommun", None, OrganisationKind.MUNICIPALITY),
        ("ANALYS AV ØVRE HULEVIK KOMMUNE 2014", "Øvre Hulevik kommune", None, OrganisationKind.MUNICIPALITY),
        ("Kommunekompasset: Hulevik kommune 2014", "Hulevik kommune", None, OrganisationKind.MUNICIPALITY),
        ("Kommunekompasset Hulevik kommune 2014", "Hulevik kommune", None, OrganisationKind.MUNICIPALITY),
        ("Evaluering Hulevik Kommune 2014", "Hulevik kommune", None, OrganisationKind.MUNICIPALITY),
        (
            "Analys av Skarpnäck stadsdel, Stockholms stad 2014",
            "Skarpnäck stadsdel",
            None,
            OrganisationKind.DISTRICT,
        ),
        (
            "ANALYS AV SKARPNÄCK STADSDEL, STOCKHOLMS STAD 2014",
            "Skarpnäck stadsdel",
            None,
            OrganisationKind.DISTRICT,
        ),
        ("Stadsdelen Hyllie i Malmö stad 2014", "Stadsdelen Hyllie", None, OrganisationKind.DISTRICT),
        ("Malmö stads stadsdel Hyllie 2014", "Stadsdel Hyllie", None, OrganisationKind.DISTRICT),
        ("Analys av Hulebo stad 2014", "Hulebo stad", None, OrganisationKind.CITY),
        ("Kommunkompassen Region Halland 2014", "Region Halland", None, OrganisationKind.REGION),
        ("Analys av en region: Region Halland 2014", "Region Halland", None, OrganisationKind.REGION),
        ("Nordland fylkeskommune 2014", "Nordland fylkeskommune", None, OrganisationKind.REGION),
    ],
)
def test_the_organisation_of_the_title(read, title, name, code, kind):
    others = "\n\nSe gärna på Helsingborgs kommun. Huddinge kommun är bra. Umeå kommun och Umeå kommun också."
    imported = read(page(NAMES_2010, title=title) + others)
    organisation = imported.assessments[0].organisation
    assert (organisation.name, organisation.code, organisation.kind) == (name, code, kind)
    assert ("unknown-organisation" in {warning.code for warning in imported.warnings}) == (code is None)


def test_the_evaluators_home_does_not_win(read, example):
    text = re.sub("(?i)örnsköldsviks?", "Hulebo", example)
    text = text.replace("HULEBO", "Hulebo").replace("Hulebo kommun", "Hulebo kommun")
    imported = read(text)
    assert imported.assessments[0].organisation.name.casefold() == "hulebo kommun"


def test_organisations_named_equally_often_are_warned_of(read):
    imported = read(page(NAMES_2010, title="Lunds kommun och Umeå kommun 2014"))
    assert imported.assessments[0].organisation.name == "Lund"
    (warning,) = [warning for warning in imported.warnings if warning.code == "unclear-organisation"]
    assert "Umeå" in warning.message


def test_a_report_that_names_nobody(read):
    imported = read(page(NAMES_2010, title="Kommunkompassen 2014"))
    organisation = imported.assessments[0].organisation
    assert (organisation.name, organisation.kind) == ("?", None)
    assert "no-organisation" in {warning.code for warning in imported.warnings}


@pytest.mark.parametrize(
    ("title", "text", "year", "period"),
    [
        ("Lunds kommun 2014", "", 2014, None),
        ("Lunds kommun", "Utvärderingen genomfördes i slutet av oktober 2014.", 2014, "2014-10"),
        ("Lunds kommun", "Utvärderingen genomfördes 19-21 september 2011.", 2011, "2011-09-19/2011-09-21"),
        ("Lunds kommun", "Kommunen utvärderades år 2014.", 2014, None),
        ("Lunds kommun", "# Resultat 2014", 2014, None),
        ("Lunds kommun", "Utvärderingen 2012 var bättre än utvärderingen 2010.", None, None),
        ("Lunds kommun", "https://example.org/2013/01/24/utvardering", None, None),
        ("Lunds kommun 2011", "Kommunen besöktes i december 2010.", 2010, "2010-12"),
    ],
)
def test_years_and_periods(read, title, text, year, period):
    imported = read(page(NAMES_2010, title=f"{title}\n\n{text}"))
    (assessment,) = imported.assessments
    assert (assessment.year, assessment.period) == (year, period)
    assert ("no-year" in {warning.code for warning in imported.warnings}) == (year is None)


def test_a_year_in_which_the_edition_was_not_in_use_is_warned_of(read):
    imported = read(page(NAMES_2010, title="Lunds kommun 2018"))
    assert "edition-not-in-use" in {warning.code for warning in imported.warnings}


def test_wrong_heads_are_put_right_only_by_a_majority(read, example):
    text = example.replace("Rubriker\t2015\t2013", "Rubriker\t2015\t2014", 2)
    imported = read(text)
    assert sorted(assessment.year for assessment in imported.assessments) == [2013, 2014, 2015, 2017]
    assert not any(assessment.year_inferred for assessment in imported.assessments)


def test_a_wrong_year_in_the_first_column_makes_no_evaluation_of_its_own(read):
    heads = [(2015, 2013)] * 6 + [(2016, 2013)] * 2
    sections = [
        f"## Område {number} {name}\n\nRubriker\t{newer}\t{older}\nEn rubrik\t7{number}\t6{number}\n\n###"
        " Styrkor\n\n- En styrka\n"
        for number, (name, (newer, older)) in enumerate(zip(NAMES_2010, heads, strict=True), 1)
    ]
    imported = read("\n".join(["Kommunkompassen i Vallentuna kommun", "", *sections]))
    newest, before = imported.assessments
    assert (newest.year, newest.year_inferred, before.year) == (2015, True, 2013)
    assert "7 and 8 head this column 2016" in newest.year_reason
    assert (len(newest.observations), len(newest.findings)) == (8, 8)


@pytest.mark.parametrize(
    "title", ["kommun 2014\n\n2015-01-09", "kommun 2014, 9 januari 2015", "kommun 2014 (9.1.2015)"]
)
def test_the_day_of_a_report_is_not_the_year_of_its_evaluation(read, title):
    imported = read(page(NAMES_2010, title=f"Kommunkompassen Strängnäs {title}"))
    assert [(assessment.year, assessment.year_inferred) for assessment in imported.assessments] == [
        (2014, False)
    ]
    assert not imported.warnings


def test_two_years_in_a_title_are_warned_of(read):
    imported = read(page(NAMES_2010, title="Kommunkompassen Strängnäs kommun 2013/2014"))
    (assessment,) = imported.assessments
    assert (assessment.year, assessment.year_inferred) == (2014, True)
    assert "2014 and 2013" in assessment.year_reason
    assert [warning.code for warning in imported.warnings] == ["unclear-year"]


def test_an_older_evaluation_without_a_title_of_its_own(read, example):
    text = example.replace("## Bilaga\n", "").replace("# 2015 års Kommunkompass\n", "")
    assert edition_of(read(text)) == ["se-2016", "se-2010", "se-2010"]


def test_parts_may_be_missing(read, example):
    body, mark, rest = example.partition("## 4. Översikt")
    tables, bilaga, appendix = rest.partition("## Bilaga")
    front = body.partition("### 3 De åtta")[0]
    without_overview = read(body + bilaga + appendix).assessments[0]
    assert len(without_overview.observations) == 8
    only_tables = read(front + mark + tables).assessments
    counts = [(one.year, len(one.observations), len(one.findings)) for one in only_tables]
    assert counts == [(2017, 159, 0)]
    no_appendix = read(body + mark + tables).assessments
    assert [assessment.year for assessment in no_appendix] == [2017]
    assert no_appendix[0].comparability[0].other is None


def test_a_few_names_that_two_editions_share_are_said_to_be_too_few(read):
    with pytest.raises(InputError, match=r"Too few names .* se-2010 .*; se-2016 .* Decide with `edition"):
        read(page([NAMES_2010[0], NAMES_2010[2]], rows="| {name} | 7{number} |"))
