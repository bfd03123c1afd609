"""Who is assessed where a part of a municipality, an association or a merged municipality is meant."""

import pytest

from kompass_import_report.organisations import Mention, organisation_of
from kompass_spec.documents.registers import read_register
from kompass_spec.model import Library, Organisation, OrganisationKind, Quantity

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


def page(names, title="Kommunkompassen i Vallentuna kommun 2014", rows="{number}. {name} 7{number}"):
    lines = [rows.format(number=number, name=name) for number, name in enumerate(names, 1)]
    return "\n".join([title, "", *lines])


DEPARTMENT, COMPANY = OrganisationKind.DEPARTMENT, OrganisationKind.COMPANY
ASSOCIATION = OrganisationKind.ASSOCIATION
PARTS = [
    ("Socialförvaltningen i Luleå kommun 2014", "Socialförvaltningen i Luleå kommun", DEPARTMENT, ("2580",)),
    (
        "ANALYS AV SOCIALFÖRVALTNINGEN I LULEÅ KOMMUN",
        "Socialförvaltningen i Luleå kommun",
        DEPARTMENT,
        ("2580",),
    ),
    ("Luleå kommuns socialförvaltning 2014", "Luleå kommuns socialförvaltning", DEPARTMENT, ("2580",)),
    ("LULEÅ KOMMUN, SOCIALFÖRVALTNINGEN", "Luleå kommun, socialförvaltningen", DEPARTMENT, ("2580",)),
    ("Luleå kommun, socialförvaltningen 2014", "Luleå kommun, socialförvaltningen", DEPARTMENT, ("2580",)),
    (
        "Kommunkompassen\n\nSocialförvaltningen\n\nLuleå kommun",
        "Socialförvaltningen, Luleå kommun",
        DEPARTMENT,
        ("2580",),
    ),
    (
        "Kommunkompassen\n\nLULEÅ KOMMUN\n\nSOCIALFÖRVALTNINGEN",
        "Socialförvaltningen, Luleå kommun",
        DEPARTMENT,
        ("2580",),
    ),
    ("Teknisk etat i Bærum kommune 2014", "Teknisk etat i Bærum kommune", DEPARTMENT, ("3201",)),
    ("Luleå kommuns tekniska förvaltning", "Luleå kommuns tekniska förvaltning", DEPARTMENT, ("2580",)),
    ("Helseetaten i Bærum kommune 2014", "Helseetaten i Bærum kommune", DEPARTMENT, ("3201",)),
    ("Børneforvaltningen i Hulby Kommune 2014", "Børneforvaltningen i Hulby Kommune", DEPARTMENT, ()),
    (
        "BARN- OCH UTBILDNINGSFÖRVALTNINGEN I LULEÅ KOMMUN 2014",
        "Barn- och utbildningsförvaltningen i Luleå kommun",
        DEPARTMENT,
        ("2580",),
    ),
    (
        "LULEÅ KOMMUNS BARN- OCH UTBILDNINGSFÖRVALTNING",
        "Luleå kommuns barn- och utbildningsförvaltning",
        DEPARTMENT,
        ("2580",),
    ),
    (
        "Børne- og Ungdomsforvaltningen i Hulby Kommune",
        "Børne- og Ungdomsforvaltningen i Hulby Kommune",
        DEPARTMENT,
        (),
    ),
    ("Analys av Luleå Energi AB 2014", "Luleå Energi AB", COMPANY, ()),
    ("ANALYS AV LULEÅ ENERGI AB", "Luleå Energi AB", COMPANY, ()),
    ("Lunds kommuns Fastighets AB 2014", "Lunds kommuns Fastighets AB", COMPANY, ()),
    ("AB Stockholmshem i Kommunkompassen 2014", "AB Stockholmshem", COMPANY, ()),
    ("Evaluering av Bærum Eiendom KF 2014", "Bærum Eiendom KF", COMPANY, ()),
    ("Hareid Vatn AS 2014", "Hareid Vatn AS", COMPANY, ()),
    ("Hulby Forsyning A/S 2014", "Hulby Forsyning A/S", COMPANY, ()),
    ("Kommunalförbundet Luleå Älvdal 2014", "Kommunalförbundet Luleå Älvdal", ASSOCIATION, ()),
    ("Analys av Samordningsförbundet Lund 2014", "Samordningsförbundet Lund", ASSOCIATION, ()),
    ("Lunds kommunalförbund 2014", "Lunds kommunalförbund", ASSOCIATION, ()),
    ("Bærum Renovasjon IKS 2014", "Bærum Renovasjon IKS", ASSOCIATION, ()),
    ("Interkommunalt selskap Hareid Ulstein 2014", "Interkommunalt selskap Hareid Ulstein", ASSOCIATION, ()),
    ("Lom interkommunale selskap 2014", "Lom interkommunale selskap", ASSOCIATION, ()),
    ("Innherred samkommune 2014", "Innherred samkommune", ASSOCIATION, ()),
    ("Byggðasamlag Suðurnesja 2014", "Byggðasamlag Suðurnesja", ASSOCIATION, ()),
    ("Hulby Affald I/S 2014", "Hulby Affald I/S", ASSOCIATION, ()),
    ("Sorpa bs. 2014", "Sorpa bs", ASSOCIATION, ()),
]


