"""Who is assessed: a municipality, a city, a district, a region, or a part or an association of these."""

from collections.abc import Iterable
from enum import Enum
from typing import final

from attrs import field, frozen

from kompass_spec.model.fields import SPARSE, held
from kompass_spec.model.problems import Problem, WrongTypeError

__all__ = ["Merger", "Organisation", "OrganisationKind", "described", "identities", "same_organisation"]


@final
class OrganisationKind(Enum):
    """Name the kinds of organisation that have been assessed with the framework.

    A ``department`` is a part of a municipality, such as its social services; a ``company`` is one that a
    municipality owns; an ``association`` is formed by several municipalities: a joint authority or a joint
    board. None of the three is the municipality whose name it may have in its own.
    """

    MUNICIPALITY = "municipality"
    CITY = "city"
    DISTRICT = "district"
    REGION = "region"
    DEPARTMENT = "department"
    COMPANY = "company"
    ASSOCIATION = "association"


@final
@frozen(kw_only=True, field_transformer=held)
class Merger:
    """Hold that organisations became one: the official codes of those that did, ``former``, and of the one.

    All of them are in one country. ``date`` is an EDTF date, the first on which the new one is there;
    ``source`` says where that stands. One that took others in and kept its code is in ``former`` too. Raise
    ``WrongTypeError`` for a date that is none.
    """

    into: str
    former: tuple[str, ...]
    date: str
    source: str | None = None

    def __attrs_post_init__(self) -> None:
        """Refuse a date that is none."""
        from kompass_spec.model.dates import is_date  # noqa: PLC0415 - hardly any organisation has merged

        if not is_date(self.date):
            sentence = (
                f"Merger: {self.date[:40]!r} is not the date of a merger; write it like 2020-01-01, or 2020"
                " where no more is known."
            )
            raise WrongTypeError([Problem("wrong-usage", sentence)])


@final
@frozen(kw_only=True, field_transformer=held)
class Organisation:
    """Name an organisation; ``country`` is an ISO 3166-1 code, ``code`` the country's official code for it.

    They and ``kind`` are ``None`` where they are not known. ``aliases`` are other names of it and other forms
    of its name; ``part_of`` are the official codes of the municipalities that a department, a company or an
    association belongs to, and ``mergers`` those that it took part in, as far as they are known.

    >>> Organisation(name="Örnsköldsvik", kind=OrganisationKind.MUNICIPALITY, country="SE", code="2284").code
    '2284'
    """

    name: str
    kind: OrganisationKind | None
    country: str | None = None
    code: str | None = None
    aliases: tuple[str, ...] = field(default=(), metadata=SPARSE)
    part_of: tuple[str, ...] = field(default=(), metadata=SPARSE)
    mergers: tuple[Merger, ...] = field(default=(), metadata=SPARSE)

    @property
    def is_part(self) -> bool:
        """Tell whether it is a part or an association of municipalities, and so none itself.

        >>> Organisation(name="Luleå Energi AB", kind=OrganisationKind.COMPANY).is_part
        True
        """
        return self.kind in _PARTS


_CALLED = frozenset({"kommun", "kommuns", "kommune", "kommunes", "stad", "stads", "by"})
"""Words that stand behind the name of a municipality in print, and are no part of it in a register."""
_TOWNS = frozenset({OrganisationKind.MUNICIPALITY, OrganisationKind.CITY})
_PARTS = frozenset({OrganisationKind.DEPARTMENT, OrganisationKind.COMPANY, OrganisationKind.ASSOCIATION})


