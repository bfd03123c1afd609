"""Say what figures in brackets are: from the brackets themselves, or from running text about them."""

import re
from collections.abc import Sequence
from typing import final

from attrs import frozen

from kompass_import_report.columns import YEAR, read_column, year_in
from kompass_import_report.figures import Printed, read_value
from kompass_spec.model import Quantity

__all__ = [
    "Meaning",
    "meaning_above",
    "meaning_of_brackets",
    "read_bracket",
    "says_more_than_a_figure",
    "unclear_brackets",
]

_REFERENCE_WORDS = ("medel", "snitt", "genomsnitt", "riket", "gjennomsnitt", "gennemsnit")
_REFERENCE_HINTS = ("medel", "snitt", "genomsnitt")
_CHANGE_HINTS = ("ökat", "ökning", "förändr", "minsk", "sedan förra", "föregående", "skillnad", "förbättr")
_SIGNS = ("+", "-", "−", "–", "±")
_REACH = 120
"""The number of characters around the word for brackets that may say what they hold."""
_LONGEST_LEAD = 160
_OF_OTHERS = (
    "högst",
    "bäst",
    "topp",
    "rekord",
    "lägst",
    "mål",
    "best",
    "høyest",
    "høgst",
    "højest",
    "record",
    "highest",
)
_UNIT = re.compile(r"\b(?:po[äe]ng|points?|stig|p)\b", re.IGNORECASE)
_SENTENCE_END = re.compile(r"[.!?]\s")
_NUMBER = re.compile(r"[0-9]+(?:[.,][0-9]+)?")
_BRACKETS = re.compile(r"\b(?:parentes\w*|parantes\w*|brackets|parenthes[ei]s)\b")
_BRACKET_HINTS = ("parent", "parant", "bracket")
_LAST_BRACKET = re.compile(r"\(([^()]{1,60})\)\s*:?$")


@final
@frozen
class Meaning:
    """Say what figures in brackets are; ``year`` is theirs where it is another one."""

    quantity: Quantity
    year: int | None = None


def read_bracket(words: str) -> tuple[Printed | None, Quantity | None]:
    """Return the figure in brackets, and what it is as far as the brackets themselves say it."""
    lowered = words.casefold()
    numbers = [number for number in _NUMBER.findall(words) if not YEAR.fullmatch(number)]
    if len(numbers) > 1 and not words.startswith(_SIGNS):
        return None, None
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


def meaning_of_brackets(text: str) -> Meaning | None:
    """Return what running text says that figures in brackets mean, ``None`` where it does not say it.

    >>> meaning_of_brackets("Siffran inom parentes är medelvärdet.").quantity
    <Quantity.REFERENCE: 'reference'>
    >>> meaning_of_brackets("Resultatet 2019 inom parentes.")
    Meaning(quantity=<Quantity.POINTS: 'points'>, year=2019)
    """
    words = text.casefold()
    found = _BRACKETS.search(words) if _names_any(words, _BRACKET_HINTS) else None
    if found is None:
        return None
    first = max((end.end() for end in _SENTENCE_END.finditer(words, 0, found.start())), default=0)
    last = _SENTENCE_END.search(words, found.end())
    around = words[
        max(found.start() - _REACH, first) : min(found.start() + _REACH, last.start() if last else len(words))
    ]
    opened, closed = words.rfind("(", 0, found.start()), words.find(")", found.end())
    if opened >= 0 and words.find(")", opened) == closed != -1:
        around = words[opened:closed]
    if _names_any(around, _OF_OTHERS):
        return None
    reference, change = _names_any(around, _REFERENCE_HINTS), _names_any(around, _CHANGE_HINTS)
    if reference != change:
        return Meaning(Quantity.REFERENCE if reference else Quantity.CHANGE)
    year = year_in(around)
    return Meaning(Quantity.POINTS, year) if year is not None and not reference else None


def meaning_above(text: str) -> Meaning | None:
    """Return what the line above a list says in brackets that those of its rows mean, ``None`` if nothing.

    >>> meaning_above("Poängen fördelar sig så här (Sverigesnitt):").quantity
    <Quantity.REFERENCE: 'reference'>
    >>> meaning_above("Resultat 2021 (2019)").year, meaning_above("Lund (Skåne län)")
    (2019, None)
    """
    if len(text) > _LONGEST_LEAD or text.endswith((".", "!", "?")):
        return None
    found = _LAST_BRACKET.search(text) if ")" in text else None
    if found is None:
        return None
    inside = read_column(found[1].strip(), 0)
    if inside.quantity in {Quantity.REFERENCE, Quantity.CHANGE}:
        return Meaning(inside.quantity)
    other = year_in(text[: found.start()])
    if inside.quantity is Quantity.POINTS and inside.year is not None and other != inside.year:
        return Meaning(Quantity.POINTS, inside.year)
    return None


def _names_any(text: str, words: tuple[str, ...]) -> bool:
    return any(word in text for word in words)


def says_more_than_a_figure(words: str) -> bool:
    """Tell whether brackets have words beside their figure, such as those of a goal or a place.

    >>> [says_more_than_a_figure(words) for words in ("63", "63 poäng", "mål 65")]
    [False, False, True]
    """
    return re.search(r"[^\W\d]{2,}|=|%", _UNIT.sub("", words)) is not None


def unclear_brackets(printed: Sequence[str], lines: str, *, said: bool) -> str:
    """Return the sentence on figures in brackets that are not read; ``said`` that they have words with them.

    >>> unclear_brackets(["mål 65"], "line 3", said=True)[:75]
    "'(mål 65)' on line 3 is no figure of this evaluation that is kept, so it is"
    """
    quoted = ", ".join(f"'({words[:40]})'" for words in printed)
    mean, they, are = ("means", "it", "is") if len(printed) == 1 else ("mean", "they", "are")
    if said:
        kind = "no figure" if len(printed) == 1 else "no figures"
        return (
            f"{quoted} on {lines} {are} {kind} of this evaluation that is kept, so {they} {are} not read."
            " A mean or a change is kept where the list or its head says so, such as 'Poäng (medelvärde)'."
        )
    return (
        f"The report does not say what {quoted} on {lines} {mean}, so {they} {are} not read. Say it"
        " above the list or in the column's head, such as 'Poäng (medelvärde)'."
    )
