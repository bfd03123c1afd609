"""Who is assessed: a municipality, a city, a district or a region."""

from enum import Enum
from typing import final

from attrs import frozen

from kompass_spec.model.fields import held

__all__ = ["Organisation", "OrganisationKind"]


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
