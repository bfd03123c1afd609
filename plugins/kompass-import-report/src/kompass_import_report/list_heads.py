"""Say what the numbers of a list are by what stands right above it: points of one's own, or what else."""

import re

from attrs import evolve

from kompass_import_report.columns import YEAR, Column, read_column
from kompass_import_report.labels import is_label
from kompass_import_report.lines import FRAMEWORK
from kompass_import_report.list_head_words import (
    COUNTED,
    OF_ANOTHER_INSTRUMENT,
    OF_ANOTHER_SURVEY,
    OF_ANOTHER_TIME,
    OF_CHANGE,
    OF_COUNTED_POINTS,
    OF_COUNTS,
    OF_DISTANCE,
    OF_GIVERS,
    OF_LOSS,
    OF_MEAN_POINTS,
    OF_MONEY,
    OF_NO_SCORE,
    OF_NOBODY,
    OF_OTHERS,
    OF_OWN_GUESS,
    OF_PERCENTS,
    OF_SHARES,
    OF_THE_WHOLE,
    ON_A_SCALE,
    OWN_RESULT,
    PER_AREA,
    POINTS,
    SAYS_SCORES,
    SCORED,
)
from kompass_import_report.vocabulary import words_for
from kompass_spec.model import Quantity

__all__ = [
    "IN_BRACKETS",
    "is_of_another_quantity",
    "kind_of_list",
    "names_another_instrument",
    "speaks_of_another_time",
    "speaks_of_money",
    "speaks_of_shares",
]

_SENTENCE_END = re.compile(r"(?<=[.!?])\s+(?=[A-ZÅÄÖÆØ])")
_COMPARISON = re.compile(
    r",?\s(?:jämför[dt]a?|i jämförelse|i förhållande|sammenlignet|sammenliknet|i forhold|i høve)"
    r" (?:med|till?|mot)\b.*"
    r"|,?\smot (?:mål|snitt|medel)\w*.*$",
    re.IGNORECASE,
)
_COMPARED_WITH = {Quantity.REFERENCE}
_NO_POINTS = {Quantity.REFERENCE, Quantity.CHANGE, Quantity.MAX, Quantity.LEVEL}
_NAMES_BRACKETS = re.compile("par[ea]ntes", re.IGNORECASE)
IN_BRACKETS = re.compile(r"\([^()]*\)")
_LEADING_STOP = re.compile(
    r"\b(?:följande|nedan|så här|som följer|følgende|nedenfor|slik|sådan|således|som følger|under)\.$",
    re.IGNORECASE,
)
"""The end of a sentence that leads to a list as one with a colon does."""
_NEVER_SCORES = (OF_ANOTHER_SURVEY, OF_GIVERS, OF_LOSS, OF_OWN_GUESS, OF_MONEY, COUNTED)
_CLAUSE_END = re.compile(r"(?<=[^\s,.–—|])(?:[,.:|]|\s[–—-])\s+")
_PERCENTAGE = re.compile(r"(?<![\w.,])[0-9]{1,3}(?:[.,][0-9]{1,2})?\s?(?:%|(?:procent|prosent|percent)\b)")
_STATED = re.compile(r":\s*[0-9]{1,3}(?:[.,][0-9]{1,2})?$")
"""The end of a line that has the figure of what it names, and leads to no others."""
_LONGEST = 140
_LONGEST_EXAMPLE = 400
_MOST_WORDS = 6
_MOST_OF_TABLE = 12
_COUNTED_OUT = re.compile(r":\s?(?:(?:ca|cirka|om lag)\.?\s)?[0-9]{1,7}(?:\s[^\W\d]+){0,3}\.?$")
"""A property with its number, which is the head of nothing: ``Antal intervjuer: 25``."""
_NUMBERED_TABLE = re.compile(
    r"(?:tabell|tabel|table|tafla|figur|figure|diagram)\s*[0-9]{1,3}\s*[.:–-]?\s*", re.IGNORECASE
)


def kind_of_list(text: str, line: int, *, is_own: bool = False, of_table: bool = False) -> Column | None:
    """Return the head of a list of what are no points of one's own: means, changes, the best of others.

    Its quantity is ``None`` where it is none that can be read. ``is_own`` says that it names an organisation,
    ``of_table`` that a table follows, whose title may be longer.

    >>> [kind_of_list(text, 3) for text in ("Poäng per område:", "Så här gick det:")]
    [None, None]
    >>> [kind_of_list(text, 3).quantity for text in ("Resultat i procent:", "Poäng som saknas:", "Betyg:")]
    [<Quantity.PERCENT: 'percent'>, None, None]
    """
    if _COUNTED_OUT.search(text):
        return None
    # How much something is, is not what the numbers below it are.
    stated = _PERCENTAGE.sub(" ", text).rstrip() if "%" in text or "cent" in text else text
    if (stated != text and stated.endswith(":")) or _STATED.search(text):
        return None
    text = stated
    if len(text) <= _LONGEST_EXAMPLE and (OF_NOBODY.search(text) or ON_A_SCALE.search(text)):
        return Column(text.rstrip(" :."), line, None)
    return _kind_of_lead(text, line, is_own=is_own, of_table=of_table)


