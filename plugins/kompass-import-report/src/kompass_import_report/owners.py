"""Say whose a column or a list is: its head may name an organisation, or say that it is one's own."""

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import final

from attrs import evolve, field, frozen

from kompass_import_report.bodies import WORD
from kompass_import_report.columns import YEAR, Column, read_column, year_in
from kompass_import_report.mentions import Mention, Register, of_kind, register_of
from kompass_import_report.organisation_words import KIND_WORDS, KINDS_BEFORE, is_no_name
from kompass_import_report.organisations import OF_A_PART, organisation_of
from kompass_spec import Problem
from kompass_spec.model import Organisation, Quantity

__all__ = ["Owners"]

_OWN = {
    "vår", "vårt", "våra", "vi", "oss", "egen", "eget", "egna", "kommunen", "kommunens", "er", "ert", "vores",
    "vor", "vort", "våre", "eigen", "egne", "kommuna", "kommunas", "regionen", "regionens", "our", "own",
}  # fmt: skip
"""Words of a head that say that a column is of who was assessed."""
_AROUND_NAMES = {
    "i", "för", "av", "hos", "til", "till", "for", "kommunkompassen", "kommunkompass", "kommunekompasset",
    "resultat", "resultatet", "resultater", "poäng", "poeng", "point", "utvärdering", "utvärderingen",
    "evaluering", "evalueringen", "år", "analys", "analysen", "områden", "område", "per",
}  # fmt: skip
"""Words that stand beside the name or the year in the head of a list, and say nothing else."""
_COMPARED = re.compile(
    r"\b(?:jämför\w*|än|mot|bland|liksom|övriga|andra|snitt\w*|medel\w*|sedan|sida[n]?|förra|tidigare|nästa"
    r"|senast\w*|uppdatera\w*|sammenlign\w*|sammenlikn\w*|andre|øvrige|enn|end|siden|neste|næste)\b",
    re.IGNORECASE,
)
"""Words by which a sentence speaks of others, or of another time, too."""
_DIGITS = re.compile(r"[0-9]+(?:[.,-][0-9]+)*")
_OF_OTHERS = re.compile(
    r"\b(?:bäst\w*|högst\w*|lägst\w*|sämst\w*|topp\w*|andra|övriga|landet|rekord\w*|mål|målet|best\w*|beste|andre|øvrige)\b",
    re.IGNORECASE,
)
"""Words of a head by which a list is of others, or of what is wanted."""
_OF_CHANGE = re.compile(
    r"^(?:poäng|poeng|point)?(?:förändring\w*|ändring\w*|endring\w*|ændring\w*|utveckling\w*|ökning\w*|minskning\w*)\b",
    re.IGNORECASE,
)
_OF_NO_SCORE = re.compile(
    r"\b(?:plats|placering\w*|plassering\w*|rang|ranking\w*|rankning\w*|rangering\w*|vikt\w*|vekt\w*|vægt\w*"
    r"|förändring\w*|ändring\w*|endring\w*|ændring\w*|ökning\w*|økning\w*|minskning\w*|differens\w*"
    r"|skillnad\w*|forskjell\w*|forskel\w*|avvik\w*|avstånd\w*|avstand\w*|sida|sidan|sidor|side|siden|sider"
    r"|kostnad\w*|kostnader|utgift\w*|tkr|mkr|kronor|kroner|enkät\w*|index\w*|nki\S*|nöjd\w*|kolada\w*|insikt|kkik"
    r"|önskat|önskad\w*|ønsket|ynskt"
    r"|mål\w*|ambition\w*|prognos\w*|budget\w*"
    r"|(?:självs|självv|självb|självu|sjølve|sjølvv|selve|selvv|egenv|egenb|egene|eigenv)\w+"
    r"|(?:egen|eigen|egna|egne) (?:bedömning|värdering|skattning|vurdering|bedømmelse|uppskattning)\w*)\b",
    re.IGNORECASE,
)
"""Words of a head by which the numbers below it are places, goals, differences or one's own guess."""
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+(?=[A-ZÅÄÖÆØ])")
_OF_DISTANCE = re.compile(r"skillnad|differens|forskjell|forskel|avvik|avstånd|avstand", re.IGNORECASE)
_OF_COUNTS = re.compile(
    r"\b(?:antal|antall|antalet|antallet|talet på|tal på|andel(?:en|ar)?|svars?andel\w*"
    r"|svarsfrekvens\w*|svarprosent\w*"
    r"|(?:så|hur|hvor|kor) (?:många|mange))\b",
    re.IGNORECASE,
)
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
_NO_POINTS = {Quantity.REFERENCE, Quantity.CHANGE, Quantity.MAX}
_NAMES_BRACKETS = re.compile("par[ea]ntes", re.IGNORECASE)
_IN_BRACKETS = re.compile(r"\([^()]*\)")
_OWN_RESULT = re.compile(
    r"\b(?:resultat\w*|utfall\w*|uppnå\w*|oppnå\w*|opnå\w*|fick|fikk|fekk|fik|blev|ble|vart)\b", re.IGNORECASE
)
"""Words of a head by which the points below it are those of the result, whatever else it says."""
_LONGEST = 140
_MOST_WORDS = 6
_POINTS = re.compile(
    r"\b(?:poäng\w*|poeng\w*|point\w*|resultat\w*|utfall\w*|skår\w*|score\w*)\b", re.IGNORECASE
)


