"""Say by which words importers know what a report prints, in every language that there is a catalogue for."""

import os
from collections.abc import Iterator
from functools import cache

from kompass_spec.model.problems import InputError
from kompass_spec.wording.catalogues import Found, brought_catalogues, own_catalogue, read_catalogue

__all__ = ["READING", "reading_words"]


def pgettext(context: str, words: str) -> str:  # noqa: ARG001 - the context is for those who look for messages
    """Return what the words are called, marked for the catalogue."""
    return words


READING = (
    # TRANSLATORS: Words that reports print, as importers look for them: all that are usual, parted by " | ",
    # the plainest first, in lower case. This one stands above points that were reached, or behind them.
    pgettext("reading", "points"),
    # TRANSLATORS: above the most points that can be reached
    pgettext("reading", "maximum"),
    # TRANSLATORS: above or behind percents of the maximum
    pgettext("reading", "percent"),
    # TRANSLATORS: above a change since the last evaluation
    pgettext("reading", "change"),
    # TRANSLATORS: above or beside the mean of others
    pgettext("reading", "mean"),
    # TRANSLATORS: above a level on a scale
    pgettext("reading", "level"),
    # TRANSLATORS: above the column of areas or of questions
    pgettext("reading", "area"),
    # TRANSLATORS: before what the rows above add up to
    pgettext("reading", "sum"),
    # TRANSLATORS: before the points of all areas together
    pgettext("reading", "total"),
    # TRANSLATORS: the title of a list of strengths
    pgettext("reading", "strengths"),
    # TRANSLATORS: the title of a list of improvement areas
    pgettext("reading", "improvement areas"),
    # TRANSLATORS: the title of the table of contents
    pgettext("reading", "contents"),
    # TRANSLATORS: before the number of a page
    pgettext("reading", "page"),
    # TRANSLATORS: the beginning of the title of a chapter that is of no area, such as a summary
    pgettext("reading", "summary"),
    # TRANSLATORS: before the title or the number of an appendix
    pgettext("reading", "appendix"),
    # TRANSLATORS: behind the name of a municipality
    pgettext("reading", "municipality"),
)
"""What importers look for words of, as the message catalogues have it in the context ``reading``."""


def reading_words() -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Return the words of every catalogue for each of ``READING``, in lower case and in alphabetical order.

    A catalogue that cannot be read brings none; whoever asks for its language is told why.

    >>> words = dict(reading_words())
    >>> "styrkor" in words["strengths"], "poeng" in words["points"]
    (True, True)
    """
    return _reading_words(os.environ.get("KOMPASS_PLUGINS"))


def forget_reading_words() -> None:
    """Forget the words that were found, so that those of catalogues that were installed since are."""
    _reading_words.cache_clear()


@cache
def _reading_words(allowed: str | None) -> tuple[tuple[str, tuple[str, ...]], ...]:  # noqa: ARG001 - which plugins are allowed decides on what is found
    found = list(_catalogues())
    return tuple((meaning, _words(meaning, found)) for meaning in READING)


def _catalogues() -> Iterator[Found]:
    """Yield the core's own catalogues and those that plugins bring."""
    for tag in ("en", "sv"):
        own = own_catalogue(tag)
        if own is not None:
            yield own
    for plugin in brought_catalogues()[0].values():
        try:
            yield read_catalogue(plugin)
        except InputError:
            continue


def _words(meaning: str, catalogues: list[Found]) -> tuple[str, ...]:
    said = (found.translations.pgettext("reading", meaning) for found in catalogues)
    words = {word.strip().casefold() for translated in said for word in translated.split("|")}
    return tuple(sorted(words - {""}))
