"""Say things in the reader's language: message catalogues, and numbers with the right decimal mark."""

import gettext
import math
from fractions import Fraction
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, final

from attrs import frozen

from kompass_spec.quantities import exact_text

if TYPE_CHECKING:  # what only lists editions needs no scorecards
    from kompass_spec.model import Interval

__all__ = ["Wording", "message", "wording_for"]

_NEIGHBOURS = {"nb": "nn", "nn": "nb"}
_SCALE = 1000


def message(sentence: str) -> str:
    """Return ``sentence`` as it is, marked for the catalogue where it is not said on the spot.

    >>> message("{value} points for {item}")
    '{value} points for {item}'
    """
    return sentence


@final
@frozen(eq=False)
class Wording:
    """Translate the package's own words and write numbers; ``language`` is the tag of the words that it gives."""

    language: str
    _catalogue: gettext.NullTranslations

    def say(self, sentence: str, **values: object) -> str:
        """Return ``sentence`` in the language, its ``{names}`` filled in.

        >>> wording_for("sv").say("Total")
        'Totalt'
        """
        found = self._catalogue.gettext(sentence)
        return found.format(**values) if values else found

    def count(self, one: str, many: str, number: int, **values: object) -> str:
        """Return the sentence for one or for many, with ``{number}`` and the other names filled in."""
        return self._catalogue.ngettext(one, many, number).format(number=number, **values)

    def number(self, quantity: Fraction) -> str:
        """Return a quantity with the language's decimal mark, exactly, or as ``n/d`` where it has no finite decimals.

        >>> wording_for("sv").number(Fraction(1401, 20))
        '70,05'
        """
        return exact_text(quantity).replace(".", self._mark()).replace("-", "\N{MINUS SIGN}")

    def interval(self, interval: "Interval") -> str:
        """Return an interval to at most three decimals, its ends rounded outwards so that it still holds the truth.

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
        return self.say("{number} %", number=whole)

    def _mark(self) -> str:
        return self._catalogue.pgettext("decimal mark", ".")


@cache
def wording_for(language: str) -> Wording:
    """Return the wording for a BCP 47 tag: as asked, its language, the other Norwegian, else English.

    >>> wording_for("sv-FI").language, wording_for("fi").language
    ('sv', 'en')
    """
    base = language.partition("-")[0].lower()
    for tag in dict.fromkeys((language, base, _NEIGHBOURS.get(base, base))):
        place = files("kompass_spec") / "locale" / tag.replace("-", "_") / "LC_MESSAGES" / "kompass.mo"
        if tag.replace("-", "").isalnum() and place.is_file():
            with place.open("rb") as stream:
                return Wording(tag, gettext.GNUTranslations(stream))
    return Wording("en", gettext.NullTranslations())
