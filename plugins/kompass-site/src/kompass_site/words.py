"""Put into words what the lists say: countries and years."""

from kompass_spec import Edition

__all__ = ["country", "in_use"]

_COUNTRIES = {"DK": "Denmark", "FI": "Finland", "IS": "Iceland", "NO": "Norway", "SE": "Sweden"}


def country(code: str) -> str:
    """Return the name of a country, its code where that is not known.

    >>> country("SE"), country("NL")
    ('Sweden', 'NL')
    """
    return _COUNTRIES.get(code, code)


def in_use(edition: Edition) -> str:
    """Return the years in which an edition is used."""
    return f"{edition.valid_from}–{edition.valid_to or ''}"
