"""Say things in the reader's language: message catalogues, and numbers with the right decimal mark."""

import math
import os
from fractions import Fraction
from functools import cache
from typing import TYPE_CHECKING, final

from attrs import frozen

from kompass_spec.model.problems import Problem
from kompass_spec.model.quantities import exact_text
from kompass_spec.model.texts import fallback_of
from kompass_spec.wording.catalogues import (
    Found,
    brought_catalogues,
    known_languages,
    own_catalogue,
    read_catalogue,
    unreadable,
)

if TYPE_CHECKING:  # what only lists editions needs no scorecards
    from kompass_spec.model import Interval

__all__ = ["Wording", "capitalised", "message", "wording_for", "wording_problems"]

_SCALE = 1000


def message(sentence: str) -> str:
    """Return ``sentence`` as it is, marked for the catalogue where it is not said on the spot.

    >>> message("{value} points for {item}")
    '{value} points for {item}'
    """
    return sentence


def capitalised(words: str) -> str:
    """Return words with a capital letter at the beginning, as a sentence has it.

    >>> capitalised("två av åtta")
    'Två av åtta'
    """
    return words[:1].upper() + words[1:]


_NUMERALS = (
    message("two"),
    message("three"),
    message("four"),
    message("five"),
    message("six"),
    message("seven"),
    message("eight"),
    message("nine"),
    message("ten"),
    message("eleven"),
    message("twelve"),
)


@final
@frozen(eq=False)
class Wording:
    """Translate the package's own words and write numbers; ``language`` is the tag of what it gives."""

    language: str
    _catalogue: Found

    def say(self, sentence: str, **values: object) -> str:
        """Return ``sentence`` in the language, its ``{names}`` filled in.

        Raise ``InputError`` where the catalogue of a plugin has words that cannot be filled in.

        >>> wording_for("sv").say("Total")
        'Totalt'
        """
        try:
            words = self._catalogue.translations.gettext(sentence)
            return words.format(**values) if values else words
        except Exception as error:
            if not self._catalogue.origin:
                raise
            raise unreadable(self._catalogue.origin, error, sentence) from error

    def count(self, one: str, many: str, number: int, *, written: str | None = None, **values: object) -> str:
        """Return the sentence for one or for many, its ``{number}`` and other ``{names}`` filled in.

        The number is in figures, unless it is ``written`` otherwise.

        >>> wording = wording_for("sv")
        >>> wording.count("{number} area", "{number} areas", 8, written=wording.numeral(8))
        'åtta områden'
        """
        shown = number if written is None else written
        try:
            return self._catalogue.translations.ngettext(one, many, number).format(number=shown, **values)
        except Exception as error:
            if not self._catalogue.origin:
                raise
            raise unreadable(self._catalogue.origin, error, many) from error

    def number(self, quantity: Fraction, precision: Fraction = Fraction(1)) -> str:
        """Return a quantity exactly, with the language's decimal mark.

        It is written as ``n/d`` where it has no finite decimals. It has all the decimals of its
        ``precision``, the unit of the last printed digit, also those that are 0.

        >>> wording = wording_for("sv")
        >>> wording.number(Fraction(1401, 20)), wording.number(Fraction(11), Fraction(1, 10))
        ('70,05', '11,0')
        """
        return exact_text(quantity, precision).replace(".", self._mark()).replace("-", "\N{MINUS SIGN}")

    def numeral(self, number: int) -> str:
        """Return a number in letters where it has two to twelve, as in running text, else in figures.

        >>> wording_for("sv").numeral(6), wording_for("sv").numeral(13)
        ('sex', '13')
        """
        index = number - 2
        return self.say(_NUMERALS[index]) if 0 <= index < len(_NUMERALS) else str(number)

    def numerals(self, *numbers: int) -> tuple[str, ...]:
        """Return numbers of one sentence alike: all in letters where all of them can be, else in figures.

        >>> wording_for("sv").numerals(2, 8), wording_for("sv").numerals(10, 45)
        (('två', 'åtta'), ('10', '45'))
        """
        in_letters = tuple(map(self.numeral, numbers))
        return tuple(map(str, numbers)) if any(map(str.isdigit, in_letters)) else in_letters

    def interval(self, interval: "Interval") -> str:
        """Return an interval to at most three decimals, rounded outwards so that it still holds the truth.

        >>> from kompass_spec.model import Interval
        >>> wording_for("en").interval(Interval("10.5", "34/3"))
        '10.5–11.334'
        """
        low, high = math.floor(interval.low * _SCALE), math.ceil(interval.high * _SCALE)
        ends = dict.fromkeys(self.number(Fraction(end, _SCALE)) for end in (low, high))
        return "–".join(ends)

    def percent(self, share: Fraction) -> str:
        """Return a share from 0 to 1 as whole percents, a half rounded up."""
        whole = math.floor(share * 100 + Fraction(1, 2))
        return self.say("{number}%", number=whole)

    def _mark(self) -> str:
        return self._catalogue.translations.pgettext("decimal mark", ".")


def wording_for(language: str, own: str = "en") -> Wording:
    """Return the wording for a BCP 47 tag: as asked, its language, the other Norwegian, else for ``own``.

    ``own`` is the language of the edition that is spoken of. English, the language of the code, is what is
    left where there are no words for that either. Plugins are asked for a language only where the core does
    not have it. Raise ``InputError`` where the catalogue that a plugin brings for it cannot be read.

    >>> wording_for("sv-FI").language, wording_for("fi", "sv").language, wording_for("fi").language
    ('sv', 'sv', 'en')
    """
    allowed = os.environ.get("KOMPASS_PLUGINS")
    for asked in (language, own, "en"):
        wording = _wording_of(asked, allowed)
        if wording is not None:
            return wording
    raise AssertionError("the sentences of the code are English")


def wording_problems(language: str, own: str | None = None) -> tuple[Problem, ...]:
    """Return that there are no words in a language, and why catalogues that may have them are not used.

    ``own`` is the language that is used instead, the edition's own, where it is known.

    >>> wording_problems("sv")
    ()
    >>> print(wording_problems("fi", "sv")[0].message.partition(".")[0])
    There is no language 'fi', so the words are in sv
    """
    if _wording_of(language, os.environ.get("KOMPASS_PLUGINS")) is not None:
        return ()
    instead = (
        "the edition's own language is used"
        if own is None
        else f"the words are in {wording_for(own).language}"
    )
    sentence = f"There is no language {language!r}, so {instead}. There are: {', '.join(known_languages())}."
    failures = [failure for failure in brought_catalogues()[1] if failure.kind == "catalogues"]
    return (
        Problem("unknown-language", sentence),
        *(Problem("plugin-failed", failure.message) for failure in failures),
    )


def forget_wordings() -> None:
    """Forget the catalogues that were found, so that those that were installed since are."""
    _wording_of.cache_clear()


@cache
def _wording_of(language: str, allowed: str | None) -> Wording | None:  # noqa: ARG001 - which plugins are allowed decides on what is found
    brought = None
    for tag in fallback_of(language):
        own = own_catalogue(tag)
        if own is not None:
            return Wording(tag, own)
        if brought is None:
            brought, _ = brought_catalogues()
        if tag.lower() in brought:
            plugin = brought[tag.lower()]
            return Wording(plugin.name, read_catalogue(plugin))
    return None
