"""Find message catalogues: the core's own, and for other languages those that plugins bring."""

import gettext
import struct
from functools import lru_cache
from importlib.resources import files
from typing import NamedTuple

from kompass_spec.model.problems import InputError, Problem
from kompass_spec.plugins.calls import guarded_call
from kompass_spec.plugins.host import load_plugins
from kompass_spec.plugins.loaded import Plugin, PluginFailure
from kompass_spec.plugins.reasons import reason_of

__all__ = ["Found", "brought_catalogues", "known_languages", "own_catalogue", "read_catalogue", "unreadable"]


class Found(NamedTuple):
    """Hold a catalogue that was found.

    ``origin`` says in errors which plugin's it is, and is empty where it is the core's own.
    """

    translations: gettext.NullTranslations
    origin: str = ""


@lru_cache(maxsize=8)
def own_catalogue(tag: str) -> Found | None:
    """Return the core's own catalogue for exactly this BCP 47 tag, ``None`` where it has none.

    >>> own_catalogue("sv").translations.gettext("Total"), own_catalogue("nb")
    ('Totalt', None)
    """
    if tag.lower() == "en":
        # The sentences of the code are English.
        return Found(gettext.NullTranslations())
    if not tag.replace("-", "").isalnum():
        return None
    file = files("kompass_spec.wording") / "locale" / tag.replace("-", "_") / "LC_MESSAGES" / "kompass.mo"
    if not file.is_file():
        return None
    with file.open("rb") as stream:
        return Found(gettext.GNUTranslations(stream))


def brought_catalogues() -> tuple[dict[str, Plugin], tuple[PluginFailure, ...]]:
    """Return the catalogues that plugins bring, by their tag in lower case, and why others are not used."""
    plugins = load_plugins("catalogues")
    return {plugin.name.lower(): plugin for plugin in plugins.of_kind("catalogues")}, plugins.failures


def known_languages() -> tuple[str, ...]:
    """Return the tags of all languages that there is a catalogue for, in alphabetical order."""
    folders = (files("kompass_spec.wording") / "locale").iterdir()
    own = {folder.name.replace("_", "-") for folder in folders if folder.is_dir()}
    brought, _ = brought_catalogues()
    return tuple(sorted({"en", *own, *(plugin.name for plugin in brought.values())}))


def read_catalogue(plugin: Plugin) -> Found:
    """Return the catalogue of a plugin; raise ``InputError`` where it cannot be read."""
    origin = f"The message catalogue {plugin.name!r} of {plugin.distribution} {plugin.version}"

    def found() -> Found:
        with plugin.provided.file.open("rb") as stream:
            return Found(gettext.GNUTranslations(stream), origin)

    try:
        return guarded_call(found, origin)
    except KeyboardInterrupt:
        raise
    except BaseException as error:
        raise unreadable(origin, error) from error


def unreadable(origin: str, error: BaseException, words: str | None = None) -> InputError:
    """Return the error that says what is wrong with a catalogue, or with one of its sentences."""
    if isinstance(error, OSError):
        reason = error.strerror or type(error).__name__  # the whole of it may name a path of the machine
    elif isinstance(error, struct.error):
        reason = "it is cut off"
    else:
        reason = reason_of(error)
    what = "cannot be read" if words is None else f"cannot say {words[:80]!r}"
    sentence = (
        f"{origin} {what} ({reason}). Report this to its authors, choose another language with"
        " `language=`, or leave it out with KOMPASS_PLUGINS."
    )
    return InputError([Problem("broken-catalogue", sentence)])
