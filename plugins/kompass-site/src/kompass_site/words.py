"""Put into words what pages say in several places: countries, languages, years and how much is known."""

from kompass_spec import Edition
from kompass_spec.wording.editions import explain_known, scored_by

from kompass_site.installed import Installed
from kompass_site.markdown import escaped

__all__ = ["counted", "country", "in_use", "known", "language_name", "scoring", "title_of"]

_COUNTRIES = {"DK": "Denmark", "FI": "Finland", "IS": "Iceland", "NO": "Norway", "SE": "Sweden"}
_LANGUAGES = {
    "da": "Danish",
    "en": "English",
    "fi": "Finnish",
    "is": "Icelandic",
    "nb": "Bokmål",
    "nn": "Nynorsk",
    "no": "Norwegian",
    "sv": "Swedish",
}


def country(code: str) -> str:
    """Return the name of a country, its code where that is not known.

    >>> country("SE"), country("NL")
    ('Sweden', 'NL')
    """
    return _COUNTRIES.get(code, code)


def language_name(tag: str) -> str:
    """Return the name of a language, its tag where that is not known."""
    return _LANGUAGES.get(tag, tag)


def in_use(edition: Edition) -> str:
    """Return the years in which an edition is used."""
    return f"{edition.valid_from}–{edition.valid_to or ''}"


def title_of(edition: Edition) -> str:
    """Return the title of an edition in its own language, as plain text."""
    return edition.title.in_language(edition.language, edition.language).words


def counted(number: int, one: str, many: str) -> str:
    """Return a number with what it counts.

    >>> counted(1, "area", "areas"), counted(8, "area", "areas")
    ('1 area', '8 areas')
    """
    return f"{number} {one if number == 1 else many}"


def known(edition: Edition, installed: Installed) -> str:
    """Return as Markdown how much of an edition is known, and what can be done because of it."""
    return escaped(explain_known(edition, installed.wording))


def scoring(edition: Edition) -> str:
    """Return the level by which results are scored, as a word of a table."""
    by = scored_by(edition)
    return {"question": "by question", "area": "by area", None: "not"}[by]
