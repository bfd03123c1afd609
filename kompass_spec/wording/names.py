"""What countries and languages are called in the reader's language, where the frameworks' own are."""

from kompass_spec.wording.wording import Wording, message

__all__ = ["country_name", "language_name"]

_COUNTRIES = {
    "SE": message("Sweden"),
    "NO": message("Norway"),
    "DK": message("Denmark"),
    "FI": message("Finland"),
    "IS": message("Iceland"),
}
_LANGUAGES = {
    "sv": message("Swedish"),
    "nb": message("Norwegian (Bokmål)"),
    "nn": message("Norwegian (Nynorsk)"),
    "no": message("Norwegian"),
    "da": message("Danish"),
    "en": message("English"),
    "fi": message("Finnish"),
    "is": message("Icelandic"),
}


def country_name(code: str, wording: Wording) -> str:
    """Return the name of a country for its ISO 3166-1 code, the code where no name is known.

    >>> from kompass_spec.wording.wording import wording_for
    >>> country_name("SE", wording_for("en")), country_name("XX", wording_for("en"))
    ('Sweden', 'XX')
    """
    return wording.say(_COUNTRIES[code]) if code in _COUNTRIES else code


def language_name(tag: str, wording: Wording) -> str:
    """Return the name of a language for its BCP 47 tag, the tag where no name is known."""
    name = _LANGUAGES.get(tag.partition("-")[0].lower())
    return wording.say(name) if name is not None else tag
