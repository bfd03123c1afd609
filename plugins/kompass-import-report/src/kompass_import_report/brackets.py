"""Say what figures in brackets are: from the brackets themselves, or from running text about them."""

from kompass_import_report.figures import Printed, read_value
from kompass_spec.model import Quantity

__all__ = ["meaning_of_brackets", "read_bracket"]

_REFERENCE_WORDS = ("medel", "snitt", "genomsnitt", "riket", "gjennomsnitt", "gennemsnit")
_REFERENCE_HINTS = ("medel", "snitt", "genomsnitt")
_CHANGE_HINTS = ("ökat", "ökning", "förändr", "minsk", "sedan förra", "föregående", "skillnad", "förbättr")
_SIGNS = ("+", "-", "−", "–", "±")
_REACH = 120
"""The number of characters around the word for brackets that may say what they hold."""


def read_bracket(words: str) -> tuple[Printed | None, Quantity | None]:
    """Return the figure in brackets, and what it is as far as the brackets themselves say it."""
    lowered = words.casefold()
    if _names_any(lowered, _REFERENCE_WORDS):
        return _only_value(lowered), Quantity.REFERENCE
    first = words.split(maxsplit=1)[0] if words.split() else ""
    if not first.startswith(_SIGNS):
        return read_value(words), None
    return read_value(words) or read_value(first), Quantity.CHANGE


def _only_value(words: str) -> Printed | None:
    """Return the figure among words, ``None`` where there is none or there are several."""
    values = [value for value in map(read_value, words.replace(":", " ").split()) if value]
    return values[0] if len(values) == 1 else None


def meaning_of_brackets(text: str) -> Quantity | None:
    """Return what running text says that figures in brackets mean, ``None`` where it does not say it.

    >>> meaning_of_brackets("Siffran inom parentes är medelvärdet.")
    <Quantity.REFERENCE: 'reference'>
    """
    words = text.casefold()
    if "parentes" not in words:
        return None
    start = words.index("parentes")
    around = words[max(start - _REACH, 0) : start + _REACH]
    reference, change = _names_any(around, _REFERENCE_HINTS), _names_any(around, _CHANGE_HINTS)
    if reference == change:
        return None
    return Quantity.REFERENCE if reference else Quantity.CHANGE


def _names_any(text: str, words: tuple[str, ...]) -> bool:
    return any(word in text for word in words)
