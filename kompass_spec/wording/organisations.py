"""Call an organisation by its full name, as it calls itself, and put names into the genitive."""

from kompass_spec.model.organisation import Organisation, OrganisationKind
from kompass_spec.wording.wording import Wording

__all__ = ["describe_organisation", "full_name", "genitive"]

_MUNICIPALITIES = frozenset({OrganisationKind.MUNICIPALITY, OrganisationKind.CITY})
_CALLED = frozenset(
    {"kommun", "stad", "kommune", "regionskommune", "by", "bydel", "stadsdel", "region", "municipality"}
)
"""Words that stand in a name which is full already, first or last."""

_CONSONANTS = frozenset("bcdfghjklmnpqrtvw")
"""Endings after which Swedish municipalities call themselves by the genitive; after others they do not."""
_HISSING = ("s", "x", "z")

_SWEDISH_CITIES = frozenset(
    {
        "Borås",
        "Göteborg",
        "Haparanda",
        "Helsingborg",
        "Landskrona",
        "Lidingö",
        "Malmö",
        "Mölndal",
        "Solna",
        "Stockholm",
        "Sundbyberg",
        "Trollhättan",
        "Vaxholm",
        "Västerås",
    }
)
"""Municipalities that call themselves a city."""

_OWN_WAY = {
    ("SE", "Falun"): "Falu kommun",
    ("SE", "Gotland"): "Region Gotland",
    ("SE", "Kalmar"): "Kalmar kommun",
    ("SE", "Orust"): "Orust kommun",
    ("DK", "Bornholm"): "Bornholms Regionskommune",
    ("DK", "København"): "Københavns Kommune",
}
"""Municipalities whose full name no rule gives."""


def full_name(organisation: Organisation, language: str) -> str:
    """Return what an organisation calls itself; in English, what a municipality is called there.

    The form is that of its country, also in the other Nordic languages: names are not translated. Return the
    name as it is where the country or the kind is not known, where the name is full already, and for all that
    is no municipality.

    >>> named = [("Örnsköldsvik", "SE"), ("Örebro", "SE"), ("Stockholm", "SE"), ("Lom", "NO")]
    >>> whole = [
    ...     Organisation(name=name, kind=OrganisationKind.MUNICIPALITY, country=country)
    ...     for name, country in named
    ... ]
    >>> [full_name(one, "sv") for one in whole]
    ['Örnsköldsviks kommun', 'Örebro kommun', 'Stockholms stad', 'Lom kommune']
    >>> full_name(whole[0], "en"), full_name(whole[2], "en")
    ('Örnsköldsvik Municipality', 'City of Stockholm')
    """
    name, country = organisation.name, organisation.country
    words = name.casefold().split()
    if organisation.kind not in _MUNICIPALITIES or not words or not _CALLED.isdisjoint({words[0], words[-1]}):
        return name
    if country not in _FORMS:
        return name
    is_english = language.partition("-")[0].lower() == "en"
    if is_english and (country, name) != ("SE", "Gotland"):
        is_city = organisation.kind is OrganisationKind.CITY or (country == "SE" and name in _SWEDISH_CITIES)
        return f"City of {name}" if is_city else f"{name} Municipality"
    return _OWN_WAY.get((country, name)) or _FORMS[country](organisation)


def _swedish(organisation: Organisation) -> str:
    name = organisation.name
    is_city = organisation.kind is OrganisationKind.CITY or name in _SWEDISH_CITIES
    owner = f"{name}s" if name[-1].casefold() in _CONSONANTS else name
    return f"{owner} {'stad' if is_city else 'kommun'}"


def _norwegian(organisation: Organisation) -> str:
    return f"{organisation.name} kommune"


def _danish(organisation: Organisation) -> str:
    return f"{organisation.name} Kommune"


_FORMS = {"SE": _swedish, "NO": _norwegian, "DK": _danish}


def _kinds(wording: Wording) -> dict[OrganisationKind, str]:
    return {
        OrganisationKind.CITY: wording.say("city"),
        OrganisationKind.DISTRICT: wording.say("city district"),
        OrganisationKind.REGION: wording.say("region"),
        OrganisationKind.DEPARTMENT: wording.say("department of a municipality"),
        OrganisationKind.COMPANY: wording.say("municipal company"),
        OrganisationKind.ASSOCIATION: wording.say("association of municipalities"),
    }


def describe_organisation(organisation: Organisation, wording: Wording) -> str:
    """Return the full name of an organisation, with what it is and its official code where they are known.

    That a municipality is one goes without saying, and of others it is said where the name does not.

    >>> from kompass_spec.wording.wording import wording_for
    >>> whose = Organisation(name="Lom", kind=OrganisationKind.MUNICIPALITY, country="NO", code="3434")
    >>> describe_organisation(whose, wording_for("nb")), describe_organisation(whose, wording_for("en"))
    ('Lom kommune (kommunenummer 3434)', 'Lom Municipality (municipality code 3434)')
    """
    name = full_name(organisation, wording.language)
    kind = _kinds(wording).get(organisation.kind) if organisation.kind is not None else None
    if kind is not None and kind.casefold() not in name.casefold():
        name = f"{name}, {kind}"
    if organisation.code is None:
        return name
    if organisation.kind in _MUNICIPALITIES:
        return wording.say("{name} (municipality code {code})", name=name, code=organisation.code)
    return wording.say("{name} (official code {code})", name=name, code=organisation.code)


def genitive(name: str, language: str) -> str:
    """Return a name as the owner of something: what stands before "points", say.

    >>> [genitive("Hareid kommune", language) for language in ("en", "sv", "nn", "da")]
    ["Hareid kommune's", 'Hareid kommunes', 'Hareid kommunes', 'Hareid kommunes']
    >>> [genitive("Borås", language) for language in ("en", "sv", "nb", "da")]
    ["Borås's", 'Borås', "Borås'", "Borås'"]
    """
    spoken = language.partition("-")[0].lower()
    if spoken == "en":
        return f"{name}'s"
    if not name.casefold().endswith(_HISSING):
        return f"{name}s"
    return name if spoken == "sv" else f"{name}'"
