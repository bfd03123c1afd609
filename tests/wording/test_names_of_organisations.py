"""The full names of organisations, as these write them."""

from importlib.metadata import entry_points

import pytest

from kompass_spec import load_registry
from kompass_spec.model import Organisation, OrganisationKind
from kompass_spec.wording.organisations import describe_organisation, full_name, genitive
from kompass_spec.wording.wording import wording_for

INSTALLED = {point.dist.name for point in entry_points(group="kompass") if point.dist is not None}


def needs(*distributions):
    """Skip a test where distributions are not installed, as where the core's own tests run alone."""
    missing = sorted(set(distributions) - INSTALLED)
    return pytest.mark.skipif(bool(missing), reason=f"not installed: {missing}")


def town(name, country, kind=OrganisationKind.MUNICIPALITY, code=None):
    return Organisation(name=name, kind=kind, country=country, code=code)


@pytest.mark.parametrize(
    ("name", "country", "full"),
    [
        ("Örnsköldsvik", "SE", "Örnsköldsviks kommun"),
        ("Umeå", "SE", "Umeå kommun"),
        ("Upplands Väsby", "SE", "Upplands Väsby kommun"),
        ("Upplands-Bro", "SE", "Upplands-Bro kommun"),
        ("Lilla Edet", "SE", "Lilla Edets kommun"),
        ("Malung-Sälen", "SE", "Malung-Sälens kommun"),
        ("Kalix", "SE", "Kalix kommun"),
        ("Alingsås", "SE", "Alingsås kommun"),
        ("Kalmar", "SE", "Kalmar kommun"),
        ("Falun", "SE", "Falu kommun"),
        ("Gotland", "SE", "Region Gotland"),
        ("Göteborg", "SE", "Göteborgs stad"),
        ("Borås", "SE", "Borås stad"),
        ("Haparanda", "SE", "Haparanda stad"),
        ("Øvre Eiker", "NO", "Øvre Eiker kommune"),
        ("Odder", "DK", "Odder Kommune"),
        ("København", "DK", "Københavns Kommune"),
        ("Bornholm", "DK", "Bornholms Regionskommune"),
    ],
)
def test_a_municipality_is_called_as_it_calls_itself(name, country, full):
    for language in ("sv", "nb", "nn", "da", "sv-FI"):
        assert full_name(town(name, country), language) == full


@needs("kompass-frameworks")
def test_every_registered_swedish_municipality_has_a_full_name():
    names = [
        full_name(organisation, "sv")
        for organisation in load_registry().organisations()
        if organisation.country == "SE"
    ]
    assert len(names) >= 290
    assert all(name.endswith((" kommun", " stad")) or name == "Region Gotland" for name in names)
    assert sum(name.endswith(" stad") for name in names) == 14


def test_english_has_forms_of_its_own():
    assert full_name(town("Örnsköldsvik", "SE"), "en-GB") == "Örnsköldsvik Municipality"
    assert full_name(town("Malmö", "SE"), "en") == "City of Malmö"
    assert full_name(town("Gotland", "SE"), "en") == "Region Gotland"


@pytest.mark.parametrize(
    "organisation",
    [
        town("Örnsköldsviks kommun", "SE"),
        town("Region Gotland", "SE"),
        town("Sundby", None),
        town("Reykjavík", "IS"),
        town("Skåne", "SE", OrganisationKind.REGION),
        town("Skarpnäck", "SE", OrganisationKind.DISTRICT),
        town("Luleå Energi AB", "SE", OrganisationKind.COMPANY),
        town("Lom", "NO", None),
    ],
    ids=lambda organisation: organisation.name,
)
def test_a_name_that_is_full_or_of_another_kind_stays(organisation):
    for language in ("sv", "en"):
        assert full_name(organisation, language) == organisation.name


@needs("kompass-variant-dk", "kompass-variant-no")
def test_the_official_code_is_called_as_in_the_language():
    whose = town("Örnsköldsvik", "SE", code="2284")
    said = {
        language: describe_organisation(whose, wording_for(language))
        for language in ("en", "sv", "nb", "nn", "da")
    }
    assert said == {
        "en": "Örnsköldsvik Municipality (municipality code 2284)",
        "sv": "Örnsköldsviks kommun (kommunkod 2284)",
        "nb": "Örnsköldsviks kommun (kommunenummer 2284)",
        "nn": "Örnsköldsviks kommun (kommunenummer 2284)",
        "da": "Örnsköldsviks kommun (kommunekode 2284)",
    }
    region = town("Region Skåne", "SE", OrganisationKind.REGION, code="12")
    assert describe_organisation(region, wording_for("sv")) == "Region Skåne (officiell kod 12)"
    assert describe_organisation(town("Sundby", None), wording_for("sv")) == "Sundby"


def test_owners():
    assert genitive("Örnsköldsviks kommun", "sv-SE") == "Örnsköldsviks kommuns"
    assert genitive("Alingsås", "sv") == "Alingsås"
    assert genitive("Alingsås", "da") == "Alingsås'"
    assert genitive("Lom", "en") == "Lom's"
