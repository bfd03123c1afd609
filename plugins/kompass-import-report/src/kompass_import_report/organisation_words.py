"""Hold the words that stand beside the name of an organisation, and those that are no names."""

from kompass_import_report.vocabulary import words_for
from kompass_spec.model import OrganisationKind

__all__ = ["KINDS_BEFORE", "KIND_WORDS", "capitalised", "is_no_name", "kind_behind", "may_be_called"]

_MUNICIPALITY, _CITY = OrganisationKind.MUNICIPALITY, OrganisationKind.CITY
_DISTRICT, _REGION = OrganisationKind.DISTRICT, OrganisationKind.REGION
KIND_WORDS = {
    "kommun": _MUNICIPALITY, "kommuns": _MUNICIPALITY, "kommunen": _MUNICIPALITY, "kommunens": _MUNICIPALITY,
    "kommune": _MUNICIPALITY, "kommunes": _MUNICIPALITY, "stad": _CITY, "stads": _CITY, "stadsdel": _DISTRICT,
    "stadsdels": _DISTRICT, "stadsdelsförvaltning": _DISTRICT, "stadsdelsnämnd": _DISTRICT,
    "bydel": _DISTRICT, "herad": _MUNICIPALITY, "herads": _MUNICIPALITY,
    "fylkeskommune": _REGION,
}  # fmt: skip
"""Words for a kind of organisation that stand behind the name."""

KINDS_BEFORE = {
    "region": _REGION, "staden": _CITY, "stadsdel": _DISTRICT, "stadsdelen": _DISTRICT, "bydel": _DISTRICT,
    "bydelen": _DISTRICT, "stadsområde": _DISTRICT, "stadsdelsområde": _DISTRICT, "kommundel": _DISTRICT,
    "kommundelen": _DISTRICT, "kommunedel": _DISTRICT,
}  # fmt: skip
"""Words that stand before the name, and are a part of it where no register has the name without them."""

# A municipality may call itself a city, and the other way round.
_CALLED_SO = {_MUNICIPALITY: {_MUNICIPALITY, _CITY}, _CITY: {_CITY, _MUNICIPALITY}}
_NOT_NAMES = {
    "en", "din", "vår", "sin", "den", "denna", "varje", "svensk", "svenska", "svenske", "årets", "andra",
    "ingen",
    "alla", "för", "i", "av", "och", "analys", "rapport", "utvärdering", "hela", "om", "bland", "många",
    "flera",
    "kommunkompassen", "kommunkompass", "kompassen", "kompasset", "kommunekompas", "er", "egen", "egna",
    "annan", "till", "med", "inom",
    "kommunekompasset", "kommunekompass", "kommunekompassen", "regionkompassen", "regionkompass",
    "evaluering", "evalueringen",
    "evaluation", "analyse", "analysen", "vurdering", "vurderingen", "rapporten", "resultat", "resultatet",
    "forvaltningspraksis",
    "forvaltningspraksisen", "af", "til", "for", "hos", "hver", "alle", "vores", "norsk", "norske", "dansk",
    "danske", "utvärderingen", "kk", "kkp",
}  # fmt: skip


def kind_behind(word: str) -> OrganisationKind | None:
    """Return the kind that a word behind a name says, also in the language of a catalogue.

    >>> kind_behind("kommune").value, kind_behind("Kompass")
    ('municipality', None)
    """
    key = word.casefold()
    return KIND_WORDS.get(key) or (_MUNICIPALITY if key in words_for("municipality") else None)


def may_be_called(kind: OrganisationKind | None, printed: OrganisationKind) -> bool:
    """Tell whether an organisation of a kind may have the word for another beside its name.

    >>> may_be_called(OrganisationKind.CITY, OrganisationKind.MUNICIPALITY)
    True
    """
    return kind in _CALLED_SO.get(printed, {printed})


def is_no_name(word: str) -> bool:
    """Tell whether a word is none of a name, however it is spelled."""
    return any(word.casefold() in words for words in (_NOT_NAMES, KIND_WORDS, KINDS_BEFORE))


def capitalised(word: str) -> str:
    """Return a word of a name as names are spelled, however the title prints it.

    >>> capitalised("UPPLANDS-BRO")
    'Upplands-Bro'
    """
    return "-".join(part.capitalize() for part in word.split("-")) if word.isupper() else word