@pytest.fixture
def needed(registry):
    """Skip where a Norwegian municipality is asked for and no register has it: no dependency brings one."""

    def need(norwegian):
        if norwegian and all(one.country != "NO" for one in registry.organisations()):
            pytest.skip("no Norwegian register is installed")

    return need


@pytest.mark.parametrize(("title", "name", "kind", "part_of"), PARTS, ids=[row[0] for row in PARTS])
def test_a_part_of_a_municipality_is_not_the_municipality(read, needed, title, name, kind, part_of):
    needed("Bærum" in title)
    imported = read(page(NAMES_2010, title=title) + "\n\nLuleå kommun och Bærum kommune är kommuner.")
    organisation = imported.assessments[0].organisation
    assert (organisation.name, organisation.kind, organisation.part_of) == (name, kind, part_of)
    assert organisation.code is None
    (warning,) = [warning for warning in imported.warnings if warning.code.endswith("-organisation")]
    assert warning.code == "unknown-organisation"
    assert f"{kind.value}, which is not the municipality" in warning.message


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Analys av Luleå kommun 2014, Konsult Hulén AB", "Luleå"),
        ("Konsult Hulén AB: Luleå kommun 2014", "Luleå"),
        ("Kommunkompassen\n\nLuleå kommun\n\nKommunledningskontoret", "Luleå"),
        ("Kommunkompassen\n\nLuleå kommun\n\nKommunledningsförvaltningen", "Luleå"),
        ("Svenska Kommunförbundet: Analys av Luleå kommun", "Luleå"),
        ("Förvaltningen i Luleå kommun 2014", "Luleå"),
        ("Kommunkompassen, rapport till Luleå KF", "Luleå"),
        ("Kommuneforvaltningen i Bærum kommune", "Bærum"),
        ("Luleå kommun 2014, Brandskogs räddningsförbund", "Luleå"),
        ("Brandskogs räddningsförbund: Luleå kommun 2014", "Luleå"),
        ("Luleå kommun 2014\n\nSocialförvaltningen i Hulby kommun", "Luleå"),
    ],
)
def test_who_only_writes_of_a_municipality_is_not_taken_for_it(read, needed, title, name):
    needed(name == "Bærum")
    imported = read(page(NAMES_2010, title=title))
    assert imported.assessments[0].organisation.name == name


def test_a_text_that_speaks_of_departments_and_companies_is_of_the_municipality(read):
    text = (
        "\n\nSocialförvaltningen i Luleå kommun, Luleå Energi AB, Konsult Hulén AB och Kommunalförbundet Norr"
        " har bidragit. Luleå kommun har utvärderats. Konsult Hulén AB och Konsult Hulén AB också."
    )
    imported = read(page(NAMES_2010, title="Kommunkompassen 2014") + text)
    assert imported.assessments[0].organisation.code == "2580"


def test_a_figure_of_the_municipality_is_not_that_of_its_company(read):
    prose = "\n\nLuleå Energi AB fick totalt 612 poäng. Luleå kommun fick totalt 587 poäng."
    (assessment,) = read(page(NAMES_2010, title="Luleå Energi AB 2014") + prose).assessments
    assert [seen.value for seen in assessment.observed("total", Quantity.POINTS)] == [612]