def _kind_of_lead(text: str, line: int, *, is_own: bool, of_table: bool) -> Column | None:
    """Return the head of a list as its last sentence says it, ``None`` where it leads to no list."""
    bracketed = _NAMES_BRACKETS.search(text) is not None
    if of_table and _NUMBERED_TABLE.match(text):
        text = _NUMBERED_TABLE.sub("", text).rstrip(" .")
    whole, text = text.rstrip(" :."), _lead_of(text, bracketed=bracketed)
    text = _clause_of_no_score(text) or text
    if not _leads_to_a_list(text, _MOST_OF_TABLE if of_table else _MOST_WORDS):
        return None
    column = read_column(text.rstrip(" :"), line)
    # The unit of amounts often stands in brackets.
    if not bracketed and (_is_of_no_score(text) or speaks_of_money(whole) or names_another_instrument(whole)):
        return _of_no_score(text, column)
    if OF_OTHERS.search(text):
        return evolve(column, quantity=column.quantity if column.quantity in _COMPARED_WITH else None)
    if bracketed:
        return None
    if column.quantity in {None, Quantity.PERCENT} and OF_PERCENTS.search(whole):
        return evolve(column, label=whole, quantity=Quantity.PERCENT)
    return _other_kind(text, column, is_own=is_own)


def _of_no_score(text: str, column: Column) -> Column:
    """Return a head of what is no points: of changes, or of what cannot be read."""
    change = OF_CHANGE.match(text) and column.quantity is not Quantity.REFERENCE
    return evolve(column, label=text.rstrip(" :"), quantity=Quantity.CHANGE if change else None)


def _clause_of_no_score(text: str) -> str | None:
    """Return the clause of a title that says what else its numbers are, ``None`` where none does."""
    if text.endswith((":", ".", "!", "?")) or OWN_RESULT.search(text):
        return None
    return next(filter(_is_of_no_score, _CLAUSE_END.split(text)), None)


def _other_kind(text: str, column: Column, *, is_own: bool) -> Column | None:
    """Return a head that is not clearly of something else, ``None`` where it is of points."""
    has_figure = column.quantity is Quantity.LEVEL and any(letter.isdigit() for letter in text)
    if OF_MEAN_POINTS.search(text):
        return evolve(column, quantity=None if is_own else Quantity.REFERENCE)
    if POINTS.search(text) or has_figure:
        return None
    if column.quantity in _NO_POINTS:
        return column
    return None if _says_scores(text, is_own=is_own) else evolve(column, quantity=None)


def is_of_another_quantity(text: str) -> bool:
    """Tell whether words say that numbers are something else than points, whenever and of whom they are.

    >>> [is_of_another_quantity(text) for text in ("Antal styrkor", "Förra utvärderingen", "Poäng")]
    [True, False, False]
    """
    return _is_of_no_score(OF_ANOTHER_TIME.sub(" ", text))


def names_another_instrument(text: str) -> bool:
    """Tell whether words name another instrument and not the framework.

    >>> names_another_instrument("Öppna jämförelser"), names_another_instrument("Kommunkompassen och KKiK")
    (True, False)
    """
    return OF_ANOTHER_INSTRUMENT.search(text) is not None and FRAMEWORK.search(text) is None


def speaks_of_another_time(text: str) -> bool:
    """Tell whether words say that what follows is of an evaluation before or after this one.

    >>> speaks_of_another_time("Poäng 2018, enligt förra rapporten:")
    True
    """
    return OF_ANOTHER_TIME.search(text) is not None


def speaks_of_money(label: str) -> bool:
    """Tell whether a head says that the numbers below it are money.

    >>> speaks_of_money("Nettokostnader, tkr"), speaks_of_money("Poäng")
    (True, False)
    """
    return OF_MONEY.search(label) is not None


def speaks_of_shares(label: str) -> bool:
    """Tell whether a head is of shares, which are percents or parts of one.

    >>> speaks_of_shares("Andel av max"), speaks_of_shares("Procent")
    (True, False)
    """
    return OF_SHARES.search(label) is not None


def _says_scores(text: str, *, is_own: bool) -> bool:
    """Tell whether what ends with a colon says that scores follow; a title may say anything."""
    if not text.endswith(":") or is_own or YEAR.search(text) or OWN_RESULT.search(text):
        return True
    words = {word.casefold() for word in text.rstrip(" :").split()}
    brought = words_for("points") | words_for("area") | words_for("total")
    return SAYS_SCORES.search(text) is not None or not words.isdisjoint(brought) or any(map(is_label, words))


def _lead_of(text: str, *, bracketed: bool) -> str:
    """Return what leads to a list: the last sentence, without what its figures are compared with."""
    text = IN_BRACKETS.sub(" ", text).strip()
    if text.endswith(":") or _LEADING_STOP.search(text):
        text = f"{_SENTENCE_END.split(text)[-1].rstrip(':.')}:"
    return text if bracketed or OF_DISTANCE.search(text) else _COMPARISON.sub("", text)


def _is_of_no_score(text: str) -> bool:
    """Tell whether the head of a list says that the numbers below it are something else than points.

    A number of points is one; so are points that have reached a goal.
    """
    if PER_AREA.search(text) and SCORED.search(text) is None:
        return True
    if any(words.search(text) for words in _NEVER_SCORES) or names_another_instrument(text):
        return True
    if OF_COUNTS.search(text):
        return OF_COUNTED_POINTS.search(text) is None and not (
            OF_SHARES.search(text) and OF_THE_WHOLE.search(text)
        )
    if OF_ANOTHER_TIME.search(text) and YEAR.search(text) is None:
        return True
    return OF_NO_SCORE.search(text) is not None and OWN_RESULT.search(text) is None


def _leads_to_a_list(text: str, most: int) -> bool:
    """Tell whether words may be the head of a list: they are few, or a sentence that ends with a colon."""
    most = _MOST_OF_TABLE if OF_OWN_GUESS.search(text) else most
    leads = text.endswith(":") or len(text.split()) <= most
    return leads and len(text) <= _LONGEST and not text.endswith((".", "!"))
