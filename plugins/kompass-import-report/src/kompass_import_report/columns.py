"""Read the head of a table: what each column holds."""

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import final

from attrs import evolve, frozen

from kompass_import_report.levels import LEVEL_WORDS
from kompass_import_report.vocabulary import Vocabulary, current
from kompass_spec.model import Organisation, Quantity

__all__ = ["YEAR", "Column", "beside_levels", "beside_means", "of_newest_year", "read_column", "year_in"]

_WORDS = re.compile(r"[^\W\d_]+")
YEAR = re.compile(r"(?<![0-9])(?:19|20)[0-9][0-9](?![0-9])")

# The words of a head, in lower case and in alphabetical order, without years and signs: in Swedish,
# Norwegian, Danish, English and Icelandic.
_POINTS = {
    "uppnått", "uppnådd", "uppnådda poäng", "poäng", "poängsumma", "resultat", "utfall", "erhållna poäng",
    "poeng", "oppnådd", "oppnådde poeng", "opnået", "point", "points", "skår", "score", "totalpoäng",
    "poäng uppnått", "antal poäng", "fått", "fått poäng", "fick",
    "stig", "uppnådd poäng", "erhållet", "erhållen poäng", "uppnådda", "oppnådd poeng", "oppnådde",
    "opnåede point", "evaluering", "utvärdering", "evaluatorenes vurdering", "utvärderarnas bedömning",
    "slutlig poäng", "slutliga poäng", "slutpoäng", "slutresultat", "slutligt resultat",
    "endelig poeng", "endelege poeng", "endelig resultat", "endelig skår", "endelige point", "final score",
    "extern bedömning", "extern utvärdering", "ekstern vurdering", "ekstern evaluering",
}  # fmt: skip
_MAX = {"max", "maxpoäng", "max poäng", "maximal poäng", "maximalt", "maximum", "möjliga poäng", "maks",
    "makspoeng",
        "maks poeng", "maksimum", "maximala poäng", "maximal", "möjligt", "hámark",
        "hámarksstig"}  # fmt: skip
_PERCENT = {
    "procent",
    "andel",
    "prosent",
    "procent av max",
    "procent av maxpoäng",
    "andel av maxpoäng",
    "procent av maximal poäng",
    "prosent av maks",
    "andel av max",
    "percent",
    "procentandel",
    "prósent",
    "hlutfall",
}
_CHANGE = {"förändring", "förändringar", "differens", "skillnad", "ändring", "endring", "diff", "utveckling",
           "utvikling", "udvikling", "ændring", "förbättring", "+/-", "+/−", "±"}  # fmt: skip
_PUBLISHER = re.compile(r"^(?:skr|skl|ks|kl|krevi)(?: s)? (?=\w)")
"""The publisher before what its evaluators gave, as ``SKR:s bedömning``."""
_OF_A_YEAR = {"år", "kk", "kkp", "kommunkompass", "kommunkompassen", "kommunekompass", "kommunekompasset"}
"""Words that say no more than the year that they stand beside."""
_OF_A_RESULT = {"resultat", "utfall", "resultater", "results", "result"}
"""Words that a head above several columns says of all of them."""
_NO_LEVELS = ("poäng", "poeng", "point", "max", "maks", "procent", "prosent", "percent")
"""Beginnings of words that say of a head with the word for a level that no level is printed below it."""
_POINTS_WORD = re.compile("po[äe]ng|point|stig", re.IGNORECASE)
_DIFFERENCE = re.compile(r"skillnad|differens|\bdiff\b|\+/[-−]|±", re.IGNORECASE)
_WITHIN = re.compile(r"\b(?:inom|i|in)\s+(?:parentes|parantes|brackets|parentheses)\b", re.IGNORECASE)
_BRACKET_SAID = re.compile(
    r"[,;–-]\s*([^,;]*\b(?:inom|i|in)\s+(?:parentes|parantes|brackets|parentheses)\b.*)$", re.IGNORECASE
)
_MOST = re.compile(r"^\D{0,20}(?<![\d.,])(?:[01]\s?[-–]\s?)?([0-9]{1,3})(?![\d.,])\D{0,10}$")
"""The most that brackets behind the word for points name: av 100, max 10, skala 0–10."""
_OF_OTHERS = re.compile(
    r"\b(?:alla|alle|samtliga|övriga|øvrige|andra|andre|landet|mål\w*|prognos\w*|budget\w*|önsk\w*|ønsk\w*"
    r"|självs\w*|egen|eigen|kvar|sakna\w*|mangl\w*|bäst\w*|best\w*|lägst\w*|lavest\w*|rang\w*|plats"
    r"|juster\w*|korriger\w*|rätta\w*|omräkn\w*|omregn\w*|omberegn\w*|prelimin\w*|foreløpig\w*|foreløbig\w*|førebels"
    r"|uppskatt\w*|beräkn\w*|beregn\w*|estim\w*|utkast\w*|kombiner\w*|vikta\w*|vekt\w*|vægt\w*)\b",
    re.IGNORECASE,
)
"""Words in the brackets of a head by which the points are not those that who was assessed was given."""
_REFERENCE = ("medel", "genomsnitt", "snitt", "gjennomsnitt", "gennemsnit", "riket", "median", "mean")


