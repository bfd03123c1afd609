"""Put into words what the lists say: countries, years, what is scored; and mark their language."""

import json
from collections.abc import Iterable

from kompass_site.installed import Installed
from kompass_spec import Edition
from kompass_spec.wording.editions import scored_by
from kompass_spec.wording.wording import Wording, message

__all__ = ["country", "in_language", "in_use", "kinds", "scored"]

_COUNTRIES = {
    "DK": message("Denmark"),
    "FI": message("Finland"),
    "IS": message("Iceland"),
    "NO": message("Norway"),
    "SE": message("Sweden"),
}
_SCORED = {"question": message("by question"), "area": message("by area"), None: message("not")}
_KINDS = {
    "catalogues": message("catalogues"),
    "commands": message("commands"),
    "containers": message("containers"),
    "converters": message("converters"),
    "datasets": message("datasets"),
    "frameworks": message("frameworks"),
    "importers": message("importers"),
    "linters": message("linters"),
    "organisations": message("organisations"),
    "renderers": message("renderers"),
    "scorers": message("scorers"),
    "templates": message("templates"),
}


def kinds(named: Iterable[str], wording: Wording) -> str:
    """Return kinds of plugins in words, each once; one that has none by its name.

    >>> from kompass_spec.wording.wording import wording_for
    >>> kinds(["renderers", "importers", "renderers"], wording_for("en"))
    'importers, renderers'
    """
    return ", ".join(wording.say(_KINDS[kind]) if kind in _KINDS else kind for kind in sorted(set(named)))


def country(code: str, wording: Wording) -> str:
    """Return the name of a country, its code where that is not known.

    >>> from kompass_spec.wording.wording import wording_for
    >>> country("SE", wording_for("sv")), country("NL", wording_for("sv"))
    ('Sverige', 'NL')
    """
    return wording.say(_COUNTRIES[code]) if code in _COUNTRIES else code


def scored(edition: Edition, wording: Wording) -> str:
    """Return by what results on an edition are scored."""
    return wording.say(_SCORED[scored_by(edition)])


def in_language(title: str, text: str, installed: Installed) -> str:
    """Return a page with the mark of its language where that is not the site's own."""
    if not installed.home:
        return text
    # A heading within an element is not found as the title.
    head = f"---\ntitle: {json.dumps(title, ensure_ascii=False)}\n---\n\n"
    return f'{head}<div lang="{installed.language}" markdown>\n\n{text}\n</div>\n'


def in_use(edition: Edition) -> str:
    """Return the years in which an edition is used."""
    return f"{edition.valid_from}–{edition.valid_to or ''}"
