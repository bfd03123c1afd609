"""Read a printed level, which is no number of points: as a number, as a word, or as both."""

import re
from fractions import Fraction
from typing import NamedTuple

from kompass_import_report.vocabulary import words_for
from kompass_spec.model import Scale

__all__ = ["LEVEL_WORDS", "PrintedLevel", "ends_with_level", "is_numbered_level", "level_on", "read_level"]

LEVEL_WORDS = frozenset({
    "nivå", "nivåer", "nivån", "nivået", "nivåene", "skala", "skalan", "skalaen", "scale", "level", "levels",
    "niveau", "niveauer", "niveauet", "trinn", "trinnet", "trin", "trinet", "steg", "steget", "trappesteg",
    "mognadsnivå", "mognadsgrad", "modenhetsnivå", "modningsnivå", "modenhedsniveau", "modenhedstrin",
    "måloppnåelsesnivå", "þrep", "svarsnivå", "svarnivå",
})  # fmt: skip
"""The words for a level and for a scale: in Swedish, Norwegian, Danish, English and Icelandic."""

_NUMBERED = re.compile(
    r"(?:[^\W\d_]+\.?\s*)?([0-9]{1,4}(?:[.,][0-9]{1,4})?)(?:\s*(?:/|av|of|af)\s*[0-9]{1,4})?"
    r"(?:\s*[-–—:.=]?\s*\(?([^\W\d_].{0,80}?)\)?)?"
)
_MOST_DIGITS = 2
_BEFORE = re.compile(r"([^\W\d_]+)\.?\s*(?=[0-9])")


class PrintedLevel(NamedTuple):
    """Hold what a cell prints of a level: its number, its word, or both."""

    value: Fraction | None
    word: str | None


def _is_word(word: str) -> bool:
    """Tell whether a word is one for a level or a scale."""
    return word.casefold() in LEVEL_WORDS or word.casefold() in words_for("level")


def read_level(cell: str) -> PrintedLevel | None:
    """Return the level in a cell, ``None`` where it is none.

    >>> read_level("3 – Till stor del")
    PrintedLevel(value=Fraction(3, 1), word='Till stor del')
    >>> read_level("Nivå 2").value, read_level("Ja").word
    (Fraction(2, 1), 'Ja')
    >>> read_level("3 %"), read_level("2014-01"), read_level("–")
    (None, None, None)
    """
    text = cell.strip()
    before = _BEFORE.match(text)
    if before is not None and not _is_word(before[1]):
        return None
    found = _NUMBERED.fullmatch(text)
    if found is not None:
        return PrintedLevel(Fraction(found[1].replace(",", ".")), found[2])
    if any(letter.isdigit() for letter in text) or not any(letter.isalpha() for letter in text):
        return None
    return PrintedLevel(None, text)


def is_numbered_level(text: str) -> bool:
    """Tell whether a text is the word for a level and its number, as no head of a column is.

    >>> [is_numbered_level(text) for text in ("Nivå 3", "Nivå 2018", "Skala 0-3", "Nivå")]
    [True, False, False, False]
    """
    word, _, number = text.strip().rpartition(" ")
    return _is_word(word) and number.isdecimal() and len(number) <= _MOST_DIGITS


def ends_with_level(words: str) -> bool:
    """Tell whether the word before a figure says that it is a level.

    >>> ends_with_level("Verksamhetsutveckling, nivå"), ends_with_level("Verksamhetsutveckling")
    (True, False)
    """
    last = re.findall(r"[^\W\d_]+", words)[-1:]
    return bool(last) and _is_word(last[0])


def level_on(scale: Scale, printed: PrintedLevel) -> Fraction | None:
    """Return the number of a printed level on a scale, ``None`` where it has no such level."""
    if printed.value is not None:
        return printed.value if scale.level(printed.value) is not None else None
    return _labelled(scale, printed.word or "")


def _labelled(scale: Scale, word: str) -> Fraction | None:
    """Return the number of the only level that has a word for its label in any language."""
    values = {
        level.value
        for level in scale.levels
        if level.label is not None
        and word.casefold() in {label.casefold() for _, label in level.label.translations}
    }
    return values.pop() if len(values) == 1 else None