_HEADS = {
    **dict.fromkeys(_POINTS, Quantity.POINTS),
    **dict.fromkeys(_MAX, Quantity.MAX),
    **dict.fromkeys(_PERCENT, Quantity.PERCENT),
    **dict.fromkeys(_CHANGE, Quantity.CHANGE),
}


_MEANINGS = (Quantity.POINTS, Quantity.PERCENT, Quantity.CHANGE)
"""The quantities that catalogues have words for under their own names."""


@final
@frozen
class Column:
    """Hold what a column's head says: the quantity, the year where one is printed, and the head itself.

    ``quantity`` is ``None`` where the head is not understood; ``bracket`` is that of figures in brackets,
    where the head says it, and ``bracket_year`` their year where it is another one; ``owner`` is the
    organisation that the head names; ``most`` is the most points that the head says there are.
    """

    label: str
    line: int
    quantity: Quantity | None
    year: int | None = None
    bracket: Quantity | None = None
    bracket_year: int | None = None
    owner: Organisation | None = None
    most: int | None = None


def year_in(text: str) -> int | None:
    """Return the only year that stands in ``text``, ``None`` where there is none or there are several.

    >>> year_in("2015 års Kommunkompass"), year_in("2013-2015")
    (2015, None)
    """
    if "20" not in text and "19" not in text:
        return None
    years = set(YEAR.findall(text))
    return int(years.pop()) if len(years) == 1 else None


def read_column(text: str, line: int) -> Column:
    """Return what the head of a column says.

    >>> read_column("Nationellt medelvärde", 1).quantity, read_column("2015", 1).year
    (<Quantity.REFERENCE: 'reference'>, 2015)
    >>> read_column("Max Resultat", 1).quantity
    <Quantity.MAX: 'max'>
    >>> column = read_column("Poäng 2018 (2016)", 1)
    >>> column.year, column.bracket, column.bracket_year
    (2018, <Quantity.POINTS: 'points'>, 2016)
    """
    said = _BRACKET_SAID.search(text)
    if said is not None and "(" not in text:
        text = f"{text[: said.start()]} ({_WITHIN.sub(' ', said[1])})"
    front, opened, behind = text.partition("(")
    if not opened or not front.strip():
        return Column(text, line, _quantity(text), year_in(text))
    inside = _WITHIN.sub(" ", behind.partition(")")[0])
    quantity, bracket = _quantity(front), _quantity(inside)
    year, other = year_in(front), year_in(inside)
    if bracket is Quantity.POINTS and (year is None or other in {None, year}):
        # Points in brackets beside points are those of another year, or the head only says what is counted.
        bracket = None
    column = Column(text, line, quantity, year or year_in(text), bracket, other if year and bracket else None)
    return column if quantity is not Quantity.POINTS else _of_points(column, inside)


def _of_points(column: Column, inside: str) -> Column:
    """Return a column of points as the brackets of its head say: others' points, or the most there is."""
    if column.bracket is None and _OF_OTHERS.search(inside):
        return evolve(column, quantity=None)
    most = _MOST.search(inside)
    return evolve(column, most=int(most[1])) if most is not None else column


def of_newest_year(columns: Sequence[Column | None]) -> tuple[Column | None, ...]:
    """Give a mean or a change that alone of its kind stands without a year the newest year of the columns.

    Where there are several means, which year each is of is not certain, and they stay as they are.

    >>> columns = of_newest_year([read_column(head, 1) for head in ("2012", "2014", "Medel")])
    >>> [column.year for column in columns if column]
    [2012, 2014, 2014]
    """
    printed = [column for column in columns if column]
    years = [column.year for column in printed if column.year and column.quantity is Quantity.POINTS]
    if not years:
        return tuple(columns)
    without = [column.quantity for column in printed if column.year is None]
    single = {kind for kind in (Quantity.REFERENCE, Quantity.CHANGE) if without.count(kind) == 1}
    return tuple(_dated(column, max(years), single) for column in columns)