class Known(Library):
    """A registry that knows more organisations."""

    def __init__(self, registry, more):
        self.registry, self.more = registry, more

    def __getitem__(self, edition):
        return self.registry[edition]

    def __iter__(self):
        return iter(self.registry)

    def __len__(self):
        return len(self.registry)

    def find(self, edition):
        return self.registry.find(edition)

    def organisations(self):
        return (*self.registry.organisations(), *self.more)


@pytest.fixture(scope="module")
def registered(registry):
    """Read with a register of a country that spells its names in forms, has companies and mergers."""
    listed = read_register(
        """
country = "IS"
kind = "municipality"
publisher = "Nobody"
title = "Made up for a test"

[names]
"0000" = "Reykjavík"
"6000" = "Akureyri"
"6100" = "Hulabær"
"6200" = "Grímabær"
"6300" = "Hulabær"

[aliases]
"0000" = ["Reykjavíkurborg", "Reykjavíkur"]
"6000" = ["Akureyrarbær", "Akureyrar"]

[[parts]]
name = "Orkuveita Reykjavíkur"
kind = "company"
part_of = ["0000"]

[[mergers]]
into = "6300"
former = ["6100", "6200"]
date = "2012-06-01"
""",
        "is.toml",
    )
    return Known(registry, listed)


@pytest.mark.parametrize(
    ("title", "name", "code"),
    [
        ("Reykjavíkurborg 2014", "Reykjavík", "0000"),
        ("REYKJAVÍKURBORG 2014", "Reykjavík", "0000"),
        ("Kommunkompassen Akureyrar 2014", "Akureyri", "6000"),
        ("Akureyrarbær 2014", "Akureyri", "6000"),
        ("Orkuveita Reykjavíkur 2014", "Orkuveita Reykjavíkur", None),
        ("Orkuveita Reykjavíkur ohf 2014", "Orkuveita Reykjavíkur", None),
    ],
)
def test_an_alias_or_a_part_of_a_register_is_recognised(read, registered, title, name, code):
    imported = read(page(NAMES_2010, title=title), registry=registered)
    organisation = imported.assessments[0].organisation
    assert (organisation.name, organisation.code) == (name, code)


@pytest.mark.parametrize("turn", [1, -1])
@pytest.mark.parametrize("title", ["ANALYS AV VARA KOMMUN", "Varas resultat 2014"])
def test_its_own_name_goes_before_the_alias_of_another(turn, title):
    kind = OrganisationKind.MUNICIPALITY
    one = Organisation(name="Alfa", kind=kind, country="SE", code="0001", aliases=("Vara",))
    other = Organisation(name="Vara", kind=kind, country="SE", code="1470")
    found, (warning,) = organisation_of([Mention(title, 1, True)], (one, other)[::turn])
    assert found == other
    assert "'Vara' is the name of several organisations" in warning.message


@pytest.mark.parametrize(
    ("name", "year", "code", "warned"),
    [
        ("Hulabær", 2010, "6100", False),
        ("Hulabær", 2011, "6100", False),
        ("Hulabær", 2012, "6300", False),
        ("Hulabær", 2014, "6300", False),
        ("Grímabær", 2010, "6200", False),
        ("Grímabær", 2014, "6200", True),
    ],
)
def test_the_year_decides_which_of_those_that_merged_is_meant(read, registered, name, year, code, warned):
    imported = read(page(NAMES_2010, title=f"{name} {year}"), registry=registered)
    (assessment,) = imported.assessments
    assert (assessment.organisation.code, assessment.year) == (code, year)
    assert [merger.into for merger in assessment.organisation.mergers] == ["6300"]
    codes = {warning.code for warning in imported.warnings} - {"edition-not-in-use"}
    assert codes == ({"merged-organisation"} if warned else set())


def test_earlier_results_of_what_a_merger_made_are_warned_of(read, registered):
    rows = "| {name} | 7{number} | 6{number} |"
    table = page(NAMES_2010, title="Hulabær\n\n| Område | 2014 | 2011 |\n|---|---|---|", rows=rows)
    imported = read(table.replace("|---|---|---|\n\n", "|---|---|---|\n"), registry=registered)
    assert [one.year for one in imported.assessments] == [2014, 2011]
    assert {one.organisation.code for one in imported.assessments} == {"6300"}
    (warning,) = [one for one in imported.warnings if one.code == "merged-organisation"]
    assert "made of 6100 and 6200 on 2012-06-01, and the results of 2011 are of before" in warning.message
