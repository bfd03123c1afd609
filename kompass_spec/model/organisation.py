"""Who is assessed: a municipality, a city, a district or a region."""

from collections.abc import Iterable
from enum import Enum
from typing import final

from attrs import frozen

from kompass_spec.model.fields import held

__all__ = ["Organisation", "OrganisationKind", "described", "identities", "same_organisation"]


@final
class OrganisationKind(Enum):
    """Name the kinds of organisation that have been assessed with the framework."""

    MUNICIPALITY = "municipality"
    CITY = "city"
    DISTRICT = "district"
    REGION = "region"


@final
@frozen(kw_only=True, field_transformer=held)
class Organisation:
    """Name an organisation; ``country`` is an ISO 3166-1 code, ``code`` the country's official code for it.

    They and ``kind`` are ``None`` where they are not known.

    >>> Organisation(name="Örnsköldsvik", kind=OrganisationKind.MUNICIPALITY, country="SE", code="2284").code
    '2284'
    """

    name: str
    kind: OrganisationKind | None
    country: str | None = None
    code: str | None = None


_CALLED = frozenset({"kommun", "kommuns", "kommune", "kommunes", "stad", "stads", "by"})
"""Words that stand behind the name of a municipality in print, and are no part of it in a register."""
_TOWNS = frozenset({OrganisationKind.MUNICIPALITY, OrganisationKind.CITY})


def same_organisation(one: Organisation, other: Organisation) -> bool:
    """Tell whether two organisations are the same.

    They are compared by official code where both have one, else by all that is known of them. A name is the
    same with and without the word for a municipality or a town behind it, which call themselves either.

    >>> Hareid = Organisation(name="Hareid", kind=OrganisationKind.MUNICIPALITY, country="NO")
    >>> same_organisation(Hareid, Organisation(name="Hareid kommune", kind=OrganisationKind.MUNICIPALITY))
    True
    >>> same_organisation(Hareid, Organisation(name="Hareid", kind=OrganisationKind.REGION))
    False
    """
    if one.code is not None and other.code is not None and one.country == other.country:
        return one.code == other.code
    return (
        not _names(one).isdisjoint(_names(other))
        and (one.kind is other.kind or None in {one.kind, other.kind} or {one.kind, other.kind} <= _TOWNS)
        and (one.country == other.country or None in {one.country, other.country})
    )


def identities(organisations: Iterable[Organisation]) -> dict[Organisation, Organisation]:
    """Return for each organisation the fullest description of the same one.

    It is the organisation itself where several could be meant.

    >>> printed = Organisation(name="Bærum kommune", kind=None)
    >>> registered = Organisation(name="Bærum", kind=None, country="NO")
    >>> identities([printed, registered])[printed].country
    'NO'
    """
    identity: dict[Organisation, Organisation] = {}
    fullest: dict[str, list[Organisation]] = {}
    by_code: dict[tuple[str | None, str], Organisation] = {}
    # The fullest descriptions come first, so that each later one can only be another writing of them.
    for organisation in sorted(organisations, key=_fullest_first):
        code = organisation.code
        if code is not None and (organisation.country, code) in by_code:
            identity[organisation] = by_code[organisation.country, code]
            continue
        names = _names(organisation)
        near = dict.fromkeys(other for name in sorted(names) for other in fullest.get(name, ()))
        same = [other for other in near if same_organisation(organisation, other)]
        identity[organisation] = same[0] if len(same) == 1 else organisation
        if identity[organisation] is organisation:
            for name in names:
                fullest.setdefault(name, []).append(organisation)
            if code is not None:
                by_code[organisation.country, code] = organisation
    return identity


def _fullest_first(organisation: Organisation) -> tuple[int, tuple[str, ...]]:
    description = described(organisation)
    return -sum(map(bool, description)), description


def described(organisation: Organisation) -> tuple[str, ...]:
    """Return all that is known of an organisation, empty texts for what is not.

    >>> described(Organisation(name="Lom", kind=None, country="NO"))
    ('Lom', 'NO', '', '')
    """
    kind = organisation.kind.value if organisation.kind is not None else ""
    return (organisation.name, organisation.country or "", kind, organisation.code or "")


def _names(organisation: Organisation) -> frozenset[str]:
    """Return what an organisation may be called: before the word for its kind, perhaps, with a genitive s."""
    name, _, called = organisation.name.casefold().rpartition(" ")
    if not name or called not in _CALLED:
        return frozenset({organisation.name.casefold()})
    return frozenset({name, name.removesuffix("s")})
