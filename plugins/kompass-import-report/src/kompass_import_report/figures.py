"""Read one printed figure: its exact value, the precision of its print, and what stands in brackets."""

import re
from fractions import Fraction
from functools import lru_cache
from typing import final

from attrs import evolve, frozen

from kompass_import_report.vocabulary import Vocabulary, current

__all__ = ["Printed", "is_time", "named_figures", "read_figure", "read_value", "trailing_figures"]

_LONGEST = 60
_NUMBER = r"[-−–]?[0-9]{1,9}(?:[.,][0-9]{1,9}|\s?½)?"
_SQUARE = re.compile(r"(?<=[0-9%a-zäö])(?!\[1?[0-9]\]$|\[[a-z*]\]$)\s?\[([^\[\]()]{1,40})\]$")
_HALF = re.compile(r"(?<=[0-9])\s(?=½)")
_VALUE = re.compile(rf"([+±]?)({_NUMBER})\s?(%|procent|prosent|po[äe]ngs?|points?|peong|p)?", re.IGNORECASE)
_UNITS = {"%", "procent", "prosent", "poäng", "poeng", "peong", "point", "points", "p", "stig"}
_TIME = re.compile(r"(?:kl\.?\s)?(?:[01]?[0-9]|2[0-3])\.(?:[0-5][05])")
_RAISED = "¹²³⁰⁴⁵⁶⁷⁸⁹⁾"
_NOTE = re.compile(rf"(?<=[0-9%½a-zäö])(?:\s?⁽?[{_RAISED}]{{1,3}}|\[1?[0-9]\]|\[[a-z*]\])$")
"""The number of a note behind a figure, raised or in square brackets right behind it."""
_ENDINGS = tuple("0123456789%).½]" + _RAISED) + tuple(_UNITS)
_YEARS = re.compile(r"(?:(?:19|20)[0-9]{2}[\s/–-]*)+")
_OF = {"av", "of", "/"}
_MAXIMUM_MARKS = ("/", " av ", " of ")
_MOST_IN_A_ROW = 12
_MEAN_BEHIND = re.compile(
    r"(?<=[0-9%a-zäö])(\s?(?:po[äe]ng|points?|p)?)\s*[,;]\s*"
    r"((?:\w{0,20}(?:snitt|medel|gennemsnit|medelvärde)(?:et|t)?|riket)\s?:?\s[0-9]{1,4}(?:[.,][0-9]{1,3})?)"
    r"(?:\s?(?:po[äe]ng|points?|p))?$",
    re.IGNORECASE,
)
"""A mean behind a figure, which may as well stand in brackets."""
_DIGIT = re.compile("[0-9]")
_PERCENT = {"%", "procent", "prosent"}


@final
@frozen
class Printed:
    """Hold a figure: its exact value and the unit of its last digit.

    ``percent`` and ``signed`` say that a percent sign or a plus sign was printed with it. ``maximum``
    is the second figure of ``74/100`` or ``74 av 100``; ``bracket`` is what stands in brackets behind it.
    """

    value: Fraction
    precision: Fraction
    percent: bool = False
    signed: bool = False
    maximum: "Printed | None" = None
    bracket: str | None = None


def is_time(text: str) -> bool:
    """Tell whether a figure is rather a time of day, with a point as a clock has it and full minutes.

    >>> [is_time(text) for text in ("09.00", "13.15", "61.25", "10.37", "9,5")]
    [True, True, False, False, False]
    """
    return _TIME.fullmatch(text.strip()) is not None


def read_value(text: str) -> Printed | None:
    """Return one figure with nothing around it, ``None`` where ``text`` is something else.

    >>> figure = read_value("16,8")
    >>> figure.value, figure.precision, figure.percent, figure.signed
    (Fraction(84, 5), Fraction(1, 10), False, False)
    """
    match = _VALUE.fullmatch(_without_brought_unit(text.strip())) if len(text) <= _LONGEST else None
    if match is None:
        return None
    number = match[2].replace(",", ".").replace("−", "-").replace("–", "-")
    half = number.endswith("½")
    number = number.replace("½", ".5").replace(" ", "")
    decimals = len(number.partition(".")[2])
    return Printed(
        Fraction(number),
        Fraction(1, 2) if half else Fraction(1, 10**decimals),
        (match[3] or "").lower() in _PERCENT,
        bool(match[1]),
    )


def _without_brought_unit(text: str) -> str:
    """Return a figure without the unit behind it that only a catalogue has."""
    front, _, last = text.rpartition(" ")
    return front if front and last.casefold() in current().words_for("points") else text