def same_organisation(one: Organisation, other: Organisation) -> bool:
    """Tell whether two organisations are the same.

    They are compared by official code where both have one, else by all that is known of them, their aliases
    too. A name is the same with and without the word for a municipality or a town behind it, which call
    themselves either. A part or an association of municipalities is never one of them, and has its whole
    name. Municipalities that merged have codes of their own, and are others than what they became.

    >>> Hareid = Organisation(name="Hareid", kind=OrganisationKind.MUNICIPALITY, country="NO")
    >>> same_organisation(Hareid, Organisation(name="Hareid kommune", kind=OrganisationKind.MUNICIPALITY))
    True
    >>> same_organisation(Hareid, Organisation(name="Hareid", kind=OrganisationKind.REGION))
    False
    """
    if one.is_part or other.is_part:
        return _same_part(one, other)
    if one.code is not None and other.code is not None and one.country == other.country:
        return one.code == other.code
    return (
        not _names(one).isdisjoint(_names(other))
        and (one.kind is other.kind or None in {one.kind, other.kind} or {one.kind, other.kind} <= _TOWNS)
        and _one_country(one, other)
    )


def _same_part(one: Organisation, other: Organisation) -> bool:
    """Tell whether two organisations of which one is a part of a municipality, or both, are the same."""
    if one.kind is not other.kind and None not in {one.kind, other.kind}:
        return False
    if one.code is not None and other.code is not None and one.country == other.country:
        return one.code == other.code and one.kind is other.kind
    apart = one.part_of and other.part_of and set(one.part_of).isdisjoint(other.part_of)
    return not apart and not _whole_names(one).isdisjoint(_whole_names(other)) and _one_country(one, other)


def _one_country(one: Organisation, other: Organisation) -> bool:
    return one.country == other.country or None in {one.country, other.country}


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
    by_code: dict[tuple[object, ...], Organisation] = {}
    # The fullest descriptions come first, so that each later one can only be another writing of them.
    for organisation in sorted(organisations, key=_fullest_first):
        key = _code_key(organisation)
        if key in by_code:
            identity[organisation] = by_code[key]
            continue
        names = _names(organisation)
        near = dict.fromkeys(other for name in sorted(names) for other in fullest.get(name, ()))
        same = [other for other in near if same_organisation(organisation, other)]
        identity[organisation] = same[0] if len(same) == 1 else organisation
        if identity[organisation] is organisation:
            for name in names:
                fullest.setdefault(name, []).append(organisation)
            if organisation.code is not None:
                by_code[key] = organisation
    return identity


def _code_key(organisation: Organisation) -> tuple[object, ...]:
    """Return what two organisations with an official code are the same by; a part is never a municipality."""
    return organisation.country, organisation.code, organisation.kind if organisation.is_part else None


def _fullest_first(organisation: Organisation) -> tuple[object, ...]:
    description = described(organisation)
    more = (organisation.aliases, organisation.part_of)
    # What is known besides decides only where the rest is alike, so that no order of the input does.
    mergers = [(merger.date, merger.into, merger.former) for merger in organisation.mergers]
    return -sum(map(bool, description)), -sum(map(bool, more)), description, more, mergers


def described(organisation: Organisation) -> tuple[str, ...]:
    """Return what an organisation is known by, empty texts for what is not known.

    >>> described(Organisation(name="Lom", kind=None, country="NO"))
    ('Lom', 'NO', '', '')
    """
    kind = organisation.kind.value if organisation.kind is not None else ""
    return (organisation.name, organisation.country or "", kind, organisation.code or "")


def _names(organisation: Organisation) -> frozenset[str]:
    """Return all that an organisation may be called, by its name and by its aliases."""
    if organisation.is_part:
        return _whole_names(organisation)
    called = _forms(organisation.name)
    return called.union(*map(_forms, organisation.aliases)) if organisation.aliases else called


def _forms(written: str) -> frozenset[str]:
    """Return a name as written, and before the word for its kind, perhaps, with a genitive s."""
    name, _, called = written.casefold().rpartition(" ")
    if not name or called not in _CALLED:
        return frozenset({written.casefold()})
    return frozenset({name, name.removesuffix("s")})


def _whole_names(organisation: Organisation) -> frozenset[str]:
    return frozenset(name.casefold() for name in (organisation.name, *organisation.aliases))