def _without_named(words: list[str]) -> list[str]:
    """Return words without the names that stand beside the word for a municipality or a district."""
    rest: list[str] = []
    for position, word in enumerate(words):
        before = words[position - 1].casefold() if position else ""
        if before in KINDS_BEFORE and before not in KIND_WORDS and word[0].isupper():
            continue
        if word.casefold() in KIND_WORDS:
            while rest and rest[-1][0].isupper() and rest[-1].casefold() not in _AROUND_NAMES:
                rest.pop()
        else:
            rest.append(word)
    return rest


def _lead_of(text: str, *, bracketed: bool) -> str:
    """Return what leads to a list: the last sentence, without what its figures are compared with."""
    text = _IN_BRACKETS.sub(" ", text).strip()
    text = _SENTENCE_END.split(text)[-1] if text.endswith(":") else text
    return text if bracketed or _OF_DISTANCE.search(text) else _COMPARISON.sub("", text)


def _is_of_no_score(text: str) -> bool:
    """Tell whether the head of a list says that the numbers below it are something else than points.

    A number of points is one; so are points that have reached a goal.
    """
    if _OF_COUNTS.search(text):
        return _POINTS.search(text) is None and "max" not in text.casefold()
    if _OF_ANOTHER_TIME.search(text) and YEAR.search(text) is None:
        return True
    return _OF_NO_SCORE.search(text) is not None and _OWN_RESULT.search(text) is None


def _named_before_kind(text: str) -> Iterator[str]:
    """Yield the names of one word that stand right before the word for a municipality."""
    for word, behind in pairwise(WORD.findall(text)):
        if behind.casefold() in KIND_WORDS and word[0].isupper() and not is_no_name(word):
            yield word