def beside_means(columns: Sequence[Column | None]) -> tuple[Column | None, ...]:
    """Leave open what a difference is that stands beside a mean and points of one year: to the mean, perhaps.

    >>> heads = ("Lund", "Poäng", "Riket", "Skillnad")
    >>> columns = beside_means([read_column(head, 1) for head in heads])
    >>> [column.quantity for column in columns if column][2:]
    [<Quantity.REFERENCE: 'reference'>, None]
    """
    quantities = [column.quantity for column in columns if column]
    if Quantity.REFERENCE not in quantities or quantities.count(Quantity.POINTS) > 1:
        return tuple(columns)
    return tuple(
        evolve(column, quantity=None)
        if column and column.quantity is Quantity.CHANGE and _DIFFERENCE.search(column.label)
        else column
        for column in columns
    )


def beside_levels(columns: Sequence[Column | None]) -> tuple[Column | None, ...]:
    """Leave open what a maximum is that stands beside levels and no points: it may be the highest level.

    >>> columns = beside_levels([read_column(head, 1) for head in ("Nivå", "Max")])
    >>> [column.quantity for column in columns if column]
    [<Quantity.LEVEL: 'level'>, None]
    """
    quantities = {column.quantity for column in columns if column}
    if Quantity.LEVEL not in quantities or quantities & {Quantity.POINTS, Quantity.PERCENT}:
        return tuple(columns)
    return tuple(
        evolve(column, quantity=None)
        if column and column.quantity is Quantity.MAX and not _POINTS_WORD.search(column.label)
        else column
        for column in columns
    )


def _dated(column: Column | None, year: int, kinds: set[Quantity]) -> Column | None:
    """Return a column with a year, if it has none and is of one of the kinds."""
    if column is None or column.year is not None or column.quantity not in kinds:
        return column
    return evolve(column, year=year)


def _is_no_level(words: list[str], text: str) -> bool:
    """Tell whether a head with the word for a level is of points, of a highest level, or of a change."""
    return "%" in text or any(word.startswith(_NO_LEVELS) or word in _CHANGE for word in words)


def _quantity(text: str) -> Quantity | None:
    return _quantity_with(current(), text)


@lru_cache(maxsize=4096)
def _quantity_with(vocabulary: Vocabulary, text: str) -> Quantity | None:
    words = _WORDS.findall(text.casefold())
    phrase = " ".join(words)
    reference = any(word.startswith(_REFERENCE) or word.endswith(("snitt", "medel")) for word in words)
    reference = reference or not vocabulary.words_for("mean").isdisjoint((*words, phrase))
    if any(word in LEVEL_WORDS or word in vocabulary.words_for("level") for word in words):
        return None if reference or _is_no_level(words, text) else Quantity.LEVEL
    if reference:
        return Quantity.REFERENCE
    if "%" in text:
        return Quantity.PERCENT
    if set(words) <= _OF_A_YEAR and year_in(text) is not None:
        return Quantity.POINTS
    return _named(phrase or text.strip(), vocabulary)


def _named(phrase: str, vocabulary: Vocabulary) -> Quantity | None:
    """Return what the words of a head say, perhaps beside the one that stands above several columns."""
    found = _HEADS.get(phrase) or _brought(phrase, vocabulary)
    return found or _HEADS.get(" ".join(word for word in phrase.split() if word not in _OF_A_RESULT))


def _is_given(phrase: str) -> bool:
    """Tell whether words say what the publisher gave; what else is called an assessment may be one's own."""
    given = _PUBLISHER.match(phrase)
    return given is not None and phrase[given.end() :] in {"bedömning", "vurdering", *_POINTS}


def _brought(phrase: str, vocabulary: Vocabulary) -> Quantity | None:
    """Return what the name of the publisher, or the words of catalogues, say of a head."""
    if _is_given(phrase):
        return Quantity.POINTS
    meant = (meaning for meaning in _MEANINGS if phrase in vocabulary.words_for(meaning.value))
    return next(meant, Quantity.MAX if phrase in vocabulary.words_for("maximum") else None)
