"""Say what the numbers of a list are by what stands right above it: points of one's own, or what else."""

import re

from attrs import evolve

from kompass_import_report.columns import YEAR, Column, read_column
from kompass_import_report.labels import is_label
from kompass_import_report.vocabulary import words_for
from kompass_spec.model import Quantity

__all__ = [
    "IN_BRACKETS",
    "kind_of_list",
    "speaks_of_another_time",
    "speaks_of_money",
    "speaks_of_shares",
]

_OF_OTHERS = re.compile(
    r"\b(?:grannkommun\w*|nabokommun\w*|bäst\w*|högst\w*|lägst\w*|sämst\w*|topp\w*|andra|övriga|landet|rekord\w*|mål|målet|best\w*|beste|andre|øvrige)\b",
    re.IGNORECASE,
)
"""Words of a head by which a list is of others, or of what is wanted."""
_OF_CHANGE = re.compile(
    r"^(?:poäng|poeng|point)?(?:förändring\w*|ändring\w*|endring\w*|ændring\w*|utveckling\w*|ökning\w*|minskning\w*)\b",
    re.IGNORECASE,
)
_OF_NO_SCORE = re.compile(
    r"\b(?:plats|placering\w*|plassering\w*|rang|ranking\w*|rankning\w*|rangering\w*|rangord\w*|betyg\w*|karakter\w*|vikt\w*|vekt\w*|vægt\w*"
    r"|förändring\w*|ändring\w*|endring\w*|ændring\w*|ökning\w*|økning\w*|minskning\w*|differens\w*"
    r"|skillnad\w*|forskjell\w*|forskel\w*|avvik\w*|avstånd\w*|avstand\w*|sida|sidan|sidor|side|siden|sider"
    r"|\w*enkät\w*|intervju\w*|interview\w*|index\w*|nki\S*|nöjd\w*|kolada\w*|insikt|kkik"
    r"|önskat|önskad\w*|ønsket|ynskt"
    r"|mål\w*|ambition\w*|prognos\w*|\w*budget\w*|\w*budsjett\w*|\w*investering\w*|sjukfrånvaro\w*|sykefravær\w*"
    r"|sjukefråvær\w*|sygefravær\w*|hoppas\w*|håper|håber|vonar|siktar|sikter|vill nå|vil nå)\b",
    re.IGNORECASE,
)
"""Words of a head by which the numbers below it are places, goals or differences."""
_OF_ANOTHER_SURVEY = re.compile(
    r"\b(?!\w*kommune?(?:under|mål|mät))\w{3,}(?:undersökning|undersøkelse|undersøgelse|undersøking|barometer|måling|mätning)"
    r"\w*\b",
    re.IGNORECASE,
)
"""Words of a head by which the numbers below it are of another survey."""
_ON_A_SCALE = re.compile(
    r"\b(?:skala\w*|scale|betygs?skala\w*)\b(?!\D*100\b)|\b(?:av|af|of) (?:5|fem|five|10|tio|ti|ten)"
    r"(?: möjliga| mulige)?$|\b[01]\s?(?:-|–|till|til|to)\s?(?:[3-9]|10|ti|tio|ten)\b",
    re.IGNORECASE,
)
"""Words of a head by which the numbers below it are marks on a short scale."""
_OF_OWN_GUESS = re.compile(
    r"\b(?:(?:självs|självv|självb|självu|sjølve|sjølvv|selve|selvv|egenv|egenb|egene|eigenv)\w+"
    r"|(?:egen|eigen|egna|egne) (?:bedömning|värdering|skattning|vurdering|bedømmelse|uppskattning)\w*)\b",
    re.IGNORECASE,
)
"""Words of a head by which the numbers below it are one's own guess, also where it calls it a result."""
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+(?=[A-ZÅÄÖÆØ])")
_OF_MONEY = re.compile(
    r"\b(?:\w*kostnad\w*|\w*kostnader|\w*omkostning\w*|\w*utgift\w*|\w*udgift\w*|\w*intäkt\w*|\w*inntekt\w*"
    r"|\w*anslag\w*|\w*bevilling\w*|driftsredovisning\w*|resultaträkning\w*|driftsregnskap\w*|[tmk]kr|mnkr|mnok"
    r"|mio|kkr|kronor|kroner|budget per \w+|belopp\w*|beløp\w*|beløb\w*)\b",
    re.IGNORECASE,
)
"""Words of a head by which the numbers below it are money: departments are called as areas are."""
_OF_NOBODY = re.compile(
    r"\b(?:påhitta\w*|fiktiv\w*|oppdikt\w*|opdigt\w*|exempelkommun\w*|eksempelkommune\w*|exempelsiffror"
    r"|exempeldata|testdata|(?:bara|endast|bare|kun) ett? e(?:x|ks)empel|made up|fictitious)\b",
    re.IGNORECASE,
)
"""Words before a list by which its numbers are of nobody: they only show how such a list is read."""
_OF_DISTANCE = re.compile(r"skillnad|differens|forskjell|forskel|avvik|avstånd|avstand", re.IGNORECASE)
_OF_COUNTS = re.compile(
    r"\b(?:antal|antall|antalet|antallet|talet på|tal på|andel(?:en|ar)?|svars?andel\w*"
    r"|svarsfrekvens\w*|svarprosent\w*"
    r"|(?:så|hur|hvor|kor) (?:många|mange))\b",
    re.IGNORECASE,
)
_COUNTED = re.compile(
    r"\b(?:andel\w*|antal\w*|antall\w*)\s+(?:[\w-]+\s+){0,3}?"
    r"(?:\w*kommun(?:er|erna|ers)|\w*kommune(?:r|ne|rne)|\w*medarbetar\w*|\w*invånare\w*|\w*anställda|svarande"
    r"|\w*ansatte|\w*medarbejdere|\w*innbyggere|\w*borgere|\w*frågor\w*|\w*spørsmål\w*|\w*spørgsmål\w*)\b",
    re.IGNORECASE,
)
"""Words of a head by which the numbers below it count people, municipalities or questions."""
_OF_ANOTHER_TIME = re.compile(
    r"\b(?:tidigare|föregående|förra|förrförra|forrige|førre|foregående|tidligere|tidlegare|sidste gang"
    r"|nästa|neste|næste"
    r"|kommande|kommende|komande|preliminär\w*|foreløpig\w*|foreløbig\w*|førebels)\b",
    re.IGNORECASE,
)
_COMPARISON = re.compile(
    r",?\s(?:jämför[dt]a?|i jämförelse|sammenlignet|sammenliknet|i forhold) (?:med|til|till|mot)\b.*"
    r"|,?\smot (?:mål|snitt|medel)\w*.*$",
    re.IGNORECASE,
)
_COMPARED_WITH = {Quantity.REFERENCE}
_NO_POINTS = {Quantity.REFERENCE, Quantity.CHANGE, Quantity.MAX, Quantity.LEVEL}
_NAMES_BRACKETS = re.compile("par[ea]ntes", re.IGNORECASE)
IN_BRACKETS = re.compile(r"\([^()]*\)")
_OWN_RESULT = re.compile(
    r"\b(?:resultat\w*|utfall\w*|uppnå\w*|oppnå\w*|opnå\w*|fick|fikk|fekk|fik|blev|ble|vart)\b", re.IGNORECASE
)
"""Words of a head by which the points below it are those of the result, whatever else it says."""
_OF_LOSS = re.compile(
    r"\b(?:saknas|saknad\w*|saknar|fattas|mangler|manglende|manglar|förlor\w*|taper|taber|tapt\w*|tapte|tapp\w*|mist\w*"
    r"|kvar|gjenstår|gjenstående|potential\w*|potensial\w*|lacking|missing|lost)\b"
    r"|\b(?:upp|opp|op|fram) ti(?:ll|l) (?:max|full|hel)\w*",
    re.IGNORECASE,
)
"""Words of a head by which the points below it are those that are lacking."""
_OF_PERCENTS = re.compile(r"%|\b(?:procent\w*|prosent\w*|percent\w*|andel\w*|shares?)\b", re.IGNORECASE)
_OF_SHARES = re.compile(r"\bandel\w*|\bshares?\b", re.IGNORECASE)
_OF_THE_WHOLE = re.compile(r"\b(?:max\w*|maks\w*|möjlig\w*|mulig\w*|moglege)\b", re.IGNORECASE)
_SAYS_SCORES = re.compile(
    r"\b(?:\w*områd\w*|tema\w*|kategori\w*|kommune?kompas\w*|utvärder\w*|evaluer\w*|mätning\w*|måling\w*"
    r"|bedömning\w*|vurdering\w*|följ(?:ande|er)|følg(?:ende|er)|nedan|nedenfor|så här|sådan|slik|gick|gikk"
    r"|ser ut|fördel\w*|fordel\w*|profil\w*|siffror\w*|tall\w*|fått|har|är|er|totalt|i år)\b",
    re.IGNORECASE,
)
"""Words of a head that say, beside those for points and for the result, that what follows are the scores."""
_LEADING_STOP = re.compile(
    r"\b(?:följande|nedan|så här|som följer|følgende|nedenfor|slik|sådan|således|som følger|under)\.$",
    re.IGNORECASE,
)
"""The end of a sentence that leads to a list as one with a colon does."""
_CLAUSE_END = re.compile(r"(?<=[^\s,.–—|])(?:[,.|]|\s[–—-])\s+")
_LONGEST = 140
_LONGEST_EXAMPLE = 400
_MOST_WORDS = 6
_MOST_OF_TABLE = 12
_NUMBERED_TABLE = re.compile(
    r"(?:tabell|tabel|table|tafla|figur|figure|diagram)\s*[0-9]{1,3}\s*[.:–-]?\s*", re.IGNORECASE
)
_POINTS = re.compile(
    r"\b(?:poäng\w*|poeng\w*|point\w*|resultat\w*|utfall\w*|skår\w*|score\w*)\b", re.IGNORECASE
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
    if len(text) <= _LONGEST_EXAMPLE and (_OF_NOBODY.search(text) or _ON_A_SCALE.search(text)):
        return Column(text.rstrip(" :."), line, None)
    return _kind_of_lead(text, line, is_own=is_own, of_table=of_table)


def _kind_of_lead(text: str, line: int, *, is_own: bool, of_table: bool) -> Column | None:
    """Return the head of a list as its last sentence says it, ``None`` where it leads to no list."""
    bracketed = _NAMES_BRACKETS.search(text) is not None
    if of_table and _NUMBERED_TABLE.match(text):
        text = _NUMBERED_TABLE.sub("", text).rstrip(" .")
    whole, text = text.rstrip(" :."), _lead_of(text, bracketed=bracketed)
    if not text.endswith((":", ".", "!", "?")) and _OWN_RESULT.search(whole) is None:
        text = next(filter(_is_of_no_score, _CLAUSE_END.split(text)), text)
    if not _leads_to_a_list(text, _MOST_OF_TABLE if of_table else _MOST_WORDS):
        return None
    column = read_column(text.rstrip(" :"), line)
    # The unit of amounts often stands in brackets.
    if not bracketed and (_is_of_no_score(text) or speaks_of_money(whole)):
        change = _OF_CHANGE.match(text) and column.quantity is not Quantity.REFERENCE
        return evolve(column, label=text.rstrip(" :"), quantity=Quantity.CHANGE if change else None)
    if _OF_OTHERS.search(text):
        return evolve(column, quantity=column.quantity if column.quantity in _COMPARED_WITH else None)
    if bracketed:
        return None
    if column.quantity in {None, Quantity.PERCENT} and _OF_PERCENTS.search(whole):
        return evolve(column, label=whole, quantity=Quantity.PERCENT)
    return _other_kind(text, column, is_own=is_own)


def _other_kind(text: str, column: Column, *, is_own: bool) -> Column | None:
    """Return a head that is not clearly of something else, ``None`` where it is of points."""
    has_figure = column.quantity is Quantity.LEVEL and any(letter.isdigit() for letter in text)
    if _POINTS.search(text) or has_figure:
        return None
    if column.quantity in _NO_POINTS:
        return column
    return None if _says_scores(text, is_own=is_own) else evolve(column, quantity=None)


def speaks_of_another_time(text: str) -> bool:
    """Tell whether words say that what follows is of an evaluation before or after this one.

    >>> speaks_of_another_time("Poäng 2018, enligt förra rapporten:")
    True
    """
    return _OF_ANOTHER_TIME.search(text) is not None


def speaks_of_money(label: str) -> bool:
    """Tell whether a head says that the numbers below it are money.

    >>> speaks_of_money("Nettokostnader, tkr"), speaks_of_money("Poäng")
    (True, False)
    """
    return _OF_MONEY.search(label) is not None


def speaks_of_shares(label: str) -> bool:
    """Tell whether a head is of shares, which are percents or parts of one.

    >>> speaks_of_shares("Andel av max"), speaks_of_shares("Procent")
    (True, False)
    """
    return _OF_SHARES.search(label) is not None


def _says_scores(text: str, *, is_own: bool) -> bool:
    """Tell whether what ends with a colon says that scores follow; a title may say anything."""
    if not text.endswith(":") or is_own or YEAR.search(text) or _OWN_RESULT.search(text):
        return True
    words = {word.casefold() for word in text.rstrip(" :").split()}
    brought = words_for("points") | words_for("area") | words_for("total")
    return _SAYS_SCORES.search(text) is not None or not words.isdisjoint(brought) or any(map(is_label, words))


def _lead_of(text: str, *, bracketed: bool) -> str:
    """Return what leads to a list: the last sentence, without what its figures are compared with."""
    text = IN_BRACKETS.sub(" ", text).strip()
    if text.endswith(":") or _LEADING_STOP.search(text):
        text = f"{_SENTENCE_END.split(text)[-1].rstrip(':.')}:"
    return text if bracketed or _OF_DISTANCE.search(text) else _COMPARISON.sub("", text)


def _is_of_no_score(text: str) -> bool:
    """Tell whether the head of a list says that the numbers below it are something else than points.

    A number of points is one; so are points that have reached a goal.
    """
    if (
        _OF_ANOTHER_SURVEY.search(text)
        or _OF_LOSS.search(text)
        or _OF_OWN_GUESS.search(text)
        or _OF_MONEY.search(text)
        or _COUNTED.search(text)
    ):
        return True
    if _OF_COUNTS.search(text):
        return _POINTS.search(text) is None and not (_OF_SHARES.search(text) and _OF_THE_WHOLE.search(text))
    if _OF_ANOTHER_TIME.search(text) and YEAR.search(text) is None:
        return True
    return _OF_NO_SCORE.search(text) is not None and _OWN_RESULT.search(text) is None


def _leads_to_a_list(text: str, most: int) -> bool:
    """Tell whether words may be the head of a list: they are few, or a sentence that ends with a colon."""
    most = _MOST_OF_TABLE if _OF_OWN_GUESS.search(text) else most
    leads = text.endswith(":") or len(text.split()) <= most
    return leads and len(text) <= _LONGEST and not text.endswith((".", "!"))