@final
@frozen
class Owners:
    """Know every organisation, and what was said of one that no register has."""

    organisations: tuple[Organisation, ...]
    register: Register = field(factory=dict, eq=False)
    warnings: dict[Organisation, tuple[Problem, ...]] = field(factory=dict, eq=False)
    titled: frozenset[str] = frozenset()
    """Names that the title prints before the word for a municipality, whether a register has them or not."""

    @classmethod
    def of(cls, organisations: tuple[Organisation, ...], title: Iterable[str] = ()) -> "Owners":
        """Return the owners that there may be, with the register of their names."""
        titled = {name.casefold() for text in title for name in _named_before_kind(text)}
        return cls(organisations, register_of(organisations), titled=frozenset(titled))

    def column(self, column: Column) -> Column:
        """Return a column whose head is the name of an organisation, or says that it is one's own, as points.

        What else the head says goes before: the mean of a place is a mean.
        """
        if column.quantity is not None:
            return column
        front = column.label.partition("(")[0]
        words = WORD.findall(front)
        rest, owner = self._without_names(words)
        if len(rest) == len(words):
            return column
        left = " ".join([*rest, *YEAR.findall(front)])
        quantity = read_column(left, 0).quantity if rest else Quantity.POINTS
        return evolve(column, quantity=quantity, owner=owner)

    def _without_names(self, words: list[str]) -> tuple[list[str], Organisation | None]:
        """Return words without those of an organisation and of what is one's own, and the organisation."""
        owner: Organisation | None = None
        rest: list[str] = []
        position = 0
        while position < len(words):
            for length in range(min(4, len(words) - position), 0, -1):
                named = self.register.get(" ".join(words[position : position + length]).casefold())
                if named and words[position][0].isupper():
                    kind = (
                        KIND_WORDS.get(words[position + length].casefold())
                        if position + length < len(words)
                        else None
                    )
                    owner = (of_kind(named, kind) or named)[0] if owner is None else owner
                    position += length
                    break
            else:
                word = words[position].casefold()
                if (
                    word not in _OWN
                    and word not in self.titled
                    and word not in KIND_WORDS
                    and word not in KINDS_BEFORE
                ):
                    rest.append(words[position])
                position += 1
        return rest, owner

    def of_list(self, text: str, line: int) -> Organisation | None:
        """Return the one organisation that the head of a list, or the sentence above it, names."""
        if len(text) > _LONGEST or not self._is_head(text):
            return None
        organisation, warnings = organisation_of([Mention(text, line, True)], self.organisations)
        if (
            organisation.name == "?"
            or (not organisation.is_part and OF_A_PART.search(text))
            or any(warning.code == "unclear-organisation" for warning in warnings)
        ):
            return None
        self.warnings.setdefault(organisation, tuple(warnings))
        return organisation

    def is_own_list(self, text: str) -> bool:
        """Tell whether the head of a list says that it is of who was assessed, and nothing else."""
        words = {word.casefold() for word in WORD.findall(text)}
        return bool(words & _OWN) and words <= (_OWN | _AROUND_NAMES) and len(text) <= _LONGEST

    def year_of_list(self, text: str) -> int | None:
        """Return the one year that the head of a list, or the sentence above it, prints."""
        if len(text) > _LONGEST or ("20" not in text and "19" not in text) or not YEAR.search(text):
            return None
        text = _IN_BRACKETS.sub(" ", text)
        if not self._is_head(text):
            return None
        numbers = set(_DIGITS.findall(text))
        return year_in(text) if len(numbers) == 1 and YEAR.fullmatch(numbers.pop()) else None

    def kind_of_list(self, text: str, line: int) -> Column | None:
        """Return the head of a list of what are no points of one's own: means, changes, the best of others.

        Its quantity is ``None`` where it is none that can be read.
        """
        bracketed = _NAMES_BRACKETS.search(text) is not None
        text = _lead_of(text, bracketed=bracketed)
        if not _leads_to_a_list(text):
            return None
        column = read_column(text.rstrip(" :"), line)
        if not bracketed and _is_of_no_score(text):
            change = _OF_CHANGE.match(text) and column.quantity is not Quantity.REFERENCE
            return evolve(column, label=text.rstrip(" :"), quantity=Quantity.CHANGE if change else None)
        if _OF_OTHERS.search(text):
            return evolve(column, quantity=column.quantity if column.quantity in _COMPARED_WITH else None)
        if _POINTS.search(text) or bracketed or column.quantity not in _NO_POINTS:
            return None
        return column

    def _is_head(self, text: str) -> bool:
        """Tell whether words are a name or a year and nothing else, or a sentence that leads to a list."""
        if text.rstrip().endswith(":") and _COMPARED.search(text) is None:
            return True
        rest, _ = self._without_names(_without_named(WORD.findall(text)))
        return all(word.casefold() in _AROUND_NAMES for word in rest)


def _leads_to_a_list(text: str) -> bool:
    """Tell whether words may be the head of a list: they are few, or a sentence that ends with a colon."""
    leads = text.endswith(":") or len(text.split()) <= _MOST_WORDS
    return leads and len(text) <= _LONGEST and not text.endswith((".", "!"))