def read_figure(text: str) -> Printed | None:
    """Return a figure with its maximum or what stands in brackets behind it, ``None`` where it is no figure.

    >>> figure = read_figure("68 (+16)")
    >>> figure.value, figure.bracket
    (Fraction(68, 1), '+16')
    >>> str(read_figure("61 p²").value)
    '61'
    """
    return _read_figure(current(), text)


@lru_cache(maxsize=4096)
def _read_figure(vocabulary: Vocabulary, text: str) -> Printed | None:  # noqa: ARG001 - it decides on the units
    text = text.strip()
    if len(text) > _LONGEST or not _DIGIT.search(text):
        return None
    if text[-1] in _RAISED or text[-1] == "]":
        text = _NOTE.sub("", text)
    front, opened, behind = text.partition("(")
    if opened and not behind.endswith(")"):
        return None
    figure = _with_maximum(front)
    if figure is None or not opened:
        return figure
    return evolve(figure, bracket=behind[:-1].strip())


def _with_maximum(text: str) -> Printed | None:
    """Return a figure, with its maximum where one is printed behind it."""
    for mark in _MAXIMUM_MARKS:
        first, printed, second = text.partition(mark)
        if printed:
            points, maximum = read_value(first), read_value(second)
            return evolve(points, maximum=maximum) if points is not None and maximum is not None else None
    return read_value(text)


def trailing_figures(text: str) -> tuple[str, tuple[str, ...]]:
    """Split a row whose cells only spaces part into its words and the figures that end it.

    >>> trailing_figures("1.1 Finns en plan? 11 15 75 %")
    ('1.1 Finns en plan?', ('11', '15', '75 %'))
    >>> trailing_figures("Verksamhetsutveckling 65 av 100")
    ('Verksamhetsutveckling', ('65 av 100',))
    """
    return _trailing_figures(current(), text)


@lru_cache(maxsize=4096)
def _trailing_figures(vocabulary: Vocabulary, text: str) -> tuple[str, tuple[str, ...]]:
    if not text.lower().endswith((*_ENDINGS, *vocabulary.words_for("points"))):
        return text, ()
    bracket = ""
    if text.endswith(")") and "(" in text:
        cut = text.rindex("(")
        text, bracket = text[:cut], text[cut:]
    words = text.split()
    figures: list[str] = []
    end = len(words)
    while end > 0 and len(figures) < _MOST_IN_A_ROW:
        start = _start_of_figure(words, end)
        figure = " ".join([*words[start:end], bracket]).strip()
        if read_figure(figure) is None:
            break
        figures.insert(0, figure)
        bracket, end = "", start
    if bracket:
        return " ".join([*words, bracket]), ()
    return " ".join(words[:end]), tuple(figures)


def _start_of_figure(words: list[str], end: int) -> int:
    """Return the index of the first word of the figure that ends before ``end``, if there is one."""
    start = end - (2 if _is_unit(words[end - 1]) else 1)
    if start > 1 and words[start - 1].lower() in _OF:
        # The points stand before the word, alone or with their unit.
        start -= 3 if _is_unit(words[start - 2]) else 2
    return max(start, 0)


def _is_unit(word: str) -> bool:
    return word.lower() in _UNITS or word.casefold() in current().words_for("points")


def named_figures(text: str) -> tuple[str, tuple[str, ...]]:
    """Split a line into a name and the figures behind it, also in brackets; a year is a part of the name.

    >>> named_figures("Verksamhetsutveckling – 65 poäng")
    ('Verksamhetsutveckling', ('65 poäng',))
    >>> named_figures("Verksamhetsutveckling (65 poäng)"), named_figures("Verksamhetsutveckling 2015")
    (('Verksamhetsutveckling', ('65 poäng',)), ('Verksamhetsutveckling 2015', ()))
    """
    return _named_figures(current(), text)


@lru_cache(maxsize=4096)
def _named_figures(vocabulary: Vocabulary, text: str) -> tuple[str, tuple[str, ...]]:  # noqa: ARG001 - it decides on the units
    text = _SQUARE.sub(r" (\1)", _HALF.sub("", text))
    if "," in text or ";" in text:
        text = _MEAN_BEHIND.sub(r"\1 (\2)", text)
    words, figures = trailing_figures(text)
    if not figures and text.endswith(")"):
        front, _, inside = text[:-1].rpartition("(")
        if read_figure(inside) is not None:
            words, figures = front, (inside.strip(),)
    if not figures or all(_YEARS.fullmatch(figure.partition("(")[0]) for figure in figures):
        return text, ()
    return words.rstrip(" –-:="), figures
